package tui

import "grounded/transcript"

// line moves the focus by lines of words, at the same column.
func (s *Screen) line(n int) {
	from := s.page.lineOf(s.focus.head())
	to := s.page.textLine(from, n)
	if to == from {
		return
	}
	offset := s.page.offsetAt(to, s.page.columnOf(from, s.focus.head()))
	before := s.focus.span
	s.focus.place(offset)
	// A unit of several lines is left by its edge.
	if s.focus.span == before && !s.focus.free {
		edge := before.Start
		if n > 0 {
			edge = before.End - 1
		}
		if at := s.page.textLine(s.page.lineOf(edge), sign(n)); at != s.page.lineOf(edge) {
			s.focus.place(s.page.lines[at].span.Start)
		}
	}
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// grow takes in one more unit at the end, or with back at the beginning, and says when
// that is somebody else's words.
func (s *Screen) grow(back bool) {
	was := s.focus.span
	if back {
		s.focus.growBack()
	} else {
		s.focus.grow()
	}
	s.sayOthersWords(was)
}

// sayOthersWords says when the mark reaches from one speaker's words into another's.
func (s *Screen) sayOthersWords(was transcript.Span) {
	text, now := s.sheet.Text, s.focus.span
	turnAt := func(offset int) int { return text.Paragraphs[text.ParagraphAt(offset)].Turn }
	label := func(turn int) string { return text.Speaker(turn).Label }
	fresh, from := turnAt(now.Start), turnAt(was.Start)
	if now.Start == was.Start {
		fresh, from = turnAt(now.End-1), turnAt(was.End-1)
	}
	if fresh != from && label(fresh) != label(from) && (now.Start < was.Start || now.End > was.End) {
		s.message = "this takes in words of " + label(fresh) + " too"
	}
}
