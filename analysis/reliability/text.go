package reliability

import (
	"grounded/analysis/agreement"
	"grounded/analysis/unit"
)

// passages is the unit of figures that need none cut: what each coder marked is
// compared as it is.
const passages = "passage"

// onText computes the u-alpha family and the F1 scores, which compare passages as
// each coder made them. Transcripts are drawn.
func (in Input) onText(t unit.Table) []Figure {
	any := t.AnyContinua(in.Cluster)
	base := Figure{Unit: passages, Drawn: string(in.Cluster), Groups: len(any)}
	for _, c := range any {
		base.Units += len(c.Segments)
	}
	coders := len(t.Coders)
	draws := in.draws(len(any))
	out := textFigures(coders, []string{""}, any, draws, base, Marked)
	if len(t.Categories) == 0 {
		return out
	}
	named := t.Continua(in.Cluster)
	base.Units = 0
	for _, c := range named {
		base.Units += len(c.Segments)
	}
	out = append(out, textFigures(coders, t.Categories, named, draws, base, Both)...)
	alone := make([]Figure, len(t.Categories))
	each(len(alone), func(code int) {
		own := make([]agreement.Continuum, len(named))
		f := base
		f.Code, f.Units = t.Categories[code], 0
		for i, c := range named {
			own[i] = agreement.Continuum{Length: c.Length}
			for _, s := range c.Segments {
				if s.Category == code {
					s.Category = 0
					own[i].Segments = append(own[i].Segments, s)
				}
			}
			f.Units += len(own[i].Segments)
		}
		alone[code] = f.with(Both, "u-alpha", "u-alpha 2016/2019, this code against all else", estimate(coders, 1, own, draws, (*agreement.Spans).U))
	})
	return append(out, alone...)
}

func estimate(coders, categories int, texts []agreement.Continuum, draws agreement.Draws, of func(*agreement.Spans, agreement.Weights) (float64, error)) agreement.Estimate {
	s, err := agreement.NewSpans(coders, categories, texts)
	if err != nil {
		return agreement.Estimate{Undefined: err}
	}
	return draws.Take(func(w agreement.Weights) (float64, error) { return of(s, w) }).Estimate()
}

// textFigures computes the figures of length and of passages. Without codes these
// are |u-alpha and the F1 score of passages.
func textFigures(coders int, codes []string, texts []agreement.Continuum, draws agreement.Draws, base Figure, q Question) []Figure {
	s, err := agreement.NewSpans(coders, len(codes), texts)
	if err != nil {
		return []Figure{base.with(q, "u-alpha", "u-alpha 2016/2019", agreement.Estimate{Undefined: err})}
	}
	take := func(q Question, name, title string, of agreement.Statistic) Figure {
		return base.with(q, name, title, draws.Take(of).Estimate())
	}
	if q == Marked {
		return []Figure{
			take(Marked, "bar-u-alpha", "|u-alpha 2016/2019", s.BarU),
			take(Marked, "f1-unlabelled", "F1 of passages, any code, half of both shared", s.F1(agreement.Unlabelled)),
		}
	}
	out := []Figure{
		take(Both, "u-alpha", "u-alpha 2016/2019", s.U),
		take(Named, "cu-alpha", "cu-alpha 2016/2019", s.CU),
		take(Named, "cu-coverage", "Share of text that cu-alpha is about", s.CUCoverage),
		take(Both, "f1-exact", "F1 of passages, same ends and code", s.F1(agreement.Exact)),
		take(Both, "f1-overlap", "F1 of passages, same code, half of both shared", s.F1(agreement.Overlapping)),
	}
	var each []Figure
	for i, code := range codes {
		f := take(Named, "ku-alpha:"+code, "(k)u-alpha 2016/2019 of "+code, s.KU(i))
		f.Code = code
		each = append(each, f)
	}
	return append(out, each...)
}
