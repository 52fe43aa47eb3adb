package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

type modelNewOptions struct {
	Shape, Title string
}

func newModelNewCmd(env *Env) *cobra.Command {
	o := modelNewOptions{Shape: string(theme.Tree)}
	c := &cobra.Command{
		Use:   "new NAME",
		Short: "Begin a model",
		Long: `Begin a model without themes: NAME or joint/NAME is one of the team's, ANALYST/NAME
your own. Themes come with: grounded theme add --model NAME.`,
		Example: `  grounded model new thriving --title "Enough behind you"
  grounded model new ana/thriving --shape hierarchy`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return newModel(c.Context(), env, o, args[0]) },
	}
	c.Flags().StringVar(&o.Shape, "shape", o.Shape, "list, hierarchy or tree (`SHAPE`)")
	c.Flags().StringVar(&o.Title, "title", "", "its `TITLE`; its name otherwise")
	completeWords(c, "shape", texts(theme.Shapes())...)
	return c
}

func newModel(ctx context.Context, env *Env, o modelNewOptions, name string) error {
	if _, err := theme.ParseShape(o.Shape); err != nil {
		return misused("--shape: %w", err)
	}
	if err := oneLine(o.Title); err != nil {
		return err
	}
	return makeModel(ctx, env, "model new", name, func(_ *study.Edit, full string) ([]byte, string, error) {
		title := o.Title
		if title == "" {
			_, title, _ = strings.Cut(full, "/")
		}
		src, err := theme.New(title, theme.Shape(o.Shape))
		return src, fmt.Sprintf("began model %s, a %s", full, o.Shape), err
	})
}

// makeModel writes a model that is not there yet, and says what was done.
func makeModel(ctx context.Context, env *Env, command, name string, content func(e *study.Edit, full string) ([]byte, string, error)) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	full, err := st.NewModelName(a, name)
	if err != nil {
		return err
	}
	if err := st.MayChangeModel(a, full); err != nil {
		return err
	}
	did := ""
	_, err = st.Change(ctx, a, command, func(e *study.Edit) error {
		if _, there, err := e.Model(full); err != nil || there {
			if err != nil {
				return err
			}
			return fmt.Errorf("there is a model %s already, and it is not written over; choose another name, or take it away with: grounded model remove %[1]s", full)
		}
		src, said, err := content(e, full)
		if err != nil {
			return err
		}
		did = said
		e.Did("%s", did)
		return e.WriteModel(full, src)
	})
	if err != nil {
		return err
	}
	env.note("%s", did)
	return nil
}

func newModelCopyCmd(env *Env) *cobra.Command {
	var title string
	c := &cobra.Command{
		Use:   "copy MODEL NAME",
		Short: "Begin a model as another one stands",
		Long: `Begin a model as another one stands, with its themes and quotations: the team's from
your own, or your own from the team's. What was said of the other one stays with it.`,
		Example: `  grounded model copy ana/thriving joint/thriving
  grounded model copy joint/thriving ben/thriving --title "As I see it"`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: once(completeModels(env)),
		RunE:              func(c *cobra.Command, args []string) error { return copyModel(c, env, args[0], args[1], title) },
	}
	c.Flags().StringVar(&title, "title", "", "another `TITLE`")
	return c
}

func copyModel(c *cobra.Command, env *Env, from, to, title string) error {
	if err := oneLine(title); err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	if from, err = st.ModelName(sel, a, from); err != nil {
		return err
	}
	return makeModel(c.Context(), env, "model copy", to, func(e *study.Edit, full string) ([]byte, string, error) {
		m, there, err := e.Model(from)
		if err != nil || !there {
			return nil, "", err
		}
		src, err := m.WithoutRevisions()
		if err == nil && c.Flags().Changed("title") {
			m, problems := theme.Decode(study.ModelFile(full), src)
			if err := problem.Fatal(problems); err != nil {
				return nil, "", err
			}
			src, err = m.Describe(&title, nil)
		}
		return src, fmt.Sprintf("copied model %s to %s: %s", from, full, count(len(m.Themes), "theme")), err
	})
}

func newModelUseCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "use MODEL",
		Short:             "Say which model the study means",
		Long:              "Say which model the study means where none is named: model in grounded.toml.",
		Example:           "  grounded model use joint/thriving",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return settleModel(c.Context(), env, "model use", args[0], func(e *study.Edit, full string) (string, error) {
				return "chose " + full + " as the model that the study means", e.WriteSettings(tomledit.Set(tomledit.Root, "model", full))
			})
		},
	}
}

func newModelRemoveCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:               "remove MODEL",
		Short:             "Take a model away, with its themes and quotations",
		Long:              "Take a model away, with its themes, its quotations and its revisions. undo brings it back.",
		Example:           "  grounded model remove ana/draft",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE: func(c *cobra.Command, args []string) error {
			return settleModel(c.Context(), env, "model remove", args[0], func(e *study.Edit, full string) (string, error) {
				return e.RemoveModel(full)
			})
		},
	}
}

// settleModel changes what becomes of a whole model, and says what was done.
func settleModel(ctx context.Context, env *Env, command, name string, change func(e *study.Edit, full string) (string, error)) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	sel, err := env.reading(st)
	if err != nil {
		return err
	}
	full, err := st.ModelName(sel, a, name)
	if err != nil {
		return err
	}
	did := ""
	_, err = st.Change(ctx, a, command, func(e *study.Edit) error {
		if did, err = change(e, full); err == nil {
			e.Did("%s", did)
		}
		return err
	})
	if err != nil {
		return err
	}
	env.note("%s", did)
	return nil
}
