package index

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

// interview has a header whose words must not be found, a phrase over the end
// of a paragraph, and one over the end of a turn.
func interview(t *testing.T) *transcript.Transcript {
	t.Helper()
	tr := transcript.New("interview-01", transcript.Meta{Speakers: []transcript.Speaker{
		{Label: "Landlord"}, {Label: "P07", Role: transcript.Participant},
	}}, `[00:00:03] Landlord: Were there times when you were worrying about money?

[00:00:09] P07: I don’t worry. When I stopped counting

coins at the till, I worried less. No no no.

Landlord: Thank you, Ａnna. The café at 10:30? 金錢.
`)
	if len(tr.Turns) != 3 || len(tr.Paragraphs) != 4 {
		t.Fatalf("%d turns, %d paragraphs", len(tr.Turns), len(tr.Paragraphs))
	}
	return tr
}

// marked shows what was marked in the turns of each hit, by order of turns.
func marked(tr *transcript.Transcript, hits []Hit) []string {
	out := make([]string, len(tr.Turns))
	for _, h := range hits {
		var words []string
		for _, m := range h.Marks {
			words = append(words, tr.Text(m))
		}
		out[h.Turn] = strings.Join(words, "|")
	}
	return out
}

func TestWhatIsFound(t *testing.T) {
	tr := interview(t)
	tests := map[string][]string{ // the words marked in each turn
		"worry":                {"worrying", "worry|worried", ""},
		"worries money":        {"worrying|money", "", ""},
		`"worry"`:              {"", "worry", ""},
		`"don't worry"`:        {"", "don’t worry", ""},
		"DON'T":                {"", "don’t", ""},
		`"counting coins"`:     {"", "counting|coins", ""},
		`"money I"`:            {"", "", ""},
		"no":                   {"", "No|no|no", ""},
		`"no no"`:              {"", "No no no", ""},
		`"no no no no"`:        {"", "", ""},
		"landlord":             {"", "", ""},
		"P07":                  {"", "", ""},
		"00:00":                {"", "", ""},
		"anna":                 {"", "", "Ａnna"},
		"cafe\u0301":           {"", "", "café"},
		"10:30":                {"", "", "10:30"},
		"worry -money":         {"", "worry|worried", ""},
		"money OR (coins yes)": {"money", "", ""},
		"money OR (times yes)": {"money", "", ""},
		"錢 金":                  {"", "", "金錢"},
		"money OR (coins no)":  {"money", "coins|No|no|no", ""},
		"the NOT (worry till)": {"", "", "The"},
		"coins-at-the-tills":   {"", "coins at the till", ""},
		`"at The TILL"`:        {"", "at the till", ""},
		`"tills"`:              {"", "", ""},
	}
	for src, want := range tests {
		t.Run(src, func(t *testing.T) {
			for _, road := range []Road{Scanned, Rebuilt} {
				res, err := Scan(t.Context(), sourcesOf(tr), parse(t, src), Options{})
				if road == Rebuilt {
					res, err = Search(t.Context(), t.TempDir(), sourcesOf(tr), parse(t, src), Options{})
				}
				if err != nil {
					t.Fatal(err)
				}
				if res.Road != road {
					t.Errorf("went by %s (%s), want %s", res.Road, res.Reason, road)
				}
				if diff := cmp.Diff(want, marked(tr, res.Hits)); diff != "" {
					t.Errorf("%s: -want +got:\n%s", road, diff)
				}
			}
		})
	}
}

func TestStemsAreThoseOfTheLanguage(t *testing.T) {
	body := "Häuser walking\n"
	bodyOf := func(id transcript.ID, language string) *transcript.Transcript {
		return transcript.New(id, transcript.Meta{Language: language}, body)
	}
	sources := sourcesOf(bodyOf("de", "de-AT"), bodyOf("en", "EN_us"), bodyOf("none", "xx"), bodyOf("study", ""))
	tests := []struct {
		query, language string
		want            []transcript.ID
	}{
		{"haus", "", []transcript.ID{"de"}},
		{"haus", "de", []transcript.ID{"de", "study"}},
		{"walk", "", []transcript.ID{"en", "study"}},
		{"walk", "xx", []transcript.ID{"en"}},
		{"walking", "xx", []transcript.ID{"de", "en", "none", "study"}},
	}
	for _, tt := range tests {
		t.Run(tt.query+" "+tt.language, func(t *testing.T) {
			res, err := Search(t.Context(), t.TempDir(), sources, parse(t, tt.query), Options{Language: tt.language})
			if err != nil {
				t.Fatal(err)
			}
			var got []transcript.ID
			for _, h := range res.Hits {
				got = append(got, h.Transcript)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("by %s: -want +got:\n%s", res.Road, diff)
			}
		})
	}
}

func TestScoreRanksOftenAndRare(t *testing.T) {
	tr := transcript.New("a", transcript.Meta{Speakers: []transcript.Speaker{{Label: "A"}}},
		"A: rent and money\n\nA: money\n\nA: money money\n\nA: rent\n\nA: money and talk\n")
	res, err := Scan(t.Context(), sourcesOf(tr), parse(t, "rent OR money"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range res.Hits {
		got = append(got, fmt.Sprintf("%d %.4f", h.Turn, h.Score))
	}
	// ln(1+5/2) = 1.2528 for rent, ln(1+5/4) = 0.8109 for money.
	want := []string{"0 2.0637", "2 1.3730", "3 1.2528", "1 0.8109", "4 0.8109"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestIndexFindsWhatAScanFinds is what the package promises: the index changes
// nothing but the time.
func TestIndexFindsWhatAScanFinds(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 2))
			sources := sourcesOf(randomCorpus(t, seed, 12)...)
			dir := t.TempDir()
			found := 0
			for n := range 400 {
				q := randomQuery(t, r)
				r.Shuffle(len(sources), func(i, j int) { sources[i], sources[j] = sources[j], sources[i] })
				want, err := Scan(t.Context(), sources, q, Options{})
				if err != nil {
					t.Fatal(err)
				}
				got, err := Search(t.Context(), dir, sources, q, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if got.Road != Indexed && (n > 0 || got.Road != Rebuilt) {
					t.Fatalf("search %d went by %s: %s", n, got.Road, got.Reason)
				}
				if diff := cmp.Diff(want.Hits, got.Hits); diff != "" {
					t.Fatalf("%s: -scan +index:\n%s", q, diff)
				}
				found += min(1, len(got.Hits))
			}
			if found < 100 {
				t.Errorf("only %d of 400 queries found anything", found)
			}
		})
	}
}

// TestMarksArePassages checks every hit against the text: marks hold words,
// stand within one paragraph, in order and apart.
func TestMarksArePassages(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	ts := randomCorpus(t, 7, 10)
	byID := map[transcript.ID]*transcript.Transcript{}
	for _, tr := range ts {
		byID[tr.ID] = tr
	}
	marks := 0
	for range 200 {
		q := randomQuery(t, r)
		res, err := Scan(t.Context(), sourcesOf(ts...), q, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			tr, end := byID[h.Transcript], -1
			if len(h.Marks) == 0 {
				t.Fatalf("%s: %s turn %d has no mark", q, h.Transcript, h.Turn)
			}
			for _, m := range h.Marks {
				p := tr.Paragraphs[tr.ParagraphAt(m.Start)]
				if !p.Text.Holds(m) || p.Turn != h.Turn || m.Start <= end || tr.CountWords(m) == 0 {
					t.Fatalf("%s: mark %v of %s turn %d, after %d, in paragraph %v", q, m, h.Transcript, h.Turn, end, p)
				}
				end = m.End
				marks++
			}
		}
	}
	if marks < 1000 {
		t.Errorf("only %d marks were made", marks)
	}
}

func TestWhatIsNotSearched(t *testing.T) {
	tr := interview(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lost := errors.New("disk on fire")
	broken := Source{ID: "broken", Load: func() (*transcript.Transcript, error) { return nil, lost }}
	tests := map[string]struct {
		ctx     context.Context
		sources []Source
		query   string
		want    string
	}{
		"cancelled":    {ctx, sourcesOf(tr), "no", "context canceled"},
		"same id":      {t.Context(), sourcesOf(tr, tr), "no", "two transcripts have the id interview-01; rename one"},
		"cannot load":  {t.Context(), append(sourcesOf(tr), broken), "no", "reading broken to search it: disk on fire"},
		"empty query":  {t.Context(), sourcesOf(tr), "", "the query is empty; say what to look for"},
		"still cancel": {ctx, append(sourcesOf(tr), broken), "no", "context canceled"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q := parse(t, "no")
			if tt.query == "" {
				q.Root = nil
			}
			if _, err := Search(tt.ctx, t.TempDir(), tt.sources, q, Options{}); err == nil || err.Error() != tt.want {
				t.Errorf("Search: %v, want %s", err, tt.want)
			}
			if _, err := Scan(tt.ctx, tt.sources, q, Options{}); err == nil || err.Error() != tt.want {
				t.Errorf("Scan: %v, want %s", err, tt.want)
			}
		})
	}
}

func TestEmptyStudy(t *testing.T) {
	for _, sources := range [][]Source{nil, sourcesOf(transcript.New("empty", transcript.Meta{}, ""))} {
		dir := t.TempDir()
		for range 2 {
			res, err := Search(t.Context(), dir, sources, parse(t, "money -rent"), Options{})
			if err != nil || len(res.Hits) != 0 || res.Road == Scanned {
				t.Errorf("%d sources: %v, %v", len(sources), res, err)
			}
		}
	}
}
