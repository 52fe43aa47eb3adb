package cmd

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type restrictOptions struct {
	passageFlags
	NoQuote, Lift, DryRun bool
	Because               string
}

func newRestrictCmd(env *Env) *cobra.Command {
	var o restrictOptions
	c := &cobra.Command{
		Use:   "restrict [PLACE]",
		Short: "Mark words that must not be quoted outside the study",
		Long: `Mark words that must not be quoted outside the study, whoever said them and
whatever they consented to. The words stay where they are and can be coded; quotes
says that they are restricted, and check --privacy names every quotation of a model
that holds them. The mark follows its words when the transcript is corrected.

Without a place the restrictions of the study are listed.`,
		Example: `  grounded restrict interview-03:14 --no-quote --because "asked us not to"
  grounded restrict interview-03:14 --quote "the house on the corner" --no-quote
  grounded restrict interview-03:14 --lift
  grounded restrict`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(c *cobra.Command, args []string) error {
			if given := named(c, "no-quote", "lift", "because", "dry-run", "quote"); len(args) == 0 && len(given) > 0 {
				return misused("--%s goes with a place, as in: grounded restrict interview-03:14 --no-quote", given[0])
			}
			if len(args) == 0 {
				return listRestrictions(c.Context(), env)
			}
			return restrict(c.Context(), env, o, args[0])
		},
	}
	o.add(c)
	flags := c.Flags()
	flags.BoolVar(&o.NoQuote, "no-quote", false, "they are not to be quoted")
	flags.BoolVar(&o.Lift, "lift", false, "lift the restrictions that touch the passage")
	flags.StringVar(&o.Because, "because", "", "why (`TEXT`)")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be marked, and write nothing")
	return c
}

func restrict(ctx context.Context, env *Env, o restrictOptions, place string) error {
	if o.NoQuote == o.Lift {
		return misused("say what is to be: --no-quote, or --lift to take that back")
	}
	if err := oneLine(o.Because); err != nil {
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
	did := ""
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "restrict", func(e *study.Edit) error {
		t, passage, err := where.in(e)
		if err != nil {
			return err
		}
		if did, err = o.change(e, t, passage); err != nil {
			return err
		}
		e.Did("%s", did)
		return nil
	})
	if err != nil {
		return err
	}
	env.note("%s", outcome(did, o.DryRun))
	return nil
}

// change marks a passage of t, or lifts the marks that touch it.
func (o restrictOptions) change(e *study.Edit, t *transcript.Transcript, passage transcript.Span) (string, error) {
	meta := t.Meta
	var touched []int
	for i, p := range coding.Restricted(t) {
		if p.Fate != coding.Adrift && p.Now.Overlaps(passage) {
			touched = append(touched, i)
		}
	}
	ref := t.Ref(passage)
	did := ""
	switch {
	case o.Lift && len(touched) == 0:
		return "", fmt.Errorf("nothing at %s is restricted; see: grounded restrict", ref)
	case o.Lift:
		kept := slices.Clone(meta.Restricted)
		for _, i := range slices.Backward(touched) {
			kept = slices.Delete(kept, i, i+1)
		}
		meta.Restricted = kept
		did = fmt.Sprintf("lifted %s at %s", count(len(touched), "restriction"), ref)
	default:
		for _, i := range touched {
			if meta.Restricted[i].Span == passage {
				return "", fmt.Errorf("%s is restricted already; lift that with: grounded restrict %s --lift", ref, shellWord(ref.String()))
			}
		}
		meta.Restricted = append(slices.Clone(meta.Restricted), coding.Restrict(t, passage, o.Because))
		did = fmt.Sprintf("restricted %s: not to be quoted", ref)
	}
	_, err := e.Correct(transcript.New(t.ID, meta, t.Body))
	return did, err
}

func listRestrictions(ctx context.Context, env *Env) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	ts, err := st.Transcripts(ctx)
	if err != nil {
		return err
	}
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "ref", Heading: "Place"},
		{Name: "quote", Heading: "Words", Words: true},
		{Name: "because", Heading: "Because", Words: true},
	}}}
	for _, t := range ts {
		for i, p := range coding.Restricted(t) {
			kept := t.Restricted[i]
			if p.Fate == coding.Adrift {
				r.Table.Rows = append(r.Table.Rows, []any{string(t.ID) + " (adrift)", kept.Quote, kept.Because})
				continue
			}
			r.Table.Rows = append(r.Table.Rows, []any{t.Ref(p.Now).String(), t.Spoken(p.Now), kept.Because})
		}
	}
	if len(r.Table.Rows) == 0 {
		r.Notes = []string{"nothing is restricted; mark words with: grounded restrict PLACE --no-quote"}
	}
	return env.show(r)
}
