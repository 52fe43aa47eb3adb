package tui

import (
	tea "charm.land/bubbletea/v2"
)

// click goes to a word, drag marks up to another.
func (s *Screen) click(m tea.Mouse) {
	offset, ok := s.under(m)
	if ok && m.Button == tea.MouseLeft && s.moving != nil {
		s.endAt(offset)
		return
	}
	if ok && m.Button == tea.MouseLeft {
		s.dropped, s.picked = false, ""
		s.focus.free, s.focus.measure = false, byWord
		s.focus.place(offset)
	}
}

func (s *Screen) drag(m tea.Mouse) {
	offset, ok := s.under(m)
	if !ok || m.Button != tea.MouseLeft {
		return
	}
	if s.moving != nil {
		s.endAt(offset)
		return
	}
	if !s.focus.free {
		s.focus.mark()
	}
	s.focus.place(offset)
}

// under returns the byte of the body under the mouse.
func (s *Screen) under(m tea.Mouse) (int, bool) {
	if s.over != nil || s.page == nil || m.Y < 0 || m.Y >= s.rows() {
		return 0, false
	}
	i := s.top + m.Y
	if i >= len(s.page.lines) || !s.page.isText(i) || m.X < gutter {
		return 0, false
	}
	return s.page.offsetAt(i, m.X-gutter), true
}
