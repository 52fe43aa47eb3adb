package privacy

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestStrike(t *testing.T) {
	said := NewTestimony([]string{
		"When I stopped counting coins at the till, that was it.",
		"It’s the smell of the bakery in the morning.",
	}, []string{"I think that was it, you know. In the morning we went."})
	for _, c := range []struct{ text, want string }{
		{"She said she stopped counting coins at the till.", "She said she [withdrawn]."},
		{"Stopped Counting Coins, at the till!", "[withdrawn]!"},
		{"counting coins at", "counting coins at"},
		{"They call it “counting coins” and mean it.", "They call it “[withdrawn]” and mean it."},
		{`He wrote "that was it".`, `He wrote "that was it".`},
		{"it's the smell of bread", "[withdrawn] bread"},
		{"“so” and “the till, that was”", "“so” and “[withdrawn]”"},
		{"the smell of the bakery in the morning, and stopped counting coins at the till", "[withdrawn], and [withdrawn]"},
		{"“not closed, counting coins", "“not closed, counting coins"},
		{"", ""},
	} {
		got, n := said.Strike(c.text)
		if got != c.want || n != strings.Count(c.want, Withdrawn) || said.Holds(c.text) != (n > 0) {
			t.Errorf("Strike(%q) = %q, %d; want %q", c.text, got, n, c.want)
		}
	}
}

// Whatever was said so, in a row of four words, is nowhere left; what nobody
// took back stays.
func TestStrikeLeavesNoRun(t *testing.T) {
	word := rapid.SampledFrom([]string{"the", "till", "I", "counting", "coins", "Winter", "café", "so", "rent"})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, name), " ")
		}
		gone, stays, text := draw("gone"), draw("stays"), draw("text")
		said := NewTestimony([]string{gone}, []string{stays})
		struck, n := said.Strike(text)
		if said.Holds(struck) {
			t.Fatalf("%q still holds what was withdrawn", struck)
		}
		if n == 0 && struck != text {
			t.Fatalf("%q became %q", text, struck)
		}
		if got, n := said.Strike(stays); n > 0 {
			t.Fatalf("%q, which stays, became %q", stays, got)
		}
	})
}
