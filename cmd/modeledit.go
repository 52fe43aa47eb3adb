package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
)

type modelEditOptions struct {
	Title, Shape, Part, Place, Rename, Drop string
}

func newModelEditCmd(env *Env) *cobra.Command {
	var o modelEditOptions
	c := &cobra.Command{
		Use:   "edit [MODEL]",
		Short: "Change the title, the shape or the parts of a model",
		Long: `Change the title, the shape or the parts of a model. Without a flag the whole file is
opened in your editor ($VISUAL, then $EDITOR); what comes back is checked before it
counts. Single themes are changed with: grounded theme edit.`,
		Example: `  grounded model edit --shape tree --part Means --place root
  grounded model edit ana/thriving --rename-part "Means=What one has"
  grounded model edit`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE: func(c *cobra.Command, args []string) error {
			given := named(c, "title", "shape", "part", "place", "rename-part", "drop-part")
			if err := o.check(given); err != nil {
				return err
			}
			if len(given) == 0 {
				return rewriteModel(c.Context(), env, firstArg(args))
			}
			return changeModel(c.Context(), env, firstArg(args), "model edit", false, func(h *modeller) (string, error) { return h.describe(o, given) })
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Title, "title", "", "its `TITLE`")
	flags.StringVar(&o.Shape, "shape", "", "list, hierarchy or tree (`SHAPE`)")
	flags.StringVar(&o.Part, "part", "", "a `PART` of it; a new one is made")
	flags.StringVar(&o.Place, "place", "", "where --part stands in the tree: root, soil, trunk or leaf (`PLACE`)")
	flags.StringVar(&o.Rename, "rename-part", "", "give a part another name: `OLD=NEW`")
	flags.StringVar(&o.Drop, "drop-part", "", "take out a `PART` that holds no theme")
	completeWords(c, "shape", texts(theme.Shapes())...)
	completeWords(c, "place", texts(themePlaces)...)
	return c
}

func (o modelEditOptions) check(given []string) error {
	old, new, pair := strings.Cut(o.Rename, "=")
	switch {
	case slices.Contains(given, "shape") && !slices.Contains(theme.Shapes(), theme.Shape(o.Shape)):
		return misused("--shape %s: it is one of %s", o.Shape, strings.Join(texts(theme.Shapes()), ", "))
	case o.Place != "" && o.Part == "":
		return misused("--place says where a part stands in the tree; name that with --part")
	case o.Place != "" && !slices.Contains(themePlaces, theme.Place(o.Place)):
		return misused("--place %s: it is one of %s", o.Place, strings.Join(texts(themePlaces), ", "))
	case o.Rename != "" && (!pair || strings.TrimSpace(old) == "" || strings.TrimSpace(new) == ""):
		return misused("--rename-part %s: the name it has and the one it shall have stand around =, as in Means=Ground", o.Rename)
	}
	return oneLine(o.Title)
}

// describe changes what flags say of the model as a whole.
func (h *modeller) describe(o modelEditOptions, given []string) (string, error) {
	var title *string
	var shape *theme.Shape
	if slices.Contains(given, "title") {
		title = &o.Title
	}
	if slices.Contains(given, "shape") {
		shape = new(theme.Shape)
		*shape = theme.Shape(o.Shape)
	}
	if err := h.take(h.model.Describe(title, shape)); err != nil {
		return "", err
	}
	if o.Part != "" {
		there := slices.ContainsFunc(h.model.Parts, func(p theme.Part) bool { return p.Name == o.Part })
		var err error
		switch {
		case !there:
			err = h.part(o.Part, o.Place)
		case o.Place != "":
			err = h.take(h.model.PlacePart(o.Part, theme.Place(o.Place)))
		}
		if err != nil {
			return "", err
		}
	}
	if o.Rename != "" {
		old, name, _ := strings.Cut(o.Rename, "=")
		if err := h.take(h.model.RenamePart(strings.TrimSpace(old), strings.TrimSpace(name))); err != nil {
			return "", err
		}
	}
	if o.Drop != "" {
		if err := h.take(h.model.DropPart(o.Drop)); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("changed %s of model %s", strings.Join(given, ", "), h.name), nil
}

// rewriteModel opens the file of a model in the editor. No lock is held meanwhile: a
// model that somebody else changed is not overwritten.
func rewriteModel(ctx context.Context, env *Env, name string) error {
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
	if err := st.MayChangeModel(a, full); err != nil {
		return err
	}
	if !env.hasEditor() {
		return errors.New("no editor is chosen; set VISUAL or EDITOR, or say what to change with flags such as --title and --shape")
	}
	before, err := st.ModelSource(full)
	if err != nil {
		return err
	}
	did := "edited model " + full
	changed, err := env.editing(ctx, st.NewDraft(a.ID, "model", strings.ReplaceAll(full, "/", "-"), ".toml"), string(before), func(text string) error {
		_, err := st.Change(ctx, a, "model edit", func(e *study.Edit) error {
			now, err := e.Read(study.ModelFile(full))
			if err != nil {
				return err
			}
			if !bytes.Equal(now, before) {
				return fmt.Errorf("%s was changed while you edited it, so your text was not taken over", study.ModelFile(full))
			}
			_, had := theme.Decode(study.ModelFile(full), before)
			_, problems := theme.Decode(study.ModelFile(full), []byte(text))
			if err := problem.Fatal(problems); err != nil {
				return err
			}
			if fresh := problem.Fresh(had, problems); len(fresh) > 0 {
				return fresh
			}
			e.Did("%s", did)
			return e.WriteModel(full, []byte(text))
		})
		return err
	})
	if err == nil && changed {
		env.note("%s", did)
	}
	return err
}
