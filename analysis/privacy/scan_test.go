package privacy

import (
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
	"grounded/transcript/cases"
)

// interview makes a transcript of "LABEL: words" paragraphs.
func interview(id string, body ...string) *transcript.Transcript {
	meta := transcript.Meta{}
	for _, p := range body {
		label, _, _ := strings.Cut(p, ": ")
		if !slices.ContainsFunc(meta.Speakers, func(s transcript.Speaker) bool { return s.Label == label }) {
			role := transcript.Participant
			if strings.HasPrefix(label, "Int") || label == "Ines Prat" {
				role = transcript.Interviewer
			}
			meta.Speakers = append(meta.Speakers, transcript.Speaker{Label: label, Role: role})
		}
	}
	return transcript.New(transcript.ID(id), meta, strings.Join(body, "\n\n")+"\n")
}

func TestScan(t *testing.T) {
	found := Scan(Input{
		Transcripts: []*transcript.Transcript{
			interview("a",
				"Ines Prat: Thank you, Siobhan. Did you like Green Valley Clinic?",
				"Siobhan Wong: Well, I told Shavonne's sister, and she told Dr. Okafor. Then Rosa came with Rosa's boy on Monday.",
				"Ines Prat: And the bus to Leith? Does the clinic help?",
				"Siobhan Wong: I went to Leith and from Leith. My mail is sio.w@mail.example, my phone 0131 496 0123, at 10.30 on 04/03/2021, for 1,250,000 pounds.",
				"Siobhan Wong: On the web I am @sio_w, see https://mail.example/sio.",
				"Siobhan Wong: He said, \"Nothing helps.\" Nothing: Everything. The NHS and the GPs."),
			interview("b",
				"Int: Hello. Hello Bill.",
				"Bill: A bill is a bill, said I. Kris helped, and I'm glad. My card is 4929 1234 5678 9012 34.",
				"P03: Shivaun said no."),
		},
		Cases:  []cases.Case{{ID: "p01", Labels: []string{"Siobhan Wong"}}, {ID: "chris", Labels: []string{"Chris"}}},
		Others: []Prose{{Name: "memos/ana/x.md", Text: "The talk with Rosa was short."}},
	})
	var got []string
	for _, c := range found.Candidates {
		got = append(got, strings.Join([]string{string(c.Kind), c.Find, c.Replace, strings.Join(c.Transcripts, "+")}, " | "))
	}
	want := []string{
		"speaker | Siobhan | P01 | a+cases.toml",
		"speaker | Siobhan Wong | P01 | a+cases.toml",
		"speaker | Wong | P01 | a+cases.toml",
		"sounds-like | Shavonne | P01 | a",
		"sounds-like | Shivaun | P01 | b",
		"speaker | Bill | P02 | b", // P03 is a label
		"speaker | Chris | P04 | cases.toml",
		"sounds-like | Kris | P04 | b",
		"speaker | Ines | Interviewer | a",
		"speaker | Ines Prat | Interviewer | a",
		"speaker | Prat | Interviewer | a",
		"name | Okafor | [name 1] | a",
		"name | Rosa | [name 2] | a+memos/ana/x.md",
		"place | Leith | [place] | a",
		"place | Green Valley Clinic | [place] | a",
		"email | sio.w@mail.example | [email] | a",
		"phone | 0131 496 0123 | [phone] | a",
		"handle | @sio_w | [handle] | a",
		"handle | https://mail.example/sio | [link] | a",
		"number | 4929 1234 5678 9012 34 | [number] | b",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, c := range found.Candidates {
		switch c.Find {
		case "Bill":
			if !strings.Contains(c.Reason, "small letters too") {
				t.Errorf("of Bill it says %q", c.Reason)
			}
		case "Rosa":
			if c.Count != 3 || len(c.Contexts) != 2 || !strings.Contains(c.Contexts[0], "and she told Dr. Okafor. Then Rosa came") {
				t.Errorf("Rosa: %+v", c)
			}
		case "Shavonne":
			if c.Reason != "sounds like Siobhan" {
				t.Errorf("of Shavonne it says %q", c.Reason)
			}
		}
	}
}

// One person keeps one name, however it is spelt.
func TestScanOfOneNameInManyForms(t *testing.T) {
	found := Scan(Input{Transcripts: []*transcript.Transcript{interview("a",
		"P01: I saw Corey, I saw Cory, I saw Corey Bell and I saw Tomasz.")}})
	got := map[string]string{}
	for _, c := range found.Candidates {
		got[c.Find] = c.Replace
	}
	if len(got) != 4 || got["Corey"] == "" || got["Corey"] != got["Cory"] || got["Corey"] != got["Corey Bell"] || got["Corey"] == got["Tomasz"] {
		t.Errorf("proposed %q", got)
	}
}

func TestScanOfGerman(t *testing.T) {
	body := []string{
		"B1: Ich habe im Winter den Strom und die Miete bezahlt, und Herr Yılmaz hat dem Kind ein Buch gegeben.",
		"Ida Kern: Und die Arbeit in der Schule mit den Eltern, und die Ruhe am Abend?",
	}
	in := Input{Transcripts: []*transcript.Transcript{interview("a", body...)}, Language: "de"}
	found := Scan(in)
	var got []string
	for _, c := range found.Candidates {
		got = append(got, c.Find)
	}
	if want := []string{"Ida", "Ida Kern", "Kern", "Yılmaz"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if !slices.Equal(found.Nouns, []string{"a"}) {
		t.Errorf("nouns begin with a capital in %q", found.Nouns)
	}
	// A language that nobody named shows in the words.
	in.Language = "en"
	for len(in.Transcripts[0].Paragraphs) < 12 {
		body = append(body, body...)
		in.Transcripts[0] = interview("a", body...)
	}
	if found := Scan(in); len(found.Nouns) != 1 {
		t.Errorf("nouns begin with a capital in %q", found.Nouns)
	}
}

func TestAlike(t *testing.T) {
	for _, pair := range [][2]string{{"siobhan", "shavonne"}, {"siobhan", "shivaun"}, {"chris", "kris"}, {"chris", "cris"}, {"chris", "chriss"}, {"chris", "khris"},
		{"catherine", "kathryn"}, {"philip", "filip"}, {"stephen", "steven"}, {"geoff", "jeff"}, {"caitlin", "katelyn"}, {"johnson", "johnston"}, {"zoë", "zoe"}, {"graham", "graeme"}} {
		if !Alike(pair[0], pair[1]) || !Alike(pair[1], pair[0]) {
			t.Errorf("%s (%s) and %s (%s) are not alike", pair[0], sound(pair[0]), pair[1], sound(pair[1]))
		}
	}
	for _, pair := range [][2]string{{"chris", "mark"}, {"ann", "anton"}, {"wong", "wangli"}, {"marco", "morocco"}, {"bill", "paul"}, {"tom", "tim"}, {"jo", "joe"}, {"ruth", "rita"}, {"maria", "martha"}} {
		if Alike(pair[0], pair[1]) {
			t.Errorf("%s (%s) and %s (%s) are alike", pair[0], sound(pair[0]), pair[1], sound(pair[1]))
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]Kind{
		"+44 (0)20 7946 0958": Phone, "0131 496 0123": Phone, "(555) 010-0199": Phone, "+49-30-123456": Phone, "5550100199": Phone,
		"2021-03-04": "", "04.03.2021": "", "1990-1995": "", "1,250,000": "", "250.000": "", "10.30": "", "12 34 56": "", "3.14159265": "",
		"4929 1234 5678 9012 34": Number,
	} {
		found := digits.FindString(text)
		if found != text && !(want == "") {
			t.Errorf("of %q %q is taken", text, found)
		}
		if got, _ := numberKind(found); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}

func TestContactsIn(t *testing.T) {
	for text, want := range map[string][]string{
		"mail a.b+c@sub.mail.example, or A_B@mail.example.": {"A_B@mail.example", "a.b+c@sub.mail.example"},
		"it is @ home, 5 @ 3":                               nil,
		"www.mail.example/~x and instagram.com/y":           {"instagram.com/y", "www.mail.example/~x"},
		"in 2021 or 1999 at 12:30:15":                       nil,
		"call 07700 900123 or 07700 900124":                 {"07700 900123", "07700 900124"},
	} {
		var got []string
		for _, c := range Scan(Input{Transcripts: []*transcript.Transcript{interview("a", "P01: "+text)}}).Candidates {
			got = append(got, c.Find)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
