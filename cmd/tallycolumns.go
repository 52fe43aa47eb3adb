package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/survey"
	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// ask finds the columns that the flags mean, or sees what columns there are.
func (o tallyOptions) ask(s survey.Sheet) (survey.Ask, []string, error) {
	one := func(flag, name string) (int, error) {
		if name == "" {
			return -1, nil
		}
		found, err := columnsOf(s, name)
		if err != nil {
			return -1, fmt.Errorf("--%s: %w", flag, err)
		}
		if len(found) > 1 {
			return -1, fmt.Errorf("--%s %s means %d columns, and it takes one", flag, name, len(found))
		}
		return found[0], nil
	}
	by, err := one("by", o.By)
	if err != nil {
		return survey.Ask{}, nil, err
	}
	respondent, err := one("respondent", o.Respondent)
	if err != nil {
		return survey.Ask{}, nil, err
	}
	if len(o.Ranks)+len(o.Scales)+len(o.Before) == 0 {
		ask, left := survey.Recognise(s, by)
		if respondent >= 0 {
			ask = ask.Without(respondent)
			ask.Respondent = respondent
		}
		notes := assumed(s, ask, left)
		if len(ask.Ranks)+len(ask.Scales) == 0 {
			return ask, nil, fmt.Errorf("%s: no column holds ranks, or numbers from 0 to 100; its columns are %s, and which of them are what is said with --rank, --scale, or --before and --after", s.Name, quoted(s.Columns))
		}
		return ask, notes, nil
	}
	ask := survey.Ask{Respondent: respondent, By: by}
	if respondent < 0 {
		ask.Respondent = survey.Respondent(s)
	}
	for _, names := range o.Ranks {
		found, err := columnsOf(s, names)
		if err != nil {
			return ask, nil, fmt.Errorf("--rank: %w", err)
		}
		if len(found) < 2 {
			return ask, nil, fmt.Errorf("--rank %s is one column; items are ranked among one another, each in a column of its own", names)
		}
		ask.Ranks = append(ask.Ranks, found)
	}
	for _, names := range o.Scales {
		found, err := columnsOf(s, names)
		if err != nil {
			return ask, nil, fmt.Errorf("--scale: %w", err)
		}
		ask.Scales = append(ask.Scales, found...)
	}
	for i := range o.Before {
		before, errBefore := one("before", o.Before[i])
		after, errAfter := one("after", o.After[i])
		if err := errors.Join(errBefore, errAfter); err != nil {
			return ask, nil, err
		}
		if before == after {
			return ask, nil, fmt.Errorf("--before and --after are both %q", s.Columns[before])
		}
		ask.Changes = append(ask.Changes, survey.Pair{Before: before, After: after})
	}
	return ask, nil, nil
}

// columnsOf returns the columns that names or globs mean, parted by commas unless a column
// is called so itself.
func columnsOf(s survey.Sheet, names string) ([]int, error) {
	pieces := []string{names}
	is := func(name string) func(string) bool {
		return func(column string) bool { return nearest.Fold(column) == nearest.Fold(name) }
	}
	if !slices.ContainsFunc(s.Columns, is(names)) {
		pieces = strings.Split(names, ",")
	}
	var out []int
	for _, piece := range pieces {
		piece = strings.TrimSpace(piece)
		found, err := coding.MatchIDs("column", []string{piece}, s.Columns)
		if i := slices.IndexFunc(s.Columns, is(piece)); i >= 0 {
			found, err = []string{s.Columns[i]}, nil
		}
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			if i := slices.Index(s.Columns, name); !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out, nil
}

// assumed says what columns were taken for that nobody named.
func assumed(s survey.Sheet, a survey.Ask, left []survey.Left) []string {
	named := func(columns []int) string {
		var names []string
		for _, i := range columns {
			names = append(names, s.Columns[i])
		}
		return quoted(names)
	}
	var taken []string
	for _, question := range a.Ranks {
		taken = append(taken, "for items that were ranked: "+named(question))
	}
	if len(a.Scales) > 0 {
		taken = append(taken, "for scales from 0 to 100: "+named(a.Scales))
	}
	for _, p := range a.Changes {
		taken = append(taken, "for before and after: "+named([]int{p.Before, p.After}))
	}
	notes := []string{fmt.Sprintf("Columns were taken %s (say otherwise with --rank, --scale, --before and --after).", strings.Join(taken, "; "))}
	if len(left) > 0 {
		var names []string
		for _, l := range left {
			names = append(names, l.Name)
		}
		notes = append(notes, fmt.Sprintf("Not counted: %s.", quoted(names)))
		for _, l := range left {
			if l.Within > 0 {
				notes = append(notes, fmt.Sprintf("Of %d answers in %q %d %s from 0 to 100: count %s with --scale %s.", l.Filled, l.Name, l.Within,
					oneOr(l.Within, "is a number", "are numbers"), oneOr(l.Within, "it", "them"), shellWord(l.Name)))
			}
		}
	}
	return notes
}

// noAnswers says which cells hold no answer and are missing; in print, where it would tell
// what single people said, how many.
func noAnswers(problems []problem.Problem, named bool) []string {
	const most = 12
	n := len(problems)
	if n == 0 {
		return nil
	}
	hold := oneOr(n, "1 cell holds no answer and counts as missing", fmt.Sprintf("%d cells hold no answer and count as missing", n))
	if !named {
		return []string{hold + "."}
	}
	var which []string
	for _, p := range problems[:min(n, most)] {
		which = append(which, fmt.Sprintf("line %d, %s", p.Line, p.Message))
	}
	if n > most {
		which = append(which, fmt.Sprintf("and %d more", n-most))
	}
	return []string{fmt.Sprintf("%s: %s (mend them in %s, or leave them empty).", hold, strings.Join(which, "; "), problems[0].File)}
}

func quoted(names []string) string {
	const most = 12
	var out []string
	for _, name := range names[:min(most, len(names))] {
		out = append(out, fmt.Sprintf("%q", name))
	}
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(out, ", "), more)
	}
	return strings.Join(out, ", ")
}
