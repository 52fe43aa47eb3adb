package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/life"
	"grounded/analysis/privacy"
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
their cases, what cases.toml has of names, and the parts of these are replaced wherever
they stand, in any letter case, and with --key the words of the table of anonymize too.
It is told what was replaced, what of it may be a word and no name, and what may be a
name still; what else tells who somebody is, you alone can see, so read it before you
pass it on. That it was written is put on record.`,
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
	var key *privacy.Key
	if keyFile != "" {
		if key, err = env.readKey(keyFile); err != nil {
			return err
		}
	}
	cleaned := cleaned{people: people, key: key, now: map[string]string{}}
	reports := life.Feedback(m, cleaned.clean, groups...)
	if format, _ := render.ParseFormat(env.global.Format); format.Data() { // checked before any command runs
		for _, r := range reports[1:] {
			reports[0].Table.Rows = append(reports[0].Table.Rows, r.Table.Rows...)
		}
		reports = reports[:1]
	}
	if err := env.show(reports...); err != nil {
		return err
	}
	for _, note := range cleaned.notes(m.Flag) {
		env.note("%s", note)
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

// cleaned takes names out of texts, and keeps account of it; what is there several times
// counts once.
type cleaned struct {
	people *participants
	key    *privacy.Key // replaces as well; nil for nothing
	now    map[string]string
	struck []privacy.Struck
	left   []string
	byKey  int
}

func (c *cleaned) clean(text string) string {
	if now, known := c.now[text]; known {
		return now
	}
	c.left = append(c.left, c.people.Left(text)...)
	now, struck := c.people.Strike(text)
	c.struck = append(c.struck, struck...)
	if c.key != nil {
		n := 0
		now, n = c.key.Text(now)
		c.byKey += n
	}
	c.now[text] = now
	return now
}

// notes say what was replaced, of what it is not certain that it was a name, and what may
// be one still; flag is how a command says that it means the model.
func (c *cleaned) notes(flag string) []string {
	var notes []string
	if n := len(c.struck) + c.byKey; n > 0 {
		var what, doubt []string
		times := map[string]int{}
		for _, s := range c.struck {
			if times[s.Find]++; times[s.Find] == 1 {
				what = append(what, s.Find)
			}
			if s.Doubt && !slices.Contains(doubt, s.Stood) {
				doubt = append(doubt, s.Stood)
			}
		}
		for i, find := range what {
			if times[find] > 1 {
				what[i] = fmt.Sprintf("%s (%d times)", find, times[find])
			}
		}
		if c.byKey > 0 {
			what = append(what, fmt.Sprintf("%s of the table", count(c.byKey, "word")))
		}
		notes = append(notes, fmt.Sprintf("%s replaced: %s; say it in other words with: grounded theme revise NUMBER%s", count(n, "name"), strings.Join(what, ", "), flag))
		if len(doubt) > 0 {
			notes = append(notes, fmt.Sprintf("replaced, and perhaps no names: %s", strings.Join(doubt, ", ")))
		}
	}
	maybe := c.people.maybe(slices.Sorted(maps.Values(c.now))...)
	for _, word := range c.left {
		if !slices.Contains(maybe, word) {
			maybe = append(maybe, word)
		}
	}
	if len(maybe) > 0 {
		notes = append(notes, fmt.Sprintf("left, and perhaps names: %s; replace them with a table of anonymize: --key TABLE", strings.Join(maybe, ", ")))
	}
	return notes
}
