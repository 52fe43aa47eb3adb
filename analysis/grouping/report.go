package grouping

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/table"
)

// Reports returns the groups, a row a group, with what speaks for each: a report for each
// suggestion, or for scripts one of all. Codes that are in no group with others have no
// row; a note names them.
func Reports(all []Suggestion, data bool) []table.Report {
	var out []table.Report
	for _, s := range all {
		out = append(out, s.report())
	}
	switch {
	case len(out) == 0:
		return []table.Report{Suggestion{}.report()}
	case !data:
		if i := slices.IndexFunc(all, func(s Suggestion) bool { return len(s.Codes) > 1 }); i >= 0 {
			last := &out[len(out)-1]
			last.Notes = append(last.Notes, all[i].readings()...)
		}
		return out
	}
	for _, r := range out[1:] {
		out[0].Table.Rows = append(out[0].Table.Rows, r.Table.Rows...)
		out[0].Notes = append(out[0].Notes, r.Notes...)
	}
	return out[:1]
}

func (s Suggestion) report() table.Report {
	r := table.Report{
		Title: s.title(),
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "group", Heading: "Group", Type: table.Integer},
			{Name: "codes", Heading: "Ids", Type: table.List},
			{Name: "names", Heading: "Codes", Type: table.List, Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "text", Heading: "Text", Type: table.Number, Digits: 2},
			{Name: "words", Heading: "Words", Type: table.Number, Digits: 2},
			{Name: "tree", Heading: "Tree", Type: table.Number, Digits: 2},
			{Name: "text_others", Heading: "Text, to others", Type: table.Number, Digits: 2},
			{Name: "words_others", Heading: "Words, to others", Type: table.Number, Digits: 2},
			{Name: "tree_others", Heading: "Tree, to others", Type: table.Number, Digits: 2},
			{Name: "because", Heading: "Why", Words: true},
			{Name: "terms", Heading: "Terms", Type: table.List, Words: true},
			{Name: "passages", Heading: "Passages", Type: table.List},
			{Name: "head", People: true, Words: true},
			{Name: "said", People: true, Words: true},
			{Name: "size", Heading: "Size", People: true},
		}},
		View: table.Cards{Head: []string{"head", "names"}, Body: "said", Foot: []string{"because", "terms", "size"}},
	}
	for g, group := range s.Groups {
		if len(group.Codes) < 2 {
			continue
		}
		var ids, names, places []string
		for _, i := range group.Codes {
			ids, names = append(ids, s.Codes[i].ID), append(names, s.Codes[i].Name)
		}
		var said []string
		for _, p := range group.Passages {
			places = append(places, p.In.Ref(p.Span).String())
			said = append(said, s.quoted(p))
		}
		tree, treeOthers := any(nil), any(nil)
		if group.Within.Known {
			tree = group.Within.Tree
		}
		if group.Without.Known {
			treeOthers = group.Without.Tree
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			owners(s.Coders), g + 1, ids, names, group.Codings, group.Participants,
			group.Within.Text, group.Within.Words, tree, group.Without.Text, group.Without.Words, treeOthers,
			s.because(group), group.Terms, places,
			fmt.Sprintf("Group %d", g+1), strings.Join(said, "\n"),
			fmt.Sprintf("%s, %s, %s", counted(len(group.Codes), "code"), counted(group.Codings, "coding"), counted(group.Participants, "participant")),
		})
	}
	r.Notes = s.notes()
	return r
}

func (s Suggestion) title() string {
	groups := 0
	for _, g := range s.Groups {
		if len(g.Codes) > 1 {
			groups++
		}
	}
	return fmt.Sprintf("Codes of %s that go together: %s", analysts(s.Coders), counted(groups, "group"))
}

// because says in a sentence why the codes of a group are together.
func (s Suggestion) because(g Group) string {
	var parts []string
	for _, kind := range []struct {
		name            string
		weight, in, out float64
		known           bool
	}{
		{"text", s.Weights.Text, g.Within.Text, g.Without.Text, true},
		{"words", s.Weights.Words, g.Within.Words, g.Without.Words, true},
		{"tree", s.Weights.Tree, g.Within.Tree, g.Without.Tree, g.Within.Known},
	} {
		if kind.weight > 0 && kind.known {
			parts = append(parts, fmt.Sprintf("%s %s (%s)", kind.name, share(kind.in), share(kind.out)))
		}
	}
	out := "alike by " + strings.Join(parts, ", ")
	a, b := s.Codes[g.Closest[0]].Name, s.Codes[g.Closest[1]].Name
	out += fmt.Sprintf("; most so %s and %s", a, b)
	if g.Meet > 0 {
		out += fmt.Sprintf(", which share %s", counted(g.Meet, s.unit()))
	}
	return out
}

// unit is what passages meet in.
func (s Suggestion) unit() string {
	if s.By == cooccurrence.Overlap {
		return "character"
	}
	return string(s.By)
}

// share writes a figure from 0 to 1 as papers do.
func share(v float64) string {
	text := fmt.Sprintf("%.2f", v)
	return strings.TrimPrefix(text, "0")
}

// quoted is a passage as people read it, with where it stands.
func (s Suggestion) quoted(p Passage) string {
	const most = 45 // words
	said := strings.Fields(s.Quoting.Spoken(p.In, p.Span))
	if len(said) > most {
		said = append(said[:most], "…")
	}
	out := fmt.Sprintf("“%s” — %s", strings.Join(said, " "), strings.Replace(p.In.Ref(p.Span).String(), ":", " ¶", 1))
	if label := s.Quoting.Speaker(p.In, p.Span); label != "" {
		out += ", " + label
	}
	if caution := s.Quoting.Caution(p.In, p.Span); caution != "" {
		out += " (" + caution + ")"
	}
	return out
}

// Members returns the codes of some suggestions, a row a code, group by group, and those
// that are in none.
func Members(all []Suggestion) table.Report {
	r := table.Report{
		Title: "Codes by group",
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "group", Heading: "Group", Type: table.Integer},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "silhouette", Heading: "Silhouette", Type: table.Number, Digits: 2},
			{Name: "next", Heading: "Next", Type: table.Integer},
			{Name: "text", Heading: "Text", Type: table.Number, Digits: 2},
			{Name: "words", Heading: "Words", Type: table.Number, Digits: 2},
			{Name: "tree", Heading: "Tree", Type: table.Number, Digits: 2},
			{Name: "because", Heading: "Left apart", Words: true},
		}},
		View: table.Columns{Names: []string{"group", "name", "codings", "silhouette", "next", "text", "words", "tree"}},
	}
	if len(all) > 1 {
		r.View = table.Columns{Names: []string{"analyst", "group", "name", "codings", "silhouette", "next", "text", "words", "tree"}}
	}
	for _, s := range all {
		of := owners(s.Coders)
		for g, group := range s.Groups {
			for _, i := range group.Codes {
				c := s.Codes[i]
				row := []any{of, g + 1, c.ID, c.Name, c.Codings, c.Participants, c.Width.Value, nil, nil, nil, nil, nil}
				if c.Width.Next >= 0 {
					row[7] = c.Width.Next + 1
				}
				if len(group.Codes) > 1 {
					row[8], row[9] = c.own.Text, c.own.Words
					if c.own.Known {
						row[10] = c.own.Tree
					}
				}
				r.Table.Rows = append(r.Table.Rows, row)
			}
		}
		for _, a := range s.Apart {
			r.Table.Rows = append(r.Table.Rows, []any{of, nil, a.ID, a.Name, a.Codings, nil, nil, nil, nil, nil, nil, a.Because})
		}
	}
	r.Notes = []string{"Silhouette: from -1 to 1; below 0 the code is nearer to the next group than to its own. Text, words, tree: how alike it is to the others of its group, on average."}
	return r
}

// Numbers returns how well the codes of some suggestions fall into so many groups.
func Numbers(all []Suggestion) table.Report {
	r := table.Report{
		Title: "Into how many groups codes fall",
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst", Heading: "Analyst"},
			{Name: "groups", Heading: "Groups", Type: table.Integer},
			{Name: "silhouette", Heading: "Silhouette", Type: table.Number, Digits: 3},
			{Name: "chosen", Heading: "Chosen", Type: table.Boolean},
		}},
		Notes: []string{"Silhouette: the mean width of all codes (Rousseeuw 1987); one that is alone in its group has 0. Where codes share few passages widths are small, of groups that lie apart too: compare them with each other."},
	}
	for _, s := range all {
		for _, f := range s.Fits {
			r.Table.Rows = append(r.Table.Rows, []any{owners(s.Coders), f.K, f.Mean, f.K == len(s.Groups)})
		}
	}
	return r
}
