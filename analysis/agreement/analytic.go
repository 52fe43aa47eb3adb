package agreement

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// moments is what a standard error by the delta method is made of: to each
// pattern what a unit of it adds to the coefficient.
type moments struct {
	by    []float64 // by pattern
	units float64
	value float64
}

// ErrNoFormula reports that no standard error of a coefficient was published that
// its own authors agree on.
var ErrNoFormula = errors.New("no standard error of it was published; draw for one")

// Analytic returns the standard error of a coefficient and the interval of 95
// percent that it makes with Student's t of one degree of freedom less than there
// are units, cut off at 1 and at the least that the coefficient can be. An error of 0,
// as of full agreement, makes no interval. Units are taken for independent of one
// another. For
// kappa the error is that of Fleiss, Cohen and Everitt (Large sample standard errors
// of kappa and weighted kappa, Psychological Bulletin 72, 1969, 323-327); for the
// others of Gwet (Computing inter-rater reliability and its variance in the
// presence of high agreement, British Journal of Mathematical and Statistical
// Psychology 61, 2008, 29-48; Handbook, 2014), who divides by the units for two
// coders and by one less for more.
func (c Coefficient) Analytic(r *Ratings) (Estimate, error) {
	t := r.all()
	value, err := c.of(t)
	e := Estimate{Value: value, Undefined: err}
	switch {
	case err != nil:
		return e, err
	case c.moments == nil:
		return e, ErrNoFormula
	}
	m, err := c.moments(t)
	if err != nil {
		return e, err
	}
	if m.units < 2 {
		return e, ErrNoUnits
	}
	se := m.error(t)
	student := distuv.StudentsT{Sigma: 1, Nu: m.units - 1}
	reach := student.Quantile(.975) * se
	if 2*reach < narrowest {
		e.Open = ErrNoSpread
		return e, nil
	}
	least := -1.
	if c.least != nil {
		least = c.least(t)
	}
	e.SE, e.Low, e.High = se, max(least, value-reach), min(1, value+reach)
	return e, nil
}

func (m moments) error(t tally) float64 {
	mean, squares := 0., 0.
	for i, n := range t.n {
		mean += float64(n) * m.by[i]
	}
	mean /= m.units
	for i, n := range t.n {
		squares += float64(n) * (m.by[i] - mean) * (m.by[i] - mean)
	}
	of := m.units
	if t.Coders > 2 {
		of--
	}
	return math.Sqrt(squares / of / m.units)
}

func pairOnly(of func(tally) (moments, error)) func(tally) (moments, error) {
	return func(t tally) (moments, error) {
		if t.Coders != 2 {
			return moments{}, ErrTwoCoders
		}
		return of(t)
	}
}

// likeness is 1 less a distance.
func (t tally) likeness(k, l int, d distance) float64 {
	switch {
	case k == l:
		return 1
	case d == nil:
		return 0
	}
	return 1 - d(t, k, l)
}

func cohenMoments(d distance) func(tally) (moments, error) {
	return func(t tally) (moments, error) {
		observed, expected := t.between(0, 1, d)
		value, err := corrected(observed, expected)
		if err != nil {
			return moments{}, err
		}
		left, right, units := t.own(0, 1)
		byLeft, byRight := make([]float64, t.Categories), make([]float64, t.Categories) // mean likeness to what the other gave
		for k := range byLeft {
			for l := range byRight {
				byLeft[k] += t.likeness(k, l, d) * right[l] / units
				byRight[l] += t.likeness(k, l, d) * left[k] / units
			}
		}
		m := moments{by: make([]float64, len(t.n)), units: units, value: value}
		for i := range t.n {
			a, b := t.patterns[i].values[0], t.patterns[i].values[1]
			if a == Missing || b == Missing {
				return moments{}, errMissing
			}
			m.by[i] = (t.likeness(a, b, d) - (1-value)*(byLeft[a]+byRight[b])) / expected.value()
		}
		return m, nil
	}
}

var errMissing = errors.New("no standard error of it was published for missing values; draw for one")

// gwet makes the moments of a coefficient that expects the same of every coder,
// from what a unit adds to that expectation.
func gwet(d distance, expect func(tally, distance) fraction, adds func(t tally, p *pattern, shares []float64) float64, steep float64) func(tally) (moments, error) {
	return func(t tally) (moments, error) {
		value, err := by(expect, d)(t)
		if err != nil {
			return moments{}, err
		}
		chance := 1 - expect(t, d).value()
		counts, total := t.margins()
		for k := range counts {
			counts[k] /= total
		}
		units, paired := 0., 0.
		for i, n := range t.n {
			if t.patterns[i].rated > 0 {
				units += float64(n)
			}
			if t.patterns[i].rated > 1 {
				paired += float64(n)
			}
		}
		m := moments{by: make([]float64, len(t.n)), units: units, value: value}
		for i := range t.n {
			p := &t.patterns[i]
			if p.rated == 0 {
				continue
			}
			if p.rated > 1 {
				agreed := 1 - t.disagreeing(p, d)/float64(p.rated*(p.rated-1))
				m.by[i] = units / paired * (agreed - chance) / (1 - chance)
			}
			m.by[i] -= steep * (1 - value) * (adds(t, p, counts) - chance) / (1 - chance)
		}
		return m, nil
	}
}

func pooledMoments(d distance) func(tally) (moments, error) {
	return gwet(d, tally.pooled, func(t tally, p *pattern, shares []float64) float64 {
		sum := 0.
		for _, c := range p.counts {
			for l, share := range shares {
				sum += float64(c.n) * share * t.likeness(c.what, l, d)
			}
		}
		return sum / float64(p.rated)
	}, 2)
}

func trivialMoments(d distance) func(tally) (moments, error) {
	return gwet(d, tally.trivial, func(t tally, p *pattern, shares []float64) float64 {
		q := float64(t.Categories)
		alike := q
		if d != nil {
			alike = q*q - t.spread(d)
		}
		sum := 0.
		for _, c := range p.counts {
			sum += float64(c.n) * (1 - shares[c.what])
		}
		return alike / (q * (q - 1)) * sum / float64(p.rated)
	}, 2)
}

func uniformMoments(d distance) func(tally) (moments, error) {
	return gwet(d, tally.uniform, func(tally, *pattern, []float64) float64 { return 0 }, 0)
}

func percentMoments(t tally) (moments, error) {
	value, err := percent(t)
	if err != nil {
		return moments{}, err
	}
	m := moments{by: make([]float64, len(t.n)), value: value}
	paired := 0.
	for i, n := range t.n {
		if t.patterns[i].rated > 0 {
			m.units += float64(n)
		}
		if t.patterns[i].rated > 1 {
			paired += float64(n)
		}
	}
	for i := range t.n {
		if p := &t.patterns[i]; p.rated > 1 {
			m.by[i] = m.units / paired * (1 - t.disagreeing(p, nil)/float64(p.rated*(p.rated-1)))
		}
	}
	return m, nil
}
