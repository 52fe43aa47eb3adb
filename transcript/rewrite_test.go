package transcript

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var rewriteMeta = Meta{Speakers: []Speaker{{Label: "Mae", Role: Participant, Case: "p1"}, {Label: "mae"}, {Label: "Q", Role: Interviewer}}}

func TestReplaceKeepsHeadersAndRefusesTheRest(t *testing.T) {
	tr := New("a", rewriteMeta, "[00:00:01] Mae: by the bay\n\nQ: bay\n\nbay: no\n")
	var all []Replacement
	for _, s := range Occurrences(tr, "bay") {
		all = append(all, Replacement{s, "Q"})
	}
	w, err := Replace(tr, all)
	if err != nil {
		t.Fatal(err)
	}
	if want := "[00:00:01] Mae: by the Q\n\nQ: Q\n\n Q: no\n"; w.Body != want || len(w.Turns) != 2 {
		t.Errorf("%q, want %q", w.Body, want)
	}
	for _, tt := range []struct {
		words []Replacement
		want  string
	}{
		{[]Replacement{{Span{16, 18}, "x"}, {Span{17, 19}, "y"}}, "overlap"},
		{[]Replacement{{Span{11, 14}, "x"}}, "words within one paragraph"},
		{[]Replacement{{Span{23, 29}, "x"}}, "words within one paragraph"},
		{[]Replacement{{Span{16, 18}, "x\ny"}}, "more than one line"},
	} {
		if _, err := Replace(tr, tt.words); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %q", tt.words, err, tt.want)
		}
	}
}

func TestRelabel(t *testing.T) {
	tr := New("a", rewriteMeta, "before\n\nMae: Mae: one\n\nmae: two\n\nAnn: three\n\nQ: four\n")
	w, err := Relabel(tr, map[string]string{"mae": "Mae", "Q": "Ann"})
	if err != nil {
		t.Fatal(err)
	}
	if want := "before\n\nMae: Mae: one\n\nMae: two\n\n Ann: three\n\nAnn: four\n"; w.Body != want {
		t.Errorf("%q, want %q", w.Body, want)
	}
	want := []Speaker{{Label: "Mae", Role: Participant, Case: "p1"}, {Label: "Ann", Role: Interviewer}}
	if !slices.Equal(w.Speakers, want) || len(w.Turns) != 4 {
		t.Errorf("%+v, %d turns", w.Speakers, len(w.Turns))
	}
	for _, tt := range []struct {
		labels map[string]string
		want   string
	}{
		{map[string]string{"Bob": "B"}, `no speaker "Bob"`},
		{map[string]string{"Q": "B:"}, "colon stands around"},
		{map[string]string{"Q": ""}, "needs a label"},
		{map[string]string{"mae": "Mae: Mae"}, "could not be told"},
	} {
		if _, err := Relabel(tr, tt.labels); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want %q", tt.labels, err, tt.want)
		}
	}
}

// Whatever is replaced, turns and paragraphs stay, words outside of what was
// replaced stay, and Follow says where they stand.
func TestReplaceFollowsEveryPassage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"Mae:", "Q", "Q:", "bay", "é", "🙂", "no."})
		line := rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"", "Mae: ", "Q: ", "[00:00:01] mae: "}).Draw(t, "head") + strings.Join(rapid.SliceOfN(word, 1, 6).Draw(t, "words"), " ")
		})
		old := New("a", rewriteMeta, strings.Join(rapid.SliceOfN(line, 1, 8).Draw(t, "lines"), "\n\n"))
		var all []Span
		for _, p := range old.Paragraphs {
			for s := range Words(old.Text(p.Text)) {
				all = append(all, Span{p.Text.Start + s.Start, p.Text.Start + s.End})
			}
		}
		var words []Replacement
		for _, s := range all {
			if rapid.Bool().Draw(t, "replaced") {
				words = append(words, Replacement{s, rapid.SampledFrom([]string{"Q", "bae", "two words", ""}).Draw(t, "new")})
			}
		}
		w, err := Replace(old, words)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range old.Paragraphs {
			if old.Text(p.Text) == "" {
				continue
			}
			now := w.Follow(p.Text)
			if left := strings.TrimSpace(w.Text(now)); left == "" {
				continue
			}
			at := w.Paragraphs[w.ParagraphAt(now.Start)]
			if was := old.Turns[p.Turn].Speaker; w.Turns[at.Turn].Speaker != was || !at.Text.Holds(now) {
				t.Fatalf("paragraph %d of %q is %q of %q", i+1, old.Body, w.Text(now), w.Body)
			}
		}
		if len(w.Turns) != len(old.Turns) && !slices.ContainsFunc(words, func(r Replacement) bool { return r.New == "" }) {
			t.Fatalf("%d turns became %d: %q, %q", len(old.Turns), len(w.Turns), old.Body, w.Body)
		}
		for _, s := range all {
			want := old.Text(s)
			for _, r := range words {
				if r.Span == s {
					want = r.New
				}
			}
			if got := w.Text(w.Follow(s)); strings.TrimPrefix(got, " ") != want {
				t.Fatalf("%q at %v is %q, want %q: %q, %q", old.Text(s), s, got, want, old.Body, w.Body)
			}
		}
	})
}

func TestFollowTakesInWhatItCuts(t *testing.T) {
	tr := New("a", rewriteMeta, "Mae: by Green Valley now\n")
	w, err := Replace(tr, []Replacement{{Span{8, 20}, "the Hill"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		was  Span
		want string
	}{
		{Span{5, 13}, "by the Hill"}, {Span{14, 24}, "the Hill now"}, {Span{10, 12}, "the Hill"}, {Span{8, 20}, "the Hill"}, {Span{5, 7}, "by"}, {Span{21, 24}, "now"},
	} {
		if got := w.Text(w.Follow(tt.was)); got != tt.want {
			t.Errorf("%q: %q, want %q", tr.Text(tt.was), got, tt.want)
		}
	}
}
