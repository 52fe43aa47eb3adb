package privacy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// Mask knows the names of some people, and puts the same words in the place of each of
// them, where a Key has other words for everybody.
type Mask struct {
	instead string
	key     *Key
	rows    []masked
}

// masked is a name, or a part of one.
type masked struct {
	find     string
	part     bool // of a longer name
	ordinary bool // it is a word as well, so that only a capital tells that it is a name
	small    bool // it has no capital itself
}

// Struck is a name that was replaced.
type Struck struct {
	Find  string // the name, or the part of it
	Stood string // as it stood there
	Doubt bool   // it may have been a word and no name
}

// NewMask returns what puts words, which stand in brackets, in the place of names. Of a
// name of several words parts of it are names too: each that begins with a capital, and
// those beside each other, as "van der Mark" of "Anna van der Mark"; and so is all of it
// written as one word. A name that ordinary
// says is a word as well is one only where it begins with a capital, as "Will" does.
func NewMask(names []string, instead string, ordinary func(word string) bool) *Mask {
	m := &Mask{instead: instead}
	known := map[string]bool{}
	var rows []Row
	add := func(find string, part bool) {
		words := wordsOf(find)
		first, _ := utf8.DecodeRuneInString(find)
		row := masked{find: find, part: part, small: !strings.ContainsFunc(find, unicode.IsUpper)}
		row.ordinary = unicode.IsUpper(first) && !slices.ContainsFunc(words, func(w word) bool { return !ordinary(strings.ToLower(bare(w.text))) })
		one := Row{Line: len(m.rows) + 1, Find: find, Replace: "[" + instead + "]", Decision: string(Replace)}
		if key, _ := NewKey("", []Row{one}); key.Len() == 0 || known[fold(find)] { // a single letter names nobody
			return
		}
		known[fold(find)] = true
		m.rows, rows = append(m.rows, row), append(rows, one)
	}
	for _, name := range names {
		add(name, false)
	}
	for _, name := range names {
		if joined := strings.Join(strings.Fields(name), ""); joined != name {
			add(joined, false)
		}
		words := wordsOf(name)
		names := partsOf(name, 2)
		for i := range words {
			for j := i; j < len(words); j++ {
				if j-i+1 < len(words) && slices.ContainsFunc(words[i:j+1], func(w word) bool { return slices.Contains(names, bare(w.text)) }) {
					add(name[words[i].Start:words[j].End], true)
				}
			}
		}
	}
	m.key, _ = NewKey("", rows)
	return m
}

// standing is a name that stands in a text.
type standing struct {
	transcript.Span
	masked
	left bool // it is a word as well, in small letters, and taken for that
}

func (m *Mask) in(text string) []standing {
	var out []standing
	for _, h := range m.key.hits(text) {
		row := m.rows[h.entry.Line-1]
		first, _ := utf8.DecodeRuneInString(text[h.Start:])
		out = append(out, standing{h.Span, row, row.ordinary && !unicode.IsUpper(first)})
	}
	return out
}

// Names returns the names, or parts of them, that stand in some texts, each once, in order.
func (m *Mask) Names(texts ...string) []string {
	var out []string
	for _, text := range texts {
		for _, s := range m.in(text) {
			if !s.left && !slices.Contains(out, s.find) {
				out = append(out, s.find)
			}
		}
	}
	return out
}

// Strike returns a text without the names, in whatever letter case, and what was
// replaced. The 's of a possessive stays; names beside each other are one; where a name
// stands in brackets as it is, as in "[Ana] found", no others are put around what takes its
// place.
func (m *Mask) Strike(text string) (string, []Struck) {
	var out strings.Builder
	var struck []Struck
	at := 0
	for _, s := range m.in(text) {
		if s.left {
			continue
		}
		stood := text[s.Start:s.End]
		struck = append(struck, Struck{s.find, stood, s.ordinary || s.part && !s.small && !strings.ContainsFunc(stood, unicode.IsUpper)})
		between := text[at:s.Start]
		if len(struck) == 1 || strings.Trim(between, " -") != "" {
			out.WriteString(between)
			if open := strings.LastIndexByte(text[:s.Start], '['); open > strings.LastIndexByte(text[:s.Start], ']') {
				out.WriteString(m.instead)
			} else {
				out.WriteString("[" + m.instead + "]")
			}
		}
		at = s.End
	}
	out.WriteString(text[at:])
	return out.String(), struck
}

// Left returns the words of a text that are left as they are, though they may be names:
// those that ordinary says are words, in small letters; each once, in order.
func (m *Mask) Left(text string) []string {
	var out []string
	for _, s := range m.in(text) {
		if stood := text[s.Start:s.End]; s.left && !slices.Contains(out, stood) {
			out = append(out, stood)
		}
	}
	return out
}
