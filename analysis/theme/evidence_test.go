package theme

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func wordAt(t *testing.T, c []*transcript.Transcript, talk int, words string) Hit {
	t.Helper()
	span, err := transcript.NewFinder(c[talk]).Locate(words, 0)
	if err != nil {
		t.Fatal(err)
	}
	return Hit{c[talk].ID, span}
}

// What a theme rests on is what its evidence lists, analyst by analyst.
func TestRestsOn(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	got := map[coding.Analyst][]codebook.ID{}
	for _, coder := range p.Coders {
		got[coder.Analyst] = m.RestsOn("give", coder.Analyst, coder.Book)
	}
	want := map[coding.Analyst][]codebook.ID{}
	for _, coder := range p.Coders {
		want[coder.Analyst] = nil
	}
	e, err := m.Gather("give", p, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range e.codes {
		want[u.ref.Analyst] = append(want[u.ref.Analyst], u.ref.Code)
	}
	if len(want["ana"]) == 0 || len(want["ben"]) == 0 {
		t.Fatalf("the theme rests on %v", want)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	ts := p.Transcripts
	hits := []Hit{
		wordAt(t, ts, 2, "slack"), wordAt(t, ts, 0, "slack"), wordAt(t, ts, 1, "slack"), wordAt(t, ts, 0, "slack"),
		{Transcript: "elsewhere", Span: transcript.Span{Start: 0, End: 3}}, {Transcript: "one", Span: transcript.Span{Start: 0, End: 9999}},
	}
	e, err := m.Gather("give", p, map[ID][]Hit{"give": hits})
	if err != nil {
		t.Fatal(err)
	}
	leftOut := []string{
		"Left out, since their analyst is not among those selected: cem:other.",
		"1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).",
	}
	// The retired code stands behind "quiet" alone; "spare" comes from "steady", which is below "give".
	want := append([]string{
		"give | ana | slack | Slack | descriptive | 2 | - | 1 | 2 | 0",
		"give | ana | regular | Regular money | descriptive | 1 | - | 1 | 1 | 1",
		"steady | ben | spare | Spare | descriptive | 3 | - | 2 | 2 | 0",
		"give | - | - | slack | query | - | 3 | 3 | 2 | -",
		"Unconfirmed: codings that a search made and nobody has confirmed; they are in no other column.",
		"6 codings on 5 passages in 2 transcripts.",
	}, leftOut...)
	if diff := cmp.Diff(want, cells(t, e.Codes())); diff != "" {
		t.Errorf("by code (-want +got):\n%s", diff)
	}
	want = append([]string{
		"Interviewer | one | interviewer | 1 | 1 | 7 | - | 0 | 0 | 0 | - | What is it like, having some slack? | one ¶1 | - | What is it like, having some…",
		"bea | - | participant | 3 | 0 | 22 | 0.55 | 1 | 0 | 0 | 1 for | I had a bit over | one ¶2 | - | I had a bit over",
		"dot | - | participant | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1 against | - | - | - | -",
		"Eve | three | - | 0 | 0 | 0 | 0 | 0 | 0 | 0 | - | - | - | - | -",
		"cy | - | participant | 2 | 1 | 18 | 0.45 | 0 | 0 | 0 | - | the same money on the same day, that is all that I would ever ask of them | two ¶2 | - | the same money on the same…",
		"1 of 4 participants have none: Eve in three.",
		"Quoted, though neither coded nor found: dot.",
	}, leftOut...)
	if diff := cmp.Diff(want, cells(t, e.Participants(true))); diff != "" {
		t.Errorf("by participant (-want +got):\n%s", diff)
	}
}

func TestEvidenceOfASelection(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{Analysts: []string{"ben"}, Speakers: []string{"Cy"}})
	e, err := m.Gather("steady", p, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"steady | ben | spare | Spare | descriptive | 1 | - | 1 | 1 | 0",
		"1 coding on 1 passage in 1 transcript.",
		"Left out, since their analyst is not among those selected: ana:regular.",
	}
	if diff := cmp.Diff(want, cells(t, e.Codes())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := cells(t, e.Participants(true))[1]; got != "The one participant has some." {
		t.Errorf("the note says %q", got)
	}
	if _, err := m.Gather("gve", p, nil); err == nil || !strings.Contains(err.Error(), "did you mean give?") {
		t.Errorf("an unknown theme: %v", err)
	}
	e, _ = m.Gather("street", p, nil)
	if got := cells(t, e.Codes()); len(got) != 1 || got[0] != "“street” rests on no code and no query yet." {
		t.Errorf("a theme with nothing behind it: %q", got)
	}
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	e, _ := m.Gather("give", p, nil)
	// What the interviewer asked is not quoted. Two analysts are behind the first;
	// the second is long enough, with one; those of few words come last, the one
	// with two analysts before the one with one.
	want := []string{
		"give | two ¶2 | two | Cy | 37 | 110 | 17 | [ana:regular ben:spare] | [ana:7 ben:3] | the same money on the same day, that is all that I would ever ask of them | - | the same money on the same day, that is all that I would ever ask of them | -",
		"give | one ¶2 | one | Bea | 55 | 144 | 22 | [ben:spare] | [ben:1] | I had a bit over, and for once I was not adding up in the shop with my hand on the coins. | - | I had a bit over, and for once I was not adding up in the shop with my hand on the coins. | -",
		"give | one ¶2 | one | Bea | 55 | 71 | 5 | [ana:slack ben:spare] | [ana:2] | I had a bit over | - | I had a bit over | -",
		"1 more passage (all: -n 0).",
		"Left out, since their analyst is not among those selected: cem:other.",
		"1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).",
	}
	if diff := cmp.Diff(want, cells(t, e.Passages(3))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(e.Candidates()); n != 4 {
		t.Errorf("%d candidates", n)
	}
}

// What two analysts see comes before what one of them has many codes for, and a
// code on less than half of a passage is none of it.
func TestCandidatesOfSeveralAnalysts(t *testing.T) {
	t.Parallel()
	c := &coding.Corpus{Transcripts: []*transcript.Transcript{talk("one",
		"Bea: one two three four five six seven eight. a b c d e f g h and i. nine ten eleven twelve thirteen fourteen fifteen sixteen.", "Bea")}}
	ana := newDesk(t, c, "ana", "[[code]]\nid = \"x\"\n[[code]]\nid = \"y\"\n[[code]]\nid = \"z\"\n")
	for _, code := range []codebook.ID{"x", "y", "z"} {
		ana.code(code, 0, "one two three four five six seven eight.")
	}
	ana.code("x", 0, "a b c d e f g h and i.")
	ana.code("x", 0, "nine ten eleven twelve thirteen fourteen fifteen sixteen.")
	ben := newDesk(t, c, "ben", "[[code]]\nid = \"w\"\n")
	ben.code("w", 0, "three four")
	ben.code("w", 0, "thirteen fourteen fifteen sixteen.")
	c.Coders = []coding.Coder{*ana.coder, *ben.coder}
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	m := decodeSound(t, "[[theme]]\nid = \"t\"\ncodes = [\"ana:x\", \"ana:y\", \"ana:z\", \"ben:w\"]\n")
	e, _ := m.Gather("t", p, nil)
	var got []string
	for _, k := range e.Candidates() {
		got = append(got, fmt.Sprint(k.Words, k.Codes))
	}
	want := []string{"8 [ana:x ben:w]", "8 [ana:x ana:y ana:z]", "10 [ana:x]", "2 [ana:x ana:y ana:z ben:w]", "4 [ana:x ben:w]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
