package transcript

import (
	"slices"
	"strings"

	"grounded/codebook/nearest"
)

// LostHeader is a paragraph that began a turn before a correction and begins none
// after it, since its label was mistyped: its words are those of another speaker.
type LostHeader struct {
	Paragraph int    // index into the paragraphs as they are now
	Written   string // what stands where the label stood
	Label     string // of the listed speaker who seems meant
}

// LostHeaders returns the paragraphs of now that hold, behind something that ends
// in a colon, what a speaker began a turn with in was; and where somebody has
// fewer turns than before, those that begin with almost their label and a colon.
// White space at the start of a line says that its words are words.
func LostHeaders(was, now *Transcript) []LostHeader {
	began := map[string]string{} // label by the words that a turn begins with
	lines := map[string]bool{}
	for i, p := range was.Paragraphs {
		lines[was.Text(p.Line)] = true
		if label := was.Speaker(p.Turn).Label; label != "" && !p.Text.Empty() && was.Turns[p.Turn].Paragraphs.First == i {
			began[strings.TrimSpace(was.Text(p.Text))] = label
		}
	}
	var fewer []string
	had, has := was.turnsOf(), now.turnsOf()
	for _, s := range now.Speakers {
		if has[s.Label] < had[s.Label] {
			fewer = append(fewer, s.Label)
		}
	}
	var out []LostHeader
	for i, p := range now.Paragraphs {
		line := now.Text(p.Line)
		if p.Text.Start > p.Line.Start || lines[line] || strings.TrimLeft(line, " \t\u00a0") != line {
			continue
		}
		_, stamp := readStamp(line)
		written, words, ok := strings.Cut(strings.ReplaceAll(line[stamp:], "：", ":"), ":")
		if !ok {
			continue
		}
		label := began[strings.TrimSpace(words)]
		if near := nearest.Nearest(written, fewer, 1); label == "" && len(near) > 0 {
			label = near[0]
		}
		if label != "" {
			out = append(out, LostHeader{i, written + ":", label})
		}
	}
	return out
}

// turnsOf counts the turns of each speaker.
func (t *Transcript) turnsOf() map[string]int {
	n := map[string]int{}
	for i := range t.Turns {
		n[t.Speaker(i).Label]++
	}
	return n
}

// Respoken is a paragraph whose words are the same as before and are those of
// another speaker.
type Respoken struct {
	Paragraph int    // index into the paragraphs as they are now
	Was, Now  string // labels, "" for nobody
}

// RespokenIn returns the paragraphs of now that somebody else speaks than in was.
// Words that several speakers said, or that stand there more or less often than
// before, are passed over, and speakers who are not listed any more.
func RespokenIn(was, now *Transcript) []Respoken {
	type voice struct {
		label string
		times int
		mixed bool
	}
	voices := map[string]*voice{}
	for _, p := range was.Paragraphs {
		words, label := strings.TrimSpace(was.Text(p.Text)), was.Speaker(p.Turn).Label
		v := voices[words]
		if v == nil {
			v = &voice{label: label}
			voices[words] = v
		}
		v.times++
		v.mixed = v.mixed || v.label != label
	}
	times := map[string]int{}
	for _, p := range now.Paragraphs {
		times[strings.TrimSpace(now.Text(p.Text))]++
	}
	var out []Respoken
	for i, p := range now.Paragraphs {
		words, label := strings.TrimSpace(now.Text(p.Text)), now.Speaker(p.Turn).Label
		v := voices[words]
		if words == "" || v == nil || v.mixed || v.label == label || v.times != times[words] {
			continue
		}
		if v.label == "" || slices.ContainsFunc(now.Speakers, func(s Speaker) bool { return s.Label == v.label }) {
			out = append(out, Respoken{i, v.label, label})
		}
	}
	return out
}
