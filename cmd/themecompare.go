package cmd

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/counterpart"
	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript/coding"
)

type themeCompareOptions struct {
	selectionFlags
	Least float64
}

func newThemeCompareCmd(env *Env) *cobra.Command {
	o := themeCompareOptions{Least: 0.1}
	c := &cobra.Command{
		Use:   "compare MODEL MODEL",
		Short: "Say which themes of two models share codes or passages",
		Long: `Say which themes of two models share codes or passages. Codes of one codebook are the
same, and so are codes that a crosswalk says are; a theme has the codes below its own
and those of the themes below it. Its passages are those that bear its codes, those that
its search finds, and the quotations chosen for it.

Of two themes are told: how many codes both rest on; the Jaccard of their codes and that
of the characters of their passages; how much of each one's passages lies in the
other's; and the mean of the two Jaccards, the score. Counterparts are chosen one to one
so that their scores add up to the most; those below --least are none. All other themes
are named.`,
		Example: `  grounded theme compare ana/thriving ben/thriving
  grounded theme compare ana/thriving joint/thriving -f csv`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeModels(env),
		RunE:              func(c *cobra.Command, args []string) error { return compareModels(c, env, o, args) },
	}
	c.Flags().Float64Var(&o.Least, "least", o.Least, "the `SCORE` that counterparts have at the least, from 0 to 1")
	o.add(env, c)
	return c
}

func compareModels(c *cobra.Command, env *Env, o themeCompareOptions, args []string) error {
	if o.Least < 0 || o.Least > 1 {
		return misused("--least %v: a score is from 0 to 1", o.Least)
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	a, _ := env.anyone(st) // only to tell one's own models by their short names
	var models [2]*theme.Model
	var names [2]string
	for i, arg := range args {
		if names[i], err = st.ModelName(sel, a, arg); err != nil {
			return err
		}
		if models[i], err = st.Model(names[i]); err != nil {
			return err
		}
	}
	if names[0] == names[1] {
		return misused("%s and %s are one model; name two", args[0], args[1])
	}
	picked, _, err := o.pick(c, env, st)
	if err != nil {
		return err
	}
	same, err := sameCodes(st, picked)
	if err != nil {
		return err
	}
	var sides [2]counterpart.Side
	for i, m := range models {
		if sides[i], err = sideOf(c, env, st, m, names[i], picked, same.name); err != nil {
			return err
		}
	}
	found := counterpart.Compare(sides[0], sides[1], picked.Transcripts, o.Least)
	reports := []table.Report{found.Report()}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	if others := found.Others(!format.Data()); format.Data() {
		reports[0].Table.Rows = append(reports[0].Table.Rows, others.Table.Rows...)
	} else if len(others.Table.Rows)+len(others.Notes) > 0 {
		reports = append(reports, others)
	}
	end := &reports[len(reports)-1]
	end.Notes = append(end.Notes, same.notes...)
	end.Notes = append(end.Notes, picked.Beside()...)
	return env.show(reports...)
}

// sideOf gathers what the themes of a model rest on.
func sideOf(c *cobra.Command, env *Env, st *study.Study, m *theme.Model, name string, picked coding.Picked, code func(theme.CodeRef) string) (counterpart.Side, error) {
	side := counterpart.Side{Name: name}
	quotes := m.Anchor(picked.Transcripts)
	hits, _, err := themeHits(c.Context(), env, st, m, m.IDs(), picked.Transcripts)
	if err != nil {
		return side, err
	}
	for t := range m.Walk() {
		evidence, err := m.Gather(t.ID, picked, hits)
		if err != nil {
			return side, err
		}
		one := counterpart.Theme{ID: t.ID, Name: t.Name, Passages: evidence.Marks(quotes)}
		for _, ref := range evidence.Rests() {
			if n := code(ref); picked.Sees(ref.Analyst) && !slices.Contains(one.Codes, n) {
				one.Codes = append(one.Codes, n)
			}
		}
		side.Themes = append(side.Themes, one)
	}
	return side, nil
}

// commonCodes gives codes that count as one the same name.
type commonCodes struct {
	of    map[theme.CodeRef]string
	books map[coding.Analyst]*codebook.Book
	files map[coding.Analyst]string
	notes []string
}

// sameCodes finds which codes of analysts are one: those of one codebook, and those that
// their crosswalks say are the same.
func sameCodes(st *study.Study, picked coding.Picked) (commonCodes, error) {
	common := commonCodes{of: map[theme.CodeRef]string{}, books: map[coding.Analyst]*codebook.Book{}, files: map[coding.Analyst]string{}}
	shared := true
	for _, coder := range picked.Coders {
		a, err := st.Analyst(coder.Analyst)
		if err != nil {
			return common, err
		}
		common.books[a.ID], common.files[a.ID] = coder.Book, a.Codebook
		shared = shared && a.Codebook == common.files[picked.Coders[0].Analyst]
	}
	if shared {
		return common, nil
	}
	joined, err := joinCodes(st, picked.Coders)
	if err != nil {
		return common, err
	}
	common.notes = joined.notes
	if len(joined.categories) == 0 {
		common.notes = append(common.notes, "No pair of a crosswalk is accepted, so codes of different codebooks are different ones; find pairs with: grounded crosswalk propose")
	}
	for _, category := range joined.categories {
		for a, ids := range category.Codes {
			for _, id := range ids {
				common.of[theme.CodeRef{Analyst: a, Code: id}] = joined.label(category.Name)
			}
		}
	}
	return common, nil
}

// name is what a code is called among all that count as one with it.
func (c commonCodes) name(ref theme.CodeRef) string {
	if book := c.books[ref.Analyst]; book != nil {
		if now, ok := book.Resolve(ref.Code); ok {
			ref.Code = now
		}
	}
	if name, one := c.of[ref]; one {
		return name
	}
	return fmt.Sprintf("%s:%s", cmp.Or(c.files[ref.Analyst], string(ref.Analyst)), ref.Code)
}
