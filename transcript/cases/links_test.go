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
	got, problems := r.Import(sheet, "who", []string{"town"})
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
	if _, problems := r.Import(Sheet{Name: "t.csv", Columns: []string{"who", ""}, Rows: []SheetRow{{2, []string{"p07", "x"}}}}, "who", nil); len(problems) != 1 {
		t.Errorf("a column without a name holds something, and %v", problems)
	}
}
