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
