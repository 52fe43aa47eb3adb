package transcript

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

const whole = `+++
title = "Interview 1"
date = 2021-02-03
type = "group"
language = "fr"
source = "sources/interview-01.txt"
original = "P07 with Mark_otter_ai.txt"
format = "otter"
sha256 = "9f2c"
verbatim = false

[attributes]
age = 61
town = "Leeds"
visited = "2021-02-04"
wave = 1.5

[[speaker]]
label = "P07"
role = "participant"
case = "p07"

[[speaker]]
label = "Mark"
role_guess = "interviewer"
+++

[00:00:03] Mark: Ça va?

P07: Yes.
`

func TestDecode(t *testing.T) {
	got, problems := Decode("interview-01", "transcripts/interview-01.txt", []byte(whole))
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	want := Meta{
		Title: "Interview 1", Date: "2021-02-03", Type: "group", Language: "fr",
		Source: "sources/interview-01.txt", Original: "P07 with Mark_otter_ai.txt", Format: "otter", SHA256: "9f2c",
		Attributes: map[string]any{"age": int64(61), "town": "Leeds", "visited": "2021-02-04", "wave": 1.5},
		Speakers:   []Speaker{{Label: "P07", Role: Participant, Case: "p07"}, {Label: "Mark", RoleGuess: Interviewer}},
	}
	if diff := cmp.Diff(want, got.Meta); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if want := "[00:00:03] Mark: Ça va?\n\nP07: Yes.\n"; got.Body != want {
		t.Errorf("the body is %q, want %q", got.Body, want)
	}
	if len(got.Turns) != 2 || got.ID != "interview-01" {
		t.Errorf("%d turns of %q", len(got.Turns), got.ID)
	}
}

func TestDecodeFillsIn(t *testing.T) {
	got, problems := Decode("i", "i.txt", []byte("+++\n+++\n\nYes.\n"))
	if len(problems) > 0 || got.Type != "interview" || !got.Verbatim {
		t.Errorf("%+v, %v; want an interview, verbatim", got.Meta, problems)
	}
}

func TestEncodeGivesTheFileBack(t *testing.T) {
	first, problems := Decode("interview-01", "interview-01.txt", []byte(whole))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	src, err := Encode(first)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, string(src)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	second, problems := Decode("interview-01", "interview-01.txt", src)
	if diff := cmp.Diff(first, second); diff != "" || len(problems) > 0 {
		t.Errorf("%v\n%s", problems, diff)
	}
}

func TestEncodeRefusesWhatTOMLCannotSay(t *testing.T) {
	tr := New("i", Meta{Attributes: map[string]any{"who": struct{}{}}}, "Yes.\n")
	if _, err := Encode(tr); err == nil || !strings.Contains(err.Error(), "transcript i: ") {
		t.Errorf("%v, want an error that names the transcript", err)
	}
}

func TestDecodeSaysEveryProblem(t *testing.T) {
	for _, c := range []struct {
		name, src string
		fatal     bool
		want      []string
	}{
		{"no front matter", "Yes.\n", true, []string{
			"i.txt:1: a transcript begins with a line of +++, and this does not; put the front matter back, or move the file out of this folder and bring it in with: grounded import"}},
		{"not TOML", "+++\ntitle = \n+++\n\nYes.\n", true, []string{"i.txt:2:"}},
		{"an unknown key is a note", "+++\ntitel = \"x\"\n+++\n\nYes.\n", false, []string{"i.txt:2:1: "}},
		{"CR LF is a note", "+++\r\n+++\r\n\r\nYes.\r\n", false, []string{"i.txt: lines end in CR LF, which count as LF; the next write saves LF"}},
		{"no words is a note", "+++\n+++\n\n\n", false, []string{"i.txt: this transcript holds no words; put its text back, or remove it with: grounded transcript remove i"}},
		{"all of the speakers", "+++\n[[speaker]]\nlabel = \"A\"\n[[speaker]]\nrole = \"x\"\n[[speaker]]\nlabel = \"A\"\ncase = \"Not An Id\"\n+++\n\nYes.\n", true, []string{
			"i.txt:4: a speaker without a label",
			"i.txt:7: speaker \"A\" is listed twice; take one of them out",
			"i.txt:7: case \"Not An Id\" is not an id"}},
		{"a conflict", "+++\n<<<<<<< HEAD\n=======\n>>>>>>> x\n+++\n\nYes.\n", true, []string{"i.txt:2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr, problems := Decode("i", "i.txt", []byte(c.src))
			if fatal := problem.Fatal(problems) != nil; fatal != c.fatal || fatal != (tr == nil) {
				t.Errorf("fatal is %t, transcript %v; want fatal %t", fatal, tr, c.fatal)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if len(got) != len(c.want) {
				t.Fatalf("%q, want %d problems", got, len(c.want))
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("%q, want %q", got[i], want)
				}
			}
		})
	}
}

// What a description changes is the front matter, and of it no more than what
// was said.
func TestDescribe(t *testing.T) {
	src := "+++\n# as she wished\ntitle = \"A\" # a comment\n+++\n\n[00:00:03] Mark: Ça va?\n"
	got, err := Describe("i.txt", []byte(src), tomledit.Set(tomledit.Root, "title", "B"))
	want := strings.Replace(src, `"A"`, `"B"`, 1)
	if err != nil || string(got) != want {
		t.Errorf("%q, %v\nwant %q", got, err, want)
	}
	if _, err := Describe("i.txt", []byte("Yes."), tomledit.Set(tomledit.Root, "title", "B")); err == nil || !strings.HasPrefix(err.Error(), "i.txt: ") {
		t.Errorf("%v, want an error that names the file", err)
	}
}

func TestDescribeKeepsTheBody(t *testing.T) {
	before, _ := Decode("i", "i.txt", []byte(whole))
	src, err := Describe("i.txt", []byte(whole), tomledit.Set(tomledit.Root, "title", "Other"))
	if err != nil {
		t.Fatal(err)
	}
	after, problems := Decode("i", "i.txt", src)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(Meta{}, "Title")); diff != "" || after.Title != "Other" {
		t.Errorf("title %q\n%s", after.Title, diff)
	}
}
