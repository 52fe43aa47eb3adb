package reconciliation

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/disagreement"
	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const (
	anas = `
[[code]]
id = "rent"
name = "Rent"
definition = "What the flat costs."
parent = "money"
created = 2021-03-04T10:11:12Z

[[code]]
id = "money"
name = "Money"

[[code]]
id = "hope"
name = "Hope"
`
	bens = `
[[code]]
id = "bills"
name = "Bills"
definition = "What must be paid."

[[code]]
id = "food"
name = "Food"
definition = "What must be paid."

[[code]]
id = "hope"
name = "Hope"
kind = "analytical"
`
)

func coder(t *testing.T, name coding.Analyst, src string) *coding.Coder {
	t.Helper()
	book, problems := codebook.Decode(string(name)+".toml", []byte(src))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return &coding.Coder{Analyst: name, Book: book}
}

func joint(t *testing.T, book string) (*Joint, *coding.Coder, *coding.Coder) {
	t.Helper()
	ana, ben := coder(t, "ana@blind", anas), coder(t, "ben", bens)
	categories := []unit.Category{{Name: "costs", Codes: map[coding.Analyst][]codebook.ID{"ana@blind": {"rent"}, "ben": {"bills", "food"}}}}
	return NewJoint(coder(t, "joint", book).Book, categories, ana, ben, time.Unix(9, 0).UTC()), ana, ben
}

func TestCode(t *testing.T) {
	t.Parallel()
	j, ana, ben := joint(t, "")
	var got []codebook.ID
	got = append(got, j.Code(ben, "food"), j.Code(ana, "rent"), j.Code(ben, "bills"), j.Code(ana, "hope"), j.Code(ben, "hope"), j.Code(ana, "gone"))
	if diff := cmp.Diff([]codebook.ID{"rent", "rent", "rent", "hope", "hope-2", "gone"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	at := time.Unix(9, 0).UTC()
	want := []codebook.Code{
		{ID: "money", Name: "Money", Kind: "descriptive", From: []string{"ana:money"}, Created: at},
		{ID: "rent", Name: "Rent", Kind: "descriptive", Parent: "money", Definition: "ana: What the flat costs.\nben: What must be paid.", From: []string{"ana:rent", "ben:bills", "ben:food"}, Created: at},
		{ID: "hope", Name: "Hope", Kind: "descriptive", From: []string{"ana:hope"}, Created: at},
		{ID: "hope-2", Name: "Hope (ben)", Kind: "analytical", From: []string{"ben:hope"}, Created: at},
		{ID: "gone", Name: "gone", Kind: "descriptive", From: []string{"ana:gone"}, Created: at},
	}
	if diff := cmp.Diff(want, j.New); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	src, err := j.book.Add(j.New...)
	if err != nil {
		t.Fatal(err)
	}
	again, ana, ben := joint(t, string(src))
	if again.Code(ana, "rent") != "rent" || again.Code(ben, "hope") != "hope-2" || len(again.New) > 0 {
		t.Errorf("made again: %v", again.New)
	}
}

// A decision names a code by what it is called in the joint book or in either coder's.
func TestNamedCodes(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct {
		code codebook.ID
		err  string
	}{
		"food":      {code: "rent"},
		"Money":     {code: "money"},
		"ben:hope":  {code: "hope"},
		"hope":      {err: `"hope" is a code of both, and not the same one; say which: ana:hope or ben:hope`},
		"mony":      {err: `no code of either codebook or the joint one "mony"; did you mean money?`},
		"ben:hoope": {err: `codebook of ben: no code "hoope" in this codebook; did you mean hope?`},
	} {
		j, _, _ := joint(t, "")
		got, err := j.named(disagreement.Item{}, name)
		if want.err == "" {
			want.err = "<nil>"
		}
		if got != want.code || fmt.Sprint(err) != want.err {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	j, _, _ := joint(t, "[[code]]\nid = \"grown\"\nname = \"Grown here\"\n")
	if got, err := j.named(disagreement.Item{}, "grown here"); got != "grown" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

func TestDecidedAndSettled(t *testing.T) {
	t.Parallel()
	body := "P: The rent came first, then food.\n\nP: Hope."
	text := transcript.New("talk", transcript.Meta{Speakers: []transcript.Speaker{{Label: "P"}}}, body)
	j, ana, ben := joint(t, "")
	row := func(c *coding.Coder, id string, code codebook.ID, start, end int) coding.Row {
		entry, _ := c.Book.Code(code)
		return coding.Row{Coder: c, Transcript: text, Entry: &entry, Placed: &coding.Placed{Coding: coding.Coding{ID: id, Code: code}, Now: transcript.Span{Start: start, End: end}}}
	}
	whole, part, hope := row(ana, "a1", "rent", 3, 22), row(ben, "b1", "bills", 3, 11), row(ben, "b2", "hope", 39, 43)
	boundary := disagreement.Item{Transcript: text, Span: transcript.Span{Start: 3, End: 22}, Left: []coding.Row{whole}, Right: []coding.Row{part}}
	lone := disagreement.Item{Transcript: text, Span: transcript.Span{Start: 39, End: 43}, Right: []coding.Row{hope}}
	drawn := transcript.Span{Start: 7, End: 11}
	for _, tt := range []struct {
		item disagreement.Item
		d    Decision
		want []Wanted
	}{
		{boundary, Decision{Take: Left}, []Wanted{{"rent", whole.Now, []string{"ana:a1"}}}},
		{boundary, Decision{Take: Right}, []Wanted{{"rent", part.Now, []string{"ben:b1"}}}},
		{boundary, Decision{Take: Both}, []Wanted{{"rent", whole.Now, []string{"ana:a1"}}, {"rent", part.Now, []string{"ben:b1"}}}},
		{boundary, Decision{Take: Redraw}, []Wanted{{"rent", drawn, []string{"ana:a1", "ben:b1"}}}},
		{boundary, Decision{Take: Redraw, Code: "ben:hope"}, []Wanted{{"hope", drawn, []string{"ana:a1", "ben:b1"}}}},
		{boundary, Decision{Take: Neither}, nil},
		{boundary, Decision{Take: Open}, nil},
		{lone, Decision{Take: Left}, nil},
		{disagreement.Item{Transcript: text, Left: []coding.Row{whole}, Right: []coding.Row{row(ben, "b3", "food", 3, 22)}}, Decision{Take: Both}, []Wanted{{"rent", whole.Now, []string{"ana:a1", "ben:b3"}}}},
	} {
		got, err := j.Decided(tt.item, tt.d, drawn)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.d, diff)
		}
	}
	if _, err := j.Decided(boundary, Decision{Take: Redraw, Code: "nowhere"}, drawn); err == nil {
		t.Error("a code that is nowhere was taken")
	}

	ana.Work = []coding.Work{{Transcript: "talk", Codings: []coding.Placed{*whole.Placed}}, {Transcript: "else"}}
	ben.Work = []coding.Work{{Transcript: "talk", Codings: []coding.Placed{*part.Placed, *hope.Placed}}}
	f := disagreement.Finding{Transcripts: []*transcript.Transcript{text}}
	made := map[transcript.ID][]coding.Placed{"talk": {{Coding: coding.Coding{ID: "j1", Code: "rent"}, Now: whole.Now}, {Coding: coding.Coding{ID: "j2", Code: "hope"}, Now: drawn}}}
	var got []string
	for _, c := range j.Settled(f, []disagreement.Item{lone}, made) {
		for _, w := range c.Work {
			for _, p := range w.Codings {
				got = append(got, string(c.Analyst)+" "+p.ID+" "+string(p.Code))
			}
		}
	}
	want := []string{"ana@blind j1 rent", "ana@blind j2 joint:hope", "ben j1 bills", "ben j2 hope", "ben b2 hope"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
}
