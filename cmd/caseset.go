package cmd

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/cmd/internal/study"
	"grounded/codebook/slug"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

type setCaseOptions struct {
	Attributes, Sensitive, NotSensitive, Consent, Labels, DropLabels []string
	New, DryRun                                                      bool
}

func newCaseSetCmd(env *Env) *cobra.Command {
	var o setCaseOptions
	c := &cobra.Command{
		Use:   "set CASE|GLOB...",
		Short: "Say what is known of participants, and what they consented to",
		Long: `Say what is known of participants, and what they consented to, in cases.toml. A
value is a number, a date, yes or no, or else text; NAME:text=63 keeps it text.
A CASE that is new is made.`,
		Example: `  grounded case set p07 --attribute age=63 --attribute born=1958-02-01 --attribute "works nights=yes"
  grounded case set p07 --label "iPhone (2)" --consent quote=ask --consent name=pseudonym
  grounded case set '*' --sensitive health`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: completeCases(env),
		RunE:              func(c *cobra.Command, args []string) error { return setCases(c.Context(), env, o, args) },
	}
	flags := c.Flags()
	flags.StringArrayVar(&o.Attributes, "attribute", nil, "`NAME=VALUE` (repeatable; no value takes it away)")
	flags.StringArrayVar(&o.Sensitive, "sensitive", nil, "mark attribute `NAME`: it does not leave the study unasked (repeatable)")
	flags.StringArrayVar(&o.NotSensitive, "not-sensitive", nil, "take the mark off attribute `NAME` (repeatable)")
	flags.StringArrayVar(&o.Consent, "consent", nil, "`WHAT=ANSWER`: quote=yes|ask|no, name=real|pseudonym|none, share=yes|no (repeatable; no answer takes it away)")
	flags.StringArrayVar(&o.Labels, "label", nil, "a `LABEL` that they have in transcripts (repeatable)")
	flags.StringArrayVar(&o.DropLabels, "drop-label", nil, "a `LABEL` that is not theirs (repeatable)")
	flags.BoolVar(&o.New, "new", false, "make a case though there is one with an id almost like it")
	flags.BoolVar(&o.DryRun, "dry-run", false, "say what would be set, and write nothing")
	completeWords(c, "consent", "quote=yes", "quote=ask", "quote=no", "name=real", "name=pseudonym", "name=none", "share=yes", "share=no")
	return c
}

// check refuses what is wrong whatever the study holds.
func (o setCaseOptions) check(args []string) error {
	for _, pair := range o.Attributes {
		name, value, err := attribute(pair)
		if err != nil {
			return misused("--attribute %s: %v", pair, err)
		}
		if value == nil {
			value = ""
		}
		if err := cases.CheckAttribute(name, value); err != nil {
			return misused("--attribute %s: %v", pair, err)
		}
	}
	var consent cases.Consent
	for _, pair := range o.Consent {
		what, answer, ok := strings.Cut(pair, "=")
		if !ok {
			return misused("--consent %s: what and the answer stand around =, as in quote=ask", pair)
		}
		if err := consent.Set(what, answer); err != nil {
			return misused("--consent %s: %v", pair, err)
		}
	}
	for _, id := range args {
		if err := slug.Check(id); err != nil && !strings.ContainsAny(id, "*?[") {
			return misuse{err}
		}
	}
	return nil
}

// attribute reads NAME=VALUE or NAME:text=VALUE; the value is nil when none
// stands there.
func attribute(pair string) (name string, value any, err error) {
	name, text, ok := strings.Cut(pair, "=")
	if !ok || strings.TrimSpace(name) == "" {
		return "", nil, errors.New("a name and a value stand around =, as in age=63")
	}
	if plain, isText := strings.CutSuffix(name, ":text"); isText && text != "" {
		return plain, text, nil
	}
	return strings.TrimSuffix(name, ":text"), cases.Value(strings.TrimSpace(text)), nil
}

func setCases(ctx context.Context, env *Env, o setCaseOptions, args []string) error {
	if err := o.check(args); err != nil {
		return err
	}
	st, a, err := env.openAnyone()
	if err != nil {
		return err
	}
	var made, changed []string
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "case set", func(e *study.Edit) error {
		people, err := e.Cases()
		if err != nil {
			return err
		}
		made, changed = nil, nil
		meant, err := casesMeant(e, people, args, o.New)
		if err != nil {
			return err
		}
		if err := o.knows(meant); err != nil {
			return err
		}
		var put []cases.Case
		for _, c := range meant {
			now, err := o.apply(c)
			if err != nil {
				return err
			}
			put = append(put, now)
			switch _, there := people.Case(c.ID); {
			case !there:
				made = append(made, c.ID)
			case !same(c, now):
				changed = append(changed, c.ID)
			}
		}
		if err := e.PutCases(put...); err != nil {
			return err
		}
		e.Did("set cases %s", strings.Join(append(slices.Clone(made), changed...), ", "))
		return nil
	})
	if err != nil {
		return err
	}
	env.saySet(made, changed, o.DryRun)
	return nil
}

// saySet notes which cases were made and changed.
func (e *Env) saySet(made, changed []string, dry bool) {
	would := ""
	if dry {
		would = "would have "
	}
	if len(made) > 0 {
		e.note("%smade %s: %s", would, count(len(made), "case"), strings.Join(made, ", "))
	}
	if len(changed) > 0 {
		e.note("%schanged %s: %s", would, count(len(changed), "case"), strings.Join(changed, ", "))
	}
	if len(made)+len(changed) == 0 {
		e.note("nothing to change: cases.toml says so already")
	}
}

// same reports whether two cases say the same.
func same(a, b cases.Case) bool {
	if !slices.Equal(a.Labels, b.Labels) || !slices.Equal(a.Sensitive, b.Sensitive) || a.Consent != b.Consent || len(a.Attributes) != len(b.Attributes) {
		return false
	}
	for name, value := range a.Attributes {
		if b.Attributes[name] != value {
			return false
		}
	}
	return true
}

// knownCases returns the ids of the cases of cases.toml and of those that only
// transcripts name.
func knownCases(people *cases.Register, ts []*transcript.Transcript) []string {
	known := people.IDs()
	for _, s := range study.Speakers(ts) {
		if s.Case != "" && !slices.Contains(known, s.Case) {
			known = append(known, s.Case)
		}
	}
	return known
}

// casesMeant returns the cases that were named, in the order named: those of
// cases.toml, those that only transcripts name, and new ones. A name almost like
// one that is there is taken for new only when that is asked for.
func casesMeant(e *study.Edit, people *cases.Register, names []string, mayBeNear bool) ([]cases.Case, error) {
	ts, err := e.Transcripts()
	if err != nil {
		return nil, err
	}
	known := knownCases(people, ts)
	var ids []string
	for _, name := range names {
		found := []string{name}
		switch {
		case strings.ContainsAny(name, "*?["):
			if found, err = coding.MatchIDs("case", []string{name}, known); err != nil {
				return nil, err
			}
		case slices.Contains(known, name) || mayBeNear:
		default:
			if near := cases.Near(name, known); len(near) > 0 {
				return nil, fmt.Errorf("no case %q yet; did you mean %s? Make a new one with --new", name, strings.Join(near, ", "))
			}
		}
		for _, id := range found {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	out := make([]cases.Case, len(ids))
	for i, id := range ids {
		out[i], _ = people.Case(id)
		out[i].ID = id
	}
	return out, nil
}

// knows returns an error for an attribute that is to be marked and that none of
// the cases will have.
func (o setCaseOptions) knows(meant []cases.Case) error {
	var names []string
	for _, c := range meant {
		for name := range c.Attributes {
			names = append(names, name)
		}
	}
	for _, pair := range o.Attributes {
		name, _, _ := attribute(pair)
		names = append(names, name)
	}
	for _, name := range slices.Concat(o.Sensitive, o.NotSensitive) {
		if !slices.Contains(names, name) {
			return coding.Unknown("attribute", name, names)
		}
	}
	return nil
}

// apply returns a case as the flags want it. Marks are put on those attributes
// that it has.
func (o setCaseOptions) apply(c cases.Case) (cases.Case, error) {
	for _, pair := range o.Attributes {
		name, value, _ := attribute(pair)
		c = c.Know(name, value)
	}
	for _, name := range o.Sensitive {
		if _, has := c.Attributes[name]; has {
			c = c.Mark(name, true)
		}
	}
	for _, name := range o.NotSensitive {
		c = c.Mark(name, false)
	}
	for _, label := range o.Labels {
		c = c.Call(label, true)
	}
	for _, label := range o.DropLabels {
		if !slices.Contains(c.Labels, label) {
			return c, coding.Unknown("label", label, c.Labels)
		}
		c = c.Call(label, false)
	}
	for _, pair := range o.Consent {
		what, answer, _ := strings.Cut(pair, "=")
		if err := c.Consent.Set(what, answer); err != nil {
			return c, err
		}
	}
	return c, nil
}
