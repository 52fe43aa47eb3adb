package theme

import (
	"iter"
	"slices"
)

// The tree is made of the parents that make sense: one that is missing counts
// as none, and so does one that would close a ring. A theme with several
// parents is drawn below the first of them, so that every theme is in the tree
// once, but is evidence of all.

// grow makes the tree and returns the rings that it had to open, each from the
// theme whose parent, the second of the ring, was passed over.
func (m *Model) grow() [][]int {
	m.above = make([][]int, len(m.Themes))
	m.below = make([][]int, len(m.Themes))
	var rings [][]int
	const unseen, onTheWay, done = 0, 1, 2
	state := make([]int, len(m.Themes))
	var way []int
	var climb func(i int)
	climb = func(i int) {
		state[i] = onTheWay
		way = append(way, i)
		for _, parent := range m.Themes[i].Parents {
			j, ok := m.byID[parent]
			switch {
			case !ok || slices.Contains(m.above[i], j):
				continue
			case state[j] == onTheWay:
				// The way leads from j up to i.
				ring := append([]int{i}, way[slices.Index(way, j):len(way)-1]...)
				rings = append(rings, ring)
				continue
			case state[j] == unseen:
				climb(j)
			}
			m.above[i] = append(m.above[i], j)
		}
		way = way[:len(way)-1]
		state[i] = done
	}
	for i := range m.Themes {
		if state[i] == unseen {
			climb(i)
		}
	}
	for i, parents := range m.above {
		if len(parents) > 0 {
			m.below[parents[0]] = append(m.below[parents[0]], i)
		}
	}
	return rings
}

// Walk yields all themes with their depth, each before those drawn below it, in
// the order of the file. A theme whose parents are missing is at the top.
func (m *Model) Walk() iter.Seq2[Theme, int] {
	return func(yield func(Theme, int) bool) {
		var descend func(i, depth int) bool
		descend = func(i, depth int) bool {
			if !yield(m.Themes[i], depth) {
				return false
			}
			for _, j := range m.below[i] {
				if !descend(j, depth+1) {
					return false
				}
			}
			return true
		}
		for i, parents := range m.above {
			if len(parents) == 0 && !descend(i, 0) {
				return
			}
		}
	}
}

// Below returns a theme and all that have it above them, by any of their
// parents, in the order of the file but itself first; nil when the theme is not
// in the model.
func (m *Model) Below(id ID) []ID {
	top, ok := m.byID[id]
	if !ok {
		return nil
	}
	under := make([]int, len(m.Themes)) // 0 not known yet, 1 below, -1 not
	under[top] = 1
	var ask func(i int) bool
	ask = func(i int) bool {
		if under[i] == 0 {
			under[i] = -1
			if slices.ContainsFunc(m.above[i], ask) {
				under[i] = 1
			}
		}
		return under[i] > 0
	}
	ids := []ID{id}
	for i, t := range m.Themes {
		if i != top && ask(i) {
			ids = append(ids, t.ID)
		}
	}
	return ids
}
