package assignment

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// weigh is a score from 0 to 1 as a weight as great as those that are given to Best.
func weigh(score float64) int64 { return int64(math.Round(score*1e6)) << 31 }

// best tries every assignment of the rows from the first on.
func best(weights [][]int64, taken map[int]bool) int64 {
	if len(weights) == 0 {
		return 0
	}
	most := best(weights[1:], taken)
	for c, w := range weights[0] {
		if !taken[c] {
			taken[c] = true
			most = max(most, w+best(weights[1:], taken))
			delete(taken, c)
		}
	}
	return most
}

func TestBestAgainstEveryAssignment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rows, columns := rapid.IntRange(0, 6).Draw(t, "rows"), rapid.IntRange(0, 6).Draw(t, "columns")
		weights := make([][]int64, rows)
		for i := range weights {
			weights[i] = rapid.SliceOfN(rapid.Int64Range(0, 5), columns, columns).Draw(t, "weights")
		}
		got := Best(weights)
		if len(got) != rows {
			t.Fatalf("%d rows have %d columns", rows, len(got))
		}
		sum, taken := int64(0), map[int]bool{}
		for r, c := range got {
			if c < 0 {
				continue
			}
			if taken[c] || weights[r][c] == 0 {
				t.Fatalf("column %d is taken twice or weighs nothing in %v", c, got)
			}
			taken[c] = true
			sum += weights[r][c]
		}
		if want := best(weights, map[int]bool{}); sum != want {
			t.Fatalf("%v of %v weigh %d, and the best weigh %d", got, weights, sum, want)
		}
	})
}

// Sums of great weights must not overflow.
func TestBestOfGreatWeights(t *testing.T) {
	t.Parallel()
	const n = 1000
	weights := make([][]int64, n)
	for i := range weights {
		weights[i] = make([]int64, n)
		for j := range weights[i] {
			weights[i][j] = weigh(.5)
		}
		weights[i][n-1-i] = weigh(1) | 1<<20 - 1
	}
	for r, c := range Best(weights) {
		if c != n-1-r {
			t.Fatalf("row %d has column %d", r, c)
		}
	}
}

func BenchmarkBest1000(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	weights := make([][]int64, 1000)
	for i := range weights {
		weights[i] = make([]int64, 1000)
		for j := range weights[i] {
			weights[i][j] = weigh(random.Float64())
		}
	}
	for b.Loop() {
		Best(weights)
	}
}
