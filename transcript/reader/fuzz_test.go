package reader

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/slug"
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
		r, err := Read(context.Background(), "x", src, Options{As: format, PDF: engine})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("error %q does not begin with the file", err)
			}
			return
		}
		checkResult(t, r)
		s, err := decoded("x", src, "")
		if err != nil || r.Format == "html" {
			return // a format whose lines are not those of the text
		}
		for _, w := range r.Warnings {
			if w.Line > len(s.lines) {
				t.Fatalf("warning %+v in a file of %d lines", w, len(s.lines))
			}
		}
		text, paragraphs := 0, 0
		for _, tr := range r.Transcripts {
			for _, p := range tr.Paragraphs {
				text += p.Text.Len()
				paragraphs++
			}
		}
		// A space is put before words of nobody that would read as a header.
		if most := len(strings.Join(s.lines, "\n")) + paragraphs; text > most {
			t.Fatalf("%d bytes of text from %d", text, most)
		}
	})
}

// checkResult holds what is true of whatever Read returns.
func checkResult(t fataler, r Result) {
	t.Helper()
	for _, w := range r.Warnings {
		if w.Line < 0 || w.Name == "" || w.Fatal {
			t.Fatal(fmt.Sprintf("warning %+v", w))
		}
	}
	ids := map[transcript.ID]bool{}
	for _, tr := range r.Transcripts {
		if !utf8.ValidString(tr.Body) || ids[tr.ID] || slug.Check(string(tr.ID)) != nil {
			t.Fatal(fmt.Sprintf("transcript %s: %q", tr.ID, tr.Body))
		}
		ids[tr.ID] = true
		if diff := cmp.Diff(tr, transcript.New(tr.ID, tr.Meta, tr.Body)); diff != "" {
			t.Fatal("read again: -want +got\n" + diff)
		}
	}
	for _, m := range r.Marks {
		tr := r.Transcripts[m.Transcript]
		if said, ok := tr.Clip(m.Span); !ok || said != m.Span || m.Text == "" {
			t.Fatal(fmt.Sprintf("mark %+v is not on what was said", m))
		}
	}
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
func FuzzReadHTML(f *testing.F) {
	fuzzRead(f, "html", "<p>A: b<p>A: c", "<table><tr><td><p><table></td><b><td>x</b></table></p>y", "<style>.a{b{}}</style><pre>\n\n</pre>")
}
func FuzzReadMarkdown(f *testing.F) {
	fuzzRead(f, "markdown", "---\ntitle: a\n---\n**A**\n> b\\\n**A**\n<!--\n-->c", "+++\n+++", "```\n\\[\n")
}
