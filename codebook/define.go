package codebook

import (
	"time"

	"grounded/codebook/tomledit"
)

// Redefined returns the codes of a book that mean another thing than they did before:
// whose definition, or what it includes or excludes, has changed.
func Redefined(before, now *Book) []ID {
	var out []ID
	for _, c := range now.Codes {
		old, known := before.Code(c.ID)
		if known && (old.Definition != c.Definition || old.Include != c.Include || old.Exclude != c.Exclude) {
			out = append(out, c.ID)
		}
	}
	return out
}

// Define returns the book in which codes say when what they mean last changed.
func (b *Book) Define(at time.Time, ids ...ID) ([]byte, error) {
	var edits []tomledit.Edit
	for _, id := range ids {
		i, err := b.find(id)
		if err != nil {
			return nil, err
		}
		edits = append(edits, tomledit.Set(tomledit.Nth("code", i), "defined", at))
	}
	return b.edit(edits...)
}
