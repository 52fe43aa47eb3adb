package reader

import (
	"bytes"
	"fmt"
)

// What the text of a document may come to, in bytes, and what a line or a cell
// of a table counts for in it besides its text.
const (
	maxText = MaxBytes
	perLine = 32
)

// maxMarks is how many highlights and comments a document has at most: more than
// words in hours of talk.
const maxMarks = 100_000

// longestTitle is how many bytes a title has at most.
const longestTitle = 300

// look is how letters look.
type look struct {
	bold   bool
	hidden bool
	colour string // behind the letters; "" is none
}

// flow makes a document of running text as it arrives, run by run. A paragraph
// is a line, and so is what stands behind a line break that was made by hand:
// people part turns with either.
type flow struct {
	document
	draft
	written int     // bytes
	size    int     // of the text so far, as maxText counts it
	around  []draft // what the text that is being written now stands beside
	boxes   []string
	tables  []*docTable

	spots    []point // in the order of the text
	colour   string  // of the newest highlight, while the text goes on in it
	painted  []stretch
	passages map[string]*stretch // of comments, by id

	leftBehind
}

// draft is the line that is being written, and in a text that stands beside
// another the lines above it.
type draft struct {
	text  []byte
	lead  int  // how much of text is set apart in bold
	plain bool // something in text is not bold
	above []string
}

// stretch is a passage between two spots, by their indexes; last is -1 as long
// as the end is not known.
type stretch struct {
	first, last int
	colour      string
}

func newFlow() *flow { return &flow{passages: map[string]*stretch{}} }

// write adds letters to the line.
func (f *flow) write(text []byte, l look) {
	empty := len(bytes.TrimSpace(text)) == 0
	if l.hidden {
		if !empty {
			f.hidden++
		}
		return
	}
	if len(f.around) == 0 && !empty {
		f.paint(len(text), l.colour)
	}
	f.written += len(text)
	start := len(f.text)
	f.text = append(f.text, text...)
	for i, c := range f.text[start:] {
		if c == '\n' || c == '\r' {
			f.text[start+i] = ' '
		}
	}
	switch {
	case l.bold && !f.plain:
		f.lead = len(f.text)
	case !empty:
		f.plain = true
	}
}

// paint goes on with a highlight, or begins or ends one, at letters that are
// about to be written. White space and the ends of lines do not part what has
// one colour.
func (f *flow) paint(length int, colour string) {
	fresh := colour != f.colour
	f.colour = colour
	switch n := len(f.painted); {
	case colour == "" || n > maxMarks:
	case fresh:
		f.painted = append(f.painted, stretch{f.spot(0), f.spot(length), colour})
	default:
		last := &f.painted[n-1].last
		if *last == len(f.spots)-1 { // the place goes further
			f.spots = f.spots[:*last]
		}
		*last = f.spot(length)
	}
}

// spot notes the place some bytes ahead. A table may still move it.
func (f *flow) spot(ahead int) int {
	f.spots = append(f.spots, point{len(f.lines), len(f.text) + ahead})
	return len(f.spots) - 1
}

func (f *flow) endLine() {
	text := string(f.text)
	f.size += len(text) + perLine
	if len(f.around) > 0 {
		f.above = append(f.above, text)
	} else {
		f.lines = append(f.lines, line{text: text, lead: f.lead})
	}
	f.text, f.lead, f.plain = f.text[:0], 0, false
}

// endParagraph ends a paragraph, and fails when there is more text than any
// document holds.
func (f *flow) endParagraph() error {
	f.endLine()
	if len(f.around) == 0 {
		for _, text := range f.boxes {
			f.lines = append(f.lines, line{text: text})
		}
		f.boxes = nil
	}
	return f.full()
}

// full fails when there is more text than any document holds, or more marks.
func (f *flow) full() error {
	if max(len(f.painted), len(f.passages)) > maxMarks {
		return fmt.Errorf("it holds more than %d highlights or comments", maxMarks)
	}
	if f.size > maxText {
		return fmt.Errorf("it holds more than %d MiB of text, or millions of paragraphs", maxText>>20)
	}
	return nil
}

// entitle takes the text of a paragraph in the style of titles for the title,
// unless there is one.
func (f *flow) entitle(text string) {
	if len(text) <= longestTitle && len(f.around) == 0 {
		f.title = first(f.title, text)
	}
}

// openBeside begins a text that stands beside the line that is being written: in
// a box, a note, a comment. Marks in it are on nothing.
func (f *flow) openBeside() {
	f.around = append(f.around, f.draft)
	f.draft = draft{}
}

// closeBeside ends such a text and returns its lines.
func (f *flow) closeBeside() []string {
	if len(f.around) == 0 {
		return nil
	}
	if len(f.text) > 0 {
		f.endLine()
	}
	lines := f.above
	last := len(f.around) - 1
	f.draft, f.around = f.around[last], f.around[:last]
	return lines
}

// closeBox ends the text of a box, which comes behind the paragraph that the box
// hangs on.
func (f *flow) closeBox() {
	lines := f.closeBeside()
	for _, l := range lines {
		if !blank(l) {
			f.boxed++
		}
	}
	if len(f.around) > 0 {
		f.above = append(f.above, lines...)
		return
	}
	f.boxes = append(f.boxes, lines...)
}

// openComment notes that the passage of a comment begins here.
func (f *flow) openComment(id string) {
	if f.passages[id] == nil && len(f.around) == 0 && len(f.passages) <= maxMarks {
		f.passages[id] = &stretch{first: f.spot(0), last: -1}
	}
}

func (f *flow) closeComment(id string) {
	if p := f.passages[id]; p != nil && p.last < 0 && len(f.around) == 0 {
		p.last = f.spot(0)
	}
}

// remark is a comment. An answer to another stands where that stands, if it has no
// passage of its own.
type remark struct {
	id, answers string
	Mark
}

// finish returns the document with what is highlighted and the comments, and
// warns of what was left out. The passage of a comment that has no end is the
// point where it begins.
func (f *flow) finish(s *source, notes []remark) *document {
	if len(f.text) > 0 || len(f.boxes) > 0 {
		f.endParagraph()
	}
	for _, p := range f.painted {
		f.marks = append(f.marks, lineMark{Mark{Kind: Highlight, Text: p.colour}, f.spots[p.first], f.spots[p.last]})
	}
	for _, n := range notes {
		p := f.passages[n.id]
		if p == nil {
			p = f.passages[n.answers]
		}
		if p == nil {
			f.astray++
			continue
		}
		first, last := f.spots[p.first], f.spots[p.first]
		if p.last >= 0 {
			last = f.spots[p.last]
		}
		f.marks = append(f.marks, lineMark{n.Mark, first, last})
	}
	f.warn(s)
	return &f.document
}

// leftBehind counts what a document holds and its transcript does not, or not
// as it was.
type leftBehind struct {
	hidden, footnotes, heads, embedded int
	inserted, deleted, listed, boxed   int
	symbols, tableHeads, tableLines    int
	tablesKept, tablesUnnamed          int
}

func (l leftBehind) warn(s *source) {
	say := func(n int, name, message, remedy string) {
		if n > 0 {
			s.warn(name, 0, message, remedy)
		}
	}
	say(l.hidden, "hidden-left-out", "left out "+count(l.hidden, "stretch", "stretches")+" of hidden text",
		"if it belongs to the talk, show it in the word processor, save, and import again")
	say(l.footnotes, "notes-left-out", "left out "+count(l.footnotes, "footnote or endnote", "footnotes and endnotes"), "")
	say(l.heads, "header-left-out", "left out "+count(l.heads, "header or footer", "headers and footers")+" of pages", "")
	say(l.embedded, "embedded-left-out", "left out "+count(l.embedded, "file that stands", "files that stand")+" whole inside the document",
		"import it on its own")
	say(l.inserted+l.deleted, "changes-accepted",
		"tracked changes count as accepted: kept "+count(l.inserted, "insertion", "insertions")+", left out "+count(l.deleted, "deletion", "deletions"), "")
	say(l.listed, "numbers-left-out", "left out the automatic bullets or numbers of "+count(l.listed, "paragraph", "paragraphs"), "")
	say(l.boxed, "boxes-moved", "put "+count(l.boxed, "paragraph of a box", "paragraphs of boxes")+" behind the one that the box hangs on", "")
	say(l.symbols, "symbols-kept", "kept "+count(l.symbols, "letter of a symbol font, which looks", "letters of a symbol font, which look")+" otherwise in text", "")
	say(l.tablesKept, "table-kept", "took "+count(l.tablesKept, "table", "tables")+" for plain text, a line a cell, since no column says who speaks", "")
	say(l.tablesUnnamed, "nobody-named", `nobody is named in `+count(l.tablesUnnamed, "table", "tables")+` with times, so all in it is said by "`+someone+`"`,
		"rename the speaker once it is known who speaks")
	say(l.tableHeads, "table-head-left-out", "left out the row with the heads of the columns of "+count(l.tableHeads, "table", "tables"), "")
	say(l.tableLines, "table-numbers-left-out", "left out "+count(l.tableLines, "column", "columns")+" of line numbers", "")
}
