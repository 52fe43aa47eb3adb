package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
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
	n := mark + i + closing
	if op := comparison(p.src[p.next+n:]); op != "" {
		return p.field(text, op, n)
	}
	p.take(phrase, n)
	p.tok.text = text
	return nil
}

func (p *parser) word() error {
	rest := p.src[p.next:]
	n := strings.IndexFunc(rest, parts)
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
	if how, within, ok := relation(text); ok {
		if within != "" {
			if n, err := strconv.Atoi(within); err != nil || n < 0 || n > furthest || how == In {
				return p.fail(p.next, "%s says no number of words; write as in NEAR/5 or BEFORE/5, with 0 to %d", text, furthest)
			}
		}
		p.take(beside, n)
		return nil
	}
	if name, op := field(text); name != "" {
		return p.field(name, op, len(name))
	}
	if strings.Contains(text, "*") {
		return p.wild(text)
	}
	if before, edits, ok := strings.Cut(text, "~"); ok {
		return p.fuzzy(text, before, edits)
	}
	if !spoken(text) {
		return p.fail(p.next, "%s holds no letter or digit, so there is nothing to look for; leave it out, or write the phrase around it in quotation marks", text)
	}
	p.take(word, n)
	return nil
}

// furthest bounds how many words may be asked to stand between two things.
const furthest = 1_000_000

// relation reads an operator between two things, and what stands behind its slash.
func relation(text string) (how Relation, within string, ok bool) {
	name, within, slash := strings.Cut(text, "/")
	how = Relation(name)
	return how, within, (how == Near || how == Before || how == In) && slash == (within != "")
}

// comparisons are those of fields, longer ones before those that they begin with.
var comparisons = []string{">=", "<=", "!=", ":", "=", ">", "<"}

// field returns the name and the comparison with which a word reads as a field; "" when
// it is none.
func field(text string) (name, op string) {
	i := strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.'
	})
	if i <= 0 {
		return "", ""
	}
	if first, _ := utf8.DecodeRuneInString(text); !unicode.IsLetter(first) {
		return "", ""
	}
	op = comparison(text[i:])
	if op == "" || op == ":" && strings.ContainsFunc(text[:i], unicode.IsDigit) {
		return "", "" // "a10:30"
	}
	return text[:i], op
}

// comparison returns the comparison with which a text begins; "" where it begins with
// none.
func comparison(text string) string {
	for _, op := range comparisons {
		if strings.HasPrefix(text, op) {
			return op
		}
	}
	return ""
}

// field takes a field of a name that was typed in n bytes. Its value may stand in
// quotation marks.
func (p *parser) field(name, op string, n int) error {
	at := p.next
	from := at + n + len(op)
	rest := p.src[from:]
	value, length := "", 0
	if first, size := utf8.DecodeRuneInString(rest); rest != "" && strings.ContainsRune(quotes, first) {
		inside := rest[size:]
		i := strings.IndexAny(inside, quotes)
		if i < 0 {
			return p.fail(from, `this quotation is not closed; close it with "`)
		}
		_, closing := utf8.DecodeRuneInString(inside[i:])
		value, length = strings.Join(strings.Fields(inside[:i]), " "), size+i+closing
	} else {
		length = strings.IndexFunc(rest, parts)
		if length < 0 {
			length = len(rest)
		}
		value = rest[:length]
	}
	if value == "" {
		return p.fail(at, `nothing stands behind %s; say what it is to be, as in %[1]sVALUE, or put the words in quotation marks`, p.src[at:from])
	}
	p.take(fielded, from+length-at)
	if op == ":" {
		op = "="
	}
	p.tok.field = Field{strings.ToLower(name), op, value}
	return nil
}

// wild takes a word with asterisks.
func (p *parser) wild(text string) error {
	plain := strings.ReplaceAll(text, "*", "x")
	switch {
	case !spoken(strings.ReplaceAll(text, "*", "")):
		return p.fail(p.next, "an asterisk alone stands for every word; put letters beside it, as in child*")
	case !single(plain):
		return p.fail(p.next, "%s holds several words; an asterisk stands in one, as in child*", text)
	}
	p.take(wild, len(text))
	return nil
}

// fuzzy takes a word with a tilde behind it.
func (p *parser) fuzzy(text, before, edits string) error {
	switch {
	case !single(before):
		return p.fail(p.next, "a tilde stands behind one word, as in thriving~")
	case edits != "" && edits != "1" && edits != "2":
		return p.fail(p.next+len(before)+1, "behind a tilde stands how many letters may differ, 1 or 2, or nothing")
	}
	p.take(approx, len(text))
	return nil
}

// parts reports whether a rune ends a word.
func parts(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(separators, r) }

// single reports whether s is one word in the sense of transcript.Words.
func single(s string) bool {
	n := 0
	for w := range transcript.Words(s) {
		if n++; w.Start != 0 || w.End != len(s) {
			return false
		}
	}
	return n == 1
}

// spoken reports whether s holds a word in the sense of transcript.Words.
func spoken(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
