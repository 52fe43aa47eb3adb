package theme

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

// wrap breaks text into lines of at most width columns of a terminal, at white
// space, which is made one space; a word is broken only where it is longer than
// a line, between characters as people see them. Control characters, which could
// move the cursor, are left out. There is always one line.
func wrap(text string, width int) []string {
	width = max(width, 2) // the widest character
	var lines []string
	line, used := "", 0
	flush := func() {
		lines = append(lines, line)
		line, used = "", 0
	}
	for _, word := range strings.Fields(text) {
		word = strings.Map(printable, word)
		w := displaywidth.String(word)
		if used > 0 && used+1+w > width {
			flush()
		}
		if used > 0 && w > 0 {
			line += " "
			used++
		}
		if w <= width {
			line += word
			used += w
			continue
		}
		for g := graphemes.FromString(word); g.Next(); {
			w := displaywidth.String(g.Value())
			if used > 0 && used+w > width {
				flush()
			}
			line += g.Value()
			used += w
		}
	}
	if used > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// printable drops control characters.
func printable(r rune) rune {
	if r < ' ' || 0x7f <= r && r < 0xa0 {
		return -1
	}
	return r
}

// padded returns text with spaces behind it, as many as make width columns.
func padded(text string, width int) string {
	return text + spaces(width-displaywidth.String(text))
}

// centred returns text with spaces before it that put it in the middle of width
// columns.
func centred(text string, width int) string {
	return spaces((width-displaywidth.String(text))/2) + text
}
