package transcript

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// WordFinder finds words and names in a text, whole, in any letter case and
// however their accents are composed. It reads ’ as ' and any run of white
// space within a line as one space. Whole means that no letter, digit or mark of a
// script that puts spaces between words touches either end, and that an apostrophe
// parts words only before a final s and behind one letter, or "qu", that begins the
// word: so "Chris" stands in "Chris's" and "Anne" in "d'Anne", and neither "Chris"
// in "Christmas" nor "can" in "can't".
type WordFinder struct {
	text   string
	said   []Span // where words may be found, in order
	folded string
	place  []int32 // the byte of text that each byte of folded comes from, and the end
}

// NewWordFinder reads what was said in t once, for any number of words. Headers
// are not what was said.
func NewWordFinder(t *Transcript) *WordFinder {
	said := make([]Span, len(t.Paragraphs))
	for i, p := range t.Paragraphs {
		said[i] = p.Text
	}
	return newWordFinder(t.Body, said)
}

// NewTextFinder is NewWordFinder for a text that is no transcript.
func NewTextFinder(text string) *WordFinder {
	return newWordFinder(text, []Span{{0, len(text)}})
}

func newWordFinder(text string, said []Span) *WordFinder {
	f := &WordFinder{text: text, said: said}
	f.folded, f.place = foldWords(text)
	return f
}

// Occurrences returns where words stand in t, as [WordFinder] finds them.
func Occurrences(t *Transcript, words string) []Span { return NewWordFinder(t).Find(words) }

// Find returns where words stand, in order and without overlap.
func (f *WordFinder) Find(words string) []Span {
	wanted, _ := foldWords(strings.TrimSpace(words))
	if wanted == "" {
		return nil
	}
	var out []Span
	for from := 0; ; {
		i := strings.Index(f.folded[from:], wanted)
		if i < 0 {
			return out
		}
		at := from + i
		s := Span{int(f.place[at]), int(f.place[at+len(wanted)])}
		if f.whole(at, at+len(wanted)) && f.within(s) {
			out = append(out, s)
			from = at + len(wanted)
			continue
		}
		_, n := utf8.DecodeRuneInString(f.folded[at:])
		from = at + n
	}
}

// within reports whether a span lies in a part of the text that is searched.
func (f *WordFinder) within(s Span) bool {
	i := sort.Search(len(f.said), func(i int) bool { return f.said[i].End >= s.End })
	return i < len(f.said) && f.said[i].Holds(s)
}

// whole reports whether neither end of a stretch falls inside a word.
func (f *WordFinder) whole(start, end int) bool {
	before, after := f.folded[:start], f.folded[end:]
	last, n := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(f.folded[start:])
	if inWord(last) && inWord(first) && !Unspaced(last) && !Unspaced(first) || joined(before[:len(before)-n], last, first) {
		return false
	}
	next, n := utf8.DecodeRuneInString(after)
	final, _ := utf8.DecodeLastRuneInString(f.folded[:end])
	if unicode.IsMark(next) || inWord(next) && inWord(final) && !Unspaced(next) && !Unspaced(final) {
		return false
	}
	return next != '\'' || !inWord(final) || possessive(after[n:])
}

// Unspaced reports whether a letter is of a script that puts no space between
// words.
func Unspaced(r rune) bool {
	return r > unicode.MaxLatin1 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// joined reports whether an apostrophe before a word makes it one with what
// stands before that, as in "we'll" and unlike "l'eau" and "qu'elle".
func joined(before string, last, first rune) bool {
	if last != '\'' || !inWord(first) {
		return false
	}
	begins := strings.LastIndexFunc(before, func(r rune) bool { return !inWord(r) }) + 1
	if begins > 0 {
		_, n := utf8.DecodeRuneInString(before[begins-1:])
		begins += n - 1
	}
	word := before[begins:]
	return word != "qu" && letters(word) > 1
}

// possessive reports whether what stands behind an apostrophe ends the word, as
// "s" does.
func possessive(after string) bool {
	r, n := utf8.DecodeRuneInString(after)
	if !inWord(r) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(after[n:])
	return r == 's' && !inWord(next)
}

// foldWords returns a text as words are compared, and where each byte of that
// comes from.
func foldWords(s string) (string, []int32) {
	var b strings.Builder
	place := make([]int32, 0, len(s)+1)
	add := func(piece string, at int) {
		b.WriteString(piece)
		for range len(piece) {
			place = append(place, int32(at))
		}
	}
	gap := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		space := r != '\n' && unicode.IsSpace(r)
		switch {
		case space && !gap:
			add(" ", i)
		case space:
		case r == '’' || r == '‘' || r == 'ʼ':
			add("'", i)
		case r < utf8.RuneSelf:
			add(string(unicode.ToLower(r)), i)
		case r == utf8.RuneError:
			add(s[i:i+n], i)
		default:
			add(strings.ToLower(norm.NFD.String(strings.ToLower(s[i:i+n]))), i)
		}
		gap = space
		i += n
	}
	return b.String(), append(place, int32(len(s)))
}

// MatchCase returns a replacement with the letter case of the words that stand
// in the text, where those differ in it from the words that were asked for: all
// capitals, all small letters, or a capital at the beginning. One with capitals
// behind its first letter keeps them.
func MatchCase(asked, stands, replacement string) string {
	if replacement == "" || asked == stands || strings.ToLower(asked) == asked && strings.ToLower(stands) == stands {
		return replacement
	}
	if ownCase(replacement) && !ownCase(asked) && (strings.ToUpper(stands) != stands || letters(stands) < 2) {
		return replacement
	}
	first, n := utf8.DecodeRuneInString(replacement)
	switch {
	case strings.ToUpper(stands) == stands && strings.ToUpper(asked) != asked && letters(stands) > 1:
		return strings.ToUpper(replacement)
	case strings.ToLower(stands) == stands && strings.ToLower(asked) != asked:
		return strings.ToLower(replacement)
	case startsUpper(stands) && !startsUpper(asked):
		return string(unicode.ToUpper(first)) + replacement[n:]
	case startsUpper(stands) && strings.ToUpper(asked) == asked:
		return string(first) + strings.ToLower(replacement[n:])
	}
	return replacement
}

// ownCase reports whether words have a letter case of their own: a capital behind
// the first letter, as in "BBC" and "Green Valley".
func ownCase(s string) bool {
	_, n := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[n:]) != s[n:]
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
