package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"grounded/codebook/crosswalk"
)

type crosswalkSetOptions struct {
	Between                             []string
	Relation, Status, Left, Right, Note string

	given []string
}

func newCrosswalkSetCmd(env *Env) *cobra.Command {
	var o crosswalkSetOptions
	c := &cobra.Command{
		Use:   "set PAIR",
		Short: "Change a pair of a crosswalk",
		Long: `Change what a pair says: how its codes stand, what was decided, which codes they
are, or the note. --note "" takes the note away.`,
		Example: `  grounded crosswalk set budgeting-adding-up --relation broader
  grounded crosswalk set money --left rent,bills --status accepted --note "agreed on 14 March"`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completePairs(env, false)),
		RunE: func(c *cobra.Command, args []string) error {
			o.given = named(c, "relation", "status", "left", "right", "note")
			if len(o.given) == 0 {
				return misused("say what to change, with --relation, --status, --left, --right or --note")
			}
			return setPair(c.Context(), env, o, args[0])
		},
	}
	betweenFlag(env, c, &o.Between)
	flags := c.Flags()
	flags.StringVar(&o.Relation, "relation", "", "same, broader, narrower or overlaps: how the left stand to the right (`RELATION`)")
	flags.StringVar(&o.Status, "status", "", "proposed, accepted or rejected (`STATUS`)")
	flags.StringVar(&o.Left, "left", "", "the codes of the first analyst (`CODE,...`)")
	flags.StringVar(&o.Right, "right", "", "the codes of the second analyst (`CODE,...`)")
	flags.StringVar(&o.Note, "note", "", "why (`TEXT`)")
	completeWords(c, "relation", relations...)
	completeWords(c, "status", statuses...)
	for _, flag := range []string{"left", "right"} {
		_ = c.RegisterFlagCompletionFunc(flag, completeCodes(env))
	}
	return c
}

func setPair(ctx context.Context, env *Env, o crosswalkSetOptions, id string) error {
	var changes []func(*crosswalk.Pair)
	b, err := env.openBetween(nil, o.Between)
	if err != nil {
		return err
	}
	for _, flag := range o.given {
		switch flag {
		case "relation":
			if err := oneOf(flag, o.Relation, relations); err != nil {
				return err
			}
			changes = append(changes, func(p *crosswalk.Pair) { p.Relation = crosswalk.Relation(o.Relation) })
		case "status":
			if err := oneOf(flag, o.Status, statuses); err != nil {
				return err
			}
			changes = append(changes, func(p *crosswalk.Pair) { p.Status = crosswalk.Status(o.Status) })
		case "left":
			left, err := b.codes(0, o.Left)
			if err != nil {
				return err
			}
			changes = append(changes, func(p *crosswalk.Pair) { p.Left = left })
		case "right":
			right, err := b.codes(1, o.Right)
			if err != nil {
				return err
			}
			changes = append(changes, func(p *crosswalk.Pair) { p.Right = right })
		case "note":
			changes = append(changes, func(p *crosswalk.Pair) { p.Note = o.Note })
		}
	}
	return b.decide(ctx, "crosswalk set", []string{id}, func(p *crosswalk.Pair) {
		for _, change := range changes {
			change(p)
		}
	})
}
