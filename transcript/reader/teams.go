package reader

import (
	"context"
	"slices"
	"strings"

	"grounded/transcript"
)

// Teams saves a document: a title "Weekly-20210203_141500-Meeting Transcript",
// the day, the duration, who started the transcription, and then the layout of
// Otter with three spaces before the time. Before 2022 it had three lines a
// piece: "0:0:3.25 --> 0:0:5.0", the name, the words.
var (
	teamsTitle    = pattern(`^[#*\s]*(\S.*)-(\d{8})_\d{6}(?:UTC)?-\pL[\pL ]{3,40}\**\s*$`)
	teamsDuration = pattern(`^\s*(?:\d{1,3}h ?)?(?:\d{1,2}m ?)?(?:\d{1,2}s)\s*$`)
	teamsSwitched = pattern(`^\s*\**\S.{0,80}? (?:started|stopped) transcription\.?\**\s*$`)
	// Captions write two digits of minutes and seconds; the old documents do not.
	teamsOld = pattern(`^\s*\d{1,4}:(?:\d:\d{1,2}|\d\d:\d)[.,]\d+ --> \d`)
)

const teamsHead = 8 // lines that are not blank, among which title, day and duration stand

// isTeams asks for headers and one of the lines that Teams puts around them.
func isTeams(s *source) bool {
	if isOldTeams(s) {
		return true
	}
	if headers, _ := otterHeaders(s); len(headers) == 0 {
		return false
	}
	return slices.ContainsFunc(s.head(teamsHead), func(i int) bool {
		return teamsTitle().MatchString(s.lines[i]) || teamsDuration().MatchString(s.lines[i])
	}) || slices.ContainsFunc(s.lines, teamsSwitched().MatchString)
}

// readTeams reads what Teams saves as a document. Every header opens a turn; of
// the older pieces, those of one speaker that follow each other are one turn.
func readTeams(ctx context.Context, s *source) ([]interview, error) {
	if isOldTeams(s) {
		return readOldTeams(ctx, s)
	}
	headers, _ := otterHeaders(s)
	talk := len(s.lines)
	if len(headers) > 0 {
		talk = headers[0].line
	}
	var title, day, stamp string
	heading := map[int]bool{}
	for _, i := range s.head(teamsHead) {
		line := s.lines[i]
		m := teamsTitle().FindStringSubmatch(line)
		switch {
		case i >= talk:
		case m != nil && title == "":
			title, stamp, heading[i] = strings.TrimSpace(m[1]), date(m[2]), true
		case day == "" && len(line) < 60 && writtenDate(line) != "":
			day, heading[i] = writtenDate(line), true
		case teamsDuration().MatchString(line):
			heading[i] = true
		}
	}
	var added leftOut
	i, err := s.talk(ctx, func(i int, line string) (header, bool) {
		switch {
		case len(headers) > 0 && headers[0].line == i:
			h := headers[0]
			headers = headers[1:]
			return header{label: h.label, time: h.time}, true
		case heading[i]:
			return header{}, false
		case teamsSwitched().MatchString(line):
			added.add(i + 1)
			return header{}, false
		}
		return header{words: line}, false
	})
	added.warn(s, AddedLeftOut, "left out who started or stopped the transcription", "")
	i.title, i.date = title, first(day, stamp)
	return []interview{i}, err
}

// isOldTeams asks for a name and words under every time, and for times that no
// captions have.
func isOldTeams(s *source) bool {
	odd := false
	under := 2 // lines under the newest time
	for _, line := range s.lines {
		switch {
		case blank(line):
		case isTimeLine(line):
			if under < 2 {
				return false
			}
			under = 0
			odd = odd || teamsOld().MatchString(line)
		default:
			if under == 0 && !headerName(cleanLabel(line)) {
				return false
			}
			under++
		}
	}
	return odd && under >= 2
}

func readOldTeams(ctx context.Context, s *source) ([]interview, error) {
	var next transcript.Moment
	named := true // the newest time has its name
	speaker := ""
	i, err := s.talk(ctx, func(_ int, line string) (header, bool) {
		time, _, ok := timeLine(line)
		switch {
		case ok:
			next, named = time, false
			return header{}, false
		case named || blank(line):
			return header{words: line}, false
		}
		named = true
		if name := cleanLabel(line); name != speaker {
			speaker = name
			return header{label: name, time: next}, true
		}
		return header{}, false
	})
	return []interview{i}, err
}
