package cmd

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/saturation"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/codebook"
	"grounded/transcript/coding"
)

type saturationOptions struct {
	selectionFlags
	By         string
	Order      string
	Count      string
	Unfinished bool
	Joined     bool
	Base, Run  int
	Threshold  string
	Draws      int
	Seed       uint64

	percents []float64 // what Threshold means
}

func newSaturationCmd(env *Env) *cobra.Command {
	o := saturationOptions{
		selectionFlags: selectionFlags{bare: true}, By: string(saturation.ByTranscript), Order: string(saturation.AsCoded), Count: string(saturation.AsNow),
		Base: 4, Run: 2, Draws: 1000, Seed: 1,
	}
	c := &cobra.Command{
		Use:   "saturation",
		Short: "Show how many new codes each further transcript brings",
		Long: `Show how many new codes each further transcript or participant brings, for each
analyst: in the order in which they coded, and over all orders, with a band in which
95 % of random orders lie. Descriptive codes where there are analytical ones too,
unless --kind or --code says otherwise.

What counts is the first reading of transcripts that are finished. What was put on
them later stands in a column of its own: in a later round, after the transcript was
finished, or, where it is not on record when that was, with codes that came after the
next transcript was begun.

New information is measured as Guest, Namey and Chen (2020) do: the codes that are new
in a run of transcripts, as percent of those in the base, the first ones. The figures
are computed and stated; they say nothing of whether codes are understood.`,
		Example: `  grounded saturation
  grounded saturation --by participant -a ana --base 6 --run 3 --threshold 0
  grounded saturation --codes then -f csv
  grounded saturation -f svg -o saturation.svg`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return saturate(c, env, o) },
	}
	flags := c.Flags()
	flags.StringVar(&o.By, "by", o.By, "count by transcript or participant (`WHAT`)")
	flags.StringVar(&o.Order, "order", o.Order, "`ORDER` of these: coding, date or name")
	flags.StringVar(&o.Count, "codes", o.Count, "count codes as they are now, or as they were then, before they were merged or split (`WHEN`)")
	flags.BoolVar(&o.Unfinished, "unfinished", false, "take in transcripts that were begun and are not finished")
	flags.BoolVar(&o.Joined, "joined", false, "count the codings of analysts who share a codebook as one")
	flags.IntVar(&o.Base, "base", o.Base, "the base is the first `N`")
	flags.IntVar(&o.Run, "run", o.Run, "a run is `N` behind the base")
	flags.StringVar(&o.Threshold, "threshold", "", "look for runs with at most `PERCENT` of the base; 5, and 0, unless given")
	flags.IntVar(&o.Draws, "draws", o.Draws, "`N` random orders for the band")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` of the random orders")
	o.add(env, c)
	completeWords(c, "by", texts(saturation.Bys())...)
	completeWords(c, "order", texts(saturation.Orders())...)
	completeWords(c, "codes", texts(saturation.CodesOf())...)
	env.draws(c, render.SVG)
	return c
}

func saturate(c *cobra.Command, env *Env, o saturationOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	sel, err := o.selection(env, st)
	if err != nil {
		return err
	}
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return err
	}
	// Which codes are meant is asked of those that codings count for.
	asked := coding.Selection{Codes: sel.Codes, Kinds: sel.Kinds}
	sel.AnyCode, sel.Kinds = true, nil
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return err
	}
	if err := o.shareBook(picked.Coders); err != nil {
		return err
	}
	f := saturation.Find(picked, saturation.Options{
		By: saturation.By(o.By), Order: saturation.Order(o.Order), Codes: saturation.Codes(o.Count),
		Means:   func(coder *coding.Coder, code codebook.Code) bool { return asked.MeansCode(coder, code) },
		AnyKind: len(asked.Kinds)+len(asked.Codes) > 0, Unfinished: o.Unfinished, Joined: o.Joined,
		Base: o.Base, Run: o.Run, Draws: o.Draws, Seed: o.Seed,
	})
	if err := o.enough(c, f); err != nil {
		return err
	}
	options := tabulate.SaturationOptions{Percents: o.percents}
	if len(asked.Kinds) == 1 {
		options.Kind = codebook.Kind(asked.Kinds[0])
	}
	if _, drawn := env.drawing(c); drawn {
		if err := env.draw(drawSaturation(f, options)); err != nil {
			return err
		}
		options.Data = true
		for _, n := range tabulate.Saturation(f, picked, options)[0].Notes {
			env.note("%s", n)
		}
		return nil
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	options.Data, options.Bars, options.Unnamed = format.Data(), format == render.Text, forPrint(format)
	return env.show(tabulate.Saturation(f, picked, options)...)
}

func (o *saturationOptions) check() error {
	switch {
	case !slices.Contains(saturation.Bys(), saturation.By(o.By)):
		return misused("--by %s: codes are counted by %s", o.By, either(texts(saturation.Bys())))
	case !slices.Contains(saturation.Orders(), saturation.Order(o.Order)):
		return misused("--order %s: they stand by %s", o.Order, either(texts(saturation.Orders())))
	case !slices.Contains(saturation.CodesOf(), saturation.Codes(o.Count)):
		return misused("--codes %s: codes count as they are %s; one code is asked for with --code", o.Count, either(texts(saturation.CodesOf())))
	case o.Base < 1:
		return misused("--base %d: there is no such number of %ss", o.Base, o.By)
	case o.Run < 1:
		return misused("--run %d: there is no such number of %ss", o.Run, o.By)
	case o.Draws < 1 || o.Draws > 100_000:
		return misused("--draws %d: it is from 1 to 100,000", o.Draws)
	}
	o.percents = []float64{5, 0}
	if o.Threshold != "" {
		percent, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(o.Threshold, "%")), 64)
		if err != nil || !(percent >= 0 && percent <= 100) || math.Signbit(percent) {
			return misused("--threshold %s: it is from 0 to 100 percent", o.Threshold)
		}
		o.percents = []float64{percent}
	}
	return nil
}

// shareBook refuses to join analysts whose codes are not the same codes.
func (o saturationOptions) shareBook(coders []*coding.Coder) error {
	owners := coding.Owners(coders)
	if !o.Joined || len(coders) < 2 || owners[coders[0]] == "" {
		return nil
	}
	var whose []string
	for _, c := range coders {
		if owner := owners[c]; !slices.Contains(whose, owner) {
			whose = append(whose, owner)
		}
	}
	return fmt.Errorf("--joined: %s have codebooks of their own, and a code of one is no code of another; name those who share one with -a", and(whose))
}

// enough is an error where there is nothing to show how codes grow.
func (o saturationOptions) enough(c *cobra.Command, f saturation.Finding) error {
	var reasons []string
	most := 0
	for _, b := range f.Bodies {
		if reason := tabulate.Unsaturable(f, b); reason != "" {
			reasons = append(reasons, reason)
			continue
		}
		most = max(most, len(b.Units))
	}
	switch given := named(c, "base", "run"); {
	case len(f.Bodies) == 0:
		return errors.New("nobody codes in this study yet")
	case most == 0:
		return errors.New(strings.Join(reasons, "\n"))
	case len(given) > 0 && most < o.Base+o.Run:
		return fmt.Errorf("--%s: a base of %d and a run of %d take %s, and there are %d", given[0], o.Base, o.Run, count(o.Base+o.Run, o.By), most)
	}
	return nil
}
