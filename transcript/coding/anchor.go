package coding

import (
	"cmp"
	"strings"

	"grounded/transcript"
)

// Anchor finds the places of codings in a text that has changed. old is the
// text that the codings refer to, or nil when it is lost. The result has the
// length and order of cs, and the ends of its places are moved out of headers
// and white space.
//
// Where old is given and agrees with a coding, the coding is placed by the
// difference of the two texts. A passage taken out is looked for in what was
// put in elsewhere. Without old a coding is placed by its words and what
// stands around them, and where that leaves several places, by the order in
// which passages stood. What these do not decide is adrift: a place is never
// guessed. The words of a passage count as followed when at least half of them
// are left, or they are nearly the same letters.
func Anchor(old, now *transcript.Transcript, cs []Coding) []Placed {
	a := anchorer{now: now, old: old, cs: cs, out: make([]Placed, len(cs)), lexicon: lexicon{}, count: &counts{}}
	for i := range cs {
		a.out[i] = Placed{Coding: cs[i], Fate: Adrift}
	}
	lost := a.byDifference()
	a.bySearch(lost)
	return a.out
}

// byPlace orders passages by start, then end.
func byPlace(a, b transcript.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

type anchorer struct {
	old, now *transcript.Transcript
	cs       []Coding
	out      []Placed
	tokens   []token // of now, once somebody asked for them
	lexicon  lexicon
	count    *counts
}

// words are the tokens of the text as it is now. Where all codings stand as they were
// kept, nobody asks for them.
func (a *anchorer) words() []token {
	if a.tokens == nil {
		a.tokens = a.lexicon.body(a.now)
	}
	return a.tokens
}

// byDifference places what old agrees with and returns the indexes of the
// codings that it has no say on. Those whose words were taken out are looked
// for in what was put in.
func (a *anchorer) byDifference() (lost []int) {
	var agreeing []int
	for i := range a.cs {
		if a.old != nil && stands(a.old.Body, a.cs[i].Span, &a.cs[i]) {
			agreeing = append(agreeing, i)
		} else {
			lost = append(lost, i)
		}
	}
	if len(agreeing) == 0 {
		return lost
	}
	now, old := a.words(), a.lexicon.body(a.old)
	a.count.grow(len(a.lexicon))
	al := align(old, now, a.count)
	_, put := al.taken()
	longest := longestFree(put)
	var gone []int
	for _, i := range agreeing {
		to, same, ok := al.follow(a.old.Body, a.now.Body, a.cs[i].Span)
		switch {
		case ok:
			a.place(i, to, same)
			// The rest of a paragraph that was moved may look like a correction.
			if first, end := al.touched(a.cs[i].Span); !same && end-first <= longest {
				gone = append(gone, i)
			}
		case !al.doubted(a.cs[i].Span):
			gone = append(gone, i)
		}
	}
	a.byInsertion(gone, al)
	return lost
}

// place puts coding i on a passage of now.
func (a *anchorer) place(i int, to transcript.Span, same bool) {
	clipped, ok := a.now.Clip(to)
	if !ok {
		return
	}
	c := &a.cs[i]
	p := &a.out[i]
	p.Now = clipped
	switch {
	case to == c.Span && stands(a.now.Body, to, c):
		p.Fate = Exact
	case same:
		p.Fate = Moved
	default:
		p.Fate = Followed
	}
}

// Relocate returns a placed coding as it is to be written for the text in
// which it was placed: its passage, words and context those of t. One that is
// exact or adrift is returned as it was kept.
func Relocate(p Placed, t *transcript.Transcript) Coding {
	c := p.Coding
	if p.Fate == Exact || p.Fate == Adrift || p.Now.Start < 0 || p.Now.Empty() || p.Now.End > len(t.Body) {
		return c
	}
	c.stand(t, p.Now)
	c.Prefix, c.Suffix = strings.Clone(c.Prefix), strings.Clone(c.Suffix)
	return c
}
