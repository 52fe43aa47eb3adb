package agreement

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestUndefined(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                         string
		f                            Fourfold
		observed, positive, negative error
		kappa                        error
	}{
		{"no units", Fourfold{}, ErrNoUnits, ErrNoUnits, ErrNoUnits, ErrNoUnits},
		{"nobody marked any", Fourfold{Neither: 3}, nil, ErrNoVariation, nil, ErrNoVariation},
		{"both marked all", Fourfold{Both: 3}, nil, nil, ErrNoVariation, ErrNoVariation},
		{"one marked all, the other none", Fourfold{OnlyA: 3}, nil, nil, nil, nil},
	} {
		for _, s := range []struct {
			name      string
			statistic func(Fourfold) (float64, error)
			want      error
		}{
			{"observed", Fourfold.Observed, tt.observed},
			{"positive", Fourfold.Positive, tt.positive},
			{"negative", Fourfold.Negative, tt.negative},
			{"kappa", Fourfold.Kappa, tt.kappa},
		} {
			if v, err := s.statistic(tt.f); !errors.Is(err, s.want) || s.want == nil && err != nil {
				t.Errorf("%s: %s is %v with error %v, want the error %v", tt.name, s.name, v, err, s.want)
			}
		}
	}
}

// A coder who never varies agrees no better than by chance, whatever the share
// of agreement.
func TestKappaOfAConstantCoderIsZero(t *testing.T) {
	t.Parallel()
	f := Fourfold{Both: 11, OnlyA: 2}
	if got, err := f.Kappa(); got != 0 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestUnequalLengths(t *testing.T) {
	t.Parallel()
	const want = "one coder judged 2 units and the other 1; only units that both judged can be compared"
	if _, err := Count(make([]bool, 2), make([]bool, 1)); err == nil || err.Error() != want {
		t.Errorf("Count: %v", err)
	}
	if _, err := Kappa([]int{1, 2}, []int{1}); err == nil || err.Error() != want {
		t.Errorf("Kappa: %v", err)
	}
	if _, err := CountBy([]int{1, 2}, make([]bool, 2), make([]bool, 1)); err == nil || err.Error() != want {
		t.Errorf("CountBy: %v", err)
	}
	if _, err := CountBy([]int{1}, make([]bool, 2), make([]bool, 2)); err == nil || err.Error() != "2 units have 1 clusters; each has one" {
		t.Errorf("CountBy: %v", err)
	}
}

func TestCountByKeepsClustersApart(t *testing.T) {
	t.Parallel()
	got, err := CountBy(
		[]string{"b", "b", "a", "b", "a"},
		[]bool{true, false, true, true, false},
		[]bool{true, true, false, false, false},
	)
	want := []Fourfold{{Both: 1, OnlyA: 1, OnlyB: 1}, {OnlyA: 1, Neither: 1}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

func drawRatings(t *rapid.T, categories int) (a, b []int) {
	n := rapid.IntRange(1, 30).Draw(t, "units")
	rating := rapid.SliceOfN(rapid.IntRange(0, categories-1), n, n)
	return rating.Draw(t, "a"), rating.Draw(t, "b")
}

func marks(ratings []int) []bool {
	out := make([]bool, len(ratings))
	for i, r := range ratings {
		out[i] = r == 0
	}
	return out
}

func TestKappaProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawRatings(t, 4)
		kappa, err := Kappa(a, b)
		if err != nil {
			for i := range a {
				if a[i] != a[0] || b[i] != a[0] {
					t.Fatalf("%v, but there is variation", err)
				}
			}
			return
		}
		if kappa > 1 || kappa < -1 {
			t.Fatalf("kappa is %v", kappa)
		}
		if identical := cmp.Equal(a, b); identical != (kappa == 1) {
			t.Fatalf("kappa is %v, and that the coders are identical is %v", kappa, identical)
		}
		if other, _ := Kappa(b, a); other != kappa {
			t.Fatalf("%v from one side and %v from the other", kappa, other)
		}
		order := rapid.Permutation(indexes(len(a))).Draw(t, "order")
		names := rapid.Permutation([]string{"w", "x", "y", "z"}).Draw(t, "names")
		x, y := make([]string, len(a)), make([]string, len(b))
		for i, at := range order {
			x[i], y[i] = names[a[at]], names[b[at]]
		}
		if other, _ := Kappa(x, y); other != kappa {
			t.Fatalf("%v, and %v in another order and with other names", kappa, other)
		}
	})
}

func indexes(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestFourfoldProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ra, rb := drawRatings(t, 2)
		a, b := marks(ra), marks(rb)
		f, err := Count(a, b)
		if err != nil {
			t.Fatal(err)
		}
		g, _ := Count(b, a)
		clusters, err := CountBy(rapid.SliceOfN(rapid.IntRange(0, 3), len(a), len(a)).Draw(t, "clusters"), a, b)
		if err != nil {
			t.Fatal(err)
		}
		var sum Fourfold
		for _, c := range clusters {
			sum = sum.Plus(c)
		}
		if sum != f {
			t.Fatalf("clusters add up to %+v and not %+v", sum, f)
		}
		for name, statistic := range map[string]func(Fourfold) (float64, error){
			"observed": Fourfold.Observed, "positive": Fourfold.Positive, "negative": Fourfold.Negative, "kappa": Fourfold.Kappa,
		} {
			v, err := statistic(f)
			w, errSwapped := statistic(g)
			if v != w || !errors.Is(err, errSwapped) {
				t.Fatalf("%s is %v (%v), and from the other side %v (%v)", name, v, err, w, errSwapped)
			}
			if identical := f.OnlyA+f.OnlyB == 0; err == nil && identical != (v == 1) {
				t.Fatalf("%s is %v of %+v", name, v, f)
			}
		}
		general, errGeneral := Kappa(ra, rb)
		kappa, err := f.Kappa()
		if kappa != general || !errors.Is(err, errGeneral) {
			t.Fatalf("kappa of two categories is %v (%v) by the table and %v (%v) by ratings", kappa, err, general, errGeneral)
		}
	})
}

func seeded() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// Of 1,000 values 0, .001, … .999, in whatever order, 24 lie below the low end
// and 24 above the high one.
func TestIntervalLeavesOutTheTails(t *testing.T) {
	t.Parallel()
	r := Resample{total: Fourfold{Both: 1}}
	for _, i := range seeded().Perm(1000) {
		r.draws = append(r.draws, Fourfold{Both: i, OnlyA: 1000 - i})
	}
	got, err := r.Interval(Fourfold.Observed)
	if diff := cmp.Diff(Interval{Low: .024, High: .975, Draws: 1000}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// Five clusters of one unit each, of which four agree: the share of agreement
// over draws is binomial. Of five draws at 4/5, at most one agrees with
// probability .007 and at most two with .058, so the low end is 2/5; all five
// do with .328, so the high end is 1.
func TestIntervalOfClusters(t *testing.T) {
	t.Parallel()
	clusters := []Fourfold{{Both: 1}, {OnlyA: 1}, {Both: 1}, {}, {Neither: 1}, {Both: 1}}
	r := Draw(clusters, 1000, seeded())
	if r.Clusters != 5 || r.ByUnit {
		t.Errorf("drawn from %d clusters, by unit: %v", r.Clusters, r.ByUnit)
	}
	got, err := r.Interval(Fourfold.Observed)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Interval{Low: .4, High: 1, Draws: 1000}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Of 100 units of which 80 agree, the binomial quantiles are .72 and .875; the
// same units in equal clusters of which none varies have no width at all.
func TestIntervalOfUnits(t *testing.T) {
	t.Parallel()
	few := []Fourfold{{Both: 40, OnlyA: 5}, {Neither: 40, OnlyB: 15}}
	r := Draw(few, 1000, seeded())
	got, err := r.Interval(Fourfold.Observed)
	if err != nil {
		t.Fatal(err)
	}
	if !r.ByUnit || r.Clusters != 2 {
		t.Errorf("drawn from %d clusters, by unit: %v", r.Clusters, r.ByUnit)
	}
	near(t, "the low end", got.Low, .72, .0151)
	near(t, "the high end", got.High, .875, .0151)

	alike := make([]Fourfold, 10)
	for i := range alike {
		alike[i] = Fourfold{Both: 4, Neither: 4, OnlyA: 1, OnlyB: 1}
	}
	got, err = Draw(alike, 1000, seeded()).Interval(Fourfold.Kappa)
	if diff := cmp.Diff(Interval{Low: .6, High: .6, Draws: 1000}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// The code is used in one transcript of six, so that a draw misses it with
// probability (5/6)⁶ = .335.
func TestUndefinedDrawsAreLeftOutAndCounted(t *testing.T) {
	t.Parallel()
	clusters := make([]Fourfold, 6)
	for i := range clusters {
		clusters[i] = Fourfold{Neither: 10}
	}
	clusters[2] = Fourfold{Both: 3, OnlyA: 1, Neither: 6}
	got, err := Draw(clusters, 1000, seeded()).Interval(Fourfold.Positive)
	if err != nil {
		t.Fatal(err)
	}
	if got.Draws+got.Undefined != 1000 || got.Undefined < 280 || got.Undefined > 390 {
		t.Errorf("%d draws and %d left out", got.Draws, got.Undefined)
	}
	near(t, "the low end", got.Low, 6./7, 1e-12)
	near(t, "the high end", got.High, 6./7, 1e-12)
}

func TestIntervalThatIsNone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		clusters []Fourfold
		draws    int
		is       error
		says     string
	}{
		{"no clusters", nil, 1000, ErrNoUnits, ErrNoUnits.Error()},
		{"no variation", []Fourfold{{Neither: 9}}, 1000, ErrNoVariation, ErrNoVariation.Error()},
		{"few draws", []Fourfold{{Both: 9, Neither: 9}}, 78, nil, "the coefficient is defined on 78 of 78 draws, and an interval takes 79"},
		{"no draws", []Fourfold{{Both: 9, Neither: 9}}, -1, nil, "the coefficient is defined on 0 of 0 draws, and an interval takes 79"},
	} {
		_, err := Draw(tt.clusters, tt.draws, seeded()).Interval(Fourfold.Kappa)
		if err == nil || tt.is != nil && !errors.Is(err, tt.is) || err.Error() != tt.says {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestDrawsAreThoseOfTheSeed(t *testing.T) {
	t.Parallel()
	clusters := []Fourfold{{Both: 4, OnlyA: 1, Neither: 30}, {Both: 1, OnlyB: 4, Neither: 9}, {OnlyA: 2, Neither: 5}, {Both: 7, Neither: 7}, {Both: 2, OnlyB: 1, Neither: 50}}
	interval := func(seed uint64) Interval {
		got, err := Draw(clusters, 200, rand.New(rand.NewPCG(seed, 0))).Interval(Fourfold.Kappa)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if diff := cmp.Diff(interval(7), interval(7)); diff != "" {
		t.Errorf("the same seed twice (-first +second):\n%s", diff)
	}
	if interval(7) == interval(8) {
		t.Error("the seed makes no difference")
	}
}

// The reference study: 39 interviews, the figures of one code.
func BenchmarkInterval(b *testing.B) {
	random := seeded()
	clusters := make([]Fourfold, 39)
	for i := range clusters {
		clusters[i] = Fourfold{random.IntN(9), random.IntN(9), random.IntN(9), 200 + random.IntN(99)}
	}
	for b.Loop() {
		r := Draw(clusters, 1000, random)
		if _, err := r.Interval(Fourfold.Kappa); err != nil {
			b.Fatal(err)
		}
		if _, err := r.Interval(Fourfold.Positive); err != nil {
			b.Fatal(err)
		}
	}
}
