package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func newTranscriptFixCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "fix", Short: "Correct a word that was misheard in many places"}
	c.AddCommand(newFixScanCmd(env), newFixApplyCmd(env))
	return c
}

// Decisions that people write into a table of places.
const (
	decisionKeep   = "keep"
	decisionChange = "change"
)

type fixScanOptions struct {
	Transcripts []string
	From        string
}

func newFixScanCmd(env *Env) *cobra.Command {
	var o fixScanOptions
	c := &cobra.Command{
		Use:   "scan [OLD NEW]",
		Short: "List every place of a word, to decide where it is wrong",
		Long: `List every place where OLD stands as whole words, in any letter case, with the
words around it, what would stand there instead, and a decision that is "keep".
Write "change" where the word is wrong, and give the table to fix apply. Labels
and times are no words and are left alone.`,
		Example: `  grounded transcript fix scan bay bae -o bay.csv
  grounded transcript fix scan --from misheard.txt --transcript 'interview-0*' -o misheard.csv`,
		Args: cobra.RangeArgs(0, 2),
		RunE: func(c *cobra.Command, args []string) error {
			pairs, err := fixPairs(env, args, o.From)
			if err != nil {
				return err
			}
			return scanFixes(c.Context(), env, o, pairs)
		},
	}
	c.Flags().StringArrayVar(&o.Transcripts, "transcript", nil, "only in transcript `ID` (repeatable)")
	c.Flags().StringVar(&o.From, "from", "", "read what to look for from `FILE`, a line of OLD = NEW each; - is standard input")
	_ = c.RegisterFlagCompletionFunc("transcript", completeTranscripts(env))
	return c
}

// fixPair is what is looked for, and what may stand there instead.
type fixPair struct{ old, new string }

func fixPairs(env *Env, args []string, from string) ([]fixPair, error) {
	lines, err := env.pairLines(from)
	if err != nil {
		return nil, err
	}
	var pairs []fixPair
	for _, line := range lines {
		old, now, ok := strings.Cut(line.text, "=")
		if !ok {
			return nil, fmt.Errorf("%s: %q is no pair; a line looks like bay = bae", line.at, line.text)
		}
		pairs = append(pairs, fixPair{strings.TrimSpace(old), strings.TrimSpace(now)})
	}
	switch {
	case len(args) == 1:
		return nil, misused("say what is to stand there instead, as in: grounded transcript fix scan bay bae")
	case len(args) == 2:
		pairs = append(pairs, fixPair{strings.TrimSpace(args[0]), strings.TrimSpace(args[1])})
	case from == "":
		return nil, misused("say which words are wrong and which are right, as in: grounded transcript fix scan bay bae")
	}
	for _, p := range pairs {
		switch {
		case p.old == "" || p.new == "" || strings.ContainsAny(p.old+p.new, "\n\r"):
			return nil, misused("%q, %q: each is words on one line", p.old, p.new)
		case p.old == p.new:
			return nil, misused("%q would stay as it is", p.old)
		}
	}
	return pairs, nil
}

// fixFields are the columns of a table of places that fix apply reads.
var fixFields = []string{"transcript", "paragraph", "nth", "before", "words", "after", "replace", "decision"}

func scanFixes(ctx context.Context, env *Env, o fixScanOptions, pairs []fixPair) error {
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	corpus, err := st.Load(ctx, coding.Selection{Blind: st.Config.Blind, Looker: a.ID, Transcripts: o.Transcripts})
	if err != nil {
		return err
	}
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "ref", Heading: "Place"},
		{Name: "transcript", Heading: "Transcript"},
		{Name: "paragraph", Heading: "¶", Type: table.Integer},
		{Name: "nth", Heading: "Nth", Type: table.Integer},
		{Name: "speaker", Heading: "Speaker"},
		{Name: "before", Heading: "Before", Words: true},
		{Name: "words", Heading: "Words", Words: true},
		{Name: "after", Heading: "After", Words: true},
		{Name: "replace", Heading: "Instead", Words: true},
		{Name: "decision", Heading: "Decision"},
		{Name: "codings", Heading: "Codings", Type: table.Integer},
	}}, View: table.Columns{Names: []string{"ref", "before", "words", "after", "replace", "decision", "codings"}}}
	for _, t := range corpus.Transcripts {
		var passages []transcript.Span
		for _, coder := range corpus.Coders {
			for _, w := range coder.Work {
				for _, p := range w.Codings {
					if w.Transcript == t.ID && p.Fate != coding.Adrift {
						passages = append(passages, p.Now)
					}
				}
			}
		}
		for _, place := range fixPlaces(t, pairs) {
			touched := 0
			for _, s := range passages {
				if s.Overlaps(place.Span) {
					touched++
				}
			}
			before, after := wordsAround(t, place.Span)
			speaker := t.Speaker(t.Paragraphs[place.paragraph].Turn).Label
			r.Table.Rows = append(r.Table.Rows, []any{t.Ref(place.Span).String(), string(t.ID), place.paragraph + 1, place.nth, speaker,
				before, t.Text(place.Span), after, place.New, decisionKeep, touched})
		}
	}
	if err := env.show(r); err != nil {
		return err
	}
	if len(r.Table.Rows) == 0 {
		env.note("no place has these words")
		return nil
	}
	env.note("%s; where the word is wrong write %q for %q, then: grounded transcript fix apply TABLE", count(len(r.Table.Rows), "place"), decisionChange, decisionKeep)
	return nil
}

// fixPlace is a place of a word with what may stand there instead.
type fixPlace struct {
	transcript.Replacement
	paragraph int // index
	nth       int // of the places in the paragraph, from 1
}

// fixPlaces returns where the words of pairs stand in t, in order, save those
// that read as they should.
func fixPlaces(t *transcript.Transcript, pairs []fixPair) []fixPlace {
	finder := transcript.NewWordFinder(t)
	var out []fixPlace
	for _, pair := range pairs {
		paragraph, nth := -1, 0
		for _, s := range finder.Find(pair.old) {
			if at := t.ParagraphAt(s.Start); at != paragraph {
				paragraph, nth = at, 0
			}
			nth++
			if now := transcript.MatchCase(pair.old, t.Text(s), pair.new); now != t.Text(s) {
				out = append(out, fixPlace{transcript.Replacement{Span: s, New: now}, paragraph, nth})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b fixPlace) int { return a.Start - b.Start })
	return out
}

// wordsAround returns what stands before and behind a passage in its paragraph,
// some words of it, by which the place is known again.
func wordsAround(t *transcript.Transcript, s transcript.Span) (before, after string) {
	const most = 40 // bytes
	p := t.Paragraphs[t.ParagraphAt(s.Start)].Text
	before, after = t.Body[p.Start:s.Start], t.Body[s.End:p.End]
	if len(before) > most {
		before = before[len(before)-most:]
		before = before[strings.IndexByte(before, ' ')+1:]
		for before != "" && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
	}
	if len(after) > most {
		after = after[:most]
		if cut := strings.LastIndexByte(after, ' '); cut > 0 {
			after = after[:cut]
		}
		for !utf8.ValidString(after) {
			after = after[:len(after)-1]
		}
	}
	return before, after
}
