package transcript

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences yields the sentences of s, a paragraph, as spans of its bytes without
// the white space around them: the segments of Unicode's text segmentation (UAX #29)
// that hold a letter or a digit, joined where an abbreviation or an initial seems to
// end one, as in "Dr. Okafor" and "z. B. hier". An ellipsis ends none. What holds
// neither letter nor digit belongs to the sentence before it, or to the first.
func Sentences(s string) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		open := Span{}
		give := func() bool {
			cut := trimmed(s, open)
			return cut.Empty() || yield(cut)
		}
		segments := sentences.FromString(s)
		for segments.Next() {
			text := segments.Value()
			start, end := open.End, open.End+len(text)
			said := spoken(s[open.Start:open.End])
			if !said || !spoken(text) || abbreviated(s[open.Start:start]) {
				open.End = end
				continue
			}
			if !give() {
				return
			}
			open = Span{start, end}
		}
		give()
	}
}

// trimmed returns a span of s without white space at its ends.
func trimmed(s string, of Span) Span {
	text := s[of.Start:of.End]
	of.Start += len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	return Span{of.Start, of.Start + len(strings.TrimSpace(text))}
}

// abbreviated reports whether text seems to end with an abbreviation: a letter
// alone, or one of those that stand before a name or in the middle of a sentence
// more often than at its end.
func abbreviated(text string) bool {
	text, stopped := strings.CutSuffix(strings.TrimRightFunc(text, unicode.IsSpace), ".")
	if !stopped {
		return false
	}
	word := text[strings.LastIndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '.' })+1:]
	letter, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return unicode.IsLetter(letter) && letter != 'I'
	}
	return abbreviations[strings.ToLower(word)]
}

var abbreviations = func() map[string]bool {
	out := map[string]bool{}
	for _, word := range strings.Fields(`dr mr mrs ms mx prof rev st jr sr vs e.g i.e cf approx no vol fig
		hr fr nr z.b d.h u.a bzw usw ca ggf evtl inkl abs str
		sra sres dña ud uds p.ej núm
		mme mlle mgr p.ex c.-à-d env
		sig sig.ra dott prof.ssa
		dhr mevr bijv`) {
		out[word] = true
	}
	return out
}()
