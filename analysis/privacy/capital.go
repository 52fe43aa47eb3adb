package privacy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"grounded/transcript"
)

// word is a word with what its place says of its capital.
type word struct {
	transcript.Span
	text    string
	capital bool
	middle  bool // of a sentence: no capital is due here
	joined  bool // only a space is between it and the word before
}

func wordsOf(text string) []word {
	var out []word
	end := 0
	for s := range transcript.Words(text) {
		w := word{Span: s, text: text[s.Start:s.End]}
		first, _ := utf8.DecodeRuneInString(w.text)
		w.capital = unicode.IsUpper(first)
		between := text[end:s.Start]
		if len(out) > 0 {
			w.joined = strings.TrimLeft(between, " ") == "" || between == "-" || between == ". " && title(out[len(out)-1].text)
			w.middle = w.joined || strings.Trim(between, " ,;") == ""
		}
		end = s.End
		out = append(out, w)
	}
	return out
}

// bare returns a word without the 's of a possessive.
func bare(text string) string {
	return strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s")
}

// place is where something stands: a passage and a byte of it.
type place struct{ passage, at int }

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.passage, other.passage), cmp.Compare(p.at, other.at))
}

// learn notes which words stand in small letters, and which begin with a
// capital. In an address names stand in small letters.
func (s *scan) learn() {
	for i, p := range s.passages {
		if p.head {
			continue
		}
		text := p.text
		if strings.ContainsAny(text, "@/") || strings.Contains(p.lower, "www.") {
			text = link.ReplaceAllString(email.ReplaceAllString(text, " "), " ")
		}
		before := ""
		for _, w := range wordsOf(text) {
			own := bare(w.text)
			switch {
			case !w.capital:
				s.ordinary[own] = true
			case p.nouns:
				s.noun(own, before, w.joined)
				fallthrough
			default:
				if _, met := s.capital[own]; !met {
					s.capital[own] = place{i, w.Start}
				}
			}
			before = w.text
		}
	}
}

// spotted is a name, of one word or several, as it was met in the middle of
// sentences.
type spotted struct {
	find   string
	first  place
	count  int
	placed int // times that a word before it says that it is a place
	titled int // times that a title stands before it
}

// capitals notes what begins with a capital in the middle of a sentence. A word
// that stands in small letters too belongs to a name beside one that does not,
// as "Will" does to "Will Hargreave"; a name of several words may begin a sentence
// when the first is a name elsewhere.
func (s *scan) capitals() {
	type opening struct {
		first, find string
		at          place
	}
	var openings []opening
	for at, p := range s.passages {
		if p.head {
			continue
		}
		words := wordsOf(p.text)
		for i := 0; i < len(words); i++ {
			w := words[i]
			before := ""
			if i > 0 && w.joined {
				before = words[i-1].text
			}
			titled := title(before)
			if titled && p.nouns && i > 1 && words[i-1].joined && determines(words[i-2].text) != undetermined {
				titled = false // "meine Frau Angst hat"
			}
			if w.capital && !w.middle && !titled && !p.nouns && s.naming(w.text) {
				if end := s.run(words, i); end > i+1 {
					openings = append(openings, opening{w.text, bare(p.text[w.Start:words[end-1].End]), place{at, w.Start}})
				}
			}
			if !w.capital || !(w.middle || titled) || p.nouns && !titled || !s.naming(w.text) && !s.lent(w.text) {
				continue
			}
			end := i + 1
			if !p.nouns {
				end = s.run(words, i)
			}
			if slices.ContainsFunc(words[i:end], func(w word) bool { return s.naming(w.text) }) {
				s.spot(bare(p.text[w.Start:words[end-1].End]), place{at, w.Start}, located(before), titled)
			}
			i = end - 1
		}
	}
	for _, o := range openings {
		if s.known[fold(o.first)] != nil || s.spotted[o.first] != nil {
			s.spot(o.find, o.at, false, false)
		}
	}
}

// run returns the end of the words from the one at i on that may be one name.
func (s *scan) run(words []word, i int) int {
	end := i + 1
	for end < len(words) && words[end].joined && words[end].capital && (s.naming(words[end].text) || s.lent(words[end].text)) {
		end++
	}
	return end
}

func (s *scan) spot(find string, first place, placed, titled bool) {
	n := s.spotted[find]
	if n == nil {
		n = &spotted{find: find, first: first}
		s.spotted[find] = n
	}
	n.count++
	if placed {
		n.placed++
	}
	if titled {
		n.titled++
	}
}

// naming reports whether a word with a capital may be a name.
func (s *scan) naming(text string) bool {
	own := bare(text)
	return !s.ordinary[strings.ToLower(own)] && s.mayName(own) && !s.nouns[strings.ToLower(own)].sure || kindOfPlace(own)
}

// lent reports whether a word with a capital may be part of a name although it
// stands in small letters too.
func (s *scan) lent(text string) bool {
	own := bare(text)
	return s.ordinary[strings.ToLower(own)] && s.mayName(own)
}

func (s *scan) mayName(own string) bool { return !stopped(own) && !acronym(own) && !generic(own) }
