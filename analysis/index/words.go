package index

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
	"golang.org/x/text/unicode/norm"
)

// form is a word as it is compared.
type form struct {
	plain string // folded
	stem  string // and without its inflection
}

// lexicon knows the forms of the words of one language. It is not safe for
// use by several goroutines.
type lexicon struct {
	stem func(*snowballstem.Env) bool // nil when the language has no stemmer
	seen map[string]form
}

func newLexicon(language string) *lexicon {
	return &lexicon{stem: stemmer(language), seen: map[string]form{}}
}

// form returns the form of one word of transcript.Words.
func (l *lexicon) form(word string) form {
	if f, ok := l.seen[word]; ok {
		return f
	}
	f := form{plain: fold(word)}
	f.stem = f.plain
	if l.stem != nil {
		env := snowballstem.NewEnv(f.plain)
		l.stem(env)
		if s := env.Current(); s != "" {
			f.stem = s
		}
	}
	l.seen[strings.Clone(word)] = f
	return f
}

// fold makes words that differ by case, by the form of an apostrophe or by
// their encoding the same.
func fold(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return strings.Map(straight, strings.ToLower(norm.NFKC.String(word)))
		}
	}
	return strings.ToLower(word)
}

// straight makes every apostrophe the one of typewriters.
func straight(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ':
		return '\''
	}
	return r
}

// stemmed returns the code of the language whose stemmer serves a language tag,
// "" when there is none.
func stemmed(tag string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if code == "nb" || code == "nn" {
		code = "no"
	}
	if stemmer(code) == nil {
		return ""
	}
	return code
}

// stemmer returns the Snowball stemmer of a language, by its ISO 639-1 code.
func stemmer(code string) func(*snowballstem.Env) bool {
	switch code {
	case "da":
		return danish.Stem
	case "de":
		return german.Stem
	case "en":
		return english.Stem
	case "es":
		return spanish.Stem
	case "fi":
		return finnish.Stem
	case "fr":
		return french.Stem
	case "hu":
		return hungarian.Stem
	case "it":
		return italian.Stem
	case "nl":
		return dutch.Stem
	case "no":
		return norwegian.Stem
	case "pt":
		return portuguese.Stem
	case "ro":
		return romanian.Stem
	case "ru":
		return russian.Stem
	case "sv":
		return swedish.Stem
	case "tr":
		return turkish.Stem
	}
	return nil
}
