package reader

import (
	"fmt"
	"strconv"
	"strings"
)

// leftOut gathers lines that one warning speaks of together, so that a file
// with a thousand faults of one kind does not bury the others.
type leftOut struct{ lines []int }

func (l *leftOut) add(line int) { l.lines = append(l.lines, line) }

// warn notes what happened at the first line, and at how many more.
func (l *leftOut) warn(s *source, name, message, remedy string) {
	switch n := len(l.lines) - 1; {
	case n < 0:
		return
	case n == 0:
	case n == 1:
		message += fmt.Sprintf(" (and once more, at line %d)", l.lines[1])
	default:
		message += fmt.Sprintf(" (and %d times more)", n)
	}
	s.warn(name, l.lines[0], message, remedy)
}

// showLeftOut warns of texts that were left out, and shows some of them.
func showLeftOut(s *source, name, what, remedy string, texts []string) {
	if len(texts) > 0 {
		s.warn(name, 0, "left out "+what+": "+excerpts(texts), remedy)
	}
}

// count writes a number with what is counted.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// listed lists names for a message; of very many, the first.
func listed(names []string) string {
	const most = 30
	return firstOf(most, names)
}

// quoted lists names in quotation marks, as listed does.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strconv.Quote(name)
	}
	return listed(out)
}

// excerpts lists the first words of the first of some texts, in quotation marks.
func excerpts(texts []string) string {
	const most = 3
	out := make([]string, len(texts))
	for i, text := range texts[:min(most, len(texts))] {
		out[i] = strconv.Quote(shorten(text))
	}
	return firstOf(most, out)
}

// firstOf lists as many of some texts, and says how many more there are.
func firstOf(most int, texts []string) string {
	if n := len(texts) - most; n > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(texts[:most], ", "), n)
	}
	return strings.Join(texts, ", ")
}

// shorten returns the first words of a text, on one line.
func shorten(text string) string {
	const most = 50
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > most {
		text = strings.TrimSpace(string(letters[:most])) + "…"
	}
	return text
}
