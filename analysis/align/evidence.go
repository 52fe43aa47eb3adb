// Package align gathers what codings say of how the codes of two analysts pair:
// how much text, and how many turns, each code of one shares with each code of
// the other. It proposes; what is the same, people decide (package crosswalk).
package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Side is one of two coders, with the codings that count.
type Side struct {
	Coder *coding.Coder
	Rows  []coding.Row // by transcript and place
}

// SideOf returns what a selection holds of a coder.
func SideOf(p coding.Picked, coder *coding.Coder) Side {
	first := slices.IndexFunc(p.Rows, func(r coding.Row) bool { return r.Coder == coder })
	if first < 0 {
		return Side{Coder: coder}
	}
	end := first
	for end < len(p.Rows) && p.Rows[end].Coder == coder {
		end++
	}
	return Side{coder, p.Rows[first:end]}
}

// Use is what one coder did with one code in the transcripts compared.
type Use struct {
	Code       codebook.Code
	Codings    int // the same code on the same passage twice is one
	Characters int // of what was said, each once however often the code lies on it
	Turns      int // of which it marks a character
}

func (u Use) tally() tally { return tally{u.Characters, u.Turns} }

// Shares is what text of one side has in common with text of the other.
type Shares struct {
	Characters int // that both mark
	Turns      int // that both touch, be it in different words

	// Shares of characters: that both mark of those that either does (Jaccard,
	// The distribution of the flora in the alpine zone, New Phytologist 11, 1912,
	// 37-50), and of those that the left, or the right, side marks.
	Jaccard        float64
	ContainedLeft  float64
	ContainedRight float64

	// The same of turns.
	JaccardTurns        float64
	ContainedLeftTurns  float64
	ContainedRightTurns float64
}

// sharesOf returns the shares that follow from what both have and from what each
// side has; a share of nothing is 0.
func sharesOf(both, left, right tally) Shares {
	of := func(n, m int) float64 {
		if m == 0 {
			return 0
		}
		return float64(n) / float64(m)
	}
	return Shares{
		Characters:          both.characters,
		Turns:               both.turns,
		Jaccard:             of(both.characters, left.characters+right.characters-both.characters),
		ContainedLeft:       of(both.characters, left.characters),
		ContainedRight:      of(both.characters, right.characters),
		JaccardTurns:        of(both.turns, left.turns+right.turns-both.turns),
		ContainedLeftTurns:  of(both.turns, left.turns),
		ContainedRightTurns: of(both.turns, right.turns),
	}
}

// Overlap is what a code of the left coder and one of the right share.
type Overlap struct {
	Left, Right codebook.ID
	Shares
}

// Evidence is what two coders' codings say of how their codes pair.
type Evidence struct {
	LeftAnalyst, RightAnalyst coding.Analyst

	Left, Right []Use           // the codes used, by id
	Overlaps    []Overlap       // pairs that share a turn at least, best first
	Transcripts []transcript.ID // compared, in the order of ids
	Elsewhere   int             // codings left out: in transcripts that the other has not worked on
	Unconfirmed int             // codings left out: made by a search, confirmed by nobody

	left, right reading
}

// Gather compares two coders in the transcripts that both have worked on: that
// they have finished or put a code in. Text that one of them has not got to
// yet is no sign that the other's codes stand for something else.
//
// Overlaps are in order of Jaccard, characters and turns, the greatest first,
// then of ids. Characters are those of what was said, without headers.
func Gather(left, right Side) Evidence {
	e := Evidence{LeftAnalyst: left.Coder.Analyst, RightAnalyst: right.Coder.Analyst}
	l, r := e.read(left, right), e.read(right, left)
	e.Left, e.Right, e.left, e.right = l.uses, r.uses, l, r
	shared := map[pair]tally{}
	for id := range l.pages {
		l.pages[id].meet(r.pages[id], shared)
	}
	for id := range union(l.pages, r.pages) {
		e.Transcripts = append(e.Transcripts, id)
	}
	slices.Sort(e.Transcripts)
	e.Overlaps = make([]Overlap, 0, len(shared))
	for p, both := range shared {
		a, b := e.Left[p.left], e.Right[p.right]
		e.Overlaps = append(e.Overlaps, Overlap{a.Code.ID, b.Code.ID, sharesOf(both, a.tally(), b.tally())})
	}
	slices.SortFunc(e.Overlaps, bestFirst)
	return e
}

func union[V any](a, b map[transcript.ID]V) map[transcript.ID]bool {
	out := make(map[transcript.ID]bool, len(a)+len(b))
	for id := range a {
		out[id] = true
	}
	for id := range b {
		out[id] = true
	}
	return out
}

func bestFirst(a, b Overlap) int {
	return cmp.Or(
		cmp.Compare(b.Jaccard, a.Jaccard),
		cmp.Compare(b.Characters, a.Characters),
		cmp.Compare(b.Turns, a.Turns),
		cmp.Compare(a.Left, b.Left),
		cmp.Compare(a.Right, b.Right),
	)
}

// name returns what people read for a code of one side.
func name(uses []Use, id codebook.ID) string {
	i, ok := slices.BinarySearchFunc(uses, id, func(u Use, id codebook.ID) int { return cmp.Compare(u.Code.ID, id) })
	if !ok || uses[i].Code.Name == "" {
		return string(id)
	}
	return uses[i].Code.Name
}

func compareIDs(a, b codebook.ID) int { return cmp.Compare(a, b) }

// Alone returns the codes of either side that share less than threshold, by
// Jaccard, with every code of the other: first those of the left, the ones that
// mark most text before others, then of id.
func (e Evidence) Alone(threshold float64) []Lone {
	far := func(_ Use, jaccard float64) bool { return jaccard < threshold }
	return append(e.lone(e.LeftAnalyst, false, e.Left, far), e.lone(e.RightAnalyst, true, e.Right, far)...)
}

// lone returns some codes of a side, given the Jaccard of each with the nearest
// code of the other side.
func (e Evidence) lone(analyst coding.Analyst, right bool, uses []Use, is func(u Use, jaccard float64) bool) []Lone {
	type nearest struct {
		code    codebook.ID
		jaccard float64
	}
	near := map[codebook.ID]nearest{}
	for _, o := range e.Overlaps {
		own, other := o.Left, o.Right
		if right {
			own, other = other, own
		}
		// The best stand first.
		if _, there := near[own]; !there && o.Characters > 0 {
			near[own] = nearest{other, o.Jaccard}
		}
	}
	var out []Lone
	for _, u := range uses {
		if n := near[u.Code.ID]; is(u, n.jaccard) {
			out = append(out, Lone{analyst, right, u, n.code, n.jaccard})
		}
	}
	slices.SortStableFunc(out, func(a, b Lone) int { return cmp.Compare(b.Characters, a.Characters) })
	return out
}
