package render

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/table"
)

// anyText draws texts that are rich in what formats give a meaning to.
func anyText() *rapid.Generator[string] {
	odd := rapid.SampledFrom([]string{"=", "+", "-", "@", "'", "\"", ",", ";", "\t", "\n", "\r", "\r\n", "|", "\\", "<", ">", "&", "$", "_", "*",
		"[", "{", "}", "%", "~", "^", "`", "#", " ", "\x1b[31m", "\x00", "é", "e\u0301", "冬", "👩‍🔬", table.MarkStart, table.MarkEnd, "\u2028", "1", "3.5", "word"})
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(odd, rapid.String()), 0, 8), func(parts []string) string { return strings.Join(parts, "") })
}

// anyTable draws tables of up to four columns, each of texts or of integers.
func anyTable(text *rapid.Generator[string]) *rapid.Generator[table.Table] {
	return rapid.Custom(func(t *rapid.T) table.Table {
		var out table.Table
		for j := range rapid.IntRange(1, 4).Draw(t, "columns") {
			out.Columns = append(out.Columns, table.Column{
				Name:  "column" + string(rune('a'+j)),
				Type:  rapid.SampledFrom([]table.Type{table.Text, table.Integer}).Draw(t, "type"),
				Words: rapid.Bool().Draw(t, "words"),
			})
		}
		for range rapid.IntRange(0, 5).Draw(t, "rows") {
			var row []any
			for _, c := range out.Columns {
				switch {
				case rapid.IntRange(0, 9).Draw(t, "nil") == 0:
					row = append(row, nil)
				case c.Type == table.Integer:
					row = append(row, rapid.IntRange(-99999, 99999).Draw(t, "n"))
				default:
					row = append(row, text.Draw(t, "text"))
				}
			}
			out.Rows = append(out.Rows, row)
		}
		return out
	})
}

func write(t *rapid.T, r table.Report, o Options) string {
	var b strings.Builder
	if err := Write(&b, r, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := anyTable(anyText()).Draw(t, "table")
		raw := rapid.Bool().Draw(t, "raw")
		got, err := csv.NewReader(strings.NewReader(write(t, table.Report{Table: tab}, Options{Format: CSV, Raw: raw}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(tab.Rows)+1 {
			t.Fatalf("%d records for %d rows", len(got), len(tab.Rows))
		}
		for i, row := range tab.Rows {
			for j, v := range row {
				cell := got[i+1][j]
				if !raw {
					if runs(cell) {
						t.Fatalf("a spreadsheet would run %q", cell)
					}
					cell = Unguard(cell)
				}
				if want := strings.ReplaceAll(datum(v), "\r\n", "\n"); cell != want {
					t.Fatalf("row %d, column %d: got %q, want %q", i, j, cell, want)
				}
			}
		}
	})
}

func TestTSVReadsBack(t *testing.T) {
	unescape := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
	rapid.Check(t, func(t *rapid.T) {
		tab := anyTable(anyText()).Draw(t, "table")
		lines := strings.Split(strings.TrimSuffix(write(t, table.Report{Table: tab}, Options{Format: TSV}), "\n"), "\n")
		if len(lines) != len(tab.Rows)+1 {
			t.Fatalf("%d lines for %d rows", len(lines), len(tab.Rows))
		}
		for i, row := range tab.Rows {
			cells := strings.Split(lines[i+1], "\t")
			if len(cells) != len(row) {
				t.Fatalf("%d cells for %d columns", len(cells), len(row))
			}
			for j, v := range row {
				if got, want := Unguard(unescape.Replace(cells[j])), datum(v); got != want {
					t.Fatalf("got %q, want %q", got, want)
				}
			}
		}
	})
}

func TestJSONReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := anyTable(anyText()).Draw(t, "table")
		want := []map[string]any{}
		for _, row := range tab.Rows {
			object := map[string]any{}
			for j, c := range tab.Columns {
				switch v := row[j].(type) {
				case string:
					object[c.Name] = table.Unmark(strings.ToValidUTF8(v, "\ufffd"))
				case int:
					object[c.Name] = float64(v)
				default:
					object[c.Name] = nil
				}
			}
			want = append(want, object)
		}
		var got []map[string]any
		if err := json.Unmarshal([]byte(write(t, table.Report{Table: tab}, Options{Format: JSON})), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("json (-want +got):\n%s", diff)
		}
		lines := []map[string]any{}
		for line := range strings.Lines(write(t, table.Report{Table: tab}, Options{Format: JSONL})) {
			var object map[string]any
			if err := json.Unmarshal([]byte(line), &object); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, object)
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Fatalf("jsonl (-want +got):\n%s", diff)
		}
	})
}

func TestJSONKeepsColumnOrder(t *testing.T) {
	r := table.Report{Table: table.Table{
		Columns: []table.Column{{Name: "z"}, {Name: "a", Type: table.Number}, {Name: "m", Type: table.List}},
		Rows:    [][]any{{"<&>", 1e-7, []string(nil)}},
	}}
	want := `{"z":"<&>","a":1e-7,"m":[]}` + "\n"
	if got := written(t, r, Options{Format: JSONL}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestGuard(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"", ""},
		{"word", "word"},
		{"=1+1", "'=1+1"},
		{"+1", "+1"},
		{"-3.5", "-3.5"},
		{"-3.5e-7", "-3.5e-7"},
		{"-", "'-"},
		{"-1-1", "'-1-1"},
		{"-Inf", "'-Inf"},
		{"+0x10", "'+0x10"},
		{"-- so she said", "'-- so she said"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", "'\tx"},
		{"\rx", "'\rx"},
		{"\n=x", "'\n=x"},
		{"＝1+1", "'＝1+1"},
		{"'tis", "'tis"},
		{"'=x", "''=x"},
		{"a=b", "a=b"},
	}
	for _, tt := range tests {
		if got := Guard(tt.cell); got != tt.want {
			t.Errorf("Guard(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, seed := range []string{"", "=1", "'=1", "''", "-3.5", "'-3.5", "+", "\t", "＠x", "'\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		guarded := Guard(cell)
		if runs(guarded) {
			t.Errorf("Guard(%q) = %q still runs", cell, guarded)
		}
		if got := Unguard(guarded); got != cell {
			t.Errorf("Unguard(Guard(%q)) = %q", cell, got)
		}
	})
}

func TestWriteRefuses(t *testing.T) {
	columns := []table.Column{{Name: "alpha", Type: table.Number}}
	tests := []struct {
		name   string
		report table.Report
		format Format
		want   string
	}{
		{"undefined number", table.Report{Table: table.Table{Columns: columns, Rows: [][]any{{math.NaN()}}}}, JSON,
			`the report cannot be written: row 1, column "alpha": NaN is not a number; a value that is undefined is left empty`},
		{"unknown format", table.Report{Table: table.Table{Columns: columns}}, "xls",
			`no format is called "xls"; choose one of text, csv, tsv, json, jsonl, md, html, latex`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			err := Write(&b, tt.report, Options{Format: tt.format})
			if err == nil || err.Error() != tt.want {
				t.Errorf("got error %v, want %s", err, tt.want)
			}
			if b.Len() > 0 {
				t.Errorf("wrote %q before it failed", b.String())
			}
		})
	}
}

func TestFormats(t *testing.T) {
	data := map[string]bool{"csv": true, "tsv": true, "json": true, "jsonl": true}
	for _, name := range Formats() {
		f, err := ParseFormat(name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Data() != data[name] {
			t.Errorf("%s: Data() = %v", name, f.Data())
		}
		// Data formats leave title and notes to the caller; the others print both.
		out := written(t, topCodes(), Options{Format: f})
		if strings.Contains(out, "Equal numbers") == f.Data() || strings.Contains(out, "most common") == f.Data() {
			t.Errorf("%s: title and notes are printed or left out wrongly:\n%s", name, out)
		}
	}
}
