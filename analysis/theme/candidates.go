package theme

import (
	"cmp"
	"slices"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const (
	fewestWords = 8  // a quotation with fewer says little by itself
	mostWords   = 60 // one with more is rarely printed whole
)

// Candidate is a passage that may be quoted for a theme.
type Candidate struct {
	In    *transcript.Transcript
	Span  transcript.Span
	Words int
	Codes []CodeRef // of the theme, that lie on at least half of its words' bytes
}

// Candidates returns the coded passages of a theme that are no interviewer's
// words, the best to quote first. Those of 8 to 60 words come before the others;
// among them those that most analysts put codes of the theme on, then those with
// most of its codes, then the shorter, then by transcript and place. A code
// counts for a passage when codings of it lie on at least half of the passage.
func (e Evidence) Candidates() []Candidate {
	interviewer := map[coding.Voice]bool{}
	for _, s := range e.speakers() {
		interviewer[s.voice] = s.role == transcript.Interviewer
	}
	of := map[transcript.ID][]found{}
	for _, f := range e.rows {
		of[f.transcript.ID] = append(of[f.transcript.ID], f)
	}
	var out []Candidate
	for _, f := range passages(e.rows) {
		asks := false
		for _, v := range f.voices {
			asks = asks || interviewer[v]
		}
		if asks || len(f.voices) == 0 {
			continue
		}
		out = append(out, Candidate{
			In: f.transcript, Span: f.span, Words: f.transcript.CountWords(f.transcript.Said(f.span)...),
			Codes: e.codesOn(f.span, of[f.transcript.ID]),
		})
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(
			cmp.Compare(b.quotable(), a.quotable()),
			cmp.Compare(b.analysts(), a.analysts()),
			cmp.Compare(len(b.Codes), len(a.Codes)),
			cmp.Compare(a.Words, b.Words),
		)
	})
	return out
}

// quotable is 1 for a passage of the right length, else 0.
func (c Candidate) quotable() int {
	if fewestWords <= c.Words && c.Words <= mostWords {
		return 1
	}
	return 0
}

func (c Candidate) analysts() int {
	var names []string
	for _, r := range c.Codes {
		names = append(names, string(r.Analyst))
	}
	return len(once(names))
}

// codesOn returns the codes whose codings among rows, which are all of one
// transcript, lie on at least half of a passage.
func (e Evidence) codesOn(s transcript.Span, rows []found) []CodeRef {
	on := map[int][]transcript.Span{}
	for _, f := range rows {
		if both := f.span.Intersect(s); !both.Empty() {
			on[f.code] = append(on[f.code], both)
		}
	}
	var codes []CodeRef
	for i, u := range e.codes {
		bytes := 0
		for _, part := range transcript.Union(on[i]) {
			bytes += part.Len()
		}
		if bytes > 0 && 2*bytes >= s.Len() {
			codes = append(codes, u.ref)
		}
	}
	return codes
}

// Passages returns the candidates as a report, the best first, at most n of them
// unless n is 0.
func (e Evidence) Passages(n int) table.Report {
	r := table.Report{
		Title: "Passages to quote for “" + e.Theme.Name + "”",
		Table: table.Table{Columns: []table.Column{
			{Name: "theme", Heading: "Theme"},
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "codes", Heading: "Codes", Type: table.List},
			{Name: "quote", Heading: "Quotation", Words: true},
		}},
		View: table.Cards{Head: []string{"ref", "speaker"}, Body: "quote", Foot: []string{"codes", "words"}},
	}
	candidates := e.Candidates()
	shown := candidates
	if n > 0 {
		shown = shown[:min(n, len(shown))]
	}
	for _, c := range shown {
		r.Table.Rows = append(r.Table.Rows, []any{
			string(e.Theme.ID), placeIn(c.In, c.Span), string(c.In.ID), speakerIn(c.In, c.Span),
			c.Span.Start, c.Span.End, c.Words, refTexts(c.Codes), saidIn(c.In, c.Span),
		})
	}
	if len(shown) < len(candidates) {
		r.Notes = append(r.Notes, counted(len(candidates)-len(shown), "more passage")+".")
	}
	r.Notes = append(r.Notes, e.leftOut()...)
	return r
}
