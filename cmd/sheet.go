package cmd

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"grounded/cmd/internal/render"
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
	sheet := cases.Sheet{Name: called}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, delimiter(text)
	if sheet.Columns, err = r.Read(); err == io.EOF {
		return sheet, fmt.Errorf("%s: this table is empty; its first line names the columns", called)
	}
	for i := range sheet.Columns {
		sheet.Columns[i] = cell(sheet.Columns[i])
	}
	for err == nil {
		var cells []string
		if cells, err = r.Read(); err == nil {
			line, _ := r.FieldPos(0)
			err = addRow(&sheet, line, cells)
		}
	}
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return sheet, fmt.Errorf("%s:%d:%d: this is no csv: %w", called, bad.Line, bad.Column, bad.Err)
	}
	if err == io.EOF {
		err = nil
	}
	return sheet, err
}

func addRow(sheet *cases.Sheet, line int, cells []string) error {
	row := cases.SheetRow{Line: line, Cells: make([]string, len(sheet.Columns))}
	something := false
	for i, text := range cells {
		text = cell(text)
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

func cell(text string) string { return render.Unguard(strings.TrimSpace(text)) }

// delimiter returns what parts the cells of a table, judged by its first line
// without what stands in quotation marks.
func delimiter(text string) rune {
	header, _, _ := strings.Cut(text, "\n")
	bare := ""
	for i, part := range strings.Split(header, `"`) {
		if i%2 == 0 {
			bare += part
		}
	}
	best := ','
	for _, mark := range []rune{';', '\t'} {
		if strings.Count(bare, string(mark)) > strings.Count(bare, string(best)) {
			best = mark
		}
	}
	return best
}
