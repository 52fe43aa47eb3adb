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
	for x := left + 0.3*(right-left); x < left+0.7*(right-left); x += 2 {
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

// joinRows makes one line of lines that stand side by side. Where the text
// behind a gap begins at the same place on three rows or more, what is before it
// stands in a column of its own.
func joinRows(lines []line) []line {
	beside := func(a, b *line) bool {
		return a.page == b.page && a.column == b.column && level(a, b) && b.left > a.right-0.3*a.size
	}
	edge := func(l *line) int { return int(math.Round(l.left / 3)) }
	begins := map[int]int{}
	for i := 1; i < len(lines); i++ {
		if a, b := &lines[i-1], &lines[i]; beside(a, b) && b.left-a.right > gap*b.size {
			begins[edge(b)]++
		}
	}
	var out []line
	for i := range lines {
		l := &lines[i]
		if n := len(out); n == 0 || !beside(&out[n-1], l) {
			out = append(out, *l)
			continue
		}
		row := &out[len(out)-1]
		far := l.left - row.right
		const longest = 60 // bytes that a name and a time may have
		if far > gap*l.size && len(row.text) <= longest && begins[edge(l)]+begins[edge(l)-1]+begins[edge(l)+1] >= 3 {
			row.lead = len(row.text)
			row.left, row.first = l.left, 0
		}
		if row.bold == len(row.text) && l.bold == len(l.text) {
			row.bold += len(l.text) + 1
		}
		if far > 0.12*l.size && !row.hyphen {
			row.text += " "
		}
		row.text += l.text
		row.bold = min(row.bold, len(row.text))
		row.box.right, row.hyphen = l.right, l.hyphen
		row.bottom, row.top = min(row.bottom, l.bottom), max(row.top, l.top)
	}
	return out
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
