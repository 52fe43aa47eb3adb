// Package seriation puts things in a row so that those that are alike stand next
// to one another: codes that go together, rows of a table with the same profile.
// It knows nothing of what the things are.
package seriation

import (
	"math"
	"slices"
)

// Order returns the numbers from 0 to n, each once, in an order in which what is
// alike stands together. alike says how alike two of them are, the more the
// greater; it is asked once of each two, the lower number first, and must not be
// NaN.
//
// Things are joined two by two into groups by average linkage (Sokal and Michener,
// A statistical method for evaluating systematic relationships, University of
// Kansas Science Bulletin 38, 1958, 1409-1438), and where two groups meet, each is
// turned so that the ends that are most alike touch (Gruvaeus and Wainer, Two
// additions to hierarchical cluster analysis, British Journal of Mathematical and
// Statistical Psychology 25, 1972, 200-206). Of equals, those of lower numbers are
// joined first. The whole begins with the end of lower number. The work grows with
// the square of n.
func Order(n int, alike func(i, j int) float64) []int {
	if n == 0 {
		return nil
	}
	g := grouping{n: n, ends: make([]float64, n*n), means: make([]float64, n*n), groups: make([][]int, n)}
	for i := range n {
		g.groups[i] = []int{i}
		for j := i + 1; j < n; j++ {
			s := alike(i, j)
			g.ends[i*n+j], g.ends[j*n+i] = s, s
		}
	}
	copy(g.means, g.ends)
	whole := g.join()
	if whole[0] > whole[n-1] {
		slices.Reverse(whole)
	}
	return whole
}

// grouping is groups in the making. Each is known by one of its members, and is nil
// once it is part of another.
type grouping struct {
	n      int
	ends   []float64 // how alike two things are
	means  []float64 // how alike two groups are
	groups [][]int
}

// join follows a chain from each group to the one most like it until two are most
// like each other, and makes these one (Murtagh, A survey of recent advances in
// hierarchical clustering algorithms, The Computer Journal 26, 1983, 354-359).
// Average linkage makes the same groups in whatever order they are joined.
func (g *grouping) join() []int {
	var chain []int
	for left := g.n; left > 1; {
		if len(chain) == 0 {
			chain = append(chain, slices.IndexFunc(g.groups, func(group []int) bool { return group != nil }))
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
		g.merge(min(last, before), max(last, before))
		left--
	}
	return g.groups[slices.IndexFunc(g.groups, func(group []int) bool { return group != nil })]
}

// nearest returns the group most like one. Of equals it is the one that the chain
// came from, so that chains end, and else that of the lowest number.
func (g *grouping) nearest(of, before int) int {
	best, most := -1, math.Inf(-1)
	if before >= 0 {
		best, most = before, g.means[of*g.n+before]
	}
	for i, group := range g.groups {
		if group != nil && i != of && (best < 0 || g.means[of*g.n+i] > most) {
			best, most = i, g.means[of*g.n+i]
		}
	}
	return best
}

// merge makes two groups one, under the number of the first.
func (g *grouping) merge(a, b int) {
	sizeA, sizeB := float64(len(g.groups[a])), float64(len(g.groups[b]))
	for i, group := range g.groups {
		if group != nil && i != a && i != b {
			toA, toB := g.means[a*g.n+i], g.means[b*g.n+i]
			// Rounding must not make the whole more alike than its parts: chains would not end.
			mean := max(min((sizeA*toA+sizeB*toB)/(sizeA+sizeB), max(toA, toB)), min(toA, toB))
			g.means[a*g.n+i], g.means[i*g.n+a] = mean, mean
		}
	}
	g.groups[a], g.groups[b] = g.touching(g.groups[a], g.groups[b]), nil
}

// touching puts one group behind another, turned so that the ends most alike touch.
func (g *grouping) touching(a, b []int) []int {
	alike := func(x, y int) float64 { return g.ends[x*g.n+y] }
	lastA, lastB := a[len(a)-1], b[len(b)-1]
	ways := []float64{alike(lastA, b[0]), alike(lastA, lastB), alike(a[0], b[0]), alike(a[0], lastB)}
	best := slices.Index(ways, slices.Max(ways))
	if best >= 2 {
		slices.Reverse(a)
	}
	if best%2 == 1 {
		slices.Reverse(b)
	}
	return append(a, b...)
}
