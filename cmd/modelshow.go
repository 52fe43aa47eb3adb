package cmd

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/picture"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

// modelDrawing are the formats that a model is drawn in outside the terminal.
var modelDrawing = map[render.Format]func(theme.Picture) string{render.SVG: picture.SVG, render.Mermaid: picture.Mermaid, render.DOT: picture.DOT}

type modelShowOptions struct {
	selectionFlags
	stateFlags
	Quotes bool
}

const modelShowLong = `Draw a model: a tree with its crown, trunk, roots and soil; a hierarchy with a line
from each theme to those below it; or a list. A theme below several others is drawn
below the first of them and named below the others. Each theme has how much stands
behind it, by code and by query, and a quotation: one that was chosen for it, or else a
short passage of these.

A drawing as svg, mermaid or dot leaves the study: it holds names, statements and
numbers alone, and with --quotes the first of the quotations chosen for each theme that
supports it and that whoever said it allows to be printed. How many of the others there
are is said below it: further ones, those that qualify or contradict, and those that may
not be printed. --before and --after draw the model as it stood before a revision and
after it.`

func newModelShowCmd(env *Env) *cobra.Command {
	var o modelShowOptions
	c := &cobra.Command{
		Use:   "show [MODEL]",
		Short: "Draw a model",
		Long:  modelShowLong,
		Example: `  grounded model show
  grounded model show ana/thriving -o thriving.svg
  grounded model show --role participant --quotes -f mermaid`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeModels(env)),
		RunE:              func(c *cobra.Command, args []string) error { return showModel(c, env, o, firstArg(args)) },
	}
	o.add(env, c)
	return c
}

// newThemeTreeCmd is model show by another name, for whoever works on themes.
func newThemeTreeCmd(env *Env, model *string) *cobra.Command {
	var o modelShowOptions
	c := &cobra.Command{
		Use:     "tree",
		Short:   "Draw the model, as model show does",
		Long:    modelShowLong,
		Example: "  grounded theme tree\n  grounded theme tree --model thriving -f md",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return showModel(c, env, o, *model) },
	}
	o.add(env, c)
	return c
}

func (o *modelShowOptions) add(env *Env, c *cobra.Command) {
	c.Flags().BoolVar(&o.Quotes, "quotes", false, "in a drawing, with one quotation a theme that may be printed")
	o.stateFlags.add(c)
	o.selectionFlags.add(env, c)
	env.draws(c, render.SVG, render.Mermaid, render.DOT)
}

// firstArg returns the one argument that may be given, or "".
func firstArg(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

func showModel(c *cobra.Command, env *Env, o modelShowOptions, name string) error {
	format, drawn := env.drawing(c)
	if o.Quotes && !drawn {
		return misused("--quotes goes with a drawing: -f svg, mermaid or dot; everything else has quotations as it is")
	}
	if err := o.stateFlags.check(c); err != nil {
		return err
	}
	m, picked, st, err := o.open(c, env, name)
	if err != nil {
		return err
	}
	if m, err = o.stateFlags.of(st, study.ModelOf(m.Name()), m); err != nil {
		return err
	}
	hits, nothing, err := themeHits(c.Context(), env, st, m, m.IDs(), picked.Transcripts)
	if err != nil {
		return err
	}
	if !drawn {
		return showTree(env, m, picked, hits, nothing)
	}
	p := m.Picture(picked, hits, o.Quotes)
	if err := env.draw(modelDrawing[format](p)); err != nil {
		return err
	}
	for _, n := range p.Notes {
		env.note("%s", n)
	}
	for _, says := range nothing {
		env.note("%s", says)
	}
	if n := p.Quotations(); n > 0 {
		a, err := env.anyone(st)
		if err != nil {
			return err
		}
		return st.Note(c.Context(), a, "model show", fmt.Sprintf("drew %s with %s", m.Name(), count(n, "quotation")))
	}
	return nil
}

// showTree draws a model for people at a terminal; every other format is a table
// like any report.
func showTree(env *Env, m *theme.Model, picked coding.Picked, hits map[theme.ID][]theme.Hit, notes []string) error {
	if env.global.Format != "text" {
		report := m.Tree(picked, hits)
		report.Notes = append(report.Notes, notes...)
		return env.show(report)
	}
	w, done, err := env.output()
	if err != nil {
		return err
	}
	width := render.DefaultWidth
	if f, ok := w.(*os.File); ok {
		width = render.TerminalOf(f).Width
	}
	if _, err := io.WriteString(w, m.Draw(picked, hits, width, notes...)); err != nil {
		return err
	}
	return done()
}

func completeModels(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		sel, err := env.reading(st)
		if err != nil {
			return nil
		}
		names, err := st.Models(sel)
		if err != nil {
			return nil
		}
		return names
	})
}
