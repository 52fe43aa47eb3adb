package reader

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headed is a layout in which every header has a time in brackets, so that the
// header alone tells who speaks. It returns the header that opens a turn at a
// line.
type headed func(line string) (header, bool)

// recognises asks for two headers that are not at one time, and for more of them
// than of other lines that begin with what may be a name.
func (head headed) recognises(s *source) bool {
	headers, others, apart := 0, 0, false
	var one header
	for _, line := range s.lines {
		if h, ok := head(line); ok {
			if headers == 0 {
				one = h
			}
			headers++
			apart = apart || h.time != one.time
		} else if h, ok := labelled(line); ok && plausible(h.label) {
			others++
		}
	}
	return apart && headers > others
}

// names returns the folded labels of the headers and of the labels listed, and
// whether there is a header at all. These are speakers too where their time is
// missing, as people take it out; what else stands before a colon is not, since
// "Goals: so" is said as often as not.
func (head headed) names(ctx context.Context, s *source) (names map[string]bool, found bool, err error) {
	names = map[string]bool{}
	for _, label := range s.sure {
		names[fold(label)] = true
	}
	for _, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		if h, ok := head(line); ok {
			names[fold(h.label)] = true
			found = true
		}
	}
	return names, found, nil
}

// headerName reports whether label could be a name in a header: it is short and
// does not end as a sentence does. Names in headers are not voted on, since the
// time behind them says enough.
func headerName(label string) bool {
	words := strings.Fields(label)
	if len(words) == 0 || len(words) > 6 || utf8.RuneCountInString(label) > maxLabel {
		return false
	}
	return strings.ContainsFunc(label, unicode.IsLetter) && !strings.ContainsAny(label[len(label)-1:], "!?,;:") && !sentence(words[len(words)-1:])
}
