package privacy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"grounded/transcript"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// indexWords notes which passages hold which runs of letters and digits.
func (s *scan) indexWords() {
	s.index = map[string][]int{}
	for i := range s.passages {
		p := &s.passages[i]
		p.lower = strings.ToLower(norm.NFC.String(p.text))
		for run := range strings.FieldsFuncSeq(p.lower, func(r rune) bool { return !isWord(r) }) {
			if at := s.index[run]; len(at) == 0 || at[len(at)-1] != i {
				s.index[run] = append(at, i)
			}
		}
		if strings.ContainsFunc(p.lower, transcript.Unspaced) {
			s.loose = append(s.loose, i)
		}
	}
}

// holds returns the passages that may hold the words of a key, in order.
func (s *scan) holds(k *Key) []int {
	var out []int
	for _, e := range k.entries {
		for _, f := range e.forms {
			rarest, met := []int(nil), false
			for run := range strings.FieldsFuncSeq(strings.ToLower(f.words), func(r rune) bool { return !isWord(r) }) {
				if at := s.index[run]; !met || len(at) < len(rarest) {
					rarest, met = at, true
				}
			}
			out = append(out, rarest...)
		}
	}
	out = append(out, s.loose...)
	slices.Sort(out)
	return slices.Compact(out)
}

// tells reports whether what stands there is told.
func (s *scan) tells(where string) bool {
	return s.in.Only == nil || slices.Contains(s.in.Only, transcript.ID(where))
}

// measure returns a name as a candidate, with where it stands. Of a word that
// stands in small letters too, only where it begins with a capital.
func (s *scan) measure(n *name) Candidate {
	c := Candidate{Kind: n.kind, Find: n.find, Reason: n.reason}
	key := n.key()
	where := map[string]bool{}
	var later []string // contexts of a transcript that has given one
	for _, i := range s.holds(key) {
		p := s.passages[i]
		if !s.tells(p.where) {
			continue
		}
		hits := key.hits(p.text)
		if len(hits) == 0 {
			continue
		}
		c.Count += len(hits)
		first := !where[p.where]
		where[p.where] = true
		if p.head && p.text == n.find {
			continue
		}
		if context := around(p.text, hits[0].Span); first {
			c.Contexts = append(c.Contexts, context)
		} else if !slices.Contains(c.Contexts, context) {
			later = append(later, context)
		}
	}
	for _, l := range s.labels {
		if s.tells(l.where) && key.Stands(l.text) {
			c.Count += max(l.turns, 1)
			where[l.where] = true
		}
	}
	c.Contexts = append(c.Contexts, later...)
	c.Contexts = c.Contexts[:min(len(c.Contexts), 3)]
	c.Transcripts = sortedKeys(where)
	return c
}

// key returns what finds a name.
func (n *name) key() *Key {
	e := &entry{Row: Row{Find: norm.NFC.String(n.find), Replace: "…"}, forms: formsOf(norm.NFC.String(n.find)), capital: n.ordinary}
	if len(e.forms) == 0 || short(n.find) {
		return &Key{}
	}
	return &Key{entries: []*entry{e}}
}

// alone reports whether a part of a name stands somewhere, with a capital,
// without the rest.
func (s *scan) alone(n *name) bool {
	key := n.key()
	if len(key.entries) == 0 {
		return false
	}
	own := key.entries[0]
	own.capital = true
	for _, whole := range n.wholes {
		key.entries = append(key.entries, whole.key().entries...)
	}
	for _, i := range s.holds(&Key{entries: key.entries[:1]}) {
		if slices.ContainsFunc(key.hits(s.passages[i].text), func(h hit) bool { return h.entry == own }) {
			return true
		}
	}
	return false
}

// add puts an address or a number among the candidates.
func (s *scan) add(kind Kind, find, reason, replace string, seen map[string]bool) {
	if find == "" || seen[fold(find)] {
		return
	}
	seen[fold(find)] = true
	if c := s.measure(&name{find: find, kind: kind, reason: reason}); c.Count > 0 {
		c.Replace = replace
		s.found.Candidates = append(s.found.Candidates, c)
	}
}

// around returns a place with some words on both sides.
func around(text string, s transcript.Span) string {
	const most = 6 // words on each side
	var before, after []transcript.Span
	for w := range transcript.Words(text) {
		if w.End <= s.Start {
			before = append(before, w)
		} else if w.Start >= s.End && len(after) < most {
			after = append(after, w)
		}
	}
	start, end := 0, len(text)
	if n := len(before); n > most {
		start = before[n-most].Start
	}
	if n := len(after); n == most {
		end = after[n-1].End
	}
	out := text[start:end]
	if start > 0 {
		out = "… " + out
	}
	if end < len(text) && strings.TrimSpace(text[end:]) != "" {
		out += " …"
	}
	return out
}

// oneOf names some as a choice: "A" or "B".
func oneOf(names []*name) string {
	var out []string
	for _, n := range names {
		out = append(out, `"`+n.find+`"`)
	}
	slices.SortFunc(out, cmp.Compare[string])
	return strings.Join(slices.Compact(out), " or ")
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}
