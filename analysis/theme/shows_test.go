package theme

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestShows(t *testing.T) {
	t.Parallel()
	const said = "I walk to the shop, well, most days, and they know me there. It’s warm."
	for _, tt := range []struct {
		shown string
		want  bool
	}{
		{said, true},
		{"I walk to the shop, well, most days, and they know me there. It's warm.", true},
		{"I walk  to the shop, well,\nmost days, and they know me there. It's warm.", true},

		{"I walk to the shop … and they know me there. It's warm.", true},
		{"I walk to the shop... and they know me there. It's warm.", true},
		{"I walk to the shop, […] and they know me there. It's warm.", true},
		{"I walk to the shop, [...] and they know me there. It's warm.", true},
		{"I walk … most days … warm.", true},
		{"… they know me there …", true},
		{"I walk to the shop…", true},

		{"I walk to the shop", false},                  // the end is left out unmarked
		{"they know me there. It's warm.", false},      // the beginning is
		{"I walk to the shop, and they know …", false}, // and the middle
		{"I … warm, and they know me there …", false},  // in another order
		{"I walk to the sh… know me there. It's warm.", false},
		{"I walk to the shop … hey know me there …", false},
		{"I run to the shop …", false},
		{"i walk to the shop …", false},

		{"I walk to the [corner] shop …", true},
		{"I walk [every day] to the shop …", true},
		{"[P1] I walk to the shop …", true},
		{"I walk to the shop, well, most days, and they [the staff] know me there. It's warm [now].", true},
		{"… [T]hey know me there. [i]t's warm.", true},
		{"… [THEY] know me there. …", true},
		{"… [th]ey know me there …", true},
		{"I walk to the sh[r]op …", true}, // a letter is put in, and is seen to be
		{"I walk to the [pub] … warm.", true},
		{"I walk to [their] shop …", false}, // "the" is gone without a mark

		{"", false},
		{"…", false},
		{"[it is all fine]", false},
		{"… [it is all fine] …", false},
		{"[ open", false},
	} {
		if got := Shows(tt.shown, said); got != tt.want {
			t.Errorf("Shows(%q) = %v, want %v", tt.shown, got, tt.want)
		}
	}
	for _, tt := range []struct {
		shown, words string
		want         bool
	}{
		{"I was … happy", "I was unhappy", false},
		{"I was un [very] happy", "I was unhappy", false},
		{"I was [very] happy", "I was unhappy", false},
		{"I was [very] happy", "I was happy", true},
		{"it was [inaudible] then", "it was [inaudible] then", true},
		{"it was [ then", "it was [ then", true},
		{"in winter... Yes", "in winter... Yes", true},
		{"in winter … Yes", "in winter... Yes", true},
		{"né … là", "né ici là", true},
		{"n… là", "né ici là", false},
		{"words", "", false},
	} {
		if got := Shows(tt.shown, tt.words); got != tt.want {
			t.Errorf("Shows(%q, %q) = %v, want %v", tt.shown, tt.words, got, tt.want)
		}
	}
}

// What is printed is made here by the rules: words left out for …, words put in
// between [ ]. A word that is changed without a mark must be seen.
func TestShowsWhatTheRulesAllow(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[a-z]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(word, 2, 12).Draw(t, "words")
		var shown []string
		keep := rapid.IntRange(0, len(words)-1).Draw(t, "kept")
		at := 0 // of the kept word in shown
		for i, w := range words {
			choice := rapid.IntRange(0, 2).Draw(t, "choice")
			if i == keep {
				at = len(shown)
				choice = 0
			}
			switch choice {
			case 0:
				shown = append(shown, w)
			case 1:
				shown = append(shown, "…")
			case 2:
				shown = append(shown, "["+word.Draw(t, "put in")+"]", w)
			}
		}
		said := strings.Join(words, " ")
		if text := strings.Join(shown, " "); !Shows(text, said) {
			t.Fatalf("%q follows from %q", text, said)
		}
		shown[at] += "zzzzzzz" // no word is as long
		if text := strings.Join(shown, " "); Shows(text, said) {
			t.Fatalf("%q does not follow from %q", text, said)
		}
	})
}
