package tabulate

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"grounded/analysis/lexis"
	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// ConcordanceOptions say how lines are shown.
type ConcordanceOptions struct {
	N       int             // lines; 0 means all
	Asked   string          // what was looked for
	Quoting *coding.Quoting // says what may be quoted, and shown
	Data    bool
	Notes   []string
}

// Concordance returns a row for each place at which a phrase stands, with the words
// around it. Its fields are those that a search prints.
func Concordance(lines []lexis.Line, searched lexis.Total, o ConcordanceOptions) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Places of “%s”", o.Asked),
		Table: table.Table{Columns: []table.Column{
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "time", Heading: "Time"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "before", Heading: "Before", Words: true},
			{Name: "quote", Heading: "Words", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "place", Heading: "Place", People: true},
			{Name: "left", Heading: "Before", Words: true, People: true},
			{Name: "right", Heading: "After", Words: true, People: true},
		}},
		View: table.Concordance{Head: []string{"place", "speaker"}, Before: "left", Node: "quote", After: "right"},
	}
	var no, ask []string
	kept, withheld := 0, 0
	for _, l := range lines {
		t := l.Transcript
		may := o.Quoting.MayQuote(t, transcript.Span{Start: l.Before.Start, End: l.After.End})
		if o.Quoting.Withholds(t, transcript.Span{Start: l.Before.Start, End: l.After.End}) {
			withheld++
			continue
		}
		if kept++; o.N > 0 && kept > o.N {
			continue
		}
		ref := t.Ref(l.Span)
		switch may {
		case coding.QuoteNo:
			no = append(no, place(t, l.Span))
		case coding.QuoteAsk:
			ask = append(ask, place(t, l.Span))
		}
		before, after, left, right := around(l)
		r.Table.Rows = append(r.Table.Rows, []any{
			ref.String(), string(t.ID), t.ParagraphsOf(l.Span).First + 1, o.Quoting.Speaker(t, l.Span), t.Turns[l.Turn].Time.String(),
			l.Span.Start, l.Span.End, before, t.Text(l.Span), after, string(may), place(t, l.Span), left, right,
		})
	}
	if more := kept - len(r.Table.Rows); more > 0 {
		r.Notes = append(r.Notes, counted(more, "line")+" more (all: -n 0).")
	}
	r.Notes = append(r.Notes, o.found(lines, searched))
	r.Notes = append(r.Notes, coding.Withheld(withheld, "line")...)
	if !o.Data {
		r.Notes = append(r.Notes, cautions("Not to be quoted outside the study", no)...)
		r.Notes = append(r.Notes, cautions("Ask before quoting", ask)...)
	}
	r.Notes = append(r.Notes, o.Notes...)
	return r
}

// around returns the words on either side of a phrase, as a search prints them and as
// they stand beside it.
func around(l lexis.Line) (before, after, left, right string) {
	t := l.Transcript
	said := func(span transcript.Span) string {
		var parts []string
		for _, s := range t.Said(span) {
			if text := strings.TrimSpace(t.Text(s)); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, " / ")
	}
	before, after = said(l.Before), said(l.After)
	p := t.Paragraphs[t.ParagraphsOf(l.Span).First]
	if before != "" {
		rest := t.Body[p.Text.Start:l.Span.Start]
		r, _ := utf8.DecodeLastRuneInString(rest)
		left = before + seam(rest, r)
	}
	if after != "" {
		rest := t.Body[l.Span.End:p.Text.End]
		r, _ := utf8.DecodeRuneInString(rest)
		right = seam(rest, r) + after
	}
	return before, after, left, right
}

// found says how many lines there are, and of whom.
func (o ConcordanceOptions) found(lines []lexis.Line, searched lexis.Total) string {
	transcripts, speakers := map[string]bool{}, map[coding.Voice]bool{}
	for _, l := range lines {
		transcripts[string(l.Transcript.ID)] = true
		if s := l.Transcript.Speaker(l.Turn); s.Label != "" {
			speakers[coding.VoiceOf(l.Transcript, s)] = true
		}
	}
	text := counted(len(lines), "time")
	if len(speakers) > 0 {
		text += " by " + counted(len(speakers), "speaker")
	}
	if len(lines) > 0 {
		text += " in " + counted(len(transcripts), "transcript")
	}
	text += fmt.Sprintf(", among %s", counted(searched.Words, "word"))
	if searched.Speakers > 0 {
		text += " of " + counted(searched.Speakers, "speaker")
	}
	text += " in " + counted(searched.Transcripts, "transcript")
	if searched.Words > 0 {
		text += fmt.Sprintf(": %.2f in 1,000", 1000*float64(len(lines))/float64(searched.Words))
	}
	return text + "."
}

// cautions name places of which people must be told something.
func cautions(what string, places []string) []string {
	const few = 5
	switch n := len(places); {
	case n == 0:
		return nil
	case n > few:
		return []string{fmt.Sprintf("%s: %s and %d more lines (which: may_quote in csv).", what, strings.Join(places[:few], ", "), n-few)}
	}
	return []string{fmt.Sprintf("%s: %s.", what, strings.Join(places, ", "))}
}
