// Package tomledit says where keys and tables stand in a TOML file, and changes
// some of them without touching the rest: comments, order, spacing and line
// ends of everything else stay as the person who wrote the file left them. What
// the values are is decoded by BurntSushi/toml; what they mean is the business
// of the package that reads the file.
//
// Read a file with [Decode] (into Go values) or [Parse] (places only), and
// change it with [File.Edit].
package tomledit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"grounded/codebook/problem"
)

// Span is a half-open range [Start, End) of bytes of a file.
type Span struct{ Start, End int }

// Address names a table of a file: "" is the root, that is the keys before any
// header; "attributes" is [attributes]; "code[2]" is the third [[code]];
// "case[0].consent" is [case.consent] below the first [[case]]. Names that are
// not bare keys are quoted as [Quote] does.
type Address string

// Root is the address of the keys that stand before any table header.
const Root Address = ""

// Nth returns the address of element n, from 0, of the array of tables at path.
func Nth(path Address, n int) Address { return Address(fmt.Sprintf("%s[%d]", path, n)) }

// File is a TOML file and where its parts stand. It is not changed once made:
// an edit makes a new one.
type File struct {
	Name   string // slash-separated, as the caller gave it; for messages
	Source []byte // the file's bytes, which the caller must not change
	// Tables begins with the root, which is always there; then come the tables
	// that have a header, in the order of the file.
	Tables []Table

	values   map[string]any // what the file says, see plain
	problems []problem.Problem
	lines    []line
}

// Table is a table with a header of its own, or the root. Inline tables and
// those that dotted keys imply are values of keys.
type Table struct {
	Address Address
	Array   bool // an element of an array of tables, [[…]]
	Line    int  // of the header, from 1; 0 for the root
	Header  Span // the line of the header with its line end; empty for the root
	Keys    []Key

	steps []step
}

// Key is one key = value of a table.
type Key struct {
	Path   []string // more than one name when the key is dotted
	Line   int      // from 1
	Column int      // of the key, from 1, in characters
	Lines  Span     // all its lines, with comment and line end
	Value  Span     // its value alone

	lastLine int // on which the value ends, from 1
}

// step is one name on the way from the root to a table, and for an array of
// tables which element.
type step struct {
	name  string
	index int // -1 where the table is no element of an array
}

// line is one line of a file.
type line struct {
	start int // its first byte, behind a byte-order mark; it ends where the next one starts
	kind  lineKind
}

type lineKind uint8

const (
	blank lineKind = iota
	comment
	content // a header, a key, or a line of a value
)

// Table returns the table at an address.
func (f *File) Table(a Address) (Table, bool) {
	i := f.index(a)
	if i < 0 {
		return Table{}, false
	}
	return f.Tables[i], true
}

func (f *File) index(a Address) int {
	return slices.IndexFunc(f.Tables, func(t Table) bool { return t.Address == a })
}

// Count returns how many [[path]] tables the file holds.
func (f *File) Count(path Address) int {
	n := 0
	for _, t := range f.Tables {
		if last := len(t.steps) - 1; t.Array && t.Address == Nth(path, t.steps[last].index) {
			n++
		}
	}
	return n
}

// Key returns the key of a table that is spelled as the one name given.
func (t Table) Key(name string) (Key, bool) {
	for _, k := range t.Keys {
		if len(k.Path) == 1 && k.Path[0] == name {
			return k, true
		}
	}
	return Key{}, false
}

// Place returns line and column, from 1, of a key of a table; of the table's
// header when the key does not stand there; and 0, 0 when neither does.
func (f *File) Place(a Address, key string) (line, column int) {
	t, ok := f.Table(a)
	if !ok {
		return 0, 0
	}
	for _, k := range t.Keys {
		if k.Path[0] == key {
			return k.Line, k.Column
		}
	}
	if t.Line == 0 {
		return 0, 0
	}
	return f.position(t.Header.Start)
}

// position returns line and column, from 1, of a byte of the file, the column
// in characters. A byte-order mark has no column.
func (f *File) position(offset int) (lineNumber, column int) {
	offset = max(offset, f.lines[0].start)
	i, found := slices.BinarySearchFunc(f.lines, offset, func(l line, o int) int { return l.start - o })
	if !found {
		i--
	}
	return i + 1, 1 + utf8.RuneCount(f.Source[f.lines[i].start:offset])
}

// lineEnd returns the first byte behind line n (from 0), its line end included.
func (f *File) lineEnd(n int) int {
	if n+1 < len(f.lines) {
		return f.lines[n+1].start
	}
	return len(f.Source)
}

// eol returns the line end that new lines are given: that of the first line.
func (f *File) eol() string {
	if i := bytes.IndexByte(f.Source, '\n'); i > 0 && f.Source[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// bom returns the length of the byte-order mark that src begins with.
func bom(src []byte) int {
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}

// addressOf writes steps as an address.
func addressOf(steps []step) Address {
	var b strings.Builder
	for i, s := range steps {
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(Quote(s.name))
		if s.index >= 0 {
			fmt.Fprintf(&b, "[%d]", s.index)
		}
	}
	return Address(b.String())
}

// below reports whether steps lead to the table at prefix or one below it.
func below(steps, prefix []step) bool {
	return len(steps) >= len(prefix) && slices.Equal(steps[:len(prefix)], prefix)
}
