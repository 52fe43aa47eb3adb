package cooccurrence

import (
	"math"
	"testing"
)

// The manual of ATLAS.ti 22 for Windows, Code Co-occurrence Coefficient: 100 quotations
// with one code, 10 with another and 5 co-occurrences make 5/105 = 0.048.
func TestCAsPublished(t *testing.T) {
	b := Body{Codes: []Code{{Codings: 100}, {Codings: 10}}}
	got, ok := b.C(Pair{A: 0, B: 1, Count: 5, AMet: 5, BMet: 5})
	if !ok || math.Round(got*1000) != 48 {
		t.Errorf("c is %v, %v", got, ok)
	}
}

func TestMeasures(t *testing.T) {
	b := Body{Codes: []Code{{Codings: 4, Units: 30}, {Codings: 2, Units: 10}, {Codings: 1}, {Codings: 1}}}
	for _, c := range []struct {
		name       string
		p          Pair
		c, jaccard float64 // -1 when undefined
		ofA, ofB   float64
		alike      float64
	}{
		{"some", Pair{A: 0, B: 1, Count: 2, AMet: 1, BMet: 2, Units: 8}, 0.5, 0.25, 0.25, 1, 0.5},
		{"never", Pair{A: 0, B: 1}, 0, 0, 0, 0, 0},
		{"always", Pair{A: 2, B: 3, Count: 1, AMet: 1, BMet: 1}, 1, -1, 1, 1, 1},
		{"c would be more than 1", Pair{A: 0, B: 1, Count: 4, AMet: 4, BMet: 1, Units: 10}, -1, 1.0 / 3, 1, 0.5, 5.0 / 6},
		{"c would divide by 0", Pair{A: 0, B: 1, Count: 6, AMet: 4, BMet: 2, Units: 10}, -1, 1.0 / 3, 1, 1, 1},
		{"c would be negative", Pair{A: 0, B: 1, Count: 8, AMet: 4, BMet: 2, Units: 10}, -1, 1.0 / 3, 1, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			orNone := func(v float64, ok bool) float64 {
				if !ok {
					return -1
				}
				return v
			}
			ofA, ofB := b.Given(c.p)
			got := []float64{orNone(b.C(c.p)), orNone(b.Jaccard(c.p)), ofA, ofB, b.Alike(c.p)}
			want := []float64{c.c, c.jaccard, c.ofA, c.ofB, c.alike}
			for i := range want {
				if math.Abs(got[i]-want[i]) > 1e-12 {
					t.Fatalf("%v, want %v", got, want)
				}
			}
		})
	}
}

// Of 30 units with one code and 10 with another 8 have both: 8 / √300. Where there are no
// units, as by distance, there is no cosine.
func TestCosine(t *testing.T) {
	b := Body{Codes: []Code{{Units: 30}, {Units: 10}, {}}}
	if got, ok := b.Cosine(Pair{A: 0, B: 1, Units: 8}); !ok || math.Abs(got-8/math.Sqrt(300)) > 1e-12 {
		t.Errorf("the cosine is %v, %v", got, ok)
	}
	if got, ok := b.Cosine(Pair{A: 0, B: 1, Units: 10}); !ok || math.Abs(got-1/math.Sqrt(3)) > 1e-12 {
		t.Errorf("of one within the other it is %v, %v", got, ok)
	}
	if _, ok := b.Cosine(Pair{A: 0, B: 2}); ok {
		t.Error("there is a cosine of nothing")
	}
}
