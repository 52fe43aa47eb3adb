package reader

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// Otter writes "Name  0:34  ", two spaces before the time and two behind it,
// and under it the words, on one line. People edit such files, so a second,
// relaxed grammar takes one space, bold names and a colon, and makes up for it
// with guards: see otterHeaders.
var (
	otterStrict  = pattern(`^\s*(\S.*?)(?:\s{2,}|\t)(?:(\d{1,4}):(\d{2}):(\d{2})|(\d{1,3}):(\d{2}))\s*$`)
	otterRelaxed = pattern(`^\s*(\S.*?)\s+(?:(\d{1,4}):(\d{2}):(\d{2})|(\d{1,3}):(\d{2}))\s*$`)
	otterFooter  = pattern(`(?i)^\s*transcribed by https?://otter\.ai/?\s*$`)
	otterGlued   = pattern(`([.?!…"”’)\]])\s*Transcribed by https?://otter\.ai/?\s*$`)
)

// isOtter asks for three headers, or two of the strict grammar, or one where
// Otter's own footer stands; not all at one time, unless there is a footer.
func isOtter(s *source) bool {
	closing, footer := otterClosing(s), false
	for i := range s.lines {
		_, is := closing(i)
		footer = footer || is
	}
	headers, strict := otterHeaders(s)
	enough := 3
	switch {
	case footer:
		enough = 1
	case strict:
		enough = 2
	}
	if len(headers) < enough {
		return false
	}
	return footer || slices.ContainsFunc(headers, func(h otterHeader) bool { return h.time != headers[0].time })
}

// readOtter reads Otter's text layout. Every header opens a turn, also when the
// speaker is the one before; every line that is not blank is a paragraph.
// What stands before the first header is of nobody.
func readOtter(ctx context.Context, s *source) ([]interview, error) {
	headers, _ := otterHeaders(s)
	if len(headers) == 0 {
		return nil, fmt.Errorf("%s: no line holds a name and a time as Otter writes them (\"Name  0:34\"); read it as text", s.name)
	}
	closing := otterClosing(s)
	var footers leftOut
	i, err := s.talk(ctx, func(i int, _ string) (header, bool) {
		if len(headers) > 0 && headers[0].line == i {
			h := headers[0]
			headers = headers[1:]
			return header{label: h.label, time: h.time}, true
		}
		words, footer := closing(i)
		if footer {
			footers.add(i + 1)
		}
		return header{words: words}, false
	})
	footers.warn(s, FooterLeftOut, "left out the closing line that Otter adds", "")
	return []interview{i}, err
}

// otterClosing returns a function that takes Otter's closing line off a line. At
// the end of the file that may be glued to the last sentence, as editors leave it.
func otterClosing(s *source) func(i int) (words string, footer bool) {
	last := len(s.lines) - 1
	for last > 0 && blank(s.lines[last]) {
		last--
	}
	return func(i int) (string, bool) {
		line := s.lines[i]
		if otterFooter().MatchString(line) {
			return "", true
		}
		if m := otterGlued().FindStringSubmatchIndex(line); i == last && m != nil {
			return line[:m[3]], true
		}
		return line, false
	}
}

type otterHeader struct {
	line  int // from 0
	label string
	time  transcript.Moment
}

// otterHeaders finds the headers and says whether the strict grammar made them:
// it does when it takes four fifths of the lines that the relaxed one takes. The
// guards of the relaxed grammar keep "we met at 10:30" out: a line below a
// blank one or the first, a name that could be one, and times that do not go
// back.
func otterHeaders(s *source) (headers []otterHeader, strict bool) {
	headers = otterMatches(s, otterStrict())
	relaxed := otterMatches(s, otterRelaxed())
	if len(headers)*5 >= len(relaxed)*4 {
		return headers, true
	}
	seen := map[string]int{}
	for _, h := range relaxed {
		seen[h.label]++
	}
	relaxed = slices.DeleteFunc(relaxed, func(h otterHeader) bool {
		initial, _ := utf8.DecodeRuneInString(h.label)
		return seen[h.label] < 2 && (unicode.IsLower(initial) || h.line > 0 && !blank(s.lines[h.line-1]))
	})
	return forward(relaxed), false
}

func otterMatches(s *source, grammar *regexp.Regexp) []otterHeader {
	var out []otterHeader
	for i, line := range s.lines {
		if len(line) > 8*maxLabel || !endsInTime(line) {
			continue
		}
		m := grammar.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		groups := []string{m[2], m[3], m[4], ""}
		if m[5] != "" {
			groups = []string{"", m[5], m[6], ""}
		}
		label := cleanLabel(m[1])
		if headerName(label) {
			out = append(out, otterHeader{line: i, label: label, time: moment(groups)})
		}
	}
	return out
}

// endsInTime sorts out, cheaply, nearly all lines that are no header.
func endsInTime(line string) bool {
	line = strings.TrimRightFunc(line, unicode.IsSpace)
	n := len(line)
	return n > 4 && line[n-3] == ':' && '0' <= line[n-1] && line[n-1] <= '9'
}

// forward returns the longest run of headers whose times never go back.
func forward(headers []otterHeader) []otterHeader {
	var tails []int // tails[n]: header that ends the best run of n+1 headers
	before := make([]int, len(headers))
	for i, h := range headers {
		n := sort.Search(len(tails), func(n int) bool { return headers[tails[n]].time > h.time })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		}
		tails[n] = i
	}
	var out []otterHeader
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			out = append(out, headers[i])
		}
	}
	slices.Reverse(out)
	return out
}
