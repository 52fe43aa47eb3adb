package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type searchOptions struct {
	Transcripts, Types, Speakers, Roles, Cases, Where []string
	NotOwn                                            bool
	Unit                                              string
	Context                                           int
	Facets                                            []string
	Count                                             bool
	apply                                             searchApplyOptions

	read  []*transcript.Transcript // those of the study that are read already
	model *theme.Model             // whose themes the query means; the study's where it is nil
}

var searchUnits = []string{string(index.Turn), string(index.Paragraph), string(index.Sentence)}

func newSearchCmd(env *Env) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find what was said, and where codes lie on it",
		Long: `Find turns by their words, in every form (thrive, thriving), and passages by their
codes. Words that stand beside each other must all be in the turn; OR, NOT and
parentheses do what they say, "…" finds words exactly as they stand, NEAR/5 has at most
five words between, and code:rent, speaker:P07 or age>=60 mean passages and people.
The whole language is in: grounded help query. The places that are shown are what apply
takes.

A query of fields alone shows the words on which they hold, so that code:a code:b shows
what bears both. With --apply a code is put on all that was found, as one change, after
it was shown and you said yes; such codings carry the search, and count as nobody's until
somebody confirms them.`,
		Example: `  grounded search 'warm OR heating'
  grounded search '"one day at a time" NOT meeting' --role participant
  grounded search 'landlord NEAR/8 fear* role:participant wave=2' --unit sentence
  grounded search 'code:rent code:shame' --facets speaker
  grounded search 'landlord OR "letting agent"' --apply housing`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return search(c, env, o, args) },
	}
	flags := c.Flags()
	flags.StringVar(&o.Unit, "unit", "", "find by `UNIT`: turn, paragraph, sentence")
	flags.IntVar(&o.Context, "context", 0, "show `N` words before and behind what was found")
	flags.StringSliceVar(&o.Facets, "facets", nil, "how many hits each has, of `WHAT`: "+strings.Join(searchFacets, ", ")+" (repeatable)")
	flags.BoolVar(&o.Count, "count", false, "print the number of hits only")
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "only in transcript `ID` (repeatable)")
	flags.StringArrayVar(&o.Types, "type", nil, "only in transcripts of `TYPE` (repeatable)")
	flags.StringArrayVar(&o.Speakers, "speaker", nil, "only words of `SPEAKER`, a label or a case (repeatable)")
	flags.StringArrayVar(&o.Roles, "role", nil, "only words of speakers with `ROLE` (repeatable)")
	flags.StringArrayVar(&o.Cases, "case", nil, "only words of `CASE` (repeatable)")
	flags.StringArrayVar(&o.Where, "where", nil, "only transcripts, or words of cases, whose attribute fits: `wave=1` (repeatable)")
	flags.BoolVar(&o.NotOwn, "not-own", false, "of codings, leave out what analysts put on their own words")
	o.apply.add(env, c)
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	_ = c.RegisterFlagCompletionFunc("case", completeCases(env))
	completeWords(c, "type", transcriptTypes...)
	completeWords(c, "role", "participant", "interviewer")
	completeWords(c, "unit", searchUnits...)
	completeWords(c, "facets", searchFacets...)
	return c
}

func (o searchOptions) check() error {
	if o.Unit != "" && !slices.Contains(searchUnits, o.Unit) {
		return misuse{coding.Unknown("unit", o.Unit, searchUnits)}
	}
	for _, facet := range o.Facets {
		if !slices.Contains(searchFacets, facet) {
			return misuse{coding.Unknown("facet", facet, searchFacets)}
		}
	}
	switch {
	case o.Context < 0:
		return misused("--context is 0 or more")
	case o.Count && len(o.Facets) > 0:
		return misused("--count and --facets: it is one or the other")
	}
	return o.apply.check(o)
}

func search(c *cobra.Command, env *Env, o searchOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	text := strings.Join(args, " ")
	q, err := parseQuery(text)
	if err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	found, err := o.find(c.Context(), env, st, text, q)
	if err != nil {
		return err
	}
	said, err := memosElsewhere(c.Context(), env, st, q, len(found.Hits) > 0)
	if err != nil {
		return err
	}
	if len(found.Hits) == 0 && (len(said) == 0 || !query.OfFields(q.Root)) {
		instead, err := o.saidInstead(c.Context(), env, st, q, found.Unit)
		if err != nil {
			return err
		}
		said = append(instead, said...)
	}
	for _, one := range said {
		env.note("%s", one)
	}
	if o.apply.Code != "" {
		return o.apply.run(c.Context(), env, q, o.flags(env, q), found)
	}
	format, err := render.ParseFormat(env.global.Format)
	switch {
	case err != nil:
		return misuse{err}
	case o.Count && format == render.Text:
		return env.showNumber(len(found.Hits))
	case o.Count:
		return env.show(hitCount(found))
	}
	people, err := st.Cases()
	if err != nil {
		return err
	}
	if len(o.Facets) > 0 {
		return o.showFacets(c.Context(), env, st, found, env.quoting(people))
	}
	return env.show(searchReport(found, env.quoting(people), o.Context))
}

// find searches, and keeps of what was found what the flags mean.
func (o searchOptions) find(ctx context.Context, env *Env, st *study.Study, text string, q query.Query) (study.Found, error) {
	options := index.Options{Unit: index.Unit(o.Unit), Progress: env.indexing()}
	sel, err := env.reading(st)
	if err != nil {
		return study.Found{}, err
	}
	sel.NotOwn = o.NotOwn
	meant, err := st.Fields(ctx, sel, q, o.model)
	if err != nil {
		return study.Found{}, err
	}
	if meant != nil {
		options.Fields = meant.Passages
	}
	found, err := st.Search(ctx, q, options, o.read...)
	if err != nil {
		return found, atField(text, err)
	}
	means, err := o.turns(ctx, env, st, found)
	if err != nil {
		return found, err
	}
	found.Hits = slices.DeleteFunc(found.Hits, func(h index.Hit) bool { return !means(h.Transcript, h.Turn) })
	if query.Stems(q.Root) {
		if err := env.saidUnstemmed(st, found, o.asking(q, meant, means)); err != nil {
			return found, err
		}
	}
	if meant != nil {
		for _, said := range meant.Beside() {
			env.warn(said)
		}
	}
	return found, nil
}

// turns returns what tells which of the turns found the flags mean, and notes
// what is left out as it is on surveys. All transcripts are read for it only
// where a flag asks for more than their names, or a survey was found.
func (o searchOptions) turns(ctx context.Context, env *Env, st *study.Study, found study.Found) (func(transcript.ID, int) bool, error) {
	sel := coding.Selection{Transcripts: o.Transcripts, Types: o.Types, Speakers: o.Speakers, Roles: o.Roles, Cases: o.Cases, Where: o.Where}
	surveys := slices.ContainsFunc(found.Hits, func(h index.Hit) bool { return found.Transcripts[h.Transcript].Type == coding.Survey })
	if !surveys && len(o.Transcripts)+len(o.Types)+len(o.Speakers)+len(o.Roles)+len(o.Cases)+len(o.Where) == 0 {
		return func(transcript.ID, int) bool { return true }, nil
	}
	ts, err := st.Transcripts(ctx, o.Transcripts...)
	if err != nil {
		return nil, err
	}
	people, err := st.Cases()
	if err != nil {
		return nil, err
	}
	turns, err := coding.SelectTurns(&coding.Corpus{Transcripts: ts, Cases: people.Cases}, sel)
	if err != nil {
		return nil, err
	}
	for _, unlike := range turns.Unlike() {
		env.warn(unlike)
	}
	aside, on := 0, map[transcript.ID]bool{}
	for _, h := range found.Hits {
		if turns.SetAside(h.Transcript, h.Turn) {
			aside++
			on[h.Transcript] = true
		}
	}
	if aside > 0 {
		env.warn(fmt.Sprintf("%s left out: on %s (ask for them with: --type '*')", count(aside, "turn"), count(len(on), "survey transcript")))
	}
	return turns.Means, nil
}

func parseQuery(text string) (query.Query, error) {
	q, err := query.Parse(text)
	var fault *query.Error
	if errors.As(err, &fault) && strings.TrimSpace(text) != "" {
		return q, misused("%v\n%s", err, fault.Caret(text))
	}
	if err != nil {
		return q, misuse{err}
	}
	return q, nil
}
