package coding

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/transcript"
)

// Evidence is counted in bits: see weights. By chance, 16 bits of context agree
// at one place in 65,000 words.
const (
	enoughContext = 16.0 // to believe a place
	clearLead     = 12.0 // to prefer a place to another
	longQuote     = 8    // words that, unchanged, need no context

	slack  = 24 // tokens that may have been put in or taken out around a run
	nearby = 6  // by how many of those context may have come nearer or gone away
	tries  = 6  // places looked at closely for one passage
)

// candidate is a place where a passage may stand now.
type candidate struct {
	now       transcript.Span
	same      bool    // the quotation stands
	complete  bool    // and prefix and suffix with it
	before    float64 // bits of the prefix that agree
	after     float64 // bits of the suffix that agree
	adjoining float64 // of these, bits that stand as far from the passage as they did
	touching  bool    // a token right beside the passage is the same
	total     float64 // bits of all that agrees
	words     int     // of the quotation
}

func (c candidate) context() float64 { return c.before + c.after }

// believed reports whether there is enough to say for a place: context on
// either side, or on one side and unbroken.
func (c candidate) believed() bool {
	switch {
	case c.complete, c.same && c.words >= longQuote:
		return true
	case c.same:
		return c.context() >= enoughContext && c.adjoining >= enoughContext/2 &&
			(c.touching || min(c.before, c.after) >= enoughContext/2)
	}
	return min(c.before, c.after) >= enoughContext/2
}

// seeker finds passages in a text by their words and what stands around them.
type seeker struct {
	now    *transcript.Transcript
	tokens []token
	lexicon
	count *counts
	bits  []float64
	grams grams
	taken []bool // tokens known to be other words than those looked for; may be nil
}

func newSeeker(now *transcript.Transcript, tokens []token, l lexicon, c *counts) *seeker {
	return &seeker{now: now, tokens: tokens, lexicon: l, count: c, bits: weights(tokens, len(l)), grams: newGrams(tokens)}
}

// seek returns the places where a coding's passage may stand: one when it can
// be told, several in order when it cannot, none when it is not there.
func (s *seeker) seek(c *Coding) []candidate {
	if c.Quote == "" {
		return nil
	}
	text := c.Prefix + c.Quote + c.Suffix
	passage := transcript.Span{Start: len(c.Prefix), End: len(c.Prefix) + len(c.Quote)}
	mine := s.lexicon.tokens(text)
	s.count.grow(len(s.lexicon))
	runs := s.grams.runs(mine, s.tokens, s.bit)
	var found []candidate
	var seen []*alignment
	for _, r := range runs {
		if len(seen) == tries {
			break
		}
		if slices.ContainsFunc(seen, func(al *alignment) bool { return al.to[r.i] == r.j }) {
			continue
		}
		al := alignAround(mine, s.tokens, r.i, r.j, r.n, slack, s.count)
		seen = append(seen, al)
		to, same, ok := al.follow(text, s.now.Body, passage)
		if !ok || !s.free(to) {
			continue
		}
		if place := s.weigh(c, al, passage, to, same); place.believed() {
			found = append(found, place)
		}
	}
	places := likeliest(found)
	switch {
	case len(runs) == 0:
		return s.whole(text, passage)
	case len(places) > 1 && len(seen) == tries:
		return nil // there may be more that were not looked at
	}
	return places
}

// whole returns all places where passage and context stand unchanged, in order,
// and none when they stand at more than common places.
func (s *seeker) whole(text string, passage transcript.Span) []candidate {
	var found []candidate
	at := 0
	for range common {
		n := strings.Index(s.now.Body[at:], text)
		if n < 0 {
			return found
		}
		at += n
		to := transcript.Span{Start: at + passage.Start, End: at + passage.End}
		if s.free(to) {
			found = append(found, candidate{now: to, same: true, complete: true})
		}
		_, first := utf8.DecodeRuneInString(text)
		at += first
	}
	return nil
}

// bit is the evidence of a token: none in a header, where all agree, and none
// for a word that the text does not hold.
func (s *seeker) bit(j int) float64 {
	if s.tokens[j].head {
		return 0
	}
	return s.bits[s.tokens[j].name]
}

// free reports whether no token of a place is known to be of other words.
func (s *seeker) free(to transcript.Span) bool {
	if s.taken == nil {
		return true
	}
	j, _ := slices.BinarySearchFunc(s.tokens, to.Start+1, func(t token, at int) int { return cmp.Compare(t.End, at) })
	for ; j < len(s.tokens) && s.tokens[j].Start < to.End; j++ {
		if s.taken[j] {
			return false
		}
	}
	return true
}

// weigh counts what is to be said for a place. Context counts only where it
// stands about as far from the passage as it did.
func (s *seeker) weigh(c *Coding, al *alignment, passage, to transcript.Span, same bool) candidate {
	found := candidate{now: to, same: same, complete: same && stands(s.now.Body, to, c)}
	first, end := al.touched(passage)
	start, _ := slices.BinarySearchFunc(s.tokens, to.Start+1, func(t token, at int) int { return cmp.Compare(t.End, at) })
	behind, _ := slices.BinarySearchFunc(s.tokens, to.End, func(t token, at int) int { return cmp.Compare(t.Start, at) })
	near := func(i, old, now int) bool {
		shift := al.to[i] - now - (i - old)
		if shift == 0 {
			found.adjoining += s.bit(al.to[i])
		}
		return -nearby <= shift && shift <= nearby
	}
	found.touching = first > 0 && start > 0 && al.to[first-1] == start-1 ||
		end < len(al.a) && behind < len(s.tokens) && al.to[end] == behind
	for i, t := range al.a {
		within := first <= i && i < end
		if within && t.word {
			found.words++
		}
		if al.to[i] < 0 {
			continue
		}
		bits := s.bit(al.to[i])
		switch {
		case within:
		case i < first && near(i, first, start):
			found.before += bits
		case i >= end && near(i, end, behind):
			found.after += bits
		default:
			bits = 0
		}
		found.total += bits
	}
	return found
}

// stands reports whether quotation, prefix and suffix of c all stand at a place.
func stands(body string, at transcript.Span, c *Coding) bool {
	return at.Start >= 0 && at.End <= len(body) && !at.Empty() && body[at.Start:at.End] == c.Quote &&
		strings.HasSuffix(body[:at.Start], c.Prefix) && strings.HasPrefix(body[at.End:], c.Suffix)
}

// likeliest returns the places that none leads clearly, in order. A place where
// half as much of the context agrees as at another is its rival, however well
// that one agrees: which of two copies of a paragraph was changed, their words
// do not say. A place of corrected words that overlaps a better one is no other.
func likeliest(found []candidate) []candidate {
	slices.SortStableFunc(found, func(a, b candidate) int {
		if a.same != b.same {
			if a.same {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.total, a.total), byPlace(a.now, b.now))
	})
	var total, context float64
	same := false
	for _, c := range found {
		total, context, same = max(total, c.total), max(context, c.context()), same || c.same
	}
	var out []candidate
	for _, c := range found {
		rival := c.complete || c.total > total-clearLead || c.same == same && c.context() >= context/2
		covered := func(o candidate) bool { return o.now == c.now || !c.same && o.now.Overlaps(c.now) }
		if rival && !slices.ContainsFunc(out, covered) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b candidate) int { return byPlace(a.now, b.now) })
	return out
}
