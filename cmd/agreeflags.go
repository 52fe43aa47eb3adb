package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"grounded/analysis/agreement"
	"grounded/analysis/reliability"
	"grounded/transcript/coding"
)

// agreementFlags are those of all figures of agreement.
type agreementFlags struct {
	Draws     int
	Seed      uint64
	Scale     string
	FailUnder float64
	Statistic string
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
	if f.FailUnder > 1 || f.FailUnder < -1 {
		return misused("--fail-under %v: agreement is 1 at most, and -1 at least", f.FailUnder)
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

// judged returns the figure that --fail-under is about, on the first unit that has it;
// nil when it is not given.
func (f *agreementFlags) judged(c *cobra.Command, figures []reliability.Figure, all bool) (*reliability.Figure, error) {
	if !c.Flags().Changed("fail-under") {
		if c.Flags().Changed("statistic") {
			return nil, misused("--statistic goes with --fail-under")
		}
		return nil, nil
	}
	var names []string
	for i, one := range figures {
		if one.Code != "" && !strings.HasPrefix(one.Statistic, "ku-alpha:") {
			continue
		}
		if one.Statistic == f.Statistic {
			return &figures[i], nil
		}
		if !slices.Contains(names, one.Statistic) {
			names = append(names, one.Statistic)
		}
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("there is no figure to judge %s by", f.Statistic)
	}
	err := coding.Unknown("statistic", f.Statistic, names)
	if !all {
		err = fmt.Errorf("%w; more of them come with --all", err)
	}
	return nil, misuse{err}
}

// judge fails when the figure that is judged is below what was asked for.
func (f *agreementFlags) judge(env *Env, one *reliability.Figure) error {
	if one == nil {
		return nil
	}
	what := fmt.Sprintf("%s on %ss (%s)", one.Statistic, one.Unit, one.Variant)
	switch {
	case one.Undefined != nil:
		env.note("%s is undefined: %v", what, one.Undefined)
		return errFound
	case one.Value < f.FailUnder:
		env.note("%s is %.3f, below %v", what, one.Value, f.FailUnder)
		return errFound
	}
	return nil
}
