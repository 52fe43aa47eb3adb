package markup

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func talk(body string) *transcript.Transcript {
	return transcript.New("talk", transcript.Meta{Speakers: []transcript.Speaker{{Label: "I"}, {Label: "P"}}}, body)
}

const body = "[00:00:01] I: What came first?\n\nP: The rent came first, then food.\n\nI paid #1 of {two}, and more.\n\nI: And?"

func placed(t *transcript.Transcript, id, code, words string) coding.Placed {
	start := strings.LastIndex(t.Body, words)
	if start < 0 {
		panic(words)
	}
	return coding.Placed{Coding: coding.Coding{ID: id, Code: codebook.ID(code)}, Now: transcript.Span{Start: start, End: start + len(words)}}
}

func TestWrite(t *testing.T) {
	t.Parallel()
	tr := talk(body)
	text, marks, left := Write(tr, []coding.Placed{
		placed(tr, "c1", "rent", "The rent came first, then food."), placed(tr, "c2", "food", "then food"), placed(tr, "c3", "first", "rent came first"),
		placed(tr, "c4", "order", "came first"), placed(tr, "c5", "crossing", "first, then"), placed(tr, "c6", "food", "came first"),
		placed(tr, "c7", "long", "food.\n\nI paid #1"), {Coding: coding.Coding{ID: "c8", Code: "lost"}, Fate: coding.Adrift},
	}, []string{"rent", "food", "first"})
	want := `# talk. A #code at the end of a line is on the whole paragraph, {words}#code on the words
# between the braces, which may end in a later paragraph; several stand as {words}#one#two,
# and a name with blanks as #"Two words". Add codes, change them, take them away. The words stay
# as they are: \{ \} \# \\ are signs of theirs. Lines that begin with "# " are not read.
# Codes: rent, food, first
# left as it is, since its words are lost: #lost (c8)

# I 00:00:01
1  What came first?

# P
# left as it is, since it crosses others: #crossing (c5) on “first, then”
# left as it is, since it crosses others: #long (c7) on “food. I paid #1”
2  The {rent {came first}#order#food}#first, {then food}#food. #rent
3  I paid \#1 of \{two\}, and more.

# I
4  And?
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var out []string
	for _, c := range left {
		out = append(out, c.ID)
	}
	if !slices.Equal(out, []string{"c8", "c5", "c7"}) && !slices.Equal(out, []string{"c5", "c7", "c8"}) || len(marks) != 5 {
		t.Errorf("left %v, %d marks", out, len(marks))
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	tr := talk(body)
	marks, problems := Read(tr, "the text", `# talk
1  What came first? #question #"How it began"
2  The {rent} came first, {then food.
3  I paid}#a#b \#1 of \{two\}, and more.
4  And?
`)
	if len(problems) != 1 || problems[0].String() != "the text:3:13: no #code stands behind this }; write one, as in {words}#code, or \\} where it is one of the words" {
		t.Errorf("%v", problems)
	}
	var got []string
	for _, m := range marks {
		got = append(got, fmt.Sprintf("%d %s: %s", m.Line, m.Code, tr.Text(m.Passage)))
	}
	want := []string{"2 question: What came first?", "2 How it began: What came first?", "4 a: then food.\n\nI paid", "4 b: then food.\n\nI paid"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"1  What came last?\n2  The rent came first, then food.\n3  I paid \\#1 of \\{two\\}, and more.\n4  And?", "the text:1: the words of ¶1 are not those of talk any more: “last?” stands where “first?” was; put them back; words are corrected with: grounded transcript edit talk"},
		{"1  What came first?\n2  The rent came first,\nthen food.\n3  I paid \\#1 of \\{two\\}, and more.\n4  And?", "the text:2: the words of ¶2 are not those of talk any more: “first,” stands where “first, then food.” was; put them back; words are corrected with: grounded transcript edit talk\nthe text:3: this is no paragraph with its number; put \"# \" before it if it is a note of yours, or join it with the line above if it was broken"},
		{"1  What {came first?\n2  The rent came first, then food.\n3  I paid #1 of \\{two\\}, and more.\n4  And?\n4 And?\n9 x", "the text:1:9: this { is never closed; close it with }#code, or take it out\nthe text:3:11: this # is no code at the end of the line; write \\# where it is one of the words; codes of some words alone stand as {words}#code\nthe text:5:1: ¶4 is there twice; take one of the two lines out\nthe text:6:1: talk has no ¶9; they are 1 to 4; put the number back that stood here"},
		{"1  {}#a What came first?}#b\n4  And?", "the text: ¶2, 3 of talk is not there any more; put it back; words are corrected with: grounded transcript edit talk\nthe text:1:5: no words are marked here; put the braces around some words\nthe text:1:25: no { stands before this }; write one where the passage begins"},
		{"1  What came {first}#a #b? #c\n2  The rent came first, then food. #1 ok\n3  I paid \\#1 of \\{two\\}, and more.\n4  And?", "the text:1:24: this # is no code at the end of the line; write \\# where it is one of the words; codes of some words alone stand as {words}#code\nthe text:2:36: this # is no code at the end of the line; write \\# where it is one of the words; codes of some words alone stand as {words}#code"},
	} {
		_, problems := Read(talk(body), "the text", tt.text)
		var got []string
		for _, p := range problems {
			got = append(got, p.String())
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestHeadNamesAllCodesInLinesOfAWidth(t *testing.T) {
	t.Parallel()
	var codes []string
	for i := range 60 {
		codes = append(codes, fmt.Sprintf("code-%d", i))
	}
	tr := talk(body)
	text, _, _ := Write(tr, nil, codes)
	for _, code := range codes {
		if !strings.Contains(text, " "+code+",") && !strings.HasSuffix(code, "-59") {
			t.Errorf("%s is not named", code)
		}
	}
	for line := range strings.Lines(text) {
		if len(line) > 98 {
			t.Errorf("too long: %q", line)
		}
	}
	if _, problems := Read(tr, "x", text); len(problems) > 0 {
		t.Error(problems)
	}
}

// What is written reads as what was coded.
func TestWrittenIsRead(t *testing.T) {
	t.Parallel()
	signs := rapid.SampledFrom([]string{"rent", "{two}", "#1", `a\b`, "é", "妹妹", "}#x", `\`, "food."})
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for range rapid.IntRange(1, 4).Draw(t, "paragraphs") {
			lines = append(lines, strings.Join(rapid.SliceOfN(signs, 1, 6).Draw(t, "words"), " "))
		}
		tr := talk("P: " + strings.Join(lines, "\n\n"))
		var codings []coding.Placed
		seen := map[string]bool{}
		for i := range rapid.IntRange(0, 6).Draw(t, "codings") {
			var edges []int
			for at := range tr.Body {
				edges = append(edges, at)
			}
			a, b := rapid.SampledFrom(edges).Draw(t, "start"), rapid.SampledFrom(append(edges, len(tr.Body))).Draw(t, "end")
			span, ok := tr.Clip(transcript.Span{Start: min(a, b), End: max(a, b)})
			code := rapid.SampledFrom([]string{"a", "b-c", "ü9"}).Draw(t, "code")
			if key := fmt.Sprint(span, code); ok && !seen[key] {
				seen[key] = true
				codings = append(codings, coding.Placed{Coding: coding.Coding{ID: fmt.Sprint(i), Code: codebook.ID(code)}, Now: span})
			}
		}
		text, marks, left := Write(tr, codings, []string{"a", "b-c"})
		if len(marks)+len(left) != len(codings) {
			t.Fatalf("%d and %d of %d", len(marks), len(left), len(codings))
		}
		read, problems := Read(tr, "the text", text)
		if len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, text)
		}
		key := func(ms []Mark) []string {
			var out []string
			for _, m := range ms {
				out = append(out, fmt.Sprint(m.Passage, m.Code))
			}
			slices.Sort(out)
			return out
		}
		if diff := cmp.Diff(key(marks), key(read)); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, text)
		}
	})
}

func FuzzRead(f *testing.F) {
	tr := talk(body)
	text, _, _ := Write(tr, nil, nil)
	f.Add(text)
	f.Add("1 {a}#b #c\n2 }\n3 \\")
	f.Fuzz(func(t *testing.T, src string) {
		marks, problems := Read(tr, "x", src)
		for _, m := range marks {
			if _, err := tr.Passage(m.Passage); err != nil && problem.Fatal(problems) == nil {
				t.Fatal(err)
			}
		}
	})
}
