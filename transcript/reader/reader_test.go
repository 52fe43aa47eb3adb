package reader

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
	"grounded/transcript"
)

func TestReadFillsInWhatTheFileSays(t *testing.T) {
	src := []byte("I: So?\n\nB: Yes.\n")
	got := read(t, "in/2021-02-03 Kitchen.txt", src, Options{})
	want := transcript.Meta{
		Title: "2021-02-03 Kitchen", Date: "2021-02-03", Type: "interview", Verbatim: true,
		Original: "2021-02-03 Kitchen.txt", Format: "text", SHA256: hash(src),
		Speakers: []transcript.Speaker{{Label: "I", RoleGuess: transcript.Interviewer}, {Label: "B", RoleGuess: transcript.Participant}},
	}
	if diff := cmp.Diff(want, got.Transcripts[0].Meta); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if id := got.Transcripts[0].ID; id != "2021-02-03-kitchen" || got.Format != "text" || got.Warnings != nil {
		t.Errorf("id %s, format %s, warnings %v", id, got.Format, got.Warnings)
	}
}

func TestReadObeysOptions(t *testing.T) {
	src := []byte("WEBVTT\nLanguage: de\n\n00:01.000 --> 00:02.000\nMother: So.\n")
	got := read(t, "2021-02-03.vtt", src, Options{
		ID: "x", Title: "T", Date: "2020-01-01", Type: "group", Language: "fr", Labels: []string{"mother"},
	}).Transcripts[0]
	want := transcript.Meta{
		Title: "T", Date: "2020-01-01", Type: "group", Language: "fr", Verbatim: true,
		Original: "2021-02-03.vtt", Format: "vtt", SHA256: hash(src), Speakers: []transcript.Speaker{{Label: "Mother"}},
	}
	if diff := cmp.Diff(want, got.Meta); diff != "" || got.ID != "x" {
		t.Errorf("id %s: -want +got\n%s", got.ID, diff)
	}
}

func hash(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

func TestFormatsAreRecognised(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"WEBVTT\n\n00:01.000 --> 00:02.000\nhello", "vtt"},
		{"WEBVTT - title\n\n00:01.000 --> 00:02.000\nhello", "vtt"},
		{"WEBVTTX\nhello", "text"},
		{"1\n00:00:01,000 --> 00:00:02,000\nhello", "srt"},
		{"\n\n00:00:01,000 --> 00:00:02,000\nhello", "srt"},
		{"1\n\n0:00:01.0 --> 0:00:02.0\nhello", "srt"},
		{"hello\n00:00:01,000 --> 00:00:02,000\nhello", "text"},
		{"Anna  0:01  \nhello\n\nBen  0:05  \nhi", "otter"},
		{"Anna  0:01  \nhello\n\nTranscribed by https://otter.ai", "otter"},
		{"Anna  0:01  \nhello", "text"},
		{"Anna 0:01\nhello\n\nBen 0:05\nhi", "text"},
		{"Anna 0:01\nhello\n\nBen 0:05\nhi\n\nAnna 0:09\nso", "otter"},
		{"Anna  0:01\nhello\n\nBen  0:01\nhi", "text"},
		{"It began at 10:30\n\nIt went on at 10:45\n\nIt ended at 10:20", "text"},
		{"Anna (00:01):\nhello\n\nBen (00:05):\nhi", "rev"},
		{"Anna (00:01):\nhello\n\nBen (00:01):\nhi", "text"},
		{"Anna (00:01):\nhello\n\nBen (00:05): hi", "text"},
		{"Anna: yes\nBen: no\nAnna (00:01):\nhello\n\nBen (00:05):\nhi", "text"},
		{"[00:01] **Anna:** hello\n\n[00:05] **Ben:** hi", "descript"},
		{"[00:01] Anna: hello\n\n[00:05] Ben: hi", "text"},
		{"**Anna:** [00:01] hello\n\n**Ben:** [00:05] hi", "descript"},
		{"Anna: yes\nBen: no\nAnna: [00:01] hello\n\nBen: [00:05] hi", "text"},
		{"I: hello #00:00:01-0#", "f4"},
		{"I: hello (#00:00:01-0#)", "text"},
		{"I: #00:00:01-0# hello", "text"},
		{"[00:01.000 --> 00:02.000]  hello", "whisper"},
		{"Detected language: German\n[00:01.000 --> 00:02.000]  hallo", "whisper"},
		{"hello\n[00:01.000 --> 00:02.000]  hello", "text"},
		{"start\tend\ttext\n0\t900\thello", "whisper"},
		{"start\tend\ttext\tspeaker\n0\t900\thello\tAnna", "tsv"},
		{"[00:01.00]hello\n[00:02.00]hi", "whisper"},
		{"[00:01.00] hello\n[00:02.00] hi", "text"},
		{"10:15:03 From Anna to Everyone:\n\thello", "zoom-chat"},
		{"10:15:03\t From Anna : hello", "zoom-chat"},
		{"10:15:03\tAnna:\thello", "zoom-chat"},
		{"hello\n10:15:03\t From Anna : hello", "text"},
		{"10:15:03 From Anna : hello", "zoom-chat"},
		{"10:15:03 From now on: hello", "text"},
		{"Talk - Transcript\n00:00:00\nAnna: hello", "meet"},
		{"Talk - Transcript\nAnna: hello", "text"},
		{"00:00:00\nAnna: hello\n00:05:00\nAnna: hello", "text"},
		{"Anna: hello\nTranscription ended after 00:05:00", "meet"},
		{"hello\nTranscription ended after 00:05:00", "text"},
		{"Talk-20210203_141500-Meeting Transcript\nAnna   0:03\nhello", "teams"},
		{"Talk-20210203_141500UTC-Besprechungstranskript\nAnna   0:03\nhello", "teams"},
		{"Anna   0:03\nhello\nAnna stopped transcription", "teams"},
		{"27m 42s\nAnna   0:03\nhello", "teams"},
		{"Talk-20210203_141500-Meeting Transcript\nhello", "text"},
		{"Anna   0:03\nhello\n\nBen   0:05\nhi", "otter"},
		{"0:0:3.1 --> 0:0:5.0\nAnna\nhello", "teams"},
		{"0:0:3.1 --> 0:0:5.0\nAnna\n\n0:0:5.1 --> 0:0:6.0\nhello", "srt"},
		{"0:0:3.1 --> 0:0:5.0\nAnna\n\n0:0:5.1 --> 0:0:6.0\nBen\nhello", "srt"},
		{"0:0:3.1 --> 0:0:5.0\nHello, I said.\nAnd so on", "srt"},
		{"00:00:03.1 --> 00:00:05.0\nAnna\nhello", "srt"},
		{`{\rtf1 hello}`, "rtf"},
		{"\ufeff\n{\\rtf1 hello}", "rtf"},
		{"hello", "text"},
		{"<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">\nhello", "html"},
		{"\n <?xml version=\"1.0\"?>\n<!-- saved -->\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p>hello", "html"},
		{"<p>hello</p>", "html"},
		{"<b>Anna:</b> hello", "html"},
		{"<p>hello", "text"},
		{"<laughs> hello </laughs>", "text"},
		{"<pause> hello </pause>", "text"},
		{"<b hello", "text"},
		{"Anna: a <b>loud</b> hello", "text"},
		{"<?xml version=\"1.0\"", "text"},
		{"<!-- hello", "text"},
	} {
		if got := read(t, "x", []byte(c.src), Options{}).Format; got != c.want {
			t.Errorf("%q is read as %s, want %s", c.src, got, c.want)
		}
	}
}

func TestAnotherFormatCanBeForced(t *testing.T) {
	src := []byte("00:01.000 --> 00:02.000\nAnna  0:03\nhello")
	for format, want := range map[string][]turn{
		"vtt":   {{"Speaker", 1000, []string{"Anna  0:03 hello"}}},
		"srt":   {{"Speaker", 1000, []string{"Anna  0:03 hello"}}},
		"otter": {{"", transcript.Untimed, []string{"00:01.000 --> 00:02.000"}}, {"Anna", 3000, []string{"hello"}}},
		"text":  {{"", transcript.Untimed, []string{"00:01.000 --> 00:02.000", "Anna  0:03", "hello"}}},
	} {
		if diff := cmp.Diff(want, turnsOf(read(t, "x", src, Options{As: format}).Transcripts[0])); diff != "" {
			t.Errorf("as %s: -want +got\n%s", format, diff)
		}
	}
}

func TestFormatsAreNamedAndSaid(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		if f.Says == "" || strings.HasSuffix(f.Says, ".") || f.Name == "" || seen[f.Name] {
			t.Errorf("%q says %q", f.Name, f.Says)
		}
		seen[f.Name] = true
	}
	all := formats()
	if last := all[len(all)-1]; last.Name != "text" || !last.recognises(&source{}) {
		t.Errorf("%q is tried last, and not text, which takes everything", last.Name)
	}
}

func TestSpeakersRoles(t *testing.T) {
	var said []transcript.Said
	labels := map[string]transcript.Role{
		"Interviewer": transcript.Interviewer, "interviewer 2": transcript.Interviewer, "Interviewer1": transcript.Interviewer,
		"Moderator": transcript.Interviewer, "INT": transcript.Interviewer, "I": transcript.Interviewer, "Q": transcript.Interviewer,
		"P07": transcript.Participant, "P 1": transcript.Participant, "Participant": transcript.Participant,
		"Interviewee": transcript.Participant, "Respondent 3": transcript.Participant, "A": transcript.Participant,
		"Ian": "", "Queenie": "", "Pat": "", "P": "", "Speaker 1": "", "Participant's son": "",
	}
	for label := range labels {
		said = append(said, transcript.Said{Speaker: label})
	}
	for _, s := range speakers(said) {
		if s.RoleGuess != labels[s.Label] || s.Role != "" {
			t.Errorf("%q: guessed %q (role %q), want %q", s.Label, s.RoleGuess, s.Role, labels[s.Label])
		}
	}
	if got := speakers([]transcript.Said{{Speaker: "A"}, {Speaker: ""}, {Speaker: "A"}, {Speaker: "C"}}); len(got) != 2 || got[0].RoleGuess != "" {
		t.Errorf("an A without a Q: %+v", got)
	}
}

func TestWarningsNameTheLine(t *testing.T) {
	src := "WEBVTT\n\nNOTE\nfirst\n\n00:01.000 --> 00:02.000\nAnna: so\n\nNOTE second\n\n-->\nAnna: yes\n\nNOTE third\n"
	want := []string{
		"talk.vtt:3: a NOTE was left out (and 2 times more)",
		"talk.vtt:11: the time of this cue cannot be read; its words are kept without it",
	}
	if diff := cmp.Diff(want, sentences(read(t, "talk.vtt", []byte(src), Options{}).Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func sentences(ps []problem.Problem) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.String())
	}
	return out
}
