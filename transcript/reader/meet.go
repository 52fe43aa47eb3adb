package reader

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"grounded/transcript"
)

// Google Meet saves a document, which people export as text or Markdown: a title
// that ends in "- Transcript", the day before it or in it, since 2025 a time
// alone on a line over every piece of a minute or so, before that one every five
// minutes and a list of who attended, and "Name: words" before every paragraph.
var (
	meetTitle    = pattern(`^[#*\s]*(\S.*?)\s+[-–—]\s+Transcript\**\s*$`)
	meetWhen     = pattern(`\s*\([^()]*\d{4}[-/]\d\d[-/]\d\d[^()]*\)$`)
	meetMarker   = pattern(`^[#*\s]*(\d{1,3}):(\d{2}):(\d{2})\**\s*$`)
	meetAttended = pattern(`^[#*\s]*Attendees:?\**\s*$`)
	meetAdded    = pattern(`^[#*_\s]*(?:This editable transcript was computer generated|(?:Transcription|Meeting) ended after \d+:\d\d:\d\d)`)
)

const meetHead = 8 // lines that are not blank, among which the title stands

// isMeet asks for a line that Meet adds, or for its title and a time alone on a
// line, and for a name before words.
func isMeet(s *source) bool {
	has := func(grammar *regexp.Regexp) bool { return slices.ContainsFunc(s.lines, grammar.MatchString) }
	titled := slices.ContainsFunc(s.head(meetHead), func(i int) bool { return meetTitle().MatchString(s.lines[i]) })
	return (titled && has(meetMarker()) || has(meetAdded())) && slices.ContainsFunc(s.lines, func(line string) bool {
		h, ok := labelled(line)
		return ok && plausible(h.label)
	})
}

// readMeet reads a transcript of Google Meet. A turn has the time of the last
// marker before it, which is when its piece of the recording began: 0 before the
// first marker, none where there is no marker. Meet writes the name before every
// paragraph, so that one which stands once is a speaker too, and the same name
// again under the same marker goes on with the turn.
func readMeet(ctx context.Context, s *source) ([]interview, error) {
	about := meetHeading(s)
	s.sure = append(s.sure, about.attended...)
	v := newVote(s.sure)
	time := transcript.Untimed
	for i, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if meetMarker().MatchString(line) {
			time = 0
		}
		if h, ok := labelled(line); ok && i >= about.end {
			v.count(h.label, i+1, true)
		}
	}
	var open header
	var added leftOut
	i, err := s.talk(ctx, func(i int, line string) (header, bool) {
		if m := meetMarker().FindStringSubmatch(line); m != nil {
			time = moment([]string{m[1], m[2], m[3], ""})
			return header{}, false
		}
		if meetAdded().MatchString(line) || i == about.list {
			added.add(i + 1)
			return header{}, false
		}
		if about.lines[i] {
			return header{}, false
		}
		h, ok := labelled(line)
		if !ok || i < about.end || !v.elected(h.label) {
			return header{words: line}, false
		}
		h.time, h.words = time, strings.TrimRight(h.words, " ") // two spaces break a line of Markdown
		goesOn := h.label == open.label && h.time == open.time
		open = h
		return h, !goesOn
	})
	added.warn(s, AddedLeftOut, "left out a line that Google Meet adds: who attended, how long it was, or that a computer wrote it", "")
	if open.label == "" {
		s.warnNobody()
	}
	i.title, i.date = about.title, about.day
	return []interview{i}, err
}

// heading is what stands over a talk of Meet.
type heading struct {
	title, day string
	attended   []string
	lines      map[int]bool // of title, day and the word over the list
	list       int          // line of who attended, or -1
	end        int          // the line behind all of these
}

func meetHeading(s *source) heading {
	h := heading{lines: map[int]bool{}, list: -1}
	listed := false // the line before says that who attended comes next
	for _, i := range s.head(meetHead) {
		line := s.lines[i]
		m := meetTitle().FindStringSubmatch(line)
		switch {
		case listed:
			h.list = i
			for name := range strings.SplitSeq(line, ",") {
				h.attended = append(h.attended, cleanLabel(name))
			}
		case meetAttended().MatchString(line):
			h.lines[i] = true
		case m != nil && h.title == "":
			h.title, h.day = meetWhen().ReplaceAllString(m[1], ""), first(writtenDate(m[1]), h.day)
			h.lines[i] = true
		case len(line) < 40 && h.title == "" && h.day == "" && writtenDate(line) != "":
			h.day = writtenDate(line)
			h.lines[i] = true
		default:
			continue
		}
		listed = !listed && meetAttended().MatchString(line)
		h.end = i + 1
	}
	return h
}
