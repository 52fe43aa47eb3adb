package reliability

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/agreement"
	"grounded/analysis/unit"
)

// Figures of few uses or few units are flagged: they say little.
const (
	fewUses  = 5
	fewUnits = 30
)

// mostNames is how many codes a remark names; for scripts it stands beside each.
const mostNames = 8

// remarks say below a table what stands beside each figure for scripts.
func (l Layout) remarks(figures []Figure) []string {
	var notes []string
	for _, f := range figures {
		if f.Undefined != nil {
			if note := "Undefined: " + f.Undefined.Error() + "."; !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
	}
	defined := func(of func(Figure) bool) func(Figure) bool {
		return func(f Figure) bool { return f.Undefined == nil && of(f) }
	}
	clusters := ""
	if i := slices.IndexFunc(figures, Figure.apart); i >= 0 {
		clusters = figures[i].Clusters
	}
	few := "Few uses, fewer than five of one analyst on a unit, so that figures say little"
	if l.Scale != nil {
		few += ", and get no word of a scale"
	}
	for _, remark := range []struct {
		of   func(Figure) bool
		text string
	}{
		{Figure.apart, "Intervals drawn from units one by one, which makes them narrower than they should be, since fewer than five " + clusters + "s hold any of it"},
		{defined(func(f Figure) bool { return errors.Is(f.Open, agreement.ErrNoSpread) }), "No interval, since nothing varies that would tell how sure it is"},
		{defined(func(f Figure) bool { return f.Open == nil && 10*f.Lost > f.Lost+f.Draws }), "Undefined on more than a tenth of the draws, which the interval leaves out"},
		{defined(func(f Figure) bool { return f.Fixed }), "Kappa is 0 whatever the other did where one put it on no unit, or on all"},
		{Figure.rare, few},
	} {
		if names := l.names(figures, remark.of); len(names) > 0 {
			notes = append(notes, remark.text+": "+strings.Join(names, ", ")+".")
		}
	}
	return notes
}

// names says what some of the figures are of, with the units where it is not so on all.
func (l Layout) names(figures []Figure, of func(Figure) bool) []string {
	var names []string
	all, some := map[string][]string{}, map[string][]string{} // units by name
	add := func(to map[string][]string, name, unit string) {
		if !slices.Contains(to[name], unit) {
			to[name] = append(to[name], unit)
		}
	}
	for _, f := range figures {
		name := l.about(f)
		add(all, name, f.Unit)
		if of(f) {
			if some[name] == nil {
				names = append(names, name)
			}
			add(some, name, f.Unit)
		}
	}
	if more := len(names) - mostNames; more > 1 {
		names = append(names[:mostNames], fmt.Sprintf("and %d more", more))
	}
	for i, name := range names {
		if len(some[name]) < len(all[name]) {
			names[i] += " (" + strings.Join(some[name], ", ") + ")"
		}
	}
	return names
}

// apart reports whether the interval of a figure is drawn from units, for want of
// transcripts or participants that hold what it is of.
func (f Figure) apart() bool { return f.Undefined == nil && f.Open == nil && f.Within > 0 }

// judged reports whether a scale has a word for a figure: not for a share, for which
// none was made; not for a mean over codes, since it is every code that must be reliable
// and not their mean; and not for a handful of uses.
func judged(f Figure) bool {
	name := strings.TrimSuffix(f.Statistic, "-any")
	switch name {
	case "positive", "negative", "percent", "percent-all", "prevalence", "bias", "cu-coverage", "kappa-max", "f1-exact", "f1-overlap", "f1-unlabelled":
		return false
	}
	return !strings.HasPrefix(name, "ku-coverage:") && f.Codes == 0 && !f.rare()
}

// rare reports whether a figure is of few uses: those of one code, or of any; of the
// second question the units that were marked with one that is compared.
func (f Figure) rare() bool {
	if f.Units == 0 {
		return false
	}
	if f.Question == Named && f.Unit != passages {
		return f.Units-f.Blank < fewUses
	}
	return slices.ContainsFunc(f.Used, func(n int) bool { return n < fewUses })
}

func (l Layout) note(f Figure) string {
	var notes []string
	say := func(format string, values ...any) { notes = append(notes, fmt.Sprintf(format, values...)) }
	switch {
	case f.Undefined != nil:
		say("undefined: %v", f.Undefined)
	case f.Open != nil && (l.Label != nil || f.Unit != passages):
		say("no interval: %v", f.Open)
	case f.apart():
		say("%ss drawn, since it stands in %d of %d %ss alone", f.Drawn, f.Within, f.Among, f.Clusters)
	}
	if f.Undefined == nil && f.Open == nil && f.Lost > 0 {
		say("undefined on %d of %d draws", f.Lost, f.Lost+f.Draws)
	}
	if f.Undefined == nil && f.Open == nil && f.Unit == passages && f.Groups < unit.FewestGroups {
		say("interval from %d %ss alone, too few to go by", f.Groups, f.Drawn)
	}
	if f.Fixed && f.Undefined == nil {
		say("one coder never varies, so that it is 0 whatever the other did")
	}
	if f.Codes > 0 {
		text := fmt.Sprintf("mean over %d codes", f.Codes)
		if f.Codes == 1 {
			text = "of 1 code"
		}
		if f.Excluded > 0 {
			text += fmt.Sprintf("; undefined for %d, which are left out", f.Excluded)
		}
		notes = append(notes, text)
	}
	if f.Blank > 0 {
		say("on %d of the units nobody put a code that is compared", f.Blank)
	}
	if f.rare() {
		say("few uses")
	}
	if f.Unit != passages && f.Units > 0 && f.Units < fewUnits && !errors.Is(f.Undefined, agreement.ErrNoUnits) {
		say("few units")
	}
	return strings.Join(notes, "; ")
}
