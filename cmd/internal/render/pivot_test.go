package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
)

func TestPivot(t *testing.T) {
	columns := []table.Column{{Name: "row", Type: table.Integer}, {Name: "group", Type: table.Number, Digits: 1}, {Name: "value"}}
	words := func(g grid) [][]string {
		var out [][]string
		var heading []string
		for _, l := range g.lanes {
			heading = append(heading, l.heading)
		}
		out = append(out, heading)
		for _, row := range g.rows {
			var line []string
			for _, c := range row {
				line = append(line, c.text)
			}
			out = append(out, line)
		}
		return out
	}
	tests := []struct {
		name string
		rows [][]any
		want [][]string
	}{
		{"rows by number, groups in order of appearance",
			[][]any{{10, 2.0, "a"}, {2, 2.0, "b"}, {9, 1.0, "c"}},
			[][]string{{"row", "2.0", "1.0"}, {"2", "b", ""}, {"9", "", "c"}, {"10", "a", ""}}},
		{"equal rows of a group are all shown",
			[][]any{{1, 1.0, "a"}, {1, 1.0, "b"}, {1, 2.0, "c"}},
			[][]string{{"row", "1.0", "2.0"}, {"1", "a", "c"}, {"1", "b", ""}}},
		{"groups that only look alike stay apart",
			[][]any{{1, 0.51, "a"}, {1, 0.52, "b"}},
			[][]string{{"row", "0.5", "0.5"}, {"1", "a", "b"}}},
		{"cells without a value are names too, and stand last",
			[][]any{{nil, nil, "a"}, {1, nil, nil}},
			[][]string{{"row", "–"}, {"1", "–"}, {"–", "a"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := table.Pivot{Rows: []string{"row"}, Across: "group", Values: []string{"value"}}
			if diff := cmp.Diff(tt.want, words(lay(table.Table{Columns: columns, Rows: tt.rows}, v))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPivotOfNamesKeepsTheirOrder(t *testing.T) {
	tab := table.Table{
		Columns: []table.Column{{Name: "code"}, {Name: "by"}, {Name: "n", Type: table.Integer}},
		Rows:    [][]any{{"z", "x", 1}, {"a", "x", 2}, {"m", "y", 3}},
	}
	var got []string
	for _, row := range lay(tab, table.Pivot{Rows: []string{"code"}, Across: "by", Values: []string{"n"}}).rows {
		got = append(got, row[0].text)
	}
	if diff := cmp.Diff([]string{"z", "a", "m"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGroupOfOneWideCharacter has a heading that cannot be broken and is wider
// than its lanes may get.
func TestGroupOfOneWideCharacter(t *testing.T) {
	family := strings.Repeat("\U0001F469\u200d", 30) + "\U0001F469"
	r := table.Report{
		Table: table.Table{Columns: []table.Column{{Name: "r"}, {Name: "g"}, {Name: "a"}, {Name: "b"}}},
		View:  table.Pivot{Rows: []string{"r"}, Across: "g", Values: []string{"a", "b"}},
	}
	for _, group := range []string{family, "x" + family, family + "y"} {
		r.Table.Rows = append(r.Table.Rows, []any{"r", group, "a", "b"})
	}
	for _, width := range []int{1, 30, 80, 130} {
		if out := written(t, r, Options{Width: width}); strings.Count(out, family) < 3 {
			t.Errorf("at %d columns a heading is lost:\n%s", width, out)
		}
	}
}
