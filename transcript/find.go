package transcript

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Finder finds quotations in what was said. It reads ’ as ', “ as ", any run of
// white space as one space, and past headers, so that words quoted from a page
// are found in the file.
type Finder struct {
	t     *Transcript
	lower bool    // letter case does not count
	said  string  // all that was said, folded, paragraphs parted by a space
	place []int32 // the byte of the body that each byte of said comes from
}

// NewFinder reads t once, for any number of quotations.
func NewFinder(t *Transcript) *Finder { return newFinder(t, false) }

// NewCaselessFinder is NewFinder for quotations whose letter case may differ from that
// of the text, as handwriting does.
func NewCaselessFinder(t *Transcript) *Finder { return newFinder(t, true) }

func newFinder(t *Transcript, lower bool) *Finder {
	f := &Finder{t: t, lower: lower, place: make([]int32, 0, len(t.Body))}
	var b strings.Builder
	b.Grow(len(t.Body))
	for _, p := range t.Paragraphs {
		if b.Len() > 0 {
			b.WriteByte(' ')
			f.place = append(f.place, int32(p.Text.Start))
		}
		fold(t.Text(p.Text), func(s string, at int) {
			if lower {
				s = strings.ToLower(s)
			}
			b.WriteString(s)
			for range len(s) {
				f.place = append(f.place, int32(p.Text.Start+at))
			}
		})
	}
	f.said = b.String()
	return f
}

// fold yields s piece by piece as it is compared, each with its byte in s.
func fold(s string, yield func(piece string, at int)) {
	gap := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			if !gap {
				yield(" ", i)
			}
		case r == '’' || r == '‘' || r == 'ʼ':
			yield("'", i)
		case r == '“' || r == '”':
			yield(`"`, i)
		default:
			yield(s[i:i+n], i)
		}
		gap = unicode.IsSpace(r)
		i += n
	}
}

func folded(s string) string {
	var b strings.Builder
	fold(s, func(piece string, _ int) { b.WriteString(piece) })
	return strings.TrimSpace(b.String())
}

// Find returns every passage with the quoted words, in order. Words are found
// whole only. "first … last" means from the words before the ellipsis to the
// next place of the words behind it, unless the words stand so in the text.
func (f *Finder) Find(quote string) []Span {
	out := f.plain(quote)
	if first, last, ok := f.ends(quote); ok && len(out) == 0 {
		out = f.between(first, last)
	}
	return out
}

// FindFrom returns the passages with the quoted words that begin within a stretch of the
// text and end before a byte of it. Of "first … last", each first that has no other
// before the next last is one's beginning.
func (f *Finder) FindFrom(within Span, end int, quote string) []Span {
	begins := func(s Span) bool { return within.Start <= s.Start && s.Start < within.End && s.End <= end }
	if out := f.plain(quote); len(out) > 0 {
		return slices.DeleteFunc(out, func(s Span) bool { return !begins(s) })
	}
	var out []Span
	if first, last, ok := f.ends(quote); ok {
		lasts := f.all(last)
		for _, start := range f.all(first) {
			i, _ := slices.BinarySearch(lasts, start+len(first)+1)
			if i == len(lasts) {
				continue
			}
			s := f.span(start, lasts[i]+len(last))
			if n := len(out); n > 0 && out[n-1].End == s.End {
				out = out[:n-1]
			}
			if begins(s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// plain returns where words stand as they are quoted.
func (f *Finder) plain(quote string) []Span {
	words := f.folded(quote)
	if words == "" {
		return nil
	}
	var out []Span
	for _, at := range f.all(words) {
		out = append(out, f.span(at, at+len(words)))
	}
	return out
}

func (f *Finder) folded(s string) string {
	if s = folded(s); f.lower {
		return strings.ToLower(s)
	}
	return s
}

// ends returns the two sides of a quotation's ellipsis, folded. It reports
// false when there is none, or nothing on one of its sides.
func (f *Finder) ends(quote string) (first, last string, ok bool) {
	for _, ellipsis := range []string{"…", "..."} {
		if first, last, ok := strings.Cut(quote, ellipsis); ok {
			first, last = f.folded(first), f.folded(last)
			return first, last, first != "" && last != ""
		}
	}
	return "", "", false
}

// between returns the passages from a place of first to the next of last, each
// from the last place of first before it.
func (f *Finder) between(first, last string) []Span {
	var out []Span
	starts := f.all(first)
	for _, end := range f.all(last) {
		i, _ := slices.BinarySearchFunc(starts, end, func(at, end int) int { return at + len(first) - end - 1 })
		if i == 0 {
			continue
		}
		s := f.span(starts[i-1], end+len(last))
		if n := len(out); n == 0 || out[n-1].Start != s.Start {
			out = append(out, s)
		}
	}
	return out
}

// all returns where folded words stand, whole and without overlap.
func (f *Finder) all(words string) []int {
	var out []int
	for from := 0; ; {
		i := strings.Index(f.said[from:], words)
		if i < 0 {
			return out
		}
		at := from + i
		if f.whole(at, at+len(words)) {
			out = append(out, at)
			from = at + len(words)
			continue
		}
		_, n := utf8.DecodeRuneInString(f.said[at:])
		from = at + n
	}
}

// whole reports whether neither end of a stretch falls inside a word.
func (f *Finder) whole(start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(f.said[:start])
	first, _ := utf8.DecodeRuneInString(f.said[start:])
	last, _ := utf8.DecodeLastRuneInString(f.said[:end])
	after, _ := utf8.DecodeRuneInString(f.said[end:])
	return !(inWord(before) && inWord(first)) && !(inWord(last) && inWord(after))
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func (f *Finder) span(start, end int) Span {
	last := int(f.place[end-1])
	_, n := utf8.DecodeRuneInString(f.t.Body[last:])
	return Span{int(f.place[start]), last + n}
}

// Locate returns the one passage with the quoted words, or with nth, which
// counts from 1, that one of several. Errors say how often the words stand
// there, and where.
func (f *Finder) Locate(quote string, nth int) (Span, error) {
	return f.locate(f.Find(quote), string(f.t.ID), quote, nth)
}

// LocateIn is Locate within a place.
func (f *Finder) LocateIn(place Ref, quote string, nth int) (Span, error) {
	around, err := f.t.Resolve(place)
	if err != nil {
		return Span{}, err
	}
	all := f.Find(quote)
	found := slices.DeleteFunc(slices.Clone(all), func(s Span) bool { return !around.Holds(s) })
	if len(found) == 0 && len(all) > 0 {
		return Span{}, fmt.Errorf("%s does not hold the words %q; they stand in %s", place, quote, f.places(all))
	}
	return f.locate(found, place.String(), quote, nth)
}

func (f *Finder) locate(found []Span, where, quote string, nth int) (Span, error) {
	switch {
	case len(found) == 0:
		return Span{}, fmt.Errorf("%s does not hold the words %q%s", where, quote, f.Hint(quote))
	case nth > len(found) || nth < 0:
		return Span{}, fmt.Errorf("%q stands %s in %s, so there is no number %d", quote, times(len(found)), where, nth)
	case nth > 0:
		return found[nth-1], nil
	case len(found) > 1:
		return Span{}, &SeveralError{Stands: fmt.Sprintf("%q stands %s in %s (%s)", quote, times(len(found)), where, f.places(found)), Nth: "nth"}
	}
	return found[0], nil
}

// SeveralError says that words stand in several places, none of which was
// chosen.
type SeveralError struct {
	Stands string // which words stand where
	Nth    string // what says which, as whoever wrote the words knows it
}

// Error says how often the words stand there, and where.
func (e *SeveralError) Error() string {
	return e.Stands + "; say which with " + e.Nth + ", or quote more"
}

// Hint says what is wrong with words that were not found, where that is plain, as the
// end of a sentence that says so.
func (f *Finder) Hint(quote string) string {
	if first, last, ok := f.ends(quote); ok {
		switch {
		case len(f.all(first)) == 0:
			return fmt.Sprintf(": it has no %q%s", first, f.Hint(first))
		case len(f.all(last)) == 0:
			return fmt.Sprintf(": it has no %q%s", last, f.Hint(last))
		}
		return fmt.Sprintf(": it has no %q behind %q", last, first)
	}
	if words := f.folded(quote); words != "" && strings.Contains(strings.ToLower(f.said), strings.ToLower(words)) {
		if strings.Contains(f.said, words) {
			return "; words are found whole"
		}
		return "; it has them in other letter case"
	}
	return ""
}

// places lists the paragraphs of some passages, the first eight of them.
func (f *Finder) places(found []Span) string {
	var paragraphs []int
	for _, s := range found {
		paragraphs = append(paragraphs, f.t.ParagraphsOf(s).First+1)
	}
	paragraphs = slices.Compact(paragraphs)
	var b strings.Builder
	for i, p := range paragraphs {
		if i == 8 {
			b.WriteString(", …")
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "¶%d", p)
	}
	return b.String()
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// SameWords reports whether two quotations are alike but for quotation marks
// and white space.
func SameWords(a, b string) bool { return folded(a) == folded(b) }
