package tabulate

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/disagreement"
	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// Confusion shows which codes of two coders met on how many turns.
func Confusion(f disagreement.Finding, n int) table.Report {
	report := table.Report{
		Title: fmt.Sprintf("Which codes of %s met which of %s", f.Left.Analyst, f.Right.Analyst),
		Table: table.Table{Columns: []table.Column{
			{Name: "left", Heading: "Id"},
			{Name: "left_name", Heading: string(f.Left.Analyst), Words: true},
			{Name: "right", Heading: "Id"},
			{Name: "right_name", Heading: string(f.Right.Analyst), Words: true},
			{Name: "turns", Heading: "Turns", Type: table.Integer},
		}},
		View:  table.Columns{Names: []string{"left_name", "right_name", "turns"}},
		Notes: []string{"Turn by turn: codes that mean the same meet each other; what is left of one analyst's meets all that is left of the other's, or nothing."},
	}
	named := func(coder *coding.Coder, id codebook.ID) (any, string) {
		if id == "" {
			return nil, "nothing"
		}
		if coder.Book != nil {
			if code, ok := coder.Book.Code(id); ok {
				return string(id), nameOf(code)
			}
		}
		return string(id), string(id)
	}
	for i, m := range f.Confusion() {
		if n > 0 && i == n {
			report.Notes = append(report.Notes, fmt.Sprintf("%d more pairs; all of them with -n 0.", len(f.Confusion())-n))
			break
		}
		l, lName := named(f.Left, m.Left)
		r, rName := named(f.Right, m.Right)
		report.Table.Rows = append(report.Table.Rows, []any{l, lName, r, rName, m.Turns})
	}
	return report
}

// DisagreementsBy counts disagreements of each kind by code, transcript or speaker,
// those with most first; speakers as they may be named.
func DisagreementsBy(f disagreement.Finding, may *coding.Quoting, by string) table.Report {
	heading := map[string]string{"code": "Code", "transcript": "Transcript", "speaker": "Speaker"}[by]
	report := table.Report{
		Title: fmt.Sprintf("Where %s and %s differ, by %s", f.Left.Analyst, f.Right.Analyst, by),
		Table: table.Table{Columns: []table.Column{{Name: by, Heading: heading, Words: true}}},
	}
	for _, kind := range disagreement.Kinds() {
		report.Table.Columns = append(report.Table.Columns, table.Column{Name: string(kind), Heading: upper(differ[kind]), Type: table.Integer})
	}
	report.Table.Columns = append(report.Table.Columns, table.Column{Name: "agreed", Heading: "Agreed", Type: table.Integer})
	kinds := disagreement.Kinds()
	counts := map[string][]int{}
	var names []string
	add := func(name string, column int) {
		if counts[name] == nil {
			counts[name] = make([]int, len(kinds)+1)
			names = append(names, name)
		}
		counts[name][column]++
	}
	of := func(item disagreement.Item, column int) {
		switch by {
		case "transcript":
			add(string(item.Transcript.ID), column)
		case "speaker":
			add(may.Speaker(item.Transcript, item.Span), column)
		default:
			for _, code := range codesOf(item.Left) {
				add(string(f.Left.Analyst)+":"+code, column)
			}
			for _, code := range codesOf(item.Right) {
				add(string(f.Right.Analyst)+":"+code, column)
			}
		}
	}
	for _, item := range f.Items {
		of(item, slices.Index(kinds, item.Kind))
	}
	for _, item := range f.Agreed {
		of(item, len(kinds))
	}
	sum := func(name string) int {
		n := 0
		for _, c := range counts[name][:len(kinds)] {
			n += c
		}
		return n
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := sum(b) - sum(a); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		row := []any{name}
		for _, n := range counts[name] {
			row = append(row, n)
		}
		report.Table.Rows = append(report.Table.Rows, row)
	}
	report.Notes = leftOutOf(f)
	return report
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
