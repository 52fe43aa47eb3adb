package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// listLabels shows every label of the transcripts with who it is or may be.
func listLabels(ctx context.Context, env *Env, o linkOptions) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	all, err := st.Transcripts(ctx)
	if err != nil {
		return err
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	shown, err := transcriptsMeant(all, o.Transcripts)
	if err != nil {
		return err
	}
	return env.show(labelReport(people, all, shown))
}

// labelled is a label, and a case or none, across transcripts.
type labelled struct {
	label, id    string
	transcripts  []string
	turns, words int
}

func labelReport(people *cases.Register, all, shown []*transcript.Transcript) table.Report {
	var found []*labelled
	for _, t := range shown {
		of := make([]*labelled, len(t.Speakers))
		for i, v := range t.Speakers {
			at := slices.IndexFunc(found, func(l *labelled) bool { return l.label == v.Label && l.id == v.Case })
			if at < 0 {
				at = len(found)
				found = append(found, &labelled{label: v.Label, id: v.Case})
			}
			of[i] = found[at]
			of[i].transcripts = append(of[i].transcripts, string(t.ID))
		}
		for i, turn := range t.Turns {
			if turn.Speaker >= 0 {
				of[turn.Speaker].turns++
				of[turn.Speaker].words += t.CountWords(t.Said(t.TurnSpan(i))...)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *labelled) int {
		if a.label != b.label {
			return strings.Compare(strings.ToLower(a.label)+"\x00"+a.label, strings.ToLower(b.label)+"\x00"+b.label)
		}
		return strings.Compare(a.id, b.id)
	})
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "label", Heading: "Label", Words: true},
		{Name: "transcripts", Heading: "Transcripts", Type: table.List, Words: true},
		{Name: "turns", Heading: "Turns", Type: table.Integer},
		{Name: "words", Heading: "Words", Type: table.Integer},
		{Name: "case", Heading: "Case"},
		{Name: "proposed", Heading: "Proposed"},
		{Name: "because", Heading: "Because", Words: true},
	}}}
	speakers := study.Speakers(all)
	proposals := 0
	for _, l := range found {
		proposed, because := "", ""
		if l.id == "" {
			proposed, because = people.Propose(l.label, speakers)
		}
		if proposed != "" {
			proposals++
		}
		r.Table.Rows = append(r.Table.Rows, []any{l.label, l.transcripts, l.turns, l.words, l.id, proposed, because})
	}
	if proposals > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s proposed; link them with: grounded case link --proposed", count(proposals, "link")))
	}
	return r
}

func transcriptsMeant(all []*transcript.Transcript, patterns []string) ([]*transcript.Transcript, error) {
	ids := make([]transcript.ID, len(all))
	for i, t := range all {
		ids[i] = t.ID
	}
	meant, err := coding.MatchIDs("transcript", patterns, ids)
	if err != nil {
		return nil, err
	}
	var out []*transcript.Transcript
	for _, t := range all {
		if slices.Contains(meant, t.ID) {
			out = append(out, t)
		}
	}
	return out, nil
}

func completeLabelThenCase(env *Env) completion {
	labels := suggest(env, func(st *study.Study) []string {
		ts, _ := st.Transcripts(context.Background())
		var out []string
		for _, s := range study.Speakers(ts) {
			out = append(out, s.Label)
		}
		slices.Sort(out)
		return slices.Compact(out)
	})
	ids := completeCases(env)
	return func(c *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return labels(c, args, typed)
		case 1:
			return ids(c, args, typed)
		}
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
}
