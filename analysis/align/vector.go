package align

import (
	"cmp"
	"math"
	"slices"
)

// bag is how often each stem occurs.
type bag map[string]int

func (b bag) add(other bag) {
	for stem, n := range other {
		b[stem] += n
	}
}

// term is a stem with its weight.
type term struct {
	stem   string
	weight float64
}

// vector is terms in order of their stems.
type vector []term

// rarity is in how many of some texts each stem occurs.
type rarity struct {
	texts int
	with  bag
}

func (r *rarity) count(b bag) {
	r.texts++
	if r.with == nil {
		r.with = bag{}
	}
	for stem := range b {
		r.with[stem]++
	}
}

// weigh returns the stems of a text by tf-idf (Spärck Jones, A statistical
// interpretation of term specificity, Journal of Documentation 28, 1972, 11-21):
// 1 + ln n for one that occurs n times, times the logarithm of the number of
// texts, and of further ones, to each in which it stands. With further texts 0 a
// stem that is in all of them weighs nothing.
func (r *rarity) weigh(b bag, further int) vector {
	out := make(vector, 0, len(b))
	for stem, n := range b {
		weight := (1 + math.Log(float64(n))) * math.Log(float64(r.texts+further*r.with[stem])/float64(r.with[stem]))
		if weight > 0 {
			out = append(out, term{stem, weight})
		}
	}
	slices.SortFunc(out, func(a, b term) int { return cmp.Compare(a.stem, b.stem) })
	return out
}

// heaviest returns the n terms of most weight, in order of their stems.
func (v vector) heaviest(n int) vector {
	if len(v) <= n {
		return v
	}
	out := v.byWeight()[:n]
	slices.SortFunc(out, func(a, b term) int { return cmp.Compare(a.stem, b.stem) })
	return out
}

func (v vector) byWeight() vector {
	out := slices.Clone(v)
	slices.SortFunc(out, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.stem, b.stem)) })
	return out
}

func (v vector) square() float64 {
	sum := 0.
	for _, t := range v {
		sum += t.weight * t.weight
	}
	return sum
}

// cosine returns the cosine of the angle between two vectors, 0 when one is
// empty.
func (v vector) cosine(w vector) float64 {
	dot := 0.
	for a, b := v, w; len(a) > 0 && len(b) > 0; {
		switch {
		case a[0].stem < b[0].stem:
			a = a[1:]
		case a[0].stem > b[0].stem:
			b = b[1:]
		default:
			dot += a[0].weight * b[0].weight
			a, b = a[1:], b[1:]
		}
	}
	return ratio(dot, v.square(), w.square())
}

// ratio makes a cosine of a product and two squares: 1 for equal vectors exactly.
func ratio(dot, left, right float64) float64 {
	if dot == 0 {
		return 0
	}
	return min(1, dot/math.Sqrt(left*right))
}

// cosines returns the cosine of each left vector with each right one.
func cosines(left, right []vector) [][]float64 {
	type posting struct {
		at     int
		weight float64
	}
	where := map[string][]posting{}
	for j, v := range right {
		for _, t := range v {
			where[t.stem] = append(where[t.stem], posting{j, t.weight})
		}
	}
	squares := make([]float64, len(right))
	for j, v := range right {
		squares[j] = v.square()
	}
	out := make([][]float64, len(left))
	for i, v := range left {
		out[i] = make([]float64, len(right))
		for _, t := range v {
			for _, p := range where[t.stem] {
				out[i][p.at] += t.weight * p.weight
			}
		}
		square := v.square()
		for j, dot := range out[i] {
			out[i][j] = ratio(dot, square, squares[j])
		}
	}
	return out
}
