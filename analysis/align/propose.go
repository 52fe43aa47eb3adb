package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

// Shares of a code's text that the other code must mark as well, or must not,
// for a relation to be guessed. They are a convention of this program.
const (
	mostly = 0.6 // the code lies within the other
	half   = 0.5 // the codes are about the same
	partly = 0.4 // the other reaches well beyond the code
)

// Relation guesses how the left code stands to the right one: they are the same
// when each marks half of the other's text at least; one is narrower when three
// fifths of its text lie in the other's, and less than two fifths of the
// other's in its own; else they overlap.
func (o Overlap) Relation() crosswalk.Relation {
	switch {
	case o.ContainedLeft >= half && o.ContainedRight >= half:
		return crosswalk.Same
	case o.ContainedLeft >= mostly && o.ContainedRight < partly:
		return crosswalk.Narrower
	case o.ContainedRight >= mostly && o.ContainedLeft < partly:
		return crosswalk.Broader
	}
	return crosswalk.Overlaps
}

// Proposal is a pair for people to look at.
type Proposal struct {
	Overlap
	Mutual bool // neither code shares more of its text with another
}

// Proposals returns the pairs that are worth a look, best first: each two codes
// that are nearest to one another by Jaccard, however near that is, and all
// whose Jaccard is threshold at least. Where several codes are equally near,
// each is a nearest one.
func (e Evidence) Proposals(threshold float64) []Proposal {
	left, right := map[codebook.ID]float64{}, map[codebook.ID]float64{}
	for _, o := range e.Overlaps {
		left[o.Left] = max(left[o.Left], o.Jaccard)
		right[o.Right] = max(right[o.Right], o.Jaccard)
	}
	var out []Proposal
	for _, o := range e.Overlaps {
		mutual := o.Jaccard == left[o.Left] && o.Jaccard == right[o.Right]
		if o.Characters > 0 && (mutual || o.Jaccard >= threshold) {
			out = append(out, Proposal{o, mutual})
		}
	}
	return out
}

// Pair returns the proposal as a pair of a crosswalk whose left book is that of
// the left coder. It has no id yet.
func (e Evidence) Pair(p Proposal) crosswalk.Pair {
	pair := crosswalk.Pair{
		Left: []codebook.ID{p.Left}, Right: []codebook.ID{p.Right},
		Relation: p.Relation(), Status: crosswalk.Proposed,
	}
	for _, id := range e.Transcripts {
		pair.EvidenceFrom = append(pair.EvidenceFrom, string(id))
	}
	return pair
}

// Lone is a code that no code of the other side comes near.
type Lone struct {
	Analyst coding.Analyst
	Right   bool // it is a code of the right side
	Use
	Nearest codebook.ID // the code of the other side that shares most of its text; "" when none shares any
	Jaccard float64     // with that
}

// Alone returns the codes of either side that share less than threshold, by
// Jaccard, with every code of the other: first those of the left, the ones that
// mark most text before others, then of id.
func (e Evidence) Alone(threshold float64) []Lone {
	type nearest struct {
		code    codebook.ID
		jaccard float64
	}
	left, right := map[codebook.ID]nearest{}, map[codebook.ID]nearest{}
	for _, o := range e.Overlaps {
		if o.Characters == 0 {
			continue
		}
		// The best stand first.
		if _, there := left[o.Left]; !there {
			left[o.Left] = nearest{o.Right, o.Jaccard}
		}
		if _, there := right[o.Right]; !there {
			right[o.Right] = nearest{o.Left, o.Jaccard}
		}
	}
	side := func(analyst coding.Analyst, right bool, uses []Use, near map[codebook.ID]nearest) []Lone {
		var out []Lone
		for _, u := range uses {
			if n := near[u.Code.ID]; n.jaccard < threshold {
				out = append(out, Lone{analyst, right, u, n.code, n.jaccard})
			}
		}
		slices.SortStableFunc(out, func(a, b Lone) int { return cmp.Compare(b.Characters, a.Characters) })
		return out
	}
	return append(side(e.LeftAnalyst, false, e.Left, left), side(e.RightAnalyst, true, e.Right, right)...)
}
