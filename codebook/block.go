package codebook

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"grounded/codebook/problem"
)

// Block returns the lines of a code's table, with the comments that touch it,
// for somebody to edit; false when the code is not in the book.
func (b *Book) Block(id ID) ([]byte, bool) {
	i, ok := b.byID[id]
	if !ok {
		return nil, false
	}
	s, ok := b.file.Block(table(i))
	if !ok {
		return nil, false
	}
	return bytes.Clone(b.source[s.Start:s.End]), true
}

// ReplaceBlock puts text where [Book.Block] of the code was, once it has seen
// that text is that one code, under the same id, and leaves all other codes as
// they are. Fatal problems of text are returned as a [problem.Error] in which
// lines count from the start of text and the file is called "the text".
func (b *Book) ReplaceBlock(id ID, text []byte) ([]byte, error) {
	i, err := b.find(id)
	if err != nil {
		return nil, err
	}
	s, ok := b.file.Block(table(i))
	if err := b.ready(); err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("the table of code %q at line %d lies in pieces; edit the whole file", id, b.Codes[i].Line)
	}
	text = likeLines(text, b.source[s.Start:s.End])
	source := slices.Concat(b.source[:s.Start], text, b.source[s.End:])
	after, problems := Decode(b.name, source)
	first := bytes.Count(b.source[:s.Start], []byte("\n"))
	var fatal problem.Error
	for _, p := range problems {
		if p.Fatal {
			p.File = "the text"
			p.Line -= first
			fatal = append(fatal, p)
		}
	}
	if fatal != nil {
		return nil, fatal
	}
	switch {
	case after.Len() < b.Len():
		return nil, errors.New("the text holds no code; codes are never deleted, but can be retired with: grounded codebook retire")
	case after.Len() > b.Len():
		return nil, errors.New("the text holds more than one code; add codes with: grounded codebook add")
	case after.Codes[i].ID != id:
		return nil, fmt.Errorf("the id of a code stays, since codings refer to it; write id = %q, and in name what people are to read", id)
	}
	if !sameBut(i, b, after) {
		return nil, errors.New("the text changes more than this code; edit the whole file")
	}
	return source, nil
}

// likeLines gives text the line ends of what it replaces, and ends its last
// line if that was ended.
func likeLines(text, old []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.TrimRight(text, "\n")
	if bytes.HasSuffix(old, []byte("\n")) {
		text = append(text, '\n')
	}
	if bytes.Contains(old, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	return text
}

// sameBut reports whether two books of equal length say the same but for code i.
func sameBut(i int, a, b *Book) bool {
	for j := range a.Codes {
		x, y := a.Codes[j], b.Codes[j]
		x.Line, y.Line = 0, 0
		if j != i && !reflect.DeepEqual(x, y) {
			return false
		}
	}
	return a.Title == b.Title
}

// Dropped returns the ids of before that after does not hold, in the order of
// before: what somebody deleted who edited the whole file, where retiring was
// the way.
func Dropped(before, after *Book) []ID {
	var gone []ID
	for _, c := range before.Codes {
		if _, ok := after.Code(c.ID); !ok && !slices.Contains(gone, c.ID) {
			gone = append(gone, c.ID)
		}
	}
	return gone
}
