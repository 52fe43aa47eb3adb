package coding

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/cases"
)

func TestConditionsCompareByType(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		have  any
		holds string // conditions on a that hold
		fails string // that do not
	}{
		{int64(63), "a=63 a=63.0 a!=62 a>=63 a<100 a>9 a!=old", "a=old a<9 a!=63 a>old a<old a=2021-03-04"},
		{37.5, "a>37 a<=37.5 a=37.50", "a<37 a=37"},
		{"63", "a=63 a!=9", "a<100 a>9 a>=63 a=63.0"},
		{"Leeds", "a=leeds a=LEEDS a!=York a<york a>=Leeds", "a=Lee a>york a!=leeds a<100 a>100 a<2021-03-04"},
		{"LÉ", "a=lé a=le\u0301", "a=le"},
		{tomledit.Date("1958-02-01"), "a=1958-02-01 a<1990-01-01 a!=1990-01-01 a!=1958", "a>1990-01-01 a<1990 a>1 a=1958"},
		{"1958-02-01", "a<1990-01-01 a=1958-02-01", "a>=1990-01-01"},
		{true, "a=yes a=TRUE a!=no a!=often", "a=no a!=yes a=1 a>no a>=yes a<yes"},
		{false, "a=no a=false a!=yes", "a=yes a<yes a<=no"},
		{[]any{"x"}, "a!=x", "a=x"},
	} {
		for _, want := range []bool{true, false} {
			text := c.fails
			if want {
				text = c.holds
			}
			where, err := parseConditions(strings.Fields(text))
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range where {
				if got := w.holds(c.have); got != want {
					t.Errorf("%s with a %T %v: %t", w.text, c.have, c.have, got)
				}
			}
		}
	}
}

// peopled draws some transcripts with speakers who are cases, and the cases.
func peopled(t *rapid.T) *Corpus {
	c := &Corpus{}
	value := rapid.SampledFrom([]any{int64(1), int64(2), 2.5, "1", "b", true, false, tomledit.Date("2020-01-01")})
	attributes := func(who string) map[string]any {
		out := map[string]any{}
		for _, name := range []string{"a", "b", "c"} {
			if rapid.Bool().Draw(t, who+name) {
				out[name] = value.Draw(t, who+name+"=")
			}
		}
		return out
	}
	for _, id := range []string{"p1", "p2"} {
		c.Cases = append(c.Cases, cases.Case{ID: id, Attributes: attributes(id)})
	}
	coder := Coder{Analyst: "ana", Book: new(codebook.Book)}
	for i := range rapid.IntRange(1, 3).Draw(t, "transcripts") {
		id := transcript.ID(fmt.Sprintf("t%d", i))
		meta := transcript.Meta{Type: rapid.SampledFrom([]string{"interview", "survey"}).Draw(t, "type"), Attributes: attributes(string(id)), Speakers: []transcript.Speaker{
			{Label: "A", Case: "p1"}, {Label: "B", Case: "p2"}, {Label: "C"}, {Label: "D", Case: "p9"},
		}}
		tr := transcript.New(id, meta, "nobody\n\nA: one\n\nB: two\n\nC: three\n\nD: four\n")
		w := Work{Transcript: id}
		for p := range tr.Paragraphs {
			k := Make(tr, tr.Paragraphs[p].Text, "x", fmt.Sprintf("%s-%d", id, p), time.Time{})
			w.Codings = append(w.Codings, Placed{Coding: k, Now: k.Span})
		}
		coder.Work = append(coder.Work, w)
		c.Transcripts = append(c.Transcripts, tr)
	}
	c.Coders = []Coder{coder}
	return c
}

// TestWhereMeansTheWordsThatABruteForceFinds judges every turn by itself: by what
// its transcript says, and else by what the case of its speaker does.
func TestWhereMeansTheWordsThatABruteForceFinds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := peopled(t)
		var texts []string
		for range rapid.IntRange(1, 2).Draw(t, "conditions") {
			texts = append(texts, rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "name")+
				rapid.SampledFrom([]string{"=", "!=", "<", "<=", ">", ">="}).Draw(t, "op")+
				rapid.SampledFrom([]string{"1", "2", "b", "yes", "2020-01-01", "2021-01-01"}).Draw(t, "value"))
		}
		picked, err := Select(c, Selection{Where: texts, Surveys: true})
		if err != nil {
			return // an attribute that nothing has, or that compares with nothing
		}
		turns, err := SelectTurns(c, Selection{Where: texts, Surveys: true})
		if err != nil {
			t.Fatal(err)
		}
		where, _ := parseConditions(texts)
		known := map[string]map[string]any{}
		for _, one := range c.Cases {
			known[one.ID] = one.Attributes
		}
		found := map[string]bool{}
		for _, r := range picked.Rows {
			found[r.ID] = true
		}
		n := 0
		for _, tr := range c.Transcripts {
			for turn := range tr.Turns {
				want := true
				for _, w := range where {
					value, says := tr.Attributes[w.name]
					if !says {
						value, says = known[tr.Speaker(turn).Case][w.name]
					}
					want = want && says && w.holds(value)
				}
				if want {
					n++
				}
				if got := found[fmt.Sprintf("%s-%d", tr.ID, turn)]; got != want {
					t.Errorf("%v: the coding on turn %d of %s: %t", texts, turn, tr.ID, got)
				}
				if got := turns.Means(tr.ID, turn); got != want {
					t.Errorf("%v: turn %d of %s: %t", texts, turn, tr.ID, got)
				}
			}
		}
		if n != len(picked.Rows) {
			t.Errorf("%d rows of %d", len(picked.Rows), n)
		}
	})
}

// TestSurveysAreLeftAsideOfOthersOnly: what is aside and what is not is all that
// was meant, and it is aside only where something else is not.
func TestSurveysAreLeftAsideOfOthersOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := peopled(t)
		all, err := Select(c, Selection{Surveys: true})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Select(c, Selection{})
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rows)+got.Aside.Codings != len(all.Rows) || len(got.Transcripts)+got.Aside.Transcripts != len(all.Transcripts) {
			t.Errorf("%d codings and %+v aside of %d", len(got.Rows), got.Aside, len(all.Rows))
		}
		types := map[string]bool{}
		for _, tr := range got.Transcripts {
			types[tr.Type] = true
		}
		if len(types) != 1 || types[Survey] && got.Aside.Transcripts > 0 {
			t.Errorf("a count over %v, and %+v aside", types, got.Aside)
		}
		for _, asked := range []Selection{{Types: []string{"*"}}, {Transcripts: []string{"t0", "T1", "t2"}[:len(c.Transcripts)]}} {
			if whole, err := Select(c, asked); err != nil || len(whole.Rows) != len(all.Rows) || whole.Aside != (Aside{}) {
				t.Errorf("asked for by %+v: %d of %d, %v", asked, len(whole.Rows), len(all.Rows), err)
			}
		}
	})
}

func TestParticipantsAreCasesAndWhoseRoleItIs(t *testing.T) {
	t.Parallel()
	tr := transcript.New("t", transcript.Meta{Speakers: []transcript.Speaker{
		{Label: "A", Case: "p1"}, {Label: "B", Role: transcript.Participant}, {Label: "C"}, {Label: "D", Role: transcript.Interviewer}, {Label: "E", Case: "p1"},
	}}, "A: one\n\nB: two\n\nC: three\n\nD: four\n\nE: five\n")
	k := Make(tr, transcript.Span{Start: 0, End: len(tr.Body) - 1}, "x", "id", time.Time{})
	p, err := Select(&Corpus{Transcripts: []*transcript.Transcript{tr}, Coders: []Coder{{Analyst: "ana", Book: new(codebook.Book),
		Work: []Work{{Transcript: "t", Codings: []Placed{{Coding: k, Now: k.Span}}}}}}}, Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Participants(p.Rows[0])); got != fmt.Sprint([]Voice{{Case: "p1"}, {Transcript: "t", Label: "B"}}) {
		t.Errorf("participants are %s", got)
	}
	if got := p.Voices(p.Rows[0]); len(got) != 4 {
		t.Errorf("voices are %v", got)
	}
}
