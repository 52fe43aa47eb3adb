package cmd

import (
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/render"
	"grounded/codebook"
)

type topOptions struct {
	selectionFlags
	N     int
	By    string
	Total bool
}

func newTopCmd(env *Env) *cobra.Command {
	o := topOptions{selectionFlags: selectionFlags{bare: true}, N: 7, By: string(tabulate.ByCodings)}
	c := &cobra.Command{
		Use:   "top",
		Short: "Show the most common codes of each analyst side by side",
		Long: `Show the most common codes of each analyst side by side: descriptive codes where
there are analytical ones too, unless --kind or --code says otherwise. In csv,
tsv and json each row is a code and an analyst.`,
		Example: `  grounded top
  grounded top -n 10 --by participants
  grounded top --kind analytical -a ana -f latex -o top.tex`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return top(c, env, o) },
	}
	flags := c.Flags()
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` codes of each analyst; 0 shows all")
	flags.StringVar(&o.By, "by", o.By, "rank by codings, transcripts, speakers or participants (`WHAT`)")
	flags.BoolVar(&o.Total, "total", false, "count for each code the codes below it as well")
	o.add(env, c)
	completeWords(c, "by", texts(tabulate.Bys)...)
	return c
}

func top(c *cobra.Command, env *Env, o topOptions) error {
	by := tabulate.By(o.By)
	if !slices.Contains(tabulate.Bys, by) {
		return misused("--by %s: codes are ranked by %s", o.By, either(texts(tabulate.Bys)))
	}
	if o.N < 0 {
		return misused("--number %d: there is no such number of codes", o.N)
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	picked, _, err := o.pick(c, env, st)
	if err != nil {
		return err
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	var kind codebook.Kind
	if len(o.Kinds) == 1 {
		kind = codebook.Kind(o.Kinds[0])
	}
	reports := []table.Report{tabulate.Top(picked, tabulate.TopOptions{
		Kind:    kind,
		N:       o.N,
		By:      by,
		Total:   o.Total,
		AnyKind: len(o.Kinds)+len(o.Codes) > 0,
		Lengths: !format.Data(),
	})}
	if err := o.why(st, picked, reports); err != nil {
		return err
	}
	return env.show(reports...)
}

type quotesOptions struct {
	selectionFlags
	Context int
}

func newQuotesCmd(env *Env) *cobra.Command {
	var o quotesOptions
	c := &cobra.Command{
		Use:   "quotes [CODE...]",
		Short: "Show the passages of codes, with speaker, place and time",
		Example: `  grounded quotes rent
  grounded quotes 'money*' -a ana --context 15
  grounded quotes --kind analytical --speaker P03 -f csv`,
		ValidArgsFunction: completeCodes(env),
		RunE: func(c *cobra.Command, args []string) error {
			o.Codes = append(o.Codes, args...)
			if o.Context < 0 {
				return misused("--context %d: there is no such number of words", o.Context)
			}
			st, err := env.open()
			if err != nil {
				return err
			}
			picked, _, err := o.pick(c, env, st)
			if err != nil {
				return err
			}
			people, err := st.Cases()
			if err != nil {
				return err
			}
			reports := []table.Report{tabulate.Quotes(picked, tabulate.QuotesOptions{Context: o.Context, Quoting: env.quoting(people)})}
			if err := o.why(st, picked, reports); err != nil {
				return err
			}
			return env.show(reports...)
		},
	}
	c.Flags().IntVar(&o.Context, "context", 0, "show `N` words before and behind each passage")
	o.add(env, c)
	return c
}

var kindNames = []string{string(codebook.Descriptive), string(codebook.Analytical)}
