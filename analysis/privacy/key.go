// Package privacy finds what could give people away in the words of a study,
// and puts other words in its place: names and whoever sounds like them, places,
// addresses and numbers. It proposes and replaces; what is to be replaced by what
// is decided by people, in a table that is called the key.
package privacy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/transcript"
)

// Decision is what people decided about words of the key.
type Decision string

// Words that are kept stay as they are. Words are replaced in any letter case,
// or only where they begin with a capital, as "Will" does and "will" does not.
const (
	Keep        Decision = "keep"
	Replace     Decision = "replace"
	Capitalised Decision = "capitalised"
)

var decisions = []string{string(Keep), string(Replace), string(Capitalised)}

// Row is one line of a key as people wrote it.
type Row struct {
	Line                    int // in the file, from 1
	Find, Replace, Decision string
}

// Key says which words are to be replaced by which. It is for one goroutine.
type Key struct {
	entries []*entry
}

type entry struct {
	Row
	capital bool
	forms   []form
	met     bool // the words were replaced somewhere, or those of a row that holds them
}

// form is one way in which the words of an entry stand in a text.
type form struct {
	words  string // apart, see there
	plural string // what stands behind the words themselves, and behind their replacement; ""
	anchor string // in small letters, part of any text that holds the words; "" when none is known
}

// NewKey makes a key of the rows that are to be replaced. All problems of the
// rows are reported at once, as fatal ones of the file of that name: decision-unknown,
// find-missing, find-short (a single letter is in every text), find-twice (with
// other replacements or decisions), replace-missing, replace-bad (more than one
// line) and replace-holds-find.
func NewKey(name string, rows []Row) (*Key, []problem.Problem) {
	k := &Key{}
	var problems []problem.Problem
	first := map[string]Row{}
	for _, r := range rows {
		report := func(kind, message, remedy string) {
			problems = append(problems, problem.Problem{Name: kind, File: name, Line: r.Line, Message: message, Remedy: remedy, Fatal: true})
		}
		d := Decision(strings.ToLower(strings.TrimSpace(r.Decision)))
		if d == "" || d == Keep {
			continue
		}
		if !slices.Contains(decisions, string(d)) {
			report("decision-unknown", fmt.Sprintf("the decision %q is none of %s", r.Decision, strings.Join(decisions, ", ")),
				cmp.Or(nearest.Meant(string(d), decisions), "write one of them"))
			continue
		}
		r.Find, r.Replace = strings.TrimSpace(norm.NFC.String(r.Find)), strings.TrimSpace(norm.NFC.String(r.Replace))
		e := &entry{Row: r, capital: d == Capitalised, forms: formsOf(r.Find)}
		switch {
		case len(e.forms) == 0:
			report("find-missing", "there are no words to find here", "name them in the column find")
			continue
		case short(r.Find):
			report("find-short", fmt.Sprintf("%q is a single letter, which stands in every text", r.Find), "name more of the words around it")
			continue
		case slug.CheckName(r.Find) != nil || slug.CheckName(r.Replace) != nil:
			report("replace-bad", "words to find and to put in their place are one line each", "take line ends and tabs out")
			continue
		case r.Replace == "":
			report("replace-missing", fmt.Sprintf("nothing is said to put in the place of %q", r.Find), "fill in the column replace, or write keep")
			continue
		}
		folded := strings.ToLower(e.forms[0].words)
		if was, twice := first[folded]; twice {
			if was.Replace != r.Replace || !strings.EqualFold(was.Decision, r.Decision) {
				report("find-twice", fmt.Sprintf("%q is here twice, and not to the same end; first at line %d", r.Find, was.Line), "take one of the two lines out")
			}
			continue
		}
		first[folded] = r
		if own := (&Key{entries: []*entry{e}}); own.Stands(r.Replace) || own.Stands(slug.Make(r.Replace)) {
			report("replace-holds-find", fmt.Sprintf("%q would still stand in %q", r.Find, r.Replace), "choose a replacement without it")
			continue
		}
		k.entries = append(k.entries, e)
	}
	return k, problems
}

// Len returns how many words and names are to be replaced.
func (k *Key) Len() int { return len(k.entries) }

// Unmet returns the rows whose words were replaced nowhere, neither by k nor by a
// key that In made of it, alone or within the words of another row.
func (k *Key) Unmet() []Row {
	var out []Row
	for _, e := range k.entries {
		if !e.met {
			out = append(out, e.Row)
		}
	}
	return out
}

// Repeats returns the words that are both to be replaced and put in the place of
// others, so that a study to which the key was applied must not meet it again.
func (k *Key) Repeats() []string {
	var out []string
	for _, e := range k.entries {
		if k.Stands(e.Replace) {
			out = append(out, e.Replace)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Gone returns the key without the words that are put in the place of others:
// what must not be found any more where it was applied.
func (k *Key) Gone() *Key {
	gone := &Key{}
	for _, e := range k.entries {
		own := &Key{entries: []*entry{e}}
		if !slices.ContainsFunc(k.entries, func(o *entry) bool { return own.Stands(o.Replace) || own.Stands(slug.Make(o.Replace)) }) {
			gone.entries = append(gone.entries, e)
		}
	}
	return gone
}

// Taken returns the replacements that were said, or that a speaker had, before
// anything is replaced: who is called so then cannot be told from who was called
// so before. Letters with a
// number, as P07, and what stands in brackets are no names.
func (k *Key) Taken(texts []*transcript.Transcript) []string {
	var out []string
	for _, e := range k.entries {
		name := &entry{Row: e.Row, capital: true, forms: formsOf(e.Replace)}
		if generic(e.Replace) || strings.HasPrefix(e.Replace, "[") || slices.Contains(out, e.Replace) {
			continue
		}
		own := &Key{entries: []*entry{name}}
		stands := func(t *transcript.Transcript) bool {
			return len(own.in(t)) > 0 || slices.ContainsFunc(t.Speakers, func(s transcript.Speaker) bool { return own.Stands(s.Label) })
		}
		if slices.ContainsFunc(texts, stands) && !k.Stands(e.Replace) {
			out = append(out, e.Replace)
		}
	}
	return out
}

// short reports whether words are a single letter of an alphabet.
func short(words string) bool {
	n := 0
	for _, r := range words {
		switch {
		case unicode.IsDigit(r), unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			return false
		case unicode.IsLetter(r):
			n++
		}
	}
	return n == 1
}

// formsOf returns the ways in which words stand in a text; none for words
// without a letter or a digit.
func formsOf(words string) []form {
	if !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return nil
	}
	forms := []form{{words: apart(words)}}
	if id := strings.ReplaceAll(slug.Make(words), "-", " "); id != strings.ToLower(forms[0].words) {
		forms = append(forms, form{words: id})
	}
	last := []rune(strings.ToLower(words))
	if r := last[len(last)-1]; unicode.IsLetter(r) && len(last) > 1 {
		plural := "s"
		if strings.ContainsRune("sxz", r) || strings.HasSuffix(string(last), "ch") || strings.HasSuffix(string(last), "sh") {
			plural = "es"
		}
		forms = append(forms, form{words: forms[0].words + plural, plural: plural})
	}
	for i := range forms {
		forms[i].anchor = anchorOf(forms[i].words)
	}
	return forms
}

// anchorOf returns the longest stretch of ASCII letters and digits of words, in
// small letters, when it is long enough to be rare.
func anchorOf(words string) string {
	longest := ""
	for part := range strings.FieldsFuncSeq(strings.ToLower(words), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		if len(part) > len(longest) {
			longest = part
		}
	}
	if len(longest) < 3 {
		return ""
	}
	return longest
}
