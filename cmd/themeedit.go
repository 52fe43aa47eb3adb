package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
)

// themeOptions are the fields of a theme that flags set.
type themeOptions struct {
	ID, Name, Statement, Part, Place, Query string
	Parents, Codes, Drop                    []string
}

func (o *themeOptions) add(env *Env, c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.Statement, "statement", "", "what it claims, in a sentence (`TEXT`)")
	flags.StringArrayVar(&o.Codes, "code", nil, "a code it rests on: `ANALYST:CODE`, or CODE of your own (repeatable)")
	flags.StringVar(&o.Query, "query", "", "a search whose hits are evidence too (`WORDS`)")
	flags.StringVar(&o.Part, "part", "", "the `PART` of the model it belongs to; a new one is made")
	flags.StringVar(&o.Place, "place", "", "where a new part stands in the tree: root, soil, trunk or leaf (`PLACE`)")
	flags.StringArrayVar(&o.Parents, "parent", nil, "the `THEME` it is below (repeatable)")
	_ = c.RegisterFlagCompletionFunc("code", completeCodes(env))
	completeWords(c, "place", texts(themePlaces)...)
}

var themePlaces = []theme.Place{theme.Root, theme.Soil, theme.Trunk, theme.Leaf}

func (o themeOptions) check() error {
	switch {
	case o.Place != "" && o.Part == "":
		return misused("--place says where a new part stands in the tree; name that with --part")
	case o.Place != "" && !slices.Contains(themePlaces, theme.Place(o.Place)):
		return misused("--place %s: it is one of %s", o.Place, strings.Join(texts(themePlaces), ", "))
	}
	return oneLine(o.Name)
}

func newThemeAddCmd(env *Env, model *string) *cobra.Command {
	var o themeOptions
	c := &cobra.Command{
		Use:   "add NAME",
		Short: "Add a theme to a model, which is begun if need be",
		Example: `  grounded theme add "Room to breathe" --statement "A month in front changes how time feels." --code ana:savings --code ben:a-month-in-front
  grounded theme add Means --model thriving --part Means --place root`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Name = args[0]
			if err := o.check(); err != nil {
				return err
			}
			var err error
			if o.ID, err = idOf("theme", o.ID, o.Name); err != nil {
				return err
			}
			return addTheme(c.Context(), env, *model, o)
		},
	}
	c.Flags().StringVar(&o.ID, "id", "", "what to call it in files (`ID`; made from the name otherwise)")
	o.add(env, c)
	return c
}

func addTheme(ctx context.Context, env *Env, modelName string, o themeOptions) error {
	return changeModel(ctx, env, modelName, "theme add", true, func(h *modeller) (string, error) {
		codes, err := h.codes(o.Codes)
		if err != nil {
			return "", err
		}
		if err := h.part(o.Part, o.Place); err != nil {
			return "", err
		}
		parents, err := h.themes(o.Parents)
		if err != nil {
			return "", err
		}
		if o.Query, err = h.query(ctx, env, theme.ID(o.ID), o.Query); err != nil {
			return "", err
		}
		t := theme.Theme{ID: theme.ID(o.ID), Name: o.Name, Statement: o.Statement, Parents: parents, Part: o.Part, Codes: codes, Query: o.Query}
		if err := h.take(h.model.AddTheme(t)); err != nil {
			return "", err
		}
		return fmt.Sprintf("added theme %s to %s", t.ID, h.name), nil
	})
}

func newThemeEditCmd(env *Env, model *string) *cobra.Command {
	var o themeOptions
	c := &cobra.Command{
		Use:   "edit THEME",
		Short: "Change what a theme says and rests on",
		Example: `  grounded theme edit room-to-breathe --code ben:the-quiet --drop-code ana:savings
  grounded theme edit room-to-breathe --statement "A month in front changes how time feels."`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(); err != nil {
				return err
			}
			given := named(c, "name", "statement", "code", "drop-code", "query", "part", "parent")
			if len(given) == 0 {
				return misused("nothing to change; say what with --statement, --code, --drop-code, --query, --part, --parent or --name")
			}
			return editTheme(c.Context(), env, *model, args[0], o, given)
		},
		ValidArgsFunction: completeThemes(env, model),
	}
	c.Flags().StringVar(&o.Name, "name", "", "its name (`NAME`); its id stays")
	c.Flags().StringArrayVar(&o.Drop, "drop-code", nil, "a code it rests on no more: `ANALYST:CODE` (repeatable)")
	o.add(env, c)
	return c
}

func editTheme(ctx context.Context, env *Env, modelName, name string, o themeOptions, given []string) error {
	return changeModel(ctx, env, modelName, "theme edit", false, func(h *modeller) (string, error) {
		id, err := h.theme(name)
		if err != nil {
			return "", err
		}
		if o.Query, err = h.query(ctx, env, id, o.Query); err != nil {
			return "", err
		}
		change, err := h.change(o, given)
		if err != nil {
			return "", err
		}
		if err := h.part(o.Part, o.Place); err != nil {
			return "", err
		}
		if err := h.take(h.model.SetTheme(id, change)); err != nil {
			return "", err
		}
		return fmt.Sprintf("changed %s of theme %s", strings.Join(given, ", "), id), nil
	})
}

func newThemeRemoveCmd(env *Env, model *string) *cobra.Command {
	var lift bool
	c := &cobra.Command{
		Use:     "remove THEME",
		Short:   "Take a theme out of a model, with its quotations",
		Example: "  grounded theme remove room-to-breathe\n  grounded theme remove means --lift",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return changeModel(c.Context(), env, *model, "theme remove", false, func(h *modeller) (string, error) {
				return h.remove(args[0], lift)
			})
		},
		ValidArgsFunction: completeThemes(env, model),
	}
	c.Flags().BoolVar(&lift, "lift", false, "themes below it lose it as a parent")
	return c
}

// remove takes a theme out of the model and says what went with it.
func (h *modeller) remove(name string, lift bool) (string, error) {
	id, err := h.theme(name)
	if err != nil {
		return "", err
	}
	var below []string
	for _, t := range h.model.Themes {
		if slices.Contains(t.Parents, id) {
			below = append(below, string(t.ID))
		}
	}
	if len(below) > 0 && !lift {
		return "", fmt.Errorf("below theme %s stands %s; move that with: grounded theme edit %s%s --parent THEME, or let go of it with --lift", id, strings.Join(below, ", "), below[0], h.flag)
	}
	src, gone, err := h.model.RemoveTheme(id, lift)
	if err != nil {
		return "", err
	}
	did := fmt.Sprintf("removed theme %s", id)
	if gone.Quotes > 0 {
		did += fmt.Sprintf(" with %s", count(gone.Quotes, "quotation"))
	}
	if len(gone.Lifted) > 0 {
		did += fmt.Sprintf("; %s stood below it", strings.Join(texts(gone.Lifted), ", "))
	}
	return did, h.take(src, nil)
}
