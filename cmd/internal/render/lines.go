package render

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

func (p page) grid(g grid) error {
	for i := range g.rows {
		for j := range g.rows[i] {
			g.rows[i][j].text = p.guillemets(strings.Join(paragraphs(g.rows[i][j].text), "\n"))
		}
	}
	for j := range g.lanes {
		g.lanes[j].heading = p.guillemets(g.lanes[j].heading)
	}
	for k := range g.groups {
		g.groups[k] = p.guillemets(g.groups[k])
	}
	spans := g.spans()
	for i, block := range g.blocks(spans, p.width) {
		if i > 0 {
			p.line("")
		}
		widths := g.fit(block, spans, p.width)
		if err := p.block(g, block, widths); err != nil {
			return err
		}
		for k, j := range block {
			if g.lanes[j].stub {
				spans[j].full = widths[k] // the same in every block, to be read across
			}
		}
	}
	if len(g.rows) == 0 {
		p.line(none)
	}
	return nil
}

// block writes some lanes of the grid beside each other. Each cell is wrapped
// here; tablewriter puts them side by side. The widths, which come in as limits,
// become what was needed.
func (p page) block(g grid, block, widths []int) error {
	headings := make([][]string, len(block))
	rows := make([][]string, len(g.rows))
	for r := range rows {
		rows[r] = make([]string, len(block))
	}
	for i, j := range block {
		limit := widths[i]
		headings[i] = wrap(g.lanes[j].heading, limit)
		widths[i] = widest(headings[i])
		for r, row := range g.rows {
			lines := wrapCell(row[j], limit)
			widths[i] = max(widths[i], widest(lines))
			rows[r][i] = p.highlight(strings.Join(lines, "\n"))
		}
	}
	p.widen(g, block, widths)
	header := p.header(g, block, headings, widths)
	lines, err := sideBySide(header, rows, g.alignment(block))
	if err != nil {
		return fmt.Errorf("laying out the table: %w", err)
	}
	height := strings.Count(header[0], "\n") + 1

	for _, line := range p.groupLines(g, block, widths) {
		p.line(line)
	}
	for _, line := range lines[:height] {
		p.line(p.bold(line))
	}
	total := gap * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	p.line(p.dim(strings.Repeat("─", total)))
	for _, line := range lines[height:] {
		p.line(line)
	}
	return nil
}

// wrapCell wraps a cell, and draws the branches of a tree before its lines.
func wrapCell(c cell, limit int) []string {
	lines := wrap(c.text, limit-width(c.branch))
	for k := range lines {
		if k == 0 {
			lines[k] = c.branch + lines[k]
		} else {
			lines[k] = c.stem + lines[k]
		}
	}
	return lines
}

func widest(lines []string) int {
	w := 0
	for _, line := range lines {
		w = max(w, width(line))
	}
	return w
}

// header returns the cells above the rule, all of the same height and, by
// spaces, as wide as their lanes: the lowest line stands on the rule.
func (p page) header(g grid, block []int, headings [][]string, widths []int) []string {
	height := 0
	for _, lines := range headings {
		height = max(height, len(lines))
	}
	out := make([]string, len(block))
	for i, j := range block {
		lines := append(make([]string, height-len(headings[i])), headings[i]...)
		for k, line := range lines {
			space := strings.Repeat(" ", widths[i]-width(line))
			if g.lanes[j].right {
				lines[k] = space + p.highlight(line)
			} else {
				lines[k] = p.highlight(line) + space
			}
		}
		out[i] = strings.Join(lines, "\n")
	}
	return out
}

// widen gives the last lane of a group what the group's heading lacks, as far
// as there is room.
func (p page) widen(g grid, block, widths []int) {
	spare := p.width - gap*(len(widths)-1)
	for _, w := range widths {
		spare -= w
	}
	for i := 0; i < len(block); {
		group, lack := g.lanes[block[i]].group, gap
		for ; i < len(block) && g.lanes[block[i]].group == group; i++ {
			lack -= widths[i] + gap
		}
		if group > 0 {
			lack += width(g.groups[group-1])
		}
		if more := min(lack, spare); more > 0 {
			widths[i-1] += more
			spare -= more
		}
	}
}

// groupLines returns what stands above the headings of a pivot: the group over
// its lanes, and a rule as wide as they are.
func (p page) groupLines(g grid, block, widths []int) []string {
	var labels [][]string
	var places, spans []int
	height, at := 0, 0
	for i := 0; i < len(block); {
		group, from := g.lanes[block[i]].group, at
		for ; i < len(block) && g.lanes[block[i]].group == group; i++ {
			at += widths[i] + gap
		}
		if group == 0 {
			continue
		}
		label := wrap(g.groups[group-1], at-gap-from)
		height = max(height, len(label))
		labels, places, spans = append(labels, label), append(places, from), append(spans, at-gap-from)
	}
	if height == 0 {
		return nil
	}
	out := make([]string, height+1)
	for k := range height {
		line, used := "", 0
		for i, label := range labels {
			if n := k - (height - len(label)); n >= 0 {
				line += strings.Repeat(" ", max(0, places[i]-used)) + p.bold(p.highlight(label[n]))
				used = places[i] + width(label[n])
			}
		}
		out[k] = line
	}
	used := 0
	for i, place := range places {
		out[height] += strings.Repeat(" ", place-used) + p.dim(strings.Repeat("─", spans[i]))
		used = place + spans[i]
	}
	return out
}

func (g grid) alignment(block []int) tw.CellAlignment {
	a := tw.CellAlignment{PerColumn: make([]tw.Align, len(block))}
	for i, j := range block {
		a.PerColumn[i] = tw.AlignLeft
		if g.lanes[j].right {
			a.PerColumn[i] = tw.AlignRight
		}
	}
	return a
}

// sideBySide lets tablewriter set cells that are wrapped already. What it would
// do to them of its own accord is turned off: boxes, capitals, the trimming of
// spaces, and widths that hang on the environment. The gap is a space on either
// side of a cell, as it counts padding of two characters wrongly; so each line
// begins with a space too much.
func sideBySide(header []string, rows [][]string, a tw.CellAlignment) ([]string, error) {
	var b bytes.Buffer
	plain := tw.Rendition{
		Borders:  tw.BorderNone,
		Settings: tw.Settings{Separators: tw.SeparatorsNone, Lines: tw.LinesNone},
	}
	t := tablewriter.NewTable(&b,
		tablewriter.WithEastAsian(tw.Off),
		tablewriter.WithRenderer(renderer.NewBlueprint(plain)),
		tablewriter.WithHeaderAutoFormat(tw.Off),
		tablewriter.WithRowAlignmentConfig(a),
		tablewriter.WithTrimSpace(tw.Off),
		tablewriter.WithPadding(tw.Padding{Left: " ", Right: " ", Overwrite: true}),
	)
	t.Header(header)
	if err := t.Bulk(rows); err != nil {
		return nil, err
	}
	if err := t.Render(); err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(strings.TrimPrefix(line, " "), " ")
	}
	return lines, nil
}
