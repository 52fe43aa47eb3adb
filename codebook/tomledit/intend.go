package tomledit

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"time"
)

var errNoTable = errors.New("there is no such table")

// intend returns what the file is to say once the edits are made. Removals are
// thought of last and from the end, so that all addresses mean the file as it
// is.
func (f *File) intend(edits []Edit) (map[string]any, error) {
	values := cloned(f.values).(map[string]any)
	var removed []int
	for _, e := range edits {
		var err error
		switch e.verb {
		case set, unset:
			err = f.intendKey(values, e)
		case appendTable, createTable:
			err = f.intendTable(values, e)
		case removeTable:
			i := f.index(e.table)
			if i < 1 {
				err = errNoTable
			}
			removed = append(removed, i)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", f.Name, e.about(), err)
		}
	}
	slices.Sort(removed)
	for _, i := range slices.Backward(slices.Compact(removed)) {
		f.removeAt(values, f.Tables[i].steps)
	}
	return values, nil
}

// about names what an edit is about.
func (e Edit) about() string {
	where := "[" + string(e.table) + "]"
	switch {
	case e.verb != set && e.verb != unset:
		return where
	case e.table == Root:
		return Quote(e.pairs[0].Key)
	}
	return Quote(e.pairs[0].Key) + " of " + where
}

func (f *File) intendKey(values map[string]any, e Edit) error {
	t, ok := f.Table(e.table)
	if !ok {
		return errNoTable
	}
	into, ok := tableAt(values, t.steps)
	if !ok {
		return errNoTable
	}
	key := e.pairs[0].Key
	if _, written := t.Key(key); !written {
		if _, there := f.says(t)[key]; there {
			return f.writtenElsewhere(t, key)
		}
	}
	if e.verb == unset {
		delete(into, key)
		return nil
	}
	into[key] = told(e.pairs[0].Value)
	return nil
}

// says returns what the file as it is says in a table.
func (f *File) says(t Table) map[string]any {
	now, _ := tableAt(f.values, t.steps)
	return now
}

// writtenElsewhere explains that a key is there, but not as key = value.
func (f *File) writtenElsewhere(t Table, key string) error {
	for _, k := range t.Keys {
		if k.Path[0] == key {
			return fmt.Errorf("line %d writes it with dots; write it as %s = { … } there to have it changed", k.Line, Quote(key))
		}
	}
	steps := append(slices.Clone(t.steps), step{key, -1})
	for _, other := range f.Tables {
		if len(other.steps) >= len(steps) && below(other.steps, t.steps) && other.steps[len(t.steps)].name == key {
			return fmt.Errorf("line %d makes it a table; change the keys of that", other.Line)
		}
	}
	return errors.New("it is no key of its own")
}

func (f *File) intendTable(values map[string]any, e Edit) error {
	parent, name, err := f.parent(e.table)
	if err != nil {
		return err
	}
	into, ok := tableAt(values, parent)
	if !ok && e.verb == createTable {
		into, ok = implied(values, parent)
	}
	if !ok {
		return errNoTable
	}
	table := told(Inline(e.pairs)).(map[string]any)
	if e.verb == createTable {
		if there, ok := into[name]; ok && there != nil {
			return errors.New("it is there already")
		}
		into[name] = table
		return nil
	}
	switch list := into[name].(type) {
	case nil:
		into[name] = []map[string]any{table}
	case []map[string]any:
		into[name] = append(list, table)
	default:
		return fmt.Errorf("it is there already, and not as [[%s]] tables", Quote(name))
	}
	return nil
}

// implied makes the tables that a header with dots implies.
func implied(values map[string]any, steps []step) (map[string]any, bool) {
	for _, s := range steps {
		next, there := values[s.name]
		if !there {
			next = map[string]any{}
			values[s.name] = next
		}
		table, ok := tableIn(next, s.index)
		if !ok {
			return nil, false
		}
		values = table
	}
	return values, true
}

// removeAt takes a table away, and the tables above it that only it implied.
func (f *File) removeAt(values map[string]any, steps []step) {
	last := steps[len(steps)-1]
	into, ok := tableAt(values, steps[:len(steps)-1])
	if !ok {
		return // it went with a table above it
	}
	if list, ok := into[last.name].([]map[string]any); ok && len(list) > 1 {
		into[last.name] = slices.Delete(list, last.index, last.index+1)
		return
	}
	delete(into, last.name)
	for n := len(steps) - 1; n > 0; n-- {
		above, _ := tableAt(values, steps[:n])
		if len(above) > 0 || f.index(addressOf(steps[:n])) >= 0 {
			return
		}
		out, _ := tableAt(values, steps[:n-1])
		delete(out, steps[n-1].name)
	}
}

// tableAt follows steps from the root.
func tableAt(values map[string]any, steps []step) (map[string]any, bool) {
	for _, s := range steps {
		next, ok := tableIn(values[s.name], s.index)
		if !ok {
			return nil, false
		}
		values = next
	}
	return values, true
}

// tableIn returns v as a table, or its element of that index.
func tableIn(v any, index int) (map[string]any, bool) {
	if list, ok := v.([]map[string]any); ok && index >= 0 && index < len(list) {
		return list[index], true
	}
	table, ok := v.(map[string]any)
	return table, ok && index < 0
}

// told returns a value as a file that holds it will say it, see plain.
func told(value any) any {
	switch v := value.(type) {
	case int:
		return int64(v)
	case time.Time:
		return v.UTC().Truncate(time.Second)
	case Inline:
		table := make(map[string]any, len(v))
		for _, p := range v {
			table[p.Key] = told(p.Value)
		}
		return table
	}
	if list, ok := elements(value); ok {
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = told(e)
		}
		return out
	}
	return value
}

// cloned returns a copy of tables that shares no map and no list of tables;
// values themselves are never changed.
func cloned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		for k, e := range out {
			out[k] = cloned(e)
		}
		return out
	case []map[string]any:
		out := slices.Clone(v)
		for i, e := range out {
			out[i] = cloned(e).(map[string]any)
		}
		return out
	}
	return v
}

// same reports whether two plain values say the same. NaN is NaN here.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, same)
	case []map[string]any:
		b, ok := b.([]map[string]any)
		return ok && slices.EqualFunc(a, b, func(x, y map[string]any) bool { return same(x, y) })
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case float64:
		b, ok := b.(float64)
		return ok && (a == b || math.IsNaN(a) && math.IsNaN(b))
	}
	return reflect.DeepEqual(a, b)
}
