package render

import "strings"

const (
	gap      = 2  // columns between two lanes
	readable = 16 // a lane of words is not made narrower than this while there is another way
	narrow   = 12 // nor is any lane of text than this
	longWord = 30 // a longer word does not keep its lane wide: an address on the web, a text without spaces
)

// span is how wide a lane may be: as wide as its text on one line, as narrow as
// reads well, and as narrow as it gets when nothing else helps.
type span struct{ full, least, last int }

// spans also keeps groups as wide as their headings; the first lane answers for
// its group.
func (g grid) spans() []span {
	out := make([]span, len(g.lanes))
	for j, l := range g.lanes {
		heading := longestWord(l.heading)
		s := span{full: width(l.heading)}
		word := 0
		for _, row := range g.rows {
			c := row[j]
			before := width(c.branch)
			for line := range strings.SplitSeq(c.text, "\n") {
				s.full = max(s.full, before+width(line))
			}
			word = max(word, before+longestWord(c.text))
		}
		switch {
		case l.right:
			s.least = max(heading, word)
			s.last = s.least
		case l.words:
			s.least = min(s.full, max(heading, readable, min(word, longWord)))
			s.last = min(s.least, max(narrow, heading))
		default:
			s.least = min(s.full, max(heading, word))
			s.last = min(s.least, narrow)
		}
		out[j] = s
	}
	for j := 0; j < len(g.lanes); {
		first, group, sum := j, g.lanes[j].group, -gap
		for ; j < len(g.lanes) && g.lanes[j].group == group; j++ {
			sum += out[j].least + gap
		}
		if group > 0 {
			out[first].least += max(0, min(width(g.groups[group-1]), longWord)-sum)
			out[first].full = max(out[first].full, out[first].least)
		}
	}
	return out
}

// blocks tells which lanes stand beside each other. A table that is too wide
// goes on below, with the lanes that name its rows said again; groups stay
// together where they can.
func (g grid) blocks(spans []span, limit int) [][]int {
	var stubs []int
	base := 0
	for j, l := range g.lanes {
		if l.stub {
			stubs = append(stubs, j)
			base += spans[j].least + gap
		}
	}
	var out [][]int
	current, used := stubs, base
	breakOff := func() {
		if len(current) > len(stubs) {
			out = append(out, current)
			current, used = stubs, base
		}
	}
	add := func(j int) {
		current = append(current[:len(current):len(current)], j)
		used += spans[j].least + gap
	}
	for j := len(stubs); j < len(g.lanes); {
		end, need := j+1, spans[j].least
		for g.lanes[j].group > 0 && end < len(g.lanes) && g.lanes[end].group == g.lanes[j].group {
			need += gap + spans[end].least
			end++
		}
		if used+need > limit {
			breakOff()
		}
		whole := used+need <= limit
		for ; j < end; j++ {
			if !whole && used+spans[j].least > limit {
				breakOff()
			}
			add(j)
		}
	}
	return append(out, current)
}

// fit gives the lanes of a block their widths: the words give way first, then
// what else is text, and in the end words are broken.
func (g grid) fit(block []int, spans []span, limit int) []int {
	widths, floor := make([]int, len(block)), make([]int, len(block))
	for i, j := range block {
		widths[i], floor[i] = spans[j].full, spans[j].full
	}
	limit -= gap * (len(block) - 1)
	for i, j := range block {
		if g.lanes[j].words {
			floor[i] = spans[j].least
		}
	}
	shrink(widths, floor, limit)
	for i, j := range block {
		floor[i] = spans[j].least
	}
	shrink(widths, floor, limit)
	for i, j := range block {
		floor[i] = spans[j].last
	}
	shrink(widths, floor, limit)
	return widths
}

// shrink lowers the widest first until all fit in limit together or stand at
// their floor.
func shrink(widths, floor []int, limit int) {
	capped := func(most int) int {
		sum := 0
		for i, w := range widths {
			sum += min(w, max(most, floor[i]))
		}
		return sum
	}
	high := 0
	for _, w := range widths {
		high = max(high, w)
	}
	if capped(high) <= limit {
		return
	}
	low := 0
	for low+1 < high {
		if middle := (low + high) / 2; capped(middle) <= limit {
			low = middle
		} else {
			high = middle
		}
	}
	spare := limit - capped(low)
	for i, w := range widths {
		widths[i] = min(w, max(low, floor[i]))
		if spare > 0 && widths[i] == low && widths[i] < w {
			widths[i]++
			spare--
		}
	}
}
