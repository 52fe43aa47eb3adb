package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
)

type withdrawOptions struct {
	Transcripts  []string
	Whole, Turns bool
	Yes, DryRun  bool
}

func newWithdrawCmd(env *Env) *cobra.Command {
	var o withdrawOptions
	c := &cobra.Command{
		Use:   "withdraw CASE",
		Short: "Take a participant's words out of the study, for good",
		Long: `Take a participant's words out of everything that the study keeps, for all
analysts: their transcripts, or their turns where others were studied with them; the
imported files; codings and quotations of those words; what analysts wrote down of
them in memos, codebooks, models and crosswalks; and what undo and the cache hold.
In a transcript that others share, each paragraph of theirs stays as one that says
it was withdrawn. A tombstone with the day stays in cases.toml.

With --transcript they leave only that transcript, and stay in the study.

This cannot be undone. What it cannot reach is said: git's history, backups, and
tables and reports that were made before.`,
		Example: `  grounded withdraw p07 --dry-run
  grounded withdraw p07 --yes
  grounded withdraw p07 --transcript group-meeting-2 --yes`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeCases(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return withdraw(c.Context(), env, o, args[0])
		},
	}
	flags := c.Flags()
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "leave only transcript `ID` (repeatable)")
	flags.BoolVar(&o.Whole, "whole", false, "transcripts go whole, also where others speak")
	flags.BoolVar(&o.Turns, "turns", false, "only their turns go, also where only interviewers speak beside them")
	flags.BoolVar(&o.Yes, "yes", false, "ask nothing")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would go, and change nothing")
	return c
}

func withdraw(ctx context.Context, env *Env, o withdrawOptions, who string) error {
	if o.Whole && o.Turns {
		return misused("--whole and --turns are two ways to go; choose one")
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	w := study.Withdrawal{Case: who, Whole: o.Whole, Turns: o.Turns, DryRun: true}
	for _, id := range o.Transcripts {
		w.Only = append(w.Only, transcript.ID(id))
	}
	would, err := st.Withdraw(ctx, a, w)
	if err != nil {
		return err
	}
	if o.DryRun {
		return env.sayWithdrew(would, true)
	}
	if !o.Yes {
		if !env.asks() {
			return errors.New("this cannot be undone; look with --dry-run at what goes, and then say --yes")
		}
		yes, err := env.confirm(ctx, fmt.Sprintf("%s will go; this cannot be undone; go on?", goes(would)))
		if err != nil {
			return err
		}
		if !yes {
			env.note("nothing was changed")
			return nil
		}
	}
	w.DryRun = false
	did, err := st.Withdraw(ctx, a, w)
	if err != nil {
		return err
	}
	return env.sayWithdrew(did, false)
}

// goes says in a clause what goes.
func goes(w study.Withdrew) string {
	var what []string
	for _, part := range []struct {
		n    int
		noun string
		how  string
	}{{len(w.Removed), "transcript", ""}, {len(w.Shared), "transcript", " in part"}, {w.Codings, "coding", ""}, {w.Quotes, "quotation", ""}} {
		if part.n > 0 {
			what = append(what, count(part.n, part.noun)+part.how)
		}
	}
	if len(what) == 0 {
		return "nothing but the case"
	}
	return strings.Join(what, ", ")
}

// sayWithdrew lists what went and says what is left to do.
func (e *Env) sayWithdrew(w study.Withdrew, would bool) error {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "what", Heading: "What"},
		{Name: "file", Heading: "File"},
		{Name: "count", Heading: "Count", Type: table.Integer},
	}}}
	add := func(what, file string, n any) { r.Table.Rows = append(r.Table.Rows, []any{what, file, n}) }
	for _, id := range w.Removed {
		add("transcript removed", string(id), nil)
	}
	for _, s := range w.Shared {
		add("turns withdrawn", string(s.Transcript), s.Turns)
	}
	for _, s := range w.Sources {
		add("imported file removed", s, nil)
	}
	add("codings removed", "", w.Codings)
	add("quotations removed", "", w.Quotes)
	for _, s := range w.Struck {
		add("words taken out", s.Path, s.N)
	}
	if w.Others > 0 {
		add("files of other analysts changed", "", w.Others)
	}
	if err := e.show(r); err != nil {
		return err
	}
	if would {
		e.note("would have withdrawn: %s; what undo keeps, of all changes, would go too", goes(w))
		return nil
	}
	e.note("withdrawn: %s; this cannot be undone", goes(w))
	if len(w.Speak) > 0 {
		e.note("these memos speak of them, in their authors' words; read them again: %s", strings.Join(w.Speak, ", "))
	}
	for _, at := range w.Holding {
		e.note("%s holds words of theirs still, in a name or in a file that is not the study's; look into it", at)
	}
	for _, at := range w.Named {
		e.note("%s still says what they are called; replace that with: grounded anonymize", at)
	}
	if w.Tracked {
		e.note("git remembers what was committed: its history holds the words until it is rewritten, here and wherever it was pushed")
	}
	e.note("out of reach: backups, and tables and reports that were made before")
	return nil
}
