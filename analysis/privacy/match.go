package privacy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// hit is a place where words of an entry stand.
type hit struct {
	transcript.Span
	entry  *entry
	form   form
	within []*entry // whose words overlap and so are not replaced by themselves
}

// Standing is a place where the words of a row stand.
type Standing struct {
	At  int // where they begin, in bytes
	Row int // the line of the row in the key, from 1
}

// Standing returns where the words of the key stand in a text, in order.
func (k *Key) Standing(text string) []Standing {
	var out []Standing
	for _, h := range k.hits(text) {
		out = append(out, Standing{h.Start, h.entry.Line})
	}
	return out
}

func (k *Key) hits(text string) []hit {
	spaced := apart(unwrapped(text))
	return k.find(text, transcript.NewTextFinder(spaced).Find)
}

// in returns the hits in what was said in t. Words do not go on in the next
// paragraph.
func (k *Key) in(t *transcript.Transcript) []hit {
	spaced := *t
	spaced.Body = apart(t.Body)
	return k.find(t.Body, transcript.NewWordFinder(&spaced).Find)
}

// find returns the hits in a text, in order: of those that overlap the longest,
// then the first.
func (k *Key) find(text string, find func(words string) []transcript.Span) []hit {
	var all []hit
	for i := range k.entries {
		e := k.entries[i]
		for _, f := range e.forms {
			for _, s := range find(f.words) {
				if first, _ := utf8.DecodeRuneInString(text[s.Start:]); (e.capital || f.plural != "") && !unicode.IsUpper(first) {
					continue
				}
				all = append(all, hit{Span: s, entry: e, form: f})
			}
		}
	}
	if len(all) < 2 {
		return all
	}
	slices.SortStableFunc(all, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.Len(), a.Len()), cmp.Compare(a.Start, b.Start))
	})
	var kept []hit // in order
	for _, h := range all {
		i, _ := slices.BinarySearchFunc(kept, h.Start, func(k hit, start int) int { return cmp.Compare(k.Start, start) })
		if i > 0 && kept[i-1].Overlaps(h.Span) {
			i--
		}
		if i < len(kept) && kept[i].Overlaps(h.Span) {
			kept[i].within = append(kept[i].within, h.entry)
			continue
		}
		kept = slices.Insert(kept, i, h)
	}
	return kept
}

// apart returns a text, byte for byte as long, in which what parts the words of
// a name within an id, a file name or a number reads as a space.
func apart(text string) string {
	if !strings.ContainsAny(text, "-_.") {
		return text
	}
	out := []byte(text)
	for i, c := range out {
		if (c == '-' || c == '_' || c == '.') && i > 0 && i+1 < len(text) && inWord(text, i) {
			out[i] = ' '
		}
	}
	return string(out)
}

// inWord reports whether letters or digits stand on both sides of a byte.
func inWord(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	return isWord(before) && isWord(after)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// unwrapped returns a text, as long, in which a line goes on in the next where
// no blank line is between them.
func unwrapped(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	out := []byte(text)
	for i, c := range out {
		if c == '\n' && i > 0 && i+1 < len(out) && text[i-1] != '\n' && text[i+1] != '\n' {
			out[i] = ' '
		}
	}
	return string(out)
}
