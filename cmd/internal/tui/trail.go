package tui

import (
	"grounded/transcript"
)

// stop is a place in a transcript that was left for another.
type stop struct {
	in transcript.ID
	at int
}

// now is where the reader is.
func (s *Screen) now() stop { return stop{s.sheet.Text.ID, s.focus.span.Start} }

// goTo goes to a coding of any transcript, and back returns from there.
func (s *Screen) goTo(in transcript.ID, coding string) {
	from := s.now()
	if !s.turn(in) {
		return
	}
	s.trail = append(s.trail, from)
	if s.pick(coding) {
		s.message = "backspace goes back to where you were"
	} else {
		s.message = "that coding is not there any more; backspace goes back"
	}
}

func (s *Screen) back() {
	if len(s.trail) == 0 {
		s.message = "this is where you began; = and enter lead to other passages of a code"
		return
	}
	last := s.trail[len(s.trail)-1]
	if s.turn(last.in) {
		s.trail = s.trail[:len(s.trail)-1]
		s.dropped, s.picked = false, ""
		s.goToPlace(last.at)
	}
}

// turn goes on with another transcript.
func (s *Screen) turn(to transcript.ID) bool {
	if to == s.sheet.Text.ID {
		return true
	}
	if err := s.desk.Turn(to); err != nil {
		s.message = err.Error()
		return false
	}
	if err := s.read(); err != nil {
		s.message = err.Error()
		_ = s.desk.Turn(s.sheet.Text.ID) // what is done next is done to what is shown
		return false
	}
	s.drop()
	s.top = 0
	if s.list != walking {
		s.list = everything
	}
	return true
}
