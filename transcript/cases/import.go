package cases

import (
	"fmt"
	"slices"
	"strings"

	"grounded/codebook/nearest"
	"grounded/codebook/problem"
	"grounded/codebook/slug"
)

// Sheet is a table of what is known of people, a row each.
type Sheet struct {
	Name    string // of its file, for messages
	Comma   rune   // what parts its cells; 0 when nobody said
	Columns []string
	Rows    []SheetRow
}

// SheetRow is one row of a sheet, with as many cells as there are columns.
type SheetRow struct {
	Line  int // from 1
	Cells []string
}

// Imported is what a sheet says that a register does not.
type Imported struct {
	Cases   []Case // new ones and those that change, in the order of the sheet
	New     []string
	Columns []ImportedColumn
}

// ImportedColumn is a column that became an attribute.
type ImportedColumn struct {
	Name      string
	Called    string // its name in the sheet
	Kind      string // number, date, yes/no or text; "" when every cell is empty
	Cells     int    // that are not empty
	Sensitive bool

	Decimal bool   // its numbers were read with a decimal comma
	Almost  string // number or date when only Odd are none, so that it became text
	Odd     []Cell
	Unsure  Cell // as 1.200, because of which it became text; Line 0 for none
}

// Importing says how to read a sheet.
type Importing struct {
	Key       string // the column that says who each row is about
	Sensitive []string
	Known     []string // ids that no new one may be near, for it may be a slip
}

// Import reads a sheet whose column key says who each row is about: a case by
// its id, in any spelling that makes it, or by a label that only it has. Every
// other column is an attribute, that of the same name in whatever letter case; an
// empty cell leaves what is known as it is. A key that nobody has makes a new
// case. All problems of the sheet are reported; with any of them nothing is to be
// taken over.
func (r *Register) Import(s Sheet, o Importing) (Imported, []problem.Problem) {
	in := importing{Importing: o, register: r, sheet: s, rowOf: map[string]int{}}
	key := o.Key
	in.key = slices.Index(s.Columns, key)
	if in.key < 0 {
		remedy := nearest.Meant(key, s.Columns)
		if remedy == "" {
			remedy = "the columns are " + strings.Join(s.Columns, ", ")
		}
		in.report(1, "key-missing", fmt.Sprintf("no column is called %q", key), remedy)
		return Imported{}, in.problems
	}
	in.names = in.attributes()
	in.checkColumns()
	found := make([]Case, len(s.Rows))
	for i := range s.Rows {
		found[i] = in.who(i)
	}
	if len(in.problems) > 0 {
		return Imported{}, in.problems
	}
	return in.take(found), nil
}

type importing struct {
	Importing
	register *Register
	sheet    Sheet
	key      int
	names    []string       // of the attributes that the columns become
	rowOf    map[string]int // the line that is about a case
	problems []problem.Problem
}

func (in *importing) report(line int, name, message, remedy string) {
	in.problems = append(in.problems, problem.Problem{Name: name, File: in.sheet.Name, Line: line, Message: message, Remedy: remedy, Fatal: true})
}

// attributes returns the attribute that each column becomes: the one that is
// there and differs in letter case alone, or else that of its own name.
func (in *importing) attributes() []string {
	known := in.register.Attributes()
	out := slices.Clone(in.sheet.Columns)
	for i, name := range out {
		like := func(other string) bool { return nearest.Fold(other) == nearest.Fold(name) }
		again := slices.ContainsFunc(slices.Delete(slices.Clone(in.sheet.Columns), i, i+1), like)
		if at := slices.IndexFunc(known, like); at >= 0 && !slices.Contains(known, name) && !again {
			out[i] = known[at]
		}
	}
	return out
}

// marked reports whether a column is to be sensitive, by the name that it has or
// gets.
func (in *importing) marked(column int) bool {
	return slices.Contains(in.Sensitive, in.names[column]) || slices.Contains(in.Sensitive, in.sheet.Columns[column])
}

func (in *importing) checkColumns() {
	for i, name := range in.sheet.Columns {
		switch err := CheckAttribute(name, ""); {
		case i == in.key || name == "" && in.empty(i):
		case err != nil:
			in.report(1, "bad-attribute", fmt.Sprintf("column %d: %v", i+1, err), "give the column another name")
		case slices.Index(in.sheet.Columns, name) < i:
			in.report(1, "column-twice", fmt.Sprintf("two columns are called %q", name), "give one of them another name")
		}
	}
	for _, name := range in.Sensitive {
		i := max(slices.Index(in.sheet.Columns, name), slices.Index(in.names, name))
		if i < 0 || i == in.key {
			in.report(1, "sensitive-unknown", fmt.Sprintf("no attribute is called %q, to be sensitive", name), nearest.Meant(name, in.sheet.Columns))
		}
	}
}

// empty reports whether no cell of a column holds anything.
func (in *importing) empty(column int) bool {
	return !slices.ContainsFunc(in.sheet.Rows, func(row SheetRow) bool { return row.Cells[column] != "" })
}

// who returns the case that row i is about, as the register has it.
func (in *importing) who(i int) Case {
	row := in.sheet.Rows[i]
	text := row.Cells[in.key]
	id := slug.Make(text)
	if _, there := in.register.Case(id); !there {
		switch called := in.register.Called(text); {
		case len(called) == 1:
			id = called[0]
		case len(called) > 1:
			in.report(row.Line, "key-ambiguous", fmt.Sprintf("%q is a label of %s", text, strings.Join(called, " and ")), "write the id of the case")
			return Case{}
		}
	}
	c, _ := in.register.Case(id)
	first, twice := in.rowOf[id]
	switch {
	case text == "":
		in.report(row.Line, "key-empty", fmt.Sprintf("nothing in column %q says who this row is about", in.sheet.Columns[in.key]), "write the case, or take the row out")
	case id == "":
		in.report(row.Line, "key-empty", fmt.Sprintf("%q holds no letter and no digit, so it cannot be a case", text), "write the case, or take the row out")
	case twice:
		in.report(row.Line, "key-twice", fmt.Sprintf("this row is about case %q, and so is line %d", id, first), "make one row of the two")
	case c.Withdrawn != "":
		in.report(row.Line, "case-withdrawn", fmt.Sprintf("case %q withdrew on %s, and nothing more is kept of them", id, c.Withdrawn), "take the row out")
	default:
		in.rowOf[id] = row.Line
		if near := Near(id, in.Known); len(near) > 0 && !slices.Contains(in.Known, id) {
			in.report(row.Line, "key-near", fmt.Sprintf("there is no case %q yet, and its id is almost that of %s", id, strings.Join(near, ", ")),
				"write the one that is meant, or take the new ones in with --new")
		}
	}
	c.ID = id
	return c
}

// take puts the columns into the cases that the rows are about.
func (in *importing) take(found []Case) Imported {
	var out Imported
	changed := make([]bool, len(found))
	for i, c := range found {
		if _, there := in.register.Case(c.ID); !there {
			out.New = append(out.New, c.ID)
			changed[i] = true
		}
	}
	commas := slices.ContainsFunc(in.others(), in.sheet.hasComma)
	for _, at := range in.others() {
		name, read := in.names[at], in.sheet.column(at, commas)
		said := ImportedColumn{Name: name, Called: in.sheet.Columns[at], Kind: read.kind, Sensitive: in.marked(at),
			Decimal: read.decimal, Almost: read.almost, Odd: read.odd, Unsure: read.unsure}
		for i, value := range read.values {
			if value == nil {
				continue
			}
			said.Cells++
			was := found[i]
			if was.Attributes[name] != value {
				found[i], changed[i] = found[i].Know(name, value), true
			}
			if said.Sensitive && !was.IsSensitive(name) {
				found[i], changed[i] = found[i].Mark(name, true), true
			}
		}
		out.Columns = append(out.Columns, said)
	}
	for i, c := range found {
		if changed[i] {
			out.Cases = append(out.Cases, c)
		}
	}
	return out
}

// others returns the columns that become attributes.
func (in *importing) others() []int {
	var out []int
	for i, name := range in.sheet.Columns {
		if i != in.key && name != "" {
			out = append(out, i)
		}
	}
	return out
}
