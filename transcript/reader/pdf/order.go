package pdf

import (
	"cmp"
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
