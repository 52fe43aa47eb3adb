// Package pdf reads the text of PDF files: what stands on each page, and where
// (engine.go, line.go), and from that the paragraphs as they were before they
// were laid out on pages (order.go, lead.go, paragraph.go), without what belongs
// to the pages: running heads and feet, page numbers (head.go), numbers and notes in
// the margin (margin.go).
//
// It is the only package that imports the engine, PDFium, which comes compiled
// to WebAssembly with github.com/klippa-app/go-pdfium and is run by
// github.com/tetratelabs/wazero, without cgo and without the file system.
package pdf

import (
	"context"
	"errors"
	"strings"
	"unicode"
)

// Text is what a file says.
type Text struct {
	Paragraphs []Paragraph
	Pages      int
	Bare       []int // pages without text, from 1
	Lost       int   // characters that the file does not say how to read

	// What was left out, in the order of the pages.
	Heads   []string // and feet, and page numbers, each once
	Numbers []string // in the margin
	Notes   []string // in the margin
	Tilted  []string // at an angle to the page
	Outside []string // of the pages, so that it is not shown

	Repeated []string // lines that end a page and begin the next as well

	Hyphens []string // words with a hyphen that was kept, though it stood at the end of a line
}

// Paragraph is a paragraph of a text.
type Paragraph struct {
	Text   string
	Lead   int  // bytes at its start that are set apart, in bold or in a column
	Column bool // in a column
}

// ErrScan is returned for a file that has hardly any text on its pages.
var ErrScan = errors.New("holds pictures of text, not text: it is a scan")

// fewest characters on a page, on average, of a file that is not a scan.
const fewest = 20

// Read returns the text of a file. speaks is given all lines and returns a
// function that reports whether one begins with the name of who speaks.
//
// The errors are those of this package, that of ctx, and what kept the engine
// from starting.
func (e *Engine) Read(ctx context.Context, src []byte, speaks func(lines []string) func(line string) bool) (*Text, error) {
	pages, err := e.pages(ctx, src)
	if err != nil {
		return nil, err
	}
	return layOut(ctx, pages, speaks)
}

// layOut makes a text of what stands on pages.
func layOut(ctx context.Context, pages []page, speaks func([]string) func(string) bool) (*Text, error) {
	t := &Text{Pages: len(pages)}
	letters := 0
	for _, p := range pages {
		t.Lost += p.lost
		if p.tilted != "" {
			t.Tilted = append(t.Tilted, p.tilted)
		}
		// Numbers of MAXQDA's margin go on far below each page.
		if strings.ContainsFunc(p.outside, unicode.IsLetter) {
			t.Outside = append(t.Outside, p.outside)
		}
		on := 0
		for _, l := range p.lines {
			on += len(l.text) - strings.Count(l.text, " ")
		}
		if on == 0 {
			t.Bare = append(t.Bare, p.index+1)
		}
		letters += on
	}
	if letters < fewest*len(pages) {
		return nil, ErrScan
	}
	size := usualSize(pages)
	t.leaveOutNumbers(pages)
	t.leaveOutHeads(pages, size)
	t.leaveOutNotes(pages, size)
	var lines []line
	for _, p := range pages {
		lines = append(lines, p.ordered()...)
	}
	lines = t.leaveOutRepeated(joinRows(lines))
	var texts []string
	for _, l := range lines {
		texts = append(texts, l.text)
	}
	return t, t.join(ctx, lines, speaks(texts))
}

// usualSize returns the size that most letters have.
func usualSize(pages []page) float64 {
	letters := map[float64]int{}
	for _, p := range pages {
		for _, l := range p.lines {
			letters[l.size] += len(l.text)
		}
	}
	best := 0.0
	for size, n := range letters {
		if n > letters[best] || n == letters[best] && size < best {
			best = size
		}
	}
	return best
}

// drop takes the lines off a page that a function takes.
func (p *page) drop(drop func(*line) bool) {
	kept := p.lines[:0]
	for i := range p.lines {
		if !drop(&p.lines[i]) {
			kept = append(kept, p.lines[i])
		}
	}
	p.lines = kept
}

// level reports whether two lines stand at one height.
func level(a, b *line) bool {
	d := a.base - b.base
	return max(d, -d) < 0.35*max(a.size, b.size)
}
