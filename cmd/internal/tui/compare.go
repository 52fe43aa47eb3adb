package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"grounded/codebook"
	"grounded/transcript/coding"
)

// comparison holds a coding against all other passages of its code.
type comparison struct {
	this   string // the coding
	code   codebook.ID
	others []Passage
	at     int
}

// newest returns the passages of a code, those coded last before others.
func (s *Screen) newest(code codebook.ID) ([]Passage, error) {
	all, err := s.desk.Passages(code)
	slices.SortStableFunc(all, func(a, b Passage) int { return b.At.Compare(a.At) })
	return all, err
}

func (s *Screen) compare() {
	s.about("= compares", func(s *Screen, id string) {
		c := &comparison{this: id, code: s.codingOf(id).Code}
		if err := c.read(s); err != nil {
			s.message = err.Error()
			return
		}
		if len(c.others) == 0 {
			s.message = nameOf(s.sheet.Book, c.code) + " is on no other passage yet"
			return
		}
		s.over, s.picked = c, id
	})
}

func (c *comparison) read(s *Screen) error {
	all, err := s.newest(c.code)
	if err != nil {
		return err
	}
	c.others = slices.DeleteFunc(all, func(p Passage) bool { return p.Coding == c.this })
	c.at = max(min(c.at, len(c.others)-1), 0)
	return nil
}

// renew reads the passages anew. The comparison ends when what is compared is gone.
func (c *comparison) renew(s *Screen) {
	here := s.codingOf(c.this)
	if here == nil || here.Fate == coding.Adrift || here.Code != c.code || c.read(s) != nil || len(c.others) == 0 {
		s.over = nil
	}
}

func (c *comparison) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	s.message = ""
	last := len(c.others) - 1
	switch k.String() {
	case "down", "j", "tab":
		c.at = min(c.at+1, last)
	case "up", "k", "shift+tab":
		c.at = max(c.at-1, 0)
	case "space", "pgdown":
		c.at = min(c.at+4, last)
	case "b", "pgup":
		c.at = max(c.at-4, 0)
	case "home":
		c.at = 0
	case "end":
		c.at = last
	case "enter":
		s.over = nil
		s.goTo(c.others[c.at].In, c.others[c.at].Coding)
	case "w":
		s.over = nil
		if err := s.Walk(c.code, "", nil); err != nil {
			s.message = err.Error()
		}
	case "m":
		that := c.others[c.at]
		s.askNote(note{label: "memo on both, this and " + that.Place, about: "both " + c.this + that.Coding, then: c,
			done: func(s *Screen, text string) bool {
				return s.change(func() (string, error) { return s.desk.NoteBoth(c.this, that.Coding, c.code, text) })
			}}, "")
	case "M":
		s.showMemos(c.code, c)
	case "?", "ctrl+g":
		s.over = &help{back: c, chapters: []chapter{{"Holding a passage against others", []shownKey{
			{"down up", "the next passage, the one before"}, {"space b pgdown pgup home end", "farther"},
			{"enter", "go there; backspace comes back"}, {"m", "a memo on both"}, {"M", "read all memos on the code"},
			{"w", "walk all passages of the code, recoding or splitting it"}, {"esc =", "leave"}}}}}
	case "esc", "q", "=":
		s.over = nil
	}
	return nil
}

// lines draws this passage on the left, and on the right the others, of which the one
// under the bar is in view.
func (c *comparison) lines(s *Screen, width, most int) []string {
	half := (width - 5) / 2
	this := s.codingOf(c.this)
	if this == nil {
		return []string{""}
	}
	left := []string{faint("here")}
	left = append(left, saidIn(s.sheet.Text.Spoken(this.Now), half)...)
	if this.Memo != "" {
		left = append(left, faintly(wrapped("memo: "+this.Memo, half))...)
	}
	for _, m := range s.memosOf(c.code) {
		if len(m.Codings) == 0 {
			left = append(left, faintly(wrapped("on the code, "+m.Date+": "+m.Text, half))...)
		}
	}
	var right []string
	first, end := 0, 0 // the lines of the passage under the bar
	for i, p := range c.others {
		if i == c.at {
			first = len(right)
		}
		head := fmt.Sprintf("%d  %s  %s", i+1, p.Place, p.Speaker)
		if i == c.at {
			head = bar(fit("› "+head, half))
		} else {
			head = faint(fit("  "+head, half))
		}
		right = append(right, head)
		words := saidIn(p.Words, half)
		if i != c.at && len(words) > 4 {
			words = append(words[:3], words[3]+" …")
		}
		right = append(right, words...)
		if p.Memo != "" {
			right = append(right, faintly(wrapped("memo: "+p.Memo, half))...)
		}
		for _, m := range s.memosOf(c.code) {
			if slices.Contains(m.Codings, c.this) && slices.Contains(m.Codings, p.Coding) {
				right = append(right, faintly(wrapped("on both, "+m.Date+": "+m.Text, half))...)
			}
		}
		if i == c.at {
			end = len(right)
		}
		right = append(right, "")
	}
	rows := max(most-1, 1)
	top := max(min(first-max((rows-(end-first))/2, 0), len(right)-1-rows), 0)
	keys := fmt.Sprintf("  %d of %d · ? keys", c.at+1, len(c.others))
	if width >= 80 {
		keys = fmt.Sprintf("  %d of %d · down up · enter there · m memo · w walk · ? keys", c.at+1, len(c.others))
	}
	title := bold(ansi.Truncate(nameOf(s.sheet.Book, c.code), max(width-ansi.StringWidth(keys)-4, 12), "…")) + keys
	out := []string{rule(title, width)}
	for i := range rows {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if top+i < len(right) {
			r = right[top+i]
		}
		out = append(out, fit(l, half)+" │ "+r)
	}
	return out
}
