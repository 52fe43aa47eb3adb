package reader

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// take ends the line that is being written and returns it. A tab sets apart what
// stands before it.
func (p *rtf) take() line {
	l := line{text: string(p.text), lead: p.lead}
	if tab := strings.IndexByte(l.text, '\t'); l.lead == 0 && tab <= 4*maxLabel {
		l.lead = max(0, tab)
	}
	p.text, p.lead = p.text[:0], 0
	return l
}

// newLine ends a paragraph, or a line in it.
func (p *rtf) newLine() {
	switch {
	case p.group.to != rtfBody:
		p.put("\n")
	case p.group.inTable:
		p.cell = append(p.cell, p.take().text)
	default:
		p.endRow()
		p.addLine(p.take())
	}
}

// addLine adds a line to the document; of several blank ones, the first.
func (p *rtf) addLine(l line) {
	if n := len(p.lines); blank(l.text) && (n == 0 || blank(p.lines[n-1].text)) {
		return
	}
	p.lines = append(p.lines, l)
}

// endRow adds a row of a table to the document: "name, words" or "time, name,
// words" as a turn, any other a line after the other.
func (p *rtf) endRow() {
	if len(p.cell) > 0 {
		p.cells, p.cell = append(p.cells, p.cell), nil
	}
	row := p.cells
	p.cells = nil
	lead := rowLead(row)
	if len(row) > 1 && lead == "" {
		p.rows++
	}
	if lead != "" {
		words := row[len(row)-1]
		p.addLine(line{text: lead + "\t" + words[0], lead: len(lead), cell: true})
		row = [][]string{words[1:]}
	}
	for _, cell := range row {
		for _, text := range cell {
			p.addLine(line{text: text})
		}
	}
}

// rowLead returns the name in the first columns of a row, with a time before it
// if there is one; "" when the row is not laid out so.
func rowLead(row [][]string) string {
	if len(row) != 2 && len(row) != 3 {
		return ""
	}
	last := len(row) - 1
	var name, time string
	for _, cell := range row[:last] {
		text := strings.TrimSpace(strings.Join(cell, "\n"))
		switch {
		case bareTime.MatchString(text):
			time = text + " "
		case name == "":
			name = text
		default:
			return ""
		}
	}
	if lead := (line{text: name, lead: len(name)}); len(row[last]) == 0 || blank(row[last][0]) || strings.Contains(name, "\n") {
		return ""
	} else if _, ok := lead.name(); !ok {
		return ""
	}
	return time + name
}

// end closes the document.
func (p *rtf) end() {
	if len(p.text) > 0 {
		p.newLine()
	}
	p.endRow()
}

// here returns the place that is being written. A row of a table has one place.
func (p *rtf) here() point {
	if p.group.inTable {
		return point{len(p.lines), 0}
	}
	return point{len(p.lines), len(p.text)}
}

// comment adds a comment on the passage that is named by its number, else on the
// paragraph.
func (p *rtf) comment(text string) {
	const all = 1 << 30 // to the end of a line
	m := lineMark{Mark: Mark{Kind: Comment, Text: text, Author: p.author, Date: p.written}}
	start, begun := p.starts[p.about]
	end, ended := p.ends[p.about]
	if begun && ended && start != end {
		m.first, m.last = start, end
	} else {
		here := p.here()
		m.first, m.last = point{here.paragraph, 0}, point{here.paragraph, all}
	}
	p.marks = append(p.marks, m)
	p.author, p.written, p.about = "", "", ""
}

// rtfDay returns the day in a time of Microsoft's: bits of a number, for the year
// since 1900 above those for month and day.
func rtfDay(number string) string {
	signed, err := strconv.Atoi(number)
	n := int(uint32(signed)) // the day of the week, in the highest bits, makes it negative
	year, month, dom := 1900+n>>20&0x1ff, n>>16&0xf, n>>11&0x1f
	day := time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC)
	if err != nil || day.Day() != dom || int(day.Month()) != month {
		return ""
	}
	return day.Format(time.DateOnly)
}

func (p *rtf) warn(s *source) {
	for _, w := range []struct {
		name    string
		n       int
		one, of string
	}{
		{"note-left-out", p.notes, "1 footnote was left out", "%d footnotes were left out"},
		{"header-left-out", p.headers, "1 page header or footer was left out", "%d page headers and footers were left out"},
		{"box-left-out", p.boxes, "1 text box was left out", "%d text boxes were left out"},
		{"table-in-lines", p.rows, "1 row of a table does not begin with a speaker, and each of its cells became lines of text", "%d rows of tables do not begin with a speaker, and each of their cells became lines of text"},
		{"characters-lost", p.lost, "1 character could not be decoded and stands as \ufffd", "%d characters could not be decoded and stand as \ufffd"},
	} {
		if w.n == 1 {
			s.warn(w.name, 0, w.one, "")
		} else if w.n > 1 {
			s.warn(w.name, 0, fmt.Sprintf(w.of, w.n), "")
		}
	}
	if p.hidden {
		s.warn("hidden-left-out", 0, "text that is hidden was left out", "")
	}
	if p.deleted {
		s.warn("deleted-left-out", 0, "text that is marked as deleted was left out", "")
	}
	if p.cut {
		s.warn("file-cut-off", 0, "the file ends before its last brace, so the end of the text may be missing", "")
	}
}
