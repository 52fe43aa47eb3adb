// Package fields says what the fields of a query mean in a study: words of a speaker,
// passages that have a code, transcripts of which something is known.
package fields

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/index"
	"grounded/analysis/index/query"
	"grounded/analysis/theme"
	"grounded/codebook/nearest"
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

// turns returns the turns of a speaker, a role and so on.
func (s *Study) turns(f query.Field) (index.Passages, error) {
	if err := equality(f); err != nil {
		return nil, err
	}
	sel := coding.Selection{Surveys: true}
	value := []string{f.Value}
	switch f.Name {
	case "transcript":
		sel.Transcripts = value
	case "type":
		sel.Types = value
	case "speaker":
		sel.Speakers = value
	case "role":
		sel.Roles = value
	case "case":
		sel.Cases = value
	}
	return s.selected(sel, f.Op == "!=")
}

// attribute returns the turns for which a condition on what is known of transcripts or
// cases holds. It is named as it is, or as attr.NAME where a field is called so too.
func (s *Study) attribute(f query.Field) (index.Passages, error) {
	there := map[string]bool{}
	for _, t := range s.Corpus.Transcripts {
		for name := range t.Attributes {
			there[name] = true
		}
	}
	for _, c := range s.Corpus.Cases {
		for name := range c.Attributes {
			there[name] = true
		}
	}
	known := slices.Sorted(maps.Keys(there))
	called := func(asked string) int {
		return slices.IndexFunc(known, func(name string) bool { return spelled(name) == spelled(asked) })
	}
	i := called(f.Name)
	if bare, ok := strings.CutPrefix(f.Name, "attr."); ok && i < 0 {
		i = called(bare)
	}
	if i < 0 {
		return nil, fmt.Errorf("%w (words that are no field stand in quotation marks)", unknown(f.Name, append(known, Names()...)))
	}
	return s.selected(coding.Selection{Surveys: true, Where: []string{known[i] + f.Op + f.Value}}, false)
}

// spelled is the form in which two spellings of an attribute are the same.
func spelled(name string) string { return nearest.Fold(strings.Join(strings.Fields(name), " ")) }

// unknown is the error for a field that is none, with the nearest as they are written in
// a query.
func unknown(name string, names []string) error {
	bare := strings.TrimPrefix(name, "attr.")
	near := slices.CompactFunc(nearest.Nearest(bare, names, 3), strings.EqualFold)
	if len(near) == 0 {
		return coding.Unknown("field", name, Names())
	}
	for i := range near {
		near[i] = query.Written(near[i])
	}
	return fmt.Errorf("no field %q; did you mean %s?", name, strings.Join(near, ", "))
}

func (s *Study) selected(sel coding.Selection, others bool) (index.Passages, error) {
	turns, err := coding.SelectTurns(s.Corpus, sel)
	if err != nil {
		return nil, err
	}
	return func(t *transcript.Transcript) []transcript.Span {
		var out []transcript.Span
		for turn := range t.Turns {
			if turns.Means(t.ID, turn) != others {
				out = append(out, t.TurnSpan(turn))
			}
		}
		return out
	}, nil
}

// equality is an error for a comparison of names by size.
func equality(f query.Field) error {
	if f.Op != "=" && f.Op != "!=" {
		return fmt.Errorf("%s is a name, and has no more or less; write %[1]s:%s or %[1]s!=%[2]s", f.Name, f.Value)
	}
	return nil
}

// codings returns the passages of codings, or nil where the field only narrows another
// one.
func (s *Study) codings(f query.Field, beside []query.Field) (index.Passages, error) {
	sel, err := s.narrowed(f, beside)
	if err != nil {
		return nil, err
	}
	if narrows(f, beside) {
		return nil, nil
	}
	others := f.Op == "!="
	keep := func(coding.Row) bool { return true }
	switch f.Name {
	case "code":
		if whose, _, said := strings.Cut(f.Value, ":"); said {
			if err := s.shows("codes", whose); err != nil {
				return nil, err
			}
		}
		sel.Codes = []string{f.Value}
	case "theme":
		if sel.Codes, err = s.theme(f.Value); err != nil {
			return nil, err
		}
	case "memo":
		keep = s.remembers(f.Value)
	case "coded":
		switch strings.ToLower(f.Value) {
		case "yes":
		case "no":
			others = !others
		default:
			return nil, fmt.Errorf("coded is yes or no, and not %q", f.Value)
		}
	}
	picked, err := coding.Select(s.Corpus, sel)
	if err != nil {
		return nil, err
	}
	if f.Name == "code" {
		for _, said := range picked.Became() {
			s.say("c" + strings.TrimPrefix(strings.TrimSuffix(said, "."), "C"))
		}
	}
	confirmed := s.confirmed(f, beside)
	spans := map[transcript.ID][]transcript.Span{}
	for _, r := range picked.Rows {
		if keep(r) && confirmed(r) {
			spans[r.Transcript.ID] = append(spans[r.Transcript.ID], r.Now)
		}
	}
	for _, of := range spans {
		slices.SortFunc(of, func(a, b transcript.Span) int {
			if a.Start != b.Start {
				return a.Start - b.Start
			}
			return a.End - b.End
		})
	}
	if others {
		return func(t *transcript.Transcript) []transcript.Span { return rest(t, spans[t.ID]) }, nil
	}
	return func(t *transcript.Transcript) []transcript.Span { return slices.Compact(spans[t.ID]) }, nil
}

// confirmed reports of a coding whether it is meant as far as somebody confirmed it.
// What a search made is nobody's coding before, and is meant only where it is asked for.
func (s *Study) confirmed(f query.Field, beside []query.Field) func(coding.Row) bool {
	asked := slices.ContainsFunc(append(slices.Clone(beside), f), func(one query.Field) bool {
		return one.Name == "confirmed" && strings.EqualFold(one.Value, "no")
	})
	return func(r coding.Row) bool {
		waits := r.By == coding.ByQuery
		if waits && !asked {
			if s.waiting == nil {
				s.waiting = map[string]bool{}
			}
			s.waiting[string(r.Coder.Analyst)+":"+r.ID] = true
		}
		return waits == asked
	}
}

// narrows reports whether a field says more of another one beside it: of which codings
// are meant, the first in order is what they are, and the others narrow it.
func narrows(f query.Field, beside []query.Field) bool {
	place := func(name string) int { return slices.Index(ofCodings, name) }
	if place(f.Name) < place("kind") {
		return false
	}
	return slices.ContainsFunc(beside, func(other query.Field) bool { at := place(other.Name); return at >= 0 && at < place(f.Name) })
}

// narrowed is the selection that analyst, kind and round make, the field itself among
// them.
func (s *Study) narrowed(f query.Field, beside []query.Field) (coding.Selection, error) {
	sel := s.Base
	sel.Surveys = true
	for _, one := range append(slices.Clone(beside), f) {
		if !slices.Contains(ofCodings, one.Name) {
			continue
		}
		if err := equality(one); err != nil {
			return sel, err
		}
		switch narrow := slices.Contains(ofCodings[slices.Index(ofCodings, "kind"):], one.Name); {
		case !narrow:
			continue
		case one.Op != "=":
			return sel, fmt.Errorf("%s narrows what is coded, and is written %[1]s:%s; leave others out with NOT", one.Name, one.Value)
		}
		switch one.Name {
		case "analyst":
			if err := s.shows("codings", one.Value); err != nil {
				return sel, err
			}
			sel.Analysts = []string{one.Value}
		case "kind":
			sel.Kinds = []string{one.Value}
		case "round":
			n, err := strconv.Atoi(one.Value)
			if err != nil || n < 1 {
				return sel, fmt.Errorf("round %q: rounds are numbered from 1", one.Value)
			}
			sel.Rounds = []int{n}
		case "confirmed":
			if !slices.Contains([]string{"yes", "no"}, strings.ToLower(one.Value)) {
				return sel, fmt.Errorf("confirmed is yes or no, and not %q", one.Value)
			}
		}
	}
	return sel, sel.Check()
}

// theme returns the codes that a theme rests on and those below it, with the codes below
// them, as "analyst:code".
func (s *Study) theme(name string) ([]string, error) {
	var known []string
	for _, t := range s.Model.Themes {
		known = append(known, string(t.ID))
		if string(t.ID) != name && nearest.Fold(t.Name) != nearest.Fold(name) {
			continue
		}
		var codes []string
		for _, coder := range s.Corpus.Coders {
			for _, id := range s.Model.RestsOn(t.ID, coder.Analyst, coder.Book) {
				if _, there := coder.Book.Code(id); there {
					codes = append(codes, string(coder.Analyst)+":"+string(id))
				}
			}
		}
		hidden := s.hidden(t.ID)
		switch {
		case hidden != "" && len(codes) == 0:
			return nil, fmt.Errorf("theme %s rests on no code that is shown: left out %s", t.ID, hidden)
		case hidden != "":
			s.say(fmt.Sprintf("theme %s: left out %s", t.ID, hidden))
		}
		if len(codes) > 0 {
			return codes, nil
		}
		return nil, fmt.Errorf("theme %s rests on no code that is there", t.ID)
	}
	return nil, coding.Unknown("theme", name, known)
}

// hidden counts the codes that a theme and those below it rest on and that are not shown;
// "" where there are none.
func (s *Study) hidden(id theme.ID) string {
	hidden := map[theme.CodeRef]bool{}
	for _, below := range s.Model.Below(id) {
		t, _ := s.Model.Theme(below)
		for _, ref := range t.Codes {
			if !s.Base.Sees(ref.Analyst) {
				hidden[ref] = true
			}
		}
	}
	switch len(hidden) {
	case 0:
		return ""
	case 1:
		return "1 code of others, hidden as the study is blind"
	}
	return fmt.Sprintf("%d codes of others, hidden as the study is blind", len(hidden))
}

// shows is an error where what an analyst made is hidden, as the study is blind.
func (s *Study) shows(what, whose string) error {
	for _, a := range s.Hidden {
		if nearest.Fold(string(a)) == nearest.Fold(whose) {
			return fmt.Errorf("this study is blind: the %s of %s are not shown to %s", what, a, s.Base.Looker)
		}
	}
	return nil
}

// say has Beside say something, once.
func (s *Study) say(sentence string) {
	if !slices.Contains(s.said, sentence) {
		s.said = append(s.said, sentence)
	}
}

// remembers reports of a coding whether a memo on it says all words of a text, in any
// inflection; "*" is any memo.
func (s *Study) remembers(text string) func(coding.Row) bool {
	stems := func(text string) map[string]bool {
		out := map[string]bool{}
		for w := range transcript.Words(text) {
			out[s.Stem(text[w.Start:w.End])] = true
		}
		return out
	}
	want := stems(text)
	return func(r coding.Row) bool {
		memos := s.About[r.ID]
		if r.Memo != "" {
			memos = append(slices.Clone(memos), r.Memo)
		}
		return slices.ContainsFunc(memos, func(memo string) bool {
			said := stems(memo)
			for w := range want {
				if !said[w] {
					return false
				}
			}
			return true
		})
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
