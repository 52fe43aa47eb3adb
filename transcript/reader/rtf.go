package reader

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
)

// isRTF asks for the first control word of the format.
func isRTF(s *source) bool { return bytes.HasPrefix(rtfBytes(s), []byte(`{\rtf`)) }

func rtfBytes(s *source) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(s.raw, []byte("\ufeff")), " \t\r\n")
}

// readRTF reads Rich Text Format (Microsoft, version 1.9.1) as a document: the
// text with its comments, without what is hidden, deleted or outside the text.
func readRTF(ctx context.Context, s *source) ([]interview, error) {
	if !isRTF(s) {
		return nil, fmt.Errorf(`%s: is no rich text file, which begins with {\rtf; leave the format out, and it is recognised`, s.name)
	}
	p := &rtf{src: rtfBytes(s), group: rtfGroup{skip: 1}, fonts: map[int]int{}, flow: newFlow()}
	if s.options.Encoding != "" {
		var err error
		if p.asked, err = encodingOf(s.options.Encoding); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if err := p.parse(ctx, s.name); err != nil {
		return nil, err
	}
	d := p.finish(s, p.margin)
	d.describe(p.says)
	p.warn(s)
	return d.read(ctx, s)
}

// rtf is a rich text file that is being read.
type rtf struct {
	*flow
	src   []byte
	at    int // of the next byte
	group rtfGroup
	outer []rtfGroup

	asked    encoding.Encoding // by the caller; nil takes what the file says
	codePage int
	font     int         // of text without a font
	defined  int         // font that the font table speaks of
	fonts    map[int]int // code page by font
	bytes    []byte      // not decoded yet
	unread   int         // characters to pass over behind one in Unicode
	half     rune        // first of a surrogate pair

	inRow, inCell bool   // of a table; one is open
	newest        rtfSet // how the newest letters are set

	margin                 []remark
	author, written, about string // of the next comment: who wrote it and when, and the number of its passage

	says         properties
	shapes, lost int // text boxes that were left out, and characters
	cut          bool
	failed       error
}

// rtfGroup is what a pair of braces holds for itself.
type rtfGroup struct {
	to      rtfPlace
	own     *strings.Builder // text of this group, if it goes elsewhere than into the body
	begins  bool             // this group goes elsewhere than the one around it
	star    bool             // a destination comes next that may be passed over
	skip    int              // how many characters stand for one in Unicode
	font    int
	bold    bool
	inTable bool
	rtfSet
}

// rtfSet is how letters are set that may not be read.
type rtfSet struct{ hidden, deleted, inserted bool }

// parse reads the file up to the brace that closes it.
func (p *rtf) parse(ctx context.Context, name string) error {
	const often = 1 << 16
	for next := 0; p.at < len(p.src); {
		if p.at >= next {
			if err := ctx.Err(); err != nil {
				return err
			}
			if p.failed != nil {
				return fmt.Errorf("%s: %w", name, p.failed)
			}
			next = p.at + often
		}
		c := p.src[p.at]
		p.at++
		switch c {
		case '{':
			p.flush()
			p.unread = 0
			if len(p.outer) == maxNested {
				return fmt.Errorf("%s: has groups nested more than %d deep, as no program writes them; save it again in the program that made it", name, maxNested)
			}
			p.outer = append(p.outer, p.group)
			p.group.begins, p.group.star = false, false
		case '}':
			p.flush()
			p.unread = 0
			p.close()
			p.group, p.outer = p.outer[len(p.outer)-1], p.outer[:len(p.outer)-1]
			if len(p.outer) == 0 {
				p.end()
				return nil
			}
		case '\\':
			p.control()
		case '\r', '\n', 0:
		default:
			p.char(c)
		}
	}
	p.cut = true
	p.flush()
	p.end()
	return nil
}

// control reads what stands behind a backslash.
func (p *rtf) control() {
	if p.at == len(p.src) {
		return
	}
	c := p.src[p.at]
	if isLetter(c) {
		word, n, given := p.word()
		if word == "bin" {
			p.at += min(max(n, 0), len(p.src)-p.at)
		}
		if p.unread > 0 && word != "u" {
			p.unread--
			return
		}
		p.do(word, n, given)
		return
	}
	p.at++
	switch {
	case c == '\'':
		if hex := p.src[p.at:min(p.at+2, len(p.src))]; len(hex) == 2 && isHex(hex[0]) && isHex(hex[1]) {
			p.at += 2
			p.char(nibble(hex[0])<<4 | nibble(hex[1]))
		}
	case c == '*':
		p.group.star = true
	case c == '\\', c == '{', c == '}':
		p.char(c)
	case p.unread > 0:
		p.unread--
	case c == '\r', c == '\n':
		p.do("par", 0, false)
		if c == '\r' && p.at < len(p.src) && p.src[p.at] == '\n' {
			p.at++
		}
	case c == '~':
		p.flush()
		p.put("\u00a0")
	case c == '-':
		p.flush()
		p.put("\u00ad")
	case c == '_':
		p.flush()
		p.put("\u2011")
	}
}

// word reads a control word with its number and the space that ends it.
func (p *rtf) word() (word string, n int, given bool) {
	const longest, most = 32, 1 << 40
	from := p.at
	for p.at < len(p.src) && p.at-from < longest && isLetter(p.src[p.at]) {
		p.at++
	}
	word = string(p.src[from:p.at])
	sign := 1
	if p.at+1 < len(p.src) && p.src[p.at] == '-' && isDigit(p.src[p.at+1]) {
		sign = -1
		p.at++
	}
	for ; p.at < len(p.src) && isDigit(p.src[p.at]); p.at++ {
		n, given = min(n*10+int(p.src[p.at]-'0'), most), true
	}
	if p.at < len(p.src) && p.src[p.at] == ' ' {
		p.at++
	}
	return word, sign * n, given
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isHex(c byte) bool    { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }

// nibble returns the value of a hexadecimal digit.
func nibble(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}
