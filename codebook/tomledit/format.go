package tomledit

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"grounded/codebook/problem"
)

// width is how many characters a list may take with its key before each of its
// elements gets a line of its own.
const width = 80

// Pair is a key, which is one name and not a dotted path, and its value. A
// value is a string, a bool, an int, an int64, a float64, a time.Time (written
// in UTC, to the second), a [Date], a []string, a []any of these, or an
// [Inline]. A string with line ends becomes a """ block.
type Pair struct {
	Key   string
	Value any
}

// Inline is the value of a key that is an inline table: { quote = "yes" }.
type Inline []Pair

// Quote writes a name as a key of TOML: as it is when it is made of ASCII
// letters, digits, - and _, and otherwise in quotation marks.
func Quote(name string) string {
	for i := range len(name) {
		if !bare(name[i]) {
			return basic(name)
		}
	}
	if name == "" {
		return `""`
	}
	return name
}

// pair writes a key and its value without a line end behind them.
func pair(key string, value any, eol string) (string, error) {
	head := Quote(key) + " = "
	text, err := format(value, width-utf8.RuneCountInString(head), eol)
	if err != nil {
		return "", fmt.Errorf("%s: %w", key, err)
	}
	return head + text, nil
}

// format writes a value, a list on one line when it fits into room characters.
func format(value any, room int, eol string) (string, error) {
	// Marks of a merge conflict must not come to stand at the start of a line.
	if s, ok := value.(string); ok && strings.Contains(s, "\n") && problem.Conflict("", []byte(s)) == nil {
		return block(s, eol)
	}
	list, ok := elements(value)
	if !ok {
		return scalar(value)
	}
	parts := make([]string, len(list))
	for i, e := range list {
		part, err := scalar(e)
		if err != nil {
			return "", err
		}
		parts[i] = part
	}
	one := "[" + strings.Join(parts, ", ") + "]"
	if len(list) < 2 || utf8.RuneCountInString(one) <= room {
		return one, nil
	}
	return "[" + eol + "  " + strings.Join(parts, ","+eol+"  ") + "," + eol + "]", nil
}

// elements returns the elements of a list.
func elements(value any) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		return v, true
	case []string:
		list := make([]any, len(v))
		for i, s := range v {
			list[i] = s
		}
		return list, true
	}
	return nil, false
}

// scalar writes a value on one line.
func scalar(value any) (string, error) {
	switch v := value.(type) {
	case string:
		if !utf8.ValidString(v) {
			return "", errors.New("the text is not UTF-8")
		}
		return basic(v), nil
	case bool:
		return strconv.FormatBool(v), nil
	case int:
		return strconv.Itoa(v), nil
	case int64:
		return strconv.FormatInt(v, 10), nil
	case float64:
		return float(v), nil
	case Date:
		if !v.Valid() {
			return "", fmt.Errorf("%q is not a date; one looks like 2021-03-04", string(v))
		}
		return string(v), nil
	case time.Time:
		if y := v.UTC().Year(); y < 0 || y > 9999 {
			return "", fmt.Errorf("the year %d does not fit into four digits", y)
		}
		return v.UTC().Format(time.RFC3339), nil
	case Inline:
		return inline(v)
	}
	if list, ok := elements(value); ok {
		return format(list, math.MaxInt, "")
	}
	return "", fmt.Errorf("a value of type %T has no form in a file", value)
}

func inline(v Inline) (string, error) {
	parts := make([]string, len(v))
	for i, p := range v {
		text, err := scalar(p.Value)
		if err != nil {
			return "", fmt.Errorf("%s: %w", p.Key, err)
		}
		parts[i] = Quote(p.Key) + " = " + text
	}
	if len(parts) == 0 {
		return "{}", nil
	}
	return "{ " + strings.Join(parts, ", ") + " }", nil
}

// float writes a number so that it reads as a float and not as an integer.
func float(v float64) string {
	switch {
	case math.IsNaN(v):
		return "nan"
	case math.IsInf(v, 0):
		return strings.ToLower(strconv.FormatFloat(v, 'g', -1, 64))
	}
	s := strconv.FormatFloat(v, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// basic writes a string of one line in quotation marks.
func basic(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' {
			b.WriteByte('\\')
		}
		writeRune(&b, r)
	}
	b.WriteByte('"')
	return b.String()
}

// block writes a string of several lines as they are. The line end behind the
// opening marks is not part of it.
func block(s, eol string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errors.New("the text is not UTF-8")
	}
	var b strings.Builder
	b.WriteString(`"""` + eol)
	afterQuote := false
	for i, r := range s {
		if r == '\n' {
			b.WriteString(eol)
			afterQuote = false
			continue
		}
		// Three in a row, or one that touches the end, would close the block.
		escaped := r == '"' && (afterQuote || i == len(s)-1)
		if escaped {
			b.WriteByte('\\')
		}
		afterQuote = r == '"' && !escaped
		writeRune(&b, r)
	}
	b.WriteString(`"""`)
	return b.String(), nil
}

// writeRune writes a character of a string, by an escape where it must be.
func writeRune(b *strings.Builder, r rune) {
	switch r {
	case '\\':
		b.WriteString(`\\`)
	case '\n':
		b.WriteString(`\n`)
	case '\r':
		b.WriteString(`\r`)
	case '\t':
		b.WriteString(`\t`)
	default:
		if unicode.IsControl(r) {
			fmt.Fprintf(b, `\u%04X`, r)
			return
		}
		b.WriteRune(r)
	}
}

// Text writes a string as a value on one line.
func Text(s string) string { return basic(s) }
