package render

import (
	"bytes"
	"cmp"
	"slices"

	"grounded/analysis/table"
)

// sheaf is the rows of a table that share the Rows cells of a pivot, by group.
type sheaf struct {
	name   []any
	groups map[int][]int // group → places in Table.Rows, in order
}

func layPivot(t table.Table, v table.Pivot) grid {
	across := t.Index(v.Across)
	named, values := indexes(t, v.Rows), indexes(t, v.Values)
	sheaves, groups := gather(t, named, across)

	var g grid
	for _, j := range named {
		l := laneOf(t.Columns[j])
		l.stub = true
		g.lanes = append(g.lanes, l)
	}
	if len(groups) == 0 {
		for _, j := range values {
			g.lanes = append(g.lanes, laneOf(t.Columns[j]))
		}
	}
	for k, value := range groups {
		heading := cleanLine(words(t.Columns[across], value))
		for _, j := range values {
			l := laneOf(t.Columns[j])
			if len(values) == 1 {
				l.heading = heading
			} else {
				l.group = k + 1
			}
			g.lanes = append(g.lanes, l)
		}
		if len(values) > 1 {
			g.groups = append(g.groups, heading)
		}
	}
	for _, s := range sheaves {
		for nth := range s.height() {
			line := make([]cell, 0, len(g.lanes))
			for i, j := range named {
				line = append(line, cell{text: words(t.Columns[j], s.name[i])})
			}
			for k := range groups {
				if nth < len(s.groups[k]) {
					line = append(line, cellsOf(t, t.Rows[s.groups[k][nth]], values)...)
				} else {
					line = append(line, make([]cell, len(values))...)
				}
			}
			g.rows = append(g.rows, line)
		}
	}
	return g
}

// gather returns the sheaves in the order that table.Pivot tells of, and the
// values of Across in order of appearance.
func gather(t table.Table, named []int, across int) ([]*sheaf, []any) {
	var sheaves []*sheaf
	var groups []any
	bySheaf, byGroup := map[string]*sheaf{}, map[string]int{}
	for i, row := range t.Rows {
		key := keyOf(row, []int{across})
		k, ok := byGroup[key]
		if !ok {
			k = len(groups)
			byGroup[key] = k
			groups = append(groups, row[across])
		}
		key = keyOf(row, named)
		s := bySheaf[key]
		if s == nil {
			s = &sheaf{groups: map[int][]int{}}
			for _, j := range named {
				s.name = append(s.name, row[j])
			}
			bySheaf[key] = s
			sheaves = append(sheaves, s)
		}
		s.groups[k] = append(s.groups[k], i)
	}
	for _, j := range named {
		if t.Columns[j].Type != table.Integer {
			return sheaves, groups
		}
	}
	slices.SortStableFunc(sheaves, func(a, b *sheaf) int { return slices.CompareFunc(a.name, b.name, compareIntegers) })
	return sheaves, groups
}

// compareIntegers puts a cell without a value last.
func compareIntegers(a, b any) int {
	x, okX := a.(int)
	y, okY := b.(int)
	switch {
	case okX && okY:
		return cmp.Compare(x, y)
	case okX:
		return -1
	case okY:
		return 1
	}
	return 0
}

func (s *sheaf) height() int {
	height := 0
	for _, places := range s.groups {
		height = max(height, len(places))
	}
	return height
}

// keyOf tells rows apart by some of their cells; json keeps null and "" apart,
// and the ends of texts.
func keyOf(row []any, places []int) string {
	var b bytes.Buffer
	for _, j := range places {
		if err := appendValue(&b, row[j]); err != nil {
			b.WriteString(err.Error()) // out of reach: table.Report.Check lets through only what json can say
		}
		b.WriteByte('\n')
	}
	return b.String()
}
