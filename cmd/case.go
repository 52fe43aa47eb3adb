package cmd

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

func newCaseCmd(env *Env) *cobra.Command {
	c := &cobra.Command{Use: "case", Short: "Say who the participants are and what is known of them"}
	c.AddCommand(newCaseListCmd(env), newCaseSetCmd(env), newCaseLinkCmd(env), newCaseImportCmd(env))
	return c
}

func newCaseListCmd(env *Env) *cobra.Command {
	sensitive := false
	c := &cobra.Command{
		Use:   "list [CASE|GLOB...]",
		Short: "List participants with what is known of them and how much they say",
		Long: `List participants with what is known of them and how much they say, those too that
only transcripts name. One case alone is shown as a card. Sensitive attributes
are shown and marked in text at the terminal; other formats and files leave them
out unless --sensitive is given.`,
		Example:           "  grounded case list\n  grounded case list p07\n  grounded case list -f csv -o cases.csv",
		ValidArgsFunction: completeCases(env),
		RunE: func(c *cobra.Command, args []string) error {
			st, err := env.open()
			if err != nil {
				return err
			}
			r, err := caseReport(c.Context(), st, args, sensitive || !env.leaves())
			if err != nil {
				return err
			}
			return env.show(r)
		},
	}
	c.Flags().BoolVar(&sensitive, "sensitive", false, sensitiveUsage)
	return c
}

// presence is where a case speaks, and how much.
type presence struct {
	transcripts, labels []string
	turns, words        int
}

func presences(ts []*transcript.Transcript) map[string]*presence {
	of := map[string]*presence{}
	for _, t := range ts {
		for _, v := range t.Speakers {
			if v.Case == "" {
				continue
			}
			if of[v.Case] == nil {
				of[v.Case] = &presence{}
			}
			p := of[v.Case]
			if !slices.Contains(p.transcripts, string(t.ID)) {
				p.transcripts = append(p.transcripts, string(t.ID))
			}
			if !slices.Contains(p.labels, v.Label) {
				p.labels = append(p.labels, v.Label)
			}
		}
		for i := range t.Turns {
			if p := of[t.Speaker(i).Case]; p != nil {
				p.turns++
				p.words += t.CountWords(t.Said(t.TurnSpan(i))...)
			}
		}
	}
	return of
}

// caseReport lists cases, with sensitive attributes or without them.
func caseReport(ctx context.Context, st *study.Study, patterns []string, sensitive bool) (table.Report, error) {
	people, err := st.Cases()
	if err != nil {
		return table.Report{}, err
	}
	ts, err := st.Transcripts(ctx)
	if err != nil {
		return table.Report{}, err
	}
	present := presences(ts)
	all := slices.AppendSeq(people.IDs(), maps.Keys(present))
	slices.Sort(all)
	all = slices.Compact(all)
	ids, err := coding.MatchIDs("case", patterns, all)
	if err != nil {
		return table.Report{}, err
	}
	r := table.Report{Table: table.Table{Columns: []table.Column{
		{Name: "case", Heading: "Case"},
		{Name: "labels", Heading: "Labels", Type: table.List, Words: true},
		{Name: "transcripts", Heading: "Transcripts", Type: table.List},
		{Name: "turns", Heading: "Turns", Type: table.Integer},
		{Name: "words", Heading: "Words", Type: table.Integer},
		{Name: "attributes", Heading: "Attributes", Type: table.Object, Spread: "attr"},
		{Name: "sensitive", Heading: "Sensitive", Type: table.List},
		{Name: "consent", Heading: "Consent", Type: table.Object},
		{Name: "withdrawn", Heading: "Withdrawn"},
		{Name: "listed", Heading: "In cases.toml", Type: table.Boolean},
		{Name: "known", Heading: "Known", People: true, Words: true},
		{Name: "allows", Heading: "Consent", People: true, Words: true},
	}}, View: table.Columns{Names: []string{"case", "labels", "transcripts", "turns", "words", "known", "allows"}}}
	if len(ids) == 1 && len(patterns) > 0 {
		r.View = table.Cards{Head: []string{"case"}, Foot: []string{"labels", "transcripts", "turns", "words", "known", "allows", "withdrawn"}}
	}
	var unlisted, withdrawn []string
	marked, hidden := false, withheld{}
	for _, id := range ids {
		c, listed := people.Case(id)
		p := present[id]
		if p == nil {
			p = &presence{}
		}
		if !listed {
			unlisted = append(unlisted, id)
		}
		if c.Withdrawn != "" {
			withdrawn = append(withdrawn, fmt.Sprintf("%s (%s)", id, c.Withdrawn))
		}
		if sensitive {
			marked = marked || len(c.Sensitive) > 0
		} else {
			c.Attributes = hidden.from(c.Attributes, c.IsSensitive)
		}
		r.Table.Rows = append(r.Table.Rows, []any{
			id, with(c.Labels, p.labels), p.transcripts, p.turns, p.words, plain(c.Attributes), c.Sensitive, consentOf(c), c.Withdrawn, listed,
			knownOf(c), allowed(c),
		})
	}
	switch {
	case len(all) == 0:
		r.Notes = append(r.Notes, "no case yet; say who a speaker is with: grounded case link LABEL CASE, or bring a table in with: grounded case import TABLE.csv --key COLUMN")
	case len(unlisted) > 0:
		r.Notes = append(r.Notes, fmt.Sprintf("Only transcripts name %s; nothing is known of them. Say more with: grounded case set %s --attribute NAME=VALUE", strings.Join(unlisted, ", "), unlisted[0]))
	}
	if marked {
		r.Notes = append(r.Notes, "*: sensitive, and not to leave the study unasked.")
	}
	r.Notes = append(r.Notes, hidden.notes()...)
	if len(withdrawn) > 0 {
		r.Notes = append(r.Notes, "Withdrew: "+strings.Join(withdrawn, ", ")+".")
	}
	return r, nil
}

// with returns the labels of a case and behind them those that only transcripts
// link to it.
func with(labels, more []string) []string {
	out := slices.Clone(labels)
	for _, label := range more {
		if !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return out
}

func consentOf(c cases.Case) map[string]any {
	out := map[string]any{}
	for name, value := range map[string]string{"quote": c.Consent.Quote, "name": c.Consent.Name, "share": c.Consent.Share} {
		if value != "" {
			out[name] = value
		}
	}
	return out
}

// knownOf writes the attributes of a case for people: "age 63, health* asthma".
func knownOf(c cases.Case) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(c.Attributes)) {
		value := c.Attributes[name]
		if yes, is := value.(bool); is {
			value = map[bool]string{true: "yes", false: "no"}[yes]
		}
		mark := ""
		if c.IsSensitive(name) {
			mark = "*"
		}
		out = append(out, fmt.Sprintf("%s%s %v", name, mark, value))
	}
	return strings.Join(out, ", ")
}

// allowed writes a consent for people: "quote ask, name pseudonym".
func allowed(c cases.Case) string {
	var out []string
	for _, a := range []struct{ field, value string }{{"quote", c.Consent.Quote}, {"name", c.Consent.Name}, {"share", c.Consent.Share}} {
		if a.value != "" {
			out = append(out, a.field+" "+a.value)
		}
	}
	return strings.Join(out, ", ")
}
