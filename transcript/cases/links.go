package cases

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Speaker is a label of a transcript and the case that the transcript says it
// is; the case may be "".
type Speaker struct {
	Transcript, Label, Case string
}

// Check notes what of the register does not agree with who speaks in the
// transcripts: label-unused, a label that no transcript has though one almost
// like it has no case yet, for it may be a slip (others may be of transcripts that
// are gone or yet to come); label-elsewhere, one that every transcript which has it
// links to other cases; and label-twice, one that two cases go by, though
// transcripts do not link it to each of them. A case that withdrew goes by no
// label.
func (r *Register) Check(speakers []Speaker) []problem.Problem {
	linked := map[string][]string{} // cases, "" for none, of each label
	var open []string               // labels of speakers who are no case yet
	for _, s := range speakers {
		linked[s.Label] = append(linked[s.Label], s.Case)
		if s.Case == "" && len(r.Called(s.Label)) == 0 {
			open = append(open, s.Label)
		}
	}
	var problems []problem.Problem
	claimed := map[string]int{}
	for i, c := range r.Cases {
		for _, label := range c.Labels {
			message, name, remedy := "", "", ""
			first, twice := claimed[label]
			to, used := linked[label]
			switch {
			case !used && len(Near(label, open)) > 0:
				name, message = "label-unused", fmt.Sprintf("no transcript has the label %q of case %q", label, c.ID)
				remedy = nearest.Meant(label, Near(label, open))
			case !used:
			case twice && first != i && !(slices.Contains(to, c.ID) && slices.Contains(to, r.Cases[first].ID)):
				name, message = "label-twice", fmt.Sprintf("case %q goes by %q, and so does case %q at line %d", c.ID, label, r.Cases[first].ID, r.Cases[first].Line)
				remedy = "say who it is in each transcript with: grounded case link LABEL CASE --transcript ID"
			case !slices.Contains(to, c.ID) && !slices.Contains(to, ""):
				name, message = "label-elsewhere", fmt.Sprintf("case %q goes by %q, which transcripts link to %s", c.ID, label, strings.Join(distinct(to), ", "))
				remedy = "take the label out, or link it with: grounded case link LABEL CASE"
			}
			if !twice {
				claimed[label] = i
			}
			if name == "" {
				continue
			}
			line, column := r.file.Place(tomledit.Nth("case", i), "labels")
			problems = append(problems, problem.Problem{Name: name, File: r.file.Name, Line: line, Column: column, Message: message, Remedy: remedy})
		}
	}
	return problems
}

func distinct(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}

// generic are labels that a recorder or a transcriber gives to anybody, so that
// in two transcripts they need not be the same person.
var generic = regexp.MustCompile(`^((unknown |unbekannte )?(speaker|sprecher|locutor|locuteur|spk)[ _]?[0-9a-z]?[0-9]?|unknown|interviewer(in)?|interviewee|moderator(in)?|facilitator|researcher|host|guest|participant|respondent|caller|user|me|you|(.*'s )?(iphone|ipad|galaxy|android|phone|macbook|laptop|zoom user).*|\p{L})$`)

// Generic reports whether a label is one that somebody else may have in another
// transcript: "Speaker 2", "Interviewer", "iPhone (2)", "B".
func Generic(label string) bool { return generic.MatchString(nearest.Fold(label)) }

// Propose returns the case that a label may be, and why, given the speakers of
// all transcripts: the one case that it is linked to elsewhere, the one that goes
// by it, or the one whose id it makes. A label that others may have in another
// transcript is only proposed for the case that goes by it.
func (r *Register) Propose(label string, speakers []Speaker) (id, why string) {
	var elsewhere, known []string
	for _, s := range speakers {
		if s.Case == "" {
			continue
		}
		known = append(known, s.Case)
		if s.Label == label {
			elsewhere = append(elsewhere, s.Case)
		}
	}
	elsewhere = distinct(elsewhere)
	called := slices.DeleteFunc(r.Called(label), func(id string) bool { c, _ := r.Case(id); return c.Withdrawn != "" })
	switch {
	case len(called) == 1 && !(len(elsewhere) > 0 && !slices.Contains(elsewhere, called[0])):
		return called[0], "a label of the case"
	case Generic(label) || len(called) > 1:
		return "", ""
	case len(elsewhere) == 1:
		return elsewhere[0], "the same label elsewhere"
	case len(elsewhere) > 1:
		return "", ""
	}
	made := slug.Make(label)
	if c, there := r.Case(made); made != "" && (there && c.Withdrawn == "" || !there && slices.Contains(known, made)) {
		return made, "the id that the label makes"
	}
	return "", ""
}

// Near returns the ids among some that somebody who typed id may have meant:
// those spelled almost like it with the same numbers in it, for p07 is not p08.
func Near(id string, among []string) []string {
	return nearest.Nearest(id, slices.DeleteFunc(slices.Clone(among), func(s string) bool {
		return s == id || !slices.Equal(numbers(s), numbers(id))
	}), 3)
}

var digits = regexp.MustCompile(`[0-9]+`)

// numbers returns the numbers in an id, without the zeros before them.
func numbers(id string) []string {
	found := digits.FindAllString(id, -1)
	for i := range found {
		found[i] = strings.TrimLeft(found[i], "0")
	}
	return found
}
