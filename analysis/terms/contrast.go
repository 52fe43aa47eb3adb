package terms

import (
	"cmp"
	"math"
	"slices"
)

// Contrast is two collections of texts. It says of a text how much more like the one it
// is than like the other: the mean of its cosines with these, weighed by tf-idf, less the
// mean of those with the others, as relevance feedback does (Rocchio, in Salton, The SMART
// retrieval system, 1971, 313-323). Like its Reading it is not safe for use by several
// goroutines.
type Contrast struct {
	// Leave reports whether a word says little of what a text is about, so that it is
	// not named; nil says so of none.
	Leave func(word string) bool

	reading       *Reading
	rare          []float64 // by stem
	these, others side
	scratch       []float64 // by stem, for the time of one comparison; all 0
}

// side is texts, each of a length of 1, added up.
type side struct {
	texts int       // that weigh anything
	sum   []float64 // by stem
	with  []int     // texts, by stem
}

// Contrast puts texts on one side, and others on the other.
func (r *Reading) Contrast(these, others []Words) *Contrast {
	c := &Contrast{reading: r, rare: make([]float64, len(r.stems)), scratch: make([]float64, len(r.stems))}
	for id := range r.stems {
		c.rare[id] = r.weight(int32(id), 1)
	}
	c.these, c.others = c.side(these), c.side(others)
	return c
}

func (c *Contrast) side(texts []Words) side {
	s := side{sum: make([]float64, len(c.rare)), with: make([]int, len(c.rare))}
	for _, words := range texts {
		length := c.length(words)
		if length == 0 {
			continue
		}
		s.texts++
		c.reading.tally([]Words{words}, func(id int32, n int) {
			s.sum[id] += c.weight(id, n) / length
			s.with[id]++
		})
	}
	return s
}

// weight returns what a stem weighs in a text where it stands so many times.
func (c *Contrast) weight(id int32, n int) float64 {
	if n == 1 {
		return c.rare[id]
	}
	return (1 + math.Log(float64(n))) * c.rare[id]
}

func (c *Contrast) length(words Words) float64 {
	square := 0.
	c.reading.tally([]Words{words}, func(id int32, n int) { square += c.weight(id, n) * c.weight(id, n) })
	return math.Sqrt(square)
}

// These returns how much more like these than like the others some words are, from -1 to
// 1, when some of these are left out: the text that the words are of, and what else they
// are not to be compared with. Words that weigh nothing are like neither.
func (c *Contrast) These(words Words, without ...Words) float64 {
	return c.compare(words, without, nil)
}

// Others is These when some of the others are left out.
func (c *Contrast) Others(words Words, without ...Words) float64 {
	return c.compare(words, nil, without)
}

func (c *Contrast) compare(words Words, theseOut, othersOut []Words) float64 {
	length := c.length(words)
	if length == 0 {
		return 0
	}
	these, others := 0., 0.
	c.reading.tally([]Words{words}, func(id int32, n int) {
		weight := c.weight(id, n) / length
		c.scratch[id] = weight
		these += weight * c.these.sum[id]
		others += weight * c.others.sum[id]
	})
	out := c.mean(these, c.these, theseOut) - c.mean(others, c.others, othersOut)
	for _, id := range words {
		c.scratch[id] = 0
	}
	return out
}

// mean returns the mean cosine of what is in scratch and the texts of a side, given the
// sum of them all, when some are left out.
func (c *Contrast) mean(sum float64, s side, without []Words) float64 {
	texts := s.texts
	for _, words := range without {
		length := c.length(words)
		if length == 0 {
			continue
		}
		texts--
		c.reading.tally([]Words{words}, func(id int32, n int) { sum -= c.scratch[id] * c.weight(id, n) / length })
	}
	if texts <= 0 {
		return 0
	}
	return sum / float64(texts)
}

// Telling returns up to most of some words that do most to make them more like these than
// like the others, the most telling first, with how much each does. Words that half of all
// turns say are not among them.
func (c *Contrast) Telling(words Words, most int) Vector {
	all := c.heaviest(func(visit func(id int32, weight float64)) {
		c.reading.tally([]Words{words}, func(id int32, n int) { visit(id, c.weight(id, n)*c.more(id)) })
	})
	return all[:min(most, len(all))]
}

// Typical returns what at least two of these say, and more than the others, the most
// telling first, with how telling it is.
func (c *Contrast) Typical() Vector {
	return c.heaviest(func(visit func(id int32, weight float64)) {
		for id, with := range c.these.with {
			if with > 1 {
				visit(int32(id), c.more(int32(id)))
			}
		}
	})
}

// more returns how much more a stem weighs in these than in the others, on average.
func (c *Contrast) more(id int32) float64 {
	more := 0.
	if c.these.texts > 0 {
		more += c.these.sum[id] / float64(c.these.texts)
	}
	if c.others.texts > 0 {
		more -= c.others.sum[id] / float64(c.others.texts)
	}
	return more
}

func (c *Contrast) heaviest(each func(visit func(id int32, weight float64))) Vector {
	var all Vector
	each(func(id int32, weight float64) {
		if weight > 0 && c.rare[id] > math.Ln2 {
			all = append(all, Term{c.reading.stems[id].text, weight})
		}
	})
	slices.SortFunc(all, func(a, b Term) int { return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Stem, b.Stem)) })
	return slices.DeleteFunc(all, func(t Term) bool { return c.Leave != nil && c.Leave(c.reading.Word(t.Stem)) })
}
