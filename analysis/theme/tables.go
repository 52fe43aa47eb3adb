package theme

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Codes returns the evidence by code, and by query: a row for each code that
// the theme or one below it rests on, those below it after it, and one for each
// query of these themes.
func (e Evidence) Codes() table.Report {
	r := table.Report{
		Title: "Evidence of “" + e.Theme.Name + "”, by code",
		Table: table.Table{Columns: []table.Column{
			{Name: "theme", Heading: "Theme"},
			{Name: "analyst", Heading: "Analyst"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code or query", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "hits", Heading: "Hits", Type: table.Integer},
			{Name: "transcripts", Heading: "Transcripts", Type: table.Integer},
			{Name: "speakers", Heading: "Speakers", Type: table.Integer},
			{Name: "unconfirmed", Heading: "Unconfirmed", Type: table.Integer},
		}},
	}
	shown := []string{"name", "analyst", "codings", "transcripts", "speakers"}
	unconfirmed := 0
	for _, u := range e.codes {
		unconfirmed += u.unconfirmed
		r.Table.Rows = append(r.Table.Rows, []any{
			string(u.theme), string(u.ref.Analyst), string(u.ref.Code), u.name, u.kind,
			u.codings, nil, u.transcripts, len(u.voices), u.unconfirmed,
		})
	}
	for _, q := range e.queries {
		r.Table.Rows = append(r.Table.Rows, []any{
			string(q.theme), nil, nil, q.query, "query",
			nil, len(q.hits), transcriptsOf(q.hits), len(voicesOf(q.hits)), nil,
		})
	}
	if len(e.queries) > 0 {
		shown = slices.Insert(shown, 3, "hits")
	}
	if unconfirmed > 0 {
		shown = append(shown, "unconfirmed")
		r.Notes = append(r.Notes, "Unconfirmed: codings that a search made and nobody has confirmed; they are in no other column.")
	}
	r.View = table.Columns{Names: shown}
	if len(e.codes) > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s on %s in %s.", counted(len(e.rows), "coding"),
			counted(len(passages(e.rows)), "passage"), counted(transcriptsOf(e.rows), "transcript")))
	}
	r.Notes = append(r.Notes, e.leftOut()...)
	return r
}

// leftOut says what of the theme no figure holds.
func (e Evidence) leftOut() []string {
	var notes []string
	if len(e.codes)+len(e.missing)+len(e.gone)+len(e.queries) == 0 {
		notes = append(notes, fmt.Sprintf("“%s” rests on no code and no query yet.", e.Theme.Name))
	}
	notes = append(append(notes, e.gone...), e.split...)
	notes = append(notes, notSelected(e.picked, e.missing)...)
	if e.adrift > 0 {
		notes = append(notes, fmt.Sprintf("%s left out: adrift, their words are not in the text as it is now (see: grounded check).", counted(e.adrift, "coding")))
	}
	return notes
}

// notSelected says which codes are left out with their analysts, and what
// else the selection leaves aside. In a blind study codes of others are not named.
func notSelected(p coding.Picked, missing []CodeRef) []string {
	var notes []string
	seen := slices.DeleteFunc(slices.Clone(missing), func(r CodeRef) bool { return !p.Sees(r.Analyst) })
	if hidden := len(missing) - len(seen); hidden > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s of others, hidden as the study is blind.", counted(hidden, "code")))
	}
	if len(seen) > 0 {
		notes = append(notes, fmt.Sprintf("Left out, since their analyst is not among those selected: %s.", strings.Join(refTexts(seen), ", ")))
	}
	return append(notes, p.Beside()...)
}

// Participants returns the evidence by speaker, in order of first appearance: a
// row for everyone who has any, and, as negative cases, for everyone else whom
// the selection means. Shares are of the words of all participants. Speakers whose role is an interviewer's, said or guessed,
// have no row unless interviewers says that they were asked for; a note names
// those of them who have any. Another note names those who have none.
func (e Evidence) Participants(interviewers bool) table.Report {
	r := table.Report{
		Title: "Evidence of “" + e.Theme.Name + "”, by participant",
		Table: table.Table{Columns: []table.Column{
			{Name: "speaker", Heading: "Speaker"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "role", Heading: "Role"},
			{Name: "codings", Heading: "Codings", Type: table.Integer},
			{Name: "hits", Heading: "Hits", Type: table.Integer},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "share", Heading: "Share", Type: table.Number, Digits: 2},
		}},
	}
	r.Table.Columns = append(append(r.Table.Columns, stanceColumns()...),
		table.Column{Name: "quote", Heading: "First passage", Words: true},
		table.Column{Name: "ref", Heading: "Place"},
		table.Column{Name: "may_quote", Heading: "May be quoted"},
		table.Column{Name: "begins", Heading: "First passage", Words: true, People: true})
	l := e.ledger()
	// Of passages, places and figures only so many fit into 80 columns.
	shown := slices.DeleteFunc(e.shown(l, "speaker"), func(name string) bool { return name == "words" })
	r.View = table.Columns{Names: append(shown, "begins", "ref")}
	participants := 0
	var without, quoted, asking []string
	withheld, heed := 0, map[string][]string{} // whose first passage is not to be printed as it is
	coded, hit := false, false                 // what interviewers say
	for _, s := range l.speakers {
		a := l.voices[s.voice]
		if s.asks() {
			if a.some() && !interviewers {
				asking = append(asking, s.label())
				coded, hit = coded || a.codings > 0, hit || a.hits > 0
			}
			if !a.some() || !interviewers {
				continue
			}
		} else {
			participants++
		}
		var quote, ref, may, begins, of any
		if f := a.first; f != nil {
			ref, may = placeIn(f.transcript, f.span), orNil(string(e.quoting.MayQuote(f.transcript, f.span)))
			if e.quoting.Withholds(f.transcript, f.span) {
				withheld++
			} else {
				words := spokenIn(e.quoting, f.transcript, f.span)
				quote, begins = words, beginning(words)
				if caution := e.quoting.Caution(f.transcript, f.span); caution != "" {
					heed[caution] = append(heed[caution], s.name())
				}
			}
		} else if a.absent() {
			without = append(without, s.name())
		} else {
			quoted = append(quoted, s.name())
		}
		if !s.asks() {
			of = share(a.words, l.all.words)
		}
		row := []any{s.label(), orNil(string(s.voice.Transcript)), orNil(string(s.role)), a.codings, a.hits, a.words, of}
		r.Table.Rows = append(r.Table.Rows, append(append(row, stanceCells(a.stances)...), quote, ref, may, begins))
	}
	r.Notes = append(haveNone(participants, without, "participant"), onlyQuoted(quoted)...)
	for _, caution := range slices.Sorted(maps.Keys(heed)) {
		r.Notes = append(r.Notes, fmt.Sprintf("First passages, %s: %s.", caution, listed(heed[caution])))
	}
	r.Notes = append(r.Notes, coding.Withheld(withheld, "first passage")...)
	if len(asking) > 0 {
		asking = once(asking)
		r.Notes = append(r.Notes, fmt.Sprintf("Interviewers have no row here, though their words are %s: %s (shown with --speaker %s).", how(coded, hit), strings.Join(asking, ", "), quotedName(asking[0])))
	}
	r.Notes = append(r.Notes, e.leftOut()...)
	return r
}

func transcriptsOf(rows []found) int {
	seen := map[transcript.ID]bool{}
	for _, f := range rows {
		seen[f.transcript.ID] = true
	}
	return len(seen)
}

func voicesOf(rows []found) map[coding.Voice]bool {
	seen := map[coding.Voice]bool{}
	for _, f := range rows {
		for _, v := range f.voices {
			seen[v] = true
		}
	}
	return seen
}

// counted writes a number with its noun: "1 coding", "3 codings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// orNil is a cell without a value for a text without letters.
func orNil(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// capital is a sentence with a capital letter at its beginning.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
