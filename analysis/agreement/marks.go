package agreement

// Of ratings that are marks, category 1 is that a coder put the code and category
// 0 that they did not.
const (
	unmarked = 0
	marked   = 1
)

// Fourfold counts units by what two coders said of one code.
type Fourfold struct {
	Both, OnlyFirst, OnlySecond, Neither int
}

// Fourfold returns the table of marks that two coders made. That of other ratings
// counts nothing.
func (r *Ratings) Fourfold() Fourfold { return r.all().fourfold() }

func (t tally) fourfold() Fourfold {
	var f Fourfold
	if t.Coders != 2 || t.Categories != 2 {
		return f
	}
	for i, n := range t.n {
		switch v := t.patterns[i].values; {
		case v[0] == marked && v[1] == marked:
			f.Both += n
		case v[0] == marked && v[1] == unmarked:
			f.OnlyFirst += n
		case v[0] == unmarked && v[1] == marked:
			f.OnlySecond += n
		case v[0] == unmarked && v[1] == unmarked:
			f.Neither += n
		}
	}
	return f
}

// The figures of marks alone. Positive is the share of one coder's marks that
// another made as well, averaged over any two: of two coders
//
//	2a / (2a + b + c)
//
// the coefficient of Dice (Measures of the amount of ecologic association between
// species, Ecology 26, 1945, 297-302), p_pos of Cicchetti and Feinstein (High
// agreement but low kappa: II, Journal of Clinical Epidemiology 43, 1990,
// 551-558), and the F1 score of either coder against the other. Negative is the
// same of units left unmarked. Prevalence and bias are the indexes of Byrt, Bishop
// and Carlin (Bias, prevalence and kappa, Journal of Clinical Epidemiology 46,
// 1993, 423-429): (a - d)/N and (b - c)/N.
var (
	Positive   = Coefficient{Name: "positive", Title: "Positive agreement", Source: "Dice 1945; Cicchetti and Feinstein 1990", of: specific(marked)}
	Negative   = Coefficient{Name: "negative", Title: "Negative agreement", Source: "Cicchetti and Feinstein 1990", of: specific(unmarked)}
	Prevalence = Coefficient{Name: "prevalence", Title: "Prevalence index", Source: "Byrt, Bishop and Carlin 1993", of: pairwise(index(func(f Fourfold) int { return f.Both - f.Neither }))}
	Bias       = Coefficient{Name: "bias", Title: "Bias index", Source: "Byrt, Bishop and Carlin 1993", of: pairwise(index(func(f Fourfold) int { return f.OnlyFirst - f.OnlySecond }))}
)

func specific(category int) func(tally) (float64, error) {
	return func(t tally) (float64, error) {
		if t.Coders < 2 {
			return 0, ErrOneCoder
		}
		shared, given := make([]float64, t.Coders+1), make([]float64, t.Coders+1) // by the number of values
		units := 0
		for i, n := range t.n {
			p := &t.patterns[i]
			if p.rated < 2 {
				continue
			}
			units += n
			for _, c := range p.counts {
				if c.what == category {
					shared[p.rated] += float64(n * c.n * (c.n - 1))
					given[p.rated] += float64(n * c.n)
				}
			}
		}
		if units == 0 {
			return 0, ErrNoUnits
		}
		of := fraction{}
		for rated := range given {
			if given[rated] > 0 {
				of.n += shared[rated]
				of.of += given[rated] * float64(rated-1)
			}
		}
		if of.of == 0 {
			return 0, ErrNoVariation
		}
		return of.value(), nil
	}
}

func index(of func(Fourfold) int) func(tally) (float64, error) {
	return func(t tally) (float64, error) {
		f := t.fourfold()
		units := f.Both + f.OnlyFirst + f.OnlySecond + f.Neither
		if units == 0 {
			return 0, ErrNoUnits
		}
		return float64(of(f)) / float64(units), nil
	}
}
