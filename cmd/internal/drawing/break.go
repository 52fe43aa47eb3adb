package drawing

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Break parts a text into lines of at most width in a font, at white space, and a
// word that is wider than a line between characters as people see them. Of
// characters that are wider than a line there is one on each.
func Break(text string, f Font, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(printable(text)) {
		longer := word
		if line != "" {
			longer = line + " " + word
		}
		if Measure(longer, f) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		if line = word; Measure(word, f) <= width {
			continue
		}
		line = ""
		for g := graphemes.FromString(word); g.Next(); {
			if line != "" && Measure(line+g.Value(), f) > width {
				lines = append(lines, line)
				line = ""
			}
			line += g.Value()
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
