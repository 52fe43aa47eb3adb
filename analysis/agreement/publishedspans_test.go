package agreement

import (
	"math"
	"testing"
)

// marked is spans with the figures that were printed for them.
type markedText struct {
	coders     int
	categories int
	texts      []Continuum
	figures    []figure
	code       map[string]int // of (k)u-alpha, by name
}

func (m markedText) check(t *testing.T) {
	t.Helper()
	s, err := NewSpans(m.coders, m.categories, m.texts)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.figures {
		of, ok := map[string]Statistic{
			"u-alpha": s.U, "bar-u-alpha": s.BarU, "cu-alpha": s.CU, "cu-coverage": s.CUCoverage,
			"f1-exact": s.F1(Exact), "f1-overlap": s.F1(Overlapping), "f1-unlabelled": s.F1(Unlabelled),
		}[f.name]
		if !ok {
			kind, code := f.name[:2], f.name[3:]
			if of = s.KU(m.code[code]); kind == "co" {
				of = s.KUCoverage(m.code[code])
			}
		}
		got, err := of(nil)
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

// Krippendorff, Content Analysis, fourth edition, 2019, figure 12.11, p. 340.
func TestKrippendorff2019(t *testing.T) {
	t.Parallel()
	markedText{3, 7, []Continuum{{60, []Segment{{0, 0, 0, 7}, {0, 1, 7, 13}, {0, 4, 30, 32}, {0, 5, 32, 37}, {0, 5, 37, 44}, {0, 6, 44, 60}, {1, 0, 0, 7}, {1, 2, 7, 13}, {1, 4, 13, 21}, {1, 5, 32, 44}, {2, 0, 0, 7}, {2, 3, 7, 13}, {2, 4, 13, 21}, {2, 5, 32, 37}, {2, 5, 37, 41}, {2, 5, 41, 44}}}}, []figure{{"u-alpha", 0.51, 0.0006}, {"bar-u-alpha", 0.413, 0.0011}, {"cu-alpha", 0.724, 0.0006}, {"ku 1", 1.0, 0.0006}, {"ku 5", 1.0, 0.0006}, {"ku 6", 1.0, 0.0006}, {"ku 2", 0.0, 0.0006}, {"ku 3", 0.0, 0.0006}, {"ku 4", 0.0, 0.0006}, {"co 5", 0.4444444444444444, 0.0006}, {"co 7", 0.0, 0.0006}}, map[string]int{"1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}}.check(t)
}

// Two coders, as the R code of L. Danna, unitized_alpha, gives the figures.
func TestUnitizingOfOtherPrograms(t *testing.T) {
	t.Parallel()
	markedText{2, 6, []Continuum{{60, []Segment{{0, 0, 0, 7}, {0, 1, 7, 13}, {0, 3, 30, 32}, {0, 4, 32, 37}, {0, 4, 37, 44}, {0, 5, 44, 60}, {1, 0, 0, 7}, {1, 2, 7, 13}, {1, 3, 13, 21}, {1, 4, 32, 44}}}}, []figure{{"u-alpha", 0.35397727272727275, 1e-09}, {"bar-u-alpha", 0.115968899521531, 1e-09}, {"cu-alpha", 0.6939130434782609, 1e-09}, {"cu-coverage", 0.41666666666666663, 1e-09}}, map[string]int{"1": 0, "2": 1, "3": 2, "5": 3, "6": 4, "7": 5}}.check(t)
	markedText{2, 3, []Continuum{{200, []Segment{{0, 0, 9, 26}, {0, 2, 44, 60}, {0, 2, 70, 76}, {0, 2, 93, 114}, {0, 1, 121, 129}, {0, 0, 135, 145}, {0, 0, 146, 167}, {0, 0, 183, 200}, {1, 1, 5, 27}, {1, 2, 43, 63}, {1, 2, 66, 79}, {1, 1, 92, 116}, {1, 0, 135, 144}, {1, 1, 144, 170}, {1, 2, 185, 199}}}}, []figure{{"u-alpha", 0.2748872830371344, 1e-09}, {"bar-u-alpha", 0.6530997793190416, 1e-09}, {"cu-alpha", 0.021708079494375587, 1e-09}, {"cu-coverage", 0.525, 1e-09}, {"ku A", -0.04404173546701218, 1e-09}, {"ku B", -0.2651111111111111, 1e-09}, {"ku C", 0.3420571424377822, 1e-09}, {"co A", 0.9594594594594595, 1e-09}, {"co B", 0.75, 1e-09}, {"co C", 0.8777777777777778, 1e-09}}, map[string]int{"A": 0, "B": 1, "C": 2}}.check(t)
	markedText{2, 1, []Continuum{{120, []Segment{{0, 0, 2, 7}, {0, 0, 14, 24}, {0, 0, 25, 50}, {0, 0, 60, 72}, {0, 0, 82, 100}, {0, 0, 105, 120}, {1, 0, 2, 6}, {1, 0, 10, 23}, {1, 0, 23, 47}, {1, 0, 83, 99}, {1, 0, 106, 120}}}}, []figure{{"u-alpha", 0.5813492063492063, 1e-09}, {"bar-u-alpha", 0.5813492063492063, 1e-09}}, map[string]int{"A": 0}}.check(t)
}

// Test values of bratiaa: exact matches over two texts.
func TestF1OfBratiaa(t *testing.T) {
	t.Parallel()
	markedText{2, 4, []Continuum{{5000, []Segment{{0, 3, 4, 17}, {0, 0, 18, 24}, {0, 2, 34, 37}, {0, 3, 361, 397}, {0, 3, 563, 567}, {0, 3, 720, 724}, {0, 3, 1074, 1078}, {0, 3, 1081, 1096}, {0, 1, 2376, 2387}, {0, 0, 2498, 2504}, {1, 3, 4, 17}, {1, 2, 34, 37}, {1, 3, 361, 397}, {1, 3, 563, 567}, {1, 3, 720, 724}, {1, 3, 1081, 1096}, {1, 1, 2376, 2387}, {1, 0, 2498, 2504}}}, {5000, []Segment{{0, 0, 0, 8}, {0, 2, 18, 21}, {0, 2, 192, 195}, {0, 3, 327, 344}, {0, 3, 454, 465}, {0, 2, 650, 653}, {1, 0, 0, 8}, {1, 2, 18, 21}, {1, 0, 42, 54}, {1, 2, 161, 190}, {1, 3, 327, 344}, {1, 2, 408, 426}, {1, 3, 454, 465}, {1, 2, 516, 523}, {1, 2, 650, 653}}}}, []figure{{"f1-exact", 0.787878, 0.0001}}, map[string]int{"LOC": 0, "MISC": 1, "ORG": 2, "PER": 3}}.check(t)
}

// Nothing marked, and everything.
func TestSpansUndefined(t *testing.T) {
	t.Parallel()
	markedText{2, 1, []Continuum{{20, []Segment{}}}, []figure{{"u-alpha", undefined, 1e-09}}, map[string]int{"x": 0}}.check(t)
	markedText{2, 3, []Continuum{{30, []Segment{{0, 0, 0, 10}, {0, 1, 10, 20}, {0, 2, 20, 30}, {1, 0, 0, 10}, {1, 1, 10, 20}, {1, 2, 20, 30}}}}, []figure{{"u-alpha", 1.0, 1e-09}, {"bar-u-alpha", undefined, 1e-09}}, map[string]int{"a": 0, "b": 1, "c": 2}}.check(t)
}

// Test values of Statistics::Krippendorff and of NLTK; MASI with the thirds of
// Passonneau, LREC 2006.
func TestSetDistances(t *testing.T) {
	t.Parallel()
	type pair struct {
		a, b []int
		want float64
	}
	for _, p := range []pair{{[]int{0}, []int{0}, 0}, {[]int{0}, []int{1}, 1}, {[]int{0}, []int{0, 1}, 0.5}, {[]int{0, 1}, []int{0}, 0.5}, {[]int{0, 1}, []int{2, 3}, 1}, {[]int{0, 1}, []int{0, 1}, 0}, {[]int{0, 1}, []int{0, 2}, 0.6666666666666666}, {[]int{0, 1, 2}, []int{1, 2, 3, 4}, 0.6}} {
		near(t, "Jaccard", Jaccard(p.a, p.b), p.want, 1e-9)
	}
	for _, p := range []pair{{[]int{0, 1}, []int{0, 1, 2, 3}, 0.6666666666666666}, {[]int{0, 1, 2, 3}, []int{2, 3, 4}, 0.8666666666666667}} {
		near(t, "MASI", MASI(p.a, p.b), p.want, 1e-9)
	}
	near(t, "two empty sets", MASI(nil, nil)+Jaccard(nil, nil), 0, 0)
	near(t, "one empty set", MASI(nil, []int{1})+Jaccard([]int{1}, nil), 2, 0)
}

// The seven units of DKPro Statistics on which both coders put something, as NLTK
// 3.8.1 gives them; the nominal figure by taking each set for a category.
func TestAlphaOfSets(t *testing.T) {
	t.Parallel()
	s := NewSets(2, []SetRow{{Sets: [][]int{{0}, {0}}, Group: 0, N: 1}, {Sets: [][]int{{0}, {1}}, Group: 1, N: 1}, {Sets: [][]int{{0, 1}, {0}}, Group: 2, N: 1}, {Sets: [][]int{{0, 1}, {0, 2}}, Group: 3, N: 1}, {Sets: [][]int{{0, 1, 2}, {0, 1, 2}}, Group: 4, N: 1}, {Sets: [][]int{{2}, {0, 2}}, Group: 5, N: 1}, {Sets: [][]int{{2}, {0, 2}}, Group: 6, N: 1}})
	got, err := s.Alpha(Jaccard)(nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Jaccard", got, 0.20322580645161292, 1e-9)
	got, err = s.Alpha(func(a, b []int) float64 {
		if both, either := shared(a, b); both == either {
			return 0
		}
		return 1
	})(nil)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "nominal", got, 0.17721518987341778, 1e-9)
}
