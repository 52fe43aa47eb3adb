package sampling

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The sample has the size that is asked for, nothing twice, and of each stratum its
// share to within one.
func TestDrawIsProportional(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		strata := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 60).Draw(t, "strata")
		share := rapid.Float64Range(0.01, 1).Draw(t, "share")
		drawn := Draw(strata, share, rapid.Uint64().Draw(t, "seed"))
		size := min(max(int(math.Round(share*float64(len(strata)))), 1), len(strata))
		if len(drawn) != size || !slices.IsSorted(drawn) || len(slices.Compact(slices.Clone(drawn))) != size {
			t.Fatalf("%d drawn, not %d: %v", len(drawn), size, drawn)
		}
		of := map[string][2]int{}
		for i, s := range strata {
			n := of[s]
			n[0]++
			if slices.Contains(drawn, i) {
				n[1]++
			}
			of[s] = n
		}
		for s, n := range of {
			if want := float64(n[0]) * float64(size) / float64(len(strata)); math.Abs(float64(n[1])-want) >= 1+1e-9 {
				t.Fatalf("%d of %d in stratum %s, and %v are its share", n[1], n[0], s, want)
			}
		}
	})
}

func TestEachHasTheSameChance(t *testing.T) {
	t.Parallel()
	strata := []string{"a", "a", "a", "a", "b", "b", "b", "c", "c", "c"}
	counts := make([]int, len(strata))
	const seeds = 6000
	for seed := range uint64(seeds) {
		for _, i := range Draw(strata, 0.3, seed) {
			counts[i]++
		}
	}
	for i, n := range counts {
		if share := float64(n) / seeds; math.Abs(share-0.3) > 0.03 {
			t.Errorf("thing %d is drawn in %v of all samples", i, share)
		}
	}
	if !slices.Equal(Draw(strata, 0.3, 7), Draw(strata, 0.3, 7)) {
		t.Error("one seed, two samples")
	}
}

func TestThirds(t *testing.T) {
	t.Parallel()
	got := Thirds([]int{30, 10, 20, 10, 40, 50})
	if want := []string{"middle", "short", "middle", "short", "long", "long"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
