package reader

// docTable is a table of a document. As long as it is written, the lines of its
// cells are lines of the document, row by row.
type docTable struct {
	first int // line
	rows  []docRow
}

type docRow struct {
	head  bool      // repeated on every page
	next  int       // column of the next cell
	cells []docCell // that hold lines
}

// docCell is the lines [first, end) in the columns [column, next).
type docCell struct{ column, next, first, end int }

func (f *flow) openTable() {
	if len(f.around) == 0 {
		f.tables = append(f.tables, &docTable{first: len(f.lines)})
	}
}

// table returns the innermost table, or nil; in a box there is none.
func (f *flow) table() *docTable {
	if len(f.tables) == 0 || len(f.around) > 0 {
		return nil
	}
	return f.tables[len(f.tables)-1]
}

// openRow begins a row; one in which nothing stands is no row.
func (f *flow) openRow() {
	t := f.table()
	if t == nil {
		return
	}
	if r := f.row(); r != nil && len(r.cells) == 0 {
		*r = docRow{}
		return
	}
	t.rows = append(t.rows, docRow{})
	f.size += perLine
}

// row returns the row that is being written, or nil.
func (f *flow) row() *docRow {
	t := f.table()
	if t == nil || len(t.rows) == 0 {
		return nil
	}
	return &t.rows[len(t.rows)-1]
}

// cell returns the cell that is being written, or the zero cell.
func (f *flow) cell() *docCell {
	r := f.row()
	if r == nil || len(r.cells) == 0 {
		return &docCell{}
	}
	return &r.cells[len(r.cells)-1]
}

// openCell begins a cell in the next column.
func (f *flow) openCell() {
	if r := f.row(); r != nil {
		r.cells = append(r.cells, docCell{r.next, r.next + 1, len(f.lines), len(f.lines)})
		r.next++
		f.size += perLine
	}
}

// widen makes the cell that is being written go over some columns.
func (f *flow) widen(columns int) {
	if r := f.row(); r != nil && len(r.cells) > 0 {
		c := f.cell()
		c.next = c.column + min(max(columns, 1), maxRepeated)
		r.next = c.next
	}
}

// skipColumns goes on some columns further in a row.
func (f *flow) skipColumns(columns int) {
	if r := f.row(); r != nil {
		r.next += min(max(columns, 0), maxRepeated)
	}
}

// maxRepeated bounds how often a document may say that something is repeated.
const maxRepeated = 1000

// closeCell ends the cell that is being written, and forgets it if no line stands
// in it. It fails as endParagraph does.
func (f *flow) closeCell() error {
	c := f.cell()
	if c.end = len(f.lines); c.first == c.end {
		if r := f.row(); r != nil && len(r.cells) > 0 {
			r.cells = r.cells[:len(r.cells)-1]
		}
	}
	return f.full()
}

// closeTable makes turns of the rows of a table in which columns say who speaks,
// or when, and what. Any other stays as it is.
func (f *flow) closeTable() {
	t := f.table()
	if t == nil {
		return
	}
	f.tables = f.tables[:len(f.tables)-1]
	g := docGrid{lines: f.lines, rows: t.rows}
	if !g.understand() {
		if len(g.columns) > 1 {
			f.tablesKept++
		}
		return
	}
	made, moved := g.turns(t.first, len(f.lines))
	f.lines = append(f.lines[:t.first], made...)
	for i := len(f.spots) - 1; i >= 0 && f.spots[i].paragraph >= t.first; i-- {
		p := &f.spots[i]
		to := moved[min(p.paragraph-t.first, len(moved)-1)]
		*p = point{t.first + to.paragraph, max(0, p.byte+to.byte)}
	}
	f.tableLines += g.numbered
	f.tableHeads += g.heads
	if g.unnamed {
		f.tablesUnnamed++
	}
}
