package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"grounded/codebook"
)

// sideFrom is the width from which the codes that came later stand at the side of the text,
// and sideWidth how wide they stand there; on narrower screens they stand below it.
const (
	sideFrom  = 110
	sideWidth = 36
)

// besideText reports whether the codes that came later stand at the side.
func (s *Screen) besideText() bool { return s.list == later && s.width >= sideFrom }

// perPage is how many of the codes that came later are numbered at once.
func (s *Screen) perPage() int {
	if s.besideText() {
		return min(9, max((s.height-4)/3, 3))
	}
	return min(9, max(s.height/4, 3))
}

// laterShown are the codes that the numbers put while one reads again.
func (s *Screen) laterShown() []codebook.ID {
	all := s.sheet.Later
	each := s.perPage()
	if s.nines*each >= len(all) {
		s.nines = 0
	}
	from := s.nines * each
	return all[from:min(from+each, len(all))]
}

// nextNine numbers the next of the codes that came later.
func (s *Screen) nextNine() {
	if s.list != later {
		s.message = "no key 0 here; ? shows those there are"
		return
	}
	if len(s.sheet.Later) <= s.perPage() {
		s.message = "these are all that came later"
		return
	}
	s.nines++
	s.laterShown()
}

// laterHead says how many codes came later, and which of them have numbers.
func (s *Screen) laterHead() string {
	shown, all := len(s.laterShown()), len(s.sheet.Later)
	if shown == all {
		return fmt.Sprintf("Came later: %s", counted(all, "code"))
	}
	from := s.nines*s.perPage() + 1
	return fmt.Sprintf("Came later: %d-%d of %d · 0 next", from, from+shown-1, all)
}

// laterBelow are the codes that came later as lines below the text, each with what it
// means.
func (s *Screen) laterBelow() []string {
	out := []string{rule(s.laterHead(), s.width)}
	for i, id := range s.laterShown() {
		line := fmt.Sprintf("%d %s", i+1, bold(nameOf(s.sheet.Book, id)))
		if c, ok := s.sheet.Book.Code(id); ok && c.Definition != "" {
			line += ": " + oneLine(c.Definition)
		}
		out = append(out, ansi.Truncate(line, s.width, "…"))
	}
	return out
}

// laterSide are the codes that came later as the side of the screen, in so many lines.
func (s *Screen) laterSide(rows int) []string {
	width := sideWidth - 2
	out := []string{bold(s.laterHead())}
	codes := s.laterShown()
	each := max((rows-1)/max(len(codes), 1), 1) // lines a code
	for i, id := range codes {
		out = append(out, bold(ansi.Truncate(fmt.Sprintf("%d %s", i+1, nameOf(s.sheet.Book, id)), width, "…")))
		c, _ := s.sheet.Book.Code(id)
		if c.Definition == "" {
			continue
		}
		meaning := wrapped(c.Definition, width-2)
		if room := each - 1; len(meaning) > room {
			if room == 0 {
				continue
			}
			meaning = append(meaning[:room-1], ansi.Truncate(meaning[room-1], width-3, "")+"…")
		}
		for _, line := range meaning {
			out = append(out, "  "+line)
		}
	}
	for len(out) < rows {
		out = append(out, "")
	}
	for i := range out {
		out[i] = strings.TrimRight("│ "+out[i], " ")
	}
	return out[:min(rows, len(out))]
}
