package tabulate

import (
	"fmt"
	"math"
	"strings"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/table"
)

// long has a row a pair.
func (l list) long() table.Table {
	t := table.Table{Columns: []table.Column{
		{Name: "analyst", Heading: "Analyst"},
		{Name: "code_a", Heading: "Id of A"},
		{Name: "name_a", Heading: "Code A", Words: true},
		{Name: "code_b", Heading: "Id of B"},
		{Name: "name_b", Heading: "Code B", Words: true},
		{Name: "count", Heading: "Times", Type: table.Integer},
		{Name: "c", Heading: "c", Type: table.Number, Digits: 2},
		{Name: "jaccard", Heading: "Jaccard", Type: table.Number, Digits: 2},
		{Name: "b_given_a", Heading: "P(B|A)", Type: table.Number, Digits: 2},
		{Name: "a_given_b", Heading: "P(A|B)", Type: table.Number, Digits: 2},
		{Name: "codings_a", Heading: "Codings of A", Type: table.Integer},
		{Name: "codings_b", Heading: "Codings of B", Type: table.Integer},
		{Name: "units", Heading: "Units", Type: table.Integer},
		{Name: "units_a", Heading: "Of A", Type: table.Integer},
		{Name: "units_b", Heading: "Of B", Type: table.Integer},
	}}
	units := func(n int) any {
		if l.by == cooccurrence.Distance {
			return nil
		}
		return n
	}
	var names []string
	for _, c := range l.Coders {
		names = append(names, string(c.Analyst))
	}
	analyst := any(strings.Join(names, "+"))
	for _, p := range l.pairs {
		a, b := l.Codes[p.first], l.Codes[p.second]
		ofFirst, ofSecond := l.Given(p.Pair)
		if p.first != p.A {
			ofFirst, ofSecond = ofSecond, ofFirst
		}
		t.Rows = append(t.Rows, []any{
			analyst, a.ID, a.Name, b.ID, b.Name, p.Count, defined(l.C(p.Pair)), defined(l.Jaccard(p.Pair)), ofFirst, ofSecond,
			a.Codings, b.Codings, units(p.Units), units(a.Units), units(b.Units),
		})
	}
	return t
}

func (l list) view() table.View {
	v := table.Columns{Names: []string{"name_a", "name_b", "count"}}
	switch l.by {
	case cooccurrence.Distance:
		v.Names = append(v.Names, "c")
	case cooccurrence.Overlap:
		v.Names = append(v.Names, "c", "jaccard")
	default:
		v.Names = append(v.Names, "units", "c", "jaccard")
	}
	v.Names = append(v.Names, "b_given_a", "a_given_b")
	return v
}

// square has the codes of the pairs by one another, under numbers.
func (l list) square() (table.Table, table.View) {
	t := table.Table{Columns: []table.Column{
		{Name: "row", Heading: "Code", Words: true}, {Name: "column"}, {Name: "value", Type: table.Number, Digits: table.AsNeeded},
	}}
	met := map[[2]int]cooccurrence.Pair{}
	for _, p := range l.Pairs {
		met[[2]int{p.A, p.B}] = p
	}
	codes := l.codes()
	for i, row := range codes {
		for j, column := range codes {
			p, ok := met[[2]int{min(row, column), max(row, column)}]
			if !ok {
				p = cooccurrence.Pair{A: min(row, column), B: max(row, column)}
			}
			value := l.cell(p, row)
			if row == column {
				value = nil
				if l.o.Of == PairCount {
					value = float64(l.Codes[row].Codings)
				}
			}
			t.Rows = append(t.Rows, []any{fmt.Sprintf("%d %s", i+1, l.Codes[row].Name), fmt.Sprint(j + 1), value})
		}
	}
	return t, table.Pivot{Rows: []string{"row"}, Across: "column", Values: []string{"value"}}
}

// cell is what a pair of different codes has in the row of one of them.
func (l list) cell(p cooccurrence.Pair, row int) any {
	var value any = float64(p.Count)
	switch l.o.Of {
	case PairC:
		value = defined(l.C(p))
	case PairJaccard:
		value = defined(l.Jaccard(p))
	case PairGiven:
		ofA, ofB := l.Given(p)
		value = ofA
		if row == p.B {
			value = ofB
		}
	}
	if share, ok := value.(float64); ok && l.o.Of != PairCount {
		return math.Round(share*100) / 100
	}
	return value
}

// defined is a figure, or nil when it is undefined.
func defined(value float64, ok bool) any {
	if !ok {
		return nil
	}
	return value
}
