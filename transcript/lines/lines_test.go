package lines

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestBreak(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two", 20, []string{"one two"}},
		{"one two three", 7, []string{"one two ", "three"}},
		{"one two", 3, []string{"one ", "two"}},
		{"abcdefgh ij", 4, []string{"abcd", "efgh ", "ij"}},
		{"妹妹帮了我", 4, []string{"妹妹", "帮了", "我"}},
		{"a  b", 1, []string{"a  ", "b"}},
		{"été\u0301 b", 3, []string{"été\u0301 ", "b"}},
	} {
		var got []string
		for _, s := range Break(tt.text, tt.width) {
			got = append(got, tt.text[s.Start:s.End])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q in %d: %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestBreakLosesNothing(t *testing.T) {
	t.Parallel()
	words := rapid.SampledFrom([]string{"a", "counting", "妹妹帮了我", "a̐", "👩‍👩‍👧", "\t", "  ", "averyveryverylongword", "שלום", "\u200b", "\x1b[31m"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(words, 0, 40).Draw(t, "words"), " ")
		width := rapid.IntRange(2, 60).Draw(t, "width")
		at := 0
		for _, s := range Break(text, width) {
			if s.Start != at {
				t.Fatalf("a line begins at %d, and %d is next", s.Start, at)
			}
			at = s.End
			cells := 0
			for _, n := range Characters(strings.TrimRight(text[s.Start:s.End], " \t\u200b")) {
				cells += n
			}
			if cells > width {
				t.Fatalf("%q has %d cells", text[s.Start:s.End], cells)
			}
		}
		if at != len(text) {
			t.Fatalf("the lines end at %d of %d", at, len(text))
		}
	})
}
