package reader

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPDFsThatCannotBeRead(t *testing.T) {
	for name, want := range map[string]string{
		"scan.pdf":   "scan.pdf: holds pictures of text, not text: it is a scan; run OCR (text recognition) on it first, and import what that makes",
		"locked.pdf": "locked.pdf: is locked with a password; open it in a PDF reader and print it into a new PDF, without a password",
	} {
		_, err := Read(context.Background(), name, load(t, "testdata/"+name), Options{PDF: engine})
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	_, err := Read(context.Background(), "x", load(t, "testdata/hyphens.pdf"), Options{As: "vtt"})
	if err == nil || err.Error() != "x: is a PDF: not a text this version reads; copy its text into a text file, or export it as text" {
		t.Errorf("as captions: %v", err)
	}
}

// Without an engine to use a file gets its own.
func TestPDFsAreReadWithoutAnEngine(t *testing.T) {
	if testing.Short() {
		t.Skip("starts an engine, which takes two seconds")
	}
	src := load(t, "testdata/hyphens.pdf")
	got, err := Read(context.Background(), "x", src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(turnsOf(read(t, "x", src, Options{}).Transcripts[0]), turnsOf(got.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestPagesAreNamed(t *testing.T) {
	for want, pages := range map[string][]int{"": nil, "3": {3}, "1-3, 5, 8-9": {1, 2, 3, 5, 8, 9}} {
		if got := pagesAre(pages); got != want {
			t.Errorf("%v: %q, want %q", pages, got, want)
		}
	}
}
