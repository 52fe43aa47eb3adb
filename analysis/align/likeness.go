package align

import (
	"math"
	"strings"

	"grounded/codebook"
	"grounded/codebook/nearest"
	"grounded/transcript"
)

// Stem makes of a word what its forms have in common; in a language without a
// stemmer it returns the word.
type Stem func(string) string

// bag is how often stems occur, or what they weigh.
type bag map[string]float64

func (s Stem) bag(texts ...string) bag {
	out := bag{}
	for _, text := range texts {
		for w := range transcript.Words(text) {
			out[s(strings.ToLower(text[w.Start:w.End]))]++
		}
	}
	return out
}

// weighed turns counts into weights, by how rare a stem is among the bags: the
// logarithm of one more than its count, times the inverse document frequency
// (Sparck Jones, A statistical interpretation of term specificity, Journal of
// Documentation 28, 1972, 11-21).
func weighed(bags []bag) {
	in := bag{}
	for _, b := range bags {
		for stem := range b {
			in[stem]++
		}
	}
	for _, b := range bags {
		for stem, n := range b {
			b[stem] = math.Log1p(n) * math.Log((float64(len(bags))+1)/(in[stem]+.5))
		}
	}
}

// cosine is how alike two bags of weights are, from 0 to 1.
func cosine(a, b bag) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	dot := 0.
	for stem, w := range a {
		dot += w * b[stem]
	}
	if dot <= 0 {
		return 0
	}
	return rounded(dot / math.Sqrt(a.squared()*b.squared()))
}

// rounded takes off what the order of a sum does to its last digits.
func rounded(v float64) float64 { return math.Round(v*1e9) / 1e9 }

func (b bag) squared() float64 {
	sum := 0.
	for _, w := range b {
		sum += w * w
	}
	return sum
}

// named is how alike two names are, from 0 to 1: twice the stems that they share over
// all that they have (Dice), or the same of groups of three letters where that is
// more, for names that are spelt alike.
func (s Stem) named(a, b string) float64 {
	if nearest.Fold(a) == nearest.Fold(b) {
		return 1
	}
	return max(dice(s.bag(a), s.bag(b)), dice(threes(a), threes(b)))
}

func dice(a, b bag) float64 {
	both, all := 0., 0.
	for stem := range a {
		if b[stem] > 0 {
			both++
		}
	}
	all = float64(len(a) + len(b))
	if all == 0 {
		return 0
	}
	return 2 * both / all
}

// threes are the groups of three letters of a name.
func threes(name string) bag {
	letters := []rune(" " + nearest.Fold(name) + " ")
	out := bag{}
	for i := 0; i+3 <= len(letters); i++ {
		out[string(letters[i:i+3])]++
	}
	return out
}

// placed is how alike the places of two codes in their trees are: how alike the names
// of what stands above them is, and of what stands below. ok is false where neither
// has anything around it in its tree.
func (s Stem) placed(left, right *codebook.Book, a, b codebook.Code) (likeness float64, ok bool) {
	around := func(book *codebook.Book, c codebook.Code) bag {
		out := bag{}
		add := func(id codebook.ID) {
			if code, known := book.Code(id); known {
				for stem := range s.bag(code.Name) {
					out[stem]++
				}
			}
		}
		if c.Parent != "" {
			add(c.Parent)
		}
		for _, id := range book.Children(c.ID) {
			add(id)
		}
		return out
	}
	x, y := around(left, a), around(right, b)
	if len(x) == 0 || len(y) == 0 {
		return 0, false
	}
	return dice(x, y), true
}

// Alike returns how alike each of some texts is to others taken together, from 0 to 1,
// by their stems and how rare these are among all.
func Alike(stem Stem, texts, to []string) []float64 {
	like := stem.bag(to...)
	bags := []bag{like}
	for _, text := range texts {
		bags = append(bags, stem.bag(text))
	}
	weighed(bags)
	out := make([]float64, len(texts))
	for i := range texts {
		out[i] = cosine(like, bags[i+1])
	}
	return out
}
