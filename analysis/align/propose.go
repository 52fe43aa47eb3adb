package align

import (
	"cmp"
	"slices"

	"grounded/analysis/assignment"
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
// the codes that are left the best assignment one to one, then each that has no
// partner yet with a code that it goes with all the same. Of what was decided nothing is
// proposed again, and codes accepted as the same are left to their pair.
func (m *Matching) Propose(decided []crosswalk.Pair) Proposals {
	d := m.draft(decided)
	d.groups()
	d.oneToOne()
	d.beside()
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
	decided []crosswalk.Pair
	weight  [][]int64    // 0 for two codes that people have decided on
	has     [2][]float64 // the score of the pair that a code of the left or right is in, 0 while it is in none
	out     []Proposal
}

func (m *Matching) draft(decided []crosswalk.Pair) *draft {
	d := &draft{Matching: m, weight: m.weights(), decided: decided}
	d.has[0], d.has[1] = make([]float64, len(m.left.uses)), make([]float64, len(m.right.uses))
	for _, p := range decided {
		left, right := indexes(m.left, p.Left), indexes(m.right, p.Right)
		if p.Status == crosswalk.Accepted && p.Relation == crosswalk.Same {
			d.take(left, right, max(m.judge(left, right).Score, least))
		}
		if len(p.Left) == 1 && len(p.Right) == 1 && len(left) == 1 && len(right) == 1 {
			d.weight[left[0]][right[0]] = 0
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

// take notes the score of the pair that some codes are in.
func (d *draft) take(left, right []int, score float64) {
	for _, l := range left {
		d.has[0][l] = score
	}
	for _, r := range right {
		d.has[1][r] = score
	}
}

// free reports whether a code is in no pair yet.
func (d *draft) free(side, i int) bool { return d.has[side][i] == 0 }

// propose adds the pair of some codes, and takes them.
func (d *draft) propose(left, right []int) {
	p := d.judge(left, right)
	d.out = append(d.out, p)
	d.take(left, right, p.Score)
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

// oneToOne pairs free codes by the best assignment.
func (d *draft) oneToOne() {
	for i, j := range assignment.Best(d.worth()) {
		if j >= 0 {
			d.propose([]int{i}, []int{j})
		}
	}
}

// worth returns the weights of the pairs of free codes that are worth a look, by
// how much more than that they are: two such pairs are not to part two codes that
// match well.
func (d *draft) worth() [][]int64 {
	weights := make([][]int64, len(d.weight))
	for i, row := range d.weight {
		weights[i] = make([]int64, len(row))
		for j, w := range row {
			if w > 0 && d.free(0, i) && d.free(1, j) && d.scores[i][j] > least {
				weights[i][j] = w - weigh(least)
			}
		}
	}
	return weights
}

// beside pairs each code that is still without a partner with the best of those
// that it goes with, which may have one: those that it lies within, sharing two
// turns at least, and those that it matches nearly as well as their partner does.
func (d *draft) beside() {
	type goes struct{ side, i, with int }
	var all []goes
	for _, side := range []int{0, 1} {
		for i := range d.has[side] {
			best := -1
			for j := range d.has[1-side] {
				if d.free(side, i) && d.goesWith(side, i, j) && (best < 0 || d.of(side, i, j) > d.of(side, i, best)) {
					best = j
				}
			}
			if best >= 0 {
				all = append(all, goes{side, i, best})
			}
		}
	}
	for _, g := range all {
		at := flip(g.side, g.i, g.with)
		if g.side == 0 || !slices.Contains(all, goes{0, at.left, at.right}) {
			p := d.judge([]int{at.left}, []int{at.right})
			if p.Relation == crosswalk.Same && (!d.free(0, at.left) || !d.free(1, at.right)) {
				p.Relation = besides(p.Shares)
			}
			d.out = append(d.out, p)
		}
	}
}

// besides is how codes stand to one another that look the same, of which one is the same
// as another code already, or is proposed to be: it lies within the one that has the
// partner where more of its text does so than the other way round.
func besides(s Shares) crosswalk.Relation {
	switch left, right := s.contained(); {
	case left >= mostly && left > right:
		return crosswalk.Narrower
	case right >= mostly && right > left:
		return crosswalk.Broader
	}
	return crosswalk.Overlaps
}

// goesWith reports whether code i of a side goes with code j of the other.
func (d *draft) goesWith(side, i, j int) bool {
	at := flip(side, i, j)
	s, score := d.shares[at], d.scores[at.left][at.right]
	within := s.Relation() == crosswalk.Narrower
	if side == 1 {
		within = s.Relation() == crosswalk.Broader
	}
	return d.of(side, i, j) > 0 && (within && s.Turns >= 2 || score > least && (score >= nearly*d.has[1-side][j] || s.text() >= much && s.Turns >= 2))
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
