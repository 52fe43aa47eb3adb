package survey

import (
	"slices"
	"strings"
	"unicode"

	"grounded/codebook/nearest"
)

// Recognise says what the columns of a sheet seem to be, given which one groups respondents,
// or -1. Next to one another, three columns or more that each respondent numbered from 1 on
// are items of a question that were ranked; other numbers from 0 to 100 are scales; two of
// these whose names differ in "before" and "after", or "pre" and "post", alone were asked
// twice. More than half of the answers make a column what it is: the others are no answers,
// which Read reports. The columns that are left are nothing that is counted.
func Recognise(s Sheet, by int) (a Ask, left []Left) {
	a = Ask{Respondent: Respondent(s), By: by}
	columns := make([]numbers, len(s.Columns))
	for i := range columns {
		if i != a.Respondent && i != by {
			columns[i] = s.numbers(i)
		}
	}
	for i := 0; i < len(columns); {
		n := s.ranked(columns, i)
		if n == 0 {
			if columns[i].scale {
				a.Scales = append(a.Scales, i)
			} else if columns[i].filled > 0 {
				left = append(left, Left{s.Columns[i], columns[i].filled, columns[i].within})
			}
			i++
			continue
		}
		var question []int
		for range n {
			question = append(question, i)
			i++
		}
		a.Ranks = append(a.Ranks, question)
	}
	a.Changes = s.twice(a.Scales)
	return a, left
}

// Left is a column that is not counted: how many of its cells are filled, and how many of
// these are numbers from 0 to 100.
type Left struct {
	Name           string
	Filled, Within int
}

// identifying are names of columns that say who answered.
var identifying = []string{"respondent", "respondents", "respondent id", "response id", "participant", "participants", "participant id", "case", "id", "name", "person", "who", "nr", "no", "number", "code", "#"}

// Respondent returns the column that seems to name who answered, or -1: by its name, or the
// first one when it holds a word of its own for each.
func Respondent(s Sheet) int {
	for i, name := range s.Columns {
		if slices.Contains(identifying, strings.ReplaceAll(nearest.Fold(name), "_", " ")) && s.different(i) {
			return i
		}
	}
	if len(s.Columns) > 0 && s.different(0) && s.numbers(0).numbers < len(s.Rows) {
		return 0
	}
	return -1
}

// different reports whether the cells of a column are all filled and all different.
func (s Sheet) different(column int) bool {
	seen := map[string]bool{}
	for _, row := range s.Rows {
		cell := row.Cells[column]
		if cell == "" || seen[cell] {
			return false
		}
		seen[cell] = true
	}
	return len(s.Rows) > 0
}

// numbers is what a column looks like.
type numbers struct {
	filled, numbers int
	within          int  // numbers from 0 to 100
	scale           bool // most of what is filled is such
}

// most reports whether more than half are good.
func most(good, all int) bool { return 2*good > all }

func (s Sheet) numbers(column int) numbers {
	var out numbers
	for _, row := range s.Rows {
		if row.Cells[column] == "" {
			continue
		}
		out.filled++
		if n, ok := number(row.Cells[column]); ok {
			out.numbers++
			if notOnScale(n) == "" {
				out.within++
			}
		}
	}
	out.scale = most(out.within, out.filled)
	return out
}

// ranked returns how many columns from one on are the items of one ranked question; 0 when
// they are none.
func (s Sheet) ranked(columns []numbers, from int) int {
	end := from
	for end < len(columns) && columns[end].scale {
		end++
	}
	for n := end - from; n >= 3; n-- {
		complete, good, answered := 0, 0, 0
		for _, row := range s.Rows {
			given, fits := ranks(row.Cells[from : from+n])
			if given == 0 {
				continue
			}
			answered++
			if fits {
				good++
			}
			if fits && given == n {
				complete++
			}
		}
		if complete > 0 && (complete > 1 || answered == 1) && most(good, answered) {
			return n
		}
	}
	return 0
}

// ranks counts the answers of a respondent to a question, and says whether they are ranks
// of its items.
func ranks(cells []string) (given int, fit bool) {
	seen := map[float64]bool{}
	fit = true
	for _, cell := range cells {
		if cell == "" {
			continue
		}
		given++
		n, ok := number(cell)
		if !ok || notARank(n, len(cells)) != "" || seen[n] {
			fit = false
		}
		seen[n] = true
	}
	return given, fit
}

// times are words that part what was asked before from what was asked after.
var times = [][2]string{{"before", "after"}, {"pre", "post"}}

// twice finds scales that were asked before and after.
func (s Sheet) twice(scales []int) []Pair {
	var out []Pair
	for _, before := range scales {
		for _, after := range scales {
			if before != after && differIn(s.Columns[before], s.Columns[after]) {
				out = append(out, Pair{before, after})
				break
			}
		}
	}
	return out
}

// differIn reports whether two names are the same but that one says before where the other
// says after.
func differIn(a, b string) bool {
	words := func(name string) []string {
		return strings.FieldsFunc(nearest.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	x, y := words(a), words(b)
	if len(x) != len(y) {
		return false
	}
	times := 0
	for i := range x {
		switch {
		case x[i] == y[i]:
		case isTime(x[i], y[i]):
			times++
		default:
			return false
		}
	}
	return times == 1
}

func isTime(before, after string) bool {
	return slices.Contains(times, [2]string{before, after})
}
