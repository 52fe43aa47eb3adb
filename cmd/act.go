package cmd

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"grounded/analysis/table"
	"grounded/cmd/internal/render"
	"grounded/cmd/internal/study"
	"grounded/transcript/coding"
)

// acting returns the analyst who changes the study: --analyst, else
// GROUNDED_ANALYST, else the one who sits at this machine, else the only one.
func (e *Env) acting(st *study.Study) (study.Analyst, error) {
	if len(e.global.Analysts) > 1 {
		return study.Analyst{}, misused("this command acts for one analyst, and --analyst names %d", len(e.global.Analysts))
	}
	if len(e.global.Analysts) == 1 {
		a, err := findAnalyst(st, e.global.Analysts[0])
		if who, _, kept := a.ID.Kept(); err == nil && kept {
			return a, fmt.Errorf("%s is work as it once stood, which nobody changes any more; act as %s", a.ID, who)
		}
		return a, err
	}
	return e.sitting(st)
}

// sitting is acting without --analyst, which on commands that read says whose
// work to read.
func (e *Env) sitting(st *study.Study) (study.Analyst, error) {
	switch {
	case e.Getenv("GROUNDED_ANALYST") != "":
		a, err := findAnalyst(st, e.Getenv("GROUNDED_ANALYST"))
		if err != nil {
			return a, fmt.Errorf("GROUNDED_ANALYST: %w", err)
		}
		return a, nil
	case st.Local != "":
		a, err := st.Analyst(coding.Analyst(st.Local))
		if err != nil {
			return a, fmt.Errorf("grounded.local.toml: %w; choose again with: grounded analyst use NAME", err)
		}
		return a, nil
	case len(st.Config.Analysts) == 1:
		return st.Config.Analysts[0], nil
	case len(st.Config.Analysts) == 0:
		return study.Analyst{}, errors.New("this study has no analyst yet; add one with: grounded analyst add NAME")
	}
	return study.Analyst{}, fmt.Errorf("who acts, %s? say so with --analyst NAME, with GROUNDED_ANALYST=NAME, or once for this machine with: grounded analyst use NAME",
		either(texts(analystIDs(st))))
}

// either joins names as a question does: "ana, ben or cy".
func either(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// and joins names as a sentence does: "ana, ben and cy".
func and(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// anyone is who acts on commands that change what all analysts share; the zero
// Analyst when nobody said.
func (e *Env) anyone(st *study.Study) (study.Analyst, error) {
	a, err := e.acting(st)
	if len(e.global.Analysts) == 0 && e.Getenv("GROUNDED_ANALYST") == "" && st.Local == "" {
		return a, nil
	}
	return a, err
}

// openActing opens the study for a command that acts for one analyst.
func (e *Env) openActing() (*study.Study, study.Analyst, error) {
	st, err := e.open()
	if err != nil {
		return nil, study.Analyst{}, err
	}
	a, err := e.acting(st)
	return st, a, err
}

// openAnyone opens the study for a command that changes what all analysts share.
func (e *Env) openAnyone() (*study.Study, study.Analyst, error) {
	st, err := e.open()
	if err != nil {
		return nil, study.Analyst{}, err
	}
	a, err := e.anyone(st)
	return st, a, err
}

// manner is how a command that has --dry-run changes the study.
func manner(dryRun bool) study.Manner {
	if dryRun {
		return study.Rehearsed
	}
	return study.Undoable
}

// outcome is a clause about what was done as was asked, or would have been.
func outcome(did string, dryRun bool) string {
	if dryRun {
		return "would have " + did
	}
	return did
}

// selectionFlags are the flags of every command that reads codings.
type selectionFlags struct {
	Transcripts, Types, Speakers, Roles, Cases, Codes, Kinds, Where []string
	Rounds                                                          []int
	Since, Until                                                    string
	NotOwn                                                          bool

	bare bool // where codings lie is all that is asked for
}

func (f *selectionFlags) add(env *Env, c *cobra.Command) {
	flags := c.Flags()
	for _, flag := range []struct {
		into  *[]string
		name  string
		usage string
	}{
		{&f.Transcripts, "transcript", "only in transcript `ID`"},
		{&f.Types, "type", "only in transcripts of `TYPE`: interview, group, notes, email, survey"},
		{&f.Speakers, "speaker", "only words of `SPEAKER`, a label or a case"},
		{&f.Roles, "role", "only words of speakers with `ROLE`: participant, interviewer"},
		{&f.Cases, "case", "only words of `CASE`"},
		{&f.Codes, "code", "only `CODE`, an id or a name; analyst-1:rent means that analyst's"},
		{&f.Kinds, "kind", "only codes of `KIND`: descriptive, analytical"},
		{&f.Where, "where", "only transcripts, or words of cases, whose attribute fits: `wave=1`"},
	} {
		flags.StringArrayVar(flag.into, flag.name, nil, flag.usage+" (repeatable)")
	}
	flags.IntSliceVar(&f.Rounds, "round", nil, "only codings of round `N`")
	flags.StringVar(&f.Since, "since", "", "only codings made on or after `DATE`")
	flags.StringVar(&f.Until, "until", "", "only codings made on or before `DATE`")
	flags.BoolVar(&f.NotOwn, "not-own", false, "leave out what analysts put on their own words")
	registerSelectionCompletion(env, c)
}

// selection is what the flags mean in a study.
func (f *selectionFlags) selection(env *Env, st *study.Study) (coding.Selection, error) {
	sel, err := env.sight(st, st.Config.Open)
	if err != nil {
		return sel, err
	}
	if len(sel.Opened) > 0 {
		if f.Transcripts, err = coding.MatchIDs("transcript that is open", f.Transcripts, sel.Opened); err != nil {
			return sel, fmt.Errorf("this study is blind, but for %s: %w", and(sel.Opened), err)
		}
		env.warn(fmt.Sprintf("this study is blind: what is open is shown, which is %s", and(f.Transcripts)))
	}
	sel.Transcripts, sel.Types, sel.Speakers, sel.Roles = f.Transcripts, f.Types, f.Speakers, f.Roles
	sel.Cases, sel.Codes, sel.Kinds, sel.Where, sel.Rounds = f.Cases, f.Codes, f.Kinds, f.Where, f.Rounds
	sel.NotOwn, sel.Bare = f.NotOwn, f.bare
	for _, code := range f.Codes {
		whose, _, ok := strings.Cut(code, ":")
		if a, err := st.Analyst(coding.Analyst(whose)); ok && err == nil && !sel.Sees(a.ID) {
			return sel, fmt.Errorf("this study is blind: the codes of %s are not shown to %s", a.ID, sel.Looker)
		}
	}
	if err := sel.Check(); err != nil {
		return sel, misuse{err}
	}
	if sel.Since, err = env.pastDay("since", f.Since); err != nil {
		return sel, err
	}
	if sel.Until, err = day("until", f.Until); err != nil {
		return sel, err
	}
	if !sel.Until.IsZero() {
		sel.Until = sel.Until.AddDate(0, 0, 1)
	}
	return sel, nil
}

func day(flag, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}, misused("--%s %s: a date looks like 2021-03-04", flag, text)
	}
	return t, nil
}

// pastDay is day for what has happened: a day that is still to come is a mistake.
func (e *Env) pastDay(flag, text string) (time.Time, error) {
	t, err := day(flag, text)
	if err != nil {
		return t, err
	}
	now := e.Now()
	today := max(now.Format(time.DateOnly), now.UTC().Format(time.DateOnly)) // records say it in UTC
	if text != "" && !e.sample && t.Format(time.DateOnly) > today {
		return t, misused("--%s %s: that day is still to come; today is %s", flag, text, today)
	}
	return t, nil
}

// reading returns the selection of all that --analyst names, as the one who
// looks may see it.
func (e *Env) reading(st *study.Study) (coding.Selection, error) { return e.sight(st, nil) }

// sight is reading where some transcripts of a blind study are open.
func (e *Env) sight(st *study.Study, open []string) (coding.Selection, error) {
	sel := coding.Selection{Blind: st.Config.Blind, Analysts: slices.Clone(e.global.Analysts)}
	for i, name := range sel.Analysts {
		if _, _, kept := coding.Analyst(name).Kept(); kept && !sel.Blind {
			a, err := st.Analyst(coding.Analyst(name))
			if err != nil {
				return sel, err
			}
			sel.Analysts[i] = string(a.ID)
		}
	}
	if !sel.Blind {
		return sel, nil
	}
	looker, err := e.sitting(st)
	if err != nil && len(e.global.Analysts) == 1 {
		looker, err = st.Analyst(coding.Analyst(e.global.Analysts[0]))
	}
	if err != nil {
		return sel, fmt.Errorf("this study is blind, so it shows each analyst their own work only; %w", err)
	}
	sel.Looker = looker.ID
	for _, name := range e.global.Analysts {
		other, err := st.Analyst(coding.Analyst(name))
		switch {
		case err != nil || sel.Sees(other.ID):
		case len(open) > 0:
			sel.Opened = open
		default:
			return sel, fmt.Errorf("this study is blind: the work of %s is not shown to %s; how each works shows grounded compare --manner, and grounded unblind opens the study when all have finished", other.ID, looker.ID)
		}
	}
	return sel, nil
}

// pick loads what the flags mean.
func (f *selectionFlags) pick(c *cobra.Command, env *Env, st *study.Study) (coding.Picked, *coding.Corpus, error) {
	sel, err := f.selection(env, st)
	if err != nil {
		return coding.Picked{}, nil, err
	}
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return coding.Picked{}, nil, err
	}
	picked, err := coding.Select(corpus, sel)
	return picked, corpus, err
}

// show prints reports: the tables of all on stdout, in data formats with what
// stands around them on stderr.
func (e *Env) show(reports ...table.Report) error {
	format, err := render.ParseFormat(e.global.Format)
	if err != nil {
		return misuse{err}
	}
	w, done, err := e.output()
	if err != nil {
		return err
	}
	options := render.Options{Format: format, Raw: e.global.Raw}
	if f, ok := w.(*os.File); ok {
		terminal := render.TerminalOf(f)
		options.Width = terminal.Width
		options.Color = terminal.Color(e.global.NoColor, e.Getenv)
	}
	if err := render.WriteAll(w, reports, options); err != nil {
		return err
	}
	for _, report := range reports {
		for _, n := range report.Notes {
			if format.Data() {
				e.note("%s", n)
			}
		}
	}
	return done()
}

// named returns the command line flags of c that were given, in order of name.
func named(c *cobra.Command, flags ...string) []string {
	return slices.DeleteFunc(slices.Clone(flags), func(f string) bool { return !c.Flags().Changed(f) })
}

// exclusive is an error when more than one of some flags is given.
func exclusive(c *cobra.Command, flags ...string) error {
	if given := named(c, flags...); len(given) > 1 {
		return misused("--%s: it is one or the other", strings.Join(given, " and --"))
	}
	return nil
}
