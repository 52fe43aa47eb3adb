package crosstab

import (
	"cmp"
	"slices"

	"grounded/transcript"
	"grounded/transcript/coding"
)

// Count counts the codings that were picked. A passage of several people counts for
// each of their groups, and its words where each of them spoke them; totals count
// everything once. Words of speakers whom the selection does not mean count nowhere.
func Count(p coding.Picked, o Options) Matrix {
	c := &counter{Options: o, picked: p, voices: map[coding.Voice]int{}, pages: map[*transcript.Transcript]*page{}}
	c.rows, c.columns = newAxis(o.Rows, o, p), newAxis(o.Columns, o, p)
	for _, t := range p.Transcripts {
		c.pages[t] = c.read(t)
	}
	codings := c.meet()
	c.keep()
	c.room()
	for _, t := range p.Transcripts {
		c.countThere(c.pages[t])
	}
	for i := range codings {
		c.countCoding(&codings[i], i+1)
	}
	return c.matrix()
}

// counter is a matrix in the making.
type counter struct {
	Options
	picked        coding.Picked
	rows, columns *axis
	voices        map[coding.Voice]int // participants, numbered as they come
	pages         map[*transcript.Transcript]*page

	few     map[[2]int]bool // what Suppress leaves out: crossings, and with -1 whole groups
	outside int             // codings without a row or a column

	cells              [][]sum // with totals behind the last of each row and below the last row
	rowThere, colThere []sum
	allThere           sum
}

// read finds where the turns of a transcript belong, and who speaks in them.
func (c *counter) read(t *transcript.Transcript) *page {
	pg := &page{spelling: spelling{t: t}, turns: make([]turn, len(t.Turns))}
	for i := range t.Turns {
		at := turn{meant: c.picked.MeansTurn(t, i), participant: -1, row: -1, column: -1}
		if at.meant {
			if v, ok := studied(t, i); ok {
				n, known := c.voices[v]
				if !known {
					n = len(c.voices)
					c.voices[v] = n
				}
				at.participant = n
			}
			if c.rows.ofTurn != nil {
				at.row = c.rows.ofTurn(t, i)
			}
			if c.columns.ofTurn != nil {
				at.column = c.columns.ofTurn(t, i)
			}
		}
		pg.turns[i] = at
	}
	return pg
}

// page is one transcript as a matrix reads it.
type page struct {
	spelling
	turns []turn
}

// turn is where the words of a turn belong.
type turn struct {
	meant       bool
	row, column int // groups, where the dimension says whose words they are; -1 when they were left out
	participant int // -1 when who speaks was not studied
}

// studied returns who speaks, when it is somebody who was studied.
func studied(t *transcript.Transcript, turn int) (coding.Voice, bool) {
	s := t.Speaker(turn)
	if s.Label == "" || s.Role == transcript.Gone || s.Case == "" && s.Role != transcript.Participant {
		return coding.Voice{}, false
	}
	return coding.VoiceOf(t, s), true
}

// meet returns the codings to be counted, by transcript, each once, and finds the
// groups that they are in.
func (c *counter) meet() []coding.Row {
	rows := slices.Clone(c.picked.Rows)
	slices.SortStableFunc(rows, func(a, b coding.Row) int { return cmp.Compare(a.Transcript.ID, b.Transcript.ID) })
	var last [2]coding.Row // the one before, and the one before by a search
	rows = slices.DeleteFunc(rows, func(r coding.Row) bool {
		class := 0
		if r.By == coding.ByQuery {
			class = 1
		}
		before := last[class]
		last[class] = r
		return before.Coder == r.Coder && before.Transcript == r.Transcript && before.Now == r.Now && before.Code == r.Code
	})
	for i := range rows {
		for _, a := range []*axis{c.rows, c.columns} {
			if a.ofCoding != nil {
				a.ofCoding(&rows[i])
			}
		}
	}
	return rows
}

// room makes the cells.
func (c *counter) room() {
	c.cells = make([][]sum, len(c.rows.list)+1)
	for i := range c.cells {
		c.cells[i] = make([]sum, len(c.columns.list)+1)
	}
	c.rowThere, c.colThere = make([]sum, len(c.rows.list)), make([]sum, len(c.columns.list))
}

// countThere adds what is said in a transcript, coded or not, to the groups that turns
// tell.
func (c *counter) countThere(pg *page) {
	for _, p := range pg.t.Paragraphs {
		at := pg.turns[p.Turn]
		if !at.meant || p.Text.Empty() || c.leftOut(at.row, at.column) {
			continue
		}
		words := 0
		if c.Said {
			words = pg.t.CountWords(p.Text)
		}
		c.allThere.there(pg, at.participant, len(c.voices), words)
		if at.row >= 0 {
			c.rowThere[at.row].there(pg, at.participant, len(c.voices), words)
		}
		if at.column >= 0 {
			c.colThere[at.column].there(pg, at.participant, len(c.voices), words)
		}
	}
}

// countCoding adds one coding, the nth.
func (c *counter) countCoding(r *coding.Row, nth int) {
	pg := c.pages[r.Transcript]
	var rows, columns []int
	if c.rows.ofCoding != nil {
		rows = c.rows.ofCoding(r)
	}
	if c.columns.ofCoding != nil {
		columns = c.columns.ofCoding(r)
	}
	if c.rows.ofCoding != nil && len(rows) == 0 || c.columns.ofCoding != nil && len(columns) == 0 {
		if r.By != coding.ByQuery {
			c.outside++
		}
		return
	}
	var one [2]int
	of := r.Transcript.ParagraphsOf(r.Now)
	for i := of.First; i < of.End; i++ {
		p := r.Transcript.Paragraphs[i]
		at := pg.turns[p.Turn]
		said := p.Text.Intersect(r.Now)
		if !at.meant || said.Empty() {
			continue
		}
		if c.rows.ofTurn != nil {
			one[0] = at.row
			rows = one[:1]
		}
		if c.columns.ofTurn != nil {
			one[1] = at.column
			columns = one[1:]
		}
		words := run{paragraph: i}
		if c.Words && r.By != coding.ByQuery {
			words.first, words.end = pg.touched(i, said)
		}
		for _, row := range rows {
			for _, column := range columns {
				if c.leftOut(row, column) {
					continue
				}
				all, total := len(c.rows.list), len(c.columns.list)
				for _, s := range []*sum{&c.cells[row][column], &c.cells[row][total], &c.cells[all][column], &c.cells[all][total]} {
					s.add(r, nth, pg, at.participant, len(c.voices), words)
				}
			}
		}
	}
}

// matrix is what was counted, without groups that were left out whole.
func (c *counter) matrix() Matrix {
	m := Matrix{Rows: c.Rows, Columns: c.Columns, Outside: c.outside, allThere: c.allThere.finish()}
	for _, row := range c.cells {
		m.cells = append(m.cells, finish(row))
	}
	m.rowThere, m.colThere = finish(c.rowThere), finish(c.colThere)
	for i := range c.rows.list {
		for j := range c.columns.list {
			m.cells[i][j].Hidden = c.leftOut(i, j)
		}
	}
	for i, g := range c.rows.list {
		if cells := m.cells[i][:len(c.columns.list)]; len(cells) > 0 && !slices.ContainsFunc(cells, shown) {
			if c.ofPeople(c.Rows, c.Columns) {
				m.LeftOut++
			}
			continue
		}
		if c.onlyLeftOut(c.Rows, last(m.cells[i])) {
			continue
		}
		m.RowGroups, m.rowAt = append(m.RowGroups, g), append(m.rowAt, i)
	}
	for j, g := range c.columns.list {
		if rows := m.cells[:len(c.rows.list)]; len(rows) > 0 && !slices.ContainsFunc(rows, func(row []Cell) bool { return shown(row[j]) }) {
			if c.ofPeople(c.Columns, c.Rows) {
				m.LeftOut++
			}
			continue
		}
		if c.onlyLeftOut(c.Columns, last(m.cells)[j]) {
			continue
		}
		m.ColumnGroups, m.colAt = append(m.ColumnGroups, g), append(m.colAt, j)
	}
	for i := range m.RowGroups {
		for j := range m.ColumnGroups {
			if m.Cell(i, j).Hidden {
				m.HiddenCells++
			}
		}
	}
	return m
}

// onlyLeftOut reports whether a group is there for nothing but codings that Suppress
// leaves out, given its total.
func (c *counter) onlyLeftOut(d Dimension, total Cell) bool {
	return len(c.few) > 0 && (d == Code || d == Kind || d == Round) && total.Codings+total.Unconfirmed == 0
}

func shown(c Cell) bool { return !c.Hidden }
