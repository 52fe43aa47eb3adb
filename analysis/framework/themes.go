package framework

import (
	"slices"

	"grounded/analysis/theme"
)

// Themes returns a theme of each construct on which codes are placed and of those above
// them: its definition is what it claims, until somebody says it better. They come in the
// order of the tree, each below the theme of its parent.
func (f *Framework) Themes(p *Placements) []theme.Theme {
	codes := map[ID][]theme.CodeRef{}
	needed := map[ID]bool{}
	for _, one := range p.List {
		at, there := f.byID[one.Construct]
		if one.Nowhere || !there {
			continue
		}
		if !slices.Contains(codes[one.Construct], one.Code) {
			codes[one.Construct] = append(codes[one.Construct], one.Code)
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
