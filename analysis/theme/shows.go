package theme

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Shows reports whether a quotation as it is to be printed follows from the
// words that were said. Two things may be done to them: whole words may be left
// out where … (or ..., or […]) stands, and something may be put in where it
// stands in square brackets. Brackets may also hold what was said with other
// letter case: "[T]hey". Everything else must be there, letter for letter, from
// the first word to the last, so that what is left out at either end is marked
// too; only white space and the form of quotation marks and apostrophes do not
// count. At least one word must remain of what was said.
func Shows(shown, words string) bool {
	said := foldQuote(words)
	pieces := cutShown(foldQuote(shown))
	if said == "" || !slices.ContainsFunc(pieces, func(p piece) bool { return p.kind == verbatim && holdsWord(p.text) }) {
		return false
	}
	// at holds, in order, how far into said the pieces so far may reach.
	at := []int{0}
	for _, p := range pieces {
		at = p.reach(said, at)
	}
	return slices.Contains(at, len(said))
}

// piece is a stretch of a quotation as it is to be printed.
type piece struct {
	kind pieceKind
	text string
	at   int // where it begins in the folded quotation
}

type pieceKind int

const (
	verbatim  pieceKind = iota
	omission            // …
	insertion           // [text]
	space               // white space beside an insertion: of what was said, or only of what was put in
)

// cutShown cuts a folded quotation into pieces. An omission takes the white
// space around it with it.
func cutShown(shown string) []piece {
	var pieces []piece
	text := func(from, to int) {
		s := shown[from:to]
		if n := len(pieces); n > 0 && pieces[n-1].kind == omission {
			s = strings.TrimLeft(s, " ")
		} else if n > 0 && pieces[n-1].kind == insertion && strings.HasPrefix(s, " ") {
			pieces = append(pieces, piece{kind: space, at: from})
			s = s[1:]
		}
		if s != "" {
			pieces = append(pieces, piece{kind: verbatim, text: s, at: to - len(s)})
		}
	}
	// trim takes the space off the last piece, and says whether there was one.
	trim := func() bool {
		n := len(pieces)
		if n == 0 || pieces[n-1].kind != verbatim || !strings.HasSuffix(pieces[n-1].text, " ") {
			return false
		}
		pieces[n-1].text = strings.TrimSuffix(pieces[n-1].text, " ")
		return true
	}
	for at := 0; at < len(shown); {
		i := strings.IndexAny(shown[at:], "…[")
		if i < 0 {
			text(at, len(shown))
			break
		}
		text(at, at+i)
		at += i
		inside, _, closed := strings.Cut(strings.TrimPrefix(shown[at:], "["), "]")
		switch {
		case shown[at] != '[':
			trim()
			pieces = append(pieces, piece{kind: omission, at: at})
			at += len("…")
		case !closed:
			text(at, at+1)
			at++
		case strings.TrimSpace(inside) == "…":
			trim()
			pieces = append(pieces, piece{kind: omission, at: at})
			at += len(inside) + 2
		default:
			if trim() {
				pieces = append(pieces, piece{kind: space, at: at - 1})
			}
			pieces = append(pieces, piece{kind: insertion, text: inside, at: at})
			at += len(inside) + 2
		}
	}
	return pieces
}

// reach returns how far into said a quotation may reach with this piece, when
// without it it may reach what at holds.
func (p piece) reach(said string, at []int) []int {
	var to []int
	switch p.kind {
	case verbatim:
		for _, i := range at {
			if strings.HasPrefix(said[i:], p.text) {
				to = append(to, i+len(p.text))
			}
		}
	case omission:
		first := slices.IndexFunc(at, func(i int) bool { return betweenWords(said, i) })
		if first < 0 {
			return nil
		}
		for i := at[first]; i <= len(said); i++ {
			if betweenWords(said, i) {
				to = append(to, i)
			}
		}
	case insertion:
		for _, i := range at {
			to = append(to, i)
			if n := sameLetters(said[i:], p.text); n > 0 {
				to = append(to, i+n)
			}
			if n := len(p.text) + 2; strings.HasPrefix(said[i:], "["+p.text+"]") {
				to = append(to, i+n) // the transcript has brackets of its own
			}
		}
	case space:
		for _, i := range at {
			if betweenWords(said, i) {
				to = append(to, i)
			}
			if strings.HasPrefix(said[i:], " ") {
				to = append(to, i+1)
			}
		}
	}
	slices.Sort(to)
	return slices.Compact(to)
}

// betweenWords reports whether i is an offset of s between two characters of
// which at most one is part of a word, or one of its ends.
func betweenWords(s string, i int) bool {
	if i < len(s) && !utf8.RuneStart(s[i]) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return !inWord(before) || !inWord(after)
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

func holdsWord(s string) bool { return strings.ContainsFunc(s, inWord) }

// sameLetters returns how many bytes of s begin like text but for letter case,
// 0 when it begins otherwise.
func sameLetters(s, text string) int {
	n := 0
	for _, want := range text {
		have, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 || unicode.ToLower(have) != unicode.ToLower(want) {
			return 0
		}
		n += size
	}
	return n
}

// foldQuote returns s as quotations are compared: any run of white space as one
// space, ’ as ', “ as ", ... as ….
func foldQuote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "“", `"`, "”", `"`, "...", "…").Replace(s)
}
