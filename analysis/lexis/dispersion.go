package lexis

import "math"

// Part is how many of its words a part of the whole has, and how many of these are the
// word that is asked about.
type Part struct{ Words, Times int }

// Spread says how evenly a word is spread over the parts of what was counted.
type Spread struct {
	// DP is the deviation of proportions (Gries, Dispersions and adjusted frequencies in
	// corpora, International Journal of Corpus Linguistics 13, 2008, 403-437): half the
	// sum, over the parts, of the absolute difference between a part's share of all words
	// and its share of the times that the word is said. It is 0 where a word is spread as
	// the words are.
	DP float64
	// Norm is DP divided by 1 less the share of the smallest part (Lijffijt and Gries,
	// Correction to Gries 2008, same journal 17, 2012, 147-149), so that it reaches 1 where
	// the smallest part has all.
	Norm float64
	// D is Juilland's (Juilland, Brodin and Davidovitch, Frequency dictionary of French
	// words, 1970), on the frequencies relative to the size of each part: 1 less their
	// coefficient of variation, with the standard deviation of a population, over the root
	// of the number of parts less 1. It is 1 where all are the same.
	D float64
}

// SpreadOf returns how evenly a word is spread over parts. It is undefined, and false,
// with fewer than two parts that hold words, and of a word that is never said.
func SpreadOf(parts []Part) (Spread, bool) {
	s := newSpreads()
	for _, p := range parts {
		if p.Words > 0 {
			s.size(p.Words)
		}
	}
	s.ready()
	for _, p := range parts {
		if p.Words > 0 && p.Times > 0 {
			s.add(p)
		}
	}
	return s.take()
}

// spreads measures word after word over the same parts, by those alone in which each is
// said.
type spreads struct {
	parts, words, smallest int

	// of the word at hand
	met   []Part
	times int
}

func newSpreads() spreads { return spreads{smallest: math.MaxInt} }

// size makes known a part that holds words.
func (s *spreads) size(words int) {
	s.parts++
	s.words += words
	s.smallest = min(s.smallest, words)
}

func (s *spreads) ready() { s.met = make([]Part, 0, s.parts) }

// add makes known a part in which the word is said.
func (s *spreads) add(p Part) {
	s.met = append(s.met, p)
	s.times += p.Times
}

// take returns the figures of the word, and forgets it.
func (s *spreads) take() (Spread, bool) {
	met, times := s.met, s.times
	s.met, s.times = s.met[:0], 0
	if s.parts < 2 || times == 0 {
		return Spread{}, false
	}
	apart, without := 0, s.words // the differences times words times times; words of parts in which it is never said
	sum, squares := 0.0, 0.0
	for _, p := range met {
		apart += max(p.Words*times-p.Times*s.words, p.Times*s.words-p.Words*times)
		without -= p.Words
		frequency := float64(p.Times) / float64(p.Words)
		sum += frequency
		squares += frequency * frequency
	}
	apart += without * times
	n := float64(s.parts)
	mean := sum / n
	deviation := math.Sqrt(max(0, squares/n-mean*mean))
	return Spread{
		DP:   float64(apart) / (2 * float64(s.words) * float64(times)),
		Norm: float64(apart) / (2 * float64(s.words-s.smallest) * float64(times)),
		D:    1 - deviation/mean/math.Sqrt(n-1),
	}, true
}
