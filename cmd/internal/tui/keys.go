package tui

import (
	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
)

// binding is what some keys do.
type binding struct {
	chapter string
	keys    []string
	what    string
	do      func(*Screen) tea.Cmd
}

// bindings returns all keys: the plain ones, or those of vim where they differ.
func bindings(vim bool) []binding {
	plain := func(do func(*Screen)) func(*Screen) tea.Cmd {
		return func(s *Screen) tea.Cmd {
			do(s)
			return nil
		}
	}
	pick := func(usual, vims []string) []string {
		if vim {
			return vims
		}
		return usual
	}
	keys := func(k ...string) []string { return k }
	move := func(m measure, forward bool) func(*Screen) tea.Cmd {
		return plain(func(s *Screen) {
			if forward {
				s.focus.next(m)
			} else {
				s.focus.prev(m)
			}
		})
	}
	return []binding{
		{"Read", pick(keys("down"), keys("j", "down")), "next line", plain(func(s *Screen) { s.line(1) })},
		{"Read", pick(keys("up"), keys("k", "up")), "line before", plain(func(s *Screen) { s.line(-1) })},
		{"Read", pick(keys("space", "pgdown"), keys("ctrl+f", "space", "pgdown")), "a screen on", plain(func(s *Screen) { s.line(s.rows() - 2) })},
		{"Read", pick(keys("b", "pgup"), keys("ctrl+b", "pgup")), "a screen back", plain(func(s *Screen) { s.line(2 - s.rows()) })},
		{"Read", keys("home"), "to the beginning", plain(func(s *Screen) { s.focus.place(0) })},
		{"Read", pick(keys("end"), keys("G", "end")), "to the end", plain(func(s *Screen) { s.focus.place(len(s.sheet.Text.Body)) })},
		{"Read", pick(keys("right"), keys("l", "w", "right")), "next word", move(byWord, true)},
		{"Read", pick(keys("left"), keys("h", "b", "left")), "word before", move(byWord, false)},
		{"Read", pick(keys("s"), keys(")", "s")), "next sentence", move(bySentence, true)},
		{"Read", pick(keys("S"), keys("(", "S")), "sentence before", move(bySentence, false)},
		{"Read", pick(keys("p"), keys("}", "p")), "next paragraph", move(byParagraph, true)},
		{"Read", pick(keys("P"), keys("{", "P")), "paragraph before", move(byParagraph, false)},
		{"Read", pick(keys("t"), keys("]", "t")), "next turn", move(byTurn, true)},
		{"Read", pick(keys("T"), keys("[", "T")), "turn before", move(byTurn, false)},
		{"Read", keys("tab"), "next coding, or of a worklist", plain(func(s *Screen) { s.nextCoding(1) })},
		{"Read", keys("shift+tab"), "coding before", plain(func(s *Screen) { s.nextCoding(-1) })},
		{"Read", keys("a"), "next turn without a code", plain((*Screen).uncoded)},
		{"Read", keys("g"), "go to a paragraph", (*Screen).askParagraph},
		{"Read", keys("/"), "search", (*Screen).askSearch},
		{"Read", keys("n"), "next hit", plain(func(s *Screen) { s.hit(1) })},
		{"Read", keys("N"), "hit before", plain(func(s *Screen) { s.hit(-1) })},

		{"Mark", pick(keys(".", "shift+right"), keys(".", "L", "shift+right")), "one more at the end", plain(func(s *Screen) { s.focus.grow() })},
		{"Mark", pick(keys(",", "shift+left"), keys(",", "H", "shift+left")), "one less at the end", plain(func(s *Screen) { s.focus.shrink() })},
		{"Mark", keys("<"), "one more at the beginning", plain(func(s *Screen) { s.focus.growBack() })},
		{"Mark", keys(">"), "one less at the beginning", plain(func(s *Screen) { s.focus.shrinkBack() })},
		{"Mark", keys("x", "+"), "the larger unit around it", plain(func(s *Screen) { s.focus.widen() })},
		{"Mark", keys("X", "-"), "the smaller unit", plain(func(s *Screen) { s.focus.narrow() })},
		{"Mark", keys("v"), "mark freely from here, or stop", plain(func(s *Screen) { s.focus.mark() })},
		{"Mark", keys("esc"), "leave what was begun", plain((*Screen).leave)},

		{"Code", keys("enter", "c"), "choose a code, or make one", (*Screen).choose},
		{"Code", keys("1-9"), "put the code of that number", nil},
		{"Code", keys("i"), "a code in these very words", (*Screen).inVivo},
		{"Code", keys("m"), "memo on the coding", (*Screen).askMemo},
		{"Code", keys("M"), "memo on its code", (*Screen).askCodeMemo},
		{"Code", keys("e"), "move its ends, or keep them", plain((*Screen).ends)},
		{"Code", keys("r"), "put another code in its place", (*Screen).chooseOther},
		{"Code", keys("d", "delete"), "take the coding away", plain((*Screen).remove)},
		{"Code", keys("y"), "confirm a coding that a search made", plain((*Screen).confirm)},
		{"Code", keys("u"), "undo", plain(func(s *Screen) { s.change(s.desk.Undo) })},
		{"Code", pick(keys("U", "ctrl+r"), keys("ctrl+r", "U")), "redo", plain(func(s *Screen) { s.change(s.desk.Redo) })},
		{"Code", keys("D"), "finished with this transcript, or not", plain((*Screen).finish)},

		{"Code", keys("="), "hold it against all passages of its code", (*Screen).compare},
		{"Code", keys("= w"), "walk all passages of its code", nil},
		{"Code", keys(listsKey(vim) + " s"), "on such a walk: 1-9 split the code", nil},
		{"Code", keys("backspace"), "back from such a passage", plain((*Screen).back)},
		{"Code", keys(listsKey(vim)), "worklists: unconfirmed, adrift, later", (*Screen).askList},

		{"Else", keys("o"), "others' codings beside, or not", plain((*Screen).showOthers)},
		{"Else", keys("?"), "these keys", func(s *Screen) tea.Cmd { s.over = &help{}; return nil }},
		{"Else", keys("q"), "leave", func(*Screen) tea.Cmd { return tea.Quit }},
	}
}

// listsKey opens the worklists; w is vim's next word.
func listsKey(vim bool) string {
	if vim {
		return "W"
	}
	return "w"
}

func (s *Screen) remove()  { s.settle(s.desk.Remove) }
func (s *Screen) confirm() { s.settle(s.desk.Confirm) }

// settle does what a worklist waits for to the coding here, and goes on.
func (s *Screen) settle(do func(coding string) (string, error)) {
	c := s.coding()
	if c == nil {
		return
	}
	id := c.ID
	if s.change(func() (string, error) { return do(id) }) {
		s.goOn(id)
	}
}

func (s *Screen) finish() {
	s.change(func() (string, error) { return s.desk.Finish(!s.sheet.Finished) })
}

func (s *Screen) showOthers() {
	switch {
	case len(s.sheet.Others) == 0:
		s.message = "there is no work of others to show here"
	default:
		s.beside = !s.beside
		s.stripe()
	}
}

func (s *Screen) choose() tea.Cmd {
	if s.moving != "" {
		s.ends()
		return nil
	}
	if _, ok := s.focus.passage(); !ok {
		s.message = "no words are marked"
		return nil
	}
	s.over = newPalette(s, "put", true, (*Screen).put)
	return nil
}

func (s *Screen) chooseOther() tea.Cmd {
	c := s.coding()
	if c == nil {
		return nil
	}
	id := c.ID
	s.over = newPalette(s, "in place of "+nameOf(s.sheet.Book, c.Code), false, func(s *Screen, code codebook.ID) {
		if s.change(func() (string, error) { return s.desk.Recode(id, code) }) && s.list == walking {
			s.goOn(id)
		}
	})
	return nil
}
