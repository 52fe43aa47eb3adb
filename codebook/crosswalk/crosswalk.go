// Package crosswalk reads and edits the file that says which codes of two
// codebooks mean the same, and tells the categories that this makes of them.
// It holds what people decided; the evidence that codes pair is gathered by
// package align.
package crosswalk

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
	"grounded/codebook/tomledit"
)

// Relation says how the left codes of a pair stand to the right ones.
type Relation string

// Same: each side means what the other does. Broader: the left codes mean all
// that the right ones do, and more. Narrower: the reverse. Overlaps: they share
// some of their meaning.
const (
	Same     Relation = "same"
	Broader  Relation = "broader"
	Narrower Relation = "narrower"
	Overlaps Relation = "overlaps"
)

// Swap returns the relation as it reads from the right to the left.
func (r Relation) Swap() Relation {
	switch r {
	case Broader:
		return Narrower
	case Narrower:
		return Broader
	}
	return r
}

// Status says what people have decided on a pair.
type Status string

// A pair is proposed until somebody accepts or rejects it. A rejected one is
// kept, so that it is not proposed again.
const (
	Proposed Status = "proposed"
	Accepted Status = "accepted"
	Rejected Status = "rejected"
)

// Pair is codes of one book and what they are in the other.
type Pair struct {
	ID           string
	Left, Right  []codebook.ID
	Relation     Relation // Same when the file does not say
	Status       Status   // Proposed when the file does not say
	Note         string
	EvidenceFrom []string // ids of the transcripts whose codings suggested it
	Line         int      // where its table begins in the file, from 1
}

// Swap returns the pair as seen from the other side.
func (p Pair) Swap() Pair {
	p.Left, p.Right, p.Relation = p.Right, p.Left, p.Relation.Swap()
	return p
}

// SameCodes reports whether two pairs are of the same codes, in whatever order.
func (p Pair) SameCodes(q Pair) bool {
	return slices.Equal(set(p.Left), set(q.Left)) && slices.Equal(set(p.Right), set(q.Right))
}

// counts reports whether the pair makes a category.
func (p Pair) counts() bool { return p.Relation == Same && p.Status == Accepted }

// Crosswalk is a file of pairs as it was read. It is not changed once made: an
// edit makes the bytes of a new file.
type Crosswalk struct {
	Pairs []Pair // in the order of the file

	file     *tomledit.File // in which Pairs[i] is the table pair[i]
	problems []problem.Problem
	swapped  bool // left and right are the other way round in the file
}

// Swap returns the same crosswalk seen from the other side. Its edits write the
// same file, in which left stays left.
func (c *Crosswalk) Swap() *Crosswalk {
	swapped := *c
	swapped.swapped = !c.swapped
	swapped.Pairs = make([]Pair, len(c.Pairs))
	for i, p := range c.Pairs {
		swapped.Pairs[i] = p.Swap()
	}
	return &swapped
}

// Pair returns the pair of an id.
func (c *Crosswalk) Pair(id string) (Pair, bool) {
	i := c.index(id)
	if i < 0 {
		return Pair{}, false
	}
	return c.Pairs[i], true
}

func (c *Crosswalk) index(id string) int {
	return slices.IndexFunc(c.Pairs, func(p Pair) bool { return p.ID == id })
}

// Category is codes that count as one when two coders are compared.
type Category struct {
	Name        string        // the id of the pair
	Left, Right []codebook.ID // sorted, each once
}

// Categories returns what the accepted pairs of codes that mean the same make:
// the codes of a pair's left side are one with those of its right side. They
// are sorted by name. In a crosswalk without fatal problems no code is in two.
func (c *Crosswalk) Categories() []Category {
	var out []Category
	for _, p := range c.Pairs {
		if p.counts() {
			out = append(out, Category{Name: p.ID, Left: set(p.Left), Right: set(p.Right)})
		}
	}
	slices.SortStableFunc(out, func(a, b Category) int { return strings.Compare(a.Name, b.Name) })
	return out
}

func set(ids []codebook.ID) []codebook.ID {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}

// NewID returns an id for a pair of these codes that no pair of c has: the name
// that they share, or else the first of each side.
func (c *Crosswalk) NewID(left, right []codebook.ID) string {
	return slug.Unique(c.idOf(left, right), func(id string) bool { return c.index(id) >= 0 })
}

// idOf returns the id that codes make, which may be taken.
func (c *Crosswalk) idOf(left, right []codebook.ID) string {
	id := "pair"
	switch {
	case len(left) == 0 || len(right) == 0:
	case left[0] == right[0]:
		id = slug.Make(string(left[0]))
	case c.swapped:
		id = slug.Make(string(right[0]) + " " + string(left[0]))
	default:
		id = slug.Make(string(left[0]) + " " + string(right[0]))
	}
	if id == "" {
		return "pair"
	}
	return id
}

// New returns the bytes of a crosswalk without pairs, which say whose codes are
// left and whose right.
func New(left, right string) []byte {
	return fmt.Appendf(nil, `# Which codes of %s (left) are which of %s (right).
# relation: same, broader (left than right), narrower, overlaps
# status: proposed, accepted, rejected; agreement counts what is accepted as same
`, oneLine(left), oneLine(right))
}

// oneLine takes out of a name what cannot stand in a comment.
func oneLine(name string) string {
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name), "\ufffd")
}
