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
	OfSets     bool            // a cell holds several codes, or says that there is none
	Coders     []string
	Categories []string
	Ordered    bool // the categories have an order, and so weighted figures a meaning
	Header     bool // the first row names coders
	Units      bool // the first column names units, and was left out
}

// ReadRatings reads ratings from a sheet with a row a unit and a column a coder; an
// empty cell is a value that is missing. Semicolons part the codes of a set, whose
// order, blanks and repetitions mean nothing; one alone is the empty set. Categories
// may be given, in their order and with unused ones; otherwise they are those that
// occur, numbers in their order.
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
	rows = canonical(rows)
	found := map[string]bool{}
	for _, row := range rows {
		for _, cell := range row.Cells {
			if cell != "" {
				found[cell] = true
				out.OfSets = out.OfSets || strings.Contains(cell, setMark)
			}
		}
	}
	numeric := true
	for cell := range found {
		if _, err := number(cell); err != nil {
			numeric = false
		}
	}
	for _, c := range categories {
		out.Categories = append(out.Categories, asSet(c))
	}
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
	if out.Ratings.Units() == 0 {
		wrong(0, "no unit here was judged by two coders, so there is nothing to compare", "a row has the values of two coders at least")
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
