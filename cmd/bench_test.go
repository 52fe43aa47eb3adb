package cmd

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

var keepStudy = flag.String("study", "", "with -run TestMakeStudy: write the generated study into this folder and keep it")
var four = flag.Bool("four", false, "generate the reference study as four analysts with one codebook code it")
var many = flag.Bool("many", false, "generate the reference study with 1,000 codes and 30,000 codings")
var large = flag.Bool("large", false, "generate the large study: 1,000 transcripts of 10,000 words, four analysts, a million codings")

// size is how much a generated study holds.
type size struct {
	transcripts, words, analysts, codes, codings int
	together                                     bool // all analysts use one codebook, and have finished
}

var (
	reference    = size{transcripts: 39, words: 12_000, analysts: 2, codes: 60, codings: 4_000}
	fourTogether = size{transcripts: 39, words: 12_000, analysts: 4, codes: 100, codings: 8_000, together: true}
	manyCodes    = size{transcripts: 39, words: 12_000, analysts: 2, codes: 1_000, codings: 30_000}
	largeStudy   = size{transcripts: 1_000, words: 10_000, analysts: 4, codes: 250, codings: 1_000_000}
)

// TestMakeStudy writes a generated study for whole-process measurements:
// go test ./cmd -run TestMakeStudy -study DIR [-many] [-four] [-large]
func TestMakeStudy(t *testing.T) {
	if *keepStudy == "" {
		t.Skip("no -study folder")
	}
	of := reference
	if *four {
		of = fourTogether
	}
	if *many {
		of = manyCodes
	}
	if *large {
		of = largeStudy
		of.together = *four
	}
	generate(t, *keepStudy, of)
}

var benchWords = strings.Fields(`and the I you it that was to we of so like know just money rent
they then there what when had have got would could my your one little time people home work thing
think feel friend mother child heating winter bus street worry hope plan saving thriving enough help
asked listened garden soup letter phone bill shoes sleep morning laugh proud ashamed tired warm cold
neighbour choir church library learning college shift boss kitchen table chair door window light`)

// generate writes a study of invented words. The same size makes the same bytes.
func generate(tb testing.TB, dir string, of size) {
	tb.Helper()
	random := rand.New(rand.NewPCG(1, uint64(of.codings)))
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
	}
	config := "format = 1\nname = \"Generated\"\n"
	for a := range of.analysts {
		config += fmt.Sprintf("\n[[analyst]]\nid = \"analyst-%d\"\nname = \"Analyst %d\"\n", a+1, a+1)
		if of.together {
			config += "codebook = \"analyst-1\"\n"
		}
		book := "title = \"Generated\"\n"
		for c := range of.codes {
			book += fmt.Sprintf("\n[[code]]\nid = \"code-%d\"\nname = \"Code %d\"\ndefinition = \"The %dth thing that is said.\"\n", c, c, c)
			if c >= 10 && c%5 != 0 {
				book += fmt.Sprintf("parent = \"code-%d\"\n", c%10)
			}
		}
		write(fmt.Sprintf("codebooks/analyst-%d.toml", a+1), book)
	}
	write("grounded.toml", config)
	progress := make([]strings.Builder, of.analysts)
	at := time.Date(2021, 3, 4, 9, 0, 0, 0, time.UTC)
	each := of.codings / of.analysts / of.transcripts
	for n := range of.transcripts {
		t := generateTranscript(tb, random, n, of.words)
		src, err := transcript.Encode(t)
		if err != nil {
			tb.Fatal(err)
		}
		write(fmt.Sprintf("transcripts/%s.txt", t.ID), string(src))
		for a := range of.analysts {
			var cs []coding.Coding
			seen := map[string]bool{}
			for range each {
				p := t.Paragraphs[random.IntN(len(t.Paragraphs))].Text
				words := strings.Fields(t.Text(p))
				from := random.IntN(len(words))
				to := min(len(words), from+1+random.IntN(30))
				start := p.Start + len(strings.Join(words[:from], " "))
				if from > 0 {
					start++
				}
				s := transcript.Span{Start: start, End: start + len(strings.Join(words[from:to], " "))}
				id, err := coding.NewID(chacha(random), func(id string) bool { return seen[id] })
				if err != nil {
					tb.Fatal(err)
				}
				seen[id] = true
				code := random.IntN(of.codes) * random.IntN(of.codes) / of.codes // some codes are common
				at = at.Add(time.Second)
				cs = append(cs, coding.Make(t, s, codebook.ID(fmt.Sprintf("code-%d", code)), id, at))
			}
			write(fmt.Sprintf("codings/analyst-%d/%s.jsonl", a+1, t.ID), string(coding.Encode(cs)))
			fmt.Fprintf(&progress[a], "[[transcript]]\nid = %q\nround = 1\ntext = %q\n", t.ID, transcript.TextHash(t.Body))
			if of.together {
				progress[a].WriteString("finished = 2021-06-01T00:00:00Z\n")
			}
			progress[a].WriteString("\n")
		}
	}
	for a := range progress {
		write(fmt.Sprintf("codings/analyst-%d/progress.toml", a+1), progress[a].String())
	}
}

func chacha(random *rand.Rand) io.Reader {
	var seed [32]byte
	for i := range seed {
		seed[i] = byte(random.Uint32())
	}
	return rand.NewChaCha8(seed)
}

func generateTranscript(tb testing.TB, random *rand.Rand, n, words int) *transcript.Transcript {
	tb.Helper()
	var said []transcript.Said
	seconds := 0
	for turn := 0; words > 0; turn++ {
		length := min(words, 1+random.IntN(120))
		speaker := fmt.Sprintf("P%04d", n)
		if turn%2 == 0 {
			length = min(length, 20)
			speaker = "Interviewer"
		}
		words -= length
		var b strings.Builder
		for i := range length {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(benchWords[random.IntN(len(benchWords))])
		}
		b.WriteByte('.')
		said = append(said, transcript.Said{Speaker: speaker, Time: transcript.Moment(seconds * 1000), Paragraphs: []string{b.String()}})
		seconds += length * 60 / 150
	}
	t, err := transcript.Compose(transcript.ID(fmt.Sprintf("interview-%04d", n+1)),
		transcript.Meta{Title: fmt.Sprintf("Interview %d", n+1), Type: "interview", Verbatim: true}, said)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// BenchmarkAgreeAll is four analysts with one codebook of a hundred codes.
func BenchmarkAgreeAll(b *testing.B) {
	benchmarkOn(b, fourTogether, "agree", "--all", "-f", "csv", "-q")
}

// benchmarkCommand runs a command on the reference study, in this process.
func benchmarkCommand(b *testing.B, args ...string) { benchmarkOn(b, reference, args...) }

func benchmarkOn(b *testing.B, of size, args ...string) {
	dir := b.TempDir()
	generate(b, dir, of)
	benchmarkIn(b, dir, args...)
}

func benchmarkIn(b *testing.B, dir string, args ...string) {
	run := func(args ...string) {
		env := &Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, Random: chacha(rand.New(rand.NewPCG(2, 2)))}
		if code := Run(context.Background(), env, append([]string{"-C", dir}, args...)); code != exitDone {
			b.Fatalf("grounded %s: exit status %d", strings.Join(args, " "), code)
		}
	}
	run("search", "thriving")
	runtime.GC()
	for b.Loop() {
		run(args...)
	}
}

func BenchmarkTop(b *testing.B) { benchmarkCommand(b, "top", "-f", "csv") }

func BenchmarkTopForPeople(b *testing.B) { benchmarkCommand(b, "top") }

// BenchmarkMatrix and BenchmarkCooccur are 30,000 codings of 1,000 codes.
func BenchmarkMatrix(b *testing.B) {
	benchmarkOn(b, manyCodes, "matrix", "code", "transcript", "-f", "csv")
}

func BenchmarkCooccur(b *testing.B) { benchmarkOn(b, manyCodes, "cooccur", "-f", "csv") }

func BenchmarkCooccurTogether(b *testing.B) {
	benchmarkOn(b, manyCodes, "cooccur", "-n", "0", "--order", "together", "-f", "csv")
}

// BenchmarkThemeSuggest groups 60 codes of each of two analysts, and
// BenchmarkThemeSuggestMany 1,000.
func BenchmarkThemeSuggest(b *testing.B) { benchmarkCommand(b, "theme", "suggest", "-f", "csv") }

func BenchmarkThemeSuggestMany(b *testing.B) {
	benchmarkOn(b, manyCodes, "theme", "suggest", "-f", "csv")
}

// BenchmarkLarge is what reads the whole of the large study, with -large.
func BenchmarkLarge(b *testing.B) {
	if !*large {
		b.Skip("-large makes a study of 300 MB for it")
	}
	dir := b.TempDir()
	generate(b, dir, largeStudy)
	for _, line := range []string{
		"top", "matrix code transcript", "cooccur", "saturation --unfinished", "words", "words --kwic thriving", "theme suggest",
		"search thriving --count", "search code:code-1 AND choir --count",
	} {
		b.Run(line, func(b *testing.B) { benchmarkIn(b, dir, append(strings.Fields(line), "-f", "csv", "-q")...) })
	}
}

// BenchmarkThemeFramework proposes places for codes that nobody has placed.
func BenchmarkThemeFramework(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, reference)
	if err := os.WriteFile(filepath.Join(dir, "theory.toml"), []byte(benchFramework), 0o644); err != nil {
		b.Fatal(err)
	}
	env := &Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, Random: chacha(rand.New(rand.NewPCG(4, 4)))}
	if code := Run(context.Background(), env, []string{"-C", dir, "-a", "analyst-1", "theme", "framework", "theory.toml"}); code != exitDone {
		b.Fatalf("exit status %d", code)
	}
	benchmarkIn(b, dir, "theme", "framework", "theory")
}

const benchFramework = `title = "Theory"
reference = "Nobody 2021"

[[construct]]
id = "means"
name = "Means"
definition = "What people have to live on."
terms = ["money", "rent", "saving*"]

[[construct]]
id = "ties"
name = "Ties"
definition = "Whom people have."
terms = ["friend", "neighbour", "choir", "mother"]
`

func BenchmarkCompare(b *testing.B) { benchmarkCommand(b, "compare") }

func BenchmarkSearch(b *testing.B) { benchmarkCommand(b, "search", "thriving AND choir", "--count") }

// BenchmarkApply puts one coding and takes it away again, so that the file does
// not grow with the number of rounds.
func BenchmarkApply(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, reference)
	random := chacha(rand.New(rand.NewPCG(3, 3)))
	for b.Loop() {
		for _, args := range [][]string{{"apply", "code-1", "interview-0001:5"}, {"remove", "last"}} {
			env := &Env{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "analyst-1" }, Now: time.Now, Random: random}
			if code := Run(context.Background(), env, append([]string{"-C", dir, "-a", "analyst-1"}, args...)); code != exitDone {
				b.Fatalf("grounded %s: exit status %d", strings.Join(args, " "), code)
			}
		}
	}
}

func BenchmarkWords(b *testing.B) { benchmarkCommand(b, "words", "-f", "csv") }

func BenchmarkWordsInPairs(b *testing.B) { benchmarkCommand(b, "words", "--ngram", "2", "-f", "csv") }

func BenchmarkWordsKey(b *testing.B) {
	benchmarkCommand(b, "words", "--speaker", "P*", "--against", "speaker=Interviewer", "-f", "csv")
}

func BenchmarkWordsInContext(b *testing.B) {
	benchmarkCommand(b, "words", "--kwic", "thriving", "-f", "csv")
}
