package people

import (
	"slices"
	"strings"
	"testing"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Ana speaks in both transcripts, the interviewer and who is guessed to be one are nobody,
// and so is text of nobody.
func TestIn(t *testing.T) {
	one := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "Ana", Case: "ana"}, {Label: "Ben"}, {Label: "I", Role: transcript.Interviewer}}},
		"Before all.\n\nAna: Mine.\n\nI: And?\n\nBen: Ours.\n\nAnd on.\n\nAna: Hers.")
	two := transcript.New("two", transcript.Meta{Speakers: []transcript.Speaker{{Label: "A", Case: "ana"}, {Label: "Ben"}, {Label: "Who", RoleGuess: transcript.Interviewer}, {Label: "Gone", Role: transcript.Gone}}},
		"A: Mine too.\n\nWho: Yes?\n\nBen: Another Ben.\n\nGone: Withdrawn.")
	picked, err := coding.Select(&coding.Corpus{Transcripts: []*transcript.Transcript{one, two}}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	p := Of(picked)
	if p.N != 3 {
		t.Errorf("%d people", p.N)
	}
	for _, c := range []struct {
		in          *transcript.Transcript
		first, last string
		who         []int
		alone       bool
	}{
		{one, "Before", "all", nil, false},
		{one, "Mine", "Mine", []int{0}, true},
		{one, "Mine", "And?", []int{0}, false},
		{one, "Ours", "on", []int{1, 1}, true},
		{one, "Ours", "Hers", []int{1, 1, 0}, false},
		{two, "Mine", "too", []int{0}, true},
		{two, "Yes", "Yes", nil, false},
		{two, "Another", "Ben", []int{2}, true},
		{two, "Withdrawn", "Withdrawn", nil, false},
	} {
		at := transcript.Span{Start: strings.Index(c.in.Body, c.first), End: strings.LastIndex(c.in.Body, c.last) + len(c.last)}
		var who []int
		if alone := p.In(c.in, at, func(n int) { who = append(who, n) }); alone != c.alone || !slices.Equal(who, c.who) {
			t.Errorf("%q: %v, alone %v", c.in.Text(at), who, alone)
		}
	}
}

// Who is not meant is nobody.
func TestOfSelection(t *testing.T) {
	one := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "Ana"}, {Label: "Ben"}}}, "Ana: Mine.\n\nBen: Ours.")
	picked, err := coding.Select(&coding.Corpus{Transcripts: []*transcript.Transcript{one}}, coding.Selection{Speakers: []string{"Ben"}})
	if err != nil {
		t.Fatal(err)
	}
	if p := Of(picked); p.N != 1 || p.In(one, transcript.Span{Start: 0, End: 10}, func(int) {}) {
		t.Errorf("%+v", p)
	}
}
