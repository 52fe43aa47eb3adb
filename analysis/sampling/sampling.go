// Package sampling draws the part of a study that a second coder is given.
package sampling

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Draw returns which of n things are drawn, in order, given the stratum that each is
// in: a systematic sample with a random start from a list in which strata stand
// together and their things in random order. Each stratum has its share of the sample,
// to within one thing, and each thing the same chance (Cochran, Sampling Techniques,
// 3rd ed. 1977, chapter 8). At least one is drawn, and at most all.
func Draw(strata []string, share float64, seed uint64) []int {
	n := len(strata)
	if n == 0 {
		return nil
	}
	size := min(max(int(math.Round(share*float64(n))), 1), n)
	random := rand.New(rand.NewPCG(seed, 0))
	list := random.Perm(n)
	slices.SortStableFunc(list, func(a, b int) int { return strings.Compare(strata[a], strata[b]) })
	step := float64(n) / float64(size)
	start := random.Float64() * step
	var out []int
	for i := range size {
		out = append(out, list[min(int(start+float64(i)*step), n-1)])
	}
	slices.Sort(out)
	return out
}

// Thirds says of each value whether it is among the lowest third, the middle or the
// highest; equal values are in one.
func Thirds(values []int) []string {
	sorted := slices.Sorted(slices.Values(values))
	out := make([]string, len(values))
	for i, v := range values {
		below, _ := slices.BinarySearch(sorted, v)
		out[i] = []string{"short", "middle", "long"}[3*below/len(values)]
	}
	return out
}
