package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// help shows the keys, chapter by chapter, on the whole screen.
type help struct{ top int }

func (h *help) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "down", "j", "space", "pgdown":
		h.top += s.height / 2
	case "up", "k", "b", "pgup":
		h.top = max(h.top-s.height/2, 0)
	default:
		s.over = nil
	}
	return nil
}

func (h *help) lines(*Screen, int, int) []string { return []string{""} }

// columnWidth is how wide a column of keys is at least.
const columnWidth = 60

func (h *help) page(s *Screen) []string {
	var all []string
	chapter := ""
	for _, b := range s.keys {
		if b.chapter != chapter {
			chapter = b.chapter
			all = append(all, bold(chapter))
		}
		all = append(all, "  "+fit(strings.Join(b.keys, " "), 17)+b.what)
	}
	rows := s.height - 1
	columns := max(s.width/columnWidth, 1)
	width := s.width / columns
	most := max((len(all)+columns-1)/columns-rows, 0)
	h.top = min(h.top, most)
	each := max((len(all)+columns-1)/columns, rows)
	out := make([]string, 0, s.height)
	for i := range rows {
		line := ""
		for c := range columns {
			if n := c*each + h.top + i; h.top+i < each && n < len(all) {
				line += fit(all[n], width)
			} else {
				line += strings.Repeat(" ", width)
			}
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	foot := " any key goes back"
	if most > 0 {
		foot = " down and up show more, any other key goes back"
	}
	return append(out, bar(fit(foot, s.width)))
}
