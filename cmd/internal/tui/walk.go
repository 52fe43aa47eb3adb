package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// walk goes through the passages that a code had when it began, whatever their code is
// by now.
type walk struct {
	code     codebook.ID
	name     string
	passages []Passage // in order of transcripts and in each by place
	at       int
	parts    []codebook.Code // what the code is split into on the way; none when it is not
}

// String returns how far the walk is, as the status line says it.
func (w *walk) String() string { return fmt.Sprintf("%d of %d · %s", w.at+1, len(w.passages), w.name) }

// Walk goes through all passages of a code across the study, from the first one in a
// transcript on, or from the first of all when that is "". With parts, as Desk.Parts
// returns them, the keys 1 to 9 put one of them in the place of the code. It is an error
// when no passage is there to begin with.
func (s *Screen) Walk(code codebook.ID, from transcript.ID, parts []codebook.Code) error {
	name := nameOf(s.sheet.Book, code)
	all, err := s.desk.Passages(code)
	if err != nil {
		return err
	}
	first := slices.IndexFunc(all, func(p Passage) bool { return from == "" || p.In == from })
	switch {
	case len(all) == 0:
		return fmt.Errorf("%s is on no passage", name)
	case first < 0:
		return fmt.Errorf("%s is on no passage of %s; the first is %s", name, from, all[0].Place)
	}
	s.trail = append(s.trail, s.now())
	s.walk, s.list = &walk{code: code, name: name, passages: all, at: first - 1, parts: parts}, walking
	s.walkOn(1)
	if s.message == "" {
		s.message = "r puts another code, d takes it away, tab goes on, esc ends; " + s.lists + " s splits"
		if len(parts) > 0 {
			s.message = "a number puts that code instead, tab leaves it and goes on, esc ends"
		}
	}
	return nil
}

// walkOn goes to the next passage of the walk, or the one before, leaving out those that
// were taken away since, and those of transcripts that cannot be read.
func (s *Screen) walkOn(step int) {
	w := s.walk
	next := w.at + step
	w.at = max(w.at, 0)
	for i := next; i >= 0 && i < len(w.passages); i += step {
		if s.turn(w.passages[i].In) && s.pick(w.passages[i].Coding) {
			w.at = i
			return
		}
	}
	if s.turn(w.passages[w.at].In) {
		s.pick(w.passages[w.at].Coding)
		s.message = fmt.Sprintf("this is the first of %s", counted(len(w.passages), "passage"))
		if step > 0 {
			s.message = fmt.Sprintf("that was the last of %s", counted(len(w.passages), "passage"))
			if left, err := s.desk.Passages(w.code); err == nil && len(left) > 0 {
				s.message += fmt.Sprintf("; %d with %s still", len(left), w.name)
			}
		}
	}
}

// pick marks a coding of this transcript; false when it has no place here.
func (s *Screen) pick(id string) bool {
	i := slices.IndexFunc(s.sheet.Codings, func(c coding.Placed) bool { return c.ID == id && c.Fate != coding.Adrift })
	if i < 0 {
		return false
	}
	s.goToCoding(&s.sheet.Codings[i])
	s.follow()
	return true
}

// splitting reports whether the code that is walked is split on the way.
func (s *Screen) splitting() bool { return s.list == walking && len(s.walk.parts) > 0 }

// putPart puts a part of the code that is split in its place on the passage here.
func (s *Screen) putPart(part codebook.ID) {
	s.about("a number splits", func(s *Screen, id string) {
		w, c := s.walk, s.codingOf(id)
		do := func() (string, error) { return s.desk.Split(id, w.code, w.parts, part) }
		switch {
		case c.Code == w.code:
		case id == w.passages[w.at].Coding: // decided before, and now another way
			do = func() (string, error) { return s.desk.Recode(id, part) }
		default:
			s.message = fmt.Sprintf("this is %s, and %s is split; tab goes on with it", nameOf(s.sheet.Book, c.Code), w.name)
			return
		}
		if s.change(do) {
			s.goOn(id)
		}
	})
}

// askParts asks what the code that is walked is split into.
func (s *Screen) askParts() tea.Cmd {
	w := s.walk
	var names []string
	for _, p := range w.parts {
		names = append(names, p.Name)
	}
	s.ask(prompt{label: "split " + w.name + " into, with commas between:", about: "parts of " + w.name, done: func(s *Screen, text string) bool {
		parts, err := s.desk.Parts(w.code, strings.Split(text, ","))
		if err != nil {
			s.message = err.Error()
			return text == ""
		}
		w.parts = parts
		return true
	}}, strings.Join(names, ", "))
	return nil
}
