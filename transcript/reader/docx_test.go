package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"grounded/codebook/problem"
	"grounded/transcript"
)

const wordXMLNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"` +
	` xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

const officeRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// docx makes a Word document of a body and of other parts, of which the name
// without an ending says what each is: "comments", "styles", "header1".
func docx(t fataler, body string, parts ...string) []byte {
	t.Helper()
	files := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels": `<Relationships><Relationship Id="r1" Type="` + officeRelation + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n<w:document " + wordXMLNS + "><w:body>" + body + "<w:sectPr/></w:body></w:document>",
	}
	var relations strings.Builder
	for i := 0; i < len(parts); i += 2 {
		name, content := parts[i], parts[i+1]
		if name == "core" {
			files["docProps/core.xml"] = content
			continue
		}
		files["word/"+name+".xml"] = content
		fmt.Fprintf(&relations, `<Relationship Id="r%d" Type="%s" Target="%s.xml"/>`, i, officeRelation+strings.TrimRight(name, "0123456789"), name)
	}
	files["word/_rels/document.xml.rels"] = "<Relationships>" + relations.String() + "</Relationships>"
	return zippedParts(t, files)
}

// wp, wr and wb write a paragraph, a run and a run in bold.
func wp(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func wr(text string) string    { return wordRun("", text) }
func wb(text string) string    { return wordRun("<w:b/>", text) }

func wordRun(properties, text string) string {
	return `<w:r><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + xmlText(text) + "</w:t></w:r>"
}

// wtbl writes a table of paragraphs; "\n" parts those of a cell.
func wtbl(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl><w:tblPr/><w:tblGrid/>")
	for _, r := range rows {
		b.WriteString("<w:tr><w:trPr/>")
		for _, c := range r {
			b.WriteString("<w:tc><w:tcPr/>")
			for text := range strings.SplitSeq(c, "\n") {
				b.WriteString(wp(wr(text)))
			}
			b.WriteString("</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func xmlText(text string) string { return xmlEscapes.Replace(text) }

// textOf returns the paragraphs of a file in which nobody is named, parted by
// "|".
func textOf(t *testing.T, src []byte) string {
	t.Helper()
	var out []string
	for _, u := range turnsOf(read(t, "x", src, Options{}).Transcripts[0]) {
		if u.Speaker != "" {
			t.Errorf("said by %q: %q", u.Speaker, u.Paragraphs)
		}
		out = append(out, u.Paragraphs...)
	}
	return strings.Join(out, "|")
}

func TestDocxText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"runs split anywhere", wp(wr("When I st"), `<w:proofErr w:type="spellStart"/>`, wr("opp"), `<w:bookmarkStart w:id="0" w:name="x"/>`, wr("ed."), `<w:bookmarkEnd w:id="0"/>`), "When I stopped."},
		{"two paragraphs and a blank one", wp(wr("One.")) + wp() + "<w:p/>" + wp(wr("Two.")), "One.|Two."},
		{"space that is not preserved", wp("<w:r><w:t> One \n</w:t></w:r>", wr("  two  "), wr("three")), "One  two  three"},
		{"a line end in the text", wp("<w:r><w:t>One\ntwo\r\nthree&#13;four&#10;five</w:t></w:r>"), "One two three four five"},
		{"entities", wp(wr("R&D <b> \"so\"")), `R&D <b> "so"`},
		{"cdata and comments", wp("<w:r><w:t>a<!-- no -->b<![CDATA[<c>]]></w:t></w:r>"), "ab<c>"},
		{"white space between elements", "\n <w:p>\n  <w:r>\n   <w:t>One.</w:t>\n  </w:r>\n </w:p>\n", "One."},
		{"a tab", wp("<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>"), "a\tb\tc"},
		{"line breaks", wp("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:br w:type=\"page\"/><w:t>d</w:t></w:r>"), "a|b|c|d"},
		{"hyphens", wp("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>o</w:t><w:softHyphen/><w:t>ff</w:t></w:r>"), "well\u2011o\u00adff"},
		{"a symbol", wp(`<w:r><w:t>a</w:t><w:sym w:font="Arial" w:char="2192"/><w:t>b</w:t><w:sym w:char="zz"/><w:sym w:char="D800"/><w:sym w:char="0001"/></w:r>`), "a→b"},
		{"an insertion", wp(wr("a "), `<w:ins w:id="1" w:author="A">`, wr("new "), "</w:ins>", wr("b")), "a new b"},
		{"a deletion", wp(wr("a "), `<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>`, wr("b")), "a b"},
		{"a move", wp(wr("a "), `<w:moveFrom w:id="1">`, wr("moved "), "</w:moveFrom>", wr("b "), `<w:moveTo w:id="2">`, wr("moved"), "</w:moveTo>"), "a b moved"},
		{"an insertion taken back", wp(wr("a "), `<w:ins w:id="1"><w:del w:id="2">`, wr("no "), "</w:del></w:ins>", wr("b")), "a b"},
		{"the end of a paragraph deleted", wp("<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>", wr("a ")) + wp(wr("b")) + wp(wr("c")), "a b|c"},
		{"the end of a paragraph inserted", wp("<w:pPr><w:rPr><w:ins w:id=\"1\"/></w:rPr></w:pPr>", wr("a")) + wp(wr("b")), "a|b"},
		{"the end of the last paragraph deleted", wp(wr("a")) + wp("<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>", wr("b")), "a|b"},
		{"transparent elements", `<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>` + wp(`<w:hyperlink>`, wr("a "), `</w:hyperlink><w:smartTag><w:smartTagPr/>`, wr("b "),
			`</w:smartTag><w:customXml>`, wr("c "), `</w:customXml><w:fldSimple w:instr="DATE">`, wr("d"), "</w:fldSimple>") + "</w:sdtContent></w:sdt>", "a b c d"},
		{"what a form field asks for", wp(wr("a "), `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`, wr("Click here."), "</w:sdtContent></w:sdt>", `<w:sdt><w:sdtContent>`, wr("b"), "</w:sdtContent></w:sdt>"), "a b"},
		{"a field", wp(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>no</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, wr("so"), `<w:r><w:fldChar w:fldCharType="end"/></w:r>`, wr(" on")), "so on"},
		{"a field in a field", wp(`<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>no</w:t><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/><w:t>yes</w:t><w:fldChar w:fldCharType="end"/><w:t>.</w:t></w:r>`), "yes."},
		{"a field that does not end", wp(`<w:r><w:fldChar w:fldCharType="begin"/><w:t>no</w:t></w:r>`, wr("no")) + wp(wr("yes")), "yes"},
		{"an end without a field", wp(`<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r>`, wr("yes")), "yes"},
		{"a choice and what replaces it", wp(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>a</w:t></mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r>`, wr("c")), "ac"},
		{"a choice that says nothing, as of emoji", wp(`<w:r><w:t>so </w:t><mc:AlternateContent><mc:Choice Requires="w16se"><x:symEx xmlns:x="urn:x"/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>`, wr("c")), "so😊c"},
		{"a replacement without a choice", wp(`<w:r><mc:Fallback><w:t>a</w:t></mc:Fallback></w:r>`), "a"},
		{"a box", wp(wr("a"), `<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>`+wp(wr("in"))+wp(wr("box"))+`</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>`+wp(wr("in"))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`, wr("b")) + wp(wr("c")), "ab|in|box|c"},
		{"a box in a box", wp(wr("a"), `<w:r><w:txbxContent>`+wp(wr("in"), `<w:r><w:txbxContent>`+wp(wr("deep"))+`</w:txbxContent></w:r>`)+`</w:txbxContent></w:r>`) + wp(wr("c")), "a|deep|in|c"},
		{"a box with a table", wp(wr("a"), `<w:r><w:txbxContent>`+wtbl([]string{"in", "box"})+`</w:txbxContent></w:r>`), "a|in|box"},
		{"ruby", wp(`<w:r><w:ruby><w:rt><w:r><w:t>no</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r></w:rubyBase></w:ruby></w:r>`), "字"},
		{"a formula", wp(wr("so "), `<m:oMath><m:r><w:rPr/><m:t>a=b</m:t></m:r></m:oMath>`), "so a=b"},
		{"text of other kinds", wp(wr("so"), `<w:r><w:drawing><a:t xmlns:a="urn:a">no</a:t></w:drawing></w:r>`), "so"},
		{"hidden", wp(wr("a"), wordRun("<w:vanish/>", "no"), wordRun(`<w:vanish w:val="0"/>`, "b"), "<w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t><w:br/></w:r>", wr("c")), "abc"},
		{"former properties", wp(wordRun(`<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>`, "a")), "a"},
		{"the paragraph's mark is hidden, the text is not", wp("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>", wr("a")), "a"},
		{"nothing closed twice", wp(`<w:commentRangeEnd w:id="7"/>`, wr("a")) + "<w:tc/><w:tr/>", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := textOf(t, docx(t, c.body)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// shown returns what a file is read as: the canonical body with a line for each
// mark before it and one for each warning.
func shown(t *testing.T, src []byte, o Options) string {
	t.Helper()
	r := read(t, "x", src, o)
	var b strings.Builder
	for _, w := range r.Warnings {
		b.WriteString(w.String() + "\n")
	}
	for _, m := range r.Marks {
		fmt.Fprintf(&b, "%s %s %s %q: %q\n", m.Kind, m.Author, m.Date, m.Text, r.Transcripts[0].Text(m.Span))
	}
	return b.String() + strings.ReplaceAll(r.Transcripts[0].Body, "\n\n", "\n")
}

const someStyles = `<w:styles ` + wordXMLNS + `><w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>
	<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
	<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/></w:style>
	<w:style w:type="paragraph" w:styleId="Cover"><w:name w:val="cover"/><w:basedOn w:val="Titel"/></w:style>
	<w:style w:type="paragraph" w:styleId="Ask"><w:name w:val="Ask"/><w:basedOn w:val="Standard"/><w:rPr><w:b/></w:rPr><w:tblStylePr><w:rPr><w:b w:val="0"/></w:rPr></w:tblStylePr></w:style>
	<w:style w:type="paragraph" w:styleId="AskMore"><w:basedOn w:val="Ask"/></w:style>
	<w:style w:type="paragraph" w:styleId="AskMost"><w:basedOn w:val="AskMore"/></w:style>
	<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="AskMore"/><w:rPr><w:b w:val="false"/></w:rPr></w:style>
	<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
	<w:style w:type="character" w:styleId="Strong"><w:basedOn w:val="Base"/></w:style>
	<w:style w:type="character" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>
	<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
	<w:style w:type="character" w:styleId="Marked"><w:rPr><w:shd w:val="clear" w:fill="00FF00"/></w:rPr></w:style>
	<w:style w:type="character" w:styleId="Round"><w:basedOn w:val="Circle"/></w:style>
	<w:style w:type="character" w:styleId="Circle"><w:basedOn w:val="Round"/></w:style></w:styles>`

func styled(name string) string   { return `<w:pPr><w:pStyle w:val="` + name + `"/></w:pPr>` }
func lettered(name string) string { return `<w:rStyle w:val="` + name + `"/>` }

// Whether letters are bold is seen from the names that are found by it.
func TestDocxBold(t *testing.T) {
	for _, c := range []struct {
		name, paragraph, run string
		bold                 bool
	}{
		{"in the run", "", "<w:b/>", true},
		{"switched on", "", `<w:b w:val="1"/>`, true},
		{"switched off", "", `<w:b w:val="0"/>`, false},
		{"switched off by a word", "", `<w:b w:val="false"/>`, false},
		{"for scripts written from the right", "", `<w:bCs/>`, false},
		{"before a change", "", `<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>`, false},
		{"the mark of the paragraph", "<w:pPr><w:rPr><w:b/></w:rPr></w:pPr>", "", false},
		{"style of the letters", "", lettered("Base"), true},
		{"what that is based on", "", lettered("Strong"), true},
		{"style of the letters switched off", "", lettered("Strong") + `<w:b w:val="0"/>`, false},
		{"style of the paragraph, and all of it is", styled("Ask"), "", false},
		{"styles in a circle", "", lettered("Round"), false},
		{"a style that is not there", styled("None"), lettered("None"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := ""
			for range 2 {
				body += wp(c.paragraph, wordRun(c.run, "Marta"), wr("\tso")) + wp(c.paragraph, wordRun(c.run, "Nora"), wr(" no"))
			}
			d := documentOf(t, docx(t, body, "styles", someStyles))
			want := 0
			if c.bold {
				want = len("Marta")
			}
			if got := d.lines[0].lead; got != want && c.paragraph != styled("Ask") || c.paragraph == styled("Ask") && got != len("Marta\tso") {
				t.Errorf("%d bytes are bold, want %d", got, want)
			}
		})
	}
	for style, want := range map[string]bool{"Ask": true, "AskMore": true, "AskMost": true, "Plain": false, "Titel": false} {
		d := documentOf(t, docx(t, wp(styled(style), wr("Marta")), "styles", someStyles))
		if got := d.lines[0].lead > 0; got != want {
			t.Errorf("%s is bold: %t", style, got)
		}
	}
	// A bold style within a bold one stands out by not being bold.
	d := documentOf(t, docx(t, wp(styled("Ask"), wr("Marta "), wordRun(lettered("Strong"), "so")), "styles", someStyles))
	if got := d.lines[0].lead; got != len("Marta ") {
		t.Errorf("%d bytes are bold", got)
	}
}

// documentOf returns the document that a Word file is before its lines are read.
func documentOf(t *testing.T, src []byte) *document {
	t.Helper()
	s := &source{name: "x", raw: src}
	a, err := unzip(s)
	if err != nil {
		t.Fatal(err)
	}
	w := &wordText{flow: newFlow(), styles: styles{}}
	for _, part := range []struct {
		name string
		v    visitor
	}{{"word/styles.xml", wordStyles(w.styles)}, {"word/document.xml", w.visitor()}} {
		if err := a.walk(t.Context(), part.name, part.v); err != nil {
			t.Fatal(err)
		}
	}
	return w.finish(s, nil)
}

func TestDocxHighlights(t *testing.T) {
	yellow := `<w:highlight w:val="yellow"/>`
	for _, c := range []struct{ name, body, want string }{
		{"a run", wp(wr("a "), wordRun(yellow, "b c"), wr(" d")), `yellow "b c"`},
		{"runs", wp(wordRun(yellow, "a "), wordRun("<w:b/>"+yellow, "b"), wr(" "), wordRun(yellow, "c"), wr(" d")), `yellow "a b c"`},
		{"paragraphs", wp(wr("a "), wordRun(yellow, "b")) + wp() + wp(wordRun(yellow, "c"), wr(" d")), `yellow "b\n\nc"`},
		{"two", wp(wordRun(yellow, "a"), wr(" b "), wordRun(yellow, "c")), `yellow "a"; yellow "c"`},
		{"two colours", wp(wordRun(yellow, "a"), wordRun(`<w:highlight w:val="darkBlue"/>`, "b")), `yellow "a"; dark blue "b"`},
		{"a shading", wp(wordRun(`<w:shd w:val="clear" w:fill="FFFF00"/>`, "a")), `yellow "a"`},
		{"a shading without a name", wp(wordRun(`<w:shd w:fill="FFD966"/>`, "a")), `#ffd966 "a"`},
		{"both", wp(wordRun(`<w:shd w:fill="FFD966"/>`+yellow, "a"), wordRun(yellow+`<w:shd w:fill="FFD966"/>`, "b")), `yellow "ab"`},
		{"a style", wp(wordRun(lettered("Marked"), "a"), wordRun(lettered("Marked")+`<w:highlight w:val="none"/>`, "b")), `green "a"`},
		{"none", wp(wordRun(`<w:highlight w:val="none"/>`, "a"), wordRun(`<w:highlight w:val="white"/><w:shd w:fill="FFFF00"/>`, "b"), wordRun(`<w:shd w:fill="auto"/>`, "c"), wordRun(`<w:shd w:fill="FFFFFF"/>`, "d")), ""},
		{"the shade of a paragraph", wp(`<w:pPr><w:shd w:fill="FFFF00"/></w:pPr>`, wr("a")), ""},
		{"white space", wp(wr("a"), wordRun(yellow, "  "), wr("b")), ""},
		{"in a box", wp(wr("a"), "<w:r><w:pict><w:txbxContent>"+wp(wordRun(yellow, "b"))+"</w:txbxContent></w:pict></w:r>"), ""},
		{"names only", wp(wordRun("<w:b/>"+yellow, "P1:"), wr(" a")) + wp(wordRun("<w:b/>"+yellow, "P2:"), wr(" b")), ""},
		{"a name and words", wp(wordRun(yellow, "P1: a"), wr(" b")) + wp(wordRun(yellow, "P2"), wr(": b")), `yellow "a"`},
		{"words of two speakers", wp(wr("P1: "), wordRun(yellow, "a")) + wp(wordRun(yellow, "P2: b")), `yellow "a\n\nP2: b"`},
		{"in cells", wtbl([]string{"Anna", "One"}, []string{"Ben", "X"}, []string{"Anna", "Two"}) + wp(wordRun(yellow, "a")), `yellow "a"`},
		{"in a cell of what was said", strings.ReplaceAll(wtbl([]string{"Anna", "One"}, []string{"Ben", "so XX no"}, []string{"Anna", "Two"}), xmlText("so XX no"), `so </w:t></w:r>`+wordRun(yellow, "XX")+`<w:r><w:t xml:space="preserve"> no`), `yellow "XX"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := read(t, "x", docx(t, c.body, "styles", someStyles), Options{})
			var got []string
			for _, m := range r.Marks {
				if m.Kind != Highlight || m.Author != "" || m.Date != "" {
					t.Errorf("%+v", m)
				}
				got = append(got, fmt.Sprintf("%s %q", m.Text, r.Transcripts[0].Text(m.Span)))
			}
			if got := strings.Join(got, "; "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func commentPart(comments ...string) string {
	var b strings.Builder
	b.WriteString("<w:comments " + wordXMLNS + ">")
	for i, c := range comments {
		fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="Ana" w:date="2021-03-0%dT10:11:12Z" w:initials="A">`, i, i+1)
		for n, text := range strings.Split(c, "\n") {
			fmt.Fprintf(&b, `<w:p w14:paraId="%d%d"><w:r><w:annotationRef/></w:r>%s</w:p>`, i, n, wr(text))
		}
		b.WriteString("</w:comment>")
	}
	return b.String() + "</w:comments>"
}

func TestDocxComments(t *testing.T) {
	start := func(id int) string { return fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id) }
	end := func(id int) string {
		return fmt.Sprintf(`<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, id, id)
	}
	const lost = "x: left out 1 comment that stands on no words of the talk\n"
	for _, c := range []struct {
		name, body string
		comments   []string
		want       string
	}{
		{"on words", wp(wr("P1: a "), start(0), wr("b c"), end(0), wr(" d")) + wp(wr("P2: e")), []string{"So?\nYes."}, `comment Ana 2021-03-01 "So?\nYes.": "b c"` + "\nP1: a b c d\nP2: e\n"},
		{"over paragraphs", wp(wr("P1: a "), start(0), wr("b")) + wp(wr("c")) + wp(wr("P2: d "), wr("e"), end(0), wr(" f")), []string{"So"}, `comment Ana 2021-03-01 "So": "b\n\nc\n\nP2: d e"` + "\nP1: a b\nc\nP2: d e f\n"},
		{"between paragraphs", start(0) + wp(wr("P1: a")) + end(0) + wp(wr("P2: b")), []string{"So"}, `comment Ana 2021-03-01 "So": "a"` + "\nP1: a\nP2: b\n"},
		{"over each other", wp(wr("P1: a "), start(0), wr("b "), start(1), wr("c "), end(0), wr("d"), end(1), wr(" e")), []string{"One", "Two"}, `comment Ana 2021-03-01 "One": "b c"` + "\n" + `comment Ana 2021-03-02 "Two": "c d"` + "\nP1: a b c d e\n"},
		{"on a name", wp(start(0), wr("P1"), end(0), wr(": a b")) + wp(wr("P2: c")), []string{"Who?"}, `comment Ana 2021-03-01 "Who?": "a b"` + "\nP1: a b\nP2: c\n"},
		{"on words that are a name", wp(wr("Ann Lee: Ann "), start(0), wr("Lee"), end(0)) + wp(wr("Ann Lee: no")), []string{"Who?"}, `comment Ana 2021-03-01 "Who?": "Lee"` + "\nAnn Lee: Ann Lee\nAnn Lee: no\n"},
		{"on a name over its words", wp(wr("a")) + wp(start(0), wr("P1:"), end(0)) + wp() + wp(wr("b c")), []string{"Who?"}, `comment Ana 2021-03-01 "Who?": "b c"` + "\na\nP1: b c\n"},
		{"on a point", wp(wr("a b")) + wp(wr("c "), end(0), wr("d")), []string{"Here"}, `comment Ana 2021-03-01 "Here": "c d"` + "\na b\nc d\n"},
		{"without an end", wp(wr("a b")) + wp(wr("c "), start(0), wr("d")) + wp(wr("e")), []string{"Here"}, `comment Ana 2021-03-01 "Here": "c d"` + "\na b\nc d\ne\n"},
		{"without a beginning", wp(wr("a b")) + wp(wr("c "), `<w:commentRangeEnd w:id="0"/>`, wr("d"), end(0)), []string{"Here"}, `comment Ana 2021-03-01 "Here": "c d"` + "\na b\nc d\n"},
		{"on what was deleted", wp(wr("a "), start(0), "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", end(0), wr("b")), []string{"Gone"}, "x: tracked changes count as accepted: kept 0 insertions, left out 1 deletion\n" + `comment Ana 2021-03-01 "Gone": "a b"` + "\na b\n"},
		{"on nothing", wp(wr("a")), []string{"Where?"}, lost + "a\n"},
		{"on a blank end", wp(wr("a")) + wp() + start(0) + wp() + end(0), []string{"Where?"}, lost + "a\n"},
		{"of no words", wp(start(0), wr("a"), end(0)), []string{" "}, "a\n"},
		{"that is not there", wp(start(7), wr("a"), end(7)), nil, "a\n"},
		{"in a cell", wtbl([]string{"0:10", "P1", "a"}, []string{"0:20", "P2", "b"}) + wp(start(0), wr("c"), end(0)), []string{"So"}, `comment Ana 2021-03-01 "So": "c"` + "\n[00:00:10] P1: a\n[00:00:20] P2: b\nc\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(t, docx(t, c.body, "comments", commentPart(c.comments...)), Options{})
			want := strings.TrimPrefix(c.want, "x: nobody")
			if i := strings.Index(got, "x: no line names a speaker"); i >= 0 {
				got = got[:i] + got[i+strings.Index(got[i:], "\n")+1:]
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// An answer to a comment has a passage of its own in Word, and none in what some
// other programs write.
func TestDocxAnswers(t *testing.T) {
	extended := `<w15:commentsEx ` + wordXMLNS + `><w15:commentEx w15:paraId="01" w15:done="0"/><w15:commentEx w15:paraId="10" w15:paraIdParent="01" w15:done="1"/><w15:commentEx w15:paraId="77" w15:paraIdParent="99"/></w15:commentsEx>`
	body := wp(wr("P1: a "), `<w:commentRangeStart w:id="0"/>`, wr("b"), `<w:commentRangeEnd w:id="0"/>`, wr(" c"))
	got := shown(t, docx(t, body, "comments", commentPart("One\nmore", "Yes"), "commentsExtended", extended), Options{})
	want := `comment Ana 2021-03-01 "One\nmore": "b"` + "\n" + `comment Ana 2021-03-02 "Yes": "b"` + "\nP1: a b c\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestDocxSaysWhatItLeavesBehind(t *testing.T) {
	header := func(text string) string { return "<w:hdr " + wordXMLNS + ">" + wp(wr(text)) + "</w:hdr>" }
	list := func(id string) string {
		return `<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr>`
	}
	for _, c := range []struct {
		name  string
		body  string
		parts []string
		want  []string
	}{
		{"nothing", wp(wr("so")) + wp(list("0"), wr("no")) + wp(list("1")), []string{"header1", header("12 / 40"), "footer1", header(" ")}, nil},
		{"hidden text", wp(wr("so"), wordRun("<w:vanish/>", "a"), wordRun("<w:vanish/>", " "), wordRun(lettered("Secret"), "b")), []string{"styles", someStyles},
			[]string{"x: left out 2 stretches of hidden text; if it belongs to the talk, show it in the word processor, save, and import again"}},
		{"notes", wp(wr("so"), `<w:r><w:footnoteReference w:id="2"/></w:r>`, `<w:r><w:endnoteReference w:id="2"/></w:r>`), nil, []string{"x: left out 2 footnotes and endnotes"}},
		{"one note", wp(wr("so"), `<w:r><w:footnoteReference w:id="2"/></w:r>`), nil, []string{"x: left out 1 footnote or endnote"}},
		{"headers", wp(wr("so")), []string{"header1", header("Study 7"), "header2", header(" "), "footer1", header("Page 3")}, []string{"x: left out 2 headers and footers of pages"}},
		{"documents inside", wp(wr("so")) + `<w:altChunk/>`, nil, []string{"x: left out 1 file that stands whole inside the document; import it on its own"}},
		{"tracked changes", wp("<w:ins>", wr("so"), "</w:ins><w:ins>", wr("so"), "</w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del>"), nil,
			[]string{"x: tracked changes count as accepted: kept 2 insertions, left out 1 deletion"}},
		{"lists", wp(list("1"), wr("so")) + wp(styled("List"), wr("no")) + wp(`<w:pPr><w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`, wr("x")), []string{"styles", someStyles},
			[]string{"x: left out the automatic bullets or numbers of 2 paragraphs"}},
		{"symbols", wp(wr("so"), `<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>`), nil, []string{"x: kept 1 letter of a symbol font, which looks otherwise in text"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := slices.DeleteFunc(read(t, "x", docx(t, c.body, c.parts...), Options{}).Warnings, func(p problem.Problem) bool { return p.Name == "nobody-named" })
			if diff := cmp.Diff(c.want, sentences(got)); diff != "" {
				t.Error("-want +got\n" + diff)
			}
		})
	}
}

func TestDocxTitleAndLanguage(t *testing.T) {
	core := `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Talk of  Ana </dc:title><dc:creator>no</dc:creator><dc:language>de-AT</dc:language></cp:coreProperties>`
	for _, c := range []struct {
		name, body      string
		title, language string
	}{
		{"none", wp(wr("so")), "x", ""},
		{"a paragraph of that style", wp(wr("so")) + wp(styled("Titel"), wr("Kitchen "), wr("talk ")) + wp(styled("Titel"), wr("more")), "Kitchen talk", ""},
		{"a style based on it", wp(styled("Cover"), wr("Kitchen")), "Kitchen", ""},
		{"a long one", wp(styled("Titel"), wr(strings.Repeat("so ", 101))), "x", ""},
		{"a blank one", wp(styled("Titel")) + wp(wr("so")), "x", ""},
		{"in the properties, and shown", "core" + wp(wr("talk of Ana")) + wp(wr("so")), "Talk of  Ana", "de-AT"},
		{"in the properties, not shown", "core" + wp(wr("so")), "x", "de-AT"},
		{"in the properties, shown at the end", "core" + strings.Repeat(wp(wr("so")), 20) + wp(wr("Talk of Ana")), "x", "de-AT"},
		{"both", "core" + wp(styled("Titel"), wr("Kitchen")) + wp(wr("talk of Ana")), "Kitchen", "de-AT"},
	} {
		parts := []string{"styles", someStyles}
		body, described := strings.CutPrefix(c.body, "core")
		if described {
			parts = append(parts, "core", core)
		}
		tr := read(t, "x", docx(t, body, parts...), Options{}).Transcripts[0]
		if tr.Title != c.title || tr.Language != c.language || tr.Format != "docx" {
			t.Errorf("%s: %q in %q as %s, want %q in %q", c.name, tr.Title, tr.Language, tr.Format, c.title, c.language)
		}
	}
}

// What other programs write otherwise without meaning another thing.
func TestDocxVariants(t *testing.T) {
	const rels = `<Relationships><Relationship Type="` + officeRelation + `officeDocument" Target="%s"/></Relationships>`
	document := func(namespaces string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><w:document ` + namespaces + `><w:body>` + wp(wb("P1:"), wr(" café")) + `</w:body></w:document>`
	}
	usual := document(wordXMLNS)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(usual, "UTF-8", "UTF-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().String(strings.Replace(usual, "UTF-8", "windows-1252", 1))
	if err != nil {
		t.Fatal(err)
	}
	for name, parts := range map[string]map[string]string{
		"usual":                 {"_rels/.rels": fmt.Sprintf(rels, "word/document.xml"), "word/document.xml": usual},
		"without relations":     {"word/document.xml": usual},
		"another name":          {"_rels/.rels": fmt.Sprintf(rels, "/text/main2.xml"), "text/main2.xml": usual},
		"another case":          {"_rels/.rels": fmt.Sprintf(rels, "Word/Document.xml"), "word/document.xml": usual},
		"backslashes":           {`_rels\.rels`: fmt.Sprintf(rels, "word/document.xml"), `word\document.xml`: usual},
		"a relation to nothing": {"_rels/.rels": fmt.Sprintf(rels, "word/document2.xml"), "word/document.xml": usual},
		"strict":                {"word/document.xml": document(`xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"`)},
		"no namespace":          {"word/document.xml": document("")},
		"another prefix":        {"word/document.xml": strings.NewReplacer("<w:", "<ns0:", "</w:", "</ns0:", "xmlns:w=", "xmlns:ns0=").Replace(usual)},
		"no prefix":             {"word/document.xml": `<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><r><rPr><b/></rPr><t>P1:</t></r><r><t xml:space="preserve"> café</t></r></p></body></document>`},
		"utf-16":                {"word/document.xml": utf16},
		"latin":                 {"word/document.xml": latin},
		"a mark":                {"word/document.xml": "\ufeff" + usual},
		"a type":                {"word/document.xml": strings.Replace(usual, "?><w", `?><!DOCTYPE w:document><w`, 1)},
		"a glossary":            {"word/document.xml": usual, "word/glossary/document.xml": document(wordXMLNS)},
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, "x", zippedParts(t, parts), Options{})
			want := []turn{{"P1", transcript.Untimed, []string{"café"}}}
			if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" || r.Format != "docx" {
				t.Errorf("%s: -want +got\n%s", r.Format, diff)
			}
		})
	}
}

// The relations between parts say what they are, whatever they are called.
func TestDocxFollowsRelations(t *testing.T) {
	parts := map[string]string{
		"_rels/.rels":       `<Relationships><Relationship Type="` + officeRelation + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": "<w:document " + wordXMLNS + "><w:body>" + wp(styled("Titel"), wr("Kitchen")) + wp(`<w:commentRangeStart w:id="0"/>`, wr("so"), `<w:commentRangeEnd w:id="0"/>`) + "</w:body></w:document>",
		"word/looks7.xml":   someStyles,
		"margin/notes.xml":  commentPart("One"),
		"word/_rels/document.xml.rels": `<Relationships><Relationship Type="` + officeRelation + `styles" Target="looks7.xml"/><Relationship Type="` + officeRelation + `comments" Target="/margin/notes.xml"/>` +
			`<Relationship Type="` + officeRelation + `hyperlink" Target="https://example.org" TargetMode="External"/><Relationship Type="` + officeRelation + `comments" Target="../margin/notes.xml"/></Relationships>`,
	}
	r := read(t, "x", zippedParts(t, parts), Options{})
	if len(r.Marks) != 1 || r.Marks[0].Text != "One" || r.Transcripts[0].Title != "Kitchen" {
		t.Errorf("%q with %+v", r.Transcripts[0].Title, r.Marks)
	}
}

func TestDocxRefuses(t *testing.T) {
	whole := docx(t, wp(wr(strings.Repeat("It was so. ", 500))))
	main := func(content string) []byte { return zippedParts(t, map[string]string{"word/document.xml": content}) }
	open := "<w:document " + wordXMLNS + "><w:body>"
	for _, c := range []struct {
		name string
		src  []byte
		want string
	}{
		{"cut short", whole[:len(whole)/2], "x: is no whole document (zip: not a valid zip file); save it again in the program that made it"},
		{"no main part", zippedParts(t, map[string]string{"word/document": "x"}), "x: is a Word document (.docx): not a text"},
		{"broken XML", main(open + "<w:p></w:body></w:document>"), "x: word/document.xml inside cannot be read: XML syntax error on line 1: element <p> closed by </body>; save it again in the program that made it"},
		{"XML cut short", main(open + wp(wr("so"))), "XML syntax error on line 1: unexpected EOF; save it again"},
		{"entities", main(`<!DOCTYPE w [<!ENTITY a "so"><!ENTITY b "&a;&a;">]>` + open + wp(wr("so")) + "</w:body></w:document>"), "x: word/document.xml inside cannot be read: it declares entities of its own"},
		{"unknown entities", main(open + "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"), "invalid character entity &a;"},
		{"nesting", main(open + strings.Repeat("<w:sdt>", 600) + strings.Repeat("</w:sdt>", 600) + "</w:body></w:document>"), "its elements are nested more than 512 deep"},
		{"skipped nesting", main(open + "<w:del>" + strings.Repeat("<w:sdt>", 600) + strings.Repeat("</w:sdt>", 600) + "</w:del></w:body></w:document>"), "its elements are nested more than 512 deep"},
		{"no words", main(open + wp() + "</w:body></w:document>"), "x: holds no words"},
		{"broken styles", docx(t, wp(wr("so")), "styles", "<w:styles><"), "x: word/styles.xml inside cannot be read"},
		{"broken comments", docx(t, wp(wr("so")), "comments", "<w:comments>"), "x: word/comments.xml inside cannot be read"},
		{"broken answers", docx(t, wp(wr("so")), "commentsExtended", "<a>"), "x: word/commentsExtended.xml inside cannot be read"},
		{"broken header", docx(t, wp(wr("so")), "header1", "<a>"), "x: word/header1.xml inside cannot be read"},
		{"broken properties", docx(t, wp(wr("so")), "core", "<a>"), "x: docProps/core.xml inside cannot be read"},
		{"a bomb", main(open + strings.Repeat(" ", 4<<20) + "</w:body></w:document>"), "x: word/document.xml inside unpacks to more than 200 times its size, as no document does"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(t.Context(), "x", c.src, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestDocxAskedFor(t *testing.T) {
	src := zippedParts(t, map[string]string{"a": "b"})
	_, err := Read(t.Context(), "x", src, Options{As: "docx"})
	if want := "x: is no Word document: it has no main part; save it again in the program that made it"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
	_, err = Read(t.Context(), "x", []byte("so"), Options{As: "docx"})
	if want := "x: is no whole document (zip: not a valid zip file); save it again in the program that made it"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

// What Teams writes, a paragraph a turn with a line break behind the header, are
// the lines that it writes as text.
func TestDocxLinesOfTeams(t *testing.T) {
	turn := func(name, at, words string) string {
		return wp(wb(name), wordRun(`<w:color w:val="323130"/>`, "   "+at), "<w:r><w:br/><w:t>"+words+"</w:t></w:r>")
	}
	d := documentOf(t, docx(t, wp(wb("Weekly talk-20210615_133555-Meeting Transcript"))+wp(wr("15 June 2021, 01:35pm"))+wp(wr("27m 42s"))+wp()+
		wp(wb("Ana Ruiz"), wr(" started transcription"))+wp()+turn("Ana Ruiz", "0:03", "So, the bread.")+wp()+turn("Ben Okoro", "0:03", "Late.")+wp()+turn("Ana Ruiz", "1:00:19", "Yeah.")))
	d.setApart(&source{})
	want := []string{"Weekly talk-20210615_133555-Meeting Transcript", "15 June 2021, 01:35pm", "27m 42s", "", "Ana Ruiz started transcription", "",
		"Ana Ruiz   0:03", "So, the bread.", "", "Ben Okoro   0:03", "Late.", "", "Ana Ruiz   1:00:19", "Yeah."}
	if diff := cmp.Diff(want, d.texts()); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

// Files that begin as a Word document does and are none.
func TestNotDocx(t *testing.T) {
	for name, c := range map[string]struct {
		parts map[string]string
		want  string
	}{
		"a workbook": {map[string]string{"_rels/.rels": `<Relationships><Relationship Type="` + officeRelation + `officeDocument" Target="xl/workbook.xml"/></Relationships>`, "xl/workbook.xml": `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`}, "holds no words"},
		"an archive": {map[string]string{"passwords/anna.txt": "so"}, "is a zip archive"},
	} {
		_, err := Read(t.Context(), "x", zippedParts(t, c.parts), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// A layout can be asked for within a document, as in a text file.
func TestALayoutCanBeForcedInADocument(t *testing.T) {
	src := docx(t, wp(wr("Anna  0:03"))+wp(wr("so"))+wp(wr("Ben: no")))
	for as, want := range map[string][]turn{
		"":      {{"", transcript.Untimed, []string{"Anna  0:03", "so", "Ben: no"}}},
		"docx":  {{"", transcript.Untimed, []string{"Anna  0:03", "so", "Ben: no"}}},
		"otter": {{"Anna", 3000, []string{"so", "Ben: no"}}},
	} {
		r := read(t, "x", src, Options{As: as})
		if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" || r.Format != "docx" {
			t.Errorf("as %q it is %s: -want +got\n%s", as, r.Format, diff)
		}
	}
	if _, err := Read(t.Context(), "x", src, Options{As: "vtt"}); err == nil || !strings.Contains(err.Error(), "is a Word document (.docx)") {
		t.Errorf("as captions: %v", err)
	}
}
