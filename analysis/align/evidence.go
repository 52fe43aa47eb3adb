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

// Overlap is what a code of the left coder and one of the right share.
type Overlap struct {
	Left, Right codebook.ID
	Characters  int // that both mark
	Turns       int // that both touch, be it in different words

	// Shares of characters: that both mark of those that either does (Jaccard,
	// The distribution of the flora in the alpine zone, New Phytologist 11, 1912,
	// 37-50), and of those that the left, or the right, code marks.
	Jaccard        float64
	ContainedLeft  float64
	ContainedRight float64
}

// Evidence is what two coders' codings say of how their codes pair.
type Evidence struct {
	LeftAnalyst, RightAnalyst coding.Analyst

	Left, Right []Use           // the codes used, by id
	Overlaps    []Overlap       // pairs that share a turn at least, best first
	Transcripts []transcript.ID // compared, in the order of ids
	Elsewhere   int             // codings left out: in transcripts that the other has not worked on
	Unconfirmed int             // codings left out: made by a search, confirmed by nobody
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
	e.Left, e.Right = l.uses, r.uses
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
		e.Overlaps = append(e.Overlaps, Overlap{
			Left: a.Code.ID, Right: b.Code.ID, Characters: both.characters, Turns: both.turns,
			Jaccard:        float64(both.characters) / float64(a.Characters+b.Characters-both.characters),
			ContainedLeft:  float64(both.characters) / float64(a.Characters),
			ContainedRight: float64(both.characters) / float64(b.Characters),
		})
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
