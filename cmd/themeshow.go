package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

func newThemeShowCmd(env *Env, model *string) *cobra.Command {
	var o themeShowOptions
	c := &cobra.Command{
		Use:   "show THEME",
		Short: "Show what a theme rests on: codes, search, participants, passages",
		Long: `Show what a theme rests on: how often its codes were used and what its search
found; each participant, those without any evidence included; and passages to
quote. The codes below its codes count for it, and the codes of the themes below
it.`,
		Example: "  grounded theme show room-to-breathe\n  grounded theme show room-to-breathe --part participants -f csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return showTheme(c, env, *model, args[0], o)
		},
		ValidArgsFunction: completeThemes(env, model),
	}
	c.Flags().IntVarP(&o.N, "number", "n", 5, "show `N` passages; 0 shows all")
	partFlag(c, &o.Part, themeParts...)
	o.add(env, c)
	return c
}

type themeShowOptions struct {
	selectionFlags
	N    int
	Part string
}

var themeParts = []string{"codes", "participants", "passages"}

func showTheme(c *cobra.Command, env *Env, modelName, name string, o themeShowOptions) error {
	if err := env.checkPart(o.Part, themeParts...); err != nil {
		return err
	}
	if o.N < 0 {
		return misused("--number %d: the number of passages is 0 or more", o.N)
	}
	m, picked, st, err := o.open(c, env, modelName)
	if err != nil {
		return err
	}
	id, err := themeNamed(m, name)
	if err != nil {
		return err
	}
	hits, err := themeHits(c.Context(), env, st, m, id)
	if err != nil {
		return err
	}
	evidence, err := m.Gather(id, picked, hits)
	if err != nil {
		return err
	}
	return env.showParts([]part{
		{"codes", evidence.Codes()},
		{"participants", evidence.Participants(len(o.Roles)+len(o.Speakers) > 0)},
		{"passages", evidence.Passages(o.N)},
	}, o.Part)
}

// open reads the model that is meant and the codings that the flags mean.
func (o selectionFlags) open(c *cobra.Command, env *Env, modelName string) (*theme.Model, coding.Picked, *study.Study, error) {
	st, err := env.open()
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	sel, err := env.reading(st)
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	a, _ := env.anyone(st) // only to tell one's own models by their short names
	full, err := st.ModelName(sel, a, modelName)
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	m, err := st.Model(full)
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	people, err := st.Cases()
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	m.Quoting = coding.NewQuoting(people.Cases)
	picked, _, err := o.pick(c, env, st)
	return m, picked, st, err
}

// themeHits are what the query of a theme finds; a theme without one has none.
func themeHits(ctx context.Context, env *Env, st *study.Study, m *theme.Model, id theme.ID) ([]theme.Hit, error) {
	t, ok := m.Theme(id)
	if !ok || t.Query == "" {
		return nil, nil
	}
	q, err := query.Parse(t.Query)
	if err != nil {
		return nil, fmt.Errorf("the query of theme %s: %w", id, err)
	}
	found, err := searchOptions{}.find(ctx, env, st, t.Query, q)
	if err != nil {
		return nil, fmt.Errorf("the query of theme %s: %w", id, err)
	}
	var hits []theme.Hit
	for _, h := range found.Hits {
		hits = append(hits, theme.Hit{Transcript: h.Transcript, Span: h.Span})
	}
	return hits, nil
}
