package reader

import (
	"context"
	"strings"

	"grounded/transcript"
)

// f4transkript puts the time at the end of a paragraph, with tenths of a second
// behind a dash: "I: So? #00:00:12-4#". Newer versions can put one before it too.
// One inside a parenthesis, "(unv. #00:00:03-0#)", belongs to the words.
var (
	f4Time   = `#(\d{1,4}):(\d{1,2}):(\d{1,2})-(\d)#`
	f4Behind = pattern(`\s*` + f4Time + `\s*$`)
	f4Before = pattern(`^\s*` + f4Time + `\s*`)
)

// f4Paragraph is a line of f4 without its times; Untimed where there is none.
type f4Paragraph struct {
	words      string
	begin, end transcript.Moment
}

func f4Line(line string) f4Paragraph {
	p := f4Paragraph{line, transcript.Untimed, transcript.Untimed}
	if !strings.Contains(line, "#") {
		return p
	}
	if m := f4Before().FindStringSubmatch(p.words); m != nil {
		p.begin, p.words = moment(m[1:5]), p.words[len(m[0]):]
	}
	if m := f4Behind().FindStringSubmatch(p.words); m != nil {
		p.end, p.words = moment(m[1:5]), p.words[:len(p.words)-len(m[0])]
	}
	return p
}

// isF4 asks for a time at the end of a line, which nobody else writes so.
func isF4(s *source) bool {
	for _, line := range s.lines {
		if f4Line(line).end >= 0 {
			return true
		}
	}
	return false
}

// readF4 reads f4transkript's text. A time is that at which a paragraph ends, so
// a turn has the time of the end of the paragraph before it: 0 for the first
// turn, none where that paragraph has no time; or the time before it, where
// there is one. The markers of the transcription, "(.)" or "(lacht)", are words.
func readF4(ctx context.Context, s *source) ([]interview, error) {
	v := newVote(s.sure)
	for i, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if h, ok := labelled(f4Line(line).words); ok {
			v.count(h.label, i+1, h.bracketed)
		}
	}
	time := transcript.Moment(0)
	named := false
	i, err := s.talk(ctx, func(_ int, line string) (header, bool) {
		p := f4Line(line)
		begin := time
		if p.begin >= 0 {
			begin = p.begin
		}
		h, ok := labelled(p.words)
		opens := ok && v.elected(h.label)
		if named = named || opens; named && !blank(line) {
			time = p.end
		}
		if !opens {
			return header{words: p.words}, false
		}
		h.time = begin
		return h, true
	})
	v.warn(s)
	if !named {
		s.warnNobody()
	}
	return []interview{i}, err
}
