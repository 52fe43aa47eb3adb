package cmd

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/analysis/privacy"
	"grounded/cmd/internal/study"
	"grounded/codebook/nearest"
	"grounded/transcript"
)

// somebody stands in a text for others where it named a participant.
const somebody = "[a participant]"

// roleLabels are labels of speakers that name nobody.
var roleLabels = []string{"participant", "interviewee", "respondent", "speaker", "interviewer", "moderator", "facilitator", "unknown", "group", "all", "several"}

// participants knows the names under which a study speaks of participants: labels in
// transcripts, ids of cases, and what cases.toml has of names.
type participants struct {
	names []string
	keys  []*privacy.Key // of each name
	all   *privacy.Key
}

func peopleOf(ctx context.Context, st *study.Study) (*participants, error) {
	texts, err := st.Transcripts(ctx)
	if err != nil {
		return nil, err
	}
	people, err := st.Cases()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, t := range texts {
		for _, v := range t.Speakers {
			if v.Role == transcript.Interviewer && v.Case == "" {
				continue
			}
			names = append(names, v.Label, v.Case)
		}
	}
	for _, c := range people.Cases {
		names = append(append(names, c.ID), c.Labels...)
		for name, value := range c.Attributes {
			if text, is := value.(string); is && strings.Contains(strings.ToLower(name), "name") {
				names = append(names, text)
			}
		}
	}
	slices.Sort(names)
	p := &participants{}
	var rows []privacy.Row
	for _, name := range slices.Compact(names) {
		if slices.Contains(roleLabels, nearest.Fold(name)) {
			continue
		}
		row := privacy.Row{Find: name, Replace: somebody, Decision: string(privacy.Replace)}
		if first, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(first) && !strings.ContainsFunc(name, unicode.IsDigit) {
			row.Decision = string(privacy.Capitalised) // "Will" and not "will"
		}
		if key, _ := privacy.NewKey("", []privacy.Row{row}); key.Len() > 0 { // a single letter names nobody
			p.names, p.keys, rows = append(p.names, name), append(p.keys, key), append(rows, row)
		}
	}
	p.all, _ = privacy.NewKey("", rows)
	return p, nil
}

// found returns the names that stand in some texts, each in one letter case.
func (p *participants) found(texts ...string) []string {
	var out []string
	for i, key := range p.keys {
		same := func(name string) bool { return nearest.Fold(name) == nearest.Fold(p.names[i]) }
		if slices.ContainsFunc(texts, key.Stands) && !slices.ContainsFunc(out, same) {
			out = append(out, p.names[i])
		}
	}
	return out
}

// strike puts somebody in the place of names, and returns how many there were.
func (p *participants) strike(text string) (string, int) { return p.all.Text(text) }
