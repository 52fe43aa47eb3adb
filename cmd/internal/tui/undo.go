package tui

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Undone is what undo or redo did, and where.
type Undone struct {
	Said   string
	In     transcript.ID // whose codings it changed; "" when it changed none
	Coding string        // the coding that it named; "" when it named none
}

// OlderError is that the change which undo or redo would take back was not made in this
// session: it is done only when that is asked for.
type OlderError struct{ What string }

// Error says which change it is.
func (e *OlderError) Error() string { return "that was done before this session: " + e.What }

// undo takes back the newest change, or with again brings back what was taken back last,
// and goes to where that was. What was done before this session is asked about.
func (s *Screen) undo(again bool) { s.undoOlder(again, false) }

func (s *Screen) undoOlder(again, older bool) {
	var did Undone
	was := slices.Clone(s.sheet.Codings)
	in := s.sheet.Text.ID
	var tooOld *OlderError
	ok := s.change(func() (string, error) {
		var err error
		do := s.desk.Undo
		if again {
			do = s.desk.Redo
		}
		did, err = do(older)
		if errors.As(err, &tooOld) {
			return "", err
		}
		return did.Said, err
	})
	switch {
	case tooOld != nil:
		verb := "takes it back"
		if again {
			verb = "brings it back"
		}
		s.over = choice{label: tooOld.Error() + ". y " + verb + " · esc not", keys: map[string]func(*Screen) tea.Cmd{
			"y": func(s *Screen) tea.Cmd {
				s.undoOlder(again, true)
				return nil
			},
		}}
		s.message = ""
	case ok:
		s.goToChange(did, in, was)
	}
}

// goToChange goes to the place that undo or redo changed, in another transcript too.
func (s *Screen) goToChange(did Undone, in transcript.ID, was []coding.Placed) {
	said := s.message
	if did.In != "" && did.In != s.sheet.Text.ID {
		from := s.now()
		if !s.turn(did.In) {
			s.message = said + "; " + s.message
			return
		}
		s.trail = append(s.trail, from)
		s.pick(did.Coding)
	} else if in == s.sheet.Text.ID {
		s.goToDifference(was)
	}
	if s.list == walking {
		if i := slices.IndexFunc(s.walk.passages, func(p Passage) bool { return p.Coding == s.picked || p.Coding == did.Coding }); i >= 0 {
			s.walk.at = i
		}
	}
	if s.message = said; did.In != "" && did.In != in && !strings.Contains(said, string(did.In)) {
		s.message += "; this is " + string(did.In)
	}
	s.follow()
}

// goToDifference goes to the first coding that differs from those before.
func (s *Screen) goToDifference(was []coding.Placed) {
	before := map[string]coding.Placed{}
	for _, c := range was {
		before[c.ID] = c
	}
	for i := range s.sheet.Codings {
		c := &s.sheet.Codings[i]
		b, there := before[c.ID]
		delete(before, c.ID)
		if c.Fate != coding.Adrift && (!there || b.Code != c.Code || b.Now != c.Now || b.Memo != c.Memo || b.By != c.By) {
			s.goToCoding(c)
			return
		}
	}
	for _, c := range was {
		if _, gone := before[c.ID]; gone && c.Fate != coding.Adrift && s.codingOf(c.ID) == nil && c.Now.End <= len(s.sheet.Text.Body) {
			s.picked, s.dropped = "", false
			s.focus.free, s.focus.measure, s.focus.span = false, bySentence, c.Now
			return
		}
	}
}
