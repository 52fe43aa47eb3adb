package tabulate

import (
	"fmt"
	"math"

	"grounded/analysis/crosstab"
	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// Share says what figures of a matrix are shares of.
type Share string

// A figure is a share of its row, of its column, or of all; or it is none.
const (
	NoShare     Share = ""
	ShareRow    Share = "row"
	ShareColumn Share = "column"
	ShareAll    Share = "all"
)

// Shares are all of them.
var Shares = []Share{ShareRow, ShareColumn, ShareAll}

// MatrixOptions say what of a matrix is shown.
type MatrixOptions struct {
	Of     crosstab.Measure
	Share  Share
	Binary bool // shows for people whether there is any, 1 or 0
	N      int  // rows; 0 means all
	Data   bool // every figure of every cell, one row each, and no totals
}

// the words that people read for totals, and for what shares are of.
const (
	allLabel  = "All"
	baseLabel = "N"
)

// Matrix returns a matrix as a report: for scripts a row a cell, for people its rows by
// its columns with totals, which count everything once.
func Matrix(whole crosstab.Matrix, p coding.Picked, o MatrixOptions) table.Report {
	if o.Of == crosstab.Participants && !o.Data {
		whole = whole.Peopled()
	}
	s := sheet{m: whole, o: o}
	if o.N > 0 {
		s.m = whole.First(o.N)
	}
	s.rows = crosstab.Labels(s.m.RowGroups, allLabel, baseLabel)
	s.columns = crosstab.Labels(s.m.ColumnGroups, allLabel, baseLabel)
	r := table.Report{Title: s.title(), Notes: s.notes(p)}
	if more := len(whole.RowGroups) - len(s.m.RowGroups); more > 0 {
		note := counted(more, "row") + " more (all: -n 0)"
		if !o.Data && !o.Binary {
			note += fmt.Sprintf("; “%s” counts these too", allLabel)
		}
		r.Notes = append([]string{note + "."}, r.Notes...)
	}
	if o.Data {
		r.Table = s.long()
		return r
	}
	r.Table = s.wide()
	r.View = table.Pivot{Rows: []string{"row"}, Across: "column", Values: []string{"value"}}
	return r
}

// sheet is a matrix on its way to a table.
type sheet struct {
	m             crosstab.Matrix
	o             MatrixOptions
	rows, columns []string
}

// long has every figure of every cell.
func (s sheet) long() table.Table {
	t := table.Table{Columns: []table.Column{
		{Name: "rows"}, {Name: "row"}, {Name: "row_name"},
		{Name: "columns"}, {Name: "column"}, {Name: "column_name"},
		{Name: "codings", Type: table.Integer},
		{Name: "transcripts", Type: table.Integer},
		{Name: "participants", Type: table.Integer},
		{Name: "words", Type: table.Integer},
		{Name: "present", Type: table.Integer},
		{Name: "unconfirmed", Type: table.Integer},
		{Name: "base", Type: table.Integer},
		{Name: "share", Type: table.Number, Digits: 4},
	}}
	rows, columns := fields(s.m.Rows, s.m.RowGroups), fields(s.m.Columns, s.m.ColumnGroups)
	t.Rows = make([][]any, 0, len(rows)*len(columns))
	for i, row := range rows {
		for j, column := range columns {
			c := s.m.Cell(i, j)
			var base, share any
			if of, ok := s.base(i, j); ok {
				base = of
				if of > 0 {
					share = float64(c.Of(s.o.Of)) / float64(of)
				}
			}
			t.Rows = append(t.Rows, []any{
				row[0], row[1], row[2], column[0], column[1], column[2],
				c.Codings, c.Transcripts, c.Participants, c.Words, present(c.Of(s.o.Of)), c.Unconfirmed, base, share,
			})
		}
	}
	return t
}

// fields are the cells that name each group, made once for all rows that it is in.
func fields(d crosstab.Dimension, groups []crosstab.Group) [][3]any {
	out := make([][3]any, len(groups))
	for i, g := range groups {
		out[i] = [3]any{string(d), g.ID, g.Name}
	}
	return out
}

// wide has one figure of every cell, and of the totals that say something.
func (s sheet) wide() table.Table {
	value := table.Column{Name: "value", Heading: capital(s.counted()), Type: table.Number, Digits: table.AsNeeded}
	t := table.Table{Columns: []table.Column{{Name: "row", Heading: heading(s.m.Rows), Words: true}, {Name: "column"}, value}}
	add := func(row, column string, value any) { t.Rows = append(t.Rows, []any{row, column, value}) }
	for i, row := range s.rows {
		for j, column := range s.columns {
			if c := s.m.Cell(i, j); c.Hidden {
				add(row, column, nil)
			} else {
				of, _ := s.base(i, j)
				add(row, column, s.figure(c, of))
			}
		}
		switch {
		case s.o.Binary:
		case s.o.Share == ShareRow:
			add(row, baseLabel, float64(s.m.RowBase(i).Of(s.o.Of)))
		default:
			add(row, allLabel, s.total(s.m.RowTotal(i), len(s.columns), func(j int) crosstab.Cell { return s.m.Cell(i, j) }))
		}
	}
	if s.o.Binary || len(s.rows) == 0 {
		return t
	}
	below := allLabel
	if s.o.Share == ShareColumn {
		below = baseLabel
	}
	for j, column := range s.columns {
		if below == baseLabel {
			add(below, column, float64(s.m.ColumnBase(j).Of(s.o.Of)))
		} else {
			add(below, column, s.total(s.m.ColumnTotal(j), len(s.rows), func(i int) crosstab.Cell { return s.m.Cell(i, j) }))
		}
	}
	all := s.m.Base().Of(s.o.Of)
	switch s.o.Share {
	case ShareRow:
		add(below, baseLabel, float64(all))
	case ShareColumn:
		add(below, allLabel, float64(all))
	default:
		add(below, allLabel, s.total(s.m.Total(), 1, func(int) crosstab.Cell { return crosstab.Cell{Hidden: s.m.HiddenCells > 0} }))
	}
	return t
}

// total is the figure of a total over n cells; nil where hidden cells leave nothing to
// count.
func (s sheet) total(c crosstab.Cell, n int, cell func(int) crosstab.Cell) any {
	for i := range n {
		if cell(i).Hidden && c.Of(s.o.Of) == 0 {
			return nil
		}
	}
	return s.figure(c, s.m.Base().Of(s.o.Of))
}

// base returns what the figure of a cell is a share of.
func (s sheet) base(i, j int) (int, bool) {
	switch s.o.Share {
	case ShareRow:
		return s.m.RowBase(i).Of(s.o.Of), true
	case ShareColumn:
		return s.m.ColumnBase(j).Of(s.o.Of), true
	case ShareAll:
		return s.m.Base().Of(s.o.Of), true
	}
	return 0, false
}

// figure is what people are shown of a cell: a count, 1 or 0, or percent of what it is
// a share of, to the digits that counts so small can bear. A share of nothing is nil.
func (s sheet) figure(c crosstab.Cell, base int) any {
	n := c.Of(s.o.Of)
	switch {
	case s.o.Binary:
		return float64(present(n))
	case s.o.Share == NoShare:
		return float64(n)
	case base == 0:
		return nil
	}
	percent := 100 * float64(n) / float64(base)
	if percent < 10 {
		return math.Round(percent*10) / 10
	}
	return math.Round(percent)
}

func present(n int) int { return min(n, 1) }
