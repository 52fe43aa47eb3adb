package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

// Shares of one side's text that the other must mark as well, or must not, for a
// relation to be guessed. They are a convention of this program.
const (
	mostly = 0.6 // the code lies within the other
	half   = 0.5 // the codes are about the same
	partly = 0.4 // the other reaches well beyond the code
)

// Relation guesses how the left side stands to the right one, by the mean of
// characters and turns: they are the same when each marks half of the other's
// text at least; one is narrower when three fifths of its text lie in the
// other's, and less than two fifths of the other's in its own; else they overlap.
func (s Shares) Relation() crosswalk.Relation {
	switch left, right := s.contained(); {
	case left >= half && right >= half:
		return crosswalk.Same
	case left >= mostly && right < partly:
		return crosswalk.Narrower
	case right >= mostly && left < partly:
		return crosswalk.Broader
	}
	return crosswalk.Overlaps
}

// Proposal is a pair for people to look at, with what speaks for it.
type Proposal struct {
	Left, Right []codebook.ID // of one of them several, when a code was split or joined
	Relation    crosswalk.Relation
	Score       float64 // from 0 to 1
	Shares
	Meaning
}

// Lone is a code that no code of the other side comes near.
type Lone struct {
	Analyst coding.Analyst
	Right   bool // it is a code of the right side
	Use
	Nearest codebook.ID // the code of the other side that shares most of its text; "" when none shares any
	Jaccard float64     // with that
}

// Proposals is how the codes of two books pair.
type Proposals struct {
	Pairs []Proposal // best first
	Alone []Lone     // codes in no pair, proposed or accepted: of the left, then of the right, the most text first

	evidence    Evidence
	left, right []Use // all codes that could be paired, by id
}

// Propose pairs codes: those of one side that make up one of the other, then of
// the codes that are left the best assignment one to one, then codes without a
// partner that lie within one of the other side. Of what was decided nothing is
// proposed again, and codes accepted as the same are left to their pair.
func (m *Matching) Propose(decided []crosswalk.Pair) Proposals {
	d := m.draft(decided)
	d.groups()
	d.oneToOne()
	d.within()
	slices.SortFunc(d.out, bestPair)
	return Proposals{
		Pairs: d.out, Alone: append(d.alone(false), d.alone(true)...),
		evidence: m.evidence, left: m.left.uses, right: m.right.uses,
	}
}

func bestPair(a, b Proposal) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Jaccard, a.Jaccard), slices.Compare(a.Left, b.Left), slices.Compare(a.Right, b.Right))
}

// draft is proposals in the making.
type draft struct {
	*Matching
	weight  [][]int64 // 0 for codes that are not to be paired
	free    [2][]bool // codes of the left and of the right that are in no pair yet
	out     []Proposal
	decided []crosswalk.Pair
}

func (m *Matching) draft(decided []crosswalk.Pair) *draft {
	d := &draft{Matching: m, weight: m.weights(), decided: decided}
	d.free[0], d.free[1] = slices.Repeat([]bool{true}, len(m.left.uses)), slices.Repeat([]bool{true}, len(m.right.uses))
	for _, p := range decided {
		if p.Status == crosswalk.Accepted && p.Relation == crosswalk.Same {
			d.take(indexes(m.left, p.Left), indexes(m.right, p.Right))
		}
		if len(p.Left) == 1 && len(p.Right) == 1 {
			l, isLeft := m.left.at[p.Left[0]]
			r, isRight := m.right.at[p.Right[0]]
			if isLeft && isRight {
				d.weight[l][r] = 0
			}
		}
	}
	return d
}

func indexes(p party, ids []codebook.ID) []int {
	var out []int
	for _, id := range ids {
		if at, is := p.at[id]; is {
			out = append(out, at)
		}
	}
	return out
}

func (d *draft) take(left, right []int) {
	for _, l := range left {
		d.free[0][l] = false
	}
	for _, r := range right {
		d.free[1][r] = false
	}
}

// propose adds the pair of some codes, and takes them.
func (d *draft) propose(left, right []int) {
	d.out = append(d.out, d.judge(left, right))
	d.take(left, right)
}

// Judge returns what speaks for the pair of some codes. Those that could not be
// paired, since they are in no book, say nothing.
func (m *Matching) Judge(left, right []codebook.ID) Proposal {
	return m.judge(indexes(m.left, left), indexes(m.right, right))
}

func (m *Matching) judge(left, right []int) Proposal {
	of := func(p party, at []int) (ids []codebook.ID, all []marks, face portrait) {
		for n, i := range at {
			ids = append(ids, p.uses[i].Code.ID)
			all = append(all, p.marks[i])
			if n == 0 {
				face = p.portraits[i]
			} else {
				face = face.with(p.portraits[i])
			}
		}
		return ids, all, face
	}
	var p Proposal
	var lefts, rights []marks
	var l, r portrait
	p.Left, lefts, l = of(m.left, left)
	p.Right, rights, r = of(m.right, right)
	a, b := together(lefts...), together(rights...)
	p.Shares = a.shares(b)
	p.Meaning = m.compare(l, r)
	p.Place = m.placeOf(left, right)
	p.Score = score(p.Shares, p.Meaning, min(len(a.turns), len(b.turns)))
	p.Relation = relation(p.Shares, p.Meaning)
	return p
}

// placeOf is the mean of the places of each two codes that are known.
func (m *Matching) placeOf(left, right []int) Likeness {
	sum, n := 0., 0
	for _, l := range left {
		for _, r := range right {
			if place := m.meaning[l][r].Place; place.Known {
				sum += place.Value
				n++
			}
		}
	}
	if n == 0 {
		return Likeness{}
	}
	return alike(sum / float64(n))
}

// oneToOne pairs free codes by the best assignment among those that are worth a
// look.
func (d *draft) oneToOne() {
	weights := make([][]int64, len(d.weight))
	for i, row := range d.weight {
		weights[i] = make([]int64, len(row))
		for j, w := range row {
			if d.free[0][i] && d.free[1][j] && d.scores[i][j] >= least {
				weights[i][j] = w
			}
		}
	}
	for i, j := range assign(weights) {
		if j >= 0 {
			d.propose([]int{i}, []int{j})
		}
	}
}

// within pairs each code that is still free with the best of those that it lies
// within, if it shares two turns with it at least. That one may have a partner.
func (d *draft) within() {
	for _, side := range []int{0, 1} {
		for i, free := range d.free[side] {
			if !free {
				continue
			}
			best := -1
			for j := range d.free[1-side] {
				at := flip(side, i, j)
				s := d.shares[at]
				narrower, want := s.Relation(), crosswalk.Narrower
				if side == 1 {
					want = crosswalk.Broader
				}
				if narrower == want && s.Turns >= 2 && d.weight[at.left][at.right] > 0 && (best < 0 || d.of(side, i, j) > d.of(side, i, best)) {
					best = j
				}
			}
			if best >= 0 {
				at := flip(side, i, best)
				d.out = append(d.out, d.judge([]int{at.left}, []int{at.right}))
				d.free[side][i] = false
			}
		}
	}
}

// flip returns a code of a side, 0 for the left and 1 for the right, and one of
// the other side as a pair.
func flip(side, i, j int) pair {
	if side == 0 {
		return pair{i, j}
	}
	return pair{j, i}
}

func (d *draft) of(side, i, j int) int64 {
	at := flip(side, i, j)
	return d.weight[at.left][at.right]
}
