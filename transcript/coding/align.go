package coding

import "sort"

// alignment says which tokens of one text are which of another. It rests on
// words that stand once in both, in the same order (the patience difference of
// Bram Cohen), and on what stands unbroken beside them; between two of those
// the search begins again with the words that stand once there. What repeats
// too often to be told apart is left unaligned, not guessed.
type alignment struct {
	a, b []token
	to   []int // for each token of a its token of b, or -1
	like []int // for each unaligned token of a the one of b that corrects it, or -1

	// doubt marks aligned tokens of a that may as well have been taken out, or
	// belong to another token of b: the same words stand again, unbroken from
	// there, in what was taken out or put in beside them.
	doubt []bool

	before, after []int // for each token of a the nearest sure one at or before it (-1), at or after it (len(a))

	openA, openB bool         // nothing is known of what stands before, behind the texts
	settled      map[gap]bool // changes whose place paragraphs decide
	count        *counts
}

// gap is a stretch of a and the stretch of b that it became.
type gap struct{ a0, a1, b0, b1 int }

// counts is how often names stand in the two sides of a gap, and where; it is
// all zeros between uses.
type counts struct {
	a, b, at []int32
}

func (c *counts) grow(names int) {
	if more := names - len(c.a); more > 0 {
		c.a = append(c.a, make([]int32, more)...)
		c.b = append(c.b, make([]int32, more)...)
		c.at = append(c.at, make([]int32, more)...)
	}
}

// deepest is how often the search begins again within a gap.
const deepest = 32

// align aligns two whole texts.
func align(a, b []token, c *counts) *alignment {
	al := newAlignment(a, b, c)
	al.fill(gap{0, len(a), 0, len(b)}, 0)
	al.finish()
	return al
}

// alignAround aligns a with the part of b around a run of n tokens that are
// known to be the same: those of a from i on and those of b from j on. slack is
// how much longer the text may have become on either side of it.
func alignAround(a, b []token, i, j, n, slack int, c *counts) *alignment {
	al := newAlignment(a, b, c)
	al.match(i, j, n)
	al.openA, al.openB = true, false
	al.fill(gap{0, i, max(0, j-i-slack), j}, 0)
	al.openA, al.openB = false, true
	al.fill(gap{i + n, len(a), j + n, min(len(b), j+len(a)-i+slack)}, 0)
	al.openA = true
	al.finish()
	return al
}

func newAlignment(a, b []token, c *counts) *alignment {
	al := &alignment{a: a, b: b, count: c, settled: map[gap]bool{}}
	numbers := make([]int, 4*len(a))
	al.to, al.like = numbers[:len(a)], numbers[len(a):2*len(a)]
	al.before, al.after = numbers[2*len(a):3*len(a)], numbers[3*len(a):]
	for i := range a {
		al.to[i], al.like[i] = -1, -1
	}
	al.doubt = make([]bool, len(a))
	return al
}

func (al *alignment) match(i, j, n int) {
	for k := range n {
		al.to[i+k] = j + k
	}
}

// fill aligns what it can of a gap.
func (al *alignment) fill(g gap, depth int) {
	shorter := min(g.a1-g.a0, g.b1-g.b0)
	head, tail := 0, 0
	if !al.openA || g.a0 > 0 {
		for head < shorter && al.a[g.a0+head].name == al.b[g.b0+head].name {
			head++
		}
	}
	if !al.openB || g.a1 < len(al.a) {
		for tail < shorter && al.a[g.a1-1-tail].name == al.b[g.b1-1-tail].name {
			tail++
		}
	}
	if head+tail >= shorter {
		head = al.slide(g, shorter-tail, head)
		tail = shorter - head
	}
	al.match(g.a0, g.b0, head)
	al.match(g.a1-tail, g.b1-tail, tail)
	inner := gap{g.a0 + head, g.a1 - tail, g.b0 + head, g.b1 - tail}
	if inner.a0 == inner.a1 || inner.b0 == inner.b1 || depth == deepest {
		return
	}
	anchors := al.once(inner)
	if len(anchors) == 0 {
		anchors = al.onceInRow(inner)
	}
	for _, i := range anchors {
		j := al.to[i]
		al.fill(gap{inner.a0, i, inner.b0, j}, depth+1)
		inner.a0, inner.b0 = i+1, j+1
	}
	if inner.a0 > g.a0+head {
		al.fill(inner, depth+1)
	}
}

// slide decides where in a gap, of which one side is the other with one stretch
// more, that stretch begins: low to high tokens behind the gap's beginning will
// all do. Whole paragraphs are taken out or put in far more often than a
// stretch that only reads like them, so if one place makes whole paragraphs,
// that is it. Otherwise it is the last, and finish finds the doubt.
func (al *alignment) slide(g gap, low, high int) int {
	text, first, extra := al.a, g.a0, (g.a1-g.a0)-(g.b1-g.b0)
	if extra < 0 {
		text, first, extra = al.b, g.b0, -extra
	}
	opens := func(i int) bool { return i == len(text) || text[i].opens }
	found, at := 0, high
	for k := low; k <= high && extra > 0 && low < high; k++ {
		if opens(first+k) && opens(first+k+extra) {
			found, at = found+1, k
		}
	}
	if found != 1 {
		return high
	}
	change := gap{g.a0 + at, g.a0 + at, g.b0 + at, g.b0 + at + extra}
	if g.a1-g.a0 > g.b1-g.b0 {
		change = gap{g.a0 + at, g.a0 + at + extra, g.b0 + at, g.b0 + at}
	}
	al.settled[change] = true
	return at
}

// once aligns the words that stand once on both sides of a gap, as many as keep
// their order, and returns those of a. Two that have changed places say nothing
// of which of them was moved.
func (al *alignment) once(g gap) []int {
	c := al.count
	for _, t := range al.a[g.a0:g.a1] {
		c.a[t.name]++
	}
	for j, t := range al.b[g.b0:g.b1] {
		c.b[t.name]++
		c.at[t.name] = int32(g.b0 + j)
	}
	var from, to []int
	for i, t := range al.a[g.a0:g.a1] {
		if t.word && c.a[t.name] == 1 && c.b[t.name] == 1 {
			from, to = append(from, g.a0+i), append(to, int(c.at[t.name]))
		}
	}
	for _, t := range al.a[g.a0:g.a1] {
		c.a[t.name] = 0
	}
	for _, t := range al.b[g.b0:g.b1] {
		c.b[t.name] = 0
	}
	return al.chain(from, to)
}

// onceInRow does the same with three tokens in a row, for stretches in which
// every word repeats.
func (al *alignment) onceInRow(g gap) []int {
	type stand struct{ a, b, i, j int }
	stands := map[[3]int]stand{}
	three := func(t []token) [3]int { return [3]int{t[0].name, t[1].name, t[2].name} }
	for i := g.a0; i+3 <= g.a1; i++ {
		k := three(al.a[i:])
		s := stands[k]
		stands[k] = stand{a: s.a + 1, i: i}
	}
	for j := g.b0; j+3 <= g.b1; j++ {
		k := three(al.b[j:])
		if s, ok := stands[k]; ok {
			s.b, s.j = s.b+1, j
			stands[k] = s
		}
	}
	var from, to []int
	for i := g.a0; i+3 <= g.a1; i++ {
		if s := stands[three(al.a[i:])]; s.a == 1 && s.b == 1 {
			from, to = append(from, i), append(to, s.j)
		}
	}
	return al.chain(from, to)
}

// chain aligns the most of the given tokens that keep their order, and returns
// those of a.
func (al *alignment) chain(from, to []int) []int {
	chain := longestChain(to)
	if len(chain) == 1 && len(to) > 1 {
		return nil
	}
	out := make([]int, len(chain))
	for k, n := range chain {
		out[k] = from[n]
		al.to[from[n]] = to[n]
	}
	return out
}

// longestChain returns the indexes of a longest strictly increasing
// subsequence of values (Schensted 1961).
func longestChain(values []int) []int {
	var ends []int // ends[n]: index of the least value that ends a chain of n+1
	back := make([]int, len(values))
	for i, v := range values {
		n := sort.Search(len(ends), func(n int) bool { return values[ends[n]] >= v })
		back[i] = -1
		if n > 0 {
			back[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	out := make([]int, len(ends))
	for i, n := len(ends)-1, 0; i >= 0; i-- {
		if i == len(ends)-1 {
			n = ends[i]
		} else {
			n = back[n]
		}
		out[i] = n
	}
	return out
}
