package render

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"grounded/analysis/table"
)

// layConcordance has the lanes of the head, and three more: what stands before the
// node, the node and what stands behind it.
func layConcordance(t table.Table, v table.Concordance) grid {
	g := layColumns(t, append(append([]string{}, v.Head...), v.Before, v.Node, v.After))
	before, node := len(v.Head), len(v.Head)+1
	g.lanes[before].right = true
	for _, row := range g.rows {
		for j := before; j < len(row); j++ {
			row[j].text = table.Unmark(row[j].text)
		}
		row[node].text = table.Mark(row[node].text)
	}
	return g
}

const (
	shortHead = 8  // a lane of the head is not made narrower than this, nor the first at all
	shortNode = 20 // a longer node takes from what stands behind it
)

// concordance writes a grid whose last three lanes are what layConcordance says, a
// row a line, after so many lanes of the head. Nodes begin in the same column.
func (p page) concordance(g grid, head int) {
	for i := range g.rows {
		for j := range g.rows[i] {
			g.rows[i][j].text = cleanLine(g.rows[i][j].text)
		}
	}
	widths, floor := make([]int, head), make([]int, head)
	for j := range head {
		widths[j] = width(g.lanes[j].heading)
		for _, row := range g.rows {
			widths[j] = max(widths[j], width(row[j].text))
		}
		floor[j] = min(widths[j], shortHead)
	}
	if head > 0 {
		floor[0] = min(widths[0], p.width/3)
	}
	shrink(widths, floor, p.width/3-gap*head)
	used := 0
	for _, w := range widths {
		used += w + gap
	}
	longest := 0
	for _, row := range g.rows {
		longest = max(longest, width(p.guillemets(row[head+1].text)))
	}
	before := max(0, (p.width-used-min(longest, shortNode))/2)

	var b strings.Builder
	put := func(texts []string) {
		for j, text := range texts {
			if width(text) > widths[j] {
				text = balance(cut(text, widths[j]-1)) + "…"
			}
			b.WriteString(text + strings.Repeat(" ", max(0, widths[j]-width(text))+gap))
		}
	}
	headings := make([]string, head)
	for j := range headings {
		headings[j] = g.lanes[j].heading
	}
	put(headings)
	b.WriteString(strings.Repeat(" ", before) + firstColumns(g.lanes[head+1].heading, p.width-used-before))
	p.line(p.bold(b.String()))
	p.line(p.dim(strings.Repeat("─", p.width)))
	for _, row := range g.rows {
		b.Reset()
		texts := make([]string, head)
		for j := range texts {
			texts[j] = table.Unmark(row[j].text)
		}
		put(texts)
		left := lastColumns(row[head].text, before)
		node := p.guillemets(row[head+1].text)
		room := p.width - used - before
		if width(node) > room {
			node = balance(cut(node, room))
		}
		right := firstColumns(row[head+2].text, room-width(node))
		b.WriteString(strings.Repeat(" ", before-width(left)) + left + p.highlight(node) + right)
		p.line(b.String())
	}
	if len(g.rows) == 0 {
		p.line(none)
	}
}

// firstColumns returns the beginning of a line that fits, without a word that is cut
// through unless it is a long one.
func firstColumns(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	if limit <= 0 {
		return ""
	}
	head := cut(s, limit)
	if width(head) > limit {
		return ""
	}
	if space := strings.LastIndexByte(head, ' '); s[len(head)] != ' ' && space >= 0 && len(head)-space <= narrow {
		head = head[:space]
	}
	return head
}

// lastColumns is firstColumns of the end of a line.
func lastColumns(s string, limit int) string {
	if width(s) <= limit {
		return s
	}
	var ends []int // of characters as people see them
	for g := graphemes.FromString(s); g.Next(); {
		ends = append(ends, g.Start())
	}
	at := len(s)
	for i := len(ends) - 1; i >= 0 && width(s[ends[i]:]) <= limit; i-- {
		at = ends[i]
	}
	tail := s[at:]
	if space := strings.IndexByte(tail, ' '); at > 0 && s[at-1] != ' ' && space >= 0 && space <= narrow {
		tail = tail[space+1:]
	}
	return tail
}
