package counterpart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
)

// notable is the score from which on people are shown a pair. It is a convention of this
// program.
const notable = 0.1

// Report returns the comparison as a report: a row for each pair of themes that share
// codes or passages, counterparts first, in the order of the left model; then the themes
// of either side that share nothing. People are shown the counterparts, and each theme
// without one with what it shares most with.
func (c Comparison) Report() table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Which themes of %s are which of %s", c.Left.Name, c.Right.Name),
		Table: table.Table{Columns: columns()},
	}
	r.Table.Columns[1].Heading, r.Table.Columns[3].Heading = c.Left.Name, c.Right.Name
	r.View = table.Columns{Names: []string{"left_name", "right_name", "codes_both", "codes_jaccard", "passages_jaccard", "left_within", "right_within", "score"}}
	for _, p := range c.ordered() {
		if p.Counterpart {
			r.Table.Rows = append(r.Table.Rows, c.row(&p.Left, &p.Right, p))
		}
	}
	alone := [2][]string{}
	for k, side := range []Side{c.Left, c.Right} {
		for i, t := range side.Themes {
			if slices.ContainsFunc(c.Pairs, func(p Pair) bool { return p.Counterpart && []int{p.Left, p.Right}[k] == i }) {
				continue
			}
			alone[k] = append(alone[k], "“"+t.Name+"”")
			left, right := &i, (*int)(nil)
			if k == 1 {
				left, right = nil, &i
			}
			r.Table.Rows = append(r.Table.Rows, c.row(left, right, Pair{}))
		}
	}
	for k, side := range []Side{c.Left, c.Right} {
		if len(alone[k]) > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("Without a counterpart in %s: %s.", []Side{c.Right, c.Left}[k].Name, strings.Join(alone[k], ", ")))
		} else if len(side.Themes) > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("Every theme of %s has a counterpart.", side.Name))
		}
	}
	r.Notes = append(r.Notes, fmt.Sprintf("Score: the mean of the shares of codes and of passages that the two have in common; counterparts are one to one and score %s at least. Whether two themes claim the same, only people can say.", short(c.Least)))
	return r
}

// Others returns the pairs that share codes or passages and are no counterparts, those
// that share most first; with fewer only those that score a tenth at least.
func (c Comparison) Others(fewer bool) table.Report {
	r := table.Report{
		Title: "Other themes that share codes or passages",
		Table: table.Table{Columns: columns()},
		View:  table.Columns{Names: []string{"left_name", "right_name", "codes_both", "codes_jaccard", "passages_jaccard", "left_within", "right_within", "score"}},
	}
	r.Table.Columns[1].Heading, r.Table.Columns[3].Heading = c.Left.Name, c.Right.Name
	left := 0
	for _, p := range c.ordered() {
		switch {
		case p.Counterpart:
		case fewer && p.Score() < notable:
			left++
		default:
			r.Table.Rows = append(r.Table.Rows, c.row(&p.Left, &p.Right, p))
		}
	}
	switch {
	case left == 1:
		r.Notes = append(r.Notes, "1 more pair shares less; -f csv has it.")
	case left > 1:
		r.Notes = append(r.Notes, fmt.Sprintf("%d more pairs share less; -f csv has them.", left))
	}
	return r
}

// ordered returns counterparts in the order of the left model, then all others, those
// that share most first.
func (c Comparison) ordered() []Pair {
	out := slices.Clone(c.Pairs)
	slices.SortStableFunc(out, func(a, b Pair) int {
		switch {
		case a.Counterpart && b.Counterpart:
			return cmp.Compare(a.Left, b.Left)
		case a.Counterpart != b.Counterpart:
			if a.Counterpart {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Score(), a.Score()), cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right))
	})
	return out
}

func columns() []table.Column {
	return []table.Column{
		{Name: "left", Heading: "Left id"},
		{Name: "left_name", Words: true},
		{Name: "right", Heading: "Right id"},
		{Name: "right_name", Words: true},
		{Name: "counterpart", Heading: "Counterpart", Type: table.Boolean},
		{Name: "codes_left", Heading: "Codes left", Type: table.Integer},
		{Name: "codes_right", Heading: "Codes right", Type: table.Integer},
		{Name: "codes_both", Heading: "Codes of both", Type: table.Integer},
		{Name: "codes_jaccard", Heading: "Codes", Type: table.Number, Digits: 2},
		{Name: "characters_left", Heading: "Characters left", Type: table.Integer},
		{Name: "characters_right", Heading: "Characters right", Type: table.Integer},
		{Name: "characters_both", Heading: "Characters of both", Type: table.Integer},
		{Name: "passages_jaccard", Heading: "Passages", Type: table.Number, Digits: 2},
		{Name: "left_within", Heading: "Left in right", Type: table.Number, Digits: 2},
		{Name: "right_within", Heading: "Right in left", Type: table.Number, Digits: 2},
		{Name: "score", Heading: "Score", Type: table.Number, Digits: 2},
		{Name: "codes", Heading: "Which codes", Type: table.List, Words: true},
	}
}

// row is a pair, or one theme when the other is nil.
func (c Comparison) row(left, right *int, p Pair) []any {
	row := make([]any, len(columns()))
	if left != nil {
		row[0], row[1] = string(c.Left.Themes[*left].ID), c.Left.Themes[*left].Name
	}
	if right != nil {
		row[2], row[3] = string(c.Right.Themes[*right].ID), c.Right.Themes[*right].Name
	}
	row[4], row[16] = p.Counterpart, []string{}
	if left == nil || right == nil {
		return row
	}
	number := func(v float64, defined bool) any {
		if !defined {
			return nil
		}
		return v
	}
	row[5], row[6], row[7], row[8] = p.CodesLeft, p.CodesRight, p.CodesBoth, number(p.CodesJaccard())
	row[9], row[10], row[11], row[12] = p.Shares.Left, p.Shares.Right, p.Both, number(p.PassagesJaccard())
	row[13], row[14], row[15] = number(p.LeftWithin()), number(p.RightWithin()), p.Score()
	row[16] = append([]string{}, p.Codes...)
	return row
}

func short(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.2g", v), ".") }
