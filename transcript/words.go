package transcript

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Words yields the words of s, as spans of its bytes: the segments of Unicode's
// text segmentation (UAX #29) that hold a letter or a digit. So "don't" is one
// word, "well-off" two, and punctuation none. It is the one tokenizer of the
// project: counts, units and the index all use it.
func Words(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for i := 0; i < len(s); {
			end, ok := asciiWord(s, i)
			switch {
			case !ok:
				i = stretchStart(s, i)
				end = stretchEnd(s, i)
				if !segments(s, Span{i, end}, yield) {
					return
				}
			case end == i:
				end++
			case spoken(s[i:end]) && !yield(Span{i, end}):
				return
			}
			i = end
		}
	}
}

// CountWords returns how many words the given parts of the body hold.
func (t *Transcript) CountWords(parts ...Span) int {
	n := 0
	for _, p := range parts {
		for range Words(t.Text(p)) {
			n++
		}
	}
	return n
}

// SpokenWords returns how many words were said in the transcript.
func (t *Transcript) SpokenWords() int { return t.CountWords(t.Said(Span{0, len(t.Body)})...) }

// segments yields the words of a stretch of s by the full algorithm.
func segments(s string, stretch Span, yield func(Span) bool) bool {
	seg := words.FromString(s[stretch.Start:stretch.End])
	for seg.Next() {
		if spoken(seg.Value()) && !yield(Span{stretch.Start + seg.Start(), stretch.Start + seg.End()}) {
			return false
		}
	}
	return true
}

// asciiWord returns the end of the segment that begins at i when ASCII alone
// decides it, and i itself when no word begins there. Most text is decided so,
// several times faster than by the full algorithm. It reports false when a
// character beyond ASCII has a say.
func asciiWord(s string, i int) (int, bool) {
	end := i
	for ; end < len(s); end++ {
		switch c := classes[s[end]]; {
		case c == beyond:
			return 0, false
		case c != inside:
			// Rules WB6, WB7, WB11 and WB12: one mark between two letters, or
			// between two digits, is part of the word.
			if end+1 < len(s) && classes[s[end+1]] == beyond {
				return 0, false
			}
			if end == i || end+1 >= len(s) || !joins(s[end-1], s[end], s[end+1]) {
				return end, true
			}
		}
	}
	return end, true
}

type asciiClass byte

const (
	other asciiClass = iota
	inside
	beyond
)

// classes holds the class of every byte; it is never written to.
var classes = func() (table [256]asciiClass) {
	for c := range table {
		switch c := byte(c); {
		case letter(c), digit(c), c == '_':
			table[c] = inside
		case c >= utf8.RuneSelf:
			table[c] = beyond
		}
	}
	return table
}()

func letter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }

// joins reports whether mark keeps before and after in one word.
func joins(before, mark, after byte) bool {
	switch mark {
	case '.', '\'':
		return letter(before) && letter(after) || digit(before) && digit(after)
	case ':':
		return letter(before) && letter(after)
	case ',', ';':
		return digit(before) && digit(after)
	}
	return false
}

// stretchStart moves i back over spaces, which the algorithm keeps together
// with a joiner that follows them.
func stretchStart(s string, i int) int {
	for i > 0 && s[i] == ' ' && s[i-1] == ' ' {
		i--
	}
	return i
}

// stretchEnd returns where, behind i, ASCII alone decides again: a line end, or
// one space with ASCII that is no space behind it.
func stretchEnd(s string, i int) int {
	for end := i + 1; end < len(s); end++ {
		if s[end] == '\n' || s[end] == ' ' && end+1 < len(s) && s[end+1] < utf8.RuneSelf && s[end+1] != ' ' {
			return end
		}
	}
	return len(s)
}

// spoken reports whether a segment holds a letter or a digit.
func spoken(segment string) bool {
	for i := 0; i < len(segment); {
		c := segment[i]
		if c < utf8.RuneSelf {
			if letter(c) || digit(c) {
				return true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(segment[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		i += n
	}
	return false
}
