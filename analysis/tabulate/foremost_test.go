package tabulate

import (
	"cmp"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The foremost values are those that sorting all of them puts first.
func TestForemost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 30), 0, 60).Draw(t, "values")
		n := rapid.IntRange(0, 12).Draw(t, "n")
		got, all := foremost(slices.Values(values), n, cmp.Compare[int])
		want := slices.Sorted(slices.Values(values))
		if n > 0 {
			want = want[:min(n, len(want))]
		}
		if all != len(values) || !slices.Equal(got, want) {
			t.Fatalf("%d of %v: got %v of %d, want %v", n, values, got, all, want)
		}
	})
}
