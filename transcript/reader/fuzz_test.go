package reader

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

// fuzzRead holds what is true of any bytes: no panic; no more text than the
// file has; a transcript that is read again from its own body; warnings about
// lines of the file.
func fuzzRead(f *testing.F, format string, seeds ...string) {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want") {
			continue
		}
		if src, err := os.ReadFile(file); err == nil {
			f.Add(src)
		}
	}
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		r, err := Read(context.Background(), "x", src, Options{As: format})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("error %q does not begin with the file", err)
			}
			return
		}
		s, err := decode("x", src, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range r.Warnings {
			if w.Line < 0 || w.Line > len(s.lines) || w.Name == "" || w.Fatal {
				t.Fatalf("warning %+v in a file of %d lines", w, len(s.lines))
			}
		}
		tr := r.Transcripts[0]
		if !utf8.ValidString(tr.Body) {
			t.Fatalf("%q is not UTF-8", tr.Body)
		}
		if diff := cmp.Diff(tr, transcript.New(tr.ID, tr.Meta, tr.Body)); diff != "" {
			t.Fatalf("read again: -want +got\n%s", diff)
		}
		text := 0
		for _, p := range tr.Paragraphs {
			text += p.Text.Len()
		}
		// A space is put before words of nobody that would read as a header.
		if most := len(strings.Join(s.lines, "\n")) + len(tr.Paragraphs); text > most {
			t.Fatalf("%d bytes of text from %d", text, most)
		}
	})
}

func FuzzReadText(f *testing.F) { fuzzRead(f, "text", "A: b\nA: c\n", "\xff\xfeA\x00:\x00") }
func FuzzReadOtter(f *testing.F) {
	fuzzRead(f, "otter", "A  0:01  \nb\n", "A: B  0:01\nx\nA  0:02\nB: y")
}
func FuzzReadVTT(f *testing.F) {
	fuzzRead(f, "vtt", "WEBVTT\n\n0:1 --> 0:2\n<v A: B>x</v>", "<v [00:00:01] A>", "1\n--> \nSTYLE\n{")
}
func FuzzReadSRT(f *testing.F) {
	fuzzRead(f, "srt", "1\n00:00:01,000 --> 00:00:02,000\n[P1] x\n\n2\n00:0")
}
func FuzzRead(f *testing.F) { fuzzRead(f, "", "PK\x03\x04", "A  0:01\nb\n\nB  0:02\nc") }
