package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	quotes     = "\"“”„"
	separators = quotes + "()"
)

// advance reads the next token into p.tok.
func (p *parser) advance() error {
	p.next = len(p.src) - len(strings.TrimLeftFunc(p.src[p.next:], unicode.IsSpace))
	rest := p.src[p.next:]
	first, size := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		p.take(end, 0)
	case first == '(':
		p.take(opening, size)
	case first == ')':
		p.take(closing, size)
	case strings.ContainsRune(quotes, first):
		return p.phrase(size)
	case first == '-':
		return p.minus()
	default:
		return p.word()
	}
	return nil
}

// take makes a token of the next n bytes.
func (p *parser) take(k kind, n int) {
	p.tok = token{kind: k, start: p.next, text: p.src[p.next : p.next+n]}
	p.next += n
}

func (p *parser) minus() error {
	if rest := p.src[p.next+1:]; rest == "" || strings.IndexFunc(rest, unicode.IsSpace) == 0 {
		return p.fail(p.next, "a minus touches the word that it leaves out; write -word, or leave the minus out")
	}
	p.take(minus, 1)
	return nil
}

func (p *parser) phrase(mark int) error {
	inside := p.src[p.next+mark:]
	i := strings.IndexAny(inside, quotes)
	if i < 0 {
		return p.fail(p.next, `this quotation is not closed; close it with "`)
	}
	text := strings.Join(strings.Fields(inside[:i]), " ")
	if !spoken(text) {
		return p.fail(p.next, "no letter or digit stands in this quotation, so there is nothing to look for; put a word in, or leave it out")
	}
	_, closing := utf8.DecodeRuneInString(inside[i:])
	p.take(phrase, mark+i+closing)
	p.tok.text = text
	return nil
}

func (p *parser) word() error {
	rest := p.src[p.next:]
	n := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(separators, r) })
	if n < 0 {
		n = len(rest)
	}
	text := rest[:n]
	switch text {
	case "OR":
		p.take(or, n)
		return nil
	case "AND":
		p.take(and, n)
		return nil
	case "NOT":
		p.take(not, n)
		return nil
	}
	if name := field(text); name != "" {
		return p.fail(p.next, `queries have no fields, so %s: says nothing; to look for the words put them in quotation marks`, name)
	}
	if i := strings.IndexByte(text, '*'); i >= 0 {
		return p.fail(p.next+i, "an asterisk does not stand for endings; a word is found in its inflections without one, and OR joins others")
	}
	if !spoken(text) {
		return p.fail(p.next, "%s holds no letter or digit, so there is nothing to look for; leave it out, or write the phrase around it in quotation marks", text)
	}
	p.take(word, n)
	return nil
}

// field returns the letters before the colon of a word that reads as a field.
func field(text string) string {
	name, _, colon := strings.Cut(text, ":")
	if !colon || strings.IndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) >= 0 {
		return ""
	}
	return name
}

// spoken reports whether s holds a word in the sense of transcript.Words.
func spoken(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
