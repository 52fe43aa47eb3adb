package cmd

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/crosstab"
	"grounded/analysis/lexis"
	"grounded/analysis/tabulate"
)

// compares reports whether groups are compared.
func (o wordsOptions) compares() bool { return o.By != "" || len(o.Against) > 0 }

func (o *wordsOptions) check(c *cobra.Command, env *Env, args []string) error {
	_, drawn := env.drawing(c)
	given := func(flags ...string) string { return strings.Join(named(c, flags...), " and --") }
	var counting = []string{"ngram", "by", "against", "less", "p", "min", "min-speakers", "order", "parts", "stop", "model"}
	switch {
	case o.KWIC != "" && len(args) > 0:
		return misused("--kwic %q and %q: put what is to be shown behind --kwic, in quotation marks where it is several words", o.KWIC, strings.Join(args, " "))
	case c.Flags().Changed("kwic") && given(counting...) != "":
		return misused("--kwic shows places and counts nothing, so --%s says nothing there", given(counting...))
	case !c.Flags().Changed("kwic") && given("context", "sort") != "":
		return misused("--%s is about lines, which are shown by: --kwic PHRASE", given("context", "sort"))
	case o.Context < 0:
		return misused("--context %d: there is no such number of words", o.Context)
	case !slices.Contains(lexis.Arrangements(), lexis.Arrangement(o.Sort)):
		return misused("--sort %s: lines are sorted by %s", o.Sort, either(texts(lexis.Arrangements())))
	case o.NGram < 1 || o.NGram > lexis.Longest:
		return misused("--ngram %d: a sequence has from 1 to %d words", o.NGram, lexis.Longest)
	case o.By != "" && len(o.Against) > 0:
		return misused("--by and --against: it is one or the other")
	case !o.compares() && given("less", "p") != "":
		return misused("--%s is about key words, which need groups: --by or --against", given("less", "p"))
	case o.compares() && c.Flags().Changed("parts"):
		return misused("--parts is about how evenly words are spread, which key words do not show")
	case o.P <= 0 || o.P > 1:
		return misused("--p %v: a probability is more than 0 and at most 1", o.P)
	case o.N < 0:
		return misused("--number %d: there is no such number of words", o.N)
	case o.Min < 0 || o.MinSpeakers < 0:
		return misused("--min and --min-speakers are 0 or more")
	case !slices.Contains(lexis.Units(), lexis.Unit(o.Parts)):
		return misused("--parts %s: words are spread over parts by %s", o.Parts, either(texts(lexis.Units())))
	case o.Model != "" && o.By != string(crosstab.Theme):
		return misused("--model says whose themes are meant: --by theme")
	case drawn && (o.KWIC != "" || o.compares()):
		return misused("a cloud shows the words of one selection; leave out --%s", given("kwic", "by", "against"))
	}
	if err := o.order(); err != nil {
		return err
	}
	if err := o.ask(c, args); err != nil {
		return err
	}
	o.defaults(c, drawn)
	return o.checkStop()
}

// order checks in which order words are to stand.
func (o *wordsOptions) order() error {
	orders := texts(tabulate.WordOrders)
	if o.compares() {
		orders = texts(tabulate.KeyOrders)
	}
	if o.Order == "" {
		o.Order = orders[0]
	}
	if !slices.Contains(orders, o.Order) {
		return misused("--order %s: words stand by %s", o.Order, either(orders))
	}
	return nil
}

// ask reads what words are asked for.
func (o *wordsOptions) ask(c *cobra.Command, args []string) error {
	if c.Flags().Changed("kwic") {
		args = []string{o.KWIC}
	}
	if len(args) == 0 {
		return nil
	}
	var err error
	if o.only, err = lexis.ParsePhrases(args); err != nil {
		return misuse{err}
	}
	if o.KWIC != "" {
		return nil
	}
	if !c.Flags().Changed("ngram") {
		o.NGram = o.only[0].Len()
	}
	for i, p := range o.only {
		if p.Len() != o.NGram {
			return misused("%q has %s and %d are counted; ask for sequences of one length at a time", args[i], count(p.Len(), "word"), o.NGram)
		}
	}
	return nil
}

// defaults are what is shown where nobody says how much.
func (o *wordsOptions) defaults(c *cobra.Command, drawn bool) {
	if !c.Flags().Changed("number") && o.KWIC == "" && o.only == nil {
		switch {
		case drawn:
			o.N = 80
		case o.compares():
			o.N = 10
		default:
			o.N = 20
		}
	}
	if !c.Flags().Changed("min") && o.only == nil {
		switch {
		case o.compares():
			o.Min = 3
		case o.NGram > 1:
			o.Min = 2
		}
	}
}
