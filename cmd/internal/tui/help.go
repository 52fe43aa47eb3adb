package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// chapter is a part of the help: what some keys do in one place.
type chapter struct {
	title string
	keys  []shownKey
}

type shownKey struct{ keys, what string }

// help shows the keys for where the reader is, on the whole screen.
type help struct {
	top      int
	back     overlay // what was open
	chapters []chapter
}

// showHelp shows the keys for where the reader is first, and then all others that do
// something there.
func (s *Screen) showHelp() tea.Cmd {
	s.over = &help{chapters: s.chapters()}
	return nil
}

func (s *Screen) chapters() []chapter {
	if s.moving != nil {
		return chaptersOf(s.atEnd)
	}
	var out []chapter
	switch {
	case s.placing != "":
		out = append(out, chapter{"Putting a coding back", []shownKey{
			{"keys to read, mark", "mark the words where it belongs"},
			{"e enter", "put it there"}, {"esc", "leave it adrift"}}})
	case s.splitting():
		out = append(out, chapter{"On this walk, which splits " + s.walk.name, []shownKey{
			{"1-9", "put that code instead, and go on"},
			{"tab shift+tab", "leave it and go on, or back"}, {"enter", "add a code and stay"}, {"r", "another code instead, or a new one"},
			{"d", "take the coding away"}, {s.lists + " s", "name the codes again"}, {"backspace", "back to where it began"}, {"esc", "end the walk"}}})
	case s.list == walking:
		out = append(out, chapter{"On this walk through " + s.walk.name, []shownKey{
			{"tab shift+tab", "go on, or back"}, {"r", "another code instead, or a new one, and go on"}, {"d", "take the coding away, and go on"},
			{"enter", "add a code and stay"}, {s.lists + " s", "split the code: then 1-9 put a part instead"},
			{"backspace", "back to where it began"}, {"esc", "end the walk"}}})
	case s.list == unconfirmed:
		out = append(out, chapter{"Confirming what a search coded", []shownKey{
			{"y", "it is right"}, {"d", "it is not: take it away"}, {"r", "another code instead"}, {"e", "move its ends"},
			{"tab shift+tab", "leave it and go on, or back"}, {s.lists + " n", "on to the next transcript"}, {"esc", "end the list"}}})
	case s.list == later:
		out = append(out, chapter{"Reading again for codes that came later", []shownKey{
			{"1-9", "put the code of that number on what is marked"}, {"0", "number the next codes"}, {"enter", "all of them, first in the list"},
			{s.lists + " r", "this was read again"}, {s.lists + " n", "on to the next transcript"}, {"esc", "end the list"}}})
	}
	out = append(out, chaptersOf(s.keys)...)
	return append(out, chapter{"Signs", []shownKey{
		{"┏ ┃ ┗  ╺", "a coding over some lines, or within one"},
		{"┣ ┻", "the name in this line is of that stripe"},
		{"Rent*", "the coding has a memo; m shows it"},
		{"Rent?", "a search made it, and nobody confirmed it"},
		{"+2", "two more stripes than there is room for"},
		{"◆", "the code is analytical"},
	}})
}

func chaptersOf(keys []binding) []chapter {
	var out []chapter
	for _, b := range keys {
		if len(out) == 0 || out[len(out)-1].title != b.chapter {
			out = append(out, chapter{title: b.chapter})
		}
		last := &out[len(out)-1]
		last.keys = append(last.keys, shownKey{strings.Join(b.keys, " "), b.what})
	}
	return out
}

func (h *help) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "down", "j", "space", "pgdown":
		h.top += s.height / 2
	case "up", "k", "b", "pgup":
		h.top = max(h.top-s.height/2, 0)
	default:
		s.over = h.back
	}
	return nil
}

func (h *help) lines(*Screen, int, int) []string { return []string{""} }

// renew leaves what was open behind the help to be read anew.
func (h *help) renew(s *Screen) {
	if o, ok := h.back.(renewed); ok {
		o.renew(s)
	}
}

// columnWidth is how wide a column of keys is at least.
const columnWidth = 58

func (h *help) page(s *Screen) []string {
	columns := max(s.width/columnWidth, 1)
	width := s.width / columns
	var all []string
	for _, c := range h.chapters {
		all = append(all, bold(ansi.Truncate(c.title, width-1, "…")))
		wide := 0
		for _, k := range c.keys {
			wide = max(wide, ansi.StringWidth(k.keys))
		}
		wide = min(wide, 19)
		for _, k := range c.keys {
			keys := wrapped(k.keys, wide)
			what := wrapped(k.what, max(width-wide-5, 1))
			for i := range max(len(keys), len(what)) {
				left, right := "", ""
				if i < len(keys) {
					left = keys[i]
				}
				if i < len(what) {
					right = what[i]
				}
				all = append(all, "  "+fit(left, wide)+"  "+right)
			}
		}
	}
	rows := s.height - 1
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
