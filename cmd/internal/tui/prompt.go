package tui

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"grounded/codebook"
)

// prompt asks for a line of text. When what it is for fails it stays open with the reason
// and the text; left with esc, it finds the text again when it is opened next.
type prompt struct {
	label string
	about string // what the text is about, by which it is found again; "" keeps none
	input textinput.Model
	was   string
	live  func(*Screen, string)             // called with every change; may be nil
	done  func(s *Screen, text string) bool // false: it stays open
	left  func(*Screen)                     // called when it is left; may be nil
}

func (s *Screen) ask(p prompt, text string) {
	p.was, p.input = text, newInput(text)
	if draft, ok := s.drafts[p.about]; ok && p.about != "" {
		p.input.SetValue(draft)
		p.input.CursorEnd()
		s.message = draftFound
	}
	s.over = &p
}

const (
	draftFound = "this is what you typed before"
	draftKept  = "what you typed is kept for when you open this again"
)

// draft keeps what is typed about something and was not taken over.
func (s *Screen) draft(about, text, was string) {
	if delete(s.drafts, about); about != "" && text != was && strings.TrimSpace(text) != "" {
		s.drafts[about] = text
		s.message = draftKept
	}
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
		s.over, s.message = nil, ""
		s.draft(p.about, p.input.Value(), p.was)
		if p.left != nil {
			p.left(s)
		}
		s.follow()
		return nil
	case "enter":
		p.enter(s)
		return nil
	}
	p.typed(s, k)
	return nil
}

// enter does what the text is for.
func (p *prompt) enter(s *Screen) {
	s.over, s.message = nil, ""
	if p.done(s, strings.TrimSpace(p.input.Value())) {
		delete(s.drafts, p.about)
	} else {
		s.over = p
	}
	s.follow()
}

func (p *prompt) typed(s *Screen, msg tea.Msg) {
	before := p.input.Value()
	p.input, _ = p.input.Update(msg)
	if p.live != nil && p.input.Value() != before {
		p.live(s, p.input.Value())
		s.follow()
	}
}

func (p *prompt) paste(s *Screen, text tea.PasteMsg) { p.typed(s, text) }

func (p *prompt) lines(_ *Screen, width, _ int) []string {
	label := ansi.Truncate(p.label, max(width-24, 12), "…")
	p.input.SetWidth(max(width-ansi.StringWidth(label)-3, 10))
	return []string{label + " " + p.input.View()}
}

// choice asks for one of a few keys.
type choice struct {
	label string
	keys  map[string]func(*Screen) tea.Cmd
	left  func(*Screen) // called when it is left; may be nil
}

func (c choice) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	s.message = ""
	if k.String() == "esc" {
		if s.over = nil; c.left != nil {
			c.left(s)
		}
		return nil
	}
	if do, ok := c.keys[k.String()]; ok {
		s.over = nil
		return do(s)
	}
	s.message = "no " + k.String() + " here; the keys are those in the line below, and esc"
	return nil
}

func (c choice) lines(_ *Screen, width, most int) []string {
	out := wrapped(c.label, width)
	return out[:min(len(out), most)]
}

// askParagraph asks for a paragraph; g again goes to the beginning.
func (s *Screen) askParagraph() tea.Cmd {
	p := prompt{label: "go to ¶"}
	p.live = func(s *Screen, text string) {
		if text == "g" {
			s.over = nil
			s.focus.free = false
			s.focus.place(0)
		}
	}
	p.done = func(s *Screen, text string) bool {
		n, err := strconv.Atoi(text)
		if most := len(s.sheet.Text.Paragraphs); err != nil || n < 1 || n > most {
			s.message = fmt.Sprintf("%q is no paragraph; they are 1 to %d", text, most)
			return text == ""
		}
		s.goToPlace(s.sheet.Text.Paragraphs[n-1].Text.Start)
		return true
	}
	s.ask(p, "")
	return nil
}

// mostInVivo is how many characters of the words that are marked a name begins with.
const mostInVivo = 60

// inVivo makes a code whose name are the words that are marked, without the stops at
// their ends.
func (s *Screen) inVivo() tea.Cmd {
	passage, ok := s.passage()
	if !ok {
		return nil
	}
	words := strings.TrimFunc(oneLine(s.sheet.Text.Spoken(passage)), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(`.,;:…"“”„«»`, r)
	})
	if short := []rune(words); len(short) > mostInVivo {
		cut := string(short[:mostInVivo])
		words = cut[:max(strings.LastIndex(cut, " "), 0)]
	}
	s.ask(prompt{label: "a code in these words:", about: "in vivo", done: func(s *Screen, name string) bool {
		passage, ok := s.passage()
		if name == "" || !ok {
			return name == ""
		}
		if !s.change(func() (string, error) { return s.desk.Make(name, codebook.Descriptive, "", true, passage) }) {
			return false
		}
		s.focus.free = false
		s.pickAt(passage)
		return true
	}}, words)
	return nil
}
