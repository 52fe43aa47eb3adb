package agreement

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// ratings gives back the units of a table of counts: rows are categories of one
// coder, columns those of the other.
func ratings(table [][]int) (a, b []string) {
	for i, row := range table {
		for j, n := range row {
			for range n {
				a, b = append(a, fmt.Sprint(i)), append(b, fmt.Sprint(j))
			}
		}
	}
	return a, b
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance || math.IsNaN(got) {
		t.Errorf("%s is %v, want %v ± %v", what, got, want, tolerance)
	}
}

// Tolerances are those of the printed decimals.
func TestKappaAsPublished(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source    string
		table     [][]int
		kappa     float64
		tolerance float64
	}{
		{"Cohen 1960, p. 45", [][]int{{88, 14, 18}, {10, 40, 10}, {2, 6, 12}}, .492, .0005},
		{"Brennan and Prediger 1981, p. 689", [][]int{{50, 0, 0}, {10, 10, 10}, {20, 0, 0}}, .27, .005},
		{"Krippendorff, Content Analysis, 2004, p. 246, equal margins", [][]int{{12, 9, 9}, {9, 14, 9}, {9, 9, 20}}, .186, .0005},
		{"Artstein and Poesio 2008, p. 558", [][]int{{20, 10}, {20, 50}}, .348, .0005},
		{"Artstein and Poesio 2008, p. 568", [][]int{{46, 0, 0}, {6, 32, 6}, {0, 0, 10}}, .8013, .00005},
	} {
		a, b := ratings(tt.table)
		got, err := Kappa(a, b)
		if err != nil {
			t.Errorf("%s: %v", tt.source, err)
			continue
		}
		near(t, tt.source, got, tt.kappa, tt.tolerance)
	}
}

// Artstein and Poesio, Inter-coder agreement for computational linguistics,
// Computational Linguistics 34, 2008, p. 558.
func TestFourfoldOfArtsteinPoesio2008(t *testing.T) {
	t.Parallel()
	f := Fourfold{Both: 20, OnlyA: 10, OnlyB: 20, Neither: 50}
	for _, tt := range []struct {
		what      string
		statistic func(Fourfold) (float64, error)
		want      float64
	}{
		{"observed agreement", Fourfold.Observed, .7},
		{"expected agreement", Fourfold.Expected, .54},
		{"kappa", Fourfold.Kappa, .348},
	} {
		got, err := tt.statistic(f)
		if err != nil {
			t.Fatal(err)
		}
		near(t, tt.what, got, tt.want, .0005)
	}
}

// The manual of NVivo (Run a Coding Comparison query) has 50 characters that
// both coded, 150 that one did and 800 that neither did, and calls that 85
// percent. Of what the coders marked they share far less.
func TestAgreementOnTheUncodedIsNotAgreementOnTheCoded(t *testing.T) {
	t.Parallel()
	f := Fourfold{Both: 50, OnlyA: 100, OnlyB: 50, Neither: 800}
	observed, _ := f.Observed()
	near(t, "observed agreement", observed, .85, 1e-12)
	positive, _ := f.Positive()
	near(t, "positive agreement", positive, 100./250, 1e-12)
	negative, _ := f.Negative()
	near(t, "negative agreement", negative, 1600./1750, 1e-12)
}

type vector struct {
	ID        string
	Statistic string
	Input     struct {
		Type    string
		Table   [][]int
		Ratings [][]any
		Both    int
		OneOnly int `json:"one_only"`
		Neither int
	}
	Expected    map[string]any
	Tolerance   float64
	ToleranceBy map[string]float64 `json:"tolerance_by_key"`
}

func (v vector) units() (a, b []string, ok bool) {
	switch v.Input.Type {
	case "contingency":
		a, b = ratings(v.Input.Table)
	case "char_2x2":
		a, b = ratings([][]int{{v.Input.Neither, v.Input.OneOnly}, {0, v.Input.Both}})
	case "matrix":
		if len(v.Input.Ratings) != 2 {
			return nil, nil, false
		}
		for i := range v.Input.Ratings[0] {
			a, b = append(a, fmt.Sprint(v.Input.Ratings[0][i])), append(b, fmt.Sprint(v.Input.Ratings[1][i]))
		}
	default:
		return nil, nil, false
	}
	return a, b, true
}

// TestPublishedVectors compares with every value of kappa and observed
// agreement between two coders in the folder of reference vectors, where there
// is one beside GROUNDED_SAMPLES.
func TestPublishedVectors(t *testing.T) {
	t.Parallel()
	samples := os.Getenv("GROUNDED_SAMPLES")
	if samples == "" {
		t.Skip("GROUNDED_SAMPLES is not set")
	}
	folder := filepath.Join(samples, "..", "reference", "vectors")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("there are no vectors beside GROUNDED_SAMPLES")
	}
	compared := 0
	for _, file := range []string{"two_coder.json", "edge_cases.json"} {
		src, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}
		var all struct{ Vectors []vector }
		if err := json.Unmarshal(src, &all); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, v := range all.Vectors {
			compared += v.compare(t)
		}
	}
	if compared < 25 {
		t.Errorf("only %d values were compared", compared)
	}
}

// compare checks the values of a vector that this package computes, and returns
// how many those are.
func (v vector) compare(t *testing.T) int {
	a, b, ok := v.units()
	if !ok || strings.Contains(v.Statistic, "weight") {
		return 0
	}
	marksA, marksB := make([]bool, len(a)), make([]bool, len(b))
	for i := range a {
		marksA[i], marksB[i] = true, a[i] == b[i]
	}
	agree, err := Count(marksA, marksB)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for key, expected := range v.Expected {
		var got float64
		var err error
		switch {
		case key == "kappa", key == "value" && strings.HasSuffix(v.ID, "-cohen"):
			got, err = Kappa(a, b)
		case key == "pa", key == "percent_agreement", key == "value" && strings.HasSuffix(v.ID, "-pa"):
			got, err = agree.Observed()
		default:
			continue
		}
		compared++
		tolerance := v.Tolerance
		if special, ok := v.ToleranceBy[key]; ok {
			tolerance = special
		}
		want, defined := expected.(float64)
		switch {
		case !defined && !errors.Is(err, ErrNoUnits) && !errors.Is(err, ErrNoVariation):
			t.Errorf("%s: %s is %v with error %v, want it undefined with a reason", v.ID, key, got, err)
		case defined && err != nil:
			t.Errorf("%s: %s: %v", v.ID, key, err)
		case defined:
			near(t, v.ID+" "+key, got, want, tolerance)
		}
	}
	return compared
}
