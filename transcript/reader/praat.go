package reader

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// isPraat asks for the first line of every object that Praat saves as text.
func isPraat(s *source) bool { return praatHead().MatchString(firstLine(s)) }

var praatHead = pattern(`^\s*File type = "ooTextFile(?: short)?"\s*$`)

// readPraat reads a TextGrid, long or short. Both are one grammar: of a text file
// Praat reads the texts in quotation marks, the numbers and the <flags> that stand
// free, and everything else is there for people
// (https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html). Tiers of
// points are left out, and so are intervals without a text, which are silence.
func readPraat(ctx context.Context, s *source) ([]interview, error) {
	p := &praatText{s: s}
	p.text() // the type of the file
	if class := p.text(); p.err == nil && class != "TextGrid" {
		return nil, fmt.Errorf("%s: is a %s of Praat; what is read is a TextGrid, saved as a text file", s.name, class)
	}
	p.number()
	p.number()
	var tiers []tier
	var points []string
	for n := p.count(); n > 0 && p.err == nil; n-- {
		class, name := p.text(), p.text()
		p.number()
		p.number()
		t := tier{name: name, speaker: first(oneName(name), someone)}
		for m := p.count(); m > 0 && p.err == nil; m-- {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			a := interval{start: inSeconds(p.number())}
			if class == "IntervalTier" {
				a.end = inSeconds(p.number())
			}
			a.text = oneLine(p.text())
			t.intervals = append(t.intervals, a)
		}
		if class == "IntervalTier" {
			tiers = append(tiers, t)
		} else {
			points = append(points, name)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p.err != nil {
		return nil, p.err
	}
	if len(points) > 0 {
		s.warn("points-left-out", 0, "left out tiers of points, which hold no speech: "+quoted(points), "")
	}
	said, err := readTiers(ctx, s, tiers)
	return []interview{{said: said}}, err
}

// praatText reads the tokens of a Praat text file one after the other, up to the
// first that is not what it should be.
type praatText struct {
	s        *source
	line, at int
	err      error
}

// next returns the next token: a text with its quotation marks, a number or a
// flag; "" at the end of the file.
func (p *praatText) next() string {
	for ; p.line < len(p.s.lines); p.line, p.at = p.line+1, 0 {
		line := p.s.lines[p.line]
		for p.at < len(line) {
			rest := line[p.at:]
			if rest[0] == '"' {
				return p.quotation()
			}
			if rest[0] == '!' {
				break // a comment, to the end of the line
			}
			word := rest[:wordEnd(rest)]
			p.at += max(1, len(word))
			if word != "" && (strings.IndexByte("+-0123456789", word[0]) >= 0 || word[0] == '<') {
				return word
			}
		}
	}
	return ""
}

// wordEnd returns where white space or a quotation mark ends a word.
func wordEnd(text string) int {
	if n := strings.IndexAny(text, " \t\""); n >= 0 {
		return n
	}
	return len(text)
}

// quotation reads a text to its closing mark, over line ends. Two marks are one
// that was said.
func (p *praatText) quotation() string {
	var b strings.Builder
	b.WriteByte('"')
	opened := p.line + 1
	p.at++
	for ; p.line < len(p.s.lines); p.line, p.at = p.line+1, 0 {
		for rest := p.s.lines[p.line][p.at:]; ; rest = p.s.lines[p.line][p.at:] {
			n := strings.IndexByte(rest, '"')
			if n < 0 {
				b.WriteString(rest)
				b.WriteByte('\n')
				break
			}
			b.WriteString(rest[:n])
			p.at += n + 1
			if !strings.HasPrefix(rest[n+1:], `"`) {
				b.WriteByte('"')
				return b.String()
			}
			b.WriteByte('"')
			p.at++
		}
	}
	p.fail(opened, "the quotation mark is never closed")
	return ""
}

func (p *praatText) fail(line int, message string) {
	if p.err == nil {
		p.err = fmt.Errorf("%s: line %d: %s; open the file in Praat and save it as a text file again", p.s.name, line, message)
	}
}

// text returns the next token, which has to be a text, without its marks.
func (p *praatText) text() string {
	token := p.token("a text in quotation marks")
	if p.err == nil && token[0] != '"' {
		p.expected("a text in quotation marks", token)
	}
	if p.err != nil {
		return ""
	}
	return token[1 : len(token)-1]
}

// number returns the next token, which has to be a number.
func (p *praatText) number() float64 {
	token := p.token("a number")
	if p.err != nil {
		return 0
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(token, "%"), 64)
	if err != nil {
		p.expected("a number", token)
	}
	return n
}

// count returns a number of things that follow, none where a flag says that
// there are none.
func (p *praatText) count() int {
	token := p.token("a number")
	if p.err == nil && token == "<exists>" {
		token = p.token("a number")
	}
	if p.err != nil || token == "<absent>" {
		return 0
	}
	n, err := strconv.Atoi(token)
	if err != nil {
		p.expected("a number of things", token)
	}
	return n
}

func (p *praatText) token(kind string) string {
	if p.err != nil {
		return ""
	}
	token := p.next()
	if token == "" {
		p.fail(len(p.s.lines), "the file ends where "+kind+" belongs")
	}
	return token
}

func (p *praatText) expected(kind, token string) {
	p.fail(p.line+1, fmt.Sprintf("%s belongs where %q stands", kind, shorten(token)))
}
