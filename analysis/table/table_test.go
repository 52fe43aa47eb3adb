package table

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheck(t *testing.T) {
	columns := []Column{{Name: "name"}, {Name: "n", Type: Integer}, {Name: "share", Type: Number}, {Name: "yes", Type: Boolean}, {Name: "list", Type: List}, {Name: "more", Type: Object}}
	row := func() []any { return []any{"a", 1, 0.5, true, []string{"x"}, map[string]any{"k": 1}} }
	with := func(j int, v any) Table {
		r := row()
		r[j] = v
		return Table{Columns: columns, Rows: [][]any{row(), r}}
	}
	tests := []struct {
		name string
		r    Report
		want []string
	}{
		{"nothing wrong", Report{Table: with(0, "b")}, nil},
		{"cells without a value", Report{Table: Table{Columns: columns, Rows: [][]any{make([]any, 6)}}}, nil},
		{"no rows", Report{Table: Table{Columns: columns}}, nil},
		{"no columns", Report{}, []string{"the table has no columns"}},
		{"names", Report{Table: Table{Columns: []Column{{Name: "a"}, {}, {Name: "a"}}}}, []string{"column 2 has no name", `column "a" is there twice`}},
		{"a short row", Report{Table: Table{Columns: columns, Rows: [][]any{{"a"}}}}, []string{"row 1 has 1 cells for 6 columns"}},
		{"text of another type", Report{Table: with(0, 1)}, []string{`row 2, column "name": a cell of this column cannot be a int`}},
		{"integer of another type", Report{Table: with(1, int64(1))}, []string{`row 2, column "n": a cell of this column cannot be a int64`}},
		{"number of another type", Report{Table: with(2, 1)}, []string{`row 2, column "share": a cell of this column cannot be a int`}},
		{"not a number", Report{Table: with(2, math.NaN())}, []string{`row 2, column "share": NaN is not a number; a value that is undefined is left empty`}},
		{"infinite", Report{Table: with(2, math.Inf(-1))}, []string{`row 2, column "share": -Inf is not a number; a value that is undefined is left empty`}},
		{"boolean of another type", Report{Table: with(3, "true")}, []string{`row 2, column "yes": a cell of this column cannot be a string`}},
		{"list of another type", Report{Table: with(4, []any{"x"})}, []string{`row 2, column "list": a cell of this column cannot be a []interface {}`}},
		{"object of another type", Report{Table: with(5, map[string]string{})}, []string{`row 2, column "more": a cell of this column cannot be a map[string]string`}},
		{"infinite within an object", Report{Table: with(5, map[string]any{"a": map[string]any{"b": []any{math.Inf(1)}}})},
			[]string{`row 2, column "more": a: b: +Inf is not a number; a value that is undefined is left empty`}},
		{"what json has no word for", Report{Table: with(5, map[string]any{"f": func() {}})}, []string{`row 2, column "more": f: a value in an object cannot be a func()`}},
		{"all views right", Report{Table: with(0, nil), View: Cards{Head: []string{"name"}, Foot: []string{"n"}}}, nil},
		{"columns", Report{Table: with(0, "b"), View: Columns{Names: []string{"name", "nome"}}}, []string{`the view names "nome", which is no column of the table`}},
		{"columns, none", Report{Table: with(0, "b"), View: Columns{}}, []string{"the view shows no column"}},
		{"pivot", Report{Table: with(0, "b"), View: Pivot{Rows: []string{"r"}, Across: "a", Values: []string{"v"}}},
			[]string{`the view names "r", which is no column of the table`, `the view names "a", which is no column of the table`, `the view names "v", which is no column of the table`}},
		{"pivot, none", Report{Table: with(0, "b"), View: Pivot{Rows: []string{"n"}, Across: "name"}}, []string{"the view shows no column"}},
		{"tree", Report{Table: with(1, -1), View: Tree{Label: "name", Depth: "n"}}, []string{`row 2, column "n": a depth counts from 0`}},
		{"tree without depths", Report{Table: with(1, nil), View: Tree{Label: "name", Depth: "n"}}, []string{`row 2, column "n": a depth counts from 0`}},
		{"tree by text", Report{Table: with(0, "b"), View: Tree{Label: "name", Depth: "name"}}, []string{`the view takes depths from "name", which is not a column of integers`}},
		{"cards", Report{Table: with(0, "b"), View: Cards{Body: "b"}}, []string{`the view names "b", which is no column of the table`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			if err := tt.r.Check(); err != nil {
				got = strings.Split(err.Error(), "\n")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	marked := "a " + Mark("hit") + " and " + Mark("é") + "."
	if got, want := Unmark(marked), "a hit and é."; got != want {
		t.Errorf("Unmark(%q) = %q, want %q", marked, got, want)
	}
	if marked == Unmark(marked) {
		t.Error("Mark marks nothing")
	}
}

func TestLabelAndIndex(t *testing.T) {
	tab := Table{Columns: []Column{{Name: "code"}, {Name: "n", Heading: "Codings"}}}
	if got := []string{tab.Columns[0].Label(), tab.Columns[1].Label()}; !cmp.Equal(got, []string{"code", "Codings"}) {
		t.Errorf("labels are %q", got)
	}
	if got := []int{tab.Index("code"), tab.Index("n"), tab.Index("Codings")}; !cmp.Equal(got, []int{0, 1, -1}) {
		t.Errorf("places are %v", got)
	}
}

func TestBeginning(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"", 3, ""},
		{" I  count\nit ", 3, "I count it"},
		{"I count it twice", 3, "I count it …"},
	} {
		if got := Beginning(c.text, c.most); got != c.want {
			t.Errorf("the first %d words of %q: %q, want %q", c.most, c.text, got, c.want)
		}
	}
}
