package tui

import (
	"slices"
	"strings"

	"grounded/transcript"
)

// measure is what one step moves by and one stroke marks.
type measure int

const (
	byWord measure = iota
	bySentence
	byParagraph
	byTurn
)

// String returns what the status line and the help call the measure.
func (m measure) String() string {
	return [...]string{"word", "sentence", "paragraph", "turn"}[m]
}

// focus is where the reader is in a transcript, and what is marked there: always some
// words, from the first character of one to the last of another.
type focus struct {
	text    *transcript.Transcript
	measure measure
	span    transcript.Span
	anchor  int  // where free marking began
	free    bool // moving marks from the anchor on
	back    bool // what moves when marking freely is the beginning
}

// units returns the stretches of one measure in a paragraph, by place; of a turn the
// whole of it.
func (f *focus) units(m measure, paragraph int) []transcript.Span {
	p := f.text.Paragraphs[paragraph]
	text := f.text.Text(p.Text)
	var out []transcript.Span
	add := func(s transcript.Span) {
		if clipped, ok := f.text.Clip(transcript.Span{Start: p.Text.Start + s.Start, End: p.Text.Start + s.End}); ok {
			out = append(out, clipped)
		}
	}
	switch m {
	case byWord:
		for s := range transcript.Words(text) {
			add(s)
		}
	case bySentence:
		for s := range transcript.Sentences(text) {
			add(s)
		}
	case byParagraph:
		add(transcript.Span{End: len(text)})
	case byTurn:
		if whole, ok := f.text.Clip(f.text.TurnSpan(p.Turn)); ok {
			out = append(out, whole)
		}
	}
	if len(out) == 0 && strings.TrimSpace(text) != "" {
		add(transcript.Span{End: len(text)})
	}
	return out
}

// at returns the unit at a byte of the body, or the next one, or the last there is.
func (f *focus) at(m measure, offset int) (transcript.Span, bool) {
	for i := min(f.text.ParagraphAt(offset), len(f.text.Paragraphs)-1); i >= 0 && i < len(f.text.Paragraphs); i++ {
		for _, u := range f.units(m, i) {
			if u.End > offset {
				return u, true
			}
		}
	}
	return f.before(m, offset+1)
}

// behind returns the first unit that begins at or behind a byte of the body.
func (f *focus) behind(m measure, offset int) (transcript.Span, bool) {
	for i := f.text.ParagraphAt(offset); i >= 0 && i < len(f.text.Paragraphs); i++ {
		for _, u := range f.units(m, i) {
			if u.Start >= offset {
				return u, true
			}
		}
	}
	return transcript.Span{}, false
}

// before returns the last unit that ends at or before a byte of the body.
func (f *focus) before(m measure, offset int) (transcript.Span, bool) {
	for i := min(f.text.ParagraphAt(offset), len(f.text.Paragraphs)-1); i >= 0; i-- {
		for _, u := range slices.Backward(f.units(m, i)) {
			if u.End <= offset {
				return u, true
			}
		}
	}
	return transcript.Span{}, false
}

// place puts the focus on the unit at a byte of the body.
func (f *focus) place(offset int) {
	if u, ok := f.at(f.measure, offset); ok {
		f.take(u)
	}
}

// take marks a unit that was moved to, or up to it when marking freely.
func (f *focus) take(u transcript.Span) {
	if !f.free {
		f.span = u
		return
	}
	if f.back = u.Start < f.anchor; f.back {
		f.span = transcript.Span{Start: u.Start, End: f.end(f.anchor)}
		return
	}
	f.span = transcript.Span{Start: f.start(f.anchor), End: u.End}
}

func (f *focus) end(offset int) int {
	u, _ := f.at(byWord, offset)
	return max(u.End, offset)
}

func (f *focus) start(offset int) int {
	u, ok := f.at(byWord, offset)
	if !ok {
		return offset
	}
	return min(u.Start, offset)
}

// head is the byte that moves.
func (f *focus) head() int {
	if f.free && !f.back {
		return max(f.span.End-1, f.span.Start)
	}
	return f.span.Start
}

// next moves to the next unit of a measure, prev to the one before. From a larger unit
// that was gone to, a paragraph or a turn, the next sentence is its first.
func (f *focus) next(m measure) {
	larger := f.measure > m && m >= bySentence && !f.free
	f.measure = m
	if first, ok := f.at(m, f.span.Start); larger && ok && first.Start == f.span.Start && first.End < f.span.End {
		f.take(first)
		return
	}
	from := f.span.End
	if f.free {
		from = f.head() + 1
	}
	if u, ok := f.behind(m, from); ok {
		f.take(u)
	}
}

func (f *focus) prev(m measure) {
	f.measure = m
	if u, ok := f.before(m, f.head()); ok {
		f.take(u)
	}
}

// grow takes in one more unit at the end, shrink gives the last one back.
func (f *focus) grow() {
	if u, ok := f.behind(f.measure, f.span.End); ok {
		f.span.End = u.End
	}
}

func (f *focus) shrink() {
	if u, ok := f.before(f.measure, f.span.End-1); ok && u.End > f.span.Start {
		f.span.End = u.End
	}
}

// growBack takes in one more unit at the beginning, shrinkBack gives the first one
// back.
func (f *focus) growBack() {
	if u, ok := f.before(f.measure, f.span.Start); ok {
		f.span.Start = u.Start
	}
}

func (f *focus) shrinkBack() {
	if u, ok := f.behind(f.measure, f.span.Start+1); ok && u.Start < f.span.End {
		f.span.Start = u.Start
	}
}

// widen marks the larger unit around what is marked, narrow the smaller one at its
// beginning.
func (f *focus) widen() {
	if f.measure < byTurn {
		f.measure++
	}
	f.free = false
	first, ok := f.at(f.measure, f.span.Start)
	last, okToo := f.at(f.measure, max(f.span.End-1, f.span.Start))
	if ok && okToo {
		f.span = transcript.Span{Start: min(f.span.Start, first.Start), End: max(f.span.End, last.End)}
	}
}

func (f *focus) narrow() {
	f.free = false
	for was := f.span; f.measure > byWord && f.span == was; {
		f.measure--
		f.place(f.span.Start)
	}
}

// mark begins to mark freely, or ends it.
func (f *focus) mark() {
	f.free = !f.free
	f.anchor, f.back = f.span.Start, false
}

// passage is what is marked as a coding can stand on it; false when no words are.
func (f *focus) passage() (transcript.Span, bool) { return f.text.Clip(f.span) }
