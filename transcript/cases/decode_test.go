package cases

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

const good = `# Who we spoke to.

[[case]]
id = "p07"     # recruited at the clinic
labels = ["P07", "iPhone (2)"]
age = 63
born = 1958-02-01
"works nights" = true
health = "asthma"
hours = 37.5
sensitive = ["health"]
consent = { quote = "ask", name = "pseudonym" }

[[case]]
id = "p08"
[case.consent] # by post
quote = "yes"
share = "no"

[[case]]
id = "p09"
withdrawn = 2026-11-23
`

func decoded(t interface {
	Helper()
	Fatal(...any)
}, src string) *Register {
	t.Helper()
	r, problems := Decode("cases.toml", []byte(src))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDecode(t *testing.T) {
	t.Parallel()
	want := []Case{
		{
			ID: "p07", Labels: []string{"P07", "iPhone (2)"}, Sensitive: []string{"health"}, Line: 3,
			Attributes: map[string]any{"age": int64(63), "born": tomledit.Date("1958-02-01"), "works nights": true, "health": "asthma", "hours": 37.5},
			Consent:    Consent{Quote: "ask", Name: "pseudonym"},
		},
		{ID: "p08", Consent: Consent{Quote: "yes", Share: "no"}, Line: 14},
		{ID: "p09", Withdrawn: "2026-11-23", Line: 20},
	}
	r, problems := Decode("cases.toml", []byte(good))
	if diff := cmp.Diff(want, r.Cases); diff != "" || problems != nil {
		t.Errorf("%v (-want +got):\n%s", problems, diff)
	}
	if diff := cmp.Diff([]string{"age", "born", "health", "hours", "works nights"}, r.Attributes()); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	if got := r.Called("iPhone (2)"); len(got) != 1 || got[0] != "p07" {
		t.Errorf("iPhone (2) is %v", got)
	}
}

func TestNoFileIsARegisterWithoutCases(t *testing.T) {
	t.Parallel()
	for _, src := range [][]byte{nil, New()} {
		r, problems := Decode("cases.toml", src)
		if problems != nil || len(r.Cases) > 0 {
			t.Errorf("%q: %v, %v", src, r.Cases, problems)
		}
		if _, err := r.Put(Case{ID: "p01"}); err != nil {
			t.Errorf("%q takes no case: %v", src, err)
		}
	}
}

// sentences returns problems as people read them, with their names.
func sentences(problems []problem.Problem) []string {
	var out []string
	for _, p := range problems {
		kind := p.Name
		if !p.Fatal {
			kind += ", a note"
		}
		out = append(out, p.String()+" ("+kind+")")
	}
	return out
}

func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	const src = `[[case]]
id = "a"
labels = ["A", "", "A"]
label = ["B"]
seen = 2021-03-04T10:00:00Z
"age>" = 3
share = nan
sensitive = ["helth"]
health = "well"
[case.consent]
quote = "maybe"
nam = "real"

[[case]]
id = "a"

[[case]]
age = 3

[[case]]
id = "P 7"

[[case]]
id = "gone"
withdrawn = "May"
age = 3
`
	want := []string{
		`c.toml:3:1: a label is empty; write it as the headers of the transcript do (bad-label)`,
		`c.toml:3:1: case "a" names the label "A" twice; it counts once (label-repeated, a note)`,
		`c.toml:4:1: attribute label is neither text, number, date nor true or false; did you mean labels? (bad-attribute)`,
		`c.toml:5:1: attribute seen is a date with a time, and a day alone is wanted, as 2021-03-04; correct the line, or take it out (bad-attribute)`,
		`c.toml:6:1: an attribute "age>" could not be named in a condition, since = < > ! or space around it is in it; correct the line, or take it out (bad-attribute)`,
		`c.toml:7:1: attribute share: NaN is no number that can be compared; correct the line, or take it out (bad-attribute)`,
		`c.toml:8:1: case "a" has no attribute "helth" to be sensitive; did you mean health? (sensitive-unknown, a note)`,
		`c.toml:10:1: consent: "maybe" is no answer to quote; write yes, ask or no (bad-consent)`,
		`c.toml:12:1: nothing reads the key nam; did you mean name? (unknown-key, a note)`,
		`c.toml:15:1: case "a" is there twice; first at line 1; make one table of the two, or give one of them another id (case-twice)`,
		`c.toml:17:1: this case has no id; write id = "p01" (case-without-id)`,
		`c.toml:21:1: "P 7" is not an id; as one it would be "p-7" (bad-case-id)`,
		`c.toml:25:1: "May" is not a date; one looks like 2021-03-04 (bad-date)`,
		`c.toml:25:1: case "gone" withdrew, and more than that is said of them here, which is not read; take all lines but id and withdrawn out (withdrawn-keeps-more, a note)`,
	}
	r, problems := Decode("c.toml", []byte(src))
	if diff := cmp.Diff(want, sentences(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if gone := r.Cases[len(r.Cases)-1]; gone.Attributes != nil {
		t.Errorf("of one who withdrew is known %v", gone.Attributes)
	}
}

func TestWrongTypesAreFatalAndNothingIsSaidToBeMissing(t *testing.T) {
	t.Parallel()
	_, problems := Decode("c.toml", []byte("[[case]]\nid = 7\nlabels = \"P07\"\n"))
	want := []string{
		`c.toml:2:1: id is the number 7, and a text in quotation marks is wanted (wrong-type)`,
		`c.toml:3:1: labels is a text, and a list in brackets is wanted (wrong-type)`,
	}
	if diff := cmp.Diff(want, sentences(problems)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCheckAgainstTranscripts(t *testing.T) {
	t.Parallel()
	r := decoded(t, `[[case]]
id = "a"
labels = ["Speaker 2", "Ana", "Iphone"]
[[case]]
id = "b"
labels = ["Speaker 2", "Ana", "Ben", "Kim"]
`)
	got := r.Check([]Speaker{
		{"i1", "Speaker 2", "a"}, {"i2", "Speaker 2", "b"}, // each in a transcript of its own
		{"i1", "Ana", "a"}, {"i2", "Ana", ""},
		{"i1", "Ben", "c"}, {"i2", "Ben", "a"},
		{"i1", "Kim", ""}, {"i1", "iPhone", ""},
	})
	want := []string{
		`cases.toml:3:1: no transcript has the label "Iphone" of case "a"; did you mean iPhone? (label-unused, a note)`,
		`cases.toml:6:1: case "b" goes by "Ana", and so does case "a" at line 1; say who it is in each transcript with: grounded case link LABEL CASE --transcript ID (label-twice, a note)`,
		`cases.toml:6:1: case "b" goes by "Ben", which transcripts link to a, c; take the label out, or link it with: grounded case link LABEL CASE (label-elsewhere, a note)`,
	}
	if diff := cmp.Diff(want, sentences(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{good, "", "case = 1", "[[case]]\nid=\"\"", "[case]\n", "[[case]]\n[case.consent]\n[case.x]\n", "[[case]]\nconsent.quote='yes'\nid='a'"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		r, problems := Decode("c.toml", src)
		for _, p := range problems {
			if p.Line < 0 || p.Line > strings.Count(string(src), "\n")+1 {
				t.Errorf("a problem outside the file: %v", p)
			}
		}
		if problem.Fatal(problems) != nil {
			return
		}
		same, err := r.Put(r.Cases...)
		if err != nil || string(same) != string(src) {
			t.Errorf("put back as they are, the cases make of\n%q\n%q (%v)", src, same, err)
		}
		more, err := r.Put(Case{ID: "a-case-more", Labels: []string{"L"}})
		if err != nil {
			return // the root says case = [] in a line, say
		}
		again, problems := Decode("c.toml", more)
		if err := problem.Fatal(problems); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Cases, again.Cases[:len(r.Cases)], cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("a case more changed others (-was +is):\n%s", diff)
		}
	})
}
