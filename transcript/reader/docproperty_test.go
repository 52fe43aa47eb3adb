package reader

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

// drawRuns writes text as runs that are split anywhere between two characters,
// as word processors split them.
func drawRuns(t *rapid.T, text string, write func(string) string) string {
	var b strings.Builder
	for text != "" {
		n := rapid.IntRange(1, len(text)).Draw(t, "run")
		for n < len(text) && !utf8.RuneStart(text[n]) {
			n++
		}
		b.WriteString(write(text[:n]))
		text = text[n:]
	}
	return b.String()
}

// Whatever was said, in whichever of the ways in which people lay out a document
// and however its runs are split, is read back as it was said.
func TestWhatWasSaidInDocumentsIsReadBack(t *testing.T) {
	word := func(layout func(*rapid.T, []turn) string) func(*rapid.T, []turn) []byte {
		return func(t *rapid.T, talk []turn) []byte { return docx(t, layout(t, talk)) }
	}
	writer := func(layout func(*rapid.T, []turn) string) func(*rapid.T, []turn) []byte {
		return func(t *rapid.T, talk []turn) []byte {
			if rapid.Bool().Draw(t, "flat") {
				return flat(layout(t, talk))
			}
			return odt(t, layout(t, talk))
		}
	}
	plain := func(text string) string { return ospan("N", xmlText(text)) }
	strong := func(text string) string { return ospan("B", xmlText(text)) }
	for _, c := range []struct {
		name  string
		timed bool
		write func(*rapid.T, []turn) []byte
	}{
		{"docx, a name in bold before the words", false, word(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += wp(drawRuns(t, u.Speaker+":", wb), drawRuns(t, " "+u.Paragraphs[0], wr))
				for _, p := range u.Paragraphs[1:] {
					body += wp() + wp(drawRuns(t, p, wr))
				}
			}
			return body
		})},
		{"docx, a name in bold over the words", false, word(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += wp(drawRuns(t, u.Speaker, wb))
				for _, p := range u.Paragraphs {
					body += wp(drawRuns(t, p, wr))
				}
			}
			return body
		})},
		{"docx, a name before a tab", false, word(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += wp(drawRuns(t, u.Speaker, wr), "<w:r><w:tab/></w:r>", drawRuns(t, strings.Join(u.Paragraphs, "\n"), func(text string) string {
					return strings.ReplaceAll(wr(text), "\n", `</w:t><w:br/><w:t xml:space="preserve">`)
				}))
			}
			return body
		})},
		{"docx, a table", true, word(func(t *rapid.T, talk []turn) string {
			var rows [][]string
			for _, u := range talk {
				rows = append(rows, []string{u.Time.String(), u.Speaker, strings.Join(u.Paragraphs, "\n")})
			}
			return wtbl(rows...)
		})},
		{"docx, Otter", true, word(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += wp(drawRuns(t, u.Speaker, wb), wr("  "+u.Time.String())) + wp()
				for _, p := range u.Paragraphs {
					body += wp(drawRuns(t, p, wr))
				}
			}
			return body + wp(wr("Transcribed by https://otter.ai"))
		})},
		{"odt, a name in bold before the words", false, writer(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += op(drawRuns(t, u.Speaker+":", strong) + drawRuns(t, " "+u.Paragraphs[0], plain))
				for _, p := range u.Paragraphs[1:] {
					body += op("") + op(drawRuns(t, p, plain))
				}
			}
			return body
		})},
		{"odt, a table", true, writer(func(t *rapid.T, talk []turn) (body string) {
			for _, u := range talk {
				body += "<table:table-row><table:table-cell>" + op(u.Time.String()) + "</table:table-cell><table:table-cell>" + op(drawRuns(t, u.Speaker, plain)) + "</table:table-cell><table:table-cell>"
				for _, p := range u.Paragraphs {
					body += op(drawRuns(t, p, plain))
				}
				body += "</table:table-cell></table:table-row>"
			}
			return "<table:table>" + body + "</table:table>"
		})},
	} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				talk := drawTalk(t, 3)
				src := c.write(t, talk)
				if !c.timed {
					for i := range talk {
						talk[i].Time = transcript.Untimed
					}
				}
				if diff := cmp.Diff(talk, turnsOf(read(t, "talk", src, Options{}).Transcripts[0])); diff != "" {
					t.Fatalf("-want +got\n%s", diff)
				}
			})
		})
	}
}

// A mark is on the words that it was put on, however the runs are split and
// wherever in the talk they stand.
func TestMarksAreOnTheirWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		talk := drawTalk(t, 3)
		turn := rapid.IntRange(0, len(talk)-1).Draw(t, "turn")
		paragraph := rapid.IntRange(0, len(talk[turn].Paragraphs)-1).Draw(t, "paragraph")
		words := strings.Fields(talk[turn].Paragraphs[paragraph])
		first := rapid.IntRange(0, len(words)-1).Draw(t, "first")
		last := rapid.IntRange(first, len(words)-1).Draw(t, "last")
		marked := strings.Join(words[first:last+1], " ")
		body := ""
		for i, u := range talk {
			var lines []string
			for j, p := range u.Paragraphs {
				if i != turn || j != paragraph {
					lines = append(lines, drawRuns(t, p, wr))
					continue
				}
				before, behind := strings.Join(words[:first], " ")+" ", " "+strings.Join(words[last+1:], " ")
				lines = append(lines, drawRuns(t, before, wr)+`<w:commentRangeStart w:id="0"/>`+
					drawRuns(t, marked, func(text string) string { return wordRun(`<w:highlight w:val="cyan"/>`, text) })+
					`<w:commentRangeEnd w:id="0"/>`+drawRuns(t, behind, wr))
			}
			if rapid.Bool().Draw(t, "over") {
				body += wp(wb(u.Speaker), wr(":")) + wp(lines...)
				continue
			}
			body += wp(wb(u.Speaker), wr("\t"), strings.Join(lines, "<w:r><w:br/></w:r>"))
		}
		r := read(t, "talk", docx(t, body, "comments", commentPart("So")), Options{})
		if len(r.Marks) != 2 {
			t.Fatalf("marks %+v", r.Marks)
		}
		for _, m := range r.Marks {
			if got := r.Transcripts[0].Text(m.Span); got != marked {
				t.Fatalf("%s on %q, not on %q", m.Kind, got, marked)
			}
		}
	})
}

// docMutations are what programs do to the parts of a document without changing
// what it says.
var docMutations = []struct {
	name string
	do   func(part string) string
}{
	{"lines between elements", func(s string) string {
		return regexp.MustCompile(`>(<(?:w:(?:p|r|tbl|tr|tc|sectPr|body)|text:p|text:list|table:\w+|office:\w+)[ >])`).ReplaceAllString(s, ">\r\n    $1")
	}},
	{"strict", func(s string) string {
		return strings.ReplaceAll(s, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
	}},
	{"another prefix", func(s string) string {
		return strings.NewReplacer("<w:", "<ns7:", "</w:", "</ns7:", "xmlns:w=", "xmlns:ns7=", " w:", " ns7:").Replace(s)
	}},
	{"comments", func(s string) string { return strings.ReplaceAll(s, "><", "><!-- so --><") }},
	{"single quotes", func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "'", "&#39;"), `"`, "'") }},
	{"what is to come", func(s string) string {
		return strings.ReplaceAll(s, "<w:p>", `<w:p><x:later xmlns:x="urn:later" x:val="1"><x:t>no</x:t></x:later>`)
	}},
}

func TestDocumentMutationsReadAlike(t *testing.T) {
	tried := 0
	for _, name := range goldens(t) {
		folder := filepath.Join("testdata", name)
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			continue
		}
		src := load(t, folder)
		z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
		if err != nil {
			t.Fatal(err)
		}
		want := show(read(t, name, src, Options{}))
		for _, m := range docMutations {
			parts := map[string]string{}
			for _, f := range z.File {
				parts[f.Name] = string(load(t, filepath.Join(folder, filepath.FromSlash(f.Name))))
				if strings.HasSuffix(f.Name, ".xml") {
					parts[f.Name] = m.do(parts[f.Name])
				}
			}
			tried++
			if diff := cmp.Diff(want, show(read(t, name, zippedParts(t, parts), Options{}))); diff != "" {
				t.Errorf("%s, %s: -want +got\n%s", name, m.name, diff)
			}
		}
	}
	if tried < 20 {
		t.Errorf("tried %d", tried)
	}
}

func FuzzReadDocxText(f *testing.F) {
	fuzzParts(f, func(t fataler, part string) []byte {
		return docx(t, part, "comments", commentPart("One", "Two"), "styles", someStyles)
	},
		wp(wb("A:"), wr(" b"))+wp(wr("c"))+wtbl([]string{"0:01", "A", "b"}, []string{"0:02", "A", "c"}),
		wp(`<w:commentRangeStart w:id="0"/>`, wr("a"), `<w:r><w:pict><w:txbxContent>`+wp(wr("b"))+`</w:txbxContent></w:pict></w:r>`)+wp(`<w:commentRangeEnd w:id="0"/>`),
		wp(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:rPr><w:highlight w:val="red"/><w:b/></w:rPr><w:fldChar w:fldCharType="begin"/><w:t>x</w:t><w:br/><w:sym w:char="F04A"/></w:r>`))
}

func FuzzReadODTText(f *testing.F) {
	fuzzParts(f, func(t fataler, part string) []byte { return odt(t, part) },
		op("A: b")+op(ospan("B", "A")+" b"+ospan("Y", "c"))+`<text:list>`+op("a<text:s text:c=\"3\"/><text:tab/><text:line-break/>b")+`</text:list>`,
		op(`a<office:annotation office:name="n"><dc:creator>A</dc:creator><dc:date>2021-03-04</dc:date>`+op("b")+`</office:annotation>c<office:annotation-end office:name="n"/>`),
		`<table:table><table:table-row><table:table-cell table:number-columns-spanned="2">`+op(`a<draw:frame><draw:text-box>`+op("b")+`</draw:text-box></draw:frame>`)+`</table:table-cell><table:covered-table-cell/></table:table-row></table:table>`)
}

// fuzzParts holds what is true of a document whatever its main part holds.
func fuzzParts(f *testing.F, build func(t fataler, part string) []byte, seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, part string) {
		r, err := Read(t.Context(), "x", build(t, part), Options{})
		if err != nil {
			if !strings.HasPrefix(err.Error(), "x: ") {
				t.Fatalf("error %q does not begin with the file", err)
			}
			return
		}
		checkResult(t, r)
		text := 0
		for _, p := range r.Transcripts[0].Paragraphs {
			text += p.Text.Len() - 2
		}
		if most := maxRepeated*len(part) + 1; text > most {
			t.Fatal(fmt.Sprintf("%d bytes of text from %d", text, len(part)))
		}
	})
}

func FuzzReadDocx(f *testing.F) {
	f.Add(docx(f, wp(wr("A: b"))+wp(wr("A: c"))))
	fuzzRead(f, "docx")
}

func FuzzReadODT(f *testing.F) {
	f.Add(odt(f, op("A: b")+op("A: c")))
	fuzzRead(f, "odt", string(flat(op("A: b")+op("A: c"))))
}
