package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Words that somebody wrote into the file by hand, few as they may be, are found
// where they stand once, and not where they stand twice.
func TestAnchorWordsAlone(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, "[[theme]]\nid = \"a\"\n"+
		"[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"once\"\n"+
		"[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"for once  I’ll\"\n"+
		"[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"adding up\"\n")
	in := talk("one", "Bea: And for once I'll be adding up what there is.\n\nBea: I was adding up.", "Bea")
	var got []string
	for _, a := range m.Anchor([]*transcript.Transcript{in}) {
		got = append(got, a.Fate.String()+" "+in.Text(a.Now))
	}
	if diff := cmp.Diff([]string{"moved once", "moved for once I'll", "adrift "}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAnchor(t *testing.T) {
	t.Parallel()
	c := smallCorpus(t)
	span := wordAt(t, c.Transcripts, 0, "I had a bit over").Span
	q := QuoteOf(c.Transcripts[0], span, "give", Supports)
	q.Shown = "I had a bit [of money] over"
	src, err := decodeSound(t, smallModel).AddQuote(q)
	if err != nil {
		t.Fatal(err)
	}
	m := decodeSound(t, string(src))
	corrected := strings.Replace(talkOne, "a bit over", "a little bit over", 1)
	for _, tt := range []struct {
		name    string
		body    string
		fates   []coding.Fate
		printed string
		start   int
	}{
		{"as it was", talkOne, []coding.Fate{coding.Moved, coding.Adrift, coding.Adrift, coding.Moved, coding.Exact}, "I had a bit [of money] over", 55},
		{"with a line before it", "Noise of rain.\n\n" + talkOne, []coding.Fate{coding.Moved, coding.Adrift, coding.Adrift, coding.Moved, coding.Moved}, "I had a bit [of money] over", 71},
		{"corrected", corrected, []coding.Fate{coding.Adrift, coding.Adrift, coding.Adrift, coding.Moved, coding.Followed}, "I had a little bit over", 55},
	} {
		anchored := m.Anchor([]*transcript.Transcript{talk("one", tt.body, "Bea")})
		var fates []coding.Fate
		for i, a := range anchored {
			fates = append(fates, a.Fate)
			if a.Index != i || (a.Fate == coding.Adrift) != a.Now.Empty() {
				t.Errorf("%s: quote %d is %+v", tt.name, i, a)
			}
		}
		if diff := cmp.Diff(tt.fates, fates); diff != "" {
			t.Errorf("%s: fates (-want +got):\n%s", tt.name, diff)
		}
		last := anchored[4]
		if last.Printed() != tt.printed || last.Now.Start != tt.start || last.ShownFits() != (tt.printed == q.Shown) {
			t.Errorf("%s: %q stands at %d", tt.name, last.Printed(), last.Now.Start)
		}
		moved := last.Relocate()
		if got := tt.body[moved.Span.Start:moved.Span.End]; got != moved.Quote || moved.Shown != q.Shown {
			t.Errorf("%s: relocated to %q as %+v", tt.name, got, moved)
		}
	}
	if lost := m.Anchor(nil)[4]; lost.Fate != coding.Adrift || lost.In != nil || lost.Relocate() != m.Quotes[4] {
		t.Errorf("without its transcript the quote is %+v", lost)
	}
}

func TestListed(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	want := []string{
		"give | Some give | 1 | supports | one ¶2 | one | 2 | Bea | 55 | 105 | I had a bit over, and for once I was not adding up [the prices] | I had a bit over, and for once I was not adding up | false | - | - | - | false | true | moved | - | false | - | - | -",
		"give | Some give | 2 | contradicts | - | two | - | - | - | - | I never said this | I never said this | false | - | - | - | false | - | adrift | - | - | - | adrift | -",
		"give | Some give | 3 | contradicts | three ¶2 | three | 2 | Dot | 36 | 63 | Nothing to say about money. | Nothing to say about money. | false | - | - | - | false | - | moved | - | false | - | - | -",
		"2 quotations of 2 participants: 1 supports and 1 contradicts it; 0 verified.",
		"1 quotation adrift: the words are not in the text as it is now (see: grounded check).",
	}
	if diff := cmp.Diff(want, cells(t, m.Listed(m.Anchor(p.Transcripts), p, "give"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(m.Listed(m.Anchor(p.Transcripts), p).Table.Rows); n != 4 {
		t.Errorf("%d of 4 quotes are listed", n)
	}
}
