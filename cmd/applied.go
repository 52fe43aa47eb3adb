package cmd

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"grounded/cmd/internal/render"
)

// text returns what a flag says, or standard input when it says -: words of
// participants need not stand in a shell's history.
func (e *Env) text(flag string) (string, error) {
	if flag != "-" {
		return flag, nil
	}
	src, err := io.ReadAll(e.Stdin)
	return strings.TrimSpace(string(src)), err
}

// readFile reads a file that was named on the command line, or standard input
// where the name is -, and says what to call it.
func (e *Env) readFile(name string) (src []byte, called string, err error) {
	if name == "-" {
		src, err = io.ReadAll(e.Stdin)
		return src, "standard input", err
	}
	src, err = os.ReadFile(e.inDir(name))
	var at *fs.PathError
	if errors.As(err, &at) {
		err = fmt.Errorf("%s cannot be read: %w", name, at.Err)
	}
	return src, name, err
}

// appliedFields are what a line of codings may say.
var appliedFields = []string{"code", "transcript", "start", "end", "ref", "quote", "nth", "turn", "memo", "id", "at"}

// readApplied reads codings from a file, or from standard input: csv, tsv, a
// JSON array, or a JSON object a line. A code given on the command line holds
// for all of them.
func readApplied(env *Env, from, code string) ([]applied, error) {
	src, name, err := env.readFile(from)
	if err != nil {
		return nil, err
	}
	records, err := records(name, bytes.TrimPrefix(src, []byte("\ufeff")), code == "")
	if err != nil {
		return nil, err
	}
	out := make([]applied, 0, len(records))
	for _, r := range records {
		entry := r.applied()
		if code != "" {
			if entry.code != "" && entry.code != code {
				entry.id, entry.at = "", "" // another coding than the one that was read
			}
			entry.code = code
		}
		out = append(out, entry)
	}
	return out, nil
}

// record is one line of such a file: its fields as text, or why it has none.
type record struct {
	line   string
	fields map[string]string
	fault  error
}

func records(name string, src []byte, needsCode bool) ([]record, error) {
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
			out = append(out, jsonRecord(fmt.Sprintf("%s: object %d", name, i+1), o))
		}
		return out, nil
	case trimmed[0] == '{':
		var out []record
		for i, line := range bytes.Split(src, []byte("\n")) {
			if len(bytes.TrimSpace(line)) > 0 {
				out = append(out, jsonRecord(fmt.Sprintf("%s:%d", name, i+1), line))
			}
		}
		return out, nil
	}
	if header, _, _ := bytes.Cut(src, []byte("\n")); bytes.ContainsRune(header, '\t') {
		return tsvRecords(name, src, needsCode)
	}
	return csvRecords(name, src, needsCode)
}

func jsonRecord(line string, src []byte) record {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(src, &values); err != nil {
		return record{line: line, fault: errors.New("this is no JSON object")}
	}
	r := record{line: line, fields: map[string]string{}}
	for _, field := range appliedFields {
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

// checkHeader returns an error for a first line that names nothing known, or no
// code where every line must say one.
func checkHeader(name string, header []string, needsCode bool) error {
	has := strings.Join(header, ", ")
	if !slices.ContainsFunc(header, func(n string) bool { return slices.Contains(appliedFields, n) }) {
		return fmt.Errorf("%s:1: the first line names no field that is known here; it has %s, and they are %s", name, has, strings.Join(appliedFields, ", "))
	}
	if !needsCode || slices.Contains(header, "code") {
		return nil
	}
	return fmt.Errorf("%s:1: no column is called code, and the columns are %s; name the one with the codes code, or say one code for all lines, as in: grounded apply CODE --from %[1]s", name, has)
}

// tsvRecords reads what the tsv format writes: a line a record, with tabs and
// line ends in cells as \t and \n.
func tsvRecords(name string, src []byte, needsCode bool) ([]record, error) {
	unescape := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
	lines := strings.Split(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	if err := checkHeader(name, header, needsCode); err != nil {
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

func csvRecords(name string, src []byte, needsCode bool) ([]record, error) {
	r := csv.NewReader(bytes.NewReader(src))
	r.FieldsPerRecord = -1
	if header, _, _ := bytes.Cut(src, []byte("\n")); bytes.ContainsRune(header, ';') && !bytes.ContainsRune(header, ',') {
		r.Comma = ';'
	}
	header, err := r.Read()
	if err == nil {
		err = checkHeader(name, header, needsCode)
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

func (r record) applied() applied {
	a := applied{line: r.line, id: r.fields["id"], at: r.fields["at"], code: r.fields["code"], transcript: r.fields["transcript"],
		ref: r.fields["ref"], quote: r.fields["quote"], turn: r.fields["turn"], memo: r.fields["memo"], fault: r.fault}
	for _, number := range []struct {
		field string
		into  *int
	}{{"start", &a.start}, {"end", &a.end}, {"nth", &a.nth}} {
		text := r.fields[number.field]
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			a.fault = fmt.Errorf("%s %q is no number", number.field, text)
		}
		*number.into = n
	}
	return a
}

// turns reads "14" or "14-16".
func turns(text string) (first, last int, err error) {
	from, to, ranged := strings.Cut(text, "-")
	if !ranged {
		to = from
	}
	first, err1 := strconv.Atoi(strings.TrimSpace(from))
	last, err2 := strconv.Atoi(strings.TrimSpace(to))
	if err1 != nil || err2 != nil || first < 1 || last < first {
		return 0, 0, fmt.Errorf("turn %q: it is a number, or two as in 14-16; turns count from 1, the lower first", text)
	}
	return first, last, nil
}
