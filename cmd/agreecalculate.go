package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"grounded/analysis/agreement"
	"grounded/analysis/reliability"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// calculatorFlags are those of agreement on a table of one's own.
type calculatorFlags struct {
	Measure    string
	Categories []string
	Header     bool
	NoHeader   bool
	Length     int
}

var measures = []string{string(agreement.Nominal), string(agreement.Ordinal), string(agreement.Interval), string(agreement.Ratio)}

func (f *calculatorFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&f.Measure, "measure", string(agreement.Nominal), "of --ratings: `nominal`, ordinal, interval, ratio")
	flags.StringSliceVar(&f.Categories, "categories", nil, "of --ratings: all categories in their order, unused ones too (`A,B,C`)")
	flags.BoolVar(&f.Header, "header", false, "of --ratings: the first line names the coders")
	flags.BoolVar(&f.NoHeader, "no-header", false, "of --ratings: the first line is a unit")
	flags.IntVar(&f.Length, "length", 0, "of --spans: how long the text is (`L`)")
	completeWords(c, "measure", measures...)
}

func (f *calculatorFlags) names() []string {
	return []string{"measure", "categories", "header", "no-header", "length"}
}

// calculates are the flags that say something of a table; all others are about a study.
var calculates = []string{"ratings", "spans", "measure", "categories", "header", "no-header", "length", "all", "draws", "seed", "scale", "fail-under", "statistic"}

// calculate computes figures of a table that is no study's.
func calculate(c *cobra.Command, env *Env, o agreeOptions, args []string) error {
	if err := exclusive(c, "ratings", "spans"); err != nil {
		return err
	}
	if err := exclusive(c, "header", "no-header"); err != nil {
		return err
	}
	if len(args) > 0 {
		return misused("a table names its coders itself, and here analysts are named too: %s", strings.Join(args, ", "))
	}
	wrong := ""
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if wrong == "" && f.Changed && !slices.Contains(calculates, f.Name) {
			wrong = f.Name
		}
	})
	if wrong != "" {
		return misused("--%s is about a study, and a table is computed as it is", wrong)
	}
	var figures []reliability.Figure
	var notes, coders []string
	var err error
	if o.Ratings != "" {
		figures, coders, notes, err = o.ratings(c, env)
	} else {
		figures, coders, notes, err = o.spans(c, env)
	}
	if err != nil {
		return err
	}
	if o.Ratings != "" && !c.Flags().Changed("statistic") {
		o.agreement.Statistic = figures[0].Statistic // alpha, or where cells are sets that of sets
	}
	judged, err := o.agreement.judged(c, figures, true)
	if err != nil {
		return err
	}
	r := reliability.Report(figures, reliability.Layout{
		Title: "Agreement of " + and(coders), Coders: coders, Scale: o.agreement.scale(), All: true,
	})
	r.Notes = notes
	if err := env.show(r); err != nil {
		return err
	}
	return o.agreement.judge(env, judged)
}

func (o agreeOptions) ratings(c *cobra.Command, env *Env) ([]reliability.Figure, []string, []string, error) {
	if !slices.Contains(measures, o.sheet.Measure) {
		return nil, nil, nil, misuse{coding.Unknown("measure", o.sheet.Measure, measures)}
	}
	if c.Flags().Changed("length") {
		return nil, nil, nil, misused("--length goes with --spans")
	}
	sheet, err := env.calculatorSheet(o.Ratings)
	if err != nil {
		return nil, nil, nil, err
	}
	header := reliability.Guessed
	switch {
	case o.sheet.Header:
		header = reliability.Given
	case o.sheet.NoHeader:
		header = reliability.Absent
	}
	measure := agreement.Measure(o.sheet.Measure)
	if twice, is := reliability.Twice(o.sheet.Categories); is {
		return nil, nil, nil, misused("--categories: %q is given twice", twice)
	}
	judged, problems := reliability.ReadRatings(sheet, header, measure, o.sheet.Categories)
	if err := problem.Fatal(problems); err != nil {
		return nil, nil, nil, err
	}
	var notes []string
	if header == reliability.Guessed && judged.Header {
		notes = append(notes, "The first line was taken for the names of coders; say that it is a unit with --no-header.")
	}
	if judged.Units {
		notes = append(notes, "The first column was taken for the names of units.")
	}
	r := judged.Ratings
	notes = append(notes, fmt.Sprintf("%s that two coders judged at least, %s (%s), measure %s.", count(r.Units(), "unit"), countCategories(len(judged.Categories)), strings.Join(judged.Categories, ", "), measure),
		fmt.Sprintf("Intervals of 95 %% by the published standard error of a figure and Student's t, else from %d draws of units (seed %d).", o.agreement.Draws, o.agreement.Seed))
	if judged.OfSets {
		notes = append(notes, "Cells are sets of codes. Alpha of sets goes by how much of two sets is the same; figures of whole sets take A and A;B for as different as A and C, so do not report them.")
	}
	for _, i := range r.Constant() {
		notes = append(notes, fmt.Sprintf("%s gave every unit the same category, so that kappa says nothing.", judged.Coders[i]))
	}
	figures := reliability.OfRatings(judged, measure, o.agreement.Draws, o.agreement.Seed)
	return figures, judged.Coders, notes, nil
}

func countCategories(n int) string {
	if n == 1 {
		return "1 category"
	}
	return fmt.Sprintf("%d categories", n)
}

func (o agreeOptions) spans(c *cobra.Command, env *Env) ([]reliability.Figure, []string, []string, error) {
	if given := named(c, "measure", "categories", "header", "no-header"); len(given) > 0 {
		return nil, nil, nil, misused("--%s goes with --ratings", given[0])
	}
	if o.sheet.Length <= 0 {
		return nil, nil, nil, misused("how long is the text? say so with --length L")
	}
	sheet, err := env.calculatorSheet(o.Spans)
	if err != nil {
		return nil, nil, nil, err
	}
	marked, problems := reliability.ReadSpans(sheet, o.sheet.Length)
	if err := problem.Fatal(problems); err != nil {
		return nil, nil, nil, err
	}
	notes := []string{
		fmt.Sprintf("%s of %s in a text of %d, ends half-open. Passages of one coder and code that overlap are one, those that touch are two.", count(len(marked.Text.Segments), "passage"), and(marked.Coders), o.sheet.Length),
		"No intervals: they are drawn from texts, and there is one.",
	}
	if marked.Overlap() {
		notes = append(notes, "Codes of one coder overlap: |u-alpha takes overlapping passages of one coder for one, whatever the code.")
	}
	return reliability.OfText(marked), marked.Coders, notes, nil
}

// calculatorSheet reads a table without asking for a line that names its columns.
func (e *Env) calculatorSheet(name string) (reliability.Sheet, error) {
	src, called, err := e.readFile(name)
	if err != nil {
		return reliability.Sheet{}, err
	}
	text, warnings, err := reader.Text(called, src, "")
	if err != nil {
		return reliability.Sheet{}, err
	}
	for _, w := range warnings {
		e.warn(w.String())
	}
	rows, err := delimitedRows(called, text)
	if err != nil {
		return reliability.Sheet{}, err
	}
	out := reliability.Sheet{Name: called}
	for _, row := range rows {
		for i, cell := range row.cells {
			row.cells[i] = strings.TrimSpace(cell)
		}
		out.Rows = append(out.Rows, reliability.SheetRow{Line: row.line, Cells: row.cells})
	}
	return out, nil
}
