package align

import (
	stdcmp "cmp"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript"
	"grounded/transcript/coding"
)

const interview = `Interviewer: Were there times when you were thriving?

P07: When I stopped counting coins at the till.

It was the first winter that I did not dread.

Interviewer: Mm-hm, yes.

P07: My sister came then, für immer.
`

func transcriptOf(id transcript.ID, body string) *transcript.Transcript {
	return transcript.New(id, transcript.Meta{Speakers: []transcript.Speaker{{Label: "Interviewer"}, {Label: "P07"}}}, body)
}

// put is a coding of the first passage with some words: "code: first … last",
// or "code: words".
func put(t *testing.T, tr *transcript.Transcript, what string) coding.Placed {
	t.Helper()
	code, words, _ := strings.Cut(what, ": ")
	first, last, ranged := strings.Cut(words, " … ")
	start := strings.Index(tr.Body, first)
	end := start + len(first)
	if ranged {
		end = start + strings.Index(tr.Body[start:], last) + len(last)
	}
	if start < 0 || end <= start {
		t.Fatalf("%s does not hold %q", tr.ID, words)
	}
	c := coding.Make(tr, transcript.Span{Start: start, End: end}, codebook.ID(code), "", time.Time{})
	return coding.Placed{Coding: c, Now: c.Span}
}

func workOn(t *testing.T, tr *transcript.Transcript, codings ...string) coding.Work {
	t.Helper()
	w := coding.Work{Transcript: tr.ID}
	for _, c := range codings {
		w.Codings = append(w.Codings, put(t, tr, c))
	}
	return w
}

// side is a coder whose book names each code by its id in capitals.
func side(t *testing.T, analyst coding.Analyst, transcripts []*transcript.Transcript, work ...coding.Work) Side {
	t.Helper()
	var src strings.Builder
	seen := map[codebook.ID]bool{}
	for _, w := range work {
		for _, c := range w.Codings {
			if !seen[c.Code] {
				seen[c.Code] = true
				fmt.Fprintf(&src, "[[code]]\nid = %q\nname = %q\n", c.Code, strings.ToUpper(string(c.Code)))
			}
		}
	}
	book, problems := codebook.Decode("book.toml", []byte(src.String()))
	if problems != nil {
		t.Fatal(problems)
	}
	corpus := &coding.Corpus{Transcripts: transcripts, Coders: []coding.Coder{{Analyst: analyst, Book: book, Work: work}}}
	picked, err := coding.Select(corpus, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return SideOf(picked, picked.Coders[0])
}

// planted is two analysts of one interview. "money" of the one is "finances" of
// the other but for two words; "kin" is part of "people"; "winter" meets nothing.
func planted(t *testing.T) (left, right Side) {
	t.Helper()
	tr := transcriptOf("i1", interview)
	all := []*transcript.Transcript{tr}
	left = side(t, "ana", all, workOn(t, tr, "money: counting coins at", "money: coins at the", "kin: sister", "winter: first winter"))
	right = side(t, "ben", all, workOn(t, tr, "finances: coins at the till", "people: My sister … für immer", "dread: dread. … yes"))
	return left, right
}

func TestPlantedPairsAreFound(t *testing.T) {
	t.Parallel()
	e := Gather(planted(t))
	uses := func(all []Use) (out []string) {
		for _, u := range all {
			out = append(out, fmt.Sprintf("%s (%s): %d codings, %d characters, %d turns", u.Code.ID, u.Code.Name, u.Codings, u.Characters, u.Turns))
		}
		return out
	}
	if diff := cmp.Diff([]string{
		"kin (KIN): 1 codings, 6 characters, 1 turns",
		"money (MONEY): 2 codings, 21 characters, 1 turns", // "counting coins at the"
		"winter (WINTER): 1 codings, 12 characters, 1 turns",
	}, uses(e.Left)); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"dread (DREAD): 1 codings, 16 characters, 2 turns",       // "dread." and "Mm-hm, yes", without the header between them
		"finances (FINANCES): 1 codings, 17 characters, 1 turns", // "coins at the till"
		"people (PEOPLE): 1 codings, 30 characters, 1 turns",     // ü is one
	}, uses(e.Right)); diff != "" {
		t.Errorf("right (-want +got):\n%s", diff)
	}
	want := []Overlap{
		{"money", "finances", Shares{12, 1, 12. / 26, 12. / 21, 12. / 17, 1, 1, 1}},
		{"kin", "people", Shares{6, 1, 6. / 30, 1, 6. / 30, 1, 1, 1}},
		{"money", "dread", Shares{0, 1, 0, 0, 0, .5, 1, .5}},
		{"winter", "dread", Shares{0, 1, 0, 0, 0, .5, 1, .5}},
		{"winter", "finances", Shares{0, 1, 0, 0, 0, 1, 1, 1}},
	}
	if diff := cmp.Diff(want, e.Overlaps); diff != "" {
		t.Errorf("overlaps (-want +got):\n%s", diff)
	}
}

func TestOrderOfOverlaps(t *testing.T) {
	t.Parallel()
	want := []Overlap{
		{"z", "z", Shares{Jaccard: .5, Characters: 1}},
		{"y", "y", Shares{Jaccard: .25, Characters: 9}},
		{"x", "x", Shares{Jaccard: .25, Characters: 8, Turns: 2}},
		{"a", "c", Shares{Jaccard: .25, Characters: 8, Turns: 1}},
		{"b", "a", Shares{Jaccard: .25, Characters: 8, Turns: 1}},
		{"b", "b", Shares{Jaccard: .25, Characters: 8, Turns: 1}},
	}
	for i := range want {
		for j := range want {
			if got := bestFirst(want[i], want[j]); got != stdcmp.Compare(i, j) {
				t.Errorf("%v against %v is %d", want[i], want[j], got)
			}
		}
	}
}

func TestRelation(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		left, right float64
		want        crosswalk.Relation
	}{
		{1, 1, crosswalk.Same},
		{.5, .5, crosswalk.Same},
		{.9, .49, crosswalk.Overlaps},
		{.9, .4, crosswalk.Overlaps},
		{.9, .39, crosswalk.Narrower},
		{.6, .39, crosswalk.Narrower},
		{.59, .39, crosswalk.Overlaps},
		{.39, .6, crosswalk.Broader},
		{.1, .1, crosswalk.Overlaps},
	} {
		if got := (Shares{ContainedLeft: tt.left, ContainedRight: tt.right, ContainedLeftTurns: tt.left, ContainedRightTurns: tt.right}).Relation(); got != tt.want {
			t.Errorf("%v of the left and %v of the right make %s, want %s", tt.left, tt.right, got, tt.want)
		}
	}
}

func TestAlone(t *testing.T) {
	t.Parallel()
	e := Gather(planted(t))
	var got []string
	for _, l := range e.Alone(.3) {
		got = append(got, fmt.Sprintf("%s:%s %d %q %.2f", l.Analyst, l.Code.ID, l.Characters, l.Nearest, l.Jaccard))
	}
	want := []string{
		`ana:winter 12 "" 0.00`,
		`ana:kin 6 "people" 0.20`,
		`ben:people 30 "kin" 0.20`,
		`ben:dread 16 "" 0.00`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A transcript that one has not got to yet tells nothing of the other's codes.
func TestOnlyWhatBothHaveWorkedOnIsCompared(t *testing.T) {
	t.Parallel()
	one, two, three := transcriptOf("i1", interview), transcriptOf("i2", interview), transcriptOf("i3", interview)
	all := []*transcript.Transcript{one, two, three}
	guess := put(t, two, "finances: coins")
	guess.By = coding.ByQuery
	guessed := workOn(t, two)
	guessed.Codings = append(guessed.Codings, guess)
	nothing := workOn(t, three)
	nothing.Finished = time.Unix(1, 0)
	lost := put(t, one, "finances: coins")
	lost.Fate = coding.Adrift
	first := workOn(t, one, "finances: coins")
	first.Codings = append(first.Codings, lost)

	left := side(t, "ana", all, workOn(t, one, "money: coins"), workOn(t, two, "money: coins", "kin: sister"), workOn(t, three, "money: coins"))
	right := side(t, "ben", all, first, guessed, nothing)
	e := Gather(left, right)
	if e.Elsewhere != 2 || e.Unconfirmed != 1 {
		t.Errorf("%d elsewhere and %d unconfirmed", e.Elsewhere, e.Unconfirmed)
	}
	if diff := cmp.Diff([]transcript.ID{"i1", "i3"}, e.Transcripts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := []Overlap{{"money", "finances", Shares{5, 1, .5, .5, 1, .5, .5, 1}}}
	if diff := cmp.Diff(want, e.Overlaps); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReports(t *testing.T) {
	t.Parallel()
	e := Gather(planted(t))
	report := Report(e, .01)
	if err := report.Check(); err != nil {
		t.Error(err)
	}
	want := [][]any{
		{"money", "MONEY", "finances", "FINANCES", 12. / 26, 12. / 21, 12. / 17, 12, 1, "same"},
		{"kin", "KIN", "people", "PEOPLE", .2, 1., .2, 6, 1, "same"},
	}
	if diff := cmp.Diff(want, report.Table.Rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if report.Notes[0] != "3 pairs more with a Jaccard below 0.01." {
		t.Errorf("the first note is %q", report.Notes[0])
	}
	e.Elsewhere, e.Unconfirmed = 1, 2
	alone := Alone(e, .3)
	if err := alone.Check(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]any{"ana", "winter", "WINTER", 1, 12, 1, nil, nil, 0.}, alone.Table.Rows[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]any{"ben", "people", "PEOPLE", 1, 30, 1, "kin", "KIN", .2}, alone.Table.Rows[2]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"Compared in 1 transcript that both have worked on.",
		"1 coding left out: in transcripts that the other has not worked on yet.",
		"2 codings left out: made by a search and confirmed by nobody.",
	}, alone.Notes[1:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	nothing := Side{Coder: &coding.Coder{Analyst: "ana"}}
	for _, r := range []interface{ Check() error }{Report(Gather(nothing, nothing), 0), Alone(Gather(nothing, nothing), 1)} {
		if err := r.Check(); err != nil {
			t.Error(err)
		}
	}
}
