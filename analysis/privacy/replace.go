package privacy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/codebook/slug"
	"grounded/transcript"
)

// hit is a place where words of an entry stand.
type hit struct {
	transcript.Span
	entry *entry
	form  form
}

// In returns a key that does the same in a text that src holds, in whatever
// notation, and looks for less.
func (k *Key) In(src []byte) *Key {
	lower := strings.ToLower(string(src))
	escaped := strings.Contains(lower, `\u`)
	some := &Key{}
	for _, e := range k.entries {
		if escaped || e.anchored(lower) {
			some.entries = append(some.entries, e)
		}
	}
	return some
}

// anchored reports whether a text in small letters may hold the words.
func (e *entry) anchored(lower string) bool {
	return slices.ContainsFunc(e.forms, func(f form) bool { return strings.Contains(lower, f.anchor) })
}

// Stands reports whether any of the words stand in a text.
func (k *Key) Stands(text string) bool { return len(k.hits(text)) > 0 }

// Text returns a text with the words replaced, whole ones only and in one pass,
// and how many were. The letter case is that of what stood there; the 's of a
// possessive and the s of a plural stay.
func (k *Key) Text(text string) (string, int) {
	hits := k.hits(text)
	return splice(text, hits, func(h hit) string { return h.words(text) }), len(hits)
}

// ID is Text for an id, a reference made of ids or a path: each replacement is
// an id itself.
func (k *Key) ID(id string) (string, int) {
	hits := k.hits(id)
	return splice(id, hits, func(h hit) string { return cmp.Or(slug.Make(h.words(id)), "name") }), len(hits)
}

// Path is Text for the path of a file: what no file can be called is left out of
// the replacements.
func (k *Key) Path(path string) (string, int) {
	if isReference(path) {
		return k.ID(path)
	}
	hits := k.hits(path)
	return splice(path, hits, func(h hit) string {
		safe := strings.Map(func(r rune) rune {
			if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
				return -1
			}
			return r
		}, h.words(path))
		return cmp.Or(safe, "name")
	}), len(hits)
}

// Value is Text for a value of a structured file, which may be an id or a path
// as well as prose: equal values stay equal, whichever file they stand in.
func (k *Key) Value(value string) (string, int) {
	if isReference(value) {
		return k.ID(value)
	}
	if strings.HasPrefix(value, "sources/") && !strings.Contains(value, "\n") {
		return k.Path(value)
	}
	return k.Text(value)
}

// JSON is Value for every text of a line of JSON; a line that is none is a text.
func (k *Key) JSON(line string) (string, int) {
	if !json.Valid([]byte(line)) {
		return k.Text(line)
	}
	var out strings.Builder
	n := 0
	for i := 0; i < len(line); {
		if line[i] != '"' {
			out.WriteByte(line[i])
			i++
			continue
		}
		end := i + 1
		for line[end] != '"' {
			if line[end] == '\\' {
				end++
			}
			end++
		}
		end++
		literal := line[i:end]
		var value string
		if json.Unmarshal([]byte(literal), &value) == nil {
			if now, replaced := k.Value(value); replaced > 0 {
				literal, n = quoted(now), n+replaced
			}
		}
		out.WriteString(literal)
		i = end
	}
	return out.String(), n
}

func quoted(value string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // a string always can be
	return strings.TrimSuffix(b.String(), "\n")
}

// Transcript returns what is replaced in what was said in t, and the labels that
// change.
func (k *Key) Transcript(t *transcript.Transcript) (words []transcript.Replacement, labels map[string]string) {
	for _, h := range k.in(t) {
		words = append(words, transcript.Replacement{Span: h.Span, New: h.words(t.Body)})
	}
	labels = map[string]string{}
	for _, s := range t.Speakers {
		if now, n := k.Value(s.Label); n > 0 {
			labels[s.Label] = now
		}
	}
	return words, labels
}

func splice(text string, hits []hit, words func(hit) string) string {
	if len(hits) == 0 {
		return text
	}
	var out strings.Builder
	at := 0
	for _, h := range hits {
		out.WriteString(text[at:h.Start])
		out.WriteString(words(h))
		at = h.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// words returns what is put in the place of a hit.
func (h hit) words(text string) string {
	h.entry.met = true
	stands := text[h.Start:h.End]
	if h.withinID(text) {
		return cmp.Or(slug.Make(h.entry.Replace), "name")
	}
	if h.form.plural == "" {
		return transcript.MatchCase(h.entry.Find, stands, h.entry.Replace)
	}
	cut := len(stands) - len(h.form.plural)
	now := transcript.MatchCase(h.entry.Find, stands[:cut], h.entry.Replace)
	if last, _ := utf8.DecodeLastRuneInString(now); !unicode.IsLetter(last) && !unicode.IsDigit(last) {
		return now
	}
	return now + stands[cut:]
}

// withinID reports whether a hit is an id that is named in a text, or part of one:
// small letters, and - or _ between them and others.
func (h hit) withinID(text string) bool {
	if strings.ContainsFunc(text[h.Start:h.End], func(r rune) bool { return unicode.IsUpper(r) || unicode.IsSpace(r) }) {
		return false
	}
	joins := func(i int) bool {
		return i > 0 && i+1 < len(text) && (text[i] == '-' || text[i] == '_') && inWord(text, i)
	}
	if joins(h.Start-1) || joins(h.End) {
		return true
	}
	for i := h.Start; i < h.End; i++ {
		if joins(i) {
			return strings.ContainsFunc(text[h.Start:h.End], unicode.IsLetter)
		}
	}
	return false
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
				all = append(all, hit{s, e, f})
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
		if i > 0 && kept[i-1].Overlaps(h.Span) || i < len(kept) && kept[i].Overlaps(h.Span) {
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

// isReference reports whether a value is made like an id, a path of ids, or ids
// parted by colons.
func isReference(value string) bool {
	for _, r := range value {
		if !isWord(r) && !strings.ContainsRune("-_.:/", r) || unicode.IsUpper(r) {
			return false
		}
	}
	return value != ""
}

// Fringe returns the words around a passage without a name that was cut in two
// where they begin (of a prefix) or end (of a suffix).
func (k *Key) Fringe(prefix, suffix string) (string, string) {
	const least = 2 // letters that tell something
	word := strings.IndexFunc(prefix, func(r rune) bool { return !isWord(r) })
	if word >= least && k.cut(prefix[:word], strings.HasSuffix) {
		prefix = prefix[word:]
	}
	word = strings.LastIndexFunc(suffix, func(r rune) bool { return !isWord(r) }) + 1
	if word > 0 && len(suffix)-word >= least && k.cut(suffix[word:], strings.HasPrefix) {
		suffix = suffix[:word]
	}
	return prefix, suffix
}

// cut reports whether a part of a word is the rest of one that is to go.
func (k *Key) cut(part string, isRest func(whole, rest string) bool) bool {
	part = strings.ToLower(part)
	return slices.ContainsFunc(k.entries, func(e *entry) bool {
		return slices.ContainsFunc(strings.Fields(strings.ToLower(apart(e.Find))), func(w string) bool { return isRest(w, part) && w != part })
	})
}
