package align

import "grounded/analysis/terms"

// Alike returns how alike each of some texts is to others taken together, from 0 to 1:
// the cosine of their stems by how rare these are among all.
func Alike(stem func(word string) string, texts, to []string) []float64 {
	s := studio{stem: stem}
	like := s.bag(to...)
	bags := make([]terms.Bag, len(texts))
	var rare terms.Rarity
	rare.Count(like)
	for i, text := range texts {
		bags[i] = s.bag(text)
		rare.Count(bags[i])
	}
	wanted := rare.Weigh(like, 0)
	out := make([]float64, len(texts))
	for i, b := range bags {
		out[i] = wanted.Cosine(rare.Weigh(b, 0))
	}
	return out
}
