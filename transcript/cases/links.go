package cases

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

// Speaker is a label of a transcript and the case that the transcript says it
// is; the case may be "".
type Speaker struct {
	Transcript, Label, Case string
}

// Check notes what of the register does not agree with who speaks in the
// transcripts: label-unused, a label that no transcript has; label-elsewhere, one
// that every transcript which has it links to other cases; and label-twice, one
// that two cases go by, though transcripts do not link it to each of them. A case
// that withdrew goes by no label.
func (r *Register) Check(speakers []Speaker) []problem.Problem {
	linked := map[string][]string{} // cases, "" for none, of each label
	var labels []string
	for _, s := range speakers {
		linked[s.Label] = append(linked[s.Label], s.Case)
		labels = append(labels, s.Label)
	}
	var problems []problem.Problem
	claimed := map[string]int{}
	for i, c := range r.Cases {
		for _, label := range c.Labels {
			message, name, remedy := "", "", ""
			first, twice := claimed[label]
			to, used := linked[label]
			switch {
			case !used:
				name, message = "label-unused", fmt.Sprintf("no transcript has the label %q of case %q", label, c.ID)
				remedy = nearest.Meant(label, labels)
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
