package cases

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/tomledit"
)

func TestValue(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"": nil, "63": int64(63), "-4": int64(-4), "0": int64(0), "37.5": 37.5, "0.5": 0.5, "1958-02-01": tomledit.Date("1958-02-01"),
		"yes": true, "No": false, "TRUE": true, "false": false, "nan": "nan", "1e5": "1e5", "0x10": "0x10", "1958-02-30": "1958-02-30",
		"007": "007", "1234567890123456789": "1234567890123456789", "Leeds": "Leeds", "1.": "1.", "3,5": "3,5",
	} {
		if got := Value(text); got != want {
			t.Errorf("%q is %T %v, want %T %v", text, got, got, want, want)
		}
	}
}

func TestColumnIsOfOneKind(t *testing.T) {
	t.Parallel()
	for cells, want := range map[string]string{
		"63||41": "number", "63|37.5": "number", "63|007": "text", "63|old": "text", "yes|no|true": "yes/no", "yes|1": "text",
		"1958-02-01|": "date", "1958-02-01|1958": "text", "|": "",
	} {
		values, kind := Column(strings.Split(cells, "|"))
		if kind != want {
			t.Errorf("%s is %q, want %q", cells, kind, want)
		}
		for i, v := range values {
			if cell := strings.Split(cells, "|")[i]; (v == nil) != (cell == "") || v != nil && Kind(v) != want {
				t.Errorf("%s: %q is %v", cells, cell, v)
			}
		}
	}
}

func TestPropose(t *testing.T) {
	t.Parallel()
	r := decoded(t, `[[case]]
id = "p07"
labels = ["Marla", "Speaker 2", "Two"]
[[case]]
id = "p08"
labels = ["Two"]
[[case]]
id = "p09"
withdrawn = 2026-11-23
`)
	speakers := []Speaker{
		{"i1", "Kim", "p08"}, {"i2", "Kim", ""}, {"i1", "Lee", "p07"}, {"i2", "Lee", "p08"}, {"i1", "Interviewer", "mark"},
		{"i1", "Ana", "p30"}, {"i1", "Marla", ""}, {"i1", "Moved", "p30"},
	}
	for label, want := range map[string]string{
		"Marla": "p07", "Speaker 2": "p07", "Two": "", "Kim": "p08", "Lee": "", "Interviewer": "",
		"P08": "p08", "p-08": "", "P09": "", "P30": "p30", "P31": "", "…": "", "Ana": "p30",
	} {
		if got, _ := r.Propose(label, speakers); got != want {
			t.Errorf("%s may be %q, want %q", label, got, want)
		}
	}
}

func TestGeneric(t *testing.T) {
	t.Parallel()
	for _, label := range []string{"Speaker 2", "SPEAKER_01", "spk_0", "Unknown Speaker", "Unknown Speaker 3", "Interviewer", "Interviewerin", "iPhone (2)", "Marla's iPhone", "Galaxy S21", "B", "Participant", "Sprecher 1", "Speaker A"} {
		if !Generic(label) {
			t.Errorf("%s is taken for one person", label)
		}
	}
	for _, label := range []string{"P07", "Marla", "Participant 7", "Bo", "Guesthouse", "Meg", "Speakerman"} {
		if Generic(label) {
			t.Errorf("%s is taken for anybody", label)
		}
	}
}

func TestNear(t *testing.T) {
	t.Parallel()
	among := []string{"p07", "p08", "p17", "marla", "w1-p07"}
	for id, want := range map[string]string{"p7": "p07", "q07": "p07", "p07": "", "p09": "", "mara": "marla", "p17a": "p17", "w1p07": "w1-p07"} {
		if got := strings.Join(Near(id, among), " "); got != want {
			t.Errorf("%s is near %q, want %q", id, got, want)
		}
	}
}

func TestImportTakesWhatIsNew(t *testing.T) {
	t.Parallel()
	r := decoded(t, good)
	sheet := Sheet{Name: "t.csv", Columns: []string{"who", "age", "town", ""}, Rows: []SheetRow{
		{2, []string{"iPhone (2)", "63", "", ""}}, {3, []string{"P 10", "", "", ""}}, {4, []string{"P08", "41", "Leeds", ""}},
	}}
	got, problems := r.Import(sheet, Importing{Key: "who", Sensitive: []string{"town"}})
	if problems != nil {
		t.Fatal(problems)
	}
	var changed []string
	for _, c := range got.Cases {
		changed = append(changed, fmt.Sprint(c.ID, c.Attributes, c.Sensitive))
	}
	if diff := cmp.Diff([]string{"p-10map[] []", "p08map[age:41 town:Leeds] [town]"}, changed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"p-10"}, got.New); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, problems := r.Import(Sheet{Name: "t.csv", Columns: []string{"who", ""}, Rows: []SheetRow{{2, []string{"p07", "x"}}}}, Importing{Key: "who"}); len(problems) != 1 {
		t.Errorf("a column without a name holds something, and %v", problems)
	}
}

func TestColumnsOfASheet(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		comma rune
		cells []string // a row each
		want  string   // kind, values, whether decimal, odd and unsure cells of the first column
	}{
		{';', []string{"44,5", "38", ""}, "number [44.5 38 <nil>] true [] {0 }"},
		{',', []string{"44,5", "-0,25"}, "number [44.5 -0.25] true [] {0 }"},
		{'\t', []string{"1.200,50", "950"}, "number [1200.5 950] true [] {0 }"},
		{',', []string{"1.234.567"}, "number [1234567] true [] {0 }"},
		{';', []string{"1.200", "950"}, "text [1.200 950] false [] {2 1.200}"},
		{';', []string{"1.200|44,5", "950|1"}, "number [1200 950] true [] {0 }"},
		{';', []string{"1.200|a, 44,5", "950|1"}, "text [1.200 950] false [] {2 1.200}"},
		{',', []string{"1.200", "950"}, "number [1.2 950] false [] {0 }"},
		{';', []string{"1.200|44,5", "37.5|1"}, "number [1.2 37.5] false [] {0 }"},
		{';', []string{"1,200", "2,500"}, "number [1.2 2.5] true [] {0 }"},
		{',', []string{"950", "2,500"}, "text [950 2,500] false [] {3 2,500}"},
		{',', []string{"2,500|44,5"}, "number [2.5] true [] {0 }"},
		{';', []string{"1,2,3", "1,2"}, "text [1,2,3 1,2] false [] {0 }"},
		{';', []string{"007,5", "1,2"}, "text [007,5 1,2] false [] {0 }"},
		{',', []string{"1", "2", "old"}, "text [1 2 old] false [{4 old}] {0 }"},
		{',', []string{"1", "old"}, "text [1 old] false [] {0 }"},
		{',', []string{"1", "2", "old", "young"}, "text [1 2 old young] false [] {0 }"},
		{';', []string{"4,5", "3,5", "2", "1.5"}, "text [4,5 3,5 2 1.5] false [{5 1.5}] {0 }"},
		{',', []string{"2020-01-01", "2020-01-02", "", "2020"}, "text [2020-01-01 2020-01-02 <nil> 2020] false [{5 2020}] {0 }"},
		{',', []string{"yes", "no", "old"}, "text [yes no old] false [] {0 }"},
	} {
		s := Sheet{Comma: c.comma}
		for i, row := range c.cells {
			s.Rows = append(s.Rows, SheetRow{Line: i + 2, Cells: strings.Split(row, "|")})
		}
		commas := false
		for at := range s.Rows[0].Cells {
			commas = commas || s.hasComma(at)
		}
		got := s.column(0, commas)
		if said := fmt.Sprint(got.kind, " ", got.values, " ", got.decimal, " ", got.odd, " ", got.unsure); said != c.want {
			t.Errorf("%q: %s, want %s", c.cells, said, c.want)
		}
	}
	long := Sheet{}
	for i := range 30 {
		cell := fmt.Sprint(i)
		if i%10 == 3 {
			cell = "none"
		}
		long.Rows = append(long.Rows, SheetRow{Line: i + 2, Cells: []string{cell}})
	}
	if got := long.column(0, false); len(got.odd) != 3 || got.almost != "number" {
		t.Errorf("a tenth of the cells are no numbers: %v %v", got.almost, got.odd)
	}
	long.Rows[0].Cells[0] = "none"
	if got := long.column(0, false); len(got.odd) != 0 {
		t.Errorf("more than a tenth of the cells are no numbers: %v", got.odd)
	}
}

func TestImportTakesTheNameOfAnAttributeInAnotherLetterCase(t *testing.T) {
	t.Parallel()
	r := decoded(t, good)
	for columns, want := range map[string]string{"AGE": "age", "age": "age", "Age|AGE": "Age|AGE", "Aged": "Aged"} {
		heads := strings.Split(columns, "|")
		row := append([]string{"p07"}, make([]string, len(heads))...)
		got, problems := r.Import(Sheet{Columns: append([]string{"who"}, heads...), Rows: []SheetRow{{2, row}}}, Importing{Key: "who", Sensitive: []string{strings.Split(want, "|")[0]}})
		var names []string
		for _, c := range got.Columns {
			names = append(names, c.Name)
		}
		if strings.Join(names, "|") != want || problems != nil || !got.Columns[0].Sensitive {
			t.Errorf("%s is taken for %v (%v)", columns, names, problems)
		}
	}
}
