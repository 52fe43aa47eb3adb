package tomledit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"grounded/codebook/problem"
)

// maxFaults bounds how often a file is decoded again to find its next fault.
const maxFaults = 50

// Parse finds the tables and keys of a TOML file. It reports every fault of
// syntax that it finds, as fatal problems named "toml-syntax" (or
// "conflict-marker", or "not-utf8"), and returns the file as far as it was
// understood, never nil. CR LF counts as LF. A file with fatal problems cannot
// be edited.
func Parse(name string, src []byte) (*File, []problem.Problem) {
	f := &File{Name: name, Source: src, Tables: []Table{{}}, values: map[string]any{}, lines: []line{{start: bom(src)}}}
	if f.problems = unreadable(f); f.problems != nil {
		return f, f.problems
	}
	var damage []Span
	f.problems, damage = scan(f)
	text := bytes.Clone(src)
	for _, d := range damage {
		blankOut(text, d)
	}
	for {
		values, err := decode(text)
		if err == nil {
			f.values = values
			f.problems = append(f.problems, f.forgotten()...)
			break
		}
		p, at := f.syntax(err)
		f.problems = append(f.problems, p)
		changed := false
		for _, d := range f.around(at) {
			changed = blankOut(text, d) || changed
		}
		if !changed || len(f.problems) > maxFaults {
			break
		}
	}
	problem.Sort(f.problems)
	return f, f.problems
}

// unreadable finds what makes a file no text to look at at all: bytes that are
// not UTF-8, control characters, marks of a merge conflict.
func unreadable(f *File) []problem.Problem {
	var problems []problem.Problem
	for n, text := 1, f.Source; len(text) > 0 && len(problems) < maxFaults; n++ {
		var l []byte
		l, text, _ = bytes.Cut(text, []byte("\n"))
		p := problem.Problem{Name: "toml-syntax", File: f.Name, Line: n, Fatal: true}
		l = bytes.TrimSuffix(l, []byte("\r"))
		if i := bytes.IndexFunc(l, control); i >= 0 {
			r, _ := utf8.DecodeRune(l[i:])
			p.Column = 1 + utf8.RuneCount(l[:i])
			p.Message = fmt.Sprintf("a control character, %U, stands here", r)
			p.Remedy = "delete it"
			problems = append(problems, p)
		}
		if !utf8.Valid(l) {
			p.Name, p.Column, p.Message, p.Remedy = "not-utf8", 0, "this line is not UTF-8 text", "save the file as UTF-8"
			problems = append(problems, p)
		}
	}
	return append(problems, problem.Conflict(f.Name, f.Source)...)
}

func control(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }

// blankOut writes spaces over lines, so that all others keep their places, and
// reports whether anything was there.
func blankOut(text []byte, lines Span) bool {
	was := string(text[lines.Start:lines.End])
	for i := lines.Start; i < lines.End; i++ {
		if text[i] != '\n' && text[i] != '\r' {
			text[i] = ' '
		}
	}
	return string(text[lines.Start:lines.End]) != was
}

// decode returns what a file says. The decoder panics on faults that its author
// did not think of; here they are errors like any other.
func decode(text []byte) (values map[string]any, err error) {
	defer func() {
		if r := recover(); r != nil {
			values, err = nil, fmt.Errorf("this is not TOML that can be read: %v", r)
		}
	}()
	values = map[string]any{}
	// A CR that stands alone must stay for the decoder to refuse.
	lf := bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	if _, err := toml.Decode(string(lf), &values); err != nil {
		return nil, err
	}
	return plain(values).(map[string]any), nil
}

// syntax turns an error of the decoder into a problem, and says at which byte
// of the file it stands, -1 when nobody knows.
func (f *File) syntax(err error) (problem.Problem, int) {
	p := problem.Problem{Name: "toml-syntax", File: f.Name, Message: sentence(err.Error()), Fatal: true}
	var fault toml.ParseError
	if !errors.As(err, &fault) {
		return p, -1
	}
	p.Message = sentence(fault.Message)
	if strings.HasPrefix(fault.Message, "expected value but found") {
		p.Remedy = "text stands in quotation marks"
	}
	n := min(max(fault.Position.Line, 1), len(f.lines))
	// The decoder counts the bytes of the line; people count characters.
	l := f.Source[f.lines[n-1].start:f.lineEnd(n-1)]
	in := min(max(fault.Position.Col-1, 0), len(bytes.TrimRight(l, "\r\n")))
	at := f.lines[n-1].start + in
	p.Line, p.Column = f.position(at)
	return p, at
}

// forgotten finds keys whose value the decoder passed over because a table of
// the same name was implied before.
func (f *File) forgotten() []problem.Problem {
	var problems []problem.Problem
	for _, t := range f.Tables {
		for _, k := range t.Keys {
			v, _ := tableAt(f.values, append(slices.Clone(t.steps), plainSteps(k.Path)...))
			if v != nil && f.Source[k.Value.Start] != '{' {
				problems = append(problems, problem.Problem{
					Name: "toml-syntax", File: f.Name, Line: k.Line, Column: k.Column, Fatal: true,
					Message: fmt.Sprintf("%s is set here, and made a table elsewhere", addressOf(plainSteps(k.Path))),
				})
			}
		}
	}
	return problems
}

// sentence writes a message of the decoder as ours are written.
func sentence(s string) string {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "toml: "), ".")
	first, n := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsUpper(second) {
		return s // TOML is no word of ours to write small
	}
	return string(unicode.ToLower(first)) + s[n:]
}

// around returns the lines of the key at a byte of the file, or of the table
// whose header is there with all its keys, which would otherwise fall to the
// table before it.
func (f *File) around(at int) []Span {
	for _, t := range f.Tables {
		if t.Header.Start <= at && at < t.Header.End {
			lines := []Span{t.Header}
			for _, k := range t.Keys {
				lines = append(lines, k.Lines)
			}
			return lines
		}
		for _, k := range t.Keys {
			if k.Lines.Start <= at && at < k.Lines.End {
				return []Span{k.Lines}
			}
		}
	}
	return nil
}

// Date is a day as YYYY-MM-DD, without a place on earth: a local date of TOML.
type Date string

// Valid reports whether d is a day of the calendar.
func (d Date) Valid() bool {
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// plain returns a decoded value in which nothing hangs on the machine it was
// decoded on: a local date is a Date, a local time of day a string, and every
// other time is in UTC, where a time without an offset is taken to be.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			v[k] = plain(e)
		}
	case []map[string]any:
		for _, e := range v {
			plain(e)
		}
	case []any:
		for i, e := range v {
			v[i] = plain(e)
		}
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return Date(v.Format(time.DateOnly))
		case "time-local":
			return v.Format("15:04:05.999999999")
		case "datetime-local":
			return time.Date(v.Year(), v.Month(), v.Day(), v.Hour(), v.Minute(), v.Second(), v.Nanosecond(), time.UTC)
		}
		return v.UTC()
	}
	return v
}
