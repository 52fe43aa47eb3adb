package tui

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"grounded/codebook"
	"grounded/transcript"
)

// prompt asks for a line of text.
type prompt struct {
	label string
	input textinput.Model
	live  func(*Screen, string) // called with every change; may be nil
	done  func(*Screen, string) tea.Cmd
	left  func(*Screen) // called when it is left; may be nil
}

func ask(label, text string, done func(*Screen, string) tea.Cmd) *prompt {
	return &prompt{label: label, input: newInput(text), done: done}
}

func newInput(text string) textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.SetValue(text)
	in.CursorEnd()
	in.Focus()
	return in
}

func (p *prompt) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		s.over = nil
		if p.left != nil {
			p.left(s)
		}
		s.follow()
		return nil
	case "enter":
		s.over = nil
		cmd := p.done(s, strings.TrimSpace(p.input.Value()))
		s.follow()
		return cmd
	}
	before := p.input.Value()
	p.input, _ = p.input.Update(k)
	if p.live != nil && p.input.Value() != before {
		p.live(s, p.input.Value())
		s.follow()
	}
	return nil
}

func (p *prompt) lines(_ *Screen, width, _ int) []string {
	p.input.SetWidth(max(width-ansi.StringWidth(p.label)-3, 10))
	return []string{p.label + " " + p.input.View()}
}

// choice asks for one of a few keys.
type choice struct {
	label string
	keys  map[string]func(*Screen) tea.Cmd
}

func (c choice) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	if k.String() == "esc" {
		s.over = nil
		return nil
	}
	if do, ok := c.keys[k.String()]; ok {
		s.over = nil
		return do(s)
	}
	return nil
}

func (c choice) lines(*Screen, int, int) []string { return []string{c.label} }

func (s *Screen) askParagraph() tea.Cmd {
	s.over = ask("go to ¶", "", func(s *Screen, text string) tea.Cmd {
		n, err := strconv.Atoi(text)
		if most := len(s.sheet.Text.Paragraphs); err != nil || n < 1 || n > most {
			s.message = fmt.Sprintf("%q is no paragraph; they are 1 to %d", text, most)
			return nil
		}
		s.focus.free = false
		s.focus.place(s.sheet.Text.Paragraphs[n-1].Text.Start)
		return nil
	})
	return nil
}

// askSearch searches as it is typed.
func (s *Screen) askSearch() tea.Cmd {
	was := s.focus
	p := ask("/", "", func(s *Screen, text string) tea.Cmd {
		if s.query, s.hits = text, s.find(text); text != "" && len(s.hits) == 0 {
			s.message = fmt.Sprintf("%q is nowhere in this transcript", text)
		}
		return nil
	})
	p.live = func(s *Screen, text string) {
		s.query, s.hits = text, s.find(text)
		s.focus = was
		for _, h := range s.hits {
			if h.Start >= was.span.Start {
				s.mark(h)
				return
			}
		}
		if len(s.hits) > 0 {
			s.mark(s.hits[0])
		}
	}
	p.left = func(s *Screen) { s.focus, s.hits, s.query = was, nil, "" }
	s.over = p
	return nil
}

func (s *Screen) mark(span transcript.Span) {
	s.focus.free, s.focus.measure, s.focus.span = false, byWord, span
}

// find returns where words stand in what was said, whatever their letters' case.
func (s *Screen) find(words string) []transcript.Span {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	var out []transcript.Span
	needle := strings.ToLower(words)
	for _, p := range s.sheet.Text.Paragraphs {
		text := s.sheet.Text.Text(p.Text)
		lower := strings.ToLower(text)
		if len(lower) != len(text) { // letters whose lower case is longer or shorter
			lower, needle = text, words
		}
		for from := 0; ; {
			i := strings.Index(lower[from:], needle)
			if i < 0 {
				break
			}
			span := transcript.Span{Start: p.Text.Start + from + i, End: p.Text.Start + from + i + len(needle)}
			if clipped, ok := s.sheet.Text.Clip(span); ok {
				out = append(out, clipped)
			}
			from += i + max(len(needle), 1)
		}
		needle = strings.ToLower(words)
	}
	return out
}

// hit goes to the next place that was searched for, or the one before.
func (s *Screen) hit(step int) {
	if len(s.hits) == 0 {
		s.message = "nothing is searched for; / searches"
		return
	}
	now := -1
	for i, h := range s.hits {
		if step > 0 && h.Start > s.focus.span.Start {
			now = i
			break
		}
		if step < 0 && h.Start < s.focus.span.Start {
			now = i
		}
	}
	if now < 0 {
		now = 0
		if step < 0 {
			now = len(s.hits) - 1
		}
		s.message = "round again"
	}
	s.mark(s.hits[now])
}

func (s *Screen) inVivo() tea.Cmd {
	passage, ok := s.focus.passage()
	if !ok {
		s.message = "no words are marked"
		return nil
	}
	words := strings.Join(strings.Fields(s.sheet.Text.Spoken(passage)), " ")
	s.over = ask("a code in these words:", words, func(s *Screen, name string) tea.Cmd {
		if name != "" {
			s.change(func() (string, error) { return s.desk.Make(name, codebook.Descriptive, "", true, passage) })
		}
		return nil
	})
	return nil
}

func (s *Screen) askMemo() tea.Cmd {
	c := s.coding()
	if c == nil {
		return nil
	}
	id := c.ID
	s.over = ask("memo on "+nameOf(s.sheet.Book, c.Code)+" here:", c.Memo, func(s *Screen, text string) tea.Cmd {
		s.change(func() (string, error) { return s.desk.Note(id, text) })
		return nil
	})
	return nil
}

func (s *Screen) askCodeMemo() tea.Cmd {
	c := s.coding()
	if c == nil {
		return nil
	}
	code := c.Code
	s.over = ask("memo on the code "+nameOf(s.sheet.Book, code)+":", "", func(s *Screen, text string) tea.Cmd {
		if text != "" {
			s.change(func() (string, error) { return s.desk.NoteCode(code, text) })
		}
		return nil
	})
	return nil
}
