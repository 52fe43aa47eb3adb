package cmd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/align"
	"grounded/analysis/index"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
)

type crosswalkProposeOptions struct {
	Between []string
	Holdout float64
	Seed    uint64
	Again   bool
	DryRun  bool
	Part    string
	Now     bool
	NotOwn  bool
}

var proposeParts = []string{"pairs", "alone"}

func newCrosswalkProposeCmd(env *Env) *cobra.Command {
	o := crosswalkProposeOptions{Seed: 1}
	c := &cobra.Command{
		Use:   "propose [A B]",
		Short: "Propose which codes of two analysts mean the same",
		Long: `Propose which codes of two analysts pair, with what speaks for each pair: the text
that both mark, their names and definitions, the words that are typical of their
passages, and what stands above and below them in the trees. A code that the other
split is paired with the parts together. Codes without a partner are listed too.

The pairs go into the crosswalk as proposed, in place of older proposals, except of
those that have a note. What was accepted or rejected stays, and is not proposed
again; with --again, what was rejected is.

A crosswalk that was made in view of codings says little when it is tested on the
same codings: --holdout 0.2 keeps a fifth of the transcripts that both have worked
on out of the evidence, for agreement to be computed there.`,
		Example: `  grounded crosswalk propose
  grounded crosswalk propose ana ben --holdout 0.2 --seed 7
  grounded crosswalk propose --dry-run -f csv`,
		Args:              noneOrTwo,
		ValidArgsFunction: completeAnalysts(env),
		RunE: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("holdout") && !(o.Holdout > 0 && o.Holdout < 1) {
				return misused("--holdout %v: it is a share of the transcripts, above 0 and below 1", o.Holdout)
			}
			return proposePairs(c.Context(), env, o, args)
		},
	}
	flags := c.Flags()
	flags.Float64Var(&o.Holdout, "holdout", 0, "keep this `SHARE` of the transcripts out of the evidence")
	flags.Uint64Var(&o.Seed, "seed", o.Seed, "the `SEED` by which they are drawn")
	flags.BoolVar(&o.Again, "again", false, "propose what was rejected too")
	flags.BoolVar(&o.DryRun, "dry-run", false, "show the proposals, and write nothing")
	partFlag(c, &o.Part, proposeParts...)
	nowFlag(c, &o.Now)
	flags.BoolVar(&o.NotOwn, "not-own", false, "take no evidence from what analysts put on their own words")
	betweenFlag(env, c, &o.Between)
	return c
}

func proposePairs(ctx context.Context, env *Env, o crosswalkProposeOptions, args []string) error {
	if err := o.choosePart(env); err != nil {
		return err
	}
	b, err := env.openBetween(args, o.Between)
	if err != nil {
		return err
	}
	found, err := b.evidence(ctx, o)
	if err != nil {
		return err
	}
	gone, err := b.gone()
	if err != nil {
		return err
	}
	var proposals align.Proposals
	var pairs []crosswalk.Pair
	err = b.change(ctx, manner(o.DryRun), "crosswalk propose", func(e *study.Edit, walk *crosswalk.Crosswalk) ([]byte, error) {
		decided := slices.DeleteFunc(slices.Clone(walk.Pairs), func(p crosswalk.Pair) bool {
			return p.Status == crosswalk.Proposed || p.Status == crosswalk.Rejected && o.Again
		})
		proposals = found.matching.Propose(decided)
		pairs = nil
		for _, p := range proposals.Pairs {
			pairs = append(pairs, p.Pair(found.from))
		}
		src, renewed, err := walk.Renew(pairs...)
		pairs = renewed
		e.Did("proposed %s", count(len(pairs), "pair"))
		return src, err
	})
	if err != nil {
		return err
	}
	if err := b.showProposals(proposals, pairs, append(found.notes, gone...), o.Part); err != nil {
		return err
	}
	switch {
	case len(pairs) == 0:
		env.note("no pair is proposed")
	case o.DryRun:
		env.note("%s; nothing was written", outcome("proposed "+count(len(pairs), "pair"), true))
	default:
		env.note("proposed %s; decide on them with: grounded crosswalk review", count(len(pairs), "pair"))
	}
	return nil
}

// choosePart has data formats print the pairs where no part was chosen.
func (o *crosswalkProposeOptions) choosePart(env *Env) error {
	if format, err := render.ParseFormat(env.global.Format); err == nil && format.Data() && o.Part == "" {
		o.Part = "pairs"
	}
	return env.checkPart(o.Part, proposeParts...)
}

func (b *between) showProposals(p align.Proposals, pairs []crosswalk.Pair, notes []string, chosen string) error {
	var ids []string
	for _, pair := range pairs {
		ids = append(ids, pair.ID)
	}
	r := p.Report(ids)
	r.Notes = append(r.Notes, notes...)
	return b.env.showParts([]part{{"pairs", r}, {"alone", p.Lone()}}, chosen)
}

// gone says which codes of decided pairs are in no codebook.
func (b *between) gone() ([]string, error) {
	walk, err := b.st.Crosswalk(b.two[0].ID, b.two[1].ID)
	if err != nil {
		return nil, err
	}
	unknown, err := unknownCodes(b.st, walk, b.two)
	if err != nil {
		return nil, err
	}
	var notes []string
	for _, pair := range walk.Pairs {
		if pair.Status != crosswalk.Proposed {
			for _, wrong := range unknown[pair.ID] {
				notes = append(notes, sentence(wrong))
			}
		}
	}
	return notes, nil
}

// evidence is what speaks for pairs of codes, where it is from, and what people
// are to know of that.
type evidence struct {
	matching *align.Matching
	from     []string
	notes    []string
}

// evidence gathers what the codings, the codebooks and the texts say.
func (b *between) evidence(ctx context.Context, o crosswalkProposeOptions) (evidence, error) {
	left, right, then, err := b.sides(ctx, o.Now, o.NotOwn)
	if err != nil {
		return evidence{}, err
	}
	found := evidence{notes: then}
	gathered := align.Gather(left, right)
	if o.Holdout > 0 {
		held := align.Hold(gathered.Transcripts, o.Holdout, rand.New(rand.NewPCG(o.Seed, 0)))
		if len(held) == 0 {
			return found, fmt.Errorf("--holdout %v leaves nothing to go by: %s and %s have worked on %s in common, and two are needed", o.Holdout,
				b.two[0].ID, b.two[1].ID, count(len(gathered.Transcripts), "transcript"))
		}
		kept := func(id transcript.ID) bool { return !slices.Contains(held, id) }
		left, right = left.In(kept), right.In(kept)
		gathered = align.Gather(left, right)
		found.notes = append(found.notes, fmt.Sprintf("Held out for a test of agreement (seed %d): %s.", o.Seed, strings.Join(texts(held), ", ")))
	}
	found.from = texts(align.Transcripts(left, right))
	stem, stems := index.Stemmer(b.st.Config.Language)
	if !stems {
		found.notes = append(found.notes, fmt.Sprintf("Words are compared as they stand: there is no stemmer for the study's language %q.", b.st.Config.Language))
	}
	found.matching = gathered.Match(left, right, stem)
	return found, nil
}
