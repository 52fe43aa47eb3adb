// Package linkage joins things into groups two by two, by how alike they are on
// average, and says into how many groups they fall best. It knows nothing of what the
// things are.
package linkage

import (
	"cmp"
	"math"
	"slices"
)

// Merge is two groups that become one, each named by its lowest member.
type Merge struct {
	A, B  int     // A is the lower, and names the whole
	Alike float64 // how alike their members are, on average
}

// Average joins the things 0 to n-1 by average linkage (Sokal and Michener, A
// statistical method for evaluating systematic relationships, University of Kansas
// Science Bulletin 38, 1958, 1409-1438) until one group is left, and returns the
// merges, each group before the one that it becomes part of. alike says how alike two
// things are, the more the greater; it is asked once of each two, the lower number
// first, and must not be NaN. Of equals, the group of the lowest number is joined
// first. The work grows with the square of n.
//
// It follows a chain from each group to the one most like it until two are most like
// each other, and makes these one (Murtagh, A survey of recent advances in
// hierarchical clustering algorithms, The Computer Journal 26, 1983, 354-359): average
// linkage makes the same groups in whatever order they are joined.
func Average(n int, alike func(i, j int) float64) []Merge {
	if n < 2 {
		return nil
	}
	g := grouping{n: n, means: make([]float64, n*n), sizes: make([]int, n)}
	for i := range n {
		g.sizes[i] = 1
		for j := i + 1; j < n; j++ {
			s := alike(i, j)
			g.means[i*n+j], g.means[j*n+i] = s, s
		}
	}
	return g.join()
}

// grouping is groups in the making. Each is known by its lowest member, whose size is
// that of the group; all others have none.
type grouping struct {
	n     int
	means []float64 // how alike two groups are
	sizes []int
}

func (g *grouping) join() []Merge {
	merges := make([]Merge, 0, g.n-1)
	var chain []int
	for len(merges) < g.n-1 {
		if len(chain) == 0 {
			chain = append(chain, slices.IndexFunc(g.sizes, func(size int) bool { return size > 0 }))
		}
		last := chain[len(chain)-1]
		before := -1
		if len(chain) > 1 {
			before = chain[len(chain)-2]
		}
		next := g.nearest(last, before)
		if next != before {
			chain = append(chain, next)
			continue
		}
		chain = chain[:len(chain)-2]
		merges = append(merges, g.merge(min(last, before), max(last, before)))
	}
	return merges
}

// nearest returns the group most like one. Of equals it is the one that the chain
// came from, so that chains end, and else that of the lowest number.
func (g *grouping) nearest(of, before int) int {
	best, most := -1, math.Inf(-1)
	if before >= 0 {
		best, most = before, g.means[of*g.n+before]
	}
	for i, size := range g.sizes {
		if size > 0 && i != of && (best < 0 || g.means[of*g.n+i] > most) {
			best, most = i, g.means[of*g.n+i]
		}
	}
	return best
}

// merge makes two groups one, under the number of the first.
func (g *grouping) merge(a, b int) Merge {
	m := Merge{a, b, g.means[a*g.n+b]}
	sizeA, sizeB := float64(g.sizes[a]), float64(g.sizes[b])
	for i, size := range g.sizes {
		if size > 0 && i != a && i != b {
			toA, toB := g.means[a*g.n+i], g.means[b*g.n+i]
			// Rounding must not make the whole more alike than its parts: chains would not end.
			mean := max(min((sizeA*toA+sizeB*toB)/(sizeA+sizeB), max(toA, toB)), min(toA, toB))
			g.means[a*g.n+i], g.means[i*g.n+a] = mean, mean
		}
	}
	g.sizes[a], g.sizes[b] = g.sizes[a]+g.sizes[b], 0
	return m
}

// Cut parts n things into k groups, from 1 to n, by undoing the merges of what is
// least alike, and returns the group of each: groups are numbered from 0 in the order
// of their lowest members.
func Cut(n int, merges []Merge, k int) []int {
	lowest := make([]int, n) // of the group of each
	for i := range lowest {
		lowest[i] = i
	}
	for _, m := range strongest(merges)[:n-k] {
		lowest[m.B] = m.A
	}
	out := make([]int, n)
	groups := 0
	for i, low := range lowest {
		if low == i {
			out[i] = groups
			groups++
			continue
		}
		for lowest[low] != low {
			low = lowest[low]
		}
		out[i] = out[low]
	}
	return out
}

// strongest returns merges by how alike what they join is, the most alike first. Of
// equals those come first that were made first, so that a group is there before it
// becomes part of another.
func strongest(merges []Merge) []Merge {
	sorted := slices.Clone(merges)
	slices.SortStableFunc(sorted, func(a, b Merge) int { return cmp.Compare(b.Alike, a.Alike) })
	return sorted
}
