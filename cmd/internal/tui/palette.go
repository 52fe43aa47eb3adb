package tui

import (
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
	puts    bool // it adds codings: a name that is not there can be made, tab puts several
	input   textinput.Model
	codes   []codebook.Code // those in use, those put last before others
	shown   []int           // of them, by how well they fit what is typed
	at      int             // of shown; len(shown) is the one to be made
	take    func(*Screen, codebook.ID)
	known   map[codebook.ID][]Passage
}

func newPalette(s *Screen, purpose string, puts bool, take func(*Screen, codebook.ID)) *palette {
	p := &palette{purpose: purpose, puts: puts, input: newInput(""), take: take, known: map[codebook.ID][]Passage{}}
	for _, c := range s.sheet.Book.Codes {
		if c.InUse() {
			p.codes = append(p.codes, c)
		}
	}
	recent := func(c codebook.Code) int {
		if i := slices.Index(s.sheet.Recent, c.ID); i >= 0 {
			return i
		}
		return len(s.sheet.Recent)
	}
	slices.SortStableFunc(p.codes, func(a, b codebook.Code) int { return recent(a) - recent(b) })
	p.filter()
	return p
}

// names lets codes be searched by name and by id.
type names []codebook.Code

// String returns the name of a code, which is what is searched.
func (n names) String(i int) string { return n[i].Name }

// Len returns how many codes there are.
func (n names) Len() int { return len(n) }

func (p *palette) filter() {
	p.shown, p.at = nil, 0
	typed := strings.TrimSpace(p.input.Value())
	if typed == "" {
		for i := range p.codes {
			p.shown = append(p.shown, i)
		}
		return
	}
	for _, m := range fuzzy.FindFrom(typed, names(p.codes)) {
		p.shown = append(p.shown, m.Index)
	}
	exact := slices.IndexFunc(p.shown, func(i int) bool {
		return strings.EqualFold(p.codes[i].Name, typed) || strings.EqualFold(string(p.codes[i].ID), typed)
	})
	if exact > 0 {
		i := p.shown[exact]
		p.shown = slices.Insert(slices.Delete(p.shown, exact, exact+1), 0, i)
	}
}

// made is the name that can be made: what is typed, when no code has it.
func (p *palette) made() string {
	typed := strings.TrimSpace(p.input.Value())
	if !p.puts || typed == "" || slices.ContainsFunc(p.codes, func(c codebook.Code) bool { return strings.EqualFold(c.Name, typed) }) {
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

func (p *palette) key(s *Screen, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc":
		s.over = nil
	case "down", "ctrl+n":
		p.at = min(p.at+1, max(p.count()-1, 0))
	case "up", "ctrl+p":
		p.at = max(p.at-1, 0)
	case "pgdown":
		p.at = min(p.at+8, max(p.count()-1, 0))
	case "pgup":
		p.at = max(p.at-8, 0)
	case "enter":
		s.over = nil
		p.chosen(s)
	case "tab":
		if p.puts && p.at < len(p.shown) {
			p.take(s, p.codes[p.shown[p.at]].ID)
			p.input.SetValue("")
			p.filter()
		}
	default:
		before := p.input.Value()
		p.input, _ = p.input.Update(k)
		if p.input.Value() != before {
			p.filter()
		}
	}
	return nil
}

func (p *palette) chosen(s *Screen) {
	switch {
	case p.at < len(p.shown):
		p.take(s, p.codes[p.shown[p.at]].ID)
	case p.made() != "":
		s.makeCode(p.made())
	default:
		s.message = "no code is called so"
	}
}

// makeCode asks what kind a new code is and what it means, and puts it on what is
// marked.
func (s *Screen) makeCode(name string) {
	passage, ok := s.focus.passage()
	if !ok {
		s.message = "no words are marked"
		return
	}
	with := func(kind codebook.Kind) func(*Screen) tea.Cmd {
		return func(s *Screen) tea.Cmd {
			s.over = ask(name+" means (or enter, for later):", "", func(s *Screen, definition string) tea.Cmd {
				s.change(func() (string, error) { return s.desk.Make(name, kind, definition, false, passage) })
				return nil
			})
			return nil
		}
	}
	s.over = choice{
		label: fmt.Sprintf("make %q: d descriptive · a analytical · esc not", name),
		keys:  map[string]func(*Screen) tea.Cmd{"d": with(codebook.Descriptive), "enter": with(codebook.Descriptive), "a": with(codebook.Analytical)},
	}
}

// lines draws the list, and beside it what the code under the bar means.
func (p *palette) lines(s *Screen, width, most int) []string {
	list := max(min(width/2, 34), 26)
	rows := max(most-1, 1)
	first := max(min(p.at-rows/2, p.count()-rows), 0)
	beside := p.beside(s, width-list-3, rows)
	out := []string{rule(p.purpose+" "+p.typed(), width)}
	for i := range rows {
		row := ""
		switch n := first + i; {
		case n < len(p.shown):
			row = p.row(s, p.shown[n])
		case n == len(p.shown) && p.made() != "":
			row = "make “" + p.made() + "”"
		}
		row = fit(row, list-2)
		if first+i == p.at && p.count() > 0 {
			row = bar(row)
		}
		right := ""
		if i < len(beside) {
			right = beside[i]
		}
		out = append(out, " "+row+" │ "+right)
	}
	return out
}

// typed is what is typed, with the cursor in it.
func (p *palette) typed() string {
	letters, at := []rune(p.input.Value()), p.input.Position()
	if at >= len(letters) {
		return string(letters) + bar(" ")
	}
	return string(letters[:at]) + bar(string(letters[at])) + string(letters[at+1:])
}

func (p *palette) row(s *Screen, i int) string {
	c := p.codes[i]
	mark := "  "
	if n := slices.Index(s.sheet.Recent, c.ID); n >= 0 && n < 9 {
		mark = fmt.Sprintf("%d ", n+1)
	}
	if c.Kind == codebook.Analytical {
		return mark + c.Name + " ◆"
	}
	return mark + c.Name
}

// beside says what the code under the bar means, and where it was put last.
func (p *palette) beside(s *Screen, width, most int) []string {
	switch {
	case p.at < len(p.shown):
	case p.made() != "":
		return []string{"enter makes this code and puts it here"}
	case p.puts:
		return []string{"type a name, and enter makes the code"}
	default:
		return []string{"no code is called so"}
	}
	c := p.codes[p.shown[p.at]]
	var out []string
	say := func(label, text string) {
		if text != "" {
			out = append(out, wrapped(label+text, width)...)
		}
	}
	say("", c.Definition)
	if c.Definition == "" {
		out = append(out, faint("no definition yet"))
	}
	say("With: ", c.Include)
	say("Not: ", c.Exclude)
	passages, ok := p.known[c.ID]
	if !ok {
		passages, _ = s.newest(c.ID)
		p.known[c.ID] = passages
	}
	for _, q := range passages {
		if len(out) >= most {
			break
		}
		out = append(out, fit(faint(q.Place)+" “"+oneLine(q.Words)+"”", width))
	}
	return out[:min(len(out), most)]
}
