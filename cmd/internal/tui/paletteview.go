package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"grounded/codebook"
)

// paletteKeys are the keys of a palette, as the help shows them.
func paletteKeys(p *palette) chapter {
	keys := []shownKey{
		{"letters", "of a name, words in any order"},
		{"enter", "takes the code under the bar"},
		{"down up pgdown pgup", "move the bar, round the ends"},
		{"home end", "to the first, to the last"},
	}
	if p.several {
		keys = append(keys, shownKey{"tab", "puts it and stays, for several on one passage"})
	}
	if p.makes {
		keys = append(keys, shownKey{"alt+enter", "makes a code of what is typed"})
	}
	keys = append(keys,
		shownKey{"ctrl+e", "changes the code: name, definition, parent, retire"},
		shownKey{"ctrl+a ctrl+k ctrl+w", "to the beginning, clear behind, clear a word"},
		shownKey{"esc", "leaves"})
	return chapter{"Choosing a code", keys}
}

// lines draws the list, and beside it what the code under the bar means. What can be made
// is always in view, below the others.
func (p *palette) lines(s *Screen, width, most int) []string {
	list := 32
	if width > 96 {
		list = 46
	}
	rows := max(most-2, 1)
	made := p.made()
	forCodes := rows
	if made != "" {
		forCodes = max(rows-1, 0)
	}
	first := max(min(p.at-forCodes/2, len(p.shown)-forCodes), 0)
	beside := p.beside(s, width-list-5, rows)
	out := []string{rule(p.purpose+" "+p.typedNow(), width)}
	for i := range rows {
		row, at := "", first+i
		switch {
		case made != "" && i == min(len(p.shown), forCodes):
			row, at = "make “"+made+"”", len(p.shown)
		case i < forCodes && at < len(p.shown):
			row = p.row(s, p.shown[at])
		default:
			at = -1
		}
		row = fit(row, list)
		if at == p.at && p.count() > 0 {
			row = bar(row)
		}
		right := ""
		if i < len(beside) {
			right = beside[i]
		}
		out = append(out, " "+row+" │ "+right)
	}
	keys := "enter"
	if p.several {
		keys += " · tab and stay"
	}
	return append(out, faint(keys+" · ctrl+e change it · ctrl+g keys · esc"))
}

// typedNow is what is typed, with the cursor in it.
func (p *palette) typedNow() string {
	letters, at := []rune(p.input.Value()), p.input.Position()
	if at >= len(letters) {
		return string(letters) + bar(" ")
	}
	return string(letters[:at]) + bar(string(letters[at])) + string(letters[at+1:])
}

func (p *palette) row(s *Screen, i int) string {
	c := p.codes[i]
	mark := "  "
	if n := slices.Index(s.sheet.Recent, c.ID); n >= 0 && n < 9 && s.list != later && !s.splitting() {
		mark = fmt.Sprintf("%d ", n+1)
	}
	if c.Kind == codebook.Analytical {
		return mark + c.Name + " ◆"
	}
	return mark + c.Name
}

// beside says what the code under the bar is called and means, and where it was put last.
func (p *palette) beside(s *Screen, width, most int) []string {
	c, ok := p.under()
	switch {
	case ok:
	case p.made() != "" && p.several:
		return wrapped("enter makes this code and puts it on what is marked", width)
	case p.made() != "":
		return wrapped("enter makes this code and puts it in place", width)
	case p.makes:
		return wrapped("type a name, and enter makes the code", width)
	default:
		return []string{"no code is called so"}
	}
	var out []string
	for _, line := range wrapped(c.Name, width) {
		out = append(out, bold(line))
	}
	if path := s.sheet.Book.Path(c.ID); len(path) > 1 {
		var above []string
		for _, id := range path {
			if id != c.ID {
				above = append(above, nameOf(s.sheet.Book, id))
			}
		}
		out = append(out, faint(ansi.Truncate("under "+strings.Join(above, " › "), width, "…")))
	}
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
	if n := len(s.memosOf(c.ID)); n > 0 {
		out = append(out, faint(counted(n, "memo")+" on it; M on a passage of it, or =, shows them"))
	}
	passages, known := p.known[c.ID]
	if !known {
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
