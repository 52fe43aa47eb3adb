package framework

import (
	"slices"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/transcript/coding"
)

// Followed is a placement of a code as it holds now: of the code itself, or of one that
// took its place when it was merged or split, or takes it while it is being split.
type Followed struct {
	Placement
	Now   codebook.ID // in the book of the analyst of Code
	Split bool        // a split lies between, so that nobody said it of this part alone
}

// As returns the code that it was said of, "" when that is the code itself.
func (f Followed) As() codebook.ID {
	if f.Now == f.Code.Code {
		return ""
	}
	return f.Code.Code
}

// Follow returns placements as they hold now, in the order of the file, each of the code
// itself and then of the codes that took its place. Of a part of a code that was split it
// leaves out what was said of the whole, where something is said of that part itself. A code that
// its book does not hold, or of an analyst without a book, is left out.
func (p *Placements) Follow(books map[coding.Analyst]*codebook.Book) []Followed {
	type key struct {
		book string
		code codebook.ID
	}
	var all []Followed
	said := map[key]bool{} // of which something is said itself
	for _, one := range p.List {
		book := books[one.Code.Analyst]
		if book == nil {
			continue
		}
		for _, f := range followed(one, book) {
			all = append(all, f)
			if f.As() == "" {
				said[key{book.Name(), f.Now}] = true
			}
		}
	}
	return slices.DeleteFunc(all, func(f Followed) bool {
		return f.Split && said[key{books[f.Code.Analyst].Name(), f.Now}]
	})
}

// followed returns a placement of a code and of all that took its place, each once.
func followed(one Placement, book *codebook.Book) []Followed {
	var out []Followed
	known := map[codebook.ID]bool{}
	next := []Followed{{Placement: one, Now: one.Code.Code}}
	for len(next) > 0 {
		f := next[0]
		next = next[1:]
		c, there := book.Code(f.Now)
		if !there || known[f.Now] {
			continue
		}
		known[f.Now] = true
		out = append(out, f)
		now := c.Successors()
		for _, id := range now {
			next = append(next, Followed{Placement: one, Now: id, Split: f.Split || len(now) > 1})
		}
	}
	return out
}

// Lost are the placements on constructs that a framework does not hold, in the order of
// the file.
func (p *Placements) Lost(f *Framework) []Placement {
	var out []Placement
	for _, one := range p.List {
		if _, there := f.Construct(one.Construct); !there && !one.Nowhere {
			out = append(out, one)
		}
	}
	return out
}

// meant are the codes that a theme of a construct rests on for a placement: the code, which
// means what it became as well, or of one that was split and whose parts are placed apart
// those that are not.
func meant(one Placement, now []Followed, book *codebook.Book) []theme.CodeRef {
	c, there := book.Code(one.Code.Code)
	if !there || len(c.Successors()) == 0 {
		return []theme.CodeRef{one.Code}
	}
	var out []theme.CodeRef
	apart := false
	for _, f := range followed(one, book) {
		here := slices.ContainsFunc(now, func(o Followed) bool { return o.Line == one.Line && o.Now == f.Now })
		apart = apart || !here
		if part, _ := book.Code(f.Now); here && part.InUse() {
			out = append(out, theme.CodeRef{Analyst: one.Code.Analyst, Code: f.Now})
		}
	}
	if !apart {
		return []theme.CodeRef{one.Code}
	}
	return out
}
