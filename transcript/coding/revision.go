package coding

import (
	"time"

	"grounded/transcript"
)

// Revision is one change of a transcript's text.
type Revision struct {
	Was, Now *transcript.Transcript
	// Follow says where a passage of Was stands in Now, where that is known
	// exactly; nil leaves it to the difference of the two texts.
	Follow func(transcript.Span) transcript.Span
}

// Place finds the places in Now of codings that were placed in Was, in their
// order. Fates are those since the codings were kept. What is adrift in Was is
// looked for in Now.
func (r Revision) Place(placed []Placed) []Placed {
	kept := make([]Coding, len(placed))
	for i, p := range placed {
		kept[i] = Relocate(p, r.Was)
	}
	next := r.next(kept, placed)
	for i, p := range placed {
		next[i].Coding = p.Coding
		if next[i].Fate != Adrift {
			next[i].Fate = p.Coding.fate(r.Now, next[i].Now)
		}
	}
	return next
}

func (r Revision) next(kept []Coding, placed []Placed) []Placed {
	if r.Follow == nil {
		return Anchor(r.Was, r.Now, kept)
	}
	out := make([]Placed, len(kept))
	var lost []int
	for i, c := range kept {
		out[i].Fate = Adrift
		if placed[i].Fate == Adrift {
			lost = append(lost, i)
		} else if now, ok := r.Now.Clip(r.Follow(c.Span)); ok {
			out[i].Now, out[i].Fate = now, Moved
		}
	}
	if len(lost) > 0 {
		var adrift []Coding
		for _, i := range lost {
			adrift = append(adrift, kept[i])
		}
		for n, p := range Anchor(nil, r.Now, adrift) {
			out[lost[n]] = p
		}
	}
	return out
}

// fate says how a coding fared that stands at a place of t.
func (c *Coding) fate(t *transcript.Transcript, at transcript.Span) Fate {
	switch {
	case at == c.Span && stands(t.Body, at, c):
		return Exact
	case t.Text(at) == c.Quote:
		return Moved
	}
	return Followed
}

// Parts returns the parts of Was where they begin in Now: at the first of the
// paragraphs from there on that is found again, or behind the last one before.
// A part of which no paragraph is left is none any more.
func (r Revision) Parts() []transcript.Part {
	var out []transcript.Part
	for _, p := range r.Was.Parts {
		p.From = r.paragraph(p.From)
		if n := len(out); n > 0 && out[n-1].From >= p.From {
			out = out[:n-1]
		}
		if p.From <= len(r.Now.Paragraphs) {
			out = append(out, p)
		}
	}
	return out
}

// paragraph returns where a paragraph stands, both from 1.
func (r Revision) paragraph(n int) int {
	const most = 20 // paragraphs that may be gone at once
	var around []Placed
	for i := max(0, n-1-most); i < min(n-1+most, len(r.Was.Paragraphs)); i++ {
		s, _ := r.Was.Clip(r.Was.Paragraphs[i].Text)
		around = append(around, Placed{Coding: Make(r.Was, s, "", "", time.Time{}), Now: s})
	}
	before := min(n-1, most)
	placed := r.Place(around)
	for _, p := range placed[min(before, len(placed)):] {
		if p.Fate != Adrift {
			return r.Now.ParagraphsOf(p.Now).First + 1
		}
	}
	for i := min(before, len(placed)) - 1; i >= 0; i-- {
		if placed[i].Fate != Adrift {
			return r.Now.ParagraphsOf(placed[i].Now).End + 1
		}
	}
	return min(n, len(r.Now.Paragraphs)+1)
}
