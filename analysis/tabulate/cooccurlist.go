package tabulate

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"grounded/analysis/cooccurrence"
	"grounded/analysis/seriation"
	"grounded/codebook/nearest"
)

// list is the pairs of one body on their way to a table.
type list struct {
	cooccurrence.Body
	by cooccurrence.By
	o  CooccurOptions

	names []string // of codes, as they are compared
	pairs []oriented
	all   int // pairs that could be shown
}

// oriented is a pair with the code that stands first.
type oriented struct {
	cooccurrence.Pair
	first, second int
	strength, c   float64 // what pairs are chosen by, and what decides between equals; -1 when undefined
}

// choose finds the pairs to show, and puts them in order.
func (l *list) choose() {
	for _, c := range l.Codes {
		l.names = append(l.names, nearest.Fold(c.Name))
	}
	l.pairs, l.all = foremost(l.asked(), l.o.N, l.strongest)
	switch l.o.Order {
	case PairsByName:
		slices.SortFunc(l.pairs, l.byName)
	case PairsTogether:
		rank := make([]int, len(l.Codes))
		for i, code := range l.codes() {
			rank[code] = i
		}
		for i, p := range l.pairs {
			if l.o.About == nil && rank[p.first] > rank[p.second] {
				l.pairs[i].first, l.pairs[i].second = p.second, p.first
			}
		}
		slices.SortFunc(l.pairs, func(a, b oriented) int {
			return cmp.Or(cmp.Compare(rank[a.first], rank[b.first]), cmp.Compare(rank[a.second], rank[b.second]))
		})
	}
}

// foremost returns the first n of some values in order, or all of them where n is 0, and
// how many there are. It sorts few more than it returns.
func foremost[T any](values iter.Seq[T], n int, compare func(a, b T) int) (out []T, all int) {
	cut := false
	for v := range values {
		all++
		if cut && compare(v, out[n-1]) > 0 {
			continue
		}
		out = append(out, v)
		if n > 0 && len(out) == 2*n {
			slices.SortFunc(out, compare)
			out, cut = out[:n], true
		}
	}
	slices.SortFunc(out, compare)
	if n > 0 && len(out) > n {
		out = out[:n]
	}
	return out, all
}

// asked goes through the pairs of codes that are asked about, with these first.
func (l *list) asked() iter.Seq[oriented] {
	meant := make([]bool, len(l.Codes))
	for i, c := range l.Codes {
		meant[i] = l.o.About == nil || slices.ContainsFunc(c.Means, func(m cooccurrence.Meaning) bool { return l.o.About(m.Coder, m.Code) })
	}
	return func(yield func(oriented) bool) {
		for p := range l.candidates() {
			switch {
			case meant[p.A] && !yield(l.oriented(p, p.A, p.B)):
				return
			case !meant[p.A] && meant[p.B] && !yield(l.oriented(p, p.B, p.A)):
				return
			}
		}
	}
}

// candidates goes through the pairs that met, or through all there can be.
func (l *list) candidates() iter.Seq[cooccurrence.Pair] {
	if !l.o.Zero {
		return slices.Values(l.Pairs)
	}
	return func(yield func(cooccurrence.Pair) bool) {
		met := l.Pairs
		for a := range l.Codes {
			for b := a + 1; b < len(l.Codes); b++ {
				p := cooccurrence.Pair{A: a, B: b}
				if len(met) > 0 && met[0].A == a && met[0].B == b {
					p, met = met[0], met[1:]
				}
				if !yield(p) {
					return
				}
			}
		}
	}
}

func (l *list) oriented(p cooccurrence.Pair, first, second int) oriented {
	o := oriented{Pair: p, first: first, second: second, strength: float64(p.Count), c: orLeast(l.C(p))}
	switch l.o.Order {
	case PairsByC:
		o.strength = o.c
	case PairsByJaccard:
		o.strength = orLeast(l.Jaccard(p))
	}
	return o
}

func orLeast(value float64, ok bool) float64 {
	if !ok {
		return -1
	}
	return value
}

// strongest puts pairs first that meet most often, or by a measure, where that is the
// order; what is undefined stands last.
func (l *list) strongest(a, b oriented) int {
	if a.strength != b.strength {
		return cmp.Compare(b.strength, a.strength)
	}
	return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.c, a.c), l.byName(a, b))
}

func (l *list) byName(a, b oriented) int {
	return cmp.Or(strings.Compare(l.names[a.first], l.names[b.first]), cmp.Compare(a.first, b.first),
		strings.Compare(l.names[a.second], l.names[b.second]), cmp.Compare(a.second, b.second))
}

// codes returns the codes of the pairs that are shown, each once: with those that go
// together next to one another, by name, or by how often they were used.
func (l *list) codes() []int {
	seen := map[int]bool{}
	var out []int
	for _, p := range l.pairs {
		for _, code := range []int{p.first, p.second} {
			if !seen[code] {
				seen[code] = true
				out = append(out, code)
			}
		}
	}
	slices.SortFunc(out, func(a, b int) int {
		more := 0
		if l.o.Order != PairsByName {
			more = cmp.Compare(l.Codes[b].Codings, l.Codes[a].Codings)
		}
		return cmp.Or(more, strings.Compare(l.names[a], l.names[b]), cmp.Compare(a, b))
	})
	if l.o.Order != PairsTogether {
		return out
	}
	place := map[int]int{}
	for i, code := range out {
		place[code] = i
	}
	n := len(out)
	alike := make([]float64, n*n)
	for _, p := range l.Pairs {
		a, okA := place[p.A]
		b, okB := place[p.B]
		if okA && okB {
			alike[a*n+b] = l.Alike(p)
			alike[b*n+a] = alike[a*n+b]
		}
	}
	ordered := make([]int, n)
	for i, at := range seriation.Order(n, func(i, j int) float64 { return alike[i*n+j] }) {
		ordered[i] = out[at]
	}
	return ordered
}
