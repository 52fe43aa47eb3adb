package codebook

import (
	"iter"
	"slices"
)

// The tree is made of the parents that make sense: one that is missing or of
// another kind counts as none, and of a ring of parents the code that stands
// first in the file is put at the top. So every code is in it once.

// grow makes the tree and returns the rings that it had to open, each from the
// code that stands first in the file.
func (b *Book) grow() [][]int {
	b.above = make([]int, len(b.Codes))
	for i, c := range b.Codes {
		p, ok := b.byID[c.Parent]
		if !ok || b.otherKind(i, p) {
			p = -1
		}
		b.above[i] = p
	}
	var rings [][]int
	const unseen, onTheWay, done = 0, 1, 2
	state := make([]int, len(b.Codes))
	for i := range b.Codes {
		var way []int
		at := i
		for at >= 0 && state[at] == unseen {
			state[at] = onTheWay
			way = append(way, at)
			at = b.above[at]
		}
		if at >= 0 && state[at] == onTheWay {
			ring := way[slices.Index(way, at):]
			first := slices.Index(ring, slices.Min(ring))
			ring = slices.Concat(ring[first:], ring[:first])
			b.above[ring[0]] = -1
			rings = append(rings, ring)
		}
		for _, j := range way {
			state[j] = done
		}
	}
	b.below = make([][]int, len(b.Codes))
	for i, p := range b.above {
		if p >= 0 {
			b.below[p] = append(b.below[p], i)
		}
	}
	return rings
}

// Roots returns the codes at the top of the tree, of one kind, or of both when
// kind is "", in the order of the file. A code whose parent is missing or of
// another kind is at the top.
func (b *Book) Roots(kind Kind) []ID {
	var roots []ID
	for i, c := range b.Codes {
		if b.above[i] < 0 && (kind == "" || c.Kind == kind) {
			roots = append(roots, c.ID)
		}
	}
	return roots
}

// Children returns the codes right below a code, in the order of the file.
func (b *Book) Children(id ID) []ID {
	i, ok := b.byID[id]
	if !ok {
		return nil
	}
	return b.named(b.below[i])
}

// Meant returns what a code means for what rests on it: the code and all below it, then
// the code or codes that took its place when it was merged or split, or into which it is
// being split, with all below them and what took their places; each once. A code that is
// not in the book means nothing.
func (b *Book) Meant(id ID) []ID {
	var out []ID
	known := map[ID]bool{}
	asked := []ID{id}
	for len(asked) > 0 {
		next := asked[0]
		asked = asked[1:]
		for _, below := range b.Descendants(next) {
			if known[below] {
				continue
			}
			known[below] = true
			out = append(out, below)
			c, _ := b.Code(below)
			asked = append(asked, c.Successors()...)
		}
	}
	return out
}

// Descendants returns a code and all below it, each before its children, in the
// order of the file; nil when the code is not in the book.
func (b *Book) Descendants(id ID) []ID {
	i, ok := b.byID[id]
	if !ok {
		return nil
	}
	var all []int
	b.descend(i, 0, func(j, _ int) bool {
		all = append(all, j)
		return true
	})
	return b.named(all)
}

// Path returns the codes from the top of the tree down to a code, which is the
// last; nil when the code is not in the book.
func (b *Book) Path(id ID) []ID {
	i, ok := b.byID[id]
	if !ok {
		return nil
	}
	var way []int
	for ; i >= 0; i = b.above[i] {
		way = append(way, i)
	}
	slices.Reverse(way)
	return b.named(way)
}

// Depth returns how many codes stand above a code in the tree, -1 when it is
// not in the book.
func (b *Book) Depth(id ID) int { return len(b.Path(id)) - 1 }

// Walk yields all codes with their depth, retired ones included, each code
// before its children, in the order of the file.
func (b *Book) Walk() iter.Seq2[Code, int] {
	return func(yield func(Code, int) bool) {
		for i, p := range b.above {
			if p < 0 && !b.descend(i, 0, func(j, depth int) bool { return yield(b.Codes[j], depth) }) {
				return
			}
		}
	}
}

// descend visits code i and all below it until visit returns false, and returns
// what it returned last.
func (b *Book) descend(i, depth int, visit func(i, depth int) bool) bool {
	if !visit(i, depth) {
		return false
	}
	for _, j := range b.below[i] {
		if !b.descend(j, depth+1, visit) {
			return false
		}
	}
	return true
}

func (b *Book) named(indexes []int) []ID {
	var ids []ID
	for _, i := range indexes {
		ids = append(ids, b.Codes[i].ID)
	}
	return ids
}
