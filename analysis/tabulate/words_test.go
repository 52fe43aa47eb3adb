package tabulate

import (
	"strings"
	"testing"

	"grounded/analysis/lexis"
)

// counted3 is three words of two groups of 100 words, one said by a single person and
// one where nothing may be quoted.
func counted3() lexis.Counts {
	word := func(text string, a, b, people int, spread *lexis.Spread, private bool) lexis.Word {
		return lexis.Word{
			Text: text, Tally: lexis.Tally{Times: a + b, Transcripts: 2, Speakers: people, People: people}, Spread: spread, Private: private,
			Groups: []lexis.Tally{{Group: 0, Times: a, Speakers: people, People: people}, {Group: 1, Times: b, Speakers: people, People: people}},
		}
	}
	return lexis.Counts{
		N: 1, Parts: 2, All: lexis.Total{Words: 200, Transcripts: 2, Speakers: 5, People: 5},
		Groups: []lexis.Total{{Words: 100}, {Words: 100}},
		Words: []lexis.Word{
			word("bread", 9, 1, 4, &lexis.Spread{Norm: 0.5}, false),
			word("coal", 5, 5, 1, nil, false),
			word("salt", 2, 10, 5, &lexis.Spread{Norm: 0.25}, true),
		},
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		o     WordsOptions
		words string
		notes string
	}{
		{"by number, then by the alphabet", WordsOptions{Order: WordsByCount}, "salt bread coal", ""},
		{"by speakers", WordsOptions{Order: WordsBySpeakers}, "salt bread coal", ""},
		{"what has no spread stands last", WordsOptions{Order: WordsBySpread}, "salt bread coal", ""},
		{"by the alphabet", WordsOptions{Order: WordsByText, N: 2}, "bread coal", "1 different word more (all: -n 0)."},
		{"what few say left out", WordsOptions{Speakers: 4}, "salt bread", ""},
		{"printed", WordsOptions{Print: true}, "bread", "1 word left out: said only where nothing may be quoted. 1 word left out: said by fewer than three people (all: --small-cells)."},
		{"printed with small cells", WordsOptions{Print: true, SmallCells: true}, "bread coal", "1 word left out: said only where nothing may be quoted."},
	} {
		words, notes := test.o.Choose(counted3())
		var texts []string
		for _, w := range words {
			texts = append(texts, w.Text)
		}
		if got := strings.Join(texts, " "); got != test.words {
			t.Errorf("%s: %s, want %s", test.name, got, test.words)
		}
		if got := strings.Join(notes, " "); got != test.notes {
			t.Errorf("%s: %s, want %s", test.name, got, test.notes)
		}
	}
}

// Of 9 against 1 among 100 words each, G2 is 2 (9 ln 1.8 + ln 0.2) = 7.36; of 2 against
// 10, 2 (2 ln (1/3) + 10 ln (5/3)) = 5.82; 5 against 5 says nothing.
func TestKeywords(t *testing.T) {
	t.Parallel()
	groups := []KeyGroup{{At: 0, ID: "a", Name: "A", Against: "B"}, {At: 1, ID: "b", Name: "B", Against: "A"}}
	for _, test := range []struct {
		name string
		o    KeywordsOptions
		want string // group, word and the sign of G2
	}{
		{"sure", KeywordsOptions{P: 0.01, Min: 3}, "a bread +"},
		{"less sure", KeywordsOptions{P: 0.05, Min: 3}, "a bread + b salt +"},
		{"said less", KeywordsOptions{P: 0.05, Min: 3, Less: true}, "a salt - b bread -"},
		{"asked for", KeywordsOptions{P: 0.01, Asked: true}, "a bread + a salt - a coal + b bread - b salt + b coal +"},
		{"by many", KeywordsOptions{P: 0.05, Speakers: 5}, "b salt +"},
		{"often", KeywordsOptions{P: 0.05, Min: 10}, "b salt +"},
		{"printed", KeywordsOptions{P: 1, Asked: true, Print: true}, "a bread + b bread -"},
		{"by the alphabet, one each", KeywordsOptions{P: 0.05, N: 1, Order: KeysByText}, "a bread + b salt +"},
	} {
		test.o.Groups, test.o.Data = groups, true
		reports := Keywords(counted3(), test.o)
		if len(reports) != 1 || reports[0].Check() != nil {
			t.Fatalf("%s: %d reports, %v", test.name, len(reports), reports[0].Check())
		}
		table := reports[0].Table
		var got []string
		for _, row := range table.Rows {
			sign := "+"
			if row[table.Index("g2")].(float64) < 0 {
				sign = "-"
			}
			got = append(got, row[table.Index("group")].(string), row[table.Index("word")].(string), sign)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
	}
}
