package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// setLeads finds what stands in a column of its own, before the text: names, and
// times. A place where many lines begin is the edge of such text if nearly all
// that begins before it is one of two things: a line with a word that begins
// there, or a name beside the text, of which the first line stands higher.
func setLeads(lines []line) []line {
	places := map[int]int{}
	place := func(x float64) int { return int(math.Round(x / same)) }
	for i := range lines {
		places[place(lines[i].left)]++
		for _, c := range lines[i].cuts {
			if c.far {
				places[place(c.left)]++
			}
		}
	}
	often := slices.SortedFunc(maps.Keys(places), func(a, b int) int {
		return cmp.Or(cmp.Compare(places[b], places[a]), cmp.Compare(a, b))
	})
	const most = 4 // places that are looked at
	for _, p := range often[:min(most, len(often))] {
		if out, ok := withLeads(lines, float64(p)*same); ok {
			return out
		}
	}
	return lines
}

// same is how many points apart two places may be that are the same.
const same = 2.0

// withLeads returns the lines as they are if their text begins at an edge.
func withLeads(lines []line, edge float64) ([]line, bool) {
	const fewest = 3 // leads
	var out []line
	before, leads, found := 0, 0, 0
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l.left > edge-l.size {
			out = append(out, l)
			continue
		}
		before++
		if c, ok := l.cutAt(edge); ok {
			l.lead = len(strings.TrimRight(l.text[:c.byte], " "))
			l.left, l.first = c.left, 0
			leads++
			found++
		} else if n := namesBeside(lines[i:], edge); n > 0 {
			text := lines[i+n]
			l.text = ""
			for _, name := range lines[i : i+n] {
				l.text += name.text + " "
			}
			text.lead = len(l.text) - 1
			text.text, text.first, text.bold, text.cuts = l.text+text.text, 0, 0, nil
			l = text
			before += n - 1
			found += n
			leads++
			i += n
		}
		out = append(out, l)
	}
	return out, leads >= fewest && found*10 >= before*7
}

// cutAt returns the word of a line that begins at a place.
func (l *line) cutAt(x float64) (cut, bool) {
	i := slices.IndexFunc(l.cuts, func(c cut) bool { return math.Abs(c.left-x) <= same })
	if i < 0 {
		return cut{}, false
	}
	return l.cuts[i], true
}

// namesBeside returns how many of the first lines are left of an edge, where a
// line that begins at the edge is next and stands higher than the last of them.
func namesBeside(lines []line, edge float64) int {
	const most = 3
	for n, l := range lines[:min(most+1, len(lines))] {
		if l.right < edge {
			continue
		}
		if n > 0 && math.Abs(l.left-edge) <= same && l.block() == lines[n-1].block() && l.base > lines[n-1].base+l.size/4 {
			return n
		}
		return 0
	}
	return 0
}
