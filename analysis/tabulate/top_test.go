package tabulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
	"grounded/codebook"
	"grounded/transcript/coding"
)

func TestTop(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "rent 2:2", "rent 1:2", "rent 1:3", "counting 1:2", "sleep 1:4-5", "sleep 1:5", "sleep 2:3")
	for _, c := range []struct {
		name    string
		options TopOptions
		sel     coding.Selection
		want    string
	}{
		{name: "ties by name", options: TopOptions{By: ByCodings}, want: `
1 Rent 3 2 2
2 Sleep 3 2 2
3 Counting 1 1 1
`},
		{name: "no more than asked for", options: TopOptions{By: ByCodings, N: 1}, want: `
1 Rent 3 2 2
`},
		// P01 is a case and so one voice in both interviews; Mark is two.
		{name: "by speakers", options: TopOptions{By: BySpeakers}, want: `
1 Rent 3 2 2
2 Sleep 3 2 2
3 Counting 1 1 1
`},
		{name: "a parent counts the passages of those below it once", options: TopOptions{By: ByCodings, Total: true}, want: `
1 Money 3 2 2
2 Rent 3 2 2
3 Sleep 3 2 2
4 Counting 1 1 1
`},
		{name: "only the words of some speakers", options: TopOptions{By: ByCodings}, sel: coding.Selection{Speakers: []string{"P02"}}, want: `
1 Rent 1 1 1
`},
		{name: "speakers are those who are meant", options: TopOptions{By: BySpeakers}, sel: coding.Selection{Roles: []string{"participant"}, Codes: []string{"sleep"}}, want: `
1 Sleep 3 2 1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Top(pick(t, c.sel, trs, ana), c.options)
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), lines(t, got, "rank", "name", "codings", "transcripts", "speakers")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// What is ranked by decides, not what happens to agree with it.
func TestTopRanksByWhatIsAsked(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book,
		"rent 1:2 = count", "rent 1:2 = Fridays", "rent 1:2 = counting", // often, by one voice in one transcript
		"sleep 1:2", "sleep 2:3", // in two transcripts, by one voice
		"counting 1:4-5") // once, on the words of two
	for _, c := range []struct {
		by   By
		want string
	}{
		{ByCodings, "Rent Sleep Counting"},
		{ByTranscripts, "Sleep Counting Rent"},
		{BySpeakers, "Counting Rent Sleep"},
	} {
		got := Top(pick(t, coding.Selection{}, trs, ana), TopOptions{By: c.by})
		if names := strings.Join(strings.Fields(lines(t, got, "name")), " "); names != c.want {
			t.Errorf("by %s: %s, want %s", c.by, names, c.want)
		}
	}
}

func TestTopOfBothKinds(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2 = count", "means 1:2", "means 1:3")
	ben := coderOf(t, trs, "ben", book, "means 2:2")
	p := pick(t, coding.Selection{}, trs, ana, ben)

	got := Top(p, TopOptions{N: 7, By: ByCodings, Lengths: true})
	if want := "All descriptive codes of each analyst, by codings"; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
	if diff := cmp.Diff("ana Money 1\n", lines(t, got, "analyst", "name", "codings")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	wantNotes := []string{
		"ana: 1 coding in 1 transcript; passages have a median of 1 word (quartiles 1 and 1).",
		"ben: 0 codings in 0 transcripts.",
	}
	if diff := cmp.Diff(wantNotes, got.Notes); diff != "" {
		t.Errorf("notes are of what is counted: -want +got\n%s", diff)
	}

	got = Top(p, TopOptions{N: 7, By: ByCodings, AnyKind: true})
	if diff := cmp.Diff("ana Means 2\nana Money 1\nben Means 1\n", lines(t, got, "analyst", "name", "codings")); diff != "" {
		t.Errorf("both kinds when asked: -want +got\n%s", diff)
	}

	only := Top(pick(t, coding.Selection{}, trs, ben), TopOptions{N: 1, By: ByCodings})
	if want := "The most common code, by codings"; only.Title != want || len(only.Table.Rows) != 1 {
		t.Errorf("one kind alone: %q, %d rows", only.Title, len(only.Table.Rows))
	}
}

// A title names a number of codes only where every analyst has that many, and a
// kind where one was selected.
func TestTopTitles(t *testing.T) {
	for _, c := range []struct {
		options TopOptions
		lengths []int
		want    string
	}{
		{TopOptions{By: BySpeakers}, []int{4}, "All codes, by speakers"},
		{TopOptions{By: ByCodings, N: 3, Total: true}, []int{5}, "The 3 most common codes, by codings, each with the codes below it"},
		{TopOptions{By: ByCodings, N: 7, Kind: codebook.Analytical}, []int{9, 7}, "The 7 most common analytical codes of each analyst, by codings"},
		{TopOptions{By: ByCodings, N: 7}, []int{9, 5}, "The most common codes of each analyst, at most 7, by codings"},
		{TopOptions{By: ByCodings, N: 7}, []int{5, 2}, "All codes of each analyst, by codings"},
		{TopOptions{By: ByCodings, N: 7}, []int{5}, "All 5 codes, by codings"},
		{TopOptions{By: ByCodings, N: 7}, []int{1}, "The one code, by codings"},
		{TopOptions{By: ByCodings, N: 1}, []int{1}, "The most common code, by codings"},
		{TopOptions{By: ByCodings, N: 7}, []int{0}, "The most common codes, by codings"},
		{TopOptions{By: ByCodings, N: 7}, nil, "The most common codes, by codings"},
	} {
		if got := topTitle(c.options, false, c.lengths); got != c.want {
			t.Errorf("%d codes of %d: %q, want %q", c.options.N, c.lengths, got, c.want)
		}
	}
}

// The same code on the same passage twice is one coding, and what a search put
// there is none until somebody confirms it.
func TestTopCountsSets(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "rent 1:2", "rent 1:2", "rent 1:3 by query", "rent 1:3 by query", "rent 1:2 by query", "sleep 1:3 by query")
	got := Top(pick(t, coding.Selection{}, trs, ana), TopOptions{By: ByCodings, Lengths: true})
	want := "Rent 1 1 1 2\nSleep 0 0 0 1\n"
	if diff := cmp.Diff(want, lines(t, got, "name", "codings", "transcripts", "speakers", "unconfirmed")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	view := got.View.(table.Pivot)
	if diff := cmp.Diff([]string{"name", "codings", "unconfirmed"}, view.Values); diff != "" {
		t.Errorf("people are shown what is unconfirmed: -want +got\n%s", diff)
	}
	wantNotes := []string{
		"ana: 1 coding in 1 transcript; passages have a median of 11 words (quartiles 11 and 11).",
		"Unconfirmed: codings that a search made and nobody has confirmed; they are in no other column.",
	}
	if diff := cmp.Diff(wantNotes, got.Notes); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestTopSaysWhatTiesAndWhatIsLeftOut(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "rent 1:2", "sleep 1:3", "counting 1:5", "money 1:1")
	ana.Case = "p01"
	ana.Work[0].Codings[0].Fate = coding.Adrift
	p := pick(t, coding.Selection{Codes: []string{"rent", "sleep", "counting", "money"}}, trs, ana)
	got := Top(p, TopOptions{By: ByCodings, N: 1})
	want := []string{
		"ana: 2 codes more with 1 coding as well.",
		"1 coding left out: adrift, their words are not in the text as it is now (see: grounded check).",
	}
	if diff := cmp.Diff(want, got.Notes); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got = Top(pick(t, coding.Selection{NotOwn: true}, trs, ana), TopOptions{By: ByCodings})
	if want := "3 codings left out: on the analyst's own words."; got.Notes[len(got.Notes)-1] != want {
		t.Errorf("%q, want %q last", got.Notes, want)
	}
	got = Top(pick(t, coding.Selection{Speakers: []string{"Mark"}}, trs, ana), TopOptions{By: ByCodings})
	if want := "3 codings left out: on words of other speakers alone."; got.Notes[len(got.Notes)-1] != want {
		t.Errorf("%q, want %q last", got.Notes, want)
	}
}

// A coding whose code is in no book is counted and shown by its id.
func TestTopOfAStray(t *testing.T) {
	trs := texts(t)
	got := Top(pick(t, coding.Selection{}, trs, coderOf(t, trs, "ana", book, "gone 1:2")), TopOptions{By: ByCodings, Total: true})
	if diff := cmp.Diff("gone gone 1\n", lines(t, got, "code", "name", "codings")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLength(t *testing.T) {
	for words, want := range map[float64]string{16812.5: "16812", 27.25: "27.25", 999.5: "999.5", 1: "1", 123456: "123456"} {
		if got := length(words); got != want {
			t.Errorf("length(%v) = %s, want %s", words, got, want)
		}
	}
}
