package transcript

import (
	"fmt"
	"regexp"
	"strconv"
)

// Ref is a place as people type it: paragraphs of a transcript, or bytes of
// its body.
type Ref struct {
	Transcript  ID
	First, Last int  // paragraphs, from 1; both 0 when Bytes is set
	Bytes       Span // for scripts; used when First is 0
}

var refPattern = regexp.MustCompile(`^([^\s:¶@]+)(?:\s*¶\s*|:)(?:(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?|@(\d{1,9})-(\d{1,9}))$`)

// ParseRef reads "interview-03 ¶14", "interview-03:14", "interview-03:14-16"
// or "interview-03:@1042-1180".
func ParseRef(s string) (Ref, error) {
	m := refPattern.FindStringSubmatch(s)
	if m == nil {
		return Ref{}, fmt.Errorf("%q is not a place; one looks like interview-03:14, interview-03:14-16 or interview-03:@1042-1180", s)
	}
	number := func(s string) int {
		n, _ := strconv.Atoi(s) // the pattern admits digits only, and few
		return n
	}
	ref := Ref{Transcript: ID(m[1])}
	if m[4] != "" {
		ref.Bytes = Span{number(m[4]), number(m[5])}
		if ref.Bytes.Empty() {
			return Ref{}, fmt.Errorf("%q ends before it begins", s)
		}
		return ref, nil
	}
	ref.First = number(m[2])
	ref.Last = ref.First
	if m[3] != "" {
		ref.Last = number(m[3])
	}
	if ref.First < 1 || ref.Last < ref.First {
		return Ref{}, fmt.Errorf("%q names no paragraph: they count from 1, the lower first", s)
	}
	return ref, nil
}

// String returns the short form that people type.
func (r Ref) String() string {
	switch {
	case r.First == 0:
		return fmt.Sprintf("%s:@%d-%d", r.Transcript, r.Bytes.Start, r.Bytes.End)
	case r.First == r.Last:
		return fmt.Sprintf("%s:%d", r.Transcript, r.First)
	}
	return fmt.Sprintf("%s:%d-%d", r.Transcript, r.First, r.Last)
}

// Ref returns the paragraphs that s touches, as people are shown a place.
func (t *Transcript) Ref(s Span) Ref {
	r := t.ParagraphsOf(s)
	if r.First == r.End {
		return Ref{Transcript: t.ID, Bytes: s}
	}
	return Ref{Transcript: t.ID, First: r.First + 1, Last: r.End}
}

// Resolve returns the passage that r names in t. Its ends are moved out of
// headers and white space; bytes must fall on whole characters.
func (t *Transcript) Resolve(r Ref) (Span, error) {
	s := r.Bytes
	if r.First > 0 {
		if r.Last > len(t.Paragraphs) {
			return Span{}, fmt.Errorf("%s has %d paragraphs, so there is no %s", t.ID, len(t.Paragraphs), r)
		}
		s = Span{t.Paragraphs[r.First-1].Text.Start, t.Paragraphs[r.Last-1].Text.End}
	}
	return t.Passage(s)
}

// Passage checks a span that came from outside against t and returns it with
// its ends moved out of headers and white space.
func (t *Transcript) Passage(s Span) (Span, error) {
	if min(s.Start, s.End) < 0 || max(s.Start, s.End) > len(t.Body) {
		return Span{}, fmt.Errorf("%s has %d bytes, so there is no @%d-%d", t.ID, len(t.Body), s.Start, s.End)
	}
	if !boundary(t.Body, s.Start) || !boundary(t.Body, s.End) {
		return Span{}, fmt.Errorf("%s:@%d-%d cuts a character in two", t.ID, s.Start, s.End)
	}
	clipped, ok := t.Clip(s)
	if !ok {
		return Span{}, fmt.Errorf("%s:@%d-%d holds no words", t.ID, s.Start, s.End)
	}
	return clipped, nil
}

// TurnsPassage returns the passage from the first word of turn first to the last of
// turn last, both counted from 1.
func (t *Transcript) TurnsPassage(first, last int) (Span, error) {
	if first < 1 || last < first || last > len(t.Turns) {
		if last <= first {
			return Span{}, fmt.Errorf("%s has turns 1 to %d, so there is no turn %d", t.ID, len(t.Turns), first)
		}
		return Span{}, fmt.Errorf("%s has turns 1 to %d, so there are no turns %d to %d", t.ID, len(t.Turns), first, last)
	}
	return t.Passage(Span{t.TurnSpan(first - 1).Start, t.TurnSpan(last - 1).End})
}
