package tabulate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// put says where a code goes: "money 1:2" puts it on paragraph 2 of transcript
// 1, "money 1:2-3" on two, "money 1:2 by query" as a search would, and "money
// 1:2 = counting" on those words of it.
func put(t *testing.T, trs []*transcript.Transcript, n int, what string) (transcript.ID, coding.Placed) {
	t.Helper()
	what, words, quoted := strings.Cut(what, " = ")
	what, query := strings.CutSuffix(what, " by query")
	code, place, _ := strings.Cut(what, " ")
	var tr, first, last int
	if _, err := fmt.Sscanf(place, "%d:%d-%d", &tr, &first, &last); err != nil {
		last = first
	}
	text := trs[tr-1]
	s, err := text.Resolve(transcript.Ref{Transcript: text.ID, First: first, Last: last})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if quoted {
		at := strings.Index(text.Text(s), words)
		if at < 0 {
			t.Fatalf("%s does not hold %q", place, words)
		}
		s = transcript.Span{Start: s.Start + at, End: s.Start + at + len(words)}
	}
	c := coding.Make(text, s, codebook.ID(code), fmt.Sprintf("c%02d", n), time.Date(2021, 3, 4, 10, n, 0, 0, time.UTC))
	if query {
		c.By = coding.ByQuery
	}
	return text.ID, coding.Placed{Coding: c, Now: s}
}

var interviews = []string{
	"Mark: How is the money?\n\nP01: I count it. It comes on Fridays, and I am counting.\n\nThen it goes.\n\nMark: And sleep?\n\nP01: None.\n",
	"Mark: And you?\n\nP02: Rent takes most of it.\n\nP01: He is my neighbour.\n",
}

func texts(t *testing.T) []*transcript.Transcript {
	t.Helper()
	var out []*transcript.Transcript
	for i, body := range interviews {
		out = append(out, transcript.New(transcript.ID(fmt.Sprintf("interview-%02d", i+1)), transcript.Meta{Speakers: []transcript.Speaker{
			{Label: "Mark", Role: transcript.Interviewer}, {Label: "P01", Role: transcript.Participant, Case: "p01"}, {Label: "P02", Role: transcript.Participant},
		}}, body))
	}
	return out
}

func coderOf(t *testing.T, trs []*transcript.Transcript, id coding.Analyst, book string, puts ...string) coding.Coder {
	t.Helper()
	b, problems := codebook.Decode("book.toml", []byte(book))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	c := coding.Coder{Analyst: id, Book: b}
	for _, tr := range trs {
		c.Work = append(c.Work, coding.Work{Transcript: tr.ID})
	}
	for n, what := range puts {
		id, p := put(t, trs, n, what)
		i := slices.IndexFunc(c.Work, func(w coding.Work) bool { return w.Transcript == id })
		c.Work[i].Codings = append(c.Work[i].Codings, p)
	}
	for i := range c.Work {
		slices.SortFunc(c.Work[i].Codings, func(a, b coding.Placed) int {
			if a.Now.Start != b.Now.Start {
				return a.Now.Start - b.Now.Start
			}
			return a.Now.End - b.Now.End
		})
	}
	return c
}

func pick(t *testing.T, sel coding.Selection, trs []*transcript.Transcript, coders ...coding.Coder) coding.Picked {
	t.Helper()
	p, err := coding.Select(&coding.Corpus{Transcripts: trs, Coders: coders}, sel)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const book = `
[[code]]
id = "money"
name = "Money"

[[code]]
id = "rent"
name = "Rent"
parent = "money"

[[code]]
id = "counting"
name = "Counting"
parent = "money"

[[code]]
id = "sleep"
name = "Sleep"

[[code]]
id = "means"
name = "Means"
kind = "analytical"
grounded_in = ["money"]
`

// lines are the named cells of a report, a line a row.
func lines(t *testing.T, r table.Report, columns ...string) string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, row := range r.Table.Rows {
		for i, name := range columns {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprint(&b, row[r.Table.Index(name)])
		}
		b.WriteByte('\n')
	}
	return b.String()
}
