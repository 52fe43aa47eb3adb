package render

import (
	"grounded/analysis/table"
)

// grid is what the views nil, Columns, Pivot and Tree come down to: the cells
// that people are shown, already in words.
type grid struct {
	lanes  []lane
	groups []string // headings that stand over several lanes
	rows   [][]cell
}

// lane is a column as people are shown it.
type lane struct {
	heading string
	group   int  // counts from 1 in grid.groups; 0 is none
	right   bool // aligned to the right: numbers, and what ends where something begins
	words   bool // wraps before others do
	stub    bool // names the row, so it is said again where a wide table goes on below
}

type cell struct {
	text   string
	depth  int    // of a tree's label
	branch string // of a tree with lines: what is drawn before the first line of the label
	stem   string // and before the lines that follow it
}

// lay lays a table out for the view. Cards are no grid.
func lay(t table.Table, v table.View) grid {
	switch v := v.(type) {
	case table.Columns:
		return layColumns(t, v.Names)
	case table.Pivot:
		return layPivot(t, v)
	case table.Tree:
		return layTree(t, v)
	case table.Concordance:
		return layConcordance(t, v)
	}
	names := make([]string, len(t.Columns))
	for j, c := range t.Columns {
		names[j] = c.Name
	}
	return layColumns(t, names)
}

func laneOf(c table.Column) lane {
	return lane{
		heading: cleanLine(c.Label()),
		right:   c.Type == table.Integer || c.Type == table.Number,
		words:   c.Words,
	}
}

func layColumns(t table.Table, names []string) grid {
	var g grid
	places := indexes(t, names)
	for _, j := range places {
		g.lanes = append(g.lanes, laneOf(t.Columns[j]))
	}
	g.lanes[0].stub = true
	for _, row := range t.Rows {
		g.rows = append(g.rows, cellsOf(t, row, places))
	}
	return g
}

func layTree(t table.Table, v table.Tree) grid {
	g := layColumns(t, append([]string{v.Label}, v.Others...))
	at := t.Index(v.Depth)
	depths := make([]int, len(t.Rows))
	for i, row := range t.Rows {
		depths[i], _ = row[at].(int)
	}
	for i, c := range branches(depths, v.Lines) {
		g.rows[i][0].depth, g.rows[i][0].branch, g.rows[i][0].stem = c.depth, c.branch, c.stem
	}
	return g
}

// branches returns what stands before the labels of a tree. It goes from the
// last row up, as only the rows below tell whether a branch goes on.
func branches(depths []int, lines bool) []cell {
	out := make([]cell, len(depths))
	var below []bool // below[d]: a sibling of depth d follows under the same parent
	for i := len(depths) - 1; i >= 0; i-- {
		d := depths[i]
		for len(below) <= d {
			below = append(below, false)
		}
		c := cell{depth: d}
		for level := 1; level <= d; level++ {
			on, off := "  ", "  "
			if lines {
				on, off = "│  ", "   "
			}
			stem := off
			if below[level] {
				stem = on
			}
			branch := stem
			if lines && level == d {
				branch = "└─ "
				if below[d] {
					branch = "├─ "
				}
			}
			c.branch += branch
			c.stem += stem
		}
		out[i] = c
		below = append(below[:d], true)
	}
	return out
}

func indexes(t table.Table, names []string) []int {
	out := make([]int, len(names))
	for i, name := range names {
		out[i] = t.Index(name)
	}
	return out
}

func cellsOf(t table.Table, row []any, places []int) []cell {
	out := make([]cell, len(places))
	for i, j := range places {
		out[i].text = words(t.Columns[j], row[j])
	}
	return out
}
