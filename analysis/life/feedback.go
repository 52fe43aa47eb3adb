package life

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/table"
	"grounded/analysis/theme"
)

// answer is a part of a document for those who said something: what came of it, and what
// goes before what was done and before why, that which answers them first.
type answer struct {
	response theme.Response
	title    string
	did, why string
	foot     []string
}

var answers = []answer{
	{theme.Changed, "what you said, and what we did", "We did", "Because", []string{"did", "because", "themes"}},
	{theme.Kept, "what you said, and what we kept and why", "We also did", "We kept it because", []string{"because", "did", "themes"}},
	{theme.Open, "what you said, and we have not settled yet", "So far we did", "It is open because", []string{"because", "did", "themes"}},
}

// Feedback returns what people said of a model, and what came of it, as a document for
// them, a report each: for each group what was changed, then what was kept and why, then
// what is open, in the order of the model. Every text goes through clean, which takes names
// out. With groups named, only what these said.
func Feedback(m *theme.Model, clean func(string) string, only ...string) []table.Report {
	f := feedback{m, clean}
	var groups []string
	for _, r := range m.Revisions {
		if !slices.Contains(groups, r.Group) && (len(only) == 0 || slices.Contains(only, r.Group)) {
			groups = append(groups, r.Group)
		}
	}
	var out []table.Report
	for _, group := range groups {
		called := f.clean(cmp.Or(group, "You")) + ", on “" + f.clean(m.Title) + "”"
		for _, part := range answers {
			r := part.report("")
			for i, one := range m.Revisions {
				if one.Group == group && one.Response == part.response {
					r.Table.Rows = append(r.Table.Rows, f.row(i, one))
				}
			}
			if len(r.Table.Rows) == 0 {
				continue
			}
			r.Title = called + ": " + part.title
			called = f.clean(cmp.Or(group, "You"))
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		out = append(out, answers[0].report("What was said of “"+f.clean(m.Title)+"”"))
	}
	return out
}

type feedback struct {
	model *theme.Model
	clean func(string) string
}

func (f feedback) row(i int, r theme.Revision) []any {
	about := []string{}
	for _, id := range r.Themes {
		t, _ := f.model.Theme(id)
		about = append(about, f.clean(cmp.Or(t.Name, string(id))))
	}
	said := f.clean(r.Said)
	return []any{
		orNil(f.clean(r.Group)), string(r.Response), i + 1, orNil(r.Date), said, orNil(f.clean(r.Did)), orNil(f.clean(r.Because)), about, fmt.Sprintf("“%s”", said),
	}
}

func (a answer) report(title string) table.Report {
	return table.Report{
		Title: title,
		Table: table.Table{Columns: []table.Column{
			{Name: "group", Heading: "Group", Words: true},
			{Name: "response", Heading: "Response"},
			{Name: "revision", Heading: "Revision", Type: table.Integer},
			{Name: "date", Heading: "Date"},
			{Name: "said", Heading: "You said", Words: true},
			{Name: "did", Heading: a.did, Words: true},
			{Name: "because", Heading: a.why, Words: true},
			{Name: "themes", Heading: "About", Type: table.List, Words: true},
			{Name: "quoted", Heading: "You said", Words: true, People: true},
		}},
		View: table.Cards{Head: []string{"date"}, Body: "quoted", Foot: a.foot},
	}
}
