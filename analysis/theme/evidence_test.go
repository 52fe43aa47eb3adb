package theme

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// The corpus of the tests: three talks, of which the third is of two people.
const (
	talkOne = `Interviewer: What is it like, having some slack?

Bea: I had a bit over, and for once I was not adding up in the shop with my hand on the coins.

Bea: We ate.`
	talkTwo = `Interviewer: And for you?

Cy: It is the same money on the same day, that is all that I would ever ask of them.

Cy: I read about slack somewhere.`
	talkThree = `Noise of chairs, slack ropes.

Dot: Nothing to say about money.

Eve: Me neither, dear.`
)

// talk makes a transcript of a body. Its speakers are cases, but for Eve.
func talk(id transcript.ID, body string, labels ...string) *transcript.Transcript {
	meta := transcript.Meta{Speakers: []transcript.Speaker{{Label: "Interviewer", Role: transcript.Interviewer}}}
	for _, l := range labels {
		s := transcript.Speaker{Label: l, Role: transcript.Participant, Case: strings.ToLower(l)}
		if l == "Eve" {
			s.Role, s.Case = "", ""
		}
		meta.Speakers = append(meta.Speakers, s)
	}
	return transcript.New(id, meta, body)
}

// desk is an analyst at work on the talks.
type desk struct {
	t       *testing.T
	corpus  *coding.Corpus
	coder   *coding.Coder
	counter int
}

func newDesk(t *testing.T, c *coding.Corpus, a coding.Analyst, book string) *desk {
	t.Helper()
	b, problems := codebook.Decode(string(a)+".toml", []byte(book))
	if problems != nil {
		t.Fatal(problems)
	}
	coder := coding.Coder{Analyst: a, Book: b}
	for _, in := range c.Transcripts {
		coder.Work = append(coder.Work, coding.Work{Transcript: in.ID})
	}
	return &desk{t: t, corpus: c, coder: &coder}
}

// code puts a code on words that stand in a talk once. Codings must come in
// order of place.
func (d *desk) code(code codebook.ID, talk int, words string) *coding.Placed {
	d.t.Helper()
	in := d.corpus.Transcripts[talk]
	span, err := transcript.NewFinder(in).Locate(words, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	d.counter++
	w := &d.coder.Work[talk]
	w.Codings = append(w.Codings, coding.Placed{Coding: coding.Make(in, span, code, fmt.Sprint(d.counter), time.Time{}), Now: span})
	return &w.Codings[len(w.Codings)-1]
}

func smallCorpus(t *testing.T) *coding.Corpus {
	t.Helper()
	c := &coding.Corpus{Transcripts: []*transcript.Transcript{
		talk("one", talkOne, "Bea"), talk("three", talkThree, "Dot", "Eve"), talk("two", talkTwo, "Cy"),
	}}
	ana := newDesk(t, c, "ana", `
[[code]]
id = "slack"
name = "Slack"
[[code]]
id = "regular"
name = "Regular money"
parent = "slack"
[[code]]
id = "sums"
name = "Sums"
[[code]]
id = "counting"
retired = 2021-01-01
became = ["sums"]
`)
	ana.code("slack", 0, "What is it like, having some slack?")
	ana.code("slack", 0, "I had a bit over")
	ana.code("slack", 0, "I had a bit over") // the same again is one
	ana.code("counting", 0, "adding up in the shop with my hand on the coins")
	ana.code("sums", 0, "the coins")
	ana.code("slack", 2, "same money").Fate = coding.Adrift
	ana.code("regular", 2, "the same money on the same day, that is all that I would ever ask of them")
	ana.code("regular", 2, "slack").By = coding.ByQuery

	ben := newDesk(t, c, "ben", "[[code]]\nid = \"spare\"\nname = \"Spare\"\n")
	ben.code("spare", 0, "I had a bit over, and for once I was not adding up in the shop with my hand on the coins.")
	ben.code("spare", 0, "hand on the coins")
	ben.code("spare", 2, "the same money on the same day, that is all that I would ever ask of them")
	c.Coders = []coding.Coder{*ana.coder, *ben.coder}
	return c
}

const smallModel = `title = "Having some give"
shape = "tree"
[[part]]
name = "Good life"
place = "leaf"
[[part]]
name = "Ways"
place = "trunk"
[[part]]
name = "Street"
place = "soil"
[[part]]
name = "Means"
place = "root"
[[theme]]
id = "give"
name = "Some give"
statement = "A little over, every week."
part = "Means"
codes = ["ana:slack", "cem:other"]
query = "slack"
[[theme]]
id = "steady"
name = "On the same day"
parents = ["give", "quiet"]
codes = ["ana:regular", "ben:spare"]
[[theme]]
id = "quiet"
name = "Nothing to add up"
part = "Good life"
codes = ["ana:counting"]
[[theme]]
id = "street"
part = "Street"
statement = "What nobody chose."
[[quote]]
theme = "give"
transcript = "one"
quote = "I had a bit over, and for once I was not adding up"
shown = "I had a bit over, and for once I was not adding up [the prices]"
[[quote]]
theme = "give"
transcript = "two"
quote = "I never said this"
stance = "contradicts"
[[quote]]
theme = "give"
transcript = "three"
quote = "Nothing to say about money."
stance = "contradicts"
[[quote]]
theme = "quiet"
transcript = "one"
start = 113
end = 125
quote = "on the coin"
prefix = "my hand "
suffix = "s."
`

// picked selects from the small corpus.
func picked(t *testing.T, s coding.Selection) coding.Picked {
	t.Helper()
	p, err := coding.Select(smallCorpus(t), s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// cells lists rows as text, a line each, and then the notes.
func cells(t *testing.T, r table.Report) []string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range r.Table.Rows {
		var texts []string
		for _, cell := range row {
			if cell == nil {
				cell = "-"
			}
			texts = append(texts, fmt.Sprint(cell))
		}
		out = append(out, strings.Join(texts, " | "))
	}
	return append(out, r.Notes...)
}

func wordAt(t *testing.T, c []*transcript.Transcript, talk int, words string) Hit {
	t.Helper()
	span, err := transcript.NewFinder(c[talk]).Locate(words, 0)
	if err != nil {
		t.Fatal(err)
	}
	return Hit{c[talk].ID, span}
}

func TestEvidence(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	ts := p.Transcripts
	hits := []Hit{
		wordAt(t, ts, 2, "slack"), wordAt(t, ts, 0, "slack"), wordAt(t, ts, 1, "slack"), wordAt(t, ts, 0, "slack"),
		{Transcript: "elsewhere", Span: transcript.Span{Start: 0, End: 3}}, {Transcript: "one", Span: transcript.Span{Start: 0, End: 9999}},
	}
	e, err := m.Gather("give", p, hits)
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
		"Interviewer | one | interviewer | 1 | 1 | What is it like, having some slack? | one ¶1",
		"bea | - | participant | 3 | 0 | I had a bit over | one ¶2",
		"dot | - | participant | 0 | 0 | - | -",
		"Eve | three | - | 0 | 0 | - | -",
		"cy | - | participant | 2 | 1 | the same money on the same day, that is all that I would ever ask of them | two ¶2",
		"2 of 4 participants have none: dot, Eve in three.",
	}, leftOut...)
	if diff := cmp.Diff(want, cells(t, e.Participants())); diff != "" {
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
	if got := cells(t, e.Participants())[1]; got != "The one participant has some." {
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
		"give | two ¶2 | two | Cy | 37 | 110 | 17 | [ana:regular ben:spare] | the same money on the same day, that is all that I would ever ask of them",
		"give | one ¶2 | one | Bea | 55 | 144 | 22 | [ben:spare] | I had a bit over, and for once I was not adding up in the shop with my hand on the coins.",
		"give | one ¶2 | one | Bea | 55 | 71 | 5 | [ana:slack ben:spare] | I had a bit over",
		"1 more passage.",
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
		if last.Printed() != tt.printed || last.Now.Start != tt.start {
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
		"give | Some give | supports | one ¶2 | one | 2 | Bea | 55 | 105 | I had a bit over, and for once I was not adding up [the prices] | I had a bit over, and for once I was not adding up | false | moved",
		"give | Some give | contradicts | - | two | - | - | - | - | I never said this | I never said this | false | adrift",
		"give | Some give | contradicts | three ¶2 | three | 2 | Dot | 36 | 63 | Nothing to say about money. | Nothing to say about money. | false | moved",
		"1 quotation adrift: the words are not in the text as it is now, or the transcript is not among those selected.",
	}
	if diff := cmp.Diff(want, cells(t, m.Listed(m.Anchor(p.Transcripts), "give"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := len(m.Listed(m.Anchor(p.Transcripts)).Table.Rows); n != 4 {
		t.Errorf("%d of 4 quotes are listed", n)
	}
}
