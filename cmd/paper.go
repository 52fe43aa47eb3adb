package cmd

import (
	"regexp"
	"strconv"

	"grounded/transcript"
	"grounded/transcript/lines"
)

// paper is how a transcript is laid out to be printed and marked by hand.
type paper struct {
	Numbers string // paragraph, turn or line
	Margin  string // to write in, as 7cm
}

var paperNumbers = []string{"paragraph", "turn", "line"}

var lengthForm = regexp.MustCompile(`^(\d+(?:\.\d+)?)(cm|mm|in)$`)

// centimetres returns how wide the margin is. A sheet of A4 leaves room for words from 0
// to 12 of them.
func (p paper) centimetres() (float64, error) {
	m := lengthForm.FindStringSubmatch(p.Margin)
	if m == nil {
		return 0, misused("--margin %s: a length looks like 7cm, 70mm or 2.5in", p.Margin)
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, misused("--margin %s: a length looks like 7cm, 70mm or 2.5in", p.Margin)
	}
	switch m[2] {
	case "mm":
		n /= 10
	case "in":
		n *= 2.54
	}
	if n > 12 {
		return 0, misused("--margin %s: a sheet of A4 leaves room for words beside 12cm at most", p.Margin)
	}
	return n, nil
}

// flagsAs is how the command line says it, with a blank before it, where it is not the
// default.
func (p paper) flagsAs() string {
	switch p.Numbers {
	case "line":
		return " --numbers line --margin " + p.Margin
	case "turn":
		return " --numbers turn"
	}
	return ""
}

// characters is how many characters a printed line has: of 21 cm as much as the margins
// and the numbers leave, at a fifth of a centimetre a character.
func (p paper) characters() (int, error) {
	margin, err := p.centimetres()
	return int((21 - 4 - margin) * 5), err
}

// printedLine is a line as it stands on paper.
type printedLine struct {
	Span      transcript.Span // of the body
	Paragraph int
}

// printed breaks a transcript into the lines that it has on paper, which are numbered
// from 1 over all of it.
func printed(t *transcript.Transcript, characters int) []printedLine {
	var out []printedLine
	for i, p := range t.Paragraphs {
		for _, s := range lines.Break(t.Text(p.Text), characters) {
			out = append(out, printedLine{transcript.Span{Start: p.Text.Start + s.Start, End: p.Text.Start + s.End}, i})
		}
	}
	return out
}
