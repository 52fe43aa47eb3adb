package lexis

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
	"grounded/transcript/coding"
)

func TestConcordance(t *testing.T) {
	t.Parallel()
	ts := []*transcript.Transcript{
		talk("one", "en", kitchen),
		talk("two", "en", "Ben: A late rent, always. Renting is dear.\n\nAna: My rent.\n"),
	}
	c := Corpus{Sides: []Side{side(t, coding.Selection{}, ts)}}
	lines := func(o Options, around int, order Arrangement) []string {
		found, _, err := Concordance(context.Background(), c, o, around, order)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, l := range found {
			text := l.Transcript.Text
			out = append(out, l.Transcript.Ref(l.Span).String()+" "+l.Transcript.Speaker(l.Turn).Label+": "+
				strings.ReplaceAll(text(l.Before)+"«"+text(l.Span)+"»"+text(l.After), "\n\n", " / "))
		}
		return out
	}
	phrase := func(text string) []Phrase {
		p, err := ParsePhrase(text)
		if err != nil {
			t.Fatal(err)
		}
		return []Phrase{p}
	}
	for _, test := range []struct {
		name   string
		o      Options
		around int
		order  Arrangement
		want   []string
	}{
		{"by place", Options{Only: phrase("rent")}, 2, ByPlace, []string{
			"one:1 Mark: And the «rent»?", "one:2 Ana: The «rent», the rent", "one:2 Ana: rent, the «rent». I’ve paid",
			"one:4 Ben: Warm; «rent»-free.", "two:1 Ben: A late «rent», always. Renting", "two:2 Ana: My «rent».",
		}},
		{"by the words before", Options{Only: phrase("rent")}, 1, ByLeft, []string{
			"two:1 Ben: late «rent», always", "two:2 Ana: My «rent».", "one:2 Ana: The «rent», the",
			"one:1 Mark: the «rent»?", "one:2 Ana: the «rent». I’ve", "one:4 Ben: Warm; «rent»-free.",
		}},
		{"by the words behind", Options{Only: phrase("the")}, 1, ByRight, []string{
			"one:3 Ana: then? «The» kitchen's", "one:1 Mark: And «the» rent?",
			"one:2 Ana: rent, «the» rent", "one:2 Ana: «The» rent",
		}},
		{"forms", Options{Only: phrase("rents"), Stem: true}, 0, ByNode, []string{
			"one:1 Mark: «rent»", "one:2 Ana: «rent»", "one:2 Ana: «rent»", "one:4 Ben: «rent»", "two:1 Ben: «rent»", "two:2 Ana: «rent»", "two:1 Ben: «Renting»",
		}},
		{"a phrase, within a paragraph", Options{Only: phrase("it and")}, 1, ByPlace, nil},
		{"what overlaps itself", Options{Only: phrase("the rent the rent")}, 1, ByPlace, []string{"one:2 Ana: «The rent, the rent». I’ve"}},
		{"across paragraphs of a turn", Options{Only: phrase("it")}, 2, ByPlace, []string{"one:2 Ana: I’ve paid «it». / And then"}},
		{"by speaker", Options{Only: phrase("warm")}, 0, ByVoice, []string{"one:3 Ana: «warm»", "one:4 Ben: «Warm»"}},
	} {
		if diff := cmp.Diff(test.want, lines(test.o, test.around, test.order)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
