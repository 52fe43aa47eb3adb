package reader

import (
	"fmt"
	"slices"
	"strings"
)

// page makes a document of a web page as its tags and texts arrive.
type page struct {
	*flow
	styles map[string]pageStyle // by class
	open   []pageElement        // from the outside in
	opened map[string]int       // how many of a name are open
	space  bool                 // white space stands behind the text, and counts if words follow

	besides, concealed []string // what was left out
	failed             error
}

// pageElement is an open element. What it says of its text holds for the elements
// in it, unless they say otherwise.
type pageElement struct {
	name                     string
	block, scope, formatting bool
	own                      pageStyle // what the element itself says
	pageStyle
}

func newPage() *page {
	return &page{flow: newFlow(), styles: map[string]pageStyle{}, opened: map[string]int{}}
}

const maxOpen = 512 // elements in each other

var errOpen = fmt.Errorf("its elements are nested more than %d deep, as on no page; copy its text into a text file", maxOpen)

var (
	void   = setOf("area base br col embed hr img input link meta param source track wbr")
	blocks = setOf("address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form" +
		" h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search section summary" +
		" table tbody td tfoot th thead tr ul xmp")
	scopes     = setOf("html body table td th caption button object")
	formatting = setOf("a b big code em font i nobr s small strike strong tt u")
	boldTags   = setOf("b strong h1 h2 h3 h4 h5 h6 th dt")
	unread     = setOf("script style template noscript noframes nav svg math iframe object select textarea button canvas audio video map datalist title")
	asides     = setOf("footer aside")
	tableParts = setOf("table thead tbody tfoot tr td th caption")
	languages  = pattern(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$`)
)

// start opens an element, and closes those that it ends by beginning.
func (p *page) start(t tag) {
	switch {
	case t.name == "html" || t.name == "body":
		if p.language == "" && languages().MatchString(t.lang) {
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
	e := pageElement{name: t.name, block: blocks[t.name], scope: scopes[t.name], formatting: formatting[t.name], own: p.styleOf(t)}
	e.pageStyle = p.styleAt(len(p.open)).with(e.own)
	if blocks[t.name] && e.gone == kept {
		p.endLine()
	}
	p.open = append(p.open, e)
	p.opened[e.name]++
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
	case boldTags[t.name]:
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
var implied = map[string]struct{ closes, within []string }{
	"li":      {[]string{"li"}, []string{"ul", "ol", "menu", "dir", "table", "td", "th"}},
	"dt":      {[]string{"dt", "dd"}, []string{"dl", "table", "td", "th"}},
	"dd":      {[]string{"dt", "dd"}, []string{"dl", "table", "td", "th"}},
	"td":      {[]string{"td", "th"}, []string{"table", "tr"}},
	"th":      {[]string{"td", "th"}, []string{"table", "tr"}},
	"tr":      {[]string{"tr"}, []string{"table"}},
	"thead":   {[]string{"thead", "tbody", "tfoot", "caption"}, []string{"table"}},
	"tbody":   {[]string{"thead", "tbody", "tfoot", "caption"}, []string{"table"}},
	"tfoot":   {[]string{"thead", "tbody", "tfoot", "caption"}, []string{"table"}},
	"caption": {[]string{"thead", "tbody", "tfoot", "caption"}, []string{"table"}},
}

// closeImplied closes what an element of that name closes by beginning: every
// block closes a paragraph.
func (p *page) closeImplied(name string) {
	if blocks[name] {
		p.closeNearest([]string{"p"}, func(e *pageElement) bool { return e.scope })
	}
	if i, ok := implied[name]; ok {
		p.closeNearest(i.closes, func(e *pageElement) bool { return slices.Contains(i.within, e.name) })
	}
}

// closeNearest closes the innermost element of those names, unless one that
// keeps it is further in.
func (p *page) closeNearest(closes []string, keeps func(*pageElement) bool) {
	if !slices.ContainsFunc(closes, func(name string) bool { return p.opened[name] > 0 }) {
		return
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		e := &p.open[i]
		if slices.Contains(closes, e.name) {
			p.closeFrom(i)
			return
		}
		if keeps(e) {
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
	if p.opened[name] == 0 {
		return
	}
	formats, part := formatting[name], tableParts[name]
	within := !blocks[name] && !formats && !unread[name] // it ends in the block it began in
	blocked := false
	for i := len(p.open) - 1; i >= 0; i-- {
		switch e := &p.open[i]; {
		case e.name == name && blocked:
			p.forget(i)
			return
		case e.name == name:
			p.closeFrom(i)
			return
		case e.scope && !part, e.block && within:
			return
		default:
			blocked = blocked || e.block && formats
		}
	}
}

// forget closes one element and none of those in it, as "</b>" does in a block
// that was opened in the <b>.
func (p *page) forget(i int) {
	p.opened[p.open[i].name]--
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
		p.opened[name]--
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
		r.head = t.name == "th" && (r.head || r.next == 0)
		p.openCell()
		p.widen(t.columns)
	}
}
