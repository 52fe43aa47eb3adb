package pdf

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// ordered returns the lines of a page in the order in which they are read. That
// is the order in which they were put there, as nearly all programs do it, but
// for two columns of which the lines alternate, and for names in a column of
// their own that were put there before or after all of the text.
func (p *page) ordered() []line {
	if p.findColumns() {
		for from := 0; from < len(p.lines); {
			to := from
			for to < len(p.lines) && p.lines[to].column > 0 {
				to++
			}
			slices.SortStableFunc(p.lines[from:to], func(a, b line) int { return a.column - b.column })
			from = to + 1
		}
		return p.lines
	}
	if !p.apart() {
		return p.lines
	}
	var out []line
	for _, beside := range p.levels() {
		for _, l := range beside {
			out = append(out, *l)
		}
	}
	return out
}

// levels returns the lines of a page from the top down, those at one height
// together from the left.
func (p *page) levels() [][]*line {
	lines := make([]*line, len(p.lines))
	for i := range p.lines {
		lines[i] = &p.lines[i]
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(b.base, a.base) })
	var out [][]*line
	for from, to := 0, 0; from < len(lines); from = to {
		to = from + 1
		for to < len(lines) && level(lines[from], lines[to]) {
			to++
		}
		slices.SortStableFunc(lines[from:to], func(a, b *line) int { return cmp.Compare(a.left, b.left) })
		out = append(out, lines[from:to])
	}
	return out
}

// findColumns looks for a gutter: a place near the middle that hardly any line
// crosses, with lines of talk on both sides. Names beside a talk are shorter.
func (p *page) findColumns() bool {
	const fewest = 10 // lines
	if len(p.lines) < fewest {
		return false
	}
	left, right := math.Inf(1), math.Inf(-1)
	for _, l := range p.lines {
		left, right = min(left, l.left), max(right, l.right)
	}
	best, crossing := 0.0, len(p.lines)
	const places = 200 // that are tried
	for i := range places {
		x := left + (0.3+0.4*float64(i)/places)*(right-left)
		n := 0
		for _, l := range p.lines {
			if l.left < x && x < l.right {
				n++
			}
		}
		if n < crossing {
			best, crossing = x, n
		}
	}
	var lines, words [3]int
	for _, l := range p.lines {
		side := l.side(best)
		lines[side]++
		words[side] += len(strings.Fields(l.text))
	}
	for side := 1; side <= 2; side++ {
		if lines[side]*10 < len(p.lines)*3 || words[side] < 4*lines[side] {
			return false
		}
	}
	if lines[0]*10 > len(p.lines) {
		return false
	}
	for i := range p.lines {
		p.lines[i].column = p.lines[i].side(best)
	}
	return true
}

// side returns the column in which a line is when the gutter is at x.
func (l *line) side(x float64) int {
	switch {
	case l.right <= x:
		return 1
	case l.left >= x:
		return 2
	}
	return 0
}

// apart reports whether lines that belong side by side were put on the page in
// two goes, down one side and then down the other.
func (p *page) apart() bool {
	const many = 200 // lines, more than which no page of a talk has
	jumps, partners := 0, 0
	for i := range p.lines {
		l := &p.lines[i]
		if i > 0 && l.base > p.lines[i-1].base+l.size/2 {
			jumps++
		}
		if jumps == 0 || i > many {
			continue
		}
		for n := range i - 1 {
			if other := &p.lines[n]; level(l, other) && (other.right < l.left || l.right < other.left) {
				partners++
				break
			}
		}
	}
	return jumps > 0 && jumps <= 2 && partners >= 3
}

// joinRows makes one line of lines that stand side by side.
func joinRows(lines []line) []line {
	var out []line
	for i := range lines {
		l := &lines[i]
		if n := len(out); n == 0 || !beside(&out[n-1], l) {
			out = append(out, *l)
			continue
		}
		row := &out[len(out)-1]
		far := l.left - row.right
		bold := row.heading() && l.bold > 0
		if far > 0.25*l.size && !row.hyphen {
			row.text += " "
		}
		at := len(row.text)
		row.cuts = append(row.cuts, cut{at, l.left, far > gap*l.size})
		for _, c := range l.cuts {
			row.cuts = append(row.cuts, cut{at + c.byte, c.left, c.far})
		}
		row.cuts = row.cuts[:min(maxCuts, len(row.cuts))]
		row.text += l.text
		if bold {
			row.bold = at + l.bold
		}
		row.box, row.hyphen = row.joined(l.box), l.hyphen
	}
	return setLeads(out)
}

func beside(a, b *line) bool {
	return a.page == b.page && a.column == b.column && level(a, b) && b.left > a.right-0.3*a.size
}

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

// leaveOutRepeated takes away lines at the end of a page that come again at the
// start of the next: programs print the first line of a paragraph twice that has
// no room on the page, and cover the first. Something short may have been said
// twice.
func (t *Text) leaveOutRepeated(lines []line) []line {
	const (
		most = 3
		long = 30 // bytes
	)
	var out []line
	for i := range lines {
		if i > 0 && lines[i].page != lines[i-1].page {
			for n := min(most, len(out), len(lines)-i); n > 0; n-- {
				size, same := 0, true
				for k, l := range out[len(out)-n:] {
					size += len(l.text)
					same = same && l.text == lines[i+k].text && l.page == lines[i-1].page && lines[i+k].page == lines[i].page
				}
				if same && size >= long {
					for _, l := range out[len(out)-n:] {
						t.Repeated = append(t.Repeated, l.text)
					}
					out = out[:len(out)-n]
					break
				}
			}
		}
		out = append(out, lines[i])
	}
	return out
}
