package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// list is a worklist: what tab goes through.
type list int

const (
	everything list = iota
	unconfirmed
	later   // codes that came since the transcript was read
	walking // the passages of a code, across the study
)

// String returns what the status line calls the worklist; everything has no name, and a
// walk says itself how far it is.
func (l list) String() string {
	return [...]string{"", "to confirm", "later codes", ""}[l]
}

// holds reports whether a coding is one that the list is about.
func (l list) holds(c *coding.Placed) bool {
	return l != unconfirmed || c.By == coding.ByQuery && c.Fate != coding.Adrift
}

// goOn goes to what the worklist has next, when what it had was done with; from the last
// of a transcript to the next transcript.
func (s *Screen) goOn(done string) {
	said, was := s.message, s.list
	s.message = ""
	switch {
	case was == unconfirmed:
		s.picked = ""
		if s.waiting() == 0 {
			s.list = everything
			s.onTo(said)
			return
		}
		s.nextCoding(1)
		if s.message == noneFollows {
			s.message = ""
			s.nextCoding(-1)
		}
	case was == walking && s.walk.passages[s.walk.at].Coding == done:
		s.walkOn(1)
	}
	if s.message != "" {
		said += "; " + s.message
	}
	s.message = said
}

// waiting is how many codings of this transcript wait to be confirmed.
func (s *Screen) waiting() int {
	n := 0
	for i := range s.sheet.Codings {
		if unconfirmed.holds(&s.sheet.Codings[i]) {
			n++
		}
	}
	return n
}

// whichWaiting is the place, from 1, of the coding here among those that wait to be
// confirmed, 0 when it is none of them.
func (s *Screen) whichWaiting() int {
	n := 0
	for i := range s.sheet.Codings {
		c := &s.sheet.Codings[i]
		if !unconfirmed.holds(c) {
			continue
		}
		if n++; c.ID == s.picked {
			return n
		}
	}
	return 0
}

// onTo goes on with the worklist in the next transcript on which something waits.
func (s *Screen) onTo(said string) {
	next, ok := s.next()
	switch {
	case !ok:
		s.message = said + "; that was the last that waited to be confirmed"
		s.work = ""
	case s.turn(next):
		s.Begin(s.work)
		s.message = said + "; on in " + string(next)
	default:
		s.message = said + "; " + s.message
	}
}

// askList asks which worklist to go through.
func (s *Screen) askList() tea.Cmd {
	waits, adrift := s.waiting(), 0
	for i := range s.sheet.Codings {
		if s.sheet.Codings[i].Fate == coding.Adrift {
			adrift++
		}
	}
	keys := map[string]func(*Screen) tea.Cmd{}
	var says []string
	offer := func(n int, key, what string, do func(*Screen) tea.Cmd) {
		if n > 0 {
			keys[key] = do
			says = append(says, fmt.Sprintf("%s %d %s", key, n, what))
		}
	}
	offer(waits, "y", "to confirm", func(s *Screen) tea.Cmd { s.Begin(Unconfirmed); return nil })
	offer(adrift, "a", "adrift", func(s *Screen) tea.Cmd { s.Begin(Adrift); return nil })
	offer(len(s.sheet.Later), "l", "codes that came later", func(s *Screen) tea.Cmd { s.Begin(Revisit); return nil })
	if s.list == walking {
		offer(len(s.walk.passages), "s", "passages of "+s.walk.name+" to split", (*Screen).askParts)
	}
	if s.list == later {
		keys["r"] = func(s *Screen) tea.Cmd {
			if s.change(s.desk.Revisited) {
				s.list = everything
				s.sayNext()
			}
			return nil
		}
		says = append(says, "r read again")
	}
	if next, ok := s.next(); ok {
		keys["n"] = func(s *Screen) tea.Cmd {
			if s.turn(next) {
				s.Begin(s.work)
			}
			return nil
		}
		says = append(says, "n next: "+string(next))
	}
	if len(says) == 0 {
		s.message = "no worklist here: nothing to confirm, nothing adrift, no code that came later"
		return nil
	}
	s.over = choice{label: "work through: " + strings.Join(says, " · ") + " · esc none of them", keys: keys}
	return nil
}

// Begin goes through what waits on this transcript.
func (s *Screen) Begin(work Work) {
	s.work, s.picked, s.message, s.dropped = work, "", "", false
	switch work {
	case Unconfirmed:
		s.list = unconfirmed
		s.focus.place(0)
		s.nextCoding(1)
		if s.message == "" {
			s.message = "y confirms, d takes away, r puts another code; esc ends the list"
		}
	case Adrift:
		s.over = &lost{}
	case Revisit:
		s.list = later
		s.focus.place(0)
		s.nines = 0
		s.message = "numbers put the codes that came later; " + s.lists + " and r when you have read it again"
	}
	s.follow()
}

// next is the transcript on which the worklist goes on.
func (s *Screen) next() (transcript.ID, bool) {
	if s.work == "" {
		return "", false
	}
	id, ok, err := s.desk.Waiting(s.work)
	return id, ok && err == nil
}

// sayNext says where the worklist goes on, when this transcript is done with.
func (s *Screen) sayNext() {
	if id, ok := s.next(); ok {
		s.message += fmt.Sprintf("; %s and n go on with %s", s.lists, id)
	} else if s.work != "" {
		s.message += "; nothing else waits"
	}
}

// lost is the list of codings that are adrift, with the words that they were put on.
type lost struct{ at int }

func (l *lost) codings(s *Screen) []*coding.Placed {
	var out []*coding.Placed
	for i := range s.sheet.Codings {
		if s.sheet.Codings[i].Fate == coding.Adrift {
			out = append(out, &s.sheet.Codings[i])
		}
	}
	return out
}

func (l *lost) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	s.message = ""
	all := l.codings(s)
	switch k.String() {
	case "down", "j":
		l.at = min(l.at+1, max(len(all)-1, 0))
	case "up", "k":
		l.at = max(l.at-1, 0)
	case "enter", "e":
		s.over = nil
		if l.at < len(all) {
			s.placing, s.focus.free, s.dropped = all[l.at].ID, false, false
			if hits := s.find(firstWords(all[l.at].Quote)); len(hits) > 0 {
				s.mark(hits[0])
			} else if at := min(all[l.at].Span.Start, len(s.sheet.Text.Body)); at >= 0 {
				s.focus.place(at)
			}
			s.message = "mark where it belongs, then e puts it there, esc leaves it adrift"
			s.follow()
		}
	case "d", "delete":
		if l.at < len(all) {
			id := all[l.at].ID
			s.change(func() (string, error) { return s.desk.Remove(id) })
			l.at = max(min(l.at, len(l.codings(s))-1), 0)
		}
		if len(l.codings(s)) == 0 {
			s.over = nil
			s.sayNext()
		}
	case "?", "ctrl+g":
		s.over = &help{back: l, chapters: []chapter{{"Codings adrift", []shownKey{
			{"down up", "the next, the one before"}, {"enter", "put it back: mark the words, then e"},
			{"d", "take it away"}, {"esc", "leave them adrift"}}}}}
	case "esc", "q":
		s.over = nil
	}
	return nil
}

// firstWords returns the first three words of a quotation, by which its place may be
// found.
func firstWords(quote string) string {
	end, n := len(quote), 0
	for w := range transcript.Words(quote) {
		if n++; n == 3 {
			end = w.End
			break
		}
	}
	return quote[:end]
}

func (l *lost) lines(s *Screen, width, most int) []string {
	all := l.codings(s)
	out := []string{rule("adrift: enter puts one back on words that you mark, d takes it away, esc", width)}
	first := max(min(l.at-most/2, len(all)-most+1), 0)
	for i := first; i < len(all) && len(out) < most; i++ {
		row := fit(" "+nameOf(s.sheet.Book, all[i].Code)+" “"+oneLine(all[i].Quote)+"”", width)
		if i == l.at {
			row = bar(row)
		}
		out = append(out, row)
	}
	return out
}
