package tomledit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/BurntSushi/toml"

	"grounded/codebook/problem"
)

// maxDepth bounds dotted names and nested values: no file of people is deeper,
// and the decoder recurses.
const maxDepth = 64

// scanner reads a file line by line. It finds where things stand, and leaves it
// to the decoder to say whether a number is a number; so it accepts more than
// TOML does, and must never accept it with another structure.
type scanner struct {
	f   *File
	src []byte
	pos int

	table  int  // index into f.Tables of the table that keys now go into
	lost   bool // the header before these keys could not be read
	counts map[Address]int
	seen   map[Address]Key // keys of the table by their path and every part of it

	problems []problem.Problem
	damage   []Span // lines that could not be understood
}

// scan fills tables and lines of f and returns the problems of its structure
// and the lines that they leave out.
func scan(f *File) ([]problem.Problem, []Span) {
	s := &scanner{f: f, src: f.Source, pos: bom(f.Source), counts: map[Address]int{}, seen: map[Address]Key{}}
	f.Tables = []Table{{}}
	f.lines = []line{{start: s.pos}}
	for i, c := range f.Source {
		if c == '\n' {
			f.lines = append(f.lines, line{start: i + 1})
		}
	}
	for s.pos < len(s.src) {
		start := s.pos
		if at, err := s.line(); err != nil {
			s.report(at, err)
			s.resume(start, at, errors.Is(err, errOpen))
		}
	}
	return s.problems, s.damage
}

// errOpen marks a value that is still open where the file ends.
var errOpen = errors.New("is never closed")

func (s *scanner) report(at int, err error) {
	n, column := s.f.position(at)
	s.problems = append(s.problems, problem.Problem{
		Name: "toml-syntax", File: s.f.Name, Line: n, Column: column, Message: err.Error(), Fatal: true,
	})
}

// resume goes on behind what could not be read and began at start. Behind a
// value of several lines, or one that swallows the file, sense begins again at
// the next header.
func (s *scanner) resume(start, at int, open bool) {
	s.pos = start
	for s.skipLine(); s.pos < len(s.src) && s.src[s.pos] != '[' && (open || at >= s.pos); {
		open = true
		s.skipLine()
	}
	s.damaged(Span{start, s.pos})
}

func (s *scanner) damaged(lines Span) {
	s.damage = append(s.damage, lines)
	s.mark(lines.Start, lines.End, content)
}

// line reads what begins at the start of a line, to the end of the last line
// that belongs to it. An error comes with the byte that it is about.
func (s *scanner) line() (at int, err error) {
	start := s.pos
	s.space()
	switch c := s.peek(); c {
	case 0, '\n', '\r':
		s.skipLine()
		return 0, nil
	case '#':
		s.skipLine()
		s.mark(start, s.pos, comment)
		return 0, nil
	case '[':
		return s.header(start)
	}
	return s.key(start)
}

// header reads a [table] or [[array of tables]].
func (s *scanner) header(start int) (int, error) {
	s.lost = true // until it is read whole
	open, array := s.pos, false
	s.pos++
	if s.peek() == '[' {
		s.pos, array = s.pos+1, true
	}
	path, at, err := s.path()
	if err != nil {
		return at, err
	}
	closing := "]"
	if array {
		closing = "]]"
	}
	if !bytes.HasPrefix(s.src[s.pos:], []byte(closing)) {
		return s.pos, fmt.Errorf("a table header ends with %s, and here stands %s", closing, s.here())
	}
	s.pos += len(closing)
	if at, err := s.endOfLine("a table header"); err != nil {
		return at, err
	}
	s.mark(start, s.pos, content)
	n, _ := s.f.position(open)
	t := Table{Array: array, Line: n, Header: Span{start, s.pos}, steps: s.steps(path, array)}
	t.Address = addressOf(t.steps)
	s.table, s.lost = len(s.f.Tables), false
	s.f.Tables = append(s.f.Tables, t)
	clear(s.seen)
	return 0, nil
}

// steps finds the way to the table that a header opens: a name that is an array
// of tables means its newest element.
func (s *scanner) steps(path []string, array bool) []step {
	steps := make([]step, 0, len(path))
	for i, name := range path {
		steps = append(steps, step{name, -1})
		a := addressOf(steps)
		if i == len(path)-1 && array {
			s.counts[a]++
		}
		steps[i].index = s.counts[a] - 1
	}
	return steps
}

// key reads one key = value and the rest of its last line.
func (s *scanner) key(start int) (int, error) {
	open := s.pos
	if bytes.Equal(bytes.TrimRight(s.rest(), "\r"), []byte("=======")) {
		return open, errors.New("git left a mark of a merge conflict here")
	}
	path, at, err := s.path()
	if err != nil {
		return at, err
	}
	if s.peek() != '=' {
		return s.pos, fmt.Errorf("a key is followed by =, and here stands %s", s.here())
	}
	s.pos++
	s.space()
	from := s.pos
	if at, err := s.value(); err != nil {
		return at, err
	}
	value := Span{from, s.pos}
	if at, err := s.endOfLine("a value"); err != nil {
		return at, err
	}
	s.mark(start, s.pos, content)
	n, column := s.f.position(open)
	last, _ := s.f.position(value.End)
	k := Key{Path: path, Line: n, Column: column, Lines: Span{start, s.pos}, Value: value, lastLine: last}
	if s.lost {
		s.damaged(k.Lines)
		return 0, nil
	}
	if err := s.clash(k); err != nil {
		s.report(open, err)
		s.damaged(k.Lines)
		return 0, nil
	}
	t := &s.f.Tables[s.table]
	t.Keys = append(t.Keys, k)
	return 0, nil
}

// clash returns an error when a key of the table has the name of an earlier one
// or of a part of it, and takes note of it otherwise. The decoder would pass
// over some of these and forget a value.
func (s *scanner) clash(k Key) error {
	steps := plainSteps(k.Path)
	spelled := addressOf(steps)
	if first, ok := s.seen[spelled]; ok {
		return fmt.Errorf("%s is set twice; first at line %d", spelled, first.Line)
	}
	for n := 1; n < len(steps); n++ {
		above := addressOf(steps[:n])
		if first, ok := s.seen[above]; ok && len(first.Path) == n {
			return fmt.Errorf("%s is set here, and %s at line %d", spelled, above, first.Line)
		}
	}
	for n := range steps {
		if part := addressOf(steps[:n+1]); s.seen[part].Line == 0 {
			s.seen[part] = k
		}
	}
	return nil
}

// plainSteps returns the steps of a path that enters no array.
func plainSteps(path []string) []step {
	steps := make([]step, len(path))
	for i, name := range path {
		steps[i] = step{name, -1}
	}
	return steps
}

// path reads names parted by dots, and the space around them.
func (s *scanner) path() (path []string, at int, err error) {
	for {
		s.space()
		name, err := s.name()
		if err != nil {
			return nil, s.pos, err
		}
		path = append(path, name)
		if len(path) > maxDepth {
			return nil, s.pos, fmt.Errorf("more than %d names are joined by dots", maxDepth)
		}
		s.space()
		if s.peek() != '.' {
			return path, 0, nil
		}
		s.pos++
	}
}

// name reads one bare or quoted name.
func (s *scanner) name() (string, error) {
	start := s.pos
	if c := s.peek(); c == '"' || c == '\'' {
		if err := s.quoted(); err != nil {
			return "", err
		}
		return unquote(s.src[start:s.pos])
	}
	for bare(s.peek()) {
		s.pos++
	}
	if s.pos == start {
		return "", fmt.Errorf("a name is wanted, and here stands %s", s.here())
	}
	return string(s.src[start:s.pos]), nil
}

// unquote decodes a quoted name.
func unquote(token []byte) (string, error) {
	if token[0] == '\'' || !slices.Contains(token, '\\') {
		return string(token[1 : len(token)-1]), nil
	}
	var v struct{ Name string }
	if _, err := toml.Decode("name = "+string(token), &v); err != nil {
		return "", fmt.Errorf("%s is not a name: a \\ in it begins no escape", token)
	}
	return v.Name, nil
}

// bare reports whether c may stand in a name without quotation marks.
func bare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}
