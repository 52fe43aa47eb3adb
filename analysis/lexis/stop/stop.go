// Package stop holds, for some languages, the words that say little of what a text is
// about: articles, pronouns, prepositions, conjunctions, auxiliaries and the commonest
// particles. The lists are this program's own, and short on purpose: what else says
// little depends on the study.
package stop

import (
	"maps"
	"slices"
	"strings"
)

// List returns the stop list of the language of a tag such as "en" or "de-AT": words in
// lower case with straight apostrophes, without elided articles before them ("l'"). It
// is false for a language that has none.
func List(tag string) (words map[string]bool, ok bool) {
	text, ok := lists[Language(tag)]
	if !ok {
		return nil, false
	}
	words = map[string]bool{}
	for _, w := range strings.Fields(text) {
		words[w] = true
	}
	return words, true
}

// Language returns the language of a tag, as the lists go by it.
func Language(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if code == "nb" || code == "nn" {
		return "no"
	}
	return code
}

// Languages returns the languages that have a list, sorted.
func Languages() []string { return slices.Sorted(maps.Keys(lists)) }

// lists are the words by language; they are never written to.
var lists = map[string]string{
	"da": danish, "de": german, "en": english, "es": spanish, "fr": french, "it": italian,
	"nl": dutch, "no": norwegian, "pt": portuguese, "ru": russian, "sv": swedish,
}
