package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/agreement"
	"grounded/analysis/reliability"
	"grounded/analysis/unit"
	"grounded/cmd/internal/study"
	"grounded/codebook/crosswalk"
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

// agreementFlags are those of all figures of agreement.
type agreementFlags struct {
	Draws     int
	Seed      uint64
	Scale     string
	FailUnder float64
	Statistic string
}

func newAgreeCmd(env *Env) *cobra.Command {
	o := agreeOptions{}
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

// nowFlag adds --now, which takes in what was done after a study ceased to be blind.
func nowFlag(c *cobra.Command, into *bool) {
	c.Flags().BoolVar(into, "now", false, "take in what was coded after the study ceased to be blind")
}

func (f *agreementFlags) add(c *cobra.Command) {
	flags := c.Flags()
	flags.IntVar(&f.Draws, "draws", 1000, "`N` bootstrap draws for the intervals")
	flags.Uint64Var(&f.Seed, "seed", 1, "the `SEED` of the draws")
	var scales []string
	for _, s := range agreement.Scales() {
		scales = append(scales, s.Name)
	}
	flags.StringVar(&f.Scale, "scale", "", "put a word beside each figure, of `SCALE`: "+strings.Join(scales, ", "))
	flags.Float64Var(&f.FailUnder, "fail-under", 0, "exit with 3 when the figure of --statistic is below `X` or undefined")
	flags.StringVar(&f.Statistic, "statistic", "alpha", "the `NAME` of the figure that --fail-under judges")
	completeWords(c, "scale", scales...)
}

func (f *agreementFlags) check() error {
	if f.Draws < 1 || f.Draws > 100_000 {
		return misused("--draws %d: it is from 1 to 100,000", f.Draws)
	}
	if _, ok := agreement.ScaleNamed(f.Scale); f.Scale != "" && !ok {
		var names []string
		for _, s := range agreement.Scales() {
			names = append(names, s.Name)
		}
		return misuse{coding.Unknown("scale", f.Scale, names)}
	}
	return nil
}

func (f *agreementFlags) scale() *agreement.Scale {
	s, ok := agreement.ScaleNamed(f.Scale)
	if !ok {
		return nil
	}
	return &s
}

// judge fails when a figure over all is below what was asked for, on the first unit
// that has it.
func (f *agreementFlags) judge(c *cobra.Command, env *Env, figures []reliability.Figure) error {
	if !c.Flags().Changed("fail-under") {
		if c.Flags().Changed("statistic") {
			return misused("--statistic goes with --fail-under")
		}
		return nil
	}
	var names []string
	for _, one := range figures {
		if one.Code != "" && !strings.HasPrefix(one.Statistic, "ku-alpha:") {
			continue
		}
		if one.Statistic != f.Statistic {
			if !slices.Contains(names, one.Statistic) {
				names = append(names, one.Statistic)
			}
			continue
		}
		switch {
		case one.Undefined != nil:
			env.note("%s is undefined: %v", one.Statistic, one.Undefined)
			return errFound
		case one.Value < f.FailUnder:
			env.note("%s is %.3f, below %v", one.Statistic, one.Value, f.FailUnder)
			return errFound
		}
		return nil
	}
	if len(names) == 0 {
		return fmt.Errorf("there is no figure to judge %s by", f.Statistic)
	}
	return coding.Unknown("statistic", f.Statistic, names)
}

// settings is what the flags mean whatever the study holds.
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
	picked, err := o.pickOf(c, env, st, analysts)
	if err != nil {
		return err
	}
	p, err := pairCodes(st, analysts, o.Level)
	if err != nil {
		return err
	}
	in := reliability.Input{All: o.All, Cluster: settings.cluster, Draws: o.agreement.Draws, Seed: o.agreement.Seed}
	input := unit.Input{Picked: picked, Categories: p.categories, Means: picked.MeansTurn, OnlyCoded: o.Only == "coded"}
	for _, kind := range settings.kinds {
		in.Tables = append(in.Tables, unit.Cut(input, kind, settings.overlap))
	}
	if o.All {
		input.OnlyCoded = false
		whole := unit.Cut(input, unit.Character, unit.Any)
		in.Text = &whole
	}
	if err := comparable(in.Tables[0]); err != nil {
		return err
	}
	figures := reliability.Figures(in)
	report := reliability.Report(figures, reliability.Layout{
		Title: "Agreement of " + and(texts(in.Tables[0].Coders)), Coders: texts(in.Tables[0].Coders), Transcripts: len(in.Tables[0].Transcripts),
		Crosswalk: p.file, Label: p.label, Scale: o.agreement.scale(), All: o.All,
	})
	report.Notes = append(agreementNotes(in, p), report.Notes...)
	if report.Notes, err = noteRounds(st, analysts, append(report.Notes, then...)); err != nil {
		return err
	}
	if err := env.show(withBeside(report, picked)); err != nil {
		return err
	}
	return o.agreement.judge(c, env, figures)
}

// noteRounds adds whether analysts who are one person at two times coded apart.
func noteRounds(st *study.Study, analysts []study.Analyst, notes []string) ([]string, error) {
	for i, a := range analysts {
		for _, b := range analysts[:i] {
			note, err := st.Independent(b.ID, a.ID)
			if err != nil {
				return notes, err
			}
			if note != "" {
				notes = append(notes, note)
			}
		}
	}
	return notes, nil
}

// comparable is an error for coders who have nothing to be compared on.
func comparable(t unit.Table) error {
	if len(t.Transcripts) == 0 {
		return fmt.Errorf("no transcript here was finished by all of %s, so nothing can be compared: where one has not finished, \"not coded yet\" cannot be told from \"no code applies\"; say that one is finished with: grounded done TRANSCRIPT --analyst NAME",
			and(texts(t.Coders)))
	}
	return nil
}

// several returns the analysts that are meant: those named as arguments or by
// --analyst, or all who code.
func (e *Env) several(st *study.Study, args []string) ([]study.Analyst, error) {
	if len(args) == 0 {
		args = e.global.Analysts
	}
	if len(args) == 0 {
		for _, a := range st.Config.Analysts {
			if a.Role != coding.Reconciled {
				args = append(args, string(a.ID))
			}
		}
	}
	var out []study.Analyst
	for _, name := range args {
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
		return nil, fmt.Errorf("agreement is between two analysts at least, and here is %d; name them, as in: grounded agree ana ben", len(out))
	}
	return out, nil
}

// pickOf is what the flags mean of some analysts, in the order given.
func (f *selectionFlags) pickOf(c *cobra.Command, env *Env, st *study.Study, analysts []study.Analyst) (coding.Picked, error) {
	theirs := *env
	theirs.global.Analysts = nil
	for _, a := range analysts {
		theirs.global.Analysts = append(theirs.global.Analysts, string(a.ID))
	}
	picked, _, err := f.pick(c, &theirs, st)
	if err != nil {
		return picked, err
	}
	place := func(c *coding.Coder) int {
		return slices.IndexFunc(analysts, func(a study.Analyst) bool { return a.ID == c.Analyst })
	}
	slices.SortStableFunc(picked.Coders, func(a, b *coding.Coder) int { return place(a) - place(b) })
	return picked, nil
}

// agreementNotes say what was compared, how, and what was left out.
func agreementNotes(in reliability.Input, p pairedCodes) []string {
	t := in.Tables[0]
	notes := append(p.notes, "1: did they mark the same text, whatever the code? 2: on units that all of them marked, did they put the same codes (alpha of sets, Jaccard)? 3: did they put the same codes on the same text (means over codes)?")
	if len(t.Coders) == 2 {
		notes = append(notes, fmt.Sprintf("2×2: units that both marked and only %s; only %s and neither.", t.Coders[0], t.Coders[1]))
	}
	for _, t := range in.Tables {
		text := count(t.Len(), string(t.Kind))
		if t.Uncoded > 0 && t.OnlyCoded {
			text += fmt.Sprintf("; %d that nobody coded are left out", t.Uncoded)
		} else if t.Uncoded > 0 {
			text += fmt.Sprintf(", nobody coded %d of them", t.Uncoded)
		}
		if t.Short > 0 {
			text += fmt.Sprintf("; %d more of three words or fewer that nobody coded are left out", t.Short)
		}
		groups := t.Groups(in.Cluster)
		switch {
		case groups.N == 0:
		case groups.N == 1:
			text += fmt.Sprintf("; no intervals, there being 1 %s", groups.What)
		case groups.What != string(in.Cluster) && t.Kind != unit.Participant:
			text += fmt.Sprintf("; intervals from %d draws of %ss, there being fewer than five %ss, which makes them narrower than they should be", in.Draws, groups.What, in.Cluster)
		default:
			text += fmt.Sprintf("; intervals from %d draws of %d %ss", in.Draws, groups.N, groups.What)
		}
		notes = append(notes, strings.ToUpper(text[:1])+text[1:]+".")
	}
	overlap := map[unit.Overlap]string{unit.Any: "any", unit.Half: "half", unit.Full: "all"}[t.Overlap]
	notes = append(notes, fmt.Sprintf("A code counts for a unit when %s of its words bear it. Compared in %s that all have finished; seed %d.", overlap, count(len(t.Transcripts), "transcript"), in.Seed))
	for _, l := range t.LeftOut {
		notes = append(notes, fmt.Sprintf("Left out: %s, which %s did not finish.", l.Transcript, and(texts(l.Unfinished))))
	}
	for _, o := range t.Outside {
		if o.Codings > 0 && len(t.Categories) > 0 {
			notes = append(notes, fmt.Sprintf("In no pair: %s of %s (%s).", count(o.Codings, "coding"), o.Analyst, count(len(o.Codes), "code")))
		}
	}
	if t.Unconfirmed > 0 {
		notes = append(notes, fmt.Sprintf("Left out: %s that a search made and nobody confirmed.", count(t.Unconfirmed, "coding")))
	}
	if len(t.Coders) > 2 {
		notes = append(notes, "Marked: units that each of them did. Kappa is that of Fleiss; positive agreement the share of one analyst's marks that another made too, over any two.")
	}
	if p.exploratory(t) {
		notes = append(notes, "Exploratory: the pairs were chosen in view of these same codings, which makes the figures kinder than they would be on others.")
	}
	return notes
}

// pairedCodes is which codes of analysts are compared as one.
type pairedCodes struct {
	categories []unit.Category
	file       string // of the crosswalk, or of several; "" when there is none
	notes      []string
	used       []crosswalk.Pair // accepted pairs that categories are made of
	names      map[string]string
}

// label is what people read of a category: "rent + bills = money".
func (p pairedCodes) label(code string) string {
	if name := p.names[code]; name != "" {
		return name
	}
	return code
}

// exploratory reports whether a pair was chosen in view of a transcript that it
// is now tested on.
func (p pairedCodes) exploratory(t unit.Table) bool {
	for _, pair := range p.used {
		for _, tr := range t.Transcripts {
			if slices.Contains(pair.EvidenceFrom, string(tr.ID)) {
				return true
			}
		}
	}
	return false
}
