package cmd

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/problem"
	"grounded/transcript/cases"
)

type importCasesOptions struct {
	Key       string
	Sensitive []string
	New       bool
	DryRun    bool
}

func newCaseImportCmd(env *Env) *cobra.Command {
	var o importCasesOptions
	c := &cobra.Command{
		Use:   "import TABLE.csv|-",
		Short: "Take what is known of participants from a table",
		Long: `Take what is known of participants from a table as spreadsheets save it (csv or
tsv). The column --key says who each row is about: a case by its id, or by a
label that it goes by. Every other column is an attribute: numbers, dates or
yes/no where all of the column is, and otherwise text. Numbers may have a decimal
comma, as 44,5 and 1.200,5. An empty cell leaves what is known as it is, and a key
that nobody has makes a new case; one almost like that of somebody is refused
without --new. All rows are taken over, or with any fault none.`,
		Example: `  grounded case import participants.csv --key participant --sensitive health --dry-run
  grounded case import participants.csv --key participant --sensitive health`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if o.Key == "" {
				return misused("which column says who a row is about? name it with --key COLUMN")
			}
			return importCases(c.Context(), env, o, args[0])
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Key, "key", "", "the `COLUMN` that says who a row is about")
	flags.StringArrayVar(&o.Sensitive, "sensitive", nil, "mark attribute `NAME`: it does not leave the study unasked (repeatable)")
	flags.BoolVar(&o.New, "new", false, "make cases though there are some with ids almost like theirs")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show what would be taken over, and write nothing")
	return c
}

func importCases(ctx context.Context, env *Env, o importCasesOptions, file string) error {
	sheet, err := env.readSheet(file)
	if err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var taken cases.Imported
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "case import", func(e *study.Edit) error {
		people, err := e.Cases()
		if err != nil {
			return err
		}
		how := cases.Importing{Key: o.Key, Sensitive: o.Sensitive}
		if !o.New {
			ts, err := e.Transcripts()
			if err != nil {
				return err
			}
			how.Known = knownCases(people, ts)
		}
		var problems []problem.Problem
		if taken, problems = people.Import(sheet, how); len(problems) > 0 {
			return problem.Fatal(problems)
		}
		if err := e.PutCases(taken.Cases...); err != nil {
			return err
		}
		var ids []string
		for _, c := range taken.Cases {
			ids = append(ids, c.ID)
		}
		e.Did("imported cases %s", strings.Join(ids, ", "))
		return nil
	})
	if err != nil {
		return err
	}
	if err := env.show(importedReport(taken)); err != nil {
		return err
	}
	var changed []string
	for _, c := range taken.Cases {
		if c.Line > 0 {
			changed = append(changed, c.ID)
		}
	}
	env.sayColumns(taken.Columns)
	env.saySet(taken.New, changed, o.DryRun)
	return nil
}

// importedReport shows what each column was taken for.
func importedReport(taken cases.Imported) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "attribute", Heading: "Attribute", Words: true},
		{Name: "type", Heading: "Type"},
		{Name: "cases", Heading: "Cases", Type: table.Integer},
		{Name: "sensitive", Heading: "Sensitive", Type: table.Boolean},
	}}}
	for _, c := range taken.Columns {
		r.Table.Rows = append(r.Table.Rows, []any{c.Name, c.Kind, c.Cells, c.Sensitive})
	}
	return r
}

// sayColumns notes what somebody who looks at a table would not expect of its
// columns.
func (e *Env) sayColumns(columns []cases.ImportedColumn) {
	for _, c := range columns {
		if c.Called != c.Name {
			e.note("column %q is the attribute %q, which is there", c.Called, c.Name)
		}
		switch {
		case c.Decimal:
			e.note("the numbers of column %q were read with a decimal comma", c.Called)
		case c.Unsure.Line > 0:
			e.note("column %q stays text: %q in line %d may be one number or another; write it without what parts thousands, or with decimals", c.Called, c.Unsure.Text, c.Unsure.Line)
		case c.Almost != "":
			var odd []string
			for _, cell := range c.Odd {
				odd = append(odd, fmt.Sprintf("%q in line %d", cell.Text, cell.Line))
			}
			e.note("column %q is text: every cell is a %s but %s", c.Called, c.Almost, strings.Join(odd, ", "))
		}
	}
}
