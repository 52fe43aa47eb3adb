package reader

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
)

// heads are the names that stand above the columns of a table; where a column
// has none, it goes by its letter.
type heads []string

// known returns the column whose head is the first of a list that there is, or
// none.
func (h heads) known(list []string) int {
	for _, name := range list {
		for i, head := range h {
			if bare(head) == name {
				return i
			}
		}
	}
	return none
}

// under returns the columns with that head: as it is written, or else without
// regard to case, space and punctuation.
func (h heads) under(name string) []int {
	var same, alike []int
	for i, head := range h {
		switch {
		case head == "":
		case head == strings.TrimSpace(name):
			same = append(same, i)
		case bare(head) != "" && bare(head) == bare(name):
			alike = append(alike, i)
		}
	}
	if len(same) > 0 {
		return same
	}
	return alike
}

// find returns the column that a name means among so many.
func (h heads) find(name string, width int) (int, error) {
	found := h.under(name)
	if len(found) == 1 {
		return found[0], nil
	}
	if len(found) > 1 {
		return 0, fmt.Errorf("columns %s and %s are both called %q; name the one by its letter", letters(found[0]), letters(found[1]), name)
	}
	if i, ok := columnAt(name); ok && i < width {
		return i, nil
	}
	return 0, unknown("column", name, h, h.list(width))
}

// unknown says that no column or sheet has that name, offers near ones and lists
// them all.
func unknown(noun, name string, names []string, list string) error {
	if meant := nearest.Meant(name, names); meant != "" {
		return fmt.Errorf("no %s is called %q; %s There are: %s", noun, name, meant, list)
	}
	return fmt.Errorf("no %s is called %q; there are: %s", noun, name, list)
}

// at returns the head of a column; "" where it has none.
func (h heads) at(i int) string {
	if 0 <= i && i < len(h) {
		return h[i]
	}
	return ""
}

// title returns the head of a column, or its letter.
func (h heads) title(i int) string {
	if head := h.at(i); head != "" {
		return head
	}
	return "column " + letters(i)
}

// list names all columns by letter and head.
func (h heads) list(width int) string {
	out := make([]string, width)
	for i := range out {
		if out[i] = letters(i); h.at(i) != "" {
			out[i] += " " + strconv.Quote(h[i])
		}
	}
	return listed(out)
}

// titles lists the heads of some columns in quotation marks.
func (h heads) titles(columns []int) string {
	out := make([]string, len(columns))
	for n, i := range columns {
		out[n] = h.title(i)
	}
	return quoted(out)
}

// letters returns the letters of a column, counted from 0.
func letters(i int) string {
	out := ""
	for i++; i > 0; i = (i - 1) / 26 {
		out = string(rune('A'+(i-1)%26)) + out
	}
	return out
}

// columnAt reads the letters or the number of a column.
func columnAt(name string) (int, bool) {
	name = strings.ToUpper(strings.TrimSpace(name))
	if n, err := strconv.Atoi(name); err == nil {
		return n - 1, 1 <= n && n <= maxColumns
	}
	n := 0
	for _, r := range name {
		if r < 'A' || r > 'Z' || n > maxColumns {
			return 0, false
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1, 1 <= n && n <= maxColumns
}

// headRow returns the index of the row with the heads of the columns: the first
// in which stand all the names that the options give, or a known head; else the
// first that has two cells. Below that one, which may say whose interview it is,
// the head of the text needs company. It reports false where the row is data.
func headRow(sample []row, c Columns) (int, bool) {
	const most = 10 // rows of titles and explanations above the heads
	top := sample[:min(len(sample), most)]
	wide := max(0, slices.IndexFunc(top, func(r row) bool { return filled(r.cells) > 1 }))
	for i, r := range top {
		h := trimmedHeads(r.cells)
		if h.hold(c.named()) {
			return i, true
		}
		if len(c.named()) == 0 && h.known(textHeads) != none && (i <= wide || h.ofTalk()) {
			return i, true
		}
	}
	if isData(top[wide], sample[wide+1:]) {
		return 0, false
	}
	return wide, true
}

// ofTalk reports whether heads name the text of a talk and something beside it.
func (h heads) ofTalk() bool {
	return h.known(textHeads) != none && max(h.known(speakerHeads), h.known(timeHeads), h.known(codeHeads)) != none
}

// hold reports whether all the names are heads, or else places of columns, and
// not all of them places.
func (h heads) hold(names []string) bool {
	found := false
	for _, name := range names {
		if i, place := columnAt(name); place && i < len(h) {
			continue
		}
		if len(h.under(name)) == 0 {
			return false
		}
		found = true
	}
	return found
}

func trimmedHeads(cells []string) heads {
	out := make(heads, len(cells))
	width := 0
	for i, c := range cells {
		if out[i] = strings.Join(strings.Fields(c), " "); out[i] != "" {
			width = i + 1
		}
	}
	return out[:width]
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if !blank(c) {
			n++
		}
	}
	return n
}

// isData reports whether a first row is one like those below it rather than the
// heads of the columns: it holds a time or a number where they hold them too, or
// a word that comes again in its column, as the names of speakers do.
func isData(r row, below []row) bool {
	if h := trimmedHeads(r.cells); h.known(slices.Concat(textHeads, speakerHeads, timeHeads, codeHeads, respondentHeads)) != none {
		return false
	}
	for i, cell := range r.cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		figures, same, all := 0, 0, 0
		for _, b := range below {
			other := strings.TrimSpace(b.at(i))
			if other == "" || slices.Equal(b.cells, r.cells) {
				continue
			}
			all++
			if figure().MatchString(other) {
				figures++
			}
			if other == cell {
				same++
			}
		}
		if same > 0 || figure().MatchString(cell) && figures*2 > all {
			return true
		}
	}
	return false
}

// figure is a number, a time or a date.
var figure = pattern(`^[\[(]?[-+]?\d[\d.,:/-]*[\])]?(?:[T ]\d{1,2}:\d{2}\S*)?(?: ?[AaPp][Mm])?(?: [A-Z]{3,4})?$`)
