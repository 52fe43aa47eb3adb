package tomledit

import (
	"cmp"
	"slices"
	"strings"
)

// patch gathers changes of a text and makes them all at once. Every change but
// the replacing of a value takes or leaves whole lines.
type patch struct {
	source  string
	eol     string
	changes []change
}

type change struct {
	Span
	text  string
	order int  // which of the changes at one place comes first
	apart rank // whether blank lines part it from its neighbours
}

type rank int

const (
	within rank = iota // a line among others
	before             // a blank line parts it from what follows
	around             // and from what goes before
)

func (p *patch) replace(s Span, text string) { p.add(change{Span: s, text: text}) }

func (p *patch) remove(lines Span) { p.add(change{Span: lines}) }

// insert puts lines at a place; apart says that a blank line is to follow.
func (p *patch) insert(at int, text string, apart bool) {
	c := change{Span: Span{at, at}, text: text}
	if apart {
		c.apart = before
	}
	p.add(c)
}

// insertTable puts a table at a place, behind lines that are put there too.
func (p *patch) insertTable(at int, text string) {
	p.add(change{Span: Span{at, at}, text: text, order: 1, apart: around})
}

func (p *patch) add(c change) { p.changes = append(p.changes, c) }

// apply returns the text with all changes made. It reports false when a value
// is to be replaced that another change replaces or removes.
func (p *patch) apply() (string, bool) {
	slices.SortStableFunc(p.changes, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.order, b.order))
	})
	var out strings.Builder
	at, gap := 0, false
	copyTo := func(end int) {
		if end <= at {
			return
		}
		if gap && !blankLine(p.source[at:]) {
			out.WriteString(p.eol)
		}
		gap = false
		out.WriteString(p.source[at:end])
		at = end
	}
	for _, c := range p.changes {
		replaces := c.text != "" && c.End > c.Start
		if replaces && c.Start < at {
			return "", false
		}
		copyTo(c.Start)
		if c.text != "" {
			if c.apart == around && !blankEnd(out.String()) {
				out.WriteString(p.eol)
			}
			out.WriteString(c.text)
			gap = c.apart != within
		}
		at = max(at, c.End)
	}
	copyTo(len(p.source))
	return out.String(), true
}

// blankLine reports whether text begins with a line of white space.
func blankLine(text string) bool {
	l, _, _ := strings.Cut(text, "\n")
	return strings.Trim(l, " \t\r") == ""
}

// blankEnd reports whether text is nothing or ends with a blank line.
func blankEnd(text string) bool {
	text = strings.TrimSuffix(text, "\n")
	return strings.Trim(text[strings.LastIndexByte(text, '\n')+1:], " \t\r\ufeff") == ""
}
