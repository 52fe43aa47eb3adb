package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// silences are talks in which the theme is spoken of, asked for in vain, not asked for,
// asked for in a group, and not known to be asked for by anybody.
func silences(t *testing.T) coding.Picked {
	t.Helper()
	who := func(label string, role, guess transcript.Role) transcript.Speaker {
		return transcript.Speaker{Label: label, Role: role, RoleGuess: guess}
	}
	c := &coding.Corpus{Transcripts: []*transcript.Transcript{
		transcript.New("a", transcript.Meta{Speakers: []transcript.Speaker{who("Int", transcript.Interviewer, ""), who("Ada", transcript.Participant, "")}},
			"Int: Do you sleep?\n\nAda: I slept ten hours."),
		transcript.New("b", transcript.Meta{Speakers: []transcript.Speaker{who("Int", "", transcript.Interviewer), who("Bea", "", transcript.Participant)}},
			"Int: Do you sleep?\n\nInt: At night?\n\nBea: There is the lamp.\n\nInt: And sleep in the day?\n\nBea: No."),
		transcript.New("c", transcript.Meta{Speakers: []transcript.Speaker{who("Int", transcript.Interviewer, ""), who("Cy", transcript.Participant, "")}},
			"Int: Where do you work?\n\nCy: I sleep nowhere near it."),
		transcript.New("d", transcript.Meta{Speakers: []transcript.Speaker{who("Int", transcript.Interviewer, ""), who("Dot", transcript.Participant, ""), who("Eve", transcript.Participant, ""), who("Fay", transcript.Participant, "")}},
			"Int: Do you two sleep?\n\nDot: She does.\n\nEve: Do I.\n\nDot: Well.\n\nInt: Good.\n\nFay: I came late."),
		transcript.New("e", transcript.Meta{Speakers: []transcript.Speaker{who("X", "", ""), who("Y", "", "")}},
			"X: Do you sleep?\n\nY: Me? Rarely."),
	}}
	book, _ := codebook.Decode("ana.toml", []byte("[[code]]\nid = \"rest\"\n"))
	coder := coding.Coder{Analyst: "ana", Book: book}
	for i, in := range c.Transcripts {
		w := coding.Work{Transcript: in.ID}
		if i == 0 {
			span := in.TurnSpan(1)
			w.Codings = []coding.Placed{{Coding: coding.Coding{ID: "1", Code: "rest", Span: span}, Now: span}}
		}
		coder.Work = append(coder.Work, w)
	}
	c.Coders = []coding.Coder{coder}
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// saying finds the turns with some words, whoever says them, as a search does.
func saying(p coding.Picked, words string) []Hit {
	var hits []Hit
	for _, t := range p.Transcripts {
		for i := range t.Turns {
			if strings.Contains(strings.ToLower(t.Text(t.TurnSpan(i))), words) {
				hits = append(hits, Hit{t.ID, t.TurnSpan(i)})
			}
		}
	}
	return hits
}

func TestAbsent(t *testing.T) {
	t.Parallel()
	p := silences(t)
	m := decodeSound(t, "[[theme]]\nid = \"t\"\nname = \"Rest\"\ncodes = [\"ana:rest\"]\n")
	e, err := m.Gather("t", p, nil)
	if err != nil {
		t.Fatal(err)
	}
	none := "7 of 8 participants have none: Bea in b, Cy in c, Dot in d, Eve in d, Fay in d, X in e, Y in e."
	strangers := "Nobody is known to ask in e; say who does with: grounded transcript set e --role LABEL=interviewer"
	guessed := "Who asks is a guess of the import in b; where it is right, state it with: grounded transcript set"
	for _, tt := range []struct {
		name   string
		sought bool
		asked  []Hit
		want   []string
	}{
		{"asked for sleep", true, saying(p, "sleep"), []string{
			// What is asked on before anybody answers does not end the question.
			"t | Bea in b | asked | b ¶1 | Do you sleep? | b ¶3 | b | 41 | 59 | There is the lamp. | - | Do you sleep?\nBea: There is the lamp. | -",
			"t | Bea in b | asked | b ¶4 | And sleep in the day? | b ¶5 | b | 94 | 97 | No. | - | And sleep in the day?\nBea: No. | -",
			"t | Dot in d | asked | d ¶1 | Do you two sleep? | d ¶2 | d | 29 | 38 | She does. | - | Do you two sleep?\nDot: She does. | -",
			"t | Eve in d | asked | d ¶1 | Do you two sleep? | d ¶3 | d | 45 | 50 | Do I. | - | Do you two sleep?\nEve: Do I. | -",
			"t | Fay in d | asked | d ¶1 | Do you two sleep? | - | - | - | - | - | - | Do you two sleep? | -",
			"t | Cy in c | not asked | - | - | - | - | - | - | - | - | - | -",
			"t | X in e | not known | - | - | - | - | - | - | - | - | - | -",
			"t | Y in e | not known | - | - | - | - | - | - | - | - | - | -",
			none, "Asked: Bea in b, Dot in d, Eve in d, Fay in d.", "Not asked: Cy in c.", "Not known: X in e, Y in e.", "Of those who have some 1 of 1 were asked.", strangers, guessed,
		}},
		{"not sought", false, nil, []string{
			"t | Bea in b | - | - | - | - | - | - | - | - | - | - | -", "t | Cy in c | - | - | - | - | - | - | - | - | - | - | -",
			"t | Dot in d | - | - | - | - | - | - | - | - | - | - | -", "t | Eve in d | - | - | - | - | - | - | - | - | - | - | -", "t | Fay in d | - | - | - | - | - | - | - | - | - | - | -",
			"t | X in e | - | - | - | - | - | - | - | - | - | - | -", "t | Y in e | - | - | - | - | - | - | - | - | - | - | -",
			none, "Who of them was asked is found with --asked QUERY, for what interviewers say when they ask for it.",
		}},
		{"nobody says it", true, nil, []string{
			"t | Bea in b | - | - | - | - | - | - | - | - | - | - | -", "t | Cy in c | - | - | - | - | - | - | - | - | - | - | -",
			"t | Dot in d | - | - | - | - | - | - | - | - | - | - | -", "t | Eve in d | - | - | - | - | - | - | - | - | - | - | -", "t | Fay in d | - | - | - | - | - | - | - | - | - | - | -",
			"t | X in e | - | - | - | - | - | - | - | - | - | - | -", "t | Y in e | - | - | - | - | - | - | - | - | - | - | -",
			none, "Nobody says what --asked looks for, so it tells of nobody whether they were asked.", strangers, guessed,
		}},
		{"others say it", true, saying(p, "lamp"), []string{
			"t | Bea in b | not asked | - | - | - | - | - | - | - | - | - | -", "t | Cy in c | not asked | - | - | - | - | - | - | - | - | - | -",
			"t | Dot in d | not asked | - | - | - | - | - | - | - | - | - | -", "t | Eve in d | not asked | - | - | - | - | - | - | - | - | - | -", "t | Fay in d | not asked | - | - | - | - | - | - | - | - | - | -",
			"t | X in e | not known | - | - | - | - | - | - | - | - | - | -", "t | Y in e | not known | - | - | - | - | - | - | - | - | - | -",
			none, "Not asked: Bea in b, Cy in c, Dot in d, Eve in d, Fay in d.", "Not known: X in e, Y in e.", "Of those who have some 0 of 1 were asked.",
			"No interviewer says what --asked looks for; others do, in 1 place.", strangers, guessed,
		}},
	} {
		if diff := cmp.Diff(tt.want, cells(t, e.Absent(tt.sought, tt.asked))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	e, _ = m.Gather("t", p, map[ID][]Hit{})
	one, err := coding.Select(&coding.Corpus{Transcripts: p.Transcripts[:1], Coders: []coding.Coder{*p.Coders[0]}}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	if e, err = m.Gather("t", one, nil); err != nil {
		t.Fatal(err)
	}
	if got := cells(t, e.Absent(false, nil)); len(got) != 1 || got[0] != "None of 1 participant is without any." {
		t.Errorf("of one who has some: %q", got)
	}
}
