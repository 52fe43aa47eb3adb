package reader

import (
	"context"
	"strings"
)

// isVTT asks for what the WebVTT specification asks for: a first line that
// begins with WEBVTT.
func isVTT(s *source) bool {
	return signature().MatchString(s.lines[0])
}

var signature = pattern(`^WEBVTT(?:[ \t].*)?$`)

// readVTT reads WebVTT (https://www.w3.org/TR/webvtt1/) as Zoom, Teams, Whisper
// and YouTube write it. The header lasts to the first blank line or time line.
func readVTT(ctx context.Context, s *source) ([]interview, error) {
	from, language := 0, ""
	if isVTT(s) {
		from = headerEnd(s.lines, 0) + 1
		for _, line := range s.lines[1:from] {
			if name, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(name, "language") {
				language = strings.TrimSpace(value)
			}
		}
	}
	cues, err := readCues(ctx, s, from, true)
	if err != nil {
		return nil, err
	}
	said, err := join(ctx, s, unroll(s, cues))
	return []interview{{said: said, language: language}}, err
}

// wordTime stands between the words of captions that roll.
var wordTime = pattern(`<(?:\d+:)?\d{2}:\d{2}\.\d{3}><c`)

// rolls reports whether captions roll, as YouTube's do: every line is shown again
// above the next one. Such captions have a time at every word. Other programs
// take those times away; then nearly every cue begins with the line that the one
// before it ended with, and many have a new line under it. In all other captions
// a repetition was said.
func rolls(cues []cue) (timed, repeats bool) {
	const enough = 8 // cues
	all, again, grown, last := 0, 0, 0, ""
	for _, c := range cues {
		var texts []string
		for _, line := range c.lines {
			if wordTime().MatchString(line) {
				return true, true
			}
			if text := strings.TrimSpace(plainText(line)); text != "" {
				texts = append(texts, text)
			}
		}
		if len(texts) == 0 {
			continue
		}
		all++
		if texts[0] == last {
			again++
			if len(texts) > 1 && texts[1] != last {
				grown++
			}
		}
		last = texts[len(texts)-1]
	}
	return false, all >= enough && again*5 >= all*4 && grown*3 >= all
}

// unroll takes the repetitions out of rolling captions.
func unroll(s *source, cues []cue) []cue {
	timed, repeats := rolls(cues)
	if !repeats {
		return cues
	}
	if !timed {
		s.warn("captions-roll", 0, "these captions show every line twice, in one cue and above the next, so it was read once", "")
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
