// Package terms holds texts as weights of their words: how often a stem occurs and how
// rare it is elsewhere, and how alike two such texts are. Which texts, and what a stem
// is, is told to it.
package terms

import (
	"cmp"
	"math"
	"slices"

	"grounded/transcript"
)

// Bag is how often each stem occurs.
type Bag map[string]int

// Add adds what occurs in another bag.
func (b Bag) Add(other Bag) {
	for stem, n := range other {
		b[stem] += n
	}
}

// BagOf returns the stems of texts, given the one of each word.
func BagOf(stem func(word string) string, texts ...string) Bag {
	out := Bag{}
	for _, text := range texts {
		for w := range transcript.Words(text) {
			out[stem(text[w.Start:w.End])]++
		}
	}
	return out
}

// Term is a stem with its weight.
type Term struct {
	Stem   string
	Weight float64
}

// Vector is terms in order of their stems.
type Vector []Term

// Rarity is in how many of some texts each stem occurs.
type Rarity struct {
	Texts int
	With  Bag
}

// Count takes one text more.
func (r *Rarity) Count(b Bag) {
	r.Texts++
	if r.With == nil {
		r.With = Bag{}
	}
	for stem := range b {
		r.With[stem]++
	}
}

// Weigh returns the stems of a text by tf-idf (Spärck Jones, A statistical
// interpretation of term specificity, Journal of Documentation 28, 1972, 11-21):
// 1 + ln n for one that occurs n times, times the logarithm of the number of
// texts, and of further ones, to each in which it stands. With further texts 0 a
// stem that is in all of them weighs nothing; one that is in none never does.
func (r *Rarity) Weigh(b Bag, further int) Vector {
	out := make(Vector, 0, len(b))
	for stem, n := range b {
		if r.With[stem] == 0 {
			continue
		}
		weight := (1 + math.Log(float64(n))) * math.Log(float64(r.Texts+further*r.With[stem])/float64(r.With[stem]))
		if weight > 0 {
			out = append(out, Term{stem, weight})
		}
	}
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Stem, b.Stem) })
	return out
}

// Heaviest returns the n terms of most weight, in order of their stems.
func (v Vector) Heaviest(n int) Vector {
	if len(v) <= n {
		return v
	}
	out := v.ByWeight()[:n]
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Stem, b.Stem) })
	return out
}

// ByWeight returns the terms in order of weight, the greatest first.
func (v Vector) ByWeight() Vector {
	out := slices.Clone(v)
	slices.SortFunc(out, func(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Stem, b.Stem)) })
	return out
}

// Square returns the square of the length.
func (v Vector) Square() float64 {
	sum := 0.
	for _, t := range v {
		sum += t.Weight * t.Weight
	}
	return sum
}

// Cosine returns the cosine of the angle between two vectors, 0 when one is
// empty.
func (v Vector) Cosine(w Vector) float64 {
	dot := 0.
	for a, b := v, w; len(a) > 0 && len(b) > 0; {
		switch {
		case a[0].Stem < b[0].Stem:
			a = a[1:]
		case a[0].Stem > b[0].Stem:
			b = b[1:]
		default:
			dot += a[0].Weight * b[0].Weight
			a, b = a[1:], b[1:]
		}
	}
	return ratio(dot, v.Square(), w.Square())
}

// ratio makes a cosine of a product and two squares: 1 for equal vectors exactly.
func ratio(dot, left, right float64) float64 {
	if dot == 0 {
		return 0
	}
	return min(1, dot/math.Sqrt(left*right))
}

// Cosines returns the cosine of each left vector with each right one.
func Cosines(left, right []Vector) [][]float64 {
	type posting struct {
		at     int
		weight float64
	}
	where := map[string][]posting{}
	for j, v := range right {
		for _, t := range v {
			where[t.Stem] = append(where[t.Stem], posting{j, t.Weight})
		}
	}
	squares := make([]float64, len(right))
	for j, v := range right {
		squares[j] = v.Square()
	}
	out := make([][]float64, len(left))
	for i, v := range left {
		out[i] = make([]float64, len(right))
		for _, t := range v {
			for _, p := range where[t.Stem] {
				out[i][p.at] += t.Weight * p.weight
			}
		}
		square := v.Square()
		for j, dot := range out[i] {
			out[i][j] = ratio(dot, square, squares[j])
		}
	}
	return out
}

// Unit returns the vector at a length of 1; one without terms stays as it is.
func (v Vector) Unit() Vector {
	length := math.Sqrt(v.Square())
	out := slices.Clone(v)
	for i := range out {
		out[i].Weight /= length
	}
	return out
}

// Sorted returns the terms in order of their stems, as those of a vector are.
func (v Vector) Sorted() Vector {
	out := slices.Clone(v)
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Stem, b.Stem) })
	return out
}
