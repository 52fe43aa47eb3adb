package coding

import (
	"slices"

	"grounded/codebook"
	"grounded/transcript"
)

// Uncounted is how many codings a selection means otherwise and has in no Row.
type Uncounted struct {
	Adrift int // that have lost their place
	Others int // on words of nobody whom Speakers, Roles, Cases and Where mean
	Own    int // that NotOwn leaves out
	Theirs int // that NotTheirs leaves out
}

// misses reports whether a coding that is meant is in no Row, and counts it.
func (m meaning) misses(coder *Coder, t *transcript.Transcript, placed *Placed, u *Uncounted) bool {
	switch {
	case placed.Fate == Adrift:
		u.Adrift++
	case m.NotOwn && OfOwnWords(coder.Case, t, *placed):
		u.Own++
	case m.passage(t, placed.Now):
		return false
	case m.ofTheirs(t, placed.Now):
		u.Theirs++
	default:
		u.Others++
	}
	return true
}

// UncountedOn returns what is uncounted on some of the transcripts, of the codes that
// means reports; of all where it is nil.
func (p Picked) UncountedOn(among []*transcript.Transcript, means func(*Coder, codebook.ID) bool) Uncounted {
	if means == nil && len(among) == len(p.Transcripts) {
		return p.Uncounted
	}
	var u Uncounted
	meant := byID(among)
	for _, coder := range p.Coders {
		entries := p.meaning.entries(coder)
		for i := range coder.Work {
			t := meant[coder.Work[i].Transcript]
			if t == nil {
				continue
			}
			for j := range coder.Work[i].Codings {
				placed := &coder.Work[i].Codings[j]
				if _, ok := entries(placed.Code); ok && p.meaning.meansCoding(placed) && (means == nil || means(coder, placed.Code)) {
					p.meaning.misses(coder, t, placed, &u)
				}
			}
		}
	}
	return u
}

// NotTheirs returns the selection without the words that one of the coders said, which
// are left out for all of them: if each left out their own alone, the others would stand
// alone on them. A coding that holds other words too stays, for these.
func (p Picked) NotTheirs() Picked {
	theirs := map[string]bool{}
	for _, coder := range p.Coders {
		if coder.Case != "" {
			theirs[coder.Case] = true
		}
	}
	if len(theirs) == 0 {
		return p
	}
	p.meaning.theirs, p.meaning.anybody = theirs, false
	p.Rows = slices.DeleteFunc(slices.Clone(p.Rows), func(r Row) bool {
		return p.meaning.misses(r.Coder, r.Transcript, r.Placed, &p.Uncounted)
	})
	return p
}

// ofTheirs reports whether a passage would be meant but for who said it.
func (m meaning) ofTheirs(t *transcript.Transcript, passage transcript.Span) bool {
	if m.theirs == nil {
		return false
	}
	m.theirs = nil
	return m.passage(t, passage)
}
