package agreement

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// vector is published values as GROUNDED_VECTORS, a folder, has them: a file a
// family.
type vector struct {
	ID    string
	Input struct {
		Type    string
		Table   [][]int
		Counts  [][]int
		Ratings [][]any
	}
	Expected       map[string]any
	Tolerance      float64
	ToleranceByKey map[string]float64 `json:"tolerance_by_key"`
	Params         struct{ Weights, Metric string }
}

func vectorsOf(t *testing.T, family string) []vector {
	t.Helper()
	folder := os.Getenv("GROUNDED_VECTORS")
	if folder == "" {
		t.Skip("GROUNDED_VECTORS names no folder of published values")
	}
	src, err := os.ReadFile(filepath.Join(folder, family+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Vectors []vector }
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	return file.Vectors
}

func (v vector) ratings(t *testing.T) *Ratings {
	switch v.Input.Type {
	case "contingency":
		return crossed(v.Input.Table)
	case "unit_category_counts":
		return counted(v.Input.Counts)
	case "matrix":
		var numbers []float64
		var words []string
		for _, coder := range v.Input.Ratings {
			for _, value := range coder {
				switch value := value.(type) {
				case float64:
					numbers = append(numbers, value)
				case string:
					words = append(words, value)
				}
			}
		}
		slices.Sort(numbers)
		numbers = slices.Compact(numbers)
		slices.Sort(words)
		words = slices.Compact(words)
		if len(numbers) > 0 && len(words) > 0 {
			t.Fatalf("%s: words and numbers", v.ID)
		}
		coders := make([][]int, len(v.Input.Ratings))
		for i, coder := range v.Input.Ratings {
			for _, value := range coder {
				at := Missing
				switch value := value.(type) {
				case float64:
					at = slices.Index(numbers, value)
				case string:
					at = slices.Index(words, value)
				}
				coders[i] = append(coders[i], at)
			}
		}
		return judged(numbers, coders)
	}
	return nil
}

// What the keys of published values are called here.
var keys = map[string]string{
	"pa": "percent", "percent_agreement": "percent", "all_agree": "percent-all",
	"bennett_s": "brennan-prediger", "bp": "brennan-prediger", "randolph": "brennan-prediger",
	"scott_pi": "pi", "gwet_ac1": "ac1", "ac": "ac1", "ac1": "ac1", "ac2": "ac2-quadratic", "kappa_max": "kappa-max",
	"kappa": "kappa", "fleiss": "fleiss", "alpha": "alpha", "nominal": "alpha", "ordinal": "alpha ordinal", "interval": "alpha interval", "ratio": "alpha ratio",
	"conger_exact": "conger", "light": "light",
}

// Every published value of ratings that has a counterpart here.
func TestVectorsOfRatings(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, family := range []string{"two_coder", "multi_coder", "krippendorff_alpha", "edge_cases"} {
		for _, v := range vectorsOf(t, family) {
			r := v.ratings(t)
			if r == nil || v.Params.Weights != "" && v.Params.Weights != "unweighted" {
				continue
			}
			for key, want := range v.Expected {
				name := keys[key]
				if name == "" || v.ID == "ap2008-ex2-weighted" || key == "pa" && v.ID[:6] == "irrcac" {
					continue // weights of their own; alpha's own observed agreement
				}
				if name == "kappa" && r.Coders > 2 {
					name = "fleiss"
				}
				tolerance := v.Tolerance
				if by, ok := v.ToleranceByKey[key]; ok {
					tolerance = by
				}
				f := figure{name, math.Inf(1), tolerance}
				if number, ok := want.(float64); ok {
					f.want = number
				}
				t.Run(fmt.Sprint(v.ID, " ", key), func(t *testing.T) { published{r, []figure{f}}.check(t) })
				checked++
			}
		}
	}
	t.Logf("%d values", checked)
}
