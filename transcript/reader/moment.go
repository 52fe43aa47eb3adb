package reader

import (
	"strconv"
	"strings"

	"grounded/transcript"
)

// header is what stands before words: who speaks, and when.
type header struct {
	label     string
	time      transcript.Moment
	bracketed bool   // the time stands in brackets
	words     string // behind the header, on the same line
}

// clock is a time as people and programs write it, hours and fraction
// optional. It has four groups.
const clock = `(?:(\d{1,4}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?`

var (
	timeBefore = pattern(`^(?:\[` + clock + `\]|\(` + clock + `\)|` + clock + `)\s+`)
	bareTime   = pattern(`^\s*` + clock + `\s*$`)
	timeBehind = pattern(`\s*(?:\[` + clock + `\]|\(` + clock + `\))$`)
)

// cutTime takes a time off the start of a line; Untimed when none stands there.
func cutTime(line string) (transcript.Moment, string) {
	if line == "" || !strings.ContainsRune("[(0123456789", rune(line[0])) {
		return transcript.Untimed, line
	}
	m := timeBefore().FindStringSubmatch(line)
	if m == nil {
		return transcript.Untimed, line
	}
	return anyMoment(m[1:]), line[len(m[0]):]
}

// cutTimeBehind takes a bracketed time off the end of a label.
func cutTimeBehind(label string) (string, transcript.Moment) {
	if !strings.HasSuffix(label, "]") && !strings.HasSuffix(label, ")") {
		return label, transcript.Untimed
	}
	m := timeBehind().FindStringSubmatch(label)
	if m == nil {
		return label, transcript.Untimed
	}
	return label[:len(label)-len(m[0])], anyMoment(m[1:])
}

// clockTime reads a time that stands alone; Untimed when it is none.
func clockTime(text string) transcript.Moment {
	if m := bareTime().FindStringSubmatch(text); m != nil {
		return anyMoment(m[1:])
	}
	return transcript.Untimed
}

// anyMoment reads the alternative of groups that matched.
func anyMoment(groups []string) transcript.Moment {
	for ; len(groups) >= 4; groups = groups[4:] {
		if groups[1] != "" {
			return moment(groups[:4])
		}
	}
	return transcript.Untimed
}

// moment returns the time that the four groups of clock make: hours, minutes,
// seconds, fraction. The pattern bounds them, so nothing overflows.
func moment(groups []string) transcript.Moment {
	number := func(digits string) int {
		if digits == "" {
			return 0 // the error of Atoi costs more than all the rest
		}
		n, _ := strconv.Atoi(digits)
		return n
	}
	seconds := (number(groups[0])*60+number(groups[1]))*60 + number(groups[2])
	fraction := (groups[3] + strings.Repeat("0", 3))[:3]
	return transcript.Moment(min(seconds, maxSeconds)*1000 + number(fraction))
}

// maxSeconds is the latest time that the canonical text can write.
const maxSeconds = 9999*3600 + 59*60 + 59
