package theme

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Where a quotation departs from what was said it is told where, and what was said.
func TestDeparts(t *testing.T) {
	t.Parallel()
	const said = "I walk to the shop, well, most days, and they know me there. It’s warm."
	for _, tt := range []struct{ shown, want string }{
		{"I walk to the shop", `19: “well, most days, and they know” was said behind it; mark with … that it is left out`},
		{"I walk to the shop, well, most days, and they know me there. It's war", `67: the word “warm.” is cut; … stands for whole words`},
		{"they know me there. It's warm.", `1: “I walk to the shop, well,” was said here, and “they know” further on; mark with … what is left out between`},
		{"I walk to the shop, and they know …", `21: “well, most days, and they know” was said here, and “and they” further on; mark with … what is left out between`},
		{"I walk to [their] shop …", `19: “the shop, well, most days, and” was said here, and “shop” further on; mark with … what is left out between`},
		{"I … warm, and they know me there …", `9: “and” was said before; a quotation keeps the order in which things were said`},
		{"… know me there … I walk to …", `19: “I walk to” was not said behind “I walk to the …”, but before; a quotation keeps the order in which things were said`},
		{"I walk to the sh… know me there. It's warm.", `17: a word is cut before this; … and [ ] stand between whole words`},
		{"I walk to the shop … hey know me there …", `22: “hey know me there” was not said behind “I walk to the …”; did you mean “they”?`},
		{"I walk to the shop … smelling of bread …", `22: “smelling of bread” was not said behind “I walk to the …”; what is added stands in [ ]`},
		{"I walk to the shop … most nights …", `27: “days, and they know me there.” was said here, not “nights”; mark what is left out by … and what is added by [ ]`},
		{"I run to the shop …", `3: “walk to the shop, well, most” was said here, not “run to the shop”; mark what is left out by … and what is added by [ ]`},
		{"i walk to the shop …", `1: “I” was said; another letter case stands in brackets, as in “[i]”`},
		{said + " Yes.", `73: nothing was said behind it, and “Yes.” stands there; what is added stands in [ ]`},
		{"[it is all fine]", `1: no word of what was said is left in it`},
		{" ", `1: no word of what was said is left in it`},
	} {
		d := Departs(tt.shown, said)
		if d == nil {
			t.Errorf("%q departs nowhere", tt.shown)
			continue
		}
		if got := strings.Replace(d.Error(), "at character ", "", 1); got != strings.Replace(tt.want, ":", " of what is to be printed:", 1) {
			t.Errorf("%q:\n got %s\nwant %s", tt.shown, got, tt.want)
		}
	}
	if d := Departs("I walk … warm.", said); d != nil {
		t.Errorf("what follows departs: %v", d)
	}
}

func TestCaret(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		shown  string
		offset int
		want   string
	}{
		{"hey you", 4, "hey you\n    ^"},
		{"家の中 was", len("家の中 "), "家の中 was\n       ^"},
		{strings.Repeat("one ", 20) + "two " + strings.Repeat("three ", 20), 80, strings.Repeat("one ", 8) + "two three three three three three\n" + strings.Repeat(" ", 32) + "^"},
		{"the end", 7, "the end\n       ^"},
	} {
		if got := (&Departure{Shown: tt.shown, Offset: tt.offset}).Caret(); got != tt.want {
			t.Errorf("%q:\n%s\nwant\n%s", tt.shown, got, tt.want)
		}
	}
}

// A quotation departs from what was said exactly when it does not follow from it, at a
// place that is in it.
func TestDepartsIsNotShows(t *testing.T) {
	t.Parallel()
	words := rapid.StringMatching(`[ab …\[\]éA.,'-]{0,14}`)
	rapid.Check(t, func(t *rapid.T) {
		shown, said := words.Draw(t, "shown"), words.Draw(t, "said")
		d := Departs(shown, said)
		if (d == nil) != Shows(shown, said) {
			t.Fatalf("Shows is %v and the departure %v", Shows(shown, said), d)
		}
		if d == nil {
			return
		}
		if d.Offset < 0 || d.Offset > len(d.Shown) || d.Offset < len(d.Shown) && !utf8.RuneStart(d.Shown[d.Offset]) {
			t.Fatalf("%+v is at no character of it", d)
		}
		if lines := strings.Split(d.Caret(), "\n"); len(lines) != 2 || d.Message == "" {
			t.Fatalf("%+v is shown as %q", d, lines)
		}
	})
}
