package cmd

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"grounded/cmd/internal/render"
)

// delimitedRow is one row of a table with the line it begins at, from 1.
type delimitedRow struct {
	line  int
	cells []string
}

// delimitedRows reads a table as spreadsheets save it, its cells parted by
// whichever of comma, semicolon and tab stands most in the first line. Cells
// lose the guard that this program puts before what a spreadsheet would run.
func delimitedRows(name, text string) ([]delimitedRow, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, delimiter(text)
	var out []delimitedRow
	for {
		cells, err := r.Read()
		var bad *csv.ParseError
		switch {
		case err == io.EOF:
			return out, nil
		case errors.As(err, &bad):
			return nil, fmt.Errorf("%s:%d:%d: this is no csv: %w", name, bad.Line, bad.Column, bad.Err)
		case err != nil:
			return nil, err
		}
		for i := range cells {
			cells[i] = render.Unguard(cells[i])
		}
		line, _ := r.FieldPos(0)
		out = append(out, delimitedRow{line, cells})
	}
}

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
