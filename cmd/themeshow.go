package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

func newThemeShowCmd(env *Env, model *string) *cobra.Command {
	var o themeShowOptions
	c := &cobra.Command{
		Use:   "show THEME",
		Short: "Show what a theme rests on: codes, search, quotations, people",
		Long: `Show what a theme claims and what it rests on: from how many participants its
evidence is and how much from the one who gives most; how often its codes were used;
what its query found, first what bears none of its codes; the quotations chosen for it,
which support, qualify or contradict it; each participant and each transcript, those
without any evidence included; and passages to quote. The codes below its codes count
for it, and so does all that the themes below it rest on.`,
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

var themeParts = []string{"claim", "codes", "query", "quotes", "participants", "transcripts", "passages"}

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
	evidence, nothing, err := gather(c.Context(), env, st, m, id, picked)
	if err != nil {
		return err
	}
	codes, query := evidence.Codes(), evidence.Found(o.N)
	codes.Notes, query.Notes = append(codes.Notes, nothing...), append(query.Notes, nothing...)
	parts := []part{
		{"claim", evidence.Claim()},
		{"codes", codes},
		{"query", query},
		{"quotes", m.Listed(evidence.Quotes(), picked, m.Below(id)...)},
		{"participants", evidence.Participants(len(o.Roles)+len(o.Speakers) > 0)},
		{"transcripts", evidence.Transcripts()},
		{"passages", evidence.Passages(o.N)},
	}
	if format, _ := render.ParseFormat(env.global.Format); o.Part == "" && !format.Data() {
		tellOnce(parts)
		parts = slices.DeleteFunc(parts, func(p part) bool { return len(p.report.Table.Rows) == 0 })
	}
	return env.showParts(parts, o.Part)
}

// tellOnce takes from parts that are printed below one another the notes that stand below
// an earlier one.
func tellOnce(parts []part) {
	told := map[string]bool{}
	for i, p := range parts {
		parts[i].report.Notes = slices.DeleteFunc(p.report.Notes, func(n string) bool {
			again := told[n]
			told[n] = true
			return again
		})
	}
}

// openedModel is a model with the study that it is of.
type openedModel struct {
	study  *study.Study
	model  *theme.Model
	people *cases.Register
}

// openModel opens the study and reads the model that is meant, as the one who looks may
// see it.
func (e *Env) openModel(name string) (openedModel, error) {
	st, err := e.open()
	if err != nil {
		return openedModel{}, err
	}
	sel, err := e.reading(st)
	if err != nil {
		return openedModel{}, err
	}
	a, _ := e.anyone(st) // only to tell one's own models by their short names
	full, err := st.ModelName(sel, a, name)
	if err != nil {
		return openedModel{}, err
	}
	m, err := st.Model(full)
	if err != nil {
		return openedModel{}, err
	}
	people, err := st.Cases()
	if err != nil {
		return openedModel{}, err
	}
	m.Quoting = e.quoting(people)
	m.Flag = st.ModelFlag(sel, full)
	return openedModel{st, m, people}, nil
}

// open reads the model that is meant and the codings that the flags mean.
func (o selectionFlags) open(c *cobra.Command, env *Env, modelName string) (*theme.Model, coding.Picked, *study.Study, error) {
	opened, err := env.openModel(modelName)
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	st, m := opened.study, opened.model
	sel, err := env.reading(st)
	if err != nil {
		return nil, coding.Picked{}, nil, err
	}
	if m.Books, err = st.Books(sel); err != nil {
		return nil, coding.Picked{}, nil, err
	}
	picked, _, err := o.pick(c, env, st)
	return m, picked, st, err
}
