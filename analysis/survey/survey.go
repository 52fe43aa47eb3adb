// Package survey sums up the closed questions of a study: ranked items, scales from 0 to
// 100, and what one who answered said before and after. It reads a table with a row a
// respondent and a column an item, and draws no conclusion: there is no test of
// significance here.
package survey

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
)

// Sheet is a table as somebody typed it, under the names of its columns.
type Sheet struct {
	Name    string // of its file, for messages
	Columns []string
	Rows    []Row
}

// Row is one row of a sheet, with as many cells as there are columns.
type Row struct {
	Line  int // from 1
	Cells []string
}

// Ask says which columns are what, by their numbers from 0.
type Ask struct {
	Respondent int     // the column that names who answered; -1 when there is none
	By         int     // the column that groups them; -1 when none does
	Ranks      [][]int // each a question whose items are ranked, 1 first
	Scales     []int   // from 0 to 100
	Changes    []Pair  // scales that were asked twice
}

// Pair is the columns of one scale that was asked before and after.
type Pair struct{ Before, After int }

// Without returns what is asked for but for a column.
func (a Ask) Without(column int) Ask {
	is := func(i int) bool { return i == column }
	a.Ranks = slices.Clone(a.Ranks)
	for i, question := range a.Ranks {
		a.Ranks[i] = slices.DeleteFunc(slices.Clone(question), is)
	}
	a.Scales = slices.DeleteFunc(slices.Clone(a.Scales), is)
	a.Changes = slices.DeleteFunc(slices.Clone(a.Changes), func(p Pair) bool { return is(p.Before) || is(p.After) })
	return a
}

// Answers are what a sheet holds of what was asked.
type Answers struct {
	Respondents []string // who answered, by row
	Groups      []string // of each respondent; nil when nothing groups them
	Ranks       [][]Item // the items of each question
	Scales      []Item
	Changes     []Change
	Decimal     []string // columns with numbers that have a decimal comma
}

// Item is a column with the answer of each respondent.
type Item struct {
	Name    string
	Answers []Answer
}

// Answer is a number, unless it is missing.
type Answer struct {
	Value float64
	Given bool
}

// Change is a scale that was asked before and after.
type Change struct{ Before, After Item }

// NotKnown is the group of those of whom no group is said.
const NotKnown = "not known"

// Read reads the answers that are asked for. An empty cell is a missing answer, and so is
// one that holds none, each of which is reported: words or numbers that are no rank or lie
// outside of the scale, and ranks that one respondent gave twice. Fatal is only a column
// that is filled and holds no answer at all.
func Read(s Sheet, a Ask) (Answers, []problem.Problem) {
	r := reading{sheet: s}
	var out Answers
	for i, row := range s.Rows {
		out.Respondents = append(out.Respondents, s.respondent(a, i))
		if a.By >= 0 {
			group := row.Cells[a.By]
			if group == "" {
				group = NotKnown
			}
			out.Groups = append(out.Groups, group)
		}
	}
	for _, question := range a.Ranks {
		items := make([]Item, len(question))
		for i, column := range question {
			items[i] = r.item(column, func(n float64) string { return notARank(n, len(question)) })
		}
		r.ties(items)
		out.Ranks = append(out.Ranks, items)
	}
	for _, column := range a.Scales {
		out.Scales = append(out.Scales, r.item(column, notOnScale))
	}
	for _, p := range a.Changes {
		out.Changes = append(out.Changes, Change{r.item(p.Before, notOnScale), r.item(p.After, notOnScale)})
	}
	for i, name := range s.Columns {
		if r.commas[i] {
			out.Decimal = append(out.Decimal, name)
		}
	}
	return out, r.inOrder()
}

// Twice returns the first respondent, by a column that names them, who has several rows,
// and the lines of these; "" when there is none. Letter case does not count.
func (s Sheet) Twice(column int) (name string, lines []string) {
	rows := map[string][]string{}
	for _, row := range s.Rows {
		if row.Cells[column] != "" {
			id := nearest.Fold(row.Cells[column])
			rows[id] = append(rows[id], strconv.Itoa(row.Line))
		}
	}
	for _, row := range s.Rows {
		if of := rows[nearest.Fold(row.Cells[column])]; len(of) > 1 {
			return row.Cells[column], of
		}
	}
	return "", nil
}

// respondent names who a row is from.
func (s Sheet) respondent(a Ask, row int) string {
	if a.Respondent >= 0 && s.Rows[row].Cells[a.Respondent] != "" {
		return s.Rows[row].Cells[a.Respondent]
	}
	return fmt.Sprintf("line %d", s.Rows[row].Line)
}

// reading gathers what is wrong with the cells of a sheet.
type reading struct {
	sheet    Sheet
	commas   map[int]bool
	problems map[[2]int]problem.Problem // by row and column, each cell once
}

func (r *reading) report(row, column int, message, remedy string) {
	if r.problems == nil {
		r.problems = map[[2]int]problem.Problem{}
	}
	if _, there := r.problems[[2]int{row, column}]; !there {
		r.problems[[2]int{row, column}] = problem.Problem{Name: "survey", File: r.sheet.Name, Line: r.sheet.Rows[row].Line,
			Message: fmt.Sprintf("column %q: %s", r.sheet.Columns[column], message), Remedy: remedy}
	}
}

// refuse leaves of what is wrong with a column that is filled and holds no answer the
// first cell alone, which stands for it.
func (r *reading) refuse(column, filled int) {
	stands := false
	for row := range r.sheet.Rows {
		at := [2]int{row, column}
		p, there := r.problems[at]
		switch {
		case !there || p.Fatal:
		case stands:
			delete(r.problems, at)
		default:
			stands = true
			if filled > 1 {
				p.Message += fmt.Sprintf(", and none of its %d answers is one", filled)
			}
			p.Remedy, p.Fatal = "name the columns that hold answers", true
			r.problems[at] = p
		}
	}
}

func (r *reading) inOrder() []problem.Problem {
	var out []problem.Problem
	for row := range r.sheet.Rows {
		for column := range r.sheet.Columns {
			if p, there := r.problems[[2]int{row, column}]; there {
				out = append(out, p)
			}
		}
	}
	return out
}

// item reads a column, whose numbers are wrong in some way or "".
func (r *reading) item(column int, wrong func(float64) string) Item {
	it := Item{Name: r.sheet.Columns[column], Answers: make([]Answer, len(r.sheet.Rows))}
	filled, given := 0, 0
	for i, row := range r.sheet.Rows {
		cell := row.Cells[column]
		if cell == "" {
			continue
		}
		filled++
		n, ok := number(cell)
		if !ok {
			r.report(i, column, fmt.Sprintf("%q is no number", cell), "leave the cell empty where there is no answer")
			continue
		}
		if message := wrong(n); message != "" {
			r.report(i, column, cell+" "+message, "mend the cell, or leave it empty")
			continue
		}
		if strings.Contains(cell, ",") {
			if r.commas == nil {
				r.commas = map[int]bool{}
			}
			r.commas[column] = true
		}
		it.Answers[i] = Answer{Value: n, Given: true}
		given++
	}
	if filled > 0 && given == 0 {
		r.refuse(column, filled)
	}
	return it
}

// ties reports ranks that a respondent gave to several items, at each of these: none of them
// is an answer.
func (r *reading) ties(items []Item) {
	for row := range r.sheet.Rows {
		holders := map[float64][]int{}
		for i, it := range items {
			if answer := it.Answers[row]; answer.Given {
				holders[answer.Value] = append(holders[answer.Value], i)
			}
		}
		for rank, tied := range holders {
			if len(tied) < 2 {
				continue
			}
			for n, i := range tied {
				other := tied[0]
				if n == 0 {
					other = tied[1]
				}
				r.report(row, slices.Index(r.sheet.Columns, items[i].Name), fmt.Sprintf("rank %s is that of %q too", figure(rank), items[other].Name), "give each item a rank of its own, or leave those empty that have none")
				items[i].Answers[row] = Answer{}
			}
		}
	}
}

func notARank(n float64, items int) string {
	if n != math.Trunc(n) || n < 1 || n > float64(items) {
		return fmt.Sprintf("is no rank of %d items, which are 1 to %[1]d", items)
	}
	return ""
}

func notOnScale(n float64) string {
	if n < 0 || n > 100 {
		return "is not from 0 to 100"
	}
	return ""
}

// number reads a number as people type it: with a decimal point or comma, and with a
// percent sign or none.
func number(cell string) (float64, bool) {
	text := strings.TrimSpace(strings.TrimSuffix(cell, "%"))
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	if text == "" || strings.Trim(text, "+-.0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil
}

// figure is a number without zeros that say nothing.
func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
