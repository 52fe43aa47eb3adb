// Package lines breaks words into lines of a width, for a screen or for paper, and
// leaves the words as they are.
package lines

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"

	"grounded/transcript"
)

// Break returns the stretches of a text that stand in a line each, in bytes of the text:
// together they are all of it. A line has at most so many cells, white space at its end
// apart; it ends behind white space or beside a wide character where there is one, and
// between characters elsewhere. An empty text is one empty line.
func Break(text string, width int) []transcript.Span {
	var out []transcript.Span
	start, space, used, spaceUsed, offset := 0, -1, 0, 0, 0
	put := func(end int) {
		out = append(out, transcript.Span{Start: start, End: end})
		start, space = end, -1
	}
	for g, cells := range Characters(text) {
		blank := strings.TrimSpace(g) == "" && g != "\u00a0"
		if used+cells > width && offset > start && !blank {
			if space > start {
				put(space)
				used -= spaceUsed
			} else {
				put(offset)
				used = 0
			}
		}
		offset += len(g)
		used += cells
		if blank || cells > 1 {
			space, spaceUsed = offset, used
		}
	}
	if offset > start || len(out) == 0 {
		put(offset)
	}
	return out
}

// Characters yields what people take for one character each, with how many cells it has
// as Shown shows it.
func Characters(text string) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		graphemes := displaywidth.StringGraphemes(text)
		for graphemes.Next() {
			g, cells := graphemes.Value(), graphemes.Width()
			if control(g) {
				cells = 1
			}
			if !yield(g, cells) {
				return
			}
		}
	}
}

// Shown is a character as it is shown: what would move a terminal's cursor is a sign.
func Shown(g string) string {
	switch {
	case g == "\t":
		return " "
	case control(g):
		return "\ufffd"
	}
	return g
}

func control(g string) bool {
	for _, r := range g {
		return unicode.IsControl(r)
	}
	return false
}
