package tabulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/table"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func TestQuotes(t *testing.T) {
	trs := texts(t)
	trs[0].Turns[1].Time = 61000
	ana := coderOf(t, trs, "ana", book, "sleep 1:2", "money 2:2", "money 1:3", "gone 1:5 by query")
	ana.Work[0].Codings[0].Memo = "hm"
	p := pick(t, coding.Selection{}, trs, ana)

	got := Quotes(p, QuotesOptions{})
	want := `gone gone  interview-01 5 P01  None.
money Money descriptive interview-01 3 P01 00:01:01 Then it goes.
money Money descriptive interview-02 2 P02  Rent takes most of it.
sleep Sleep descriptive interview-01 2 P01 00:01:01 I count it. It comes on Fridays, and I am counting.
`
	if diff := cmp.Diff(want, lines(t, got, "code", "name", "kind", "transcript", "paragraph", "speaker", "time", "quote")); diff != "" {
		t.Errorf("by code: -want +got\n%s", diff)
	}
	if got, want := lines(t, got, "memo", "by"), " query\n \n \nhm \n"; got != want {
		t.Errorf("memo and by: %q, want %q", got, want)
	}
	kept := Quotes(p, QuotesOptions{Kept: true})
	if got, want := strings.Fields(lines(t, kept, "code")), []string{"sleep", "money", "gone", "money"}; !cmp.Equal(got, want) {
		t.Errorf("by place: %q, want %q", got, want)
	}
}

func TestQuotesInContext(t *testing.T) {
	trs := texts(t)
	for _, c := range []struct {
		name, put             string
		n                     int
		before, after, people string
	}{
		{"none asked for", "money 1:2 = Fridays", 0, "", "", "Fridays"},
		{"within a paragraph", "money 1:2 = Fridays", 2, "comes on", ", and I", "comes on «Fridays», and I"},
		{"past the ends of the paragraph", "money 1:3", 2, "am counting.", "And sleep?", "am counting. / «Then it goes.» / And sleep?"},
		{"over paragraphs", "money 1:3 = it goes", 4, "I am counting. / Then", ". / And sleep? / None.", "I am counting. / Then «it goes». / And sleep? / None."},
		{"at the beginning", "money 1:1 = How", 3, "", "is the money?", "«How» is the money?"},
		{"at the end", "money 1:5", 3, "goes. / And sleep?", "", "goes. / And sleep? / «None.»"},
		{"over turns", "money 1:4-5", 1, "goes.", "", "goes. / «And sleep?\nP01: None.»"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Quotes(pick(t, coding.Selection{}, trs, coderOf(t, trs, "ana", book, c.put)), QuotesOptions{Context: c.n})
			row := got.Table.Rows[0]
			cell := func(name string) string { return row[got.Table.Index(name)].(string) }
			people := strings.NewReplacer(table.MarkStart, "«", table.MarkEnd, "»").Replace(cell("passage"))
			if diff := cmp.Diff([]string{c.before, c.after, c.people}, []string{cell("before"), cell("after"), people}); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// The columns that scripts read hold the words as they stand in the file, so
// that start, end and quote agree.
func TestQuotesAreTheWordsAtTheirPlace(t *testing.T) {
	trs := texts(t)
	got := Quotes(pick(t, coding.Selection{}, trs, coderOf(t, trs, "ana", book, "money 1:4-5", "sleep 1:2 = count it")), QuotesOptions{})
	if len(got.Table.Rows) != 2 {
		t.Fatalf("%d rows", len(got.Table.Rows))
	}
	for _, row := range got.Table.Rows {
		s := transcript.Span{Start: row[got.Table.Index("start")].(int), End: row[got.Table.Index("end")].(int)}
		if quote := row[got.Table.Index("quote")]; quote != trs[0].Text(s) {
			t.Errorf("%q is quoted from %q", quote, trs[0].Text(s))
		}
	}
}
