package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
)

type decideOptions struct {
	Between  []string
	Relation string
	Note     string
	ID       string
}

func newCrosswalkAcceptCmd(env *Env) *cobra.Command {
	var o decideOptions
	c := &cobra.Command{
		Use:   "accept {PAIR | CODE[,CODE...] CODE[,CODE...]}",
		Short: "Accept that codes of one analyst are those of the other",
		Long: `Accept a pair that was proposed, by its id: as it was proposed, unless --relation
says otherwise. Or accept that codes of the first analyst mean what codes of the
second do. Several codes on a side, joined with commas, count as one: "my rent and
bills are your money". Where the study has more than two analysts, --between names
the two whose codes these are, in this order. A pair of the same codes that is
there already is changed.`,
		Example: `  grounded crosswalk accept budgeting-adding-up
  grounded crosswalk accept budgeting adding-up
  grounded crosswalk accept rent,bills money --note "agreed on 14 March"
  grounded crosswalk accept money rent --relation broader --between ana,ben`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case c.Flags().Changed("relation"):
				if err := oneOf("relation", o.Relation, relations); err != nil {
					return err
				}
			case len(args) == 1:
				o.Relation = ""
			}
			return acceptPair(c.Context(), env, o, args)
		},
		ValidArgsFunction: completePairs(env, true),
	}
	betweenFlag(env, c, &o.Between)
	c.Flags().StringVar(&o.Relation, "relation", "same", "same, broader, narrower or overlaps: how the first stand to the second (`RELATION`)")
	c.Flags().StringVar(&o.Note, "note", "", "why (`TEXT`)")
	c.Flags().StringVar(&o.ID, "id", "", "what to call the pair (`ID`)")
	completeWords(c, "relation", relations...)
	return c
}

func acceptPair(ctx context.Context, env *Env, o decideOptions, args []string) error {
	b, err := env.openBetween(nil, o.Between)
	if err != nil {
		return err
	}
	evidence, err := b.shared(ctx)
	if err != nil {
		return err
	}
	return b.decide(ctx, "crosswalk accept", args, func(p *crosswalk.Pair) {
		p.Status = crosswalk.Accepted
		if o.Relation != "" {
			p.Relation = crosswalk.Relation(o.Relation)
		}
		if o.Note != "" {
			p.Note = o.Note
		}
		if p.ID == "" {
			p.ID = o.ID
		}
		// What a pair was proposed from, it was decided on.
		if len(p.EvidenceFrom) == 0 {
			p.EvidenceFrom = evidence
		}
	})
}

func newCrosswalkRejectCmd(env *Env) *cobra.Command {
	var o decideOptions
	c := &cobra.Command{
		Use:   "reject {PAIR | CODE[,CODE...] CODE[,CODE...]}",
		Short: "Reject that codes of one analyst are those of the other",
		Long: `Reject a pair, by its id or by its codes. It stays in the crosswalk as rejected, so
that it is not proposed again; codes that are in no pair yet make one.`,
		Example: `  grounded crosswalk reject budgeting-adding-up --note "hers is a habit, mine a skill"
  grounded crosswalk reject money standing`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			b, err := env.openBetween(nil, o.Between)
			if err != nil {
				return err
			}
			return b.decide(c.Context(), "crosswalk reject", args, func(p *crosswalk.Pair) {
				p.Status = crosswalk.Rejected
				if o.Note != "" {
					p.Note = o.Note
				}
			})
		},
		ValidArgsFunction: completePairs(env, true),
	}
	betweenFlag(env, c, &o.Between)
	c.Flags().StringVar(&o.Note, "note", "", "why (`TEXT`)")
	return c
}

// decide changes the pair that is named, makes one of codes that are in none, and
// says how it stands now.
func (b *between) decide(ctx context.Context, command string, args []string, how func(*crosswalk.Pair)) error {
	var old, now crosswalk.Pair
	err := b.change(ctx, study.Undoable, command, func(e *study.Edit, walk *crosswalk.Crosswalk) ([]byte, error) {
		var err error
		if old, err = b.named(walk, args); err != nil {
			return nil, err
		}
		now = old
		how(&now)
		e.Did("%s pair %s%s", did(old, now), recorded(now), formerly(old, now))
		if old.ID != "" {
			return walk.Set(now)
		}
		if now.ID == "" {
			now.ID = walk.NewID(now.Left, now.Right)
		}
		return walk.Add(now)
	})
	if err != nil {
		return err
	}
	b.env.note("%s %s: %s%s", did(old, now), now.ID, b.sentence(now), formerly(old, now))
	return nil
}

// did says what became of a pair.
func did(old, now crosswalk.Pair) string {
	if old.Note != now.Note && old.Status == now.Status && old.Relation == now.Relation && old.SameCodes(now) {
		return "wrote the note of"
	}
	return string(now.Status)
}
