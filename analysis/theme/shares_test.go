package theme

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// cell returns a cell of a row of a report by the name of its column.
func cell(t interface{ Fatalf(string, ...any) }, r table.Report, row int, name string) any {
	j := r.Table.Index(name)
	if j < 0 || row >= len(r.Table.Rows) {
		t.Fatalf("no %s in row %d of %v", name, row, r.Table)
	}
	return r.Table.Rows[row][j]
}

func TestClaim(t *testing.T) {
	t.Parallel()
	m, p := decodeSound(t, smallModel), picked(t, coding.Selection{})
	hits := map[ID][]Hit{"give": {wordAt(t, p.Transcripts, 2, "slack"), wordAt(t, p.Transcripts, 0, "slack")}}
	e, err := m.Gather("give", p, hits)
	if err != nil {
		t.Fatal(err)
	}
	// Of codings five are on words of participants, who say 40 words in them and in
	// what was found: 22 in the one passage of Bea, 17 and the word that was found in
	// what Cy says. Interviewers are in no figure. Quotations adrift count nowhere.
	want := []string{
		"give | Some give | A little over, every week. | Means | [] | 5 | 1 | 40 | 2 | 4 | 2 | 3 | bea | 3 | 22 | 0.55 | 1 | 0 | 1 | 1 for, 1 against",
		"From 2 of 4 participants, in 2 of 3 transcripts: 5 codings, 1 hit, 40 words.",
		"Most is from bea: 3 codings, 22 words (55 %).",
		"Of 2 quotations chosen for it 1 supports and 1 contradicts it.",
		"Left out, since their analyst is not among those selected: cem:other.",
		"1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).",
	}
	if diff := cmp.Diff(want, cells(t, e.Claim())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want = []string{
		"one | - | [bea] | 3 | 0 | 22 | 0.55 | 1 | 0 | 0 | 1 for",
		"three | - | [dot] | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1 against",
		"two | - | [cy] | 2 | 1 | 18 | 0.45 | 0 | 0 | 0 | -",
		"All 3 transcripts have some.",
		"Quoted, though neither coded nor found: three.",
	}
	if diff := cmp.Diff(want, cells(t, e.Transcripts())[:5]); diff != "" {
		t.Errorf("by transcript (-want +got):\n%s", diff)
	}
}

func TestClaimOfOne(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, smallModel)
	for _, tt := range []struct {
		theme ID
		of    coding.Selection
		want  string
	}{
		{"steady", coding.Selection{Speakers: []string{"Cy"}}, "All of it is from cy."},
		{"steady", coding.Selection{}, "No quotation is chosen for it yet; passages of different people: grounded theme quotes steady --spread"},
		{"steady", coding.Selection{Speakers: []string{"Dot"}}, "Nothing that participants say is evidence of it yet."},
		{"street", coding.Selection{}, "“street” rests on no code and no query yet."},
	} {
		e, err := m.Gather(tt.theme, picked(t, tt.of), nil)
		if err != nil {
			t.Fatal(err)
		}
		r := e.Claim()
		if notes := strings.Join(cells(t, r)[1:], "\n"); !strings.Contains(notes, tt.want) {
			t.Errorf("%s of %v lacks %q:\n%s", tt.theme, tt.of.Speakers, tt.want, notes)
		}
		if n := cell(t, r, 0, "codings"); n == 0 && cell(t, r, 0, "most_share") != nil {
			t.Errorf("%s: a share of nothing", tt.theme)
		}
	}
}

// What a theme below found is evidence of the one above, and what the selection does not
// mean is none.
func TestHitsOfThemesBelow(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, strings.Replace(smallModel, "codes = [\"ana:regular\", \"ben:spare\"]", "codes = [\"ana:regular\", \"ben:spare\"]\nquery = \"day\"", 1))
	hits := func(p coding.Picked) map[ID][]Hit {
		return map[ID][]Hit{
			"give":   {wordAt(t, p.Transcripts, 0, "What is it like, having some slack?"), wordAt(t, p.Transcripts, 2, "slack")},
			"steady": {wordAt(t, p.Transcripts, 2, "same day"), wordAt(t, p.Transcripts, 2, "slack")},
			"street": {wordAt(t, p.Transcripts, 1, "slack")},
		}
	}
	p := picked(t, coding.Selection{})
	e, _ := m.Gather("give", p, hits(p))
	want := []string{
		"give | two ¶3 | two | Cy | 130 | 135 | 1 | slack | [] | [] | slack | - | slack | -",
		"steady | two ¶3 | two | Cy | 130 | 135 | 1 | day | [] | [] | slack | - | slack | -",
		"give | one ¶1 | one | Interviewer | 13 | 48 | 7 | slack | [ana:slack] | [ana:1] | What is it like, having some slack? | - | What is it like, having some slack? | -",
		"steady | two ¶2 | two | Cy | 59 | 67 | 2 | day | [ana:regular ben:spare] | [] | same day | - | same day | -",
		"4 passages, 2 without any of its codes.",
	}
	if diff := cmp.Diff(want, cells(t, e.Found(0))[:5]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := cells(t, e.Found(1)); len(got) < 3 || got[2] != "3 more passages (all: -n 0)." {
		t.Errorf("one of four: %q", got)
	}
	byCode := strings.Join(cells(t, e.Codes()), "\n")
	for _, row := range []string{"give | - | - | slack | query | - | 2 | 2 | 2 | -", "steady | - | - | day | query | - | 2 | 1 | 1 | -"} {
		if !strings.Contains(byCode, row) {
			t.Errorf("by code it lacks %q:\n%s", row, byCode)
		}
	}
	p = picked(t, coding.Selection{Roles: []string{"participant"}})
	e, _ = m.Gather("give", p, hits(p))
	if got := cells(t, e.Codes()); !strings.Contains(strings.Join(got, "\n"), "give | - | - | slack | query | - | 1 | 1 | 1 | -") {
		t.Errorf("of participants alone:\n%s", strings.Join(got, "\n"))
	}
}

// Codes that are not there are named, with a way out.
func TestGoneCodes(t *testing.T) {
	t.Parallel()
	p := picked(t, coding.Selection{})
	m := decodeSound(t, "[[theme]]\nid = \"t\"\ncodes = [\"ana:slck\", \"cem:other\", \"dan:x\", \"eve:hidden\"]\n[[theme]]\nid = \"u\"\nparents = [\"t\"]\ncodes = [\"ben:nowhere\"]\n")
	m.Flag = " --model ana/draft"
	m.Books = map[coding.Analyst]*codebook.Book{"ana": p.Coders[0].Book, "ben": p.Coders[1].Book, "cem": p.Coders[1].Book, "eve": nil}
	e, err := m.Gather("t", p, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		`Theme "t" rests on ana:slck, and there is no code "slck" in ana.toml; did you mean slack? Or take it out with: grounded theme edit t --model ana/draft --drop-code ana:slck.`,
		`Theme "t" rests on cem:other, and there is no code "other" in ben.toml; add it with: grounded codebook add other -a cem; or take it out with: grounded theme edit t --model ana/draft --drop-code cem:other.`,
		`Theme "t" rests on dan:x, and no analyst "dan" has a codebook; add the analyst, or take it out with: grounded theme edit t --model ana/draft --drop-code dan:x.`,
		`Theme "u" rests on ben:nowhere, and there is no code "nowhere" in ben.toml; add it with: grounded codebook add nowhere -a ben; or take it out with: grounded theme edit u --model ana/draft --drop-code ben:nowhere.`,
		"Left out, since their analyst is not among those selected: eve:hidden.",
	}
	got := cells(t, e.Codes())
	if diff := cmp.Diff(want, got[len(got)-5:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the codings, the parts of the evidence add up to the whole: shares to 1, words
// of participants and of transcripts to those of the claim, and nobody has more than all.
func TestSharesAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := smallCorpus(t)
		ana := &c.Coders[0]
		for i := range ana.Work {
			in := c.Transcripts[i]
			ana.Work[i].Codings = nil
			for k := range rapid.IntRange(0, 4).Draw(r, "codings") {
				a, b := rapid.IntRange(0, len(in.Body)).Draw(r, "start"), rapid.IntRange(0, len(in.Body)).Draw(r, "end")
				span, ok := in.Clip(transcript.Span{Start: min(a, b), End: max(a, b)})
				if !ok || span.Empty() {
					continue
				}
				ana.Work[i].Codings = append(ana.Work[i].Codings, coding.Placed{Coding: coding.Coding{ID: string(rune('a' + k)), Code: "slack", Span: span}, Now: span})
			}
		}
		p, err := coding.Select(c, coding.Selection{Analysts: []string{"ana"}})
		if err != nil {
			r.Fatal(err)
		}
		m := decodeSound(t, smallModel)
		var hits []Hit
		for i, in := range c.Transcripts {
			if rapid.Bool().Draw(r, "found") {
				hits = append(hits, Hit{in.ID, in.TurnSpan(i % len(in.Turns))})
			}
		}
		e, err := m.Gather("give", p, map[ID][]Hit{"give": hits})
		if err != nil {
			r.Fatal(err)
		}
		claim, people, places := e.Claim(), e.Participants(false), e.Transcripts()
		for _, part := range []table.Report{claim, people, places, e.Found(0), e.Codes()} {
			if err := part.Check(); err != nil {
				r.Fatal(err)
			}
		}
		all := cell(r, claim, 0, "words").(int)
		for _, part := range []table.Report{people, places} {
			words, shares := 0, 0.
			for i := range part.Table.Rows {
				words += cell(r, part, i, "words").(int)
				if s, ok := cell(r, part, i, "share").(float64); ok {
					shares += s
				}
			}
			if words != all || all > 0 && math.Abs(shares-1) > 1e-9 {
				r.Fatalf("%d words of %d, shares of %v:\n%v", words, all, shares, part.Table.Rows)
			}
		}
		if most, ok := cell(r, claim, 0, "most_words").(int); ok && (most > all || most*cell(r, claim, 0, "participants").(int) < all) {
			r.Fatalf("the most of anybody is %d of %d", most, all)
		}
	})
}
