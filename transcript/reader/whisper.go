package reader

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"grounded/transcript"
)

// Whisper writes, besides captions and JSON, what it shows while it works:
// "[00:43.810 --> 00:47.850]  words"; a table of tabs, "43810 47850 words" in
// milliseconds under a head; and lyrics, "[00:43.810]words" with an empty line
// where the words end.
var (
	whisperLog   = pattern(`^\s*\[` + clock + ` --> ` + clock + `\]\s*(.*)$`)
	whisperSays  = pattern(`^(?:Detecting language using up to|Detected language[: ]|Transcribing )`)
	whisperTable = pattern(`^(\d{1,10})\t(\d{1,10})\t(.*)$`)
	whisperLyric = pattern(`^\[(\d{1,4}:)?(\d{1,3}):(\d{2})\.(\d{2,3})\](\S.*)?$`)
	lyricTag     = pattern(`^\[(al|ar|au|by|length|offset|re|ti|tool|ve|la):(.*)\]$`)
)

const whisperHead = "start\tend\ttext"

// whisperLine reads a line into a cue of one line.
type whisperLine func(line string) (cue, bool)

// whisperGrammar tells by its first lines which of the three a source is; nil
// is none of them.
func whisperGrammar(s *source) whisperLine {
	for _, i := range s.head(8) {
		line := s.lines[i]
		switch {
		case whisperSays().MatchString(line), lyricTag().MatchString(line):
			continue
		case whisperLog().MatchString(line):
			return logLine
		case strings.TrimRight(line, " ") == whisperHead:
			return tableLine
		case whisperLyric().MatchString(line):
			return lyricLine
		}
		break
	}
	return nil
}

func logLine(line string) (cue, bool) {
	m := whisperLog().FindStringSubmatch(line)
	if m == nil {
		return cue{}, false
	}
	return cue{start: moment(m[1:5]), lines: []string{m[9]}}, true
}

func tableLine(line string) (cue, bool) {
	m := whisperTable().FindStringSubmatch(line)
	if m == nil {
		return cue{}, false
	}
	start, _ := strconv.Atoi(m[1]) // ten digits at most
	return cue{start: transcript.Moment(min(start, maxSeconds*1000)), lines: []string{m[3]}}, true
}

func lyricLine(line string) (cue, bool) {
	m := whisperLyric().FindStringSubmatch(line)
	if m == nil {
		return cue{}, false
	}
	next := cue{start: moment([]string{strings.TrimSuffix(m[1], ":"), m[2], m[3], m[4]})}
	if m[5] != "" { // every other time only ends the words before it
		next.lines = []string{m[5]}
	}
	return next, true
}

func isWhisper(s *source) bool { return whisperGrammar(s) != nil }

// readWhisper reads Whisper's log, table or lyrics as captions. A line without a
// time goes on with the one above it.
func readWhisper(ctx context.Context, s *source) ([]interview, error) {
	grammar := whisperGrammar(s)
	if grammar == nil {
		grammar = logLine
	}
	var cues []cue
	var before leftOut
	title := ""
	for i, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch next, ok := grammar(line); {
		case ok:
			next.line = i + 1
			if n := len(cues); n > 0 && len(cues[n-1].lines) == 0 {
				cues = cues[:n-1] // nothing was said at that time
			}
			cues = append(cues, next)
		case blank(line), len(cues) == 0 && strings.TrimRight(line, " ") == whisperHead:
		case len(cues) > 0:
			last := &cues[len(cues)-1]
			last.lines = append(last.lines, line)
		default:
			m := lyricTag().FindStringSubmatch(line)
			if m != nil && m[1] == "ti" {
				title = strings.TrimSpace(m[2])
			} else if m == nil && !whisperSays().MatchString(line) {
				before.add(i + 1)
			}
		}
	}
	if len(cues) == 0 {
		return nil, fmt.Errorf("%s: no line begins with times as Whisper writes them (\"[00:43.810 --> 00:47.850]  words\", or \"43810\", \"47850\" and the words between tabs); read it as text", s.name)
	}
	before.warn(s, "text-before-cues", "this stands before the first time and was left out", "")
	said, err := join(ctx, s, cues)
	return []interview{{title: title, said: said}}, err
}
