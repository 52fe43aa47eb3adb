package reliability

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/agreement"
	"grounded/codebook/problem"
)

// MarkedText is what a sheet of passages holds.
type MarkedText struct {
	Text   agreement.Continuum
	Coders []string
	Codes  []string

	lines []int // of each passage as it was read
	read  []agreement.Segment
}

// Overlap reports whether passages of one coder with different codes overlap.
func (m MarkedText) Overlap() bool {
	s, err := agreement.NewSpans(len(m.Coders), len(m.Codes), []agreement.Continuum{m.Text})
	if err != nil {
		return false
	}
	_, err = s.U(nil)
	return errors.Is(err, agreement.ErrOverlap)
}

// place says where codes overlap: at what place of the text, and on which lines of the
// sheet.
func (m MarkedText) place(o *agreement.Overlap) string {
	var lines []string
	for i, s := range m.read {
		if s.Coder == o.Coder && s.Start <= o.At && o.At < s.End {
			lines = append(lines, strconv.Itoa(m.lines[i]))
		}
	}
	last := len(lines) - 1
	return fmt.Sprintf("at %d, lines %s and %s", o.At, strings.Join(lines[:last], ", "), lines[last])
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
		out.lines = append(out.lines, row.Line)
	}
	if len(problems) == 0 && len(out.Coders) < 2 {
		wrong(0, fmt.Sprintf("this table has passages of %s alone; agreement takes two coders", cmp.Or(strings.Join(out.Coders, ""), "nobody")), "")
	}
	out.read = out.Text.Segments
	out.Text.Segments = merged(slices.Clone(out.read))
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
