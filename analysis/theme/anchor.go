package theme

import (
	"fmt"
	"strings"
	"time"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// QuoteOf returns a quotation of the passage s of t for a theme, with its words
// and what stands around them, as a coding keeps them.
func QuoteOf(t *transcript.Transcript, s transcript.Span, id ID, stance Stance) Quote {
	c := coding.Make(t, s, "", "", time.Time{})
	return Quote{Theme: id, Transcript: t.ID, Span: c.Span, Quote: c.Quote, Prefix: c.Prefix, Suffix: c.Suffix, Stance: stance}
}

// Anchored is a quote of a model with its place in the text as it is now.
type Anchored struct {
	Quote
	Index int                    // in Model.Quotes
	In    *transcript.Transcript // nil when it is not among those given
	Now   transcript.Span        // empty when adrift
	Fate  coding.Fate
}

// Anchor finds the places of the quotes in transcripts, as [coding.Anchor]
// finds those of codings, in the order of the file. A quote written by hand,
// that is with no more than its words, is placed if they stand there once. A
// quote whose transcript is not given is adrift, with In nil.
func (m *Model) Anchor(transcripts []*transcript.Transcript) []Anchored {
	out := make([]Anchored, len(m.Quotes))
	of := map[transcript.ID][]int{}
	for i, q := range m.Quotes {
		out[i] = Anchored{Quote: q, Index: i, Fate: coding.Adrift}
		of[q.Transcript] = append(of[q.Transcript], i)
	}
	for _, t := range transcripts {
		quotes := of[t.ID]
		if len(quotes) == 0 {
			continue
		}
		var kept []coding.Coding
		var index []int
		for _, i := range quotes {
			q := m.Quotes[i]
			out[i].In = t
			if q.Span.Empty() && q.Prefix+q.Suffix == "" {
				if found, err := transcript.NewFinder(t).Locate(q.Quote, 0); err == nil {
					out[i].Now, out[i].Fate = found, coding.Moved
				}
				continue
			}
			kept = append(kept, coding.Coding{Span: q.Span, Quote: q.Quote, Prefix: q.Prefix, Suffix: q.Suffix})
			index = append(index, i)
		}
		for k, p := range coding.Anchor(nil, t, kept) {
			out[index[k]].Now, out[index[k]].Fate = p.Now, p.Fate
		}
	}
	return out
}

// Relocate returns the quote as it is to be written for the text in which it
// was placed. One that is exact or adrift is returned as it was kept.
func (a Anchored) Relocate() Quote {
	if a.In == nil || a.Fate == coding.Exact || a.Fate == coding.Adrift {
		return a.Quote
	}
	q := QuoteOf(a.In, a.Now, a.Theme, a.Stance)
	q.Shown, q.Verified = a.Shown, a.Verified.Follow(a.Quote.Quote, q.Quote)
	return q
}

// Printed returns the quotation as it is to be printed: as shown, while that
// follows from the words that stand in the text now, else those words.
func (a Anchored) Printed() string { return a.printed(nil) }

// printed is Printed with the labels as they may be shown.
func (a Anchored) printed(may *coding.Quoting) string {
	switch {
	case a.Shown != "" && a.ShownFits():
		return a.Shown
	case a.In == nil || a.Fate == coding.Adrift:
		return a.Quote.Quote
	}
	return spokenIn(may, a.In, a.Now)
}

// ShownFits reports whether what is to be printed follows from the words that stand in
// the text now; of a quotation that is adrift, from those that were kept. Where nothing
// but the words is to be printed it does.
func (a Anchored) ShownFits() bool {
	if a.Shown == "" || a.Fate != coding.Followed && Shows(a.Shown, a.Quote.Quote) {
		return true
	}
	return a.In != nil && a.Fate != coding.Adrift && (Shows(a.Shown, a.In.Text(a.Now)) || Shows(a.Shown, saidIn(a.In, a.Now)))
}

// ShowAnew is the command that says of a quotation anew how it is to be printed.
func (m *Model) ShowAnew(i int) string {
	q := m.Quotes[i]
	return fmt.Sprintf("grounded theme quotes %s%s --change %d --shown \"…\"", q.Theme, m.Flag, m.numberOf(i))
}

// saidIn returns what was said in a passage, its paragraphs parted by a space.
func saidIn(t *transcript.Transcript, s transcript.Span) string {
	var parts []string
	for _, said := range t.Said(s) {
		parts = append(parts, strings.TrimSpace(t.Text(said)))
	}
	return strings.Join(parts, " ")
}

// spokenIn returns a passage as it is quoted: what was said, and before each
// turn that begins within it a stroke and who speaks, as may be shown.
func spokenIn(may *coding.Quoting, t *transcript.Transcript, s transcript.Span) string {
	var parts []string
	called := may.Labels(t, s)
	turn := -1
	for _, said := range t.Said(s) {
		words := strings.TrimSpace(t.Text(said))
		now := t.Paragraphs[t.ParagraphAt(said.Start)].Turn
		if turn >= 0 && now != turn {
			if name := called(t.Speaker(now)); name != "" {
				words = name + ": " + words
			}
			words = "/ " + words
		}
		turn = now
		parts = append(parts, words)
	}
	return strings.Join(parts, " ")
}

// placeIn is a passage's place as people read it: "interview-03 ¶14".
func placeIn(t *transcript.Transcript, s transcript.Span) string {
	return strings.Replace(t.Ref(s).String(), ":", " ¶", 1)
}
