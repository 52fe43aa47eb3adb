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

// isGerman reports whether a language begins every noun with a capital.
func isGerman(language string) bool {
	return language == "de" || strings.HasPrefix(language, "de-") || language == "lb"
}

// capitalises reports whether nouns begin with a capital in t: its language is
// said to be one that does so, or it looks like it.
func capitalises(t *transcript.Transcript, study string) bool {
	const (
		least = 100 // words that tell
		share = 6   // one in so many words of English text begins with a capital for less
	)
	language := t.Language
	if language == "" {
		language = study
	}
	if isGerman(language) {
		return true
	}
	middle, capital := 0, 0
	for _, p := range t.Paragraphs {
		for _, w := range wordsOf(t.Text(p.Text)) {
			if w.middle && !stopped(w.text) {
				middle++
				if w.capital {
					capital++
				}
			}
		}
	}
	return middle >= least && capital*share > middle
}

// learn notes which words stand in small letters. In an address names do.
func (s *scan) learn() {
	for _, p := range s.passages {
		for _, w := range wordsOf(link.ReplaceAllString(email.ReplaceAllString(p.text, " "), " ")) {
			if !w.capital {
				s.ordinary[strings.TrimSuffix(strings.TrimSuffix(w.text, "'s"), "’s")] = true
			}
		}
	}
}

// spotted is a name, of one word or several, as it was met in the middle of
// sentences.
type spotted struct {
	find   string
	count  int
	placed int // times that a word before it says that it is a place
	titled int // times that a title stands before it
}

// capitals proposes what begins with a capital in the middle of a sentence.
func (s *scan) capitals() {
	for _, p := range s.passages {
		words := wordsOf(p.text)
		for i := 0; i < len(words); i++ {
			w := words[i]
			before := ""
			if i > 0 && w.joined {
				before = words[i-1].text
			}
			titled := title(before)
			if !w.capital || !(w.middle || titled) || p.nouns && !titled || !s.naming(w.text) {
				continue
			}
			end := i + 1
			for end < len(words) && words[end].joined && words[end].capital && s.naming(words[end].text) && !p.nouns {
				end++
			}
			find := strings.TrimSuffix(strings.TrimSuffix(p.text[w.Start:words[end-1].End], "'s"), "’s")
			n := s.names[find]
			if n == nil {
				n = &spotted{find: find}
				s.names[find] = n
			}
			n.count++
			if located(before) {
				n.placed++
			}
			if titled {
				n.titled++
			}
			i = end - 1
		}
	}
	for _, find := range slices.Sorted(maps.Keys(s.names)) {
		s.propose(s.names[find])
	}
}

// naming reports whether a word with a capital may be part of a name.
func (s *scan) naming(text string) bool {
	bare := strings.TrimSuffix(strings.TrimSuffix(text, "'s"), "’s")
	return !s.ordinary[strings.ToLower(bare)] && !stopped(bare) && !acronym(bare) && !generic(bare) || kindOfPlace(bare)
}

func (s *scan) propose(n *spotted) {
	words := strings.Fields(n.find)
	last := words[len(words)-1]
	switch {
	case len(words) == 1 && kindOfPlace(n.find):
	case len(words) > 1 && kindOfPlace(last):
		s.add(Place, n.find, fmt.Sprintf("ends in %s", last), "[place]")
	case n.placed*2 >= n.count && n.titled == 0:
		s.add(Place, n.find, fmt.Sprintf("a capital in the middle of a sentence, %s behind in, at, to or the like", times(n.placed)), "[place]")
	default:
		reason := fmt.Sprintf("a capital in the middle of a sentence, %s", times(n.count))
		if n.titled > 0 {
			reason = "stands behind a title"
		}
		replace := ""
		for _, c := range s.found.Candidates {
			if c.Kind == Name && related(c.Find, n.find) {
				replace, reason = c.Replace, reason+"; it is much like "+c.Find
				break
			}
		}
		if replace == "" {
			s.numbered++
			replace = fmt.Sprintf("[name %d]", s.numbered)
		}
		s.add(Name, n.find, reason, replace)
	}
}

// related reports whether two names have a word in common, or words that sound
// alike.
func related(a, b string) bool {
	for _, one := range strings.Fields(strings.ToLower(a)) {
		for _, other := range strings.Fields(strings.ToLower(b)) {
			if one == other || Alike(one, other) {
				return true
			}
		}
	}
	return false
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

// acronym reports whether a word is capitals throughout, as few names are.
func acronym(word string) bool {
	word = strings.TrimSuffix(word, "s")
	return strings.ToUpper(word) == word && utf8.RuneCountInString(word) <= 5
}

func located(before string) bool {
	switch strings.ToLower(before) {
	case "in", "at", "to", "from", "near", "around", "outside", "across", "through", "towards", "via", "leaving", "visiting":
		return true
	}
	return false
}

func kindOfPlace(word string) bool {
	switch word {
	case "Street", "Road", "Avenue", "Lane", "Drive", "Square", "Park", "Bridge", "Station", "Hospital", "Clinic", "School", "College",
		"University", "Church", "Library", "Centre", "Center", "House", "Hall", "Hill", "Valley", "River", "Lake", "Beach", "Island", "Market",
		"Hotel", "Café", "Cafe", "Prison", "Court", "Estate", "Village", "County", "Town", "City":
		return true
	}
	return false
}

func title(word string) bool {
	switch strings.TrimSuffix(word, ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Doctor", "Professor", "Prof", "Sir", "Auntie", "Aunt", "Uncle", "Nurse", "Father", "Sister", "Brother",
		"Reverend", "Pastor", "Herr", "Herrn", "Frau", "Doktor", "Schwester", "Onkel", "Tante", "Familie", "Madame", "Monsieur", "Señor", "Señora":
		return true
	}
	return false
}

// stopped reports whether a word begins with a capital by custom.
func stopped(word string) bool {
	if first, n := utf8.DecodeRuneInString(word); n == len(word) || first == 'I' && strings.ContainsAny(word, "'’") {
		return true
	}
	switch strings.TrimSuffix(word, "s") {
	case "Monday", "Tuesday", "Wedneday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
		"Chri", "Christma", "Easter", "Ramadan", "Eid", "Diwali", "Hanukkah", "Halloween", "New", "God", "Lord", "Bible", "Quran", "Covid", "Internet", "Zoom", "Google", "Facebook",
		"WhatsApp", "YouTube", "English", "French", "German", "Spanish", "Italian", "Polish", "Portuguese", "Russian", "Chinese", "Arabic", "Turkish",
		"Hindi", "Urdu", "British", "American", "European", "African", "Asian", "Indian", "Irish", "Scottish", "Welsh", "Christian", "Muslim", "Jewish",
		"Hindu", "Catholic", "Buddhist", "Mum", "Mom", "Dad", "Ok", "Okay", "Mr", "Mr.", "Dr", "M", "Mi", "Mrs":
		return true
	}
	return title(word)
}
