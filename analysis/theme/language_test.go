package theme

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func lower(*transcript.Transcript) func(string) string { return strings.ToLower }

// planted are talks in which some paragraphs speak of a theme in its own words, and an
// analyst who has coded some of them, and some that do not.
type planted struct {
	corpus          *coding.Corpus
	missed, strange map[string]bool // places: in the language and not coded, and the reverse
}

func plant(t *testing.T, seed uint64) planted {
	r := rand.New(rand.NewPCG(seed, 0))
	word := func(of string, n int) string { return fmt.Sprintf("%s%d", of, r.IntN(n)) }
	p := planted{corpus: &coding.Corpus{}, missed: map[string]bool{}, strange: map[string]bool{}}
	type passage struct {
		talk, paragraph int
		strange         bool
	}
	var coded []passage
	for i := range 6 {
		var body strings.Builder
		for k := range 60 {
			if k%2 == 0 {
				// Who asks uses the words of the theme, which must not count.
				fmt.Fprintf(&body, "Interviewer: %s %s %s\n\n", word("own", 12), word("own", 12), word("all", 200))
				continue
			}
			speaks := r.IntN(3) == 0
			var words []string
			for range 20 + r.IntN(60) {
				if speaks && r.IntN(5) == 0 {
					words = append(words, word("own", 12))
				} else {
					words = append(words, word("all", 200))
				}
			}
			fmt.Fprintf(&body, "P: %s\n\n", strings.Join(words, " "))
			place := fmt.Sprintf("talk-%d ¶%d", i, k+1)
			switch {
			case speaks && r.IntN(3) > 0:
				coded = append(coded, passage{i, k, false})
			case speaks:
				p.missed[place] = true
			case r.IntN(20) == 0:
				coded = append(coded, passage{i, k, true})
				p.strange[place] = true
			}
		}
		p.corpus.Transcripts = append(p.corpus.Transcripts, transcript.New(transcript.ID(fmt.Sprintf("talk-%d", i)), transcript.Meta{Speakers: []transcript.Speaker{
			{Label: "Interviewer", Role: transcript.Interviewer}, {Label: "P", Role: transcript.Participant, Case: fmt.Sprintf("p%d", i)},
		}}, strings.TrimSpace(body.String())))
	}
	coder := coding.Coder{Analyst: "ana"}
	coder.Book = picked(t, coding.Selection{}).Coders[0].Book
	coder.Work = make([]coding.Work, len(p.corpus.Transcripts))
	for i, in := range p.corpus.Transcripts {
		coder.Work[i].Transcript = in.ID
	}
	for n, c := range coded {
		in := p.corpus.Transcripts[c.talk]
		span := in.Paragraphs[c.paragraph].Text
		coder.Work[c.talk].Codings = append(coder.Work[c.talk].Codings, coding.Placed{Coding: coding.Coding{ID: fmt.Sprint(n), Code: "slack", Span: span}, Now: span})
	}
	p.corpus.Coders = []coding.Coder{coder}
	return p
}

// refsOf are the places of a report, in order.
func refsOf(t *testing.T, r table.Report) []string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for i := range r.Table.Rows {
		out = append(out, cell(t, r, i, "ref").(string))
	}
	return out
}

// hitsIn returns how many of the first places are planted.
func hitsIn(first []string, planted map[string]bool) int {
	n := 0
	for _, p := range first[:min(len(first), len(planted))] {
		if planted[p] {
			n++
		}
	}
	return n
}

// What was planted is found: of as many passages as there are planted ones at the top of
// each list, nine in ten are.
func TestLanguageFindsWhatWasPlanted(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		p := plant(t, seed)
		picked, err := coding.Select(p.corpus, coding.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		m := decodeSound(t, "[[theme]]\nid = \"t\"\ncodes = [\"ana:slack\"]\n")
		e, err := m.Gather("t", picked, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.missed) < 10 || len(p.strange) < 3 {
			t.Fatalf("seed %d plants %d and %d", seed, len(p.missed), len(p.strange))
		}
		l := e.Language(lower, nil)
		uncoded, unlike := refsOf(t, l.Uncoded(0)), refsOf(t, l.Unlike(0))
		if n := hitsIn(uncoded, p.missed); 10*n < 9*len(p.missed) {
			t.Errorf("seed %d: %d of %d that were not coded", seed, n, len(p.missed))
		}
		if n := hitsIn(unlike, p.strange); 10*n < 9*len(p.strange) {
			t.Errorf("seed %d: %d of %d that were coded: %v, planted %v", seed, n, len(p.strange), unlike, p.strange)
		}
		if !strings.Contains(l.Uncoded(0).Notes[0], "own") {
			t.Errorf("seed %d: %s", seed, l.Uncoded(0).Notes[0])
		}
		if diff := cmp.Diff(uncoded, refsOf(t, e.Language(lower, nil).Uncoded(0))); diff != "" {
			t.Errorf("seed %d: a second time (-first +second):\n%s", seed, diff)
		}
	}
}

// No passage that bears a code of the theme is offered as one without, confirmed or not;
// none that an interviewer says is offered at all; and a place that is shown holds the
// words that are shown.
func TestLanguageKeepsToItsOwn(t *testing.T) {
	t.Parallel()
	p := plant(t, 9)
	work := p.corpus.Coders[0].Work
	work[0].Codings[0].By = coding.ByQuery
	unsure := work[0].Codings[0].Now
	picked, err := coding.Select(p.corpus, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	m := decodeSound(t, "[[theme]]\nid = \"t\"\ncodes = [\"ana:slack\"]\n")
	e, _ := m.Gather("t", picked, nil)
	l := e.Language(lower, nil)
	for _, r := range []table.Report{l.Uncoded(0), l.Unlike(0)} {
		for i := range r.Table.Rows {
			in := p.corpus.Transcripts[slices.IndexFunc(p.corpus.Transcripts, func(x *transcript.Transcript) bool { return string(x.ID) == cell(t, r, i, "transcript") })]
			span := transcript.Span{Start: cell(t, r, i, "start").(int), End: cell(t, r, i, "end").(int)}
			if cell(t, r, i, "speaker") != "P" || in.Text(span) != cell(t, r, i, "quote") {
				t.Errorf("row %d is %v", i, r.Table.Rows[i])
			}
			if codes := cell(t, r, i, "codes").([]string); (len(codes) == 0) != (r.Title == l.Uncoded(0).Title) {
				t.Errorf("%s: %v bears %v", r.Title, cell(t, r, i, "ref"), codes)
			}
			if in.ID == "talk-0" && span.Overlaps(unsure) {
				t.Errorf("%s offers what a search has coded", r.Title)
			}
		}
	}
	if got := l.Uncoded(2); len(got.Table.Rows) != 2 || !strings.Contains(strings.Join(got.Notes, "\n"), " more passages (all: -n 0).") {
		t.Errorf("two of them: %d rows, %q", len(got.Table.Rows), got.Notes)
	}
}

// A theme without passages has no language.
func TestLanguageOfNothing(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	e, _ := m.Gather("street", p, nil)
	l := e.Language(lower, nil)
	for _, r := range []table.Report{l.Uncoded(0), l.Unlike(0)} {
		want := []string{"No passage of participants with 8 words or more bears its codes, so it has no language to look for.", "“street” rests on no code and no query yet."}
		if diff := cmp.Diff(want, cells(t, r)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// The paragraphs that bear none of the codes of the small corpus are five; three of them
// have the words that it takes to be compared.
func TestLanguageOfTheSmallCorpus(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	e, _ := m.Gather("give", p, nil)
	l := e.Language(lower, nil)
	notes := strings.Join(l.Unlike(0).Notes, "\n")
	if !strings.HasPrefix(notes, "2 of its 4 passages have 8 words or more, and it takes 3 to say what is nearer to its language than to the rest.") {
		t.Errorf("the notes say %s", notes)
	}
	if len(l.others) != 0 {
		t.Errorf("%d paragraphs without codes are long enough", len(l.others))
	}
}

func BenchmarkLanguage(b *testing.B) {
	c := sampleCorpus(b)
	m, _ := Decode("thriving.toml", sampleFile(b, "sample/models/thriving.toml"))
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	e, err := m.Gather("left-alone", p, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		l := e.Language(lower, nil)
		l.Uncoded(5)
		l.Unlike(5)
	}
}

// From three passages on the border lies halfway between the middles; else, and where they
// are no more like one another than the rest is like them, at the upper fence of the rest,
// and not below 0. Of 1 to 9 the quartiles are 3 and 7, and the fence is at 13.
func TestBorder(t *testing.T) {
	t.Parallel()
	of := func(values ...float64) (out []likened) {
		for _, v := range values {
			out = append(out, likened{like: v})
		}
		return out
	}
	nine := of(9, 1, 8, 2, 7, 3, 6, 4, 5)
	for _, tt := range []struct {
		name        string
		own, others []likened
		border      float64
		little      bool
	}{
		{"three", of(7, 20, 6), nine, 6, false},
		{"two", of(7, 20), nine, 13, true},
		{"nothing in common", of(1, 5, 20), nine, 13, true},
		{"one, and the rest unlike it", of(-1), of(-1, -2, -3), 0, true},
		{"one, and four others", of(0), of(1, 2, 3, 4), 3.5 + 1.5*2, true},
		{"one, and no others", of(0), nil, 0, true},
		{"three, and no others", of(1, 2, 3), nil, 1, false},
	} {
		l := Language{own: tt.own, others: tt.others}
		l.draw()
		if l.border != tt.border || (l.little != "") != tt.little {
			t.Errorf("%s: the border is at %v (%s)", tt.name, l.border, l.little)
		}
	}
}
