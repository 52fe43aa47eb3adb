package reader

import (
	"context"
	"regexp"
	"strings"
)

// isVTT asks for what the WebVTT specification asks for: a first line that
// begins with WEBVTT.
func isVTT(s *source) bool {
	return signature.MatchString(s.lines[0])
}

var signature = regexp.MustCompile(`^WEBVTT(?:[ \t].*)?$`)

// readVTT reads WebVTT (https://www.w3.org/TR/webvtt1/) as Zoom, Teams, Whisper
// and YouTube write it. The header lasts to the first blank line or time line.
func readVTT(ctx context.Context, s *source) ([]interview, error) {
	from, language := 0, ""
	if isVTT(s) {
		for from = 1; from < len(s.lines) && s.lines[from] != "" && !isTimeLine(s.lines[from]); from++ {
			if name, value, ok := strings.Cut(s.lines[from], ":"); ok && strings.EqualFold(name, "language") {
				language = strings.TrimSpace(value)
			}
		}
	}
	cues, err := readCues(ctx, s, from, true)
	if err != nil {
		return nil, err
	}
	said, err := join(ctx, s, unroll(cues))
	return []interview{interview{said: said, language: language}}, err
}

// wordTime stands between the words of captions that roll.
var wordTime = regexp.MustCompile(`<(?:\d+:)?\d{2}:\d{2}\.\d{3}><c`)

// unroll takes the repetitions out of YouTube's rolling captions, in which
// every line is shown again above the next one. Only captions with a time at
// every word roll; in all others a repetition was said.
func unroll(cues []cue) []cue {
	rolls := false
	for _, c := range cues {
		for _, line := range c.lines {
			rolls = rolls || wordTime.MatchString(line)
		}
	}
	if !rolls {
		return cues
	}
	last := ""
	for i := range cues {
		var kept []string
		repeats := false
		for _, line := range cues[i].lines {
			switch text := strings.TrimSpace(plainText(line)); {
			case text == "":
			case text == last && len(kept) == 0 && !repeats:
				repeats = true
			default:
				kept = append(kept, line)
			}
		}
		if len(kept) > 0 {
			last = strings.TrimSpace(plainText(kept[len(kept)-1]))
		}
		cues[i].lines = kept
	}
	return cues
}
