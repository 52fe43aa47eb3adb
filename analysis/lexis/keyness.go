package lexis

import "math"

// Key is how two frequencies of a word compare.
type Key struct {
	// G2 is the log-likelihood of Rayson and Garside (Comparing corpora using frequency
	// profiling, Proceedings of the workshop on comparing corpora, 2000, 1-6), which sums
	// over the two cells of the word itself: 2 (a ln(a/E1) + b ln(b/E2)), with E1 = c
	// (a+b)/(c+d) and E2 = d (a+b)/(c+d), for a word said a times among c words and b times
	// among d. Dunning's (1993) sums over the cells of all other words too; the two differ
	// by little for any word that is not among the most common. It is negative where the
	// word is said less often in the first.
	G2 float64
	// P is the probability of a G2 as far from 0, by the chi-square distribution with one
	// degree of freedom, if both were drawn from the same.
	P float64
	// LogRatio is the binary logarithm of the ratio of the two relative frequencies
	// (Hardie, Log Ratio: an informal introduction, 2014): 1 is twice as often. A word that
	// one of them never says is taken to be said half a time there.
	LogRatio float64
}

// Compare compares how often a word is said in two texts: a times among c words and b
// times among d. It is false where one of them has no words, and of a word that is in
// neither.
func Compare(a, c, b, d int) (Key, bool) {
	if c <= 0 || d <= 0 || a+b <= 0 {
		return Key{}, false
	}
	both := float64(a+b) / (float64(c) + float64(d))
	k := Key{G2: 2 * (surprise(a, both*float64(c)) + surprise(b, both*float64(d)))}
	k.G2 = max(k.G2, 0) // rounding can leave a trace below it
	k.P = math.Erfc(math.Sqrt(k.G2 / 2))
	k.LogRatio = math.Log2(orHalf(a) / float64(c) * float64(d) / orHalf(b))
	if float64(a)*float64(d) < float64(b)*float64(c) {
		k.G2 = -k.G2
	}
	return k, true
}

func surprise(seen int, expected float64) float64 {
	if seen == 0 {
		return 0
	}
	return float64(seen) * math.Log(float64(seen)/expected)
}

func orHalf(n int) float64 {
	if n == 0 {
		return 0.5
	}
	return float64(n)
}

// Critical returns the G2 that is reached by chance with probability p, where a single
// word is tested. For the chance that any of n words reaches it, ask with p/n
// (Bonferroni).
func Critical(p float64) float64 {
	z := math.Sqrt2 * math.Erfcinv(p)
	return z * z
}

// Against compares how often a group says a word with how often the other groups do: of
// two sides the other, else all that is counted but the group's own. It returns what was
// compared as well: a times among c words, b times among d.
func (c Counts) Against(w Word, group int) (k Key, a, words, b, others int, ok bool) {
	a, words = w.In(group).Times, c.Groups[group].Words
	b, others = w.Times-a, c.All.Words-words
	k, ok = Compare(a, words, b, others)
	return k, a, words, b, others, ok
}
