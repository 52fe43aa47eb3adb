package crosstab

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"grounded/analysis/seriation"
	"grounded/codebook/nearest"
)

// Order says in which order the rows and columns of a table stand.
type Order string

// Usual puts codes and themes by their numbers and all else by name. The others put
// rows and columns alike: by number, the greatest first; by name, numbers by size; or
// those with like profiles next to one another.
const (
	Usual   Order = ""
	ByCount Order = "count"
	ByName  Order = "name"
	Alike   Order = "alike"
)

// Orders are all that have a name.
func Orders() []Order { return []Order{ByCount, ByName, Alike} }

// InOrder returns the matrix with its groups in order, by the figures of a measure.
// Codes of different codebooks stay apart, but by Alike. Profiles are alike by the
// cosine of the angle between them (Salton and McGill, Introduction to Modern
// Information Retrieval, 1983), which does not go by how large they are.
func (m Matrix) InOrder(o Order, of Measure) Matrix {
	rows := m.order(m.Rows, m.RowGroups, o, func(i int) Cell { return m.RowTotal(i) }, of, len(m.ColumnGroups), m.Cell)
	columns := m.order(m.Columns, m.ColumnGroups, o, func(j int) Cell { return m.ColumnTotal(j) }, of, len(m.RowGroups), func(j, i int) Cell { return m.Cell(i, j) })
	m.RowGroups, m.rowAt = arranged(m.RowGroups, rows), arranged(m.rowAt, rows)
	m.ColumnGroups, m.colAt = arranged(m.ColumnGroups, columns), arranged(m.colAt, columns)
	return m
}

// First returns the matrix with its first n rows; totals stay those of all.
func (m Matrix) First(n int) Matrix {
	n = min(n, len(m.RowGroups))
	m.RowGroups, m.rowAt = m.RowGroups[:n], m.rowAt[:n]
	return m
}

// Peopled returns the matrix without groups of words that are nobody's, such as of what
// is not known of those who ask: there are no participants to count in them.
func (m Matrix) Peopled() Matrix {
	keep := func(d Dimension, groups []Group, at []int) (kept []Group, places []int) {
		for i, g := range groups {
			if !d.OfPlaces() || g.ID != "" || g.People > 0 {
				kept, places = append(kept, g), append(places, at[i])
			}
		}
		return kept, places
	}
	m.RowGroups, m.rowAt = keep(m.Rows, m.RowGroups, m.rowAt)
	m.ColumnGroups, m.colAt = keep(m.Columns, m.ColumnGroups, m.colAt)
	return m
}

func arranged[T any](list []T, order []int) []T {
	out := make([]T, len(order))
	for i, at := range order {
		out[i] = list[at]
	}
	return out
}

func (m Matrix) order(d Dimension, groups []Group, o Order, total func(int) Cell, of Measure, across int, cell func(i, j int) Cell) []int {
	if o == Usual {
		o = ByName
		if d == Code || d == Theme {
			o = ByCount
		}
	}
	names := make([]string, len(groups))
	order := make([]int, len(groups))
	for i, g := range groups {
		order[i], names[i] = i, nearest.Fold(g.Name)
	}
	slices.SortFunc(order, func(a, b int) int {
		more := 0
		if o == ByCount {
			more = cmp.Compare(total(b).Of(of), total(a).Of(of))
		}
		x, y := groups[a], groups[b]
		return cmp.Or(cmp.Compare(x.block, y.block), more, cmp.Compare(x.order.class, y.order.class),
			cmp.Compare(x.order.number, y.order.number), strings.Compare(names[a], names[b]), strings.Compare(x.ID, y.ID))
	})
	if o != Alike {
		return order
	}
	profiles := make([][]float64, len(order))
	for i, at := range order {
		profiles[i] = profile(across, func(j int) float64 { return float64(cell(at, j).Of(of)) })
	}
	return arranged(order, seriation.Order(len(order), func(i, j int) float64 { return product(profiles[i], profiles[j]) }))
}

// profile returns figures as a vector of length 1, or all 0.
func profile(n int, figure func(int) float64) []float64 {
	out := make([]float64, n)
	squares := 0.0
	for j := range n {
		out[j] = figure(j)
		squares += out[j] * out[j]
	}
	if squares > 0 {
		for j := range out {
			out[j] /= math.Sqrt(squares)
		}
	}
	return out
}

func product(a, b []float64) float64 {
	sum := 0.0
	for j := range a {
		sum += a[j] * b[j]
	}
	return sum
}

// Labels returns what people call the groups, told apart where names are equal, and
// none of them called as any of the words that are taken.
func Labels(groups []Group, taken ...string) []string {
	seen := map[string]int{}
	for _, word := range taken {
		seen[word]++
	}
	for _, g := range groups {
		seen[g.Name]++
	}
	out := make([]string, len(groups))
	for i, g := range groups {
		out[i] = g.Name
		if seen[g.Name] > 1 {
			out[i] = fmt.Sprintf("%s (%s)", g.Name, cmp.Or(g.ID, "none"))
		}
	}
	return out
}
