package coding

import (
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// token is a word of a text, or one character that is neither in a word nor
// white space. White space is left out: what it is changed to moves no passage.
type token struct {
	transcript.Span
	name  int // equal for equal tokens; see lexicon
	word  bool
	opens bool // the first of a paragraph
	head  bool // of a header
}

// lexicon names tokens by numbers, so that comparing them is cheap.
type lexicon map[string]int

// tokens returns the tokens of a text in order.
func (l lexicon) tokens(text string) []token {
	out := make([]token, 0, len(text)/4)
	add := func(s transcript.Span, word bool) {
		t := text[s.Start:s.End]
		name, ok := l[t]
		if !ok {
			name = len(l)
			l[t] = name
		}
		out = append(out, token{Span: s, name: name, word: word})
	}
	done := 0
	between := func(end int) {
		for done < end {
			r, n := utf8.DecodeRuneInString(text[done:end])
			if !unicode.IsSpace(r) {
				add(transcript.Span{Start: done, End: done + n}, false)
			}
			done += n
		}
	}
	for w := range transcript.Words(text) {
		between(w.Start)
		add(w, true)
		done = w.End
	}
	between(len(text))
	return out
}

// body returns the tokens of a transcript's body, with what is known of its
// paragraphs and headers.
func (l lexicon) body(t *transcript.Transcript) []token {
	out := l.tokens(t.Body)
	p := -1
	for i := range out {
		opens := false
		for p+1 < len(t.Paragraphs) && t.Paragraphs[p+1].Line.Start <= out[i].Start {
			p, opens = p+1, true
		}
		out[i].opens = opens
		out[i].head = p >= 0 && out[i].Start < t.Paragraphs[p].Text.Start
	}
	return out
}

// weights returns for every name how much it says of a place that the token
// stands there, in bits: how often a text must be guessed at before the token
// is met by chance. Words of a short text are taken to be as rare as they
// would be in a text of 1,024 tokens. Punctuation says nothing.
func weights(tokens []token, names int) []float64 {
	count := make([]int, names)
	out := make([]float64, names)
	for _, t := range tokens {
		if t.word {
			count[t.name]++
		}
	}
	total := float64(max(len(tokens), 1024))
	for name, n := range count {
		if n > 0 {
			out[name] = math.Log2(total / float64(n))
		}
	}
	return out
}

// longestWord bounds, in characters, what is compared letter by letter.
const longestWord = 64

// alike reports whether one word may be a correction of the other: the same
// but for letter case, or for at most one character in three, and never for
// more than half of the shorter.
func alike(a, b string) bool {
	x, y := folded(a), folded(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y) > longestWord {
		return slices.Equal(x, y)
	}
	allowed := min(max(1, len(y)/3), len(x)/2)
	return len(y)-len(x) <= allowed && distance(x, y) <= allowed
}

// folded returns the letters, marks and digits of s in lower case.
func folded(s string) []rune {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			out = append(out, unicode.ToLower(r))
		}
	}
	return out
}

// distance is the number of characters to insert, delete or replace
// (Levenshtein 1966).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		corner := row[0]
		row[0] = i + 1
		for j, s := range b {
			above := row[j+1]
			if r == s {
				row[j+1] = corner
			} else {
				row[j+1] = 1 + min(corner, above, row[j])
			}
			corner = above
		}
	}
	return row[len(b)]
}
