package cmd

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

type compareOptions struct {
	selectionFlags
	N         int
	Least     float64
	Agreement bool
	Draws     int
	Seed      uint64
	Part      string
	Between   []string
}

// loneBelow is the Jaccard that a code shares less than with every code of the
// other analyst when it is said to stand alone.
const loneBelow = 0.1

var compareParts = []string{"manner", "top", "pairs", "alone", "agreement"}

func newCompareCmd(env *Env) *cobra.Command {
	o := compareOptions{N: 7, Least: 0.2, Draws: 1000, Seed: 1}
	c := &cobra.Command{
		Use:   "compare [A B]",
		Short: "Compare two analysts who coded apart",
		Long: `Compare two analysts who coded apart: first how each works, then the most common
codes side by side, then which codes of the two books mark the same text, as
proposals, and which stand alone. Nothing is decided by this: say that two codes
mean the same with grounded crosswalk accept.

With --agreement, how far the two agree on the pairs that were accepted, on the
turns of the transcripts that both have finished, comes last; --part agreement
prints that alone.`,
		Example: `  grounded compare
  grounded compare ana ben --agreement
  grounded compare ana ben --part pairs -f csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return fmt.Errorf("compare takes two analysts, and these are %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return compare(c, env, o, args) },
	}
	flags := c.Flags()
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` codes of each analyst; 0 shows all")
	flags.Float64Var(&o.Least, "least", o.Least, "show pairs of codes that share text from this `JACCARD` on")
	flags.BoolVar(&o.Agreement, "agreement", false, "how far the two agree on accepted pairs, below the rest (alone with --part agreement)")
	flags.IntVar(&o.Draws, "draws", o.Draws, "`N` bootstrap draws for the intervals")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` of the draws")
	partFlag(c, &o.Part, compareParts...)
	betweenFlag(env, c, &o.Between)
	o.add(env, c)
	return c
}

func compare(c *cobra.Command, env *Env, o compareOptions, args []string) error {
	if err := env.checkPart(o.Part, compareParts...); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	two, err := env.pair(st, args, o.Between)
	if err != nil {
		return err
	}
	picked, err := o.pickPair(c, env, st, two)
	if err != nil {
		return err
	}
	evidence := align.Gather(align.SideOf(picked, picked.Coders[0]), align.SideOf(picked, picked.Coders[1]))
	parts := []part{
		{"manner", tabulate.MannerReport(picked)},
		{"top", tabulate.Top(picked, tabulate.TopOptions{N: o.N, By: tabulate.ByCodings, AnyKind: len(o.Kinds)+len(o.Codes) > 0})},
		{"pairs", withBeside(align.Report(evidence, o.Least), picked)},
		{"alone", withBeside(align.Alone(evidence, loneBelow), picked)},
	}
	if o.Agreement || o.Part == "agreement" || st.Config.Approach == "reliability" {
		walk, err := st.Crosswalk(two[0].ID, two[1].ID)
		if err != nil {
			return err
		}
		unknown, err := unknownCodes(st, walk, two)
		if err != nil {
			return err
		}
		parts = append(parts, part{"agreement", withBeside(agreementReport(agreementInput{
			units: unit.Cut(unit.Input{
				Picked:     picked,
				Categories: slices.DeleteFunc(unit.FromCrosswalk(walk, two[0].ID, two[1].ID), func(c unit.Category) bool { return unknown[c.Name] != nil }),
				Means:      picked.MeansTurn,
			}, unit.Turn, unit.Any),
			walk:    walk,
			unknown: unknown,
			file:    study.CrosswalkFile(two[0].ID, two[1].ID),
			draws:   o.Draws,
			seed:    o.Seed,
		}), picked)})
	}
	return env.showParts(parts, o.Part)
}

// withBeside has a report say what the selection leaves aside.
func withBeside(r table.Report, p coding.Picked) table.Report {
	r.Notes = append(r.Notes, p.Beside()...)
	return r
}

func (o compareOptions) check() error {
	switch {
	case o.N < 0:
		return misused("--number %d: the number of codes is 0 or more", o.N)
	case !(o.Least >= 0 && o.Least <= 1):
		return misused("--least %v: a Jaccard is from 0 to 1", o.Least)
	case o.Draws < 1 || o.Draws > 1_000_000:
		return misused("--draws %d: it is from 1 to a million", o.Draws)
	}
	return nil
}

// pickPair is what the flags mean of two analysts, in the order given.
func (o compareOptions) pickPair(c *cobra.Command, env *Env, st *study.Study, two [2]study.Analyst) (coding.Picked, error) {
	both := *env
	both.global.Analysts = []string{string(two[0].ID), string(two[1].ID)}
	picked, _, err := o.pick(c, &both, st)
	if err != nil {
		return picked, err
	}
	if picked.Coders[0].Analyst != two[0].ID {
		slices.Reverse(picked.Coders)
	}
	return picked, nil
}
