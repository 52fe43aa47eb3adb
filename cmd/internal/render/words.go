package render

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"grounded/analysis/table"
)

// nothing is what people are shown for a cell without a value.
const nothing = "–"

// words returns a cell as people read it. It may hold newlines and balanced
// marks, and no other control character.
func words(c table.Column, v any) string {
	switch v := v.(type) {
	case string:
		return clean(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		if v {
			return "yes"
		}
		return "no"
	case float64:
		return decimal(v, c.Digits)
	case []string:
		if len(v) > 0 {
			return clean(strings.Join(v, "; "))
		}
	case map[string]any:
		if len(v) > 0 {
			entries := make([]string, 0, len(v))
			for _, key := range slices.Sorted(maps.Keys(v)) {
				entries = append(entries, key+": "+datum(v[key]))
			}
			return clean(strings.Join(entries, "; "))
		}
	}
	return nothing
}

// decimal rounds to so many digits, or with table.AsNeeded writes as many as the
// number has; what rounds to zero has no sign.
func decimal(v float64, digits int) string {
	if digits == table.AsNeeded {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	s := strconv.FormatFloat(v, 'f', max(digits, 0), 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return s
}

// clean makes text safe to show: a control character, which could move the
// cursor of a terminal or retitle its window, becomes its picture (␛), every
// kind of line end a newline, and a tab a space.
func clean(s string) string {
	if plain(s) {
		return s
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\r\n", "\n")
	return balance(strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case r < ' ':
			return 0x2400 + r
		case r == 0x7f:
			return '␡'
		case r > 0x7f && r < 0xa0:
			return '\ufffd'
		}
		return r
	}, s))
}

func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// cleanLine is clean for what stands on one line: titles, headings, notes.
func cleanLine(s string) string {
	return strings.Join(strings.FieldsFunc(clean(s), func(r rune) bool { return r == '\n' }), " ")
}

// paragraphs returns the lines of cleaned text that are not blank. Each has
// balanced marks of its own.
func paragraphs(s string) []string {
	var out []string
	for _, line := range carry(strings.Split(s, "\n")) {
		if strings.TrimSpace(line) != "" {
			out = append(out, line)
		}
	}
	return out
}

// balance leaves out marks that open within marks, close nothing or hold
// nothing, and closes one that is left open.
func balance(s string) string {
	if !strings.Contains(s, table.MarkStart) && !strings.Contains(s, table.MarkEnd) {
		return s
	}
	var b strings.Builder
	open := false
	for _, r := range s {
		switch string(r) {
		case table.MarkStart:
			if open {
				continue
			}
			open = true
		case table.MarkEnd:
			if !open {
				continue
			}
			open = false
		}
		b.WriteRune(r)
	}
	if open {
		b.WriteString(table.MarkEnd)
	}
	return strings.ReplaceAll(b.String(), table.MarkStart+table.MarkEnd, "")
}

// carry gives each line marks of its own: what is marked across a line end is
// closed there and opened again on the next line.
func carry(lines []string) []string {
	out := make([]string, len(lines))
	open := false
	for i, line := range lines {
		if open {
			line = table.MarkStart + line
		}
		open = strings.LastIndex(line, table.MarkStart) > strings.LastIndex(line, table.MarkEnd)
		out[i] = balance(line)
	}
	return out
}

// emphasise puts what a format has for emphasis in the place of balanced marks.
func emphasise(s, before, after string) string {
	if !strings.Contains(s, table.MarkStart) {
		return s
	}
	return strings.NewReplacer(table.MarkStart, before, table.MarkEnd, after).Replace(s)
}

// firstRune returns the first character of s, or nothing.
func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}
