package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"grounded/transcript/reader/pdf"
)

// isPDF asks for the signature near the start, where programs look for it.
func isPDF(s *source) bool {
	const near = 1024
	return bytes.Contains(s.raw[:min(near, len(s.raw))], []byte("%PDF-"))
}

// readPDF reads the text of a PDF file as a document: its paragraphs, each with
// what is set apart at its start.
func readPDF(ctx context.Context, s *source) ([]interview, error) {
	engine := s.options.PDF
	if engine == nil {
		engine = &pdf.Engine{}
		defer engine.Close()
	}
	t, err := engine.Read(ctx, s.raw, s.speaks)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s: %w%s", s.name, err, wayOut(err))
	}
	if t.Lost > 0 {
		s.warn("characters-lost", 0, "left out "+count(t.Lost, "character", "characters")+" of which the file does not say what they are", "compare the text with the pages")
	}
	if n := len(t.Bare); n > 0 {
		s.warn("pages-bare", 0, "no text on page "+pagesAre(t.Bare)+": bare, or a picture", "if it shows text, run OCR on the file first")
	}
	showLeftOut(s, "page-heads-left-out", "what comes again on the pages, and their numbers", "", t.Heads)
	showLeftOut(s, "margin-numbers-left-out", "the numbers in the margin", "", t.Numbers)
	showLeftOut(s, "margin-notes-left-out", "notes in the margin", "", t.Notes)
	showLeftOut(s, "tilted-left-out", "what stands at an angle to the lines", "", t.Tilted)
	showLeftOut(s, "outside-left-out", "what stands outside of the pages, so that it is not shown", "", t.Outside)
	showLeftOut(s, "lines-repeated", "lines that are printed twice, at the end of a page and at the start of the next", "", t.Repeated)
	if n := len(t.Hyphens); n > 0 {
		s.warn("hyphens-kept", 0, "kept "+count(n, "hyphen", "hyphens")+" at the ends of lines, which may be of the print: "+excerpts(t.Hyphens), "")
	}
	d := document{}
	for _, p := range t.Paragraphs {
		d.lines = append(d.lines, line{text: p.Text, lead: p.Lead, cell: p.Column})
	}
	return d.read(ctx, s)
}

// speaks elects the labels among the lines of a file, and returns a function
// that reports whether a line begins with one.
func (s *source) speaks(lines []string) func(string) bool {
	v := newVote(s.options.Labels)
	for i, l := range lines {
		if h, ok := labelled(l); ok {
			v.count(h.label, i+1, h.bracketed)
		}
	}
	return func(l string) bool {
		h, ok := labelled(l)
		return ok && v.elected(h.label)
	}
}

// wayOut says what to do about a file that cannot be read.
func wayOut(err error) string {
	switch {
	case errors.Is(err, pdf.ErrLocked):
		return "; open it in a PDF reader and print it into a new PDF, without a password"
	case errors.Is(err, pdf.ErrDamaged), errors.Is(err, pdf.ErrTooSlow):
		return "; open it in a PDF reader and print it into a new PDF"
	case errors.Is(err, pdf.ErrScan):
		return "; run OCR (text recognition) on it first, and import what that makes"
	case errors.Is(err, pdf.ErrTooMuch):
		return "; split it"
	}
	return ""
}

// pagesAre returns the numbers of pages as people write them: "1, 3-5".
func pagesAre(pages []int) string {
	var out []string
	for from, to := 0, 0; from < len(pages); from = to + 1 {
		for to = from; to+1 < len(pages) && pages[to+1] == pages[to]+1; {
			to++
		}
		text := strconv.Itoa(pages[from])
		if to > from {
			text += "-" + strconv.Itoa(pages[to])
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}
