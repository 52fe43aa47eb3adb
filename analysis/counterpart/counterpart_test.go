package counterpart

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/transcript"
)

type spans = map[transcript.ID][]transcript.Span

// one is a text of 20 characters, two of which are longer than a byte.
var one = transcript.New("one", transcript.Meta{}, "abcdéfghij klmnöpqrs")

func side(name string, themes ...Theme) Side { return Side{Name: name, Themes: themes} }

// The shares are computed by hand: of the codes a, b and c the two have b; of the
// characters 0 to 10 and 5 to 15 they have 5, which are 6 bytes as é takes two.
func TestCompare(t *testing.T) {
	t.Parallel()
	left := side("ana/m",
		Theme{ID: "x", Name: "X", Codes: []string{"a", "b"}, Passages: spans{"one": {{Start: 0, End: 11}}}},
		Theme{ID: "y", Name: "Y", Codes: []string{"d"}},
		Theme{ID: "z", Name: "Z"},
	)
	right := side("ben/m",
		Theme{ID: "p", Name: "P", Codes: []string{"b", "c"}, Passages: spans{"one": {{Start: 4, End: 16}}, "two": {{Start: 0, End: 5}}}},
		Theme{ID: "q", Name: "Q", Codes: []string{"a", "b"}},
		Theme{ID: "r", Name: "R", Passages: spans{"one": {{Start: 16, End: 22}}}},
	)
	c := Compare(left, right, []*transcript.Transcript{one}, 0.1)
	if len(c.Pairs) != 2 {
		t.Fatalf("%d pairs share something: %+v", len(c.Pairs), c.Pairs)
	}
	p := c.Pairs[0]
	// é, f, g, h, i and j are 6 characters in common, of 10 and of 11.
	want := Pair{0, 0, Shares{CodesBoth: 1, CodesLeft: 2, CodesRight: 2, Codes: []string{"b"}, Both: 6, Left: 10, Right: 11}, false}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, f := range []struct {
		name string
		get  func() (float64, bool)
		want float64
	}{
		{"codes", p.CodesJaccard, 1. / 3}, {"passages", p.PassagesJaccard, 6. / 15}, {"left within", p.LeftWithin, 6. / 10}, {"right within", p.RightWithin, 6. / 11},
	} {
		if got, ok := f.get(); !ok || math.Abs(got-f.want) > 1e-12 {
			t.Errorf("%s: %v, not %v", f.name, got, f.want)
		}
	}
	if got := p.Score(); math.Abs(got-(1./3+6./15)/2) > 1e-12 {
		t.Errorf("the score is %v", got)
	}
	// X rests on the very codes of Q, of which no passage is known: 1 and 0 of 10.
	if q := c.Pairs[1]; q.Right != 1 || !q.Counterpart || q.Score() != 0.5 {
		t.Errorf("X and Q: %+v, score %v", q, q.Score())
	}
	if (Shares{}).Score() != 0 {
		t.Error("two themes that rest on nothing have a score")
	}
	if _, defined := (Shares{}).CodesJaccard(); defined {
		t.Error("a share of nothing is defined")
	}
	got := cells(t, c.Report(), "left", "right", "counterpart", "score", "codes")
	if diff := cmp.Diff([]string{
		"x | q | true | 0.5 | [a b]", "y | - | false | - | []", "z | - | false | - | []", "- | p | false | - | []", "- | r | false | - | []",
	}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := cells(t, c.Others(true), "left", "right"); !slices.Equal(got, []string{"x | p"}) {
		t.Errorf("the others are %q", got)
	}
	little := Compare(side("l", Theme{ID: "a", Passages: spans{"one": {{Start: 0, End: 1}}}}), side("r", Theme{ID: "b", Passages: spans{"one": {{Start: 0, End: 22}}}}), []*transcript.Transcript{one}, 0.1)
	if few := little.Others(true); len(few.Table.Rows) != 0 || len(few.Notes) != 1 || len(little.Others(false).Table.Rows) != 1 {
		t.Errorf("a pair that shares little is shown: %v", few)
	}
	if notes := c.Report().Notes; !strings.HasPrefix(notes[0], "Without a counterpart in ben/m: “Y”, “Z”.") || !strings.HasPrefix(notes[1], "Without a counterpart in ana/m: “P”, “R”.") {
		t.Errorf("notes: %q", notes)
	}
}

func cells(t *testing.T, r table.Report, names ...string) []string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range r.Table.Rows {
		var texts []string
		for _, n := range names {
			if v := row[r.Table.Index(n)]; v != nil {
				texts = append(texts, fmt.Sprint(v))
			} else {
				texts = append(texts, "-")
			}
		}
		out = append(out, strings.Join(texts, " | "))
	}
	return out
}

func sides(t *rapid.T, name string) Side {
	s := side(name)
	for i := range rapid.IntRange(0, 5).Draw(t, "themes") {
		one := Theme{ID: theme.ID(fmt.Sprint(name, i)), Name: fmt.Sprint(i), Passages: spans{}}
		one.Codes = rapid.SliceOfDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), rapid.ID).Draw(t, "codes")
		at := 0
		for range rapid.IntRange(0, 3).Draw(t, "passages") {
			start := rapid.IntRange(at, 19).Draw(t, "start")
			end := rapid.IntRange(start+1, 20).Draw(t, "end")
			one.Passages["plain"] = append(one.Passages["plain"], transcript.Span{Start: start, End: end})
			if at = end + 1; at > 19 {
				break
			}
		}
		s.Themes = append(s.Themes, one)
	}
	return s
}

// Whichever model is left, the same is found; shares are shares; no theme is the
// counterpart of two.
func TestEitherWay(t *testing.T) {
	t.Parallel()
	texts := []*transcript.Transcript{transcript.New("plain", transcript.Meta{}, strings.Repeat("x", 20))}
	rapid.Check(t, func(t *rapid.T) {
		a, b := sides(t, "a"), sides(t, "b")
		there, back := Compare(a, b, texts, 0.1), Compare(b, a, texts, 0.1)
		total := func(c Comparison) (sum float64) {
			taken := [2]map[int]bool{{}, {}}
			for _, p := range c.Pairs {
				if !p.Counterpart {
					continue
				}
				if taken[0][p.Left] || taken[1][p.Right] || p.Score() < c.Least {
					t.Fatalf("%+v is the counterpart of two, or of too little", p)
				}
				taken[0][p.Left], taken[1][p.Right] = true, true
				sum += p.Score()
			}
			return sum
		}
		if x, y := total(there), total(back); math.Abs(x-y) > 1e-9 {
			t.Fatalf("counterparts add up to %v and %v", x, y)
		}
		if len(there.Pairs) != len(back.Pairs) {
			t.Fatalf("%d pairs and %d", len(there.Pairs), len(back.Pairs))
		}
		for _, p := range there.Pairs {
			i := slices.IndexFunc(back.Pairs, func(q Pair) bool { return q.Left == p.Right && q.Right == p.Left })
			if i < 0 || back.Pairs[i].Both != p.Both || back.Pairs[i].CodesBoth != p.CodesBoth || math.Abs(back.Pairs[i].Score()-p.Score()) > 1e-12 {
				t.Fatalf("%+v has no like on the way back", p)
			}
			for _, f := range []func() (float64, bool){p.CodesJaccard, p.PassagesJaccard, p.LeftWithin, p.RightWithin} {
				if v, _ := f(); v < 0 || v > 1 || math.IsNaN(v) {
					t.Fatalf("a share of %v", v)
				}
			}
		}
	})
}

// Each theme of a model is its own counterpart in the same model, if it rests on anything.
func TestItself(t *testing.T) {
	t.Parallel()
	texts := []*transcript.Transcript{transcript.New("plain", transcript.Meta{}, strings.Repeat("x", 20))}
	rapid.Check(t, func(t *rapid.T) {
		a := sides(t, "a")
		c := Compare(a, a, texts, 0.1)
		for i, one := range a.Themes {
			found := slices.ContainsFunc(c.Pairs, func(p Pair) bool { return p.Left == i && p.Right == i && p.Counterpart && p.Score() == 1 })
			if rests := len(one.Codes)+len(one.Passages) > 0; found != rests {
				t.Fatalf("theme %d rests on something: %v, and is its own counterpart: %v", i, rests, found)
			}
		}
	})
}
