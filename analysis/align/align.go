package align

import (
	"cmp"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
)

// How much each kind of evidence weighs in a score, where it is there to be had; and
// from which score on a pair is worth a look. They are a convention of this program:
// what two analysts marked says more than what they called it.
const (
	weightText        = 0.60
	weightNames       = 0.15
	weightDefinitions = 0.15
	weightWords       = 0.07
	weightPlace       = 0.03

	worthALook = 0.20
)

// Other shares that candidates are made by.
const (
	turnsCount = 0.8  // what turns that both touch count of what words that both mark do
	inside     = 0.5  // of a code's text lies in the one that it may be a part of
	gains      = 0.06 // Dice with all parts is that much greater than with one
	nearlyAll  = 0.75 // of a code's text lies in another that is not its partner
	alikeNames = 0.6  // names that say the same where no text tells
)

// Likeness is one kind of evidence, from 0 to 1. It is not known where there is
// nothing to tell by, which is not the same as 0.
type Likeness struct {
	Value float64
	Known bool
}

// Candidate is codes of the two sides that may be one, for people to look at.
type Candidate struct {
	Left, Right []codebook.ID // several where one side parted what the other did not
	Relation    crosswalk.Relation
	Score       float64 // from 0 to 1

	Text           Likeness // Dice of characters, or four fifths of that of turns
	Characters     int      // that both mark
	Turns          int      // that both touch
	Jaccard        float64
	ContainedLeft  float64
	ContainedRight float64

	Names, Definitions, Place, Words Likeness // of the first codes of each side
}

// Pair returns the candidate as a pair of a crosswalk whose left book is that of the
// left coder, without an id.
func (c Candidate) Pair(transcripts []string) crosswalk.Pair {
	return crosswalk.Pair{Left: c.Left, Right: c.Right, Relation: c.Relation, Status: crosswalk.Proposed, EvidenceFrom: transcripts}
}

// Candidates aligns two codebooks: each code with one of the other's at most, so that
// the sum of scores is greatest; then, where a further code lies mostly within one that
// is paired already, and the text of both together is more like it than that of one,
// as parts of it; then codes that lie nearly all in a code that is not their partner,
// as narrower ones. Codes that decided holds are left aside, as are retired ones. The
// best stand first.
func Candidates(left, right Side, e Evidence, stem Stem, decided func(right bool, id codebook.ID) bool) []Candidate {
	a := newAligner(left, right, e, stem, decided)
	score := make([][]float64, len(a.left))
	for i := range a.left {
		score[i] = make([]float64, len(a.right))
		for j := range a.right {
			if c := a.candidate([]int{i}, []int{j}); c.Score >= worthALook {
				score[i][j] = c.Score
			}
		}
	}
	var groups []group
	free := [2][]bool{make([]bool, len(a.left)), make([]bool, len(a.right))}
	for s := range free {
		for i := range free[s] {
			free[s][i] = true
		}
	}
	for i, j := range assign(score) {
		if j >= 0 {
			groups = append(groups, group{[]int{i}, []int{j}})
			free[0][i], free[1][j] = false, false
		}
	}
	for g := range groups {
		a.grow(&groups[g], free)
	}
	var out []Candidate
	for _, g := range groups {
		out = append(out, a.candidate(g.left, g.right))
	}
	out = append(out, a.narrower(groups)...)
	slices.SortStableFunc(out, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), slices.Compare(x.Left, y.Left), slices.Compare(x.Right, y.Right))
	})
	return out
}

// group is codes that may be one, by their places.
type group struct{ left, right []int }

// coded is one code with what is known of it.
type coded struct {
	codebook.Code
	use   Use
	used  bool
	words bag // of its passages, weighed
	means bag // of its definition, weighed
}

type aligner struct {
	left, right []coded
	books       [2]*codebook.Book
	stem        Stem
	shared      map[[2]codebook.ID]Overlap
}

func newAligner(left, right Side, e Evidence, stem Stem, decided func(bool, codebook.ID) bool) *aligner {
	a := &aligner{stem: stem, shared: map[[2]codebook.ID]Overlap{}, books: [2]*codebook.Book{left.Coder.Book, right.Coder.Book}}
	for _, o := range e.Overlaps {
		a.shared[[2]codebook.ID{o.Left, o.Right}] = o
	}
	a.left = a.codes(left, e.Left, func(id codebook.ID) bool { return decided(false, id) })
	a.right = a.codes(right, e.Right, func(id codebook.ID) bool { return decided(true, id) })
	var words, means []bag
	for _, side := range [][]coded{a.left, a.right} {
		for _, c := range side {
			words, means = append(words, c.words), append(means, c.means)
		}
	}
	weighed(words)
	weighed(means)
	return a
}

// codes returns the codes of a side that are in use, by id, those in no book among
// them.
func (a *aligner) codes(side Side, uses []Use, decided func(codebook.ID) bool) []coded {
	known := map[codebook.ID]*coded{}
	add := func(c codebook.Code) *coded {
		if known[c.ID] == nil {
			known[c.ID] = &coded{Code: c, words: bag{}, means: a.stem.bag(c.Definition, c.Include)}
		}
		return known[c.ID]
	}
	if side.Coder.Book != nil {
		for _, c := range side.Coder.Book.Codes {
			if c.InUse() {
				add(c)
			}
		}
	}
	for _, u := range uses {
		if u.Code.InUse() {
			c := add(u.Code)
			c.use, c.used = u, true
		}
	}
	for _, r := range side.Rows {
		if c := known[r.Entry.ID]; c != nil && c.used {
			for _, said := range r.Transcript.Said(r.Now) {
				for stem, n := range a.stem.bag(r.Transcript.Text(said)) {
					c.words[stem] += n
				}
			}
		}
	}
	var out []coded
	for _, c := range known {
		if !decided(c.ID) {
			out = append(out, *c)
		}
	}
	slices.SortFunc(out, func(x, y coded) int { return cmp.Compare(x.ID, y.ID) })
	return out
}

// candidate weighs the evidence that codes of the two sides are one.
func (a *aligner) candidate(left, right []int) Candidate {
	var c Candidate
	characters, turns := [2]int{}, [2]int{}
	used := true
	for _, i := range left {
		c.Left = append(c.Left, a.left[i].ID)
		characters[0], turns[0] = characters[0]+a.left[i].use.Characters, turns[0]+a.left[i].use.Turns
		used = used && a.left[i].used
	}
	for _, j := range right {
		c.Right = append(c.Right, a.right[j].ID)
		characters[1], turns[1] = characters[1]+a.right[j].use.Characters, turns[1]+a.right[j].use.Turns
		used = used && a.right[j].used
	}
	for _, i := range left {
		for _, j := range right {
			o := a.shared[[2]codebook.ID{a.left[i].ID, a.right[j].ID}]
			c.Characters += o.Characters
			c.Turns += o.Turns
		}
	}
	if used && characters[0]+characters[1] > 0 {
		both := float64(c.Characters)
		c.Jaccard = min(1, both/max(float64(characters[0]+characters[1])-both, both))
		c.ContainedLeft, c.ContainedRight = min(1, both/float64(characters[0])), min(1, both/float64(characters[1]))
		text := max(2*both/float64(characters[0]+characters[1]), turnsCount*2*float64(c.Turns)/float64(turns[0]+turns[1]))
		c.Text = Likeness{min(1, text), true}
	}
	l, r := a.left[left[0]], a.right[right[0]]
	c.Names = Likeness{a.stem.named(l.Name, r.Name), true}
	if len(l.means) > 0 && len(r.means) > 0 {
		c.Definitions = Likeness{cosine(l.means, r.means), true}
	}
	if l.used && r.used {
		c.Words = Likeness{cosine(l.words, r.words), true}
	}
	if a.books[0] != nil && a.books[1] != nil {
		c.Place.Value, c.Place.Known = a.stem.placed(a.books[0], a.books[1], l.Code, r.Code)
	}
	sum, weight := 0., 0.
	for _, one := range []struct {
		Likeness
		weight float64
	}{{c.Text, weightText}, {c.Names, weightNames}, {c.Definitions, weightDefinitions}, {c.Words, weightWords}, {c.Place, weightPlace}} {
		if one.Known {
			sum += one.weight * one.Value
			weight += one.weight
		}
	}
	c.Score = rounded(sum / weight)
	c.Relation = c.relation()
	return c
}

// relation guesses how the left codes stand to the right ones: by text as
// [Overlap.Relation] does, but that two fifths either way are enough where a
// candidate was chosen among all there are; by names where no text tells.
func (c Candidate) relation() crosswalk.Relation {
	if !c.Text.Known {
		if c.Names.Value >= alikeNames || c.Definitions.Value >= alikeNames {
			return crosswalk.Same
		}
		return crosswalk.Overlaps
	}
	if c.ContainedLeft >= partly && c.ContainedRight >= partly {
		return crosswalk.Same
	}
	return Overlap{ContainedLeft: c.ContainedLeft, ContainedRight: c.ContainedRight}.Relation()
}

// grow adds codes that nothing else is paired with to a group, as parts of what the
// other side has as one.
func (a *aligner) grow(g *group, free [2][]bool) {
	for {
		best, side, at := a.candidate(g.left, g.right), -1, -1
		start := best.Text.Value
		try := func(s, i int, grown group, contained float64) {
			if contained < inside {
				return
			}
			if c := a.candidate(grown.left, grown.right); c.Text.Value >= start+gains && c.Text.Value > best.Text.Value {
				best, side, at = c, s, i
			}
		}
		if len(g.right) == 1 {
			for i := range a.left {
				if free[0][i] {
					o := a.shared[[2]codebook.ID{a.left[i].ID, a.right[g.right[0]].ID}]
					try(0, i, group{append(slices.Clone(g.left), i), g.right}, o.ContainedLeft)
				}
			}
		}
		if len(g.left) == 1 {
			for j := range a.right {
				if free[1][j] {
					o := a.shared[[2]codebook.ID{a.left[g.left[0]].ID, a.right[j].ID}]
					try(1, j, group{g.left, append(slices.Clone(g.right), j)}, o.ContainedRight)
				}
			}
		}
		switch side {
		case 0:
			g.left = append(g.left, at)
		case 1:
			g.right = append(g.right, at)
		default:
			return
		}
		free[side][at] = false
	}
}

// narrower returns codes nearly all of whose text lies in a code that is not in their
// group.
func (a *aligner) narrower(groups []group) []Candidate {
	together := map[[2]codebook.ID]bool{}
	for _, g := range groups {
		for _, i := range g.left {
			for _, j := range g.right {
				together[[2]codebook.ID{a.left[i].ID, a.right[j].ID}] = true
			}
		}
	}
	var out []Candidate
	for i := range a.left {
		for j := range a.right {
			pair := [2]codebook.ID{a.left[i].ID, a.right[j].ID}
			o := a.shared[pair]
			least := min(a.left[i].use.Codings, a.right[j].use.Codings)
			if together[pair] || least < 3 || max(o.ContainedLeft, o.ContainedRight) < nearlyAll || min(o.ContainedLeft, o.ContainedRight) >= partly {
				continue
			}
			if c := a.candidate([]int{i}, []int{j}); c.Relation == crosswalk.Broader || c.Relation == crosswalk.Narrower {
				out = append(out, c)
			}
		}
	}
	return out
}

// Partnerless returns the codes used of either side that are in no candidate, the
// ones that mark most text first.
func Partnerless(e Evidence, candidates []Candidate, decided func(right bool, id codebook.ID) bool) []Lone {
	paired := [2]map[codebook.ID]bool{{}, {}}
	for _, c := range candidates {
		for _, id := range c.Left {
			paired[0][id] = true
		}
		for _, id := range c.Right {
			paired[1][id] = true
		}
	}
	return slices.DeleteFunc(e.Alone(2), func(l Lone) bool {
		side := 0
		if l.Right {
			side = 1
		}
		return paired[side][l.Code.ID] || decided(l.Right, l.Code.ID)
	})
}
