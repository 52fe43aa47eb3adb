package theme

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Whether a participant from whom there is no evidence was asked for any.
const (
	wasAsked  = "asked"
	notAsked  = "not asked"
	notKnown  = "not known" // nobody is said to be the interviewer
	notSought = ""
)

// Absent returns the participants from whom there is no evidence, nor a quotation that was
// chosen. Where it was sought who was asked, it tells those who were, with each question
// and what they said next, from those who were not: asked is what was found, in any order,
// of which the turns of interviewers count, said or guessed to be some. A question is asked
// of all participants of its transcript.
func (e Evidence) Absent(sought bool, asked []Hit) table.Report {
	r := table.Report{
		Title: "Participants without “" + e.Theme.Name + "”",
		Table: table.Table{Columns: []table.Column{
			{Name: "theme", Heading: "Theme"},
			{Name: "participant", Heading: "Participant"},
			{Name: "asked", Heading: "Asked"},
			{Name: "question_ref", Heading: "Question at"},
			{Name: "question", Heading: "Question", Words: true},
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "quote", Heading: "Answer", Words: true},
			{Name: "may_quote", Heading: "May be quoted"},
			{Name: "talk", Heading: "Talk", Words: true, People: true},
			{Name: "caution", Heading: "Caution", People: true},
		}},
		View: table.Cards{Head: []string{"participant", "asked", "question_ref"}, Body: "talk", Foot: []string{"caution"}},
	}
	s := e.interrogate(sought, asked)
	l := e.ledger()
	count := map[string][]string{}
	withheld := 0
	for _, p := range l.speakers {
		if !l.counts[p.voice] {
			continue
		}
		status := s.status(p.voice)
		if a := l.voices[p.voice]; !a.absent() {
			count["some"] = append(count["some"], p.name())
			if !a.some() {
				count["quoted"] = append(count["quoted"], p.name())
			}
			if status == wasAsked {
				count["some "+wasAsked] = append(count["some "+wasAsked], p.name())
			}
			continue
		}
		count["none"] = append(count["none"], p.name())
		count[status] = append(count[status], p.name())
		if status != wasAsked {
			r.Table.Rows = append(r.Table.Rows, []any{string(e.Theme.ID), p.name(), orNil(status), nil, nil, nil, nil, nil, nil, nil, nil, nil, nil})
		}
		for _, q := range s.of(p.voice) {
			cells, whole := s.cells(q, p.voice, e.quoting)
			if !whole {
				withheld++
			}
			r.Table.Rows = append(r.Table.Rows, append([]any{string(e.Theme.ID), p.name(), wasAsked}, cells...))
		}
	}
	slices.SortStableFunc(r.Table.Rows, func(a, b []any) int {
		order := []any{wasAsked, notAsked, notKnown, nil}
		return slices.Index(order, a[2]) - slices.Index(order, b[2])
	})
	r.Notes = append(e.absentNotes(sought, count), s.notes()...)
	r.Notes = append(r.Notes, coding.Withheld(withheld, "answer")...)
	r.Notes = append(r.Notes, e.leftOut()...)
	return r
}

// absentNotes says how many have none, and of whom it is known that they were asked.
func (e Evidence) absentNotes(sought bool, count map[string][]string) []string {
	all := counted(len(count["none"])+len(count["some"]), "participant")
	if len(count["none"]) == 0 {
		return append([]string{fmt.Sprintf("None of %s is without any.", all)}, onlyQuoted(count["quoted"])...)
	}
	notes := append([]string{fmt.Sprintf("%d of %s have none: %s.", len(count["none"]), all, listed(count["none"]))}, onlyQuoted(count["quoted"])...)
	if !sought {
		return append(notes, "Who of them was asked is found with --asked QUERY, for what interviewers say when they ask for it.")
	}
	for _, status := range []string{wasAsked, notAsked, notKnown} {
		if who := count[status]; len(who) > 0 {
			notes = append(notes, fmt.Sprintf("%s: %s.", capital(status), listed(who)))
		}
	}
	if some := len(count["some"]); some > 0 && len(count[notSought]) == 0 {
		notes = append(notes, fmt.Sprintf("Of those who have some %d of %d were asked.", len(count["some "+wasAsked]), some))
	}
	return notes
}

// interrogation is where interviewers ask for a theme.
type interrogation struct {
	sought    bool
	found     int // hits on anybody's words
	asking    map[coding.Voice]bool
	questions map[transcript.ID][]question
	speak     map[coding.Voice][]*transcript.Transcript
	strangers []string // transcripts in which nobody is known to ask
	guessed   []string // those in which an import guessed who does
}

// question is a turn of an interviewer.
type question struct {
	in   *transcript.Transcript
	turn int
	span transcript.Span
}

func (e Evidence) interrogate(sought bool, hits []Hit) interrogation {
	s := interrogation{
		sought: sought, questions: map[transcript.ID][]question{}, speak: map[coding.Voice][]*transcript.Transcript{},
		asking: interviewersOf(e.picked.Transcripts),
	}
	if !sought {
		return s
	}
	byID := map[transcript.ID]*transcript.Transcript{}
	for _, t := range e.picked.Transcripts {
		byID[t.ID] = t
		known, guess := e.whoAsks(t, s.asking)
		if !known {
			s.strangers = append(s.strangers, string(t.ID))
		} else if guess {
			s.guessed = append(s.guessed, string(t.ID))
		}
		for _, v := range voicesIn(e.picked, t, transcript.Span{Start: 0, End: len(t.Body)}) {
			s.speak[v] = append(s.speak[v], t)
		}
	}
	for _, h := range hits {
		t := byID[h.Transcript]
		if t == nil {
			continue
		}
		s.found++
		r := t.ParagraphsOf(h.Span)
		for _, p := range t.Paragraphs[r.First:r.End] {
			of := s.questions[t.ID]
			if asks(t, p.Turn, s.asking) && !slices.ContainsFunc(of, func(q question) bool { return q.turn == p.Turn }) {
				s.questions[t.ID] = append(of, question{t, p.Turn, t.TurnSpan(p.Turn)})
			}
		}
	}
	for _, of := range s.questions {
		slices.SortFunc(of, func(a, b question) int { return a.turn - b.turn })
	}
	return s
}

// whoAsks reports whether anybody is known to ask in a transcript, and whether that is
// no more than an import's guess.
func (e Evidence) whoAsks(t *transcript.Transcript, interviewers map[coding.Voice]bool) (known, guessed bool) {
	guessed = true
	for turn := range t.Turns {
		if asks(t, turn, interviewers) {
			known = true
			guessed = guessed && t.Speaker(turn).Role != transcript.Interviewer
		}
	}
	return known, known && guessed
}

// asks reports whether a turn is an interviewer's.
func asks(t *transcript.Transcript, turn int, interviewers map[coding.Voice]bool) bool {
	return asked(t, t.TurnSpan(turn), interviewers)
}

// of returns the questions that somebody was asked.
func (s interrogation) of(v coding.Voice) []question {
	var out []question
	for _, t := range s.speak[v] {
		out = append(out, s.questions[t.ID]...)
	}
	return out
}

// status says whether somebody was asked.
func (s interrogation) status(v coding.Voice) string {
	switch {
	case !s.sought || s.found == 0: // what nobody says tells of nobody that they were not asked
		return notSought
	case len(s.of(v)) > 0:
		return wasAsked
	case slices.ContainsFunc(s.speak[v], func(t *transcript.Transcript) bool { return slices.Contains(s.strangers, string(t.ID)) }):
		return notKnown
	}
	return notAsked
}

// cells are a question and what somebody says next, before who asks goes on once anybody
// has answered; nothing where they say nothing. They are not whole where words are
// withheld.
func (s interrogation) cells(q question, v coding.Voice, may *coding.Quoting) (out []any, whole bool) {
	asked := "…"
	if whole = !may.Withholds(q.in, q.span); whole {
		asked = spokenIn(may, q.in, q.span)
	}
	out = []any{placeIn(q.in, q.span), asked, nil, nil, nil, nil, nil, nil, asked, nil}
	answered := false
	for turn := q.turn + 1; turn < len(q.in.Turns); turn++ {
		if asks(q.in, turn, s.asking) {
			if answered {
				break
			}
			continue
		}
		answered = true
		if who := q.in.Speaker(turn); coding.VoiceOf(q.in, who) == v {
			said := q.in.TurnSpan(turn)
			out[2], out[3], out[4], out[5], out[6] = placeIn(q.in, said), string(q.in.ID), said.Start, said.End, q.in.Text(said)
			out[7], out[9] = orNil(string(may.MayQuote(q.in, said))), orNil(may.Caution(q.in, said))
			answer := "…"
			if may.Withholds(q.in, said) {
				whole, out[9] = false, nil
			} else {
				answer = spokenIn(may, q.in, said)
			}
			out[8] = asked + "\n" + may.Label(who) + ": " + answer
			break
		}
	}
	return out, whole
}

// notes says what of the asking cannot be told.
func (s interrogation) notes() []string {
	var notes []string
	switch {
	case !s.sought || len(s.questions) > 0:
	case s.found == 0:
		notes = append(notes, "Nobody says what --asked looks for, so it tells of nobody whether they were asked.")
	default:
		notes = append(notes, fmt.Sprintf("No interviewer says what --asked looks for; others do, in %s.", counted(s.found, "place")))
	}
	if len(s.strangers) > 0 {
		notes = append(notes, fmt.Sprintf("Nobody is known to ask in %s; say who does with: grounded transcript set %s --role LABEL=interviewer", strings.Join(s.strangers, ", "), s.strangers[0]))
	}
	if len(s.guessed) > 0 {
		notes = append(notes, fmt.Sprintf("Who asks is a guess of the import in %s; where it is right, state it with: grounded transcript set", strings.Join(s.guessed, ", ")))
	}
	return notes
}
