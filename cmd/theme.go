package cmd

import (
	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
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
		newThemeSuggestCmd(env), newThemeAcceptCmd(env, &model), newThemeFrameworkCmd(env, &model), newThemePlaceCmd(env),
		newThemeCompareCmd(env), newThemeReviseCmd(env, &model), newThemeHistoryCmd(env, &model))
	env.asksWhy(c, "edit", "remove")
	return c
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
