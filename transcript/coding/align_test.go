package coding

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

// aligned returns, for each token of old, "." when it is unaligned, "?" when it
// is in doubt, and else its token of now.
func aligned(old, now string) string {
	l, c := lexicon{}, &counts{}
	a, b := l.tokens(old), l.tokens(now)
	c.grow(len(l))
	al := align(a, b, c)
	var out []string
	for i, j := range al.to {
		switch {
		case j < 0:
			out = append(out, ".")
		case al.doubt[i]:
			out = append(out, "?")
		default:
			out = append(out, now[b[j].Start:b[j].End])
		}
	}
	return strings.Join(out, " ")
}

func TestAlign(t *testing.T) {
	for _, tt := range []struct{ name, old, now, want string }{
		{"equal", "a a b a", "a a b a", "a a b a"},
		{"nothing left", "a b", "", ". ."},
		{"nothing before", "", "a b", ""},
		{"a word put in", "a b c", "a x b c", "a b c"},
		{"a word taken out", "a x b c", "a b c", "a . b c"},
		{"words replaced", "a x y b c", "a z b c", "a . . b c"},
		{"one of two alike taken out", "a yeah yeah b", "a yeah b", "a ? . b"},
		{"one more put in", "a yeah b", "a yeah yeah b", "a ? b"},
		{"the same beside a replaced word", "a yeah x b", "a yeah yeah y b", "a ? . b"},
		{"the same behind a replaced word", "a x yeah b", "a y yeah yeah b", "a . ? b"},
		{"the same within what was taken out", "a yeah x yeah b c", "a yeah b c", "a ? . . b c"},
		{"two that changed places", "a x y b", "a y x b", "a . . b"},
		{"three in a row", "p a b c q a b d r a c b s", "P a b c Q a b d R a c b S", ". a b c . a b d . a c b ."},
	} {
		if diff := cmp.Diff(tt.want, aligned(tt.old, tt.now)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

// TestAlignRepeatedWords has no word that stands only once between the two that
// were replaced.
func TestAlignRepeatedWords(t *testing.T) {
	w := newWriter(5)
	var words []string
	for range 300 {
		words = append(words, string(rune('a'+w.IntN(12))))
	}
	old := strings.Join(words, " ")
	words[30], words[270] = "x", "y"
	want := strings.Fields(strings.Join(words, " "))
	want[30], want[270] = ".", "."
	if diff := cmp.Diff(strings.Join(want, " "), aligned(old, strings.Join(words, " "))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// places makes candidates whose words stand, with all their context or not.
func places(complete bool, starts ...int) []candidate {
	var out []candidate
	for _, s := range starts {
		out = append(out, candidate{now: transcript.Span{Start: s, End: s + 5}, same: true, complete: complete})
	}
	return out
}

func starts(passages []passage) [][]int {
	out := make([][]int, len(passages))
	for i, p := range passages {
		for _, c := range p.places {
			out[i] = append(out[i], c.now.Start)
		}
	}
	return out
}

func TestDecide(t *testing.T) {
	corrected := func(start int) []candidate {
		c := places(false, start)
		c[0].same = false
		return c
	}
	for _, tt := range []struct {
		name   string
		places [][]candidate // of passages in the order in which they stood
		want   [][]int
	}{
		{"in order", [][]candidate{places(false, 10), places(false, 20), places(false, 20)}, [][]int{{10}, {20}, {20}}},
		{"one out of order", [][]candidate{places(false, 10), places(false, 90), places(false, 30), places(false, 40)}, [][]int{{10}, nil, {30}, {40}}},
		{"out of order with all its context", [][]candidate{places(false, 10), places(true, 90), places(false, 30), places(false, 40)}, [][]int{{10}, {90}, {30}, {40}}},
		{"corrected, between its neighbours", [][]candidate{places(false, 10), corrected(20), places(false, 30)}, [][]int{{10}, {20}, {30}}},
		{"corrected, beyond them", [][]candidate{places(false, 10), corrected(40), places(false, 30)}, [][]int{{10}, nil, {30}}},
		{"one of several between them", [][]candidate{places(false, 10), places(true, 5, 20, 40), places(false, 30)}, [][]int{{10}, {20}, {30}}},
		{"two of several between them", [][]candidate{places(false, 10), places(true, 5, 20, 25), places(false, 30)}, [][]int{{10}, nil, {30}}},
		{"as many as there are", [][]candidate{places(false, 10), places(true, 5, 20, 25), places(true, 5, 20, 25), places(false, 30)}, [][]int{{10}, {20}, {25}, {30}}},
	} {
		passages := make([]passage, len(tt.places))
		for i, p := range tt.places {
			passages[i].places = p
		}
		decide(passages)
		if diff := cmp.Diff(tt.want, starts(passages)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestPartRivals(t *testing.T) {
	passages := []passage{
		{places: places(false, 10)}, {places: places(true, 10)}, // the second has its context there
		{places: places(false, 20)}, {places: places(false, 20)},
		{places: places(true, 30)}, {places: places(true, 30)},
		{places: places(false, 40)}, {places: places(true, 50, 60)},
	}
	partRivals(passages)
	if diff := cmp.Diff([][]int{nil, {10}, nil, nil, nil, nil, {40}, {50, 60}}, starts(passages)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
