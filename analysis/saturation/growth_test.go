package saturation

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func setOf(size int, codes ...int) set {
	s := newSet(size)
	for _, c := range codes {
		s.add(c)
	}
	return s
}

// Three units with the codes ab, bc and c: of one, 5/3 on average; of two, abc, abc or bc;
// of all, abc.
func TestGrow(t *testing.T) {
	units := []set{setOf(3, 0, 1), setOf(3, 1, 2), setOf(3, 2)}
	got := grow(units, 3, 1000, rand.New(rand.NewPCG(1, 0)))
	want := []Step{
		{Mean: 5. / 3, MeanNew: 5. / 3, All: Band{1, 2}, New: Band{1, 2}},
		{Mean: 8. / 3, MeanNew: 1, All: Band{2, 3}, New: Band{0, 2}},
		{Mean: 3, MeanNew: 1. / 3, All: Band{3, 3}, New: Band{0, 1}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if again := grow(units, 3, 1000, rand.New(rand.NewPCG(1, 0))); !slices.Equal(got, again) {
		t.Error("the same state of random gives other bands")
	}
}

// The means are those of all orders, gone through one by one.
func TestExpectIsTheMeanOfAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, codes := rapid.IntRange(1, 6).Draw(t, "units"), rapid.IntRange(0, 70).Draw(t, "codes")
		units := make([]set, n)
		for i := range units {
			units[i] = newSet(codes)
			for c := range codes {
				if rapid.Bool().Draw(t, "in") {
					units[i].add(c)
				}
			}
		}
		sums := make([]int, n)
		orders := 0
		eachOrder(n, func(order []int) {
			orders++
			seen := newSet(codes)
			for step, u := range order {
				seen.take(units[u])
				sums[step] += seen.size()
			}
		})
		steps := grow(units, codes, 200, rand.New(rand.NewPCG(7, 0)))
		before, newBefore := 0.0, math.Inf(1)
		for i, s := range steps {
			if want := float64(sums[i]) / float64(orders); math.Abs(s.Mean-want) > 1e-9 {
				t.Fatalf("of %d units %v codes, and over all orders %v", i+1, s.Mean, want)
			}
			if math.Abs(s.MeanNew-(s.Mean-before)) > 1e-9 || s.MeanNew > newBefore+1e-9 {
				t.Fatalf("step %d brings %v after %v", i+1, s.MeanNew, newBefore)
			}
			before, newBefore = s.Mean, s.MeanNew
			if s.All.Low > s.All.High || s.New.Low > s.New.High || s.All.High > codes || s.New.Low < 0 {
				t.Fatalf("%+v is no band", s)
			}
		}
		if last := steps[n-1].All; last.Low != last.High || float64(last.Low) != math.Round(steps[n-1].Mean) {
			t.Fatalf("all units have %+v", steps[n-1])
		}
	})
}

func eachOrder(n int, do func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var from func(int)
	from = func(k int) {
		if k == n {
			do(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			from(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	from(0)
}

// Of 39 numbers that were drawn the percentile of 2.5 is the first, and that of 97.5 the
// last; of 40 the first and the last but one.
func TestBand(t *testing.T) {
	for _, tt := range []struct {
		draws int
		want  Band
	}{{1, Band{0, 0}}, {39, Band{0, 38}}, {40, Band{0, 38}}, {41, Band{1, 39}}, {1000, Band{24, 974}}} {
		tally := newTallies(2, tt.draws)
		for i := range tt.draws {
			tally.count(1, i)
		}
		if got := tally.band(1, tt.draws); got != tt.want {
			t.Errorf("of 0 to %d: %+v, want %+v", tt.draws-1, got, tt.want)
		}
	}
}
