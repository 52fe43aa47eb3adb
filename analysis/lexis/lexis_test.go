package lexis

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

var people = []transcript.Speaker{
	{Label: "Mark", Role: transcript.Interviewer},
	{Label: "Ana", Role: transcript.Participant, Case: "p1"},
	{Label: "Ben", Role: transcript.Participant},
}

func talk(id, language, body string, speakers ...transcript.Speaker) *transcript.Transcript {
	if speakers == nil {
		speakers = people
	}
	return transcript.New(transcript.ID(id), transcript.Meta{Language: language, Speakers: speakers}, body)
}

// side selects from transcripts, on which ana may have put codes: "code: words".
func side(t testing.TB, s coding.Selection, ts []*transcript.Transcript, codings ...string) Side {
	t.Helper()
	c := &coding.Corpus{Transcripts: ts}
	if codings != nil {
		ana := coding.Coder{Analyst: "ana", Book: emptyBook}
		for _, tr := range ts {
			w := coding.Work{Transcript: tr.ID}
			for _, text := range codings {
				code, words, _ := strings.Cut(text, ": ")
				if at := strings.Index(tr.Body, words); at >= 0 {
					span := transcript.Span{Start: at, End: at + len(words)}
					w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{Code: codebook.ID(code), Span: span}, Now: span})
				}
			}
			ana.Work = append(ana.Work, w)
		}
		c.Coders = []coding.Coder{ana}
	}
	picked, err := coding.Select(c, s)
	if err != nil {
		t.Fatal(err)
	}
	return Side{Picked: picked, Coded: codings != nil}
}

func counted(t testing.TB, c Corpus, o Options) Counts {
	t.Helper()
	counts, err := Count(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

// shown writes what was counted: "word times" of each word.
func shown(c Counts) string {
	var words []string
	for _, w := range c.Words {
		words = append(words, fmt.Sprintf("%s %d", w.Text, w.Times))
	}
	return strings.Join(words, ", ")
}

const kitchen = `[00:00:03] Mark: And the rent?

[00:00:09] Ana: The rent, the rent. I’ve paid it.

And then? The kitchen's warm.

Ben: Warm; rent-free.
`

func TestCount(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{
		talk("one", "en", kitchen),
		talk("two", "en", "Ana: No rent.\n\nMark: No?\n"),
	}
	got := counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}, Options{Leave: &Stoplist{OfLanguage: true, Words: []string{"Paid"}}})
	if want := "free 1, kitchen's 1, rent 5, warm 2"; shown(got) != want {
		t.Errorf("counted %s, want %s", shown(got), want)
	}
	rent := got.Words[2]
	if want := (Tally{Times: 5, Transcripts: 2, Speakers: 3, People: 2}); rent.Tally != want {
		t.Errorf("rent: %+v, want %+v", rent.Tally, want)
	}
	// 18 words in one, of which 4 are rent, and 3 in two.
	spread, _ := SpreadOf([]Part{{18, 4}, {3, 1}})
	if diff := cmp.Diff(&spread, rent.Spread); diff != "" {
		t.Errorf("spread of rent (-want +got):\n%s", diff)
	}
	if want := (Total{Words: 21, Transcripts: 2, Speakers: 4, People: 2}); got.All != want {
		t.Errorf("all: %+v, want %+v", got.All, want)
	}
	if diff := cmp.Diff([]OfRole{{transcript.Participant, 17}, {transcript.Interviewer, 4}}, got.Roles); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	if got.Left != 12 || got.Parts != 2 {
		t.Errorf("%d words left out over %d parts", got.Left, got.Parts)
	}
}

// By speaker, Ana is one part over both transcripts.
func TestSpreadBySpeaker(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "", kitchen), talk("two", "", "Ana: No rent.\n\nMark: No?\n")}
	got := counted(t, Corpus{Sides: []Side{side(t, coding.Selection{Roles: []string{"participant"}}, ts)}}, Options{Parts: BySpeaker, Min: 2})
	want, _ := SpreadOf([]Part{{14, 3}, {3, 1}})
	if shown(got) != "rent 4, the 3, warm 2" {
		t.Fatal(shown(got))
	}
	if diff := cmp.Diff(&want, got.Words[0].Spread); diff != "" {
		t.Errorf("spread of rent (-want +got):\n%s", diff)
	}
}

// Words that were taken back are nobody's and count nowhere.
func TestWithdrawnWordsAreNotCounted(t *testing.T) {
	t.Parallel()
	gone := transcript.Speaker{Label: "Withdrawn", Role: transcript.Gone}
	ts := []*transcript.Transcript{talk("one", "", "Mark: And you?\n\nWithdrawn: [withdrawn]\n", people[0], gone)}
	if got := counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}, Options{}); shown(got) != "and 1, you 1" {
		t.Error(shown(got))
	}
}

// Sequences stay within a sentence, a paragraph and a turn.
func TestSequences(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "en", kitchen)}
	all := Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}
	got := counted(t, all, Options{N: 2})
	want := "and the 1, and then 1, i've paid 1, kitchen's warm 1, paid it 1, rent free 1, rent the 1, the kitchen's 1, the rent 3, warm rent 1"
	if shown(got) != want {
		t.Errorf("counted %s, want %s", shown(got), want)
	}
	got = counted(t, all, Options{N: 2, Leave: &Stoplist{OfLanguage: true}})
	if want := "kitchen's warm 1, rent free 1, warm rent 1"; shown(got) != want || got.Left != 9 {
		t.Errorf("counted %s and left %d, want %s", shown(got), got.Left, want)
	}
	if got = counted(t, all, Options{N: 4}); shown(got) != "the rent the rent 1" {
		t.Error(shown(got))
	}
}

func TestStems(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{
		talk("one", "en", "Ana: Thriving. She thrives, thriving people thrive.\n"),
		talk("two", "xx", "Ana: Thrives, thrives.\n"),
	}
	got := counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}, Options{Stem: true})
	want := []Form{{"thriving", 2}, {"thrive", 1}, {"thrives", 1}}
	for _, w := range got.Words {
		if w.Stem == "thrive" {
			if diff := cmp.Diff(want, w.Forms); diff != "" || w.Text != "thriving" || w.Times != 4 {
				t.Errorf("%s %d (-want +got):\n%s", w.Text, w.Times, diff)
			}
		}
	}
	if want := "people 1, she 1, thrives 2, thriving 4"; shown(got) != want {
		t.Errorf("counted %s, want %s", shown(got), want)
	}
	got = counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts[:1])}}, Options{Stem: true, N: 2})
	if want := "people thriving 1, she thriving 1, thriving people 1, thriving thriving 1"; shown(got) != want {
		t.Errorf("counted %s, want %s", shown(got), want)
	}
}

// Each transcript has the stop list of its language: "die" is an article in one and not
// in the other.
func TestStopListsGoByLanguage(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "de", "Ana: Die Miete.\n"), talk("two", "", "Ana: They die.\n"), talk("three", "fi", "Ana: Ja vuokra.\n")}
	c := Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}, Language: "en"}
	if got := counted(t, c, Options{Leave: &Stoplist{OfLanguage: true}}); shown(got) != "die 1, ja 1, miete 1, vuokra 1" {
		t.Error(shown(got))
	}
	if got := counted(t, c, Options{Leave: &Stoplist{Languages: []string{"de"}}}); shown(got) != "miete 1, they 1, vuokra 1" {
		t.Error(shown(got))
	}
}

func TestElidedArticlesAreNoPartOfAWord(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "fr-CA", "Ana: L’argent, j'ai d'argent aujourd'hui.\n"), talk("two", "it", "Ana: L'acqua dell'acqua.\n"), talk("three", "en", "Ana: D'Arcy.\n")}
	c := Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}
	if got := counted(t, c, Options{}); shown(got) != "acqua 2, ai 1, argent 2, aujourd'hui 1, d'arcy 1" {
		t.Error(shown(got))
	}
}

// A word of both sides is of the first; a passage that cuts through a word has it whole.
func TestSides(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "", "Ana: The rent was late, the rent was late.\n\nMark: Was it late?\n")}
	got := counted(t, Corpus{Sides: []Side{
		side(t, coding.Selection{}, ts, "late: ent was la"),
		side(t, coding.Selection{Roles: []string{"participant"}}, ts),
	}}, Options{})
	if diff := cmp.Diff([]Total{{Words: 3, Transcripts: 1, Speakers: 1, People: 1}, {Words: 5, Transcripts: 1, Speakers: 1, People: 1}}, got.Groups); diff != "" {
		t.Errorf("groups (-want +got):\n%s", diff)
	}
	for _, w := range got.Words {
		if a, b := w.In(0).Times, w.In(1).Times; w.Text == "late" && (a != 1 || b != 1 || w.Times != 2) {
			t.Errorf("late: %d and %d of %d", a, b, w.Times)
		}
	}
	// No sequence crosses from one side to the other.
	got = counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts, "late: rent was"), side(t, coding.Selection{}, ts)}}, Options{N: 2})
	for _, w := range got.Words {
		if w.Text == "the rent" && (w.In(0).Times != 0 || w.In(1).Times != 1) {
			t.Errorf("the rent: %+v", w.Groups)
		}
	}
}

// Passages may share words; all words are counted once besides.
func TestPassages(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "", "Ana: The rent was late.\n")}
	spans := func(start, end int) map[transcript.ID][]transcript.Span {
		return map[transcript.ID][]transcript.Span{"one": {{Start: start, End: end}}}
	}
	got := counted(t, Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}, Passages: []map[transcript.ID][]transcript.Span{spans(5, 13), spans(9, 17), {}}}, Options{})
	rent := got.Words[1]
	if rent.Text != "rent" || rent.Times != 1 || rent.In(0).Times != 1 || rent.In(1).Times != 1 || rent.In(2).Times != 0 {
		t.Errorf("%+v", rent)
	}
	if got.All.Words != 4 || got.Groups[0].Words != 2 || got.Groups[1].Words != 2 || got.Groups[2].Words != 0 {
		t.Errorf("%+v and %+v", got.All, got.Groups)
	}
}

// What may not be quoted is counted; a word that stands nowhere else is private.
func TestPrivate(t *testing.T) {
	t.Parallel()
	one := talk("one", "", "Ana: The house on the corner.\n\nBen: The house.\n")
	corner := strings.Index(one.Body, "house on the corner")
	meta := one.Meta
	meta.Restricted = []transcript.Restriction{coding.Restrict(one, transcript.Span{Start: corner, End: corner + len("house on the corner")}, "")}
	one = transcript.New("one", meta, one.Body)
	two := talk("two", "", "Ana: Grimsby.\n", transcript.Speaker{Label: "Ana", Role: transcript.Participant, Case: "p2"})
	c := Corpus{
		Sides:   []Side{side(t, coding.Selection{}, []*transcript.Transcript{one, two})},
		Quoting: coding.NewQuoting([]cases.Case{{ID: "p2", Consent: cases.Consent{Quote: "no"}}}),
	}
	private := func(o Options) string {
		var out []string
		for _, w := range counted(t, c, o).Words {
			if w.Private {
				out = append(out, w.Text)
			}
		}
		return strings.Join(out, ", ")
	}
	if got := private(Options{}); got != "corner, grimsby, on" {
		t.Error(got)
	}
	if got := private(Options{N: 2}); got != "house on, on the, the corner" {
		t.Error(got)
	}
}

func TestOnly(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{talk("one", "en", kitchen)}
	c := Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}
	only := func(texts ...string) []Phrase {
		phrases, err := ParsePhrases(texts)
		if err != nil {
			t.Fatal(err)
		}
		return phrases
	}
	for _, test := range []struct {
		o    Options
		want string
	}{
		{Options{Only: only("the", "RENT")}, "rent 4, the 4"},
		{Options{Only: only("k*", "i’ve"), Leave: &Stoplist{OfLanguage: true}}, "i've 1, kitchen's 1"},
		{Options{N: 2, Only: only("the r*")}, "the rent 3"},
		{Options{N: 2, Only: only("free the")}, ""},
		{Options{Stem: true, Only: only("kitchens")}, "kitchen's 1"},
	} {
		if got := counted(t, c, test.o); shown(got) != test.want {
			t.Errorf("%v: %s, want %s", test.o.Only, shown(got), test.want)
		}
	}
}

func TestParsePhrase(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"one day": "one day", " well-off* ": "well off*", "don't, *ing": "don't *ing", "th*ve": "th*ve"} {
		if p, err := ParsePhrase(text); err != nil || p.String() != want {
			t.Errorf("%q is %q, %v", text, p, err)
		}
	}
	for text, want := range map[string]string{
		"one * two":               "an asterisk alone stands for every word; put letters beside it, as in child*",
		" … ":                     `" … " holds no word`,
		"a b c d e f":             `"a b c d e f" has 6 words, and a phrase has 5 at most`,
		strings.Repeat("x y ", 1): "",
	} {
		_, err := ParsePhrase(text)
		if got := fmt.Sprint(err); want != "" && got != want || want == "" && err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ParsePhrases(make65()); err == nil {
		t.Error("65 words are asked for at once")
	}
}

func make65() []string {
	var out []string
	for range 13 {
		out = append(out, "a b c d e")
	}
	return out
}

var emptyBook = func() *codebook.Book {
	book, _ := codebook.Decode("ana.toml", nil)
	return book
}()
