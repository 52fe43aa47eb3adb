package coding

import (
	"strings"
	"time"
	"unicode/utf8"

	"grounded/codebook"
)

// scanner reads the lines that the program itself writes, and those like them,
// many times faster than encoding/json. It gives up on whatever is unusual,
// a mistake included: readLine decides those. What it accepts, readLine reads
// as the same value.
type scanner struct {
	src  []byte // valid UTF-8
	text string // the same bytes; what needs no unescaping is a part of it

	unescaped strings.Builder // holds the other strings; never outgrown, so they stay where they are
}

// The fields of a line that have been met.
const (
	hasID = 1 << iota
	hasCode
	hasStart
	hasEnd
	hasQuote
	hasPrefix
	hasSuffix
	hasAt
	hasMemo
	hasRound
	hasQuery
	hasFlags
	hasBy

	required = hasID | hasCode | hasStart | hasEnd | hasQuote
)

// coding reads src[i:end], one line without its end, into c.
func (s *scanner) coding(i, end int, c *Coding) bool {
	if room := end - i; s.unescaped.Cap()-s.unescaped.Len() < room {
		s.unescaped.Reset()
		s.unescaped.Grow(max(room, min(1<<16, len(s.src)/2)))
	}
	if i >= end || s.src[i] != '{' {
		return false
	}
	seen := 0
	for first := true; ; first = false {
		i = s.blank(i+1, end)
		if i < end && s.src[i] == '}' && first {
			break
		}
		key, next, ok := s.plain(i, end)
		if !ok {
			return false
		}
		i = s.blank(next, end)
		if i >= end || s.src[i] != ':' {
			return false
		}
		field, next, ok := s.value(key, s.blank(i+1, end), end, c)
		if !ok {
			return false
		}
		seen |= field
		i = s.blank(next, end)
		if i >= end {
			return false
		}
		if s.src[i] == '}' {
			break
		}
		if s.src[i] != ',' {
			return false
		}
	}
	return s.blank(i+1, end) == end && seen&required == required && len(faults(c)) == 0
}

// value reads the value of a known field and says which field it was.
func (s *scanner) value(key string, i, end int, c *Coding) (field, next int, ok bool) {
	var into *string
	switch key {
	case "id":
		field, into = hasID, &c.ID
	case "code":
		field, into = hasCode, (*string)(&c.Code)
	case "start":
		c.Span.Start, next, ok = s.number(i, end)
		return hasStart, next, ok
	case "end":
		c.Span.End, next, ok = s.number(i, end)
		return hasEnd, next, ok
	case "quote":
		field, into = hasQuote, &c.Quote
	case "prefix":
		field, into = hasPrefix, &c.Prefix
	case "suffix":
		field, into = hasSuffix, &c.Suffix
	case "at":
		var at string
		if at, next, ok = s.plain(i, end); ok {
			c.At, ok = readUTC(at)
		}
		return hasAt, next, ok
	case "memo":
		field, into = hasMemo, &c.Memo
	case "round":
		c.Round, next, ok = s.number(i, end)
		return hasRound, next, ok
	case "query":
		field, into = hasQuery, &c.Query
	case "flags":
		field, into = hasFlags, &c.Flags
	case "by":
		field, into = hasBy, &c.By
	default:
		return 0, 0, false
	}
	*into, next, ok = s.string(i, end)
	return field, next, ok
}

// blank returns the first place from i on that is no space or tab.
func (s *scanner) blank(i, end int) int {
	for i < end && (s.src[i] == ' ' || s.src[i] == '\t') {
		i++
	}
	return i
}

// number reads a whole number that is not negative and has at most 18 digits.
func (s *scanner) number(i, end int) (n, next int, ok bool) {
	first := i
	for i < end && s.src[i]-'0' <= 9 {
		n = n*10 + int(s.src[i]-'0')
		i++
	}
	digits := i - first
	return n, i, digits > 0 && digits <= 18 && (digits == 1 || s.src[first] != '0')
}

// plain reads a string without escapes.
func (s *scanner) plain(i, end int) (v string, next int, ok bool) {
	if i >= end || s.src[i] != '"' {
		return "", 0, false
	}
	j := s.run(i+1, end)
	if j >= end || s.src[j] != '"' {
		return "", 0, false
	}
	return s.text[i+1 : j], j + 1, true
}

// run returns where from i on the characters end that stand for themselves.
func (s *scanner) run(i, end int) int {
	line := s.src[:end]
	for i < len(line) {
		if c := line[i]; c < ' ' || c == '"' || c == '\\' {
			break
		}
		i++
	}
	return i
}

// string reads a string; one with a surrogate in it is not for this scanner.
func (s *scanner) string(i, end int) (v string, next int, ok bool) {
	if v, next, ok = s.plain(i, end); ok || i >= end || s.src[i] != '"' {
		return v, next, ok
	}
	out := &s.unescaped
	from := out.Len()
	for i++; ; {
		j := s.run(i, end)
		out.WriteString(s.text[i:j])
		if j >= end {
			return "", 0, false
		}
		if s.src[j] == '"' {
			return out.String()[from:], j + 1, true
		}
		if i, ok = s.escape(j, end); !ok {
			return "", 0, false
		}
	}
}

// escape reads one escape sequence.
func (s *scanner) escape(i, end int) (next int, ok bool) {
	if s.src[i] != '\\' || i+1 >= end {
		return 0, false
	}
	c := s.src[i+1]
	switch c {
	case '"', '\\', '/':
	case 'n':
		c = '\n'
	case 't':
		c = '\t'
	case 'r':
		c = '\r'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'u':
		if i+6 > end {
			return 0, false
		}
		r, ok := hex4(s.text[i+2 : i+6])
		if !ok || !utf8.ValidRune(r) {
			return 0, false
		}
		s.unescaped.WriteRune(r)
		return i + 6, true
	default:
		return 0, false
	}
	s.unescaped.WriteByte(c)
	return i + 2, true
}

func hex4(s string) (r rune, ok bool) {
	for i := range len(s) {
		c := s[i]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = (c | 0x20) - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// readUTC reads a time of the form 2021-03-04T10:12:40Z.
func readUTC(s string) (time.Time, bool) {
	const form = "0000-00-00T00:00:00Z"
	if len(s) != len(form) {
		return time.Time{}, false
	}
	for i := range len(form) {
		if form[i] == '0' && s[i]-'0' > 9 || form[i] != '0' && s[i] != form[i] {
			return time.Time{}, false
		}
	}
	two := func(i int) int { return int(s[i]-'0')*10 + int(s[i+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	hour, minute, second := two(11), two(14), two(17)
	if month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	return t, t.Day() == day
}

// faults returns what is wrong with a coding whose fields are all of the right
// type, as sentences.
func faults(c *Coding) []string {
	var out []string
	if err := CheckID(c.ID); err != nil {
		out = append(out, err.Error())
	}
	if c.Code == codebook.ID("") {
		out = append(out, "code is empty")
	}
	if c.Quote == "" {
		out = append(out, "quote is empty")
	}
	if c.Span.Start < 0 {
		out = append(out, "start is before the text begins")
	}
	if c.Span.End <= c.Span.Start {
		out = append(out, "end is not behind start")
	}
	if c.Round < 0 {
		out = append(out, "round is less than 0")
	}
	return out
}
