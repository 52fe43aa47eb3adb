package reader

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A workbook is read by hand, since what the cells of one sheet show is all that
// is wanted of it. A library for spreadsheets costs time at every start of the
// program and more memory, and unpacks what participants said into temporary
// files.

func isXLSX(s *source) bool { return isZip(s.raw, "xl/workbook") }

// readXLSX reads a sheet of a workbook (ECMA-376, part 1, chapter 18) as a table.
func readXLSX(ctx context.Context, s *source) ([]interview, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, err := unzip(s)
	if err != nil {
		return nil, err
	}
	b, err := openWorkbook(ctx, a)
	if err != nil {
		return nil, err
	}
	sheet, others, err := b.choose(ctx, s)
	if err != nil {
		return nil, err
	}
	g := &grid{book: b, part: sheet.part, repeated: map[int]bool{}, hiddenColumns: map[int]bool{}}
	if err := g.read(ctx); err != nil {
		return nil, b.fault(sheet.part, err)
	}
	g.warn(s)
	found, err := readTable(ctx, s, &table{name: s.name, rows: g.each, fill: g.fill})
	if err != nil && others != "" {
		return nil, fmt.Errorf("%w; sheet %q was read, others with --columns sheet=NAME: %s", err, sheet.name, others)
	}
	return found, err
}

// workbook is what the sheets of a workbook share.
type workbook struct {
	*archive
	sheets  []sheet
	strings []string
	formats []numberFormat // by style of a cell
	epoch   int            // days from 1899-12-30 to day 0
}

// fault says in which part of a workbook something is wrong.
func (b *workbook) fault(part string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return fmt.Errorf("%s: %s inside cannot be read (%w); save it again in a spreadsheet program", b.name, part, err)
}

// openWorkbook reads the parts of a workbook that say how its sheets are read.
func openWorkbook(ctx context.Context, a *archive) (*workbook, error) {
	const main = "xl/workbook.xml"
	b := &workbook{archive: a}
	if a.parts[main] == nil {
		return nil, fmt.Errorf("%s: is a workbook of a kind that is not read; save it as .xlsx or .csv in a spreadsheet program", a.name)
	}
	relations, err := a.relations(ctx, main)
	if err != nil {
		return nil, err
	}
	worksheets := map[string]string{} // by id of the relation
	shared, styles := "xl/sharedStrings.xml", "xl/styles.xml"
	for _, r := range relations {
		switch r.kind {
		case "worksheet":
			worksheets[r.id] = r.part
		case "sharedStrings":
			shared = r.part
		case "styles":
			styles = r.part
		}
	}
	err = b.elements(ctx, main, func(e element, _ *xmlTokens) error {
		switch e.Name.Local {
		case "workbookPr":
			if xmlBool(e.attr("date1904")) {
				b.epoch = 1462
			}
		case "sheet":
			if id := e.attr("id"); worksheets[id] != "" {
				b.sheets = append(b.sheets, sheet{name: e.attr("name"), part: worksheets[id], hidden: strings.HasSuffix(strings.ToLower(e.attr("state")), "hidden")})
				delete(worksheets, id)
			}
		}
		return nil
	})
	if err != nil {
		return nil, b.fault(main, err)
	}
	if err := b.readStyles(ctx, styles); err != nil {
		return nil, b.fault(styles, err)
	}
	if err := b.readStrings(ctx, shared); err != nil {
		return nil, b.fault(shared, err)
	}
	return b, nil
}

// errEnough ends the reading of a part early.
var errEnough = errors.New("enough was read")

// elements calls read at the start of every element of a part; one that is not
// there has none.
func (b *workbook) elements(ctx context.Context, part string, read func(element, *xmlTokens) error) error {
	r, err := b.part(part)
	if r == nil || err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		token, err := x.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok {
			if err := read(element{t}, x); err == errEnough {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
}
