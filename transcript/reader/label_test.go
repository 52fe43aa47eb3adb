package reader

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// speakersOf reads text in which a line stands twice between others.
func speakersOf(t *testing.T, line string, o Options) []string {
	t.Helper()
	src := "Anna: One.\n\n" + line + "\n\nAnna: Two.\n\n" + line + "\n"
	var out []string
	for _, s := range read(t, "x", []byte(src), o).Transcripts[0].Speakers {
		out = append(out, s.Label)
	}
	return out
}

func TestTheseAreNotSpeakers(t *testing.T) {
	for _, line := range []string{
		"https://example.org is a site", "10:30 we met", "At 10:30 we met", "Note: the tape stops", "NB: again", "He said: no.",
		"But I said: no.", "and then he goes: what", "I was like: what", "My question is this: who", "So: yes", "And: yes", "Okay: go",
		"Yes, well: no", "What did he say? This: no", "No. That day: rain", "2: the second", "10: a number", "…: so", "(00:10)",
		"We talked about the shop and the house: both", "A long label of very many words that is none: so", "“Anna”: so",
		"the first thing: rent", "Yes, Anna: so", "Rain stopped. Day two: so", "Bread, butter: so", "Okay Ben: so", "She asked: how much", "I think: no", "Warning: hot", "Ex: bread", "From: the garden", "To: all",
		"Subject: rent", "Date: in May", "Present: both", "Decision: none", "Action: none", "Tip: salt late", "Anna", "Anna;", "a/b:c",
		strings.Repeat("Anna", 20) + ": so",
	} {
		if diff := cmp.Diff([]string{"Anna"}, speakersOf(t, line, Options{})); diff != "" {
			t.Errorf("%q: -want +got\n%s", line, diff)
		}
		for _, as := range []string{"vtt", "srt"} {
			src := "1\n00:00:01.000 --> 00:00:02.000\nAnna: One.\n\n2\n00:00:02.000 --> 00:00:03.000\n" + line + "\n\n" +
				"3\n00:00:03.000 --> 00:00:04.000\n" + line + "\n\n4\n00:00:04.000 --> 00:00:05.000\nAnna: Two.\n"
			got := turnsOf(read(t, "x", []byte(src), Options{As: as}).Transcripts[0])
			if len(got) != 1 || got[0].Speaker != "Anna" || got[0].Paragraphs[0] != "One. "+line+" "+line+" Two." {
				t.Errorf("%q in %s: %+v", line, as, got)
			}
		}
	}
}

func TestTheseAreSpeakers(t *testing.T) {
	for _, label := range []string{
		"Ben", "ben", "Dr. Smith", "Smith, Anna", "Smith, Anna (Dept)", "SPEAKER_00", "Élise", "J. R.", "P07", "Interviewer 1",
		"interviewee", "iPhone (2)", "[P1]", "李明", "S00", "MODERATOR", "A", "Jean-Luc O’Neill", "Mary Ann van der Berg", "Unknown Speaker", "I. Berg", "The Chairman", "Question", "Answer",
	} {
		for _, line := range []string{label + ": so", label + ":\tso", label + " : so", label + ":\nso", "**" + label + ":** so", "**" + label + "**: so", label + "：so"} {
			if diff := cmp.Diff([]string{"Anna", label}, speakersOf(t, line, Options{})); diff != "" {
				t.Errorf("%q: -want +got\n%s", line, diff)
			}
		}
	}
}

func TestOnceIsEnoughFor(t *testing.T) {
	for src, want := range map[string][]string{
		"Interviewer: So?\nInterviewee: Yes.":    {"Interviewer", "Interviewee"},
		"Q: So?\nA: Yes.":                        {"Q", "A"},
		"I: So?\nP1: Yes.":                       {"P1"},
		"Anna: So?\nBen: Yes.":                   nil,
		"A: bread\nB: butter":                    nil,
		"[00:01] Anna: So?\n(00:02) Ben: Yes.":   {"Anna", "Ben"},
		"Anna (00:01): So?\nBen [0:02]:\nYes.":   {"Anna", "Ben"},
		"00:01 Anna: So?\n00:02 Ben: Yes.":       nil,
		"Anna: So?\nanna: Yes.\nANNA : No.":      {"Anna", "anna", "ANNA"},
		"SPEAKER_00: So?\n[00:09] Note: a note.": {"SPEAKER_00"},
	} {
		var got []string
		for _, s := range read(t, "x", []byte(src), Options{}).Transcripts[0].Speakers {
			got = append(got, s.Label)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: -want +got\n%s", src, diff)
		}
	}
}

func TestLabelsThatStandOnceAreNamed(t *testing.T) {
	src := "Anna: One.\n\nMother: come in!\n\nAnna: Two.\n\nb\n\nFather: so\n"
	r := read(t, "x", []byte(src), Options{})
	if got := sentences(r.Warnings); len(got) != 1 ||
		!strings.HasPrefix(got[0], `x:3: kept as text, not as a speaker, since it stands before a colon only once: "Mother" (line 3), "Father" (line 9); `) {
		t.Errorf("warnings %q", got)
	}
	listed := read(t, "x", []byte(src), Options{Labels: []string{"Mother"}})
	if got := turnsOf(listed.Transcripts[0])[1]; got.Speaker != "Mother" || got.Paragraphs[0] != "come in!" {
		t.Errorf("Mother is listed, and the second turn is %+v", got)
	}
	many := "Anna: so\nAnna: so\n"
	for _, name := range strings.Fields("Ben Cleo Dan Eva Finn Gus Hal") {
		many += name + ": so\n"
	}
	if got := read(t, "x", []byte(many), Options{}).Warnings[0].Message; !strings.HasSuffix(got, `"Finn" (line 7) and 2 more`) {
		t.Errorf("warning %q", got)
	}
}
