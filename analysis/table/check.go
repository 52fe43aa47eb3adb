package table

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

// Check returns nil when the report keeps the contract of its types: names of
// columns are there once, each row has a cell for each column, each cell is nil
// or the Go type of its column, no number is NaN or infinite, and the View
// names columns of the table. Otherwise it returns all that is wrong, a line
// each, with rows counted from 1.
func (r Report) Check() error {
	problems := r.Table.checkColumns()
	if len(problems) == 0 {
		problems = append(problems, r.Table.checkRows()...)
		problems = append(problems, r.Table.checkView(r.View)...)
	}
	return errors.Join(problems...)
}

func (t Table) checkColumns() []error {
	if len(t.Columns) == 0 {
		return []error{errors.New("the table has no columns")}
	}
	var problems []error
	seen := map[string]bool{}
	for i, c := range t.Columns {
		switch {
		case c.Name == "":
			problems = append(problems, fmt.Errorf("column %d has no name", i+1))
		case seen[c.Name]:
			problems = append(problems, fmt.Errorf("column %q is there twice", c.Name))
		}
		seen[c.Name] = true
	}
	return problems
}

func (t Table) checkRows() []error {
	var problems []error
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			problems = append(problems, fmt.Errorf("row %d has %d cells for %d columns", i+1, len(row), len(t.Columns)))
			continue
		}
		for j, cell := range row {
			if err := t.Columns[j].check(cell); err != nil {
				problems = append(problems, fmt.Errorf("row %d, column %q: %w", i+1, t.Columns[j].Name, err))
			}
		}
	}
	return problems
}

func (c Column) check(cell any) error {
	if cell == nil {
		return nil
	}
	ok := false
	switch c.Type {
	case Text:
		_, ok = cell.(string)
	case Integer:
		_, ok = cell.(int)
	case Number:
		_, ok = cell.(float64)
	case Boolean:
		_, ok = cell.(bool)
	case List:
		_, ok = cell.([]string)
	case Object:
		_, ok = cell.(map[string]any)
	}
	if !ok {
		return fmt.Errorf("a cell of this column cannot be a %T", cell)
	}
	return checkValue(cell)
}

func checkValue(v any) error {
	switch v := v.(type) {
	case nil, string, bool, int, int64, []string:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%v is not a number; a value that is undefined is left empty", v)
		}
		return nil
	case []any:
		for _, e := range v {
			if err := checkValue(e); err != nil {
				return err
			}
		}
		return nil
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if err := checkValue(v[key]); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
		return nil
	}
	return fmt.Errorf("a value in an object cannot be a %T", v)
}

func (t Table) checkView(v View) []error {
	var problems []error
	need := func(names ...string) {
		for _, name := range names {
			if t.Index(name) < 0 {
				problems = append(problems, fmt.Errorf("the view names %q, which is no column of the table", name))
			}
		}
	}
	shown := 1
	switch v := v.(type) {
	case nil:
	case Columns:
		need(v.Names...)
		shown = len(v.Names)
	case Pivot:
		need(v.Rows...)
		need(v.Across)
		need(v.Values...)
		shown = min(len(v.Rows), len(v.Values))
	case Tree:
		need(v.Label, v.Depth)
		need(v.Others...)
		problems = append(problems, t.checkDepth(v.Depth)...)
	case Cards:
		need(v.Head...)
		if v.Body != "" {
			need(v.Body)
		}
		need(v.Foot...)
	case Concordance:
		need(v.Head...)
		need(v.Before, v.Node, v.After)
	}
	if shown == 0 {
		problems = append(problems, errors.New("the view shows no column"))
	}
	return problems
}

func (t Table) checkDepth(name string) []error {
	j := t.Index(name)
	if j < 0 {
		return nil
	}
	if t.Columns[j].Type != Integer {
		return []error{fmt.Errorf("the view takes depths from %q, which is not a column of integers", name)}
	}
	var problems []error
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			continue
		}
		if depth, ok := row[j].(int); !ok || depth < 0 {
			problems = append(problems, fmt.Errorf("row %d, column %q: a depth counts from 0", i+1, name))
		}
	}
	return problems
}
