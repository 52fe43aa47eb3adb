package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"grounded/codebook"
)

// palette chooses a code: by some letters of its name, in their order, with what the
// code means beside it.
type palette struct {
	purpose string
	makes   bool // a name that is not there can be made
	several bool // tab takes one and stays
	input   textinput.Model
	codes   []codebook.Code // those in use, those put last before others
	folded  []string        // their names as they are searched
	shown   []int           // of them, by how well they fit what is typed
	at      int             // of shown; len(shown) is the one to be made
	take    func(*Screen, codebook.ID) bool
	make    func(s *Screen, name string, kind codebook.Kind, definition string) bool
	known   map[codebook.ID][]Passage
}

func newPalette(s *Screen, p palette) *palette {
	p.input = newInput("")
	p.renew(s)
	return &p
}

// renew reads the codes from the sheet; what is typed, and the code under the bar, stay.
func (p *palette) renew(s *Screen) {
	under, _ := p.under()
	p.codes, p.folded, p.known = nil, nil, map[codebook.ID][]Passage{}
	for _, c := range s.sheet.Book.Codes {
		if c.InUse() {
			p.codes = append(p.codes, c)
		}
	}
	first := s.sheet.Recent
	if s.list == later {
		first = s.sheet.Later
	}
	slices.SortStableFunc(p.codes, func(a, b codebook.Code) int { return cmp.Compare(rank(first, a.ID), rank(first, b.ID)) })
	for _, c := range p.codes {
		p.folded = append(p.folded, fold(c.Name).text)
	}
	p.filter()
	if i := slices.IndexFunc(p.shown, func(i int) bool { return p.codes[i].ID == under.ID }); i > 0 {
		p.at = i
	}
}

// reopen goes back to the palette from what was asked on the way.
func (p *palette) reopen(s *Screen) {
	p.renew(s)
	s.over = p
}

// rank is the place of a code among some, or behind them all.
func rank(among []codebook.ID, id codebook.ID) int {
	if i := slices.Index(among, id); i >= 0 {
		return i
	}
	return len(among)
}

// filter keeps the codes whose names hold the letters of every word that is typed, in
// whatever order the words are.
func (p *palette) filter() {
	p.shown, p.at = nil, 0
	typed := strings.Fields(fold(p.input.Value()).text)
	fits := make(map[int]int, len(p.codes)) // by how much
	for i := range p.codes {
		fits[i] = 0
	}
	for _, word := range typed {
		now := map[int]int{}
		for _, m := range fuzzy.Find(word, p.folded) {
			if was, ok := fits[m.Index]; ok {
				now[m.Index] = was + m.Score
			}
		}
		fits = now
	}
	whole := strings.Join(typed, " ")
	for i := range p.codes {
		if score, ok := fits[i]; ok {
			p.shown = append(p.shown, i)
			if whole != "" && (p.folded[i] == whole || string(p.codes[i].ID) == whole) {
				score = 1 << 30
			}
			fits[i] = score
		}
	}
	slices.SortStableFunc(p.shown, func(a, b int) int { return cmp.Compare(fits[b], fits[a]) })
}

// made is the name that can be made: what is typed, when no code has it.
func (p *palette) made() string {
	typed := oneLine(p.input.Value())
	if !p.makes || typed == "" || slices.ContainsFunc(p.codes, func(c codebook.Code) bool { return strings.EqualFold(c.Name, typed) }) {
		return ""
	}
	return typed
}

func (p *palette) count() int {
	if p.made() != "" {
		return len(p.shown) + 1
	}
	return len(p.shown)
}

// under is the code under the bar.
func (p *palette) under() (codebook.Code, bool) {
	if p.at < len(p.shown) {
		return p.codes[p.shown[p.at]], true
	}
	return codebook.Code{}, false
}

func (p *palette) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	last := max(p.count()-1, 0)
	switch k.String() {
	case "esc":
		s.over, s.message = nil, ""
	case "down", "ctrl+n":
		if p.at++; p.at > last {
			p.at = 0
		}
	case "up", "ctrl+p":
		if p.at--; p.at < 0 {
			p.at = last
		}
	case "pgdown":
		p.at = min(p.at+8, last)
	case "pgup":
		p.at = max(p.at-8, 0)
	case "home":
		p.at = 0
	case "end":
		p.at = last
	case "enter":
		s.over, s.message = nil, ""
		if !p.chosen(s) {
			s.over = p
		}
		s.follow()
	case "alt+enter":
		if s.message = ""; p.made() != "" {
			s.askKind(p)
		}
	case "tab":
		s.message = ""
		if c, ok := p.under(); ok && p.several && p.take(s, c.ID) {
			p.input.SetValue("")
			p.renew(s)
		}
	case "ctrl+e":
		if c, ok := p.under(); ok {
			s.message = ""
			s.editCodeOf(c.ID, p)
		}
	case "ctrl+g":
		s.over = &help{back: p, chapters: []chapter{paletteKeys(p)}}
	default:
		p.typed(k)
	}
	return nil
}

func (p *palette) typed(msg tea.Msg) {
	before := p.input.Value()
	if p.input, _ = p.input.Update(msg); p.input.Value() != before {
		p.filter()
	}
}

func (p *palette) paste(_ *Screen, text tea.PasteMsg) { p.typed(text) }

// chosen does what the palette is for with the code under the bar; false when it stays.
func (p *palette) chosen(s *Screen) bool {
	c, ok := p.under()
	switch {
	case ok:
		return p.take(s, c.ID)
	case p.made() != "":
		s.askKind(p)
		return true
	}
	s.message = "no code is called so"
	return false
}

// askKind asks what kind a new code is and what it means, and makes it. Left, it goes back
// to the palette with the name that was typed.
func (s *Screen) askKind(p *palette) {
	name := p.made()
	back := p.reopen
	with := func(kind codebook.Kind) func(*Screen) tea.Cmd {
		return func(s *Screen) tea.Cmd {
			s.ask(prompt{label: name + " means (or enter, for later):", about: "definition of " + name, left: back,
				done: func(s *Screen, definition string) bool { return p.make(s, name, kind, definition) }}, "")
			return nil
		}
	}
	s.over = choice{
		label: fmt.Sprintf("make %q: d descriptive · a analytical · esc not", name), left: back,
		keys: map[string]func(*Screen) tea.Cmd{"d": with(codebook.Descriptive), "enter": with(codebook.Descriptive), "a": with(codebook.Analytical)},
	}
}
