package agreement

import (
	"math"
	"testing"
)

// With both coders putting a code as often, the error of the intraclass kappa is that
// which Fleiss, Cohen and Everitt give for Cohen's.
func TestExpectedErrorIsThatOfKappa(t *testing.T) {
	t.Parallel()
	kappa, _ := Named(Nominal, "kappa")
	for _, tt := range []struct {
		p, kappa float64
		table    [][]int
	}{
		{0.3, 0.8, [][]int{{258, 42}, {42, 658}}},
		{0.5, 0.6, [][]int{{400, 100}, {100, 400}}},
		{0.1, 0.5, [][]int{{55, 45}, {45, 855}}},
		{0.2, 0, [][]int{{40, 160}, {160, 640}}},
	} {
		want, err := kappa.Analytic(crossed(tt.table))
		if err != nil || math.Abs(want.Value-tt.kappa) > 1e-9 {
			t.Fatalf("kappa %v of %v: %v", want.Value, tt.table, err)
		}
		got, err := ExpectedError(tt.kappa, tt.p, 1000)
		if err != nil || math.Abs(got-want.SE) > 0.002 {
			t.Errorf("%v, and Fleiss, Cohen and Everitt have %v (%v)", got, want.SE, err)
		}
	}
	for _, p := range []float64{0, 1, math.NaN()} {
		if _, err := ExpectedError(0.8, p, 100); err == nil {
			t.Errorf("an error of a code on a share %v", p)
		}
	}
}
