package cmd

import (
	"fmt"
	"strings"

	"grounded/transcript/cases"
	"grounded/transcript/reader"
)

// readSheet reads a table as spreadsheets save it, or standard input where the
// name is -: csv or tsv, its cells parted by whichever of comma, semicolon and
// tab stands most in the first line, in any encoding that an import reads. Cells
// lose the white space around them and the guard that this program puts before
// what a spreadsheet would run; rows without any are left out.
func (e *Env) readSheet(name string) (cases.Sheet, error) {
	src, called, err := e.readFile(name)
	if err != nil {
		return cases.Sheet{}, err
	}
	text, warnings, err := reader.Text(called, src, "")
	if err != nil {
		return cases.Sheet{}, err
	}
	for _, w := range warnings {
		e.warn(w.String())
	}
	sheet := cases.Sheet{Name: called, Comma: delimiter(text)}
	rows, err := delimitedRows(called, text)
	if err != nil {
		return sheet, err
	}
	if len(rows) == 0 {
		return sheet, fmt.Errorf("%s: this table is empty; its first line names the columns", called)
	}
	for _, head := range rows[0].cells {
		sheet.Columns = append(sheet.Columns, strings.TrimSpace(head))
	}
	for _, row := range rows[1:] {
		if err := addRow(&sheet, row.line, row.cells); err != nil {
			return sheet, err
		}
	}
	return sheet, nil
}

func addRow(sheet *cases.Sheet, line int, cells []string) error {
	row := cases.SheetRow{Line: line, Cells: make([]string, len(sheet.Columns))}
	something := false
	for i, text := range cells {
		text = strings.TrimSpace(text)
		if i >= len(sheet.Columns) {
			if text != "" {
				return fmt.Errorf("%s:%d: this row has more cells than there are columns; put quotation marks around a cell that holds what parts them", sheet.Name, line)
			}
			continue
		}
		row.Cells[i] = text
		something = something || text != ""
	}
	if something {
		sheet.Rows = append(sheet.Rows, row)
	}
	return nil
}
