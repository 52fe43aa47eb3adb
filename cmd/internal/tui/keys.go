package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"grounded/codebook"
)

// act is what sort of thing a key does, which says where it may do it.
type act int

const (
	looks   act = iota // shows something, or leaves it
	moves              // goes to other words of this transcript
	marks              // marks more words or less
	changes            // changes the study
	goes               // begins something else: a walk, a worklist, another transcript
)

// binding is what some keys do.
type binding struct {
	chapter string
	keys    []string
	what    string
	act     act
	do      func(*Screen) tea.Cmd
}

// plain is what a key does that asks nothing of the terminal.
func plain(do func(*Screen)) func(*Screen) tea.Cmd {
	return func(s *Screen) tea.Cmd {
		do(s)
		return nil
	}
}

// bindings returns all keys: the plain ones, or those of vim where they differ.
func bindings(vim bool) []binding {
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
		{"Read", pick(keys("down"), keys("j", "down")), "next line", moves, plain(func(s *Screen) { s.line(1) })},
		{"Read", pick(keys("up"), keys("k", "up")), "line before", moves, plain(func(s *Screen) { s.line(-1) })},
		{"Read", pick(keys("space", "pgdown"), keys("ctrl+f", "space", "pgdown")), "a screen on", moves, plain(func(s *Screen) { s.line(s.rows() - 2) })},
		{"Read", pick(keys("b", "pgup"), keys("ctrl+b", "pgup")), "a screen back", moves, plain(func(s *Screen) { s.line(2 - s.rows()) })},
		{"Read", keys("home"), "to the beginning", moves, plain(func(s *Screen) { s.focus.place(0) })},
		{"Read", pick(keys("end"), keys("G", "end")), "to the end", moves, plain(func(s *Screen) { s.focus.place(len(s.sheet.Text.Body)) })},
		{"Read", pick(keys("right"), keys("l", "w", "right")), "next word", moves, move(byWord, true)},
		{"Read", pick(keys("left"), keys("h", "b", "left")), "word before", moves, move(byWord, false)},
		{"Read", pick(keys("s"), keys(")", "s")), "next sentence", moves, move(bySentence, true)},
		{"Read", pick(keys("S"), keys("(", "S")), "sentence before", moves, move(bySentence, false)},
		{"Read", pick(keys("p"), keys("}", "p")), "next paragraph", moves, move(byParagraph, true)},
		{"Read", pick(keys("P"), keys("{", "P")), "paragraph before", moves, move(byParagraph, false)},
		{"Read", pick(keys("t"), keys("]", "t")), "next turn", moves, move(byTurn, true)},
		{"Read", pick(keys("T"), keys("[", "T")), "turn before", moves, move(byTurn, false)},
		{"Read", keys("tab"), "next coding, or of a worklist", moves, plain(func(s *Screen) { s.nextCoding(1) })},
		{"Read", keys("shift+tab"), "coding before", moves, plain(func(s *Screen) { s.nextCoding(-1) })},
		{"Read", keys("a"), "next turn without a code", moves, plain((*Screen).uncoded)},
		{"Read", keys("g"), "go to a paragraph; g g to the top", moves, (*Screen).askParagraph},
		{"Read", keys("/"), "search", moves, (*Screen).askSearch},
		{"Read", keys("n"), "next hit", moves, plain(func(s *Screen) { s.hit(1) })},
		{"Read", keys("N"), "hit before", moves, plain(func(s *Screen) { s.hit(-1) })},

		{"Mark", pick(keys(".", "shift+right"), keys(".", "L", "shift+right")), "one more at the end", marks, plain(func(s *Screen) { s.grow(false) })},
		{"Mark", pick(keys(",", "shift+left"), keys(",", "H", "shift+left")), "one less at the end", marks, plain(func(s *Screen) { s.focus.shrink() })},
		{"Mark", keys("<"), "one more at the beginning", marks, plain(func(s *Screen) { s.grow(true) })},
		{"Mark", keys(">"), "one less at the beginning", marks, plain(func(s *Screen) { s.focus.shrinkBack() })},
		{"Mark", keys("x", "+"), "the larger unit around it", marks, plain(func(s *Screen) { s.focus.widen() })},
		{"Mark", keys("X", "-"), "the smaller unit", marks, plain(func(s *Screen) { s.focus.narrow() })},
		{"Mark", keys("v"), "mark freely from here, or stop", marks, plain(func(s *Screen) { s.focus.mark() })},
		{"Mark", keys("esc"), "leave what was begun", looks, plain((*Screen).leave)},

		{"Code", keys("enter", "c"), "choose a code, or make one", looks, (*Screen).choose},
		{"Code", keys("1-9"), "put the code of that number", changes, nil},
		{"Code", keys("0"), "number the next later codes", looks, plain((*Screen).nextNine)},
		{"Code", keys("i"), "a code in these very words", changes, (*Screen).inVivo},
		{"Code", keys("m"), "read or write its memo", changes, plain((*Screen).askMemo)},
		{"Code", keys("M"), "memos on its code", changes, plain((*Screen).askCodeMemo)},
		{"Code", keys("e"), "move its ends", looks, plain((*Screen).moveEnds)},
		{"Code", keys("r"), "another code in its place, or new", changes, plain((*Screen).chooseOther)},
		{"Code", keys("E"), "change the code: name, meaning, …", changes, plain((*Screen).editCode)},
		{"Code", keys("d", "delete"), "take the coding away", changes, plain((*Screen).remove)},
		{"Code", keys("y"), "confirm what a search coded", changes, plain((*Screen).confirm)},
		{"Code", keys("u"), "undo", changes, plain(func(s *Screen) { s.undo(false) })},
		{"Code", pick(keys("U", "ctrl+r"), keys("ctrl+r", "U")), "redo", changes, plain(func(s *Screen) { s.undo(true) })},
		{"Code", keys("D"), "finished with it all, or not", changes, plain((*Screen).finish)},

		{"Study", keys("="), "compare all passages of its code", goes, plain((*Screen).compare)},
		{"Study", keys("backspace"), "back from such a passage", goes, plain((*Screen).back)},
		{"Study", keys(listsKey(vim)), "worklists: to confirm, adrift, later", goes, (*Screen).askList},

		{"Else", keys("o"), "others' codings beside, or not", looks, plain((*Screen).showOthers)},
		{"Else", keys("?"), "these keys", looks, (*Screen).showHelp},
		{"Else", keys("q"), "leave", looks, func(*Screen) tea.Cmd { return tea.Quit }},
	}
}

// listsKey opens the worklists; w is vim's next word.
func listsKey(vim bool) string {
	if vim {
		return "W"
	}
	return "w"
}

func (s *Screen) remove()  { s.settle("d takes away", s.desk.Remove) }
func (s *Screen) confirm() { s.settle("y confirms", s.desk.Confirm) }

// settle does what a worklist waits for to the coding here, and goes on.
func (s *Screen) settle(what string, do func(coding string) (string, error)) {
	s.about(what, func(s *Screen, id string) {
		if s.change(func() (string, error) { return do(id) }) {
			s.goOn(id)
		}
	})
}

func (s *Screen) finish() {
	s.change(func() (string, error) { return s.desk.Finish(!s.sheet.Finished) })
}

func (s *Screen) showOthers() {
	switch {
	case s.sheet.Blind:
		s.message = "this study is blind: what others did is not shown until it is opened, with: grounded unblind"
	case len(s.sheet.Others) == 0:
		s.message = "nobody else has coded this transcript"
	default:
		s.beside = !s.beside
		s.stripe()
		s.message = "others' codings are hidden"
		if s.beside {
			s.message = "beside yours: " + strings.Join(s.others(), ", ") + "; those on what is marked stand in this line"
		}
	}
}

// others are the names of the analysts who coded this transcript too.
func (s *Screen) others() []string {
	var out []string
	for _, o := range s.sheet.Others {
		out = append(out, string(o.Analyst))
	}
	return out
}

// choose opens the palette on what is marked.
func (s *Screen) choose() tea.Cmd {
	if s.placing != "" {
		s.placeLost()
		return nil
	}
	if !s.fresh() {
		return nil
	}
	if _, ok := s.passage(); !ok {
		return nil
	}
	s.over = newPalette(s, palette{purpose: "put", makes: true, several: true, take: (*Screen).put,
		make: func(s *Screen, name string, kind codebook.Kind, definition string) bool {
			passage, ok := s.passage()
			if !ok || !s.change(func() (string, error) { return s.desk.Make(name, kind, definition, false, passage) }) {
				return false
			}
			s.focus.free = false
			s.pickAt(passage)
			return true
		}})
	return nil
}

// chooseOther opens the palette for a code in the place of a coding's.
func (s *Screen) chooseOther() {
	s.about("r recodes", func(s *Screen, id string) {
		after := func(s *Screen, ok bool) bool {
			if ok && s.list != everything {
				s.goOn(id)
			}
			return ok
		}
		s.over = newPalette(s, palette{purpose: "in place of " + nameOf(s.sheet.Book, s.codingOf(id).Code), makes: true,
			take: func(s *Screen, code codebook.ID) bool {
				return after(s, s.change(func() (string, error) { return s.desk.Recode(id, code) }))
			},
			make: func(s *Screen, name string, kind codebook.Kind, definition string) bool {
				return after(s, s.change(func() (string, error) { return s.desk.MakeInstead(name, kind, definition, id) }))
			}})
	})
}
