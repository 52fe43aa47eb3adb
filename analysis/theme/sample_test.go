package theme

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/testdata"
	"grounded/transcript"
	"grounded/transcript/coding"
	"grounded/transcript/reader"
)

// sampleCorpus builds the sample study in memory.
func sampleCorpus(t testing.TB) *coding.Corpus {
	t.Helper()
	c := &coding.Corpus{}
	files, err := fs.Glob(testdata.Sample, "sample/interviews/*")
	if err != nil || len(files) == 0 {
		t.Fatal("no interviews", err)
	}
	for n, file := range files {
		src := sampleFile(t, file)
		r, err := reader.Read(context.Background(), path.Base(file), src, reader.Options{ID: transcript.ID(fmt.Sprintf("interview-%02d", n+1))})
		if err != nil {
			t.Fatal(err)
		}
		in := r.Transcripts[0]
		for i, s := range in.Speakers {
			in.Speakers[i].Role = transcript.Interviewer
			if s.Label != "Interviewer" {
				in.Speakers[i].Role, in.Speakers[i].Case = transcript.Participant, strings.ToLower(s.Label)
			}
		}
		c.Transcripts = append(c.Transcripts, in)
	}
	for _, a := range []coding.Analyst{"analyst-1", "analyst-2"} {
		book, problems := codebook.Decode(string(a), sampleFile(t, "sample/codebooks/"+string(a)+".toml"))
		if err := problem.Fatal(problems); err != nil {
			t.Fatal(err)
		}
		c.Coders = append(c.Coders, coding.Coder{Analyst: a, Book: book, Work: sampleWork(t, a, c.Transcripts)})
	}
	return c
}

func sampleFile(t testing.TB, name string) []byte {
	t.Helper()
	src, err := testdata.Sample.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func sampleWork(t testing.TB, a coding.Analyst, ts []*transcript.Transcript) []coding.Work {
	t.Helper()
	work := make([]coding.Work, len(ts))
	finders := make([]*transcript.Finder, len(ts))
	for i, in := range ts {
		work[i].Transcript, finders[i] = in.ID, transcript.NewFinder(in)
	}
	for line := range strings.Lines(string(sampleFile(t, "sample/codings/"+string(a)+".jsonl"))) {
		var l struct {
			ID, Quote  string
			Code       codebook.ID
			Transcript transcript.ID
			Turn       any
			At         time.Time
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(ts, func(in *transcript.Transcript) bool { return in.ID == l.Transcript })
		if i < 0 {
			t.Fatalf("no transcript %s", l.Transcript)
		}
		var span transcript.Span
		var err error
		if l.Turn == nil {
			span, err = finders[i].Locate(l.Quote, 0)
		} else {
			var first, last int
			if n, _ := fmt.Sscanf(fmt.Sprint(l.Turn), "%d-%d", &first, &last); n == 1 {
				last = first
			}
			span, err = ts[i].TurnsPassage(first, last)
		}
		if err != nil {
			t.Fatal(a, err)
		}
		work[i].Codings = append(work[i].Codings, coding.Placed{Coding: coding.Make(ts[i], span, l.Code, l.ID, l.At), Now: span})
	}
	for i := range work {
		slices.SortFunc(work[i].Codings, func(x, y coding.Placed) int { return coding.Compare(x.Coding, y.Coding) })
	}
	return work
}

// sampleQuotes are the quotations of the sample model, in its file of lines.
func sampleQuotes(t *testing.T, c *coding.Corpus) []Quote {
	t.Helper()
	var quotes []Quote
	for line := range strings.Lines(string(sampleFile(t, "sample/models/thriving-quotes.jsonl"))) {
		var l struct {
			Theme        ID
			Transcript   transcript.ID
			Quote, Shown string
			Stance       Stance
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(c.Transcripts, func(in *transcript.Transcript) bool { return in.ID == l.Transcript })
		if i < 0 {
			t.Fatalf("no transcript %s", l.Transcript)
		}
		span, err := transcript.NewFinder(c.Transcripts[i]).Locate(l.Quote, 0)
		if err != nil {
			t.Error(err)
			continue
		}
		q := QuoteOf(c.Transcripts[i], span, l.Theme, l.Stance)
		q.Shown = l.Shown
		quotes = append(quotes, q)
	}
	return quotes
}

// The model of the sample study must rest on codes of both codebooks and on
// words that were said once, and draw within 80 columns.
func TestSampleModel(t *testing.T) {
	t.Parallel()
	c := sampleCorpus(t)
	m, problems := Decode("thriving.toml", sampleFile(t, "sample/models/thriving.toml"))
	books := map[coding.Analyst]*codebook.Book{}
	for _, coder := range c.Coders {
		books[coder.Analyst] = coder.Book
	}
	if problems = append(problems, m.Check(books)...); len(problems) > 0 {
		t.Fatal(problem.Error(problems))
	}
	src, err := m.AddQuote(sampleQuotes(t, c)...)
	if err != nil {
		t.Fatal(err)
	}
	m, problems = Decode("thriving.toml", src)
	if len(problems) > 0 {
		t.Fatal(problem.Error(problems))
	}
	for _, q := range m.Anchor(c.Transcripts) {
		if q.Fate != coding.Exact {
			t.Errorf("%q is %s", q.Quote.Quote, q.Fate)
		}
	}
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range m.Themes {
		e, err := m.Gather(theme.ID, p, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range []string{"analyst-1", "analyst-2"} {
			if !slices.ContainsFunc(e.codes, func(u codeUse) bool { return u.ref.Analyst == coding.Analyst(a) && u.codings > 0 }) {
				t.Errorf("theme %s has no coding of %s behind it", theme.ID, a)
			}
		}
	}
	drawn := m.Draw(p, nil, 80)
	checkDrawing(t, drawn, 80)
	for _, words := range []string{"OUTCOMES", "PROCESS", "MEANS", "— P05, interview-05 ¶", "contradicted by 1 quotation"} {
		if !strings.Contains(drawn, words) {
			t.Errorf("the picture lacks %q:\n%s", words, drawn)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	c := sampleCorpus(b)
	m, _ := Decode("thriving.toml", sampleFile(b, "sample/models/thriving.toml"))
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		m.Tree(p, nil)
	}
}

// Every report of every theme of the sample keeps the contract of reports, and no
// proposal is of somebody who was proposed or is quoted for the theme already.
func TestSampleReports(t *testing.T) {
	t.Parallel()
	c := sampleCorpus(t)
	m, _ := Decode("thriving.toml", sampleFile(t, "sample/models/thriving.toml"))
	src, err := m.AddQuote(sampleQuotes(t, c)...)
	if err != nil {
		t.Fatal(err)
	}
	m, _ = Decode("thriving.toml", src)
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	quotes := m.Anchor(c.Transcripts)
	for _, theme := range m.Themes {
		e, err := m.Gather(theme.ID, p, nil)
		if err != nil {
			t.Fatal(err)
		}
		l, spread := e.Language(lower, nil), e.Spread(quotes, 0)
		for _, r := range []table.Report{
			e.Claim(), e.Codes(), e.Found(0), e.Participants(true), e.Transcripts(), e.Passages(0), spread, l.Uncoded(0), l.Unlike(0), e.Absent(false, nil),
			m.Listed(quotes, p, theme.ID), m.ForPrint(quotes, p, theme.ID), m.Who(quotes, p, theme.ID),
		} {
			if err := r.Check(); err != nil {
				t.Errorf("%s: %s: %v", theme.ID, r.Title, err)
			}
		}
		seen := map[string]bool{}
		for _, q := range m.QuotesOf(theme.ID) {
			seen[(*coding.Quoting)(nil).Speaker(quotes[q].In, quotes[q].Now)] = true
		}
		if len(spread.Table.Rows)+len(seen) > 9 {
			t.Errorf("%s: %d proposals beside %d who are quoted, of nine people", theme.ID, len(spread.Table.Rows), len(seen))
		}
		for i := range spread.Table.Rows {
			who := cell(t, spread, i, "speaker").(string)
			if seen[who] {
				t.Errorf("%s: %s is proposed again", theme.ID, who)
			}
			seen[who] = true
		}
	}
}
