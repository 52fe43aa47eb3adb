package reader

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/codebook/nearest"
	"grounded/transcript"
)

// warnVariants names labels that may be one: the same but for letter case, space
// and punctuation, one letter away from a label that speaks more often, or the
// initials of another.
func (s *source) warnVariants(said []transcript.Said) {
	turns := map[string]int{}
	var labels []string
	for _, u := range said {
		if u.Speaker == "" {
			continue
		}
		if turns[u.Speaker] == 0 {
			labels = append(labels, u.Speaker)
		}
		turns[u.Speaker]++
	}
	const most = 100 // of a crowd, many are like another
	if len(labels) > most {
		return
	}
	s.warnInitials(labels, turns)
	for _, rare := range labels {
		for _, label := range labels {
			if rare == label || turns[rare] > turns[label] || turns[rare] == turns[label] && rare < label || !variants(rare, label) {
				continue
			}
			s.warn(LabelVariant, 0, fmt.Sprintf("%q (%s) may be %q (%s)", rare, count(turns[rare], "turn", "turns"), label, count(turns[label], "turn", "turns")),
				fmt.Sprintf("if it is, import the file with: --relabel %q", rare+"="+label))
			break
		}
	}
}

// warnInitials names labels that are the initials of one other: a name is often
// written out only where somebody first speaks.
func (s *source) warnInitials(labels []string, turns map[string]int) {
	names := map[string][]string{}
	for _, label := range labels {
		names[initials(label)] = append(names[initials(label)], label)
	}
	for _, label := range labels {
		if full := names[label]; len(full) == 1 {
			s.warn(LabelVariant, 0, fmt.Sprintf("%q (%s) may be %q (%s)", label, count(turns[label], "turn", "turns"), full[0], count(turns[full[0]], "turn", "turns")),
				fmt.Sprintf("if it is, import the file with: --relabel %q", label+"="+full[0]))
		}
	}
}

// initials returns the first letters of a name of two words or more, in capitals.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
	if len(words) < 2 {
		return ""
	}
	var out strings.Builder
	for _, w := range words {
		for _, r := range w {
			out.WriteRune(unicode.ToUpper(r))
			break
		}
	}
	return out.String()
}

// variants reports whether two labels may be one that was written twice. Labels
// that differ in a digit or are short are told apart on purpose, P1 and P2, and so
// are those that end in another letter, Person A and Person B.
func variants(a, b string) bool {
	if x, y := lastLetter(a), lastLetter(b); x != "" && y != "" && x != y {
		return false
	}
	a, b = bare(a), bare(b)
	if a == b {
		return true
	}
	const long = 5
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	if min(len(a), len(b)) < long || digits(a) != digits(b) {
		return false
	}
	letters, few := nearest.Misspelt(a, b)
	return few && letters == 1
}

// lastLetter returns the last word of a label if it is one letter.
func lastLetter(label string) string {
	words := strings.Fields(strings.ToLower(label))
	if n := len(words); n > 1 && utf8.RuneCountInString(words[n-1]) == 1 {
		return words[n-1]
	}
	return ""
}

// bare returns the letters and digits of a label in lower case.
func bare(label string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, label)
}
