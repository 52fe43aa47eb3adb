package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

func newRoundCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "round",
		Short: "Go through the material again, and keep how it stood",
		Long: `Go through the material again, and keep how it stood. The first round runs from the
beginning. Closing a round keeps your codings, your codebook and what you had finished
as they stand; what you do from then on is of the next.

Work as it stood is named with an @: quotes -a ana@1, agree ana@1 ana@2. Nobody
changes it any more.`,
	}
	c.AddCommand(newRoundStartCmd(env), newRoundCloseCmd(env), newRoundListCmd(env))
	return c
}

func newRoundStartCmd(env *Env) *cobra.Command {
	var fresh bool
	c := &cobra.Command{
		Use:   "start NAME",
		Short: "Close the round that runs, and begin another",
		Long: `Close the round that runs, and begin another under a name. You go on from your
codings as they stand. With --fresh they are out of sight instead: every transcript is
to be coded again as if for the first time, so that you can be compared with yourself.
They are kept in the round that was closed, and grounded undo brings them back.`,
		Example: "  grounded round start \"second reading\"\n  grounded round start check --fresh",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return startRound(c, env, args[0], fresh) },
	}
	c.Flags().BoolVar(&fresh, "fresh", false, "code again without seeing the codings of before")
	return c
}

func startRound(c *cobra.Command, env *Env, name string, fresh bool) error {
	if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, "@/\n") {
		return misused("a round's name is a few words, without @ and /")
	}
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	var closed study.Closing
	var next study.Round
	_, err = st.Change(c.Context(), a, "round start", func(e *study.Edit) error {
		if closed, next, err = e.StartRound(name, fresh); err != nil {
			return err
		}
		e.Did("began round %s%s", next.Label, map[bool]string{true: " afresh"}[fresh])
		return nil
	})
	if err != nil {
		return err
	}
	if closed.Round.Label != "" {
		env.note("%s", closing(a, closed))
	}
	env.note("%s is in round %s now: %s", a.ID, next.Label, next.Name)
	if fresh {
		env.note("your codings of before are out of sight; they are at: grounded quotes -a %s@%s; or take all of this back with: grounded undo", a.ID, closed.Round.Label)
	}
	return nil
}

func closing(a study.Analyst, c study.Closing) string {
	return fmt.Sprintf("closed round %s of %s: %s, %s finished; it is kept as %[2]s@%[1]s", c.Round.Label, a.ID, count(c.Codings, "coding"), count(c.Finished, "transcript"))
}

func newRoundCloseCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "close",
		Short:   "Keep the round that runs as it stands",
		Example: "  grounded round close",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			st, a, err := env.openActing()
			if err != nil {
				return err
			}
			var closed study.Closing
			_, err = st.Change(c.Context(), a, "round close", func(e *study.Edit) error {
				if closed, err = e.CloseRound(); err != nil {
					return err
				}
				e.Did("closed round %s", closed.Round.Label)
				return nil
			})
			if err != nil {
				return err
			}
			env.note("%s", closing(a, closed))
			return nil
		},
	}
}

func newRoundListCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the rounds of each analyst",
		Example: "  grounded round list\n  grounded round list -a ana -f csv",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return listRounds(c, env) },
	}
}

func listRounds(c *cobra.Command, env *Env) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "analyst", Heading: "Analyst"},
		{Name: "round", Heading: "Round"},
		{Name: "name", Heading: "Name", Words: true},
		{Name: "fresh", Heading: "Afresh", Type: table.Boolean},
		{Name: "codings", Heading: "Codings", Type: table.Integer},
		{Name: "finished", Heading: "Finished", Type: table.Integer},
		{Name: "started", Heading: "Started"},
		{Name: "closed", Heading: "Closed"},
	}}}
	for _, a := range st.Config.Analysts {
		if a.Role == coding.Reconciled || !sel.Sees(a.ID) || !sel.Named(a.ID, a.Role) {
			continue
		}
		rounds, err := st.Rounds(a.ID)
		if err != nil {
			return err
		}
		for _, round := range rounds {
			as := string(a.ID)
			if !round.Closed.IsZero() {
				as += "@" + round.Label
			}
			then := coding.Selection{Analysts: []string{as}, Blind: sel.Blind, Looker: sel.Looker, Surveys: true}
			corpus, err := st.Load(c.Context(), then)
			if err != nil {
				return err
			}
			codings, finished := 0, 0
			for _, coder := range corpus.Coders {
				if string(coder.Analyst) != as {
					continue
				}
				for _, w := range coder.Work {
					codings += len(w.Codings)
					if !w.Finished.IsZero() {
						finished++
					}
				}
			}
			r.Table.Rows = append(r.Table.Rows, []any{string(a.ID), round.Label, round.Name, round.Fresh, codings, finished, stampOf(round.Started), stampOf(round.Closed)})
		}
	}
	return env.show(r)
}
