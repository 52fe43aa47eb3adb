package cmd

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
)

type reviseOptions struct {
	Said, SaidFrom, Group, Response, Because, Did string
	Date, Shown                                   string
	Themes                                        []string
	Again                                         bool

	number int      // of the revision that is answered; 0 for a new one
	given  []string // flags that say what a revision holds
}

func newThemeReviseCmd(env *Env, model *string) *cobra.Command {
	var o reviseOptions
	c := &cobra.Command{
		Use:   "revise [NUMBER]",
		Short: "Put down what was said of the model, and what came of it",
		Long: `Put down what was said of the model, and what came of it: changed, with what was done;
kept as it is, with the reason; or open. The model before it and after it are kept
beside the file (models/joint/NAME.revisions), so that the two can be shown side by side.

Best in two steps: put down what was said while the model stands as people saw it, and
it is kept as it stands; change the themes; then answer, with the number that model
revisions shows: the model is kept again. What is put down with its answer after the
change was made takes as the model before it the one that an earlier revision kept
last; or, with --shown, the model as it stood at the end of that day, as far as undo
remembers.

What is answered can be answered again, with --again: given with --response the new
answer takes the place of the whole former one, and the model is kept as it stands now;
without, only the words that are given are put in the place of the former ones.

Without flags a form is opened in your editor ($VISUAL, then $EDITOR), or asked for.`,
		Example: `  grounded theme revise --said "Where does it say that I can be left alone?" --group workshop --theme own-chair
  grounded theme revise 2 --response changed --did "Made being left alone a theme." --because "Both books had the passages."
  grounded theme revise 2 --again --response kept --because "It was there under another name."
  grounded theme revise --said "Too much of money." --group workshop --response kept --because "Eight of nine spoke of it first."
  grounded theme revise --said-from notes.txt --response changed --did "Two themes are one." --shown 2021-05-18`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.given = named(c, "said", "said-from", "group", "response", "because", "did", "theme", "date")
			if err := o.check(env, c, firstArg(args)); err != nil {
				return err
			}
			return reviseModel(c.Context(), env, *model, o)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Said, "said", "", "what was said (`TEXT`; - reads it from standard input)")
	flags.StringVar(&o.SaidFrom, "said-from", "", "what was said, from `FILE`")
	flags.StringVar(&o.Group, "group", "", "who said it, without a name: workshop, partners, reviewers (`GROUP`)")
	flags.StringVar(&o.Response, "response", "", "changed, kept or open (`RESPONSE`; open otherwise)")
	flags.StringVar(&o.Because, "because", "", "why (`TEXT`; - reads it)")
	flags.StringVar(&o.Did, "did", "", "what was done (`TEXT`; - reads it)")
	flags.StringArrayVar(&o.Themes, "theme", nil, "a `THEME` that it is about (repeatable)")
	flags.StringVar(&o.Date, "date", "", "the `DAY` on which it was said (YYYY-MM-DD; today otherwise)")
	flags.StringVar(&o.Shown, "shown", "", "the `DAY` at whose end the model stood as people saw it")
	flags.BoolVar(&o.Again, "again", false, "put this answer in the place of the one that is there")
	completeWords(c, "response", texts(modelResponses)...)
	_ = c.RegisterFlagCompletionFunc("theme", completeThemes(env, model))
	return c
}

var modelResponses = []theme.Response{theme.Changed, theme.Kept, theme.Open}

func (o *reviseOptions) check(env *Env, c *cobra.Command, number string) error {
	if number != "" {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 {
			return misused("%q is no number of a revision; model revisions shows them", number)
		}
		o.number = n
	}
	if err := exclusive(c, "said", "said-from"); err != nil {
		return err
	}
	for _, flag := range []string{"date", "shown"} {
		if _, err := env.pastDay(flag, c.Flag(flag).Value.String()); err != nil {
			return err
		}
	}
	fromInput := 0
	for _, text := range []string{o.Said, o.SaidFrom, o.Because, o.Did} {
		if text == "-" {
			fromInput++
		}
	}
	switch {
	case fromInput > 1:
		return misused("one text can come from standard input, and - is given %d times", fromInput)
	case o.Again && o.number == 0:
		return misused("--again answers again what is answered, so say which, as in: grounded theme revise 2 --again --response kept --because TEXT")
	case o.Response != "" && !slices.Contains(modelResponses, theme.Response(o.Response)):
		return misused("--response %s: it is one of %s", o.Response, strings.Join(texts(modelResponses), ", "))
	case len(o.given) > 0 && o.number == 0 && o.Said == "" && o.SaidFrom == "":
		return misused("say what was said with --said TEXT, or which revision is answered, as in: grounded theme revise 2 --response changed --did TEXT")
	case o.Response == string(theme.Changed) && o.Did == "" && o.number == 0:
		return misused("--response changed: say what was done with --did TEXT")
	case o.Response == string(theme.Kept) && o.Because == "" && o.number == 0:
		return misused("--response kept: say why with --because TEXT")
	}
	return oneLine(o.Group)
}

func reviseModel(ctx context.Context, env *Env, model string, o reviseOptions) error {
	if o.SaidFrom != "" {
		src, _, err := env.readFile(o.SaidFrom)
		if err != nil {
			return err
		}
		o.Said = strings.TrimSpace(string(src))
	}
	for _, text := range []*string{&o.Said, &o.Because, &o.Did} {
		var err error
		if *text, err = env.text(*text); err != nil {
			return err
		}
	}
	if len(o.given) == 0 {
		return fillIn(ctx, env, model, o)
	}
	return putRevision(ctx, env, model, o, nil)
}

// putRevision writes a revision down, as flags say it or as it was filled in.
func putRevision(ctx context.Context, env *Env, model string, o reviseOptions, filled *theme.Revision) error {
	var notes []string
	err := changeModel(ctx, env, model, "theme revise", false, func(h *modeller) (string, error) {
		if o.number > 0 {
			did, said, err := h.answer(ctx, o, filled)
			notes = said
			return did, err
		}
		r := theme.Revision{Date: h.edit.Now.Format(time.DateOnly), Response: theme.Open}
		if filled != nil {
			r.Said, r.Group, r.Themes = filled.Said, filled.Group, filled.Themes
			r = r.WithAnswer(filled.Response, filled.Did, filled.Because)
		} else if err := o.into(h, &r); err != nil {
			return "", err
		}
		var err error
		if notes, err = h.keepStates(ctx, &r, o, false); err != nil {
			return "", err
		}
		n := len(h.model.Revisions) + 1
		return fmt.Sprintf("put down revision %d of %s: %s", n, h.name, r.Response), h.take(h.model.AddRevision(r))
	})
	if err != nil {
		return err
	}
	for _, n := range notes {
		env.note("note: %s", n)
	}
	return nil
}

// into puts what flags say into a revision.
func (o reviseOptions) into(h *modeller, r *theme.Revision) error {
	if o.Response != "" {
		*r = r.WithAnswer(theme.Response(o.Response), o.Did, o.Because)
	}
	for _, flag := range o.given {
		switch flag {
		case "said", "said-from":
			r.Said = o.Said
		case "group":
			r.Group = o.Group
		case "because":
			r.Because = o.Because
		case "did":
			r.Did = o.Did
		case "date":
			r.Date = o.Date
		case "theme":
			ids, err := h.themes(o.Themes)
			if err != nil {
				return err
			}
			r.Themes = ids
		}
	}
	return nil
}

// keepStates keeps the model as it stood before a revision and as it stands after it, and
// says what is not known of that.
func (h *modeller) keepStates(ctx context.Context, r *theme.Revision, o reviseOptions, answered bool) (notes []string, err error) {
	if err := h.keepShown(r, o.Shown); err != nil {
		return nil, err
	}
	switch {
	case r.Before != "":
	case r.Response == theme.Changed:
		if r.Before, err = h.edit.OtherState(h.name, h.model); err != nil {
			return nil, err
		}
		if r.Before == "" {
			notes = append(notes, "how the model stood before is not known; say on which day people saw it with --shown DAY, or put down what was said before you change the model")
		}
	default:
		if r.Before, err = h.edit.KeepState(h.name, h.model, h.edit.Now); err != nil {
			return nil, err
		}
	}
	if r.Response != theme.Open {
		if r.After, err = h.edit.KeepState(h.name, h.model, h.edit.Now); err != nil {
			return nil, err
		}
	}
	if r.Response == theme.Changed && answered && r.Before == r.After {
		notes = append(notes, "the model stands as it did when this was said: nothing in it was changed")
	}
	named, err := h.namedIn(ctx, *r)
	return append(notes, named...), err
}

// keepShown keeps the model as it stood at the end of a day, as the one before a revision;
// without a day it does nothing.
func (h *modeller) keepShown(r *theme.Revision, day string) error {
	if day == "" {
		return nil
	}
	shown, _ := time.Parse(time.DateOnly, day) // checked with the flags
	was, there, err := h.edit.ModelAsOf(h.name, shown.AddDate(0, 0, 1).Add(-time.Second))
	if err != nil {
		return fmt.Errorf("--shown %s: %w; leave it out, and next time put down what was said before you change the model", day, err)
	}
	if !there {
		return fmt.Errorf("--shown %s: there was no model %s on that day", day, h.name)
	}
	r.Before, err = h.edit.KeepState(h.name, was, shown)
	return err
}

// namedIn warns of names of participants that a revision holds.
func (h *modeller) namedIn(ctx context.Context, r theme.Revision) ([]string, error) {
	people, err := peopleOf(ctx, h.study)
	if err != nil {
		return nil, err
	}
	named := people.Names(r.Said, r.Group, r.Because, r.Did)
	if len(named) == 0 {
		return nil, nil
	}
	return []string{fmt.Sprintf("what you wrote names %s, which a document for others will not show", and(named))}, nil
}

// readModel reads the model that is meant, and its full name.
func (e *Env) readModel(name string) (*theme.Model, string, error) {
	st, err := e.open()
	if err != nil {
		return nil, "", err
	}
	sel, err := e.reading(st)
	if err != nil {
		return nil, "", err
	}
	a, _ := e.anyone(st) // only to tell one's own models by their short names
	full, err := st.ModelName(sel, a, name)
	if err != nil {
		return nil, "", err
	}
	m, err := st.Model(full)
	if err != nil {
		return nil, "", err
	}
	m.Flag = st.ModelFlag(sel, full)
	return m, full, nil
}
