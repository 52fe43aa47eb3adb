package cmd

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

func newThemeCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "theme",
		Short: "Grow themes and a model out of codes",
		Long: `Grow themes and a model out of codes. A theme is a claim; it rests on codes of
either analyst, with all codes below them, and on what a search finds. A model
is a file of themes: models/joint/NAME.toml is the team's, models/ANALYST/NAME.toml
one analyst's own.`,
	}
	var model string
	c.PersistentFlags().StringVar(&model, "model", "", "the `MODEL`: thriving, joint/thriving or ana/thriving (the study's own, or the only one, otherwise)")
	c.AddCommand(newThemeAddCmd(env, &model), newThemeEditCmd(env, &model), newThemeShowCmd(env, &model),
		newThemeQuotesCmd(env, &model), newThemeCandidatesCmd(env, &model), newThemeTreeCmd(env, &model), newThemeRemoveCmd(env, &model),
		newThemeSuggestCmd(env), newThemeAcceptCmd(env, &model))
	return c
}

func newThemeTreeCmd(env *Env, model *string) *cobra.Command {
	var o selectionFlags
	c := &cobra.Command{
		Use:   "tree",
		Short: "Draw the model, each theme with a quotation",
		Long: `Draw the model, each theme with a quotation: one that was chosen for it, or else
a short passage that bears its codes. A model in parts is drawn as a tree.`,
		Example: "  grounded theme tree\n  grounded theme tree --model thriving -f md",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			m, picked, _, err := o.open(c, env, *model)
			if err != nil {
				return err
			}
			return showTree(env, m, picked)
		},
	}
	o.add(env, c)
	return c
}

// showTree draws a model for people at a terminal; every other format is a table
// like any report.
func showTree(env *Env, m *theme.Model, picked coding.Picked) error {
	if env.global.Format != "text" {
		return env.show(m.Tree(picked))
	}
	w, done, err := env.output()
	if err != nil {
		return err
	}
	width := render.DefaultWidth
	if f, ok := w.(*os.File); ok {
		width = render.TerminalOf(f).Width
	}
	if _, err := io.WriteString(w, m.Draw(picked, width)); err != nil {
		return err
	}
	return done()
}

func completeThemes(env *Env, model *string) completion {
	return suggest(env, func(st *study.Study) []string {
		sel, err := env.reading(st)
		if err != nil {
			return nil
		}
		a, _ := env.anyone(st)
		name, err := st.ModelName(sel, a, *model)
		if err != nil {
			return nil
		}
		m, err := st.Model(name)
		if err != nil {
			return nil
		}
		var ids []string
		for _, t := range m.Themes {
			ids = append(ids, string(t.ID))
		}
		return ids
	})
}
