package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// isHTML asks for a document type or an <html> tag at the start, or for an
// ordinary tag there that is closed again: a text that begins with "<laughs>" is
// no page, nor is an XML file of another kind.
func isHTML(s *source) bool {
	const most = 200 // lines before which a page says that it is one
	head := strings.ToLower(strings.Join(s.lines[:min(most, len(s.lines))], "\n"))
	for {
		head = strings.TrimLeftFunc(head, unicode.IsSpace)
		end := ""
		switch {
		case strings.HasPrefix(head, "<?xml"):
			end = "?>"
		case strings.HasPrefix(head, "<!--"):
			end = "-->"
		default:
			m := firstTag().FindStringSubmatch(head)
			return m != nil && (m[1] == "!doctype html" || m[1] == "html" || strings.Contains(head, "</"))
		}
		_, behind, ok := strings.Cut(head, end)
		if !ok {
			return false
		}
		head = behind
	}
}

var firstTag = pattern(`^<(!doctype html|html|head|body|meta|title|link|style|script|main|article|section|div|header|p|span|h[1-6]|table|ul|ol|dl|pre|blockquote|b|strong|em|font|a|br)[\s/>]`)

// charsetTag is where a page names its encoding.
var charsetTag = pattern(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)`)

// declaredCharset returns the encoding that a page names near its start, or "".
func declaredCharset(src []byte) string {
	const near = 8 << 10
	if m := charsetTag().FindSubmatch(src[:min(near, len(src))]); m != nil {
		return string(m[1])
	}
	return ""
}

// readHTML reads a web page as a browser shows it: white space collapsed, a line
// for each block and behind each <br>, and what is not shown left out. It is
// read tag by tag (https://html.spec.whatwg.org/multipage/parsing.html), with
// the tags that may be left out supplied.
func readHTML(ctx context.Context, s *source) ([]interview, error) {
	p := newPage()
	z := html.NewTokenizer(strings.NewReader(strings.Join(s.lines, "\n")))
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("%s: cannot be read as a page: %w", s.name, err)
			}
			p.closeFrom(0)
			p.endLine()
			if p.failed != nil {
				return nil, fmt.Errorf("%s: %w", s.name, p.failed)
			}
			const remedy = "if it belongs to the talk, put it into a text file with the rest, and import that"
			showLeftOut(s, "page-parts-left-out", "what stands beside the talk on the page", remedy, p.besides)
			showLeftOut(s, "hidden-left-out", "what the page does not show", remedy, p.concealed)
			return p.finish(s, nil).read(ctx, s)
		case html.TextToken:
			p.say(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			t := tag{name: string(name), empty: kind == html.SelfClosingTagToken}
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				t.set(string(key), string(value))
			}
			p.start(t)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		}
	}
}

// tag is a start tag, with those of its attributes that say how it looks.
type tag struct {
	name, style, class, lang, role string
	hidden, empty                  bool
	columns                        int // that a cell goes over
}

func (t *tag) set(key, value string) {
	switch key {
	case "style":
		t.style = value
	case "class":
		t.class = value
	case "lang", "xml:lang":
		t.lang = value
	case "role":
		t.role = strings.ToLower(value)
	case "colspan":
		t.columns, _ = strconv.Atoi(value) // what is no number is 0
	case "hidden":
		t.hidden = !strings.EqualFold(value, "until-found")
	case "aria-hidden":
		t.hidden = t.hidden || strings.EqualFold(value, "true")
	}
}
