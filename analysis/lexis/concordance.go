package lexis

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"grounded/transcript"
)

// Line is one place at which a phrase stands.
type Line struct {
	Transcript *transcript.Transcript
	Turn       int
	Span       transcript.Span // the phrase, of the body
	Before     transcript.Span // what the same turn says before it, as many words as were asked for; may be empty
	After      transcript.Span // and behind it

	words       []string // the phrase as it is compared
	left, right []string // up to sortedBy words on either side, the nearest first
}

// Arrangement is an order of lines.
type Arrangement string

// By place; by the words before the phrase, the nearest first; by those behind it; by
// the phrase itself, where it has asterisks or forms; or by who speaks. Lines that are
// equal in that stand by place.
const (
	ByPlace Arrangement = "place"
	ByLeft  Arrangement = "left"
	ByRight Arrangement = "right"
	ByNode  Arrangement = "node"
	ByVoice Arrangement = "speaker"
)

// Arrangements are all of them.
func Arrangements() []Arrangement { return []Arrangement{ByPlace, ByLeft, ByRight, ByNode, ByVoice} }

// sortedBy is how many words on either side lines are sorted by.
const sortedBy = 5

// Concordance returns every place in a corpus at which one of the phrases stands whole,
// within a paragraph, with up to around words of its turn on either side, and how many
// words were searched. Of the options it heeds Stem and Only.
func Concordance(ctx context.Context, c Corpus, o Options, around int, order Arrangement) ([]Line, Total, error) {
	x := newTexts(c)
	o.Leave = nil
	ids := newVocabulary()
	found := make([][]Line, len(x.list))
	searched := make([]map[int]int, len(x.list)) // words by voice
	err := inParallel(ctx, len(x.list), func() func(int) {
		lexicons := map[string]*lexicon{}
		return func(i int) {
			language := x.language(x.list[i])
			if lexicons[language] == nil {
				lexicons[language] = newLexicon(language, o, ids)
			}
			s := searcher{t: x.list[i], lex: lexicons[language], around: around, turn: -1, searched: map[int]int{}}
			x.read(i, s.search)
			found[i], searched[i] = s.lines, s.searched
		}
	})
	if err != nil {
		return nil, Total{}, err
	}
	all := newMembers(len(x.voices))
	for i, words := range searched {
		for voice, n := range words {
			all.add(i, bag{kind: kind{voice: voice}, words: n})
		}
	}
	lines := slices.Concat(found...)
	arrange(lines, order)
	return lines, all.total(x.people), nil
}

func arrange(lines []Line, order Arrangement) {
	key := func(l Line) []string { return nil }
	switch order {
	case ByLeft:
		key = func(l Line) []string { return l.left }
	case ByRight:
		key = func(l Line) []string { return l.right }
	case ByNode:
		key = func(l Line) []string { return l.words }
	case ByVoice:
		key = func(l Line) []string {
			s := l.Transcript.Speaker(l.Turn)
			return []string{strings.ToLower(s.Label), s.Case}
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return slices.Compare(key(a), key(b)) })
}

// searcher looks for phrases in one transcript.
type searcher struct {
	t      *transcript.Transcript
	lex    *lexicon
	around int
	lines  []Line

	searched map[int]int
	words    []token // of the paragraph at hand
	turn     int     // of which said holds the words
	said     []token
}

// token is a word at its place in the body.
type token struct {
	transcript.Span
	fits uint64
	form string
	in   bool // it is of what is searched
}

func (s *searcher) search(at *stretch) {
	s.words = s.tokens(s.words[:0], at.text, at.base)
	hit := false
	for i := range s.words {
		w := &s.words[i]
		_, w.in = at.group(transcript.Span{Start: w.Start - at.base, End: w.End - at.base})
		if w.in {
			s.searched[at.voice]++
			hit = hit || w.fits != 0
		}
	}
	if !hit {
		return
	}
	for i := 0; i < len(s.words); {
		n := s.longest(s.words[i:])
		if n > 0 {
			s.add(at.turn, s.words[i:i+n])
		}
		i += max(n, 1)
	}
}

// longest returns how many words the longest phrase has that stands at the beginning of
// some; 0 when none does.
func (s *searcher) longest(words []token) int {
	for n := min(len(words), Longest); n > 0; n-- {
		within := !slices.ContainsFunc(words[:n], func(w token) bool { return !w.in })
		if within && s.lex.sought.which(n, func(i int) uint64 { return words[i].fits }) != 0 {
			return n
		}
	}
	return 0
}

func (s *searcher) tokens(out []token, text string, base int) []token {
	for w := range transcript.Words(text) {
		e := s.lex.of(text[w.Start:w.End])
		out = append(out, token{Span: transcript.Span{Start: base + w.Start, End: base + w.End}, fits: e.fits, form: e.form})
	}
	return out
}

// add takes a phrase in, with what the turn says around it.
func (s *searcher) add(turn int, phrase []token) {
	if turn != s.turn {
		s.turn, s.said = turn, s.said[:0]
		of := s.t.Turns[turn].Paragraphs
		for _, p := range s.t.Paragraphs[of.First:of.End] {
			s.said = s.tokens(s.said, s.t.Text(p.Text), p.Text.Start)
		}
	}
	last := phrase[len(phrase)-1]
	l := Line{Transcript: s.t, Turn: turn, Span: transcript.Span{Start: phrase[0].Start, End: last.End}}
	for _, w := range phrase {
		l.words = append(l.words, w.form)
	}
	first, _ := slices.BinarySearchFunc(s.said, l.Span.Start, func(w token, at int) int { return cmp.Compare(w.Start, at) })
	end := first + len(phrase)
	whole := s.t.TurnSpan(turn)
	l.Before = transcript.Span{Start: whole.Start, End: l.Span.Start}
	if from := first - s.around; from > 0 {
		l.Before.Start = s.said[min(from, first)].Start
	}
	l.After = transcript.Span{Start: l.Span.End, End: whole.End}
	switch to := end + s.around; {
	case s.around == 0:
		l.Before.Start, l.After.End = l.Span.Start, l.Span.End
	case to < len(s.said):
		l.After.End = s.said[to-1].End
	}
	for i := first - 1; i >= max(0, first-sortedBy); i-- {
		l.left = append(l.left, s.said[i].form)
	}
	for i := end; i < min(len(s.said), end+sortedBy); i++ {
		l.right = append(l.right, s.said[i].form)
	}
	s.lines = append(s.lines, l)
}
