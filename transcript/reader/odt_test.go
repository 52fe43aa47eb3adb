package reader

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
	"grounded/transcript"
)

const odtNamespaces = ` xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"` +
	` xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"` +
	` xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"` +
	` xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
	` xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"` +
	` office:mimetype="application/vnd.oasis.opendocument.text"`

const odtCommon = `<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:default-style>
	<style:style style:name="Standard" style:family="paragraph"/>
	<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
	<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:styles>`

const odtAutomatic = `<office:automatic-styles>
	<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
	<style:style style:name="N" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
	<style:style style:name="W7" style:family="text"><style:text-properties fo:font-weight="700"/></style:style>
	<style:style style:name="W4" style:family="text"><style:text-properties fo:font-weight="400"/></style:style>
	<style:style style:name="S" style:family="text" style:parent-style-name="Strong"/>
	<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
	<style:style style:name="V" style:family="text"><style:text-properties text:display="true"/></style:style>
	<style:style style:name="Y" style:family="text"><style:text-properties fo:background-color="#ffff00"/></style:style>
	<style:style style:name="O" style:family="text"><style:text-properties fo:background-color="#FFD966"/></style:style>
	<style:style style:name="T" style:family="text"><style:text-properties fo:background-color="transparent"/></style:style>
	<style:style style:name="PT" style:family="paragraph" style:parent-style-name="Title"><style:paragraph-properties fo:background-color="#ffff00"/></style:style>
	<style:style style:name="PB" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>`

// odt makes an OpenDocument text of what stands in office:text.
func odt(t fataler, text string) []byte {
	t.Helper()
	return odtOf(t, text, "")
}

func odtOf(t fataler, text, masters string) []byte {
	t.Helper()
	return zippedParts(t, map[string]string{
		"mimetype":    odtType,
		"styles.xml":  "<office:document-styles" + odtNamespaces + ">" + odtCommon + masters + "</office:document-styles>",
		"content.xml": "<office:document-content" + odtNamespaces + ">" + odtAutomatic + "<office:body><office:text>" + text + "</office:text></office:body></office:document-content>",
		"meta.xml":    "<office:document-meta" + odtNamespaces + "><office:meta><dc:title>Talk of Ana</dc:title><dc:creator>no</dc:creator><dc:language>de-AT</dc:language></office:meta></office:document-meta>",
	})
}

func flat(text string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><office:document` + odtNamespaces + "><office:meta><dc:title>Talk of Ana</dc:title><dc:language>de-AT</dc:language></office:meta>" +
		odtCommon + odtAutomatic + "<office:body><office:text>" + text + "</office:text></office:body></office:document>")
}

func op(text string) string { return "<text:p>" + text + "</text:p>" }
func ospan(style, text string) string {
	return `<text:span text:style-name="` + style + `">` + text + "</text:span>"
}

func TestODTText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"paragraphs and headings", `<text:h>One</text:h>` + op("two") + op("") + op("three"), "One|two|three"},
		{"white space", op("  a \n\t b" + ospan("B", " c ") + " d "), "a b c d "},
		{"spaces", op(`a<text:s/>b<text:s text:c="3"/>c <text:s/>d`), "a b   c  d"},
		{"too many spaces", op(`a<text:s text:c="999999999"/>b<text:s text:c="-4"/>c`), "a" + strings.Repeat(" ", maxRepeated) + "b c"},
		{"tabs and breaks", op(`a<text:tab/>b<text:line-break/>c<text:soft-page-break/>d`), "a\tb|cd"},
		{"transparent elements", `<text:section>` + op(`a <text:a>b</text:a> <text:bookmark-start text:name="x"/>c <text:date>1 May</text:date><text:meta> d</text:meta>`) + `</text:section>`, "a b c 1 May d"},
		{"lists", `<text:list><text:list-header>` + op("a") + `</text:list-header><text:list-item>` + op("b") + `<text:list><text:list-item>` + op("c") + "</text:list-item></text:list></text:list-item></text:list>", "a|b|c"},
		{"notes", op(`a<text:note><text:note-citation>1</text:note-citation><text:note-body>` + op("no") + `</text:note-body></text:note>b`), "ab"},
		{"ruby", op(`<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>no</text:ruby-text></text:ruby>`), "字"},
		{"tracked changes", `<text:tracked-changes><text:changed-region><text:deletion>` + op("gone") + `</text:deletion></text:changed-region><text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>` +
			op(`a <text:change text:change-id="1"/><text:change-start text:change-id="2"/>b<text:change-end text:change-id="2"/> c`), "a b c"},
		{"hidden", op("a"+ospan("H", "no")+ospan("V", "b")+ospan("H", "no"+ospan("V", "c")+`<text:line-break/>`)) + `<text:section text:display="none">` + op("no") + "</text:section>" + op(`d<text:hidden-text>no</text:hidden-text>`), "abc|d"},
		{"a frame", op(`a<draw:frame><draw:text-box>`+op("in")+op("box")+`</draw:text-box><svg:title>no</svg:title><svg:desc>no</svg:desc></draw:frame>b`) + op("c"), "ab|in|box|c"},
		{"a frame by itself", op("a") + `<draw:frame><draw:text-box>` + op("in") + "</draw:text-box></draw:frame>" + op("c"), "a|in|c"},
		{"a shape in a frame", op(`a<draw:frame><draw:text-box>`+op(`in<draw:custom-shape>`+op("deep")+`</draw:custom-shape>`)+`</draw:text-box></draw:frame>b`) + op("c"), "ab|deep|in|c"},
		{"a picture", op(`a<draw:frame><draw:image><office:binary-data>bm8=</office:binary-data></draw:image><draw:object>` + op("no") + `</draw:object></draw:frame>b`), "ab"},
		{"text of no paragraph", `no<text:sequence-decls>no</text:sequence-decls>` + op("a"), "a"},
		{"fields of forms", `<office:forms>` + op("no") + `</office:forms>` + op("a"), "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := textOf(t, odt(t, c.text)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if got := textOf(t, flat(c.text)); got != c.want {
				t.Errorf("flat: got %q, want %q", got, c.want)
			}
		})
	}
}

func TestODTBold(t *testing.T) {
	for style, bold := range map[string]bool{"B": true, "S": true, "Strong": true, "W7": true, "W4": false, "N": false, "Y": false, "None": false} {
		body := strings.Repeat(op(ospan(style, "Marta")+"<text:tab/>so it is")+op(ospan(style, "Nora")+" no"), 2)
		got := strings.Contains(read(t, "x", odt(t, body), Options{}).Transcripts[0].Body, "Nora: no")
		if got != bold {
			t.Errorf("%s is bold: %t", style, got)
		}
	}
	body := strings.Repeat(op(ospan("B", ospan("Y", "Marta"))+"<text:tab/>so it is")+op(ospan("B", "No"+ospan("Y", "ra"))+" no"), 2)
	if got := read(t, "x", odt(t, body), Options{}).Transcripts[0].Body; !strings.Contains(got, "Nora: no") {
		t.Errorf("within another style: %q", got)
	}
	body = strings.Repeat(`<text:p text:style-name="PB">Marta</text:p>`+op("so")+`<text:p text:style-name="PB">`+ospan("N", "Nora")+`</text:p>`, 2)
	if got, want := shown(t, odt(t, body), Options{}), "Marta: so\nNora\nMarta: so\nNora\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestODTMarks(t *testing.T) {
	note := func(name, author, text string) string {
		return `<office:annotation office:name="` + name + `"><dc:creator>` + author + `</dc:creator><dc:date>2021-03-04T10:11:12.000</dc:date><meta:creator-initials>A</meta:creator-initials>` + op(text) + op("more") + "</office:annotation>"
	}
	end := func(name string) string { return `<office:annotation-end office:name="` + name + `"/>` }
	for _, c := range []struct{ name, text, want string }{
		{"a highlight", op("P1: a "+ospan("Y", "b ")+ospan("B", ospan("Y", "c"))+" d") + op(ospan("O", "e")+ospan("T", "f")), `highlight   "yellow": "b c"` + "\n" + `highlight   "#ffd966": "e"` + "\nP1: a b c d\nef\n"},
		{"within another", op("P1: " + ospan("Y", "a "+ospan("T", "b")+" c")), `highlight   "yellow": "a"` + "\n" + `highlight   "yellow": "c"` + "\nP1: a b c\n"},
		{"the colour of a paragraph", `<text:p text:style-name="PT">P1: a</text:p>`, "P1: a\n"},
		{"a comment on words", op("P1: a " + note("n1", "Ana Lee", "So?") + "b c" + end("n1") + " d"), `comment Ana Lee 2021-03-04 "So?\nmore": "b c"` + "\nP1: a b c d\n"},
		{"over paragraphs", op("P1: a "+note("n1", "Ana", "So?")+"b") + op("P2: c"+end("n1")+" d"), `comment Ana 2021-03-04 "So?\nmore": "b\n\nP2: c"` + "\nP1: a b\nP2: c d\n"},
		{"without an end", op("P1: a "+note("", "Ana", "So?")+"b") + op("P2: c") + op("d "+note("", "Ben", "Oh")), `comment Ana 2021-03-04 "So?\nmore": "a b"` + "\n" + `comment Ben 2021-03-04 "Oh\nmore": "d"` + "\nP1: a b\nP2: c\nd \n"},
		{"an answer", op("P1: a " + note("n1", "Ana", "So?") + "b" + end("n1") + " c" + strings.Replace(note("n2", "Ben", "Yes"), "office:name", `loext:parent-name="n1" office:name`, 1)), `comment Ben 2021-03-04 "Yes\nmore": "a b c"` + "\n" + `comment Ana 2021-03-04 "So?\nmore": "b"` + "\nP1: a b c\n"},
		{"in a note", op(`P1: a<text:note>` + op(note("n1", "Ana", "So?")+"b"+end("n1")) + "</text:note>"), "x: left out 1 footnote or endnote\nP1: a\n"},
		{"in a box", op(`P1: a<draw:frame><draw:text-box>` + op(note("n1", "Ana", "So?")+"b"+end("n1")) + "</draw:text-box></draw:frame>"),
			"x: put 1 paragraph of a box behind the one that the box hangs on\nx: left out 1 comment that stands on no words of the talk\nP1: a\nb\n"},
		{"of no words", op(`P1: a<office:annotation><dc:creator>Ana</dc:creator></office:annotation>`), "P1: a\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(t, odt(t, c.text), Options{}); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestODTTables(t *testing.T) {
	cell := func(attributes, text string) string {
		return "<table:table-cell " + attributes + ">" + op(text) + "</table:table-cell>"
	}
	tr := func(cells ...string) string {
		return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
	}
	covered := "<table:covered-table-cell/>"
	rows := tr(cell("", "0:10"), cell("", "Anna"), cell("", "so")) +
		tr(cell(`table:number-columns-spanned="3"`, "Part two"), covered, covered) +
		tr(cell("", "0:20"), cell(`table:number-rows-spanned="2"`, "Ben"), cell("", "no")) +
		tr(cell("", "0:25"), covered, cell("", "never")) +
		tr(`<table:table-cell table:number-columns-spanned="2"/>`, covered, cell("", "and so")) +
		tr(`<table:table-cell table:number-columns-repeated="2"/>`, cell("", "and so on")) +
		tr(cell("", "0:30"), cell(`table:number-columns-repeated="99999999"`, "Anna"))
	const head = "<table:table-header-rows><table:table-row><table:table-cell><text:p>Wann</text:p></table:table-cell><table:table-cell><text:p>Wer</text:p></table:table-cell><table:table-cell><text:p>Was</text:p></table:table-cell></table:table-row></table:table-header-rows>"
	src := odt(t, "<table:table><table:table-column/>"+head+strings.Replace(rows, tr(cell("", "0:30"), cell(`table:number-columns-repeated="99999999"`, "Anna")), tr(cell("", "0:30"), cell("", "Anna"), cell("", "yes")), 1)+"</table:table>"+op("after"))
	want := "x: left out the row with the heads of the columns of 1 table\n[00:00:10] Anna: so\nPart two\n[00:00:20] Ben: no\n[00:00:25] Ben: never\nand so\nand so on\n[00:00:30] Anna: yes\nafter\n"
	if got := shown(t, src, Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	src = odt(t, "<table:table>"+rows+"</table:table>")
	if got := read(t, "x", src, Options{}).Warnings[0].Name; got != "nobody-named" && got != "table-kept" {
		t.Errorf("a cell far out: %s", got)
	}
}

func TestODTSaysWhatItLeavesBehind(t *testing.T) {
	masters := "<office:master-styles><style:master-page><style:header>" + op("Study 7") + "</style:header><style:footer>" + op("12") + "</style:footer></style:master-page></office:master-styles>"
	src := odtOf(t, op("a"+ospan("H", "no"))+"<text:list><text:list-item>"+op("b")+"</text:list-item></text:list>", masters)
	r := read(t, "x", src, Options{})
	got := slices.DeleteFunc(r.Warnings, func(p problem.Problem) bool { return p.Name == "nobody-named" })
	want := []string{
		"x: left out 1 header or footer of pages",
		"x: left out 1 stretch of hidden text; if it belongs to the talk, show it in the word processor, save, and import again",
		"x: left out the automatic bullets or numbers of 1 paragraph",
	}
	if diff := cmp.Diff(want, sentences(got)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if got := r.Transcripts[0].Body; got != "a\n\nb\n" {
		t.Errorf("%q", got)
	}
}

func TestODTTitleAndLanguage(t *testing.T) {
	for text, want := range map[string]string{
		op("so"):          "x",
		op("talk of Ana"): "Talk of Ana",
		`<text:p text:style-name="PT">Kitchen</text:p>` + op("talk of Ana"): "Kitchen",
	} {
		for _, src := range [][]byte{odt(t, text), flat(text)} {
			if tr := read(t, "x", src, Options{}).Transcripts[0]; tr.Title != want || tr.Language != "de-AT" || tr.Format != "odt" {
				t.Errorf("%s: %q in %q as %s", text, tr.Title, tr.Language, tr.Format)
			}
		}
	}
}

func TestODTVariants(t *testing.T) {
	want := []turn{{"P1", transcript.Untimed, []string{"café"}}}
	body := "<office:body><office:text>" + op("P1: café") + "</office:text></office:body>"
	for name, src := range map[string][]byte{
		"a template":       zippedParts(t, map[string]string{"mimetype": odtType + "-template", "content.xml": "<office:document-content" + odtNamespaces + ">" + body + "</office:document-content>"}),
		"another prefix":   zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": strings.NewReplacer("text:p", "t:p", "xmlns:text=", "xmlns:t=").Replace("<office:document-content" + odtNamespaces + ">" + body + "</office:document-content>")}),
		"OpenOffice 1":     zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": `<office:document-content xmlns:office="http://openoffice.org/2000/office" xmlns:text="http://openoffice.org/2000/text">` + body + "</office:document-content>"}),
		"no declarations":  zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": "<office:document-content>" + body + "</office:document-content>"}),
		"a document type":  zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": `<!DOCTYPE office:document-content PUBLIC "a" "b.dtd">` + "<office:document-content" + odtNamespaces + ">" + body + "</office:document-content>"}),
		"flat, with lines": []byte("<?xml version=\"1.0\"?>\r\n<office:document\r\n" + odtNamespaces + ">\r\n" + body + "\r\n</office:document>\r\n"),
	} {
		if diff := cmp.Diff(want, turnsOf(read(t, "x", src, Options{}).Transcripts[0])); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

func TestODTRefuses(t *testing.T) {
	whole := odt(t, op(strings.Repeat("It was so. ", 500)))
	for _, c := range []struct {
		name string
		src  []byte
		want string
	}{
		{"cut short", whole[:len(whole)/2], "x: is no whole document (zip: not a valid zip file)"},
		{"no content", zippedParts(t, map[string]string{"mimetype": odtType}), "x: is no OpenDocument text: it has no content; save it again"},
		{"encrypted", zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": "\x01\x02", "META-INF/manifest.xml": `<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>`}), "x: is protected by a password; save it without one"},
		{"encrypted whole", zippedParts(t, map[string]string{"mimetype": odtType, "encrypted-package": "\x01\x02"}), "x: is protected by a password; save it without one"},
		{"broken manifest", zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": "<a/>", "META-INF/manifest.xml": "<a"}), "x: META-INF/manifest.xml inside cannot be read"},
		{"broken", zippedParts(t, map[string]string{"mimetype": odtType, "content.xml": "<a></b>"}), "x: content.xml inside cannot be read: XML syntax error"},
		{"broken flat", append(flat(op("a")), "</x>"...), "x: it cannot be read: XML syntax error on line 16: unexpected end element </x>; save it again"},
		{"no words", odt(t, op("")), "x: holds no words"},
		{"a spreadsheet", zippedParts(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), "is an OpenDocument spreadsheet"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(t.Context(), "x", c.src, Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
