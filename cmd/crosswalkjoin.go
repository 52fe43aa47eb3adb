package cmd

import (
	"context"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
)

func newCrosswalkJoinCmd(env *Env) *cobra.Command {
	var named []string
	c := &cobra.Command{
		Use:   "join PAIR INTO",
		Short: "Make one pair of two",
		Long: `Make one pair of two, which is accepted as the same: the codes of PAIR belong to INTO
as well, with its note, and PAIR is gone.`,
		Example:           "  grounded crosswalk join means-a-month-in-front security-a-month-in-front",
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completePairs(env, false),
		RunE: func(c *cobra.Command, args []string) error {
			b, err := env.openBetween(nil, named)
			if err != nil {
				return err
			}
			return b.join(c.Context(), "crosswalk join", args[0], func(*crosswalk.Crosswalk) (string, error) { return args[1], nil })
		},
	}
	betweenFlag(env, c, &named)
	return c
}

// join makes one pair of one and of what into says, and tells what became of them.
func (b *between) join(ctx context.Context, command, id string, into func(*crosswalk.Crosswalk) (string, error)) error {
	var joined crosswalk.Pair
	err := b.change(ctx, study.Undoable, command, func(e *study.Edit, walk *crosswalk.Crosswalk) ([]byte, error) {
		other, err := into(walk)
		if err != nil {
			return nil, err
		}
		src, made, err := walk.Join(id, other)
		joined = made
		e.Did("joined pair %s with %s: %s", id, other, recorded(made))
		return src, err
	})
	if err == nil {
		b.env.note("joined %s: %s", joined.ID, b.sentence(joined))
	}
	return err
}
