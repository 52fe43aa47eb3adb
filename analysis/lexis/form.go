package lexis

import (
	"slices"
	"strings"
	"sync"

	"grounded/analysis/index"
	"grounded/analysis/lexis/stop"
)

// Stoplist is words that are left out of lists. They still count among all that were
// said, and stand within sequences.
type Stoplist struct {
	OfLanguage bool     // those of the language of each transcript
	Languages  []string // those of these languages, in every transcript
	Words      []string // and these
}

// in returns what is left out of a text in a language.
func (s *Stoplist) in(language string) func(word string) bool {
	if s == nil {
		return func(string) bool { return false }
	}
	fold, _ := index.Stemmer("")
	own := map[string]bool{}
	for _, w := range s.Words {
		own[fold(w)] = true
	}
	lists := []map[string]bool{own}
	languages := s.Languages
	if s.OfLanguage {
		languages = append(slices.Clone(languages), language)
	}
	for _, l := range languages {
		if words, ok := stop.List(l); ok {
			lists = append(lists, words)
		}
	}
	return func(word string) bool {
		return slices.ContainsFunc(lists, func(list map[string]bool) bool { return list[word] })
	}
}

// entry is what is known of a word as it stands in a text.
type entry struct {
	id   int32  // of what it is counted as
	form string // the word itself as it is compared
	fits uint64 // words that are looked for
	stop bool

	times int32 // that it was counted
}

// vocabulary numbers words as they are met, for all who count at the same time.
type vocabulary struct {
	mutex sync.Mutex
	at    map[string]int32
	words []string
}

func newVocabulary() *vocabulary { return &vocabulary{at: map[string]int32{}} }

func (v *vocabulary) put(word string) int32 {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	id, known := v.at[word]
	if !known {
		id = int32(len(v.words))
		word = strings.Clone(word)
		v.at[word] = id
		v.words = append(v.words, word)
	}
	return id
}

// lexicon knows the words of one language as they stand in texts. It is not safe for
// use by several goroutines.
type lexicon struct {
	fold   func(word string) string
	stem   func(word string) string // nil when forms are counted
	left   func(word string) bool
	elided []string
	sought sought

	known   map[string]int32
	entries []entry
	ids     *vocabulary
}

func newLexicon(language string, o Options, ids *vocabulary) *lexicon {
	l := &lexicon{left: o.Leave.in(language), elided: elided[stop.Language(language)], known: map[string]int32{}, ids: ids}
	l.fold, _ = index.Stemmer("")
	if o.Stem {
		l.stem, _ = index.Stemmer(language)
	}
	l.sought = newSought(o.Only, l.forms)
	return l
}

// of returns what is known of one word of transcript.Words.
func (l *lexicon) of(word string) *entry {
	if at, ok := l.known[word]; ok {
		return &l.entries[at]
	}
	form, counted := l.forms(word)
	l.known[strings.Clone(word)] = int32(len(l.entries))
	l.entries = append(l.entries, entry{id: l.ids.put(counted), form: strings.Clone(form), fits: l.sought.of(form, counted), stop: l.left(form)})
	return &l.entries[len(l.entries)-1]
}

// forms returns a word as people read it, and as it is counted.
func (l *lexicon) forms(word string) (form, counted string) {
	form = l.fold(word)
	if before, after, ok := strings.Cut(form, "'"); ok && after != "" && slices.Contains(l.elided, before) {
		form = after
	}
	if l.stem == nil {
		return form, form
	}
	return form, l.stem(form)
}

// elided are the words of which an apostrophe takes the place of the end, before
// another word that transcript.Words does not part from them, by language.
var elided = map[string][]string{
	"fr": {"l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"},
	"it": {"l", "un", "d", "c", "s", "m", "t", "v", "n", "dell", "all", "nell", "dall", "sull", "quell", "quest", "bell", "com", "cos", "dov", "quand", "anch"},
}
