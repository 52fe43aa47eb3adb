// Package counterpart compares two models: which themes of the one are which of the
// other, as far as they rest on the same codes and on the same passages. It says how much
// two themes share; whether they claim the same is for people to say.
package counterpart

import (
	"math"
	"slices"
	"unicode/utf8"

	"grounded/analysis/assignment"
	"grounded/analysis/theme"
	"grounded/transcript"
)

// Side is a model with what its themes rest on.
type Side struct {
	Name   string // "ana/thriving"
	Themes []Theme
}

// Theme is a theme with what it rests on. Codes that count as one have one name.
type Theme struct {
	ID       theme.ID
	Name     string
	Codes    []string // each once
	Passages map[transcript.ID][]transcript.Span
}

// Shares is how much two themes share. Characters are Unicode code points of what the
// passages hold.
type Shares struct {
	CodesBoth, CodesLeft, CodesRight int
	Codes                            []string // that both rest on, sorted
	Both, Left, Right                int      // characters
}

// share is part of whole; it reports false when whole is nothing.
func share(part, whole int) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// CodesJaccard is the share of the codes of either theme that both rest on (Jaccard, The
// distribution of the flora in the alpine zone, New Phytologist 11, 1912, 37-50), and
// false when neither rests on any.
func (s Shares) CodesJaccard() (float64, bool) {
	return share(s.CodesBoth, s.CodesLeft+s.CodesRight-s.CodesBoth)
}

// PassagesJaccard is the share of the characters of either theme's passages that both
// have, and false when neither has any.
func (s Shares) PassagesJaccard() (float64, bool) {
	return share(s.Both, s.Left+s.Right-s.Both)
}

// LeftWithin is the share of the left theme's characters that lie in the right one's
// passages, and false when it has none.
func (s Shares) LeftWithin() (float64, bool) { return share(s.Both, s.Left) }

// RightWithin is LeftWithin the other way.
func (s Shares) RightWithin() (float64, bool) { return share(s.Both, s.Right) }

// Score is the mean of CodesJaccard and PassagesJaccard, or the one of them that is
// defined; 0 when none is. It is a convention of this program.
func (s Shares) Score() float64 {
	codes, rest := s.CodesJaccard()
	passages, mark := s.PassagesJaccard()
	switch {
	case rest && mark:
		return (codes + passages) / 2
	case rest:
		return codes
	case mark:
		return passages
	}
	return 0
}

// Pair is two themes, by their places in the sides.
type Pair struct {
	Left, Right int
	Shares
	Counterpart bool // they are each other's in the best one-to-one assignment
}

// Comparison is what two models have in common.
type Comparison struct {
	Left, Right Side
	Pairs       []Pair // that share something, by left and right
	Least       float64
}

// Compare compares two models. Counterparts are chosen one to one so that the sum of
// their scores is the greatest there is; two themes with a score below least are none.
func Compare(left, right Side, texts []*transcript.Transcript, least float64) Comparison {
	c := Comparison{Left: left, Right: right, Least: least}
	bodies := map[transcript.ID]*transcript.Transcript{}
	for _, t := range texts {
		bodies[t.ID] = t
	}
	size := func(passages map[transcript.ID][]transcript.Span) int {
		n := 0
		for id, spans := range passages {
			n += characters(bodies[id], spans)
		}
		return n
	}
	sizes := [2][]int{}
	for k, side := range []Side{left, right} {
		for _, t := range side.Themes {
			sizes[k] = append(sizes[k], size(t.Passages))
		}
	}
	weights := make([][]int64, len(left.Themes))
	shares := make([][]Shares, len(left.Themes))
	for i, a := range left.Themes {
		weights[i], shares[i] = make([]int64, len(right.Themes)), make([]Shares, len(right.Themes))
		for j, b := range right.Themes {
			s := Shares{CodesLeft: len(a.Codes), CodesRight: len(b.Codes), Left: sizes[0][i], Right: sizes[1][j]}
			for _, code := range a.Codes {
				if slices.Contains(b.Codes, code) {
					s.Codes = append(s.Codes, code)
				}
			}
			slices.Sort(s.Codes)
			s.CodesBoth, s.Both = len(s.Codes), size(shared(a.Passages, b.Passages))
			shares[i][j] = s
			if score := s.Score(); score >= least {
				weights[i][j] = weigh(score, a.ID == b.ID)
			}
		}
	}
	best := []int{}
	if len(left.Themes) > 0 && len(right.Themes) > 0 {
		best = assignment.Best(weights)
	}
	for i := range shares {
		for j, s := range shares[i] {
			if s.CodesBoth > 0 || s.Both > 0 {
				c.Pairs = append(c.Pairs, Pair{i, j, s, best[i] == j})
			}
		}
	}
	return c
}

// weigh is a score as a weight; among equals themes of one id go together, as those of a
// model and of a copy of it have.
func weigh(score float64, same bool) int64 {
	w := int64(math.Round(score*1e9)) << 1
	if same && w > 0 {
		w |= 1
	}
	return w
}

// shared returns the parts of passages that lie in others.
func shared(a, b map[transcript.ID][]transcript.Span) map[transcript.ID][]transcript.Span {
	out := map[transcript.ID][]transcript.Span{}
	for id, spans := range a {
		others := b[id]
		for _, s := range spans {
			for _, o := range others {
				if both := s.Intersect(o); !both.Empty() {
					out[id] = append(out[id], both)
				}
			}
		}
	}
	return out
}

// characters counts what spans of a text that do not overlap hold.
func characters(t *transcript.Transcript, spans []transcript.Span) int {
	if t == nil {
		return 0
	}
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(t.Body[s.Start:s.End])
	}
	return n
}
