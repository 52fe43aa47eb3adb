// Package agreement computes how far coders agree: coefficients with the paper
// and formula behind them, and intervals around them. It deals in numbers only
// and knows neither codes nor transcripts; which ratings are compared, on which
// units, is settled before they come here. A coefficient that is undefined is
// an error with a reason, never NaN and never 1.
//
// There are three questions, and each has its type: what coders said of units
// that were cut for all of them (Ratings, and Sets where a unit has several
// codes), and where on a continuum each of them marked what (Spans).
package agreement

import "errors"

var (
	// ErrNoUnits reports that there is nothing that coders judged together.
	ErrNoUnits = errors.New("there are no units to compare")

	// ErrNoVariation reports that the coefficient is 0/0, because all coders
	// gave every unit one and the same category: what they did tells chance
	// from skill in no way.
	ErrNoVariation = errors.New("all coders gave every unit the same one category")

	// ErrTwoCoders reports that a coefficient is one of two coders.
	ErrTwoCoders = errors.New("it is of two coders; of more see fleiss and alpha")

	// ErrOneCoder reports that nobody is there to agree with.
	ErrOneCoder = errors.New("there is one coder, and agreement takes two")

	// ErrOneCategory reports that there was nothing to choose between.
	ErrOneCategory = errors.New("there is one category, so nothing was chosen")
)

// corrected is what every coefficient that corrects for chance is made of:
//
//	1 - D_o / D_e
//
// where D_o is the disagreement that was seen and D_e what chance would have
// made; the coefficients differ in D_e alone, and in the unit.
func corrected(observed, expected fraction) (float64, error) {
	switch {
	case observed.of == 0:
		return 0, ErrNoUnits
	case expected.n == 0 || expected.of == 0:
		return 0, ErrNoVariation
	}
	return 1 - (observed.n*expected.of)/(observed.of*expected.n), nil
}

// fraction is a disagreement whose terms are whole numbers wherever weights are,
// so that it is rounded once: full agreement is 1 exactly, and that of a coder
// who never varies 0.
type fraction struct{ n, of float64 }

func (f fraction) value() float64 { return f.n / f.of }
