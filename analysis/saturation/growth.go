package saturation

import (
	"math/bits"
	"math/rand/v2"
)

// Step is what is known when a number of units has been taken, whichever they are.
type Step struct {
	Mean    float64 // codes in all units so far, over all orders
	MeanNew float64 // codes of the last of them that none before it has
	All     Band    // of Mean
	New     Band    // of MeanNew
}

// Band is what 95 % of random orders lie between, both ends included: the percentiles
// of 2.5 and 97.5, each a number that was drawn.
type Band struct{ Low, High int }

// expect returns the mean number of codes in n units over all orders of so many units,
// for n from 1 on, given in how many units each code is. It is exact: a code that is in f
// of N units is in none of n with the probability C(N-f, n)/C(N, n) (Ugland, Gray and
// Ellingsen, The species-accumulation curve and estimation of species richness, Journal of
// Animal Ecology 72 (2003) 888-897).
func expect(units int, frequencies []int) []float64 {
	of := make([]int, units+1) // codes by the number of units they are in
	for _, f := range frequencies {
		of[f]++
	}
	out := make([]float64, units)
	for f, codes := range of {
		if f == 0 || codes == 0 {
			continue
		}
		absent := 1.0
		for n := range units {
			absent *= float64(max(units-f-n, 0)) / float64(units-n)
			out[n] += float64(codes) * (1 - absent)
		}
	}
	return out
}

// set is a set of codes by their numbers.
type set []uint64

func newSet(size int) set { return make(set, (size+63)/64) }

func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

// size returns how many are in s.
func (s set) size() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// take puts those of o into s, and returns how many were not there.
func (s set) take(o set) int {
	n := 0
	for i, w := range o {
		n += bits.OnesCount64(w &^ s[i])
		s[i] |= w
	}
	return n
}

// grow returns what units bring, given the codes of each: the means over all orders, and
// bands from a number of random ones. Equal units and an equal state of random give equal
// steps.
func grow(units []set, codes, draws int, random *rand.Rand) []Step {
	frequencies := make([]int, codes)
	for _, u := range units {
		for c := range codes {
			if u.has(c) {
				frequencies[c]++
			}
		}
	}
	steps := make([]Step, len(units))
	before := 0.0
	for i, mean := range expect(len(units), frequencies) {
		steps[i].Mean, steps[i].MeanNew = mean, mean-before
		before = mean
	}
	all, fresh := newTallies(len(units), codes), newTallies(len(units), codes)
	order := make([]int, len(units))
	for i := range order {
		order[i] = i
	}
	seen := newSet(codes)
	for range draws {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		clear(seen)
		sum := 0
		for step, u := range order {
			n := seen.take(units[u])
			sum += n
			all.count(step, sum)
			fresh.count(step, n)
		}
	}
	for i := range steps {
		steps[i].All, steps[i].New = all.band(i, draws), fresh.band(i, draws)
	}
	return steps
}

// tallies count, for each step, how often each number came out.
type tallies struct {
	width int
	n     []int32
}

func newTallies(steps, most int) tallies {
	return tallies{width: most + 1, n: make([]int32, steps*(most+1))}
}

func (t tallies) count(step, value int) { t.n[step*t.width+value]++ }

func (t tallies) band(step, draws int) Band {
	at := func(percentile float64) int {
		below := 0
		for value, n := range t.n[step*t.width : (step+1)*t.width] {
			if below += int(n); float64(below) >= percentile*float64(draws)/100 {
				return value
			}
		}
		return t.width - 1
	}
	return Band{Low: at(2.5), High: at(97.5)}
}
