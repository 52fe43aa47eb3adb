package transcript

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sample has a turn of nobody, a question, and an answer of two paragraphs with
// white space of several kinds about its words.
func sample(t *testing.T) *Transcript {
	t.Helper()
	tr, err := Compose("i", Meta{}, []Said{
		{"", Untimed, []string{"Recorded at home."}},
		{"Interviewer", 3000, []string{"Were you thriving?"}},
		{"P07", 9000, []string{"When I stopped\u00a0counting. \t", "\u2003Ça va.\u00a0"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		a, b            Span
		overlaps, holds bool
		both            Span
	}{
		{Span{2, 6}, Span{4, 9}, true, false, Span{4, 6}},
		{Span{2, 6}, Span{3, 5}, true, true, Span{3, 5}},
		{Span{2, 6}, Span{2, 6}, true, true, Span{2, 6}},
		{Span{2, 6}, Span{6, 9}, false, false, Span{6, 6}},
		{Span{2, 6}, Span{8, 9}, false, false, Span{8, 8}},
		{Span{4, 4}, Span{4, 4}, false, true, Span{4, 4}},
	} {
		if got := c.a.Overlaps(c.b); got != c.overlaps || c.b.Overlaps(c.a) != got {
			t.Errorf("%v overlaps %v: %v, want %v both ways", c.a, c.b, got, c.overlaps)
		}
		if got := c.a.Holds(c.b); got != c.holds {
			t.Errorf("%v holds %v: %v, want %v", c.a, c.b, got, c.holds)
		}
		if got := c.a.Intersect(c.b); got != c.both || c.b.Intersect(c.a) != got {
			t.Errorf("%v and %v share %v, want %v both ways", c.a, c.b, got, c.both)
		}
	}
	if (Span{3, 5}).Len() != 2 || (Span{3, 5}).Empty() || !(Span{5, 5}).Empty() || !(Span{5, 3}).Empty() {
		t.Error("Len or Empty is wrong")
	}
}

func TestClipAndSaid(t *testing.T) {
	tr := sample(t)
	for _, c := range []struct {
		from, to string // first and last words of the span; "" for the ends of the body
		clip     string
		said     []string
	}{
		{"", "", tr.Body[:len(tr.Body)-3], []string{"Recorded at home.", "Were you thriving?", "When I stopped\u00a0counting. \t", "\u2003Ça va.\u00a0"}},
		{"at", "home.", "at home.", []string{"at home."}},
		{" at", "home.", "at home.", []string{" at home."}},
		{"[00:00:03]", "Were", "Were", []string{"Were"}},
		{"viewer", "you ", "Were you", []string{"Were you "}},
		{"thriving?", "P07", "thriving?", []string{"thriving?"}},
		{"counting.", "\u2003", "counting.", []string{"counting. \t", "\u2003"}},
		{" \t", "Ça", "Ça", []string{" \t", "\u2003Ça"}},
		{"Ça", "", "Ça va.", []string{"Ça va.\u00a0"}},
	} {
		s := Span{0, len(tr.Body)}
		if c.from != "" {
			s.Start = strings.Index(tr.Body, c.from)
		}
		if c.to != "" {
			s.End = strings.Index(tr.Body, c.to) + len(c.to)
		}
		clip, ok := tr.Clip(s)
		if !ok || tr.Text(clip) != c.clip {
			t.Errorf("%q to %q: Clip gives %q, %v; want %q", c.from, c.to, tr.Text(clip), ok, c.clip)
		}
		var said []string
		for _, part := range tr.Said(s) {
			said = append(said, tr.Text(part))
		}
		if diff := cmp.Diff(c.said, said); diff != "" {
			t.Errorf("%q to %q: Said: -want +got\n%s", c.from, c.to, diff)
		}
	}
	for _, nothing := range []string{"[00:00:03] Interviewer: ", "\n\n", " \t", "\u2003", "\u00a0\n"} {
		i := strings.Index(tr.Body, nothing)
		if s, ok := tr.Clip(Span{i, i + len(nothing)}); ok {
			t.Errorf("Clip of %q gives %q, want nothing", nothing, tr.Text(s))
		}
	}
}

func TestClipProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr, err := Compose("i", Meta{}, drawSaid(t))
		if err != nil {
			t.Fatal(err)
		}
		start := rapid.IntRange(0, len(tr.Body)).Draw(t, "start")
		end := rapid.IntRange(start, len(tr.Body)).Draw(t, "end")
		if !boundary(tr.Body, start) || !boundary(tr.Body, end) {
			t.Skip("cuts a character")
		}
		s := Span{start, end}
		words := ""
		for _, part := range tr.Said(s) {
			words += tr.Text(part)
		}
		clip, ok := tr.Clip(s)
		if !ok {
			if strings.TrimSpace(words) != "" {
				t.Fatalf("%q holds words, and Clip finds none", tr.Text(s))
			}
			return
		}
		text := tr.Text(clip)
		if !s.Holds(clip) || clip.Empty() || strings.TrimSpace(text) != text || !utf8.ValidString(text) {
			t.Fatalf("Clip of %v %q is %v %q", s, tr.Text(s), clip, text)
		}
		if again, ok := tr.Clip(clip); !ok || again != clip {
			t.Fatalf("Clip of %v is %v, and clipped again %v", s, clip, again)
		}
		clipped := ""
		for _, part := range tr.Said(clip) {
			clipped += tr.Text(part)
		}
		if clipped != strings.TrimSpace(words) {
			t.Fatalf("Clip of %q holds %q, want %q", tr.Text(s), clipped, words)
		}
	})
}

func TestParagraphAt(t *testing.T) {
	tr := sample(t)
	for _, c := range []struct {
		at   string
		want int
	}{{"Recorded", 0}, {"[00:00:03]", 1}, {"you", 1}, {"\n\n[00:00:09]", 1}, {"counting", 2}, {"va", 3}} {
		if got := tr.ParagraphAt(strings.Index(tr.Body, c.at)); got != c.want {
			t.Errorf("%q stands in paragraph %d, want %d", c.at, got, c.want)
		}
	}
	if got := tr.ParagraphAt(len(tr.Body)); got != 3 {
		t.Errorf("the end stands in paragraph %d, want 3", got)
	}
	if got := New("i", Meta{}, "\n\nx").ParagraphAt(0); got != 0 {
		t.Errorf("before the first paragraph: %d, want 0", got)
	}
	if got := New("i", Meta{}, "").ParagraphAt(0); got != -1 {
		t.Errorf("in an empty text: %d, want -1", got)
	}
}

func TestSpeaker(t *testing.T) {
	tr := sample(t)
	for i, want := range []string{"", "Interviewer", "P07"} {
		if got := tr.Speaker(i).Label; got != want {
			t.Errorf("turn %d is %q's, want %q", i, got, want)
		}
	}
}

func TestCountWordsLeavesHeadersOut(t *testing.T) {
	tr := sample(t)
	if got := tr.CountWords(tr.Said(Span{0, len(tr.Body)})...); got != 12 {
		t.Errorf("%d words were said, want 12", got)
	}
	if got := tr.CountWords(); got != 0 {
		t.Errorf("%d words in no part", got)
	}
}

func TestTextHash(t *testing.T) {
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-2, appendix B.1
	if got := TextHash("abc"); got != abc {
		t.Errorf("got %s, want %s", got, abc)
	}
}
