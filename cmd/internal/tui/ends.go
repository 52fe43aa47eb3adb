package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"grounded/transcript"
)

// ends is the moving of a coding's ends: one of them is under the hand, and the keys that
// otherwise move the reader move it.
type ends struct {
	coding string
	name   string // of its code
	first  bool   // the beginning is under the hand
}

// endBindings returns the keys while ends are moved; no others do anything then.
func endBindings(vim bool) []binding {
	pick := func(usual, vims []string) []string {
		if vim {
			return vims
		}
		return usual
	}
	keys := func(k ...string) []string { return k }
	by := func(m measure, forward bool) func(*Screen) tea.Cmd {
		return plain(func(s *Screen) { s.moveEnd(m, forward) })
	}
	in := func(first, more bool) func(*Screen) tea.Cmd {
		return plain(func(s *Screen) {
			s.moving.first = first
			s.moveEnd(s.focus.measure, first != more)
		})
	}
	const chapter = "While ends are moved"
	return []binding{
		{chapter, pick(keys("right"), keys("l", "w", "right")), "the end under hand on by a word", marks, by(byWord, true)},
		{chapter, pick(keys("left"), keys("h", "b", "left")), "back by a word", marks, by(byWord, false)},
		{chapter, pick(keys("down"), keys("j", "down")), "on by a line", marks, plain(func(s *Screen) { s.endByLine(1) })},
		{chapter, pick(keys("up"), keys("k", "up")), "back by a line", marks, plain(func(s *Screen) { s.endByLine(-1) })},
		{chapter, pick(keys("s"), keys(")", "s")), "on by a sentence", marks, by(bySentence, true)},
		{chapter, pick(keys("S"), keys("(", "S")), "back by a sentence", marks, by(bySentence, false)},
		{chapter, pick(keys("p"), keys("}", "p")), "on by a paragraph", marks, by(byParagraph, true)},
		{chapter, pick(keys("P"), keys("{", "P")), "back by a paragraph", marks, by(byParagraph, false)},
		{chapter, pick(keys("t"), keys("]", "t")), "on by a turn", marks, by(byTurn, true)},
		{chapter, pick(keys("T"), keys("[", "T")), "back by a turn", marks, by(byTurn, false)},
		{chapter, keys("tab", "v"), "take the other end in hand", marks, plain(func(s *Screen) { s.moving.first = !s.moving.first })},
		{chapter, pick(keys(".", "shift+right"), keys(".", "L", "shift+right")), "one unit more at the end", marks, in(false, true)},
		{chapter, pick(keys(",", "shift+left"), keys(",", "H", "shift+left")), "one less at the end", marks, in(false, false)},
		{chapter, keys("<"), "one more at the beginning", marks, in(true, true)},
		{chapter, keys(">"), "one less at the beginning", marks, in(true, false)},
		{chapter, keys("x", "+"), "a larger unit for . , < >", marks, plain(func(s *Screen) { s.focus.measure = min(s.focus.measure+1, byTurn) })},
		{chapter, keys("X", "-"), "a smaller unit", marks, plain(func(s *Screen) { s.focus.measure = max(s.focus.measure-1, byWord) })},
		{chapter, keys("e", "enter"), "keep the ends as they are marked", changes, plain((*Screen).keepEnds)},
		{chapter, keys("esc"), "leave them as they were", looks, plain((*Screen).leaveEnds)},
		{chapter, keys("?"), "these keys", looks, (*Screen).showHelp},
	}
}

// keyAtEnds takes a key while ends are moved.
func (s *Screen) keyAtEnds(name string) {
	for _, b := range s.atEnd {
		if slices.Contains(b.keys, name) {
			b.do(s)
			s.follow()
			return
		}
	}
	s.message = "not while ends are moved: e keeps them, esc leaves them as they were, ? shows the keys"
}

// moveEnds begins to move the ends of a coding.
func (s *Screen) moveEnds() {
	if s.placing != "" {
		s.placeLost()
		return
	}
	s.about("e moves the ends of", func(s *Screen, id string) {
		c := s.codingOf(id)
		s.moving, s.picked = &ends{coding: id, name: nameOf(s.sheet.Book, c.Code)}, id
		s.focus.free, s.focus.measure, s.focus.span = false, byWord, c.Now
	})
}

// moveEnd moves the end under the hand to the next end of a unit, or the one before; it
// never passes the other end.
func (s *Screen) moveEnd(m measure, forward bool) {
	f, was := s.focus, s.focus.span
	f.measure = m
	switch {
	case s.moving.first && forward:
		f.shrinkBack()
	case s.moving.first:
		f.growBack()
	case forward:
		f.grow()
	default:
		f.shrink()
	}
	if s.focus.span = f.span; f.span == was {
		s.message = "that is as far as this end goes by " + m.String()
		return
	}
	s.sayOthersWords(was)
}

// endByLine moves the end under the hand to the word above or below it.
func (s *Screen) endByLine(n int) {
	f, was := &s.focus, s.focus.span
	at := f.span.Start
	if !s.moving.first {
		at = f.span.End - 1
	}
	from := s.page.lineOf(at)
	to := s.page.textLine(from, n)
	u, ok := f.at(byWord, s.page.offsetAt(to, s.page.columnOf(from, at)))
	switch {
	case !ok || to == from:
	case s.moving.first && u.Start < f.span.End:
		f.span.Start = u.Start
	case !s.moving.first && u.End > f.span.Start:
		f.span.End = u.End
	}
	if f.span == was {
		s.message = "that is as far as this end goes"
		return
	}
	s.sayOthersWords(was)
}

// endAt moves the end under the hand to the word at a byte of the body.
func (s *Screen) endAt(offset int) {
	u, ok := s.focus.at(byWord, offset)
	switch {
	case ok && s.moving.first && u.Start < s.focus.span.End:
		s.focus.span.Start = u.Start
	case ok && !s.moving.first && u.End > s.focus.span.Start:
		s.focus.span.End = u.End
	}
}

// keepEnds moves the ends to where they are marked.
func (s *Screen) keepEnds() {
	passage, ok := s.passage()
	if !ok {
		return
	}
	id := s.moving.coding
	if c := s.codingOf(id); c != nil && c.Now == passage {
		s.moving, s.focus.measure = nil, bySentence
		s.message = "the ends are where they were"
		return
	}
	if s.change(func() (string, error) { return s.desk.Move(id, passage) }) {
		s.moving, s.focus.measure = nil, bySentence
	}
}

func (s *Screen) leaveEnds() {
	if c := s.codingOf(s.moving.coding); c != nil {
		s.focus.span = c.Now
	}
	s.moving, s.focus.measure = nil, bySentence
	s.message = "the ends are left as they were"
}

// placeLost puts the coding adrift that is being put back on what is marked.
func (s *Screen) placeLost() {
	passage, ok := s.passage()
	if !ok {
		return
	}
	id := s.placing
	if s.change(func() (string, error) { return s.desk.Move(id, passage) }) {
		s.placing, s.picked, s.focus.free = "", id, false
		if s.work == Adrift && len((&lost{}).codings(s)) == 0 {
			s.sayNext()
		}
	}
}

// mark marks words, and what is marked next is by words too.
func (s *Screen) mark(span transcript.Span) {
	s.focus.free, s.focus.measure, s.focus.span = false, byWord, span
	s.dropped = false
}
