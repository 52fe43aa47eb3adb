package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Quotation is a passage of a code to show beside a pair.
type Quotation struct {
	coding.Row
	Shared transcript.Span // the part that the other side marks too; empty when it does not
}

// Quotations returns up to n passages of some codes of one side, the left unless
// right, that say most of how they pair with some of the other: those that both
// mark, the most text first, then those whose words are most typical of their
// code.
func (m *Matching) Quotations(own, other Side, right bool, codes, others []codebook.ID, n int) []Quotation {
	theirs := map[transcript.ID][]transcript.Span{}
	for i := range other.Rows {
		if r := &other.Rows[i]; r.By == "" && slices.Contains(others, r.Entry.ID) {
			theirs[r.Transcript.ID] = append(theirs[r.Transcript.ID], r.Now)
		}
	}
	p := m.left
	if right {
		p = m.right
	}
	type candidate struct {
		Quotation
		typical float64
	}
	var all []candidate
	seen := map[passage]bool{}
	for _, r := range own.Rows {
		at := passage{r.Transcript.ID, r.Now}
		if r.By != "" || seen[at] || !slices.Contains(codes, r.Entry.ID) {
			continue
		}
		seen[at] = true
		c := candidate{Quotation: Quotation{Row: r}}
		for _, s := range theirs[r.Transcript.ID] {
			if both := s.Intersect(r.Now); both.Len() > c.Shared.Len() {
				c.Shared = both
			}
		}
		if i, is := p.at[r.Entry.ID]; is {
			words := m.passages.Weigh(m.said(&r), 0)
			c.typical = words.Cosine(m.wordsOf(p.portraits[i]))
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.Shared.Len(), a.Shared.Len()), cmp.Compare(b.typical, a.typical))
	})
	var out []Quotation
	for _, c := range all[:min(n, len(all))] {
		out = append(out, c.Quotation)
	}
	return out
}
