package cooccurrence

import (
	"cmp"
	"slices"
)

// mark is a code on a stretch [start, end) of a scale.
type mark struct{ start, end, code int }

// tally is what sweeps over one transcript after another have counted.
type tally struct {
	units []int // by code
	pairs []Pair
	at    [][]int32 // by codes a < b, at b-a: one more than the place in pairs; nil until a has a pair

	open  [][]int // by code: where the passages that are open began, in order
	on    []int   // by code: where the stretch that is open began
	off   []int   // by code: where the last stretch ended
	codes []int   // that are open
}

func newTally(codes int) *tally {
	return &tally{
		units: make([]int, codes), at: make([][]int32, codes),
		open: make([][]int, codes), on: make([]int, codes), off: make([]int, codes),
	}
}

// pair returns the pair of two codes.
func (t *tally) pair(a, b int) *Pair {
	if a > b {
		a, b = b, a
	}
	if t.at[a] == nil {
		t.at[a] = make([]int32, len(t.at)-a)
	}
	at := &t.at[a][b-a]
	if *at == 0 {
		t.pairs = append(t.pairs, Pair{A: a, B: b})
		*at = int32(len(t.pairs))
	}
	return &t.pairs[*at-1]
}

// inOrder returns the pairs by their codes.
func (t *tally) inOrder() []Pair {
	out := make([]Pair, 0, len(t.pairs))
	for _, row := range t.at {
		for _, at := range row {
			if at > 0 {
				out = append(out, t.pairs[at-1])
			}
		}
	}
	return out
}

// meets adds codings of a code that meet one of the other.
func (p *Pair) meets(code, n int) {
	if code == p.A {
		p.AMet += n
	} else {
		p.BMet += n
	}
}

// sweep counts what meets in one transcript. It goes through the marks once, in order
// of where they start, and asks at each which codes are open.
func (t *tally) sweep(marks []mark) {
	marks = slices.DeleteFunc(marks, func(m mark) bool { return m.start >= m.end })
	ends := slices.Clone(marks)
	slices.SortFunc(marks, func(a, b mark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.code, b.code)) })
	slices.SortFunc(ends, func(a, b mark) int { return cmp.Or(cmp.Compare(a.end, b.end), cmp.Compare(a.code, b.code)) })
	for i := range t.off {
		t.off[i] = -1
	}
	for _, m := range marks {
		for ends[0].end <= m.start {
			t.close(ends[0])
			ends = ends[1:]
		}
		t.begin(m)
	}
	for _, m := range ends {
		t.close(m)
	}
}

// begin opens a passage. It meets all that is open, and of these the ones that have
// not met its code before are those that began after the code's last stretch.
func (t *tally) begin(m mark) {
	opens := len(t.open[m.code]) == 0
	for _, code := range t.codes {
		if code == m.code {
			continue
		}
		p := t.pair(m.code, code)
		p.Count += len(t.open[code])
		p.meets(m.code, 1)
		if opens {
			before, _ := slices.BinarySearch(t.open[code], t.off[m.code])
			p.meets(code, len(t.open[code])-before)
		}
	}
	if opens {
		t.on[m.code] = m.start
		t.codes = append(t.codes, m.code)
	}
	t.open[m.code] = append(t.open[m.code], m.start)
}

// close ends a passage. With the last one of a code a stretch ends, and what it
// shares with those still open is added.
func (t *tally) close(m mark) {
	open := t.open[m.code]
	i, _ := slices.BinarySearch(open, m.start)
	open = slices.Delete(open, i, i+1)
	t.open[m.code] = open
	if len(open) > 0 {
		return
	}
	t.off[m.code] = m.end
	t.units[m.code] += m.end - t.on[m.code]
	t.codes = slices.DeleteFunc(t.codes, func(code int) bool { return code == m.code })
	for _, code := range t.codes {
		t.pair(m.code, code).Units += m.end - max(t.on[m.code], t.on[code])
	}
}
