package reader

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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
		if isContainer(r.Format) {
			return // its lines and their length are not those of the file
		}
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

func isContainer(name string) bool {
	return slices.ContainsFunc(containers(), func(f format) bool { return f.Name == name })
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
func FuzzReadTeams(f *testing.F) {
	fuzzRead(f, "teams", "T-20210203_141500-Meeting Transcript\nA   0:01\nb", "0:0:1.1 --> 0:0:2.2\nA\nb\nc")
}
func FuzzReadMeet(f *testing.F) {
	fuzzRead(f, "meet", "T - Transcript\nAttendees\nA, B\n00:00:01\nA: b\nA: c\n00:00:02\nA: d")
}
func FuzzReadZoomChat(f *testing.F) {
	fuzzRead(f, "zoom-chat", "1:02:03\t From A : b", "01:02:03 From A to B (Direct Message):\n\tc")
}
func FuzzReadRev(f *testing.F) { fuzzRead(f, "rev", "A (00:01):\nb\nA: c\nB (1:00:02):\nd") }
func FuzzReadDescript(f *testing.F) {
	fuzzRead(f, "descript", "# T\n[0:01] **A:** b\n[0:02] c\n**A:** [0:03]")
}
func FuzzReadF4(f *testing.F) { fuzzRead(f, "f4", "I: a #0:0:1-2#\n#0:0:1-2# B: b #0:0:3-4#") }
func FuzzReadWhisper(f *testing.F) {
	fuzzRead(f, "whisper", "[00:01.0 --> 00:02.0] a", "start\tend\ttext\n1\t2\ta", "[ti:a]\n[0:01.00]a")
}
func FuzzReadRTF(f *testing.F) {
	fuzzRead(f, "rtf", `{\rtf1\ansi{\fonttbl{\f1\fcharset128 A;}}\b A:\b0\tab \f1\'93\'fa\par{\*\atrfstart 1}x{\*\atrfend 1}{\*\annotation{\*\atnref 1}y}}`,
		`{\rtf1\trowd\intbl A\cell b\par c\cell\row\u-10179?\u-8704?{\uc0\u8364}\bin2 }}{\v h}{\footnote n}\'`)
}
func FuzzReadCSV(f *testing.F) {
	fuzzRead(f, "csv", "text,tags\n\"a\nb\"\"\",c;d\n", "sep=|\nid|q\n1|a b c d e f g h\n2|", "a\n1", "id,q,{\"\"\nx\n{\"ImportId\"")
}
func FuzzReadTSV(f *testing.F) { fuzzRead(f, "tsv", "time\twords\n0:05\t\"a\n7\tb\"\n") }

// FuzzReadSheet fuzzes what stands in the parts of a workbook.
func FuzzReadSheet(f *testing.F) {
	f.Add(sheetXML(rowXML("text", "tags")+`<row r="7" hidden="1"><c r="B7" s="1"><f/><v>44230.5</v></c><c t="s"><v>0</v></c></row>`, `<mergeCells><mergeCell ref="A1:B7"/></mergeCells>`),
		`<sst><si><r><t>a_x000D_</t></r></si></sst>`, `<styleSheet><numFmts><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs><xf/><xf numFmtId="165"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		src := workbookOf(t, map[string]string{sheet1: sheet, "xl/sharedStrings.xml": shared, "xl/styles.xml": styles})
		r, err := Read(context.Background(), "x", src, Options{As: "xlsx"})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("error %q does not begin with the file", err)
			}
			return
		}
		checkResult(t, r)
	})
}
func FuzzReadXLSX(f *testing.F) { fuzzRead(f, "xlsx") }
func FuzzRead(f *testing.F)     { fuzzRead(f, "", "PK\x03\x04", "A  0:01\nb\n\nB  0:02\nc") }
func FuzzReadHTML(f *testing.F) {
	fuzzRead(f, "html", "<p>A: b<p>A: c", "<table><tr><td><p><table></td><b><td>x</b></table></p>y", "<style>.a{b{}}</style><pre>\n\n</pre>")
}
func FuzzReadMarkdown(f *testing.F) {
	fuzzRead(f, "markdown", "---\ntitle: a\n---\n**A**\n> b\\\n**A**\n<!--\n-->c", "+++\n+++", "```\n\\[\n")
}
