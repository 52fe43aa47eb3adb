package agreement

import "fmt"

// Measure says what may be read from the categories of a rating: that they
// differ, their order, their distance, or their ratio.
type Measure string

// The measures that Krippendorff's alpha has a distance for.
const (
	Nominal  Measure = "nominal"
	Ordinal  Measure = "ordinal"
	Interval Measure = "interval"
	Ratio    Measure = "ratio"
)

// Coefficient is a figure of how far coders agree on units.
type Coefficient struct {
	Name   string // what scripts call it
	Title  string // what people do
	Source string // where it is defined

	Weighted bool // it takes categories for ordered

	of      func(tally) (float64, error)
	moments func(tally) (moments, error) // nil where no standard error was published
	least   func(tally) float64          // what it cannot be below; nil for -1
}

// Of returns the coefficient of ratings.
func (c Coefficient) Of(r *Ratings) (float64, error) { return c.of(r.all()) }

// Coefficients returns all coefficients of ratings of a measure, those that say
// most first. Of two coders kappa and pi are defined, of any number the others.
// Weighted ones take categories for ordered.
func Coefficients(m Measure) []Coefficient {
	return []Coefficient{
		alphaOf(m),
		{Name: "kappa", Title: "Cohen's kappa", Source: "Cohen 1960", of: pairwise(cohen(nil)), moments: pairOnly(cohenMoments(nil))},
		{Name: "fleiss", Title: "Fleiss's kappa", Source: "Fleiss 1971; Gwet 2014 where values are missing", of: by(tally.pooled, nil), moments: pooledMoments(nil)},
		{Name: "pi", Title: "Scott's pi", Source: "Scott 1955", of: pairwise(scott), moments: pairOnly(pooledMoments(nil))},
		{Name: "brennan-prediger", Title: "Brennan and Prediger's kappa", Source: "Brennan and Prediger 1981; Randolph 2005", of: by(tally.uniform, nil), moments: uniformMoments(nil), least: leastBy(nil)},
		{Name: "ac1", Title: "Gwet's AC1", Source: "Gwet 2008", of: by(tally.trivial, nil), moments: trivialMoments(nil), least: leastBy(nil)},
		{Name: "kappa-linear", Weighted: true, Title: "Cohen's kappa, linear weights", Source: "Cohen 1968; Cicchetti and Allison 1971", of: pairwise(cohen(linear)), moments: pairOnly(cohenMoments(linear))},
		{Name: "kappa-quadratic", Weighted: true, Title: "Cohen's kappa, quadratic weights", Source: "Cohen 1968; Fleiss and Cohen 1973", of: pairwise(cohen(quadratic)), moments: pairOnly(cohenMoments(quadratic))},
		{Name: "ac2-linear", Weighted: true, Title: "Gwet's AC2, linear weights", Source: "Gwet 2014", of: by(tally.trivial, linear), moments: trivialMoments(linear), least: leastBy(linear)},
		{Name: "ac2-quadratic", Weighted: true, Title: "Gwet's AC2, quadratic weights", Source: "Gwet 2014", of: by(tally.trivial, quadratic), moments: trivialMoments(quadratic), least: leastBy(quadratic)},
		{Name: "kappa-max", Title: "Greatest kappa these margins allow", Source: "Cohen 1960", of: pairwise(greatest)},
		{Name: "percent", Title: "Agreement of any two coders", Source: "Fleiss 1971; Gwet 2014 where values are missing", of: percent, moments: percentMoments, least: leastShare},
		{Name: "percent-all", Title: "Agreement of all coders", Source: "", of: percentAll},
	}
}

// Named returns the coefficient of a measure that has a name.
func Named(m Measure, name string) (Coefficient, bool) {
	for _, c := range Coefficients(m) {
		if c.Name == name {
			return c, true
		}
	}
	return Coefficient{}, false
}

func alphaOf(m Measure) Coefficient {
	c := Coefficient{Name: "alpha", Title: "Krippendorff's alpha", Source: "Krippendorff 2004"}
	switch m {
	case Ordinal:
		c.of, c.Title = alpha(ordinal), "Krippendorff's alpha, ordinal"
	case Interval:
		c.of, c.Title = alpha(interval), "Krippendorff's alpha, interval"
	case Ratio:
		c.of, c.Title = alpha(ratio), "Krippendorff's alpha, ratio"
	default:
		c.of = alpha(nominal)
	}
	return c
}

// by makes a coefficient of what it expects.
func by(expected func(tally, distance) fraction, d distance) func(tally) (float64, error) {
	return func(t tally) (float64, error) {
		switch {
		case t.Coders < 2:
			return 0, ErrOneCoder
		case t.Categories < 2:
			return 0, ErrOneCategory
		}
		return corrected(t.observed(d), expected(t, d))
	}
}

// leastBy returns the least of the coefficients whose expectation is at most that of
// categories that are all as likely: what they are where no two values agree.
func leastBy(d distance) func(tally) float64 {
	return func(t tally) float64 { return 1 - 1/t.uniform(d).value() }
}

func leastShare(tally) float64 { return 0 }

// pairwise makes a coefficient one of two coders.
func pairwise(of func(tally) (float64, error)) func(tally) (float64, error) {
	return func(t tally) (float64, error) {
		switch {
		case t.Coders < 2:
			return 0, ErrOneCoder
		case t.Coders > 2:
			return 0, ErrTwoCoders
		}
		return of(t)
	}
}

// cohen is Cohen's kappa (A coefficient of agreement for nominal scales,
// Educational and Psychological Measurement 20, 1960, 37-46, formula 1), weighted
// where there is a distance.
func cohen(d distance) func(tally) (float64, error) {
	return func(t tally) (float64, error) { return corrected(t.between(0, 1, d)) }
}

// scott is Scott's pi (Reliability of content analysis, Public Opinion Quarterly
// 19, 1955, 321-325), on units that both coders judged.
func scott(t tally) (float64, error) {
	observed, _ := t.between(0, 1, nil)
	left, right, units := t.own(0, 1)
	both := make([]float64, t.Categories)
	for k := range both {
		both[k] = left[k] + right[k]
	}
	return corrected(observed, fraction{t.apart(both, both, nil), 4 * units * units})
}

// greatest is the kappa that coders with these margins would reach if they agreed
// wherever they can (Cohen 1960, p. 42).
func greatest(t tally) (float64, error) {
	_, expected := t.between(0, 1, nil)
	left, right, units := t.own(0, 1)
	most := 0.
	for k := range left {
		most += min(left[k], right[k])
	}
	return corrected(fraction{units - most, units}, expected)
}

func percent(t tally) (float64, error) {
	if t.Coders < 2 {
		return 0, ErrOneCoder
	}
	observed := t.observed(nil)
	if observed.of == 0 {
		return 0, ErrNoUnits
	}
	return (observed.of - observed.n) / observed.of, nil
}

// percentAll is the share of the units that two coders at least judged on which
// all who did gave the same value.
func percentAll(t tally) (float64, error) {
	if t.Coders < 2 {
		return 0, ErrOneCoder
	}
	same, units := 0, 0
	for i, n := range t.n {
		if p := &t.patterns[i]; p.rated >= 2 {
			units += n
			if len(p.counts) == 1 {
				same += n
			}
		}
	}
	if units == 0 {
		return 0, ErrNoUnits
	}
	return float64(same) / float64(units), nil
}

// Conger returns the kappa of several coders that expects of any two of them what
// Cohen's does (Conger, Integration and generalization of kappas for multiple
// raters, Psychological Bulletin 88, 1980, 322-328): agreement is that of Fleiss,
// and what chance makes of it the mean over pairs of coders.
var Conger = Coefficient{Name: "conger", Title: "Conger's kappa", Source: "Conger 1980; Gwet 2014 where values are missing", of: func(t tally) (float64, error) {
	if t.Coders < 2 {
		return 0, ErrOneCoder
	}
	shares := make([][]float64, t.Coders)
	for coder := range shares {
		own, units := make([]float64, t.Categories), 0.
		for i, n := range t.n {
			if v := t.patterns[i].values[coder]; v != Missing {
				own[v] += float64(n)
				units += float64(n)
			}
		}
		if units == 0 {
			return 0, fmt.Errorf("coder %d judged nothing", coder+1)
		}
		for k := range own {
			own[k] /= units
		}
		shares[coder] = own
	}
	sum, pairs := 0., 0.
	for a := range shares {
		for b := range a {
			sum += t.apart(shares[a], shares[b], nil)
			pairs++
		}
	}
	return corrected(t.observed(nil), fraction{sum, pairs})
}}

// Light returns the mean of Cohen's kappa over all pairs of coders (Light,
// Measures of response agreement for qualitative data, Psychological Bulletin 76,
// 1971, 365-377). It is undefined when that of one pair is.
var Light = Coefficient{Name: "light", Title: "Light's kappa", Source: "Light 1971", of: func(t tally) (float64, error) {
	if t.Coders < 2 {
		return 0, ErrOneCoder
	}
	sum, pairs := 0., 0.
	for a := range t.Coders {
		for b := range a {
			kappa, err := corrected(t.between(b, a, nil))
			if err != nil {
				return 0, fmt.Errorf("coders %d and %d: %w", b+1, a+1, err)
			}
			sum += kappa
			pairs++
		}
	}
	return sum / pairs, nil
}}

// PerCategory returns Fleiss's kappa of one category against all others together
// (Fleiss 1971, p. 380).
func (r *Ratings) PerCategory(category int) (float64, error) {
	marks := &Ratings{Coders: r.Coders, Categories: 2}
	for _, p := range r.patterns {
		values := make([]int, len(p.values))
		for i, v := range p.values {
			switch v {
			case Missing:
				values[i] = Missing
			case category:
				values[i] = 1
			}
		}
		marks.pattern(values)
	}
	marks.groups = r.groups
	return by(tally.pooled, nil)(marks.all())
}

// Pooled returns kappa over several codes as one figure: the mean over codes of
// observed agreement, corrected by the mean of what is expected (De Vries, Elliott,
// Kanouse and Teleki, Using pooled kappa to summarize interrater agreement across
// many items, Field Methods 20, 2008, 272-282). It is that of Cohen for two coders
// and of Fleiss for more.
func (d Draws) Pooled(codes []*Ratings) Series {
	var whole pooled
	drawn := make([]pooled, len(d.weights))
	for _, r := range codes {
		whole.add(r.drawn(d.whole, nil))
		draw := 0
		r.eachDraw(d, func(t tally) {
			drawn[draw].add(t)
			draw++
		})
	}
	out := Series{groups: d.Groups, drawn: make([]float64, 0, len(drawn))}
	out.Value, out.Undefined = whole.kappa()
	for _, p := range drawn {
		out.draw(p.kappa())
	}
	return out
}

// pooled is what is observed and expected over codes.
type pooled struct {
	observed, expected fraction
	empty              bool // a code has no unit
}

func (p *pooled) add(t tally) {
	o, e := t.observed(nil), t.pooled(nil)
	if t.Coders == 2 {
		o, e = t.between(0, 1, nil)
	}
	if o.of == 0 {
		p.empty = true
		return
	}
	p.observed.n, p.observed.of = p.observed.n+o.value(), p.observed.of+1
	p.expected.n, p.expected.of = p.expected.n+e.value(), p.expected.of+1
}

func (p pooled) kappa() (float64, error) {
	if p.empty {
		return 0, ErrNoUnits
	}
	return corrected(p.observed, p.expected)
}
