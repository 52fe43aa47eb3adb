package reader

import (
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// readStrings reads the texts that cells refer to.
func (b *workbook) readStrings(ctx context.Context, part string) error {
	size := 0
	return b.elements(ctx, part, func(e element, x *xmlTokens) error {
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
