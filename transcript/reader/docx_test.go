package reader

import (
	"fmt"
	"strings"
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

func xmlText(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}
