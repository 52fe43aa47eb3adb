package agreement

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// fewestDraws is how many draws the percentiles of 2.5 and 97.5 need to be
// other than the extremes.
const fewestDraws = 79

// Weights says how often each group is taken; nil is every group once.
type Weights []uint32

func (w Weights) of(group int) int {
	if w == nil {
		return 1
	}
	return int(w[group])
}

// Statistic is a figure of what was compared, with its groups taken as often as
// weights say.
type Statistic func(Weights) (float64, error)

// Draws is a number of bootstrap draws of groups. Any number of statistics can be
// taken of it, so that they rest on the same draws.
type Draws struct {
	Groups  int
	whole   Weights // how often each group is taken for the figure itself
	weights []Weights
	byGroup [][]uint32 // the same by group: how often each draw takes it
}

// Resample draws as many groups as there are from the groups, with replacement,
// draws times: units of one transcript are more alike than units of several, so
// transcripts and not units are what was sampled (Davison and Hinkley, Bootstrap
// Methods and their Application, 1997, section 3.8). Equal numbers and an equal
// state of random make equal draws.
func Resample(groups, draws int, random *rand.Rand) Draws {
	d := Draws{Groups: groups}
	if groups == 0 {
		return d
	}
	for range max(draws, 0) {
		w := make(Weights, groups)
		for range groups {
			w[random.IntN(groups)]++
		}
		d.weights = append(d.weights, w)
	}
	d.turn()
	return d
}

// ResampleUnits draws units one by one, as many as there are, with replacement. Units
// that are alike are one group, which statistics are given as one unit and take as
// often as it was drawn: sizes says how many units are in each, and rest how many more
// are alike and make a last group, where there are any. What is drawn of the rest is
// binomial, so that a million units on which nobody did anything cost no more than one.
func ResampleUnits(sizes []int, rest, draws int, random *rand.Rand) Draws {
	var of []int // the group of each unit that is not among the rest
	var d Draws
	for group, n := range sizes {
		of = append(of, slices.Repeat([]int{group}, n)...)
		d.whole = append(d.whole, uint32(n))
	}
	if rest > 0 {
		d.whole = append(d.whole, uint32(rest))
	}
	if d.Groups = len(d.whole); d.Groups == 0 {
		return d
	}
	units := len(of) + rest
	among := distuv.Binomial{N: float64(units), P: float64(len(of)) / float64(units), Src: random}
	for range max(draws, 0) {
		w := make(Weights, d.Groups)
		hits := len(of)
		if rest > 0 {
			hits = int(among.Rand())
			w[len(sizes)] = uint32(units - hits)
		}
		for range hits {
			w[of[random.IntN(len(of))]]++
		}
		d.weights = append(d.weights, w)
	}
	d.turn()
	return d
}

// turn keeps the weights by group as well.
func (d *Draws) turn() {
	d.byGroup = make([][]uint32, d.Groups)
	for g := range d.byGroup {
		of := make([]uint32, len(d.weights))
		for i, w := range d.weights {
			of[i] = w[g]
		}
		d.byGroup[g] = of
	}
}

// ErrNoSpread reports that an interval would have no width. Full agreement on all
// there is makes one, and so does what stands in one place alone; neither is certainty.
var ErrNoSpread = errors.New("nothing varies that would tell how sure it is")

// narrowest is a width that is no more than rounding.
const narrowest = 1e-9

// Series is a figure and what it is on each draw.
type Series struct {
	Value     float64
	Undefined error // why there is no value

	groups int
	drawn  []float64 // NaN where it is undefined
}

// Take takes a statistic of the draws.
func (d Draws) Take(s Statistic) Series {
	out := Series{groups: d.Groups, drawn: make([]float64, 0, len(d.weights))}
	out.Value, out.Undefined = s(d.whole)
	for _, w := range d.weights {
		out.draw(s(w))
	}
	return out
}

func (s *Series) draw(value float64, err error) {
	if err != nil {
		value = math.NaN()
	}
	s.drawn = append(s.drawn, value)
}

// Take takes coefficients of ratings, in the order asked for. Ratings are counted
// once a draw for all of them.
func (r *Ratings) Take(d Draws, cs ...Coefficient) []Series {
	out := make([]Series, len(cs))
	whole := r.drawn(d.whole, nil)
	for i, c := range cs {
		out[i] = Series{groups: d.Groups, drawn: make([]float64, 0, len(d.weights))}
		out[i].Value, out[i].Undefined = c.of(whole)
	}
	r.eachDraw(d, func(t tally) {
		for i, c := range cs {
			out[i].draw(c.of(t))
		}
	})
	return out
}

// eachDraw counts patterns on every draw, and hands over one after the other. Many
// draws are counted at a time: group by group, each is gone through once for all of
// them, along memory.
func (r *Ratings) eachDraw(d Draws, do func(tally)) {
	const room, least, most = 8192, 16, 256
	patterns := len(r.patterns)
	block := min(max(room/max(patterns, 1), least), most)
	counts := make([]int, patterns*block)
	one := make([]int, patterns)
	for from := 0; from < len(d.weights); from += block {
		n := min(block, len(d.weights)-from)
		clear(counts)
		for g, cells := range r.groups {
			times := d.byGroup[g][from : from+n]
			for _, c := range cells {
				row := counts[c.what*block:][:len(times)]
				for i, t := range times {
					row[i] += int(t) * c.n
				}
			}
		}
		for i := range n {
			for p := range one {
				one[p] = counts[p*block+i]
			}
			do(tally{r, one})
		}
	}
}

// Mean returns the mean of series of the same draws, such as those of a coefficient
// code by code, where they are defined; and how many are not.
func Mean(all []Series) (mean Series, undefined int) {
	n := 0
	for _, s := range all {
		if s.Undefined != nil {
			undefined++
			continue
		}
		mean.Value += s.Value
		n++
	}
	if n == 0 {
		mean.Undefined = errNowhere
		return mean, undefined
	}
	mean.Value /= float64(n)
	mean.groups = all[0].groups
	for i := range all[0].drawn {
		sum, n := 0., 0
		for _, s := range all {
			if v := s.drawn[i]; s.Undefined == nil && !math.IsNaN(v) {
				sum += v
				n++
			}
		}
		mean.drawn = append(mean.drawn, sum/float64(n))
	}
	return mean, undefined
}

var errNowhere = errors.New("it is undefined for every code")

// Estimate is a figure with its interval of 95 percent.
type Estimate struct {
	Value     float64
	Undefined error // why there is no value

	Low, High float64
	SE        float64 // the standard deviation over draws
	Draws     int     // on which the statistic is defined, and which the interval is made of
	Lost      int     // draws left out, since the statistic is not defined on them
	Open      error   // why there is no interval
}

// Estimate returns the figure with its percentile interval (Efron and Tibshirani,
// An Introduction to the Bootstrap, 1993, chapter 13): of B values in order, those
// in place (B+1)/40, rounded down, from either end. There is none when fewer than
// two groups were drawn from, or fewer than 79 draws are left, or the two ends are
// one: what was drawn from is then too much alike to tell anything.
func (s Series) Estimate() Estimate {
	e := Estimate{Value: s.Value, Undefined: s.Undefined}
	switch {
	case s.Undefined != nil:
		return e
	case s.groups < 2:
		e.Open = fmt.Errorf("it takes two groups at least to draw from, and there is %d", s.groups)
		return e
	}
	values := slices.DeleteFunc(slices.Clone(s.drawn), math.IsNaN)
	e.Draws, e.Lost = len(values), len(s.drawn)-len(values)
	if len(values) < fewestDraws {
		e.Open = fmt.Errorf("the coefficient is defined on %d of %d draws, and an interval takes %d", len(values), len(s.drawn), fewestDraws)
		return e
	}
	slices.Sort(values)
	k := (len(values) + 1) / 40
	low, high := values[k-1], values[len(values)-k]
	if high-low < narrowest {
		e.Open = ErrNoSpread
		return e
	}
	e.Low, e.High, e.SE = low, high, deviation(values)
	return e
}

func deviation(values []float64) float64 {
	mean, squares := 0., 0.
	for _, v := range values {
		mean += v
	}
	mean /= float64(len(values))
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	return math.Sqrt(squares / float64(len(values)-1))
}
