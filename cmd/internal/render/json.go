package render

import (
	"bytes"
	"encoding/json"

	"grounded/analysis/table"
)

func writeJSON(b *bytes.Buffer, t table.Table) error {
	if len(t.Rows) == 0 {
		b.WriteString("[]\n")
		return nil
	}
	var object bytes.Buffer
	for i, row := range t.Rows {
		object.Reset()
		if err := appendObject(&object, t.Columns, row); err != nil {
			return err
		}
		if i == 0 {
			b.WriteString("[\n  ")
		} else {
			b.WriteString(",\n  ")
		}
		if err := json.Indent(b, object.Bytes(), "  ", "  "); err != nil {
			return err
		}
	}
	b.WriteString("\n]\n")
	return nil
}

func writeJSONL(b *bytes.Buffer, t table.Table) error {
	for _, row := range t.Rows {
		if err := appendObject(b, t.Columns, row); err != nil {
			return err
		}
		b.WriteByte('\n')
	}
	return nil
}

// appendObject writes a row as one object without spaces. Keys stand in the
// order of the columns, which a Go map would not keep.
func appendObject(b *bytes.Buffer, columns []table.Column, row []any) error {
	b.WriteByte('{')
	for i, c := range columns {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := appendValue(b, c.Name); err != nil {
			return err
		}
		b.WriteByte(':')
		if err := appendValue(b, unmarked(row[i])); err != nil {
			return err
		}
	}
	b.WriteByte('}')
	return nil
}

// appendValue writes v as encoding/json does, but leaves <, > and & readable:
// the output is for scripts and files, and stands in no page.
func appendValue(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - len("\n"))
	return nil
}

// unmarked returns v without marks, and an empty list for a nil []string: a
// list without entries is known, and not null.
func unmarked(v any) any {
	switch v := v.(type) {
	case string:
		return table.Unmark(v)
	case []string:
		out := make([]string, len(v))
		for i, s := range v {
			out[i] = table.Unmark(s)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = unmarked(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, e := range v {
			out[key] = unmarked(e)
		}
		return out
	}
	return v
}
