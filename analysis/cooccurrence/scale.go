package cooccurrence

import (
	"slices"
	"sort"
	"unicode/utf8"

	"grounded/transcript"
)

// scale numbers the places of a transcript at which passages can meet: characters,
// words, sentences, paragraphs or turns of what was said. What others said whom the
// selection does not mean has no number, so that a passage is one stretch.
type scale struct {
	t     *transcript.Transcript
	by    By
	means func(*transcript.Transcript, int) bool

	first []int               // of each paragraph, the number that it begins with
	parts [][]transcript.Span // of each paragraph, its words or sentences
	meant []bool              // of each paragraph: something is said there that counts
}

// marks returns where uses stand. By Distance a stretch goes on for as many words
// behind a passage as may stand between two, and one more, so that stretches share
// a number when passages are near enough.
func (s *scale) marks(uses []use, within int) []mark {
	s.number(uses)
	out := make([]mark, 0, len(uses))
	for _, u := range uses {
		start, end, ok := s.stretch(u.span)
		if !ok {
			continue
		}
		if s.by == Distance {
			end += within + 1
		}
		out = append(out, mark{start, end, u.code})
	}
	return out
}

// number gives the paragraphs their numbers. Only those that passages reach need
// any, save by Distance.
func (s *scale) number(uses []use) {
	n := len(s.t.Paragraphs)
	s.first, s.meant, s.parts = make([]int, n+1), make([]bool, n), make([][]transcript.Span, n)
	for i, p := range s.t.Paragraphs {
		s.meant[i] = !p.Text.Empty() && s.means(s.t, p.Turn)
	}
	reached := make([]bool, n)
	for _, u := range uses {
		r := s.t.ParagraphsOf(u.span)
		for i := r.First; i < r.End; i++ {
			reached[i] = true
		}
	}
	turn := -1
	for i, p := range s.t.Paragraphs {
		s.first[i+1] = s.first[i]
		if !s.meant[i] || !reached[i] && s.by != Distance {
			continue
		}
		switch s.by {
		case Overlap:
			s.first[i+1] += utf8.RuneCountInString(s.t.Text(p.Text))
		case Sentence, Distance:
			s.first[i+1] += len(s.split(i))
		case Paragraph:
			s.first[i+1]++
		case Turn:
			// Paragraphs of a turn begin with the number of the turn.
			if p.Turn == turn {
				s.first[i] = s.first[i+1] - 1
			} else {
				s.first[i+1]++
			}
			turn = p.Turn
		}
	}
}

// split returns the words or sentences of a paragraph.
func (s *scale) split(i int) []transcript.Span {
	if s.parts[i] == nil {
		cut := transcript.Words
		if s.by == Sentence {
			cut = transcript.Sentences
		}
		text := s.t.Text(s.t.Paragraphs[i].Text)
		s.parts[i] = slices.AppendSeq(make([]transcript.Span, 0, len(text)/4+1), cut(text))
	}
	return s.parts[i]
}

// stretch returns the numbers that a passage reaches, and false when nothing of it is
// meant. A word or a sentence that it cuts through is one that it reaches.
func (s *scale) stretch(span transcript.Span) (start, end int, ok bool) {
	r := s.t.ParagraphsOf(span)
	for r.First < r.End && !s.meant[r.First] {
		r.First++
	}
	for r.First < r.End && !s.meant[r.End-1] {
		r.End--
	}
	if r.First >= r.End {
		return 0, 0, false
	}
	last := r.End - 1
	from := s.t.Paragraphs[r.First].Text.Intersect(span)
	to := s.t.Paragraphs[last].Text.Intersect(span)
	switch s.by {
	case Paragraph, Turn:
		return s.first[r.First], s.first[last] + 1, true
	case Overlap:
		return s.first[r.First] + s.characters(r.First, from.Start), s.first[last] + s.characters(last, to.End), true
	}
	begin, parts := s.t.Paragraphs[r.First].Text.Start, s.split(r.First)
	start = s.first[r.First] + sort.Search(len(parts), func(i int) bool { return begin+parts[i].End > from.Start })
	begin, parts = s.t.Paragraphs[last].Text.Start, s.split(last)
	end = s.first[last] + sort.Search(len(parts), func(i int) bool { return begin+parts[i].Start >= to.End })
	return start, max(start, end), true
}

// characters returns how many characters of a paragraph stand before a byte.
func (s *scale) characters(paragraph, end int) int {
	return utf8.RuneCountInString(s.t.Body[s.t.Paragraphs[paragraph].Text.Start:end])
}
