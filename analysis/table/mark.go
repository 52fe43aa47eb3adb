package table

import "strings"

// MarkStart and MarkEnd stand around words of a cell that people are to see
// emphasised, such as the hits of a search. Formats for people turn them into
// their own emphasis; data formats leave them out. They are two of the
// noncharacters that Unicode (section 23.7) keeps for a program's own use, so
// that no word of a transcript is taken for one. Marks do not nest, and one
// left open ends with the cell.
const (
	MarkStart = "\ufdd0"
	MarkEnd   = "\ufdd1"
)

// Mark returns the words between marks.
func Mark(words string) string { return MarkStart + words + MarkEnd }

// Unmark returns the text without marks, as data formats print it.
func Unmark(text string) string {
	if !strings.Contains(text, MarkStart) && !strings.Contains(text, MarkEnd) {
		return text
	}
	return strings.NewReplacer(MarkStart, "", MarkEnd, "").Replace(text)
}
