package crosswalk

import (
	"slices"

	"grounded/codebook"
	"grounded/codebook/tomledit"
)

// Propose returns the file in which these pairs are proposed in place of those that
// were, and the pairs with their ids. One of the same codes as before keeps its id and
// note; what people accepted or rejected stays as it is. Pairs of codes that are decided
// on are left out, rejected ones unless again is set, when they are proposed anew.
func (c *Crosswalk) Propose(pairs []Pair, again bool) (src []byte, proposed []Pair, err error) {
	var edits []tomledit.Edit
	var kept []Pair
	stays := map[int]bool{}
	next := *c
	for _, p := range pairs {
		p.Status = Proposed
		at := slices.IndexFunc(c.Pairs, func(q Pair) bool { return sameCodes(p, q) })
		switch {
		case at < 0:
			p.ID = next.NewID(p.Left, p.Right)
			next.Pairs = append(slices.Clone(next.Pairs), p)
			kept = append(kept, p)
			proposed = append(proposed, p)
			continue
		case c.Pairs[at].Status == Accepted, c.Pairs[at].Status == Rejected && !again:
			continue
		}
		old := c.Pairs[at]
		p.ID, p.Note = old.ID, old.Note
		stays[at] = true
		proposed = append(proposed, p)
		in := p
		if c.swapped {
			in = p.Swap()
		}
		for _, key := range in.keys() {
			edits = append(edits, tomledit.Set(tomledit.Nth("pair", at), key.Key, key.Value))
		}
	}
	all := slices.Clone(c.Pairs)
	for i, p := range c.Pairs {
		if p.Status == Proposed && !stays[i] {
			edits = append(edits, tomledit.Remove(tomledit.Nth("pair", i)))
		}
	}
	all = slices.DeleteFunc(all, func(p Pair) bool { return p.Status == Proposed })
	for _, p := range kept {
		if c.swapped {
			p = p.Swap()
		}
		edits = append(edits, tomledit.Append("pair", p.keys()...))
	}
	if len(edits) == 0 {
		return c.file.Source, proposed, c.broken()
	}
	src, err = c.edit(edits, all, func(int) bool { return false })
	return src, proposed, err
}

// sameCodes reports whether two pairs are of the same codes, in whatever order.
func sameCodes(p, q Pair) bool {
	return slices.Equal(set(p.Left), set(q.Left)) && slices.Equal(set(p.Right), set(q.Right))
}

// Decided reports whether a code of one side is in a pair that is accepted as the
// same.
func (c *Crosswalk) Decided(right bool, id codebook.ID) bool {
	return slices.ContainsFunc(c.Pairs, func(p Pair) bool {
		side := p.Left
		if right {
			side = p.Right
		}
		return p.counts() && slices.Contains(side, id)
	})
}
