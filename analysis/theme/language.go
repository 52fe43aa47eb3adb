package theme

import (
	"cmp"
	"fmt"
	"slices"

	"grounded/analysis/terms"
	"grounded/transcript"
)

// Stem returns what takes the words of a transcript to their stems.
type Stem func(t *transcript.Transcript) func(word string) string

// Language is how participants speak in the passages of a theme, those that bear its
// codes and those that its query finds, and how like it is what they say elsewhere. A
// passage's likeness is the mean of its cosines, by tf-idf, with the passages of the theme,
// less the mean of those with the rest; what is compared is left out of what it is
// compared with.
type Language struct {
	evidence Evidence
	reading  *terms.Reading
	contrast *terms.Contrast
	own      []likened // the passages of the theme, as they were coded or found, that are compared
	all      int       // all in which participants say anything
	others   []likened // the paragraphs that hold none of them
	little   string    // why nothing can be said to be nearer to one than to the other; ""
	border   float64   // from which likeness on a paragraph is listed
}

// likened is a passage with its likeness.
type likened struct {
	in    *transcript.Transcript
	span  transcript.Span
	words terms.Words
	like  float64 // from -1 to 1
}

// fewestOwn is how many passages have a middle. Of two each is compared with the other
// alone, so that both are like it or neither is; of one there is nothing to compare with.
const fewestOwn = 3

// Language reads how participants speak of the theme. What interviewers say, said or
// guessed to be some, is no part of it, nor are passages of fewer than 8 words compared.
// Words of which leave says that they say little are not named; nil says so of none.
func (e Evidence) Language(stem Stem, leave func(word string) bool) Language {
	interviewers := interviewersOf(e.picked.Transcripts)
	reading := terms.Read(e.picked.Transcripts, func(t *transcript.Transcript, turn int) bool {
		return e.picked.MeansTurn(t, turn) && !asked(t, t.TurnSpan(turn), interviewers)
	}, stem)
	l := Language{evidence: e, reading: reading}
	coded, touched := unions(e.said()), unions(slices.Concat(e.said(), e.unsure))
	var these, others []terms.Words
	of := map[transcript.ID][]stretch{}
	for _, t := range e.picked.Transcripts {
		in, out := apart(reading, t, coded[t.ID])
		of[t.ID] = in
		for _, s := range in {
			these = append(these, s.words)
		}
		for _, s := range out {
			others = append(others, s.words)
		}
	}
	l.contrast = reading.Contrast(these, others)
	l.contrast.Leave = leave
	l.compareOwn(reading, coded, of)
	l.compareOthers(reading, touched)
	l.draw()
	return l
}

// draw draws the border: halfway between the middle likeness of the theme's passages and
// that of the rest. Where there are too few of these to have a middle, or they are no more
// like one another than the rest is like them, it is where a paragraph stands out from the
// rest: the upper fence of a box plot, one and a half times the distance of the quartiles
// above the upper one (Tukey, Exploratory data analysis, 1977, 44), and not below 0, where
// a paragraph is as like the one as the other.
func (l *Language) draw() {
	own, others := likenesses(l.own), likenesses(l.others)
	switch {
	case len(own) < fewestOwn:
		l.little = l.compared() + fmt.Sprintf(", and it takes %d to say what is nearer to its language than to the rest", fewestOwn)
	case middle(own) <= middle(others):
		l.little = "Its passages are no more like one another than the rest is like them"
	default:
		l.border = (middle(own) + middle(others)) / 2
		return
	}
	half := (len(others) + 1) / 2
	lower, upper := middle(others[:half]), middle(others[len(others)-half:])
	l.border = max(0, upper+1.5*(upper-lower))
}

// compared says how many of the theme's passages are long enough to be compared.
func (l *Language) compared() string {
	switch n := len(l.own); {
	case l.all == 1:
		return fmt.Sprintf("Its one passage has %d words or more", fewestWords)
	case n == 1:
		return fmt.Sprintf("1 of its %d passages has %d words or more", l.all, fewestWords)
	default:
		return fmt.Sprintf("%d of its %d passages have %d words or more", n, l.all, fewestWords)
	}
}

// stretch is words within one paragraph.
type stretch struct {
	span  transcript.Span
	words terms.Words
}

// apart parts the paragraphs of a transcript into what some spans hold and what they do
// not.
func apart(reading *terms.Reading, t *transcript.Transcript, spans []transcript.Span) (in, out []stretch) {
	add := func(to *[]stretch, s transcript.Span) {
		if words := reading.Said(t, s); len(words) > 0 {
			*to = append(*to, stretch{s, words})
		}
	}
	for _, p := range t.Paragraphs {
		for len(spans) > 0 && spans[0].End <= p.Text.Start {
			spans = spans[1:]
		}
		at := p.Text.Start
		for _, s := range spans {
			if s.Start >= p.Text.End {
				break
			}
			both := s.Intersect(p.Text)
			add(&out, transcript.Span{Start: at, End: both.Start})
			add(&in, both)
			at = both.End
		}
		add(&out, transcript.Span{Start: at, End: p.Text.End})
	}
	return in, out
}

// unions returns the words that some passages hold, by transcript.
func unions(rows []found) map[transcript.ID][]transcript.Span {
	out := map[transcript.ID][]transcript.Span{}
	for _, f := range rows {
		out[f.transcript.ID] = append(out[f.transcript.ID], f.span)
	}
	for id, spans := range out {
		out[id] = transcript.Union(spans)
	}
	return out
}

// compareOwn holds each passage of the theme against its others. What overlaps it is left
// out, or it would be compared with itself.
func (l *Language) compareOwn(reading *terms.Reading, coded map[transcript.ID][]transcript.Span, of map[transcript.ID][]stretch) {
	for _, f := range passages(l.evidence.said()) {
		words := reading.Said(f.transcript, f.span)
		if len(words) > 0 {
			l.all++
		}
		if len(words) < fewestWords {
			continue
		}
		among := coded[f.transcript.ID]
		i, _ := slices.BinarySearchFunc(among, f.span.End, func(s transcript.Span, end int) int { return cmp.Compare(s.End, end) })
		var beside []terms.Words
		for _, s := range of[f.transcript.ID] {
			if s.span.Overlaps(among[i]) {
				beside = append(beside, s.words)
			}
		}
		l.own = append(l.own, likened{f.transcript, f.span, words, l.contrast.These(words, beside...)})
	}
}

// compareOthers holds each paragraph that holds no passage of the theme, be its coding
// confirmed or not, against those that do.
func (l *Language) compareOthers(reading *terms.Reading, touched map[transcript.ID][]transcript.Span) {
	for _, t := range l.evidence.picked.Transcripts {
		among := touched[t.ID]
		for _, p := range t.Paragraphs {
			for len(among) > 0 && among[0].End <= p.Text.Start {
				among = among[1:]
			}
			words := reading.Said(t, p.Text)
			if len(words) >= fewestWords && (len(among) == 0 || !among[0].Overlaps(p.Text)) {
				l.others = append(l.others, likened{t, p.Text, words, l.contrast.Others(words, words)})
			}
		}
	}
}

// likenesses returns those of some passages in order.
func likenesses(of []likened) []float64 {
	values := make([]float64, len(of))
	for i, one := range of {
		values[i] = one.like
	}
	slices.Sort(values)
	return values
}

// middle returns the median of values in order, 0 when there are none.
func middle(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	i := len(values) / 2
	if len(values)%2 == 1 {
		return values[i]
	}
	return values[i-1] + (values[i]-values[i-1])/2
}
