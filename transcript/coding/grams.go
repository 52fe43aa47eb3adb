package coding

import (
	"cmp"
	"slices"
)

// grams finds three tokens in a row in a text.
type grams struct {
	head []int32 // by hash: the last place with that hash, plus one
	next []int32 // by place: the place before it with the same hash, plus one
}

// common is how many places three tokens may have before they are left out of
// account: what stands everywhere says nothing of one place.
const common = 64

func newGrams(tokens []token) grams {
	size := 1
	for size < 2*len(tokens) {
		size *= 2
	}
	g := grams{head: make([]int32, size), next: make([]int32, len(tokens))}
	for j := 0; j+3 <= len(tokens); j++ {
		h := g.hash(tokens[j:])
		g.next[j], g.head[h] = g.head[h], int32(j+1)
	}
	return g
}

func (g grams) hash(three []token) int {
	h := uint64(0)
	for _, t := range three[:3] {
		h = (h ^ uint64(t.name)) * 0x9E3779B97F4A7C15 // 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4)
		h ^= h >> 29
	}
	return int(h & uint64(len(g.head)-1))
}

// run is n tokens of one text, from i on, that are those of another from j on.
type run struct {
	i, j, n int
	bits    float64
}

// runs returns the longest runs of at least three tokens that mine shares with
// a text, those of most evidence first.
func (g grams) runs(mine, text []token, bit func(j int) float64) []run {
	var met []run
	for i := 0; i+3 <= len(mine); i++ {
		from := len(met)
		for at := g.head[g.hash(mine[i:])]; at > 0; at = g.next[at-1] {
			j := int(at - 1)
			if mine[i].name == text[j].name && mine[i+1].name == text[j+1].name && mine[i+2].name == text[j+2].name {
				met = append(met, run{i: i, j: j, n: 3})
			}
			if len(met)-from > common {
				met = met[:from]
				break
			}
		}
	}
	slices.SortFunc(met, func(a, b run) int {
		return cmp.Or(cmp.Compare(a.j-a.i, b.j-b.i), cmp.Compare(a.i, b.i))
	})
	var out []run
	for _, r := range met {
		if n := len(out); n > 0 && out[n-1].j-out[n-1].i == r.j-r.i && out[n-1].i+out[n-1].n-2 == r.i {
			out[n-1].n++
			continue
		}
		out = append(out, r)
	}
	for k := range out {
		for j := out[k].j; j < out[k].j+out[k].n; j++ {
			out[k].bits += bit(j)
		}
	}
	slices.SortFunc(out, func(a, b run) int {
		return cmp.Or(cmp.Compare(b.bits, a.bits), cmp.Compare(b.n, a.n), cmp.Compare(a.j, b.j), cmp.Compare(a.i, b.i))
	})
	return out
}
