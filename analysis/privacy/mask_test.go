package privacy

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ordinary(word string) bool {
	return slices.Contains([]string{"will", "may", "day", "stone"}, word)
}

// Whole names and their parts go, in whatever letter case, and words that are names only
// with a capital stay without one.
func TestMask(t *testing.T) {
	t.Parallel()
	m := NewMask([]string{"Hanna Berg", "Will Stone", "Anna-Lena van der Mark", "Dr Jo Li", "May", "P07", "hanna-b"}, "a participant", ordinary)
	for text, want := range map[string]string{
		"Hanna Berg, HANNA BERG and hanna berg":    "[a participant], [a participant] and [a participant]",
		"Hanna's coat, Berg’s hat, HANNA":          "[a participant]'s coat, [a participant]’s hat, [a participant]",
		"hanna went; the Bergs too":                "[a participant] went; the [a participant] too",
		"HannaBerg and WillStone, hannaberg":       "[a participant] and [a participant], [a participant]",
		"Will will; WILL STONE on a stone":         "[a participant] will; [a participant] on a stone",
		"It may be May":                            "It may be [a participant]",
		"anna-lena, Lena, van der Mark's, der Tag": "[a participant], [a participant], [a participant]'s, der Tag",
		"Jo and Li, the doctor, p07, P07b":         "[a participant] and [a participant], the doctor, [a participant], P07b",
		"[She] found […] that [Hanna] slept":       "[She] found […] that [a participant] slept",
		"[Hanna, her sister] [x] Berg":             "[a participant, her sister] [x] [a participant]",
		"Berg Hanna; Johanna, Hannah, Hannover":    "[a participant]; Johanna, Hannah, Hannover",
		"hanna-b, a hanna_b.txt, (Hanna)":          "[a participant], a [a participant].txt, ([a participant])",
		"Nobody.":                                  "Nobody.",
	} {
		if got, _ := m.Strike(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	const text = "Will will, and HANNA, hanna and Berg; p07 may, stone"
	_, struck := m.Strike(text)
	want := []Struck{{"Will", "Will", true}, {"Hanna", "HANNA", false}, {"Hanna", "hanna", true}, {"Berg", "Berg", false}, {"P07", "p07", false}}
	if diff := cmp.Diff(want, struck); diff != "" {
		t.Errorf("struck (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Will", "Hanna", "Berg", "P07"}, m.Names("Will will", text)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"will", "may", "stone"}, m.Left(text)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

// Whatever is written, no name stands in what is left of it, and what is no name stays.
func TestMaskLeavesNoName(t *testing.T) {
	t.Parallel()
	m := NewMask([]string{"Hanna Berg", "Will Stone", "Ana"}, "a participant", ordinary)
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"Hanna", "BERG", "berg's", "Will", "will", "stone", "Stone", "ana", "[", "]", "[Ana]", ",", "tree", "\n", "-", "_", "Bergs"}), 0, 12)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(words.Draw(t, "words"), rapid.SampledFrom([]string{" ", "", "-"}).Draw(t, "between"))
		got, struck := m.Strike(text)
		if left := m.Names(got); len(left) > 0 {
			t.Fatalf("%q becomes %q, which names %q", text, got, left)
		}
		if len(struck) == 0 && got != text {
			t.Fatalf("%q becomes %q, and nothing was replaced", text, got)
		}
		if strings.Count(text, "tree") != strings.Count(got, "tree") {
			t.Fatalf("%q becomes %q", text, got)
		}
	})
}
