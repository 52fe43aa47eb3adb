package theme

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"grounded/codebook/nearest"
)

// Departure says where a quotation as it is to be printed departs from the words that
// were said.
type Departure struct {
	Shown   string // with each run of white space as one space
	Offset  int    // in bytes of Shown; its length when something is missing at the end
	Message string // what is wrong and the way out, without the place
}

// Error returns the message with its place, counted in characters from 1.
func (d *Departure) Error() string {
	return fmt.Sprintf("at character %d of what is to be printed: %s", utf8.RuneCountInString(d.Shown[:d.Offset])+1, d.Message)
}

// Caret returns two lines: what stands around the place, and a caret below it.
func (d *Departure) Caret() string {
	const before, behind = 36, 36 // columns of a terminal
	from, to := d.Offset, d.Offset
	for from > 0 && displaywidth.String(d.Shown[from:d.Offset]) < before {
		_, size := utf8.DecodeLastRuneInString(d.Shown[:from])
		from -= size
	}
	if i := strings.IndexByte(d.Shown[from:d.Offset], ' '); from > 0 && i >= 0 {
		from += i + 1
	}
	for to < len(d.Shown) && displaywidth.String(d.Shown[d.Offset:to]) < behind {
		_, size := utf8.DecodeRuneInString(d.Shown[to:])
		to += size
	}
	if i := strings.LastIndexByte(d.Shown[d.Offset:to], ' '); to < len(d.Shown) && i > 0 {
		to = d.Offset + i
	}
	return strings.TrimRight(d.Shown[from:to], " ") + "\n" + spaces(displaywidth.String(d.Shown[from:d.Offset])) + "^"
}

// Departs returns where a quotation as it is to be printed ceases to follow from the
// words that were said, by the rules of [Shows]; nil when it follows from them.
func Departs(shown, words string) *Departure {
	if Shows(shown, words) {
		return nil
	}
	said, d := foldQuote(words), &Departure{Shown: foldQuote(shown)}
	pieces := cutShown(d.Shown)
	if !slices.ContainsFunc(pieces, func(p piece) bool { return p.kind == verbatim && holdsWord(p.text) }) {
		d.Message = "no word of what was said is left in it"
		return d
	}
	at := []int{0}
	for i, p := range pieces {
		to := p.reach(said, at)
		if len(to) == 0 {
			d.blame(p, said, at, i > 0 && pieces[i-1].kind == omission)
			return d
		}
		at = to
	}
	rest := at[len(at)-1]
	d.Offset = len(d.Shown)
	if !betweenWords(said, rest) {
		d.Offset = startOfWord(d.Shown, d.Offset)
		d.Message = fmt.Sprintf("the word “%s” is cut; … stands for whole words", wordsFrom(said[startOfWord(said, rest):], 1))
		return d
	}
	d.Message = fmt.Sprintf("“%s” was said behind it; mark with … that it is left out", wordsFrom(fromWord(said[rest:]), 6))
	return d
}

// blame says why a piece cannot stand where those before it reach in what was said;
// after an omission that is anywhere further on.
func (d *Departure) blame(p piece, said string, at []int, omitted bool) {
	if p.kind != verbatim {
		d.Offset = p.at
		d.Message = "a word is cut before this; … and [ ] stand between whole words"
		return
	}
	same, stands := -1, 0
	for _, i := range at {
		if n := alike(said[i:], p.text); n > same {
			same, stands = n, i
		}
	}
	if !betweenWords(p.text, same) || !betweenWords(said, stands+same) {
		same = startOfWord(p.text, same)
	}
	if strings.HasPrefix(p.text[same:], " ") && strings.HasPrefix(said[stands+same:], " ") {
		same++
	}
	d.Offset = p.at + same + len(p.text[same:]) - len(strings.TrimLeft(p.text[same:], " "))
	now, rest := strings.TrimLeft(p.text[same:], " "), said[stands+same:]
	word := strings.TrimFunc(wordsFrom(now, 1), func(r rune) bool { return !inWord(r) })
	first := strings.TrimFunc(wordsFrom(now, 2), func(r rune) bool { return !inWord(r) })
	here := wordsFrom(fromWord(rest), 6)
	letter, _ := utf8.DecodeRuneInString(now)
	switch {
	case omitted && same == 0:
		d.Message = fmt.Sprintf("“%s” was not said behind “%s”", wordsFrom(now, 4), strings.TrimSpace(wordsFrom(said[:at[0]], 4)+" …"))
		if indexWords(said[:at[0]], first) >= 0 {
			d.Message += ", but before; a quotation keeps the order in which things were said"
		} else if near := nearest.Nearest(word, strings.FieldsFunc(said[at[0]:], func(r rune) bool { return !inWord(r) }), 1); len(near) > 0 {
			d.Message += fmt.Sprintf("; did you mean “%s”?", near[0])
		} else {
			d.Message += "; what is added stands in [ ]"
		}
	case sameLetters(rest, word) > 0 && unicode.IsLetter(letter):
		d.Message = fmt.Sprintf("“%s” was said; another letter case stands in brackets, as in “[%c]”", wordsFrom(rest, 1), letter)
	case indexWords(rest, first) >= 0:
		d.Message = fmt.Sprintf("“%s” was said here, and “%s” further on; mark with … what is left out between", here, first)
	case indexWords(said[:stands+same], first) >= 0:
		d.Message = fmt.Sprintf("“%s” was said before; a quotation keeps the order in which things were said", first)
	case here == "":
		d.Message = fmt.Sprintf("nothing was said behind it, and “%s” stands there; what is added stands in [ ]", wordsFrom(now, 4))
	default:
		d.Message = fmt.Sprintf("“%s” was said here, not “%s”; mark what is left out by … and what is added by [ ]", here, wordsFrom(now, 4))
	}
}

// alike returns how many bytes of two texts are the same from their beginning.
func alike(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// startOfWord returns where the word that reaches over offset i of s begins, or i when
// it falls between words.
func startOfWord(s string, i int) int {
	i = min(i, len(s))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !inWord(r) {
			break
		}
		i -= size
	}
	return i
}

// fromWord returns s from its first word on.
func fromWord(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return !inWord(r) })
}

// wordsFrom returns the first words of s, at most n of them.
func wordsFrom(s string, n int) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(n, len(words))], " ")
}

// indexWords returns where whole words stand in s, or -1.
func indexWords(s, words string) int {
	if words == "" {
		return -1
	}
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		if betweenWords(s, i) && betweenWords(s, i+len(words)) {
			return i
		}
		from = i + 1
	}
}
