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
	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type searchOptions struct {
	Transcripts, Types, Speakers, Roles, Cases, Where []string
	Count                                             bool
}

func newSearchCmd(env *Env) *cobra.Command {
	var o searchOptions
	c := &cobra.Command{
		Use:   "search WORDS",
		Short: "Find turns by their words",
		Long: `Find turns by their words. Words are found in every form (thrive, thriving), and
all of them must be in the turn. "…" finds words exactly as they stand; OR, NOT
and parentheses do what they say. The places that are shown are what apply takes.`,
		Example: `  grounded search 'warm OR heating'
  grounded search '"one day at a time" NOT meeting' --role participant
  grounded search landlord -f csv | grounded apply housing --from - --yes`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return search(c, env, o, args) },
	}
	flags := c.Flags()
	flags.BoolVar(&o.Count, "count", false, "print the number of hits only")
	flags.StringArrayVar(&o.Transcripts, "transcript", nil, "only in transcript `ID` (repeatable)")
	flags.StringArrayVar(&o.Types, "type", nil, "only in transcripts of `TYPE` (repeatable)")
	flags.StringArrayVar(&o.Speakers, "speaker", nil, "only words of `SPEAKER`, a label or a case (repeatable)")
	flags.StringArrayVar(&o.Roles, "role", nil, "only words of speakers with `ROLE` (repeatable)")
	flags.StringArrayVar(&o.Cases, "case", nil, "only words of `CASE` (repeatable)")
	flags.StringArrayVar(&o.Where, "where", nil, "only transcripts, or words of cases, whose attribute fits: `wave=1` (repeatable)")
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	_ = c.RegisterFlagCompletionFunc("case", completeCases(env))
	completeWords(c, "type", transcriptTypes...)
	completeWords(c, "role", "participant", "interviewer")
	return c
}

func search(c *cobra.Command, env *Env, o searchOptions, args []string) error {
	q, err := parseQuery(args)
	if err != nil {
		return err
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	found, err := st.Search(c.Context(), q)
	if err != nil {
		return err
	}
	means, err := o.turns(c.Context(), env, st, found)
	if err != nil {
		return err
	}
	r := searchReport(found, means, o.Count)
	if format, _ := render.ParseFormat(env.global.Format); o.Count && format == render.Text {
		return env.showNumber(r.Table.Rows[0][0].(int))
	}
	return env.show(r)
}

// showNumber prints a number alone.
func (e *Env) showNumber(n int) error {
	w, done, err := e.output()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w, n); err != nil {
		return err
	}
	return done()
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

func parseQuery(args []string) (query.Query, error) {
	text := strings.Join(args, " ")
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

func searchReport(found study.Found, means func(transcript.ID, int) bool, countOnly bool) table.Report {
	r := table.Report{
		Table: table.Table{Columns: []table.Column{
			{Name: "ref", Heading: "Place"},
			{Name: "transcript", Heading: "Transcript"},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "time", Heading: "Time"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "quote", Heading: "Words", Words: true},
			{Name: "score", Heading: "Score", Type: table.Number, Digits: 2},
		}},
		View: table.Cards{Head: []string{"ref", "speaker", "time"}, Body: "quote"},
	}
	for _, h := range found.Hits {
		if !means(h.Transcript, h.Turn) {
			continue
		}
		t := found.Transcripts[h.Transcript]
		turn := t.Turns[h.Turn]
		s := t.TurnSpan(h.Turn)
		r.Table.Rows = append(r.Table.Rows, []any{
			t.Ref(s).String(), string(t.ID), turn.Paragraphs.First + 1, t.Speaker(h.Turn).Label, turn.Time.String(), s.Start, s.End,
			marked(t, s, h.Marks), h.Score,
		})
	}
	hits := len(r.Table.Rows)
	if countOnly {
		return table.Report{Table: table.Table{Columns: []table.Column{{Name: "hits", Heading: "Hits", Type: table.Integer}}, Rows: [][]any{{hits}}}}
	}
	if hits > 0 {
		r.Notes = []string{count(hits, "turn") + "."}
	}
	return r
}

// marked is the words of a turn, those that were found emphasised. Headers that
// stand before its later paragraphs are no words.
func marked(t *transcript.Transcript, s transcript.Span, marks []transcript.Span) string {
	out := ""
	for _, part := range t.Said(s) {
		if out != "" {
			out += "\n"
		}
		at := part.Start
		for _, m := range marks {
			if m = m.Intersect(part); m.Empty() {
				continue
			}
			out += t.Body[at:m.Start] + table.MarkStart + t.Text(m) + table.MarkEnd
			at = m.End
		}
		out += t.Body[at:part.End]
	}
	return out
}
