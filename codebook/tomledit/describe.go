package tomledit

import (
	"fmt"
	"reflect"
	"strconv"
	"time"
)

// label names what path leads to as people would: its last name, and which
// element of a list it is.
func label(path []step) string {
	if len(path) == 0 {
		return "the file"
	}
	last := path[len(path)-1]
	if last.index >= 0 {
		return fmt.Sprintf("element %d of %s", last.index+1, Quote(last.name))
	}
	return Quote(last.name)
}

// kindOf names the type of a value as it stands in a file, with the value where
// that is short.
func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return "a text"
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return "the number " + strconv.FormatInt(v, 10)
	case float64:
		return "the number " + float(v)
	case Date:
		return "the date " + string(v)
	case time.Time:
		return "a date with a time"
	case map[string]any:
		return "a table"
	case []map[string]any:
		return tables
	}
	return "a list"
}

// tables names a value that is a list of tables.
const tables = "a list of tables"

// wanted names the type of value that a field takes.
func wanted(t reflect.Type) string {
	switch {
	case t == timeType:
		return "a date with a time"
	case t == dateType:
		return "a date"
	}
	switch t.Kind() {
	case reflect.String:
		return "a text in quotation marks"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	case reflect.Slice:
		if e := t.Elem().Kind(); e == reflect.Struct || e == reflect.Map {
			return tables
		}
		return "a list in brackets"
	case reflect.Struct, reflect.Map:
		return "a table"
	}
	return "a whole number"
}
