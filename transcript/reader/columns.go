package reader

import (
	"fmt"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
)

// Columns says which column of a table holds what: by its head, without regard
// to case, space and punctuation, or by its letter or number as spreadsheets
// count them. In a table with a row a turn those are Speaker, Time, Text and
// Codes; in one with a row a respondent, Respondent and Questions, and every
// other column describes the respondent. What is "" is found by its head.
type Columns struct {
	Sheet                      string // of a workbook, by name or number; "" takes the first that holds anything
	Speaker, Time, Text, Codes string
	Respondent                 string
	Questions                  []string
}

// named returns the names in c, in the order of the fields.
func (c Columns) named() []string {
	var out []string
	for _, name := range append([]string{c.Speaker, c.Time, c.Text, c.Codes, c.Respondent}, c.Questions...) {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Heads by which columns are found, as bare has them, the surest first.
var (
	textHeads        = []string{"text", "words", "utterance", "transcript", "content", "speech"}
	speakerHeads     = []string{"speaker", "speakername", "participant", "name", "who"}
	timeHeads        = append([]string{"time", "timestamp", "starttime", "start", "in"}, millisecondHeads...)
	millisecondHeads = []string{"timems", "starttimems", "startms"}
	codeHeads        = []string{"tags", "codes", "code", "labels", "tag"}
	respondentHeads  = []string{"respondentid", "respondent", "participantid", "participant", "responseid", "caseid", "case", "id"}
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
	meant := nearest.Meant(name, h)
	if meant != "" {
		meant = "; " + meant
	}
	return 0, fmt.Errorf("no column is called %q%s; its columns are: %s", name, meant, h.list(width))
}

// at returns the head of a column; "" where it has none.
func (h heads) at(i int) string {
	if 0 <= i && i < len(h) {
		return h[i]
	}
	return ""
}

// title returns the head of a column, or its letter.
func (h heads) title(i int) string { return first(h.at(i), "column "+letters(i)) }

// list names all columns by letter and head.
func (h heads) list(width int) string {
	out := make([]string, width)
	for i := range out {
		out[i] = fmt.Sprintf("%s %q", letters(i), h.at(i))
	}
	return someOf(out)
}

// quoted names some columns.
func (h heads) quoted(columns []int) string {
	out := make([]string, len(columns))
	for n, i := range columns {
		out[n] = strconv.Quote(h.title(i))
	}
	return someOf(out)
}

// someOf joins names with commas; of very many, the first.
func someOf(names []string) string {
	const most = 30
	if n := len(names) - most; n > 0 {
		names = append(names[:most:most], fmt.Sprintf("and %d more", n))
	}
	return strings.Join(names, ", ")
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
