package cmd

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
	"grounded/transcript"
)

func newTranscriptCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "transcript", Short: "List, read, describe and correct transcripts"}
	c.AddCommand(newTranscriptListCmd(env), newTranscriptShowCmd(env), newTranscriptSetCmd(env), newTranscriptPartCmd(env),
		newTranscriptEditCmd(env), newTranscriptReplaceCmd(env), newTranscriptFixCmd(env), newTranscriptRelabelCmd(env),
		newTranscriptRenameCmd(env), newTranscriptRemoveCmd(env))
	return c
}

func newTranscriptListCmd(env *Env) *cobra.Command {
	sensitive := false
	c := &cobra.Command{
		Use:               "list [ID|GLOB...]",
		Short:             "List transcripts with their speakers, turns and words",
		Example:           "  grounded transcript list\n  grounded transcript list 'interview-0*' -f csv",
		ValidArgsFunction: completeTranscripts(env),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			ts, err := st.Transcripts(c.Context(), args...)
			if err != nil {
				return err
			}
			r := transcriptReport(ts, "no transcript yet; bring some in with: grounded import FILE...")
			if !sensitive {
				if err := env.withholdOfTranscripts(st, &r); err != nil {
					return err
				}
			}
			return env.show(r)
		},
	}
	c.Flags().BoolVar(&sensitive, "sensitive", false, sensitiveUsage)
	return c
}

// transcriptReport lists transcripts; empty is said when there is none.
func transcriptReport(ts []*transcript.Transcript, empty string) table.Report {
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "transcript", Heading: "Transcript"},
		{Name: "title", Heading: "Title", Words: true},
		{Name: "date", Heading: "Date"},
		{Name: "type", Heading: "Type"},
		{Name: "format", Heading: "Format"},
		{Name: "speakers", Heading: "Speakers", Type: table.List, Words: true},
		{Name: "turns", Heading: "Turns", Type: table.Integer},
		{Name: "words", Heading: "Words", Type: table.Integer},
		{Name: "attributes", Heading: "Attributes", Type: table.Object, Spread: "attr"},
	}}, View: table.Columns{Names: []string{"transcript", "title", "date", "format", "speakers", "turns", "words"}}}
	for _, t := range ts {
		var labels []string
		for _, s := range t.Speakers {
			labels = append(labels, s.Label)
		}
		words := t.SpokenWords()
		r.Table.Rows = append(r.Table.Rows, []any{string(t.ID), t.Title, t.Date, t.Type, t.Format, labels, len(t.Turns), words, plain(t.Attributes)})
	}
	if len(ts) == 0 && empty != "" {
		r.Notes = append(r.Notes, empty)
	}
	return r
}

// plain returns the values of attributes as a table takes them.
func plain(attributes map[string]any) map[string]any {
	out := make(map[string]any, len(attributes))
	for name, value := range attributes {
		out[name] = plainValue(value)
	}
	return out
}

func plainValue(value any) any {
	switch v := value.(type) {
	case tomledit.Date:
		return string(v)
	case time.Time:
		return v.Format(time.RFC3339)
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainValue(v[i])
		}
		return out
	case map[string]any:
		return plain(v)
	}
	return value
}

func newTranscriptShowCmd(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "show ID[:PARAGRAPH[-PARAGRAPH]]",
		Short: "Show a transcript with its turns and paragraphs numbered",
		Example: `  grounded transcript show interview-03
  grounded transcript show interview-03:14-16`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: once(completeTranscripts(env)),
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := showTranscript(st, args[0])
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
}

func showTranscript(st *study.Study, arg string) (table.Report, error) {
	shown := transcript.Range{First: 0, End: -1}
	id := transcript.ID(arg)
	if ref, err := transcript.ParseRef(arg); err == nil {
		t, err := st.Transcript(ref.Transcript)
		if err != nil {
			return table.Report{}, err
		}
		passage, err := t.Resolve(ref)
		if err != nil {
			return table.Report{}, err
		}
		id, shown = ref.Transcript, t.ParagraphsOf(passage)
	} else if strings.Contains(arg, ":") {
		return table.Report{}, err
	}
	t, err := st.Transcript(id)
	if err != nil {
		return table.Report{}, err
	}
	if shown.End < 0 {
		shown.End = len(t.Paragraphs)
	}
	return paragraphReport(t, shown), nil
}

// paragraphReport shows some paragraphs of a transcript, one row each.
func paragraphReport(t *transcript.Transcript, shown transcript.Range) table.Report {
	r := table.Report{
		Title: strings.TrimSpace(fmt.Sprintf("%s  %s  %s", t.ID, t.Title, t.Date)),
		Table: table.Table{Columns: []table.Column{
			{Name: "ref", Heading: "Place"},
			{Name: "turn", Heading: "Turn", Type: table.Integer},
			{Name: "paragraph", Heading: "¶", Type: table.Integer},
			{Name: "speaker", Heading: "Speaker"},
			{Name: "time", Heading: "Time"},
			{Name: "start", Heading: "Start", Type: table.Integer},
			{Name: "end", Heading: "End", Type: table.Integer},
			{Name: "text", Heading: "Text", Words: true},
		}},
		View: table.Columns{Names: []string{"turn", "paragraph", "speaker", "time", "text"}},
	}
	for i := shown.First; i < shown.End; i++ {
		p := t.Paragraphs[i]
		turn := t.Turns[p.Turn]
		r.Table.Rows = append(r.Table.Rows, []any{
			t.Ref(p.Text).String(), p.Turn + 1, i + 1, t.Speaker(p.Turn).Label, turn.Time.String(), p.Text.Start, p.Text.End, t.Text(p.Text),
		})
	}
	return r
}

type setTranscriptOptions struct {
	Title, Date, Type, Language string
	Roles, Cases, Attributes    []string
	Verbatim                    bool
}

func newTranscriptSetCmd(env *Env) *cobra.Command {
	var o setTranscriptOptions
	c := &cobra.Command{
		Use:   "set ID|GLOB...",
		Short: "Say what a transcript is, who speaks in it, and its attributes",
		Long: `Say what a transcript is, who speaks in it, and its attributes. The text itself
and everything else in the file stay as they are.`,
		Example: `  grounded transcript set interview-01 --title "Interview 1" --date 2021-02-03
  grounded transcript set '*' --role Interviewer=interviewer --role 'P*=participant'
  grounded transcript set interview-01 --case P01=p01 --attribute wave=1`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeTranscripts(env),
		RunE: func(c *cobra.Command, args []string) error {
			given := named(c, "title", "date", "type", "language", "verbatim", "role", "case", "attribute")
			if len(given) == 0 {
				return misused("nothing to set; say what with --title, --date, --type, --language, --verbatim, --role, --case or --attribute")
			}
			if err := checkLanguage(o.Language); err != nil {
				return err
			}
			return setTranscripts(c.Context(), env, o, given, args)
		},
	}
	flags := c.Flags()
	flags.StringVar(&o.Title, "title", "", "its title (`TEXT`)")
	flags.StringVar(&o.Date, "date", "", "the day it was recorded (`YYYY-MM-DD`)")
	flags.StringVar(&o.Type, "type", "", "interview, group, notes, email or survey (`TYPE`)")
	flags.StringVar(&o.Language, "language", "", "its language (`LANGUAGE`)")
	flags.BoolVar(&o.Verbatim, "verbatim", true, "whether it holds what was said; --verbatim=false marks notes")
	flags.StringArrayVar(&o.Roles, "role", nil, "`LABEL=ROLE`: participant, interviewer or a role of your own; the label may be a glob (repeatable)")
	flags.StringArrayVar(&o.Cases, "case", nil, "`LABEL=CASE`: which participant a speaker is, across transcripts (repeatable)")
	flags.StringArrayVar(&o.Attributes, "attribute", nil, "`NAME=VALUE` (repeatable; no value takes it away)")
	completeWords(c, "type", transcriptTypes...)
	return c
}

func setTranscripts(ctx context.Context, env *Env, o setTranscriptOptions, given, patterns []string) error {
	if o.Type != "" && !slices.Contains(transcriptTypes, o.Type) {
		return misused("--type %s: it is one of %s", o.Type, strings.Join(transcriptTypes, ", "))
	}
	if err := oneLine(o.Title); err != nil {
		return err
	}
	if _, err := env.pastDay("date", o.Date); err != nil {
		return err
	}
	for _, flag := range []struct {
		name  string
		pairs []string
	}{{"role", o.Roles}, {"case", o.Cases}, {"attribute", o.Attributes}} {
		for _, pair := range flag.pairs {
			if name, _, ok := strings.Cut(pair, "="); !ok || strings.TrimSpace(name) == "" {
				return misused("--%s %s: a name and a value stand around =, as in P07=participant", flag.name, pair)
			}
		}
	}
	for _, pair := range o.Cases {
		if _, id, _ := strings.Cut(pair, "="); id != "" && slug.Check(id) != nil {
			return misused("--case %s: %v", pair, slug.Check(id))
		}
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	changed, err := st.Describe(ctx, a, patterns, o.changes(given))
	if err != nil {
		return err
	}
	if changed == 0 {
		env.note("nothing to change: it is described so already")
		return nil
	}
	env.note("described %s", count(changed, "transcript"))
	return nil
}

// checkLanguage returns an error for what cannot be the tag of a language (BCP 47).
func checkLanguage(tag string) error {
	if _, err := language.Parse(tag); tag != "" && err != nil {
		return misused("--language %s: a language is written as a tag, such as en, de or pt-BR", tag)
	}
	return nil
}

// changes are what the flags change of a transcript's front matter.
func (o setTranscriptOptions) changes(given []string) study.Description {
	d := study.Description{Roles: o.Roles, Cases: o.Cases, Attributes: o.Attributes}
	for _, flag := range given {
		switch flag {
		case "title":
			d.Title = &o.Title
		case "date":
			d.Date = &o.Date
		case "type":
			d.Type = &o.Type
		case "language":
			d.Language = &o.Language
		case "verbatim":
			d.Verbatim = &o.Verbatim
		}
	}
	return d
}
