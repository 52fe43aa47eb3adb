package problem

import (
	"bytes"
	"fmt"
)

// Conflict returns the one problem of a text in which git left the marks of a
// merge conflict, at the first of them, and nil when there are none. A line of
// ======= alone is no mark: Markdown underlines headings with it.
func Conflict(file string, src []byte) []Problem {
	first, count := 0, 0
	for line, text := 1, src; len(text) > 0; line++ {
		var l []byte
		l, text, _ = bytes.Cut(text, []byte("\n"))
		if mark(l, "<<<<<<<") || mark(l, ">>>>>>>") {
			if count == 0 {
				first = line
			}
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return []Problem{{
		Name: "conflict-marker", File: file, Line: first, Column: 1, Fatal: true,
		Message: "git left a merge conflict here",
		Remedy:  "keep the lines that are right and delete the marks <<<<<<<, ======= and >>>>>>>",
	}}
}

// mark reports whether a line is seven of a character and then nothing, or a
// space and a name.
func mark(line []byte, seven string) bool {
	rest, ok := bytes.CutPrefix(line, []byte(seven))
	return ok && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\r')
}

// CRLF returns a note when lines of a text end in CR LF, and nil otherwise.
func CRLF(file string, src []byte) []Problem {
	n := bytes.Count(src, []byte("\r\n"))
	if n == 0 {
		return nil
	}
	lines := "1 line ends"
	if n > 1 {
		lines = fmt.Sprintf("%d lines end", n)
	}
	return []Problem{{
		Name: "crlf", File: file,
		Message: lines + " in CR LF, which is read as LF",
		Remedy:  "the next change to the file saves LF",
	}}
}
