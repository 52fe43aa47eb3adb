package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/transcript/coding"
)

// themeQuotesOptions say which quotations are listed, or what becomes of them.
type themeQuotesOptions struct {
	selectionFlags
	passage passageFlags

	Add           string
	Codings       []string
	Change        string
	Drop, Verify  []string
	Spread, Who   bool
	Stance, Shown string
	Order, N      int
	Against       string
}

// quoteDeeds are the flags of which at most one says what is to be done.
var quoteDeeds = []string{"add", "coding", "change", "drop", "verify", "spread", "who"}

var themeStances = []theme.Stance{theme.Supports, theme.Qualifies, theme.Contradicts}

func newThemeQuotesCmd(env *Env, model *string) *cobra.Command {
	o := themeQuotesOptions{N: 5, Stance: string(theme.Supports)}
	c := &cobra.Command{
		Use:   "quotes [THEME]",
		Short: "Choose the quotations of a theme, and list them as printed",
		Long: `List the quotations chosen for a theme, or for all, in the order in which they will be
printed; in md, html and latex as block quotations for a paper, without those whose
words must not be quoted.

--add chooses words, --coding the passage of a coding. What is to be printed may be
given with --shown: … stands where words are left out, and [ ] around what is added or
whose letter case is changed; all else must be what was said, in that order.

--verify records who compared the words with what they were taken from, when, and
--against what. It lapses when other words come to stand there.

--spread proposes passages that bear the theme's codes or that its query finds, at most
one a participant, those who are quoted least in the model first; --who counts the
quotations of each participant.`,
		Example: `  grounded theme quotes left-alone
  grounded theme quotes left-alone --spread
  grounded theme quotes left-alone --add interview-06:14 --quote "Nobody. … no audience" --stance contradicts
  grounded theme quotes left-alone --coding k3v9 --shown "… [N]obody needs me …" --order 1
  grounded theme quotes left-alone --change 2 --stance qualifies
  grounded theme quotes left-alone --verify all --against recording
  grounded theme quotes --who
  grounded theme quotes -f md -o quotations.md`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: once(completeThemes(env, model)),
		RunE: func(c *cobra.Command, args []string) error {
			if err := o.check(c, args); err != nil {
				return err
			}
			switch {
			case o.Spread:
				return spreadQuotes(c, env, *model, args[0], o)
			case o.changes(c):
				return changeQuotes(c, env, *model, args[0], o)
			}
			return listQuotes(c, env, *model, args, o)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Add, "add", "", "choose the words at `PLACE`, such as interview-03:14, or those of --quote there")
	flags.StringArrayVar(&o.Codings, "coding", nil, "choose the passage of coding `ID` of yours, or of ANALYST:ID (repeatable)")
	flags.StringVar(&o.Change, "change", "", "change --stance, --shown or --order of quotation `N`, or of the one with these words")
	flags.StringArrayVar(&o.Drop, "drop", nil, "take out quotation `N`, or the one with these words (repeatable)")
	flags.StringArrayVar(&o.Verify, "verify", nil, "say that you have compared quotation `N`, the one with these words, or all (repeatable)")
	flags.StringVar(&o.Against, "against", "", "`WHAT` it was compared with: recording, source, or any words; nothing takes it back")
	flags.BoolVar(&o.Spread, "spread", false, "propose passages, at most one a participant")
	flags.BoolVar(&o.Who, "who", false, "count the quotations of each participant")
	flags.StringVar(&o.Stance, "stance", o.Stance, "what the quotation does to the claim: supports, qualifies or contradicts (`STANCE`)")
	flags.StringVar(&o.Shown, "shown", "", "print it as `TEXT`, with … and [ ] (- reads it from standard input)")
	flags.IntVar(&o.Order, "order", 0, "print it as the `N`th of its theme")
	flags.IntVarP(&o.N, "number", "n", o.N, "with --spread, propose `N` passages; 0 proposes all")
	o.passage.add(c)
	o.add(env, c)
	completeWords(c, "stance", texts(themeStances)...)
	completeWords(c, "against", "recording", "source")
	return c
}

// changes reports whether the model is to be changed.
func (o themeQuotesOptions) changes(c *cobra.Command) bool {
	return len(named(c, "add", "coding", "change", "drop", "verify")) > 0
}

func (o themeQuotesOptions) check(c *cobra.Command, args []string) error {
	if err := exclusive(c, quoteDeeds...); err != nil {
		return err
	}
	deed := named(c, quoteDeeds...)
	goes := func(flag string, with ...string) error {
		if len(named(c, flag)) == 0 || len(named(c, with...)) > 0 {
			return nil
		}
		return misused("--%s goes with --%s", flag, strings.Join(with, ", --"))
	}
	for _, err := range []error{
		goes("quote", "add"), goes("nth", "add"), goes("turn", "add"), goes("stance", "add", "coding", "change"), goes("shown", "add", "coding", "change"),
		goes("order", "add", "coding", "change"), goes("against", "verify"), goes("number", "spread"),
	} {
		if err != nil {
			return err
		}
	}
	several := len(o.Codings) > 1
	selects := named(c, "transcript", "type", "speaker", "role", "case", "where")
	ofCodings := named(c, "code", "kind", "round", "since", "until", "not-own")
	switch {
	case len(args) == 0 && len(deed) > 0 && !o.Who:
		return misused("--%s is for the quotations of one theme; name it", deed[0])
	case len(ofCodings) > 0 && !o.Spread:
		return misused("--%s says which codings are meant, and quotations are none; it goes with --spread", ofCodings[0])
	case len(selects) > 0 && o.changes(c):
		return misused("--%s says which quotations are listed, and nothing is listed here", selects[0])
	case !slices.Contains(themeStances, theme.Stance(o.Stance)):
		return misused("--stance %s: it is one of %s", o.Stance, strings.Join(texts(themeStances), ", "))
	case o.Order < 0 || len(named(c, "order")) > 0 && o.Order == 0:
		return misused("--order %d: quotations count from 1", o.Order)
	case o.N < 0:
		return misused("--number %d: the number of passages is 0 or more", o.N)
	case several && len(named(c, "shown", "order")) > 0:
		return misused("--shown and --order are of one quotation; choose one coding at a time")
	case o.Change != "" && len(named(c, "stance", "shown", "order")) == 0:
		return misused("nothing to change; say what with --stance, --shown or --order")
	case len(o.Verify) > 0 && len(named(c, "against")) == 0:
		return misused("what were the words compared with? say so with --against recording, --against source or in words")
	case o.passage.Quote == "-" && o.Shown == "-":
		return misused("--quote and --shown cannot both come from standard input")
	}
	for _, id := range o.Codings {
		if _, prefix, ok := strings.Cut(id, ":"); ok {
			id = prefix
		}
		if err := coding.CheckPrefix(id); err != nil {
			return misuse{err}
		}
	}
	return oneLine(o.Against)
}

// listQuotes lists quotations, or counts them by participant.
func listQuotes(c *cobra.Command, env *Env, modelName string, args []string, o themeQuotesOptions) error {
	opened, err := env.openModel(modelName)
	if err != nil {
		return err
	}
	texts, err := opened.study.Transcripts(c.Context())
	if err != nil {
		return err
	}
	sel, err := o.selection(env, opened.study)
	if err != nil {
		return err
	}
	sel.Analysts = nil // codings play no part in it, so that no analyst's are loaded
	picked, err := coding.Select(&coding.Corpus{Transcripts: texts, Cases: opened.people.Cases}, sel)
	if err != nil {
		return err
	}
	m := opened.model
	var themes []theme.ID
	for _, name := range args {
		id, err := themeNamed(m, name)
		if err != nil {
			return err
		}
		themes = append(themes, id)
	}
	quotes := m.Anchor(texts)
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	switch {
	case o.Who:
		return env.show(m.Who(quotes, picked, themes...))
	case format == render.Text || format.Data():
		return env.show(m.Listed(quotes, picked, themes...))
	}
	return env.show(m.ForPrint(quotes, picked, themes...))
}

// spreadQuotes proposes passages of different participants.
func spreadQuotes(c *cobra.Command, env *Env, modelName, name string, o themeQuotesOptions) error {
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
	report := evidence.Spread(m.Anchor(picked.Transcripts), o.N)
	report.Notes = append(report.Notes, nothing...)
	return env.show(report)
}
