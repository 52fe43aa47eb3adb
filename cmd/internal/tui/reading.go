package tui

import (
	"slices"
	"strings"
	"time"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// read takes the sheet from the desk. What is marked stays on its words.
func (s *Screen) read() error {
	sheet, err := s.desk.Sheet()
	if err != nil {
		return err
	}
	was := s.sheet
	s.sheet, s.focus.text = sheet, sheet.Text
	s.memosRead, s.asides = false, nil
	switch {
	case was.Text == nil:
	case was.Text.ID != sheet.Text.ID:
		s.focus.free, s.dropped = false, false
		s.focus.place(min(s.focus.span.Start, len(sheet.Text.Body)))
		s.renewPage()
	case was.Text.Body != sheet.Text.Body:
		s.remark(was.Text)
		s.renewPage()
	}
	s.checkMode()
	if o, ok := s.over.(renewed); ok {
		o.renew(s)
	}
	if s.page != nil {
		s.stripe()
	}
	return nil
}

func (s *Screen) renewPage() {
	if s.page == nil {
		return
	}
	s.page = layOut(s.sheet.Text, s.textWidth())
	s.top = min(s.top, max(len(s.page.lines)-1, 0))
	s.hits = s.find(s.query)
}

// remark keeps the mark on the words that it was on in the former text, as a coding is
// kept. Where they are changed or gone nothing is marked any more.
func (s *Screen) remark(old *transcript.Transcript) {
	mark := coding.Relocate(coding.Placed{Now: s.focus.span, Fate: coding.Moved}, old)
	placed := coding.Anchor(old, s.sheet.Text, []coding.Coding{mark})[0]
	if placed.Fate != coding.Adrift && s.sheet.Text.Text(placed.Now) == mark.Quote {
		s.focus.anchor += placed.Now.Start - s.focus.span.Start
		s.focus.span = placed.Now
		return
	}
	where := min(s.focus.span.Start, len(s.sheet.Text.Body))
	if placed.Fate != coding.Adrift && !placed.Now.Empty() {
		where = placed.Now.Start
	}
	s.focus.free = false
	s.focus.place(where)
	if !s.dropped {
		s.dropped = true
		s.asides = append(s.asides, "the words that you had marked are other ones now, so nothing is marked")
	}
}

// checkMode ends what was begun with a coding that is not there any more.
func (s *Screen) checkMode() {
	id := s.placing
	if s.moving != nil {
		id = s.moving.coding
	}
	i := slices.IndexFunc(s.sheet.Codings, func(c coding.Placed) bool { return c.ID == id })
	switch {
	case id == "":
	case i < 0:
		s.moving, s.placing = nil, ""
		s.asides = append(s.asides, "the coding that you were moving is not there any more")
	case s.moving != nil && s.dropped:
		s.moving = nil
		s.asides = append(s.asides, "the ends are left as they were")
	}
}

// again reads the sheet anew, and says why.
func (s *Screen) again(why string) {
	if err := s.read(); err != nil {
		s.message = err.Error()
		return
	}
	s.message = strings.Join(append([]string{why}, s.asides...), "; ")
	if notes := strings.Join(s.sheet.Notes, "; "); notes != s.notes {
		if s.notes = notes; notes != "" {
			s.message += "; " + notes
		}
	}
}

// fresh reads the sheet anew when it changed on disk; false when the words are not those any
// more that a key was pressed on, so that it is to do nothing.
func (s *Screen) fresh() bool {
	if !s.desk.Changed() {
		return true
	}
	shown := s.sheet.Text.Body
	if s.again(changedOnDisk); s.sheet.Text.Body == shown {
		return true
	}
	s.message = strings.Join(append([]string{"the text was changed on disk meanwhile, so nothing was done; look, and do it again"}, s.asides...), "; ")
	return false
}

// change does one thing at the desk and shows what came of it. It does nothing when the
// words are not those any more that the key was pressed on.
func (s *Screen) change(do func() (string, error)) bool {
	elsewhere := s.desk.Changed()
	if !s.fresh() {
		return false
	}
	began := time.Now()
	said, err := do()
	if err != nil {
		s.slow = time.Since(began) > longWait
		_ = s.read()
		s.message = strings.Join(slices.Concat([]string{err.Error()}, s.asides), "; ")
		return false
	}
	if elsewhere {
		said += "; " + changedOnDisk
	}
	s.again(said)
	return true
}

// passage is what is marked, as a code can be put on it; false when that is nothing,
// which is said.
func (s *Screen) passage() (transcript.Span, bool) {
	passage, ok := s.focus.passage()
	switch {
	case s.dropped:
		s.message = "the words that you had marked were changed on disk; mark them again"
	case !ok:
		s.message = "no words are marked"
	}
	return passage, ok && !s.dropped
}
