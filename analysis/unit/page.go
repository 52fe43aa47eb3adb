package unit

import (
	"cmp"
	"slices"

	"grounded/transcript"
)

// short is how many words a turn may have and still be left out when nobody
// coded it.
const short = 3

// page is one transcript cut into units.
type page struct {
	t       *transcript.Transcript
	units   []paragraphs
	unitOf  []int               // of each paragraph; -1 when it belongs to none
	spelled [][]transcript.Span // the words of each paragraph that was looked at, in its text
}

// paragraphs are the paragraphs of a unit, by their indexes.
type paragraphs []int

func (p paragraphs) span(t *transcript.Transcript) transcript.Span {
	return transcript.Span{Start: t.Paragraphs[p[0]].Text.Start, End: t.Paragraphs[p[len(p)-1]].Text.End}
}

func newPage(t *transcript.Transcript, kind Kind, means func(*transcript.Transcript, int) bool) *page {
	p := &page{t: t, unitOf: make([]int, len(t.Paragraphs)), spelled: make([][]transcript.Span, len(t.Paragraphs))}
	turn := -1
	for i, paragraph := range t.Paragraphs {
		p.unitOf[i] = -1
		if means != nil && !means(t, paragraph.Turn) {
			continue
		}
		opens := len(p.units) == 0
		switch kind {
		case Turn:
			opens = paragraph.Turn != turn
		case Paragraph:
			opens = true
		case Transcript:
		default:
			continue
		}
		turn = paragraph.Turn
		if opens {
			p.units = append(p.units, nil)
		}
		last := len(p.units) - 1
		p.units[last] = append(p.units[last], i)
		p.unitOf[i] = last
	}
	return p
}

// spell returns the words of a paragraph.
func (p *page) spell(paragraph int) []transcript.Span {
	if p.spelled[paragraph] == nil {
		words := slices.AppendSeq([]transcript.Span{}, transcript.Words(p.t.Text(p.t.Paragraphs[paragraph].Text)))
		p.spelled[paragraph] = words
	}
	return p.spelled[paragraph]
}

// words returns how many words a unit has.
func (p *page) words(unit int) int {
	n := 0
	for _, paragraph := range p.units[unit] {
		n += len(p.spell(paragraph))
	}
	return n
}

// short reports whether a unit has three words or fewer.
func (p *page) short(unit int) bool {
	n := 0
	for _, paragraph := range p.units[unit] {
		for range transcript.Words(p.t.Text(p.t.Paragraphs[paragraph].Text)) {
			if n++; n > short {
				return false
			}
		}
	}
	return true
}

// covered returns how many words of each unit lie in one of the passages at
// least; units without one are not in it.
func (p *page) covered(passages []transcript.Span) map[int]int {
	out := map[int]int{}
	passages = slices.SortedFunc(slices.Values(passages), func(a, b transcript.Span) int { return cmp.Compare(a.Start, b.Start) })
	paragraph, next := -1, 0 // the last paragraph looked at, and its first word not yet covered
	for _, s := range passages {
		if s.Empty() {
			continue
		}
		r := p.t.ParagraphsOf(s)
		for i := max(r.First, paragraph); i < r.End; i++ {
			if p.unitOf[i] < 0 {
				continue
			}
			if i != paragraph {
				paragraph, next = i, 0
			}
			text := p.t.Paragraphs[i].Text
			words := p.spell(i)
			first, _ := slices.BinarySearchFunc(words, s.Start-text.Start+1, func(w transcript.Span, at int) int { return cmp.Compare(w.End, at) })
			end := max(first, next)
			for end < len(words) && words[end].Start < s.End-text.Start {
				end++
			}
			if n := end - max(first, next); n > 0 {
				out[p.unitOf[i]] += n
				next = end
			}
		}
	}
	return out
}
