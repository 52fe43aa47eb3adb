package unit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func drawTranscript(t *rapid.T, id transcript.ID) *transcript.Transcript {
	var b strings.Builder
	for range rapid.IntRange(0, 5).Draw(t, "paragraphs") {
		b.WriteString(rapid.SampledFrom([]string{"", "P07: ", "Interviewer: ", "[00:00:01] P07: "}).Draw(t, "header"))
		b.WriteString(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"coins", "don't", "é", "–", "日本", "a", " "}), 0, 7).Draw(t, "words"), " "))
		b.WriteString("\n\n")
	}
	return transcriptOf(id, b.String())
}

func drawWork(t *rapid.T, tr *transcript.Transcript) coding.Work {
	w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
	for range rapid.IntRange(0, 6).Draw(t, "codings") {
		start := rapid.IntRange(0, len(tr.Body)).Draw(t, "start")
		s := transcript.Span{Start: start, End: rapid.IntRange(start, len(tr.Body)).Draw(t, "end")}
		c := coding.Coding{Code: rapid.SampledFrom([]codebook.ID{"money", "kin", "faith"}).Draw(t, "code"), Span: s}
		w.Codings = append(w.Codings, coding.Placed{Coding: c, Now: s})
	}
	return w
}

// byWord decides whether a code of some codings counts for a unit by looking at
// every word and every coding.
func byWord(u Unit, codings []coding.Placed, code codebook.ID, o Overlap) bool {
	words, covered := 0, 0
	for _, said := range u.Transcript.Said(u.Span) {
		for w := range transcript.Words(u.Transcript.Text(said)) {
			w := transcript.Span{Start: w.Start + said.Start, End: w.End + said.Start}
			words++
			for _, c := range codings {
				if c.Code == code && !c.Now.Empty() && c.Now.Overlaps(w) {
					covered++
					break
				}
			}
		}
	}
	switch o {
	case Half:
		return covered > 0 && float64(covered)/float64(words) >= .5
	case Full:
		return covered > 0 && covered == words
	}
	return covered > 0
}

// Table and brute force say the same of every unit, and every turn is a unit or
// counted as short.
func TestCutAgainstEveryWord(t *testing.T) {
	t.Parallel()
	ana, ben := coderOf(t, "ana", "money kin faith"), coderOf(t, "ben", "money kin faith")
	marked := 0
	rapid.Check(t, func(t *rapid.T) {
		var transcripts []*transcript.Transcript
		coders := []coding.Coder{ana, ben}
		for _, id := range []transcript.ID{"i1", "i2"} {
			tr := drawTranscript(t, id)
			transcripts = append(transcripts, tr)
			for i := range coders {
				coders[i].Work = append(coders[i].Work, drawWork(t, tr))
			}
		}
		picked, err := coding.Select(&coding.Corpus{Transcripts: transcripts, Coders: coders}, coding.Selection{})
		if err != nil {
			t.Fatal(err)
		}
		kind := rapid.SampledFrom([]Kind{Turn, Paragraph, Transcript}).Draw(t, "kind")
		overlap := rapid.SampledFrom([]Overlap{Any, Half, Full}).Draw(t, "overlap")
		got := Cut(Input{Picked: picked, Categories: same("money", "kin")}, kind, overlap)
		for coder := range got.Coders {
			for category, name := range got.Categories {
				want := make([]bool, got.Len())
				n := 0
				for i := range want {
					u := got.Unit(i)
					work := coders[coder].Work[0]
					if u.Transcript.ID == "i2" {
						work = coders[coder].Work[1]
					}
					want[i] = byWord(u, work.Codings, codebook.ID(name), overlap)
					if want[i] {
						n++
					}
				}
				if diff := cmp.Diff(want, got.Ratings(coder, category)); diff != "" {
					t.Fatalf("%s by %s (-every word +table):\n%s", name, got.Coders[coder], diff)
				}
				if got.Marked(coder, category) != n {
					t.Fatalf("%d units marked, and %d counted", n, got.Marked(coder, category))
				}
				marked += n
			}
		}
		turns := len(transcripts[0].Turns) + len(transcripts[1].Turns)
		if kind == Turn && got.Len()+got.Short != turns {
			t.Fatalf("%d units and %d short ones of %d turns", got.Len(), got.Short, turns)
		}
	})
	if marked == 0 {
		t.Error("no unit of any draw was marked")
	}
}

// The reference study: 39 interviews of 400 turns, two analysts, 4,000 codings
// of 40 codes.
func BenchmarkCut(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	var transcripts []*transcript.Transcript
	coders := []coding.Coder{{Analyst: "ana"}, {Analyst: "ben"}}
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("code-%d", i))
	}
	for i := range 39 {
		tr := transcriptOf(transcript.ID(fmt.Sprintf("i%02d", i)), strings.Repeat("Interviewer: And then?\n\nP07: "+strings.Repeat("word ", 50)+"\n\n", 200))
		transcripts = append(transcripts, tr)
		for j := range coders {
			w := coding.Work{Transcript: tr.ID, Finished: time.Unix(1, 0)}
			for range 2000 / 39 {
				start := random.IntN(len(tr.Body) - 300)
				w.Codings = append(w.Codings, coding.Placed{
					Coding: coding.Coding{Code: codebook.ID(names[random.IntN(40)])},
					Now:    transcript.Span{Start: start, End: start + 50 + random.IntN(250)},
				})
			}
			coders[j].Work = append(coders[j].Work, w)
		}
	}
	picked := coding.Picked{Transcripts: transcripts}
	for j := range coders {
		picked.Coders = append(picked.Coders, &coders[j])
		for i := range coders[j].Work {
			w := &coders[j].Work[i]
			for k := range w.Codings {
				picked.Rows = append(picked.Rows, coding.Row{
					Placed: &w.Codings[k], Coder: &coders[j], Transcript: transcripts[i], Entry: &codebook.Code{ID: w.Codings[k].Code},
				})
			}
		}
	}
	for b.Loop() {
		if table := Cut(Input{Picked: picked, Categories: same(names...)}, Turn, Any); table.Len() == 0 {
			b.Fatal("no units")
		}
	}
}
