package drawing

import (
	"unicode"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// How wide the characters from the space to the tilde are, in thousandths of the
// size: the advances of Helvetica and Helvetica-Bold in Adobe's font metrics, which
// the sans serifs that stand in for it share.
var (
	regular = [...]int{
		278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
		1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
		333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
		556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
	bold = [...]int{
		278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
		556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
		975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
		333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
		611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
	}
	// marks are those of printed text that are not among these.
	marks = map[rune][2]int{
		'‘': {222, 278}, '’': {222, 278}, '“': {333, 500}, '”': {333, 500}, '–': {556, 556},
		'—': {1000, 1000}, '…': {1000, 1000}, '•': {350, 350}, '·': {278, 278}, '¶': {537, 556}, '→': {1000, 1000},
	}
)

// Measure returns how wide a line of text is in a font. Of scripts that its metrics
// do not hold it is an estimate: 1 of the size for a character that takes two
// columns of a terminal, 0.58 for any other and a little more for capitals.
func Measure(text string, f Font) float64 {
	total := 0.0
	for _, r := range norm.NFD.String(printable(text)) {
		total += f.advance(r)
	}
	return total / 1000 * f.Size
}

func (f Font) advance(r rune) float64 {
	table := &regular
	column := 0
	if f.Bold {
		table, column = &bold, 1
	}
	if ' ' <= r && r <= '~' {
		return float64(table[r-' '])
	}
	if widths, known := marks[r]; known {
		return float64(widths[column])
	}
	switch wide := displaywidth.Rune(r); {
	case unicode.Is(unicode.M, r), wide == 0:
		return 0
	case wide > 1:
		return 1000
	case unicode.IsUpper(r):
		return 720
	}
	return 580
}

// Leftwards reports whether a text runs from right to left, as its first letter
// does: people expect it at the right end of where it stands.
func Leftwards(text string) bool {
	for text = printable(text); text != ""; {
		p, size := bidi.LookupString(text)
		switch p.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
		text = text[max(size, 1):]
	}
	return false
}
