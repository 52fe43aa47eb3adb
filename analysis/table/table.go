// Package table holds what every report returns: one long Table of typed
// columns for scripts, and a View that says how people are shown the same
// cells. It computes nothing and prints nothing.
package table

import "slices"

// Type says what the cells of a column are, and so how they are aligned,
// quoted and summed up.
type Type int

// The Go type of a cell stands behind each; nil is a cell without a value in
// any of them.
const (
	Text    Type = iota // string
	Integer             // int
	Number              // float64
	Boolean             // bool
	List                // []string
	Object              // map[string]any; json nests it, csv spreads it over columns "NAME.KEY" (see Column.Spread)
)

// AsNeeded is the Digits of a column that mixes whole and other numbers: each is
// shown as it is.
const AsNeeded = -1

// Column is one field. Name is what scripts rely on; Heading is what people
// read, and is Name when empty.
type Column struct {
	Name    string
	Heading string
	Type    Type
	Digits  int    // decimals that people are shown of a Number, or AsNeeded
	People  bool   // made for people of other columns: data formats leave it out
	Words   bool   // holds words or names typed by people, which may be long: it wraps first
	Spread  string // of an Object: what csv puts before ".KEY"; Name when empty
}

// Label returns the words above the column: Heading, else Name.
func (c Column) Label() string {
	if c.Heading != "" {
		return c.Heading
	}
	return c.Name
}

// Table is rows of cells. Every row has as many cells as there are columns.
type Table struct {
	Columns []Column
	Rows    [][]any
}

// Index returns where the column of that name stands, or -1.
func (t Table) Index(name string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
}

// Data returns the table as scripts read it, without the columns that are for
// people only.
func (t Table) Data() Table {
	var kept []int
	var data Table
	for i, c := range t.Columns {
		if !c.People {
			kept = append(kept, i)
			data.Columns = append(data.Columns, c)
		}
	}
	if len(kept) == len(t.Columns) {
		return t
	}
	for _, row := range t.Rows {
		cells := make([]any, len(kept))
		for i, at := range kept {
			cells[i] = row[at]
		}
		data.Rows = append(data.Rows, cells)
	}
	return data
}

// Report is a table with what stands around it. Data formats print the Table
// alone; formats for people print Title, the View of the table, and Notes.
type Report struct {
	Title string
	Table Table
	View  View     // nil shows the table as it is
	Notes []string // sentences below: what was counted, what was left out
}

// View says how people are shown a table. It is one of Columns, Pivot, Tree,
// Cards and Concordance.
type View interface{ view() }

// Columns shows some columns of the table, in this order.
type Columns struct{ Names []string }

// Pivot lays rows that share the Rows cells beside each other, one group of
// the Values columns for each value of Across, in order of appearance: the top
// codes of several analysts side by side. Rows stand in order of appearance
// too, but by number where all the Rows columns are Integer. When a group has
// several rows of the same Rows cells, as equal ranks have, each is shown on a
// line of its own. With a single column in Values the value of Across alone
// stands above it.
type Pivot struct {
	Rows   []string // columns that name a row
	Across string   // the column whose values become groups of columns
	Values []string // the columns shown in each group
}

// Tree indents the Label column by Depth, an Integer column that is 0 at the
// top, and shows the further columns beside it. With Lines it draws branches.
type Tree struct {
	Label  string
	Depth  string
	Others []string
	Lines  bool
}

// Cards shows a row as a block of lines: a heading from the Head columns, then
// the Body column as paragraphs with what is marked (see Mark) emphasised, then
// the Foot columns that are not empty, each on a line with its heading. Without
// a Body there is no paragraph.
type Cards struct {
	Head []string
	Body string
	Foot []string
}

// Concordance shows a row on one line: the Head columns, then the words of the Node
// column emphasised between those that stand Before and After them. Before ends
// where Node begins, in the same place on every line, and terminals are shown as
// much of either side as there is room for.
type Concordance struct {
	Head                []string
	Before, Node, After string
}

func (Columns) view()     {}
func (Pivot) view()       {}
func (Tree) view()        {}
func (Cards) view()       {}
func (Concordance) view() {}
