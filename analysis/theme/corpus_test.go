package theme

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
