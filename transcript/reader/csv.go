package reader

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// maxCell is the size of a cell of delimited text, in bytes. A whole interview
// is smaller; what a quotation mark that is never closed takes in is not.
const maxCell = 1 << 20

// delimited is text in rows, whose cells a character parts (RFC 4180). A row
// ends with its line, unless the line has a quotation mark without a partner:
// then it may go on to the line with the next such one. Where quotation marks do
// not make sense, a line is a row and they are characters like any other; so
// that one mark too many costs a line, and not what is left of the file.
type delimited struct {
	name  string
	lines []string
	from  int // line with which the rows begin, from 0
	comma byte
}

// rows yields the rows, without blank ones.
func (d delimited) rows(yield func(row, error) bool) {
	var cells []string
	for i := d.from; i < len(d.lines); {
		if blank(d.lines[i]) {
			i++
			continue
		}
		var taken int
		var odd bool
		cells, taken, odd = d.row(i, cells[:0])
		var err error
		switch {
		case len(cells) > maxColumns:
			err = fmt.Errorf("%s:%d: has %d columns, and %d is the most that a table has; name the format if it is none, such as: --as text", d.name, i+1, len(cells), maxColumns)
		case slices.ContainsFunc(cells, func(c string) bool { return len(c) > maxCell }):
			err = fmt.Errorf("%s:%d: a cell has more than %d KiB; close its quotation marks, or name the format if this is no table, such as: --as text", d.name, i+1, maxCell>>10)
		}
		if filled(cells) > 0 || err != nil {
			if !yield(row{i + 1, cells, odd}, err) || err != nil {
				return
			}
		}
		i += taken
	}
}

// row reads the row that begins at a line, and says how many lines it has and
// whether its quotation marks do not make sense.
func (d delimited) row(i int, cells []string) ([]string, int, bool) {
	if unpaired(d.lines[i]) {
		if end := d.partner(i); end > 0 {
			if cells, ok := d.split(strings.Join(d.lines[i:end+1], "\n"), cells); ok {
				return cells, end + 1 - i, false
			}
		}
	}
	cells, ok := d.split(d.lines[i], cells)
	return cells, 1, !ok
}

// partner returns the next line with an unpaired quotation mark, or 0.
func (d delimited) partner(i int) int {
	size := 0
	for end := i + 1; end < len(d.lines) && size <= maxCell; end++ {
		if unpaired(d.lines[end]) {
			return end
		}
		size += len(d.lines[end])
	}
	return 0
}

func unpaired(line string) bool { return strings.Count(line, `"`)%2 == 1 }

// split appends the cells of a row to cells. It reports false where quotation
// marks do not make sense; from a mark that is never closed on, they are
// characters like any other.
func (d delimited) split(text string, cells []string) ([]string, bool) {
	ok, quotes := true, true
	for len(cells) <= maxColumns {
		cell, end := "", -1
		if begun := d.begun(text); quotes && strings.HasPrefix(begun, `"`) {
			var clean bool
			if cell, end, clean = d.quoted(begun); end >= 0 {
				end += len(text) - len(begun)
			}
			quotes, ok = end >= 0, ok && clean
		}
		if end < 0 {
			if end = strings.IndexByte(text, d.comma); end < 0 {
				end = len(text)
			}
			cell = text[:end]
			ok = ok && !strings.Contains(cell, "\n")
		}
		cells = append(cells, cell)
		if end == len(text) {
			break
		}
		text = text[end+1:]
	}
	return cells, ok
}

// begun returns a cell without the spaces that people put behind a comma, before
// a quotation mark.
func (d delimited) begun(text string) string {
	if d.comma == '\t' {
		return text
	}
	return strings.TrimLeft(text, " ")
}

// quoted reads a cell that begins with a quotation mark, and returns where it
// ends: at a mark that the end of the cell follows. It is negative where no mark
// does. Marks within it should be doubled; clean says that they are.
func (d delimited) quoted(text string) (cell string, end int, clean bool) {
	clean = true
	for i := 1; ; {
		next := strings.IndexByte(text[i:], '"')
		if next < 0 {
			return "", -1, false
		}
		i += next + 1
		switch {
		case i == len(text) || text[i] == d.comma:
			return strings.ReplaceAll(text[1:i-1], `""`, `"`), i, clean
		case text[i] == '"':
			i++
		default:
			clean = false
		}
	}
}

// readCSV reads a table whose cells a comma parts, or whatever else stands
// between them.
func readCSV(ctx context.Context, s *source) ([]interview, error) {
	d, _ := sniff(s)
	return readDelimited(ctx, s, d)
}

// readTSV reads a table whose cells a tab parts.
func readTSV(ctx context.Context, s *source) ([]interview, error) {
	d, _ := sniff(s)
	d.comma = '\t'
	return readDelimited(ctx, s, d)
}

func readDelimited(ctx context.Context, s *source, d delimited) ([]interview, error) {
	if s.options.Columns.Sheet != "" {
		return nil, fmt.Errorf("%s: has no sheets, which only workbooks (.xlsx) have; leave sheet out of --columns", s.name)
	}
	return readTable(ctx, s, &table{name: s.name, rows: d.rows, comma: string(d.comma)})
}
