package txn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// undoData is what takes one change back, kept in .grounded/undo/ID.json. It
// holds words of participants, which the history must not. What redo needs is
// the undo data of the undo.
type undoData struct {
	ID    string     `json:"id"`
	Files []undoFile `json:"files"`
}

// undoFile is what takes one file back. Files of codings are taken back by
// lines, so that it works when other lines have changed since; all others are
// by bytes: at At, Old stands in the place of New bytes.
type undoFile struct {
	Path   string      `json:"path"`
	Mode   fs.FileMode `json:"mode,omitempty"` // permissions, for when the file is to be made anew
	Before string      `json:"before"`         // hashes as in FileChange
	After  string      `json:"after"`

	At  int    `json:"at,omitempty"`
	Old []byte `json:"old,omitempty"`
	New int    `json:"new,omitempty"`

	ByLine  bool       `json:"by_line,omitempty"`
	Removed []undoLine `json:"removed,omitempty"` // of the old file
	Added   []undoLine `json:"added,omitempty"`   // of the new file
}

// undoLine is a line, with its newline, and how many stood before it.
type undoLine struct {
	N    int    `json:"n"`
	Line string `json:"line"`
}

func undoPath(id string) string { return undoDir + "/" + id + ".json" }

// target returns the file of undo data as one more target of the change.
func (d undoData) target() (*target, error) {
	content, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	return &target{Path: undoPath(d.ID), Mode: 0o600, After: hash(content), Length: len(content), content: content}, nil
}

func undoFor(t *target) undoFile {
	u := undoFile{Path: t.Path, Mode: t.Mode, Before: t.Before, After: t.After}
	if strings.HasPrefix(t.Path, "codings/") && strings.HasSuffix(t.Path, ".jsonl") {
		byLine := u
		byLine.ByLine = true
		byLine.Removed, byLine.Added = differingLines(t.old, t.content)
		if back, err := byLine.exactly(t.content); err == nil && allIDs(byLine.Removed) && allIDs(byLine.Added) && bytes.Equal(back, t.old) {
			return byLine
		}
	}
	head := 0
	for head < min(len(t.old), len(t.content)) && t.old[head] == t.content[head] {
		head++
	}
	tail := 0
	for tail < min(len(t.old), len(t.content))-head && t.old[len(t.old)-1-tail] == t.content[len(t.content)-1-tail] {
		tail++
	}
	u.At, u.Old, u.New = head, t.old[head:len(t.old)-tail], len(t.content)-tail-head
	return u
}

// differingLines returns the lines that only one of the two holds.
func differingLines(old, new []byte) (removed, added []undoLine) {
	only := func(a, b []byte) (out []undoLine) {
		in := map[string]bool{}
		for line := range bytes.Lines(b) {
			in[string(line)] = true
		}
		n := 0
		for line := range bytes.Lines(a) {
			if !in[string(line)] {
				out = append(out, undoLine{n, string(line)})
			}
			n++
		}
		return out
	}
	return only(old, new), only(new, old)
}

func allIDs(lines []undoLine) bool {
	for _, l := range lines {
		if lineID([]byte(l.Line)) == "" || !utf8.ValidString(l.Line) {
			return false
		}
	}
	return true
}

// errDamaged is undo data that does not fit what its record says.
var errDamaged = errors.New("what was kept to take it back is damaged")

// apply returns the file as it was before the change, nil for no file, given
// what it holds now.
func (u undoFile) apply(now []byte) ([]byte, error) {
	switch fingerprint(now) {
	case u.Before:
		return now, nil
	case u.After:
		before, err := u.exactly(now)
		if err != nil {
			return nil, err
		}
		if u.Before == "" && len(before) == 0 {
			return nil, nil
		}
		if before == nil {
			before = []byte{}
		}
		if hash(before) != u.Before {
			return nil, errDamaged
		}
		return before, nil
	}
	if !u.ByLine {
		return nil, fmt.Errorf("%s was %w by hand or by another change; undo that first, or bring back the old text by hand", u.Path, ErrChanged)
	}
	return u.byID(now)
}

// exactly takes the change back from the very bytes that it left.
func (u undoFile) exactly(now []byte) ([]byte, error) {
	if !u.ByLine {
		if u.At < 0 || u.New < 0 || u.At > len(now) || u.New > len(now)-u.At {
			return nil, errDamaged
		}
		return bytes.Join([][]byte{now[:u.At], u.Old, now[u.At+u.New:]}, nil), nil
	}
	added := map[int]bool{}
	for _, l := range u.Added {
		added[l.N] = true
	}
	var kept [][]byte
	n := 0
	for line := range bytes.Lines(now) {
		if !added[n] {
			kept = append(kept, line)
		}
		n++
	}
	var before []byte
	n = 0
	for _, l := range u.Removed {
		for ; n < l.N; n++ {
			if len(kept) == 0 {
				return nil, errDamaged
			}
			before, kept = append(before, kept[0]...), kept[1:]
		}
		before = append(before, l.Line...)
		n++
	}
	return append(before, bytes.Join(kept, nil)...), nil
}
