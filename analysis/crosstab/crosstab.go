// Package crosstab counts codings over two dimensions at once: codes by participants,
// themes by wave, analysts by kind. It counts; what is selected is the work of
// package coding, and how a table is shown that of package tabulate.
package crosstab

import (
	"grounded/analysis/unit"
	"grounded/transcript/cases"
)

// Measure is what a cell counts.
type Measure string

// Codings, where the same code of an analyst on the same passage twice is one;
// transcripts that hold one; participants on whose words one stands (see
// coding.Picked.Participants); words that one is put on, each once however many lie
// on it, and whole where a passage cuts through.
const (
	Codings      Measure = "codings"
	Transcripts  Measure = "transcripts"
	Participants Measure = "participants"
	Words        Measure = "words"
)

// Measures are all of them.
func Measures() []Measure { return []Measure{Codings, Transcripts, Participants, Words} }

// Options say what is counted and how.
type Options struct {
	Rows, Columns Dimension
	Cases         []cases.Case    // what is known of people, for attributes
	Themes        []unit.Category // for the dimension of themes: the codes that each rests on
	ThemeNames    map[string]string
	Words         bool // counts words as well, which takes reading them
	Said          bool // counts all words that were said as well, for shares of them

	// Suppress leaves out of every figure what groups of one or two participants
	// said, where a dimension is of people: those of a role, or of whom the same is
	// known, and transcripts beside what is known of people. Where both dimensions are,
	// that is each crossing of two groups too.
	Suppress bool
}

// Group is one value of a dimension.
type Group struct {
	ID     string // "" for what has none, such as words of nobody who is a case
	Name   string
	People int // participants in it, of a dimension that says where words stand

	block int // groups of different blocks stay apart: codes of different books
	order sortKey
}

// Cell is what was counted at one place of a table, or along it.
type Cell struct {
	Codings, Transcripts, Participants, Words int

	Unconfirmed int  // codings that a search made and nobody confirmed, which are in no other figure
	Hidden      bool // it was left out; nothing is said of it
}

// Of returns one of the figures.
func (c Cell) Of(m Measure) int {
	switch m {
	case Transcripts:
		return c.Transcripts
	case Participants:
		return c.Participants
	case Words:
		return c.Words
	}
	return c.Codings
}

// Matrix is a table of counts.
type Matrix struct {
	Rows, Columns           Dimension
	RowGroups, ColumnGroups []Group

	Outside     int // codings that no row or no column has a place for: of codes in no theme
	LeftOut     int // groups of people that Suppress left out whole
	HiddenCells int // crossings that it left out of what stays

	cells        [][]Cell // by row, with the totals behind the last
	rowThere     []Cell   // what is there, coded or not
	colThere     []Cell
	allThere     Cell
	rowAt, colAt []int // where the groups of the matrix stand in them
}

// Cell returns the cell of two groups, by their places.
func (m Matrix) Cell(row, column int) Cell { return m.cells[m.rowAt[row]][m.colAt[column]] }

// RowTotal returns what was counted along a row: a coding in two columns is one.
func (m Matrix) RowTotal(row int) Cell { return last(m.cells[m.rowAt[row]]) }

// ColumnTotal returns what was counted along a column.
func (m Matrix) ColumnTotal(column int) Cell { return last(m.cells)[m.colAt[column]] }

// Total returns what was counted in all.
func (m Matrix) Total() Cell { return last(last(m.cells)) }

// RowBase returns what figures of a row are shares of. Where the dimension says whose
// or which words are meant, these are the transcripts, participants and words that
// are there, coded or not, else those that were counted; codings are always these.
func (m Matrix) RowBase(row int) Cell {
	return base(m.Rows.OfPlaces(), m.rowThere[m.rowAt[row]], m.RowTotal(row))
}

// ColumnBase is RowBase of a column.
func (m Matrix) ColumnBase(column int) Cell {
	return base(m.Columns.OfPlaces(), m.colThere[m.colAt[column]], m.ColumnTotal(column))
}

// Base returns what figures are shares of all of: the transcripts, participants and
// words that are there, and the codings that were counted.
func (m Matrix) Base() Cell { return base(true, m.allThere, m.Total()) }

func base(places bool, there, counted Cell) Cell {
	if !places {
		return counted
	}
	there.Codings = counted.Codings
	return there
}

func last[T any](s []T) T { return s[len(s)-1] }
