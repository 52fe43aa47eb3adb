package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"
)

// page is what stands on a page, in the order in which it was put there.
type page struct {
	index   int // from 0
	box     box
	lines   []line
	tilted  string // what stands at an angle to the rest
	outside string // what is not shown, since it stands outside of the page
	lost    int    // characters that the file does not say how to read
}

// line is a text on one line: the whole line, or what is before or behind a gap.
type line struct {
	text   string
	box            // of the ink
	base   float64 // y that the letters stand on
	size   float64 // of the letters, in points
	first  float64 // width of the first word
	bold   int     // bytes at the start of text that are in bold
	lead   int     // bytes at the start of text that stood in a column of their own
	hyphen bool    // the last letter is a hyphen that may have been put there in printing
	starts bool    // a number in the margin says that a paragraph starts

	page   int
	column int   // of text, where a page has two: 1 and 2; else 0
	cuts   []cut // at the first words but the very first
}

// cut is a place in a line where a word begins.
type cut struct {
	byte int
	left float64
	far  bool // behind a gap
}

const maxCuts = 10 // words that a name and a time may have

// word is letters that no white space parts.
type word struct {
	text string
	box
	base, size float64
	bold       bool
	hyphen     bool
	spaces     int // in front of it
}

// How far apart the parts of a line are, in ems, that may not belong together. A
// number at the start of a line may be one of the margin, so that it need not
// stand so far off.
const (
	gap       = 1.2
	numberGap = 0.5
)

var (
	boldName = regexp.MustCompile(`(?i)bold|black|heavy|demi`)
	numeric  = regexp.MustCompile(`^\d{1,6}[.:)]?$`)
)

const (
	forceBold = 1 << 18  // a bit of a font's flags (ISO 32000-1, table 123)
	lineBreak = '\u0002' // what PDFium has for a hyphen at the end of a line
)

// newPage puts characters together to words and lines.
func newPage(index int, chars []*responses.GetPageTextStructuredChar, shown box) page {
	turn := usualTurn(chars)
	p := page{index: index, box: shown.turned(turn)}
	w := writer{page: &p}
	var tilted, outside strings.Builder
	for _, c := range chars {
		r, _ := utf8.DecodeRuneInString(c.Text)
		switch {
		case r == '\r' || r == '\n':
			w.endLine()
			continue
		case unicode.IsSpace(r):
			w.space()
			for _, b := range []*strings.Builder{&tilted, &outside} {
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
			}
			continue
		case c.Text == "" || r != lineBreak && unicode.IsControl(r) || r == utf8.RuneError || r == '\ufffe' || r == '\uffff':
			p.lost++
			continue
		}
		at := c.PointPosition
		b := box{at.Left, at.Bottom, at.Right, at.Top}
		if x, y := (b.left+b.right)/2, (b.bottom+b.top)/2; !(shown.left <= x && x <= shown.right && shown.bottom <= y && y <= shown.top) {
			outside.WriteString(c.Text)
			continue
		}
		if n, straight := turns(c.Angle); n != turn || !straight {
			tilted.WriteString(c.Text)
			continue
		}
		w.put(r, b.turned(turn), c.FontInformation)
	}
	w.endLine()
	for i := range p.lines {
		if l := &p.lines[i]; math.IsNaN(l.base) {
			l.base = l.bottom
		}
	}
	p.tilted, p.outside = strings.TrimSpace(tilted.String()), strings.TrimSpace(outside.String())
	return p
}

// turns returns how many quarters of a circle an angle in radians is, and
// whether it is that nearly.
func turns(angle float64) (n int, straight bool) {
	quarters := angle / (math.Pi / 2)
	whole := math.Round(quarters)
	return (int(whole)%4 + 4) % 4, math.Abs(quarters-whole) < 0.05
}

// usualTurn returns how most of a page is turned.
func usualTurn(chars []*responses.GetPageTextStructuredChar) int {
	var count [4]int
	for _, c := range chars {
		if n, straight := turns(c.Angle); straight && strings.TrimSpace(c.Text) != "" {
			count[n]++
		}
	}
	return slices.Index(count[:], slices.Max(count[:]))
}

// turned returns the box as it is when the page is turned back by quarters of a
// circle, so that its lines run to the right. PDFium counts angles clockwise.
func (b box) turned(n int) box {
	for range n {
		b = box{-b.top, b.left, -b.bottom, b.right}
	}
	return b
}

func (b box) joined(c box) box {
	return box{min(b.left, c.left), min(b.bottom, c.bottom), max(b.right, c.right), max(b.top, c.top)}
}

// writer makes words of characters and lines of words.
type writer struct {
	*page
	word   word
	fresh  bool // the next word begins a line
	spaces int
}

func (w *writer) space() {
	w.endWord()
	w.spaces++
}

func (w *writer) endLine() {
	w.endWord()
	w.fresh, w.spaces = true, 0
}

// onLine are letters that stand on the line: whose ink ends there.
const onLine = "abcdefhiklmnorstuvwxzABCDEFGHIJKLMNOPRSTUVWXYZ012345678.:!?…"

func (w *writer) put(r rune, b box, font *responses.FontInformation) {
	bold, size := false, b.top-b.bottom
	if font != nil {
		bold = font.Weight >= 600 || font.Flags&forceBold != 0 || boldName.MatchString(font.Name)
		size = font.RenderedSize
	}
	if !(size >= 1 && size <= 1000) {
		size = 10 // no size of letters, but what the usual is like
	}
	if w.word.text != "" && w.word.bold != bold {
		w.endWord()
	}
	if w.word.text == "" {
		w.word = word{box: b, base: math.NaN(), size: size, bold: bold, spaces: w.spaces}
		w.spaces = 0
	}
	w.word.box = w.word.joined(b)
	if math.IsNaN(w.word.base) && (r >= utf8.RuneSelf && unicode.IsLetter(r) || strings.ContainsRune(onLine, r)) {
		w.word.base = b.bottom
	}
	if r == lineBreak || r == '\u00ad' {
		w.word.text += "-"
		w.word.hyphen = true
		w.endLine()
		return
	}
	w.word.text += string(r)
}

func (w *writer) endWord() {
	if w.word.text == "" {
		return
	}
	w.add(w.word)
	w.word = word{}
}

// add puts a word on the line, or begins the next: where the engine saw the end
// of a line, below or above the line, or at a gap.
func (w *writer) add(next word) {
	n := len(w.lines)
	if n == 0 || w.fresh || !w.lines[n-1].takes(next) {
		w.fresh = false
		l := line{text: next.text, box: next.box, base: next.base, size: next.size, first: next.right - next.left, hyphen: next.hyphen, page: w.index}
		if next.bold {
			l.bold = len(l.text)
		}
		w.lines = append(w.lines, l)
		return
	}
	l := &w.lines[n-1]
	whole := l.bold == len(l.text)
	l.text += strings.Repeat(" ", next.spaces)
	if len(l.cuts) < maxCuts {
		l.cuts = append(l.cuts, cut{len(l.text), next.left, false})
	}
	l.text += next.text
	if next.bold && whole {
		l.bold = len(l.text)
	}
	l.box = l.joined(next.box)
	l.hyphen = next.hyphen
	l.size = max(l.size, next.size)
	if math.IsNaN(l.base) {
		l.base = next.base
	}
}

// takes reports whether a word goes on with a line.
func (l *line) takes(w word) bool {
	far := gap
	if numeric.MatchString(l.text) {
		far = numberGap
	}
	return w.bottom < l.top && w.top > l.bottom && w.left >= l.right-l.size/2 && w.left-l.right <= far*l.size
}
