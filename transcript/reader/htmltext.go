package reader

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
)

// say adds a text as the innermost element shows it.
func (p *page) say(text []byte) {
	st := p.styleAt(len(p.open))
	switch {
	case st.gone == unshown:
		switch p.open[len(p.open)-1].name {
		case "title":
			p.title = first(p.title, strings.Join(strings.Fields(string(text)), " "))
		case "style":
			p.addStyles(string(text))
		}
	case len(bytes.TrimSpace(text)) == 0 && (st.gone != kept || !st.pre):
		p.space = p.space || len(text) > 0
	case st.gone == beside:
		p.besides = noteWords(p.besides, text)
	case st.gone == concealed:
		p.concealed = noteWords(p.concealed, text)
	case st.pre:
		for i, line := range bytes.Split(text, []byte("\n")) {
			if i > 0 {
				p.failed = cmp.Or(p.failed, p.endParagraph())
			}
			p.put(line, st)
		}
	default:
		p.collapsed(text, st)
	}
}

// noteWords adds a text that is left out to others, if it holds a word: icons
// are left out as well.
func noteWords(texts []string, text []byte) []string {
	if bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		texts = append(texts, string(text))
	}
	return texts
}

// collapsed adds a text in which white space is one space, or none at the ends
// of the line.
func (p *page) collapsed(text []byte, st pageStyle) {
	const white = " \t\n\f\r"
	for len(text) > 0 {
		word := text
		if i := bytes.IndexAny(text, white); i >= 0 {
			word = text[:i]
		}
		text = text[len(word):]
		if len(word) > 0 {
			p.put(word, st)
		}
		rest := bytes.TrimLeft(text, white)
		p.space = len(rest) < len(text)
		text = rest
	}
}

// put adds letters to the line, behind a space if there is one.
func (p *page) put(word []byte, st pageStyle) {
	l := look{bold: st.bold == on, colour: st.colour}
	if l.colour == noColour {
		l.colour = ""
	}
	if p.space && len(p.text) > 0 {
		p.write([]byte(" "), l)
	}
	p.space = false
	p.write(word, l)
}

// breakLine ends the line at a tag, unless what the tag stands in is left out.
func (p *page) breakLine() {
	if p.styleAt(len(p.open)).gone == kept {
		p.endLine()
	}
}

// endLine ends the line, if there is anything on it.
func (p *page) endLine() {
	if len(bytes.TrimSpace(p.text)) > 0 {
		p.failed = cmp.Or(p.failed, p.endParagraph())
	} else {
		p.draft = draft{text: p.text[:0]}
	}
	p.space = false
}
