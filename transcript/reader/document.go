package reader

import (
	"context"
	"encoding/xml"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// document is the text of a file of a word processor, before anybody knows who
// speaks. Its paragraphs are read as the lines of a text are, by the layout that
// recognises them, so that what Otter or Teams save as a document is understood
// as what they save as text.
type document struct {
	title    string
	date     string // YYYY-MM-DD
	language string
	lines    []line
	marks    []lineMark
	astray   int // comments that are on none of the lines
}

// line is a paragraph of a document.
type line struct {
	text string
	// lead is how many bytes at the start of text are set apart from the rest as
	// a speaker's name is: in bold, before a tab, in a column of their own.
	lead int
	// cell says that the lead stood in a column of its own: it is a label even
	// if it stands there once.
	cell bool
}

// lineMark is a mark on lines of a document, which it may go over.
type lineMark struct {
	Mark
	first, last point // the paragraph is the index of a line
}

// texts returns the lines without what is known of them.
func (d *document) texts() []string {
	out := make([]string, len(d.lines))
	for i, l := range d.lines {
		out[i] = l.text
	}
	return out
}

// properties are what a document says of itself without showing it.
type properties struct{ title, language string }

// visitor reads properties in the terms of Dublin Core, in which Office and
// OpenDocument files both have them.
func (p *properties) visitor() visitor {
	var into *string
	return visitor{
		open: func(e element) bool {
			into = nil
			if strings.HasPrefix(e.Name.Space, "http://purl.org/dc/elements") {
				into = map[string]*string{"title": &p.title, "language": &p.language}[e.Name.Local]
			}
			return e.Name.Local != "body"
		},
		close: func(xml.Name) error {
			into = nil
			return nil
		},
		text: func(text []byte) {
			if into != nil && len(*into)+len(text) < 1000 {
				*into += string(text)
			}
		},
	}
}

// describe takes over what a document says of itself. A title that it does not
// show at its beginning is likely to be that of the file it was made from.
func (d *document) describe(p properties) {
	const beginning = 20
	shown := slices.ContainsFunc(d.lines[:min(len(d.lines), beginning)], func(l line) bool {
		return len(l.text) < 1000 && fold(l.text) == fold(p.title)
	})
	if shown {
		d.title = first(d.title, strings.TrimSpace(p.title))
	}
	d.language = first(d.language, strings.TrimSpace(p.language))
}

// read reads the lines of a document as the layout that recognises them does, or
// as the one that was asked for.
func (d *document) read(ctx context.Context, s *source) ([]interview, error) {
	d.setApart(s)
	s.lines = d.texts()
	if len(d.marks) == 0 {
		d.lines = nil // a long talk takes much room, and marks alone need them again
	}
	for _, f := range layouts() {
		if isLayout(s.options.As) && f.Name != s.options.As || !isLayout(s.options.As) && !f.recognises(s) {
			continue
		}
		found, err := f.read(ctx, s)
		if err != nil {
			return nil, err
		}
		s.layout = f.Name
		placed := make([]bool, len(d.marks))
		for i := range found {
			found[i].title = first(found[i].title, d.title)
			found[i].date = first(found[i].date, d.date)
			found[i].language = first(found[i].language, d.language)
			found[i].marks = append(found[i].marks, d.marksOn(found[i], placed)...)
		}
		for i, m := range d.marks {
			if m.Kind == Comment && !placed[i] {
				d.astray++
			}
		}
		if d.astray > 0 {
			s.warn("comments-left-out", 0, "left out "+count(d.astray, "comment that stands", "comments that stand")+" on no words of the talk", "")
		}
		return found, nil
	}
	return nil, nil
}

func isLayout(name string) bool {
	return slices.ContainsFunc(layouts(), func(f format) bool { return f.Name == name })
}

// marksOn returns the marks of a document on an interview that was read from its
// lines in their order, and notes which those are. What of a mark lies on a
// header or on lines that were left out goes. A comment on nothing else, or on a
// point, is on the whole paragraph, or on the one that the header stands over.
func (d *document) marksOn(i interview, placed []bool) []mark {
	if len(d.marks) == 0 || len(i.lines) == 0 {
		return nil
	}
	var texts []string
	for _, turn := range i.said {
		texts = append(texts, turn.Paragraphs...)
	}
	// within returns a place in a line as one in the paragraph that was read from
	// it, which is its end or all of it.
	within := func(p point, paragraph int) point {
		text := texts[paragraph]
		begins := max(0, strings.LastIndex(d.lines[i.lines[paragraph]-1].text, text))
		return point{paragraph, min(max(0, p.byte-begins), len(text))}
	}
	var out []mark
	for k, m := range d.marks {
		from := sort.SearchInts(i.lines, m.first.paragraph+1)
		to := sort.SearchInts(i.lines, m.last.paragraph+2) - 1
		if from > to {
			if from == len(texts) || m.Kind != Comment || !d.blankBetween(m.last.paragraph, i.lines[from]-1) {
				continue
			}
			to = from
		}
		found := mark{m.Mark, point{from, 0}, point{to, len(texts[to])}}
		if i.lines[from]-1 == m.first.paragraph {
			found.first = within(m.first, from)
		}
		if i.lines[to]-1 == m.last.paragraph {
			found.last = within(m.last, to)
		}
		if from == to && blank(texts[to][min(found.first.byte, found.last.byte):found.last.byte]) {
			if m.Kind != Comment {
				continue
			}
			found.first.byte, found.last.byte = 0, len(texts[to])
		}
		placed[k] = true
		out = append(out, found)
	}
	return out
}

// blankBetween reports whether the first of two lines stands right over the
// second, with nothing but a few blank ones between.
func (d *document) blankBetween(before, after int) bool {
	const few = 5
	for n := before + 1; n < after; n++ {
		if n-before > few || !blank(d.lines[n].text) {
			return false
		}
	}
	return true
}

// anyLetters reports whether lines hold more than the numbers of pages.
func anyLetters(lines []string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.ContainsFunc(l, unicode.IsLetter) })
}

// joinLines returns lines as one text, without blank ones around it.
func joinLines(lines []string) string { return strings.TrimSpace(strings.Join(lines, "\n")) }
