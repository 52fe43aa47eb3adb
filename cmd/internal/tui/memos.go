package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
)

// memosOf returns the analyst's memos on a code, or on codings and their code, the newest
// last.
func (s *Screen) memosOf(code codebook.ID) []Memo {
	if !s.memosRead {
		s.memos, _ = s.desk.Memos()
		s.memosRead = true
	}
	var out []Memo
	for _, m := range s.memos {
		if m.Code == code {
			out = append(out, m)
		}
	}
	return out
}

// askMemo shows the memo of the coding here, to be changed; without a text it is taken
// away.
func (s *Screen) askMemo() {
	s.about("m writes a memo on", func(s *Screen, id string) {
		c := s.codingOf(id)
		s.picked = id
		s.askNote(note{label: "memo on " + nameOf(s.sheet.Book, c.Code) + " here", about: "memo " + id, done: func(s *Screen, text string) bool {
			return s.change(func() (string, error) { return s.desk.Note(id, text) })
		}}, c.Memo)
	})
}

// askCodeMemo shows the memos on the code here, or begins the first.
func (s *Screen) askCodeMemo() {
	s.about("M writes a memo on the code of", func(s *Screen, id string) {
		code := s.codingOf(id).Code
		if s.picked = id; len(s.memosOf(code)) > 0 {
			s.showMemos(code, nil)
			return
		}
		s.newMemo(code, nil)
	})
}

func (s *Screen) newMemo(code codebook.ID, then overlay) {
	s.askNote(note{label: "memo on the code " + nameOf(s.sheet.Book, code), about: "code " + string(code), then: then, done: func(s *Screen, text string) bool {
		return s.change(func() (string, error) { return s.desk.NoteCode(code, text) })
	}}, "")
}

// memos shows the memos on a code, to be read and changed.
type memos struct {
	code codebook.ID
	at   int
	back overlay
}

func (s *Screen) showMemos(code codebook.ID, back overlay) {
	s.over = &memos{code: code, back: back, at: max(len(s.memosOf(code))-1, 0)}
}

func (m *memos) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	s.message = ""
	all := s.memosOf(m.code)
	switch k.String() {
	case "down", "j":
		m.at = min(m.at+1, max(len(all)-1, 0))
	case "up", "k":
		m.at = max(m.at-1, 0)
	case "enter", "m":
		if m.at < len(all) {
			memo := all[m.at]
			s.askNote(note{label: "memo of " + memo.Date, about: "file " + memo.ID, then: m, done: func(s *Screen, text string) bool {
				if text == "" {
					s.message = "a memo keeps some words; take the file away with your own tools if it is not wanted"
					return false
				}
				return s.change(func() (string, error) { return s.desk.EditMemo(memo.ID, memo.Text, text) })
			}}, memo.Text)
		}
	case "n", "M":
		s.newMemo(m.code, m)
	case "esc", "q":
		s.over = m.back
	default:
		s.message = "down and up choose, enter changes, n writes a new one, esc leaves"
	}
	return nil
}

func (m *memos) lines(s *Screen, width, most int) []string {
	all := s.memosOf(m.code)
	out := []string{rule(bold(nameOf(s.sheet.Book, m.code))+"  "+counted(len(all), "memo")+" · enter changes · n new · esc", width)}
	var rows []string
	first := 0
	for i, memo := range all {
		about := "on the code"
		if n := len(memo.Codings); n > 0 {
			about = "on the code and " + counted(n, "passage")
		}
		head := " " + memo.Date + "  " + about
		if i == m.at {
			first = len(rows)
			head = bar(fit(head, width))
		} else {
			head = faint(head)
		}
		rows = append(rows, head)
		for line := range strings.SplitSeq(memo.Text, "\n") {
			for _, part := range wrapped(line, width-3) {
				rows = append(rows, "   "+part)
			}
		}
	}
	room := max(most-1, 1)
	top := max(min(first, len(rows)-room), 0)
	return append(out, rows[top:min(top+room, len(rows))]...)
}

// renew stays on the memo that it was on.
func (m *memos) renew(s *Screen) { m.at = max(min(m.at, len(s.memosOf(m.code))-1), 0) }

// saidIn wraps words of participants, a line break between the paragraphs of several.
func saidIn(words string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(words, "\n") {
		if strings.TrimSpace(line) != "" {
			out = append(out, wrapped(line, width)...)
		}
	}
	return out
}

func faintly(lines []string) []string {
	out := slices.Clone(lines)
	for i := range out {
		out[i] = faint(out[i])
	}
	return out
}
