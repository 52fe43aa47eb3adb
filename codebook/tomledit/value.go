package tomledit

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// value goes to the end of the value that begins here. An error comes with the
// byte that it is about.
func (s *scanner) value() (at int, err error) {
	start := s.pos
	switch c := s.peek(); {
	case c == '"' || c == '\'':
		if err := s.text(); err != nil {
			return start, err
		}
	case c == '[' || c == '{':
		return s.nested()
	case c == 0 || c == '#' || s.atLineEnd():
		return start, errors.New("the key has no value")
	default:
		s.bareValue()
	}
	return 0, nil
}

// bareValue goes to the end of a number, a date, true or false. Between a date
// and a time of day a space may stand.
func (s *scanner) bareValue() {
	start := s.pos
	word := func() {
		for !s.atLineEnd() && bytes.IndexByte([]byte(" \t#"), s.src[s.pos]) < 0 {
			s.pos++
		}
	}
	word()
	if Date(s.src[start:s.pos]).Valid() && s.peek() == ' ' && s.pos+1 < len(s.src) && '0' <= s.src[s.pos+1] && s.src[s.pos+1] <= '9' {
		s.pos++
		word()
	}
}

// nested goes to the end of the array or inline table that begins here.
func (s *scanner) nested() (at int, err error) {
	var open []int // where the brackets stand that are not closed yet
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; c {
		case '[', '{':
			if len(open) == maxDepth {
				return s.pos, fmt.Errorf("values lie more than %d deep in one another", maxDepth)
			}
			open = append(open, s.pos)
			s.pos++
		case ']', '}':
			last := len(open) - 1
			if want := s.src[open[last]] + 2; c != want { // ASCII puts ] and } two behind [ and {
				return s.pos, fmt.Errorf("%q stands here, and %q is wanted for the %q of line %d", c, want, want-2, s.lineOf(open[last]))
			}
			open = open[:last]
			s.pos++
			if last == 0 {
				return 0, nil
			}
		case '"', '\'':
			if err := s.text(); err != nil {
				return s.pos, err
			}
		case '#':
			s.pos += len(s.rest())
		default:
			s.pos++
		}
	}
	return open[0], fmt.Errorf("the %q that opens here %w", s.src[open[0]], errOpen)
}

func (s *scanner) lineOf(offset int) int {
	n, _ := s.f.position(offset)
	return n
}

// text goes to the end of the string that begins here. After an error the
// position is where the string begins.
func (s *scanner) text() error {
	quote := s.src[s.pos]
	fence := bytes.Repeat([]byte{quote}, 3)
	if !bytes.HasPrefix(s.src[s.pos:], fence) {
		return s.quoted()
	}
	start := s.pos
	for s.pos += 3; s.pos < len(s.src); s.pos++ {
		switch {
		case quote == '"' && s.src[s.pos] == '\\':
			s.pos++
		case bytes.HasPrefix(s.src[s.pos:], fence):
			s.pos += 3
			// One or two quotation marks may end the text itself.
			for range 2 {
				if s.peek() == quote {
					s.pos++
				}
			}
			return nil
		}
	}
	s.pos = start
	return fmt.Errorf("the text that opens here with %s %w", fence, errOpen)
}

// quoted goes to the end of the string of one line that begins here. After an
// error the position is where the string begins.
func (s *scanner) quoted() error {
	start, quote := s.pos, s.src[s.pos]
	for s.pos++; !s.atLineEnd(); s.pos++ {
		switch {
		case s.src[s.pos] == quote:
			s.pos++
			return nil
		case quote == '"' && s.src[s.pos] == '\\' && s.pos+1 < len(s.src) && s.src[s.pos+1] != '\n':
			s.pos++
		}
	}
	s.pos = start
	return fmt.Errorf("the text that opens here is not closed by %c on its line", quote)
}

// endOfLine goes to the start of the next line and refuses anything but space
// and a comment on the way.
func (s *scanner) endOfLine(after string) (at int, err error) {
	s.space()
	if c := s.peek(); c != '#' && !s.atLineEnd() {
		return s.pos, fmt.Errorf("only a comment may follow %s on its line, and here stands %s", after, s.here())
	}
	s.skipLine()
	return 0, nil
}

func (s *scanner) space() {
	for c := s.peek(); c == ' ' || c == '\t'; c = s.peek() {
		s.pos++
	}
}

// peek returns the byte at the position, 0 at the end of the file.
func (s *scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

// atLineEnd reports whether LF, CR LF or the end of the file stands here.
func (s *scanner) atLineEnd() bool {
	if s.pos >= len(s.src) || s.src[s.pos] == '\n' {
		return true
	}
	return s.src[s.pos] == '\r' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '\n'
}

// rest returns what is left of the line, without its LF.
func (s *scanner) rest() []byte {
	rest := s.src[s.pos:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

func (s *scanner) skipLine() {
	s.pos = min(s.pos+len(s.rest())+1, len(s.src))
}

// here names the character at the position.
func (s *scanner) here() string {
	if s.atLineEnd() {
		return "the end of the line"
	}
	r, _ := utf8.DecodeRune(s.src[s.pos:])
	return strconv.QuoteRune(r)
}

// mark says of what kind the lines from start to end are.
func (s *scanner) mark(start, end int, kind lineKind) {
	first, _ := s.f.position(start)
	for n := first - 1; n < len(s.f.lines) && s.f.lines[n].start < max(end, start+1); n++ {
		s.f.lines[n].kind = kind
	}
}
