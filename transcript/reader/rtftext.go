package reader

import (
	"cmp"
	"strconv"
	"strings"
	surrogate "unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

const macintosh = 10000

// charsets are the code pages that the character sets of fonts mean. ANSI (0) and
// whatever is not here mean that of the document.
var charsets = map[int]int{
	77: macintosh, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251,
	222: 874, 238: 1250, 254: 437, 255: 850,
}

// codePage returns the encoding of a code page of Windows; Windows-1252 for one
// that is not known.
func codePage(n int) encoding.Encoding {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	}
	label := "windows-" + strconv.Itoa(n)
	switch n {
	case 866:
		label = "ibm866"
	case 932:
		label = "shift_jis"
	case 936:
		label = "gbk"
	case 949:
		label = "euc-kr"
	case 950:
		label = "big5"
	case 65001:
		label = "utf-8"
	case macintosh:
		label = "macintosh"
	}
	if enc, err := htmlindex.Get(label); err == nil {
		return enc
	}
	return charmap.Windows1252
}

// char takes a byte of text.
func (p *rtf) char(c byte) {
	switch {
	case p.unread > 0:
		p.unread--
	case p.group.to == rtfNowhere, c < ' ' && c != '\t', c == 0x7f:
	default:
		p.flushHalf()
		p.bytes = append(p.bytes, c)
	}
}

// unicode takes a character, or half of one, by its number, which is written as
// if it had a sign.
func (p *rtf) unicode(n int) {
	p.flushBytes()
	p.unread = p.group.skip
	r := rune(uint16(n))
	if whole := surrogate.DecodeRune(p.half, r); whole != utf8.RuneError {
		p.half = 0
		p.put(string(whole))
		return
	}
	p.flushHalf()
	switch {
	case surrogate.IsSurrogate(r):
		p.half = r
	case r < ' ' && r != '\t', 0x7f <= r && r < 0xa0:
	default:
		p.put(string(r))
	}
}

// flush writes what was gathered of the text; of what comes next it is kept
// apart by how it is set.
func (p *rtf) flush() {
	p.flushHalf()
	p.flushBytes()
}

func (p *rtf) flushHalf() {
	if p.half != 0 {
		p.half = 0
		p.lost++
		p.put("\ufffd")
	}
}

func (p *rtf) flushBytes() {
	if len(p.bytes) == 0 {
		return
	}
	text := string(p.bytes)
	p.bytes = p.bytes[:0]
	if strings.ContainsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) {
		enc := p.asked
		if enc == nil {
			enc = codePage(cmp.Or(p.fonts[p.group.font], p.codePage))
		}
		text, _ = enc.NewDecoder().String(text) // what cannot be decoded is U+FFFD
		p.lost += strings.Count(text, "\ufffd")
	}
	p.put(text)
}

// put writes text where the group sends it.
func (p *rtf) put(text string) {
	g := &p.group
	switch {
	case g.to == rtfNowhere:
	case g.to != rtfBody:
		g.own.WriteString(text)
	default:
		p.settle()
		p.notice(text)
		if !g.deleted && !g.hidden {
			p.write([]byte(text), look{bold: g.bold})
		}
	}
}

// notice counts the stretches of text that are hidden, deleted or inserted.
func (p *rtf) notice(text string) {
	if p.newest == p.group.rtfSet || blank(text) {
		return
	}
	switch p.newest = p.group.rtfSet; {
	case p.newest.deleted:
		p.deleted++
	case p.newest.hidden:
		p.hidden++
	case p.newest.inserted:
		p.inserted++
	}
}
