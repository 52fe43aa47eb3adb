package reader

import (
	"context"
	"math"
	"strings"

	"grounded/transcript"
)

// piece is what is said at a time, as machines and programs with tiers have it.
type piece struct {
	time transcript.Moment
	part
}

// joinPieces makes turns of pieces as captions are made turns of. Where fewer
// than two speak, nothing else would break the talk: it is broken at sentence
// ends.
func joinPieces(ctx context.Context, s *source, pieces []piece) ([]transcript.Said, error) {
	speakers := map[string]bool{}
	for _, p := range pieces {
		if p.speaker != "" {
			speakers[p.speaker] = true
		}
	}
	j := joiner{breaks: len(speakers) < 2}
	if len(speakers) == 0 {
		j = nobody(s)
	}
	for _, p := range pieces {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		j.pause()
		j.add(p.time, p.part)
	}
	j.flush()
	return j.said, nil
}

// newlines are line ends and, since no text has one, NUL.
var newlines = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\x00", " ")

// oneLine returns a text without line ends and without spaces around it; "" when
// nothing is left to read.
func oneLine(text string) string {
	if strings.ContainsAny(text, "\r\n\x00") {
		text = newlines.Replace(text)
	}
	if blank(text) {
		return ""
	}
	return strings.Trim(text, " \t")
}

// oneName returns a name as a label.
func oneName(name string) string { return cleanLabel(strings.Join(strings.Fields(oneLine(name)), " ")) }

// inSeconds returns the time that is so many seconds from the start.
func inSeconds(seconds float64) transcript.Moment {
	if math.IsNaN(seconds) {
		return transcript.Untimed
	}
	return transcript.Moment(math.Round(min(max(seconds, 0), maxSeconds) * 1000))
}

// inMilliseconds returns the time that is so many milliseconds from the start.
func inMilliseconds(ms float64) transcript.Moment { return inSeconds(ms / 1000) }
