package tabulate

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/summary"
	"grounded/transcript"
	"grounded/transcript/coding"
)

func TestMannerOf(t *testing.T) {
	trs := texts(t)
	retired := book + "\n[[code]]\nid = \"old\"\nname = \"Old\"\nretired = 2021-03-20\n"
	ana := coderOf(t, trs, "ana", retired,
		"money 1:2", "sleep 1:2", // two codes on a whole paragraph of 11 words
		"rent 1:3 = it goes", "rent 1:3 = it goes", // twice is one, and less than a paragraph
		"means 1:4-5",       // two paragraphs
		"rent 2:2 by query") // nobody's yet
	ben := coderOf(t, trs, "ben", "")
	got := MannerOf(pick(t, coding.Selection{}, trs, ana, ben))
	if len(got) != 2 {
		t.Fatalf("%d manners", len(got))
	}
	said, coded := 0, 0
	for _, tr := range trs {
		for _, p := range tr.Paragraphs {
			said += p.Text.Len()
		}
	}
	for _, i := range []int{1, 3, 4} {
		coded += trs[0].Paragraphs[i].Text.Len()
	}
	coded += len("it goes")
	want := Manner{
		Coder: got[0].Coder, Codes: 5, Descriptive: 4, Analytical: 1, Depth: 2,
		Codings: 4, Transcripts: 1, Words: 32, CodedShare: float64(coded) / float64(said),
		Passages: 3, Length: summary.Quartiles{Lower: 2.5, Median: 3, Upper: 7}, WithinTurns: 1.0 / 3, CodesOnEach: 4.0 / 3,
	}
	if diff := cmp.Diff(want, got[0], cmp.Comparer(func(a, b *coding.Coder) bool { return a == b })); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got[1].Codings != 0 || got[1].Codes != 0 || got[1].CodedShare != 0 || math.IsNaN(got[1].CodesOnEach) {
		t.Errorf("who did nothing: %+v", got[1])
	}
}

func TestMannerReport(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2", "sleep 1:3")
	ben := coderOf(t, trs, "ben", book, "money 1:2 = count")
	eve := coderOf(t, trs, "eve", book)
	r := MannerReport(pick(t, coding.Selection{}, trs, ana, ben, eve))
	got := map[string]any{}
	for _, row := range r.Table.Rows {
		got[row[0].(string)+" of "+row[1].(string)] = row[2]
	}
	for measure, want := range map[string]float64{
		"codings of ana":                                 2,
		"codings per 1,000 words of ana":                 62.5,
		"passage length in words, median of ana":         7,
		"passages of less than a paragraph, % of ana":    0,
		"passages of less than a paragraph, % of ben":    100,
		"codes on a passage, mean of eve":                0,
		"levels of the tree of eve":                      2,
		"passage length in words, upper quartile of eve": 0,
	} {
		if got[measure] != want {
			t.Errorf("%s is %v, want %v", measure, got[measure], want)
		}
	}
	want := []string{
		"ana codes by the paragraph: most passages are whole paragraphs or longer.",
		"ben codes line by line: most passages are part of a paragraph.",
	}
	if diff := cmp.Diff(want, r.Notes); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// What is divided by is said by those who are meant: 1 is of 21 words, of which P01 says
// 15, and 2 of 11, of which P01 says 4.
func TestMannerIsOfTheWordsThatAreMeant(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:1-2", "rent 2:2")
	ana.Case = "p01"
	all := MannerOf(pick(t, coding.Selection{}, trs, ana))[0]
	speaker := MannerOf(pick(t, coding.Selection{Cases: []string{"p01"}}, trs, ana))[0]
	said, coded := 0, trs[0].Paragraphs[1].Text.Len()
	for _, p := range []transcript.Paragraph{trs[0].Paragraphs[1], trs[0].Paragraphs[2], trs[0].Paragraphs[4], trs[1].Paragraphs[2]} {
		said += p.Text.Len()
	}
	if all.Words != 32 || speaker.Words != 19 || speaker.CodedShare != float64(coded)/float64(said) {
		t.Errorf("%d words, of the speaker %d, coded %v; want 32, 19 and %v", all.Words, speaker.Words, speaker.CodedShare, float64(coded)/float64(said))
	}
	others := MannerOf(pick(t, coding.Selection{}, trs, ana).NotTheirs())[0]
	if others.Words != 13 || others.Codings != 2 {
		t.Errorf("without their own words %d codings on %d words, want 2 on 13", others.Codings, others.Words)
	}
}

func TestManyWords(t *testing.T) {
	trs := texts(t)
	if n := trs[0].CountWords(trs[0].Said(transcript.Span{Start: 0, End: len(trs[0].Body)})...); n != 21 {
		t.Fatalf("interview 1 has %d words; the figures of these tests hold for 21", n)
	}
	rows := pick(t, coding.Selection{}, trs, coderOf(t, trs, "ana", book, "money 1:2", "sleep 1:2", "money 1:3")).Rows
	if got := passageWords(rows); !slices.Equal(got, []int{11, 3}) {
		t.Errorf("%v, want each passage once, headers left out", got)
	}
	uses := Uses(slices.Concat(rows, rows))
	if uses["money"] != 2 || uses["sleep"] != 1 {
		t.Errorf("%v, want each coding once", uses)
	}
}
