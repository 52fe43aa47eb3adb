package reader

import (
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"grounded/codebook/nearest"
)

// A workbook is read by hand rather than with a library for spreadsheets: the
// first sheet and what its cells show is all that is wanted of it.

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
	sheet, err := b.choose(ctx, s)
	if err != nil {
		return nil, err
	}
	g := &grid{book: b, ctx: ctx, part: sheet.part, repeated: map[int]bool{}, hiddenColumns: map[int]bool{}}
	if err := g.read(); err != nil {
		return nil, b.fault(sheet.part, err)
	}
	g.warn(s)
	return readTable(ctx, s, &table{name: s.name, rows: g.each, fill: g.fill})
}

// workbook is what the sheets of a workbook share.
type workbook struct {
	*archive
	sheets  []sheet
	strings []string
	formats []numberFormat // by style of a cell
	epoch   int            // days from 1899-12-30 to day 0
}

type sheet struct {
	name, part string
	hidden     bool
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
	targets := map[string]string{} // by id of the relation
	shared, styles := "xl/sharedStrings.xml", "xl/styles.xml"
	for _, p := range []struct {
		name string
		read func(xml.StartElement, *xmlTokens) error
	}{
		{"xl/_rels/workbook.xml.rels", func(e xml.StartElement, _ *xmlTokens) error {
			if e.Name.Local != "Relationship" {
				return nil
			}
			target := inside(attr(e, "Target"))
			switch kind := path.Base(attr(e, "Type")); kind {
			case "worksheet":
				targets[attr(e, "Id")] = target
			case "sharedStrings":
				shared = target
			case "styles":
				styles = target
			}
			return nil
		}},
		{main, func(e xml.StartElement, _ *xmlTokens) error {
			switch e.Name.Local {
			case "workbookPr":
				if on := attr(e, "date1904"); on == "1" || on == "true" {
					b.epoch = 1462
				}
			case "sheet":
				if part := targets[attr(e, "id")]; part != "" {
					delete(targets, attr(e, "id"))
					b.sheets = append(b.sheets, sheet{attr(e, "name"), part, attr(e, "state") != "" && attr(e, "state") != "visible"})
				}
			}
			return nil
		}},
	} {
		if err := b.elements(ctx, p.name, p.read); err != nil {
			return nil, b.fault(p.name, err)
		}
	}
	if err := b.readStyles(ctx, styles); err != nil {
		return nil, b.fault(styles, err)
	}
	if err := b.readStrings(ctx, shared); err != nil {
		return nil, b.fault(shared, err)
	}
	return b, nil
}

// inside returns the name of the part that a relation of the workbook points to.
func inside(target string) string {
	if strings.HasPrefix(target, "/") {
		return path.Clean(target)[1:]
	}
	return path.Join("xl", target)
}

// attr returns an attribute of an element, whatever its name space.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// errEnough ends the reading of a part early.
var errEnough = errors.New("enough was read")

// elements calls read at the start of every element of a part; one that is not
// there has none.
func (b *workbook) elements(ctx context.Context, part string, read func(xml.StartElement, *xmlTokens) error) error {
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
		if e, ok := token.(xml.StartElement); ok {
			if err := read(e, x); err == errEnough {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
}

// readStrings reads the texts that cells refer to.
func (b *workbook) readStrings(ctx context.Context, part string) error {
	size := 0
	return b.elements(ctx, part, func(e xml.StartElement, x *xmlTokens) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := richText(x)
		b.strings = append(b.strings, text)
		if size += len(text); size > MaxBytes || len(b.strings) > maxCells {
			return errTooLong
		}
		return err
	})
}

// richText reads the text of the element that was just opened, to its end: runs
// in whatever type, but not how they are pronounced.
func richText(x *xmlTokens) (string, error) {
	var out strings.Builder
	texts, aside := 0, 0
	for depth := 1; depth > 0; {
		token, err := x.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			depth++
			if t.Name.Local == "t" {
				texts++
			}
			if t.Name.Local == "rPh" || aside > 0 {
				aside++
			}
		case xml.EndElement:
			depth--
			if t.Name.Local == "t" {
				texts--
			}
			aside = max(0, aside-1)
		case xml.CharData:
			if texts > 0 && aside == 0 {
				out.Write(t)
			}
		}
	}
	return unescaped(out.String()), nil
}

// unexpected is what the end of a part within an element is.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unescaped decodes _x000D_, which stands for a character that XML cannot hold
// (ECMA-376, part 1, 22.9.2.19).
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var out strings.Builder
	for {
		before, behind, found := strings.Cut(text, "_x")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		text = behind
		if len(behind) > 4 && behind[4] == '_' {
			if n, err := strconv.ParseUint(behind[:4], 16, 16); err == nil {
				text = behind[5:]
				if n >= ' ' || n == '\t' || n == '\n' || n == '\r' {
					out.WriteRune(rune(n))
				}
				continue
			}
		}
		out.WriteString("_x")
	}
}

// choose returns the sheet that the options name, or the first that holds
// anything; a hidden one only where no other does.
func (b *workbook) choose(ctx context.Context, s *source) (sheet, error) {
	var names []string
	for _, sh := range b.sheets {
		names = append(names, strconv.Quote(sh.name))
	}
	if name := s.options.Columns.Sheet; name != "" {
		for i, sh := range b.sheets {
			if nearest.Fold(sh.name) == nearest.Fold(name) || name == strconv.Itoa(i+1) && !slices.Contains(names, name) {
				return sh, nil
			}
		}
		meant := nearest.Meant(name, names)
		if meant != "" {
			meant = "; " + meant
		}
		return sheet{}, fmt.Errorf("%s: no sheet is called %q%s; its sheets are: %s", b.name, name, meant, someOf(names))
	}
	var full []sheet
	for _, sh := range b.sheets {
		holds := false
		err := b.elements(ctx, sh.part, func(e xml.StartElement, _ *xmlTokens) error {
			if holds = e.Name.Local == "v" || e.Name.Local == "is"; holds {
				return errEnough
			}
			return nil
		})
		if err != nil {
			return sheet{}, b.fault(sh.part, err)
		}
		if holds {
			full = append(full, sh)
		}
	}
	if len(full) == 0 {
		return sheet{}, fmt.Errorf("%s: holds no words", b.name)
	}
	slices.SortStableFunc(full, func(a, b sheet) int { return cmp.Compare(rank(a), rank(b)) })
	chosen := full[0]
	if chosen.hidden {
		s.warn("hidden-read", 0, fmt.Sprintf("sheet %q is hidden in the workbook, and was read", chosen.name), "")
	}
	var others []string
	for _, sh := range full[1:] {
		others = append(others, strconv.Quote(sh.name))
	}
	if len(others) > 0 {
		s.warn("sheets-left-out", 0, fmt.Sprintf("sheet %q was read and no other: %s", chosen.name, someOf(others)), "read another with: --columns sheet=NAME")
	}
	return chosen, nil
}

func rank(sh sheet) int {
	if sh.hidden {
		return 1
	}
	return 0
}
