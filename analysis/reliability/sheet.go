package reliability

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/agreement"
	"grounded/codebook/problem"
)

// Sheet is a table as somebody typed it.
type Sheet struct {
	Name string
	Rows []SheetRow
}

// SheetRow is one row, with the line it begins at, from 1.
type SheetRow struct {
	Line  int
	Cells []string
}

// Header says whether the first row of a sheet names its columns.
type Header int

// Guessed looks whether the first row is unlike those below.
const (
	Guessed Header = iota
	Given
	Absent
)

// Judged is what a sheet of ratings holds.
type Judged struct {
	Ratings    *agreement.Ratings
	Sets       *agreement.Sets // cells as sets
	Coders     []string
	Categories []string
	Ordered    bool // the categories have an order, and so weighted figures a meaning
	Header     bool // the first row names coders
	Units      bool // the first column names units, and was left out
}

// ReadRatings reads ratings from a sheet with a row a unit and a column a coder; an
// empty cell is a value that is missing. Categories may be given, in their order and
// with unused ones; otherwise they are those that occur, numbers in their order.
// Interval and ratio take numbers, and ordinal takes numbers or given categories. All
// that is wrong is said at once.
func ReadRatings(s Sheet, header Header, m agreement.Measure, categories []string) (Judged, []problem.Problem) {
	var out Judged
	var problems []problem.Problem
	wrong := func(line int, message, remedy string) {
		problems = append(problems, problem.Problem{Name: "ratings", File: s.Name, Line: line, Message: message, Remedy: remedy, Fatal: true})
	}
	columns := 0
	for _, row := range s.Rows {
		columns = max(columns, len(row.Cells))
	}
	switch {
	case len(s.Rows) == 0:
		wrong(0, "this table is empty", "it has a row a unit and a column a coder")
	case columns < 2:
		wrong(0, "this table has one column, and so one coder; agreement takes two", "give each coder a column of their own, parted by commas")
	}
	if len(problems) > 0 {
		return out, problems
	}
	rows := s.Rows
	out.Header = header == Given || header == Guessed && namesColumns(rows)
	if out.Header && numbersUnits(rows[0].Cells[0]) {
		rows, columns, out.Units = withoutFirst(rows), columns-1, true
		if columns < 2 {
			wrong(rows[0].Line, "beside the names of units this table has one column, and so one coder; agreement takes two", "give each coder a column of their own, parted by commas")
			return out, problems
		}
	}
	for i := range columns {
		out.Coders = append(out.Coders, fmt.Sprintf("coder %d", i+1))
	}
	if out.Header {
		for i, name := range rows[0].Cells {
			if name != "" && slices.Contains(out.Coders[:i], name) {
				wrong(rows[0].Line, fmt.Sprintf("two columns are called %q", name), "give each coder a name of their own, or say that the line is a unit with --no-header")
			}
			if name != "" {
				out.Coders[i] = name
			}
		}
		for _, row := range rows[1:] {
			if len(row.Cells) > len(rows[0].Cells) {
				wrong(row.Line, fmt.Sprintf("this row has %d cells, and the first line names %d", len(row.Cells), len(rows[0].Cells)), "give every column a name, or take the cell out")
			}
		}
		rows = rows[1:]
	}
	if len(rows) == 0 {
		wrong(0, "this table names coders and has no unit", "give it a row for each unit, or say that its first line is one with --no-header")
	}
	if len(problems) > 0 {
		return out, problems
	}
	found := map[string]bool{}
	for _, row := range rows {
		for _, cell := range row.Cells {
			if cell != "" {
				found[cell] = true
			}
		}
	}
	numeric := true
	for cell := range found {
		if _, err := number(cell); err != nil {
			numeric = false
		}
	}
	out.Categories = categories
	if categories == nil {
		for cell := range found {
			out.Categories = append(out.Categories, cell)
		}
		slices.SortFunc(out.Categories, func(a, b string) int {
			if numeric {
				x, _ := number(a)
				y, _ := number(b)
				return cmp.Or(cmp.Compare(x, y), strings.Compare(a, b))
			}
			return strings.Compare(a, b)
		})
		if numeric {
			out.Categories = slices.CompactFunc(out.Categories, sameNumber)
		}
	}
	out.Ordered = numeric || categories != nil
	if m == agreement.Ordinal && !out.Ordered {
		wrong(0, "the values are words, and which of them is more is not known", "give their order with --categories, the least first")
	}
	var ratings []agreement.Row
	for i, row := range rows {
		r := agreement.Row{Group: i, N: 1}
		for at := range columns {
			value := agreement.Missing
			if at < len(row.Cells) && row.Cells[at] != "" {
				value = slices.IndexFunc(out.Categories, func(c string) bool { return c == row.Cells[at] || numeric && sameNumber(c, row.Cells[at]) })
				if value < 0 {
					wrong(row.Line, fmt.Sprintf("%q is none of the categories %s", row.Cells[at], strings.Join(out.Categories, ", ")), "add it to --categories, or mend the cell")
				}
			}
			r.Values = append(r.Values, value)
		}
		ratings = append(ratings, r)
	}
	numbers := make([]float64, len(out.Categories))
	for i, c := range out.Categories {
		n, err := number(c)
		numbers[i] = n
		switch {
		case m != agreement.Interval && m != agreement.Ratio:
		case err != nil:
			wrong(lineOf(rows, c), fmt.Sprintf("%q is no number, and %s takes numbers", c, m), "mend the cell, or choose another --measure")
		case m == agreement.Ratio && n < 0:
			wrong(lineOf(rows, c), fmt.Sprintf("%s is below zero, and ratio takes a scale that begins at zero", c), "choose another --measure, as interval")
		}
	}
	if len(problems) > 0 {
		return out, problems
	}
	var err error
	if out.Ratings, err = agreement.NewRatings(columns, len(out.Categories), ratings); err != nil {
		wrong(0, err.Error(), "")
		return out, problems
	}
	out.Ratings.Numbers = numbers
	out.Sets = sets(rows, columns)
	return out, nil
}

// number reads a cell as a number that can be computed with.
func number(cell string) (float64, error) {
	n, err := strconv.ParseFloat(cell, 64)
	if err == nil && (math.IsNaN(n) || math.Abs(n) > 1e100) {
		err = strconv.ErrRange
	}
	return n, err
}

func sameNumber(a, b string) bool {
	x, xErr := number(a)
	y, yErr := number(b)
	return xErr == nil && yErr == nil && x == y
}

func lineOf(rows []SheetRow, cell string) int {
	for _, row := range rows {
		if slices.Contains(row.Cells, cell) {
			return row.Line
		}
	}
	return 0
}

// namesColumns guesses whether the first of several rows names columns: every cell
// of it is filled and found in no row below, and it holds words where all below are
// numbers. They are unlike each other too, unless there is nothing else that words
// could be than names. Of one line alone nothing can be told, but that words which
// differ, of which none is a number, are names and no unit.
func namesColumns(rows []SheetRow) bool {
	if len(rows) < 2 {
		return !slices.ContainsFunc(rows[0].Cells, func(cell string) bool {
			_, err := number(cell)
			return err == nil || cell == ""
		})
	}
	below, numbers := map[string]bool{}, true
	for _, row := range rows[1:] {
		for _, cell := range row.Cells {
			if cell == "" {
				continue
			}
			below[cell] = true
			if _, err := number(cell); err != nil {
				numbers = false
			}
		}
	}
	seen := map[string]bool{}
	for _, cell := range rows[0].Cells {
		_, err := number(cell)
		if cell == "" || below[cell] || seen[cell] && !numbers && len(below) > len(rows[0].Cells) || numbers && err == nil {
			return false
		}
		seen[cell] = true
	}
	return true
}

// numbersUnits reports whether a column of that name holds names of units.
func numbersUnits(name string) bool {
	return slices.Contains([]string{"unit", "units", "id", "item", "case", "row", "no", "nr", "#", "turn", "segment"}, strings.ToLower(name))
}

func withoutFirst(rows []SheetRow) []SheetRow {
	var out []SheetRow
	for _, row := range rows {
		out = append(out, SheetRow{row.Line, row.Cells[min(1, len(row.Cells)):]})
	}
	return out
}

// sets takes cells for sets of codes, which semicolons part; an empty one is missing.
func sets(rows []SheetRow, columns int) *agreement.Sets {
	numbered := map[string]int{}
	var out []agreement.SetRow
	for i, row := range rows {
		r := agreement.SetRow{Group: i, N: 1}
		for _, cell := range row.Cells {
			var set []int
			for _, code := range strings.Split(cell, ";") {
				if code = strings.TrimSpace(code); code == "" {
					continue
				}
				if _, known := numbered[code]; !known {
					numbered[code] = len(numbered)
				}
				set = append(set, numbered[code])
			}
			if slices.Sort(set); len(set) > 0 {
				r.Sets = append(r.Sets, slices.Compact(set))
			}
		}
		out = append(out, r)
	}
	return agreement.NewSets(columns, out)
}

// MarkedText is what a sheet of passages holds.
type MarkedText struct {
	Text   agreement.Continuum
	Coders []string
	Codes  []string
}

// ReadSpans reads passages of one text from a sheet with the columns coder, start,
// end and code, which a first row may name in another order; ends are half-open. All
// that is wrong is said at once, passages out of the text among it.
func ReadSpans(s Sheet, length int) (MarkedText, []problem.Problem) {
	out := MarkedText{Text: agreement.Continuum{Length: length}}
	var problems []problem.Problem
	wrong := func(line int, message, remedy string) {
		problems = append(problems, problem.Problem{Name: "passages", File: s.Name, Line: line, Message: message, Remedy: remedy, Fatal: true})
	}
	rows := s.Rows
	wanted := []string{"coder", "start", "end", "code"}
	at := []int{0, 1, 2, 3}
	if len(rows) > 0 {
		head := make([]string, len(rows[0].Cells))
		for i, cell := range rows[0].Cells {
			head[i] = strings.ToLower(cell)
		}
		if slices.Contains(head, "start") || slices.Contains(head, "coder") {
			rows = rows[1:]
			for i, name := range wanted {
				if at[i] = slices.Index(head, name); at[i] < 0 {
					wrong(s.Rows[0].Line, fmt.Sprintf("no column is called %s", name), "name the columns coder,start,end,code")
				}
			}
		}
	}
	if len(problems) > 0 {
		return out, problems
	}
	for _, row := range rows {
		if len(row.Cells) < 4 || slices.ContainsFunc(at, func(i int) bool { return row.Cells[i] == "" }) {
			wrong(row.Line, "a passage has a coder, a start, an end and a code", "fill in the row")
			continue
		}
		start, startErr := strconv.Atoi(row.Cells[at[1]])
		end, endErr := strconv.Atoi(row.Cells[at[2]])
		switch {
		case startErr != nil || endErr != nil:
			wrong(row.Line, fmt.Sprintf("a passage from %q to %q: both are whole numbers", row.Cells[at[1]], row.Cells[at[2]]), "")
			continue
		case start >= end:
			wrong(row.Line, fmt.Sprintf("the passage from %d to %d holds nothing; its end is the first place behind it", start, end), "")
			continue
		case start < 0 || end > length:
			wrong(row.Line, fmt.Sprintf("the passage from %d to %d lies outside the text, which is %d long", start, end, length), "give the length of the text with --length")
			continue
		}
		out.Text.Segments = append(out.Text.Segments, agreement.Segment{
			Coder: placed(&out.Coders, row.Cells[at[0]]), Category: placed(&out.Codes, row.Cells[at[3]]), Start: start, End: end,
		})
	}
	if len(problems) == 0 && len(out.Coders) < 2 {
		wrong(0, fmt.Sprintf("this table has passages of %s alone; agreement takes two coders", cmp.Or(strings.Join(out.Coders, ""), "nobody")), "")
	}
	out.Text.Segments = merged(out.Text.Segments)
	return out, problems
}

// merged makes one of passages of one coder and code that overlap; those that touch
// stay two.
func merged(all []agreement.Segment) []agreement.Segment {
	slices.SortStableFunc(all, func(a, b agreement.Segment) int {
		return cmp.Or(a.Coder-b.Coder, a.Category-b.Category, a.Start-b.Start, a.End-b.End)
	})
	var out []agreement.Segment
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && out[n].Coder == s.Coder && out[n].Category == s.Category && s.Start < out[n].End {
			out[n].End = max(out[n].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// placed returns where a name stands in a list, at the end when it is new.
func placed(names *[]string, name string) int {
	at := slices.Index(*names, name)
	if at < 0 {
		at = len(*names)
		*names = append(*names, name)
	}
	return at
}
