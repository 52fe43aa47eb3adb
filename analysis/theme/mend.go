package theme

import (
	"cmp"
	"slices"

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
// are in the texts now. A quotation whose words as printed do not follow from
// those any more is left as it is. The transcripts are all there are.
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
	mended := m
	for _, a := range now.Anchor(transcripts) {
		q := a.Relocate()
		if _, ok := m.Theme(q.Theme); !ok || q == m.Quotes[a.Index] || q.Shown != "" && !Shows(q.Shown, q.Quote) {
			continue
		}
		if a.Fate != coding.Exact {
			did.Places++
		}
		src, err := mended.SetQuote(a.Index, q)
		if err != nil {
			return nil, Mended{}, err
		}
		mended, _ = Decode(m.Name(), src)
		if from := m.Quotes[a.Index].Transcript; from != q.Transcript {
			did.Renamed = append(did.Renamed, Rename{from, q.Transcript})
		}
	}
	did.Renamed = once(did.Renamed)
	slices.SortFunc(did.Renamed, func(a, b Rename) int { return cmp.Compare(a.From, b.From) })
	return mended.Source(), did, nil
}
