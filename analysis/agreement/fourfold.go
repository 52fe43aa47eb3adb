// Package agreement computes how far coders agree: coefficients with the paper
// and formula behind them, and intervals around them. It deals in numbers only
// and knows neither codes nor transcripts; which ratings are compared, on which
// units, is settled before they come here. A coefficient that is undefined is
// an error with a reason, never NaN and never 1.
package agreement

import (
	"errors"
	"fmt"
)

var (
	// ErrNoUnits reports that there is nothing that both coders judged.
	ErrNoUnits = errors.New("there are no units to compare")

	// ErrNoVariation reports that the coefficient is 0/0, because both coders
	// gave every unit one and the same category: what they did tells chance
	// from skill in no way.
	ErrNoVariation = errors.New("both coders gave every unit the same one category")
)

// Fourfold counts units by what two coders said of one category: that it
// applies or that it does not. Counts are not negative, and their sum is below
// 2³¹, so that products of two are exact.
type Fourfold struct {
	Both    int // a: both coders say that it applies
	OnlyA   int // b
	OnlyB   int // c
	Neither int // d
}

// Count crosses the judgements of two coders, one for each unit in the same
// order.
func Count(a, b []bool) (Fourfold, error) {
	if err := paired(len(a), len(b)); err != nil {
		return Fourfold{}, err
	}
	var f Fourfold
	for i := range a {
		f.add(a[i], b[i])
	}
	return f, nil
}

// CountBy crosses judgements apart for each cluster that units come from, such
// as a transcript. The tables are in the order in which clusters first appear.
func CountBy[C comparable](cluster []C, a, b []bool) ([]Fourfold, error) {
	if err := paired(len(a), len(b)); err != nil {
		return nil, err
	}
	if len(cluster) != len(a) {
		return nil, fmt.Errorf("%d units have %d clusters; each has one", len(a), len(cluster))
	}
	var tables []Fourfold
	place := map[C]int{}
	at := -1
	for i := range a {
		if i == 0 || cluster[i] != cluster[i-1] {
			known := false
			if at, known = place[cluster[i]]; !known {
				at = len(tables)
				place[cluster[i]] = at
				tables = append(tables, Fourfold{})
			}
		}
		tables[at].add(a[i], b[i])
	}
	return tables, nil
}

func paired(a, b int) error {
	if a != b {
		return fmt.Errorf("one coder judged %d units and the other %d; only units that both judged can be compared", a, b)
	}
	return nil
}

func (f *Fourfold) add(a, b bool) {
	switch {
	case a && b:
		f.Both++
	case a:
		f.OnlyA++
	case b:
		f.OnlyB++
	default:
		f.Neither++
	}
}

// Plus returns the counts of f and g together.
func (f Fourfold) Plus(g Fourfold) Fourfold {
	return Fourfold{f.Both + g.Both, f.OnlyA + g.OnlyA, f.OnlyB + g.OnlyB, f.Neither + g.Neither}
}

// Units returns the number of units.
func (f Fourfold) Units() int { return f.Both + f.OnlyA + f.OnlyB + f.Neither }

// Observed returns observed or "percent" agreement, as a share of 1:
//
//	(a + d) / (a + b + c + d)
//
// It takes units that neither coder marked for agreement, and so is high for
// every rare category. It is undefined without units.
func (f Fourfold) Observed() (float64, error) {
	return share(f.Both+f.Neither, f.Units(), ErrNoUnits)
}

// Positive returns positive specific agreement, the share of one coder's marks
// that the other made as well, averaged over the two:
//
//	2a / (2a + b + c)
//
// It is the coefficient of Dice (Measures of the amount of ecologic association
// between species, Ecology 26, 1945, 297-302), p_pos of Cicchetti and Feinstein
// (High agreement but low kappa: II, Journal of Clinical Epidemiology 43, 1990,
// 551-558) and the F1 score of either coder against the other. It is undefined
// when neither coder marked a unit.
func (f Fourfold) Positive() (float64, error) {
	if f.Units() == 0 {
		return 0, ErrNoUnits
	}
	return share(2*f.Both, 2*f.Both+f.OnlyA+f.OnlyB, ErrNoVariation)
}

// Negative returns negative specific agreement, p_neg of Cicchetti and
// Feinstein (1990, see [Fourfold.Positive]):
//
//	2d / (2d + b + c)
//
// It is undefined when both coders marked every unit.
func (f Fourfold) Negative() (float64, error) {
	if f.Units() == 0 {
		return 0, ErrNoUnits
	}
	return share(2*f.Neither, 2*f.Neither+f.OnlyA+f.OnlyB, ErrNoVariation)
}

// Kappa returns Cohen's kappa, see [Kappa].
func (f Fourfold) Kappa() (float64, error) {
	return kappa(f.Units(), f.Both+f.Neither, f.chance())
}

// Expected returns the agreement that Cohen's kappa expects by chance, see
// [Kappa]. It is undefined without units.
func (f Fourfold) Expected() (float64, error) {
	return share(f.chance(), f.Units()*f.Units(), ErrNoUnits)
}

// chance returns the sum over both categories of the product of the margins.
func (f Fourfold) chance() int {
	return (f.Both+f.OnlyA)*(f.Both+f.OnlyB) + (f.OnlyB+f.Neither)*(f.OnlyA+f.Neither)
}

func share(part, whole int, undefined error) (float64, error) {
	if whole == 0 {
		return 0, undefined
	}
	return float64(part) / float64(whole), nil
}
