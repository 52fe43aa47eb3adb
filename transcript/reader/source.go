package reader

import (
	"context"
	"io"
	"strings"

	"grounded/codebook/problem"
	"grounded/transcript"
)

// source is a file, decoded to lines without line ends when its format is text,
// and what there is to say about it.
type source struct {
	name     string
	raw      []byte
	options  Options
	lines    []string
	json     *jsonFound // what jsonMember found
	sure     []string   // labels accepted as speakers without a vote
	people   []Person
	layout   string // of a document, once it is read
	format   string // if it is another than that which was chosen
	warnings []problem.Problem
}

// warn notes something about a line, counted from 1; 0 means the whole file.
func (s *source) warn(name string, line int, message, remedy string) {
	s.warnings = append(s.warnings, problem.Problem{Name: name, File: s.name, Line: line, Message: message, Remedy: remedy})
}

// text returns a reader of the lines, so that decoders of JSON and XML need no
// copy of them.
func (s *source) text() io.Reader { return &lineReader{lines: s.lines} }

type lineReader struct {
	lines []string
	at    int // bytes of the first line that were read
}

// Read gives the lines with a line feed between them, and io.EOF behind the last.
func (l *lineReader) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && len(l.lines) > 0 {
		if l.at == len(l.lines[0]) {
			if len(l.lines) > 1 {
				p[n] = '\n'
				n++
			}
			l.lines, l.at = l.lines[1:], 0
			continue
		}
		copied := copy(p[n:], l.lines[0][l.at:])
		n, l.at = n+copied, l.at+copied
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// head returns the indices of the first lines that are not blank, at most so
// many.
func (s *source) head(most int) []int {
	var out []int
	for i, line := range s.lines {
		if len(out) == most {
			break
		}
		if !blank(line) {
			out = append(out, i)
		}
	}
	return out
}

// talk reads lines of which some are headers. It calls read with every line and
// its index; read returns the words on it, "" where the line belongs to the
// program that wrote it, and whether it is the header that opens a turn.
func (s *source) talk(ctx context.Context, read func(i int, line string) (header, bool)) (interview, error) {
	var t turns
	for i, line := range s.lines {
		if err := ctx.Err(); err != nil {
			return interview{}, err
		}
		h, opens := read(i, line)
		if opens {
			t.open(i+1, h.label, h.time)
		}
		t.add(i+1, h.words)
	}
	return t.interview(s), nil
}

// turns gathers what is said, line by line.
type turns struct {
	said  []transcript.Said
	lines []int   // of each paragraph, from 1
	empty leftOut // headers that nothing stood under
	line  int     // of the header of the newest turn
}

// open begins a turn whose header stands at a line.
func (t *turns) open(line int, speaker string, time transcript.Moment) {
	t.closeEmpty()
	t.line = line
	t.said = append(t.said, transcript.Said{Speaker: speaker, Time: time})
}

// add puts a paragraph that stands at a line into the turn that is open; before
// the first header that is the turn of nobody. A blank line is no paragraph.
func (t *turns) add(line int, paragraph string) {
	if blank(paragraph) {
		return
	}
	if len(t.said) == 0 {
		t.said = append(t.said, transcript.Said{Time: transcript.Untimed})
	}
	last := &t.said[len(t.said)-1]
	last.Paragraphs = append(last.Paragraphs, paragraph)
	t.lines = append(t.lines, line)
}

// interview returns the turns as an interview and warns of headers without
// words.
func (t *turns) interview(s *source) interview {
	t.closeEmpty()
	t.empty.warn(s, "turn-empty", "nothing stands under this header, so it makes no turn", "")
	return interview{said: t.said, lines: t.lines}
}

func (t *turns) closeEmpty() {
	if n := len(t.said); n > 0 && len(t.said[n-1].Paragraphs) == 0 {
		t.empty.add(t.line)
		t.said = t.said[:n-1]
	}
}

func blank(line string) bool { return strings.TrimSpace(line) == "" }

// set is a set of words.
type set map[string]bool

// setOf returns the words of a list, which white space parts.
func setOf(list string) set {
	out := set{}
	for word := range strings.FieldsSeq(list) {
		out[word] = true
	}
	return out
}
