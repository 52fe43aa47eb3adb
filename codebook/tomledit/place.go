package tomledit

import "bytes"

// A table has, beside its own lines, the comments that touch it: those right
// above its header, and those right below its last key unless they touch the
// next header. Comments with blank lines around them belong to no table.

// first returns the number (from 0) of the first line of a table that has a
// header, touching comments included.
func (f *File) first(t Table) int {
	n := t.Line - 1
	for n > 0 && f.lines[n-1].kind == comment {
		n--
	}
	return n
}

// last returns the number (from 0) of the line behind the last of a table,
// touching comments included, tables below it not.
func (f *File) last(t Table) int {
	n := t.Line
	if len(t.Keys) > 0 {
		n = t.Keys[len(t.Keys)-1].lastLine
	}
	end := n
	for end < len(f.lines) && f.lines[end].kind == comment {
		end++
	}
	if end < len(f.lines) && f.lines[end].kind == content {
		return n
	}
	return end
}

// start returns the first byte of line n (from 0), which may be the one behind
// the last.
func (f *File) start(n int) int {
	if n < len(f.lines) {
		return f.lines[n].start
	}
	return len(f.Source)
}

// group returns the indexes of the table at steps and of all below it.
func (f *File) group(steps []step) []int {
	var group []int
	for i, t := range f.Tables {
		if below(t.steps, steps) {
			group = append(group, i)
		}
	}
	return group
}

// Block returns the lines of a table that has a header, with the comments that
// touch it and the tables below it. It reports false when there is no such
// table, or another stands among those below it.
func (f *File) Block(a Address) (Span, bool) {
	i := f.index(a)
	if i < 1 {
		return Span{}, false
	}
	group := f.group(f.Tables[i].steps)
	if group[len(group)-1]-i != len(group)-1 {
		return Span{}, false
	}
	return Span{f.start(f.first(f.Tables[i])), f.start(f.last(f.Tables[group[len(group)-1]]))}, true
}

// newKey returns where the line of a new key of a table goes, what white space
// stands before it, and whether a blank line is to follow it.
func (f *File) newKey(t Table) (at int, indent string, apart bool) {
	switch {
	case len(t.Keys) > 0:
		lines := t.Keys[len(t.Keys)-1].Lines
		return lines.End, f.indent(lines.Start), false
	case t.Line > 0:
		return t.Header.End, f.indent(t.Header.Start), false
	case len(f.Tables) > 1:
		return f.start(f.first(f.Tables[1])), "", true
	}
	return len(f.Source), "", false
}

// indent returns the white space at the start of a line.
func (f *File) indent(start int) string {
	l := f.Source[start:]
	return string(l[:len(l)-len(bytes.TrimLeft(l, " \t"))])
}

// newTable returns where a new table of that name below parent goes: behind the
// last one of the name, else behind all below parent, else at the end.
func (f *File) newTable(parent []step, name string) int {
	at, found := len(f.Source), false
	for _, t := range f.Tables[1:] {
		if len(t.steps) > len(parent) && below(t.steps, parent) && t.steps[len(parent)].name == name {
			at, found = f.start(f.last(t)), true
		}
	}
	if found || len(parent) == 0 {
		return at
	}
	for _, i := range f.group(parent) {
		at = f.start(f.last(f.Tables[i]))
	}
	return at
}

// removal returns the lines that go with a table and all below it.
func (f *File) removal(a Address) []Span {
	t, _ := f.Table(a)
	type run struct{ first, last int } // lines from 0, the last one not included
	var runs []run
	for _, i := range f.group(t.steps) {
		r := run{f.first(f.Tables[i]), f.last(f.Tables[i])}
		if n := len(runs) - 1; n >= 0 && f.blanks(runs[n].last) >= r.first {
			runs[n].last = r.last
			continue
		}
		runs = append(runs, r)
	}
	spans := make([]Span, len(runs))
	for i, r := range runs {
		// One gap of blank lines is enough; where there was none before the
		// table, the one behind it stays.
		if r.first == 0 || f.lines[r.first-1].kind == blank {
			r.last = f.blanks(r.last)
		}
		if r.last >= len(f.lines)-1 {
			for r.first > 0 && f.lines[r.first-1].kind == blank {
				r.first--
			}
		}
		spans[i] = Span{f.start(r.first), f.start(r.last)}
	}
	return spans
}

// blanks returns the number (from 0) of the first line from n on that is not
// blank.
func (f *File) blanks(n int) int {
	for n < len(f.lines) && f.lines[n].kind == blank {
		n++
	}
	return n
}
