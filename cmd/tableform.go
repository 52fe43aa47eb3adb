package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"grounded/cmd/internal/render"
	"grounded/transcript/reader"
)

// record is one line of a table: its fields as text, or why it has none.
type record struct {
	line   string
	fields map[string]string
	fault  error
}

// tableForm is what a table that a command reads looks like.
type tableForm struct {
	fields []string                                 // that are known
	header func(name string, header []string) error // what else is asked of the columns; may be nil
}

// records reads csv with commas or semicolons, tsv, a JSON array, or a JSON
// object a line, as a spreadsheet may have saved it.
func (f tableForm) records(name string, src []byte) ([]record, error) {
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, nil
	}
	text, _, err := reader.Text(name, src, "")
	if err != nil {
		return nil, err
	}
	src = []byte(text)
	trimmed := bytes.TrimSpace(src)
	switch {
	case len(trimmed) == 0:
		return nil, nil
	case trimmed[0] == '[':
		var objects []json.RawMessage
		if err := json.Unmarshal(trimmed, &objects); err != nil {
			return nil, fmt.Errorf("%s: this is no JSON: %w", name, err)
		}
		var out []record
		for i, o := range objects {
			out = append(out, f.jsonRecord(fmt.Sprintf("%s: object %d", name, i+1), o))
		}
		return out, nil
	case trimmed[0] == '{':
		var out []record
		for i, line := range bytes.Split(src, []byte("\n")) {
			if len(bytes.TrimSpace(line)) > 0 {
				out = append(out, f.jsonRecord(fmt.Sprintf("%s:%d", name, i+1), line))
			}
		}
		return out, nil
	}
	if header, _, _ := bytes.Cut(src, []byte("\n")); bytes.ContainsRune(header, '\t') {
		return f.tsvRecords(name, src)
	}
	return f.csvRecords(name, text)
}

func (f tableForm) jsonRecord(line string, src []byte) record {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(src, &values); err != nil {
		return record{line: line, fault: errors.New("this is no JSON object")}
	}
	r := record{line: line, fields: map[string]string{}}
	for _, field := range f.fields {
		value := values[field]
		var text string
		var list []string
		switch {
		case len(value) == 0 || string(value) == "null":
		case json.Unmarshal(value, &text) == nil:
			r.fields[field] = text
		case strings.IndexByte("-0123456789", value[0]) >= 0:
			r.fields[field] = string(value)
		case json.Unmarshal(value, &list) == nil:
			r.fields[field] = strings.Join(list, "; ")
		default:
			r.fault = fmt.Errorf("%s is neither text nor a number", field)
		}
	}
	return r
}

// checkHeader returns an error for a first line that names nothing known, or
// lacks what is asked of it.
func (f tableForm) checkHeader(name string, header []string) error {
	if !slices.ContainsFunc(header, func(n string) bool { return slices.Contains(f.fields, n) }) {
		return fmt.Errorf("%s:1: the first line names no field that is known here; it has %s, and they are %s", name, strings.Join(header, ", "), strings.Join(f.fields, ", "))
	}
	if f.header == nil {
		return nil
	}
	return f.header(name, header)
}

// tsvRecords reads what the tsv format writes: a line a record, with tabs and
// line ends in cells as \t and \n.
func (f tableForm) tsvRecords(name string, src []byte) ([]record, error) {
	unescape := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
	lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	if err := f.checkHeader(name, header); err != nil {
		return nil, err
	}
	var out []record
	for i, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		r := record{line: fmt.Sprintf("%s:%d", name, i+2), fields: map[string]string{}}
		for j, cell := range strings.Split(line, "\t") {
			if j < len(header) {
				r.fields[header[j]] = render.Unguard(unescape.Replace(cell))
			}
		}
		out = append(out, r)
	}
	return out, nil
}

func (f tableForm) csvRecords(name, text string) ([]record, error) {
	rows, err := delimitedRows(name, text)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	header := rows[0].cells
	if err := f.checkHeader(name, header); err != nil {
		return nil, err
	}
	var out []record
	for _, row := range rows[1:] {
		fields := map[string]string{}
		for i, cell := range row.cells {
			if i < len(header) {
				fields[header[i]] = cell
			}
		}
		out = append(out, record{line: fmt.Sprintf("%s:%d", name, row.line), fields: fields})
	}
	return out, nil
}
