package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/reliability"
	"grounded/analysis/table"
	"grounded/analysis/tabulate"
	"grounded/analysis/unit"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

type compareOptions struct {
	selectionFlags
	N         int
	Least     float64
	Agreement bool
	Draws     int
	Seed      uint64
	Part      string
	Between   []string
	Manner    bool
	Now       bool
}

// loneBelow is the Jaccard that a code shares less than with every code of the
// other analyst when it is said to stand alone.
const loneBelow = 0.1

// compareParts are the parts of a comparison; people are shown pairs and alone where
// they ask for them.
var compareParts = []string{"manner", "top", "crosswalk", "disagreements", "pairs", "alone", "agreement"}

// telling is how many disagreements stand in a comparison.
const telling = 5

func newCompareCmd(env *Env) *cobra.Command {
	o := compareOptions{N: 7, Least: 0.2, Draws: 1000, Seed: 1}
	c := &cobra.Command{
		Use:   "compare [A B]",
		Short: "Compare two analysts who coded apart",
		Long: `Compare two analysts who coded apart, on a page: how each works; the most common
codes side by side; which codes of the two books mean the same, as people have said
(see: grounded crosswalk propose); and once some do, the five passages that tell most
of how the two differ (see: grounded disagree).

With --agreement, how far the two agree, in three lines, comes last; --part agreement
prints that alone. --part pairs lists the codes that share text, --part alone those
that no code of the other comes near.`,
		Example: `  grounded compare
  grounded compare ana ben --agreement
  grounded compare ana ben --part pairs -f csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return fmt.Errorf("compare takes two analysts, and these are %d", len(args))
			}
			return nil
		},
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return compare(c, env, o, args) },
	}
	flags := c.Flags()
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` codes of each analyst; 0 shows all")
	flags.Float64Var(&o.Least, "least", o.Least, "show pairs of codes that share text from this `JACCARD` on")
	flags.BoolVar(&o.Agreement, "agreement", false, "how far the two agree on accepted pairs, below the rest (alone with --part agreement)")
	flags.IntVar(&o.Draws, "draws", o.Draws, "`N` bootstrap draws for the intervals")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` of the draws")
	partFlag(c, &o.Part, compareParts...)
	flags.BoolVar(&o.Manner, "manner", false, "how each works alone, without codes or words; in a blind study too, where it is put on record")
	nowFlag(c, &o.Now)
	betweenFlag(env, c, &o.Between)
	o.add(env, c)
	return c
}

func compare(c *cobra.Command, env *Env, o compareOptions, args []string) error {
	if o.Manner && o.Part == "" {
		o.Part = "manner"
	}
	if err := env.checkPart(o.Part, compareParts...); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	if o.Manner {
		return compareManner(c, env, o, st, args)
	}
	two, then, err := env.pairApart(c.Context(), st, args, o.Between, o.Now)
	if err != nil {
		return err
	}
	picked, err := o.pickOf(c, env, st, two[:])
	if err != nil {
		return err
	}
	empty, err := coded(picked, picked.Transcripts)
	if err != nil {
		return err
	}
	parts, err := o.parts(c, env, st, two, picked)
	if err != nil {
		return err
	}
	if o.Agreement || o.Part == "agreement" || st.Config.Approach == "reliability" {
		report, err := o.agreementInBrief(c, env, st, two)
		if err != nil {
			return err
		}
		report.Notes = append(report.Notes, empty...)
		parts = append(parts, part{"agreement", withBeside(report, picked)})
	}
	if parts[0].report.Notes, err = noteRounds(st, two[:], append(append(parts[0].report.Notes, empty...), then...)); err != nil {
		return err
	}
	return env.showParts(parts, o.Part)
}

// compareManner shows how two analysts work, and nothing of what they found. In a blind
// study it is what they may talk about, and who looked is put on record.
func compareManner(c *cobra.Command, env *Env, o compareOptions, st *study.Study, args []string) error {
	if given := named(c, "part", "agreement", "code", "kind", "transcript", "speaker", "case", "where", "not-own"); len(given) > 0 && st.Config.Blind {
		return misused("--%s and --manner: a blind study shows how each works over all alone", given[0])
	}
	quiet := *env
	quiet.global.Analysts = nil
	two, err := quiet.pair(st, args, o.Between)
	if err != nil {
		return err
	}
	var looker study.Analyst
	if st.Config.Blind {
		if looker, err = env.acting(st); err != nil {
			return err
		}
	}
	sel := coding.Selection{Analysts: []string{string(two[0].ID), string(two[1].ID)}}
	if !st.Config.Blind {
		if sel, err = o.selection(&quiet, st); err != nil {
			return err
		}
		sel.Analysts = []string{string(two[0].ID), string(two[1].ID)}
		sel.NotOwn = false
	}
	corpus, err := loadManner(c.Context(), st, sel, looker)
	if err != nil {
		return err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return err
	}
	if o.NotOwn {
		picked = picked.NotTheirs()
	}
	if st.Config.Blind {
		if err := st.Note(c.Context(), looker, "compare --manner", fmt.Sprintf("looked at how %s and %s work", two[0].ID, two[1].ID)); err != nil {
			return err
		}
	}
	return env.show(tabulate.MannerReport(picked))
}

// loadManner loads the work of two analysts. In a blind study nothing is said of what
// is wrong in the files of the one who does not look, save that something is.
func loadManner(ctx context.Context, st *study.Study, sel coding.Selection, looker study.Analyst) (*coding.Corpus, error) {
	if !st.Config.Blind {
		return st.Load(ctx, sel)
	}
	corpus, err := st.Hushed().Load(ctx, sel)
	if err == nil || ctx.Err() != nil {
		return corpus, err
	}
	own := coding.Selection{Analysts: slices.DeleteFunc(slices.Clone(sel.Analysts), func(a string) bool { return a != string(looker.ID) })}
	if len(own.Analysts) > 0 {
		if _, err := st.Load(ctx, own); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("what the other analyst wrote cannot be read, and this study is blind, so what is wrong with it is not shown here; they see it with: grounded check")
}

// parts returns what a comparison always holds, and what is asked for.
func (o compareOptions) parts(c *cobra.Command, env *Env, st *study.Study, two [2]study.Analyst, picked coding.Picked) ([]part, error) {
	parts := []part{
		{"manner", tabulate.MannerReport(picked)},
		{"top", tabulate.Top(picked, tabulate.TopOptions{N: o.N, By: tabulate.ByCodings, AnyKind: len(o.Kinds)+len(o.Codes) > 0})},
	}
	joint := two[0].Role == coding.Reconciled || two[1].Role == coding.Reconciled
	if two[0].Codebook != two[1].Codebook && !joint && !st.Config.Blind {
		walk, err := st.Crosswalk(two[0].ID, two[1].ID)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part{"crosswalk", crosswalkInBrief(walk, two)})
	}
	if format, _ := render.ParseFormat(env.global.Format); o.Part == "pairs" || o.Part == "alone" || format == render.JSON {
		evidence := align.Gather(align.SideOf(picked, picked.Coders[0]), align.SideOf(picked, picked.Coders[1]))
		parts = append(parts, part{"pairs", withBeside(align.Report(evidence, o.Least), picked)}, part{"alone", withBeside(align.Alone(evidence, loneBelow), picked)})
	}
	people, err := st.Cases()
	if err != nil {
		return nil, err
	}
	if found, codes, notes, err := o.disagreements(c, env, st, two); err != nil {
		return nil, err
	} else if report := tabulate.DisagreementsInBrief(found, telling, 12, env.quoting(people)); len(found.Transcripts) > 0 && len(codes.categories) > 0 || o.Part == "disagreements" {
		report.Title = "The passages on which they differ most"
		report.Notes = append(report.Notes, notes...)
		parts = append(parts, part{"disagreements", report})
	}
	return parts, nil
}

// crosswalkInBrief shows the pairs that were accepted, and how many wait.
func crosswalkInBrief(walk *crosswalk.Crosswalk, two [2]study.Analyst) table.Report {
	brief := *walk
	brief.Pairs = nil
	waiting, rejected := 0, 0
	for _, p := range walk.Pairs {
		switch p.Status {
		case crosswalk.Accepted:
			brief.Pairs = append(brief.Pairs, p)
		case crosswalk.Proposed:
			waiting++
		default:
			rejected++
		}
	}
	r := crosswalkReport(&brief, two, "")
	r.Title = fmt.Sprintf("Which codes of %s are which of %s", two[0].ID, two[1].ID)
	r.View = table.Columns{Names: []string{"left", "relation", "right", "note"}}
	r.Notes = nil
	switch {
	case waiting > 0:
		r.Notes = append(r.Notes, fmt.Sprintf("%d more to be decided on: grounded crosswalk review %s %s", waiting, two[0].ID, two[1].ID))
	case len(brief.Pairs) == 0:
		r.Notes = append(r.Notes, fmt.Sprintf("No pair is accepted yet; find some with: grounded crosswalk propose %s %s", two[0].ID, two[1].ID))
	}
	if rejected > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%s rejected.", count(rejected, "pair")))
	}
	return r
}

// agreementInBrief answers the three questions over all codes, on turns.
func (o compareOptions) agreementInBrief(c *cobra.Command, env *Env, st *study.Study, two [2]study.Analyst) (table.Report, error) {
	picked, codes, err := o.pickPaired(c, env, st, two[:], "code")
	if err != nil {
		return table.Report{}, err
	}
	in := inBrief(picked, codes, o.Draws, o.Seed)
	figures := slices.DeleteFunc(reliability.Figures(in), func(f reliability.Figure) bool { return f.Code != "" })
	report := reliability.Report(figures, reliability.Layout{
		Title: "Agreement in brief", Coders: texts(in.Tables[0].Coders), Crosswalk: codes.file, Label: codes.label,
	})
	report.Notes = append(append(agreementNotes(in, codes, picked, figures), report.Notes...), "Code by code, and on other units: grounded agree.")
	return report, nil
}

// inBrief is what the three questions are asked of, on turns.
func inBrief(picked coding.Picked, codes pairedCodes, draws int, seed uint64) reliability.Input {
	return reliability.Input{
		Tables:  []unit.Table{unit.Cut(unit.Input{Picked: picked, Categories: codes.categories, Means: picked.MeansTurn}, unit.Turn, unit.Any)},
		Cluster: unit.ByTranscript, Draws: draws, Seed: seed,
	}
}

// withBeside has a report say what the selection leaves aside.
func withBeside(r table.Report, p coding.Picked) table.Report {
	r.Notes = append(r.Notes, p.Beside()...)
	return r
}

func (o compareOptions) check() error {
	switch {
	case o.N < 0:
		return misused("--number %d: the number of codes is 0 or more", o.N)
	case !(o.Least >= 0 && o.Least <= 1):
		return misused("--least %v: a Jaccard is from 0 to 1", o.Least)
	case o.Draws < 1 || o.Draws > 1_000_000:
		return misused("--draws %d: it is from 1 to a million", o.Draws)
	}
	return nil
}
