package reader

import (
	"context"
	"fmt"
	"strings"

	"grounded/transcript"
)

// cue is a piece of text that captions show at a time.
type cue struct {
	line  int    // of its time, from 1
	name  string // that stands over the time
	start transcript.Moment
	lines []string // with their markup
}

// Times are read as sloppily as they are written: "0:00:05,5", a full stop or a
// comma, hours or none. Only the start is used, so an end that is cut off costs
// nothing. Settings for the player may follow; words that follow are kept.
var (
	timing   = pattern(`^\s*` + sloppy + `\s*-->(?:\s*` + sloppy + `(\s.*)?|[\d:.,\s]*)$`)
	settings = pattern(`^(?:\s+[A-Za-z]\w*:\S+)*\s*$`)
	fragment = pattern(`^[\d:.,\s>-]+$`)
	note     = pattern(`^NOTE(?:[ \t].*)?$`)
	block    = pattern(`^(?:STYLE|REGION)\s*$`)
)

// arrow stands between the times of a cue.
const arrow = "-->"

// sloppy is clock as subtitles have it. It has four groups.
const sloppy = `(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,3}))?`

// readCues reads cues from line from on, counted from 0. A cue lasts to the
// next time line, over blank lines, so that no text is lost to a blank line too
// many. Files of a stream that were joined have a header at every joint. What
// stands before the first cue, notes, styles and a last cue that is
// cut off are left out with a warning.
func readCues(ctx context.Context, s *source, from int, vtt bool) ([]cue, error) {
	var cues []cue
	var before, notes, untimed leftOut
	name := ""
	fractions := false // the first time has a fraction of a second
	end := uncut(s, from)
	for i := from; i < end; i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line := s.lines[i]
		fresh := i == from || blank(s.lines[i-1])
		switch start, behind, ok := timeLine(line); {
		case ok && (fresh || len(cues) == 0 || number(s.lines[i-1]) || hasFraction(line) == fractions):
			if len(cues) == 0 {
				fractions = hasFraction(line)
			}
			next := cue{line: i + 1, name: name, start: start}
			name = ""
			if !settings().MatchString(behind) {
				next.lines = []string{behind}
			}
			cues = append(cues, next)
		case strings.Contains(line, arrow) && (fresh || number(s.lines[i-1])):
			untimed.add(i + 1)
			cues = append(cues, cue{line: i + 1, start: transcript.Untimed})
		case isIndex(s.lines[from:end], i-from, vtt):
			name = line
		case vtt && fresh && signature().MatchString(line):
			i = headerEnd(s.lines[:end], i)
		case vtt && fresh && note().MatchString(line):
			notes.add(i + 1)
			for i+1 < end && !blank(s.lines[i+1]) {
				i++
			}
		case vtt && fresh && len(cues) == 0 && block().MatchString(line):
			i = blockEnd(s.lines[:end], i)
		case len(cues) > 0:
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, line)
		case !blank(line):
			before.add(i + 1)
		}
	}
	before.warn(s, "text-before-cues", "this stands before the first cue and was left out", "")
	notes.warn(s, "note-left-out", "a NOTE was left out", "")
	untimed.warn(s, "cue-untimed", "the time of this cue cannot be read; its words are kept without it", "")
	if len(cues) == 0 {
		return nil, fmt.Errorf("%s: holds no cue, which is a line such as \"00:01.000 --> 00:04.000\" with text under it", s.name)
	}
	return cues, nil
}

// timeLine reads the line that stands over a cue, and returns what is behind
// its times.
func timeLine(line string) (start transcript.Moment, behind string, ok bool) {
	if !strings.Contains(line, arrow) {
		return 0, "", false
	}
	m := timing().FindStringSubmatch(line)
	if m == nil {
		return 0, "", false
	}
	return moment(m[1:5]), m[len(m)-1], true
}

// hasFraction reports whether the time over a cue has a fraction of a second. One
// that is unlike the first, and stands right below other words, was said.
func hasFraction(line string) bool {
	m := timing().FindStringSubmatch(line)
	return m != nil && m[4] != ""
}

func isTimeLine(line string) bool {
	_, _, ok := timeLine(line)
	return ok
}

// isIndex reports whether line i is the number or name of the cue whose time
// stands next: below a blank line, or a number anywhere but first in a cue.
func isIndex(lines []string, i int, vtt bool) bool {
	if blank(lines[i]) || i+1 == len(lines) {
		return false
	}
	fresh := i == 0 || blank(lines[i-1])
	next := i + 1
	if fresh && number(lines[i]) {
		for next+1 < len(lines) && blank(lines[next]) {
			next++
		}
	}
	if !strings.Contains(lines[next], arrow) {
		return false
	}
	return fresh && (vtt || number(lines[i])) || number(lines[i]) && !isTimeLine(lines[i-1])
}

// headerEnd returns the last line of the header of WebVTT that begins at line i.
func headerEnd(lines []string, i int) int {
	for i+1 < len(lines) && lines[i+1] != "" && !isTimeLine(lines[i+1]) {
		i++
	}
	return i
}

// blockEnd returns the last line of the style or region that begins at line i:
// at a blank line outside braces.
func blockEnd(lines []string, i int) int {
	depth := 0
	for ; i+1 < len(lines); i++ {
		depth += strings.Count(lines[i], "{") - strings.Count(lines[i], "}")
		if isTimeLine(lines[i+1]) || depth <= 0 && blank(lines[i+1]) {
			break
		}
	}
	return i
}

// uncut returns the number of lines without a last cue that is cut off in its
// index or its time, and warns of one.
func uncut(s *source, from int) int {
	last := len(s.lines)
	for last > from && blank(s.lines[last-1]) {
		last--
	}
	first := last
	for first > from && !blank(s.lines[first-1]) {
		if line := s.lines[first-1]; !fragment().MatchString(line) || isTimeLine(line) {
			return last
		}
		first--
	}
	if first == last || first == from {
		return last
	}
	s.warn("cue-cut-off", first+1, "the file ends within this cue, which was left out", "")
	return first
}
