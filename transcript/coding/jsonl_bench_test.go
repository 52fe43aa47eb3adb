package coding

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"grounded/codebook"
	"grounded/transcript"
)

// manyLines returns a file of n codings as the program writes it.
func manyLines(n int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var body strings.Builder
	for range n {
		body.WriteString("I stopped counting \"coins\" at the till, and that’s when it began.\n\n[00:00:09] P07: ")
	}
	t := transcript.New("t", transcript.Meta{}, body.String())
	cs := make([]Coding, n)
	for i := range cs {
		start := i * 85
		for !utf8.RuneStart(t.Body[start]) {
			start++
		}
		end := start + 40 + r.IntN(100)
		for end = min(end, len(t.Body)); end < len(t.Body) && !utf8.RuneStart(t.Body[end]); {
			end++
		}
		cs[i] = Make(t, transcript.Span{Start: start, End: end}, codebook.ID("financial-security"),
			fmt.Sprintf("%010d", r.IntN(1e9)*10+i%10), time.Unix(int64(r.IntN(2e9)), 0))
	}
	return Encode(cs)
}

func BenchmarkDecode(b *testing.B) {
	src := manyLines(250)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if cs, _ := Decode("c.jsonl", src); len(cs) != 250 {
			b.Fatal(len(cs))
		}
	}
}

func BenchmarkDecodeLong(b *testing.B) {
	src := manyLines(30000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if cs, _ := Decode("c.jsonl", src); len(cs) != 30000 {
			b.Fatal(len(cs))
		}
	}
}
