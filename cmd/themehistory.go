package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/life"
	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

func newThemeHistoryCmd(env *Env, model *string) *cobra.Command {
	var undone bool
	c := &cobra.Command{
		Use:   "history [THEME]",
		Short: "Tell what became of each theme, when, by whom and why",
		Long: `Tell what became of each theme of a model: when it was added, renamed, its claim or its
query put otherwise, moved, given codes and quotations and deprived of them, removed;
which of its codes were merged or split, and which of its quotations do something else
to it, are printed otherwise or were verified; by whom and why (--because of the command
that did it); what was said of it and what came of that; and which memos are about it. A
theme that is gone can be named too. Edits of the model by hand are told as the next
command finds them.`,
		Example: `  grounded theme history
  grounded theme history room-to-breathe
  grounded theme history --model ana/thriving -f csv`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeThemes(env, model)),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := themeLives(env, st, *model, firstArg(args), undone)
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
	c.Flags().BoolVar(&undone, "undone", false, "changes that were taken back as well")
	return c
}

func themeLives(env *Env, st *study.Study, modelName, name string, undone bool) (table.Report, error) {
	sel, err := env.reading(st)
	if err != nil {
		return table.Report{}, err
	}
	a, _ := env.anyone(st) // only to tell one's own models by their short names
	full, err := st.ModelName(sel, a, modelName)
	if err != nil {
		return table.Report{}, err
	}
	m := life.Model{Name: full, File: study.ModelFile(full)}
	if m.Model, err = st.Model(full); err != nil {
		return table.Report{}, err
	}
	m.Model.Flag = st.ModelFlag(sel, full)
	changes, err := env.changes(st, sel, m.File)
	if err != nil {
		return table.Report{}, err
	}
	m.Books = map[string]life.Book{}
	for _, a := range st.Config.Analysts {
		if !sel.Sees(a.ID) {
			continue
		}
		book, err := st.Book(a)
		if err != nil {
			env.warn(fmt.Sprintf("what became of its codes is not told: %v", err))
			continue
		}
		m.Books[string(a.ID)] = life.Book{Name: a.Codebook, File: a.CodebookFile(), Book: book}
	}
	if m.Memos, err = lifeMemos(st, sel); err != nil {
		return table.Report{}, err
	}
	var only []theme.ID
	if name != "" {
		id, err := themeEver(m, changes, name)
		if err != nil {
			return table.Report{}, err
		}
		only = append(only, id)
	}
	r := life.Themes(m, changes, undone, only...)
	r.Notes = append(r.Notes, blindNote(st)...)
	return r, nil
}

// themeEver finds a theme that a model holds or held, by its id or its name now.
func themeEver(m life.Model, changes []life.Change, name string) (theme.ID, error) {
	if id, err := themeNamed(m.Model, name); err == nil {
		return id, nil
	}
	var ids []string
	for _, id := range life.Known(m, changes) {
		if strings.EqualFold(string(id), name) {
			return id, nil
		}
		ids = append(ids, string(id))
	}
	return "", coding.UnknownIn("theme", name, ids, "grounded theme tree"+m.Model.Flag)
}
