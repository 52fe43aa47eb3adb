package drawing

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Widths are those of Helvetica's font metrics: "AVA" is 667 + 667 + 667, and so on.
func TestMeasure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		bold bool
		want float64
	}{
		{"AVA", false, 20.01},
		{"ill", false, 6.66},
		{"ill", true, 8.34},
		{"é", false, 5.56},
		{"e\u0301", false, 5.56},
		{"“a”", true, 15.56},
		{"世", false, 10},
		{"ж", false, 5.8},
		{"", false, 0},
		{"\x00\u202e", false, 0},
	} {
		if got := Measure(c.text, Font{Size: 10, Bold: c.bold}); math.Abs(got-c.want) > 0.001 {
			t.Errorf("%q (bold %v) is %v wide, not %v", c.text, c.bold, got, c.want)
		}
	}
}

func TestBreak(t *testing.T) {
	t.Parallel()
	f := Font{Size: 10}
	if diff := cmp.Diff([]string{"one two", "incompre", "hensible", "three"}, Break("one two  incomprehensible\nthree", f, 45)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"👩‍👩‍👧", "é"}, Break("👩‍👩‍👧é", f, 1)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Break(" ", f, 45); got != nil {
		t.Errorf("nothing breaks into %q", got)
	}
}

// Nothing of a text is lost where it is broken, and no line is too wide but one of a
// single character.
func TestBreakKeepsAll(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("abWM  \n.世é́ك👩‍👧"))).Draw(t, "text")
		f := Font{Size: 10, Bold: rapid.Bool().Draw(t, "bold")}
		width := rapid.Float64Range(0, 80).Draw(t, "width")
		lines := Break(text, f, width)
		squeezed := func(s string) string { return strings.Join(strings.Fields(printable(s)), "") }
		if squeezed(strings.Join(lines, " ")) != squeezed(text) {
			t.Fatalf("%q broke into %q", text, lines)
		}
		for _, line := range lines {
			if Measure(line, f) > width && len(Break(line, f, 0)) > 1 {
				t.Fatalf("%q is %v wide, and a line is %v", line, Measure(line, f), width)
			}
		}
	})
}

func TestLeftwards(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"abc": false, "كرسي": true, "שלום a": true, "a שלום": false, "12 — ك": true, "": false, "…": false} {
		if Leftwards(text) != want {
			t.Errorf("Leftwards(%q) is not %v", text, want)
		}
	}
	c := New(10, 10, "")
	c.Text(1, 2, "كرسي", Font{Size: 10})
	c.Text(9, 2, "كرسي", Font{Size: 10, Anchor: End})
	picture := c.String()
	for _, want := range []string{`x="1" y="2" font-size="10" direction="rtl" text-anchor="end"`, `x="9" y="2" font-size="10" direction="rtl" textLength`} {
		if !strings.Contains(picture, want) {
			t.Errorf("%s is not in\n%s", want, picture)
		}
	}
}
