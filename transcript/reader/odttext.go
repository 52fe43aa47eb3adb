package reader

import (
	"encoding/xml"
	"fmt"
	"path"
	"strings"
)

// odtText reads the text of OpenDocument files. Their parts are read one after
// the other, each for what it has of styles and text; a flat file has all.
type odtText struct {
	*flow
	styles   styles
	prefixes map[string]string // by namespace
	style    *style            // that is being defined
	path     []string          // names of the elements that are open
	odtPlace
	outside []odtPlace // around the boxes, comments and heads that are open

	lists   int  // that are open
	heading bool // rows are repeated on every page
	covered int  // columns that the cell before goes over
	margin  []remark
}

// odtPlace is where in the text the next letters go.
type odtPlace struct {
	looks   []style // of the paragraph and the spans that are open
	spaced  bool    // white space that follows is not shown
	comment *remark // that is open
	into    *string // what the letters are instead of text
}

func (o *odtText) visitor() visitor {
	o.path = nil
	return visitor{open: o.open, close: o.close, text: o.letters}
}

// qualified returns the name of an element with the prefix that its namespace
// usually has.
func (o *odtText) qualified(n xml.Name) string {
	prefix, ok := o.prefixes[n.Space]
	if !ok {
		prefix = path.Base(n.Space)
		if parts := strings.Split(n.Space, ":"); len(parts) > 2 {
			prefix = parts[len(parts)-2]
		} else if strings.HasPrefix(n.Space, "http://purl.org/dc/elements") {
			prefix = "dc"
		}
		o.prefixes[n.Space] = prefix
	}
	return prefix + ":" + n.Local
}

// boxed is the name in path of a paragraph within another one: in a frame, a
// shape, or whatever else hangs on that.
const boxed = "boxed"

func (o *odtText) open(e element) bool {
	name := o.qualified(e.Name)
	switch name {
	case "style:style":
		o.style = &style{based: e.attr("family") + " " + e.attr("parent-style-name"), title: e.attr("name") == "Title"}
		o.styles[e.attr("family")+" "+e.attr("name")] = o.style
	case "style:text-properties":
		if o.style != nil {
			o.style.textProperties(e)
		}
	case "style:header", "style:header-left", "style:header-first", "style:footer", "style:footer-left", "style:footer-first",
		"loext:header-first", "loext:footer-first":
		o.beside()
	case "text:tracked-changes":
	case "text:insertion":
		o.inserted++
		return false
	case "text:deletion":
		o.deleted++
		return false
	case "text:note":
		o.footnotes++
		return false
	case "text:section":
		if e.attr("display") == "none" {
			o.hidden++
			return false
		}
	case "text:hidden-text":
		o.hidden++
		return false
	case "text:format-change", "text:ruby-text", "text:script", "text:sequence-decls", "text:variable-decls", "text:user-field-decls",
		"svg-compatible:title", "svg-compatible:desc", "office:binary-data", "office:forms", "office:scripts", "office:settings",
		"office:font-face-decls", "drawing:object", "drawing:object-ole":
		return false
	case "text:list":
		o.lists++
	case "text:p", "text:h":
		if len(o.looks) > 0 {
			name = boxed
			o.beside()
		}
		o.looks, o.spaced = []style{o.styles.get("paragraph " + e.attr("style-name"))}, true
	case "text:span":
		if n := len(o.looks); n > 0 {
			o.looks = append(o.looks, o.styles.get("text "+e.attr("style-name")).over(o.looks[n-1]))
		}
	case "text:s":
		o.put(strings.Repeat(" ", repeats(e.attr("c"))))
	case "text:tab":
		o.put("\t")
	case "text:line-break":
		if o.look().hidden || len(o.looks) == 0 {
			break
		}
		o.endLine()
		o.spaced = false
	case "office:annotation":
		o.openAnnotation(e)
	case "office:annotation-end":
		o.closeComment(e.attr("name"))
	case "dc:creator":
		if o.comment != nil {
			o.into = &o.comment.Author
		}
	case "dc:date":
		if o.comment != nil {
			o.into = &o.comment.Date
		}
	default:
		o.openTabular(name, e)
	}
	o.path = append(o.path, name)
	return true
}

func (o *odtText) close(xml.Name) error {
	if len(o.path) == 0 {
		return nil
	}
	name := o.path[len(o.path)-1]
	o.path = o.path[:len(o.path)-1]
	switch name {
	case "style:style":
		o.style = nil
	case "style:header", "style:header-left", "style:header-first", "style:footer", "style:footer-left", "style:footer-first",
		"loext:header-first", "loext:footer-first":
		if anyLetters(o.closeBeside()) {
			o.heads++
		}
		o.back()
	case "text:list":
		o.lists--
	case "text:p", "text:h":
		return o.closeParagraph()
	case boxed:
		err := o.closeParagraph()
		o.closeBox()
		o.back()
		return err
	case "text:span":
		if n := len(o.looks); n > 1 {
			o.looks = o.looks[:n-1]
		}
	case "office:annotation":
		o.closeAnnotation()
	case "dc:creator", "dc:date":
		o.into = nil
	case "table:table":
		o.closeTable()
	case "table:table-header-rows":
		o.heading = false
	case "table:table-cell":
		return o.closeCell()
	}
	return nil
}

// beside begins a text that stands beside the paragraph that is open, and back
// goes on in the paragraph.
func (o *odtText) beside() {
	o.outside = append(o.outside, o.odtPlace)
	o.odtPlace = odtPlace{}
	o.openBeside()
}

func (o *odtText) back() {
	if n := len(o.outside); n > 0 {
		o.odtPlace, o.outside = o.outside[n-1], o.outside[:n-1]
	}
}

func (o *odtText) openAnnotation(e element) {
	n := &remark{id: e.attr("name"), answers: e.attr("parent-name"), Mark: Mark{Kind: Comment}}
	if n.id == "" {
		n.id = fmt.Sprintf("comment %d", len(o.margin))
	}
	o.openComment(n.id)
	o.beside()
	o.comment = n
}

func (o *odtText) closeAnnotation() {
	n := o.comment
	lines := o.closeBeside()
	o.back()
	if n != nil {
		n.Text, n.Date = joinLines(lines), day(n.Date)
		o.margin = append(o.margin, *n)
	}
}

func (o *odtText) closeParagraph() error {
	if len(o.looks) == 0 {
		return nil
	}
	text := strings.TrimSpace(string(o.text))
	if o.looks[0].title {
		o.entitle(text)
	}
	if o.lists > 0 && text != "" {
		o.listed++
	}
	o.looks = nil
	return o.endParagraph()
}
