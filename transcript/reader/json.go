package reader

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// jsonText reads a JSON file member by member and element by element, so that a
// file of many megabytes is never held as values. Its errors name the line and
// the member.
type jsonText struct {
	*json.Decoder
	ctx  context.Context
	s    *source
	path []string // "segments", "[12]"
}

func newJSON(ctx context.Context, s *source) *jsonText {
	return &jsonText{Decoder: json.NewDecoder(s.text()), ctx: ctx, s: s}
}

// file reads the whole file: an object, whose members are handed to member. The
// member has to read its value.
func (j *jsonText) file(member func(key string) error) error {
	if err := j.object(member); err != nil {
		return err
	}
	return j.end()
}

// end reports what stands behind the value that is the file.
func (j *jsonText) end() error {
	if _, err := j.Token(); err != io.EOF {
		return fmt.Errorf("%s: line %d: the file goes on behind the end of its JSON; split it there", j.s.name, j.line(j.InputOffset()))
	}
	return nil
}

// object reads an object; null is one without members.
func (j *jsonText) object(member func(key string) error) error {
	return j.composite('{', "an object", func() error {
		key, err := j.Token()
		if err != nil {
			return j.wrong(err)
		}
		j.path = append(j.path, key.(string)) // the decoder takes no other key
		return member(key.(string))
	})
}

// array reads a list; null is an empty one.
func (j *jsonText) array(element func() error) error {
	n := -1
	return j.composite('[', "a list", func() error {
		n++
		j.path = append(j.path, fmt.Sprintf("[%d]", n))
		return element()
	})
}

func (j *jsonText) composite(open json.Delim, kind string, each func() error) error {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	token, err := j.Token()
	switch {
	case err != nil:
		return j.wrong(err)
	case token == nil:
		return nil
	case token != open:
		return fmt.Errorf("%s: line %d: %s is not %s, as it is in the files of the program", j.s.name, j.line(j.InputOffset()), j.where(), kind)
	}
	depth := len(j.path)
	for j.More() {
		if err := j.ctx.Err(); err != nil {
			return err
		}
		if err := each(); err != nil {
			return err
		}
		j.path = j.path[:depth]
	}
	if _, err := j.Token(); err != nil {
		return j.wrong(err)
	}
	return nil
}

// value reads a value into v.
func (j *jsonText) value(v any) error {
	from := j.InputOffset()
	err := j.Decode(v)
	var kind *json.UnmarshalTypeError
	if !errors.As(err, &kind) {
		return j.wrong(err)
	}
	if kind.Field != "" {
		j.path = append(j.path, strings.ToLower(kind.Field)) // as members are written, not fields
	}
	has, _, _ := strings.Cut(kind.Value, " ")
	is, belongs := jsonKind(has), jsonKind(kind.Type.Kind().String())
	if is == belongs {
		is += " that is too great"
	}
	return fmt.Errorf("%s: line %d: %s is %s where %s belongs", j.s.name, j.line(j.start(from)+kind.Offset), j.where(), is, belongs)
}

// skip passes over a value.
func (j *jsonText) skip() error { return j.value(new(skipped)) }

// skipped is a value that nobody wants.
type skipped struct{}

// UnmarshalJSON takes any value and keeps nothing of it.
func (*skipped) UnmarshalJSON([]byte) error { return nil }

// jsonKind says for people what a kind of value is, in JSON or in Go.
func jsonKind(kind string) string {
	switch kind {
	case "string":
		return "a text"
	case "number", "float64":
		return "a number"
	case "array", "slice":
		return "a list"
	case "object", "struct":
		return "an object"
	}
	return "true or false"
}

// wrong returns an error of the decoder as people read it.
func (j *jsonText) wrong(err error) error {
	if err == nil {
		return nil
	}
	line := j.line(j.start(j.InputOffset()))
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%s: line %d: the file ends in the middle; export or copy it again", j.s.name, line)
	}
	return fmt.Errorf("%s: line %d: is no whole JSON (%w); export it again, or export it as SRT or VTT", j.s.name, line, err)
}

// where returns the path of the value that is read: "segments[12].start".
func (j *jsonText) where() string {
	if len(j.path) == 0 {
		return "the whole"
	}
	return strings.TrimPrefix(strings.ReplaceAll("."+strings.Join(j.path, "."), ".[", "["), ".")
}

// start returns where the value begins that stands behind an offset.
func (j *jsonText) start(offset int64) int64 {
	r := bufio.NewReader(j.s.text())
	if _, err := r.Discard(int(offset)); err != nil {
		return offset
	}
	for {
		c, err := r.ReadByte()
		if err != nil || !strings.ContainsRune(" \t\n,:", rune(c)) {
			return offset
		}
		offset++
	}
}

// line returns the line, from 1, that holds the byte at an offset.
func (j *jsonText) line(offset int64) int {
	for i, line := range j.s.lines {
		if offset -= int64(len(line)) + 1; offset < 0 {
			return i + 1
		}
	}
	return len(j.s.lines)
}

// label is who speaks, as JSON files say it: a name, or a number, which makes
// "Speaker 1".
type label string

// UnmarshalJSON takes a text, a whole number or null, which leaves the label as it
// is; anything else is a json.UnmarshalTypeError.
func (l *label) UnmarshalJSON(src []byte) error {
	name := string(src)
	switch {
	case name == "null":
		return nil
	case strings.HasPrefix(name, `"`):
		if err := json.Unmarshal(src, &name); err != nil {
			return err
		}
		name = oneName(name)
	case !number(name):
		kind := map[byte]string{'{': "object", '[': "array", 't': "bool", 'f': "bool"}[src[0]]
		return &json.UnmarshalTypeError{Value: first(kind, "number"), Type: reflect.TypeFor[string]()}
	}
	if number(name) {
		name = someone + " " + name
	}
	*l = label(name)
	return nil
}
