package render

import (
	"bytes"
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"grounded/analysis/table"
)

func writeCSV(b *bytes.Buffer, t table.Table, raw bool) error {
	w := csv.NewWriter(b)
	for _, record := range records(t, raw) {
		if len(record) == 1 && record[0] == "" {
			// encoding/csv writes an empty line here, and then reads it as no record.
			w.Flush()
			b.WriteString("\"\"\n")
			continue
		}
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func writeTSV(b *bytes.Buffer, t table.Table, raw bool) {
	escape := strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	for _, record := range records(t, raw) {
		for i, cell := range record {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(escape.Replace(cell))
		}
		b.WriteByte('\n')
	}
}

// records returns the header row and the rows as csv and tsv have them, before
// quoting: an Object takes a column for each key that it has in any row.
func records(t table.Table, raw bool) [][]string {
	keys := make([][]string, len(t.Columns))
	header := []string{}
	for j, c := range t.Columns {
		if c.Type != table.Object {
			header = append(header, c.Name)
			continue
		}
		prefix := c.Spread
		if prefix == "" {
			prefix = c.Name
		}
		keys[j] = keysOf(t.Rows, j)
		for _, key := range keys[j] {
			header = append(header, prefix+"."+key)
		}
	}
	out := [][]string{header}
	for _, row := range t.Rows {
		record := make([]string, 0, len(header))
		for j, cell := range row {
			if t.Columns[j].Type != table.Object {
				record = append(record, datum(cell))
				continue
			}
			object, _ := cell.(map[string]any)
			for _, key := range keys[j] {
				record = append(record, datum(object[key]))
			}
		}
		out = append(out, record)
	}
	if !raw {
		for _, record := range out {
			for i, cell := range record {
				record[i] = Guard(cell)
			}
		}
	}
	return out
}

func keysOf(rows [][]any, j int) []string {
	seen := map[string]bool{}
	for _, row := range rows {
		object, _ := row[j].(map[string]any)
		for key := range object {
			seen[key] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// datum returns a cell as csv and tsv have it: nothing for nil, the entries of
// a list joined with "; ", and json for what is nested deeper.
func datum(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return table.Unmark(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case []string:
		return table.Unmark(strings.Join(v, "; "))
	}
	var b bytes.Buffer
	if err := appendValue(&b, unmarked(v)); err != nil {
		return err.Error() // out of reach: table.Report.Check lets through only what json can say
	}
	return b.String()
}

// Guard returns the cell with a ' before it when a spreadsheet that opens the
// file would take it for a formula: when it begins with one of = + - @ (or their
// full-width forms), a tab or a line end, and is no plain number. A cell that
// begins with such a guard gets one more, so that Unguard always finds the way
// back.
func Guard(cell string) string {
	if runs(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// Unguard returns the cell that Guard was given, for commands that read what
// was written here.
func Unguard(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && runs(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

// runs reports whether a spreadsheet would run the cell. What strconv takes for
// a number besides digits (Inf, 0x1p-2, 1_000) is no number to a spreadsheet.
func runs(cell string) bool {
	if !strings.ContainsAny(firstRune(cell), "=+-@\t\r\n＝＋－＠") {
		return false
	}
	if strings.Trim(cell, "+-.0123456789eE") != "" {
		return true
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err != nil
}
