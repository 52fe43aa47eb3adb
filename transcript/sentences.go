package transcript

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences yields the sentences of s in order, as spans of its bytes that are
// apart and without white space around them. Every word of s is in one of them.
// A line end ends a sentence. Otherwise a sentence ends with marks that Unicode
// calls sentence terminals, or an ellipsis, with the quotes and brackets that
// close behind them, before white space; in scripts that write without spaces
// it needs none. A full stop does not end one behind an abbreviation, an initial
// or a German ordinal, nor before a lower-case letter where the text has
// upper-case ones; an ellipsis only before an upper-case letter. A language that
// marks no end of sentences, such as Thai, has one a line.
func Sentences(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		sp := splitter{s: s}
		start, judged := 0, 0 // judged: no word is between start and there
		for i := 0; i < len(s); {
			if plain(s[i]) {
				i++
				continue
			}
			r, n := runeAt(s, i)
			switch {
			case newline(r):
				if !sp.yield(start, i, yield) {
					return
				}
				i += n
				start, judged = i, i
			case terminal(r):
				m := sp.marks(i)
				i = m.end
				if !m.ends {
					continue
				}
				if !spoken(s[judged:i]) {
					judged = i
					continue
				}
				if !sp.yield(start, i, yield) {
					return
				}
				start, judged = i, i
			default:
				i += n
			}
		}
		sp.yield(start, len(s), yield)
	}
}

// splitter is a text whose sentences are sought.
type splitter struct {
	s       string
	looked  bool // for a capital
	capital bool // an upper-case letter is in s
}

// yield hands on what is between two places without the white space around it,
// unless it holds no word.
func (sp *splitter) yield(start, end int, yield func(Span) bool) bool {
	text := strings.TrimLeftFunc(sp.s[start:end], unicode.IsSpace)
	start = end - len(text)
	end = start + len(strings.TrimRightFunc(text, unicode.IsSpace))
	return !spoken(sp.s[start:end]) || yield(Span{start, end})
}

// marks is a run of terminals and what closes behind it.
type marks struct {
	end  int  // behind them
	ends bool // a sentence ends with them
}

func (sp *splitter) marks(first int) marks {
	s, i := sp.s, first
	dots, strong := 0, false // strong: other marks than full stops and ellipses
	for i < len(s) {
		r, n := runeAt(s, i)
		if !terminal(r) {
			break
		}
		switch r {
		case '.':
			dots++
		case '…':
			dots += 3
		default:
			strong = true
		}
		i += n
	}
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	closed := i
	for closed < len(s) {
		r, n := runeAt(s, closed)
		if !closes(r) {
			break
		}
		closed += n
	}
	next, n := runeAt(s, closed)
	switch {
	case n == 0 || newline(next):
		return marks{closed, true}
	case !unicode.IsSpace(next):
		return marks{closed, strong && endsUnspaced(last, next, closed > i)}
	}
	closed = closedApart(s, closed)
	following, at := opening(s, closed)
	switch lower := unicode.IsLower(following); {
	case following == 0:
		return marks{closed, true}
	case strong:
		return marks{closed, !lower || closed == i}
	case dots > 1:
		return marks{closed, unicode.IsUpper(following) || unicode.IsTitle(following)}
	case lower && sp.hasCapital():
		return marks{closed, false}
	default:
		return marks{closed, !abbreviates(lastToken(s[:first]), s[at:])}
	}
}

func (sp *splitter) hasCapital() bool {
	if !sp.looked {
		sp.looked, sp.capital = true, strings.ContainsFunc(sp.s, unicode.IsUpper)
	}
	return sp.capital
}

// endsUnspaced reports whether a sentence ends with a mark although no white space
// comes next: in Chinese or Japanese text, and with marks of scripts that have
// their own. What is quoted goes on ("「はい。」と言った"), unless another
// quotation opens.
func endsUnspaced(mark, next rune, closed bool) bool {
	if closed && !unicode.In(next, unicode.Ps, unicode.Pi) {
		return false
	}
	switch mark {
	case '!', '?', '.', '．', '﹒', '․':
		return unicode.In(next, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Ps, unicode.Pi)
	}
	return unicode.IsLetter(next) || unicode.IsDigit(next) || unicode.In(next, unicode.Ps, unicode.Pi)
}

// closedApart returns where quotes end that close with a space before them, as
// in French: "« Oui. » Puis".
func closedApart(s string, i int) int {
	rest := strings.TrimLeftFunc(s[i:], func(r rune) bool { return unicode.IsSpace(r) && !newline(r) })
	r, n := runeAt(rest, 0)
	if r < utf8.RuneSelf || !unicode.Is(unicode.Pf, r) {
		return i
	}
	behind, m := runeAt(rest, n)
	if m > 0 && !unicode.IsSpace(behind) {
		return i
	}
	return len(s) - len(rest) + n
}

// opening returns the first letter or digit that follows on the line, outside of
// brackets, and where it is; 0 when another terminal or nothing does. An aside
// as in "I left. (laughs) Then" says nothing of what goes on behind it.
func opening(s string, i int) (rune, int) {
	depth := 0
	for i < len(s) {
		r, n := runeAt(s, i)
		switch {
		case newline(r) || terminal(r):
			return 0, i
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth > 0:
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return r, i
		}
		i += n
	}
	return 0, i
}

// lastToken returns what stands right before a mark: letters, digits, full stops
// and apostrophes.
func lastToken(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return r != '.' && r != '\'' && r != '’' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	if i >= 0 {
		_, n := runeAt(s, i)
		i += n
	}
	return strings.TrimLeft(s[max(i, 0):], "'’")
}

func runeAt(s string, i int) (rune, int) {
	if i < len(s) && s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// plain reports whether a byte is ASCII and neither ends a line nor a sentence.
func plain(c byte) bool {
	return c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' && c != '\n' && c != '\r'
}

func newline(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

func terminal(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	return r == '…' || r > unicode.MaxLatin1 && unicode.Is(unicode.STerm, r)
}

// closes reports whether r closes a quotation or a bracket when it stands right
// behind a word; „German“ and »Danish« close with what opens elsewhere.
func closes(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '"' || r == '\'' || r == ')' || r == ']' || r == '}'
	}
	return unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi)
}
