package reader

import (
	"fmt"
	"strings"
)

// tally notes, while the rows of a table are read, what of them has to be said.
type tally struct {
	t             *table
	used          map[int]bool
	unused        []bool // columns that hold something nobody asked for
	uneven, quote leftOut
}

// row notes a row, and joins to its last cell what a comma in it that should
// have been quoted parted from it.
func (y *tally) row(r *row) {
	if r.odd {
		y.quote.add(r.line)
	}
	if width := len(y.t.heads); y.t.comma != "" && width > 0 {
		end := len(r.cells)
		for end > width && blank(r.cells[end-1]) {
			end--
		}
		if end != width {
			y.uneven.add(r.line)
		}
		if end > width && y.used[width-1] {
			r.cells[width-1] = strings.Join(r.cells[width-1:end], y.t.comma)
			r.cells = r.cells[:width]
		}
	}
	for i, cell := range r.cells {
		if i >= len(y.unused) {
			y.unused = append(y.unused, false)
		}
		y.unused[i] = y.unused[i] || !y.used[i] && !blank(cell)
	}
}

// warn says what was noted; columns that are not used only where they are left
// out.
func (y *tally) warn(s *source, leaves bool) {
	y.uneven.warn(s, "row-uneven", fmt.Sprintf("this row has not the %d cells that the heads have", len(y.t.heads)), "if its words are cut or in the wrong column, quote them in the file")
	y.quote.warn(s, "quote-unpaired", "the quotation marks of this row do not pair, so it was read as it stands", "")
	var left []int
	for i, holds := range y.unused {
		if holds && leaves {
			left = append(left, i)
		}
	}
	if len(left) > 0 {
		s.warn("columns-left-out", 0, "columns that were not read: "+y.t.heads.titles(left), "")
	}
}
