package reader

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"
)

// isDocx asks for a zip file whose main part is a document of Word, whatever the
// part is called, or for one that is damaged but holds Word's own.
func isDocx(s *source) bool {
	if !bytes.HasPrefix(s.raw, []byte(zipMagic)) {
		return false
	}
	a, err := unzip(s)
	if err != nil {
		return isZip(s.raw, "word/document")
	}
	main, err := a.mainPart(context.Background())
	if err != nil || main == "" {
		return false
	}
	r, err := a.part(main)
	if r == nil || err != nil {
		return err != nil
	}
	defer r.Close()
	x := newXML(r)
	for {
		switch token, err := x.Token(); t := token.(type) {
		case xml.StartElement:
			return t.Name.Local == "document" && isWord(t.Name.Space)
		default:
			if err != nil {
				return isZip(s.raw, "word/document")
			}
		}
	}
}

// isWord reports whether a namespace is that of WordprocessingML, transitional
// or strict; a file may also leave its prefix undeclared.
func isWord(space string) bool {
	return strings.Contains(space, "wordprocessingml") || space == "w"
}

// mainPart returns the name of the part that the document begins with, or "".
func (a *archive) mainPart(ctx context.Context) (string, error) {
	relations, err := a.relations(ctx, "")
	if parts := a.ofKind(relations, "officeDocument"); len(parts) > 0 {
		return parts[0], err
	}
	if usual := "word/document.xml"; a.file(usual) != nil {
		return usual, nil
	}
	return "", err
}

// readDocx reads Office Open XML (ISO/IEC 29500) as Word, Google Docs,
// LibreOffice and the programs that transcribe write it. Tracked changes count
// as accepted. Comments and highlights become marks.
func readDocx(ctx context.Context, s *source) ([]interview, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, err := unzip(s)
	if err != nil {
		return nil, err
	}
	main, err := a.mainPart(ctx)
	if err != nil {
		return nil, err
	}
	if main == "" {
		return nil, fmt.Errorf("%s: is no Word document: it has no main part; save it again in the program that made it", s.name)
	}
	relations, err := a.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	parts := func(kind string) []string { return a.ofKind(relations, kind) }
	w := &wordText{flow: newFlow(), styles: styles{}}
	for _, part := range parts("styles") {
		if err := a.walk(ctx, part, wordStyles(w.styles)); err != nil {
			return nil, err
		}
	}
	if err := a.walk(ctx, main, w.visitor()); err != nil {
		return nil, err
	}
	notes, err := a.wordComments(ctx, w.styles, parts)
	if err != nil {
		return nil, err
	}
	for _, part := range append(parts("header"), parts("footer")...) {
		head := &wordText{flow: newFlow(), styles: w.styles}
		if err := a.walk(ctx, part, head.visitor()); err != nil {
			return nil, err
		}
		if anyLetters(head.texts()) {
			w.heads++
		}
	}
	d := w.finish(s, notes)
	if err := a.properties(ctx, d); err != nil {
		return nil, err
	}
	return d.read(ctx, s)
}

// properties takes over what the document says of itself.
func (a *archive) properties(ctx context.Context, d *document) error {
	relations, err := a.relations(ctx, "")
	if err != nil {
		return err
	}
	for _, part := range a.ofKind(relations, "core-properties") {
		var p properties
		if err := a.walk(ctx, part, p.visitor()); err != nil {
			return err
		}
		d.describe(p)
	}
	return nil
}

// wordComments reads the comments of a document, and which of them answer
// others.
func (a *archive) wordComments(ctx context.Context, t styles, parts func(kind string) []string) ([]remark, error) {
	c := &wordText{flow: newFlow(), styles: t}
	for _, part := range parts("comments") {
		if err := a.walk(ctx, part, c.visitor()); err != nil {
			return nil, err
		}
	}
	of := map[string]int{} // note that a paragraph belongs to
	for i, n := range c.margin {
		of[n.paragraph] = i
	}
	for _, part := range parts("commentsExtended") {
		err := a.walk(ctx, part, visitor{open: func(e element) bool {
			answer, ok := of[e.attr("paraId")]
			if to, also := of[e.attr("paraIdParent")]; ok && also {
				c.margin[answer].answers = c.margin[to].id
			}
			return true
		}})
		if err != nil {
			return nil, err
		}
	}
	notes := make([]remark, len(c.margin))
	for i, n := range c.margin {
		notes[i] = n.remark
	}
	return notes, nil
}
