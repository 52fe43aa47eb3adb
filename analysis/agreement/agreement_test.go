package agreement

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRatings makes up what some coders said of some units.
func drawRatings(t *rapid.T, coders int, missing bool) [][]int {
	least := 0
	if missing {
		least = Missing
	}
	return rapid.SliceOfN(rapid.SliceOfN(rapid.IntRange(least, 3), coders, coders), 1, 25).Draw(t, "units")
}

func ratingsOf(t *rapid.T, coders int, units [][]int) *Ratings {
	var rows []Row
	for u, values := range units {
		rows = append(rows, Row{Values: values, Group: u % 3, N: 1})
	}
	r, err := NewRatings(coders, 4, rows)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func alike(a float64, aErr error, b float64, bErr error) bool {
	if aErr != nil || bErr != nil {
		return aErr != nil && bErr != nil
	}
	return math.Abs(a-b) < 1e-9
}

// What coders, units and categories are called, and in which order they come, makes
// no difference to coefficients that know no order.
func TestNamesAndOrderMakeNoDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		units := drawRatings(t, coders, true)
		order := rapid.Permutation(numbers(coders)).Draw(t, "order of coders")
		names := rapid.Permutation(numbers(4)).Draw(t, "names of categories")
		other := make([][]int, len(units))
		for i, at := range rapid.Permutation(numbers(len(units))).Draw(t, "order of units") {
			for _, coder := range order {
				v := units[at][coder]
				if v != Missing {
					v = names[v]
				}
				other[i] = append(other[i], v)
			}
		}
		a, b := ratingsOf(t, coders, units), ratingsOf(t, coders, other)
		for _, c := range append(Coefficients(Nominal), Conger, Light) {
			if slices.Contains([]string{"kappa-linear", "kappa-quadratic", "ac2-linear", "ac2-quadratic"}, c.Name) {
				continue
			}
			x, xErr := c.Of(a)
			y, yErr := c.Of(b)
			if !alike(x, xErr, y, yErr) {
				t.Fatalf("%s is %v (%v), and %v (%v) in another order", c.Name, x, xErr, y, yErr)
			}
		}
	})
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Coders who agree on all units have 1 exactly, or nothing where they never vary;
// no coefficient is above 1, and one below 1 says that they differ somewhere.
func TestFullAgreementIsOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		units := drawRatings(t, coders, false)
		if rapid.Bool().Draw(t, "agree") {
			for _, u := range units {
				for i := range u {
					u[i] = u[0]
				}
			}
		}
		same := !slices.ContainsFunc(units, func(u []int) bool { return len(slices.Compact(slices.Sorted(slices.Values(u)))) > 1 })
		r := ratingsOf(t, coders, units)
		for _, m := range []Measure{Nominal, Ordinal, Interval, Ratio} {
			for _, c := range append(Coefficients(m), Conger) {
				if c.Name == "kappa-max" {
					continue
				}
				if v, err := c.Of(r); err == nil && (v > 1 || same != (v == 1)) {
					t.Fatalf("%s of %s is %v, and that they agree is %v", c.Name, m, v, same)
				}
			}
		}
	})
}

// Alpha by its definition: over all pairs of values of a unit, and over all pairs of
// values.
func TestAlphaByItsDefinition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		units := drawRatings(t, coders, true)
		squared := func(a, b int) float64 { return float64((a - b) * (a - b)) }
		observed, expected := 0., 0.
		var all []int
		for _, u := range units {
			values := slices.DeleteFunc(slices.Clone(u), func(v int) bool { return v == Missing })
			if len(values) < 2 {
				continue
			}
			for i, a := range values {
				for j, b := range values {
					if i != j {
						observed += squared(a, b) / float64(len(values)-1)
					}
				}
			}
			all = append(all, values...)
		}
		n := float64(len(all))
		for _, a := range all {
			for _, b := range all {
				expected += squared(a, b) / (n - 1)
			}
		}
		c, _ := Named(Interval, "alpha")
		got, err := c.Of(ratingsOf(t, coders, units))
		if expected == 0 {
			if err == nil {
				t.Fatalf("alpha is %v where nothing varies", got)
			}
			return
		}
		if err != nil || math.Abs(got-(1-observed/expected)) > 1e-9 {
			t.Fatalf("alpha is %v (%v), and %v by its definition", got, err, 1-observed/expected)
		}
	})
}

// Where each set is one code, alpha of sets is alpha of these codes, values missing or
// not: two sets that are equal or share nothing are as far apart as two categories.
func TestAlphaOfSetsOfOneCode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		units := drawRatings(t, coders, true)
		var rows []SetRow
		for _, u := range units {
			row := SetRow{N: 1}
			for _, v := range u {
				if v != Missing {
					row.Sets = append(row.Sets, []int{v})
				}
			}
			rows = append(rows, row)
		}
		c, _ := Named(Nominal, "alpha")
		want, wantErr := c.Of(ratingsOf(t, coders, units))
		for _, distance := range []SetDistance{Jaccard, MASI} {
			got, err := NewSets(coders, rows).Alpha(distance)(nil)
			if !alike(got, err, want, wantErr) {
				t.Fatalf("%v (%v) of sets, %v (%v) of categories", got, err, want, wantErr)
			}
		}
	})
}

// Of marks: alpha, kappa and the rest are those of the same ratings, and positive
// agreement is the F1 score.
func TestMarksAreRatings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var rows []Row
		var marks []Mark
		both, either := 0, 0
		for i, mask := range rapid.SliceOfN(rapid.Uint64Range(0, 3), 1, 30).Draw(t, "marks") {
			rows = append(rows, Row{Values: []int{int(mask & 1), int(mask >> 1)}, Group: i % 4, N: 2})
			marks = append(marks, Mark{Group: i % 4, Mask: mask, N: 2})
			if mask == 3 {
				both += 2
			}
			if mask != 0 {
				either += 2
			}
		}
		a, err := NewRatings(2, 2, rows)
		if err != nil {
			t.Fatal(err)
		}
		b := Marked(2, marks)
		for _, c := range append(Coefficients(Nominal), Positive, Negative, Prevalence, Bias) {
			x, xErr := c.Of(a)
			y, yErr := c.Of(b)
			if x != y || (xErr == nil) != (yErr == nil) {
				t.Fatalf("%s is %v of ratings and %v of marks", c.Name, x, y)
			}
		}
		positive, err := Positive.Of(b)
		if want := 2 * float64(both) / float64(both+either); either > 0 && positive != want {
			t.Fatalf("positive agreement is %v (%v), want %v", positive, err, want)
		}
	})
}

// A draw in which every group comes once is the figure itself, and one in which each
// comes twice is that of all units twice.
func TestWeightsCountGroups(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 3).Draw(t, "coders")
		units := drawRatings(t, coders, true)
		r, twice := ratingsOf(t, coders, units), ratingsOf(t, coders, units)
		for g := range twice.groups {
			for i := range twice.groups[g] {
				twice.groups[g][i].n *= 2
			}
		}
		for _, c := range Coefficients(Ordinal) {
			s := func(w Weights) (float64, error) { return c.of(r.drawn(w, nil)) }
			once, onceErr := s(Weights{1, 1, 1})
			x, xErr := c.Of(r)
			if once != x || (onceErr == nil) != (xErr == nil) {
				t.Fatalf("%s is %v, and %v with all weights 1", c.Name, x, once)
			}
			y, yErr := s(Weights{2, 2, 2})
			z, zErr := c.Of(twice)
			if !alike(y, yErr, z, zErr) {
				t.Fatalf("%s is %v with all weights 2, and %v of everything twice", c.Name, y, z)
			}
		}
	})
}

func TestUndefinedSaysWhy(t *testing.T) {
	t.Parallel()
	three := must(NewRatings(3, 2, []Row{{Values: []int{0, 1, 1}, N: 3}}))
	one := must(NewRatings(1, 2, []Row{{Values: []int{0}, N: 3}}))
	flat := must(NewRatings(2, 1, []Row{{Values: []int{0, 0}, N: 3}}))
	apart := must(NewRatings(2, 2, []Row{{Values: []int{0, Missing}, N: 3}, {Values: []int{Missing, 1}, N: 2}}))
	for _, tt := range []struct {
		of   *Ratings
		name string
		want error
	}{
		{three, "kappa", ErrTwoCoders},
		{three, "pi", ErrTwoCoders},
		{one, "kappa", ErrOneCoder},
		{one, "fleiss", ErrOneCoder},
		{one, "percent", ErrOneCoder},
		{flat, "brennan-prediger", ErrOneCategory},
		{flat, "ac1", ErrOneCategory},
		{flat, "alpha", ErrNoVariation},
		{apart, "alpha", ErrNoUnits},
		{apart, "kappa", ErrNoUnits},
		{apart, "percent-all", ErrNoUnits},
	} {
		c, _ := Named(Nominal, tt.name)
		if v, err := c.Of(tt.of); !errors.Is(err, tt.want) {
			t.Errorf("%s is %v with error %v, want %v", tt.name, v, err, tt.want)
		}
	}
	constant := crossed([][]int{{85, 15}, {0, 0}})
	kappa, _ := Named(Nominal, "kappa")
	if v, err := kappa.Of(constant); v != 0 || err != nil {
		t.Errorf("kappa of a constant coder is %v, %v", v, err)
	}
	if diff := cmp.Diff([]int{0}, constant.Constant()); diff != "" {
		t.Errorf("constant coders (-want +got):\n%s", diff)
	}
	for _, rows := range [][]Row{{{Values: []int{0}, N: 1}}, {{Values: []int{0, 2}, N: 1}}} {
		if _, err := NewRatings(2, 2, rows); err == nil {
			t.Errorf("%v were taken", rows)
		}
	}
}

// Of 1,000 values 0, .001, … .999, in whatever order, 24 lie below the low end
// and 24 above the high one.
func TestIntervalLeavesOutTheTails(t *testing.T) {
	t.Parallel()
	d := Draws{Groups: 9}
	for _, i := range seeded().Perm(1000) {
		d.weights = append(d.weights, Weights{uint32(i)})
	}
	e := d.Take(func(w Weights) (float64, error) {
		if w == nil {
			return .5, nil
		}
		return float64(w[0]) / 1000, nil
	}).Estimate()
	if e.Low != .024 || e.High != .975 || e.Draws != 1000 || e.Open != nil {
		t.Errorf("got %+v", e)
	}
}

func TestNoInterval(t *testing.T) {
	t.Parallel()
	steady := func(Weights) (float64, error) { return 1, nil }
	for _, tt := range []struct {
		draws Draws
		of    Statistic
		want  string
	}{
		{Resample(1, 1000, seeded()), steady, "it takes two groups at least to draw from, and there is 1"},
		{Resample(9, 78, seeded()), steady, "the coefficient is defined on 78 of 78 draws, and an interval takes 79"},
		{Resample(9, 200, seeded()), func(w Weights) (float64, error) {
			if w != nil {
				return 0, ErrNoVariation
			}
			return 1, nil
		}, "the coefficient is defined on 0 of 200 draws, and an interval takes 79"},
	} {
		if e := tt.draws.Take(tt.of).Estimate(); e.Open == nil || e.Open.Error() != tt.want || e.Value != 1 {
			t.Errorf("got %+v, want %s", e, tt.want)
		}
	}
	if e := Resample(9, 100, seeded()).Take(func(Weights) (float64, error) { return 0, ErrNoUnits }).Estimate(); !errors.Is(e.Undefined, ErrNoUnits) {
		t.Errorf("got %+v", e)
	}
}

// Ten transcripts of one unit each, of which eight agree: agreement over draws is
// binomial, with .5 below its 2.5th percentile and 1 at its 97.5th.
func TestDrawsAreOfGroups(t *testing.T) {
	t.Parallel()
	var marks []Mark
	for g := range 10 {
		mask := uint64(3)
		if g < 2 {
			mask = 1
		}
		marks = append(marks, Mark{Group: g, Mask: mask, N: 1})
	}
	percent, _ := Named(Nominal, "percent")
	r := Marked(2, marks)
	d := Resample(10, 1000, seeded())
	e := r.Take(d, percent)[0].Estimate()
	if e.Value != .8 || e.Low != .5 || e.High != 1 {
		t.Errorf("got %+v", e)
	}
	if again := d.Take(func(w Weights) (float64, error) { return percent.of(r.drawn(w, nil)) }).Estimate(); again != e {
		t.Errorf("alone %+v, with others %+v", again, e)
	}
	if other := Resample(10, 1000, seeded()); cmp.Diff(d.weights, other.weights) != "" {
		t.Error("the same seed makes other draws")
	}
	for _, w := range d.weights {
		n := 0
		for _, times := range w {
			n += int(times)
		}
		if n != 10 {
			t.Fatalf("a draw of %d groups", n)
		}
	}
}

// Units that are alike are drawn as so many units: of 3 that agree, 2 that do not and 95
// on which nobody did anything, each is drawn as often as it is among them, and the figure
// and its interval are those of 100 units drawn one by one.
func TestUnitsThatAreAlikeAreDrawnTogether(t *testing.T) {
	t.Parallel()
	together := Marked(2, []Mark{{Group: 0, Mask: 1, N: 1}, {Group: 1, Mask: 3, N: 1}, {Group: 2, N: 1}})
	const draws = 20_000
	d := ResampleUnits([]int{2, 3}, 95, draws, seeded())
	sums := make([]float64, 3)
	for _, w := range d.weights {
		n := 0
		for g, times := range w {
			n += int(times)
			sums[g] += float64(times)
		}
		if n != 100 {
			t.Fatalf("a draw of %d units", n)
		}
	}
	for g, want := range []float64{2, 3, 95} {
		near(t, fmt.Sprintf("mean of group %d", g), sums[g]/draws, want, .05)
	}
	var marks []Mark
	for unit := range 100 {
		mask := uint64(0)
		switch {
		case unit < 2:
			mask = 1
		case unit < 5:
			mask = 3
		}
		marks = append(marks, Mark{Group: unit, Mask: mask, N: 1})
	}
	apart := Resample(100, draws, seeded())
	alpha, _ := Named(Nominal, "alpha")
	one, each := together.Take(d, alpha, Positive), Marked(2, marks).Take(apart, alpha, Positive)
	for i := range one {
		got, want := one[i].Estimate(), each[i].Estimate()
		if got.Value != want.Value {
			t.Errorf("%v, one by one %v", got.Value, want.Value)
		}
		near(t, "low", got.Low, want.Low, .02)
		near(t, "high", got.High, want.High, .02)
		near(t, "standard error", got.SE, want.SE, .005)
	}
	set := func(has ...int) [][]int { return [][]int{has, has} }
	sets := NewSets(2, []SetRow{{Sets: [][]int{{0}, nil}, Group: 0, N: 1}, {Sets: set(0), Group: 1, N: 1}, {Sets: set(), Group: 2, N: 1}})
	near(t, "alpha of sets", d.Take(sets.Alpha(Jaccard)).Value, one[0].Value, 1e-12)
	near(t, "pooled", d.Pooled([]*Ratings{together}).Value, Marked(2, marks).Fourfold().kappa(t), 1e-12)
	if all := ResampleUnits([]int{1, 1, 1}, 0, 100, seeded()); all.Groups != 3 || cmp.Diff(all.weights, Resample(3, 100, seeded()).weights) != "" {
		t.Error("three units that are not alike are drawn otherwise than three groups")
	}
	if none := ResampleUnits(nil, 0, 100, seeded()); none.Groups != 0 || none.weights != nil {
		t.Error("something was drawn of nothing")
	}
}

func (f Fourfold) kappa(t *testing.T) float64 {
	kappa, _ := Named(Nominal, "kappa")
	v, err := kappa.Of(crossed([][]int{{f.Neither, f.OnlySecond}, {f.OnlyFirst, f.Both}}))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// An interval of no width is none: full agreement, a coder who never varies.
func TestIntervalsHaveAWidth(t *testing.T) {
	t.Parallel()
	same := func(Weights) (float64, error) { return .7, nil }
	if e := Resample(9, 200, seeded()).Take(same).Estimate(); e.Open != ErrNoSpread || e.Value != .7 || e.Low != 0 || e.High != 0 || e.SE != 0 {
		t.Errorf("got %+v", e)
	}
	for _, table := range [][][]int{{{5, 0}, {0, 9}}, {{85, 15}, {0, 0}}} {
		kappa, _ := Named(Nominal, "kappa")
		if e, err := kappa.Analytic(crossed(table)); err != nil || e.Open != ErrNoSpread || e.SE != 0 || e.Low != 0 {
			t.Errorf("%v: got %+v, %v", table, e, err)
		}
	}
}

// An interval ends where the figure cannot go: a share at 0, what goes by three
// categories that are all as likely at -1/2, others at -1.
func TestIntervalsEndWhereTheFigureDoes(t *testing.T) {
	t.Parallel()
	r := crossed([][]int{{0, 2, 1}, {1, 1, 1}, {2, 0, 0}})
	for name, want := range map[string]float64{"percent": 0, "brennan-prediger": -.5, "ac1": -.5} {
		c, _ := Named(Nominal, name)
		if e, err := c.Analytic(r); err != nil || e.Low != want || e.Low > e.Value {
			t.Errorf("%s is %v [%v, %v], %v; want an interval from %v", name, e.Value, e.Low, e.High, err, want)
		}
	}
}

// The mean over codes leaves out those on which a coefficient is undefined, in the
// figure and in every draw.
func TestMeanLeavesOutWhatIsUndefined(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	got, undefined := Mean([]Series{
		{Value: .2, groups: 5, drawn: []float64{.1, nan, .3}},
		{Undefined: ErrNoVariation, groups: 5, drawn: []float64{1, 1, 1}},
		{Value: .6, groups: 5, drawn: []float64{.3, .5, nan}},
	})
	if diff := cmp.Diff([]float64{.2, .5, .3}, got.drawn); diff != "" || got.Value != .4 || undefined != 1 {
		t.Errorf("%v, %d undefined (-want +got):\n%s", got.Value, undefined, diff)
	}
	if none, _ := Mean([]Series{{Undefined: ErrNoVariation}}); none.Undefined == nil {
		t.Error("the mean of nothing is defined")
	}
}

func TestScalesAreReadAtTheLowerEnd(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		scale string
		low   float64
		want  string
	}{
		{"krippendorff", .8, "reliable"}, {"krippendorff", .799, "for tentative conclusions"}, {"krippendorff", .666, "not reliable"},
		{"landis-koch", .2, "fair"}, {"landis-koch", -.1, "poor"}, {"fleiss", .75, "excellent"},
	} {
		s, _ := ScaleNamed(tt.scale)
		if got, err := s.Judge(Estimate{Value: 1, Low: tt.low, High: 1}); got != tt.want || err != nil {
			t.Errorf("%s at %v: %q, %v", tt.scale, tt.low, got, err)
		}
		if _, err := s.Judge(Estimate{Undefined: ErrNoUnits}); !errors.Is(err, ErrNoUnits) {
			t.Errorf("%s judged what is undefined", tt.scale)
		}
		if _, err := s.Judge(Estimate{Value: 1, Open: ErrNoUnits}); err == nil {
			t.Errorf("%s judged without an interval", tt.scale)
		}
	}
	if _, ok := ScaleNamed("mine"); ok {
		t.Error("there is no such scale")
	}
}

// The reference study: 39 interviews, four analysts, 100 codes, all coefficients.
func BenchmarkAll(b *testing.B) {
	random := seeded()
	var codes []*Ratings
	for range 100 {
		var marks []Mark
		for g := range 39 {
			for mask := range uint64(16) {
				n := random.IntN(9)
				if mask == 0 {
					n += 200
				}
				marks = append(marks, Mark{Group: g, Mask: mask, N: n})
			}
		}
		codes = append(codes, Marked(4, marks))
	}
	cs := append(Coefficients(Nominal), Positive, Negative)
	for b.Loop() {
		d := Resample(39, 1000, seeded())
		for _, r := range codes {
			for _, s := range r.Take(d, cs...) {
				s.Estimate()
			}
		}
	}
}
