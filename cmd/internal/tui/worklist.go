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
func (l list) holds(c *coding.Placed) bool { return l != unconfirmed || c.By == coding.ByQuery }

// goOn goes to what the worklist has next, when what it had was done with.
func (s *Screen) goOn(done string) {
	said, was := s.message, s.list
	s.message = ""
	switch {
	case was == unconfirmed:
		s.picked = ""
		s.nextCoding(1)
		if s.message == noneFollows {
			s.nextCoding(-1)
		}
	case was == walking && s.walk.passages[s.walk.at].Coding == done:
		s.walkOn(1)
	}
	if s.message != "" {
		said += "; " + s.message
	}
	if s.message = said; s.list != was {
		s.sayNext()
	}
}

// askList asks which worklist to go through.
func (s *Screen) askList() tea.Cmd {
	waits, adrift := 0, 0
	for i := range s.sheet.Codings {
		if unconfirmed.holds(&s.sheet.Codings[i]) {
			waits++
		}
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
	s.work, s.picked, s.message = work, "", ""
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
		s.message = "1 to 9 put the codes that came later; " + s.lists + " and r when you have read it again"
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
	all := l.codings(s)
	switch k.String() {
	case "down", "j":
		l.at = min(l.at+1, max(len(all)-1, 0))
	case "up", "k":
		l.at = max(l.at-1, 0)
	case "enter", "e":
		s.over = nil
		if l.at < len(all) {
			s.moving, s.focus.free = all[l.at].ID, false
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

// comparison holds a coding against the other passages of its code.
type comparison struct {
	this   *coding.Placed
	others []Passage
	at     int
}

// newest returns the passages of a code, those coded last before others.
func (s *Screen) newest(code codebook.ID) ([]Passage, error) {
	all, err := s.desk.Passages(code)
	slices.SortStableFunc(all, func(a, b Passage) int { return b.At.Compare(a.At) })
	return all, err
}

func (s *Screen) compare() tea.Cmd {
	c := s.coding()
	if c == nil {
		return nil
	}
	all, err := s.newest(c.Code)
	if err != nil {
		s.message = err.Error()
		return nil
	}
	id := c.ID
	all = slices.DeleteFunc(all, func(p Passage) bool { return p.Coding == id })
	if len(all) == 0 {
		s.message = nameOf(s.sheet.Book, c.Code) + " is on no other passage yet"
		return nil
	}
	this := *c
	s.over = &comparison{this: &this, others: all}
	return nil
}

func (c *comparison) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "down", "j", "space":
		c.at = min(c.at+1, len(c.others)-1)
	case "up", "k":
		c.at = max(c.at-1, 0)
	case "enter":
		s.over = nil
		s.goTo(c.others[c.at].In, c.others[c.at].Coding)
	case "w":
		s.over = nil
		if err := s.Walk(c.this.Code, "", nil); err != nil {
			s.message = err.Error()
		}
	case "m":
		that := c.others[c.at]
		s.over = ask("memo on both:", "", func(s *Screen, text string) tea.Cmd {
			s.over = c
			if text != "" {
				s.change(func() (string, error) { return s.desk.NoteBoth(c.this.ID, that.Coding, c.this.Code, text) })
			}
			return nil
		})
	case "esc", "q", "=":
		s.over = nil
	}
	return nil
}

// lines draws this passage on the left, and on the right the others one by one.
func (c *comparison) lines(s *Screen, width, most int) []string {
	half := (width - 3) / 2
	left := wrapped(s.sheet.Text.Spoken(c.this.Now), half)
	that := c.others[c.at]
	right := append([]string{faint(fit(fmt.Sprintf("%d of %d: %s %s", c.at+1, len(c.others), that.Place, that.Speaker), half))}, wrapped(that.Words, half)...)
	if that.Memo != "" {
		right = append(right, faint(fit("memo: "+that.Memo, half)))
	}
	left = append([]string{faint("here")}, left...)
	title := bold(nameOf(s.sheet.Book, c.this.Code)) + "  down, up · enter there · m memo on both · w walk all"
	if s.message != "" {
		title = s.message
	}
	out := []string{rule(title, width)}
	for i := range max(most-1, 1) {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		out = append(out, fit(l, half)+" │ "+r)
	}
	return out
}
