package study

import (
	"context"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// CheckGrounding returns what rests on nothing: analytical codes and themes; and the
// descriptive codes that lead nowhere. It is of the analysts that the selection means
// and the one who looks may see. What the query of a theme of a model finds, finds tells,
// as [theme.Grounds] has it.
func (s *Study) CheckGrounding(ctx context.Context, sel coding.Selection, finds func(m *theme.Model, query string) (bool, string, error)) ([]problem.Problem, error) {
	books, err := s.Books(sel)
	if err != nil {
		return nil, err
	}
	meant := map[string]*codebook.Book{} // by the codebook's name
	var order []string
	for _, a := range s.Config.Analysts {
		if books[a.ID] != nil && sel.Named(a.ID, a.Role) && meant[a.Codebook] == nil {
			meant[a.Codebook] = books[a.ID]
			order = append(order, a.Codebook)
		}
	}
	names, err := s.Models(sel)
	if err != nil {
		return nil, err
	}
	grounds := theme.Grounds{Books: books}
	if grounds.Placed, err = s.placed(ctx, sel); err != nil {
		return nil, err
	}
	var ofThemes []problem.Problem
	carried := map[string]map[codebook.ID]bool{} // by codebook
	for _, name := range names {
		model, err := s.Model(name)
		if err != nil {
			return nil, err
		}
		model.Flag = s.ModelFlag(sel, name)
		grounds.Finds = func(query string) (bool, string, error) { return finds(model, query) }
		loose, err := model.Grounding(grounds)
		if err != nil {
			return nil, err
		}
		ofThemes = append(ofThemes, loose...)
		for _, a := range s.Config.Analysts {
			if books[a.ID] != nil {
				carry(model, a, books[a.ID], carried)
			}
		}
	}
	var out []problem.Problem
	for _, name := range order {
		out = append(out, meant[name].Grounding(func(id codebook.ID) bool { return carried[name][id] }, s.placedIn(name, sel, grounds.Placed))...)
	}
	return append(out, ofThemes...), nil
}

// placedIn tells which codes of a codebook are on a passage, and which wait to be, by
// whoever has it. Where the work of somebody who does may not be seen, all may be.
func (s *Study) placedIn(name string, sel coding.Selection, of func(theme.CodeRef) (bool, bool)) func(codebook.ID) (placed, waits bool) {
	var having []coding.Analyst
	hidden := false
	for _, a := range s.Config.Analysts {
		if a.Codebook == name {
			having = append(having, a.ID)
			hidden = hidden || !sel.Sees(a.ID)
		}
	}
	return func(id codebook.ID) (placed, waits bool) {
		placed = hidden
		for _, a := range having {
			is, will := of(theme.CodeRef{Analyst: a, Code: id})
			placed, waits = placed || is, waits || will
		}
		return placed, waits
	}
}

// placed tells which codes are on a passage, and which wait to be, of all analysts whom the
// one who looks may see.
func (s *Study) placed(ctx context.Context, sel coding.Selection) (func(theme.CodeRef) (bool, bool), error) {
	all := coding.Selection{Looker: sel.Looker, Blind: sel.Blind, Opened: sel.Opened, Surveys: true, Bare: true}
	for _, a := range s.Config.Analysts {
		if sel.Sees(a.ID) {
			all.Analysts = append(all.Analysts, string(a.ID))
		}
	}
	corpus, err := s.Load(ctx, all)
	if err != nil {
		return nil, err
	}
	picked, err := coding.Select(corpus, all)
	if err != nil {
		return nil, err
	}
	placed, waits := map[theme.CodeRef]bool{}, map[theme.CodeRef]bool{}
	for _, r := range picked.Rows {
		ref := theme.CodeRef{Analyst: r.Coder.Analyst, Code: r.Entry.ID}
		if r.By == coding.ByQuery {
			waits[ref] = true
		} else {
			placed[ref] = true
		}
	}
	return func(ref theme.CodeRef) (bool, bool) { return placed[ref], waits[ref] }, nil
}

// carry adds the codes of an analyst's book that the themes of a model rest on, with those
// below them and what they became.
func carry(m *theme.Model, a Analyst, book *codebook.Book, into map[string]map[codebook.ID]bool) {
	if into[a.Codebook] == nil {
		into[a.Codebook] = map[codebook.ID]bool{}
	}
	for _, t := range m.Themes {
		for _, id := range m.RestsOn(t.ID, a.ID, book) {
			into[a.Codebook][id] = true
		}
	}
}
