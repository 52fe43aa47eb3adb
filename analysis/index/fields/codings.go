package fields

import (
	"fmt"
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
