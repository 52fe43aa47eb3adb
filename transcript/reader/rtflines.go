package reader

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// newLine ends a paragraph, or a line in it.
func (p *rtf) newLine() {
	if p.group.to != rtfBody {
		p.put("\n")
		return
	}
	p.settle()
	p.endLine()
}

// endLine ends the line; of several blank ones, the first is kept.
func (p *rtf) endLine() {
	if n := len(p.lines); blank(string(p.text)) && (n == 0 || blank(p.lines[n-1].text)) {
		p.draft = draft{text: p.text[:0]}
		return
	}
	p.failed = cmp.Or(p.failed, p.endParagraph())
}

// settle opens the cell in which the next letters stand, or closes the table that
// they stand behind. What makes a cell is that its paragraphs are set so; rows and
// tables have no beginning.
func (p *rtf) settle() {
	switch {
	case !p.group.inTable:
		p.leaveTable()
		return
	case p.table() == nil:
		p.openTable()
	}
	if !p.inRow {
		p.openRow()
	}
	if !p.inCell {
		p.openCell()
	}
	p.inRow, p.inCell = true, true
}

func (p *rtf) leaveCell() {
	if p.inCell {
		p.endLine()
		p.failed = cmp.Or(p.failed, p.closeCell())
		p.inCell = false
	}
}

func (p *rtf) leaveTable() {
	p.leaveCell()
	p.closeTable()
	p.inRow = false
}

// end closes the document.
func (p *rtf) end() {
	p.leaveCell()
	if len(p.text) > 0 {
		p.endLine()
	}
	p.leaveTable()
}

// comment adds a comment on the passage that is named by its number, else on the
// place where it stands.
func (p *rtf) comment(text string) {
	id := first(p.about, fmt.Sprintf("comment %d", len(p.margin)))
	p.openComment(id)
	p.margin = append(p.margin, remark{id: id, Mark: Mark{Kind: Comment, Text: text, Author: p.author, Date: p.written}})
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

// warn says what is lost that other documents do not lose.
func (p *rtf) warn(s *source) {
	if p.shapes > 0 {
		s.warn("boxes-left-out", 0, "left out "+count(p.shapes, "text box", "text boxes"), "if it belongs to the talk, save the file as .docx and import that")
	}
	if p.lost > 0 {
		s.warn("characters-lost", 0, count(p.lost, "character could not be decoded and stands", "characters could not be decoded and stand")+" as \ufffd", "")
	}
	if p.cut {
		s.warn("file-cut-off", 0, "the file ends before its last brace, so the end of the text may be missing", "")
	}
}
