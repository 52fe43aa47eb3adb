package lexis

import (
	"errors"
	"fmt"
	"strings"

	"grounded/transcript"
)

// Phrase is words that follow each other, each as it is written or with asterisks that
// stand for any letters.
type Phrase struct{ terms []string }

// mostTerms is how many words all phrases that are looked for at once may have.
const mostTerms = 64

// ParsePhrases reads phrases as people type them.
func ParsePhrases(texts []string) ([]Phrase, error) {
	var out []Phrase
	terms := 0
	for _, text := range texts {
		p, err := ParsePhrase(text)
		if err != nil {
			return nil, err
		}
		if terms += p.Len(); terms > mostTerms {
			return nil, fmt.Errorf("%d words can be asked for at once, and these are more", mostTerms)
		}
		out = append(out, p)
	}
	return out, nil
}

// ParsePhrase reads a phrase as people type it.
func ParsePhrase(text string) (Phrase, error) {
	// An asterisk is taken for a letter while words are parted.
	plain := strings.ReplaceAll(text, "*", "x")
	var p Phrase
	for w := range transcript.Words(plain) {
		term := text[w.Start:w.End]
		if strings.Trim(term, "*") == "" {
			return Phrase{}, errors.New("an asterisk alone stands for every word; put letters beside it, as in child*")
		}
		p.terms = append(p.terms, term)
	}
	switch {
	case len(p.terms) == 0:
		return Phrase{}, fmt.Errorf("%q holds no word", text)
	case len(p.terms) > Longest:
		return Phrase{}, fmt.Errorf("%q has %d words, and a phrase has %d at most", text, len(p.terms), Longest)
	}
	return p, nil
}

// Len returns how many words the phrase has.
func (p Phrase) Len() int { return len(p.terms) }

// String returns the words with single spaces between them.
func (p Phrase) String() string { return strings.Join(p.terms, " ") }

// Exact reports whether the phrase is words without asterisks.
func (p Phrase) Exact() bool { return !strings.Contains(p.String(), "*") }

// sought is phrases ready to be looked for in a language.
type sought struct {
	phrases [][]uint64                        // of each phrase, the bit of each of its words
	fits    []func(form, counted string) bool // by bit
}

// newSought prepares phrases of mostTerms words at most, in the forms that words are
// compared by.
func newSought(phrases []Phrase, forms func(word string) (form, counted string)) sought {
	var s sought
	for _, p := range phrases {
		var bits []uint64
		for _, term := range p.terms {
			bits = append(bits, 1<<len(s.fits))
			folded, counted := forms(term)
			if strings.Contains(term, "*") {
				parts := strings.Split(folded, "*")
				s.fits = append(s.fits, func(form, _ string) bool { return wildcard(parts, form) })
			} else {
				s.fits = append(s.fits, func(_, other string) bool { return other == counted })
			}
		}
		s.phrases = append(s.phrases, bits)
	}
	return s
}

// of returns the bits of the words that a word fits.
func (s sought) of(form, counted string) uint64 {
	var bits uint64
	for i, fits := range s.fits {
		if fits(form, counted) {
			bits |= 1 << i
		}
	}
	return bits
}

// wildcard reports whether a word is made of parts with any letters between them.
func wildcard(parts []string, word string) bool {
	word, ok := strings.CutPrefix(word, parts[0])
	if !ok {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(word, part)
		if at < 0 {
			return false
		}
		word = word[at+len(part):]
	}
	return strings.HasSuffix(word, parts[len(parts)-1])
}

// which returns the phrases, as bits, that n words are, given the bits of each word.
func (s sought) which(n int, bits func(i int) uint64) (phrases uint64) {
	for at, phrase := range s.phrases {
		if len(phrase) == n && s.all(phrase, bits) {
			phrases |= 1 << at
		}
	}
	return phrases
}

func (s sought) all(phrase []uint64, bits func(i int) uint64) bool {
	for i, bit := range phrase {
		if bits(i)&bit == 0 {
			return false
		}
	}
	return true
}
