package cmd

import (
	"context"
	"maps"
	"slices"
	"strings"

	"grounded/analysis/lexis/stop"
	"grounded/analysis/privacy"
	"grounded/cmd/internal/study"
	"grounded/codebook/nearest"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// roleLabels are labels of speakers that name nobody.
var roleLabels = []string{"participant", "interviewee", "respondent", "speaker", "interviewer", "moderator", "facilitator", "unknown", "group", "all", "several"}

// participants knows the names under which a study speaks of participants: labels in
// transcripts, ids of cases, what cases.toml has of names, and the parts of these.
type participants struct {
	*privacy.Mask
	texts    []*transcript.Transcript
	cases    []cases.Case
	language string
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
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return slices.Contains(roleLabels, nearest.Fold(name)) })
	mask := privacy.NewMask(names, coding.Somebody, wordsIn(texts, st.Config.Language))
	return &participants{mask, texts, people.Cases, st.Config.Language}, nil
}

// wordsIn reports of words in small letters whether some texts hold them so, or the stop
// list of one of their languages.
func wordsIn(texts []*transcript.Transcript, language string) func(string) bool {
	said := map[string]bool{}
	languages := []string{language}
	for _, t := range texts {
		languages = append(languages, t.Language)
		for w := range transcript.Words(t.Body) {
			said[t.Body[w.Start:w.End]] = true
		}
	}
	slices.Sort(languages)
	for _, language := range slices.Compact(languages) {
		list, _ := stop.List(language)
		maps.Copy(said, list)
	}
	return func(word string) bool { return said[word] }
}

// maybe returns what else in some texts may be names: what a scan takes for some.
func (p *participants) maybe(texts ...string) []string {
	const written = "what was written" // which no transcript is called
	found := privacy.Scan(privacy.Input{
		Transcripts: p.texts, Cases: p.cases, Language: p.language,
		Others: []privacy.Prose{{Name: written, Text: strings.Join(texts, "\n")}}, Only: []transcript.ID{written},
	})
	var out []string
	for _, c := range found.Candidates {
		if !slices.Contains(out, c.Find) {
			out = append(out, c.Find)
		}
	}
	return out
}
