package cmd

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/index/fields"
	"grounded/analysis/index/query"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/codebook"
	"grounded/transcript"
)

// searchApplyOptions say what code is put on what was found.
type searchApplyOptions struct {
	Code   string
	New    bool
	Kind   string
	Yes    bool
	DryRun bool
}

func (o *searchApplyOptions) add(env *Env, c *cobra.Command) {
	flags := c.Flags()
	flags.StringVar(&o.Code, "apply", "", "put `CODE` on all that was found, as one change")
	flags.BoolVar(&o.New, "new", false, "of --apply: make the code when the codebook does not hold it")
	flags.StringVar(&o.Kind, "kind", string(codebook.Descriptive), "of --apply --new: what the code is, descriptive or analytical (`KIND`)")
	flags.BoolVarP(&o.Yes, "yes", "y", false, "of --apply: ask nothing")
	flags.BoolVar(&o.DryRun, "dry-run", false, "of --apply: show what would be coded, and write nothing")
	_ = c.RegisterFlagCompletionFunc("apply", completeCodes(env))
	completeWords(c, "kind", string(codebook.Descriptive), string(codebook.Analytical))
}

func (o searchApplyOptions) check(with searchOptions) error {
	switch {
	case o.Code == "" && (o.New || o.Yes || o.DryRun):
		return misused("--new, --yes and --dry-run go with --apply CODE")
	case o.Code != "" && (with.Count || len(with.Facets) > 0):
		return misused("--apply codes what was found; --count and --facets only count it")
	case o.Kind != string(codebook.Descriptive) && o.Kind != string(codebook.Analytical):
		return misused("--kind %s: a code is descriptive or analytical", o.Kind)
	}
	return nil
}

// flags are those of a search that say what it finds beside its query, as they are typed.
func (o searchOptions) flags(env *Env, q query.Query) string {
	var out []string
	add := func(flag string, values ...string) {
		for _, value := range values {
			out = append(out, "--"+flag, shellWord(value))
		}
	}
	if o.Unit != "" {
		add("unit", o.Unit)
	}
	add("transcript", o.Transcripts...)
	add("type", o.Types...)
	add("speaker", o.Speakers...)
	add("role", o.Roles...)
	add("case", o.Cases...)
	add("where", o.Where...)
	if o.NotOwn {
		out = append(out, "--not-own")
	}
	if fields.OfCodings(q) {
		add("analyst", env.global.Analysts...)
	}
	return strings.Join(out, " ")
}

// run shows what was found, asks, and puts the code on it in one transaction.
func (o searchApplyOptions) run(ctx context.Context, env *Env, q query.Query, flags string, found study.Found) error {
	st, a, err := env.openActing()
	if err != nil {
		return err
	}
	if len(found.Hits) == 0 {
		return fmt.Errorf("nothing was found, so there is nothing to put %s on", o.Code)
	}
	if _, err := st.ChangeAs(ctx, manner(true), a, "search --apply", func(e *study.Edit) error { return o.hand(e).takes(o.Code) }); err != nil {
		return err
	}
	if o.DryRun || !o.Yes {
		if err := o.preview(env, found); err != nil {
			return err
		}
	}
	if !o.DryRun && !o.Yes {
		yes, err := env.confirm(ctx, fmt.Sprintf("put %s on %s as %s?", o.Code, count(len(found.Hits), string(found.Unit)), a.ID))
		switch {
		case errors.Is(err, errNoAnswer):
			return errors.New("this asks before it codes, and nobody answers; look at it with --dry-run and say --yes")
		case err != nil:
			return err
		case !yes:
			env.note("nothing was coded")
			return nil
		}
	}
	var hand *coder
	_, err = st.ChangeAs(ctx, manner(o.DryRun), a, "search --apply", func(e *study.Edit) error {
		hand = o.hand(e)
		if err := hand.all(o.entries(q, flags, found)); err != nil {
			return err
		}
		e.Did("%s by a search", hand.did())
		return hand.save()
	})
	if err != nil {
		return err
	}
	if err := hand.say(env); err != nil {
		return err
	}
	if len(hand.made) > 0 && !o.DryRun {
		env.note("they count as nobody's until they are confirmed: grounded confirm --code %s, or one by one with: grounded code --work unconfirmed", hand.made[0].placed.Code)
	}
	return nil
}

func (o searchApplyOptions) hand(e *study.Edit) *coder {
	return &coder{edit: e, options: applyOptions{From: "search", New: o.New, Kind: o.Kind, DryRun: o.DryRun}, makes: true, desks: map[transcript.ID]*study.Desk{}, finders: map[transcript.ID]*transcript.Finder{}}
}

// entries are the codings of what was found. Each has its words: where they changed
// since, while somebody thought about it, nothing is coded.
func (o searchApplyOptions) entries(q query.Query, flags string, found study.Found) []applied {
	var out []applied
	for _, h := range found.Hits {
		t := found.Transcripts[h.Transcript]
		out = append(out, applied{line: t.Ref(h.Span).String(), code: o.Code, transcript: string(t.ID), start: h.Span.Start, end: h.Span.End, quote: t.Text(h.Span), query: q.String(), flags: flags})
	}
	return out
}

// preview shows the first of what was found, all of it on a dry run. A script that asks
// for data gets that of the codings alone.
func (o searchApplyOptions) preview(env *Env, found study.Found) error {
	format, err := render.ParseFormat(env.global.Format)
	switch {
	case err != nil:
		return misuse{err}
	case format.Data() && !o.DryRun:
		return misused("--apply asks, and shows people what it asks about; for a table of what is coded say --yes, or --dry-run")
	case format.Data():
		return nil
	}
	const few = 5
	some := found
	if !o.DryRun {
		some.Hits = found.Hits[:min(few, len(found.Hits))]
	}
	shown := searchReport(some, nil, 0)
	shown.Notes = nil
	if rest := len(found.Hits) - len(some.Hits); rest > 0 {
		shown.Notes = []string{fmt.Sprintf("%d more; all of them with: --dry-run", rest)}
	}
	return env.show(shown)
}
