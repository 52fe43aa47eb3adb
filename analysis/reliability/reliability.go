// Package reliability asks how far coders agree: whether they marked the same text,
// whether they named it the same, and both together, on one unit or several side by
// side. What is compared comes from package unit, figures from package agreement;
// this one chooses them, computes them on the same draws and lays them out.
package reliability

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	"grounded/analysis/agreement"
	"grounded/analysis/unit"
)

// Question is what a figure answers.
type Question string

// Marked: did coders mark the same text, whatever the code? Named: given text that
// all of them marked, did they put the same codes on it? Both: did they put the same
// codes on the same text?
const (
	Marked Question = "marked"
	Named  Question = "named"
	Both   Question = "both"
)

// Input is what is compared and how.
type Input struct {
	Tables  []unit.Table // the same coders and categories on each unit asked for
	Text    *unit.Table  // the same on characters, for figures of length; nil for none
	All     bool         // all figures rather than the few that say most
	Cluster unit.Cluster
	Draws   int
	Seed    uint64
}

// Figure is one coefficient of one code, or of all.
type Figure struct {
	Question  Question
	Statistic string // its name for scripts
	Variant   string // its name for people
	Code      string // the category; "" for all together
	Unit      string
	agreement.Estimate

	Units    int
	Cross    *agreement.Fourfold // of two coders on one code
	Used     []int               // units that each coder marked, of one code
	Drawn    string              // what was drawn for the interval: "transcript", "turn", …
	Groups   int                 // how many of these there are
	Codes    int                 // of a mean: those it is over
	Excluded int                 // of a mean: codes on which it is undefined
}

// Figures computes all that is asked for: question by question over all codes, then
// code by code; and of each of these unit by unit, so that they stand side by side.
func Figures(in Input) []Figure {
	parts := make([][]Figure, len(in.Tables)+1)
	each(len(parts), func(i int) {
		switch {
		case i < len(in.Tables):
			parts[i] = in.onUnits(in.Tables[i])
		case in.Text != nil:
			parts[i] = in.onText(*in.Text)
		}
	})
	out := slices.Concat(parts...)
	questions := []Question{Marked, Named, Both}
	var codes []string
	if len(in.Tables) > 0 {
		codes = in.Tables[0].Categories
	}
	place := func(f Figure) int {
		if f.Code == "" {
			return slices.Index(questions, f.Question) - len(questions)
		}
		return slices.Index(codes, f.Code)
	}
	slices.SortStableFunc(out, func(a, b Figure) int { return place(a) - place(b) })
	return out
}

// coefficients returns the figures of marks that are asked for.
func (in Input) coefficients(coders int) []agreement.Coefficient {
	named := func(names ...string) []agreement.Coefficient {
		var out []agreement.Coefficient
		for _, name := range names {
			c, _ := agreement.Named(agreement.Nominal, name)
			out = append(out, c)
		}
		return out
	}
	kappa := "kappa"
	if coders > 2 {
		kappa = "fleiss"
	}
	out := append([]agreement.Coefficient{agreement.Positive}, named("alpha", kappa)...)
	if !in.All {
		return out
	}
	if coders == 2 {
		out = append(out, named("kappa-max", "pi", "fleiss")...)
	}
	out = append(out, named("brennan-prediger", "ac1")...)
	out = append(out, agreement.Negative)
	if coders == 2 {
		out = append(out, agreement.Prevalence, agreement.Bias)
	}
	return append(out, named("percent", "percent-all")...)
}

func (in Input) draws(groups int) agreement.Draws {
	return agreement.Resample(groups, in.Draws, rand.New(rand.NewPCG(in.Seed, 0)))
}

// onUnits computes what rests on units.
func (in Input) onUnits(t unit.Table) []Figure {
	groups := t.Groups(in.Cluster)
	draws := in.draws(groups.N)
	cs := in.coefficients(len(t.Coders))
	base := Figure{Unit: string(t.Kind), Units: t.Len(), Drawn: groups.What, Groups: groups.N}

	codes := make([]*agreement.Ratings, len(t.Categories))
	series := make([][]agreement.Series, len(t.Categories))
	each(len(codes), func(c int) {
		codes[c] = agreement.Marked(len(t.Coders), t.Marks(c, groups))
		series[c] = codes[c].Take(draws, cs...)
	})

	out := in.any(t, groups, draws, cs, base)
	out = append(out, in.sets(t, groups, draws, base)...)
	if len(codes) > 0 {
		for i, c := range cs {
			over := make([]agreement.Series, len(series))
			for code := range series {
				over[code] = series[code][i]
			}
			mean, undefined := agreement.Mean(over)
			f := base.with(Both, c.Name, c.Title+", mean over codes", mean.Estimate())
			f.Codes, f.Excluded = len(over)-undefined, undefined
			out = append(out, f)
		}
		if in.All {
			out = append(out, base.with(Both, "pooled-kappa", "Kappa pooled over codes", draws.Pooled(codes).Estimate()))
		}
	}
	for code, name := range t.Categories {
		for i, c := range cs {
			f := base.with(Both, c.Name, c.Title, series[code][i].Estimate())
			f.Code, f.Used = name, codes[code].Used(1)
			if len(t.Coders) == 2 {
				cross := codes[code].Fourfold()
				f.Cross = &cross
			}
			out = append(out, f)
		}
	}
	return out
}

// with fills in a figure.
func (f Figure) with(q Question, statistic, variant string, e agreement.Estimate) Figure {
	f.Question, f.Statistic, f.Variant, f.Estimate = q, statistic, variant, e
	return f
}

// any answers the first question, with the code left aside.
func (in Input) any(t unit.Table, groups unit.Groups, draws agreement.Draws, cs []agreement.Coefficient, base Figure) []Figure {
	r := agreement.Marked(len(t.Coders), t.AnyMarks(groups))
	var out []Figure
	for i, s := range r.Take(draws, cs...) {
		f := base.with(Marked, cs[i].Name+"-any", cs[i].Title+", any code", s.Estimate())
		f.Used = r.Used(1)
		if len(t.Coders) == 2 {
			cross := r.Fourfold()
			f.Cross = &cross
		}
		out = append(out, f)
	}
	return out
}

// sets answers the second question, on units that every coder put a category on,
// and with All the third for sets of codes.
func (in Input) sets(t unit.Table, groups unit.Groups, draws agreement.Draws, base Figure) []Figure {
	if len(t.Categories) == 0 {
		return nil
	}
	rows := t.SetRows(groups)
	// Groups without such a unit stay, so that draws are those of all figures.
	var marked []agreement.SetRow
	n := 0
	for _, row := range rows {
		full := true
		for _, set := range row.Sets {
			full = full && len(set) > 0
		}
		if full {
			marked = append(marked, row)
			n += row.N
		}
	}
	both := base
	both.Units = n
	out := []Figure{both.with(Named, "alpha-jaccard-marked", "Krippendorff's alpha of sets (Jaccard), on units that all marked",
		draws.Take(agreement.NewSets(len(t.Coders), marked).Alpha(agreement.Jaccard)).Estimate())}
	if !in.All {
		return out
	}
	all := agreement.NewSets(len(t.Coders), rows)
	return append(out,
		both.with(Named, "alpha-masi-marked", "Krippendorff's alpha of sets (MASI), on units that all marked",
			draws.Take(agreement.NewSets(len(t.Coders), marked).Alpha(agreement.MASI)).Estimate()),
		base.with(Both, "alpha-jaccard", "Krippendorff's alpha of sets (Jaccard)", draws.Take(all.Alpha(agreement.Jaccard)).Estimate()),
		base.with(Both, "alpha-masi", "Krippendorff's alpha of sets (MASI)", draws.Take(all.Alpha(agreement.MASI)).Estimate()))
}

// each calls do for 0 to n, on all processors.
func each(n int, do func(int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}
