// Package reliability asks how far coders agree: whether they marked the same text,
// whether they named it the same, and both together, on one unit or several side by
// side. What is compared comes from package unit, figures from package agreement;
// this one chooses them, computes them on the same draws and lays them out.
package reliability

import (
	"errors"
	"maps"
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
// all of them marked, did they put the same codes on it, of those that are compared?
// Both: did they put the same codes on the same text?
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

	Units       int
	Transcripts int                 // that hold one of them
	Blank       int                 // of Units, of Named: those on which nobody put a category
	Cross       *agreement.Fourfold // of two coders on one code
	Used        []int               // units that each coder marked, of one code or of any
	Fixed       bool                // a kappa of two coders of whom one marked all units or none, so that it is 0
	Drawn       string              // what was drawn for the interval: "transcript", "turn", …
	Groups      int                 // how many of these there are
	Within      int                 // where units were drawn for want of clusters: how many of these hold what it is of
	Among       int                 // of how many
	Clusters    string              // of what: "transcript", "participant"
	Codes       int                 // of a mean: those it is over
	Excluded    int                 // of a mean: codes on which it is undefined
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

func (in Input) random() *rand.Rand { return rand.New(rand.NewPCG(in.Seed, 0)) }

func (in Input) draws(groups int) agreement.Draws {
	return agreement.Resample(groups, in.Draws, in.random())
}

// onUnits computes what rests on units.
func (in Input) onUnits(t unit.Table) []Figure {
	c := in.cut(t)
	out := append(c.any(), c.named()...)
	if len(t.Categories) == 0 {
		return out
	}
	// A code in few transcripts is drawn unit by unit; the mean over codes, which stands
	// on all of them, with the others.
	codes := make([]*agreement.Ratings, len(t.Categories))
	series := make([][]agreement.Series, len(t.Categories))
	alone := make([][]Figure, len(t.Categories))
	within := make([]map[int]bool, len(t.Categories)) // groups that hold the code
	each(len(codes), func(code int) {
		marks := t.Marks(code, c.groups)
		codes[code] = agreement.Marked(len(t.Coders), marks)
		within[code] = holding(marks)
		from, apart := c.ofMarks(marks)
		drawn := codes[code]
		if from.within > 0 && from.open == nil {
			drawn = agreement.Marked(len(t.Coders), apart)
			series[code] = codes[code].Take(c.whole.draws, c.wanted...)
		}
		own := drawn.Take(from.draws, c.wanted...)
		if series[code] == nil {
			series[code] = own
		}
		alone[code] = c.ofCode(codes[code], from, own, func(i int) Figure {
			f := c.base.with(Both, c.wanted[i].Name, c.wanted[i].Title)
			f.Code = t.Categories[code]
			return f
		})
	})
	held := map[int]bool{}
	for _, groups := range within {
		maps.Copy(held, groups)
	}
	if c.rows == nil && c.few(len(held)) {
		c.rows, _ = t.SetRows(c.groups)
	}
	out = append(out, c.overCodes(codes, series)...)
	return append(out, slices.Concat(alone...)...)
}

// with says what a figure is.
func (f Figure) with(q Question, statistic, variant string) Figure {
	f.Question, f.Statistic, f.Variant = q, statistic, variant
	return f
}

// ofCode makes the figures of one code, or of any, whose names are given.
func (c cut) ofCode(r *agreement.Ratings, from sample, series []agreement.Series, named func(i int) Figure) []Figure {
	var cross *agreement.Fourfold
	if r.Coders == 2 {
		f := r.Fourfold()
		cross = &f
	}
	fixed := len(r.Constant()) == 1
	var out []Figure
	for i, s := range series {
		f := from.estimate(named(i), s)
		f.Cross, f.Used = cross, r.Used(1)
		f.Fixed = fixed && c.wanted[i].Name == "kappa"
		out = append(out, f)
	}
	return out
}

// errOnlyMarked is why there is no chance to correct for.
var errOnlyMarked = errors.New("units that nobody coded are left out, and without them there is no chance of marking the same text to correct for")

// any answers the first question, with the code left aside. Where units that nobody
// coded are left out, only shares of what was marked mean anything.
func (c cut) any() []Figure {
	marks := c.table.AnyMarks(c.groups)
	r := agreement.Marked(len(c.table.Coders), marks)
	from, apart := c.ofMarks(marks)
	series := agreement.Marked(len(c.table.Coders), apart).Take(from.draws, c.wanted...)
	out := c.ofCode(r, from, series, func(i int) Figure {
		return c.base.with(Marked, c.wanted[i].Name+"-any", c.wanted[i].Title+", any code")
	})
	cut := c.table.OnlyCoded && !slices.ContainsFunc(marks, func(m agreement.Mark) bool { return m.Mask == 0 })
	for i := range out {
		if share := slices.Contains([]string{"positive", "percent", "percent-all"}, c.wanted[i].Name); cut && !share && c.table.Len() > 0 {
			out[i].Estimate, out[i].Fixed = agreement.Estimate{Undefined: errOnlyMarked}, false
		}
	}
	return out
}

// named answers the second question, on units that every coder marked. Who put none
// of the categories there, but a code that has no partner, put the empty set: another
// name than any category is.
func (c cut) named() []Figure {
	if len(c.table.Categories) == 0 {
		return nil
	}
	base := c.base
	base.Units = 0
	for _, row := range c.marked {
		base.Units += row.N
		if blank(row) {
			base.Blank += row.N
		}
	}
	from, rows := c.ofSets(c.marked)
	sets := agreement.NewSets(len(c.table.Coders), rows)
	out := []Figure{from.estimate(base.with(Named, "alpha-jaccard-marked", "Krippendorff's alpha of sets (Jaccard), on units that all marked"),
		from.draws.Take(sets.Alpha(agreement.Jaccard)))}
	if c.All {
		out = append(out, from.estimate(base.with(Named, "alpha-masi-marked", "Krippendorff's alpha of sets (MASI), on units that all marked"),
			from.draws.Take(sets.Alpha(agreement.MASI))))
	}
	return out
}

// overCodes answers the third question over all codes, given what each is on the draws
// of clusters. Rows of all units are needed where figures of sets are asked for, or codes
// are in few clusters.
func (c cut) overCodes(codes []*agreement.Ratings, series [][]agreement.Series) []Figure {
	coders := len(c.table.Coders)
	from, rows := c.whole, c.rows
	if rows != nil {
		from, rows = c.ofSets(rows)
	}
	if from.within > 0 && from.open == nil {
		codes, series = slices.Clone(codes), slices.Clone(series)
		for code := range codes {
			codes[code] = agreement.Marked(coders, marksOf(rows, code))
			series[code] = codes[code].Take(from.draws, c.wanted...)
		}
	}
	var out []Figure
	if c.All {
		sets := agreement.NewSets(coders, rows)
		out = append(out,
			from.estimate(c.base.with(Both, "alpha-jaccard", "Krippendorff's alpha of sets (Jaccard)"), from.draws.Take(sets.Alpha(agreement.Jaccard))),
			from.estimate(c.base.with(Both, "alpha-masi", "Krippendorff's alpha of sets (MASI)"), from.draws.Take(sets.Alpha(agreement.MASI))))
	}
	for i, one := range c.wanted {
		over := make([]agreement.Series, len(series))
		for code := range series {
			over[code] = series[code][i]
		}
		mean, undefined := agreement.Mean(over)
		f := from.estimate(c.base.with(Both, one.Name, one.Title+", mean over codes"), mean)
		f.Codes, f.Excluded = len(over)-undefined, undefined
		out = append(out, f)
	}
	if c.All {
		out = append(out, from.estimate(c.base.with(Both, "pooled-kappa", "Kappa pooled over codes"), from.draws.Pooled(codes)))
	}
	return out
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
