package reader

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

func TestCues(t *testing.T) {
	const one, two = "1\n00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"
	for _, c := range []struct {
		name, src string
		want      []turn
	}{
		{"words behind the times", one + " Yes.\n", []turn{{"Speaker", 1000, []string{"Yes."}}}},
		{"settings behind the times", one + " X1:40 align:start\nYes.\n", []turn{{"Speaker", 1000, []string{"Yes."}}}},
		{"a number that was said", one + "\nIn\n1984\n\n" + two + "\nso", []turn{{"Speaker", 1000, []string{"In 1984 so"}}}},
		{"a number without a blank line before it", one + "\nIn\n2\n" + two + "\nso", []turn{{"Speaker", 1000, []string{"In so"}}}},
		{"a word before a colon", one + "\nAnna: one\nthing: so\n\n2\n" + two + "\nthing: no\nAnna: yes", []turn{{"Anna", 1000, []string{"one thing: so thing: no yes"}}}},
		{"a name before others", one + "\nso\n\n2\n" + two + "\nAnna: yes\nAnna: no", []turn{
			{"", transcript.Untimed, []string{"so"}}, {"Anna", 3000, []string{"yes no"}},
		}},
		{"an end that cannot be read", one[:len(one)-2] + "\nYes.\n", []turn{{"Speaker", 1000, []string{"Yes."}}}},
		{"an arrow that was said", one + "\n10:30 --> later\n", []turn{{"Speaker", 1000, []string{"10:30 --> later"}}}},
		{"times that were said", one + "\nfrom\n10:30 --> 10:45 so", []turn{{"Speaker", 1000, []string{"from 10:30 --> 10:45 so"}}}},
		{"a cue right below another", one + "\nYes.\n" + two + "\nNo.", []turn{{"Speaker", 1000, []string{"Yes. No."}}}},
		{"angle brackets that were said", one + "\n1 < 2 <laughs> I <3 you & <b>me</b>\n", []turn{{"Speaker", 1000, []string{"1 < 2 <laughs> I <3 you & me"}}}},
		{"dashes", one + "\n- Anna: yes\n– Anna: no\n- so\n", []turn{{"Anna", 1000, []string{"yes no - so"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := turnsOf(read(t, "x", []byte(c.src), Options{As: "srt"}).Transcripts[0])
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

// Captions of a machine have no punctuation; they are broken all the same.
func TestLongCaptionsAreBroken(t *testing.T) {
	var b strings.Builder
	for range 40 {
		b.WriteString("00:00:01,000 --> 00:00:02,000\none two three four five six seven eight nine ten\n\n")
	}
	var words []int
	for _, u := range turnsOf(read(t, "x", []byte(b.String()), Options{}).Transcripts[0]) {
		words = append(words, len(strings.Fields(u.Paragraphs[0])))
	}
	if diff := cmp.Diff([]int{180, 180, 40}, words); diff != "" {
		t.Error("words a turn: -want +got\n" + diff)
	}
}

func TestOtterTakesTurnsAtOneTime(t *testing.T) {
	src := "Anna 0:01\nso\n\nBen 0:01\nyes\n\nAnna 0:05\nno\n"
	want := []turn{{"Anna", 1000, []string{"so"}}, {"Ben", 1000, []string{"yes"}}, {"Anna", 5000, []string{"no"}}}
	if diff := cmp.Diff(want, turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// Where every cue names who speaks, one who speaks once is a speaker too; where
// only some do, a word before a colon may be of the talk.
func TestCaptionsThatNameEverySpeaker(t *testing.T) {
	cue := func(text string) string { return "00:01.000 --> 00:02.000\n" + text + "\n\n" }
	all := "WEBVTT\n\n" + strings.Repeat(cue("Mara: Who waters?")+cue("Anna: We do."), 5) + cue("Olu: I do.") + cue("Anna: And nobody else.")
	for src, want := range map[string][]string{
		all:                    {"Anna", "Olu", "Anna"},
		all + cue("and so on"): {"Mara", "Anna"},
		"WEBVTT\n\n" + cue("A: b") + cue("A: c") + cue("Today: d"): {"A"},
	} {
		var got []string
		for _, u := range turnsOf(read(t, "x", []byte(src), Options{}).Transcripts[0]) {
			got = append(got, u.Speaker)
		}
		if diff := cmp.Diff(want, got[len(got)-len(want):]); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}
