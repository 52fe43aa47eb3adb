package theme

import (
	"cmp"
	"slices"

	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Moved returns the new names of transcripts that quotations are from and that
// are not among those given, which are all there are: the one text in which
// every quotation of such a transcript stands where it stood. Where no text or
// several are like that, nothing is said of the transcript.
func (m *Model) Moved(transcripts []*transcript.Transcript) map[transcript.ID]transcript.ID {
	there := map[transcript.ID]bool{}
	for _, t := range transcripts {
		there[t.ID] = true
	}
	lost := map[transcript.ID][]coding.Coding{}
	for _, q := range m.Quotes {
		if q.Transcript != "" && !there[q.Transcript] {
			lost[q.Transcript] = append(lost[q.Transcript], coding.Coding{Span: q.Span, Quote: q.Quote, Prefix: q.Prefix, Suffix: q.Suffix})
		}
	}
	moved := map[transcript.ID]transcript.ID{}
	for id, quotes := range lost {
		var fits []transcript.ID
		for _, t := range transcripts {
			if !slices.ContainsFunc(coding.Anchor(nil, t, quotes), func(p coding.Placed) bool {
				return p.Fate != coding.Exact || p.Span.Empty()
			}) {
				fits = append(fits, t.ID)
			}
		}
		if len(fits) == 1 {
			moved[id] = fits[0]
		}
	}
	return moved
}

// Mended is what Mend did.
type Mended struct {
	Renamed []Rename // by former name
	Places  int      // quotations whose place was written anew
}

// Rename is a transcript that is kept under another name now.
type Rename struct{ From, To transcript.ID }

// Mend writes down what needs no decision of the quotations: the names of
// transcripts that were moved, and the places and words of quotations as they
// are in the texts now. What is to be printed of them stays, also where it does not fit
// those words: people say it anew. The transcripts are all there are.
func (m *Model) Mend(transcripts []*transcript.Transcript) ([]byte, Mended, error) {
	now := *m
	now.Quotes = slices.Clone(m.Quotes)
	var did Mended
	moved := m.Moved(transcripts)
	for i, q := range now.Quotes {
		if to, ok := moved[q.Transcript]; ok {
			now.Quotes[i].Transcript = to
		}
	}
	mended, written, err := m.write(now.Anchor(transcripts))
	if err != nil {
		return nil, Mended{}, err
	}
	for _, a := range written {
		if a.Fate != coding.Exact {
			did.Places++
		}
		if from := m.Quotes[a.Index].Transcript; from != a.Transcript {
			did.Renamed = append(did.Renamed, Rename{from, a.Transcript})
		}
	}
	did.Renamed = once(did.Renamed)
	slices.SortFunc(did.Renamed, func(a, b Rename) int { return cmp.Compare(a.From, b.From) })
	return mended.Source(), did, nil
}

// Follow writes down where the quotations of a transcript stand after its text
// was changed, as Mend does, and returns how each of them fared.
func (m *Model) Follow(r coding.Revision) ([]byte, []Anchored, error) {
	var all []Anchored
	var placed []coding.Placed
	for _, a := range m.Anchor([]*transcript.Transcript{r.Was}) {
		if a.In == nil {
			continue
		}
		all = append(all, a)
		kept := coding.Coding{Span: a.Span, Quote: a.Quote.Quote, Prefix: a.Prefix, Suffix: a.Suffix}
		placed = append(placed, coding.Placed{Coding: kept, Now: a.Now, Fate: a.Fate})
	}
	for i, p := range r.Place(placed) {
		all[i].In, all[i].Now, all[i].Fate = r.Now, p.Now, p.Fate
	}
	mended, _, err := m.write(all)
	if err != nil {
		return nil, nil, err
	}
	return mended.Source(), all, nil
}

// write writes quotations as they were placed, and returns which of them that
// changed.
func (m *Model) write(placed []Anchored) (*Model, []Anchored, error) {
	mended := m
	var written []Anchored
	for _, a := range placed {
		q := a.Relocate()
		if _, ok := m.Theme(q.Theme); !ok || q == m.Quotes[a.Index] {
			continue
		}
		src, err := mended.setQuote(a.Index, q)
		if err != nil {
			return nil, nil, err
		}
		mended, _ = Decode(m.Name(), src)
		written = append(written, a)
	}
	return mended, written, nil
}

// RenameTranscript writes another name for a transcript into its quotations, and
// returns how many there are.
func (m *Model) RenameTranscript(from, to transcript.ID) ([]byte, int, error) {
	var edits []tomledit.Edit
	for i, q := range m.Quotes {
		if q.Transcript == from {
			edits = append(edits, tomledit.Set(tomledit.Nth("quote", i), "transcript", string(to)))
		}
	}
	src, err := m.edit(edits...)
	return src, len(edits), err
}
