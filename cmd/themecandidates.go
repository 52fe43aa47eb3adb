package cmd

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript"
)

type themeCandidatesOptions struct {
	selectionFlags
	Part, Asked string
	N           int
}

var candidateParts = []string{"uncoded", "unlike", "absent"}

func newThemeCandidatesCmd(env *Env, model *string) *cobra.Command {
	o := themeCandidatesOptions{N: 5}
	c := &cobra.Command{
		Use:   "candidates THEME",
		Short: "Find what speaks of a theme uncoded, the reverse, and who does not",
		Long: `Find passages to be read for a theme: paragraphs that are in the language of its
passages, those that bear its codes or that its query finds, and are none themselves
(uncoded); passages of it that are not in that language (unlike); and participants from
whom there is no evidence (absent). Its language is what participants say in its passages
and less elsewhere: a passage is like it as far as its mean cosine, by tf-idf, with these
is more than that with the rest. Listed is what is nearer to the middle one of its
passages than to that of the rest; where these are fewer than three, or no more like one
another than the rest is like them, only what stands out from the rest, as beyond the
fence of a box plot. Passages and paragraphs of 8 words or more are compared, without
what interviewers say.

Silence means one thing of somebody who was asked and another of somebody who was not:
--asked is a search for what interviewers say when they ask, and shows each question and
what was said next.

The places that are shown are what apply takes.`,
		Example: `  grounded theme candidates left-alone
  grounded theme candidates left-alone --part absent --asked 'rest OR quiet OR "to yourself"'
  grounded theme candidates left-alone --part uncoded -n 0 -f csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return themeCandidates(c, env, *model, args[0], o)
		},
		ValidArgsFunction: once(completeThemes(env, model)),
	}
	flags := c.Flags()
	flags.StringVar(&o.Asked, "asked", "", "a search for what interviewers say when they ask for it (`QUERY`)")
	flags.IntVarP(&o.N, "number", "n", o.N, "show `N` passages of each kind; 0 shows all")
	partFlag(c, &o.Part, candidateParts...)
	o.add(env, c)
	return c
}

func (o themeCandidatesOptions) check(c *cobra.Command, env *Env) (query.Query, error) {
	if err := env.checkPart(o.Part, candidateParts...); err != nil {
		return query.Query{}, err
	}
	switch {
	case o.N < 0:
		return query.Query{}, misused("--number %d: the number of passages is 0 or more", o.N)
	case c.Flags().Changed("asked") && o.Part != "" && o.Part != "absent":
		return query.Query{}, misused("--asked tells who was asked of those that --part absent shows")
	case !c.Flags().Changed("asked"):
		return query.Query{}, nil
	}
	return parseQuery(o.Asked)
}

func themeCandidates(c *cobra.Command, env *Env, modelName, name string, o themeCandidatesOptions) error {
	asked, err := o.check(c, env)
	if err != nil {
		return err
	}
	m, picked, st, err := o.open(c, env, modelName)
	if err != nil {
		return err
	}
	id, err := themeNamed(m, name)
	if err != nil {
		return err
	}
	evidence, nothing, err := gather(c.Context(), env, st, m, id, picked)
	if err != nil {
		return err
	}
	var parts []part
	if o.Part != "absent" {
		stems := newStems(st)
		language := evidence.Language(stems.of, stems.little)
		uncoded, unlike := language.Uncoded(o.N), language.Unlike(o.N)
		also := append(stems.notes(), nothing...)
		uncoded.Notes, unlike.Notes = append(uncoded.Notes, also...), append(unlike.Notes, also...)
		parts = append(parts, part{"uncoded", uncoded}, part{"unlike", unlike})
	}
	if o.Part == "" || o.Part == "absent" {
		questions, instead, err := o.questions(c.Context(), env, st, asked, picked.Transcripts)
		if err != nil {
			return err
		}
		report := evidence.Absent(o.Asked != "", questions)
		report.Notes = slices.Concat(report.Notes, instead, nothing)
		parts = append(parts, part{"absent", report})
	}
	if format, _ := render.ParseFormat(env.global.Format); o.Part == "" && !format.Data() {
		tellOnce(parts)
	}
	return env.showParts(parts, o.Part)
}

// questions are what --asked finds, and what is said when that is nothing.
func (o themeCandidatesOptions) questions(ctx context.Context, env *Env, st *study.Study, q query.Query, read []*transcript.Transcript) ([]theme.Hit, []string, error) {
	if o.Asked == "" {
		return nil, nil, nil
	}
	found, err := searchOptions{read: read}.find(ctx, env, st, o.Asked, q)
	if err != nil || len(found.Hits) > 0 {
		return hitsOf(found), nil, err
	}
	said, err := searchOptions{read: read}.saidInstead(ctx, env, st, q, found.Unit)
	return nil, []string{"Of --asked: " + strings.Join(said, "; ") + "."}, err
}
