// Package nearest finds, for a name that does not exist, the ones that may have
// been meant. It knows nothing of what the names stand for.
package nearest

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxRunes bounds the words whose spelling is compared, since the work grows
// with the product of their lengths; no id is longer.
const maxRunes = 64

// Fold returns the form in which two spellings of a name are the same: NFC, by
// Unicode's case folding, without white space around it.
func Fold(s string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(strings.TrimSpace(s))))
}

// Nearest returns at most n of the names in among that somebody who typed word
// may have meant, the likeliest first: those spelled almost like it, those that
// begin with it, those with a part spelled almost like it, those that hold it.
// Ties go to the shorter name, then by text. Case does not count. A name is
// returned once however often it stands in among.
func Nearest(word string, among []string, n int) []string {
	folded := Fold(word)
	if folded == "" || n <= 0 {
		return nil
	}
	type guess struct {
		name   string
		far    int
		length int
	}
	var guesses []guess
	seen := map[string]bool{}
	for _, name := range among {
		if seen[name] {
			continue
		}
		seen[name] = true
		if far, ok := distance(folded, Fold(name)); ok {
			guesses = append(guesses, guess{name, far, utf8.RuneCountInString(name)})
		}
	}
	slices.SortFunc(guesses, func(a, b guess) int {
		return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.length, b.length), strings.Compare(a.name, b.name))
	})
	var out []string
	for _, g := range guesses[:min(n, len(guesses))] {
		out = append(out, g.name)
	}
	return out
}

// The ways in which a name can be near a word, from the likeliest. Each leaves
// room for the number of wrong letters below it.
const (
	spelling = 0
	prefix   = maxRunes
	part     = 2 * maxRunes
	holds    = 3 * maxRunes
)

// distance says how far name is from word, both folded, and whether it is near
// enough to be offered at all.
func distance(word, name string) (int, bool) {
	if wrong, ok := Misspelt(word, name); ok {
		return spelling + wrong, true
	}
	if strings.HasPrefix(name, word) {
		return prefix, true
	}
	best, near := 0, false
	for _, piece := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if wrong, ok := Misspelt(word, piece); ok && (!near || wrong < best) {
			best, near = wrong, true
		}
	}
	if near {
		return part + best, true
	}
	// One or two letters stand within most names and say nothing.
	if utf8.RuneCountInString(word) > 2 && (strings.Contains(name, word) || utf8.RuneCountInString(name) > 2 && strings.HasPrefix(word, name)) {
		return holds, true
	}
	return 0, false
}

// Misspelt returns how many letters must be changed, added, left out or swapped
// with their neighbour to make name of word, and whether they are few for a
// word of that length: one in three, and three at most.
func Misspelt(word, name string) (int, bool) {
	a, b := []rune(word), []rune(name)
	few := min(max(len(a), len(b))/3, 3)
	if word == name {
		return 0, true
	}
	if len(a) > maxRunes || len(b) > maxRunes || len(a)-len(b) > few || len(b)-len(a) > few {
		return 0, false
	}
	// Optimal string alignment: rows are the letters of word, and only the two
	// rows above are needed.
	above2, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := above[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], above2[j-2]+1)
			}
		}
		above2, above, row = above, row, above2
	}
	return above[len(b)], above[len(b)] <= few
}

// Meant returns "did you mean a, b?" for the names that Nearest returns for
// word, at most three, and "" when there is none.
func Meant(word string, among []string) string {
	near := Nearest(word, among, 3)
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, ", ") + "?"
}
