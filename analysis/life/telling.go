package life

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
)

// Events of which a history tells no more than that something happened, and that of a
// memo.
const (
	Changed = "changed" // what a change is known to have done by its sentence alone
	Edited  = "edited"  // an edit by hand of which nothing else is known
	Noted   = "memo"
)

// telling is what the lives of codes and of themes have in common: entries, of the things
// that a file holds.
type telling struct {
	file    string
	whole   string   // what the file is, as "the model"
	thing   string   // what it holds, as "theme"
	ids     []string // those that it holds, in its order
	entries []entry
}

func (l *telling) add(e entry) { l.entries = append(l.entries, e) }

// untold adds a change of the file of which no event tells.
func (l *telling) untold(c Change, undone map[string]bool) {
	changed, new, told := c.touches(l.file)
	e := from(c, undone)
	switch {
	case !changed || told:
		return
	case c.Hand:
		e.event, e.says = Edited, l.whole+" was edited by hand; what of it is not known"
	case new:
		return
	default:
		e.event, e.says = Changed, c.Did
		if at := slices.IndexFunc(l.ids, func(id string) bool { return holdsID(c.Did, id) }); at >= 0 {
			e.id = l.ids[at]
		}
	}
	l.add(e)
}

// noted adds the memos about things that are known.
func (l *telling) noted(memos []Memo, known func(id string) bool) {
	for _, m := range memos {
		for _, about := range m.About {
			if id, ok := strings.CutPrefix(about, l.thing+":"); ok && known(id) {
				l.add(entry{id: id, at: m.Date, analyst: m.Analyst, event: Noted, to: m.ID, says: fmt.Sprintf("memo “%s” (%s)", m.Title, m.Kind)})
			}
		}
	}
}

// report makes a report of the entries of some things, or of all when none is named. Each
// row begins with what first says of its entry. hidden: changes that were taken back are
// left out.
func (l *telling) report(only []string, name func(id string) string, columns []table.Column, first func(entry) []any, hidden bool) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("The life of “%s”", name(strings.Join(only, ", "))),
		Table: table.Table{Columns: slices.Concat(columns, []table.Column{
			{Name: "why", Heading: "Why", Words: true},
			{Name: "by_hand", Heading: "By hand", Type: table.Boolean},
			{Name: "undone", Heading: "Taken back", Type: table.Boolean},
			{Name: "command", Heading: "Command"},
			{Name: "change", Heading: "Change"},
			{Name: "shown", Heading: strings.ToUpper(l.thing[:1]) + l.thing[1:], Words: true, People: true},
			{Name: "day", Heading: "When", People: true},
			{Name: "says", Heading: "What", Words: true, People: true},
		})},
	}
	if len(only) > 0 {
		l.entries = slices.DeleteFunc(l.entries, func(e entry) bool {
			return !slices.Contains(only, e.id) && !(e.id == "" && e.event == Edited)
		})
	}
	byHand, vague := false, 0
	for _, e := range sorted(l.entries, l.ids, len(only) == 1) {
		if e.change.Hand && e.event != Edited {
			e.says += ", by hand"
		}
		if e.undone {
			e.says += " (taken back)"
		}
		byHand = byHand || e.change.Hand
		if e.event == Changed || e.event == Edited {
			vague++
		}
		label := strings.ToUpper(l.whole[:1]) + l.whole[1:]
		if e.id != "" {
			label = name(e.id)
		}
		r.Table.Rows = append(r.Table.Rows, append(first(e),
			orNil(e.why), e.change.Hand, e.undone, orNil(e.change.Command), orNil(e.change.ID), label, day(e.at), e.says))
	}
	if byHand {
		r.Notes = append(r.Notes, handNote)
	}
	if vague > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s told by no more than a sentence: made before histories told of %ss, or by hand where the former text is not remembered.", counted(vague, "change"), l.thing))
	}
	if hidden {
		r.Notes = append(r.Notes, "Changes that were taken back are left out; --undone tells of them too.")
	}
	return r
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return fmt.Sprintf("%d %ss are", n, noun)
}

// namesOf are ids as text.
func namesOf[ID ~string](ids []ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
