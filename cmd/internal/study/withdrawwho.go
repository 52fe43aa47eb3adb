package study

import (
	"fmt"
	"slices"

	"grounded/analysis/privacy"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// names reports whether a line holds a label of the person.
func (w *withdrawing) names(line string) bool {
	finder := transcript.NewTextFinder(line)
	return slices.ContainsFunc(w.labels, func(label string) bool { return len(finder.Find(label)) > 0 })
}

// theirs returns the transcripts that the person leaves, or what is wrong with
// the wish.
func (w *withdrawing) theirs() ([]*transcript.Transcript, error) {
	person, known := w.register.Case(w.Case)
	if known && person.Withdrawn != "" {
		return nil, fmt.Errorf("case %s withdrew on %s already, and nothing of theirs is kept", w.Case, person.Withdrawn)
	}
	speaks := func(t *transcript.Transcript) bool {
		return slices.ContainsFunc(t.Speakers, func(v transcript.Speaker) bool { return v.Case == w.Case })
	}
	var ids []string
	var theirs []*transcript.Transcript
	exists := w.register.IDs()
	for _, t := range w.texts {
		ids = append(ids, string(t.ID))
		for _, v := range t.Speakers {
			exists = append(exists, v.Case)
		}
		if speaks(t) && (len(w.Only) == 0 || slices.Contains(w.Only, t.ID)) {
			theirs = append(theirs, t)
		}
	}
	if !slices.Contains(exists, w.Case) {
		return nil, noCase(w.Case, exists, append(w.register.Called(w.Case), labelled(w.texts, w.Case)...))
	}
	for _, id := range w.Only {
		switch {
		case !slices.Contains(ids, string(id)):
			return nil, coding.Unknown("transcript", string(id), ids)
		case !slices.ContainsFunc(theirs, func(t *transcript.Transcript) bool { return t.ID == id }):
			return nil, fmt.Errorf("case %s does not speak in %s; say which speaker they are with: grounded case link LABEL %[1]s --transcript %[2]s", w.Case, id)
		}
	}
	return theirs, nil
}

// labelled returns the case of every speaker with a label, "" for none.
func labelled(ts []*transcript.Transcript, label string) []string {
	var out []string
	for _, s := range Speakers(ts) {
		if s.Label == label {
			out = append(out, s.Case)
		}
	}
	return out
}

// noCase is the error for a case that there is none of; called are those that go
// by its name as a label, "" for a speaker who is no case yet.
func noCase(name string, exists, called []string) error {
	slices.Sort(called)
	switch called = slices.Compact(called); {
	case len(called) == 1 && called[0] == "":
		return fmt.Errorf("no case %q; a speaker has that label, so link it first with: grounded case link %[1]q CASE", name)
	case len(called) == 1:
		return fmt.Errorf("no case %q; did you mean %s, who goes by that label?", name, called[0])
	}
	return coding.Unknown("case", name, exists)
}

// remember keeps what goes and what stays, to find what others wrote down of it.
func (w *withdrawing) remember(ts []*transcript.Transcript) {
	var gone, stays []string
	person, _ := w.register.Case(w.Case)
	w.labels = person.Labels
	for _, t := range ts {
		for _, v := range t.Speakers {
			if v.Case == w.Case && !slices.Contains(w.labels, v.Label) {
				w.labels = append(w.labels, v.Label)
			}
		}
	}
	w.labels = slices.DeleteFunc(slices.Clone(w.labels), cases.Generic)
	for _, t := range w.texts {
		leaves := slices.ContainsFunc(ts, func(l *transcript.Transcript) bool { return l.ID == t.ID })
		for _, p := range t.Paragraphs {
			if leaves && t.Speaker(p.Turn).Case == w.Case {
				gone = append(gone, t.Text(p.Text))
			} else {
				stays = append(stays, t.Text(p.Text))
			}
		}
	}
	w.testimony = privacy.NewTestimony(gone, stays)
}

// goesWhole reports whether a transcript goes with the person: when only
// interviewers speak beside them. Where others speak whose part nobody said, it
// asks.
func (w *withdrawing) goesWhole(t *transcript.Transcript) (bool, error) {
	switch {
	case w.Whole || w.Turns:
		return w.Whole, nil
	case t.Type == coding.Survey || t.Type == "group":
		return false, nil
	}
	var unsaid []string
	for i := range t.Turns {
		v := t.Speaker(i)
		switch {
		case v.Label == "" || v.Case == w.Case || v.Role == transcript.Interviewer:
		case v.Case != "" || v.Role != "":
			return false, nil
		case v.RoleGuess != transcript.Interviewer && !slices.Contains(unsaid, v.Label):
			unsaid = append(unsaid, v.Label)
		}
	}
	if len(unsaid) > 0 {
		return false, fmt.Errorf("nobody says what part %s has in %s, so whether it goes whole is not known; say so with --whole or --turns, or first with: grounded transcript set %s --role LABEL=interviewer",
			and(unsaid), t.ID, t.ID)
	}
	return true, nil
}
