// Package transcript holds what was said in one interview, meeting or note:
// speakers, turns and paragraphs over a text that is never rewrapped. It turns
// the project's own transcript files into values and back. Foreign formats are
// the work of package reader, codings of package coding.
package transcript

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// ID names a transcript within a study; see package slug for its form.
type ID string

// Span is a half-open range [Start, End) of byte offsets into the UTF-8 body
// of a transcript. Both ends fall on rune boundaries.
type Span struct{ Start, End int }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether s holds no byte.
func (s Span) Empty() bool { return s.End <= s.Start }

// Overlaps reports whether s and o share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Holds reports whether every byte of o is in s.
func (s Span) Holds(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Intersect returns the bytes that s and o share; it may be empty.
func (s Span) Intersect(o Span) Span {
	return Span{max(s.Start, o.Start), max(min(s.End, o.End), max(s.Start, o.Start))}
}

// Role says what part a speaker has in the talk.
type Role string

// The roles that the program itself knows; others may stand in a file.
const (
	Interviewer Role = "interviewer"
	Participant Role = "participant"
	Gone        Role = "withdrawn" // of words that were taken back; they are nobody's
)

// Speaker is one voice of a transcript.
type Speaker struct {
	Label     string // as it stands in the headers of the body
	Role      Role   // "" when nobody has said it
	RoleGuess Role   // what an import guessed; it changes no figure
	Case      string // the participant this is, across transcripts; may be ""
}

// Moment is a time in a recording, in milliseconds from its start.
type Moment int

// Untimed is the Moment of a turn that has none.
const Untimed Moment = -1

// String returns HH:MM:SS, with .mmm behind it where there are milliseconds,
// and "" for Untimed.
func (m Moment) String() string {
	if m < 0 {
		return ""
	}
	s := fmt.Sprintf("%02d:%02d:%02d", m/3600000, m/60000%60, m/1000%60)
	if ms := m % 1000; ms != 0 {
		s += fmt.Sprintf(".%03d", ms)
	}
	return s
}

// Paragraph is one line of the body.
type Paragraph struct {
	Turn int  // index into Turns
	Line Span // the whole line without its end
	Text Span // what was said: Line without the header
}

// Turn is what one speaker says until another speaks. Text before the first
// header is a turn of nobody: its Speaker is -1.
type Turn struct {
	Speaker    int // index into Speakers, or -1
	Time       Moment
	Paragraphs Range // indexes into Transcript.Paragraphs
}

// Range is a half-open range of indexes.
type Range struct{ First, End int }

// Meta is what the front matter of a transcript says.
type Meta struct {
	Title      string
	Date       string // YYYY-MM-DD, or ""
	Type       string // interview, group, notes, email, survey
	Verbatim   bool   // false marks notes
	Language   string // "" means the study's
	Source     string // path within the study of the file it was imported from
	Original   string // the name that file had
	Format     string // the reader that understood it
	SHA256     string // of the source file, in hexadecimal
	Attributes map[string]any
	Speakers   []Speaker
	Parts      []Part // in order of From
	Restricted []Restriction
}

// Part says who asks from a paragraph on, until the next part: the speaker of
// that label is the interviewer, and whoever was is a participant.
type Part struct {
	From int    // paragraph, from 1; a turn is of the part that its first paragraph is in
	Asks string // label
}

// Transcript is one transcript. Turns and paragraphs are numbered from 1 where
// people see them and from 0 here. It is not changed once made.
type Transcript struct {
	ID ID
	Meta
	Body       string
	Turns      []Turn
	Paragraphs []Paragraph
}

// Text returns the words of a span.
func (t *Transcript) Text(s Span) string { return t.Body[s.Start:s.End] }

// ParagraphAt returns the index of the paragraph whose line holds the byte at
// offset, or the nearest one before it; -1 when there is no paragraph at all.
func (t *Transcript) ParagraphAt(offset int) int {
	i := sort.Search(len(t.Paragraphs), func(i int) bool { return t.Paragraphs[i].Line.Start > offset })
	if i == 0 {
		return min(0, len(t.Paragraphs)-1)
	}
	return i - 1
}

// ParagraphsOf returns the paragraphs whose words s touches.
func (t *Transcript) ParagraphsOf(s Span) Range {
	first := sort.Search(len(t.Paragraphs), func(i int) bool { return t.Paragraphs[i].Text.End > s.Start })
	end := sort.Search(len(t.Paragraphs), func(i int) bool { return t.Paragraphs[i].Text.Start >= s.End })
	return Range{first, max(first, end)}
}

// TurnSpan returns the bytes from the first word of a turn to its last.
func (t *Transcript) TurnSpan(turn int) Span {
	r := t.Turns[turn].Paragraphs
	return Span{t.Paragraphs[r.First].Text.Start, t.Paragraphs[r.End-1].Text.End}
}

// Speaker returns the speaker of a turn, in the role that they have there;
// nobody is the zero Speaker.
func (t *Transcript) Speaker(turn int) Speaker {
	i := t.Turns[turn].Speaker
	if i < 0 {
		return Speaker{}
	}
	s := t.Speakers[i]
	for _, p := range slices.Backward(t.Parts) {
		if p.From > t.Turns[turn].Paragraphs.First+1 {
			continue
		}
		if p.Asks == s.Label {
			s.Role = Interviewer
		} else if s.Role == Interviewer {
			s.Role = Participant
		}
		break
	}
	return s
}

// Said returns the parts of s that were said: without headers, line ends and
// the blank lines between paragraphs.
func (t *Transcript) Said(s Span) []Span {
	var out []Span
	r := t.ParagraphsOf(s)
	for _, p := range t.Paragraphs[r.First:r.End] {
		if said := p.Text.Intersect(s); !said.Empty() {
			out = append(out, said)
		}
	}
	return out
}

// Spoken returns a passage as people read it: a line a paragraph, and the label
// of who speaks before each turn that begins within it.
func (t *Transcript) Spoken(s Span) string {
	return t.SpokenBy(s, func(v Speaker) string { return v.Label }, t.Text)
}

// SpokenBy is Spoken with speakers called otherwise than by their labels, and the words of
// each paragraph as said writes them.
func (t *Transcript) SpokenBy(s Span, called func(Speaker) string, said func(Span) string) string {
	var b strings.Builder
	r := t.ParagraphsOf(s)
	for i := r.First; i < r.End; i++ {
		p := t.Paragraphs[i]
		if i > r.First {
			b.WriteByte('\n')
			if name := called(t.Speaker(p.Turn)); name != "" && i == t.Turns[p.Turn].Paragraphs.First {
				b.WriteString(name + ": ")
			}
		}
		b.WriteString(said(p.Text.Intersect(s)))
	}
	return b.String()
}

// Clip returns s with its ends moved inwards, out of headers and white space.
// It reports false when nothing that was said is left.
func (t *Transcript) Clip(s Span) (Span, bool) {
	r := t.ParagraphsOf(s)
	said := func(i int) (Span, string) {
		part := t.Paragraphs[i].Text.Intersect(s)
		return part, t.Text(part)
	}
	for ; r.First < r.End; r.First++ {
		if _, text := said(r.First); strings.TrimSpace(text) != "" {
			break
		}
	}
	for ; r.First < r.End; r.End-- {
		if _, text := said(r.End - 1); strings.TrimSpace(text) != "" {
			break
		}
	}
	if r.First >= r.End {
		return Span{}, false
	}
	first, opening := said(r.First)
	last, closing := said(r.End - 1)
	start := first.End - len(strings.TrimLeftFunc(opening, unicode.IsSpace))
	end := last.Start + len(strings.TrimRightFunc(closing, unicode.IsSpace))
	return Span{start, end}, true
}

// CodedShare returns which share of the bytes that were said at least one of
// some passages holds, from 0 to 1; it is 0 for a transcript without words.
func (t *Transcript) CodedShare(passages []Span) float64 {
	all, coded := 0, 0
	for _, p := range t.Paragraphs {
		all += p.Text.Len()
	}
	for _, s := range Union(passages) {
		for _, said := range t.Said(s) {
			coded += said.Len()
		}
	}
	if all == 0 {
		return 0
	}
	return float64(coded) / float64(all)
}

// Union returns the bytes that any of some spans holds, as spans in order that
// neither overlap nor touch.
func Union(spans []Span) []Span {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Span
	for _, s := range sorted {
		if n := len(out); n > 0 && s.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
