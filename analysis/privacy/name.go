package privacy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// name is a word, or several, that seems to call somebody.
type name struct {
	kind     Kind
	find     string
	reason   string
	words    []string // of which it is made, in small letters, without titles and initials
	first    place
	ordinary bool // it stands in small letters too, where it is no name

	label       bool
	cases       []string // to which the label is linked
	speaks      []string // transcripts that have the label
	asks, tells bool     // as an interviewer, as a participant

	wholes []*name // of which it is a part
	sounds bool    // it is no part of a longer name, so that sound tells
	who    *person
}

// shared reports whether a name is the label of several people.
func (n *name) shared() bool { return len(n.cases) > 1 }

// note adds a name unless it is known.
func (s *scan) note(n *name) *name {
	key := fold(n.find)
	if known := s.known[key]; known != nil {
		return known
	}
	if len(n.key().entries) == 0 {
		return n
	}
	if first, _ := utf8.DecodeRuneInString(n.find); unicode.IsUpper(first) && s.ordinary[strings.ToLower(n.find)] {
		n.ordinary = true
		n.reason += "; the word stands in small letters too: capitalised leaves those"
	}
	s.known[key] = n
	s.names = append(s.names, n)
	return n
}

// parts returns the names that a label is made of, without titles and initials.
func parts(label string) []string { return partsOf(label, 3) }

// partsOf is parts of so many letters and more.
func partsOf(label string, least int) []string {
	small := !strings.ContainsFunc(label, unicode.IsUpper) // a label that somebody typed so
	var out []string
	for s := range transcript.Words(label) {
		word := bare(label[s.Start:s.End])
		first, _ := utf8.DecodeRuneInString(word)
		if utf8.RuneCountInString(word) >= least && (small || unicode.IsUpper(first)) && !title(word) && !generic(word) && !strings.Contains(word, "_") {
			out = append(out, word)
		}
	}
	return out
}

func lowered(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, strings.ToLower(w))
	}
	return out
}

// labelled notes the labels of speakers and cases, and the parts they are made of.
func (s *scan) labelled() {
	linked := map[string][]string{} // by folded label
	for _, c := range s.in.Cases {
		for _, l := range c.Labels {
			linked[fold(l)] = append(linked[fold(l)], c.ID)
		}
	}
	labels := map[string]*name{}
	label := func(text string, first place, ids ...string) *name {
		n := labels[fold(text)]
		if n == nil {
			n = &name{kind: Speaker, find: text, reason: "a speaker's label", words: lowered(parts(text)), first: first, label: true}
			labels[fold(text)] = n
			n = s.note(n)
		}
		for _, id := range ids {
			if id != "" && !slices.Contains(n.cases, id) {
				n.cases = append(n.cases, id)
			}
		}
		return n
	}
	at := 0
	for _, t := range s.in.Transcripts {
		for at < len(s.passages) && s.passages[at].where != string(t.ID) {
			at++
		}
		for i, v := range t.Speakers {
			if generic(v.Label) {
				continue
			}
			ids := []string{v.Case}
			if v.Case == "" {
				ids = linked[fold(v.Label)]
			}
			n := label(v.Label, place{at, i}, ids...)
			n.speaks = append(n.speaks, string(t.ID))
			n.asks = n.asks || v.Role == transcript.Interviewer
			n.tells = n.tells || v.Role == transcript.Participant
		}
	}
	for i, c := range s.in.Cases {
		for _, l := range c.Labels {
			if !generic(l) {
				label(l, place{len(s.passages), i}, c.ID)
			}
		}
	}
	for _, n := range slices.Clone(s.names) {
		if n.shared() {
			slices.Sort(n.cases)
			n.reason += fmt.Sprintf("; it is that of several people, %s: relabel it where they speak, or they become one", strings.Join(n.cases, ", "))
		}
		s.partsOf(n, Speaker, fmt.Sprintf("part of the label %q", n.find))
	}
}

// partsOf notes the parts of a name.
func (s *scan) partsOf(n *name, kind Kind, reason string) {
	for _, part := range parts(n.find) {
		if fold(part) == fold(n.find) || kind == Name && (kindOfPlace(part) || stopped(part)) {
			continue
		}
		one := &name{kind: kind, find: part, reason: reason, words: lowered([]string{part}), first: n.first, wholes: []*name{n}}
		if known := s.known[fold(part)]; known != nil {
			if !known.label {
				known.wholes = append(known.wholes, n)
			}
		} else if kind == Speaker || s.alone(one) {
			s.note(one)
		}
	}
}

// plural reports whether words are others that are known with an s behind, as a
// genitive or a plural has, which the row of those covers.
func (s *scan) plural(words string) bool {
	for _, ending := range []string{"s", "es"} {
		if one, ok := strings.CutSuffix(words, ending); ok {
			_, spotted := s.spotted[one]
			known := s.known[fold(one)]
			if (spotted || known != nil) && slices.ContainsFunc(formsOf(one), func(f form) bool { return f.plural == ending }) {
				return true
			}
		}
	}
	return false
}

// spoken notes the names that stand in the middle of sentences, and returns the
// places among them.
func (s *scan) spoken() []*name {
	var places []*name
	inNames := map[string]bool{}   // words of names of several
	wholes := map[string][]*name{} // by a word, names and places of several
	found := slices.SortedFunc(maps.Values(s.spotted), func(a, b *spotted) int { return a.first.compare(b.first) })
	for _, n := range found {
		if words := strings.Fields(n.find); len(words) > 1 {
			for _, w := range words {
				inNames[strings.ToLower(w)] = inNames[strings.ToLower(w)] || !n.isPlace()
				wholes[strings.ToLower(w)] = append(wholes[strings.ToLower(w)], &name{find: n.find})
			}
		}
	}
	for _, n := range found {
		if kindOfPlace(n.find) || n.titled == 0 && s.plural(n.find) {
			continue
		}
		one := &name{kind: Name, find: n.find, words: lowered(parts(n.find)), first: n.first}
		if in := wholes[strings.ToLower(n.find)]; len(in) > 0 && !s.alone(&name{find: n.find, wholes: in}) {
			continue
		}
		known := slices.ContainsFunc(one.words, func(w string) bool { return s.known[w] != nil || len(one.words) == 1 && inNames[w] })
		words := strings.Fields(n.find)
		switch last := words[len(words)-1]; {
		case len(words) > 1 && kindOfPlace(last):
			one.kind, one.reason = Place, fmt.Sprintf("ends in %s", last)
		case n.isPlace() && !known && len(s.heardAs(strings.ToLower(n.find))) == 0:
			one.kind, one.reason = Place, fmt.Sprintf("a capital in the middle of a sentence, %s behind in, at, to or the like", times(n.placed))
		case n.titled > 0:
			one.reason = "stands behind a title"
		default:
			one.reason = fmt.Sprintf("a capital in the middle of a sentence, %s", times(n.count))
		}
		if one.kind == Place {
			if s.known[fold(n.find)] == nil {
				places = append(places, one)
			}
			continue
		}
		s.note(one)
	}
	return places
}

func (n *spotted) isPlace() bool {
	words := strings.Fields(n.find)
	return len(words) > 1 && kindOfPlace(words[len(words)-1]) || n.placed*2 >= n.count && n.titled == 0
}

// parts notes what the names that were spotted are made of, where it stands alone.
func (s *scan) parts() {
	for _, n := range slices.Clone(s.names) {
		if n.kind == Name && len(n.words) > 1 {
			s.partsOf(n, Name, fmt.Sprintf("part of the name %q", n.find))
		}
	}
}

// heardAs returns the words of labels that a word sounds like.
func (s *scan) heardAs(word string) []string { return s.said.like(word) }

// heard notes the words that sound like a part of a label.
func (s *scan) heard() {
	s.said = newVoices()
	for _, n := range s.names {
		for _, w := range n.words {
			s.said.add(w)
		}
	}
	words := slices.SortedFunc(maps.Keys(s.capital), func(a, b string) int { return s.capital[a].compare(s.capital[b]) })
	for _, word := range words {
		lower := strings.ToLower(word)
		if s.ordinary[lower] || stopped(word) || s.known[fold(word)] != nil || s.nouns[lower].common() || s.plural(word) {
			continue
		}
		if like := s.heardAs(lower); len(like) > 0 {
			for i := range like {
				like[i] = s.known[like[i]].find
			}
			s.note(&name{kind: SoundsLike, find: word, reason: "sounds like " + strings.Join(like, " and "), words: []string{lower}, first: s.capital[word]})
		}
	}
}
