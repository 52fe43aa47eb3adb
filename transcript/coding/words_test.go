package coding

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTokens(t *testing.T) {
	text := read("P07: Don’t, well-off (15.5%) e\u0301 字字 🙂\n\nYes\n")
	l := lexicon{}
	var got []string
	for _, tok := range l.body(text) {
		mark := text.Text(tok.Span)
		if tok.word {
			mark += "w"
		}
		if tok.opens {
			mark += "o"
		}
		if tok.head {
			mark += "h"
		}
		got = append(got, mark)
	}
	want := strings.Fields("P07woh :h Don’tw , wellw - offw ( 15.5w % ) e\u0301w 字w 字w 🙂 Yeswo")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestTokensLoseNothing holds that only white space stands between tokens.
func TestTokensLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		at := 0
		for _, tok := range (lexicon{}).tokens(text) {
			if tok.Start < at || tok.Empty() || strings.TrimSpace(text[at:tok.Start]) != "" {
				t.Fatalf("token %v behind %d of %q", tok.Span, at, text)
			}
			at = tok.End
		}
		if strings.TrimSpace(text[at:]) != "" {
			t.Fatalf("%q is in no token", text[at:])
		}
	})
}

func TestAlike(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"coins", "coins", true},
		{"coins", "Coins", true},
		{"coins", "coin", true},
		{"counting", "countin", true},
		{"recieve", "receive", true},
		{"every day", "everyday", true},
		{"cafe\u0301", "cafe", true},
		{"coins", "notes", false},
		{"a", "I", false},
		{"i", "I", true},
		{"in", "of", false},
		{"warm", "farmer", false},
		{"", "a", false},
		{strings.Repeat("a", 65), strings.Repeat("a", 64), false}, // too long to compare
	} {
		if alike(tt.a, tt.b) != tt.want || alike(tt.b, tt.a) != tt.want {
			t.Errorf("alike(%q, %q) is not %v", tt.a, tt.b, tt.want)
		}
	}
}

// TestLongestChain holds the chain against all subsequences.
func TestLongestChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 9).Draw(t, "values")
		longest := 0
		for set := range 1 << len(values) {
			var sub []int
			for i, v := range values {
				if set>>i&1 == 1 {
					sub = append(sub, v)
				}
			}
			if slices.IsSorted(sub) && len(slices.Compact(slices.Clone(sub))) == len(sub) {
				longest = max(longest, len(sub))
			}
		}
		chain := longestChain(values)
		if len(chain) != longest || !slices.IsSorted(chain) {
			t.Fatalf("%v of %v, which has one of %d", chain, values, longest)
		}
		for k := 1; k < len(chain); k++ {
			if values[chain[k-1]] >= values[chain[k]] || chain[k-1] == chain[k] {
				t.Fatalf("%v of %v does not increase", chain, values)
			}
		}
	})
}
