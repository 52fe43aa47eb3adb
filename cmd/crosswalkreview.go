package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

const reviewKeys = "a accept as it is, s same, b broader, n narrower, o overlaps, r reject, e note, k skip, q stop"

func newCrosswalkReviewCmd(env *Env) *cobra.Command {
	var between []string
	c := &cobra.Command{
		Use:   "review [A B]",
		Short: "Go through the pairs that were proposed, one by one",
		Long: `Go through the pairs of codes that were proposed, with the definitions and quotations
of both sides. Each is answered with a letter and kept at once, so that grounded undo
takes back one at a time, and whoever stops loses nothing:

  ` + strings.ReplaceAll(reviewKeys, ", ", "\n  ") + `

Answers may come from standard input, a line each.`,
		Example:           "  grounded crosswalk review\n  grounded crosswalk review ana ben",
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return review(c, env, between, args) },
	}
	betweenFlag(env, c, &between)
	return c
}

func review(c *cobra.Command, env *Env, between, args []string) error {
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	two, err := env.crossed(st, args, between)
	if err != nil {
		return err
	}
	walk, err := st.Crosswalk(two[0].ID, two[1].ID)
	if err != nil {
		return err
	}
	open := slices.DeleteFunc(slices.Clone(walk.Pairs), func(p crosswalk.Pair) bool { return p.Status != crosswalk.Proposed })
	if len(open) == 0 {
		env.note("no pair of %s and %s waits for a decision; propose some with: grounded crosswalk propose %[1]s %[2]s", two[0].ID, two[1].ID)
		return nil
	}
	sides, _, _, err := gathered(c, st, two, 0, 0)
	if err != nil {
		return err
	}
	r := reviewer{env: env, st: st, acts: acts, two: two, sides: sides}
	for i, pair := range open {
		goOn, err := r.one(c.Context(), pair, fmt.Sprintf("%d of %d", i+1, len(open)))
		if err != nil {
			return err
		}
		if !goOn {
			break
		}
	}
	env.note("decided on %d of %s", r.decided, count(len(open), "pair"))
	return nil
}

// reviewer goes through pairs with somebody.
type reviewer struct {
	env     *Env
	st      *study.Study
	acts    study.Analyst
	two     [2]study.Analyst
	sides   [2]align.Side
	decided int
}

// one shows a pair and takes an answer; false is that they want to stop.
func (r *reviewer) one(ctx context.Context, pair crosswalk.Pair, nth string) (bool, error) {
	if err := r.show(pair, nth); err != nil {
		return false, err
	}
	for {
		answer, err := r.env.ask(ctx, "["+reviewKeys+"] ")
		if errors.Is(err, context.Canceled) {
			return false, err
		}
		if err != nil {
			return false, nil // the input ended
		}
		key, rest, _ := strings.Cut(answer, " ")
		switch strings.ToLower(key) {
		case "a":
			pair.Status = crosswalk.Accepted
		case "s", "b", "n", "o":
			pair.Status = crosswalk.Accepted
			pair.Relation = map[string]crosswalk.Relation{"s": crosswalk.Same, "b": crosswalk.Broader, "n": crosswalk.Narrower, "o": crosswalk.Overlaps}[strings.ToLower(key)]
		case "r":
			pair.Status = crosswalk.Rejected
		case "e":
			if rest == "" {
				if rest, err = r.env.ask(ctx, "note: "); err != nil {
					return false, nil
				}
			}
			pair.Note = rest
			continue
		case "k":
			return true, nil
		case "q":
			return false, nil
		default:
			r.env.note("%q is none of the answers", answer)
			continue
		}
		if err := r.keep(ctx, pair); err != nil {
			r.env.note("%v", err)
			pair.Status = crosswalk.Proposed
			continue
		}
		return true, nil
	}
}

// keep writes what was decided on a pair.
func (r *reviewer) keep(ctx context.Context, pair crosswalk.Pair) error {
	was := ""
	_, err := r.st.Change(ctx, r.acts, "crosswalk review", func(e *study.Edit) error {
		return e.ChangeCrosswalk(r.two[0].ID, r.two[1].ID, func(walk *crosswalk.Crosswalk) ([]byte, error) {
			was = formerly(walk, pair)
			e.Did("%s pair %s %s %s%s", pair.Status, strings.Join(texts(pair.Left), "+"), relationSign(pair.Relation), strings.Join(texts(pair.Right), "+"), was)
			return walk.Set(pair)
		})
	})
	if err != nil {
		return err
	}
	r.decided++
	r.env.note("%s", decided(pair, r.two, was))
	return nil
}

// show prints a pair with what both sides say.
func (r *reviewer) show(pair crosswalk.Pair, nth string) error {
	report := table.Report{
		Title: fmt.Sprintf("%s: is %s %s %s?", nth, strings.Join(texts(pair.Left), " + "), relationWords(pair.Relation), strings.Join(texts(pair.Right), " + ")),
		Table: table.Table{Columns: []table.Column{
			{Name: "analyst"}, {Name: "name"}, {Name: "passages"}, {Name: "quotations", Words: true},
			{Name: "definition", Heading: "Definition", Words: true}, {Name: "include", Heading: "Include", Words: true}, {Name: "exclude", Heading: "Exclude", Words: true},
		}},
		View: table.Cards{Head: []string{"analyst", "name", "passages"}, Body: "quotations", Foot: []string{"definition", "include", "exclude"}},
	}
	for s, codes := range [][]codebook.ID{pair.Left, pair.Right} {
		others := [][]codebook.ID{pair.Right, pair.Left}[s]
		for _, id := range codes {
			code, known := r.sides[s].Coder.Book.Code(id)
			if !known {
				code.Name = string(id)
			}
			quotations, passages := r.quotations(s, id, others)
			report.Table.Rows = append(report.Table.Rows, []any{string(r.two[s].ID), code.Name, passages, quotations, code.Definition, code.Include, code.Exclude})
		}
	}
	if pair.Note != "" {
		report.Notes = append(report.Notes, "Note: "+pair.Note)
	}
	options := render.Options{Format: render.Text}
	if f, ok := r.env.Stderr.(*os.File); ok {
		terminal := render.TerminalOf(f)
		options.Width, options.Color = terminal.Width, terminal.Color(r.env.global.NoColor, r.env.Getenv)
	}
	return render.Write(r.env.Stderr, report, options)
}

// quotations returns up to three passages of a code, those on text that the other side
// marked first, and says how many there are.
func (r *reviewer) quotations(s int, id codebook.ID, others []codebook.ID) (quotations, passages string) {
	var shared, alone []string
	for _, row := range r.sides[s].Rows {
		if row.Entry.ID != id {
			continue
		}
		line := fmt.Sprintf("“%s” %s", row.Transcript.Spoken(row.Now), row.Transcript.Ref(row.Now))
		if slices.ContainsFunc(r.sides[1-s].Rows, func(o coding.Row) bool {
			return o.Transcript == row.Transcript && slices.Contains(others, o.Entry.ID) && o.Now.Overlaps(row.Now)
		}) {
			shared = append(shared, line+" (both)")
		} else {
			alone = append(alone, line)
		}
	}
	all := append(shared, alone...)
	return strings.Join(all[:min(3, len(all))], "\n\n"), fmt.Sprintf("%s, %d on text of the other", count(len(all), "passage"), len(shared))
}
