package tui

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"grounded/transcript/coding"
)

// which asks which of several codings at the focus a key is about.
type which struct {
	what    string
	codings []string
	at      int
	do      func(s *Screen, id string)
}

// about does something to the coding at the focus. Where there are several, and none was
// gone to, it asks which is meant.
func (s *Screen) about(what string, do func(s *Screen, id string)) {
	if !s.fresh() {
		return
	}
	if s.dropped {
		s.message = "the words that you had marked were changed on disk; go to a coding again"
		return
	}
	here := s.here()
	switch {
	case len(here) == 0:
		s.message = "no code is on these words; tab goes to the next that are coded"
	case len(here) == 1 || here[0].ID == s.meant():
		do(s, here[0].ID)
	default:
		w := &which{what: what, do: do}
		for _, c := range here {
			w.codings = append(w.codings, c.ID)
		}
		s.over = w
	}
}

// meant is the coding that was gone to, or that a walk has come to.
func (s *Screen) meant() string {
	if s.picked == "" && s.list == walking {
		return s.walk.passages[max(s.walk.at, 0)].Coding
	}
	return s.picked
}

// codingOf returns a coding of the sheet, nil when it is not there.
func (s *Screen) codingOf(id string) *coding.Placed {
	i := slices.IndexFunc(s.sheet.Codings, func(c coding.Placed) bool { return c.ID == id })
	if i < 0 {
		return nil
	}
	return &s.sheet.Codings[i]
}

func (w *which) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	s.message = ""
	take := func(i int) {
		s.over, s.picked = nil, w.codings[i]
		if w.do(s, w.codings[i]); s.over == nil {
			s.follow()
		}
	}
	switch name := k.String(); name {
	case "down", "j":
		w.at = min(w.at+1, len(w.codings)-1)
	case "up", "k":
		w.at = max(w.at-1, 0)
	case "enter":
		take(w.at)
	case "esc", "q":
		s.over = nil
	default:
		n, err := strconv.Atoi(name)
		if err != nil || n < 1 || n > len(w.codings) {
			s.message = "a number or enter chooses, esc chooses none"
			return nil
		}
		take(n - 1)
	}
	return nil
}

// renew leaves out codings that are not there any more.
func (w *which) renew(s *Screen) {
	w.codings = slices.DeleteFunc(w.codings, func(id string) bool {
		c := s.codingOf(id)
		return c == nil || c.Fate == coding.Adrift
	})
	w.at = max(min(w.at, len(w.codings)-1), 0)
	if len(w.codings) == 0 {
		s.over = nil
	}
}

func (w *which) lines(s *Screen, width, most int) []string {
	out := []string{rule(fmt.Sprintf("%s which of %d? a number, or enter; esc none", w.what, len(w.codings)), width)}
	first := max(min(w.at-most/2, len(w.codings)-most+1), 0)
	for i := first; i < len(w.codings) && len(out) < most; i++ {
		c := s.codingOf(w.codings[i])
		if c == nil {
			continue
		}
		number := "  "
		if i < 9 {
			number = strconv.Itoa(i+1) + " "
		}
		row := fit(number+nameOf(s.sheet.Book, c.Code)+"  “"+oneLine(s.sheet.Text.Spoken(c.Now))+"”", width)
		if i == w.at {
			row = bar(row)
		}
		out = append(out, row)
	}
	return out
}
