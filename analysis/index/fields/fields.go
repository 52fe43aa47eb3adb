// Package fields says what the fields of a query mean in a study: words of a speaker,
// passages that have a code, transcripts of which something is known.
package fields

import (
	"fmt"
	"slices"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Those of words and transcripts mean the whole turns that fit.
var ofTurns = []string{"transcript", "type", "speaker", "role", "case"}

// Those of codings mean their passages. The first that stands in a query, in this
// order, says which; those that stand beside it narrow it.
var ofCodings = []string{"code", "theme", "memo", "coded", "kind", "analyst", "round", "confirmed"}

// Names returns the fields that every study has; the attributes of its transcripts and
// cases are fields too.
func Names() []string { return slices.Concat(ofTurns, ofCodings) }

// OfCodings reports whether a query has a field of codings, and so needs what was coded.
func OfCodings(q query.Query) bool {
	found := false
	query.Leaves(q.Root, func(n query.Node) {
		if f, ok := n.(query.Field); ok && slices.Contains(ofCodings, f.Name) {
			found = true
		}
	})
	return found
}

// Study is what the fields are looked up in.
type Study struct {
	Corpus *coding.Corpus
	Base   coding.Selection    // who looks, and whose codings are meant where a query does not say
	Model  *theme.Model        // whose themes are meant; nil where no field asks for one
	About  map[string][]string // the texts of memos about a coding, by its id
	Stem   func(word string) string
	Hidden []coding.Analyst // whose work is not shown to who looks, as the study is blind

	said    []string        // what is said of codes that became others or are hidden
	waiting map[string]bool // codings that nobody has confirmed and that were left out, by analyst and id
}

// Beside says what the fields that were looked up mean beside what was asked for, or
// leave out of it, a sentence each.
func (s *Study) Beside() []string {
	out := slices.Clone(s.said)
	if n := len(s.waiting); n > 0 {
		codings, are := "codings", "are"
		if n == 1 {
			codings, are = "coding", "is"
		}
		out = append(out, fmt.Sprintf("%d %s that a search made and nobody confirmed %s left out (confirmed:no finds them)", n, codings, are))
	}
	return out
}

// Passages returns what a field means, given the fields that must hold beside it; nil of
// one that only narrows another of them, which then means less. Errors are sentences about a name
// that nothing bears, or a comparison that means nothing.
func (s *Study) Passages(f query.Field, beside []query.Field) (index.Passages, error) {
	switch {
	case slices.Contains(ofTurns, f.Name):
		return s.turns(f)
	case slices.Contains(ofCodings, f.Name):
		return s.codings(f, beside)
	}
	return s.attribute(f)
}

// Check returns an [index.FieldError] of the first field of a query that means nothing.
func (s *Study) Check(q query.Query) error {
	var wrong error
	query.Leaves(q.Root, func(n query.Node) {
		f, ok := n.(query.Field)
		if !ok || wrong != nil {
			return
		}
		if _, err := s.Passages(f, nil); err != nil {
			wrong = &index.FieldError{Field: f, Err: err}
		}
	})
	return wrong
}

// ByID returns a query that names codes by their ids, which stay when a name does not,
// where it names them otherwise and all books that know the name mean one id by it.
func (s *Study) ByID(q query.Query) query.Query {
	return q.Replace(func(f query.Field) query.Field {
		if f.Name != "code" || strings.ContainsAny(f.Value, "*?[") {
			return f
		}
		whose, name, said := strings.Cut(f.Value, ":")
		if !said {
			whose, name = "", f.Value
		}
		var ids []string
		for _, coder := range s.Corpus.Coders {
			if !s.Base.Sees(coder.Analyst) || said && string(coder.Analyst) != whose {
				continue
			}
			if c, err := coder.Book.Find(name); err == nil && !slices.Contains(ids, string(c.ID)) {
				ids = append(ids, string(c.ID))
			}
		}
		if len(ids) == 1 && ids[0] != name {
			f.Value = strings.TrimSuffix(f.Value, name) + ids[0]
		}
		return f
	})
}

// say has Beside say something, once.
func (s *Study) say(sentence string) {
	if !slices.Contains(s.said, sentence) {
		s.said = append(s.said, sentence)
	}
}

// rest returns the stretches of turns that lie in none of some passages, by place.
func rest(t *transcript.Transcript, passages []transcript.Span) []transcript.Span {
	var turns []transcript.Span
	for turn := range t.Turns {
		turns = append(turns, t.TurnSpan(turn))
	}
	return index.Without(turns, passages)
}
