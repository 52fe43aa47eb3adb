package cmd

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"grounded/analysis/index"
	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// searchReport shows what was found with the words marked.
func searchReport(found study.Found, may *coding.Quoting, context int) table.Report {
	r := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "time", Heading: "Time"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "quote", Heading: "Words", Words: true},
			{Name: "score", Heading: "Score", Type: table.Number, Digits: 2},
			{Name: "before", Heading: "Before", Words: true},
			{Name: "after", Heading: "After", Words: true},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "caution", Heading: "Caution", People: true},
			{Name: "passage", Heading: "Passage", Words: true, People: true},
		}},
		View: table.Cards{Head: []string{"ref", "speaker", "time"}, Body: "passage", Foot: []string{"caution"}},
	}
	withheld := 0
	for _, h := range found.Hits {
		t := found.Transcripts[h.Transcript]
		turn := t.Turns[h.Turn]
		before, after, shown := tabulate.Around(t, h.Span, context)
		if may.Withholds(t, shown) {
			withheld++
			continue
		}
		spoken := may.SpokenAs(t, h.Span, func(part transcript.Span) string { return marked(t, part, h.Marks) })
		r.Table.Rows = append(r.Table.Rows, []any{
			t.Ref(h.Span).String(), string(t.ID), t.ParagraphsOf(h.Span).First + 1, may.Speaker(t, h.Span), turn.Time.String(), h.Span.Start, h.Span.End,
			marked(t, h.Span, h.Marks), h.Score, before, after, string(may.MayQuote(t, shown)), may.Caution(t, shown),
			tabulate.Between(t, h.Span, before, spoken, after),
		})
	}
	if hits := len(found.Hits); hits > 0 {
		r.Notes = append([]string{count(hits, string(found.Unit)) + "."}, coding.Withheld(withheld, string(found.Unit))...)
	}
	return r
}

func hitCount(found study.Found) table.Report {
	return table.Report{Table: table.Table{Columns: []table.Column{{Name: "hits", Heading: "Hits", Type: table.Integer}}, Rows: [][]any{{len(found.Hits)}}}}
}

// showNumber prints a number alone.
func (e *Env) showNumber(n int) error {
	w, done, err := e.output()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w, n); err != nil {
		return err
	}
	return done()
}

// searchFacets are what hits can be counted by.
var searchFacets = []string{"transcript", "speaker", "role", "case", "code"}

// showFacets counts hits by what they are of. A hit that bears several codes counts for
// each.
func (o searchOptions) showFacets(ctx context.Context, env *Env, st *study.Study, found study.Found, may *coding.Quoting) error {
	codes := func(index.Hit) []string { return nil }
	if slices.Contains(o.Facets, "code") {
		var err error
		if codes, err = codesOn(ctx, env, st); err != nil {
			return err
		}
	}
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "facet", Heading: "By"}, {Name: "value", Heading: "Which", Words: true}, {Name: "hits", Heading: "Hits", Type: table.Integer},
	}}, Notes: []string{count(len(found.Hits), string(found.Unit)) + "."}}
	for _, facet := range o.Facets {
		n := map[string]int{}
		for _, h := range found.Hits {
			t := found.Transcripts[h.Transcript]
			speaker := t.Speaker(h.Turn)
			switch facet {
			case "transcript":
				n[string(t.ID)]++
			case "speaker":
				n[may.Label(speaker)]++
			case "role":
				n[string(speaker.Role)]++
			case "case":
				n[may.Called(speaker.Case, speaker.Case)]++
			case "code":
				of := codes(h)
				for _, code := range of {
					n[code]++
				}
				if len(of) == 0 {
					n[""]++
				}
			}
		}
		var values []string
		for value := range n {
			values = append(values, value)
		}
		slices.SortFunc(values, func(a, b string) int { return cmp.Or(n[b]-n[a], cmp.Compare(a, b)) })
		for _, value := range values {
			r.Table.Rows = append(r.Table.Rows, []any{facet, cmp.Or(value, "none"), n[value]})
		}
	}
	return env.show(r)
}

// codesOn returns which codes lie on a hit, as "analyst:code".
func codesOn(ctx context.Context, env *Env, st *study.Study) (func(index.Hit) []string, error) {
	sel, err := env.reading(st)
	if err != nil {
		return nil, err
	}
	sel.Surveys = true
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return nil, err
	}
	on := map[transcript.ID][]coding.Row{}
	for _, row := range picked.Rows {
		on[row.Transcript.ID] = append(on[row.Transcript.ID], row)
	}
	return func(h index.Hit) []string {
		var out []string
		for _, row := range on[h.Transcript] {
			if name := string(row.Coder.Analyst) + ":" + string(row.Entry.ID); row.Now.Overlaps(h.Span) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
		return out
	}, nil
}

// marked is the words of a passage, those that were found emphasised. Headers that
// stand before its later paragraphs are no words.
func marked(t *transcript.Transcript, s transcript.Span, marks []transcript.Span) string {
	out := ""
	for _, part := range t.Said(s) {
		if out != "" {
			out += "\n"
		}
		at := part.Start
		for _, m := range marks {
			if m = m.Intersect(part); m.Empty() {
				continue
			}
			out += t.Body[at:m.Start] + table.MarkStart + t.Text(m) + table.MarkEnd
			at = m.End
		}
		out += t.Body[at:part.End]
	}
	return out
}
