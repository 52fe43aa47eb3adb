package crosstab

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// sum is a cell in the making.
type sum struct {
	Cell
	people people

	counted, unconfirmed int // the coding that was counted last, from 1
	page                 *page
	runs                 []run // words of that page
}

func (s *sum) there(pg *page, participant, participants, words int) {
	s.Words += words
	if s.page != pg {
		s.page = pg
		s.Transcripts++
	}
	if participant >= 0 {
		s.people.add(participant, participants)
	}
}

// touched returns the words of a paragraph that a passage touches, by their numbers.
func (s *spelling) touched(paragraph int, said transcript.Span) (first, end int) {
	words, from := s.of(paragraph), s.t.Paragraphs[paragraph].Text.Start
	first = sort.Search(len(words), func(i int) bool { return from+words[i].End > said.Start })
	end = sort.Search(len(words), func(i int) bool { return from+words[i].Start >= said.End })
	return first, max(first, end)
}

// add counts words of a coding, which may have some in the cell already.
func (s *sum) add(r *coding.Row, nth int, pg *page, participant, participants int, words run) {
	if r.By == coding.ByQuery {
		if s.unconfirmed != nth {
			s.unconfirmed = nth
			s.Unconfirmed++
		}
		return
	}
	if s.counted != nth {
		s.counted = nth
		s.Codings++
	}
	if s.page != pg {
		s.sumUp()
		s.page = pg
		s.Transcripts++
	}
	if participant >= 0 {
		s.people.add(participant, participants)
	}
	if n := len(s.runs); n > 0 && s.runs[n-1] == words {
		return
	}
	if words.first < words.end {
		s.runs = append(s.runs, words)
	}
}

// sumUp adds the words of the page that was read last, each once.
func (s *sum) sumUp() {
	slices.SortFunc(s.runs, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.paragraph, b.paragraph), cmp.Compare(a.first, b.first))
	})
	paragraph, next := -1, 0
	for _, r := range s.runs {
		if r.paragraph != paragraph {
			paragraph, next = r.paragraph, 0
		}
		if n := r.end - max(r.first, next); n > 0 {
			s.Words += n
			next = r.end
		}
	}
	s.runs = s.runs[:0]
}

func finish(sums []sum) []Cell {
	out := make([]Cell, len(sums))
	for i := range sums {
		out[i] = sums[i].finish()
	}
	return out
}

func (s *sum) finish() Cell {
	s.sumUp()
	s.Participants = s.people.size()
	return s.Cell
}

// people is a set of participants, by their numbers.
type people []uint64

func (p *people) add(n, of int) {
	if *p == nil {
		*p = make(people, (of+63)/64)
	}
	(*p)[n/64] |= 1 << (n % 64)
}

func (p *people) size() int {
	if p == nil {
		return 0
	}
	n := 0
	for _, word := range *p {
		n += bits.OnesCount64(word)
	}
	return n
}

// run is words of a paragraph that stand one behind the other, by their numbers.
type run struct{ paragraph, first, end int }

// spelling keeps the words of a transcript's paragraphs, as they are asked for.
type spelling struct {
	t     *transcript.Transcript
	words [][]transcript.Span
}

func (s *spelling) of(paragraph int) []transcript.Span {
	if s.words == nil {
		s.words = make([][]transcript.Span, len(s.t.Paragraphs))
	}
	if s.words[paragraph] == nil {
		text := s.t.Text(s.t.Paragraphs[paragraph].Text)
		s.words[paragraph] = make([]transcript.Span, 0, len(text)/4+1)
		for w := range transcript.Words(text) {
			s.words[paragraph] = append(s.words[paragraph], w)
		}
	}
	return s.words[paragraph]
}
