package transcript

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWordsAreFoundWhole(t *testing.T) {
	for _, tt := range []struct {
		text, words string
		want        []string
	}{
		{"Chris came at Christmas with chris and CHRIS.", "Chris", []string{"Chris", "chris", "CHRIS"}},
		{"Chris's bag, the Chris’ bag, d'Chris, l’Chris", "chris", []string{"Chris", "Chris", "Chris", "Chris"}},
		{"I can't, we can, cans, can-opener, can.Then", "can", []string{"can", "can", "can"}},
		{"we'll and well and Jo'burg", "ll", nil},
		{"we'll, burg, Jo'burg, qu'burg, é'burg", "burg", []string{"burg", "burg", "burg"}},
		{"driving along the bay; bayou; Bay's end", "bay", []string{"bay", "Bay"}},
		{"Green  Valley and green\u00a0valley, Green\nValley, Green, Valley", "green valley", []string{"Green  Valley", "green\u00a0valley"}},
		{"don’t and don't", "don't", []string{"don’t", "don't"}},
		{"René, Rene\u0301, Rene, RENÉ", "René", []string{"René", "Rene\u0301", "RENÉ"}},
		{"Rene\u0301 is no Rene", "rene", []string{"Rene"}},
		{"A & B, A&B", "A & B", []string{"A & B"}},
		{"chris@example.org", "Chris@example.org", []string{"chris@example.org"}},
		{"🙂 Mae 🙂", "mae", []string{"Mae"}},
		{"Mae_old Mae2 Mae", "mae", []string{"Mae", "Mae"}},
		{"words", "  ", nil},
	} {
		var got []string
		for _, s := range NewTextFinder(tt.text).Find(tt.words) {
			got = append(got, tt.text[s.Start:s.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q in %q: %q, want %q", tt.words, tt.text, got, tt.want)
		}
	}
}

func TestHeadersAreNotSearched(t *testing.T) {
	meta := Meta{Speakers: []Speaker{{Label: "Mae"}}}
	tr := New("a", meta, "[00:00:01] Mae: Mae said so.\n\nAnd Mae: no.\n")
	var got []int
	for _, s := range Occurrences(tr, "mae") {
		got = append(got, s.Start)
	}
	if want := []int{16, 34}; !slices.Equal(got, want) {
		t.Errorf("found at %v, want %v", got, want)
	}
}

func TestMatchCase(t *testing.T) {
	for _, tt := range []struct{ asked, stands, replacement, want string }{
		{"Chris", "Chris", "Mark", "Mark"},
		{"Chris", "CHRIS", "Mark", "MARK"},
		{"Chris", "chris", "Mark", "mark"},
		{"bay", "Bay", "bae", "Bae"},
		{"bay", "BAY", "bae", "BAE"},
		{"bay", "bay", "Bay", "Bay"},
		{"BAY", "Bay", "BAE", "Bae"},
		{"green valley", "Green Valley", "blue hill", "Blue hill"},
		{"Bbc", "bbc", "BBC", "BBC"},
		{"Chris", "CHRIS", "Mark Wong", "MARK WONG"},
		{"GREEN VALLEY", "green valley", "BLUE HILL", "blue hill"},
		{"i", "I", "one", "One"},
		{"uh", "Uh", "", ""},
		{"don't", "don’t", "do not", "do not"},
	} {
		if got := MatchCase(tt.asked, tt.stands, tt.replacement); got != tt.want {
			t.Errorf("%q for %q, asked for %q: %q, want %q", tt.replacement, tt.stands, tt.asked, got, tt.want)
		}
	}
}

// No word touches what is found, whatever is looked for in whatever text.
func TestFoundWordsAreNeverPartOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SampledFrom([]rune("abAé\u0301’' .\nß🙂-"))
		text := rapid.StringOfN(letters, 0, 40, -1).Draw(t, "text")
		words := rapid.StringOfN(letters, 1, 4, -1).Draw(t, "words")
		last := 0
		for _, s := range NewTextFinder(text).Find(words) {
			if s.Empty() || s.Start < last || s.End > len(text) {
				t.Fatalf("%v of %q", s, text)
			}
			last = s.End
			if strings.Contains(text[s.Start:s.End], "\n") != strings.Contains(strings.TrimSpace(words), "\n") {
				t.Fatalf("%q crosses a line", text[s.Start:s.End])
			}
			before, after := []rune(text[:s.Start]), []rune(text[s.End:])
			first, final := []rune(text[s.Start:s.End])[0], []rune(text[s.Start:s.End])
			if len(before) > 0 && inWord(before[len(before)-1]) && inWord(first) || len(after) > 0 && inWord(after[0]) && inWord(final[len(final)-1]) {
				t.Fatalf("%q in %q at %v is part of a word", words, text, s)
			}
		}
	})
}
