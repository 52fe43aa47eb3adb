package privacy

import (
	"strings"

	"grounded/transcript"
)

// isGerman reports whether a language begins every noun with a capital.
func isGerman(language string) bool {
	return language == "de" || strings.HasPrefix(language, "de-") || language == "lb"
}

// german reports whether nouns begin with a capital in t: its language is said to
// be one that does so, or what was said reads like it.
func (s *scan) german(t *transcript.Transcript) bool {
	if isGerman(t.Language) || t.Language == "" && isGerman(s.in.Language) {
		return true
	}
	return readsGerman(t.Body)
}

// readsGerman reports whether a text has more of the small words of German than
// of those of English.
func readsGerman(text string) bool {
	const least = 3
	german, english := 0, 0
	for word := range strings.FieldsSeq(text) {
		switch strings.TrimRight(word, ",.;:!?") {
		case "und", "ich", "nicht", "das", "ist", "die", "der", "auch", "wir", "aber", "ein", "eine", "mit", "dass", "sich", "auf", "zu", "den", "dem",
			"wie", "hat", "habe", "noch", "dann", "von", "bei", "Ich", "Und", "Das", "Die", "Der", "Wir":
			german++
		case "the", "and", "of", "to", "that", "it", "you", "I", "a", "is", "my", "we", "but", "have", "with", "they", "for", "The", "And", "It", "We":
			english++
		}
	}
	return german >= least && german > english
}

// noun is how a word with a capital stands where every noun has one.
type noun struct {
	met   bool
	alone bool // once at least without a word that goes with nouns before it
	sure  bool // behind a word that goes with nouns and not with names
}

// common reports whether a word was used as a noun rather than as a name.
func (n noun) common() bool { return n.met && (n.sure || !n.alone) }

// Where people say "die Anna" an article alone is no evidence of a noun.
const (
	undetermined = iota
	article
	determiner
)

func determines(before string) int {
	lower := strings.ToLower(before)
	switch lower {
	case "":
		return undetermined
	case "der", "die", "den", "dem":
		return article
	case "das", "des", "im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "aufs", "viel", "viele", "vielen", "alle", "allen", "keine":
		return determiner
	}
	for _, stem := range []string{"ein", "kein", "mein", "dein", "sein", "ihr", "unser", "euer", "eur", "dies", "jed", "welch", "solch", "manch"} {
		switch end, ok := strings.CutPrefix(lower, stem); {
		case ok && end == "", ok && (end == "e" || end == "en" || end == "em" || end == "er" || end == "es"):
			return determiner
		}
	}
	return undetermined
}

// noun notes how a word with a capital stands.
func (s *scan) noun(own, before string, joined bool) {
	lower := strings.ToLower(own)
	n := s.nouns[lower]
	n.met = true
	if !joined {
		before = ""
	}
	switch determines(before) {
	case undetermined:
		n.alone = true
	case determiner:
		n.sure = true
	}
	s.nouns[lower] = n
}
