package reader

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readCell reads a cell that was just opened, and returns what it shows. A
// formula shows its value as the program that saved it worked it out.
func (g *grid) readCell(row int, c element, x *xmlTokens) (string, error) {
	kind := c.attr("t")
	var value strings.Builder
	formula, inline, text := false, false, ""
	for in := ""; ; {
		token, err := x.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local
			formula = formula || in == "f"
			if in == "is" {
				inline = true
				if text, err = richText(x); err != nil {
					return "", err
				}
			}
		case xml.CharData:
			if in == "v" {
				value.Write(t)
			}
		case xml.EndElement:
			if in = ""; t.Name.Local != "c" {
				continue
			}
			if formula && value.Len() == 0 && kind != "str" {
				g.formulas.add(row)
			}
			if inline {
				return text, nil
			}
			return g.book.shown(kind, value.String(), c.attr("s"))
		}
	}
}

// shown returns the text of a cell of a kind (ECMA-376, part 1, 18.18.11).
func (b *workbook) shown(kind, value, style string) (string, error) {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && 0 <= i && i < len(b.strings) {
			return b.strings[i], nil
		}
		return "", errShared
	case "b":
		if xmlBool(value) {
			return "TRUE", nil
		}
		return "FALSE", nil
	case "str", "e", "d", "inlineStr":
		return unescaped(value), nil
	}
	var format numberFormat
	if style != "" {
		if i, err := strconv.Atoi(style); err == nil && 0 <= i && i < len(b.formats) {
			format = b.formats[i]
		}
	}
	return format.show(value, b.epoch), nil
}

// parseReference reads the place of a cell, such as C5: its column from 0, and
// its row from 1.
func parseReference(ref string) (column, row int, err error) {
	end := strings.IndexFunc(ref, func(r rune) bool { return '0' <= r && r <= '9' })
	if end <= 0 {
		return 0, 0, errReference
	}
	column, ok := columnAt(ref[:end])
	row, err = strconv.Atoi(ref[end:])
	if !ok || err != nil || row < 1 || row > maxRows {
		return 0, 0, errReference
	}
	return column, row, nil
}

func parseArea(ref string) (area, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return area{}, false
	}
	left, top, err := parseReference(from)
	right, bottom, err2 := parseReference(to)
	return area{top, left, bottom, right}, err == nil && err2 == nil
}
