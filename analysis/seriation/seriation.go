// Package seriation puts things in a row so that those that are alike stand next
// to one another: codes that go together, rows of a table with the same profile.
// It knows nothing of what the things are.
package seriation

import (
	"slices"

	"grounded/analysis/linkage"
)

// Order returns the numbers from 0 to n, each once, in an order in which what is
// alike stands together. alike says how alike two of them are, the more the
// greater; it is asked once of each two, the lower number first, and must not be
// NaN.
//
// Things are joined two by two into groups by average linkage (package linkage), and
// where two groups meet, each is turned so that the ends that are most alike touch
// (Gruvaeus and Wainer, Two additions to hierarchical cluster analysis, British
// Journal of Mathematical and Statistical Psychology 25, 1972, 200-206). Of equals,
// those of lower numbers are joined first. The whole begins with the end of lower
// number. The work grows with the square of n.
func Order(n int, alike func(i, j int) float64) []int {
	if n == 0 {
		return nil
	}
	r := rows{n: n, ends: make([]float64, n*n), of: make([][]int, n)}
	for i := range n {
		r.of[i] = []int{i}
		for j := i + 1; j < n; j++ {
			r.ends[i*n+j] = alike(i, j)
		}
	}
	for _, m := range linkage.Average(n, r.alike) {
		r.of[m.A] = r.touching(r.of[m.A], r.of[m.B])
	}
	whole := r.of[0]
	if whole[0] > whole[n-1] {
		slices.Reverse(whole)
	}
	return whole
}

// rows are groups in a row each, by their lowest member.
type rows struct {
	n    int
	ends []float64 // how alike two things are, the lower first
	of   [][]int
}

func (r rows) alike(i, j int) float64 { return r.ends[min(i, j)*r.n+max(i, j)] }

// touching puts one group behind another, turned so that the ends most alike touch.
func (r rows) touching(a, b []int) []int {
	lastA, lastB := a[len(a)-1], b[len(b)-1]
	ways := []float64{r.alike(lastA, b[0]), r.alike(lastA, lastB), r.alike(a[0], b[0]), r.alike(a[0], lastB)}
	best := slices.Index(ways, slices.Max(ways))
	if best >= 2 {
		slices.Reverse(a)
	}
	if best%2 == 1 {
		slices.Reverse(b)
	}
	return append(a, b...)
}
