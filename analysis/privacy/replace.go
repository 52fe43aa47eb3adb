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
	for _, e := range h.within {
		e.met = true
	}
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
