package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"
)

// Error says what keeps a query from being understood, and where.
type Error struct {
	Offset    int    // in bytes of the query, from 0; its length when something is missing at the end
	Character int    // the same place in characters, from 1
	Message   string // what is wrong and the way out, without the place
}

// Error returns the message with its place, as one sentence.
func (e *Error) Error() string {
	return fmt.Sprintf("at character %d of the query: %s", e.Character, e.Message)
}

// Caret returns two lines: the query in which the error was found, and a caret
// below the place. White space and control characters of the query are shown
// as spaces.
func (e *Error) Caret(query string) string {
	query = strings.ToValidUTF8(query, "\uFFFD")
	shown := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				return ' '
			}
			return r
		}, s)
	}
	before := shown(query[:min(max(e.Offset, 0), len(query))])
	return shown(query) + "\n" + strings.Repeat(" ", displaywidth.String(before)) + "^"
}

// At returns an error about the first place in a query at which a field stands; its
// message is what err says.
func (f Field) At(src string, err error) *Error {
	p := parser{src: src}
	for p.advance() == nil && p.tok.kind != end {
		if p.tok.kind == fielded && p.tok.field == f {
			break
		}
	}
	fault := &Error{Message: err.Error()}
	if p.tok.kind == fielded {
		fault.Offset = p.tok.start
	}
	fault.Character = utf8.RuneCountInString(src[:fault.Offset]) + 1
	return fault
}
