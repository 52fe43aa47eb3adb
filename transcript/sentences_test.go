package transcript

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func sentencesOf(s string) []string {
	var out []string
	for span := range Sentences(s) {
		out = append(out, s[span.Start:span.End])
	}
	return out
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"I went home. It was late.":                           "I went home.|It was late.",
		"Was it? Yes! No…  Perhaps.":                          "Was it?|Yes!|No…  Perhaps.",
		"I saw Dr. Okafor and J. K. Mills. He was out.":       "I saw Dr. Okafor and J. K. Mills.|He was out.",
		"So did I. We left.":                                  "So did I.|We left.",
		"It cost 3.50 a day. Cheap.":                          "It cost 3.50 a day.|Cheap.",
		`She said "no." Then she left.`:                       `She said "no."|Then she left.`,
		"Das war, z. B. hier, im März. Gut.":                  "Das war, z. B. hier, im März.|Gut.",
		"Il est venu avec Mme. Roux. Puis rien.":              "Il est venu avec Mme. Roux.|Puis rien.",
		"¿Quién? La Sra. López. ¡Claro!":                      "¿Quién?|La Sra. López.|¡Claro!",
		"我去了。他没去。":                                            "我去了。|他没去。",
		"你好！我叫安娜":                                             "你好！|我叫安娜",
		"  One only  ":                                        "One only",
		"… — !":                                               "… — !",
		"":                                                    "",
		"Hm. ... And then? - Nothing.":                        "Hm. ...|And then? - Nothing.",
		"e.g. this one, and that. U.S. rules apply. Not ours": "e.g. this one, and that.|U.S. rules apply.|Not ours",
	} {
		if got := strings.Join(sentencesOf(text), "|"); got != want {
			t.Errorf("%q is cut as %q, want %q", text, got, want)
		}
	}
}

// Sentences are in order and apart, what lies between them is white space, and all
// words are in one.
func TestSentencesHoldEveryWord(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"Dr.", "one", "Two.", "3.5", "?!", "…", "é", "J.", "我。", "\u00a0", "\"so.\"", "\xff"})).Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "  "}).Draw(t, "between"))
		end := 0
		var words []string
		for s := range Sentences(text) {
			if s.Empty() || s.Start < end || strings.TrimSpace(text[end:s.Start]) != "" || strings.ContainsFunc(text[s.Start:s.Start+1], unicode.IsSpace) {
				t.Fatalf("%q: a sentence at %v behind %d", text, s, end)
			}
			end = s.End
			for w := range Words(text[s.Start:s.End]) {
				words = append(words, text[s.Start:s.End][w.Start:w.End])
			}
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Fatalf("%q: nothing holds %q", text, text[end:])
		}
		var all []string
		for w := range Words(text) {
			all = append(all, text[w.Start:w.End])
		}
		if !slices.Equal(words, all) {
			t.Fatalf("words differ: %s", cmp.Diff(all, words))
		}
	})
}

func FuzzSentences(f *testing.F) {
	f.Add("One. Two? Dr. Three")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for span := range Sentences(s) {
			if span.Empty() || span.Start < end || span.End > len(s) {
				t.Fatalf("a sentence at %v behind %d", span, end)
			}
			end = span.End
		}
	})
}
