package agreement

import (
	"math"
	"math/rand/v2"
	"testing"
)

// published is ratings with the figures that were printed for them, within the
// digits printed.
type published struct {
	of      *Ratings
	figures []figure
}

type figure struct {
	name      string
	want      float64
	tolerance float64
}

// undefined is the value of a coefficient that has none.
var undefined = math.Inf(1)

// crossed makes ratings of a table whose rows are categories of one coder and
// columns those of the other.
func crossed(table [][]int) *Ratings {
	var rows []Row
	for i, row := range table {
		for j, n := range row {
			if n > 0 {
				rows = append(rows, Row{Values: []int{i, j}, N: n})
			}
		}
	}
	return must(NewRatings(2, len(table), rows))
}

// counted makes ratings of how many coders gave each unit each category.
func counted(units [][]int) *Ratings {
	var rows []Row
	for u, counts := range units {
		row := Row{Group: u, N: 1}
		for category, n := range counts {
			for range n {
				row.Values = append(row.Values, category)
			}
		}
		rows = append(rows, row)
	}
	return must(NewRatings(len(rows[0].Values), len(units[0]), rows))
}

// judged makes ratings of a row a coder and a column a unit.
func judged(numbers []float64, coders [][]int) *Ratings {
	categories := 0
	for _, c := range coders {
		for _, v := range c {
			categories = max(categories, v+1)
		}
	}
	var rows []Row
	for u := range coders[0] {
		row := Row{Group: u, N: 1}
		for _, c := range coders {
			row.Values = append(row.Values, c[u])
		}
		rows = append(rows, row)
	}
	r := must(NewRatings(len(coders), categories, rows))
	r.Numbers = numbers
	return r
}

func must(r *Ratings, err error) *Ratings {
	if err != nil {
		panic(err)
	}
	return r
}

func seeded() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance || math.IsNaN(got) {
		t.Errorf("%s is %v, want %v ± %v", what, got, want, tolerance)
	}
}

// others are figures that Coefficients does not list.
var others = map[string]func(tally) (float64, error){
	"conger":                    Conger.of,
	"light":                     Light.of,
	"alpha ordinal":             alpha(ordinal),
	"alpha interval":            alpha(interval),
	"alpha ratio":               alpha(ratio),
	"expected kappa":            func(t tally) (float64, error) { _, e := t.between(0, 1, nil); return 1 - e.value(), nil },
	"expected pi":               func(t tally) (float64, error) { return 1 - t.pooled(nil).value(), nil },
	"expected fleiss":           func(t tally) (float64, error) { return 1 - t.pooled(nil).value(), nil },
	"expected brennan-prediger": func(t tally) (float64, error) { return 1 - t.uniform(nil).value(), nil },
	"expected ac1":              func(t tally) (float64, error) { return 1 - t.trivial(nil).value(), nil },
}

func (p published) check(t *testing.T) {
	t.Helper()
	for _, f := range p.figures {
		of := others[f.name]
		if c, ok := Named(Nominal, f.name); ok {
			of = c.of
		}
		if of == nil {
			t.Errorf("no coefficient %q", f.name)
			continue
		}
		got, err := of(p.of.all())
		switch {
		case math.IsInf(f.want, 0):
			if err == nil {
				t.Errorf("%s is %v, and it is undefined", f.name, got)
			}
		case err != nil:
			t.Errorf("%s: %v", f.name, err)
		default:
			near(t, f.name, got, f.want, f.tolerance)
		}
	}
}

// Cohen, A coefficient of agreement for nominal scales, 1960, p. 37 and 45; the standard error as R package psych 2.2.9 gives it.
func TestCohen1960(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{crossed([][]int{{25, 12, 3}, {13, 2, 15}, {12, 16, 2}}), []figure{
			{"percent", 0.29, 0.006},
			{"expected kappa", 0.35, 0.006},
			{"kappa-max", 0.846, 0.006},
		}},
		{crossed([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}), []figure{
			{"percent", 0.7, 0.001},
			{"expected kappa", 0.41, 0.001},
			{"kappa", 0.492, 0.001},
			{"kappa-max", 0.831, 0.001},
		}},
	} {
		p.check(t)
	}
}

// Artstein and Poesio, Inter-coder agreement for computational linguistics, 2008, p. 558 and 568.
func TestArtsteinPoesio2008(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{crossed([][]int{{20, 10}, {20, 50}}), []figure{
			{"percent", 0.7, 0.001},
			{"brennan-prediger", 0.4, 0.001},
			{"expected brennan-prediger", 0.5, 0.001},
			{"pi", 0.341, 0.001},
			{"expected pi", 0.545, 0.001},
			{"kappa", 0.348, 0.001},
			{"expected kappa", 0.54, 0.001},
		}},
		{crossed([][]int{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}}), []figure{
			{"percent", 0.88, 0.001},
			{"brennan-prediger", 0.82, 0.001},
			{"expected brennan-prediger", 0.333, 0.001},
			{"pi", 0.7995, 0.001},
			{"expected pi", 0.4014, 0.001},
			{"kappa", 0.8013, 0.001},
			{"expected kappa", 0.396, 0.001},
			{"alpha", 0.8005, 0.001},
		}},
	} {
		p.check(t)
	}
}

// Brennan and Prediger, Coefficient kappa: some uses, misuses, and alternatives, 1981, p. 689.
func TestBrennanPrediger1981(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{crossed([][]int{{50, 0, 0}, {10, 10, 10}, {20, 0, 0}}), []figure{
			{"percent", 0.6, 0.01},
			{"expected kappa", 0.45, 0.01},
			{"kappa", 0.27, 0.01},
			{"brennan-prediger", 0.4, 0.01},
			{"expected brennan-prediger", 0.33, 0.01},
		}},
	} {
		p.check(t)
	}
}

// Krippendorff, Content Analysis, second edition, 2004, p. 224, 227, 230 and 246.
func TestKrippendorff2004(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged([]float64{0, 1}, [][]int{{1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 1, 0, 1, 0, 0}}), []figure{
			{"percent", 0.6, 0.001},
			{"alpha", 0.095, 0.001},
		}},
		{judged(nil, [][]int{{0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2}, {0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2}}), []figure{
			{"alpha", 0.734, 0.001},
		}},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), []figure{
			{"alpha", 0.743421052632, 1e-06},
			{"alpha ordinal", 0.8153875037548, 1e-06},
			{"alpha interval", 0.849107142857, 1e-06},
			{"alpha ratio", 0.7974027747, 1e-06},
		}},
		{crossed([][]int{{12, 9, 9}, {9, 14, 9}, {9, 9, 20}}), []figure{
			{"percent", 0.46, 0.001},
			{"brennan-prediger", 0.19, 0.001},
			{"pi", 0.186, 0.001},
			{"kappa", 0.186, 0.001},
		}},
	} {
		p.check(t)
	}
}

// Krippendorff, On the reliability of unitizing continuous data, 1995, p. 57: a continuum character by character.
func TestKrippendorff1995(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged(nil, [][]int{{0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0}}), []figure{
			{"kappa", 0.385, 0.001},
			{"pi", 0.314, 0.001},
			{"alpha", 0.329, 0.001},
		}},
	} {
		p.check(t)
	}
}

// Hayes and Krippendorff, Answering the call for a standard reliability measure for coding data, 2007, p. 84.
func TestHayesKrippendorff2007(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1, 1, 2, 1, 1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 1, 1, 1, 2, 2, 3, 2, 2, 2, 2, 2, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1, 1, 1, 2, 1, 0, 0, 0, 3, 0, 2, 1, 0, 2, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1, 1, 2, 3, 0, 0, 1, Missing, 3, 0, Missing, 1, 0, 1, 2, 2, 0, 2, Missing, 2, 2, 3, 2, Missing, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing, Missing, Missing, 3, 1, Missing, 1, 0, 3, 0, 2, 1, 1, 2, 2, Missing, Missing, 1, 2, 2, Missing, Missing, Missing, 1, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1, 1, 2, Missing, Missing, 0, Missing, 0, Missing, Missing, 2, Missing, 0, Missing, Missing, 2, 0, Missing, 2, Missing, 2, 2, 2, 2, Missing, 1}}), []figure{
			{"alpha ordinal", 0.7598, 0.0001},
			{"alpha", 0.4765, 0.0001},
		}},
	} {
		p.check(t)
	}
}

// The computational example of Wikipedia, "Krippendorff's alpha".
func TestWikipediaAlpha(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged([]float64{1, 2, 3, 4}, [][]int{{Missing, Missing, Missing, Missing, Missing, 2, 3, 0, 1, 0, 0, 2, 2, Missing, 2}, {0, Missing, 1, 0, 2, 2, 3, 2, Missing, Missing, Missing, Missing, Missing, Missing, Missing}, {Missing, Missing, 1, 0, 2, 3, 3, Missing, 1, 0, 0, 2, 2, Missing, 3}}), []figure{
			{"alpha", 0.691358, 1e-06},
			{"alpha interval", 0.810845, 1e-06},
			{"alpha ordinal", 0.806721, 1e-06},
			{"alpha ratio", 0.808944, 1e-06},
		}},
	} {
		p.check(t)
	}
}

// Fleiss, Measuring nominal scale agreement among many raters, 1971, p. 379; to more digits, with the kappas of Conger and of Light, as R package irr 0.84.1 gives them.
func TestFleiss1971(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{3, 1, 1, 4, 1, 0, 2, 0, 0, 4, 0, 0, 1, 0, 1, 2, 0, 0, 1, 0, 4, 1, 1, 0, 0, 1, 0, 1, 0, 4}, {3, 1, 2, 4, 1, 0, 2, 0, 0, 4, 3, 1, 1, 3, 1, 2, 0, 0, 1, 2, 4, 3, 1, 0, 3, 1, 0, 1, 2, 4}, {3, 1, 2, 4, 1, 2, 2, 2, 3, 4, 3, 3, 1, 3, 3, 2, 0, 0, 3, 2, 4, 3, 3, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 2, 2, 3, 4, 3, 3, 2, 3, 3, 2, 3, 0, 3, 4, 4, 3, 4, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 4, 2, 3, 4, 3, 3, 2, 3, 3, 2, 4, 0, 3, 4, 4, 3, 4, 3, 3, 1, 4, 3, 2, 4}, {3, 4, 4, 4, 3, 2, 4, 3, 3, 4, 3, 3, 2, 3, 4, 4, 4, 1, 3, 4, 4, 3, 4, 3, 4, 3, 4, 3, 2, 4}}), []figure{
			{"fleiss", 0.43, 0.001},
			{"percent", 0.5556, 0.0005},
			{"expected fleiss", 0.2201, 0.0005},
		}},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{3, 1, 1, 4, 1, 0, 2, 0, 0, 4, 0, 0, 1, 0, 1, 2, 0, 0, 1, 0, 4, 1, 1, 0, 0, 1, 0, 1, 0, 4}, {3, 1, 2, 4, 1, 0, 2, 0, 0, 4, 3, 1, 1, 3, 1, 2, 0, 0, 1, 2, 4, 3, 1, 0, 3, 1, 0, 1, 2, 4}, {3, 1, 2, 4, 1, 2, 2, 2, 3, 4, 3, 3, 1, 3, 3, 2, 0, 0, 3, 2, 4, 3, 3, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 2, 2, 3, 4, 3, 3, 2, 3, 3, 2, 3, 0, 3, 4, 4, 3, 4, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 4, 2, 3, 4, 3, 3, 2, 3, 3, 2, 4, 0, 3, 4, 4, 3, 4, 3, 3, 1, 4, 3, 2, 4}, {3, 4, 4, 4, 3, 2, 4, 3, 3, 4, 3, 3, 2, 3, 4, 4, 4, 1, 3, 4, 4, 3, 4, 3, 4, 3, 4, 3, 2, 4}}), []figure{
			{"fleiss", 0.4302445200601, 1e-06},
			{"conger", 0.4418085403293, 1e-06},
			{"light", 0.4594121444346, 1e-06},
			{"percent-all", 0.16666666666667, 1e-06},
		}},
	} {
		p.check(t)
	}
}

// The worked example of Wikipedia, "Fleiss' kappa".
func TestWikipediaFleiss(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{counted([][]int{{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}}), []figure{
			{"fleiss", 0.21, 0.0005},
		}},
	} {
		p.check(t)
	}
}

// Randolph, Free-marginal multirater kappa, 2005, p. 17.
func TestRandolph2005(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged(nil, [][]int{{1, 1, 0, 0}, {1, 1, 0, 0}, {1, 0, 1, 0}}), []figure{
			{"fleiss", 0.33, 0.01},
			{"brennan-prediger", 0.33, 0.01},
		}},
	} {
		p.check(t)
	}
}

// Gwet, Computing inter-rater reliability and its variance in the presence of high agreement, 2008; and figures of his package irrCAC 1.4.
func TestGwet2008(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{crossed([][]int{{8, 1}, {0, 1}}), []figure{
			{"percent", 0.9, 0.0001},
			{"expected ac1", 0.255, 0.0001},
			{"ac1", 0.8658, 0.0001},
			{"pi", 0.6078, 0.0001},
		}},
		{crossed([][]int{{80, 7}, {8, 5}}), []figure{
			{"percent", 0.85, 1e-05},
			{"expected ac1", 0.21875, 1e-05},
			{"ac1", 0.808, 1e-05},
			{"ac2-quadratic", 0.808, 1e-05},
		}},
		{crossed([][]int{{25, 12, 3}, {13, 2, 15}, {12, 16, 2}}), []figure{
			{"percent", 0.29, 1e-05},
			{"expected ac1", 0.3225, 1e-05},
			{"ac1", -0.04797, 1e-05},
			{"ac2-quadratic", 0.1831, 1e-05},
		}},
		{crossed([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}), []figure{
			{"percent", 0.7, 1e-05},
			{"expected ac1", 0.2925, 1e-05},
			{"ac1", 0.57597, 1e-05},
			{"ac2-quadratic", 0.63855, 1e-05},
		}},
		{counted([][]int{{3, 0, 1}, {2, 1, 1}, {2, 1, 1}, {2, 0, 2}, {3, 1, 0}, {3, 1, 0}, {0, 4, 0}, {0, 3, 1}, {0, 0, 4}, {3, 1, 0}, {0, 4, 0}, {0, 3, 1}, {0, 2, 2}, {0, 0, 4}, {3, 1, 0}}), []figure{
			{"ac1", 0.3518903, 1e-06},
		}},
		{counted([][]int{{0, 0, 0, 6, 0}, {0, 3, 0, 0, 3}, {0, 1, 4, 0, 1}, {0, 0, 0, 0, 6}, {0, 3, 0, 3, 0}, {2, 0, 4, 0, 0}, {0, 0, 4, 0, 2}, {2, 0, 3, 1, 0}, {2, 0, 0, 4, 0}, {0, 0, 0, 0, 6}, {1, 0, 0, 5, 0}, {1, 1, 0, 4, 0}, {0, 3, 3, 0, 0}, {1, 0, 0, 5, 0}, {0, 2, 0, 3, 1}}), []figure{
			{"ac1", 0.4448007329363, 1e-06},
			{"fleiss", 0.4139264990329, 1e-06},
			{"alpha", 0.4204384268214, 1e-06},
			{"brennan-prediger", 0.4388888888889, 1e-06},
		}},
	} {
		p.check(t)
	}
}

// Test values of other programs: DKPro Statistics, NLTK, the manual of ATLAS.ti, R package irr 0.84.1.
func TestOtherPrograms(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{crossed([][]int{{9000, 1000}, {9000, 81001}}), []figure{
			{"percent", 0.9, 0.001},
			{"brennan-prediger", 0.8, 0.001},
			{"pi", 0.585, 0.001},
			{"expected pi", 0.759, 0.001},
			{"kappa", 0.59, 0.001},
			{"expected kappa", 0.756, 0.001},
		}},
		{crossed([][]int{{11, 1, 1}, {0, 0, 0}, {0, 0, 0}}), []figure{
			{"kappa", 0.0, 0.001},
			{"alpha", -0.02, 0.001},
		}},
		{judged([]float64{0, 1}, [][]int{{1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 1, 1, 0, 0, 1, 0, 1, 0, 0}}), []figure{
			{"percent", 0.6, 0.001},
			{"alpha", 0.095, 0.001},
		}},
		{judged(nil, [][]int{{0, 0, 0, 1, 1, 1, 1, 1, 1, 1}, {0, 0, 1, 0, 1, 1, 1, 0, 1, 1}, {0, 1, 0, 0, 0, 1, 1, 1, 0, 0}}), []figure{
			{"percent", 0.533, 0.001},
			{"fleiss", 0.049, 0.001},
			{"expected fleiss", 0.508, 0.001},
		}},
		{judged(nil, [][]int{{1, 1, Missing}, {0, 0, Missing}, {0, Missing, 0}}), []figure{
			{"alpha", -0.3333333333333333, 1e-06},
		}},
		{judged([]float64{1, 2}, [][]int{{0, 0, 0, 0, 0}, {0, 0, 0, 0, 1}}), []figure{
			{"alpha", 0.0, 1e-09},
		}},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{3, 1, 2, 4, 1, 0, 2, 0, 0, 4, 3, 1, 1, 3, 1, 2, 0, 0, 1, 2, 4, 3, 1, 0, 3, 1, 0, 1, 2, 4}, {3, 1, 2, 4, 1, 2, 2, 2, 3, 4, 3, 3, 1, 3, 3, 2, 0, 0, 3, 2, 4, 3, 3, 3, 3, 1, 0, 3, 2, 4}}), []figure{
			{"kappa", 0.6311475409836, 1e-06},
		}},
	} {
		p.check(t)
	}
}

// Where a coefficient is undefined it is an error.
func TestUndefined(t *testing.T) {
	t.Parallel()
	for _, p := range []published{
		{judged(nil, [][]int{{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}}), []figure{
			{"percent", 1.0, 1e-09},
			{"kappa", undefined, 0},
			{"pi", undefined, 0},
			{"alpha", undefined, 0},
		}},
		{judged(nil, [][]int{{}, {}}), []figure{
			{"percent", undefined, 0},
			{"kappa", undefined, 0},
			{"alpha", undefined, 0},
		}},
	} {
		p.check(t)
	}
}

// Standard errors: of kappa as SAS PROC FREQ prints them and R package psych 2.2.9; of all, two coders and several, as irrCAC 1.4 of Gwet (Handbook, 2014).
func TestStandardErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		of        *Ratings
		name      string
		value, se float64
		low, high float64
		tolerance float64
	}{
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "kappa", 0.796409402184, 0.05891071832608, 0.68, 0.913, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "pi", 0.7962396962119, 0.05905473330896, 0.679, 0.913, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "ac1", 0.8493305482313, 0.04321746752256, 0.764, 0.935, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "brennan-prediger", 0.835, 0.04693346354149, 0.742, 0.928, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "percent", 0.89, 0.03128897569432, 0.828, 0.952, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "kappa-quadratic", 0.8921568627451, 0.03535150757566, 0.822, 0.962, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "ac2-quadratic", 0.9402368792785, 0.01792018850335, 0.905, 0.976, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "kappa-linear", 0.842902027992, 0.04787212159034, 0.748, 0.938, 1e-06},
		{crossed([][]int{{13, 0, 0}, {0, 20, 7}, {0, 4, 56}}), "ac2-linear", 0.9000227221086, 0.02927560162135, 0.842, 0.958, 1e-06},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), "percent", 0.8181818181818, 0.12561, 0.542, 1.0, 1.1e-05},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), "fleiss", 0.76117, 0.15302, 0.424, 1.0, 1.1e-05},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), "ac1", 0.77544, 0.14295, 0.461, 1.0, 1.1e-05},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), "brennan-prediger", 0.77273, 0.14472, 0.454, 1.0, 1.1e-05},
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1}}), "percent", 0.6155555555556, 0.09067, 0.421, 0.81, 1.1e-05},
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1}}), "fleiss", 0.45762, 0.12045, 0.199, 0.716, 1.1e-05},
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1}}), "ac1", 0.49662, 0.12197, 0.235, 0.758, 1.1e-05},
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1}}), "brennan-prediger", 0.48741, 0.12089, 0.228, 0.747, 1.1e-05},
	} {
		c, _ := Named(Nominal, tt.name)
		e, err := c.Analytic(tt.of)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		near(t, tt.name, e.Value, tt.value, tt.tolerance)
		near(t, tt.name+", standard error", e.SE, tt.se, tt.tolerance)
		near(t, tt.name+", low", e.Low, tt.low, .0006)
		near(t, tt.name+", high", e.High, tt.high, .0006)
	}
	{
		c, _ := Named(Nominal, "kappa")
		e, err := c.Analytic(crossed([][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}))
		if err != nil {
			t.Fatal(err)
		}
		near(t, "kappa", e.Value, 0.4915254237288, 1e-06)
		near(t, "standard error", e.SE, 0.051001815576075325, 1e-06)
	}
	{
		c, _ := Named(Nominal, "kappa")
		e, err := c.Analytic(crossed([][]int{{0, 4, 1}, {0, 8, 0}, {0, 1, 5}}))
		if err != nil {
			t.Fatal(err)
		}
		near(t, "kappa", e.Value, 0.4842, 6e-05)
		near(t, "standard error", e.SE, 0.138, 6e-05)
	}
}

// The example "anxiety" of R package irr 0.84.1, kappa2: weights by the places of categories.
func TestWeightedKappaOfIrr(t *testing.T) {
	t.Parallel()
	published{judged([]float64{1, 2, 3, 4, 5, 6}, [][]int{{2, 2, 2, 3, 4, 4, 1, 2, 4, 1, 1, 5, 0, 4, 1, 1, 0, 1, 3, 2}, {2, 5, 3, 5, 1, 3, 1, 3, 2, 2, 1, 2, 2, 2, 1, 1, 0, 2, 2, 3}}), []figure{{"kappa-quadratic", 0.2967651195499, 1e-6}}}.check(t)
	published{judged([]float64{1, 2, 3, 4, 5, 6}, [][]int{{2, 2, 2, 3, 4, 4, 1, 2, 4, 1, 1, 5, 0, 4, 1, 1, 0, 1, 3, 2}, {2, 5, 3, 5, 1, 3, 1, 3, 2, 2, 1, 2, 2, 2, 1, 1, 0, 2, 2, 3}}), []figure{{"kappa-linear", 0.1891891891892, 1e-6}}}.check(t)
}

// The same, with the interval that drawing units with replacement 5,000 times gives R package icr 0.6.6.
func TestBootstrapOfHayesKrippendorff(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		of        *Ratings
		measure   Measure
		low, high float64
	}{
		{judged([]float64{0, 1, 2, 3}, [][]int{{1, 1, 2, Missing, 0, 0, 1, 1, 2, 2, Missing, 0, 1, 3, 1, 1, 2, 1, 1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 1, 1, 1, 2, 2, 3, 2, 2, 2, 2, 2, 1}, {1, 1, 3, 0, 0, 0, 0, Missing, 2, 1, 1, 0, 2, 3, 1, 1, 1, 2, 1, 0, 0, 0, 3, 0, 2, 1, 0, 2, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 1}, {2, 0, 3, 0, 0, 0, 2, 2, 2, 1, 0, 0, 2, 2, 1, 1, 2, 3, 0, 0, 1, Missing, 3, 0, Missing, 1, 0, 1, 2, 2, 0, 2, Missing, 2, 2, 3, 2, Missing, 2, 1}, {Missing, 1, 3, Missing, Missing, Missing, Missing, 0, Missing, 1, 0, 0, 2, 2, Missing, Missing, Missing, 3, 1, Missing, 1, 0, 3, 0, 2, 1, 1, 2, 2, Missing, Missing, 1, 2, 2, Missing, Missing, Missing, 1, 2, Missing}, {2, Missing, Missing, 0, 0, 0, 1, Missing, 2, Missing, Missing, Missing, Missing, 3, 1, 1, 2, Missing, Missing, 0, Missing, 0, Missing, Missing, 2, Missing, 0, Missing, Missing, 2, 0, Missing, 2, Missing, 2, 2, 2, 2, Missing, 1}}), Ordinal, 0.63074377, 0.84216699},
		{judged([]float64{1, 2, 3, 4, 5}, [][]int{{0, 1, 2, 2, 1, 0, 3, 0, 1, Missing, Missing, Missing}, {0, 1, 2, 2, 1, 1, 3, 0, 1, 4, Missing, Missing}, {Missing, 2, 2, 2, 1, 2, 3, 1, 1, 4, 0, 2}, {0, 1, 2, 2, 1, 3, 3, 0, 1, 4, 0, Missing}}), Nominal, 0.41974946, 1},
	} {
		c, _ := Named(tt.measure, "alpha")
		e := tt.of.Take(Resample(len(tt.of.groups), 5000, seeded()), c)[0].Estimate()
		near(t, "low", e.Low, tt.low, .04)
		near(t, "high", e.High, tt.high, .04)
	}
}

// Fleiss 1971, p. 381: kappa category by category.
func TestPerCategory(t *testing.T) {
	t.Parallel()
	r := judged([]float64{1, 2, 3, 4, 5}, [][]int{{3, 1, 1, 4, 1, 0, 2, 0, 0, 4, 0, 0, 1, 0, 1, 2, 0, 0, 1, 0, 4, 1, 1, 0, 0, 1, 0, 1, 0, 4}, {3, 1, 2, 4, 1, 0, 2, 0, 0, 4, 3, 1, 1, 3, 1, 2, 0, 0, 1, 2, 4, 3, 1, 0, 3, 1, 0, 1, 2, 4}, {3, 1, 2, 4, 1, 2, 2, 2, 3, 4, 3, 3, 1, 3, 3, 2, 0, 0, 3, 2, 4, 3, 3, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 2, 2, 3, 4, 3, 3, 2, 3, 3, 2, 3, 0, 3, 4, 4, 3, 4, 3, 3, 1, 0, 3, 2, 4}, {3, 4, 2, 4, 3, 2, 4, 2, 3, 4, 3, 3, 2, 3, 3, 2, 4, 0, 3, 4, 4, 3, 4, 3, 3, 1, 4, 3, 2, 4}, {3, 4, 4, 4, 3, 2, 4, 3, 3, 4, 3, 3, 2, 3, 4, 4, 4, 1, 3, 4, 4, 3, 4, 3, 4, 3, 4, 3, 2, 4}})
	for category, want := range []float64{0.248, 0.248, 0.517, 0.47, 0.565} {
		got, err := r.PerCategory(category)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "kappa of one category", got, want, .004)
	}
}

// Artstein and Poesio 2008, section 3: one category half as far from the others.
func TestWeightsOfArtsteinPoesio2008(t *testing.T) {
	t.Parallel()
	all := crossed([][]int{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}}).all()
	half := func(_ tally, k, l int) float64 {
		if k == 2 || l == 2 {
			return .5
		}
		return 1
	}
	kappa, err := cohen(half)(all)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "kappa", kappa, .8163, .001)
	a, err := alpha(func(tally, []float64) distance { return half })(all)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "alpha", a, .8156, .001)
}

// De Vries, Elliott, Kanouse and Teleki, Using pooled kappa to summarize
// interrater agreement across many items, 2008, on the tables of Artstein and
// Poesio 2008.
func TestPooledKappaOfDeVries2008(t *testing.T) {
	t.Parallel()
	codes := []*Ratings{crossed([][]int{{20, 10}, {20, 50}}), crossed([][]int{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}})}
	pooled := Draws{}.Pooled(codes)
	got, err := pooled.Value, pooled.Undefined
	if err != nil {
		t.Fatal(err)
	}
	near(t, "pooled kappa", got, .6052631578947368, 1e-9)
	kappa, _ := Named(Nominal, "kappa")
	var each []Series
	for _, r := range codes {
		each = append(each, r.Take(Draws{}, kappa)...)
	}
	mean, undefined := Mean(each)
	if undefined != 0 || mean.Undefined != nil {
		t.Errorf("%d undefined, %v", undefined, mean.Undefined)
	}
	near(t, "mean of kappas", mean.Value, .57457529513389, 1e-9)
}

// The help of NVivo on comparing coding: 50 characters both, 150 one, 800 neither.
func TestCharactersOfNVivo(t *testing.T) {
	t.Parallel()
	r := Marked(2, []Mark{{Mask: 3, N: 50}, {Mask: 1, N: 100}, {Mask: 2, N: 50}, {N: 800}})
	published{r, []figure{{"percent", .85, 1e-9}, {"kappa", .3181818181818182, 1e-9}, {"expected kappa", .78, 1e-9}}}.check(t)
	positive, err := Positive.Of(r)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "positive agreement", positive, .4, 1e-9)
	if got, want := r.Fourfold(), (Fourfold{50, 100, 50, 800}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// Gwet, Handbook, 2014, chapter 6, as irrCAC gives it: .67 with a standard error of
// .15.
func TestProbabilitiesOfGwet2014(t *testing.T) {
	t.Parallel()
	gwet, _ := ScaleNamed("gwet")
	for i, want := range []float64{.18168, .67511, .96356, .99912, 1, 1} {
		near(t, "probability", gwet.Cumulative(.67, .15)[i], want, 2e-5)
	}
	if word, err := gwet.Judge(Estimate{Value: .67, SE: .15, Low: .3}); word != "moderate" || err != nil {
		t.Errorf("judged %q, %v", word, err)
	}
}
