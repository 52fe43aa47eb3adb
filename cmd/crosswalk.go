package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

func newCrosswalkCmd(env *Env) *cobra.Command {
	c := &cobra.Command{
		Use:   "crosswalk",
		Short: "Say which codes of two analysts mean the same",
		Long: `Say which codes of two analysts mean the same. grounded crosswalk propose gathers
what speaks for it; people decide, one by one with grounded crosswalk review.
Agreement is computed over the pairs that were accepted as the same.`,
	}
	c.AddCommand(newCrosswalkProposeCmd(env), newCrosswalkReviewCmd(env), newCrosswalkAcceptCmd(env), newCrosswalkRejectCmd(env), newCrosswalkSetCmd(env), newCrosswalkListCmd(env))
	return c
}

type acceptOptions struct {
	Between  []string
	Relation string
	Note     string
	ID       string
}

func newCrosswalkAcceptCmd(env *Env) *cobra.Command {
	var o acceptOptions
	c := &cobra.Command{
		Use:   "accept PAIR | CODE[,CODE...] CODE[,CODE...]",
		Short: "Accept that codes of one analyst are those of the other",
		Long: `Accept that codes of the first analyst mean what codes of the second do. Several
codes on a side, joined with commas, count as one: "my rent and bills are your
money". Where the study has more than two analysts, --between names the two whose
codes these are, in this order. A pair of the same codes that is there already
is changed. A pair that was proposed can be named by its id.`,
		Example: `  grounded crosswalk accept budgeting adding-up
  grounded crosswalk accept rent-bills --note "agreed on 14 March"
  grounded crosswalk accept rent,bills money --note "agreed on 14 March"
  grounded crosswalk accept money rent --relation broader --between ana,ben`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			if !slices.Contains(relations, o.Relation) {
				return misused("--relation %s: it is one of %s", o.Relation, strings.Join(relations, ", "))
			}
			return acceptPair(c, env, o, args)
		},
		ValidArgsFunction: completeCodes(env),
	}
	betweenFlag(env, c, &o.Between)
	c.Flags().StringVar(&o.Relation, "relation", "same", "same, broader, narrower or overlaps: how the first stand to the second (`RELATION`)")
	c.Flags().StringVar(&o.Note, "note", "", "why (`TEXT`)")
	c.Flags().StringVar(&o.ID, "id", "", "what to call the pair (`ID`)")
	completeWords(c, "relation", relations...)
	return c
}

func acceptPair(c *cobra.Command, env *Env, o acceptOptions, args []string) error {
	return decidePair(c.Context(), env, o.Between, "crosswalk accept", args, func(p *crosswalk.Pair) {
		p.Status = crosswalk.Accepted
		if len(args) == 2 || c.Flags().Changed("relation") {
			p.Relation = crosswalk.Relation(o.Relation)
		}
		if o.Note != "" {
			p.Note = o.Note
		}
		if o.ID != "" && p.ID == "" {
			p.ID = o.ID
		}
	})
}

// formerly says in brackets how the pair of the same codes stood until now,
// where that was otherwise.
func formerly(walk *crosswalk.Crosswalk, pair crosswalk.Pair) string {
	for _, p := range walk.Pairs {
		if !slices.Equal(p.Left, pair.Left) || !slices.Equal(p.Right, pair.Right) {
			continue
		}
		var was []string
		if p.Relation != pair.Relation {
			was = append(was, string(p.Relation))
		}
		if p.Status != pair.Status {
			was = append(was, string(p.Status))
		}
		if len(was) > 0 {
			return " (was " + strings.Join(was, ", ") + ")"
		}
	}
	return ""
}

// relationSign is how the history writes a relation.
func relationSign(r crosswalk.Relation) string {
	if r == crosswalk.Same {
		return "="
	}
	return string(r)
}

// comparedBy returns the transcripts that both analysts have worked on: whoever
// pairs their codes has seen, or could see, what both did there.
func comparedBy(ctx context.Context, st *study.Study, two [2]study.Analyst) ([]string, error) {
	sel := coding.Selection{Analysts: []string{string(two[0].ID), string(two[1].ID)}, Surveys: true}
	corpus, err := st.Load(ctx, sel)
	if err != nil {
		return nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return nil, err
	}
	evidence := align.Gather(align.SideOf(picked, picked.Coders[0]), align.SideOf(picked, picked.Coders[1]))
	return texts(evidence.Transcripts), nil
}

// written returns the crosswalk with a pair in place of the one of the same codes,
// or as a new one.
func written(walk *crosswalk.Crosswalk, pair *crosswalk.Pair) ([]byte, error) {
	for _, p := range walk.Pairs {
		if slices.Equal(p.Left, pair.Left) && slices.Equal(p.Right, pair.Right) {
			pair.ID = p.ID
			if pair.Note == "" {
				pair.Note = p.Note
			}
			return walk.Set(*pair)
		}
	}
	if pair.ID == "" {
		pair.ID = walk.NewID(pair.Left, pair.Right)
	}
	return walk.Add(*pair)
}

func relationWords(r crosswalk.Relation) string {
	switch r {
	case crosswalk.Broader:
		return "broader than"
	case crosswalk.Narrower:
		return "narrower than"
	case crosswalk.Overlaps:
		return "overlapping with"
	}
	return "the same as"
}

// codesOf finds the codes of an analyst in a list joined with commas. A code
// that the other analyst has instead was named on the wrong side.
func codesOf(st *study.Study, a, other study.Analyst, list string) ([]codebook.ID, error) {
	book, err := st.Book(a)
	if err != nil {
		return nil, err
	}
	others, err := st.Book(other)
	if err != nil {
		return nil, err
	}
	var out []codebook.ID
	for _, name := range strings.Split(list, ",") {
		name = strings.TrimSpace(name)
		code, err := book.Find(name)
		if err != nil {
			if _, ok := others.Code(codebook.ID(name)); ok {
				return nil, fmt.Errorf("code %q is one of %s, and here one of %s is wanted; swap the two, or say whose come first with --between", name, other.ID, a.ID)
			}
			return nil, fmt.Errorf("%s: %w", a.ID, err)
		}
		out = append(out, code.ID)
	}
	return out, nil
}

func newCrosswalkListCmd(env *Env) *cobra.Command {
	var between []string
	c := &cobra.Command{
		Use:               "list [A B]",
		Short:             "List the pairs of two analysts' codes",
		Example:           "  grounded crosswalk list\n  grounded crosswalk list ana ben -f csv",
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeAnalysts(env),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			if st.Config.Blind {
				return fmt.Errorf("this study is blind, and a crosswalk shows each analyst the other's codes; it waits until the coding is done")
			}
			two, err := env.pair(st, args, between)
			if err != nil {
				return err
			}
			walk, err := st.Crosswalk(two[0].ID, two[1].ID)
			if err != nil {
				return err
			}
			r := crosswalkReport(walk, two)
			unknown, err := unknownCodes(st, walk, two)
			if err != nil {
				return err
			}
			for _, p := range walk.Pairs {
				for _, wrong := range unknown[p.ID] {
					r.Notes = append(r.Notes, sentence(wrong))
				}
			}
			return env.show(r)
		},
	}
	betweenFlag(env, c, &between)
	return c
}

func crosswalkReport(walk *crosswalk.Crosswalk, two [2]study.Analyst) table.Report {
	r := table.Report{
		Title: fmt.Sprintf("Codes of %s (left) and %s (right)", two[0].ID, two[1].ID),
		Table: table.Table{Columns: []table.Column{
			{Name: "id", Heading: "Pair"},
			{Name: "left", Heading: string(two[0].ID), Type: table.List, Words: true},
			{Name: "relation", Heading: "Is"},
			{Name: "right", Heading: string(two[1].ID), Type: table.List, Words: true},
			{Name: "status", Heading: "Status"},
			{Name: "note", Heading: "Note", Words: true},
			{Name: "evidence_from", Heading: "Evidence from", Type: table.List, Words: true},
		}},
		View: table.Columns{Names: []string{"left", "relation", "right", "status", "note"}},
	}
	for _, p := range walk.Pairs {
		r.Table.Rows = append(r.Table.Rows, []any{p.ID, texts(p.Left), string(p.Relation), texts(p.Right), string(p.Status), p.Note, p.EvidenceFrom})
	}
	if len(walk.Pairs) == 0 {
		r.Notes = []string{"No pair yet. Which codes mark the same text is shown by grounded compare; say that they mean the same with: grounded crosswalk accept"}
	}
	return r
}
