// Package problem is how every decoder of the project says what is wrong with
// a file: as values with a place and a way out, all of a file at once. It
// knows nothing of what the files hold.
package problem

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Problem is one thing wrong with one place of one file.
type Problem struct {
	Name    string // stable, for scripts: "code-twice"
	File    string // slash-separated, as the decoder was given it
	Line    int    // from 1; 0 when the whole file is meant
	Column  int    // from 1, in characters; 0 when the whole line is meant
	Message string // a sentence in lower case, without a full stop
	Remedy  string // what to do about it; may be empty
	Fatal   bool   // a command that reads the file cannot go on
}

// Place returns file, line and column as far as they are known: "a.toml:3:1".
func (p Problem) Place() string {
	switch {
	case p.File == "":
		return ""
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// String returns the sentence that people read: place, message, remedy.
func (p Problem) String() string {
	var b strings.Builder
	if place := p.Place(); place != "" {
		b.WriteString(place)
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	if p.Remedy != "" {
		b.WriteString("; ")
		b.WriteString(p.Remedy)
	}
	return b.String()
}

// Sort orders problems by file, place and name.
func Sort(ps []Problem) {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Name, b.Name),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// Fatal returns the problems that a reader of the file cannot go on with, as
// one error, or nil when there are none.
func Fatal(ps []Problem) error {
	var fatal Error
	for _, p := range ps {
		if p.Fatal {
			fatal = append(fatal, p)
		}
	}
	if len(fatal) == 0 {
		return nil
	}
	return fatal
}

// Fresh returns the problems of a text that it did not have before it was
// changed. Lines that moved tell no problem from another, and that lines end in
// CR LF is none: the next write mends it.
func Fresh(before, after []Problem) Error {
	had := map[string]int{}
	key := func(p Problem) string { return p.Name + " " + lineNumber.ReplaceAllString(p.Message, "line") }
	for _, p := range before {
		had[key(p)]++
	}
	var fresh Error
	for _, p := range after {
		if had[key(p)]--; had[key(p)] < 0 && p.Name != "crlf" {
			fresh = append(fresh, p)
		}
	}
	return fresh
}

var lineNumber = regexp.MustCompile(`\bline \d+`)

// Error is one or more problems as an error: a sentence a line.
type Error []Problem

// Error implements error.
func (e Error) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
