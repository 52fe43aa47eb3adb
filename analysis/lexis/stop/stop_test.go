package stop

import (
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
)

// Every entry is one word as words are counted: else it would leave nothing out.
func TestEveryEntryIsAWord(t *testing.T) {
	t.Parallel()
	for _, language := range Languages() {
		words, ok := List(language)
		if !ok || len(words) < 80 {
			t.Errorf("%s has a list of %d words", language, len(words))
		}
		for w := range words {
			if strings.ToLower(w) != w || strings.Contains(w, "’") {
				t.Errorf("%s: %q is not as words are compared", language, w)
			}
			if got := slices.Collect(transcript.Words(w)); len(got) != 1 || got[0] != (transcript.Span{Start: 0, End: len(w)}) {
				t.Errorf("%s: %q is not one word", language, w)
			}
		}
	}
}

func TestList(t *testing.T) {
	t.Parallel()
	for tag, word := range map[string]string{"en": "don't", "en-GB": "the", "DE_at": "der", "nb": "ikke", "nn": "ikkje", "fr": "ai"} {
		if words, ok := List(tag); !ok || !words[word] {
			t.Errorf("the list of %s does not hold %q", tag, word)
		}
	}
	for _, tag := range []string{"", "fi", "tlh"} {
		if words, ok := List(tag); ok {
			t.Errorf("%q has a list: %v", tag, words)
		}
	}
}
