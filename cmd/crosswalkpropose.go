package cmd

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/index"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type proposeOptions struct {
	Between []string
	Holdout float64
	Seed    uint64
	Again   bool
	DryRun  bool
	Part    string
}

var proposeParts = []string{"pairs", "alone"}

func newCrosswalkProposeCmd(env *Env) *cobra.Command {
	o := proposeOptions{Seed: 1}
	c := &cobra.Command{
		Use:   "propose [A B]",
		Short: "Propose which codes of two analysts mean the same",
		Long: `Propose which codes of two analysts mean the same, by all that speaks for it: the
text that both mark, what the codes are called and how they are defined, what stands
around them in their trees, and the words of their passages. Each code is paired with
one of the other's at most; several stand on a side where one analyst parted what the
other did not.

Proposals are kept in the crosswalk until people accept or reject them, best with:
grounded crosswalk review. What was decided stays; what was rejected is not proposed
again, unless --again is given. With --holdout a share of the transcripts gives no
evidence, so that agreement can be tested on it.`,
		Example: `  grounded crosswalk propose
  grounded crosswalk propose ana ben --holdout 0.25 --seed 3
  grounded crosswalk propose --dry-run -f csv`,
		Args:              cobra.MaximumNArgs(2),
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return propose(c, env, o, args) },
	}
	flags := c.Flags()
	flags.Float64Var(&o.Holdout, "holdout", 0, "keep back `SHARE` of the transcripts, for testing")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` that chooses which")
	flags.BoolVar(&o.Again, "again", false, "propose again what was rejected")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show proposals, and write none")
	partFlag(c, &o.Part, proposeParts...)
	betweenFlag(env, c, &o.Between)
	return c
}

func propose(c *cobra.Command, env *Env, o proposeOptions, args []string) error {
	switch {
	case !(o.Holdout >= 0 && o.Holdout < 1):
		return misused("--holdout %v: a share is from 0 to below 1", o.Holdout)
	case o.Part != "" && !slices.Contains(proposeParts, o.Part):
		return misused("--part %s: it is one of pairs, alone", o.Part)
	}
	format, err := render.ParseFormat(env.global.Format)
	if err != nil {
		return misuse{err}
	}
	st, acts, err := env.openAnyone()
	if err != nil {
		return err
	}
	two, err := env.crossed(st, args, o.Between)
	if err != nil {
		return err
	}
	sides, evidence, held, err := gathered(c, st, two, o.Holdout, o.Seed)
	if err != nil {
		return err
	}
	stem, stems := index.Stemmer(st.Config.Language)
	var candidates []align.Candidate
	var lone []align.Lone
	var ids []string
	_, err = st.ChangeAs(c.Context(), manner(o.DryRun), acts, "crosswalk propose", func(e *study.Edit) error {
		return e.ChangeCrosswalk(two[0].ID, two[1].ID, func(walk *crosswalk.Crosswalk) ([]byte, error) {
			found := align.Candidates(sides[0], sides[1], evidence, stem, walk.Decided)
			var pairs []crosswalk.Pair
			for _, one := range found {
				pairs = append(pairs, one.Pair(texts(evidence.Transcripts)))
			}
			src, proposed, err := walk.Propose(pairs, o.Again)
			if err != nil {
				return nil, err
			}
			candidates, ids = nil, nil
			for _, p := range proposed {
				at := slices.IndexFunc(found, func(c align.Candidate) bool { return sameSet(c.Left, p.Left) && sameSet(c.Right, p.Right) })
				candidates, ids = append(candidates, found[at]), append(ids, p.ID)
			}
			lone = align.Partnerless(evidence, found, walk.Decided)
			e.Did("proposed %s of codes of %s and %s", count(len(proposed), "pair"), two[0].ID, two[1].ID)
			return src, nil
		})
	})
	if err != nil {
		return err
	}
	report := align.CandidatesReport(evidence, candidates, ids)
	if len(held) > 0 {
		report.Notes = append(report.Notes, fmt.Sprintf("Kept back for testing (seed %d): %s; test on them with: grounded agree %s %s --transcript %s",
			o.Seed, strings.Join(held, ", "), two[0].ID, two[1].ID, strings.Join(held, " --transcript ")))
	}
	if !stems {
		report.Notes = append(report.Notes, fmt.Sprintf("Words are compared as they stand, there being no stemmer for the language %q.", st.Config.Language))
	}
	parts := []part{{"pairs", report}, {"alone", align.PartnerlessReport(evidence, lone)}}
	switch {
	case o.Part != "" || !format.Data():
		err = env.showParts(parts, o.Part)
	default:
		err = env.show(report)
	}
	if err != nil || len(candidates) == 0 {
		return err
	}
	env.note("%s %s; go through them with: grounded crosswalk review %s %s", outcome("proposed", o.DryRun), count(len(candidates), "pair"), two[0].ID, two[1].ID)
	return nil
}

func sameSet(a, b []codebook.ID) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// crossed returns two analysts whose codebooks can be crossed.
func (e *Env) crossed(st *study.Study, args, between []string) ([2]study.Analyst, error) {
	if st.Config.Blind {
		return [2]study.Analyst{}, fmt.Errorf("this study is blind, and a crosswalk shows each analyst the other's codes; it waits until the coding is done")
	}
	quiet := *e
	quiet.global.Analysts = nil
	two, err := quiet.pair(st, args, between)
	if err != nil {
		return two, err
	}
	if two[0].Codebook == two[1].Codebook {
		return two, fmt.Errorf("%s and %s share the codebook %s, so each code is the same for both and no crosswalk is needed", two[0].ID, two[1].ID, two[0].Codebook)
	}
	return two, nil
}

// gathered returns what two analysts did in the transcripts that both have worked on,
// without those kept back.
func gathered(c *cobra.Command, st *study.Study, two [2]study.Analyst, holdout float64, seed uint64) (sides [2]align.Side, e align.Evidence, held []string, err error) {
	sel := coding.Selection{Analysts: []string{string(two[0].ID), string(two[1].ID)}, Surveys: true}
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return sides, e, nil, err
	}
	picked, err := coding.Select(corpus, sel)
	if err != nil {
		return sides, e, nil, err
	}
	if picked.Coders[0].Analyst != two[0].ID {
		slices.Reverse(picked.Coders)
	}
	sides = [2]align.Side{align.SideOf(picked, picked.Coders[0]), align.SideOf(picked, picked.Coders[1])}
	e = align.Gather(sides[0], sides[1])
	if len(e.Transcripts) == 0 {
		return sides, e, nil, fmt.Errorf("%s and %s have not worked on any transcript both, so nothing tells which of their codes are the same", two[0].ID, two[1].ID)
	}
	if holdout == 0 {
		return sides, e, nil, nil
	}
	back := keptBack(e.Transcripts, holdout, seed)
	if len(back) == len(e.Transcripts) {
		return sides, e, nil, fmt.Errorf("both have worked on %s alone, and of so few none can be kept back", count(len(e.Transcripts), "transcript"))
	}
	for i := range sides {
		sides[i].Rows = slices.DeleteFunc(slices.Clone(sides[i].Rows), func(r coding.Row) bool { return slices.Contains(back, r.Transcript.ID) })
	}
	return sides, align.Gather(sides[0], sides[1]), texts(back), nil
}

// keptBack chooses a share of transcripts, one at least.
func keptBack(ids []transcript.ID, share float64, seed uint64) []transcript.ID {
	n := max(1, int(math.Round(share*float64(len(ids)))))
	var back []transcript.ID
	for _, i := range rand.New(rand.NewPCG(seed, 0)).Perm(len(ids))[:n] {
		back = append(back, ids[i])
	}
	slices.Sort(back)
	return back
}
