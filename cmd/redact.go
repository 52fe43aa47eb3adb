package cmd

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
)

type redactOptions struct {
	passageFlags
	As     string
	Forget bool
	DryRun bool
}

func newRedactCmd(env *Env) *cobra.Command {
	var o redactOptions
	c := &cobra.Command{
		Use:   "redact PLACE --as TEXT",
		Short: "Put a description in the place of words that identify somebody",
		Long: `Put a description in the place of words that identify somebody without naming
them: a town, a job that only one person has. Codings and the quotations of
models follow, whoever made them. Where the place is several paragraphs the
description stands in each of them. For names that stand in many places there is
anonymize.

Undo can bring the words back, from what it keeps on this machine; with --forget
that is dropped, together with all else that undo keeps. The imported file in
sources/ still holds the words.`,
		Example: `  grounded redact interview-03:14 --quote "the lighthouse at Skerry" --as "[a lighthouse]"
  grounded redact interview-03:14 --as "[left out]" --dry-run`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return redact(c.Context(), env, o, args[0])
		},
	}
	o.add(c)
	flags := c.Flags()
	flags.StringVar(&o.As, "as", "", "what shall stand there (`TEXT`)")
	flags.BoolVar(&o.Forget, "forget", false, "drop what undo keeps: this change and all before it cannot be taken back")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say how codings would fare, and write nothing")
	return c
}

func redact(ctx context.Context, env *Env, o redactOptions, place string) error {
	if o.As == "" {
		return misused(`say what shall stand there with --as, as in --as "[city]"`)
	}
	if err := oneLine(o.As); err != nil {
		return err
	}
	where, err := o.where(env, place)
	if err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var t *transcript.Transcript
	var words []transcript.Replacement
	c := correction{command: "redact", did: "redacted " + place, dryRun: o.DryRun, forget: o.Forget}
	c.change = func(e *study.Edit) ([]study.Correction, error) {
		var passage transcript.Span
		if t, passage, err = where.in(e); err != nil {
			return nil, err
		}
		words = nil
		for _, said := range t.Said(passage) {
			words = append(words, transcript.Replacement{Span: said, New: o.As})
		}
		done, err := e.Rewrite(t.ID, words, nil)
		return []study.Correction{done}, err
	}
	if _, err := correct(ctx, env, st, a, c); err != nil {
		return err
	}
	return noteElsewhere(ctx, env, st, t, words)
}

// noteElsewhere says where else the words that were redacted stand.
func noteElsewhere(ctx context.Context, env *Env, st *study.Study, was *transcript.Transcript, words []transcript.Replacement) error {
	var gone []string
	for _, w := range words {
		gone = append(gone, was.Text(w.Span))
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	held, err := st.Holding(ctx, sel, gone)
	if err != nil {
		return err
	}
	// What was just redacted, and a rehearsal of it, is not elsewhere.
	held = slices.DeleteFunc(held, func(h study.Held) bool { return h.Transcript == was.ID && h.Times <= len(words) })
	for _, h := range held {
		env.note("%s holds the same words, %s", h.File, times(h.Times))
	}
	if was.Source != "" {
		env.note("%s, as it was imported, still holds the words", was.Source)
	}
	return nil
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
