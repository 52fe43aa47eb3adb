package tui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"grounded/transcript/coding"
)

// say is the line above the status when nothing was just said: what is known of the
// coding at the focus, or else the codes that keys put.
func (s *Screen) say() string {
	here, others := s.here(), s.othersHere()
	if len(here) == 0 && others != "" {
		return others
	}
	if len(here) == 0 {
		switch {
		case s.placing != "":
			return faint("mark where it belongs; e puts it there, esc leaves it adrift")
		case s.list == later || s.splitting() || len(s.numbered()) == 0:
			return faint("enter codes what is marked, ? shows all keys")
		}
		return s.numbers()
	}
	if len(here) > 1 && here[0].ID != s.meant() {
		var all []string
		for _, c := range here {
			all = append(all, bold(nameOf(s.sheet.Book, c.Code)))
		}
		return fmt.Sprintf("%d here: %s", len(here), strings.Join(all, " · "))
	}
	c := here[0]
	text := bold(nameOf(s.sheet.Book, c.Code))
	if len(here) > 1 {
		text += faint(fmt.Sprintf(" (and %d more here)", len(here)-1))
	}
	if others != "" {
		return text + " · " + others
	}
	if c.Memo != "" {
		text += ": " + faint("memo “") + oneLine(c.Memo) + faint("”")
	}
	if entry, ok := s.sheet.Book.Code(c.Code); ok && entry.Definition != "" {
		separator := ": "
		if c.Memo != "" {
			separator = " · "
		}
		text += separator + oneLine(entry.Definition)
	}
	return text
}

// othersHere says which codes of others are on what is marked, when they are shown.
func (s *Screen) othersHere() string {
	if !s.beside {
		return ""
	}
	var out []string
	for _, o := range s.sheet.Others {
		for _, c := range o.Codings {
			if c.Fate != coding.Adrift && c.Now.Overlaps(s.focus.span) {
				out = append(out, string(o.Analyst)+": "+nameOf(o.Book, c.Code))
			}
		}
	}
	if len(out) == 0 {
		return ""
	}
	return faint(strings.Join(out, " · "))
}

// endsLine says which end is under the hand, and what to do with it.
func (s *Screen) endsLine() []string {
	end := "end"
	if s.moving.first {
		end = "beginning"
	}
	return wrapped(fmt.Sprintf("the %s of %s: right and left by a word, s and S by a sentence; tab the other end; e keeps them, esc leaves them", bold(end), ansi.Truncate(s.moving.name, 24, "…")), s.width)
}

// numbers says which codes the keys 1 to 9 put.
func (s *Screen) numbers() string {
	var codes []string
	if s.splitting() {
		codes = append(codes, s.walk.name+" into:")
	}
	for i, id := range s.numbered() {
		if i == 9 {
			break
		}
		name := nameOf(s.sheet.Book, id)
		if s.splitting() {
			name = s.walk.parts[i].Name // it may not be in the codebook yet
		}
		codes = append(codes, fmt.Sprintf("%d %s", i+1, name))
	}
	return faint(strings.Join(codes, "  "))
}

// status says where the reader is, and who reads. What matters least is left out where
// there is no room for it.
func (s *Screen) status() string {
	text := s.sheet.Text
	paragraph := 0
	if len(text.Paragraphs) > 0 {
		paragraph = text.ParagraphAt(s.focus.head())
	}
	var parts []string
	var worth []int // of each part; those worth most stay longest
	say := func(value int, part string) {
		if part != "" {
			parts, worth = append(parts, part), append(worth, value)
		}
	}
	if s.list == walking {
		say(8, s.walk.String())
	}
	say(9, fmt.Sprintf("%s ¶%d of %d", text.ID, paragraph+1, len(text.Paragraphs)))
	if s.list != walking && len(text.Body) > 0 {
		say(1, fmt.Sprintf("%d %%", 100*s.focus.span.End/len(text.Body)))
	}
	adrift := 0
	for _, c := range s.sheet.Codings {
		if c.Fate == coding.Adrift {
			adrift++
		}
	}
	say(3, counted(len(s.sheet.Codings), "coding"))
	if adrift > 0 {
		say(4, fmt.Sprintf("%d adrift", adrift))
	}
	if s.sheet.Finished {
		say(2, "finished")
	}
	if s.sheet.ReadOnly {
		say(6, "read-only")
	}
	switch s.list {
	case unconfirmed:
		if n := s.whichWaiting(); n > 0 {
			say(7, fmt.Sprintf("%d of %d to confirm", n, s.waiting()))
		} else {
			say(7, fmt.Sprintf("%d to confirm", s.waiting()))
		}
	case later:
		say(5, "later codes")
	}
	switch {
	case s.moving != nil:
		say(7, "moving ends by "+s.focus.measure.String())
	case s.placing != "":
		say(7, "putting back")
	case s.dropped:
		say(7, "nothing marked")
	case s.focus.free:
		say(7, "marking")
	default:
		say(7, "by "+s.focus.measure.String())
	}
	right := " " + ansi.Truncate(string(s.sheet.Analyst), 20, "…") + " "
	room := max(s.width-ansi.StringWidth(right), 0)
	for len(parts) > 1 && ansi.StringWidth(" "+strings.Join(parts, " · ")) > room {
		least := 0
		for i := range worth {
			if worth[i] < worth[least] {
				least = i
			}
		}
		parts, worth = append(parts[:least], parts[least+1:]...), append(worth[:least], worth[least+1:]...)
	}
	return bar(fit(" "+strings.Join(parts, " · "), room) + right)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
