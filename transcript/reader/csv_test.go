package reader

import (
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func rowsOf(t fataler, d delimited) [][]string {
	t.Helper()
	var out [][]string
	for r, err := range d.rows {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, slices.Clone(r.cells))
	}
	return out
}

func delimitedOf(src string, comma byte) delimited {
	return delimited{name: "x", lines: strings.Split(src, "\n"), comma: comma}
}

func TestQuotationMarks(t *testing.T) {
	for src, want := range map[string][][]string{
		`a,"b,c",d`:                  {{"a", "b,c", "d"}},
		`a,"b ""c""",""`:             {{"a", `b "c"`, ""}},
		"a,\"b\nc\"\nd,e":            {{"a", "b\nc"}, {"d", "e"}},
		"\"a\nb\",\"c\n\nd\"\ne,":    {{"a\nb", "c\n\nd"}, {"e", ""}},
		`a, "b, c" ,d`:               {{"a", ` "b`, ` c" `, "d"}},
		`a, "b, c",d`:                {{"a", "b, c", "d"}},
		`a,b "c" d`:                  {{"a", `b "c" d`}},
		"a,12\" of it\nb,c\nd,9\" e": {{"a", `12" of it`}, {"b", "c"}, {"d", `9" e`}},
		`a,"b "c" d",e`:              {{"a", `b "c" d`, "e"}},
		"a,\"b\nc,d\ne,f":            {{"a", `"b`}, {"c", "d"}, {"e", "f"}},
		"a,\"b\nc,\"d\ne,\"f\"":      {{"a", `"b`}, {"c", `"d`}, {"e", "f"}},
		"\n \na\n,,\nb,":             {{"a"}, {"b", ""}},
	} {
		if diff := cmp.Diff(want, rowsOf(t, delimitedOf(src, ','))); diff != "" {
			t.Errorf("%q: -want +got\n%s", src, diff)
		}
	}
	if diff := cmp.Diff([][]string{{"a", ` "b"`}}, rowsOf(t, delimitedOf("a\t \"b\"", '\t'))); diff != "" {
		t.Error("a space after a tab: -want +got\n" + diff)
	}
}

// strictRows returns what encoding/csv reads, and whether it is content.
func strictRows(src string, comma byte) ([][]string, bool) {
	r := csv.NewReader(strings.NewReader(src))
	r.Comma, r.FieldsPerRecord = rune(comma), -1
	rows, err := r.ReadAll()
	return slices.DeleteFunc(rows, func(cells []string) bool { return filled(cells) == 0 }), err == nil
}

func TestRowsAreThoseOfRFC4180(t *testing.T) {
	cell := rapid.StringOf(rapid.SampledFrom([]rune{'a', 'ö', ' ', '"', ',', ';', '\t', '|', '\n'}))
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(rapid.SliceOfN(cell, 1, 4)).Draw(t, "rows")
		comma := rapid.SampledFrom([]byte(commas)).Draw(t, "comma")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma = rune(comma)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		want := slices.DeleteFunc(slices.Clone(rows), func(cells []string) bool { return filled(cells) == 0 })
		got := rowsOf(t, delimitedOf(b.String(), comma))
		if len(want)+len(got) > 0 && !cmp.Equal(want, got) {
			t.Fatalf("%q: -want +got\n%s", b.String(), cmp.Diff(want, got))
		}
	})
}

func FuzzRows(f *testing.F) {
	for _, s := range []string{"a,\"b\nc\"\n\"d\"\"\",e", "a,12\" b\nc,9\"", "\"a,\"b,\"c", "\"a\"b\",c\n\"\"\"\n\""} {
		f.Add(s, byte(','))
	}
	f.Fuzz(func(t *testing.T, src string, comma byte) {
		if !strings.Contains(commas, string(rune(comma))) || strings.ContainsAny(src, "\r\x00") {
			return
		}
		d := delimitedOf(src, comma)
		line := 0
		for r, err := range d.rows {
			if err != nil {
				break
			}
			if r.line <= line || r.line > len(d.lines) {
				t.Fatalf("a row at line %d after %d", r.line, line)
			}
			line = r.line
		}
		want, strict := strictRows(src, comma)
		if got := rowsOf(t, d); strict && len(want)+len(got) > 0 && !cmp.Equal(want, got) {
			t.Fatalf("%q: -want +got\n%s", src, cmp.Diff(want, got))
		}
	})
}

func TestOneQuotationMarkCostsALine(t *testing.T) {
	src := "speaker,text\nTove,\"And then\nRuna,Yes.\nTove,\"He said \"\"no\"\".\"\nRuna,So.\n"
	r := read(t, "x.csv", []byte(src), Options{})
	want := []turn{{"Tove", -1, []string{`"And then`}}, {"Runa", -1, []string{"Yes."}}, {"Tove", -1, []string{`He said "no".`}}, {"Runa", -1, []string{"So."}}}
	if diff := cmp.Diff(want, turnsOf(r.Transcripts[0])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	warned := []string{"x.csv:2: the quotation marks of this row do not pair, so it was read as it stands"}
	if diff := cmp.Diff(warned, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestTablesAreRecognised(t *testing.T) {
	survey := "id,Why did you come?\n1,\"It was warm, and there was nowhere else that I could sit.\"\n2,My sister said that it would be good for me.\n"
	for _, c := range []struct{ name, src, want string }{
		{"x", "speaker,text\nAna,So.\nBen,\"Well, yes.\"\n", "csv"},
		{"x", "text;speaker\nSo.;Ana\nWell, yes.;Ben\n", "csv"},
		{"x", "text|code\nSo, well, yes.|a\n", "csv"},
		{"x", "Speaker\tText\nAna\tSo, well\nBen\tYes, so\n", "tsv"},
		{"x", "\n\nwords,tags\nSo.,a\n", "csv"},
		{"x", "sep=|\ntext|b\nSo.|c", "csv"},
		{"x", survey, "csv"},
		{"x.tsv", "a\tb\n1\t2\n3\t4\n", ""},
		{"x.csv", "a,b\n1,2\n3,4\n", ""},
		{"x", "a,b\n1,2\n3,4\n", "text"},
		{"x.csv", "So, I went home.\nWell.\nYes.\n", "text"},
		{"x.csv", "hello\n", "text"},
		{"x", "start\tend\ttext\n0\t900\tSo.\n900\t1500\tWell.\n", "whisper"},
		{"x", "So, I went home.\nWell, he did not.\nYes, it was late.\n", "text"},
		{"x", "Text, she said\nWords, he said\nSo, they said\n", "text"},
		{"x", "Ana\tSo how was it for you?\nBen\tIt was all right, in the end.\n", "text"},
		{"x", "text,text\nSo.,a\n", "text"},
		{"x", "speaker,text\n", "text"},
		{"x", "Anna: text,\nBen: words,\nAnna: so, well\n", "text"},
	} {
		r, err := Read(context.Background(), c.name, []byte(c.src), Options{})
		switch {
		case c.want == "" && (err == nil || !strings.Contains(err.Error(), "no column is known to hold what was said")):
			t.Errorf("%s %q: %v, want it refused as a table", c.name, c.src, err)
		case c.want != "" && (err != nil || r.Format != c.want):
			t.Errorf("%s %q: %s, %v, want %s", c.name, c.src, r.Format, err, c.want)
		}
	}
	r := read(t, "x", []byte("first,second\nAna,So.\nBen,Well.\n"), Options{Columns: Columns{Text: "second"}})
	if r.Format != "csv" {
		t.Errorf("with a column named: %s", r.Format)
	}
	if r := read(t, "x.txt", []byte("So.\n\nWell, yes.\n"), Options{Columns: Columns{Text: "text"}}); r.Format != "text" {
		t.Errorf("prose with a column named: %s", r.Format)
	}
}

func TestTablesAreBounded(t *testing.T) {
	head := "speaker,text\n"
	for name, c := range map[string]struct{ src, want string }{
		"columns": {head + strings.Repeat(",", maxColumns), "x.csv:2: has 16385 columns"},
		"a cell":  {head + "Ana," + strings.Repeat("a", maxCell+1), "x.csv:2: a cell has more than 1024 KiB"},
		"rows":    {head + strings.Repeat("A,b\n", maxRows), "has more than 1048576 rows"},
		"codes":   {"text,tags\n" + strings.Repeat("a,"+numbers(2000)+"\n", maxTags/2000+1), "more than 1000000 codes in all"},
	} {
		_, err := Read(context.Background(), "x.csv", []byte(c.src), Options{As: "csv"})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "x.csv:") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// numbers returns so many codes for one row.
func numbers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strconv.Itoa(i) + ";")
	}
	return b.String()
}
