package reader

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// maxCells is the most cells of a sheet that hold something, and the most texts
// that they share.
const maxCells = 5_000_000

// maxGrid is the most cells of a sheet, the empty ones before others in their
// rows included.
const maxGrid = 100_000_000

// grid is what the cells of a sheet show. Rows and cells that are empty are not
// in it.
type grid struct {
	book     *workbook
	part     string
	lines    []gridLine
	cells    int
	size     int // of all text, in bytes
	width    int
	merged   []area       // that go over several rows
	repeated map[int]bool // columns whose merged cells stand in all their rows

	hiddenRows    leftOut
	hiddenColumns map[int]bool
	formulas      leftOut // without a value
	comments      int
}

type gridLine struct {
	number int        // from 1
	cells  []gridCell // that hold something
	above  []gridCell // what cells merged with ones above show
}

type gridCell struct {
	column int // from 0
	text   string
}

// area is a rectangle of cells, its ends included.
type area struct{ top, left, bottom, right int }

var (
	errCells     = fmt.Errorf("it holds more than %d cells, or rows too wide", maxCells)
	errReference = errors.New("a cell has no place that a sheet has")
	errShared    = errors.New("a cell refers to a text that is not there")
)

func (g *grid) read(ctx context.Context) error {
	next := 1
	err := g.book.elements(ctx, g.part, func(e element, x *xmlTokens) error {
		switch e.Name.Local {
		case "row":
			number := next
			if r := e.attr("r"); r != "" {
				n, err := strconv.Atoi(r)
				if err != nil || n < 1 || n > maxRows {
					return errReference
				}
				number = n
			}
			next = number + 1
			return g.readRow(number, xmlBool(e.attr("hidden")), x)
		case "col":
			if xmlBool(e.attr("hidden")) {
				from, _ := strconv.Atoi(e.attr("min"))
				to, _ := strconv.Atoi(e.attr("max"))
				for i := max(1, from); i <= min(to, maxColumns); i++ {
					g.hiddenColumns[i-1] = true
				}
			}
		case "mergeCell":
			if m, ok := parseArea(e.attr("ref")); ok && m.bottom > m.top {
				g.merged = append(g.merged, m)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(g.lines)*g.width > maxGrid {
		return errCells
	}
	if err := g.repeat(); err != nil {
		return err
	}
	return g.countComments(ctx)
}

// repeat notes in every row what cells show that are merged with one above.
func (g *grid) repeat() error {
	slices.SortStableFunc(g.merged, func(a, b area) int { return a.top - b.top })
	type open struct {
		area
		text string
	}
	var opened []open
	merged := g.merged
	for i := range g.lines {
		line := &g.lines[i]
		opened = slices.DeleteFunc(opened, func(o open) bool { return o.bottom < line.number })
		for _, o := range opened {
			line.above = append(line.above, gridCell{o.left, o.text})
			g.size += len(o.text)
		}
		if g.cells += len(opened); g.cells > maxCells || g.size > MaxBytes {
			return errCells
		}
		for ; len(merged) > 0 && merged[0].top <= line.number; merged = merged[1:] {
			if text := line.at(merged[0].left); merged[0].top == line.number && text != "" {
				opened = append(opened, open{merged[0], text})
			}
		}
	}
	return nil
}

// countComments counts the comments on cells, which a part of their own holds.
func (g *grid) countComments(ctx context.Context) error {
	relations, err := g.book.relations(ctx, g.part)
	if err != nil {
		return err
	}
	for _, part := range g.book.ofKind(relations, "comments") {
		err := g.book.elements(ctx, part, func(e element, _ *xmlTokens) error {
			if e.Name.Local == "comment" {
				g.comments++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readRow reads the cells of a row that was just opened.
func (g *grid) readRow(number int, hidden bool, x *xmlTokens) error {
	line := gridLine{number: number}
	column := 0
	for {
		token, err := x.Token()
		if err != nil {
			return unexpected(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				if len(line.cells) > 0 {
					g.lines = append(g.lines, line)
					if hidden {
						g.hiddenRows.add(number)
					}
				}
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			cell := element{t}
			if ref := cell.attr("r"); ref != "" {
				if column, _, err = parseReference(ref); err != nil {
					return err
				}
			}
			if column >= maxColumns {
				return errReference
			}
			text, err := g.readCell(number, cell, x)
			if err != nil {
				return err
			}
			if text != "" {
				line.cells = append(line.cells, gridCell{column, text})
				g.cells++
				g.size += len(text)
				g.width = max(g.width, column+1)
			}
			switch {
			case g.cells > maxCells:
				return errCells
			case g.size > MaxBytes:
				return errTooLong
			}
			column++
		}
	}
}

// each yields the rows of a sheet.
func (g *grid) each(yield func(row, error) bool) {
	var cells []string
	put := func(c gridCell) {
		for len(cells) <= c.column {
			cells = append(cells, "")
		}
		cells[c.column] = c.text
	}
	for _, line := range g.lines {
		cells = cells[:0]
		for _, c := range line.above {
			if g.repeated[c.column] {
				put(c)
			}
		}
		for _, c := range line.cells {
			put(c)
		}
		if filled(cells) > 0 && !yield(row{line: line.number, cells: cells}, nil) {
			return
		}
	}
}

// fill makes the merged cells of a column stand in all rows that they go over and
// that hold anything.
func (g *grid) fill(column int) { g.repeated[column] = true }

func (l gridLine) at(column int) string {
	for _, c := range l.cells {
		if c.column == column {
			return c.text
		}
	}
	return ""
}

// warn names what of a sheet was read although it is hidden, and what was not.
func (g *grid) warn(s *source) {
	g.hiddenRows.warn(s, "hidden-read", "this row is hidden in the sheet, and was read", "")
	var hidden []string
	for _, i := range slices.Sorted(maps.Keys(g.hiddenColumns)) {
		if i < g.width {
			hidden = append(hidden, letters(i))
		}
	}
	if len(hidden) > 0 {
		s.warn("hidden-read", 0, "columns that are hidden in the sheet were read: "+listed(hidden), "")
	}
	g.formulas.warn(s, "formula-empty", "a cell of this row has a formula whose value the file does not hold", "open it in a spreadsheet program and save it")
	if g.comments > 0 {
		s.warn("comments-left-out", 0, "left out "+count(g.comments, "comment on a cell", "comments on cells"), "")
	}
}
