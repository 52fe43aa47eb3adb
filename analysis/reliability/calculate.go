package reliability

import (
	"errors"

	"grounded/analysis/agreement"
)

var errUnordered = errors.New("it weighs categories by their order, and words have none; give it with --categories")

// OfRatings computes every figure of somebody's ratings. Intervals are those that
// were published for a coefficient, with Student's t over units; of the others units
// are drawn.
func OfRatings(j Judged, m agreement.Measure, draws int, seed uint64) []Figure {
	in := Input{Draws: draws, Seed: seed}
	base := Figure{Unit: "row", Units: j.Ratings.Units(), Question: Both}
	cs := agreement.Coefficients(m)
	base.Groups = j.Ratings.Groups()
	series := j.Ratings.Take(in.draws(base.Groups), cs...)
	var out []Figure
	for i, c := range cs {
		f := base.with(Both, c.Name, c.Title, series[i].Estimate())
		f.Drawn = "row"
		if e, err := c.Analytic(j.Ratings); err == nil {
			f.Estimate, f.Drawn = e, "none: analytic"
		}
		if c.Weighted && !j.Ordered {
			f.Estimate = agreement.Estimate{Undefined: errUnordered}
		}
		out = append(out, f)
	}
	groups := in.draws(base.Groups)
	for _, one := range []struct {
		name, title string
		of          agreement.SetDistance
	}{{"alpha-jaccard", "Krippendorff's alpha of sets (Jaccard)", agreement.Jaccard}, {"alpha-masi", "Krippendorff's alpha of sets (MASI)", agreement.MASI}} {
		f := base.with(Both, one.name, one.title, groups.Take(j.Sets.Alpha(one.of)).Estimate())
		f.Drawn = "row"
		out = append(out, f)
	}
	return out
}

// OfText computes every figure of passages that coders marked in one text. There are
// no intervals, since there is nothing to draw.
func OfText(m MarkedText) []Figure {
	texts := []agreement.Continuum{m.Text}
	base := Figure{Unit: passages, Units: len(m.Text.Segments)}
	draws := Input{}.draws(1)
	spans := textFigures(len(m.Coders), m.Codes, texts, draws, base, Both)
	s, err := agreement.NewSpans(len(m.Coders), len(m.Codes), texts)
	if err != nil {
		return spans
	}
	return append([]Figure{
		base.with(Marked, "bar-u-alpha", "|u-alpha 2016/2019", draws.Take(s.BarU).Estimate()),
		base.with(Marked, "f1-unlabelled", "F1 of passages, any code, half of both shared", draws.Take(s.F1(agreement.Unlabelled)).Estimate()),
	}, spans...)
}
