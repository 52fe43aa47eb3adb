package cases

import (
	"regexp"
	"strings"
)

// Cell is a cell of a sheet by its line, from 1.
type Cell struct {
	Line int
	Text string
}

// column is what the cells of a column of a sheet were read as.
type column struct {
	values  []any
	kind    string // number, date, yes/no or text; "" when every cell is empty
	decimal bool   // numbers with a decimal comma
	almost  string // number or date when a few cells alone are no such, and the kind is text
	odd     []Cell // those cells
	unsure  Cell   // of a column that stays text, the first that two notations read as two numbers; Line 0 for none
}

// A number with a decimal comma, or with points between groups of three digits,
// or both.
var (
	commaNumber = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]{0,17}|[1-9][0-9]{0,2}(\.[0-9]{3}){1,5})(,[0-9]+)?$`)
	oneGroup    = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$`)
)

// commaValue reads a number that commaNumber matches, int64 or float64.
func commaValue(text string) any {
	return Value(strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1))
}

// decides reports whether a number that commaNumber matches can be read in no
// other way. In a table whose cells semicolons part a comma is a decimal one.
func (s Sheet) decides(cell string) bool {
	if !strings.ContainsAny(cell, ",.") {
		return false
	}
	return !oneGroup.MatchString(cell) || s.Comma == ';' && strings.Contains(cell, ",")
}

// hasComma reports whether the cells of a column are numbers as commaNumber has
// them, and some of them can be nothing else.
func (s Sheet) hasComma(at int) bool {
	decides := false
	for _, row := range s.Rows {
		cell := row.Cells[at]
		if cell == "" {
			continue
		}
		if !commaNumber.MatchString(cell) {
			return false
		}
		decides = decides || s.decides(cell)
	}
	return decides && !s.plain(at)
}

// plain reports whether the cells of a column are of one kind without regard to
// decimal commas.
func (s Sheet) plain(at int) bool {
	_, kind := Column(s.cells(at))
	return kind != "text"
}

func (s Sheet) cells(at int) []string {
	cells := make([]string, len(s.Rows))
	for i, row := range s.Rows {
		cells[i] = row.Cells[at]
	}
	return cells
}

// column reads a column. A comma is a decimal one, and a point between groups of
// three digits parts thousands, where the cells are no numbers otherwise, and
// where only such a reading of another column tells.
func (s Sheet) column(at int, commas bool) column {
	cells := s.cells(at)
	var c column
	c.values, c.kind = Column(cells)
	grouped, alike := Cell{}, true // the first that may be thousands or not
	for i, cell := range cells {
		switch {
		case cell == "":
		case !commaNumber.MatchString(cell):
			alike = false
		case grouped.Line == 0 && oneGroup.MatchString(cell):
			grouped = Cell{s.Rows[i].Line, cell}
		}
	}
	switch {
	case alike && (s.hasComma(at) || commas && grouped.Line > 0):
		c.kind, c.decimal = "number", true
		for i, cell := range cells {
			if cell != "" {
				c.values[i] = commaValue(cell)
			}
		}
	case alike && grouped.Line > 0 && (c.kind == "text" || s.Comma == ';'):
		c.kind, c.unsure = "text", grouped
		for i, cell := range cells {
			if cell != "" {
				c.values[i] = cell
			}
		}
	case c.kind == "text":
		c.almost, c.odd = s.almost(at)
	}
	return c
}

// almost returns number or date, and the cells that are none, when these are at
// most a tenth of a column, or one in a shorter one of three cells at least; else
// "". Numbers are all with decimal points or all with commas.
func (s Sheet) almost(at int) (kind string, odd []Cell) {
	plain := func(kind string) func(string) bool {
		return func(cell string) bool { return Kind(Value(cell)) == kind }
	}
	for _, notation := range []struct {
		kind string
		fits func(cell string) bool
	}{{"number", plain("number")}, {"number", commaNumber.MatchString}, {"date", plain("date")}} {
		filled, not := 0, []Cell(nil)
		for _, row := range s.Rows {
			if cell := row.Cells[at]; cell != "" {
				filled++
				if !notation.fits(cell) {
					not = append(not, Cell{row.Line, cell})
				}
			}
		}
		if filled >= 3 && len(not) <= max(1, filled/10) && (kind == "" || len(not) < len(odd)) {
			kind, odd = notation.kind, not
		}
	}
	return kind, odd
}
