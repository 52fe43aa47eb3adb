package txn

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
)

// lineKey is as much of a line of codings as it takes to find it again and to
// know where it belongs.
type lineKey struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// keyOf returns the zero key for a line that is none.
func keyOf(line []byte) lineKey {
	var k lineKey
	if json.Unmarshal(line, &k) != nil {
		return lineKey{}
	}
	return k
}

func lineID(line []byte) string { return keyOf(line).ID }

// compare is the order of codings in a file.
func (k lineKey) compare(o lineKey) int {
	return cmp.Or(cmp.Compare(k.Start, o.Start), cmp.Compare(k.End, o.End), strings.Compare(k.Code, o.Code), strings.Compare(k.ID, o.ID))
}

type keyedLine struct {
	lineKey
	text string // without its newline
}

// byID takes the change back from a file that has changed since, by the ids of
// its lines: lines that were added go, lines that were removed or changed come
// back in their place. A line of the change that has become another since is
// an error. All other lines stay as they are.
func (u undoFile) byID(now []byte) ([]byte, error) {
	var lines []keyedLine
	for line := range bytes.Lines(now) {
		text := strings.TrimRight(string(line), "\r\n")
		lines = append(lines, keyedLine{keyOf([]byte(text)), text})
	}
	find := func(id string) int {
		for i, l := range lines {
			if l.ID == id {
				return i
			}
		}
		return -1
	}
	was := map[string]string{}
	for _, l := range u.Removed {
		text := strings.TrimRight(l.Line, "\r\n")
		was[lineID([]byte(text))] = text
	}
	for _, l := range u.Added {
		text := strings.TrimRight(l.Line, "\r\n")
		id := lineID([]byte(text))
		old, changed := was[id]
		i := find(id)
		switch {
		case i >= 0 && lines[i].text == text:
			lines = append(lines[:i], lines[i+1:]...)
		case i < 0 && !changed, i >= 0 && changed && lines[i].text == old:
		default:
			return nil, u.lineChanged(id)
		}
	}
	for _, l := range u.Removed {
		text := strings.TrimRight(l.Line, "\r\n")
		back := keyedLine{keyOf([]byte(text)), text}
		if i := find(back.ID); i >= 0 {
			if lines[i].text != text {
				return nil, u.lineChanged(back.ID)
			}
			continue
		}
		i := 0
		for i < len(lines) && lines[i].compare(back.lineKey) <= 0 {
			i++
		}
		lines = append(lines[:i], append([]keyedLine{back}, lines[i:]...)...)
	}
	if len(lines) == 0 && u.Before == "" {
		return nil, nil
	}
	b := []byte{}
	for _, l := range lines {
		b = append(append(b, l.text...), '\n')
	}
	return b, nil
}

func (u undoFile) lineChanged(id string) error {
	return fmt.Errorf("coding %s in %s was %w; undo that first, or change the coding itself", id, u.Path, ErrChanged)
}
