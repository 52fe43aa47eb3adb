package cmd

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"grounded/cmd/internal/render"
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
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		src, _ = charmap.Windows1252.NewDecoder().Bytes(src) // has a character for every byte
	}
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
	return f.csvRecords(name, src)
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
		switch {
		case len(value) == 0 || string(value) == "null":
		case json.Unmarshal(value, &text) == nil:
			r.fields[field] = text
		case strings.IndexByte("-0123456789", value[0]) >= 0:
			r.fields[field] = string(value)
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

func (f tableForm) csvRecords(name string, src []byte) ([]record, error) {
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	if header, _, _ := bytes.Cut(src, []byte("\n")); bytes.ContainsRune(header, ';') && !bytes.ContainsRune(header, ',') {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err == nil {
		err = f.checkHeader(name, header)
	}
	var out []record
	for err == nil {
		var cells []string
		if cells, err = r.Read(); err != nil {
			break
		}
		line, _ := r.FieldPos(0)
		fields := map[string]string{}
		for i, cell := range cells {
			if i < len(header) {
				fields[header[i]] = render.Unguard(cell)
			}
		}
		out = append(out, record{line: fmt.Sprintf("%s:%d", name, line), fields: fields})
	}
	var bad *csv.ParseError
	switch {
	case err == io.EOF:
		return out, nil
	case errors.As(err, &bad):
		return nil, fmt.Errorf("%s:%d:%d: this is no csv: %w", name, bad.Line, bad.Column, bad.Err)
	}
	return nil, err
}
