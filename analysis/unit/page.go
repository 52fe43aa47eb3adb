package unit

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// short is how many words a unit may have and still be left out when nobody
// coded it.
const short = 3

// page is one transcript cut into units.
type page struct {
	t      *transcript.Transcript
	pieces []piece
	spans  []transcript.Span // of each unit, from its first piece to its last
}

// piece is text that belongs to one unit whole.
type piece struct {
	span    transcript.Span
	turn    int
	unit    int
	first   int               // how many characters or words of the page stand before it
	spelled []transcript.Span // its words, once they were looked at, in its text
}

// newPage cuts the turns that are meant. A unit of a participant's words is the
// number that voice gives.
func newPage(t *transcript.Transcript, kind Kind, means func(*transcript.Transcript, int) bool, voice func(coding.Voice) int) *page {
	p := &page{t: t}
	turn := -1
	for _, paragraph := range t.Paragraphs {
		if means != nil && !means(t, paragraph.Turn) {
			continue
		}
		opens := len(p.spans) == 0
		switch kind {
		case Turn:
			opens = paragraph.Turn != turn
		case Paragraph:
			opens = true
		case Sentence:
			for s := range transcript.Sentences(t.Text(paragraph.Text)) {
				p.open()
				p.add(transcript.Span{Start: paragraph.Text.Start + s.Start, End: paragraph.Text.Start + s.End}, paragraph.Turn)
			}
			continue
		case Participant:
			speaker := t.Speaker(paragraph.Turn)
			if speaker.Case != "" || speaker.Role == transcript.Participant {
				p.pieces = append(p.pieces, piece{span: paragraph.Text, turn: paragraph.Turn, unit: voice(coding.VoiceOf(t, speaker))})
			}
			continue
		}
		turn = paragraph.Turn
		if opens {
			p.open()
		}
		p.add(paragraph.Text, paragraph.Turn)
	}
	return p
}

func (p *page) open() { p.spans = append(p.spans, transcript.Span{Start: -1}) }

// add puts text into the unit opened last.
func (p *page) add(text transcript.Span, turn int) {
	unit := len(p.spans) - 1
	if p.spans[unit].Start < 0 {
		p.spans[unit].Start = text.Start
	}
	p.spans[unit].End = text.End
	p.pieces = append(p.pieces, piece{span: text, turn: turn, unit: unit})
}

// spell returns the words of a piece.
func (p *page) spell(i int) []transcript.Span {
	if p.pieces[i].spelled == nil {
		const letters = 4 // of a word and the space behind it, at the least as a rule
		text := p.t.Text(p.pieces[i].span)
		p.pieces[i].spelled = slices.AppendSeq(make([]transcript.Span, 0, len(text)/letters+1), transcript.Words(text))
	}
	return p.pieces[i].spelled
}

// words returns how many words each unit has, of those that are asked for.
func (p *page) words(units map[int]int) map[int]int {
	out := make(map[int]int, len(units))
	for i := range p.pieces {
		if _, asked := units[p.pieces[i].unit]; asked {
			out[p.pieces[i].unit] += len(p.spell(i))
		}
	}
	return out
}

// short returns which units have three words or fewer.
func (p *page) short() []bool {
	n := make([]int, len(p.spans))
	for i := range p.pieces {
		piece := &p.pieces[i]
		if n[piece.unit] > short {
			continue
		}
		for range transcript.Words(p.t.Text(piece.span)) {
			if n[piece.unit]++; n[piece.unit] > short {
				break
			}
		}
	}
	out := make([]bool, len(n))
	for unit, words := range n {
		out[unit] = words <= short
	}
	return out
}

// met calls visit with every piece that one of the passages reaches, in order, and
// what of the body they share.
func (p *page) met(passages []transcript.Span, visit func(at int, shared transcript.Span)) {
	for _, s := range passages {
		if s.Empty() {
			continue
		}
		first, _ := slices.BinarySearchFunc(p.pieces, s.Start+1, func(piece piece, at int) int { return cmp.Compare(piece.span.End, at) })
		for i := first; i < len(p.pieces) && p.pieces[i].span.Start < s.End; i++ {
			visit(i, transcript.Span{Start: max(s.Start, p.pieces[i].span.Start), End: min(s.End, p.pieces[i].span.End)})
		}
	}
}

// touched returns the words of a piece that a passage touches, by their numbers.
func (p *page) touched(at int, shared transcript.Span) (first, end int) {
	start := p.pieces[at].span.Start
	words := p.spell(at)
	first, _ = slices.BinarySearchFunc(words, shared.Start-start+1, func(w transcript.Span, at int) int { return cmp.Compare(w.End, at) })
	for end = first; end < len(words) && words[end].Start < shared.End-start; {
		end++
	}
	return first, end
}

// covered returns how many words of each unit lie in one of the passages at
// least; units without one are not in it.
func (p *page) covered(passages []transcript.Span) map[int]int {
	out := map[int]int{}
	last, next := -1, 0 // the last piece looked at, and its first word not yet covered
	p.met(inOrder(passages), func(at int, shared transcript.Span) {
		switch {
		case at < last:
			return // a longer passage before has covered it, and more
		case at > last:
			last, next = at, 0
		}
		first, end := p.touched(at, shared)
		if n := end - max(first, next); n > 0 {
			out[p.pieces[at].unit] += n
			next = end
		}
	})
	return out
}

func inOrder(passages []transcript.Span) []transcript.Span {
	return slices.SortedFunc(slices.Values(passages), func(a, b transcript.Span) int { return cmp.Compare(a.Start, b.Start) })
}

// number gives the characters or words of the page their numbers, and returns how
// many there are.
func (p *page) number(kind Kind) int {
	n := 0
	for i := range p.pieces {
		p.pieces[i].first = n
		if kind == Word {
			n += len(p.spell(i))
		} else {
			n += utf8.RuneCountInString(p.t.Text(p.pieces[i].span))
		}
	}
	return n
}

// ranges returns the numbers of the characters or words that lie in one of the
// passages, as ranges in order and apart.
func (p *page) ranges(kind Kind, passages []transcript.Span) runs {
	var out runs
	p.met(inOrder(passages), func(at int, shared transcript.Span) {
		piece := &p.pieces[at]
		first, end := 0, 0
		if kind == Word {
			first, end = p.touched(at, shared)
		} else {
			first = utf8.RuneCountInString(p.t.Text(transcript.Span{Start: piece.span.Start, End: shared.Start}))
			end = first + utf8.RuneCountInString(p.t.Text(shared))
		}
		out.addRange(piece.first+first, piece.first+end)
	})
	return out
}
