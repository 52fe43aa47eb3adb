package cmd

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/crosstab"
	"grounded/analysis/lexis"
	"grounded/analysis/tabulate"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// rest stands for all words that are not selected.
const rest = "rest"

// against puts what the flags select against the same with what --against names in its
// place.
func (s *wordSelection) against(w *wording) error {
	other, coded, err := s.other()
	if err != nil {
		return err
	}
	second, err := s.side(other, coded, w)
	if err != nil {
		return err
	}
	first, err := s.side(s.sel, s.coded(), w)
	if err != nil {
		return err
	}
	w.corpus.Sides = []lexis.Side{first, second}
	w.notes.Coded = first.Coded && second.Coded
	w.notes.Picked.Transcripts = union(first.Picked.Transcripts, second.Picked.Transcripts)
	w.sides = []string{cmp.Or(s.described(), "all"), strings.Join(s.Against, " ")}
	if s.Against[0] == rest {
		w.sides[1] = "the rest"
	}
	for i, name := range w.sides {
		w.groups = append(w.groups, tabulate.KeyGroup{At: i, ID: name, Name: name, Against: w.sides[1-i]})
	}
	return nil
}

// other is the selection that --against means, and whether it selects codings.
func (s *wordSelection) other() (sel coding.Selection, coded bool, err error) {
	sel = s.sel
	if slices.Contains(s.Against, rest) {
		if len(s.Against) > 1 {
			return sel, false, misused("--against rest means all other words; name nothing beside it")
		}
		if s.coded() {
			sel.Codes, sel.Kinds, sel.Rounds, sel.NotOwn = nil, nil, nil, false
			sel.Since, sel.Until = coding.Selection{}.Since, coding.Selection{}.Until
			return sel, false, nil
		}
		if s.described() == "" {
			return sel, false, misused("--against rest compares what is selected with all else; select some words, as with --role participant")
		}
		return coding.Selection{Looker: sel.Looker, Blind: sel.Blind, Opened: sel.Opened}, false, nil
	}
	coded = s.coded()
	replaced := map[string]bool{}
	for _, text := range s.Against {
		at := strings.IndexAny(text, "=<>!")
		if at <= 0 {
			return sel, false, misused("--against %s: it says with what to compare, as in role=interviewer, wave=2 or rest", text)
		}
		field, value := text[:at], strings.TrimPrefix(text[at:], "=")
		into := map[string]*[]string{
			"transcript": &sel.Transcripts, "type": &sel.Types, "speaker": &sel.Speakers, "role": &sel.Roles, "case": &sel.Cases,
			"code": &sel.Codes, "kind": &sel.Kinds,
		}[field]
		first := !replaced[field]
		replaced[field] = true
		switch {
		case field == "round":
			n, err := strconv.Atoi(value)
			if err != nil {
				return sel, false, misused("--against %s: a round is a number", text)
			}
			if first {
				sel.Rounds = nil
			}
			sel.Rounds = append(sel.Rounds, n)
		case into != nil && text[at] == '=':
			if first {
				*into = nil
			}
			*into = append(*into, value)
		case into != nil:
			return sel, false, misused("--against %s: a %s is named with =", text, field)
		default:
			if err := s.env.refuseSensitive(crosstab.Dimension("attr."+field), s.people, s.Sensitive); err != nil {
				return sel, false, err
			}
			if first {
				sel.Where = slices.DeleteFunc(slices.Clone(sel.Where), func(c string) bool {
					i := strings.IndexAny(c, "=<>!")
					return i > 0 && strings.TrimSpace(c[:i]) == field
				})
			}
			sel.Where = append(slices.Clone(sel.Where), text)
		}
		coded = coded || slices.Contains(codingFields, field)
	}
	if err := sel.Check(); err != nil {
		return sel, false, misuse{err}
	}
	return sel, coded, nil
}

// described says what the flags select, as --against would.
func (s *wordSelection) described() string {
	var out []string
	for _, flag := range []struct {
		name   string
		values []string
	}{
		{"transcript", s.Transcripts}, {"type", s.Types}, {"speaker", s.Speakers}, {"role", s.Roles}, {"case", s.Cases},
		{"code", s.Codes}, {"kind", s.Kinds},
	} {
		for _, value := range flag.values {
			out = append(out, flag.name+"="+value)
		}
	}
	for _, n := range s.Rounds {
		out = append(out, "round="+strconv.Itoa(n))
	}
	return strings.Join(append(out, s.Where...), " ")
}

func union(a, b []*transcript.Transcript) []*transcript.Transcript {
	out := slices.Clone(a)
	for _, t := range b {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
