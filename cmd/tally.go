package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/survey"
	"grounded/cmd/internal/render"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
)

type tallyOptions struct {
	Ranks, Scales, Before, After []string
	By, Respondent               string
	SmallCells                   bool
	Part                         string
}

// tallied are the tables of tally.
var tallied = []string{"ranks", "scales", "changes", "respondents"}

// fewestToPrint is how many people a figure of a group must come from to be printed.
const fewestToPrint = 3

func newTallyCmd(env *Env) *cobra.Command {
	var o tallyOptions
	c := &cobra.Command{
		Use:   "tally TABLE.csv|-",
		Short: "Sum up closed questions: ranked items, scales, before and after",
		Long: `Sum up the closed questions of a table with a row a respondent and a column an item,
as spreadsheets save it (csv or tsv): the mean rank of ranked items and the share that
ranked each first, the mean and median of scales from 0 to 100, and what each respondent
said before and after; with --by, for each group. The first line names the columns, an
empty cell is a missing answer, and so is one that holds none, which is said; numbers may
have a decimal comma. It needs no study, and it tests nothing for significance.

Which columns are what is said with flags, by names or globs, parted by commas; without
them it is seen from what the columns hold, and said. In md, html and latex, figures of
a group that fewer than three people gave or belong to are left out, and with them their
answers from the figures of all, unless --small-cells is given.`,
		Example: `  grounded tally questionnaire.csv
  grounded tally questionnaire.csv --rank 'Food,Rent,Friends' --scale 'q7,q8' --by gender
  grounded tally questionnaire.csv --before life_2020 --after life_2021 -f csv --part respondents`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return tally(env, o, args[0]) },
	}
	flags := c.Flags()
	flags.StringArrayVar(&o.Ranks, "rank", nil, "`COLUMNS` are the items of a question that were ranked, 1 first (repeatable, a question each)")
	flags.StringArrayVar(&o.Scales, "scale", nil, "`COLUMNS` are scales from 0 to 100 (repeatable)")
	flags.StringArrayVar(&o.Before, "before", nil, "`COLUMN` is a scale that was asked before (repeatable, each with --after)")
	flags.StringArrayVar(&o.After, "after", nil, "`COLUMN` is the same scale, asked after (repeatable)")
	flags.StringVar(&o.By, "by", "", "sum up by the groups in `COLUMN` as well")
	flags.StringVar(&o.Respondent, "respondent", "", "`COLUMN` names who answered")
	flags.BoolVar(&o.SmallCells, "small-cells", false, "show figures of groups of fewer than three people also in md, html and latex")
	partFlag(c, &o.Part, tallied...)
	return c
}

func tally(env *Env, o tallyOptions, file string) error {
	if len(o.Before) != len(o.After) {
		return misused("--before and --after go in pairs, and there are %d and %d", len(o.Before), len(o.After))
	}
	if o.Part != "" && !slices.Contains(tallied, o.Part) {
		return misused("--part %s: it is one of %s", o.Part, strings.Join(tallied, ", "))
	}
	read, err := env.readSheet(file)
	if err != nil {
		return err
	}
	sheet := survey.Sheet{Name: read.Name, Columns: read.Columns}
	for _, row := range read.Rows {
		sheet.Rows = append(sheet.Rows, survey.Row(row))
	}
	if err := nameColumns(&sheet); err != nil {
		return err
	}
	ask, notes, err := o.ask(sheet)
	if err != nil {
		return err
	}
	if o.Respondent != "" {
		if name, lines := sheet.Twice(ask.Respondent); name != "" {
			return fmt.Errorf("%s: %q of column %q stands in lines %s, and who answers counts once; leave one of these lines in it, or count every line without --respondent", sheet.Name, name, sheet.Columns[ask.Respondent], and(lines))
		}
	}
	answers, problems := survey.Read(sheet, ask)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	if len(answers.Decimal) > 0 {
		notes = append(notes, fmt.Sprintf("Read with a decimal comma: %s.", quoted(answers.Decimal)))
	}
	return o.show(env, answers, problems, notes)
}

// nameColumns gives columns that have none a name, and refuses a name that two have.
func nameColumns(s *survey.Sheet) error {
	if len(s.Rows) == 0 {
		return fmt.Errorf("%s: nobody answered: there is no row below the one that names the columns", s.Name)
	}
	for i, name := range s.Columns {
		if name == "" {
			s.Columns[i] = fmt.Sprintf("column %d", i+1)
		}
		first := slices.IndexFunc(s.Columns[:i], func(other string) bool { return nearest.Fold(other) == nearest.Fold(s.Columns[i]) })
		if first >= 0 {
			return fmt.Errorf("%s:1: columns %d and %d are both called %q; give one of them another name", s.Name, first+1, i+1, s.Columns[i])
		}
	}
	return nil
}

// show prints the tables that there are.
func (o tallyOptions) show(env *Env, a survey.Answers, wrong []problem.Problem, notes []string) error {
	format, _ := render.ParseFormat(env.global.Format) // checked before any command runs
	few := 0
	if forPrint(format) && !o.SmallCells {
		few = fewestToPrint
	}
	t := a.Tally(few)
	layout := survey.Layout{Names: few == 0}
	notes = append(notes, noAnswers(wrong, layout.Names)...)
	var parts []part
	if len(a.Ranks) > 0 {
		parts = append(parts, part{"ranks", t.RankReport()})
	}
	if len(a.Scales) > 0 {
		parts = append(parts, part{"scales", t.ScaleReport()})
	}
	if len(a.Changes) > 0 {
		parts = append(parts, part{"changes", t.ChangeReport(a, layout)})
		if few == 0 {
			parts = append(parts, part{"respondents", a.RespondentReport()})
		} else {
			notes = append(notes, "What each respondent said is not printed (all the same: --small-cells).")
		}
	}
	if t.Hidden == 1 {
		notes = append(notes, "1 figure of a group that fewer than three people gave or belong to is left out, and their answers of those of all (all: --small-cells).")
	} else if t.Hidden > 1 {
		notes = append(notes, fmt.Sprintf("%d figures of groups that fewer than three people gave or belong to are left out, and their answers of those of all (all: --small-cells).", t.Hidden))
	}
	var there []string
	for _, p := range parts {
		there = append(there, p.name)
	}
	chosen := o.Part
	switch {
	case chosen == "respondents" && few > 0 && len(a.Changes) > 0:
		return errors.New("--part respondents: what each respondent said is not printed in md, html and latex; to print it all the same say --small-cells")
	case chosen != "" && !slices.Contains(there, chosen):
		return fmt.Errorf("--part %s: there is none here; there is %s", chosen, strings.Join(there, ", "))
	case chosen == "" && len(parts) == 1:
		chosen = there[0]
	}
	if err := env.checkPart(chosen, there...); err != nil {
		return err
	}
	last := &parts[len(parts)-1]
	if i := slices.Index(there, chosen); i >= 0 {
		last = &parts[i]
	}
	last.report.Notes = append(last.report.Notes, notes...)
	return env.showParts(parts, chosen)
}
