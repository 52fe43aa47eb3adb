package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviated are words that end with a full stop and still want another word:
// titles and the like, in lower case, in the languages that share them.
var abbreviated = wordSet(`
	mr mrs ms mx dr drs prof rev hon gen col capt lt sgt cpl messrs mt ste vs viz cf approx dept
	hr fr frl dipl ing mag bzw vgl sog ggf evtl inkl exkl zzgl geb verh verw bspw insb gem lfd
	mme mlle mgr sr sra srta dra srs lic ud uds dña excmo sig sigra dott avv geom egr spett
	dhr mevr mw bijv resp проф акад доц ул тов гр
`)

// beforeNumbers are those that want a number: "No." alone is an answer.
var beforeNumbers = wordSet("no nr nos num núm vol fig figs art abs abb tab kap chap sec pp bd ca str tel room apt št č")

// ordinals are words before which a German number with a full stop is an
// ordinal: "am 3. März".
var ordinals = wordSet(`
	januar jänner februar märz april mai juni juli august september oktober november dezember
	jahrhundert jahrhunderts jahrzehnt weltkrieg weltkriegs klasse geburtstag lebensjahr semester stock tag woche monat mal
`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// abbreviates reports whether a full stop belongs to the token before it, given
// what follows the space behind it, which begins with a letter or digit.
func abbreviates(token, next string) bool {
	word := strings.ToLower(token)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case token == "":
		return false
	case abbreviated[word] || initials(token):
		return true
	case unicode.IsDigit(first):
		return beforeNumbers[word] || strings.HasSuffix(word, "str")
	case len(token) <= 2 && strings.Trim(token, "0123456789") == "":
		end := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) })
		if end < 0 {
			end = len(next)
		}
		return ordinals[strings.ToLower(next[:end])]
	}
	return false
}

// initials reports whether a token is letters with full stops between them, as
// "J", "z.B", "U.S" and "Ph.D" are; "I" is a word, and times of the day end
// sentences.
func initials(token string) bool {
	parts := strings.Split(token, ".")
	if token == "I" || strings.EqualFold(token, "a.m") || strings.EqualFold(token, "p.m") {
		return false
	}
	for _, p := range parts {
		n := utf8.RuneCountInString(p)
		if n == 0 || n > 2 || n > 1 && len(parts) == 1 || strings.ContainsFunc(p, caseless) {
			return false
		}
	}
	return true
}

func caseless(r rune) bool { return !unicode.IsUpper(r) && !unicode.IsLower(r) }
