package cases

import (
	"regexp"
	"strconv"

	"grounded/codebook/nearest"
	"grounded/codebook/tomledit"
)

var (
	wholeNumber = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]{0,17})$`)
	anyNumber   = regexp.MustCompile(`^[+-]?(0|[1-9][0-9]{0,17})\.[0-9]+$`)
)

// Value reads an attribute as people type it: a number (int64 or float64), a date
// (tomledit.Date), yes, no, true or false (bool), or else text; nil when nothing
// stands there. A number with a zero before it, as 007, is text: it names
// something.
func Value(text string) any {
	switch {
	case text == "":
		return nil
	case wholeNumber.MatchString(text):
		n, _ := strconv.ParseInt(text, 10, 64) // 18 digits fit
		return n
	case anyNumber.MatchString(text):
		n, _ := strconv.ParseFloat(text, 64)
		return n
	case tomledit.Date(text).Valid():
		return tomledit.Date(text)
	}
	switch nearest.Fold(text) {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	}
	return text
}

// Kind names the kind of a value: number, date, yes/no or text.
func Kind(value any) string {
	switch value.(type) {
	case int64, float64:
		return "number"
	case tomledit.Date:
		return "date"
	case bool:
		return "yes/no"
	}
	return "text"
}

// Column reads the cells of a column, all as the one kind that fits each which
// is not empty, or else as text, and returns that kind.
func Column(cells []string) (values []any, kind string) {
	values = make([]any, len(cells))
	for i, cell := range cells {
		values[i] = Value(cell)
		switch k := Kind(values[i]); {
		case values[i] == nil:
		case kind == "":
			kind = k
		case kind != k:
			kind = "text"
		}
	}
	if kind == "text" {
		for i, cell := range cells {
			if cell != "" {
				values[i] = cell
			}
		}
	}
	return values, kind
}
