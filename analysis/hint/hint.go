// Package hint finds what somebody who reads a transcript again may look at first: turns
// whose words are those of a code's passages elsewhere. It decides nothing, and what is
// said in other words it does not find.
package hint

import (
	"cmp"
	"slices"

	"grounded/analysis/terms"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Hint is a turn that is more like the passages of a code than like the rest.
type Hint struct {
	Span  transcript.Span
	Words []string // that do most to make it so, the most telling first
	like  float64
}

// Finder finds hints in the work of one coder. It is not safe for use by several
// goroutines.
type Finder struct {
	coder   *coding.Coder
	texts   map[transcript.ID]*transcript.Transcript
	turns   []turn
	reading *terms.Reading
	stem    func(t *transcript.Transcript) func(word string) string
	leave   func(word string) bool
}

// turn is what somebody said who was not asking.
type turn struct {
	in    *transcript.Transcript
	span  transcript.Span
	words terms.Words
}

// New reads some transcripts, each word by the stem that it has in the language of its
// transcript. Turns of interviewers, said or guessed to be some, are not compared. Words
// of which leave says that they say little are not named.
func New(coder *coding.Coder, ts []*transcript.Transcript, stem func(*transcript.Transcript) func(word string) string, leave func(word string) bool) *Finder {
	f := &Finder{coder: coder, texts: map[transcript.ID]*transcript.Transcript{}, stem: stem, leave: leave}
	f.reading = terms.Read(ts, answers, stem)
	for _, t := range ts {
		f.texts[t.ID] = t
		for i := range t.Turns {
			span := t.TurnSpan(i)
			if words := f.reading.Said(t, span); len(words) > 0 {
				f.turns = append(f.turns, turn{t, span, words})
			}
		}
	}
	return f
}

func answers(t *transcript.Transcript, turn int) bool {
	s := t.Speaker(turn)
	return cmp.Or(s.Role, s.RoleGuess) != transcript.Interviewer
}

// In returns at most so many turns of a transcript that do not bear a code and are more
// like its passages elsewhere, its name and its definition than like all other turns, the
// likest first.
func (f *Finder) In(t *transcript.Transcript, code codebook.Code, most int) []Hint {
	const named = 4 // words
	var these, others []terms.Words
	bears := map[transcript.ID][]transcript.Span{}
	for _, w := range f.coder.Work {
		for _, p := range w.Codings {
			text := f.texts[w.Transcript]
			if p.Code != code.ID || p.Fate == coding.Adrift || text == nil {
				continue
			}
			bears[w.Transcript] = append(bears[w.Transcript], p.Now)
			if words := f.reading.Said(text, p.Now); text != t && len(words) > 0 {
				these = append(these, words)
			}
		}
	}
	for _, said := range []string{code.Name, code.Definition} {
		if words := f.words(t, said); len(words) > 0 {
			these = append(these, words)
		}
	}
	var candidates []turn
	for _, of := range f.turns {
		if slices.ContainsFunc(bears[of.in.ID], of.span.Overlaps) {
			continue
		}
		others = append(others, of.words)
		if of.in == t {
			candidates = append(candidates, of)
		}
	}
	contrast := f.reading.Contrast(these, others)
	contrast.Leave = f.leave
	var out []Hint
	for _, c := range candidates {
		like := contrast.Others(c.words, c.words)
		if words := f.reading.Forms(contrast.Telling(c.words, named)); like > 0 && len(words) > 0 {
			out = append(out, Hint{c.span, words, like})
		}
	}
	slices.SortStableFunc(out, func(a, b Hint) int { return cmp.Compare(b.like, a.like) })
	return out[:min(most, len(out))]
}

// words returns those of a text that anybody says in the transcripts that were read.
func (f *Finder) words(t *transcript.Transcript, text string) terms.Words {
	stem := f.stem(t)
	var out terms.Words
	for at := range transcript.Words(text) {
		if words, said := f.reading.Phrase([]string{stem(text[at.Start:at.End])}); said {
			out = append(out, words...)
		}
	}
	return out
}
