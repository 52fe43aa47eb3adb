package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
)

var relations = []string{string(crosswalk.Same), string(crosswalk.Broader), string(crosswalk.Narrower), string(crosswalk.Overlaps)}

var statuses = []string{string(crosswalk.Proposed), string(crosswalk.Accepted), string(crosswalk.Rejected)}

func newCrosswalkRejectCmd(env *Env) *cobra.Command {
	var between []string
	var note string
	c := &cobra.Command{
		Use:   "reject PAIR | CODE[,CODE...] CODE[,CODE...]",
		Short: "Say that codes of one analyst are not those of the other",
		Long: `Say that codes of one analyst are not those of the other, by the id of a pair or by
the codes. It is remembered, and not proposed again.`,
		Example:           "  grounded crosswalk reject rent-bills --note \"bills are food too\"\n  grounded crosswalk reject rent bills --between ana,ben",
		Args:              cobra.RangeArgs(1, 2),
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			return decidePair(c.Context(), env, between, "crosswalk reject", args, func(p *crosswalk.Pair) {
				p.Status = crosswalk.Rejected
				if note != "" {
					p.Note = note
				}
			})
		},
	}
	betweenFlag(env, c, &between)
	c.Flags().StringVar(&note, "note", "", "why (`TEXT`)")
	return c
}

type setPairOptions struct {
	Between                             []string
	Relation, Status, Note, Left, Right string
}

func newCrosswalkSetCmd(env *Env) *cobra.Command {
	var o setPairOptions
	c := &cobra.Command{
		Use:     "set PAIR",
		Short:   "Change a pair of a crosswalk",
		Example: "  grounded crosswalk set rent-bills --relation broader\n  grounded crosswalk set rent-bills --left rent,heating --status accepted",
		Args:    cobra.ExactArgs(1),
		RunE:    func(c *cobra.Command, args []string) error { return setPair(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Relation, "relation", "", "how the left codes stand to the right ones (`RELATION`): same, broader, narrower, overlaps")
	flags.StringVar(&o.Status, "status", "", "proposed, accepted or rejected (`STATUS`)")
	flags.StringVar(&o.Note, "note", "", "why (`TEXT`; empty takes it out)")
	flags.StringVar(&o.Left, "left", "", "the codes of the first analyst (`CODE,CODE`)")
	flags.StringVar(&o.Right, "right", "", "the codes of the second (`CODE,CODE`)")
	betweenFlag(env, c, &o.Between)
	completeWords(c, "relation", relations...)
	completeWords(c, "status", statuses...)
	return c
}

func setPair(c *cobra.Command, env *Env, o setPairOptions, args []string) error {
	given := named(c, "left", "note", "relation", "right", "status")
	switch {
	case len(given) == 0:
		return misused("what is to change? say so with --relation, --status, --note, --left or --right")
	case slices.Contains(given, "relation") && !slices.Contains(relations, o.Relation):
		return misused("--relation %s: it is one of %s", o.Relation, strings.Join(relations, ", "))
	case slices.Contains(given, "status") && !slices.Contains(statuses, o.Status):
		return misused("--status %s: it is one of %s", o.Status, strings.Join(statuses, ", "))
	}
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	two, err := env.crossed(st, nil, o.Between)
	if err != nil {
		return err
	}
	_, err = st.Change(c.Context(), acts, "crosswalk set", func(e *study.Edit) error {
		return e.ChangeCrosswalk(two[0].ID, two[1].ID, func(walk *crosswalk.Crosswalk) ([]byte, error) {
			pair, err := findPair(walk, args[0])
			if err != nil {
				return nil, err
			}
			for _, flag := range given {
				switch flag {
				case "relation":
					pair.Relation = crosswalk.Relation(o.Relation)
				case "status":
					pair.Status = crosswalk.Status(o.Status)
				case "note":
					pair.Note = o.Note
				case "left":
					pair.Left, err = codesOf(st, two[0], two[1], o.Left)
				case "right":
					pair.Right, err = codesOf(st, two[1], two[0], o.Right)
				}
				if err != nil {
					return nil, err
				}
			}
			e.Did("set pair %s: %s", pair.ID, strings.Join(given, ", "))
			return walk.Set(pair)
		})
	})
	if err != nil {
		return err
	}
	env.note("changed %s", args[0])
	return nil
}

// findPair returns the pair of an id, or an error that offers the near ones.
func findPair(walk *crosswalk.Crosswalk, id string) (crosswalk.Pair, error) {
	if p, ok := walk.Pair(id); ok {
		return p, nil
	}
	return crosswalk.Pair{}, walk.Missing(id)
}

// decidePair changes the pair of an id, or of two lists of codes, which is made when
// there is none.
func decidePair(ctx context.Context, env *Env, between []string, command string, args []string, change func(*crosswalk.Pair)) error {
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	two, err := env.crossed(st, nil, between)
	if err != nil {
		return err
	}
	var evidence []string
	if len(args) == 2 {
		if evidence, err = comparedBy(ctx, st, two); err != nil {
			return err
		}
	}
	var pair crosswalk.Pair
	was := ""
	_, err = st.Change(ctx, acts, command, func(e *study.Edit) error {
		return e.ChangeCrosswalk(two[0].ID, two[1].ID, func(walk *crosswalk.Crosswalk) ([]byte, error) {
			if len(args) == 1 {
				if pair, err = findPair(walk, args[0]); err != nil {
					return nil, err
				}
			} else {
				pair = crosswalk.Pair{Relation: crosswalk.Same, EvidenceFrom: evidence}
				if pair.Left, err = codesOf(st, two[0], two[1], args[0]); err != nil {
					return nil, err
				}
				if pair.Right, err = codesOf(st, two[1], two[0], args[1]); err != nil {
					return nil, err
				}
			}
			change(&pair)
			was = formerly(walk, pair)
			e.Did("%s pair %s %s %s%s", pair.Status, strings.Join(texts(pair.Left), "+"), relationSign(pair.Relation), strings.Join(texts(pair.Right), "+"), was)
			return written(walk, &pair)
		})
	})
	if err != nil {
		return err
	}
	env.note("%s", decided(pair, two, was))
	return nil
}

// decided says what was decided on a pair.
func decided(pair crosswalk.Pair, two [2]study.Analyst, was string) string {
	return fmt.Sprintf("%s %s: %s of %s is %s %s of %s%s", pair.Status, pair.ID, strings.Join(texts(pair.Left), " + "), two[0].ID,
		relationWords(pair.Relation), strings.Join(texts(pair.Right), " + "), two[1].ID, was)
}
