package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/grouping"
	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

func newThemeAcceptCmd(env *Env, model *string) *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "accept FILE",
		Short: "Make themes of the groups that were accepted in a file",
		Long: `Make a theme of each group that has accept = true in a file that grounded theme suggest
wrote and people changed: with its name, its statement and its codes. The file stays as
it is, so that more of its groups can be accepted later: what is a theme of the model
already is left alone. All or nothing, as one change.`,
		Example: "  grounded theme accept groups.toml --dry-run\n  grounded theme accept groups.toml --model ana/first",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return acceptGroups(c.Context(), env, *model, args[0], manner(dryRun))
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say which themes would be made, and write nothing")
	return c
}

// errAccepted says that a file brings nothing new.
var errAccepted = errors.New("nothing new")

func acceptGroups(ctx context.Context, env *Env, modelName, file string, how study.Manner) error {
	src, called, err := env.readFile(file)
	if err != nil {
		return err
	}
	answer, problems := grouping.Decode(called, src)
	wrong := problem.Fatal(problems)
	if wrong == nil {
		for _, p := range problems {
			env.warn(p.String())
		}
	}
	if len(answer.Accepted) == 0 {
		if wrong != nil {
			return wrong
		}
		return fmt.Errorf("%s: no group is accepted; write accept = true in those that are to be themes", called)
	}
	var there []theme.ID
	var holder string
	err = changeModelAs(ctx, how, env, modelName, "theme accept", true, func(h *modeller) (string, error) {
		there, holder = nil, h.name
		books, err := h.books()
		if err != nil {
			return "", err
		}
		made, known, others := answer.New(h.model, books)
		all := slices.Concat(problems, answer.Check(books), others)
		problem.Sort(all)
		if err := problem.Fatal(all); err != nil {
			return "", err
		}
		if there = known; len(made) == 0 {
			return "", errAccepted
		}
		var ids []string
		for i, t := range made {
			ids = append(ids, string(t.ID))
			made[i].Codes = theme.Living(t.Codes, books)
			h.tellRetired(t.Codes, books)
		}
		return fmt.Sprintf("made %s in %s of groups: %s", count(len(made), "theme"), h.name, strings.Join(ids, ", ")), h.take(h.model.AddTheme(made...))
	})
	return env.saidMade(err, there, holder)
}

// saidMade says which themes of a model were there before, and that all were where nothing
// was made.
func (e *Env) saidMade(err error, there []theme.ID, model string) error {
	if err != nil && !errors.Is(err, errAccepted) {
		return err
	}
	switch {
	case err != nil:
		e.note("nothing to make: %s %s of %s already", strings.Join(texts(there), ", "), areThemes(len(there)), model)
	case len(there) > 0:
		e.note("left alone, of %s already: %s", model, strings.Join(texts(there), ", "))
	}
	return nil
}

func areThemes(n int) string {
	if n == 1 {
		return "is a theme"
	}
	return "are themes"
}

// books are the codebooks of all analysts, nil for one whose codes the one who acts may
// not see.
func (h *modeller) books() (map[coding.Analyst]*codebook.Book, error) {
	out := map[coding.Analyst]*codebook.Book{}
	for _, a := range h.study.Config.Analysts {
		if out[a.ID] = nil; h.study.Config.Blind && a.ID != h.edit.Analyst.ID {
			continue
		}
		book, err := h.study.Book(a)
		if err != nil {
			return nil, err
		}
		out[a.ID] = book
	}
	return out, nil
}
