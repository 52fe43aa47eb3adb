package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"grounded/analysis/reliability"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/transcript"
	"grounded/transcript/coding"
)

type agreeOptions struct {
	selectionFlags
	agreement agreementFlags
	Units     []string
	Overlap   string
	Level     string
	Only      string
	Cluster   string
	All       bool
	Now       bool
	Ratings   string
	Spans     string
	sheet     calculatorFlags
}

func newAgreeCmd(env *Env) *cobra.Command {
	o := agreeOptions{selectionFlags: selectionFlags{bare: true}}
	c := &cobra.Command{
		Use:   "agree [A B [C...]]",
		Short: "Say how far analysts agree",
		Long: `Say how far analysts agree, on transcripts that all of them have finished. Three
questions are kept apart: did they mark the same text, whatever the code; did they
name it the same, where all of them marked; and both together, code by code. Codes
are compared that a shared codebook holds, or that a crosswalk says are the same;
without either only the first question is answered.

Figures stand on turns, sentences and participants side by side, since the unit
changes them more than the coefficient does. Each has an interval of 95 percent,
drawn from transcripts.

With --ratings or --spans it is a calculator for anybody's data and needs no study:
a table with a row a unit and a column a coder, or with the columns coder, start,
end and code.`,
		Example: `  grounded agree ana ben
  grounded agree ana ben cy --unit turn --all
  grounded agree --fail-under 0.667 --statistic alpha
  grounded agree --ratings ratings.csv --measure ordinal --categories low,middle,high
  grounded agree --spans passages.csv --length 60000`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: completeAnalysts(env),
		RunE:              func(c *cobra.Command, args []string) error { return agree(c, env, o, args) },
	}
	flags := c.Flags()
	units := texts(unit.Kinds())
	flags.StringSliceVar(&o.Units, "unit", []string{string(unit.Turn), string(unit.Sentence), string(unit.Participant)}, "compare on `UNIT`: "+strings.Join(units, ", ")+" (repeatable)")
	flags.StringVar(&o.Overlap, "overlap", string(unit.Any), "how much of a unit a code must be put on: `any`, half or full")
	flags.StringVar(&o.Level, "level", "code", "what is compared: `code`, parent (topmost codes with all below them), theme (of the study's model)")
	flags.StringVar(&o.Only, "only", "", "leave out units on which nobody put a code: `coded`")
	flags.StringVar(&o.Cluster, "cluster", string(unit.ByTranscript), "draw intervals from `transcript`s or participants")
	flags.BoolVar(&o.All, "all", false, "all figures there are")
	nowFlag(c, &o.Now)
	o.agreement.add(c)
	flags.StringVar(&o.Ratings, "ratings", "", "compute from the table `FILE`: a row a unit, a column a coder, empty is missing")
	flags.StringVar(&o.Spans, "spans", "", "compute from the table `FILE` of coder,start,end,code, half-open")
	o.sheet.add(c)
	completeWords(c, "unit", units...)
	completeWords(c, "overlap", "any", "half", "full")
	completeWords(c, "level", "code", "parent", "theme")
	completeWords(c, "only", "coded")
	completeWords(c, "cluster", "transcript", "participant")
	o.selectionFlags.add(env, c)
	return c
}

// agreeSettings is what the flags mean whatever the study holds.
type agreeSettings struct {
	kinds   []unit.Kind
	overlap unit.Overlap
	cluster unit.Cluster
}

func (o agreeOptions) settings() (agreeSettings, error) {
	var s agreeSettings
	for _, name := range o.Units {
		kind, err := unit.ParseKind(name)
		if err != nil {
			return s, misuse{err}
		}
		if !slices.Contains(s.kinds, kind) {
			s.kinds = append(s.kinds, kind)
		}
	}
	var err error
	if s.overlap, err = unit.ParseOverlap(o.Overlap); err != nil {
		return s, misuse{err}
	}
	if s.cluster, err = unit.ParseCluster(o.Cluster); err != nil {
		return s, misuse{err}
	}
	switch {
	case !slices.Contains([]string{"code", "parent", "theme"}, o.Level):
		return s, misused("--level %s: it is one of code, parent, theme", o.Level)
	case o.Only != "" && o.Only != "coded":
		return s, misused("--only %s: units can be left out that nobody coded, with: --only coded", o.Only)
	}
	return s, o.agreement.check()
}

func agree(c *cobra.Command, env *Env, o agreeOptions, args []string) error {
	settings, err := o.settings()
	if err != nil {
		return err
	}
	if o.Ratings != "" || o.Spans != "" {
		return calculate(c, env, o, args)
	}
	if given := named(c, o.sheet.names()...); len(given) > 0 {
		return misused("--%s goes with --ratings or --spans", given[0])
	}
	st, err := env.open()
	if err != nil {
		return err
	}
	analysts, err := env.several(st, args)
	if err != nil {
		return err
	}
	analysts, then, err := env.apart(c.Context(), st, analysts, o.Now)
	if err != nil {
		return err
	}
	picked, p, err := o.pickPaired(c, env, st, analysts, o.Level)
	if err != nil {
		return err
	}
	in := reliability.Input{All: o.All, Cluster: settings.cluster, Draws: o.agreement.Draws, Seed: o.agreement.Seed}
	input := unit.Input{Picked: picked, Categories: p.categories, Means: picked.MeansTurn, OnlyCoded: o.Only == "coded"}
	in.Tables = make([]unit.Table, len(settings.kinds))
	var cuts errgroup.Group
	for i, kind := range settings.kinds {
		cuts.Go(func() error {
			in.Tables[i] = unit.Cut(input, kind, settings.overlap)
			return nil
		})
	}
	if o.All {
		in.Text = new(unit.Table)
		whole := input
		whole.OnlyCoded = false
		cuts.Go(func() error {
			*in.Text = unit.Cut(whole, unit.Character, unit.Any)
			return nil
		})
	}
	_ = cuts.Wait() // none of them fails
	if err := comparable(in.Tables[0]); err != nil {
		return err
	}
	empty, err := coded(picked, in.Tables[0].Transcripts)
	if err != nil {
		return err
	}
	figures := reliability.Figures(in)
	judged, err := o.agreement.judged(c, figures, o.All)
	if err != nil {
		return err
	}
	report := reliability.Report(figures, reliability.Layout{
		Title: "Agreement of " + and(texts(in.Tables[0].Coders)), Coders: texts(in.Tables[0].Coders),
		Crosswalk: p.file, Label: p.label, Scale: o.agreement.scale(), All: o.All,
	})
	report.Notes = append(append(agreementNotes(in, p, picked, figures), empty...), report.Notes...)
	if report.Notes, err = noteRounds(st, analysts, append(append(report.Notes, then...), placedAnew(picked)...)); err != nil {
		return err
	}
	if err := env.show(withBeside(report, picked)); err != nil {
		return err
	}
	return o.agreement.judge(env, judged)
}

// comparable is an error for coders who have nothing to be compared on.
func comparable(t unit.Table) error {
	if len(t.Transcripts) == 0 {
		return fmt.Errorf("no transcript here was finished by all of %s, so nothing can be compared: where one has not finished, \"not coded yet\" cannot be told from \"no code applies\"; say that one is finished with: grounded done TRANSCRIPT --analyst NAME",
			and(texts(t.Coders)))
	}
	return nil
}

// coded is an error when nobody put a code on some transcripts, and notes who did not.
func coded(p coding.Picked, on []*transcript.Transcript) ([]string, error) {
	meant := map[*transcript.Transcript]bool{}
	for _, t := range on {
		meant[t] = true
	}
	coders := map[coding.Analyst]bool{}
	for _, r := range p.Rows {
		if meant[r.Transcript] {
			coders[r.Coder.Analyst] = true
		}
	}
	var all []coding.Analyst
	var notes []string
	for _, coder := range p.Coders {
		all = append(all, coder.Analyst)
		if !coders[coder.Analyst] {
			notes = append(notes, fmt.Sprintf("%s has put no code on what is compared, so that the figures say nothing of how far the codes are alike.", coder.Analyst))
		}
	}
	if len(coders) == 0 && len(on) > 0 {
		return nil, fmt.Errorf("none of %s has put a code on what is compared (%s), so there is nothing to compare; what each has coded is shown by: grounded progress", and(texts(all)), count(len(on), "transcript"))
	}
	return notes, nil
}

// several returns the analysts that are meant: those named as arguments or by
// --analyst, or all who code.
func (e *Env) several(st *study.Study, args []string) ([]study.Analyst, error) {
	named := e.whose(st, args)
	if len(args) == 1 {
		return nil, misused("agreement is between two analysts at least, and %s is one; name them, as in: grounded agree ana ben", args[0])
	}
	var out []study.Analyst
	for _, name := range named {
		a, err := st.Analyst(coding.Analyst(name))
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(b study.Analyst) bool { return b.ID == a.ID }) {
			return nil, misused("%s is named twice", a.ID)
		}
		out = append(out, a)
	}
	if len(out) < 2 {
		return nil, fmt.Errorf("agreement is between two analysts at least, and this study has %d; add one with: grounded analyst add NAME", len(out))
	}
	return out, nil
}

// pickOf is what the flags mean of some analysts who are compared, in the order given.
// Words that one of them said are left out for all, where that is asked.
func (f *selectionFlags) pickOf(c *cobra.Command, env *Env, st *study.Study, analysts []study.Analyst) (coding.Picked, error) {
	all := *f
	all.NotOwn = false
	picked, _, err := all.pick(c, env.about(analysts), st)
	return f.amongThem(picked, analysts), err
}

// pickAnyCode is pickOf whatever codes the flags name, which must be there all the same:
// a code is compared with others of which the flags say nothing.
func (f *selectionFlags) pickAnyCode(c *cobra.Command, env *Env, st *study.Study, analysts []study.Analyst) (coding.Picked, error) {
	sel, err := f.selection(env.about(analysts), st)
	if err != nil {
		return coding.Picked{}, err
	}
	sel.NotOwn = false
	corpus, err := st.Load(c.Context(), sel)
	if err != nil {
		return coding.Picked{}, err
	}
	sel.AnyCode = true
	picked, err := coding.Select(corpus, sel)
	return f.amongThem(picked, analysts), err
}

// about is the environment of a command that was asked about some analysts.
func (e *Env) about(analysts []study.Analyst) *Env {
	theirs := *e
	theirs.global.Analysts = nil
	for _, a := range analysts {
		theirs.global.Analysts = append(theirs.global.Analysts, string(a.ID))
	}
	return &theirs
}

func (f *selectionFlags) amongThem(picked coding.Picked, analysts []study.Analyst) coding.Picked {
	place := func(c *coding.Coder) int {
		return slices.IndexFunc(analysts, func(a study.Analyst) bool { return a.ID == c.Analyst })
	}
	slices.SortStableFunc(picked.Coders, func(a, b *coding.Coder) int { return place(a) - place(b) })
	if f.NotOwn {
		picked = picked.NotTheirs()
	}
	return picked
}
