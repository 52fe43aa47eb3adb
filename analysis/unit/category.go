package unit

import (
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

// FromCrosswalk returns the categories of two analysts with codebooks of their
// own: what a crosswalk's accepted pairs make.
func FromCrosswalk(c *crosswalk.Crosswalk, left, right coding.Analyst) []Category {
	var out []Category
	for _, pair := range c.Categories() {
		out = append(out, Category{Name: pair.Name, Codes: map[coding.Analyst][]codebook.ID{left: pair.Left, right: pair.Right}})
	}
	return out
}

// FromBook returns the categories of analysts who share a codebook: each code
// of its own, in the order of the book. What was merged into one code is that.
func FromBook(book *codebook.Book, analysts ...coding.Analyst) []Category {
	var out []Category
	for _, code := range book.Codes {
		if now, ok := book.Resolve(code.ID); !ok || now != code.ID {
			continue
		}
		c := Category{Name: string(code.ID), Codes: map[coding.Analyst][]codebook.ID{}}
		for _, a := range analysts {
			c.Codes[a] = []codebook.ID{code.ID}
		}
		out = append(out, c)
	}
	return out
}

// Above returns the categories of the topmost codes: each stands for all below it.
// Of a crosswalk only pairs of topmost codes are left.
func Above(categories []Category, books map[coding.Analyst]*codebook.Book) []Category {
	var out []Category
	for _, c := range categories {
		lifted := Category{Name: c.Name, Codes: map[coding.Analyst][]codebook.ID{}}
		top := true
		for analyst, codes := range c.Codes {
			book := books[analyst]
			for _, code := range codes {
				entry, known := book.Code(code)
				if known && entry.Parent != "" {
					top = false
					continue
				}
				below := []codebook.ID{code}
				if known {
					below = book.Descendants(code)
				}
				lifted.Codes[analyst] = append(lifted.Codes[analyst], below...)
			}
		}
		if top {
			out = append(out, lifted)
		}
	}
	return out
}

// Pairing is which codes of two analysts are one.
type Pairing struct {
	Left, Right coding.Analyst
	Pairs       []crosswalk.Category
}

// Same pairs the codes of two analysts who share a codebook with themselves.
func Same(book *codebook.Book, left, right coding.Analyst) Pairing {
	p := Pairing{Left: left, Right: right}
	for _, c := range FromBook(book, left) {
		p.Pairs = append(p.Pairs, crosswalk.Category{Name: c.Name, Left: c.Codes[left], Right: c.Codes[left]})
	}
	return p
}

// Joined returns the categories of several analysts whose codes are paired two by
// two: codes that pairs lead to from one another are one, "mine is yours and yours is
// hers". Only those to which every analyst has a code are whole; the others are
// partial. A category is called what the first of its pairs is, and stands where
// that does.
func Joined(analysts []coding.Analyst, pairings []Pairing) (whole, partial []Category) {
	type node struct {
		analyst coding.Analyst
		code    codebook.ID
	}
	group := map[node]int{}
	var categories []*Category
	put := func(to int, n node) {
		group[n] = to
		c := categories[to]
		if !slices.Contains(c.Codes[n.analyst], n.code) {
			c.Codes[n.analyst] = append(c.Codes[n.analyst], n.code)
		}
	}
	for _, p := range pairings {
		for _, pair := range p.Pairs {
			var nodes []node
			for _, code := range pair.Left {
				nodes = append(nodes, node{p.Left, code})
			}
			for _, code := range pair.Right {
				nodes = append(nodes, node{p.Right, code})
			}
			at := len(categories)
			for _, n := range nodes {
				if g, known := group[n]; known {
					at = min(at, g)
				}
			}
			if at == len(categories) {
				categories = append(categories, &Category{Name: pair.Name, Codes: map[coding.Analyst][]codebook.ID{}})
			}
			for _, n := range nodes {
				if g, known := group[n]; known && g != at {
					for analyst, codes := range categories[g].Codes {
						for _, code := range codes {
							put(at, node{analyst, code})
						}
					}
					categories[g].Codes = nil
				}
				put(at, n)
			}
		}
	}
	for _, c := range categories {
		switch missing := slices.ContainsFunc(analysts, func(a coding.Analyst) bool { return len(c.Codes[a]) == 0 }); {
		case c.Codes == nil:
		case missing:
			partial = append(partial, *c)
		default:
			whole = append(whole, *c)
		}
	}
	return whole, partial
}
