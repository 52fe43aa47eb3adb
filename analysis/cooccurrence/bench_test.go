package cooccurrence

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// BenchmarkFind is 30,000 codings of 1,000 codes on 39 interviews of 12,000 words.
func BenchmarkFind(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 30_000))
	var corpus coding.Corpus
	ana := coding.Coder{Analyst: "ana", Book: new(codebook.Book)}
	for n := range 39 {
		var body strings.Builder
		for turn := range 200 {
			fmt.Fprintf(&body, "%s: %s\n\n", []string{"Interviewer", "P01"}[turn%2], strings.TrimSpace(strings.Repeat("And then it was Friday again. ", 10)))
		}
		t := transcript.New(transcript.ID(fmt.Sprintf("i%02d", n)), transcript.Meta{Speakers: []transcript.Speaker{{Label: "Interviewer"}, {Label: "P01"}}}, body.String())
		w := coding.Work{Transcript: t.ID}
		for range 30_000 / 39 {
			p := t.Paragraphs[random.IntN(len(t.Paragraphs))].Text
			start := p.Start + random.IntN(p.Len()-1)
			s := transcript.Span{Start: start, End: min(p.End, start+1+random.IntN(200))}
			w.Codings = append(w.Codings, coding.Placed{Now: s, Coding: coding.Coding{Code: codebook.ID(fmt.Sprintf("code-%d", random.IntN(1000)*random.IntN(1000)/1000)), Span: s}})
		}
		corpus.Transcripts = append(corpus.Transcripts, t)
		ana.Work = append(ana.Work, w)
	}
	corpus.Coders = []coding.Coder{ana}
	picked, err := coding.Select(&corpus, coding.Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for _, by := range Bys() {
		b.Run(string(by), func(b *testing.B) {
			for b.Loop() {
				Find(picked, Options{By: by, Within: 50})
			}
		})
	}
}
