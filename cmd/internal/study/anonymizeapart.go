package study

import (
	"fmt"
	"maps"
	"slices"

	"grounded/codebook/problem"
	"grounded/transcript"
)

// apart returns an error for people who would be taken for others: speakers who
// would have the label of another, and cases that would have one id. All are
// said at once.
func (m *masking) apart() error {
	var problems []problem.Problem
	for _, id := range slices.Sorted(maps.Keys(m.texts)) {
		problems = append(problems, m.confused(m.texts[id].was.Transcript)...)
	}
	same, err := m.sameCases()
	if err != nil {
		return err
	}
	return problem.Fatal(append(problems, same...))
}

// confused returns the speakers of a transcript who would have a label that
// another has and keeps. That two labels are both to become a third is what a key
// says of one person.
func (m *masking) confused(t *transcript.Transcript) []problem.Problem {
	keeps := map[string]transcript.Speaker{}
	for _, s := range t.Speakers {
		if now, _ := m.key.Value(s.Label); now == s.Label {
			keeps[s.Label] = s
		}
	}
	var problems []problem.Problem
	for _, s := range t.Speakers {
		now, _ := m.key.Value(s.Label)
		if other, taken := keeps[now]; taken && now != s.Label && (s.Case == "" || s.Case != other.Case) {
			problems = append(problems, problem.Problem{Name: "label-taken", File: transcriptFile(t.ID), Fatal: true,
				Message: fmt.Sprintf("%q would be called %q, as another speaker is already", s.Label, now),
				Remedy:  fmt.Sprintf("choose another replacement; or, if they are one person, make them one speaker first with: grounded transcript relabel %s %q", t.ID, s.Label+"="+now)})
		}
	}
	return problems
}

// sameCases returns the cases that would have the id of another.
func (m *masking) sameCases() ([]problem.Problem, error) {
	people, err := m.Cases()
	if err != nil {
		return nil, err
	}
	ids := people.IDs()
	for _, id := range slices.Sorted(maps.Keys(m.texts)) {
		for _, s := range m.texts[id].was.Speakers {
			if s.Case != "" {
				ids = append(ids, s.Case)
			}
		}
	}
	slices.Sort(ids)
	of := map[string][]string{}
	for _, id := range slices.Compact(ids) {
		now, _ := m.key.Value(id)
		of[now] = append(of[now], id)
	}
	var problems []problem.Problem
	for _, now := range slices.Sorted(maps.Keys(of)) {
		if same := of[now]; len(same) > 1 {
			problems = append(problems, problem.Problem{Name: "case-taken", File: casesFile, Fatal: true,
				Message: fmt.Sprintf("cases %s would have one id, %s", and(same), now),
				Remedy:  "give one of the names another replacement; or, if they are one person, link all their labels to one of the cases first with grounded case link, and take the others out here"})
		}
	}
	return problems, nil
}
