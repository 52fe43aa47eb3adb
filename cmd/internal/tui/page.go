// Package tui is the coding screen: a transcript to read and to code, with keys. It
// draws and moves; what is changed is changed through a Desk.
package tui

import (
	"sort"

	"grounded/transcript"
	"grounded/transcript/lines"
)

// line is a line of the screen's page: a head with who speaks, or some words of a
// paragraph, or nothing between turns.
type line struct {
	span      transcript.Span // bytes of the body that stand in it; empty of heads and gaps
	turn      int
	paragraph int
	head      bool // says who speaks
	first     bool // the first of its paragraph
}

// page is a transcript laid out at some width, the text itself untouched.
type page struct {
	text  *transcript.Transcript
	width int // cells for words
	lines []line
	at    []int // the first line of words of each paragraph
}

// layOut breaks every paragraph into lines of at most width cells, at white space
// where there is some and between characters elsewhere.
func layOut(t *transcript.Transcript, width int) *page {
	p := &page{text: t, width: width, at: make([]int, len(t.Paragraphs))}
	for turn := range t.Turns {
		of := t.Turns[turn].Paragraphs
		if turn > 0 {
			p.lines = append(p.lines, line{turn: turn - 1, paragraph: of.First - 1, span: at(t.Paragraphs[of.First].Line.Start)})
		}
		if t.Turns[turn].Speaker >= 0 {
			p.lines = append(p.lines, line{turn: turn, paragraph: of.First, head: true, span: at(t.Paragraphs[of.First].Line.Start)})
		}
		for i := of.First; i < of.End; i++ {
			p.at[i] = len(p.lines)
			p.breakUp(turn, i)
		}
	}
	return p
}

func at(offset int) transcript.Span { return transcript.Span{Start: offset, End: offset} }

// breakUp lays one paragraph out.
func (p *page) breakUp(turn, paragraph int) {
	whole := p.text.Paragraphs[paragraph].Text
	for i, s := range lines.Break(p.text.Text(whole), p.width) {
		span := transcript.Span{Start: whole.Start + s.Start, End: whole.Start + s.End}
		p.lines = append(p.lines, line{span: span, turn: turn, paragraph: paragraph, first: i == 0})
	}
}

// lineOf returns the line of words that holds a byte of the body, or the next one.
func (p *page) lineOf(offset int) int {
	if len(p.lines) == 0 {
		return 0
	}
	i := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].span.End > offset })
	for ; i < len(p.lines); i++ {
		if p.isText(i) {
			return i
		}
	}
	for i = len(p.lines) - 1; i > 0 && !p.isText(i); i-- {
	}
	return i
}

// isText reports whether a line holds words.
func (p *page) isText(i int) bool { return !p.lines[i].span.Empty() }

// offsetAt returns the byte of the body that stands in a cell of a line, or the last
// of the line where there is none.
func (p *page) offsetAt(i, column int) int {
	l := p.lines[i]
	offset, used := l.span.Start, 0
	for g, width := range lines.Characters(p.text.Text(l.span)) {
		if used+width > column {
			return offset
		}
		used += width
		offset += len(g)
	}
	if offset > l.span.Start {
		return offset - 1
	}
	return offset
}

// columnOf returns the cell of its line in which a byte of the body stands.
func (p *page) columnOf(i, offset int) int {
	l := p.lines[i]
	place, used := l.span.Start, 0
	for g, width := range lines.Characters(p.text.Text(l.span)) {
		if place += len(g); place > offset {
			break
		}
		used += width
	}
	return used
}

// textLine returns the n-th line of words before or behind one, or the farthest there
// is.
func (p *page) textLine(from, n int) int {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for i := from + step; n > 0 && i >= 0 && i < len(p.lines); i += step {
		if p.isText(i) {
			from = i
			n--
		}
	}
	return from
}
