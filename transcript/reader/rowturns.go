package reader

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"grounded/transcript"
)

// readTurns reads a table with a row a turn. A row without a speaker is said by
// the speaker before; every line of a cell is a paragraph; the codes of a row
// become tags on all its words.
func readTurns(ctx context.Context, s *source, t *table, cols columns) ([]interview, error) {
	if t.fill != nil {
		t.fill(cols.codes)
	}
	k, err := t.kinds(ctx, cols)
	if err != nil {
		return nil, err
	}
	if !k.named {
		s.warn("nobody-named", 0, `no column names a speaker, so all is said by "`+someone+`"`, "if one does, name it with: --columns speaker=HEAD")
	}
	y := tally{t: t, used: map[int]bool{cols.speaker: true, cols.time: true, cols.text: true, cols.codes: true}}
	var out interview
	var empty, unread, words leftOut
	speaker, paragraphs := "", 0
	if !k.named {
		speaker = someone
	}
	for r, err := range t.body(ctx) {
		if err != nil {
			return nil, err
		}
		y.row(&r)
		time, ok := k.moment(r.at(cols.time))
		if !ok {
			unread.add(r.line)
		}
		said := []string{r.at(cols.text)}
		label, behind := timedLabel(r.at(cols.speaker))
		if time < 0 {
			time = behind
		}
		switch {
		case label == "":
		case !couldName(label, said[0]):
			words.add(r.line)
			said = []string{r.at(cols.speaker), said[0]}
		default:
			speaker = label
		}
		turn := saidIn(speaker, time, said...)
		if len(turn.Paragraphs) == 0 {
			empty.add(r.line)
			continue
		}
		if n := len(out.said); n > 0 && turn.Speaker == "" {
			out.said[n-1].Paragraphs = append(out.said[n-1].Paragraphs, turn.Paragraphs...)
		} else {
			out.said = append(out.said, turn)
		}
		for _, code := range k.codes(r.at(cols.codes)) {
			last := len(turn.Paragraphs) - 1
			out.marks = append(out.marks, mark{Mark{Kind: Tag, Text: code}, point{paragraphs, 0}, point{paragraphs + last, len(turn.Paragraphs[last])}})
		}
		if len(out.marks) > maxTags {
			return nil, fmt.Errorf("%s: row %d: column %q holds more than %d codes in all, as no coding does; name another with --columns codes=HEAD", s.name, r.line, t.heads.title(cols.codes), maxTags)
		}
		paragraphs += len(turn.Paragraphs)
	}
	y.warn(s, true)
	empty.warn(s, "turn-empty", "no words stand in this row, so it was left out", "")
	unread.warn(s, "time-unread", "the time of this row cannot be read; its words are kept without it", "")
	words.warn(s, "speaker-is-words", "what stands for the speaker in this row is no name; it is kept as words of the speaker before", "")
	return []interview{out}, nil
}

// timedLabel reads a cell for a speaker, beside whose name a time may stand.
func timedLabel(cell string) (string, transcript.Moment) {
	time, name := cutTime(strings.Join(strings.Fields(cell), " ") + " ")
	name, behind := cutTimeBehind(strings.TrimSpace(name))
	if time < 0 {
		time = behind
	}
	return cleanLabel(name), time
}

// couldName reports whether a cell for a speaker holds a name: words that slipped
// over from the next column are longer, and stand there in its place.
func couldName(label, said string) bool {
	return utf8.RuneCountInString(label) <= maxLabel && (!blank(said) || plausible(label))
}

// kinds is how the cells of the columns of a table are written, which a single
// cell does not tell.
type kinds struct {
	named bool    // somebody is
	unit  float64 // of a time that is a bare number, in milliseconds
	parts string  // what parts the codes of a row
}

// kinds looks through the whole table. A time that is a bare number is in
// seconds, unless its head says milliseconds or all are below 1: spreadsheets
// keep a time as a fraction of the day.
func (t *table) kinds(ctx context.Context, cols columns) (kinds, error) {
	k := kinds{unit: 1000, parts: ","}
	latest := 0.0
	for r, err := range t.body(ctx) {
		if err != nil {
			return k, err
		}
		if !k.named {
			label, _ := timedLabel(r.at(cols.speaker))
			k.named = label != ""
		}
		if n, ok := number64(r.at(cols.time)); ok {
			latest = max(latest, n)
		}
		switch codes := r.at(cols.codes); {
		case strings.Contains(codes, ";"):
			k.parts = ";"
		case strings.Contains(codes, "|") && k.parts == ",":
			k.parts = "|"
		}
	}
	switch {
	case slices.Contains(millisecondHeads, bare(t.heads.at(cols.time))):
		k.unit = 1
	case 0 < latest && latest < 1:
		const day = 24 * 60 * 60 * 1000
		k.unit = day
	}
	return k, nil
}

// codes parts the codes of a row; one that stands there twice is one.
func (k kinds) codes(cell string) []string {
	var out []string
	seen := map[string]bool{}
	for code := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '\n' || strings.ContainsRune(k.parts, r) }) {
		if code = strings.Join(strings.Fields(code), " "); code != "" && !seen[code] && len(out) <= maxTags {
			seen[code] = true
			out = append(out, code)
		}
	}
	return out
}

// cellTime is a time alone in a cell, in brackets or not, or the first of a span
// of time. It has four groups, and as many for the end.
var cellTime = pattern(`^[\[(]?\s*` + clock + `\s*[\])]?(?:\s*(?:-+>?|–|—)\s*[\[(]?\s*` + clock + `\s*[\])]?)?$`)

// moment reads the time of a row; it reports false where something else stands.
func (k kinds) moment(cell string) (transcript.Moment, bool) {
	cell = strings.TrimSpace(cell)
	if cell == "" {
		return transcript.Untimed, true
	}
	if m := cellTime().FindStringSubmatch(cell); m != nil {
		return moment(m[1:5]), true
	}
	if n, ok := number64(cell); ok {
		return transcript.Moment(min(n*k.unit+0.5, maxSeconds*1000)), true
	}
	return transcript.Untimed, false
}

// number64 reads a number that is not below 0, with a full stop or a comma before
// its fraction.
func number64(cell string) (float64, bool) {
	cell = strings.Replace(strings.Trim(strings.TrimSpace(cell), "[]()"), ",", ".", 1)
	if cell == "" || strings.Trim(cell, "0123456789.eE+-") != "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(cell, 64)
	return n, err == nil && n >= 0
}
