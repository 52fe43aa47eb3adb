package reader

import (
	"context"
	"strings"
	"unicode"
)

// isText accepts everything: plain text is what no other format recognised.
func isText(*source) bool { return true }

// readText reads plain text. "NAME: words" opens a turn when the vote makes
// NAME a speaker, with [time], (time) or a bare time before the name or a
// bracketed one behind it; the words may begin on the next line. Every other
// line that is not blank is a paragraph of the turn it stands in. Where nobody
// is named the whole text is a turn of nobody.
func readText(ctx context.Context, s *source) ([]interview, error) {
	v := newVote(s.sure)
	for i, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if h, ok := labelled(line); ok {
			v.count(h.label, i+1, h.bracketed)
		}
	}
	named := false
	i, err := s.talk(ctx, func(_ int, line string) (header, bool) {
		h, ok := labelled(line)
		if !ok || !v.elected(h.label) {
			return header{words: line}, false
		}
		named = true
		return h, true
	})
	v.warn(s)
	if !named {
		s.warnNobody()
	}
	return []interview{i}, err
}

func (s *source) warnNobody() {
	s.warn("nobody-named", 0, "no line names a speaker, so the text is one turn of nobody",
		`a turn begins with the speaker's name and ": "`)
}

// labelled splits a line into a label, with whatever time stands before or
// behind it, and words.
func labelled(line string) (header, bool) {
	line = strings.TrimLeftFunc(line, unicode.IsSpace)
	time, rest := cutTime(line)
	name, words, ok := splitLabel(rest)
	if !ok {
		return header{}, false
	}
	name, behind := cutTimeBehind(name)
	bracketed := time >= 0 && strings.ContainsAny(line[:1], "[(") || behind >= 0
	if time < 0 {
		time = behind
	}
	return header{label: cleanLabel(name), time: time, bracketed: bracketed, words: words}, true
}
