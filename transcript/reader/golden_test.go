package reader

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
	"grounded/transcript/reader/pdf"
)

// show writes a result as the golden files have it: what the file said of
// itself, warnings, and the canonical body.
func show(r Result) string {
	var b strings.Builder
	for n, t := range r.Transcripts {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", t.ID, t.Title, t.Date, t.Language, t.Format)
		for _, s := range t.Speakers {
			fmt.Fprintf(&b, "speaker\t%s\t%s\n", s.Label, s.RoleGuess)
		}
		if n == 0 {
			for _, w := range r.Warnings {
				fmt.Fprintf(&b, "warning\t%s\t%d\t%s\n", w.Name, w.Line, w.Message)
			}
		}
		for _, m := range r.Marks {
			if m.Transcript == n {
				fmt.Fprintf(&b, "%s\t%s\t%s\t%q\t%q\n", m.Kind, m.Author, m.Date, m.Text, t.Text(m.Span))
			}
		}
		fmt.Fprintf(&b, "\n%s", t.Body)
	}
	for _, p := range r.People {
		fmt.Fprintf(&b, "\nperson\t%s\t%s\t%q", p.Case, p.Label, p.Values)
	}
	return b.String()
}

// goldens returns the names of the files in testdata that have a .want beside
// them.
func goldens(t testing.TB) []string {
	t.Helper()
	wants, err := filepath.Glob("testdata/*.want")
	if err != nil || len(wants) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for i, w := range wants {
		wants[i] = strings.TrimSuffix(filepath.Base(w), ".want")
	}
	return wants
}

// load reads a file; a folder is the parts of a zipped document.
func load(t testing.TB, path string) []byte {
	t.Helper()
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return zippedFolder(t, path)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// fataler is a test of any kind.
type fataler interface {
	Helper()
	Fatal(...any)
}

func read(t fataler, name string, src []byte, o Options) Result {
	t.Helper()
	o.PDF = engine
	r, err := Read(context.Background(), name, src, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// engine is one for all tests: to start it takes two seconds.
var engine = &pdf.Engine{}

func TestGolden(t *testing.T) {
	for _, name := range goldens(t) {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			got := show(read(t, name, load(t, path), Options{}))
			if diff := cmp.Diff(string(load(t, path+".want")), got); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

// turn is a turn as tests compare it.
type turn struct {
	Speaker    string
	Time       transcript.Moment
	Paragraphs []string
}

func turnsOf(t *transcript.Transcript) []turn {
	var out []turn
	for i, u := range t.Turns {
		next := turn{Speaker: t.Speaker(i).Label, Time: u.Time}
		for _, p := range t.Paragraphs[u.Paragraphs.First:u.Paragraphs.End] {
			next.Paragraphs = append(next.Paragraphs, t.Text(p.Text))
		}
		out = append(out, next)
	}
	return out
}
