package align

import (
	"hash/fnv"
	"math"
	"slices"

	"grounded/codebook"
	"grounded/codebook/crosswalk"
	"grounded/transcript/coding"
)

// party is one side of a matching: its codes that may be paired.
type party struct {
	analyst   coding.Analyst
	book      *codebook.Book
	uses      []Use // by id; of codes without codings the numbers are 0
	marks     []marks
	portraits []portrait
	at        map[codebook.ID]int
}

// party returns the codes of a side that may be paired: those in its book that
// take codings or have some in the transcripts compared.
func (e Evidence) party(side Side, r reading, s *studio) party {
	p := party{analyst: side.Coder.Analyst, book: side.Coder.Book, at: map[codebook.ID]int{}}
	used := map[codebook.ID]int{}
	for i, u := range r.uses {
		used[u.Code.ID] = i
	}
	for _, c := range p.book.Codes {
		if _, is := used[c.ID]; is || c.InUse() {
			p.uses = append(p.uses, Use{Code: c})
		}
	}
	slices.SortFunc(p.uses, func(a, b Use) int { return compareIDs(a.Code.ID, b.Code.ID) })
	all := r.marks(e)
	p.marks = make([]marks, len(p.uses))
	for i, u := range p.uses {
		p.at[u.Code.ID] = i
		if n, is := used[u.Code.ID]; is {
			p.uses[i], p.marks[i] = r.uses[n], all[n]
		}
		p.portraits = append(p.portraits, s.of(u.Code))
	}
	return p
}

// neighbours returns the code above one in the tree, -1 when there is none, and
// those right below it.
func (p party) neighbours(i int) (above int, below []int) {
	id := p.uses[i].Code.ID
	above = -1
	if path := p.book.Path(id); len(path) > 1 {
		if at, is := p.at[path[len(path)-2]]; is {
			above = at
		}
	}
	for _, child := range p.book.Children(id) {
		if at, is := p.at[child]; is {
			below = append(below, at)
		}
	}
	return above, below
}

// Conventions of this program.
const (
	dominance = 0.8  // the share of the score that text has, at most
	plenty    = 3    // turns at which text has half of that
	least     = 0.15 // the score above which a pair is worth a look
	nearly    = 0.75 // how much of the score of a partner is nearly as much
	much      = 0.2  // so much of the text in common is worth a look, whoever else has it
)

// text is how far the two sides mark the same text: the mean of the Jaccard of
// characters and that of turns, since analysts differ in how much of a turn they
// mark.
func (s Shares) text() float64 { return (s.Jaccard + s.JaccardTurns) / 2 }

// contained returns how far either side lies in the other, by the mean of
// characters and turns.
func (s Shares) contained() (left, right float64) {
	return (s.ContainedLeft + s.ContainedLeftTurns) / 2, (s.ContainedRight + s.ContainedRightTurns) / 2
}

// score puts the evidence together: the more turns the two sides mark, the more
// counts whether they are the same ones; where one marks none, only what is said
// of the codes does. turns are those of the side that marks fewer.
func score(s Shares, m Meaning, turns int) float64 {
	meaning := m.value()
	weight := dominance * float64(turns) / float64(turns+plenty)
	return meaning + weight*(s.text()-meaning)
}

// Matching is how well each two codes of two sides match.
type Matching struct {
	studio
	evidence    Evidence
	left, right party
	shares      map[pair]Shares
	meaning     [][]Meaning
	scores      [][]float64
}

// Match compares the codes of the two sides that the evidence was gathered from.
// stem takes a word to what it is compared by. Words typical of a code are those
// of all its passages, wherever they are.
func (e Evidence) Match(left, right Side, stem func(string) string) *Matching {
	m := &Matching{studio: studio{stem: stem}, evidence: e, shares: map[pair]Shares{}}
	m.left, m.right = e.party(left, e.left, &m.studio), e.party(right, e.right, &m.studio)
	seen := map[passage]bool{}
	for _, of := range []struct {
		Side
		party
	}{{left, m.left}, {right, m.right}} {
		portraits := map[codebook.ID]portrait{}
		for i, u := range of.uses {
			portraits[u.Code.ID] = of.portraits[i]
		}
		m.read(of.Side, portraits, seen)
	}
	for _, o := range e.Overlaps {
		l, isLeft := m.left.at[o.Left]
		r, isRight := m.right.at[o.Right]
		if isLeft && isRight {
			m.shares[pair{l, r}] = o.Shares
		}
	}
	m.meaning = m.meanings(m.gallery(m.left.portraits), m.gallery(m.right.portraits))
	m.rate()
	m.placed()
	m.rate()
	return m
}

func (m *Matching) rate() {
	if m.scores == nil {
		m.scores = make([][]float64, len(m.left.uses))
	}
	for i := range m.left.uses {
		m.scores[i] = make([]float64, len(m.right.uses))
		for j := range m.right.uses {
			m.scores[i][j] = score(m.shares[pair{i, j}], m.meaning[i][j], min(m.left.uses[i].Turns, m.right.uses[j].Turns))
		}
	}
}

// placed adds how alike the places of codes in the trees are, by the scores of
// what stands above and below: of codes with one above each, that of these; of
// codes with some below, the mean of what each of these has at most with one of
// the others. A descriptive code and an analytical one are in different places.
func (m *Matching) placed() {
	type place struct {
		above int
		below []int
	}
	places := func(p party) []place {
		out := make([]place, len(p.uses))
		for i := range out {
			out[i].above, out[i].below = p.neighbours(i)
		}
		return out
	}
	left, right := places(m.left), places(m.right)
	for i, l := range left {
		for j, r := range right {
			if m.left.uses[i].Code.Kind != m.right.uses[j].Code.Kind {
				m.meaning[i][j].Place = alike(0)
				continue
			}
			sum, parts := 0., 0
			if l.above >= 0 && r.above >= 0 {
				sum, parts = m.scores[l.above][r.above], 1
			}
			if len(l.below) > 0 && len(r.below) > 0 {
				sum, parts = sum+m.below(l.below, r.below), parts+1
			}
			if parts > 0 {
				m.meaning[i][j].Place = alike(sum / float64(parts))
			}
		}
	}
}

func (m *Matching) below(left, right []int) float64 {
	forth, back := 0., 0.
	for _, l := range left {
		best := 0.
		for _, r := range right {
			best = max(best, m.scores[l][r])
		}
		forth += best
	}
	for _, r := range right {
		best := 0.
		for _, l := range left {
			best = max(best, m.scores[l][r])
		}
		back += best
	}
	return (forth + back) / float64(len(left)+len(right))
}

// weights returns the scores as whole numbers that make the best assignment a
// single one: of codes that match equally well, those of one id go first, and
// further ties are settled by a number made of the two ids, whichever is left.
// Scores are told apart to a millionth. A sum of 1,000 weights fits.
func (m *Matching) weights() [][]int64 {
	out := make([][]int64, len(m.left.uses))
	for i, l := range m.left.uses {
		out[i] = make([]int64, len(m.right.uses))
		for j, r := range m.right.uses {
			out[i][j] = weigh(m.scores[i][j]) | tie(l.Code.ID, r.Code.ID)
		}
	}
	return out
}

func weigh(score float64) int64 { return int64(math.Round(score*1e6)) << 31 }

// tie returns a number of 20 bits that is greatest for equal ids.
func tie(a, b codebook.ID) int64 {
	const most = 1<<20 - 1
	if a == b {
		return most
	}
	h := fnv.New64a()
	h.Write([]byte(min(a, b) + "/" + max(a, b)))
	return int64(h.Sum64() % most)
}

// relation guesses how the left codes stand to the right ones: by the text they
// share; where they share none, by whether what is said of them is alike.
func relation(s Shares, m Meaning) crosswalk.Relation {
	switch {
	case s.Turns > 0:
		return s.Relation()
	case m.value() >= half:
		return crosswalk.Same
	}
	return crosswalk.Overlaps
}
