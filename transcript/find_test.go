package transcript

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// interview is what people quote from: repeated words, typographic quotation
// marks, a word cut by nothing, an answer of two paragraphs.
func interview(t *testing.T) *Transcript {
	t.Helper()
	tr, err := Compose("interview-03", Meta{}, []Said{
		{"Interviewer", 1000, []string{"And the heating?"}},
		{"P03", 2000, []string{"I don’t put it on. I sit, yeah, I sit with the  blanket.", "Yeah. “Put a jumper on”, he says."}},
		{"Interviewer", 3000, []string{"Yeah?"}},
		{"P03", 4000, []string{"I sit and look at the meter … you know, the meters. Ça coûte."}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func TestFind(t *testing.T) {
	tr := interview(t)
	f := NewFinder(tr)
	for _, c := range []struct {
		name, quote string
		want        []string
	}{
		{"as it stands", "with the  blanket", []string{"with the  blanket"}},
		{"white space is alike", "with\n the blanket", []string{"with the  blanket"}},
		{"a straight apostrophe", "I don't put it on", []string{"I don’t put it on"}},
		{"straight quotation marks", `"Put a jumper on"`, []string{"“Put a jumper on”"}},
		{"in order of place", "I sit", []string{"I sit", "I sit", "I sit"}},
		{"words are found whole", "meter", []string{"meter"}},
		{"letter case counts", "yeah", []string{"yeah"}},
		{"accents belong to a word", "coût", nil},
		{"past a header", "And the heating? I don't", []string{"And the heating?\n\n[00:00:02] P03: I don’t"}},
		{"across paragraphs", "blanket. Yeah.", []string{"blanket.\n\nYeah."}},
		{"labels were not said", "Interviewer", nil},
		{"from one to the other", "I don't … blanket", []string{"I don’t put it on. I sit, yeah, I sit with the  blanket"}},
		{"three dots", "I don't ... blanket", []string{"I don’t put it on. I sit, yeah, I sit with the  blanket"}},
		{"an ellipsis without spaces", "I don't…blanket", []string{"I don’t put it on. I sit, yeah, I sit with the  blanket"}},
		{"from the nearest beginning", "I sit … blanket", []string{"I sit with the  blanket"}},
		{"an ellipsis that was written down", "meter … you", []string{"meter … you"}},
		{"nothing behind the ellipsis", "I sit …", nil},
		{"no words", " \n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range f.Find(c.quote) {
				got = append(got, tr.Text(s))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestLocate(t *testing.T) {
	tr := interview(t)
	f := NewFinder(tr)
	s, err := f.Locate("I sit", 2)
	if want := strings.Index(tr.Body, "I sit with"); err != nil || s.Start != want {
		t.Errorf("the second place is %v, %v; want one that begins at %d", s, err, want)
	}
	if s, err = f.LocateIn(Ref{Transcript: tr.ID, First: 5, Last: 5}, "I sit", 0); err != nil || tr.ParagraphsOf(s).First != 4 {
		t.Errorf("in paragraph 5: %v, %v", s, err)
	}
}

func TestLocateRefuses(t *testing.T) {
	f := NewFinder(interview(t))
	for _, c := range []struct {
		quote string
		nth   int
		want  string
	}{
		{"I sit", 0, `"I sit" stands 3 times in interview-03 (¶2, ¶5); say which with nth, or quote more`},
		{"I sit", 4, `"I sit" stands 3 times in interview-03, so there is no number 4`},
		{"blanket", 2, `"blanket" stands once in interview-03, so there is no number 2`},
		{"blanket", -1, `"blanket" stands once in interview-03, so there is no number -1`},
		{"radiator", 0, `interview-03 does not hold the words "radiator"`},
		{"BLANKET", 0, `interview-03 does not hold the words "BLANKET"; it has them in other letter case`},
		{"blank", 0, `interview-03 does not hold the words "blank"; words are found whole`},
		{"I don't … radiator", 0, `interview-03 does not hold the words "I don't … radiator": it has no "radiator"`},
		{"radiator … blanket", 0, `interview-03 does not hold the words "radiator … blanket": it has no "radiator"`},
		{"meters … blanket", 0, `interview-03 does not hold the words "meters … blanket": it has no "blanket" behind "meters"`},
	} {
		if _, err := f.Locate(c.quote, c.nth); err == nil || err.Error() != c.want {
			t.Errorf("%q, %d: %v\nwant %s", c.quote, c.nth, err, c.want)
		}
	}
	want := `interview-03:1 does not hold the words "blanket"; they stand in ¶2`
	if _, err := f.LocateIn(Ref{Transcript: "interview-03", First: 1, Last: 1}, "blanket", 0); err == nil || err.Error() != want {
		t.Errorf("%v\nwant %s", err, want)
	}
	if _, err := f.LocateIn(Ref{Transcript: "interview-03", First: 9, Last: 9}, "blanket", 0); err == nil {
		t.Error("paragraph 9 is not there, and it was searched")
	}
}

func TestPlacesAreFew(t *testing.T) {
	var said []Said
	for i := range 12 {
		said = append(said, Said{fmt.Sprintf("P%d", i%2), Untimed, []string{"Yeah."}})
	}
	tr, err := Compose("i", Meta{}, said)
	if err != nil {
		t.Fatal(err)
	}
	_, err = NewFinder(tr).Locate("Yeah", 0)
	if err == nil || !strings.Contains(err.Error(), "12 times in i (¶1, ¶2, ¶3, ¶4, ¶5, ¶6, ¶7, ¶8, …)") {
		t.Errorf("%v, want eight places", err)
	}
}

// Every stretch of whole words is found where it was taken from, whatever was
// done to its white space and its quotation marks.
func TestFindFindsWhatWasQuoted(t *testing.T) {
	tr := interview(t)
	f := NewFinder(tr)
	plain := strings.NewReplacer("’", "'", "“", `"`, "”", `"`, " ", "\n ")
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(tr.Paragraphs).Draw(t, "paragraph")
		var words []Span
		for w := range Words(tr.Text(p.Text)) {
			words = append(words, w)
		}
		first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(words)-1).Draw(t, "last")
		taken := Span{p.Text.Start + words[first].Start, p.Text.Start + words[last].End}
		quote := plain.Replace(tr.Text(taken))
		for _, s := range f.Find(quote) {
			if s == taken {
				return
			}
		}
		t.Fatalf("%q is not found at %v: %v", quote, taken, f.Find(quote))
	})
}

func TestSameWords(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"I don’t  know", " I don't know\n", true},
		{"“so”", `"so"`, true},
		{"so", "So", false},
		{"so", "so.", false},
	} {
		if got := SameWords(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
}

func TestFindFromLooksWhereWordsBegin(t *testing.T) {
	tr := interview(t)
	said := tr.Paragraphs[1].Text // I don’t put it on. I sit, yeah, I sit with the  blanket.
	middle := said.Start + len("I don’t put it on. I sit, yeah,")
	for _, c := range []struct {
		name, quote string
		within      Span
		end         int
		want        []string
	}{
		{"all of it", "I sit", said, said.End, []string{"I sit", "I sit"}},
		{"the second", "I sit", Span{middle, said.End}, said.End, []string{"I sit"}},
		{"runs on", "yeah, I sit", Span{said.Start, middle}, said.End, []string{"yeah, I sit"}},
		{"not beyond the end", "yeah, I sit", Span{said.Start, middle}, middle, nil},
		{"begins behind it", "blanket", Span{said.Start, middle}, said.End, nil},
		{"from one to the other", "yeah … blanket", Span{said.Start, middle}, said.End, []string{"yeah, I sit with the  blanket"}},
		{"each end from the nearest", "I … sit", said, said.End, []string{"I sit", "I sit"}},
		{"from the nearest before an end", "I … blanket", said, said.End, []string{"I sit with the  blanket"}},
		{"the other is not there", "yeah … meter", said, said.End, nil},
		{"letter case counts", "i sit", said, said.End, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range NewFinder(tr).FindFrom(c.within, c.end, c.quote) {
				got = append(got, tr.Text(s))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestCaselessFinderLetsLetterCaseBe(t *testing.T) {
	tr := interview(t)
	f := NewCaselessFinder(tr)
	for quote, want := range map[string][]string{
		"i DON'T put":   {"I don’t put"},
		"ça COÛTE":      {"Ça coûte"},
		"YEAH":          {"yeah", "Yeah", "Yeah"},
		"PUT … Blanket": {"put it on. I sit, yeah, I sit with the  blanket"},
		"sits":          nil,
	} {
		var got []string
		for _, s := range f.Find(quote) {
			got = append(got, tr.Text(s))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", quote, diff)
		}
	}
}
