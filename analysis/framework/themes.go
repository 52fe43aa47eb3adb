package framework

import (
	"slices"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// Themes returns a theme of each construct on which codes are placed and of those above
// them: its definition is what it claims, until somebody says it better. They come in the
// order of the tree, each below the theme of its parent. The books are of the analysts whose
// codes are placed; of a code that was split, the parts that are placed by themselves are
// left to the constructs that hold them.
func (f *Framework) Themes(p *Placements, books map[coding.Analyst]*codebook.Book) []theme.Theme {
	codes := map[ID][]theme.CodeRef{}
	needed := map[ID]bool{}
	now := p.Follow(books)
	for _, one := range p.List {
		at, there := f.byID[one.Construct]
		if one.Nowhere || !there {
			continue
		}
		refs := []theme.CodeRef{one.Code}
		if book := books[one.Code.Analyst]; book != nil {
			refs = meant(one, now, book)
		}
		if len(refs) == 0 {
			continue // all its parts are placed by themselves
		}
		for _, ref := range refs {
			if !slices.Contains(codes[one.Construct], ref) {
				codes[one.Construct] = append(codes[one.Construct], ref)
			}
		}
		for ; at >= 0; at = f.above[at] {
			needed[f.Constructs[at].ID] = true
		}
	}
	var out []theme.Theme
	for c := range f.Walk() {
		if !needed[c.ID] {
			continue
		}
		t := theme.Theme{ID: theme.ID(c.ID), Name: c.Name, Statement: c.Definition, Codes: codes[c.ID]}
		if above := f.above[f.byID[c.ID]]; above >= 0 {
			t.Parents = []theme.ID{theme.ID(f.Constructs[above].ID)}
		}
		out = append(out, t)
	}
	return out
}
