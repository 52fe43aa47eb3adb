package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/hint"
	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newRevisitCmd(env *Env) *cobra.Command {
	var hints bool
	c := &cobra.Command{
		Use:   "revisit [TRANSCRIPT...]",
		Short: "List the transcripts to read again for codes that came later",
		Long: `List the transcripts to read again: those that you finished before a code of yours
came, and those with codings of a code that means another thing since. What changes in
the wording alone is said with: grounded codebook edit --wording-only.

With TRANSCRIPT the codes are shown with their definitions, and with --hints the turns
whose words are most like those of passages that have the code elsewhere.`,
		Example:           "  grounded revisit\n  grounded revisit interview-01 --hints\n  grounded revisit done interview-01",
		ValidArgsFunction: completeTranscripts(env),
		Args:              cobra.ArbitraryArgs,
		RunE:              func(c *cobra.Command, args []string) error { return revisit(c, env, args, hints) },
	}
	c.Flags().BoolVar(&hints, "hints", false, "show turns that are like the passages of each code")
	c.AddCommand(newRevisitDoneCmd(env))
	return c
}

func revisit(c *cobra.Command, env *Env, args []string, hints bool) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	if _, err := env.reading(st); err != nil { // who acts for another sees no more of their work
		return err
	}
	corpus, err := st.Load(c.Context(), coding.Selection{Analysts: []string{string(a.ID)}, Surveys: true})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(corpus.Coders, func(c coding.Coder) bool { return c.Analyst == a.ID })
	coder := &corpus.Coders[at]
	due := coding.Revisits(coder, corpus.Transcripts)
	if len(args) > 0 {
		ids := make([]transcript.ID, len(corpus.Transcripts))
		for i, t := range corpus.Transcripts {
			ids[i] = t.ID
		}
		meant, err := coding.MatchIDs("transcript", args, ids)
		if err != nil {
			return err
		}
		due = slices.DeleteFunc(due, func(d coding.Due) bool { return !slices.Contains(meant, d.Transcript.ID) })
	}
	if !hints {
		return env.show(revisitReport(a, due, len(args) > 0, nil))
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	may, stems := env.quoting(people), newStems(st)
	finder := hint.New(coder, corpus.Transcripts, stems.of, stems.little)
	report := revisitReport(a, due, true, func(t *transcript.Transcript, code codebook.Code) []string { return hintsFor(finder, may, t, code) })
	report.Notes = append(report.Notes, "Alike: turns whose words are more like the code's passages elsewhere, its name and definition than the rest is, with the words that speak for it.")
	report.Notes = append(report.Notes, stems.notes()...)
	return env.show(report)
}

// revisitReport lists what to read again: codes in a line each, or whole, with what they
// mean, and what hints says of each where it is not nil.
func revisitReport(a study.Analyst, due []coding.Due, whole bool, hints func(*transcript.Transcript, codebook.Code) []string) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("What %s should read again", a.ID),
		Table: table.Table{Columns: []table.Column{
			{Name: "transcript", Heading: "Transcript"},
			{Name: "code", Heading: "Id"},
			{Name: "name", Heading: "Code", Words: true},
			{Name: "kind", Heading: "Kind"},
			{Name: "reason", Heading: "Since"},
			{Name: "created", Heading: "Came"},
			{Name: "defined", Heading: "Redefined"},
			{Name: "finished", Heading: "Read"},
			{Name: "words", Heading: "Words", Type: table.Integer},
			{Name: "codings", Heading: "Older codings", Type: table.List},
			{Name: "definition", Heading: "Definition", Words: true},
			{Name: "include", Heading: "Include", Words: true},
			{Name: "exclude", Heading: "Exclude", Words: true},
			{Name: "hints", Heading: "Alike", Type: table.List, Words: true},
		}},
		View: table.Columns{Names: []string{"transcript", "words", "name", "reason", "codings"}},
	}
	if whole {
		r.View = table.Cards{Head: []string{"transcript", "name", "reason"}, Foot: []string{"definition", "include", "exclude", "codings", "hints"}}
	}
	for _, d := range due {
		t := d.Transcript
		words := t.SpokenWords()
		for _, code := range d.Codes {
			reason := "younger"
			if code.Redefined {
				reason = "redefined"
			}
			var alike any
			if hints != nil {
				alike = hints(t, code.Code)
			}
			r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), string(code.ID), code.Name, string(code.Kind), reason,
				stampOf(code.Created), stampOf(code.Defined), stampOf(d.Read), words, code.Older, code.Definition, code.Include, code.Exclude, alike})
		}
	}
	if len(due) == 0 {
		r.Notes = []string{"Nothing: every transcript that is finished was read with all codes as they are now."}
		return r
	}
	r.Notes = []string{
		"Younger: the code came after the transcript was read. Redefined: it means another thing since, and the codings named are older.",
		"When one is read again: grounded revisit done TRANSCRIPT",
	}
	return r
}

// hintsFor returns turns of a transcript that may bear a code, each with its first words
// and those that speak for it; in print without those that must not be quoted.
func hintsFor(finder *hint.Finder, may *coding.Quoting, t *transcript.Transcript, code codebook.Code) []string {
	const most = 5
	var out []string
	for _, h := range finder.In(t, code, most) {
		if !may.Withholds(t, h.Span) {
			out = append(out, fmt.Sprintf("%s “%s” (%s)", t.Ref(h.Span), table.Beginning(may.Spoken(t, h.Span), 12), strings.Join(h.Words, ", ")))
		}
	}
	return out
}

func newRevisitDoneCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "done TRANSCRIPT|GLOB...",
		Short:             "Say that you have read a transcript again, with the codes of now",
		Example:           "  grounded revisit done interview-01",
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE:              func(c *cobra.Command, args []string) error { return revisitDone(c.Context(), env, args) },
	}
}

func revisitDone(ctx context.Context, env *Env, patterns []string) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	var done []transcript.ID
	_, err = st.Change(ctx, a, "revisit done", func(e *study.Edit) error {
		done = nil
		err := eachDesk(st, e, patterns, func(d *study.Desk) error {
			if d.Finished.IsZero() {
				return fmt.Errorf("%s has not finished %s yet, so there is nothing to read again; when it is: grounded done %[2]s", a.ID, d.Transcript)
			}
			d.Revisited = e.Now
			done = append(done, d.Transcript)
			return e.Save(d)
		})
		e.Did("read %s again", strings.Join(texts(done), ", "))
		return err
	})
	if err != nil {
		return err
	}
	env.note("%s has read %s again", a.ID, and(texts(done)))
	return nil
}
