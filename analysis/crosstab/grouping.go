package crosstab

import (
	"cmp"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Grouping is what was picked, parted by one dimension.
type Grouping struct {
	Groups []Group // in their own order: numbers by size, other values by name, what has none last

	// Of a dimension that says whose words are meant: the group of every turn of each
	// transcript that was picked, -1 for turns that were not. Nil for other dimensions.
	Turns map[transcript.ID][]int

	// Of a dimension of codings: the groups of each of the rows that were picked. Nil
	// for other dimensions.
	Codings [][]int
}

// Part parts what was picked by a dimension. Of the options it heeds Cases, Themes and
// ThemeNames.
func Part(p coding.Picked, d Dimension, o Options) Grouping {
	a := newAxis(d, o, p)
	g := Grouping{}
	people := map[int]map[coding.Voice]bool{}
	if a.ofTurn != nil {
		g.Turns = map[transcript.ID][]int{}
		for _, t := range p.Transcripts {
			turns := make([]int, len(t.Turns))
			for i := range t.Turns {
				turns[i] = -1
				if !p.MeansTurn(t, i) {
					continue
				}
				turns[i] = a.ofTurn(t, i)
				if v, ok := studied(t, i); ok {
					if people[turns[i]] == nil {
						people[turns[i]] = map[coding.Voice]bool{}
					}
					people[turns[i]][v] = true
				}
			}
			g.Turns[t.ID] = turns
		}
	} else {
		for i := range p.Rows {
			g.Codings = append(g.Codings, slices.Clone(a.ofCoding(&p.Rows[i])))
		}
	}
	place := make([]int, len(a.list))
	for rank, at := range ownOrder(a.list) {
		place[at] = rank
		one := a.list[at]
		one.People = len(people[at])
		g.Groups = append(g.Groups, one)
	}
	renumber := func(list []int) {
		for i, at := range list {
			if at >= 0 {
				list[i] = place[at]
			}
		}
	}
	for _, turns := range g.Turns {
		renumber(turns)
	}
	for _, groups := range g.Codings {
		renumber(groups)
	}
	return g
}

// ownOrder returns the places of groups in the order that their values have.
func ownOrder(groups []Group) []int {
	order := make([]int, len(groups))
	names := make([]string, len(groups))
	for i, g := range groups {
		order[i], names[i] = i, nearest.Fold(g.Name)
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := groups[a], groups[b]
		return cmp.Or(cmp.Compare(x.block, y.block), cmp.Compare(x.order.class, y.order.class),
			cmp.Compare(x.order.number, y.order.number), strings.Compare(names[a], names[b]), strings.Compare(x.ID, y.ID))
	})
	return order
}
