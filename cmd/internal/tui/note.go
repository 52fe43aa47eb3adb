package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
)

// note asks for a text of several lines, such as a memo. As with a prompt, nothing typed
// is lost when it fails or is left.
type note struct {
	label string
	about string // what it is about, by which a text that was left is found again
	area  textarea.Model
	rows  int // how many lines it would like
	was   string
	done  func(s *Screen, text string) bool
	then  overlay // what it goes back to; may be nil
}

// leastNote is how many lines a short text has room for.
const leastNote = 6

func (s *Screen) askNote(n note, text string) {
	n.area = textarea.New()
	n.area.Prompt, n.area.ShowLineNumbers, n.area.CharLimit, n.area.MaxHeight = "", false, 0, 0
	n.area.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("ctrl+j", "alt+enter", "shift+enter"))
	styles := textarea.DefaultStyles(true)
	styles.Focused = textarea.StyleState{}
	n.area.SetStyles(styles)
	n.area.EndOfBufferCharacter = ' '
	n.area.SetWidth(max(s.width-1, 10))
	n.area.SetValue(text)
	n.was = n.area.Value()
	if draft, ok := s.drafts[n.about]; ok {
		n.area.SetValue(draft)
		s.message = draftFound
	}
	n.rows = leastNote
	for line := range strings.SplitSeq(n.area.Value(), "\n") {
		n.rows += len(wrapped(line, s.width-2)) - 1
	}
	n.rows += strings.Count(n.area.Value(), "\n")
	n.area.SetHeight(n.rows)
	n.area.MoveToBegin()
	n.area.MoveToEnd()
	n.area.Focus()
	s.over = &n
}

func (n *note) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		s.over, s.message = n.then, ""
		s.draft(n.about, n.area.Value(), n.was)
		s.follow()
	case "enter":
		n.keep(s)
	default:
		n.area, _ = n.area.Update(k)
	}
	return nil
}

// keep does what the text is for, unless it is what it was.
func (n *note) keep(s *Screen) bool {
	text := strings.TrimSpace(n.area.Value())
	s.over, s.message = n.then, ""
	switch {
	case text == strings.TrimSpace(n.was):
		s.message = "nothing was changed"
		if text == "" {
			s.message = "nothing was written"
		}
		delete(s.drafts, n.about)
	case n.done(s, text):
		delete(s.drafts, n.about)
	default:
		s.over = n
		return false
	}
	s.follow()
	return true
}

func (n *note) paste(_ *Screen, text tea.PasteMsg) { n.area, _ = n.area.Update(text) }

func (n *note) lines(_ *Screen, width, most int) []string {
	n.area.SetWidth(max(width-1, 10))
	n.area.SetHeight(max(min(n.rows, most-1), 2))
	out := []string{rule(n.label+" · enter keeps it · ctrl+j new line · esc leaves", width)}
	for line := range strings.SplitSeq(n.area.View(), "\n") {
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}
