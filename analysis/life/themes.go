package life

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/codebook"
)

// Model is a model whose themes' lives are told.
type Model struct {
	Name  string // "joint/thriving"
	File  string
	Model *theme.Model
	Memos []Memo
	Books map[string]Book // the codebooks of those whose work may be seen, by analyst
}

// CodeBecame is the event of a code of a theme that was merged or split: From is the code,
// To what happened to it, With what it became.
const CodeBecame = "code became"

// Revised is the event of something that was said of a theme, and what came of it.
const Revised = "revision"

// Themes returns the lives of some themes of a model, or of all and of the model itself
// when none is named: a row for each thing that became of one, as Codes does.
func Themes(m Model, changes []Change, all bool, only ...theme.ID) table.Report {
	l := &themes{Model: m, names: map[string]string{}, rests: map[string][]string{}, telling: telling{file: m.File, whole: "the model", thing: "theme"}}
	for t := range m.Model.Walk() {
		l.ids = append(l.ids, string(t.ID))
	}
	kept, undone := standing(ordered(changes), all)
	l.begin(kept)
	for _, c := range kept {
		l.change(c, undone)
		l.codes(c, undone)
	}
	for t := range m.Model.Walk() {
		l.names[string(t.ID)] = t.Name
	}
	for i, r := range m.Model.Revisions {
		l.revision(i, r)
	}
	l.noted(m.Memos, func(id string) bool { return l.names[id] != "" })
	l.cameLater()
	return l.shown(namesOf(only), !all && hidden(changes, undone, m.File))
}

// Known returns the ids of all themes that a model holds or held, as far as changes tell.
func Known(m Model, changes []Change) []theme.ID {
	var out []theme.ID
	for _, t := range m.Model.Themes {
		out = append(out, t.ID)
	}
	for _, c := range changes {
		for _, e := range c.Events {
			if e.File != m.File {
				continue
			}
			for _, id := range e.IDs {
				if !slices.Contains(out, theme.ID(id)) {
					out = append(out, theme.ID(id))
				}
			}
		}
	}
	return out
}

type themes struct {
	Model
	telling
	names map[string]string   // also of themes that are gone
	rests map[string][]string // the codes of each, as "ana:rent", as far as the changes told so far
}

// begin gives the themes that no change added the codes that they have now.
func (l *themes) begin(changes []Change) {
	added := map[string]bool{}
	for _, c := range changes {
		for _, e := range c.Events {
			for _, id := range e.IDs {
				added[id] = added[id] || e.File == l.File && e.What == string(theme.EventAdded)
			}
		}
	}
	for _, t := range l.Model.Model.Themes {
		if id := string(t.ID); !added[id] {
			for _, ref := range t.Codes {
				l.rests[id] = append(l.rests[id], ref.String())
			}
		}
	}
}

// codes tells of codes that a theme rests on, and of those below them, that they were
// merged or split.
func (l *themes) codes(c Change, undone map[string]bool) {
	for _, event := range c.Events {
		switch codebook.Event(event.What) {
		case codebook.EventMerged, codebook.EventSplit, codebook.EventSplitting:
		default:
			continue
		}
		for _, id := range slices.Sorted(maps.Keys(l.rests)) {
			told := map[string]bool{}
			for _, ref := range l.rests[id] {
				whose, code, _ := strings.Cut(ref, ":")
				book, seen := l.Books[whose]
				if !seen || book.File != event.File {
					continue
				}
				for _, became := range event.IDs {
					of := whose + ":" + became
					if told[of] || !slices.Contains(book.Book.Meant(codebook.ID(code)), codebook.ID(became)) {
						continue
					}
					told[of] = true
					e := from(c, undone)
					e.id, e.event, e.from, e.to, e.with = id, CodeBecame, of, event.What, event.With
					e.says = fmt.Sprintf("its code %s was %s", of, says(event))
					if event.What == string(codebook.EventSplitting) {
						e.says = fmt.Sprintf("its code %s %s", of, says(event))
					}
					l.add(e)
				}
			}
		}
	}
}

// nameOf is the name of a theme, of one that is gone the last one that is known.
func (l *themes) nameOf(id string) string { return cmp.Or(l.names[id], id) }

func (l *themes) change(c Change, undone map[string]bool) {
	l.untold(c, undone)
	for _, event := range c.Events {
		if event.File != l.File || event.What == Other {
			continue
		}
		ids := event.IDs
		if len(ids) == 0 {
			ids = []string{""}
		}
		for _, id := range ids {
			e := from(c, undone)
			e.id, e.event, e.from, e.to, e.with = id, event.What, event.From, event.To, event.With
			e.says = Tells(event)
			l.add(e)
			switch theme.Event(event.What) {
			case theme.EventAdded:
				l.names[id], l.rests[id] = event.To, event.With
			case theme.EventRenamed:
				l.names[id] = event.To
			case theme.EventRemoved:
				l.names[id] = event.From
				delete(l.rests, id)
			case theme.EventRests:
				l.rests[id] = slices.Concat(l.rests[id], event.With)
			case theme.EventLeaves:
				l.rests[id] = slices.DeleteFunc(slices.Clone(l.rests[id]), func(ref string) bool { return slices.Contains(event.With, ref) })
			}
		}
	}
}

// cameLater says of what is dated before its theme was added, by hand or where the model
// comes from, that it is so; and of themes that came with such a model, how they came.
func (l *themes) cameLater() {
	added := map[string]entry{}
	for _, e := range l.entries {
		if first, there := added[e.id]; e.event == string(theme.EventAdded) && !e.undone && (!there || e.at < first.at) {
			added[e.id] = e
		}
	}
	from := map[string]bool{} // changes that brought a model with a past
	for i, e := range l.entries {
		birth, there := added[e.id]
		if !there || e.event != Revised && e.event != Noted || e.at == "" || day(e.at) >= day(birth.at) {
			continue
		}
		l.entries[i].says = "before the theme was added: " + e.says
		if _, new, _ := birth.change.touches(l.File); new {
			l.entries[i].says = "before it came into this study: " + e.says
			from[birth.change.ID] = true
		}
	}
	for i, e := range l.entries {
		if e.event == string(theme.EventAdded) && from[e.change.ID] {
			l.entries[i].says = "came into this study with the model"
			if len(e.with) > 0 {
				l.entries[i].says += "; it rests on " + list(e.with)
			}
		}
	}
}

// revision tells of something that was said, in the lives of the themes that it was
// about, or of the model.
func (l *themes) revision(i int, r theme.Revision) {
	ids := make([]string, 0, 1)
	for _, id := range r.Themes {
		ids = append(ids, string(id))
	}
	if len(ids) == 0 {
		ids = append(ids, "")
	}
	says := fmt.Sprintf("revision %d, %s: “%s”", i+1, r.Response, r.Said)
	if r.Group != "" {
		says = fmt.Sprintf("revision %d, %s, by %s: “%s”", i+1, r.Response, r.Group, r.Said)
	}
	if r.Did != "" {
		says += " → " + r.Did
	}
	for _, id := range ids {
		l.add(entry{id: id, at: r.Date, event: Revised, from: r.Said, to: r.Did, with: []string{fmt.Sprint(i + 1)}, why: r.Because, says: says})
	}
}
