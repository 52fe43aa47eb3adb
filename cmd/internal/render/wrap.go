package render

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/olekukonko/tablewriter/pkg/twwidth"

	"grounded/analysis/table"
)

// width returns how many columns of a terminal the text takes, marks aside. It
// is the measure of the tablewriter library, so that what is wrapped here fits
// there; characters of ambiguous width are narrow whatever the environment says.
func width(s string) int {
	if plain(s) {
		return len(s)
	}
	return twwidth.WidthWithOptions(table.Unmark(s), twwidth.Options{})
}

// longestWord returns the width of the widest word.
func longestWord(s string) int {
	longest := 0
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' }) {
		longest = max(longest, width(word))
	}
	return longest
}

// Wrap breaks text into lines of at most limit columns of a terminal, at spaces.
func Wrap(text string, limit int) []string { return wrap(text, limit) }

// wrap breaks text into lines of at most limit columns, at spaces; a word is
// broken, between characters as people see them, only where it is longer than a
// line. Newlines stay, and spaces at the beginning of a line stay and are kept
// by the lines that go on from it. Marks are carried from line to line. There is
// always one line.
func wrap(s string, limit int) []string {
	limit = max(limit, 1)
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if width(line) <= limit {
			out = append(out, line)
			continue
		}
		body := strings.TrimLeft(line, " ")
		indent := line[:min(len(line)-len(body), limit/2)]
		for _, part := range fold(body, limit-len(indent)) {
			out = append(out, indent+part)
		}
	}
	return carry(out)
}

// fold wraps one line that has no spaces at its beginning.
func fold(line string, limit int) []string {
	var out []string
	current, used := "", 0
	for line != "" {
		word := line
		if i := strings.IndexByte(line, ' '); i >= 0 {
			word = line[:i]
		}
		line = line[len(word):]
		rest := strings.TrimLeft(line, " ")
		gap := line[:len(line)-len(rest)]
		line = rest

		w := width(word)
		if used > 0 && used+w > limit {
			out = append(out, strings.TrimRight(current, " "))
			current, used = "", 0
		}
		for w > limit {
			head := cut(word, limit)
			if head == word {
				break
			}
			out = append(out, head)
			word = word[len(head):]
			w = width(word)
		}
		current += word + gap
		used += w + len(gap)
	}
	return append(out, strings.TrimRight(current, " "))
}

// cut returns as much of the beginning of a word as fits, and at least one
// character.
func cut(word string, limit int) string {
	used, end := 0, 0
	for g := graphemes.FromString(word); g.Next(); {
		used += width(g.Value())
		if end > 0 && used > limit {
			break
		}
		end += len(g.Value())
	}
	return word[:end]
}
