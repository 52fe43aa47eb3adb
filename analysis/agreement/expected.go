package agreement

import (
	"errors"
	"math"
)

// ExpectedError returns the standard error to expect of kappa when two coders, each of
// whom put a code on a share p of n units, agree to the extent of kappa: what tells
// how many units are needed. It is the large-sample error of the intraclass kappa
// (Bloch and Kraemer, 2x2 kappa coefficients: measures of agreement or association,
// Biometrics 45, 1989, 269-287), for units that are independent of each other; units
// that go together, as turns of a transcript do, make it larger. A code on no unit, or
// on all of them, is an error.
func ExpectedError(kappa, p float64, n int) (float64, error) {
	if !(p > 0 && p < 1) || n < 1 {
		return 0, errors.New("a code on no unit, or on every unit, says nothing of agreement")
	}
	v := (1 - kappa) / float64(n) * ((1-kappa)*(1-2*kappa) + kappa*(2-kappa)/(2*p*(1-p)))
	return math.Sqrt(max(v, 0)), nil
}
