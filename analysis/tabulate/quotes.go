package tabulate

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// QuotesOptions say what is shown with a quotation.
type QuotesOptions struct {
	Context int             // words before and behind it
	Kept    bool            // in order of analyst, transcript and place; by code otherwise
	Quoting *coding.Quoting // says which may be quoted outside the study, and shown; nil says nothing
}

// Quotes returns selected codings with their words, one row each, by code,
// analyst, transcript and place. Times are of the turn that a passage begins in.
func Quotes(p coding.Picked, o QuotesOptions) table.Report {
	report := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Id"},
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Code"},
			{Name: "name", Heading: "Name", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "time", Heading: "Time"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "quote", Heading: "Quotation", Words: true},
			{Name: "memo", Heading: "Memo", Words: true},
			{Name: "at", Heading: "At"},
			{Name: "by", Heading: "By"},
			{Name: "before", Heading: "Before", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "caution", Heading: "Caution", People: true},
			{Name: "place", Heading: "Place", People: true},
			{Name: "passage", Heading: "Passage", Words: true, People: true},
		}},
		View: table.Cards{
			Head: []string{"name", "place", "speaker", "time", "analyst", "id"},
			Body: "passage",
			Foot: []string{"memo", "by", "caution"},
		},
	}
	rows := p.Rows
	if !o.Kept {
		rows = slices.Clone(rows)
		slices.SortStableFunc(rows, func(a, b coding.Row) int { return cmp.Compare(a.Entry.ID, b.Entry.ID) })
	}
	withheld := 0
	for _, r := range rows {
		t := r.Transcript
		paragraph := t.ParagraphsOf(r.Now).First
		turn := t.Paragraphs[paragraph].Turn
		quote := t.Text(r.Now)
		before, after, shown := Around(t, r.Now, o.Context)
		if o.Quoting.Withholds(t, shown) {
			withheld++
			continue
		}
		may, caution := string(o.Quoting.MayQuote(t, shown)), o.Quoting.Caution(t, shown)
		report.Table.Rows = append(report.Table.Rows, []any{
			r.ID, string(r.Coder.Analyst), string(r.Entry.ID), nameOf(*r.Entry), string(r.Entry.Kind),
			string(t.ID), paragraph + 1, o.Quoting.Speaker(t, r.Now), t.Turns[turn].Time.String(), r.Now.Start, r.Now.End,
			quote, r.Memo, stamp(r.At), r.By, before, after, may, caution, place(t, r.Now), inContext(o.Quoting, t, r.Now, before, after),
		})
	}
	report.Notes = append(coding.Withheld(withheld, "passage"), leftOut(p)...)
	return report
}

// place is a passage's place as people read it: "interview-03 ¶14".
func place(t *transcript.Transcript, s transcript.Span) string {
	return strings.Replace(t.Ref(s).String(), ":", " ¶", 1)
}

func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// inContext is a passage as people read it: emphasised when words stand around
// it, with a stroke where its paragraph ends before they do.
func inContext(may *coding.Quoting, t *transcript.Transcript, s transcript.Span, before, after string) string {
	quote := may.Spoken(t, s)
	if before == "" && after == "" {
		return quote
	}
	return Between(t, s, before, table.MarkStart+quote+table.MarkEnd, after)
}

// Between puts the words of a passage between those before and behind it, as Around
// returns them.
func Between(t *transcript.Transcript, s transcript.Span, before, quote, after string) string {
	of := t.ParagraphsOf(s)
	if before != "" {
		rest := t.Body[t.Paragraphs[of.First].Text.Start:s.Start]
		r, _ := utf8.DecodeLastRuneInString(rest)
		quote = before + seam(rest, r) + quote
	}
	if after != "" {
		rest := t.Body[s.End:t.Paragraphs[of.End-1].Text.End]
		r, _ := utf8.DecodeRuneInString(rest)
		quote += seam(rest, r) + after
	}
	return quote
}

// seam joins a passage to the words beside it, given the rest of its paragraph
// on that side and the character of it that touches the passage.
func seam(rest string, touches rune) string {
	switch {
	case strings.TrimSpace(rest) == "":
		return " / "
	case unicode.IsSpace(touches):
		return " "
	}
	return ""
}

// Around returns up to n words said before a passage and behind it, within its
// paragraphs' turns and beyond, as they stand, and the passage with them: who shows them
// is allowed no more than their speakers allow.
func Around(t *transcript.Transcript, s transcript.Span, n int) (before, after string, whole transcript.Span) {
	if n <= 0 {
		return "", "", s
	}
	before, whole.Start = lastWords(t, t.Said(transcript.Span{Start: 0, End: s.Start}), n, s.Start)
	after, whole.End = firstWords(t, t.Said(transcript.Span{Start: s.End, End: len(t.Body)}), n, s.End)
	return before, after, whole
}

// lastWords also returns where they begin, which is start where there are none; firstWords
// where they end.
func lastWords(t *transcript.Transcript, said []transcript.Span, n, start int) (string, int) {
	var parts []string
	for i := len(said) - 1; i >= 0 && n > 0; i-- {
		words := slices.Collect(transcript.Words(t.Text(said[i])))
		cut := max(0, len(words)-n)
		n -= len(words) - cut
		from := 0
		if cut > 0 {
			from = words[cut].Start
		}
		parts = append(parts, strings.TrimSpace(t.Text(said[i])[from:]))
		start = said[i].Start + from
	}
	slices.Reverse(parts)
	return strings.Join(parts, " / "), start
}

func firstWords(t *transcript.Transcript, said []transcript.Span, n, end int) (string, int) {
	var parts []string
	for i := 0; i < len(said) && n > 0; i++ {
		text := t.Text(said[i])
		words := slices.Collect(transcript.Words(text))
		to := len(text)
		if len(words) > n {
			to = words[n-1].End
		}
		n -= min(n, len(words))
		parts = append(parts, strings.TrimSpace(text[:to]))
		end = said[i].Start + to
	}
	return strings.Join(parts, " / "), end
}
