package reader

import (
	"context"
	"strings"
	"unicode"

	"grounded/transcript"
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

// read reads the lines of a document as the layout that recognises them does.
func (d *document) read(ctx context.Context, s *source) ([]interview, error) {
	d.setApart(s)
	s.lines = make([]string, len(d.lines))
	for i, l := range d.lines {
		s.lines[i] = l.text
	}
	for _, f := range layouts() {
		if !f.recognises(s) {
			continue
		}
		found, err := f.read(ctx, s)
		if err != nil {
			return nil, err
		}
		for i := range found {
			found[i].title = first(found[i].title, d.title)
			found[i].date = first(found[i].date, d.date)
			found[i].language = first(found[i].language, d.language)
			found[i].marks = append(found[i].marks, d.marksOn(found[i])...)
		}
		return found, nil
	}
	return nil, nil
}

// setApart writes a colon behind names that type or a column sets apart, where
// the document has none, so that every layout sees "NAME: words". A name in bold
// is one that stands so twice or more: a word may be stressed at the start of a
// paragraph, and a heading is bold too.
func (d *document) setApart(s *source) {
	leads := map[string]int{}
	for _, l := range d.lines {
		if name, ok := l.name(); ok {
			leads[fold(name)]++
			if l.cell {
				leads[fold(name)]++
			}
		}
	}
	listed := map[string]bool{}
	for i := range d.lines {
		l := &d.lines[i]
		name, ok := l.name()
		if !ok || leads[fold(name)] < 2 && !partWord.MatchString(name) {
			continue
		}
		if !listed[name] {
			listed[name] = true
			s.sure = append(s.sure, name)
		}
		words := l.text[l.lead:]
		if bareTime.MatchString(words) {
			continue // a header already, as Otter and Teams write them
		}
		if _, behind, ok := splitLabel(l.text); ok && len(behind) <= len(words) && strings.TrimSpace(behind) == strings.TrimSpace(words) {
			continue
		}
		kept := strings.TrimLeftFunc(words, unicode.IsSpace)
		d.rewrite(i, strings.TrimSpace(l.text[:l.lead])+": "+kept, len(l.text)-len(kept))
	}
}

// name returns the label that the lead of a line may be; a line of dialogue that
// is bold all through is none, nor is a bold time.
func (l line) name() (string, bool) {
	if l.lead == 0 || l.lead > len(l.text) {
		return "", false
	}
	_, rest := cutTime(strings.TrimSpace(l.text[:l.lead]) + " ")
	name, _ := cutTimeBehind(strings.TrimRight(strings.TrimSpace(rest), ":："))
	name = cleanLabel(name)
	return name, plausible(name)
}

// rewrite gives a line a text whose end, behind the first of some bytes of the
// old one, is the same, and moves the marks with it.
func (d *document) rewrite(i int, text string, from int) {
	grown := len(text) - len(d.lines[i].text)
	move := func(p *point) {
		if p.paragraph == i && p.byte >= from {
			p.byte += grown
		}
	}
	for m := range d.marks {
		move(&d.marks[m].first)
		move(&d.marks[m].last)
	}
	d.lines[i].text = text
}

// marksOn returns the marks of a document on an interview that was read from its
// lines. What of a mark lies on a header or on lines that were left out goes.
func (d *document) marksOn(i interview) []mark {
	if len(d.marks) == 0 || len(i.lines) == 0 {
		return nil
	}
	var starts []int // where each paragraph begins in its line
	n := 0
	for _, turn := range i.said {
		for _, p := range turn.Paragraphs {
			starts = append(starts, max(0, strings.LastIndex(d.lines[i.lines[n]-1].text, p)))
			n++
		}
	}
	within := func(p point, paragraph int, text string) int { return min(max(0, p.byte-starts[paragraph]), len(text)) }
	var out []mark
	for _, m := range d.marks {
		found := mark{Mark: m.Mark, first: point{-1, 0}}
		n := -1
		for _, turn := range i.said {
			for _, text := range turn.Paragraphs {
				n++
				at := i.lines[n] - 1
				if at < m.first.paragraph || at > m.last.paragraph {
					continue
				}
				if found.first.paragraph < 0 {
					found.first = point{n, 0}
					if at == m.first.paragraph {
						found.first.byte = within(m.first, n, text)
					}
				}
				found.last = point{n, len(text)}
				if at == m.last.paragraph {
					found.last.byte = within(m.last, n, text)
				}
			}
		}
		if found.first.paragraph >= 0 {
			out = append(out, found)
		}
	}
	return out
}

// spoken is a turn as formats without lines have it: every line of the texts is
// a paragraph.
func spoken(speaker string, time transcript.Moment, paragraphs ...string) transcript.Said {
	var kept []string
	for _, p := range paragraphs {
		for text := range strings.SplitSeq(strings.ReplaceAll(p, "\r", "\n"), "\n") {
			if !blank(text) {
				kept = append(kept, text)
			}
		}
	}
	return transcript.Said{Speaker: cleanLabel(speaker), Time: time, Paragraphs: kept}
}
