package coding

import (
	"strings"
	"testing"

	"grounded/transcript"
	"grounded/transcript/cases"
)

func talk(body string, restricted ...transcript.Restriction) *transcript.Transcript {
	return transcript.New("talk", transcript.Meta{Restricted: restricted, Speakers: []transcript.Speaker{
		{Label: "I", Role: transcript.Interviewer}, {Label: "Yes", Case: "yes"}, {Label: "Ask", Case: "ask"}, {Label: "No", Case: "no"},
		{Label: "Gone", Case: "gone"}, {Label: "Unsaid", Case: "unsaid"}, {Label: "Stranger"}, {Label: "Analyst", Role: transcript.Interviewer, Case: "no"},
	}}, body)
}

func from(t *testing.T, in *transcript.Transcript, first, last string) transcript.Span {
	t.Helper()
	start, end := strings.Index(in.Body, first), strings.Index(in.Body, last)
	if start < 0 || end < 0 {
		t.Fatalf("%q or %q is not in the text", first, last)
	}
	return transcript.Span{Start: start, End: end + len(last)}
}

func TestMayQuoteIsWhatTheStrictestAllows(t *testing.T) {
	people := []cases.Case{{ID: "yes", Consent: cases.Consent{Quote: "yes"}}, {ID: "ask", Consent: cases.Consent{Quote: "ask"}},
		{ID: "no", Consent: cases.Consent{Quote: "no"}}, {ID: "gone", Withdrawn: "2021-02-03"}, {ID: "unsaid"}}
	in := talk("I: one\n\nYes: two\n\nAsk: three\n\nNo: four\n\nGone: five\n\nUnsaid: six\n\nStranger: seven\n\nYes: eight\n\nAnalyst: nine\n")
	for _, c := range []struct {
		from, to string
		want     Permission
	}{
		{"one", "one", QuoteYes}, {"two", "two", QuoteYes}, {"one", "two", QuoteYes}, {"three", "three", QuoteAsk}, {"two", "three", QuoteAsk},
		{"four", "four", QuoteNo}, {"three", "four", QuoteNo}, {"five", "five", QuoteNo}, {"six", "six", Unsaid}, {"seven", "seven", Unsaid},
		{"seven", "eight", Unsaid}, {"five", "seven", QuoteNo}, {"nine", "nine", QuoteNo},
	} {
		if got := NewQuoting(people).MayQuote(in, from(t, in, c.from, c.to)); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestRestrictedWordsAreFoundAgain(t *testing.T) {
	people := []cases.Case{{ID: "yes", Consent: cases.Consent{Quote: "yes"}}}
	before := talk("I: Where was it?\n\nYes: In the house on the corner, I think.\n")
	kept := Restrict(before, from(t, before, "the house", "corner"), "everybody knows it")
	for name, c := range map[string]struct {
		body string
		want Permission
	}{
		"as it was":          {before.Body, QuoteNo},
		"moved":              {"I: Tell me. Where was it, then?\n\nYes: In the house on the corner, I think.\n", QuoteNo},
		"not there any more": {"Yes: In a flat, I think.\n", QuoteYes},
	} {
		in := talk(c.body, kept)
		if got := NewQuoting(people).MayQuote(in, from(t, in, "Yes: In", "think")); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	now := talk("Yes: It was in the old house on the corner, I think.\n", kept)
	moved := Revision{Was: talk(before.Body, kept), Now: now}.Restricted()
	if len(moved) != 1 || now.Text(moved[0].Span) != moved[0].Quote || moved[0].Because != kept.Because || !strings.Contains(moved[0].Quote, "house on the corner") {
		t.Errorf("%+v", moved)
	}
	lost := Revision{Was: talk(before.Body, kept), Now: talk("Yes: No.\n")}.Restricted()
	if len(lost) != 1 || lost[0] != kept {
		t.Errorf("what is lost was not kept: %+v", lost)
	}
	if got := (NewQuoting(people)).MayQuote(now, from(t, now, "I think", "I think")); got != QuoteYes {
		t.Errorf("words beside: %q", got)
	}
}

// What is printed withholds what must not be quoted, and of several of whom one is not to
// be named it names no participant; the analyst is shown all of it.
func TestForPrint(t *testing.T) {
	t.Parallel()
	in := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{
		{Label: "Asks", Role: transcript.Interviewer}, {Label: "Bea", Case: "bea"}, {Label: "Cy", Case: "cy"},
	}}, "Asks: Well?\n\nBea: Warm.\n\nCy: Cold.\n\nAsks: Both?\n")
	q := NewQuoting([]cases.Case{{ID: "bea", Consent: cases.Consent{Quote: "no"}}, {ID: "cy", Consent: cases.Consent{Name: "none"}}})
	all := from(t, in, "Well?", "Both?")
	for _, c := range []struct {
		q        *Quoting
		from, to string
		withheld bool
		speaker  string
		spoken   string
	}{
		{q, "Warm.", "Warm.", false, "Bea", "Warm."},
		{q, "Well?", "Both?", false, "Asks", "Well?\nBea: Warm.\nCy: Cold.\nAsks: Both?"},
		{q.ForPrint(), "Warm.", "Warm.", true, "Bea", "Warm."},
		{q.ForPrint(), "Cold.", "Cold.", false, "a participant", "Cold."},
		{q.ForPrint(), "Well?", "Both?", true, "Asks", "Well?\na participant: Warm.\na participant: Cold.\nAsks: Both?"},
		{(*Quoting)(nil).ForPrint(), "Well?", "Cold.", false, "Asks", "Well?\nBea: Warm.\nCy: Cold."},
	} {
		s := from(t, in, c.from, c.to)
		if got := c.q.Withholds(in, s); got != c.withheld {
			t.Errorf("%q: withheld %v", c.spoken, got)
		}
		if got := c.q.Speaker(in, s); got != c.speaker {
			t.Errorf("%q is said by %q, want %q", c.spoken, got, c.speaker)
		}
		if got := c.q.Spoken(in, s); got != c.spoken {
			t.Errorf("spoken as %q, want %q", got, c.spoken)
		}
	}
	if q.Prints() || q.MayQuote(in, all) != q.ForPrint().MayQuote(in, all) {
		t.Error("what is allowed depends on whether it is printed")
	}
	if got := append(Withheld(1, "line"), Withheld(2, "line")...); len(got) != 2 || got[0] != "1 line left out: not to be quoted outside the study (shown with -f text)." || got[1][:7] != "2 lines" || Withheld(0, "line") != nil {
		t.Errorf("it is said as %q", got)
	}
}
