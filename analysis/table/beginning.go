package table

import "strings"

// Beginning returns the first words of a text, at most so many, a space between them, and
// an ellipsis where more follow.
func Beginning(text string, most int) string {
	words := strings.Fields(text)
	if len(words) <= most {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:most], " ") + " …"
}
