package reliability

import (
	"cmp"
	"slices"
	"strings"

	"grounded/analysis/agreement"
)

// setMark parts the codes of a set, and is the empty set where it stands alone.
const setMark = ";"

// asSet writes a cell that is a set in one way: its codes in order, each once.
func asSet(cell string) string {
	if !strings.Contains(cell, setMark) {
		return cell
	}
	codes := codesOf(cell)
	slices.Sort(codes)
	return cmp.Or(strings.Join(slices.Compact(codes), setMark), setMark)
}

// codesOf returns the codes of a cell as they stand there.
func codesOf(cell string) []string {
	var out []string
	for _, code := range strings.Split(cell, setMark) {
		if code = strings.TrimSpace(code); code != "" {
			out = append(out, code)
		}
	}
	return out
}

func canonical(rows []SheetRow) []SheetRow {
	out := make([]SheetRow, len(rows))
	for i, row := range rows {
		out[i].Line = row.Line
		for _, cell := range row.Cells {
			out[i].Cells = append(out[i].Cells, asSet(cell))
		}
	}
	return out
}

// Twice returns a category that is given a second time, as the same set or number in
// other signs too.
func Twice(categories []string) (string, bool) {
	for i, c := range categories {
		if slices.ContainsFunc(categories[:i], func(b string) bool { return asSet(b) == asSet(c) || sameNumber(b, c) }) {
			return c, true
		}
	}
	return "", false
}

// sets takes cells for sets of codes; an empty cell is missing.
func sets(rows []SheetRow, columns int) *agreement.Sets {
	numbered := map[string]int{}
	var out []agreement.SetRow
	for i, row := range rows {
		r := agreement.SetRow{Group: i, N: 1}
		for _, cell := range row.Cells {
			if cell == "" {
				continue
			}
			set := []int{}
			for _, code := range codesOf(cell) {
				if _, known := numbered[code]; !known {
					numbered[code] = len(numbered)
				}
				set = append(set, numbered[code])
			}
			slices.Sort(set)
			r.Sets = append(r.Sets, slices.Compact(set))
		}
		out = append(out, r)
	}
	return agreement.NewSets(columns, out)
}
