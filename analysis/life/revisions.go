package life

import (
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/analysis/theme"
)

// States are the states of a model that its revisions speak of, by name; those that
// cannot be read are not among them.
type States map[string]*theme.Model

// Revisions returns what was said of a model, what came of it, and what changed in the
// model between the state before each revision and the one after it: a row a revision, by
// number. Of one that is open, what changed since. Where a revision names themes, only
// what became of these is told, and how much else changed.
func Revisions(m *theme.Model, name string, states States, only ...int) table.Report {
	r := table.Report{
		Title: "Revisions of " + name,
		Table: table.Table{Columns: []table.Column{
			{Name: "revision", Heading: "Revision", Type: table.Integer},
			{Name: "date", Heading: "Date"},
			{Name: "group", Heading: "Group", Words: true},
			{Name: "said", Heading: "Said", Words: true},
			{Name: "response", Heading: "Response"},
			{Name: "did", Heading: "Done", Words: true},
			{Name: "because", Heading: "Because", Words: true},
			{Name: "answered", Heading: "Answered"},
			{Name: "themes", Heading: "Themes", Type: table.List},
			{Name: "before", Heading: "Before"},
			{Name: "after", Heading: "After"},
			{Name: "changes", Heading: "In the model", Type: table.List, Words: true},
			{Name: "others", Heading: "Other changes", Type: table.Integer},
			{Name: "number", Heading: "Revision", People: true},
		}},
		View: table.Cards{Head: []string{"number", "date", "group", "response"}, Body: "said", Foot: []string{"did", "because", "changes", "others"}},
	}
	for i, one := range m.Revisions {
		if len(only) > 0 && !slices.Contains(only, i+1) {
			continue
		}
		changes, others := between(m, one, states)
		var n any
		if others > 0 {
			n = others
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			i + 1, orNil(one.Date), orNil(one.Group), one.Said, string(one.Response), orNil(one.Did), orNil(one.Because), orNil(one.Answered),
			asTexts(one.Themes), orNil(one.Before), orNil(one.After), changes, n, fmt.Sprintf("Revision %d", i+1),
		})
	}
	if len(m.Revisions) == 0 {
		r.Notes = append(r.Notes, "Nothing was said of this model yet; put it down with: grounded theme revise"+m.Flag)
	}
	return r
}

// between tells what became of a model between the states of a revision, and how much of
// it is of themes that the revision does not name.
func between(m *theme.Model, r theme.Revision, states States) (changes []string, others int) {
	changes = []string{}
	before := states[r.Before]
	if before == nil {
		return changes, 0
	}
	after := m
	if kept := states[r.After]; r.After != "" && kept != nil {
		after = kept
	}
	for _, d := range theme.Differences(before, after) {
		if len(r.Themes) > 0 && !slices.Contains(r.Themes, d.Theme) {
			others++
			continue
		}
		name := ""
		if t, there := before.Theme(d.Theme); there {
			name = t.Name
		} else if t, there := after.Theme(d.Theme); there {
			name = t.Name
		}
		told := Tells(Event{What: string(d.What), From: d.From, To: d.To, With: d.With})
		if name != "" && d.What != theme.EventRenamed { // that names it already
			told = "“" + name + "” " + told
		}
		changes = append(changes, told)
	}
	return changes, others
}

func asTexts(ids []theme.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}
