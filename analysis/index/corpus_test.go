package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// vocabulary has inflections, apostrophes of several forms, capitals, marks
// that are composed or not, scripts without spaces, numbers and hyphens.
var vocabulary = strings.Fields(`
	money monies Money worry worries worried worrying rent rents rented don't don’t DON'T
	I'm i’m landlord's landlord’s landlords café cafe` + "\u0301" + ` CAFÉ naïve ﬁnance finance 金 金錢 деньги денег
	well-off well off co-worker co-workers 10:30 10 30 3.14 1,000 the the the the and or not of of to to
	counting counted counts coins coin till thriving thrives thrive winter dread dreaded stop stopped stopping
	no no yes ’tis rock'n'roll Straße STRASSE İstanbul ΟΔΟΣ οδός 👍 — … "quoted" (aside) P07: [00:01:02]`)

// randomWords draws n words, the front of the list more often than its end.
func randomWords(r *rand.Rand, list []string, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = list[min(r.IntN(len(list)), r.IntN(len(list)))]
	}
	return strings.Join(out, " ")
}

// randomTranscript draws a transcript of a few turns of a few paragraphs.
func randomTranscript(tb testing.TB, r *rand.Rand, id transcript.ID, language string) *transcript.Transcript {
	tb.Helper()
	said := make([]transcript.Said, 1+r.IntN(12))
	for i := range said {
		said[i] = transcript.Said{Speaker: []string{"P07", "Interviewer"}[r.IntN(2)], Time: transcript.Untimed}
		for range 1 + r.IntN(3) {
			said[i].Paragraphs = append(said[i].Paragraphs, randomWords(r, vocabulary, 1+r.IntN(25)))
		}
	}
	t, err := transcript.Compose(id, transcript.Meta{Language: language}, said)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// randomQuery draws a query that asks for something.
func randomQuery(tb testing.TB, r *rand.Rand) query.Query {
	tb.Helper()
	var draw func(depth int) string
	draw = func(depth int) string {
		kind := r.IntN(9)
		if depth == 0 {
			kind = r.IntN(5)
		}
		word := func() string {
			for {
				if w := vocabulary[r.IntN(len(vocabulary))]; !strings.ContainsAny(w, `"():[*👍—…`) || w == "10:30" {
					return w
				}
			}
		}
		switch kind {
		case 0, 1, 2:
			return word()
		case 3:
			return `"` + word() + " " + word() + `"`
		case 4:
			return `"` + word() + `"`
		case 5, 6:
			return draw(depth-1) + " " + draw(depth-1)
		case 7:
			return "(" + draw(depth-1) + " OR " + draw(depth-1) + ")"
		}
		return "NOT (" + draw(depth-1) + ")"
	}
	for {
		if q, err := query.Parse(draw(3)); err == nil {
			return q
		}
	}
}

func parse(tb testing.TB, s string) query.Query {
	tb.Helper()
	q, err := query.Parse(s)
	if err != nil {
		tb.Fatal(err)
	}
	return q
}

func sourcesOf(ts ...*transcript.Transcript) []Source {
	out := make([]Source, len(ts))
	for i, t := range ts {
		out[i] = SourceOf(t)
	}
	return out
}

// randomCorpus draws n transcripts, most of them in English.
func randomCorpus(tb testing.TB, seed uint64, n int) []*transcript.Transcript {
	tb.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]*transcript.Transcript, n)
	for i := range out {
		language := []string{"", "", "", "en-GB", "de", "xx"}[r.IntN(6)]
		out[i] = randomTranscript(tb, r, transcript.ID(fmt.Sprintf("interview-%02d", i+1)), language)
	}
	return out
}

// study draws transcripts of the size of real interviews: words from a list
// of 8,000, the common ones often; turns of 78 words on average.
func study(tb testing.TB, interviews, words int) []*transcript.Transcript {
	tb.Helper()
	r := rand.New(rand.NewPCG(39, 12000))
	syllables := strings.Fields("ma ren ti lo ske dor vi pun ca fle ing ed er s tion al")
	list := make([]string, 8000)
	for i := range list {
		for range 1 + r.IntN(4) {
			list[i] += syllables[r.IntN(len(syllables))]
		}
	}
	common := rand.NewZipf(r, 1.1, 3, uint64(len(list)-1))
	out := make([]*transcript.Transcript, interviews)
	for i := range out {
		var said []transcript.Said
		for n := 0; n < words; {
			length := 5 + r.IntN(147)
			turn := make([]string, length)
			for j := range turn {
				turn[j] = list[common.Uint64()]
			}
			n += length
			label := []string{"Interviewer", "P07"}[len(said)%2]
			said = append(said, transcript.Said{Speaker: label, Time: transcript.Moment(n * 400), Paragraphs: []string{strings.Join(turn, " ") + "."}})
		}
		t, err := transcript.Compose(transcript.ID(fmt.Sprintf("interview-%04d", i+1)), transcript.Meta{}, said)
		if err != nil {
			tb.Fatal(err)
		}
		out[i] = t
	}
	return out
}
