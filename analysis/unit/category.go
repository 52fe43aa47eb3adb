package unit

import (
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
