package life

import (
	"cmp"
	"slices"

	"grounded/codebook"
)

// nameOf is the name of a code, of one that is gone the last one that is known; its id where
// none is.
func (l *codes) nameOf(id string) string {
	code, there := l.Book.Book.Code(codebook.ID(id))
	if there {
		return cmp.Or(code.Name, id)
	}
	name := id
	for _, e := range l.entries {
		if e.id == id && e.event == string(codebook.EventRenamed) && e.to != "" && !e.undone {
			name = e.to
		}
	}
	return name
}

// Gone returns the ids of codes that a book held once and holds no more, as far as changes
// tell, in the order in which these tell of them; of changes that were taken back only if
// all is true.
func Gone(b Book, changes []Change, all bool) []codebook.ID {
	var out []codebook.ID
	kept, _ := standing(ordered(changes), all)
	for _, c := range kept {
		for _, e := range c.Events {
			if e.File != b.File {
				continue
			}
			for _, id := range e.IDs {
				if _, there := b.Book.Code(codebook.ID(id)); !there && !slices.Contains(out, codebook.ID(id)) {
					out = append(out, codebook.ID(id))
				}
			}
		}
	}
	return out
}

// takenOut tells of codes that are gone without a change that says so: an edit by hand of
// which no more is known took them out. Where there were several since, it was no later
// than the last.
func (l *codes) takenOut() {
	var ids []string
	last := map[string]entry{}
	var edits []entry
	for _, e := range l.entries {
		switch _, there := l.Book.Book.Code(codebook.ID(e.id)); {
		case e.undone:
		case e.id == "" && e.event == Edited:
			edits = append(edits, e)
		case e.id == "" || there || e.event == Recoded || e.event == CameFrom:
		default:
			if _, known := last[e.id]; !known {
				ids = append(ids, e.id)
			}
			last[e.id] = e
		}
	}
	for _, id := range ids {
		since := slices.DeleteFunc(slices.Clone(edits), func(e entry) bool { return e.at < last[id].at })
		if last[id].event == string(codebook.EventGone) || len(since) == 0 {
			continue
		}
		out := since[len(since)-1]
		out.id, out.event, out.says = id, string(codebook.EventGone), says(Event{What: string(codebook.EventGone)})
		if len(since) > 1 {
			out.says += " by then"
		}
		l.add(out)
	}
}
