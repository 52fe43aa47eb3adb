package reader

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// page makes a document of a web page as its tags and texts arrive.
type page struct {
	*flow
	styles map[string]pageStyle // by class
	open   []pageElement        // from the outside in
	space  bool                 // white space stands behind the text, and counts if words follow

	besides, concealed []string // what was left out
	failed             error
}

// pageElement is an open element. What it says of its text holds for the elements
// in it, unless they say otherwise.
type pageElement struct {
	name string
	own  pageStyle // what the element itself says
	pageStyle
}

func newPage() *page { return &page{flow: newFlow(), styles: map[string]pageStyle{}} }

const maxOpen = 512 // elements in each other

var errOpen = fmt.Errorf("its elements are nested more than %d deep, as on no page; copy its text into a text file", maxOpen)

// names is a set of the names of elements.
type names map[string]bool

func namesOf(list string) names {
	set := names{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

var (
	void   = namesOf("area base br col embed hr img input link meta param source track wbr")
	blocks = namesOf("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form" +
		" h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search section summary" +
		" table tbody td tfoot th thead tr ul xmp")
	scopes     = namesOf("html body table td th caption button object")
	formatting = namesOf("a b big code em font i nobr s small strike strong tt u")
	bold       = namesOf("b strong h1 h2 h3 h4 h5 h6 th dt")
	unread     = namesOf("script style template noscript noframes nav svg math iframe object select textarea button canvas audio video map datalist title")
	asides     = namesOf("footer aside")
	tableParts = namesOf("table thead tbody tfoot tr td th caption")
	languages  = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$`)
)

// start opens an element, and closes those that it ends by beginning.
func (p *page) start(t tag) {
	switch {
	case t.name == "html" || t.name == "body":
		if p.language == "" && languages.MatchString(t.lang) {
			p.language = t.lang
		}
	case t.name == "br" || t.name == "hr":
		p.breakLine()
		return
	case void[t.name]:
		return
	}
	p.closeImplied(t.name)
	if formatting[t.name] {
		p.forgetUnclosed(t.name)
	}
	if t.empty && strings.Contains(t.name, ":") {
		return
	}
	if len(p.open) == maxOpen {
		p.failed = errOpen
		return
	}
	e := pageElement{name: t.name, own: p.styleOf(t)}
	e.pageStyle = p.styleAt(len(p.open)).with(e.own)
	if blocks[t.name] && e.gone == kept {
		p.endLine()
	}
	p.open = append(p.open, e)
	p.startTable(t)
}

// styleAt returns the style of what stands within the first so many open
// elements.
func (p *page) styleAt(n int) pageStyle {
	if n == 0 {
		return pageStyle{}
	}
	return p.open[n-1].pageStyle
}

// styleOf returns what a tag says of its text: by its name, its classes, and its
// own style.
func (p *page) styleOf(t tag) pageStyle {
	var own pageStyle
	switch {
	case bold[t.name]:
		own.bold = on
	case t.name == "pre" || t.name == "listing":
		own.pre = true
	case unread[t.name] || t.role == "navigation":
		own.gone = unshown
	case asides[t.name] || t.role == "contentinfo":
		own.gone = beside
	case t.name == "mark":
		own.colour = "yellow"
	}
	for class := range strings.FieldsSeq(t.class) {
		own = own.with(p.styles[class].on(t.name))
	}
	own = own.with(parseStyle(t.style).on(t.name))
	if t.hidden && own.gone == kept {
		own.gone = concealed
	}
	return own
}

// implied says which open elements one closes without an end tag, and what they
// have to be within: an item ends where the next begins, unless a list begins in
// it.
var implied = map[string]struct{ closes, within names }{
	"li":      {namesOf("li"), namesOf("ul ol menu dir table td th")},
	"dt":      {namesOf("dt dd"), namesOf("dl table td th")},
	"dd":      {namesOf("dt dd"), namesOf("dl table td th")},
	"td":      {namesOf("td th"), namesOf("table tr")},
	"th":      {namesOf("td th"), namesOf("table tr")},
	"tr":      {namesOf("tr"), namesOf("table")},
	"thead":   {namesOf("thead tbody tfoot caption"), namesOf("table")},
	"tbody":   {namesOf("thead tbody tfoot caption"), namesOf("table")},
	"tfoot":   {namesOf("thead tbody tfoot caption"), namesOf("table")},
	"caption": {namesOf("thead tbody tfoot caption"), namesOf("table")},
}

var paragraph = namesOf("p")

// closeImplied closes what an element of that name closes by beginning: every
// block closes a paragraph.
func (p *page) closeImplied(name string) {
	if blocks[name] {
		p.closeNearest(paragraph, scopes)
	}
	if i, ok := implied[name]; ok {
		p.closeNearest(i.closes, i.within)
	}
}

// closeNearest closes the innermost element of those names, unless one of the
// others is further in.
func (p *page) closeNearest(closes, within names) {
	for i := len(p.open) - 1; i >= 0; i-- {
		switch name := p.open[i].name; {
		case closes[name]:
			p.closeFrom(i)
			return
		case within[name]:
			return
		}
	}
}

// forgetUnclosed keeps tags that are never closed from piling up: no more than
// three of a name count, as in the specification's list of formatting elements.
func (p *page) forgetUnclosed(name string) {
	const most = 3
	n := len(p.open)
	if n < most {
		return
	}
	for _, e := range p.open[n-most:] {
		if e.name != name {
			return
		}
	}
	p.forget(n - most)
}

// end closes the element of that name that is open here, if one is. A cell
// keeps what is open around its table, and a block what is open around it.
func (p *page) end(name string) {
	if name == "br" {
		p.breakLine()
		return
	}
	blocked := false
	for i := len(p.open) - 1; i >= 0; i-- {
		switch at := p.open[i].name; {
		case at == name && blocked:
			p.forget(i)
			return
		case at == name:
			p.closeFrom(i)
			return
		case scopes[at] && !tableParts[name], blocks[at] && !blocks[name] && !formatting[name] && !unread[name]:
			return
		default:
			blocked = blocked || blocks[at] && formatting[name]
		}
	}
}

// forget closes one element and none of those in it, as "</b>" does in a block
// that was opened in the <b>.
func (p *page) forget(i int) {
	p.open = slices.Delete(p.open, i, i+1)
	for ; i < len(p.open); i++ {
		p.open[i].pageStyle = p.styleAt(i).with(p.open[i].own)
	}
}

// closeFrom closes the elements from an index on, the innermost first.
func (p *page) closeFrom(i int) {
	for n := len(p.open) - 1; n >= i; n-- {
		name := p.open[n].name
		if blocks[name] && p.open[n].gone == kept {
			p.endLine()
		}
		p.open = p.open[:n]
		switch name {
		case "td", "th":
			p.closeCell()
		case "table":
			p.closeTable()
		}
	}
}

// startTable opens what an element is in a table. A row is of heads if all its
// cells are.
func (p *page) startTable(t tag) {
	switch t.name {
	case "table":
		p.openTable()
	case "tr":
		p.openRow()
	case "td", "th":
		r := p.row()
		if r == nil {
			return
		}
		r.head = t.name == "th" && (r.head || len(r.cells) == 0)
		p.openCell()
		p.widen(t.columns)
	}
}

// say adds a text as the innermost element shows it.
func (p *page) say(text []byte) {
	st := p.styleAt(len(p.open))
	switch {
	case st.gone == unshown:
		switch p.open[len(p.open)-1].name {
		case "title":
			p.title = first(p.title, strings.Join(strings.Fields(string(text)), " "))
		case "style":
			p.addStyles(string(text))
		}
	case len(bytes.TrimSpace(text)) == 0 && (st.gone != kept || !st.pre):
		p.space = p.space || len(text) > 0
	case st.gone == beside:
		p.besides = noteWords(p.besides, text)
	case st.gone == concealed:
		p.concealed = noteWords(p.concealed, text)
	case st.pre:
		for i, line := range bytes.Split(text, []byte("\n")) {
			if i > 0 {
				p.failed = cmp.Or(p.failed, p.endParagraph())
			}
			p.put(line, st)
		}
	default:
		p.collapsed(text, st)
	}
}

// noteWords adds a text that is left out to others, if it holds a word: icons
// are left out as well.
func noteWords(texts []string, text []byte) []string {
	if bytes.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		texts = append(texts, string(text))
	}
	return texts
}

// collapsed adds a text in which white space is one space, or none at the ends
// of the line.
func (p *page) collapsed(text []byte, st pageStyle) {
	const white = " \t\n\f\r"
	for len(text) > 0 {
		word := text
		if i := bytes.IndexAny(text, white); i >= 0 {
			word = text[:i]
		}
		text = text[len(word):]
		if len(word) > 0 {
			p.put(word, st)
		}
		rest := bytes.TrimLeft(text, white)
		p.space = p.space || len(rest) < len(text)
		text = rest
	}
}

// put adds letters to the line, behind a space if there is one.
func (p *page) put(word []byte, st pageStyle) {
	l := look{bold: st.bold == on, colour: st.colour}
	if l.colour == noColour {
		l.colour = ""
	}
	if p.space && len(p.text) > 0 {
		p.write([]byte(" "), l)
	}
	p.space = false
	p.write(word, l)
}

// breakLine ends the line at a tag, unless what the tag stands in is left out.
func (p *page) breakLine() {
	if p.styleAt(len(p.open)).gone == kept {
		p.endLine()
	}
}

// endLine ends the line, if there is anything on it.
func (p *page) endLine() {
	if len(bytes.TrimSpace(p.text)) > 0 {
		p.failed = cmp.Or(p.failed, p.endParagraph())
	} else {
		p.draft = draft{text: p.text[:0]}
	}
	p.space = false
}
