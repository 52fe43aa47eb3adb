package privacy

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Alike reports whether two words of small letters may be one name, heard by a
// machine or spelt by ear: they sound the same, or differ in one letter of many.
// The fewer consonants there are, the more is asked of the vowels.
func Alike(a, b string) bool { return voiceOf(a).alike(voiceOf(b)) }

// voice is how a word is heard.
type voice struct {
	word         string
	letters      []rune
	heard, bones string // with vowels and without
	vowel        string // the first
}

func voiceOf(word string) voice {
	heard := sound(word)
	return voice{word: word, letters: []rune(word), heard: heard, bones: consonants(heard), vowel: vowel(word)}
}

const (
	leastLetters = 3 // of words that can be alike
	leastSpelt   = 6 // of words that can differ in one letter
)

func (v voice) alike(w voice) bool {
	short := min(len(v.letters), len(w.letters))
	if short < leastLetters {
		return false
	}
	if v.bones == w.bones && v.bones != "" {
		switch len(v.bones) {
		case 1, 2:
			return v.heard == w.heard && v.vowel == w.vowel
		case 3:
			return v.heard == w.heard
		}
		return true
	}
	return short >= leastSpelt && v.word[0] == w.word[0] && max(len(v.letters), len(w.letters))-short <= 1 && distance(v.letters, w.letters) == 1
}

// voices are words in which those that are alike are found without comparing all.
type voices struct {
	known   map[string]bool
	bones   map[string][]voice
	initial map[byte][]voice
	found   map[string][]string // what like returned
}

func newVoices() *voices {
	return &voices{known: map[string]bool{}, bones: map[string][]voice{}, initial: map[byte][]voice{}, found: map[string][]string{}}
}

func (v *voices) add(word string) {
	if v.known[word] || word == "" {
		return
	}
	v.known[word] = true
	clear(v.found)
	one := voiceOf(word)
	v.bones[one.bones] = append(v.bones[one.bones], one)
	if len(one.letters) >= leastSpelt {
		v.initial[word[0]] = append(v.initial[word[0]], one)
	}
}

// like returns the other words that a word is alike to, sorted.
func (v *voices) like(word string) []string {
	if word == "" {
		return nil
	}
	if out, ok := v.found[word]; ok {
		return slices.Clone(out)
	}
	one := voiceOf(word)
	near := v.bones[one.bones]
	if len(one.letters) >= leastSpelt {
		near = slices.Concat(near, v.initial[word[0]])
	}
	var out []string
	for _, other := range near {
		if other.word != word && one.alike(other) {
			out = append(out, other.word)
		}
	}
	slices.Sort(out)
	v.found[word] = slices.Compact(out)
	return slices.Clone(v.found[word])
}

func consonants(heard string) string { return strings.ReplaceAll(heard, "A", "") }

// vowel returns the first vowel of a word, without its accent.
func vowel(word string) string {
	word = norm.NFD.String(word)
	if i := strings.IndexAny(word, "aeiouy"); i >= 0 {
		return word[i : i+1]
	}
	return ""
}

// sounds are the letters that are heard as one sound, longest first: a key of
// our own, coarse in vowels and in what English writes without saying it.
var sounds = []struct{ letters, sound string }{
	{"eigh", "A"}, {"augh", "A"}, {"ough", "A"}, {"tsch", "X"}, {"tch", "X"}, {"sch", "X"}, {"bh", "V"}, {"mh", "V"},
	{"ch", "K"}, {"ck", "K"}, {"sh", "X"}, {"si", "SA"}, {"ph", "V"}, {"gh", "G"}, {"th", "T"}, {"wh", "W"}, {"wr", "R"},
	{"kn", "N"}, {"gn", "N"}, {"qu", "KW"}, {"dg", "J"}, {"ce", "SA"}, {"ci", "SA"}, {"cy", "SA"},
	{"ge", "JA"}, {"gi", "JA"},
	{"b", "B"}, {"c", "K"}, {"d", "D"}, {"f", "V"}, {"g", "G"}, {"h", ""}, {"j", "J"}, {"k", "K"}, {"l", "L"}, {"m", "M"}, {"n", "N"},
	{"p", "P"}, {"q", "K"}, {"r", "R"}, {"s", "S"}, {"t", "T"}, {"v", "V"}, {"w", "W"}, {"x", "KS"}, {"z", "S"},
}

// sound returns how a word of small letters is heard: its consonants, a run of
// vowels as one, the same sound twice as once. Vowels at its end are not heard.
func sound(word string) string {
	word = strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.String(word))
	if strings.HasPrefix(word, "sio") { // as Irish has it
		word = "sh" + word[2:]
	}
	var out []byte
	add := func(s string) {
		for i := range len(s) {
			if n := len(out); n == 0 || out[n-1] != s[i] {
				out = append(out, s[i])
			}
		}
	}
next:
	for len(word) > 0 {
		for _, s := range sounds {
			if rest, ok := strings.CutPrefix(word, s.letters); ok {
				add(s.sound)
				word = rest
				continue next
			}
		}
		r := []rune(word)[0]
		if unicode.IsLetter(r) {
			if strings.ContainsRune("aeiouy", r) {
				add("A")
			} else {
				add(string(r))
			}
		}
		word = word[len(string(r)):]
	}
	return strings.TrimRight(string(out), "A")
}

// distance is the least number of letters to put in, take out or change that
// makes one word of another (Levenshtein 1966).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before := row[0]
		row[0] = i + 1
		for j := range b {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
