package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/transcript"
)

func newFixApplyCmd(env *Env) *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:   "apply TABLE",
		Short: "Change the places that were decided; codings follow",
		Long: `Change the places of a table of fix scan whose decision is "change". What stands in
the column "replace" comes there. A line that was applied before is passed over;
one whose words are not in their place any more stops all of it; scan again then.`,
		Example: "  grounded transcript fix apply bay.csv --dry-run\n  grounded transcript fix apply bay.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return applyFixes(c.Context(), env, args[0], dryRun)
		},
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "say what would change, and write nothing")
	return c
}

// fixRow is one decision to change words.
type fixRow struct {
	line                          string
	transcript                    transcript.ID
	paragraph, nth                int // from 1
	before, words, after, instead string
}

func applyFixes(ctx context.Context, env *Env, file string, dryRun bool) error {
	rows, kept, err := readFixes(env, file)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		env.note("nothing to change: no line says %s", decisionChange)
		return nil
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var ids []transcript.ID
	for _, r := range rows {
		if !slices.Contains(ids, r.transcript) {
			ids = append(ids, r.transcript)
		}
	}
	slices.Sort(ids)
	already := 0
	_, err = correct(ctx, env, st, a, correction{command: "transcript fix apply", dryRun: dryRun,
		didThen: func() string {
			return fmt.Sprintf("changed %s in %s", count(len(rows)-already, "place"), strings.Join(texts(ids), ", "))
		},
		change: func(e *study.Edit) ([]study.Correction, error) {
			var out []study.Correction
			var wrong faults
			already = 0
			for _, id := range ids {
				t, err := e.Transcript(id)
				if err != nil {
					return nil, err
				}
				words, there := fixedWords(t, rows, &wrong)
				already += there
				if wrong.count() > 0 || len(words) == 0 {
					continue
				}
				c, err := e.Rewrite(id, words, nil)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", file, err)
				}
				out = append(out, c)
			}
			if wrong.count() > 0 {
				return nil, fmt.Errorf("%s\nnothing was changed; list the places as they are now with: grounded transcript fix scan", wrong)
			}
			return out, nil
		}})
	if err == nil && already > 0 {
		env.note("changed before: %s", count(already, "place"))
	}
	if err == nil && kept > 0 {
		env.note("kept: %s", count(kept, "place"))
	}
	return err
}

// fixedWords are the replacements of the rows that are about t, and how many of
// these rows were applied before.
func fixedWords(t *transcript.Transcript, rows []fixRow, wrong *faults) (out []transcript.Replacement, already int) {
	finder := transcript.NewWordFinder(t)
	found := map[string][]transcript.Span{}
	find := func(words string) []transcript.Span {
		if _, known := found[words]; !known {
			found[words] = finder.Find(words)
		}
		return found[words]
	}
	for _, r := range rows {
		if r.transcript != t.ID {
			continue
		}
		s, ok := r.place(t, find(r.words))
		if !ok {
			if s, ok = r.again(t, rows, find(r.words), find(r.instead)); ok && t.Text(s) == r.instead {
				already++
				continue
			}
		}
		if !ok {
			wrong.add(r.line, fmt.Sprintf("%s:%d does not hold these words any more: %q", t.ID, r.paragraph, strings.TrimSpace(r.before+r.words+r.after)))
			continue
		}
		out = append(out, transcript.Replacement{Span: s, New: r.instead})
	}
	return out, already
}

// again returns where the words of a row, or what came in their place, stand
// when rows of their paragraph were applied before: the only place there with
// the same words around it, be they changed or not.
func (r fixRow) again(t *transcript.Transcript, rows []fixRow, old, changed []transcript.Span) (transcript.Span, bool) {
	var pairs []string
	for _, o := range rows {
		if o.transcript == r.transcript && o.paragraph == r.paragraph {
			pairs = append(pairs, o.words, o.instead)
		}
	}
	changes := strings.NewReplacer(pairs...)
	same := func(now, then string, words func(string, int) string) bool {
		now, then = changes.Replace(now), changes.Replace(then)
		n := min(len(strings.Fields(now)), len(strings.Fields(then)))
		return transcript.SameWords(words(now, n), words(then, n)) && (n > 0 || strings.TrimSpace(now+then) == "")
	}
	last := func(s string, n int) string { f := strings.Fields(s); return strings.Join(f[len(f)-n:], " ") }
	first := func(s string, n int) string { return strings.Join(strings.Fields(s)[:n], " ") }
	var fits []transcript.Span
	for _, s := range slices.Concat(old, changed) {
		if t.ParagraphAt(s.Start) != r.paragraph-1 || t.Text(s) != r.words && t.Text(s) != r.instead {
			continue
		}
		before, after := wordsAround(t, s)
		if same(before, r.before, last) && same(after, r.after, first) && !slices.Contains(fits, s) {
			fits = append(fits, s)
		}
	}
	if len(fits) != 1 {
		return transcript.Span{}, false
	}
	return fits[0], true
}

// place returns where the words of a row stand, given all places of such words.
func (r fixRow) place(t *transcript.Transcript, found []transcript.Span) (transcript.Span, bool) {
	nth := 0
	for _, s := range found {
		if t.ParagraphAt(s.Start) != r.paragraph-1 {
			continue
		}
		if nth++; nth < r.nth {
			continue
		}
		before, after := wordsAround(t, s)
		return s, t.Text(s) == r.words && transcript.SameWords(before, r.before) && transcript.SameWords(after, r.after)
	}
	return transcript.Span{}, false
}

// readFixes reads the rows that are to change, and counts those that are kept.
func readFixes(env *Env, file string) (rows []fixRow, kept int, err error) {
	src, name, err := env.readFile(file)
	if err != nil {
		return nil, 0, err
	}
	form := tableForm{fields: fixFields, header: func(name string, header []string) error {
		for _, field := range fixFields {
			if !slices.Contains(header, field) {
				return fmt.Errorf("%s:1: no column is called %s, and the columns are %s; a table of places is made by: grounded transcript fix scan", name, field, strings.Join(header, ", "))
			}
		}
		return nil
	}}
	records, err := form.records(name, src)
	if err != nil {
		return nil, 0, err
	}
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, 0, fmt.Errorf("%s: the table is empty; one is made by: grounded transcript fix scan", name)
	}
	var wrong faults
	for _, record := range records {
		switch decision := strings.ToLower(strings.TrimSpace(record.fields["decision"])); {
		case record.fault != nil:
			wrong.add(record.line, record.fault.Error())
		case decision == "" || decision == decisionKeep:
			kept++
		case decision != decisionChange:
			wrong.add(record.line, fmt.Sprintf("decision %q is neither %s nor %s", decision, decisionKeep, decisionChange))
		default:
			row, err := record.fix()
			if err != nil {
				wrong.add(record.line, err.Error())
			}
			rows = append(rows, row)
		}
	}
	if wrong.count() > 0 {
		return nil, 0, errors.New(wrong.String())
	}
	return rows, kept, nil
}

func (r record) fix() (fixRow, error) {
	paragraph, err1 := strconv.Atoi(strings.TrimSpace(r.fields["paragraph"]))
	nth, err2 := strconv.Atoi(strings.TrimSpace(r.fields["nth"]))
	row := fixRow{line: r.line, transcript: transcript.ID(r.fields["transcript"]), paragraph: paragraph, nth: nth,
		before: r.fields["before"], words: r.fields["words"], after: r.fields["after"], instead: strings.TrimSpace(r.fields["replace"])}
	switch {
	case err1 != nil || err2 != nil || paragraph < 1 || nth < 1:
		return row, errors.New("paragraph and nth are numbers that count from 1")
	case row.transcript == "" || row.words == "":
		return row, errors.New("transcript and words say nothing")
	case row.instead == "":
		return row, errors.New("replace says nothing; to take words out use: grounded transcript edit")
	}
	return row, nil
}
