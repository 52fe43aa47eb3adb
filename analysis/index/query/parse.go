package query

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// deepest bounds the parentheses within parentheses, and with them the stack of
// whoever walks the tree.
const deepest = 100

// Parse reads a query. Its errors are of type *Error.
func Parse(s string) (Query, error) {
	p := parser{src: s}
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)) {
			return Query{}, p.fail(i, "these bytes are not UTF-8; type or save the query in that encoding")
		}
	}
	if err := p.advance(); err != nil {
		return Query{}, err
	}
	if p.tok.kind == end {
		return Query{}, p.fail(0, `the query is empty; type a word, or a phrase in quotation marks`)
	}
	root, lacking, err := p.either()
	if err != nil {
		return Query{}, err
	}
	if p.tok.kind == closing {
		return Query{}, p.unopened()
	}
	if lacking >= 0 {
		return Query{}, p.fail(lacking, "this only leaves turns out; say beside it what to look for, as in: rent NOT landlord")
	}
	return Query{root}, nil
}

type kind int

const (
	end kind = iota
	opening
	closing
	or
	and
	not
	minus
	word
	phrase
	wild
	approx
	fielded
	beside
)

type token struct {
	kind  kind
	start int    // byte offset in the query
	text  string // of words and phrases, and of operators as they were typed
	field Field  // of fields
}

type parser struct {
	src   string
	next  int // byte offset of what is not yet read
	tok   token
	depth int
}

func (p *parser) fail(offset int, format string, args ...any) error {
	return &Error{
		Offset:    offset,
		Character: utf8.RuneCountInString(p.src[:offset]) + 1,
		Message:   fmt.Sprintf(format, args...),
	}
}

// either, all and one return a node and, when it asks for nothing that must
// occur, the offset of the operator that makes it so; otherwise -1.

func (p *parser) either() (Node, int, error) {
	first, lacking, err := p.all()
	if err != nil {
		return nil, 0, err
	}
	nodes := []Node{first}
	for p.tok.kind == or {
		if err := p.advance(); err != nil {
			return nil, 0, err
		}
		n, at, err := p.all()
		if err != nil {
			return nil, 0, err
		}
		nodes = append(nodes, n)
		if lacking < 0 {
			lacking = at
		}
	}
	return disjoin(nodes), lacking, nil
}

func (p *parser) all() (Node, int, error) {
	first, lacking, err := p.one()
	if err != nil {
		return nil, 0, err
	}
	nodes := []Node{first}
	for p.tok.kind != end && p.tok.kind != closing && p.tok.kind != or {
		if p.tok.kind == and {
			if err := p.advance(); err != nil {
				return nil, 0, err
			}
		}
		n, at, err := p.one()
		if err != nil {
			return nil, 0, err
		}
		nodes = append(nodes, n)
		lacking = min(lacking, at)
	}
	return conjoin(nodes), lacking, nil
}

func (p *parser) one() (Node, int, error) {
	at, negated := p.tok.start, false
	for p.tok.kind == not || p.tok.kind == minus {
		negated = !negated
		if err := p.advance(); err != nil {
			return nil, 0, err
		}
	}
	n, lacking, err := p.relation()
	if err != nil || !negated {
		return n, lacking, err
	}
	n = negate(n)
	if seeks(n) {
		return n, -1, nil
	}
	return n, at, nil
}

func (p *parser) relation() (Node, int, error) {
	left, lacking, err := p.thing()
	for err == nil && p.tok.kind == beside {
		t := p.tok
		if err := p.advance(); err != nil {
			return nil, 0, err
		}
		right, at, err := p.thing()
		if err != nil {
			return nil, 0, err
		}
		how, within, _ := relation(t.text)
		n := Beside{Left: left, Right: right, How: how, Within: -1}
		if within != "" {
			n.Within, _ = strconv.Atoi(within)
		} else if how == Near {
			n.Within = DefaultNear
		}
		switch {
		case lacking >= 0 || at >= 0:
			return nil, 0, p.fail(max(lacking, at), "%s stands between what is there, and this only leaves out", how)
		case !OfFields(left) && !OfWords(left) || !OfFields(right) && !OfWords(right):
			return nil, 0, p.fail(t.start, "%s stands between words or phrases, or what is coded; join whole turns with AND", how)
		case how == In && !OfFields(right):
			return nil, 0, p.fail(t.start, "what is IN something is in what a field says, as in: landlord IN code:rent")
		}
		left, lacking = n, -1
	}
	return left, lacking, err
}

func (p *parser) thing() (Node, int, error) {
	t := p.tok
	var n Node
	switch t.kind {
	case word:
		n = Word{t.text}
	case phrase:
		n = Phrase{t.text}
	case wild:
		n = Wild{t.text}
	case approx:
		text, edits, _ := strings.Cut(t.text, "~")
		number, _ := strconv.Atoi(edits)
		n = Fuzzy{text, number}
	case fielded:
		n = t.field
	case opening:
		return p.parenthesis()
	default:
		return nil, 0, p.missing()
	}
	return n, -1, p.advance()
}

func (p *parser) parenthesis() (Node, int, error) {
	at := p.tok.start
	if p.depth++; p.depth > deepest {
		return nil, 0, p.fail(at, "more than %d parentheses are open here; write the query flatter", deepest)
	}
	if err := p.advance(); err != nil {
		return nil, 0, err
	}
	n, lacking, err := p.either()
	if err != nil {
		return nil, 0, err
	}
	if p.tok.kind != closing {
		return nil, 0, p.fail(at, "this parenthesis is not closed; close it with )")
	}
	p.depth--
	return n, lacking, p.advance()
}

func (p *parser) unopened() error {
	return p.fail(p.tok.start, "this parenthesis was never opened; leave it out, or open it before")
}

// missing says what the parser met where a word, a phrase or a parenthesis
// should begin.
func (p *parser) missing() error {
	before := strings.TrimRightFunc(p.src[:p.tok.start], unicode.IsSpace)
	switch {
	case p.tok.kind == or || p.tok.kind == and || p.tok.kind == beside:
		return p.fail(p.tok.start, `%s stands between two things to look for, and there is none before it; to look for the word itself put it in quotation marks`, p.tok.text)
	case p.tok.kind == closing && p.depth == 0:
		return p.unopened()
	case p.tok.kind == closing && strings.HasSuffix(before, "("):
		return p.fail(p.tok.start, "nothing stands in these parentheses; put a word in, or leave them out")
	case strings.HasSuffix(before, "("):
		return p.fail(len(before)-1, "nothing follows this parenthesis; put a word in and close it with ), or leave it out")
	}
	operator := before
	if i := strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(separators, r) }); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		operator = before[i+n:]
	}
	return p.fail(len(before)-len(operator), "nothing follows %s; say what to look for, or leave it out", operator)
}
