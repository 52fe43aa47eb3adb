package theme

import (
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Rests returns the codes that a theme rests on, with all below them, and the codes of
// analysts that are not selected; what took the place of a code stands for it.
func (e Evidence) Rests() []CodeRef {
	var out []CodeRef
	for _, u := range e.codes {
		out = append(out, u.ref)
	}
	books := map[coding.Analyst]*codebook.Book{}
	for _, coder := range e.picked.Coders {
		books[coder.Analyst] = coder.Book
	}
	return Living(append(out, e.missing...), books)
}

// Marks returns where the evidence of a theme lies, coded and found, and the quotations
// that were chosen for it: by transcript, in order, no two overlapping.
func (e Evidence) Marks(quotes []Anchored) map[transcript.ID][]transcript.Span {
	out := map[transcript.ID][]transcript.Span{}
	for _, f := range e.said() {
		out[f.transcript.ID] = append(out[f.transcript.ID], f.span)
	}
	for _, q := range quotes {
		if q.Theme == e.Theme.ID && q.Fate != coding.Adrift {
			out[q.In.ID] = append(out[q.In.ID], q.Now)
		}
	}
	for id, spans := range out {
		out[id] = transcript.Union(spans)
	}
	return out
}
