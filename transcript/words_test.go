package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func collect(s string) []string {
	var out []string
	for w := range Words(s) {
		out = append(out, s[w.Start:w.End])
	}
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{" \n\t", nil},
		{"...?!", nil},
		{"_ __", nil},
		{"I don't know.", []string{"I", "don't", "know"}},
		{"we’re here", []string{"we’re", "here"}},
		{"well-off", []string{"well", "off"}},
		{"about 3.14 or 1,000;", []string{"about", "3.14", "or", "1,000"}},
		{"£15pw", []string{"15pw"}},
		{"e.g. this", []string{"e.g", "this"}},
		{"dogs' and 'cats'", []string{"dogs", "and", "cats"}},
		{"cafe\u0301 olé", []string{"cafe\u0301", "olé"}},
		{"snake_case", []string{"snake_case"}},
		{"[inaudible 00:10]", []string{"inaudible", "00", "10"}},
		{"我喜欢", []string{"我", "喜", "欢"}},
		{"good 👍🏽 day", []string{"good", "day"}},
		{"naïve", []string{"naïve"}},
		{"das Mädchen läuft", []string{"das", "Mädchen", "läuft"}},
		{"שלום", []string{"שלום"}},
		{"a\u0301b a.\u0301b", []string{"a\u0301b", "a.\u0301b"}},
	} {
		if diff := cmp.Diff(c.want, collect(c.text)); diff != "" {
			t.Errorf("Words(%q): -want +got\n%s", c.text, diff)
		}
	}
}

func TestWordsStopsWhenTold(t *testing.T) {
	for _, text := range []string{"one two three", "één twee drie"} {
		n := 0
		for range Words(text) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("%q: %d words after a break, want 1", text, n)
		}
	}
}

// everyWord is Words by the full algorithm alone.
func everyWord(s string) []Span {
	var out []Span
	segments(s, Span{0, len(s)}, func(w Span) bool {
		out = append(out, w)
		return true
	})
	return out
}

func fastWords(s string) []Span {
	var out []Span
	for w := range Words(s) {
		out = append(out, w)
	}
	return out
}

// The pieces are those that the rules of UAX #29 treat apart: spaces, joiners,
// marks that extend, marks that stand inside words, regional indicators.
var pieces = []string{
	"a", "B", "7", "_", " ", "  ", "\n", "\r", "\t", ".", "'", ":", ",", ";", "-", "\"", "!", "\x00",
	"é", "\u0301", "’", "\u200d", "\u2060", "\u2003", "\u00a0", "ℹ", "😀", "🇬", "字", "カ", "א", "٣", "：", "\u2028", "\u00ad",
}

func TestWordsAgreesWithTheFullAlgorithm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 14).Draw(t, "pieces"), "")
		if diff := cmp.Diff(everyWord(s), fastWords(s)); diff != "" {
			t.Fatalf("%q: -full +fast\n%s", s, diff)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("It's 3.14, isn't it?\n  Caf\u00e9 \u200d ℹ")
	f.Add(strings.Join(pieces, ""))
	f.Add("\xe20 0")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for w := range Words(s) {
			if w.Start < at || w.Empty() || w.End > len(s) {
				t.Fatalf("%q: word at %v behind %d", s, w, at)
			}
			at = w.End
		}
		if !utf8.ValidString(s) {
			return // where a broken character ends is nobody's rule
		}
		if diff := cmp.Diff(everyWord(s), fastWords(s)); diff != "" {
			t.Fatalf("%q: -full +fast\n%s", s, diff)
		}
	})
}

var spokenText = strings.Repeat("Well, I don't know. It was the first winter that I did not dread, you know, the oven's a thief. ", 1000)

func BenchmarkWords(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"plain", spokenText},
		{"curly", strings.ReplaceAll(spokenText, "'", "’")},
		{"accents", strings.ReplaceAll(spokenText, "e", "é")},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				for range Words(c.text) {
				}
			}
		})
		b.Run(c.name+"-full", func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				segments(c.text, Span{0, len(c.text)}, func(Span) bool { return true })
			}
		})
	}
}
