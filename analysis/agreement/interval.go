package agreement

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

const (
	// fewestClusters is how many clusters can stand for those they were taken
	// from; with fewer, units are drawn.
	fewestClusters = 5

	// fewestDraws is how many draws the percentiles of 2.5 and 97.5 need to be
	// other than the extremes.
	fewestDraws = 79
)

// Resample is a number of bootstrap draws of the same ratings. Any number of
// statistics can be taken of it, so that they rest on the same draws.
type Resample struct {
	Clusters int  // that hold a unit
	ByUnit   bool // units were drawn, there being fewer than five clusters

	total Fourfold
	draws []Fourfold
}

// Draw draws as many clusters as there are from the clusters, with replacement,
// draws times: units of one transcript are more alike than units of several, so
// transcripts and not units are what was sampled (Davison and Hinkley, Bootstrap
// Methods and their Application, 1997, section 3.8). Of fewer than five clusters
// the units are drawn instead, as if they were independent: the interval is then
// narrower than it should be. Clusters without a unit are passed over.
//
// Equal clusters in equal order, draws and state of random make equal draws.
func Draw(clusters []Fourfold, draws int, random *rand.Rand) Resample {
	var full []Fourfold
	r := Resample{}
	for _, c := range clusters {
		if c.Units() > 0 {
			full = append(full, c)
			r.total = r.total.Plus(c)
		}
	}
	r.Clusters = len(full)
	r.ByUnit = len(full) < fewestClusters
	if len(full) == 0 {
		return r
	}
	r.draws = make([]Fourfold, max(draws, 0))
	for i := range r.draws {
		if r.ByUnit {
			r.draws[i] = drawUnits(r.total, random)
			continue
		}
		for range full {
			r.draws[i] = r.draws[i].Plus(full[random.IntN(len(full))])
		}
	}
	return r
}

// drawUnits draws as many units as f holds from them.
func drawUnits(f Fourfold, random *rand.Rand) Fourfold {
	var out Fourfold
	n := f.Units()
	for range n {
		switch at := random.IntN(n); {
		case at < f.Neither:
			out.Neither++
		case at < f.Neither+f.OnlyA:
			out.OnlyA++
		case at < f.Neither+f.OnlyA+f.OnlyB:
			out.OnlyB++
		default:
			out.Both++
		}
	}
	return out
}

// Interval is an interval of 95 percent around a statistic.
type Interval struct {
	Low, High float64
	Draws     int // on which the statistic is defined, and which the interval is made of
	Undefined int // draws left out, since the statistic is not defined on them
}

// Interval returns the percentile interval of a statistic, such as
// Fourfold.Kappa (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
// chapter 13): of B values in order, those in place (B+1)/40, rounded down,
// from either end. It is an error when the statistic is undefined on the ratings
// themselves, with that reason, or when fewer than 79 draws are left.
func (r Resample) Interval(statistic func(Fourfold) (float64, error)) (Interval, error) {
	if _, err := statistic(r.total); err != nil {
		return Interval{}, err
	}
	values := make([]float64, 0, len(r.draws))
	for _, f := range r.draws {
		if v, err := statistic(f); err == nil {
			values = append(values, v)
		}
	}
	if len(values) < fewestDraws {
		return Interval{}, fmt.Errorf("the coefficient is defined on %d of %d draws, and an interval takes %d", len(values), len(r.draws), fewestDraws)
	}
	slices.Sort(values)
	k := (len(values) + 1) / 40
	return Interval{
		Low: values[k-1], High: values[len(values)-k],
		Draws: len(values), Undefined: len(r.draws) - len(values),
	}, nil
}
