package index

// Stemmer returns the function that takes a word of transcript.Words to the stem
// that searches compare it by, for the language of a tag such as "en" or "de-AT".
// It reports false for a language without a stemmer, whose words are only
// folded: their case and the form of an apostrophe do not count. The function is
// not safe for use by several goroutines.
func Stemmer(tag string) (stem func(word string) string, ok bool) {
	l := newLexicon(stemmed(tag))
	return func(word string) string { return l.form(word).stem }, l.stem != nil
}
