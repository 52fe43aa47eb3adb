package hint

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func talk(id transcript.ID, body string) *transcript.Transcript {
	return transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{{Label: "I", RoleGuess: transcript.Interviewer}, {Label: "P", Role: transcript.Participant}}}, body)
}

func lower(*transcript.Transcript) func(string) string {
	return func(word string) string { return strings.TrimSuffix(strings.ToLower(word), "s") }
}

func TestIn(t *testing.T) {
	t.Parallel()
	one := talk("one", "I: And the letters?\n\nP: We sat in the kitchen and talked of this and that.\n\nI: And?\n\nP: A letter came, and I put it unopened into the drawer.\n\nI: And?\n\nP: It was a summons.\n\nI: And?\n\nP: I go to the sea on a good day.")
	two := talk("two", "I: And?\n\nP: Every summons went into the drawer, unopened.\n\nI: And?\n\nP: The dog sat in the kitchen with us all day.")
	summons, err := transcript.NewFinder(two).Locate("Every summons went into the drawer, unopened", 0)
	if err != nil {
		t.Fatal(err)
	}
	here, err := transcript.NewFinder(one).Locate("It was a summons", 0)
	if err != nil {
		t.Fatal(err)
	}
	code := codebook.Code{ID: "post", Name: "Letters", Definition: "What comes by post."}
	find := func(work ...coding.Work) []string {
		coder := coding.Coder{Work: work}
		var out []string
		for _, h := range New(&coder, []*transcript.Transcript{one, two}, lower, nil).In(one, code, 5) {
			out = append(out, one.Ref(h.Span).String()+" "+strings.Join(h.Words, " "))
		}
		return out
	}
	on := func(t *transcript.Transcript, s transcript.Span, fate coding.Fate) coding.Work {
		c := coding.Make(t, s, "post", "k3v9qx7p2m", time.Time{})
		return coding.Work{Transcript: t.ID, Codings: []coding.Placed{{Coding: c, Now: s, Fate: fate}}}
	}
	for _, tt := range []struct {
		name string
		work []coding.Work
		want []string
	}{
		{"by its name alone", nil, []string{"one:4 letter"}},
		{"by its passages elsewhere", []coding.Work{on(two, summons, coding.Exact)}, []string{"one:4 letter drawer into unopened", "one:6 summons"}},
		{"without what bears it", []coding.Work{on(two, summons, coding.Exact), on(one, here, coding.Exact)}, []string{"one:4 letter drawer into unopened"}},
		{"without what is adrift", []coding.Work{on(two, summons, coding.Adrift)}, []string{"one:4 letter"}},
	} {
		if diff := cmp.Diff(tt.want, find(tt.work...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
