package reader

import (
	"context"
	"strings"
)

// isSRT asks for a time line as the first line that is not blank, or behind an
// index.
func isSRT(s *source) bool {
	lines := 0
	for _, line := range s.lines {
		switch {
		case blank(line):
			continue
		case isTimeLine(line):
			return !isOldTeams(s)
		case lines > 0 || !number(line):
			return false
		}
		lines++
	}
	return false
}

// readSRT reads SubRip subtitles: the grammar of WebVTT's cues with commas in
// its times, and without header, notes or styles.
func readSRT(ctx context.Context, s *source) ([]interview, error) {
	cues, err := readCues(ctx, s, 0, false)
	if err != nil {
		return nil, err
	}
	said, err := join(ctx, s, unroll(s, cues))
	return []interview{{said: said}}, err
}

// number reports whether a line holds digits alone, as a cue's index does.
func number(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.Trim(line, "0123456789") == ""
}
