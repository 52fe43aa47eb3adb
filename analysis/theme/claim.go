package theme

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript"
)

// Claim returns a theme in one row: what it claims, how much speaks for it and against
// it, from how many participants, and how much of that is from the one who gives most.
// Shares are of the words in the evidence of participants; where there is none they are
// empty.
func (e Evidence) Claim() table.Report {
	r := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "theme", Heading: "Id"},
			{Name: "name", Heading: "Theme", Words: true},
			{Name: "statement", Heading: "Statement", Words: true},
			{Name: "part", Heading: "Part"},
			{Name: "parents", Heading: "Below", Type: table.List},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "hits", Heading: "Hits", Type: table.Integer},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "participants", Heading: "Participants", Type: table.Integer},
			{Name: "of_participants", Heading: "of", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "of_transcripts", Heading: "of", Type: table.Integer},
			{Name: "most", Heading: "Most is from"},
			{Name: "most_codings", Heading: "Codings of that one", Type: table.Integer},
			{Name: "most_words", Heading: "Words of that one", Type: table.Integer},
			{Name: "most_share", Heading: "Share", Type: table.Number, Digits: 2},
		}},
		View: table.Cards{Head: []string{"name"}, Body: "statement", Foot: []string{"part", "parents"}},
	}
	l := e.ledger()
	with, of, most := l.givers()
	part, _ := e.model.PartOf(e.Theme.ID)
	row := []any{
		string(e.Theme.ID), e.Theme.Name, orNil(strings.TrimSpace(e.Theme.Statement)), orNil(part.Name), asTexts(e.Theme.Parents),
		l.all.codings, l.all.hits, l.all.words, with, of, l.holding(), len(e.picked.Transcripts),
		nil, nil, nil, nil,
	}
	if most != nil {
		a := l.voices[most.voice]
		row[12], row[13], row[14], row[15] = most.name(), a.codings, a.words, share(a.words, l.all.words)
	}
	r.Table.Columns = append(r.Table.Columns, stanceColumns()...)
	r.Table.Rows = [][]any{append(row, stanceCells(l.all.stances)...)}
	r.Notes = append(e.claimNotes(l), e.leftOut()...)
	return r
}

// claimNotes says from how many the evidence is, how much of it from one, and what the
// quotations do.
func (e Evidence) claimNotes(l *ledger) []string {
	var notes []string
	with, of, most := l.givers()
	switch {
	case most == nil && len(e.codes)+len(e.queries) > 0:
		notes = append(notes, "Nothing that participants say is evidence of it yet.")
	case most != nil:
		a := l.voices[most.voice]
		notes = append(notes, fmt.Sprintf("From %d of %s, in %d of %s: %s.", with, counted(of, "participant"),
			l.holding(), counted(len(e.picked.Transcripts), "transcript"), l.all.says()))
		if with == 1 {
			notes = append(notes, fmt.Sprintf("All of it is from %s.", most.name()))
		} else {
			notes = append(notes, fmt.Sprintf("Most is from %s: %s (%s).", most.name(), a.says(), percent(a.words, l.all.words)))
		}
	}
	switch quotes := e.Quotes(); {
	case len(quotes) > 0:
		seen := map[Stance]int{}
		for _, q := range quotes {
			seen[q.Stance]++
		}
		notes = append(notes, fmt.Sprintf("Of %s chosen for it %s.", counted(len(quotes), "quotation"), stanced(seen, "it")))
	case with > 0:
		notes = append(notes, fmt.Sprintf("No quotation is chosen for it yet; passages of different people: grounded theme quotes %s%s --spread", e.Theme.ID, e.model.Flag))
	}
	return notes
}

// says is an amount in words: "8 codings, 2 hits, 312 words".
func (a amount) says() string {
	var parts []string
	for _, part := range []struct {
		n    int
		noun string
	}{{a.codings, "coding"}, {a.hits, "hit"}, {a.words, "word"}} {
		if part.n > 0 {
			parts = append(parts, counted(part.n, part.noun))
		}
	}
	return strings.Join(parts, ", ")
}

// Transcripts returns the evidence by transcript, in order: a row for each that is
// selected. Figures are of participants. A note names those without any.
func (e Evidence) Transcripts() table.Report {
	r := table.Report{
		Title: "Evidence of “" + e.Theme.Name + "”, by transcript",
		Table: table.Table{Columns: []table.Column{
			{Name: "transcript", Heading: "Transcript"},
			{Name: "title", Heading: "Title", Words: true},
			{Name: "participants", Heading: "Participants", Type: table.List},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "hits", Heading: "Hits", Type: table.Integer},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "share", Heading: "Share", Type: table.Number, Digits: 2},
		}},
	}
	r.Table.Columns = append(r.Table.Columns, stanceColumns()...)
	l := e.ledger()
	r.View = table.Columns{Names: e.shown(l, "transcript", "participants")}
	var without, quoted []string
	for _, t := range e.picked.Transcripts {
		a := l.transcripts[t.ID]
		switch {
		case a.absent():
			without = append(without, string(t.ID))
		case !a.some():
			quoted = append(quoted, string(t.ID))
		}
		var names []string
		for _, v := range a.participants {
			names = append(names, e.quoting.Called(v.Case, orElse(v.Case, v.Label)))
		}
		r.Table.Rows = append(r.Table.Rows, append([]any{string(t.ID), orNil(t.Title), names, a.codings, a.hits, a.words, share(a.words, l.all.words)}, stanceCells(a.stances)...))
	}
	r.Notes = slices.Concat(haveNone(len(e.picked.Transcripts), without, "transcript"), onlyQuoted(quoted), e.leftOut())
	return r
}

// shown are the columns of figures that say something, behind others.
func (e Evidence) shown(l *ledger, names ...string) []string {
	names = append(names, "codings")
	if len(e.queries) > 0 {
		names = append(names, "hits")
	}
	names = append(names, "words", "share")
	if len(l.all.stances) > 0 {
		names = append(names, "quotations")
	}
	return names
}

// haveNone says which of some are without evidence.
func haveNone(of int, without []string, noun string) []string {
	switch {
	case of == 0:
		return nil
	case of == 1 && len(without) == 0:
		return []string{fmt.Sprintf("The one %s has some.", noun)}
	case len(without) == 0:
		return []string{fmt.Sprintf("All %s have some.", counted(of, noun))}
	}
	return []string{fmt.Sprintf("%d of %s have none: %s.", len(without), counted(of, noun), listed(without))}
}

// onlyQuoted says from which of some nothing but quotations that were chosen is evidence.
func onlyQuoted(names []string) []string {
	if len(names) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("Quoted, though neither coded nor found: %s.", listed(names))}
}

// Found returns what the queries of the theme and of those below it found, at most n
// passages unless n is 0: those that bear none of the theme's codes come first, then by
// transcript and place.
func (e Evidence) Found(n int) table.Report {
	title, below := "What the query of “"+e.Theme.Name+"” found", []string{"codes"}
	if len(e.queries) > 1 || len(e.queries) == 1 && e.queries[0].theme != e.Theme.ID {
		title, below = "What the queries of “"+e.Theme.Name+"” and of the themes below it found", []string{"query", "codes"}
	}
	l := e.listPassages(title, n, []table.Column{{Name: "query", Heading: "Query", Words: true}}, below...)
	of := byTranscript(e.rows)
	type hit struct {
		queryUse
		Candidate
	}
	var hits []hit
	coded := 0
	for _, use := range e.queries {
		for _, h := range use.hits {
			rows := of[h.transcript.ID]
			c := Candidate{In: h.transcript, Span: h.span, Codes: e.touching(h.span, rows), Codings: codingsOf(h.span, rows)}
			if len(c.Codes) > 0 {
				coded++
			}
			hits = append(hits, hit{use, c})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(min(len(a.Codes), 1), min(len(b.Codes), 1)) })
	for _, h := range hits {
		if l.takes(h.In, h.Span) {
			h.Words = h.In.CountWords(h.In.Said(h.Span)...)
			l.add(h.theme, h.Candidate, h.query)
		}
	}
	if len(hits) == 0 {
		return l.done(e)
	}
	return l.done(e, fmt.Sprintf("%s, %d without any of its codes.", counted(len(hits), "passage"), len(hits)-coded))
}

// byTranscript returns evidence by the transcript that it is of.
func byTranscript(rows []found) map[transcript.ID][]found {
	of := map[transcript.ID][]found{}
	for _, f := range rows {
		of[f.transcript.ID] = append(of[f.transcript.ID], f)
	}
	return of
}

// touching returns the codes whose codings among rows, which are all of one transcript,
// share words with a passage.
func (e Evidence) touching(s transcript.Span, rows []found) []CodeRef {
	var out []CodeRef
	for _, f := range rows {
		if f.span.Overlaps(s) {
			out = append(out, e.codes[f.code].ref)
		}
	}
	return once(out)
}
