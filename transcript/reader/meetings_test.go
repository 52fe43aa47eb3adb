package reader

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

func readsAs(t *testing.T, format, src string, want []turn) {
	t.Helper()
	r := read(t, "x", []byte(src), Options{})
	if r.Format != format {
		t.Errorf("read as %s, want %s", r.Format, format)
	}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// These stand at the start of a line, twice, and are nobody in any layout.
var noSpeaker = []string{
	"https://example.org is a site", "10:30 we met", "At 10:30 we met", "Note: the tape stops", "He said: no.", "But I said: no.",
	"So: yes", "What did he say? This: no", "2: the second", "(00:10)", "[00:10]", "Yes, well: no", "(00:10):", "We met (at 10:30):",
	"It was #00:00:12-4# then", "[crosstalk 00:01:05]", "0:10 --> 0:20",
}

func TestTheseAreNotSpeakersOfAMeeting(t *testing.T) {
	for format, talk := range map[string]string{
		"teams":     "Talk-20210203_141500-Meeting Transcript\nAnna   0:01\nOne.\nLINE\n\nBen   0:05\nTwo.\nLINE\n",
		"meet":      "Talk - Transcript\n00:00:01\nAnna: One.\nLINE\n00:00:05\nBen: Two.\nLINE\n",
		"zoom-chat": "00:00:01 From Anna to Everyone:\n\tOne.\n\tLINE\n00:00:05 From Ben to Everyone:\n\tTwo.\n\tLINE\n",
		"rev":       "Anna (00:01):\nOne.\nLINE\n\nBen (00:05):\nTwo.\nLINE\n",
		"descript":  "[00:01] **Anna:** One.\n\nLINE\n\n[00:05] **Ben:** Two.\n\nLINE\n",
		"f4":        "I: One.\nLINE #00:00:05-0#\n\nB: Two.\nLINE #00:00:09-0#\n",
	} {
		for _, line := range noSpeaker {
			if format == "descript" && strings.HasPrefix(line, "[00:10]") {
				continue // goes on with the speaker before
			}
			r := read(t, "x", []byte(strings.ReplaceAll(talk, "LINE", line)), Options{})
			got := turnsOf(r.Transcripts[0])
			if r.Format != format || len(got) != 2 || cmp.Diff([]string{"One.", line}, got[0].Paragraphs) != "" || cmp.Diff([]string{"Two.", line}, got[1].Paragraphs) != "" {
				t.Errorf("%q in %s, read as %s: %+v", line, format, r.Format, got)
			}
		}
	}
}

func TestAFormatThatIsForcedSaysWhatItMisses(t *testing.T) {
	for format, want := range map[string]string{
		"otter":    `x: no line holds a name and a time as Otter writes them ("Name  0:34"); read it as text`,
		"rev":      `x: no line holds a name and a time as Rev writes them ("Name (00:31):"); read it as text`,
		"descript": `x: no line holds a name and a time as Descript writes them ("[00:00:09] **Name:** words"); read it as text`,
		"whisper":  `x: no line begins with times as Whisper writes them ("[00:43.810 --> 00:47.850]  words", or "43810", "47850" and the words between tabs); read it as text`,
		"rtf":      `x: is no rich text file, which begins with {\rtf; leave the format out, and it is recognised`,
	} {
		_, err := Read(context.Background(), "x", []byte("hello"), Options{As: format})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", format, err, want)
		}
	}
	for _, format := range []string{"meet", "f4"} {
		r := read(t, "x", []byte("hello"), Options{As: format})
		if got := sentences(r.Warnings); len(got) != 1 || !strings.HasPrefix(got[0], "x: no line names a speaker, so the text is one turn of nobody") {
			t.Errorf("%s: warnings %q", format, got)
		}
	}
	for _, format := range []string{"teams", "zoom-chat"} {
		want := []turn{{"", transcript.Untimed, []string{"hello"}}}
		if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte("hello"), Options{As: format}).Transcripts[0])); diff != "" {
			t.Errorf("%s: -want +got\n%s", format, diff)
		}
	}
	want := []turn{{"", transcript.Untimed, []string{"hello"}}}
	if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte(`{\rtf1 hello}`), Options{As: "text"}).Transcripts[0])); diff != "" {
		t.Errorf("rich text laid out as text: -want +got\n%s", diff)
	}
}

func TestTeamsWithoutATitle(t *testing.T) {
	readsAs(t, "teams", "27m 42s\nAnna   0:03\n27m 42s\n1 May 2020, 10:00am\n", []turn{{"Anna", 3000, []string{"27m 42s", "1 May 2020, 10:00am"}}})
	tr := read(t, "2021-02-03.txt", []byte("Anna   0:03\nhello\nAnna stopped transcription\n"), Options{}).Transcripts[0]
	if tr.Title != "2021-02-03" || tr.Date != "2021-02-03" {
		t.Errorf("title %q, date %q", tr.Title, tr.Date)
	}
	tr = read(t, "x", []byte("Talk-20210203_141500-Meeting Recording\nAnna   0:03\nhello\n"), Options{}).Transcripts[0]
	if tr.Title != "Talk" || tr.Date != "2021-02-03" {
		t.Errorf("title %q, date %q", tr.Title, tr.Date)
	}
}

func TestMeetWithoutMarkersHasNoTimes(t *testing.T) {
	readsAs(t, "meet", "Talk - Transcript\nAnna: the host\nAttendees\nAnna, note taker\n\nAnna: One.\nnote taker: Two.\n\nTranscription ended after 00:04:30\n", []turn{
		{"", transcript.Untimed, []string{" Anna: the host"}}, {"Anna", transcript.Untimed, []string{"One."}}, {"note taker", transcript.Untimed, []string{"Two."}},
	})
}

func TestAZoomChatIsOfAGroup(t *testing.T) {
	tr := read(t, "x", []byte("10:15:03\t From Anna : hello\n"), Options{}).Transcripts[0]
	if tr.Type != "group" || !tr.Verbatim {
		t.Errorf("type %q, verbatim %t", tr.Type, tr.Verbatim)
	}
}

func TestF4TimesBeforeAndBehind(t *testing.T) {
	readsAs(t, "f4", "#00:00:01-0# I: One. #00:00:05-0#\n\n#00:00:06-5# B: Two. #00:00:09-0#\n\nI: Three.\n\nB: Four.", []turn{
		{"I", 1000, []string{"One."}}, {"B", 6500, []string{"Two."}}, {"I", 9000, []string{"Three."}}, {"B", transcript.Untimed, []string{"Four."}},
	})
}

func TestWhisperKeepsWhatItCannotRead(t *testing.T) {
	r := read(t, "x", []byte("start\tend\ttext\nlost\n1\t2\tAnna: so\nx\ty\tno\n3\t4\tAnna: yes\n99999999999\t1\tnever\n"), Options{})
	want := []turn{{"Anna", 1, []string{"so x\ty\tno yes 99999999999\t1\tnever"}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if diff := cmp.Diff([]string{"x:2: this stands before the first time and was left out"}, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// The words of a machine that hears the same thing over and over are no rolling
// captions.
func TestCaptionsThatRepeatDoNotRoll(t *testing.T) {
	for _, text := range []string{"Thank you.", "Thank you.\nThank you."} {
		src := strings.Repeat("00:00:01,000 --> 00:00:02,000\n"+text+"\n\n", 10)
		r := read(t, "x", []byte(src), Options{})
		if got := turnsOf(r.Transcripts[0])[0].Paragraphs[0]; strings.Count(got, "Thank") != 10*strings.Count(text, "Thank") {
			t.Errorf("%q ten times: %q", text, got)
		}
	}
}

// Nor are those of people who repeat each other now and then.
func TestCaptionsThatRepeatNowAndThenDoNotRoll(t *testing.T) {
	src := "00:00:01,000 --> 00:00:02,000\nso\n\n"
	for i := range 12 {
		first := []string{"yes", "so", "no"}[i%3]
		src += "00:00:01,000 --> 00:00:02,000\n" + first + "\nso\n\n" + "00:00:02,000 --> 00:00:03,000\nso\nand so\n\n"
	}
	r := read(t, "x", []byte(src), Options{})
	if got := turnsOf(r.Transcripts[0])[0].Paragraphs[0]; !strings.HasPrefix(got, "so yes so so and so so so so and so no so so and so") || len(sentences(r.Warnings)) != 1 {
		t.Errorf("%q, %q", got, sentences(r.Warnings))
	}
}

func TestOneTitleOfDescript(t *testing.T) {
	r := read(t, "x", []byte("# One\n# Two\n[0:01] **Anna:** So?\n# Three\n[0:02] **Ben:** Yes.\n"), Options{})
	if got := sentences(r.Warnings); r.Transcripts[0].Title != "One" || len(got) != 1 || got[0] != "x:2: a heading is not what was said and was left out (and once more, at line 4)" {
		t.Errorf("%q, %q", r.Transcripts[0].Title, got)
	}
}

func TestNamesInParenthesesNeedADash(t *testing.T) {
	const cues = "00:01.000 --> 00:02.000\n(Anna)\nso\nSEP\n00:02.000 --> 00:03.000\n(Anna)\nno\n"
	for separator, want := range map[string]string{"": "Speaker", "-\n(Ben)\nyes\n": "Anna"} {
		src := "WEBVTT\n\n" + strings.ReplaceAll(cues, "SEP\n", separator)
		if got := turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])[0].Speaker; got != want {
			t.Errorf("%q between them: %q, want %q", separator, got, want)
		}
	}
	src := "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>(Ben)\nso\n-\n(Ben)\nno\n-\n(Ben)\nyes</v>\n"
	if got := turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])[0].Paragraphs[0]; got != "(Ben) so - (Ben) no - (Ben) yes" {
		t.Errorf("behind a voice tag: %q", got)
	}
	listed := read(t, "x.srt", []byte("00:00:01,000 --> 00:00:02,000\n（Anna）so\n"), Options{Labels: []string{"Anna"}})
	if diff := cmp.Diff([]turn{{"Anna", 1000, []string{"so"}}}, turnsOf(listed.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestWrittenDates(t *testing.T) {
	for line, want := range map[string]string{
		"3 February 2021, 03:35am": "2021-02-03", "February 3, 2021, 3:35AM": "2021-02-03", "Feb 3, 2021": "2021-02-03", "Wed, Feb. 3 2021": "2021-02-03", "3 Feb. 2021": "2021-02-03", "3 February, 2021": "2021-02-03",
		"Talk (2021-02-03 10:05 GMT+1)": "2021-02-03", "2021/02/03 at 10:05": "2021-02-03",
		"31 February 2021": "", "Foo 3, 2021": "", "February 2021": "", "12021-02-03": "", "1 May 1066": "", "30 Feb 2021 or 1 Mar 2021": "2021-03-01",
	} {
		if got := writtenDate(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// Documents of Otter and Teams, with the name or the whole header in bold, as a
// reader of documents hands them on.
func TestDocumentsOfMeetings(t *testing.T) {
	bold := func(text string, lead int) line { return line{text: text, lead: lead} }
	for _, c := range []struct {
		name  string
		lines []line
		title string
		want  []turn
	}{
		{"otter, header in bold", []line{
			{text: "Kitchen talk"}, bold("Anna  0:00", 10), {text: "So?"}, bold("Ben  0:04", 9), {text: "At 10:30."}, {text: "Transcribed by https://otter.ai"},
		}, "x", []turn{{"", transcript.Untimed, []string{"Kitchen talk"}}, {"Anna", 0, []string{"So?"}}, {"Ben", 4000, []string{"At 10:30."}}}},
		{"otter, name in bold", []line{
			bold("Anna  0:00", 4), {text: "So?"}, bold("Ben  0:04", 3), {text: "Yes."}, bold("Anna  0:09", 6), {text: "Mm. Transcribed by https://otter.ai"},
		}, "x", []turn{{"Anna", 0, []string{"So?"}}, {"Ben", 4000, []string{"Yes."}}, {"Anna", 9000, []string{"Mm."}}}},
		{"teams", []line{
			bold("Talk-20210203_141500-Meeting Transcript", 39), {text: "February 3, 2021, 2:15PM"}, {text: "27m 42s"}, bold("Anna started transcription", 4),
			bold("Anna   0:00", 4), {text: "So?"}, bold("Ben   0:04", 3), {text: "Yes."}, bold("Anna   0:04", 4), {text: "Mm."}, bold("Anna stopped transcription", 4),
		}, "Talk", []turn{{"Anna", 0, []string{"So?"}}, {"Ben", 4000, []string{"Yes."}}, {"Anna", 4000, []string{"Mm."}}}},
		{"meet", []line{
			{text: "Feb 3, 2021"}, bold("Talk - Transcript", 17), {text: "00:00:00"}, bold("Anna: So?", 5), bold("Ben: Yes.", 4), bold("00:01:00", 8), bold("Anna: Mm.", 5),
		}, "Talk", []turn{{"Anna", 0, []string{"So?"}}, {"Ben", 0, []string{"Yes."}}, {"Anna", 60000, []string{"Mm."}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := document{lines: c.lines}
			s := &source{name: "x"}
			found, err := d.read(context.Background(), s)
			if err != nil || len(found) != 1 {
				t.Fatalf("%d interviews, %v", len(found), err)
			}
			var r Result
			if err := r.add(s, found[0], false); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, turnsOf(r.Transcripts[0])); diff != "" || r.Transcripts[0].Title != c.title {
				t.Errorf("title %q; -want +got\n%s", r.Transcripts[0].Title, diff)
			}
		})
	}
}

// A mark on a paragraph of f4 stays on its words, without the time behind them.
func TestMarksOnF4(t *testing.T) {
	src := `{\rtf1\b I:\b0  So? #00:00:05-0#\par\b B:\b0  {\*\atrfstart 1}Beans, mostly. #00:00:09-0#\par{\*\atrfend 1}{\*\annotation{\*\atnref 1}theme}}`
	r := read(t, "x.rtf", []byte(src), Options{})
	if len(r.Marks) != 1 || r.Transcripts[0].Text(r.Marks[0].Span) != "Beans, mostly." || r.Transcripts[0].Turns[1].Time != 5000 {
		t.Errorf("marks %+v on %q", r.Marks, r.Transcripts[0].Body)
	}
}
