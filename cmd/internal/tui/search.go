package tui

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/unicode/norm"

	"grounded/transcript"
)

// askSearch searches as it is typed, and says how many hits there are.
func (s *Screen) askSearch() tea.Cmd {
	was, picked := s.focus, s.picked
	find := func(s *Screen, text string) {
		s.query, s.hits = text, s.find(text)
	}
	p := prompt{label: "/", done: func(s *Screen, text string) bool {
		if find(s, text); text == "" {
			return true
		}
		if len(s.hits) == 0 {
			s.message = fmt.Sprintf("%q is nowhere in this transcript", text)
		} else {
			s.message = s.whichHit()
		}
		return true
	}}
	p.live = func(s *Screen, text string) {
		find(s, text)
		s.restore(&was)
		s.picked, s.message = picked, ""
		switch {
		case strings.TrimSpace(text) == "":
			return
		case len(s.hits) == 0:
			s.message = "no hit"
			return
		}
		first := s.hits[0]
		for _, h := range s.hits {
			if h.Start >= was.span.Start {
				first = h
				break
			}
		}
		s.mark(first)
		s.picked, s.message = "", s.whichHit()
	}
	p.left = func(s *Screen) {
		s.restore(&was)
		s.picked, s.hits, s.query = picked, nil, ""
	}
	s.ask(p, "")
	return nil
}

// restore goes back to where the reader was; in a text that was read anew meanwhile that
// is where they are now.
func (s *Screen) restore(was *focus) {
	if was.text != s.sheet.Text {
		*was = s.focus
	}
	s.focus = *was
}

// whichHit says which of the hits is marked.
func (s *Screen) whichHit() string {
	for i, h := range s.hits {
		if h == s.focus.span {
			return fmt.Sprintf("hit %d of %d", i+1, len(s.hits))
		}
	}
	return counted(len(s.hits), "hit")
}

// folded is a text as it is searched: without the case, accents and typographic quotation
// marks of its letters.
type folded struct {
	text *transcript.Transcript
	said []foldedText // of each paragraph
}

// foldedText is a text without case and accents, and where each of its bytes stands in
// the text itself; nil when that is the same place.
type foldedText struct {
	text string
	at   []int
}

// find returns where words stand in what was said, whatever their letters' case and
// accents.
func (s *Screen) find(words string) []transcript.Span {
	needle := fold(words).text
	if strings.TrimSpace(needle) == "" {
		return nil
	}
	if s.folded == nil || s.folded.text != s.sheet.Text {
		s.folded = &folded{text: s.sheet.Text}
		for _, p := range s.sheet.Text.Paragraphs {
			s.folded.said = append(s.folded.said, fold(s.sheet.Text.Text(p.Text)))
		}
	}
	var out []transcript.Span
	for i, p := range s.sheet.Text.Paragraphs {
		said := s.folded.said[i]
		for from := 0; ; {
			at := strings.Index(said.text[from:], needle)
			if at < 0 {
				break
			}
			from += at + len(needle)
			span := transcript.Span{Start: p.Text.Start + said.place(from-len(needle)), End: p.Text.Start + said.place(from)}
			if clipped, ok := s.sheet.Text.Clip(span); ok {
				out = append(out, clipped)
			}
		}
	}
	return out
}

func (f foldedText) place(i int) int {
	if f.at == nil {
		return i
	}
	return f.at[i]
}

// quotationMarks are those that keyboards do not have, and what is typed for them.
var quotationMarks = map[rune]string{'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '‘': "'", '’': "'", '‚': "'", '–': "-", '—': "-", '\u00a0': " "}

func fold(text string) foldedText {
	plain := true
	for i := 0; i < len(text) && plain; i++ {
		plain = text[i] < utf8.RuneSelf
	}
	if plain {
		return foldedText{text: strings.ToLower(text)}
	}
	var b strings.Builder
	var at []int
	add := func(letters string, from int) {
		b.WriteString(letters)
		for range len(letters) {
			at = append(at, from)
		}
	}
	for i, r := range text {
		if as, ok := quotationMarks[r]; ok {
			add(as, i)
			continue
		}
		if r < utf8.RuneSelf {
			add(string(unicode.ToLower(r)), i)
			continue
		}
		for _, part := range norm.NFD.String(string(r)) {
			if !unicode.Is(unicode.Mn, part) {
				add(string(unicode.ToLower(part)), i)
			}
		}
	}
	return foldedText{text: b.String(), at: append(at, len(text))}
}

// hit goes to the next place that was searched for, or the one before.
func (s *Screen) hit(step int) {
	if len(s.hits) == 0 {
		s.message = "nothing is searched for; / searches"
		return
	}
	now := -1
	for i, h := range s.hits {
		if step > 0 && h.Start > s.focus.span.Start {
			now = i
			break
		}
		if step < 0 && h.Start < s.focus.span.Start {
			now = i
		}
	}
	if now < 0 {
		now = 0
		if step < 0 {
			now = len(s.hits) - 1
		}
		s.message = "round again"
	}
	s.mark(s.hits[now])
	if round := s.message; round != "" {
		s.message = round + ", " + s.whichHit()
		return
	}
	s.message = s.whichHit()
}
