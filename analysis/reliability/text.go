package reliability

import (
	"errors"
	"fmt"

	"grounded/analysis/agreement"
	"grounded/analysis/unit"
)

// passages is the unit of figures that need none cut: what each coder marked is
// compared as it is.
const passages = "passage"

// marked is what coders marked in texts, some of which hold a passage.
type marked struct {
	coders []string
	codes  []string
	texts  []agreement.Continuum
	place  func(*agreement.Overlap) string // for people
	draws  agreement.Draws
	base   Figure
}

// onText computes the u-alpha family and the F1 scores, which compare passages as
// each coder made them. Transcripts are drawn.
func (in Input) onText(t unit.Table) []Figure {
	m := marked{codes: []string{""}, texts: t.AnyContinua(in.Cluster), base: Figure{Unit: passages, Transcripts: t.Held(), Drawn: string(in.Cluster)},
		place: func(o *agreement.Overlap) string { return "in " + string(t.At(in.Cluster, o.Text, o.At).ID) }}
	for _, coder := range t.Coders {
		m.coders = append(m.coders, string(coder))
	}
	m.draws = in.draws(len(m.texts))
	out := m.unlabelled()
	if len(t.Categories) == 0 {
		return out
	}
	m.codes, m.texts = t.Categories, t.Continua(in.Cluster)
	return append(append(out, m.labelled("where each put a code that is compared")...), m.eachCode()...)
}

// of returns the passages with one code alone.
func (m marked) of(code int) marked {
	own := m
	own.codes, own.texts = m.codes[code:code+1], make([]agreement.Continuum, len(m.texts))
	for i, c := range m.texts {
		own.texts[i] = agreement.Continuum{Length: c.Length}
		for _, s := range c.Segments {
			if s.Category == code {
				s.Category = 0
				own.texts[i].Segments = append(own.texts[i].Segments, s)
			}
		}
	}
	return own
}

// figure is what a figure of passages has in common: how many they are, and how many
// texts hold one, which is what there is to draw from.
func (m marked) figure() Figure {
	f := m.base
	for _, c := range m.texts {
		f.Units += len(c.Segments)
		if len(c.Segments) > 0 {
			f.Groups++
		}
	}
	return f
}

// holding returns how many texts hold a passage of each code.
func (m marked) holding() []int {
	out, last := make([]int, len(m.codes)), make([]int, len(m.codes))
	for i, c := range m.texts {
		for _, s := range c.Segments {
			if last[s.Category] <= i {
				out[s.Category], last[s.Category] = out[s.Category]+1, i+1
			}
		}
	}
	return out
}

// take computes a figure. Texts without a passage of it tell nothing of how sure it is,
// so there is no interval where it has fewer than two with one.
func (m marked) take(f Figure, of agreement.Statistic) Figure {
	f.Estimate = m.draws.Take(of).Estimate()
	var overlap *agreement.Overlap
	switch {
	case errors.As(f.Undefined, &overlap):
		f.Undefined = m.overlapping(overlap)
	case f.Undefined == nil && f.Open == nil && f.Groups < 2:
		f.Estimate = agreement.Estimate{Value: f.Value, Open: fmt.Errorf("it stands in %d %s, and it takes two at least to draw from", f.Groups, f.Drawn)}
	}
	return f
}

// overlapping names whose codes overlap, and where.
func (m marked) overlapping(o *agreement.Overlap) error {
	return fmt.Errorf("codes of %s overlap (%s), and this takes one at a place; there is u-alpha of each code", m.coders[o.Coder], m.place(o))
}

func (m marked) spans() (*agreement.Spans, error) {
	return agreement.NewSpans(len(m.coders), len(m.codes), m.texts)
}

// unlabelled computes what is of passages whatever their code.
func (m marked) unlabelled() []Figure {
	f := m.figure()
	s, err := m.spans()
	if err != nil {
		f = f.with(Marked, "bar-u-alpha", "|u-alpha 2016/2019")
		f.Undefined = err
		return []Figure{f}
	}
	return []Figure{
		m.take(f.with(Marked, "bar-u-alpha", "|u-alpha 2016/2019"), s.BarU),
		m.take(f.with(Marked, "f1-unlabelled", "F1 of passages, any code, half of both shared"), s.F1(agreement.Unlabelled)),
	}
}

// labelled computes what is of passages with their codes; where says on what text codes
// meet, "" on any that several marked.
func (m marked) labelled(where string) []Figure {
	f := m.figure()
	s, err := m.spans()
	if err != nil {
		f = f.with(Both, "u-alpha", "u-alpha 2016/2019")
		f.Undefined = err
		return []Figure{f}
	}
	if where != "" {
		where = ", " + where
	}
	out := []Figure{
		m.take(f.with(Both, "u-alpha", "u-alpha 2016/2019"), s.U),
		m.take(f.with(Named, "cu-alpha", "cu-alpha 2016/2019"+where), s.CU),
		m.take(f.with(Named, "cu-coverage", "Share of text that cu-alpha is about"), s.CUCoverage),
		m.take(f.with(Both, "f1-exact", "F1 of passages, same ends and code"), s.F1(agreement.Exact)),
		m.take(f.with(Both, "f1-overlap", "F1 of passages, same code, half of both shared"), s.F1(agreement.Overlapping)),
	}
	holding := m.holding()
	for i, code := range m.codes {
		f := f
		f.Code, f.Groups = code, holding[i]
		out = append(out,
			m.take(f.with(Named, "ku-alpha:"+code, "(k)u-alpha 2016/2019 of "+code+where), s.KU(i)),
			m.take(f.with(Named, "ku-coverage:"+code, "Share of "+code+" that (k)u-alpha is about"), s.KUCoverage(i)))
	}
	return out
}

// eachCode computes u-alpha of every code by itself, which can be had where codes overlap.
func (m marked) eachCode() []Figure {
	out := make([]Figure, len(m.codes))
	each(len(out), func(code int) {
		own := m.of(code)
		f := own.figure()
		f.Code = m.codes[code]
		f = f.with(Both, "u-alpha", "u-alpha 2016/2019 of "+f.Code+" against all else")
		s, err := own.spans()
		if err != nil {
			f.Undefined = err
		} else {
			f = own.take(f, s.U)
		}
		out[code] = f
	})
	return out
}
