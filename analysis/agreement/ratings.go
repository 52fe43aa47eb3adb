package agreement

import (
	"fmt"
	"slices"
)

// Missing is the value of a unit that a coder did not judge.
const Missing = -1

// Row is units that got the same values from the coders, one value a coder: the
// number of a category, from 0, or Missing.
type Row struct {
	Values []int
	Group  int // what is drawn together in the bootstrap, from 0: a transcript, a participant, a unit
	N      int // how many units
}

// Mark is units on which the same coders put a code.
type Mark struct {
	Group int
	Mask  uint64 // bit i is set when coder i put it
	N     int
}

// Ratings is what coders said of units, each of which has one value from each
// coder at most. Units with the same values are kept together, so that figures
// cost by the ways of judging there are and not by units.
type Ratings struct {
	Coders     int
	Categories int       // those that could be chosen, used or not
	Numbers    []float64 // what the categories stand for, for interval and ratio; nil: 0, 1, 2, …

	patterns []pattern
	groups   [][]share // by group
}

// pattern is one way of judging a unit.
type pattern struct {
	values []int
	rated  int     // values that are there
	counts []share // of categories, the used ones
}

// share is how many of something there are.
type share struct{ what, n int }

// NewRatings returns the ratings that rows of as many coders hold. It is an
// error for a row to have another number of values, or a value that is no
// category.
func NewRatings(coders, categories int, rows []Row) (*Ratings, error) {
	r := &Ratings{Coders: coders, Categories: categories}
	known := map[string]int{}
	for i, row := range rows {
		if len(row.Values) != coders {
			return nil, fmt.Errorf("unit %d has %d values for %d coders", i+1, len(row.Values), coders)
		}
		key := make([]byte, 0, 4*coders)
		for _, v := range row.Values {
			if v < Missing || v >= categories {
				return nil, fmt.Errorf("unit %d has the value %d, which is none of %d categories", i+1, v, categories)
			}
			key = append(key, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
		}
		at, there := known[string(key)]
		if !there {
			at = r.pattern(slices.Clone(row.Values))
			known[string(key)] = at
		}
		r.add(row.Group, at, row.N)
	}
	return r, nil
}

// Marked returns the ratings of one code that coders put on units or did not:
// category 1 and category 0. No more than 64 coders have a bit.
func Marked(coders int, marks []Mark) *Ratings {
	r := &Ratings{Coders: coders, Categories: 2}
	known := map[uint64]int{}
	for _, m := range marks {
		at, there := known[m.Mask]
		if !there {
			values := make([]int, coders)
			for i := range values {
				values[i] = int(m.Mask >> i & 1)
			}
			at = r.pattern(values)
			known[m.Mask] = at
		}
		r.add(m.Group, at, m.N)
	}
	return r
}

// pattern adds a way of judging and returns its number.
func (r *Ratings) pattern(values []int) int {
	p := pattern{values: values}
	sorted := slices.DeleteFunc(slices.Clone(values), func(v int) bool { return v == Missing })
	slices.Sort(sorted)
	p.rated = len(sorted)
	for _, v := range sorted {
		if n := len(p.counts); n > 0 && p.counts[n-1].what == v {
			p.counts[n-1].n++
			continue
		}
		p.counts = append(p.counts, share{v, 1})
	}
	r.patterns = append(r.patterns, p)
	return len(r.patterns) - 1
}

func (r *Ratings) add(group, at, n int) {
	for len(r.groups) <= group {
		r.groups = append(r.groups, nil)
	}
	cells := r.groups[group]
	for i := range cells {
		if cells[i].what == at {
			cells[i].n += n
			return
		}
	}
	r.groups[group] = append(cells, share{at, n})
}

// Units returns how many units at least two coders judged.
func (r *Ratings) Units() int {
	n := 0
	for p, many := range r.all().n {
		if r.patterns[p].rated >= 2 {
			n += many
		}
	}
	return n
}

// Groups returns how many groups there are to draw from.
func (r *Ratings) Groups() int { return len(r.groups) }

// Used returns how many units each coder gave a category, coder by coder.
func (r *Ratings) Used(category int) []int {
	out := make([]int, r.Coders)
	for p, n := range r.all().n {
		for coder, v := range r.patterns[p].values {
			if v == category {
				out[coder] += n
			}
		}
	}
	return out
}

// Constant returns the coders who gave all their units the same category.
func (r *Ratings) Constant() []int {
	var out []int
	for coder := range r.Coders {
		first, varies := Missing, false
		for p, n := range r.all().n {
			v := r.patterns[p].values[coder]
			switch {
			case n == 0 || v == Missing:
			case first == Missing:
				first = v
			case v != first:
				varies = true
			}
		}
		if first != Missing && !varies {
			out = append(out, coder)
		}
	}
	return out
}

// number is what a category stands for.
func (r *Ratings) number(category int) float64 {
	if r.Numbers == nil {
		return float64(category)
	}
	return r.Numbers[category]
}

// tally is ratings with how often each pattern occurs, in the ratings themselves
// or in a draw of them.
type tally struct {
	*Ratings
	n []int // by pattern
}

func (r *Ratings) all() tally { return r.drawn(nil, nil) }

// drawn returns how often patterns occur when groups are taken as often as
// weights say, every one once without weights. It fills into when that has room.
func (r *Ratings) drawn(weights Weights, into []int) tally {
	into = append(into[:0], make([]int, len(r.patterns))...)
	for g, cells := range r.groups {
		times := weights.of(g)
		if times == 0 {
			continue
		}
		for _, c := range cells {
			into[c.what] += times * c.n
		}
	}
	return tally{r, into}
}
