package reader

import "strings"

// rtfPlace is where the text of a group goes.
type rtfPlace int

const (
	rtfBody rtfPlace = iota
	rtfNowhere
	rtfFonts
	rtfAside
	rtfTitle
	rtfNote
	rtfHeader
	rtfComment
	rtfAuthor
	rtfDate
	rtfAbout
	rtfStart
	rtfEnd
)

// rtfPlaces are the destinations that are read, or that older files have without
// \*. Any other behind \* is passed over with all that is in it.
var rtfPlaces = map[string]rtfPlace{
	"fonttbl": rtfFonts, "info": rtfAside, "title": rtfTitle, "footnote": rtfNote,
	"annotation": rtfComment, "atnauthor": rtfAuthor, "atndate": rtfDate, "atnref": rtfAbout, "atrfstart": rtfStart, "atrfend": rtfEnd,
	"header": rtfHeader, "headerl": rtfHeader, "headerr": rtfHeader, "headerf": rtfHeader,
	"footer": rtfHeader, "footerl": rtfHeader, "footerr": rtfHeader, "footerf": rtfHeader,
	"colortbl": rtfNowhere, "filetbl": rtfNowhere, "fldinst": rtfNowhere, "listtable": rtfNowhere, "listoverridetable": rtfNowhere,
	"listtext": rtfNowhere, "nonshppict": rtfNowhere, "objdata": rtfNowhere, "pict": rtfNowhere, "pntext": rtfNowhere, "revtbl": rtfNowhere,
	"rxe": rtfNowhere, "stylesheet": rtfNowhere, "tc": rtfNowhere, "tcn": rtfNowhere, "template": rtfNowhere, "txe": rtfNowhere, "xe": rtfNowhere,
}

// rtfSigns are control words for a character.
var rtfSigns = map[string]string{
	"tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
	"emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}

// do carries out a control word.
func (p *rtf) do(word string, n int, given bool) {
	if word == "u" {
		p.unicode(n)
		return
	}
	p.flush()
	star := p.group.star
	p.group.star = false
	to, known := rtfPlaces[word]
	switch {
	case p.group.to == rtfNowhere:
		if word == "shptxt" {
			p.shapes++
		}
		return
	case known:
		if word == "listtext" || word == "pntext" {
			p.listed++
		}
		p.open(to)
		return
	case star:
		p.open(rtfNowhere)
		return
	}
	if text, ok := rtfSigns[word]; ok {
		p.put(text)
		return
	}
	p.format(word, n, !given || n != 0)
}

// format carries out a control word that says how text is set.
func (p *rtf) format(word string, n int, on bool) {
	g := &p.group
	switch word {
	case "par", "line", "page", "sect", "column", "nestcell", "nestrow":
		p.newLine()
	case "cell":
		switch {
		case g.to != rtfBody:
		case g.inTable:
			p.settle()
			p.leaveCell()
		default:
			p.newLine()
		}
	case "row":
		if g.to == rtfBody {
			p.leaveCell()
			p.inRow = false
		}
	case "pard":
		g.inTable = false
	case "intbl":
		g.inTable = true
	case "plain":
		g.bold, g.rtfSet, g.font = false, rtfSet{}, p.font
	case "b":
		g.bold = on
	case "v":
		g.hidden = on
	case "deleted":
		g.deleted = on
	case "revised":
		g.inserted = on
	case "uc":
		g.skip = min(max(n, 0), 16)
	case "f":
		g.font, p.defined = n, n
	case "deff":
		g.font, p.font = n, n
	case "fcharset":
		if page, ok := charsets[n]; ok {
			p.fonts[p.defined] = page
		}
	case "cpg":
		p.fonts[p.defined] = n
	case "ansicpg":
		p.codePage = n
	case "mac":
		p.codePage = macintosh
	case "pc":
		p.codePage = 437
	case "pca":
		p.codePage = 850
	}
}

// open sends the text of the group, from here on, to a place of its own. In one
// that nobody reads there is no other.
func (p *rtf) open(to rtfPlace) {
	p.group.to, p.group.begins = to, true
	p.group.own = new(strings.Builder)
}

// close is called where a group ends whose text went to a place of its own.
func (p *rtf) close() {
	if !p.group.begins {
		return
	}
	text := strings.TrimSpace(p.group.own.String())
	switch p.group.to {
	case rtfTitle:
		p.says.title = strings.Join(strings.Fields(text), " ")
	case rtfNote:
		p.footnotes++
	case rtfHeader:
		if anyLetters([]string{text}) {
			p.heads++
		}
	case rtfAuthor:
		p.author = text
	case rtfDate:
		p.written = rtfDay(text)
	case rtfAbout:
		p.about = text
	case rtfStart:
		p.settle()
		p.openComment(text)
	case rtfEnd:
		p.closeComment(text)
	case rtfComment:
		p.settle()
		p.comment(text)
	}
}
