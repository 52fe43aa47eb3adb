package cmd

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
)

// benchmarkTheme runs a command on the reference study with a model: a theme of eight
// codes and a query, one of two codes below it, and a quotation from every transcript.
func benchmarkTheme(b *testing.B, args ...string) {
	dir := b.TempDir()
	generate(b, dir, reference)
	random := chacha(rand.New(rand.NewPCG(2, 2)))
	run := func(args ...string) {
		env := &Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, Random: random}
		if code := Run(context.Background(), env, append([]string{"-C", dir}, args...)); code != exitDone {
			b.Fatalf("grounded %s: exit status %d", strings.Join(args, " "), code)
		}
	}
	add := []string{"theme", "add", "Enough", "--query", "thriving OR enough", "-a", "analyst-1"}
	for code := range 4 {
		add = append(add, "--code", fmt.Sprintf("analyst-1:code-%d", code), "--code", fmt.Sprintf("analyst-2:code-%d", code))
	}
	run(add...)
	run("theme", "add", "Regular", "--parent", "enough", "--code", "analyst-1:code-7", "--code", "analyst-2:code-9", "-a", "analyst-1")
	for n := range reference.transcripts {
		run("theme", "quotes", "enough", "--add", fmt.Sprintf("interview-%04d:10", n+1), "-a", "analyst-1")
	}
	run("search", "thriving")
	runtime.GC()
	for b.Loop() {
		run(args...)
	}
}

func BenchmarkThemeShow(b *testing.B) { benchmarkTheme(b, "theme", "show", "enough") }

func BenchmarkThemeCandidates(b *testing.B) {
	benchmarkTheme(b, "theme", "candidates", "enough", "--asked", "choir")
}

func BenchmarkThemeQuotes(b *testing.B) { benchmarkTheme(b, "theme", "quotes") }

func BenchmarkThemeQuotesSpread(b *testing.B) {
	benchmarkTheme(b, "theme", "quotes", "regular", "--spread")
}
