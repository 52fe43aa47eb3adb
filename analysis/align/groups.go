package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
)

// Conventions of this program for codes that make up one of the other side.
const (
	lies  = 0.25 // the share of its text that must lie in that of the other's
	adds  = 1.1  // how many times the text in common each further code must make it
	gains = 1.25 // and all of them together
)

// group is a code of one side, 0 for the left and 1 for the right, and codes of
// the other that make it up.
type group struct {
	side int
	one  int
	many []int // in order of ids
	text float64
}

func (g group) sides() (left, right []int) {
	if g.side == 0 {
		return []int{g.one}, g.many
	}
	return g.many, []int{g.one}
}

// groups proposes splits and joins: a code of one side and those of the other
// that make it up between them. Such a code matches none better than the one, and
// half of its text lies in that. They are added one by one, the best match first,
// while each brings more of the one's text into common than it brings of other
// text. A code is in one group at most, the best; of two that are each other's mirror
// image neither is better.
func (d *draft) groups() {
	var all []group
	for _, side := range []int{0, 1} {
		all = append(all, d.madeUp(side)...)
	}
	slices.SortStableFunc(all, func(a, b group) int {
		return cmp.Or(cmp.Compare(b.text, a.text), compareIDs(d.party(a.side).uses[a.one].Code.ID, d.party(b.side).uses[b.one].Code.ID))
	})
	for _, g := range all {
		left, right := g.sides()
		mirrored := slices.ContainsFunc(all, func(h group) bool {
			return h.side != g.side && h.text == g.text && d.party(h.side).uses[h.one].Code.ID == d.party(g.side).uses[g.one].Code.ID
		})
		if !mirrored && d.areFree(left, right) && !d.isDecided(left, right) {
			d.propose(left, right)
		}
	}
}

func (d *draft) areFree(left, right []int) bool {
	taken := func(side int) func(int) bool { return func(i int) bool { return !d.free(side, i) } }
	return !slices.ContainsFunc(left, taken(0)) && !slices.ContainsFunc(right, taken(1))
}

// isDecided reports whether people have decided on a pair of these codes.
func (d *draft) isDecided(left, right []int) bool {
	ids := func(p party, at []int) []codebook.ID {
		var out []codebook.ID
		for _, i := range at {
			out = append(out, p.uses[i].Code.ID)
		}
		return out
	}
	codes := crosswalk.Pair{Left: ids(d.left, left), Right: ids(d.right, right)}
	return slices.ContainsFunc(d.decided, codes.SameCodes)
}

func (d *draft) party(side int) party {
	if side == 0 {
		return d.left
	}
	return d.right
}

// madeUp returns the codes of a side that several of the other make up.
func (d *draft) madeUp(side int) []group {
	parts := make([][]int, len(d.party(side).uses))
	for j := range d.has[1-side] {
		best := -1
		for i := range parts {
			if d.free(1-side, j) && d.free(side, i) && d.of(side, i, j) > 0 && (best < 0 || d.of(side, i, j) > d.of(side, best, j)) {
				best = i
			}
		}
		if best >= 0 && d.liesIn(side, best, j) {
			parts[best] = append(parts[best], j)
		}
	}
	var out []group
	for i, js := range parts {
		slices.SortFunc(js, func(a, b int) int { return cmp.Compare(d.of(side, i, b), d.of(side, i, a)) })
		if g, is := d.gather(side, i, js); is {
			out = append(out, g)
		}
	}
	return out
}

// liesIn reports whether half of the text of code j lies in that of code i.
func (d *draft) liesIn(side, i, j int) bool {
	left, right := d.shares[flip(side, i, j)].contained()
	if side == 0 {
		return right >= lies
	}
	return left >= lies
}

// gather adds up the codes js of the other side that make up code i.
func (d *draft) gather(side, i int, js []int) (group, bool) {
	if len(js) < 2 {
		return group{}, false
	}
	one, other := d.party(side).marks[i], d.party(1-side)
	many := other.marks[js[0]]
	alone := one.shares(many).text()
	g := group{side: side, one: i, many: js[:1:1], text: alone}
	for _, j := range js[1:] {
		more := together(many, other.marks[j])
		if text := one.shares(more).text(); text >= g.text*adds {
			many, g.text = more, text
			g.many = append(g.many, j)
		}
	}
	slices.Sort(g.many)
	return g, len(g.many) > 1 && g.text >= alone*gains
}

// alone returns the codes of a side that are in no pair.
func (d *draft) alone(right bool) []Lone {
	p := d.left
	if right {
		p = d.right
	}
	partnered := map[codebook.ID]bool{}
	note := func(left, rights []codebook.ID) {
		ids := left
		if right {
			ids = rights
		}
		for _, id := range ids {
			partnered[id] = true
		}
	}
	for _, pair := range d.out {
		note(pair.Left, pair.Right)
	}
	for _, pair := range d.decided {
		if pair.Status == crosswalk.Accepted {
			note(pair.Left, pair.Right)
		}
	}
	return d.evidence.lone(p.analyst, right, p.uses, func(u Use, _ float64) bool { return !partnered[u.Code.ID] })
}
