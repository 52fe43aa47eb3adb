package cmd

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/crosstab"
	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

type matrixOptions struct {
	selectionFlags
	Of         string
	Share      string
	Binary     bool
	Order      string
	N          int
	Model      string
	SmallCells bool
	Sensitive  bool
}

func newMatrixCmd(env *Env) *cobra.Command {
	o := matrixOptions{Of: string(crosstab.Codings)}
	c := &cobra.Command{
		Use:   "matrix ROWS COLUMNS",
		Short: "Count codings over two dimensions, as codes by participants",
		Long: `Count codings over two dimensions: code, theme, kind, analyst or round of a
coding; transcript, case, speaker or role of the words it is put on; or an attribute
of the transcripts or of the people who speak, by its name, or as attr.NAME where a
dimension is called so. In csv, tsv and json each row is a cell, with all counts.

A passage on words of several people counts for each of them, and its words where
they spoke them. Words count once however many codings lie on them, and the totals
count everything once. With --share, a figure is percent of its row, its column or of
all: of the codings that were counted; but of all transcripts, participants or words
that are there, coded or not, where rows or columns say whose words are meant.

Codes and themes stand by number, all else by name; --order puts rows and columns by
count, by name, or next to what has a like profile (alike). Tables for print (md,
html, latex) leave groups of fewer than three people by role or attribute out of all
figures, unless --small-cells is given; and transcripts of fewer than three beside an
attribute of people, which would say it of each of them.`,
		Example: `  grounded matrix code case --role participant
  grounded matrix theme wave --of participants --share column
  grounded matrix code transcript --of words --share column -a ana
  grounded matrix code attr.gender -f latex -o gender.tex`,
		Args:              cobra.ExactArgs(2),
		ValidArgsFunction: completeDimensions(env),
		RunE:              func(c *cobra.Command, args []string) error { return matrix(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Of, "of", o.Of, "count codings, transcripts, participants or words (`WHAT`)")
	flags.StringVar(&o.Share, "share", "", "show percent of `WHAT`: row, column or all")
	flags.BoolVar(&o.Binary, "binary", false, "show 1 where there is any, else 0")
	flags.StringVar(&o.Order, "order", "", "`ORDER` of rows and columns: count, name or alike")
	flags.IntVarP(&o.N, "number", "n", 0, "show the first `N` rows; 0 shows all")
	flags.StringVar(&o.Model, "model", "", "take themes from model `NAME`")
	flags.BoolVar(&o.SmallCells, "small-cells", false, "show groups of fewer than three people also in md, html and latex")
	flags.BoolVar(&o.Sensitive, "sensitive", false, sensitiveUsage)
	o.add(env, c)
	completeWords(c, "of", texts(crosstab.Measures())...)
	completeWords(c, "share", texts(tabulate.Shares)...)
	completeWords(c, "order", texts(crosstab.Orders())...)
	return c
}

func matrix(c *cobra.Command, env *Env, o matrixOptions, args []string) error {
	if err := o.check(c, args); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	picked, corpus, err := o.pick(c, env, st)
	if err != nil {
		return err
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	rows, columns, err := o.dimensions(env, corpus, people.Cases, args)
	if err != nil {
		return err
	}
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	options := crosstab.Options{
		Rows: rows, Columns: columns, Cases: people.Cases,
		Words:    format.Data() || o.Of == string(crosstab.Words),
		Said:     o.Of == string(crosstab.Words) && o.Share != "",
		Suppress: forPrint(format) && !o.SmallCells,
	}
	if options.Suppress {
		for _, d := range []crosstab.Dimension{rows, columns} {
			if d.OfPersons() {
				return errPersons(d)
			}
		}
	}
	if rows == crosstab.Theme || columns == crosstab.Theme {
		if options.Themes, options.ThemeNames, err = themeCodes(env, st, o.Model, picked.Coders); err != nil {
			return err
		}
	}
	of := crosstab.Measure(o.Of)
	counted := crosstab.Count(picked, options).InOrder(crosstab.Order(o.Order), of)
	reports := []table.Report{tabulate.Matrix(counted, picked, tabulate.MatrixOptions{Of: of, Share: tabulate.Share(o.Share), Binary: o.Binary, N: o.N, Data: format.Data()})}
	if err := o.why(st, picked, reports); err != nil {
		return err
	}
	return env.show(reports...)
}

func (o matrixOptions) check(c *cobra.Command, args []string) error {
	switch {
	case args[0] == args[1] && args[0] == string(crosstab.Code):
		return misused("rows and columns are both code; which codes go together is shown by: grounded cooccur")
	case args[0] == args[1]:
		return misused("rows and columns are both %s; a matrix needs two dimensions", args[0])
	case !slices.Contains(crosstab.Measures(), crosstab.Measure(o.Of)):
		return misused("--of %s: a matrix counts %s; percent of these with --share", o.Of, either(texts(crosstab.Measures())))
	case o.Share != "" && !slices.Contains(tabulate.Shares, tabulate.Share(o.Share)):
		return misused("--share %s: figures are percent of each %s", o.Share, either(texts(tabulate.Shares)))
	case o.Order != "" && !slices.Contains(crosstab.Orders(), crosstab.Order(o.Order)):
		return misused("--order %s: rows and columns stand by %s", o.Order, either(texts(crosstab.Orders())))
	case o.N < 0:
		return misused("--number %d: there is no such number of rows", o.N)
	case o.Model != "" && !slices.Contains(args, string(crosstab.Theme)):
		return misused("--model says whose themes are meant, and neither rows nor columns are themes")
	}
	return exclusive(c, "binary", "share")
}

// dimensions reads what rows and columns are.
func (o matrixOptions) dimensions(env *Env, corpus *coding.Corpus, people []cases.Case, args []string) (rows, columns crosstab.Dimension, err error) {
	attributes := crosstab.Attributes(corpus.Transcripts, people)
	if rows, err = crosstab.ParseDimension(args[0], attributes); err != nil {
		return "", "", err
	}
	if columns, err = crosstab.ParseDimension(args[1], attributes); err != nil {
		return "", "", err
	}
	if rows == columns {
		return "", "", fmt.Errorf("%s and %s are the same; a matrix needs two dimensions", args[0], args[1])
	}
	for _, d := range []crosstab.Dimension{rows, columns} {
		if err := env.refuseSensitive(d, people, o.Sensitive); err != nil {
			return "", "", err
		}
	}
	return rows, columns, nil
}

// errPersons says why groups by a dimension are not printed.
func errPersons(d crosstab.Dimension) error {
	return misused("by %s each group is one person, and tables for print leave out groups of fewer than three; print them all the same with: --small-cells", d)
}

// refuseSensitive is an error where a dimension is a sensitive attribute of somebody that
// would leave the terminal without being asked for.
func (e *Env) refuseSensitive(d crosstab.Dimension, people []cases.Case, asked bool) error {
	name, is := d.Attribute()
	sensitive := func(c cases.Case) bool { return c.IsSensitive(name) }
	if is && !asked && e.leaves() && slices.ContainsFunc(people, sensitive) {
		return fmt.Errorf("attribute %s is sensitive, and this leaves the terminal; show it all the same with: --sensitive", name)
	}
	return nil
}

// forPrint reports whether a format is one that people read outside the study: a document
// or a drawing.
func forPrint(f render.Format) bool {
	switch f {
	case render.Markdown, render.HTML, render.LaTeX, render.SVG, render.Mermaid, render.DOT:
		return true
	}
	return false
}

// quoting is what people allow of their words, in the format that is asked for: what is
// made to be printed leaves out what must not be quoted, and names that must not be.
func (e *Env) quoting(people *cases.Register) *coding.Quoting {
	q := coding.NewQuoting(people.Cases)
	if forPrint(render.Format(e.global.Format)) {
		return q.ForPrint()
	}
	return q
}

// themeCodes returns the themes of a model as categories of the codes that each rests
// on, and what people call them.
func themeCodes(env *Env, st *study.Study, model string, coders []*coding.Coder) ([]unit.Category, map[string]string, error) {
	sel, err := env.reading(st)
	if err != nil {
		return nil, nil, err
	}
	a, _ := env.anyone(st) // only to tell one's own models by their short names
	full, err := st.ModelName(sel, a, model)
	if err != nil {
		return nil, nil, err
	}
	m, err := st.Model(full)
	if err != nil {
		return nil, nil, err
	}
	var themes []unit.Category
	names := map[string]string{}
	for _, t := range m.Themes {
		category := unit.Category{Name: string(t.ID), Codes: map[coding.Analyst][]codebook.ID{}}
		for _, coder := range coders {
			who, _, _ := coder.Analyst.Kept()
			category.Codes[coder.Analyst] = m.RestsOn(t.ID, who, coder.Book)
		}
		themes = append(themes, category)
		names[category.Name] = t.Name
	}
	return themes, names, nil
}

// completeDimensions offers what rows and columns can be, with the attributes of the
// study.
func completeDimensions(env *Env) completion {
	return suggest(env, func(st *study.Study) []string {
		names := texts(crosstab.Dimensions())
		people, err := st.Cases()
		if err != nil {
			return names
		}
		ts, _ := st.Transcripts(context.Background())
		for _, name := range crosstab.Attributes(ts, people.Cases) {
			names = append(names, "attr."+name)
		}
		return names
	})
}
