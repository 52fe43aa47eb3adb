package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/tabulate"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// decided takes answers from a table.
func (s *split) decided(ctx context.Context, o splitOptions) error {
	src, name, err := s.env.readFile(o.Decisions)
	if err != nil {
		return err
	}
	form := tableForm{fields: []string{"id", "code"}, header: func(name string, header []string) error {
		for _, column := range []string{"id", "code"} {
			if !slices.Contains(header, column) {
				return fmt.Errorf("%s:1: no column is called %s; there have to be id, of a coding, and code, which it gets", name, column)
			}
		}
		return nil
	}}
	records, err := form.records(name, src)
	if err != nil {
		return err
	}
	var answers []answer
	var bad faults
	stay := 0
	for _, r := range records {
		codes, err := s.codes(r.fields["code"])
		switch {
		case r.fault != nil || err != nil:
			bad.add(r.line, errors.Join(r.fault, err).Error())
		case len(codes) == 0:
			stay++
		default:
			answers = append(answers, answer{r.fields["id"], codes, r.line})
		}
	}
	if n := bad.count(); n > 0 {
		return fmt.Errorf("%s\nnothing was split, since %d of %s cannot be taken", bad, n, count(len(records), "line"))
	}
	given, retired, err := s.change(ctx, manner(o.DryRun), answers)
	if err != nil {
		return err
	}
	s.say(given, retired, o.DryRun)
	return nil
}

func (s *split) say(n int, retired, dryRun bool) {
	did := fmt.Sprintf("split %s: %s recoded", s.code.ID, count(n, "coding"))
	if retired {
		did += fmt.Sprintf(", and %s retired", s.code.ID)
	} else {
		did += fmt.Sprintf("; %s stays in use until the last of its passages has another code", s.code.ID)
	}
	s.env.note("%s", outcome(did, dryRun))
}

// codes reads which codes a cell or an answer names: by id, name or number. None, or the
// code that is split, means later.
func (s *split) codes(text string) ([]codebook.ID, error) {
	var out []codebook.ID
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' }) {
		name = strings.TrimSpace(name)
		if name == "" || strings.EqualFold(name, string(s.code.ID)) || strings.EqualFold(name, s.code.Name) {
			continue
		}
		at := slices.IndexFunc(s.into, func(c codebook.Code) bool {
			return strings.EqualFold(string(c.ID), name) || strings.EqualFold(c.Name, name)
		})
		if n, err := strconv.Atoi(name); at < 0 && err == nil && n >= 1 && n <= len(s.into) {
			at = n - 1
		}
		if at < 0 {
			return nil, coding.Unknown("code among those that it is split into", name, texts(partIDs(s.into)))
		}
		if !slices.Contains(out, s.into[at].ID) {
			out = append(out, s.into[at].ID)
		}
	}
	return out, nil
}

// walk asks about each passage.
func (s *split) walk(c *cobra.Command) error {
	flags := selectionFlags{Codes: []string{string(s.a.ID) + ":" + string(s.code.ID)}}
	own := *s.env
	own.global.Analysts = []string{string(s.a.ID)}
	picked, _, err := flags.pick(c, &own, s.st)
	if err != nil {
		return err
	}
	picked.Rows = slices.DeleteFunc(picked.Rows, func(r coding.Row) bool { return r.Code != s.code.ID }) // and none that was split off
	if len(picked.Rows) == 0 {
		_, retired, err := s.change(c.Context(), study.Undoable, nil)
		if err != nil {
			return err
		}
		s.say(0, retired, false)
		return nil
	}
	var options []string
	for i, code := range s.into {
		options = append(options, fmt.Sprintf("%d %s", i+1, code.Name))
	}
	show := func(nth int) error {
		one := picked
		one.Rows = []coding.Row{picked.Rows[nth]}
		report := tabulate.Quotes(one, tabulate.QuotesOptions{Context: 20, Kept: true})
		report.Title, report.Notes = fmt.Sprintf("%d of %d", nth+1, len(picked.Rows)), nil
		return s.env.show(report)
	}
	done := 0
	take := func(ctx context.Context, nth int, answer string) error {
		retired, err := s.take(ctx, picked.Rows[nth].ID, answer)
		if err != nil {
			return err
		}
		if done++; retired {
			s.say(done, true, false)
			return errEnded
		}
		return nil
	}
	return worklist{
		env: s.env, command: "split", things: len(picked.Rows), show: show, take: take,
		question: strings.Join(options, ", ") + " (several: 1, 2)",
		alone:    "grounded codebook split CODE --into CODE,CODE --decisions FILE",
	}.run(c.Context())
}

// take recodes a passage as an answer says, and reports whether it was the last one.
func (s *split) take(ctx context.Context, id, line string) (retired bool, err error) {
	codes, err := s.codes(line)
	if err == nil && len(codes) == 0 {
		err = errors.New("say which, as in: 1")
	}
	if err != nil {
		return false, err
	}
	_, retired, err = s.change(ctx, study.Undoable, []answer{{id: id, codes: codes}})
	return retired, err
}
