package cmd

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/life"
	"grounded/cmd/internal/render"
	"grounded/transcript/coding"
)

func newModelFeedbackCmd(env *Env) *cobra.Command {
	var groups []string
	var keyFile string
	c := &cobra.Command{
		Use:   "feedback [MODEL]",
		Short: "Write what people said, what was done, and what was kept and why",
		Long: `Write what people said of a model, what was done, and what was kept and why, as a
document to give back to them: group by group, without names. Labels of participants,
their cases and what cases.toml has of names are replaced wherever they stand, and with
--key the words of the table of anonymize too; what else tells who somebody is, you
alone can see, so read it before you pass it on. That it was written is put on record.`,
		Example: `  grounded model feedback -o feedback.md
  grounded model feedback thriving --group workshop -f html -o workshop.html
  grounded model feedback --key ../key.csv -o feedback.md`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return writeFeedback(c, env, firstArg(args), groups, keyFile)
		},
	}
	c.Flags().StringArrayVar(&groups, "group", nil, "only what `GROUP` said (repeatable)")
	c.Flags().StringVar(&keyFile, "key", "", "replace the words of `TABLE`, of anonymize, too; - reads standard input")
	return c
}

func writeFeedback(c *cobra.Command, env *Env, name string, groups []string, keyFile string) error {
	st, err := env.open()
	if err != nil {
		return err
	}
	m, full, err := env.readModel(name)
	if err != nil {
		return err
	}
	var known []string
	for _, r := range m.Revisions {
		known = append(known, r.Group)
	}
	for _, g := range groups {
		if !slices.Contains(known, g) {
			return coding.Unknown("group", g, slices.Compact(slices.Sorted(slices.Values(known))))
		}
	}
	people, err := peopleOf(c.Context(), st)
	if err != nil {
		return err
	}
	clean := people.strike
	if keyFile != "" {
		key, err := env.readKey(keyFile)
		if err != nil {
			return err
		}
		clean = func(text string) (string, int) {
			now, n := people.strike(text)
			now, more := key.Text(now)
			return now, n + more
		}
	}
	reports, struck := life.Feedback(m, clean, groups...)
	if format, _ := render.ParseFormat(env.global.Format); format.Data() { // checked before any command runs
		for _, r := range reports[1:] {
			reports[0].Table.Rows = append(reports[0].Table.Rows, r.Table.Rows...)
		}
		reports = reports[:1]
	}
	if err := env.show(reports...); err != nil {
		return err
	}
	if struck > 0 {
		env.note("%s replaced; say it in other words with: grounded theme revise NUMBER%s", count(struck, "name"), m.Flag)
	}
	if !env.leaves() {
		return nil
	}
	a, err := env.anyone(st)
	if err != nil {
		return err
	}
	return st.Note(c.Context(), a, "model feedback", fmt.Sprintf("wrote what was said of %s and what came of it, for those who said it: %s", full, count(len(m.Revisions), "revision")))
}
