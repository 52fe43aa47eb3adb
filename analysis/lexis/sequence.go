package lexis

import "grounded/transcript"

// run is the words before the one at hand with which it may stand in a sequence.
type run struct {
	words    [Longest]word // the last of them last
	together int           // how many of them follow each other
}

type word struct {
	id       int32
	fits     uint64
	stop     bool
	quotable bool
}

// end says that the next word follows none.
func (r *run) end() { r.together = 0 }

func (r *run) add(e *entry, quotable bool) {
	copy(r.words[:], r.words[1:])
	r.words[Longest-1] = word{e.id, e.fits, e.stop, quotable}
	r.together++
}

// last returns the sequence of the last n words, and false when fewer follow each other.
func (r *run) last(n int) (g gram, quotable, ok bool) {
	if r.together < n {
		return g, false, false
	}
	quotable = true
	for i := range g {
		g[i] = -1
	}
	for i, w := range r.words[Longest-n:] {
		g[i] = w.id
		quotable = quotable && w.quotable
	}
	return g, quotable, true
}

// bounded reports whether the sequence begins or ends with a word of the stop list.
func (r *run) bounded(n int) bool { return r.words[Longest-n].stop || r.words[Longest-1].stop }

// which returns the phrases that the sequence is, as bits.
func (r *run) which(s sought, n int) uint64 {
	words := r.words[Longest-n:]
	return s.which(n, func(i int) uint64 { return words[i].fits })
}

// borders tells where sentences begin, in order of place.
type borders struct{ starts []int }

// sentences returns the borders that sequences do not cross.
func (c *counter) sentences(text string) borders {
	var b borders
	if c.N > 1 {
		for s := range transcript.Sentences(text) {
			b.starts = append(b.starts, s.Start)
		}
	}
	return b
}

// begins reports whether a sentence begins with or before a word, behind the word that
// was asked about before.
func (b *borders) begins(w transcript.Span) bool {
	crossed := false
	for len(b.starts) > 0 && b.starts[0] < w.End {
		b.starts = b.starts[1:]
		crossed = true
	}
	return crossed
}
