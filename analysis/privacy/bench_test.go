package privacy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"grounded/transcript"
)

// large makes a study of some transcripts of 20,000 words in which some people
// are spoken of, and the key to their names.
func large(b *testing.B, transcripts, people int) (Input, *Key) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	letters := func(n int) string {
		var out strings.Builder
		for range n {
			out.WriteByte("abcdefghiklmnoprstuw"[random.IntN(20)])
		}
		return out.String()
	}
	var names, pairs, words []string
	for i := range people {
		names = append(names, fmt.Sprintf("N%s%02d", letters(6), i%90+10)[:7]+letters(2))
		pairs = append(pairs, fmt.Sprintf("%s=[name %d]", names[i], i))
	}
	for range 3000 {
		words = append(words, letters(2+random.IntN(8)))
	}
	var in Input
	for i := range transcripts {
		var body []string
		for range 1000 {
			said := []string{"I"}
			for range 20 {
				said = append(said, words[random.IntN(len(words))])
			}
			if random.IntN(3) == 0 {
				said = append(said, "saw", names[random.IntN(people)], "there")
			}
			body = append(body, "P01: "+strings.Join(said, " ")+".")
		}
		in.Transcripts = append(in.Transcripts, interview(fmt.Sprint(i), body...))
	}
	return in, keyOf(b, pairs...)
}

func BenchmarkScan(b *testing.B) {
	in, _ := large(b, 10, 100)
	for b.Loop() {
		Scan(in)
	}
}

func BenchmarkReplace(b *testing.B) {
	in, key := large(b, 10, 100)
	for b.Loop() {
		for _, t := range in.Transcripts {
			words, labels := key.Transcript(t)
			if _, err := transcript.Rewrite(t, words, labels); err != nil {
				b.Fatal(err)
			}
		}
	}
}
