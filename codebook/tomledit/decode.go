package tomledit

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
)

// Decode reads a TOML file into a struct or a map with string keys that into
// points to, and reports everything that is wrong with it: what [Parse]
// reports; values of a wrong type, fatal, named "wrong-type"; keys that into has
// no place for, as notes named "unknown-key" with the nearest known one; and a
// note "crlf". What can be understood is decoded whatever is wrong elsewhere,
// so that the caller can go on to say what else is wrong.
//
// A field takes the key of its tag, toml:"name", or else its own name in lower
// case; case counts. A map[string]any tagged toml:",rest" takes every key that no
// other field of its struct does, so that none is unknown. Fields are strings, bools, integers, floats, time.Time (in
// UTC, as which a time without an offset is read), [Date] (which a string may
// stand for, and need not be valid), any, and structs, maps with string keys,
// slices and pointers of these. As any, a local date is a Date and a local time
// of day a string.
func Decode(name string, src []byte, into any) (*File, []problem.Problem) {
	f, found := Parse(name, src)
	d := decoder{f: f, fields: map[reflect.Type]fields{}}
	d.value(f.values, reflect.ValueOf(into).Elem(), nil)
	problems := slices.Concat(found, d.problems, problem.CRLF(name, src))
	problem.Sort(problems)
	return f, problems
}

type decoder struct {
	f        *File
	fields   map[reflect.Type]fields
	problems []problem.Problem
}

// fields are the fields of a struct by the keys that they take, and the one
// that takes the rest; it is nil when there is none.
type fields struct {
	of   map[string][]int
	rest []int
}

var (
	timeType = reflect.TypeFor[time.Time]()
	dateType = reflect.TypeFor[Date]()
)

// value puts v, which stands where path leads, into an empty rv.
func (d *decoder) value(v any, rv reflect.Value, path []step) {
	ok := false
	switch rv.Kind() {
	case reflect.Interface:
		rv.Set(reflect.ValueOf(v))
		return
	case reflect.Pointer:
		rv.Set(reflect.New(rv.Type().Elem()))
		d.value(v, rv.Elem(), path)
		return
	case reflect.Slice:
		ok = d.list(v, rv, path)
	case reflect.Map:
		ok = d.mapping(v, rv, path)
	case reflect.Struct:
		ok = d.structure(v, rv, path)
	default:
		ok = scalarInto(v, rv)
	}
	if !ok {
		remedy := ""
		if _, single := v.(map[string]any); single && wanted(rv.Type()) == tables {
			remedy = fmt.Sprintf("write [[%s]] for [%[1]s]", Quote(path[len(path)-1].name))
		}
		d.report("wrong-type", path, fmt.Sprintf("%s is %s, and %s is wanted", label(path), kindOf(v), wanted(rv.Type())), remedy, true)
	}
}

// scalarInto puts a value into a string, a bool or a number, and reports
// whether it fits.
func scalarInto(v any, rv reflect.Value) bool {
	switch v := v.(type) {
	case string:
		if rv.Kind() == reflect.String {
			rv.SetString(v)
			return true
		}
	case Date:
		if rv.Type() == dateType {
			rv.SetString(string(v))
			return true
		}
	case time.Time:
		if rv.Type() == dateType {
			rv.SetString(v.Format(time.DateOnly))
			return true
		}
	case bool:
		if rv.Kind() == reflect.Bool {
			rv.SetBool(v)
			return true
		}
	case int64:
		switch {
		case rv.CanInt() && !rv.OverflowInt(v):
			rv.SetInt(v)
			return true
		case rv.CanUint() && v >= 0 && !rv.OverflowUint(uint64(v)):
			rv.SetUint(uint64(v))
			return true
		case rv.CanFloat():
			rv.SetFloat(float64(v))
			return true
		}
	case float64:
		if rv.CanFloat() {
			rv.SetFloat(v)
			return true
		}
	}
	return false
}

func (d *decoder) list(v any, rv reflect.Value, path []step) bool {
	var list []any
	switch v := v.(type) {
	case []any:
		list = v
	case []map[string]any:
		for _, e := range v {
			list = append(list, e)
		}
	default:
		return false
	}
	rv.Set(reflect.MakeSlice(rv.Type(), len(list), len(list)))
	for i, e := range list {
		at := slices.Clone(path)
		at[len(at)-1].index = i
		d.value(e, rv.Index(i), at)
	}
	return true
}

func (d *decoder) mapping(v any, rv reflect.Value, path []step) bool {
	table, ok := v.(map[string]any)
	if !ok || rv.Type().Key().Kind() != reflect.String {
		return false
	}
	rv.Set(reflect.MakeMapWithSize(rv.Type(), len(table)))
	for _, key := range sortedKeys(table) {
		e := reflect.New(rv.Type().Elem()).Elem()
		d.value(table[key], e, append(slices.Clone(path), step{key, -1}))
		rv.SetMapIndex(reflect.ValueOf(key).Convert(rv.Type().Key()), e)
	}
	return true
}

func (d *decoder) structure(v any, rv reflect.Value, path []step) bool {
	if rv.Type() == timeType {
		t, ok := v.(time.Time)
		if day, isDay := v.(Date); isDay {
			t, _ = time.Parse(time.DateOnly, string(day)) // the decoder knows the calendar
			ok = true
		}
		if ok {
			rv.Set(reflect.ValueOf(t))
		}
		return ok
	}
	table, ok := v.(map[string]any)
	if !ok {
		return false
	}
	known, ok := d.fields[rv.Type()]
	if !ok {
		known = fieldsOf(rv.Type())
		d.fields[rv.Type()] = known
	}
	rest := map[string]any{}
	for _, key := range sortedKeys(table) {
		at := append(slices.Clone(path), step{key, -1})
		switch index, taken := known.of[key]; {
		case taken:
			d.value(table[key], rv.FieldByIndex(index), at)
		case known.rest != nil:
			rest[key] = table[key]
		default:
			d.report("unknown-key", at, fmt.Sprintf("nothing reads the key %s", Quote(key)), nearest.Meant(key, sortedKeys(known.of)), false)
		}
	}
	if len(rest) > 0 {
		rv.FieldByIndex(known.rest).Set(reflect.ValueOf(rest))
	}
	return true
}

func fieldsOf(t reflect.Type) fields {
	out := fields{of: map[string][]int{}}
	for _, field := range reflect.VisibleFields(t) {
		key, option, _ := strings.Cut(field.Tag.Get("toml"), ",")
		switch {
		case field.Anonymous && key == "" || !field.IsExported() || key == "-":
			continue
		case option == "rest":
			out.rest = field.Index
			continue
		case key == "":
			key = strings.ToLower(field.Name)
		}
		out.of[key] = field.Index
	}
	return out
}

func (d *decoder) report(name string, path []step, message, remedy string, fatal bool) {
	line, column := d.f.find(path)
	d.problems = append(d.problems, problem.Problem{
		Name: name, File: d.f.Name, Line: line, Column: column, Message: message, Remedy: remedy, Fatal: fatal,
	})
}

// find returns where the value stands that path leads to: its key or header;
// else the first that implies it; else what is nearest above it.
func (f *File) find(path []step) (line, column int) {
	best := 0
	consider := func(names []step, l, c int) {
		n := shared(names, path)
		if n > best && (n == len(names) || n == len(path)) {
			best, line, column = n, l, c
		}
	}
	for _, t := range f.Tables {
		if t.Line > 0 {
			l, c := f.position(t.Header.Start)
			consider(t.steps, l, c)
		}
		for _, k := range t.Keys {
			consider(append(slices.Clone(t.steps), plainSteps(k.Path)...), k.Line, k.Column)
		}
	}
	return line, column
}

// shared returns how many steps from the root names and path have in common.
// Elements of a list that is the value of one key stand where the key does; the
// last step of a path may mean all elements.
func shared(names, path []step) int {
	n := 0
	for n < min(len(names), len(path)) && names[n].name == path[n].name {
		all := path[n].index < 0 && n == len(path)-1
		if names[n].index >= 0 && names[n].index != path[n].index && !all {
			break
		}
		n++
	}
	return n
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
