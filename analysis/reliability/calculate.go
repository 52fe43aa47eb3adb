package reliability

import (
	"errors"
	"strings"

	"grounded/analysis/agreement"
)

var errUnordered = errors.New("it weighs categories by their order, and words have none; give it with --categories")

// OfRatings computes every figure of somebody's ratings. Intervals are those that
// were published for a coefficient, with Student's t over units; of the others units
// are drawn. Where cells are sets of codes the figures of sets come first, since the
// others know no more of two sets than whether they are the same.
func OfRatings(j Judged, m agreement.Measure, draws int, seed uint64) []Figure {
	in := Input{Draws: draws, Seed: seed}
	base := Figure{Unit: "row", Units: j.Ratings.Units(), Question: Both, Groups: j.Ratings.Groups(), Drawn: "row"}
	cs := agreement.Coefficients(m)
	rows := in.draws(base.Groups)
	series := j.Ratings.Take(rows, cs...)
	fixed := len(j.Ratings.Constant()) == 1
	var out []Figure
	for i, c := range cs {
		title := c.Title
		if j.OfSets {
			title += ", whole sets"
		}
		f := base.with(Both, c.Name, title)
		f.Estimate = series[i].Estimate()
		if e, err := c.Analytic(j.Ratings); err == nil {
			f.Estimate, f.Drawn = e, "none: analytic"
		}
		if c.Weighted && !j.Ordered {
			f.Estimate = agreement.Estimate{Undefined: errUnordered}
		}
		f.Fixed = fixed && f.Undefined == nil && strings.HasPrefix(c.Name, "kappa") && c.Name != "kappa-max"
		out = append(out, f)
	}
	var ofSets []Figure
	for _, one := range []struct {
		name, title string
		of          agreement.SetDistance
	}{{"alpha-jaccard", "Krippendorff's alpha of sets (Jaccard)", agreement.Jaccard}, {"alpha-masi", "Krippendorff's alpha of sets (MASI)", agreement.MASI}} {
		f := base.with(Both, one.name, one.title)
		f.Estimate = rows.Take(j.Sets.Alpha(one.of)).Estimate()
		ofSets = append(ofSets, f)
	}
	if j.OfSets {
		return append(ofSets, out...)
	}
	return append(out, ofSets...)
}

// OfText computes every figure of passages that coders marked in one text. There are
// no intervals, since there is nothing to draw.
func OfText(m MarkedText) []Figure {
	all := marked{coders: m.Coders, codes: m.Codes, texts: []agreement.Continuum{m.Text}, draws: Input{}.draws(1), place: m.place, base: Figure{Unit: passages}}
	out := append(all.unlabelled(), all.labelled("")...)
	if m.Overlap() {
		out = append(out, all.eachCode()...)
	}
	return out
}
