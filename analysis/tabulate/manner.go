package tabulate

import (
	"fmt"
	"math"
	"slices"

	"grounded/analysis/summary"
	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Manner is how one analyst works, apart from what the codes say.
type Manner struct {
	Coder       *coding.Coder
	Codes       int // in use, and not retired
	Descriptive int // of Codes
	Analytical  int // of Codes
	Depth       int // levels of the codebook's tree; 1 is a flat list
	Codings     int
	Transcripts int               // with a coding
	Words       int               // said by those who were selected, in the transcripts that were
	CodedShare  float64           // of the bytes said by them, from 0 to 1
	Passages    int               // distinct
	Length      summary.Quartiles // of the passages, in words; zero when there are none
	WithinTurns float64           // share of passages that are less than one paragraph
	CodesOnEach float64           // codes on a passage, on average
}

// MannerOf returns how each analyst of a selection works.
func MannerOf(p coding.Picked) []Manner {
	words, said := 0, 0
	for _, t := range p.Transcripts {
		meant := meantWords(p, t, transcript.Span{Start: 0, End: len(t.Body)})
		words += t.CountWords(meant...)
		for _, s := range meant {
			said += s.Len()
		}
	}
	var out []Manner
	for _, coder := range p.Coders {
		out = append(out, mannerOf(p, coder, distinct(confirmed(rowsOf(p.Rows, coder))), words, said))
	}
	return out
}

// meantWords returns what of a passage was said by somebody whom the selection means.
func meantWords(p coding.Picked, t *transcript.Transcript, passage transcript.Span) []transcript.Span {
	return slices.DeleteFunc(t.Said(passage), func(s transcript.Span) bool {
		return !p.MeansTurn(t, t.Paragraphs[t.ParagraphAt(s.Start)].Turn)
	})
}

func mannerOf(p coding.Picked, coder *coding.Coder, rows []coding.Row, words, said int) Manner {
	m := Manner{Coder: coder, Words: words, Codings: len(rows), Transcripts: transcriptsOf(rows)}
	for code, depth := range coder.Book.Walk() {
		if !code.InUse() {
			continue
		}
		m.Codes++
		if code.Kind == codebook.Analytical {
			m.Analytical++
		} else {
			m.Descriptive++
		}
		m.Depth = max(m.Depth, depth+1)
	}
	spans := map[*transcript.Transcript][]transcript.Span{}
	for _, r := range rows {
		spans[r.Transcript] = append(spans[r.Transcript], r.Now)
	}
	coded, within := 0, 0
	for t, ss := range spans {
		for _, s := range transcript.Union(ss) {
			for _, part := range meantWords(p, t, s) {
				coded += part.Len()
			}
		}
		slices.SortFunc(ss, func(a, b transcript.Span) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return a.End - b.End
		})
		for _, s := range slices.Compact(ss) {
			m.Passages++
			if of := t.ParagraphsOf(s); of.End-of.First == 1 && t.Paragraphs[of.First].Text.Len() > s.Len() {
				within++
			}
		}
	}
	if said > 0 {
		m.CodedShare = float64(coded) / float64(said)
	}
	if m.Passages > 0 {
		m.WithinTurns = float64(within) / float64(m.Passages)
		m.CodesOnEach = float64(m.Codings) / float64(m.Passages)
	}
	m.Length, _ = summary.QuartilesOf(passageWords(rows))
	return m
}

// confirmed leaves out what a search coded and nobody confirmed.
func confirmed(rows []coding.Row) []coding.Row {
	if !slices.ContainsFunc(rows, func(r coding.Row) bool { return r.By == coding.ByQuery }) {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r coding.Row) bool { return r.By == coding.ByQuery })
}

// Uses returns how often one analyst put each code, given their rows: what a
// search made and nobody confirmed does not count, and what repeats counts once.
func Uses(rows []coding.Row) map[codebook.ID]int {
	uses := map[codebook.ID]int{}
	for _, r := range distinct(confirmed(rows)) {
		uses[r.Code]++
	}
	return uses
}

// distinct leaves out what repeats: the same code of an analyst on the same
// passage twice is one coding.
func distinct(rows []coding.Row) []coding.Row {
	type mark struct {
		passage
		code codebook.ID
	}
	seen := make(map[mark]bool, len(rows))
	var kept []coding.Row
	for _, r := range rows {
		m := mark{passage{r.Transcript.ID, r.Now}, r.Code}
		if !seen[m] {
			seen[m] = true
			kept = append(kept, r)
		}
	}
	return kept
}

// MannerReport lays the manners of analysts side by side, one row a measure and
// analyst.
func MannerReport(p coding.Picked) table.Report {
	r := table.Report{
		Title: "How each analyst works",
		Table: table.Table{Columns: []table.Column{
			{Name: "measure", Heading: "Measure"},
			{Name: "analyst", Heading: "Analyst"},
			{Name: "value", Heading: "Value", Type: table.Number, Digits: table.AsNeeded},
		}},
		View: table.Pivot{Rows: []string{"measure"}, Across: "analyst", Values: []string{"value"}},
	}
	manners := MannerOf(p)
	for _, measure := range []struct {
		name  string
		value func(Manner) float64
	}{
		{"codes in the codebook", func(m Manner) float64 { return float64(m.Codes) }},
		{"descriptive codes", func(m Manner) float64 { return float64(m.Descriptive) }},
		{"analytical codes", func(m Manner) float64 { return float64(m.Analytical) }},
		{"levels of the tree", func(m Manner) float64 { return float64(m.Depth) }},
		{"codings", func(m Manner) float64 { return float64(m.Codings) }},
		{"transcripts coded", func(m Manner) float64 { return float64(m.Transcripts) }},
		{"codings per 1,000 words", func(m Manner) float64 { return perThousand(m.Codings, m.Words) }},
		{"share of the text coded, %", func(m Manner) float64 { return 100 * m.CodedShare }},
		{"passage length in words, lower quartile", func(m Manner) float64 { return m.Length.Lower }},
		{"passage length in words, median", func(m Manner) float64 { return m.Length.Median }},
		{"passage length in words, upper quartile", func(m Manner) float64 { return m.Length.Upper }},
		{"passages of less than a paragraph, %", func(m Manner) float64 { return 100 * m.WithinTurns }},
		{"codes on a passage, mean", func(m Manner) float64 { return m.CodesOnEach }},
	} {
		for _, m := range manners {
			value := math.Round(measure.value(m)*10) / 10
			r.Table.Rows = append(r.Table.Rows, []any{measure.name, string(m.Coder.Analyst), value})
		}
	}
	for _, m := range manners {
		if m.Passages > 0 {
			r.Notes = append(r.Notes, fmt.Sprintf("%s codes %s.", m.Coder.Analyst, habit(m)))
		}
	}
	r.Notes = append(r.Notes, leftOut(p)...)
	return r
}

// habit says in words whether somebody codes by line or by paragraph.
func habit(m Manner) string {
	switch {
	case m.WithinTurns >= 0.75:
		return "line by line: most passages are part of a paragraph"
	case m.WithinTurns <= 0.25:
		return "by the paragraph: most passages are whole paragraphs or longer"
	}
	return "sometimes by the line and sometimes by the paragraph"
}

func perThousand(n, words int) float64 {
	if words == 0 {
		return 0
	}
	return 1000 * float64(n) / float64(words)
}
