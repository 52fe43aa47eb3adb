package saturation

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The example that Guest, Namey and Chen (2020) go through has 37 themes in a base of four
// interviews. The text says that a run of two brings 11 % and the next one, with one new
// theme, no more than 5 %, which is told at 6+2; and at 7+3 for runs of three. So much is
// said; the themes of interviews 6 to 10 follow from it, and how the base comes to its sum,
// and the fifth, do not matter.
func TestGuestNameyChen2020(t *testing.T) {
	fresh := []int{20, 9, 5, 3, 4, 3, 1, 0, 1, 0}
	two := assess(fresh, 4, 2)
	if two.Codes != 37 {
		t.Fatalf("the base has %d themes", two.Codes)
	}
	percent := func(r Run) float64 {
		share, ok := two.Share(r)
		if !ok {
			t.Fatalf("%+v has no share", r)
		}
		return math.Round(100 * share)
	}
	if got := two.Runs[1]; got.First != 5 || got.Last != 6 || percent(got) != 11 {
		t.Errorf("interviews 6 and 7: %+v, %v %%", got, percent(got))
	}
	first, ok, _, _ := two.AtMost(5)
	if want := (Run{First: 6, Last: 7, New: 1}); !ok || first != want || percent(first) != 3 {
		t.Errorf("at most 5 %% first in %+v", first)
	}
	three := assess(fresh, 4, 3)
	if first, ok, _, _ := three.AtMost(5); !ok || first.First != 7 || three.Length != 3 {
		t.Errorf("runs of three: at most 5 %% first in %+v", first)
	}
}

func TestAssess(t *testing.T) {
	got := assess([]int{3, 1, 0, 2, 0, 0}, 2, 2)
	want := Information{Base: 2, Length: 2, Codes: 4, Runs: []Run{{2, 3, 2}, {3, 4, 2}, {4, 5, 0}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, tt := range []struct {
		fresh       []int
		base, run   int
		percent     float64
		first, more int // units that runs begin with, from 1; 0 for none
	}{
		{[]int{20, 1, 0, 2, 0}, 1, 1, 5, 2, 4},
		{[]int{20, 1, 0, 2, 0}, 1, 1, 4.9, 3, 4},
		{[]int{20, 1, 0, 2, 0}, 1, 1, 0, 3, 4},
		{[]int{20, 2, 0}, 1, 1, 0, 3, 0},
		{[]int{20, 2, 2}, 1, 2, 5, 0, 0},
		{[]int{20, 2, 2}, 1, 2, 100, 2, 0},
		{[]int{0, 0, 2}, 1, 1, 100, 0, 0},
		{[]int{3, 1}, 2, 1, 100, 0, 0},
		{[]int{3, 1}, 5, 1, 100, 0, 0},
		{[]int{600, 18, 42, 0}, 1, 1, 7, 2, 0}, // where 42/600 is not quite 0.07 to a computer
	} {
		first, ok, more, again := assess(tt.fresh, tt.base, tt.run).AtMost(tt.percent)
		if ok != (tt.first > 0) || ok && first.First+1 != tt.first || again != (tt.more > 0) || again && more.First+1 != tt.more {
			t.Errorf("%v, base %d, run %d, %v %%: %+v %v, %+v %v", tt.fresh, tt.base, tt.run, tt.percent, first, ok, more, again)
		}
	}
	if _, ok := assess([]int{0, 1}, 1, 1).Share(Run{New: 1}); ok {
		t.Error("a share of nothing")
	}
}
