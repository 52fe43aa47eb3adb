package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/privacy"
	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newAnonymizeCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "anonymize", Short: "Find names in the study, and put others in their place"}
	c.AddCommand(newAnonymizeScanCmd(env), newAnonymizeApplyCmd(env))
	return c
}

func newAnonymizeScanCmd(env *Env) *cobra.Command {
	var patterns []string
	c := &cobra.Command{
		Use:   "scan",
		Short: "Propose what could give people away, as a table to decide",
		Long: `Propose what could give people away: labels of speakers and what sounds like
them, words that begin with a capital in the middle of sentences, places,
addresses and numbers. The table says where each stands and what could be put in
its place: one pseudonym for all names of one person, which nobody has and no text
says. People decide: write replace, capitalised (only where it begins with a
capital, as "Will" and not "will") or keep in the column decision, correct what
stands in replace, add rows for what was missed, and give the table to
grounded anonymize apply.

The table is the key to the names: keep it outside the study.`,
		Example: `  grounded anonymize scan
  grounded anonymize scan -o ../key.csv
  grounded anonymize scan --transcript 'interview-0*' -f tsv > ../key.tsv`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return scanNames(c.Context(), env, patterns) },
	}
	c.Flags().StringArrayVar(&patterns, "transcript", nil, "only what stands in transcript `ID`, under the pseudonyms that the whole study gives (repeatable)")
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	return c
}

func scanNames(ctx context.Context, env *Env, patterns []string) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	if err := env.keyOutside(st); err != nil {
		return err
	}
	in := privacy.Input{Language: st.Config.Language}
	if len(patterns) > 0 {
		chosen, err := st.Transcripts(ctx, patterns...)
		if err != nil {
			return err
		}
		in.Only = []transcript.ID{}
		for _, t := range chosen {
			in.Only = append(in.Only, t.ID)
		}
	}
	if in.Transcripts, err = st.Transcripts(ctx); err != nil {
		return err
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	in.Cases = people.Cases
	sel := coding.Selection{Blind: st.Config.Blind}
	if sel.Blind {
		if sel, err = env.reading(st); err != nil {
			return err
		}
	}
	hidden := 0
	if in.Others, hidden, err = st.Prose(sel); err != nil {
		return err
	}
	found := privacy.Scan(in)
	r := scanReport(found.Candidates)
	if len(found.Candidates) == 0 {
		r.Notes = append(r.Notes, "Nothing was found that looks like a name; what a machine does not know stays.")
	} else {
		r.Notes = append(r.Notes, "A scan finds most names and not all: read the transcripts as well. Decide in the column decision (replace, capitalised or keep), outside the study, and give the table to: grounded anonymize apply TABLE")
	}
	if len(found.Nouns) > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("Every noun begins with a capital in %s, so a capital is no evidence of a name there; names are found by labels, titles and likeness alone.", fewOf(found.Nouns)))
	}
	if hidden > 0 && in.Only == nil {
		r.Notes = append(r.Notes, fmt.Sprintf("This study is blind: %s of other analysts were not looked through; apply replaces in them too.", count(hidden, "file")))
	}
	return env.show(r)
}

// keyOutside refuses to write the table of names into the study.
func (e *Env) keyOutside(st *study.Study) error {
	file := e.global.Output
	if file != "" && file != "-" && st.Within(e.inDir(file)) {
		return misused("--output %s: this table holds the names, and the key stays outside the study; write it elsewhere, as in: grounded anonymize scan -o ../key.csv", file)
	}
	return nil
}

// fewOf names some of many.
func fewOf(names []string) string {
	const most = 5
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}

func scanReport(candidates []privacy.Candidate) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "kind", Heading: "Kind"},
		{Name: "find", Heading: "Find", Words: true},
		{Name: "replace", Heading: "Replace", Words: true},
		{Name: "decision", Heading: "Decision"},
		{Name: "count", Heading: "Count", Type: table.Integer},
		{Name: "transcripts", Heading: "Transcripts", Type: table.List, Words: true},
		{Name: "reason", Heading: "Reason", Words: true},
		{Name: "context", Heading: "Context", Words: true},
		{Name: "context_2", Words: true},
		{Name: "context_3", Words: true},
	}}, View: table.Columns{Names: []string{"kind", "find", "replace", "count", "reason", "context"}}}
	for _, c := range candidates {
		contexts := append(c.Contexts, "", "", "")
		r.Table.Rows = append(r.Table.Rows, []any{string(c.Kind), c.Find, c.Replace, string(privacy.Keep), c.Count, c.Transcripts,
			c.Reason, contexts[0], contexts[1], contexts[2]})
	}
	return r
}
