package reader

import (
	"strings"
	"testing"
)

func TestTablesOfTurns(t *testing.T) {
	const kept = "x: took 1 table for plain text, a line a cell, since no column says who speaks\n"
	const head = "x: left out the row with the heads of the columns of 1 table\n"
	const unnamed = "x: nobody is named in 1 table with times, so all in it is said by \"Speaker\"; rename the speaker once it is known who speaks\n"
	const numbers = "x: left out 1 column of line numbers\n"
	rows := func(rows ...string) string {
		var cells [][]string
		for _, r := range rows {
			cells = append(cells, strings.Split(r, "|"))
		}
		return wtbl(cells...)
	}
	for _, c := range []struct{ name, body, want string }{
		{"speaker and text", rows("Anna|so", "Ben|no", "Anna|yes"), "Anna: so\nBen: no\nAnna: yes\n"},
		{"text and speaker", rows("so it is|Anna", "not at all|Ben", "but it is|Anna"), "Anna: so it is\nBen: not at all\nAnna: but it is\n"},
		{"time, speaker, text", rows("0:10|Anna|so", "0:20|Ben|no", "1:00:00|Anna|yes"), "[00:00:10] Anna: so\n[00:00:20] Ben: no\n[01:00:00] Anna: yes\n"},
		{"speaker, time, text", rows("Anna:|[0:10]|so", "Ben:|#00:00:20-4#|no", "Anna:|0:30 - 0:40|yes"), "[00:00:10] Anna: so\n[00:00:20] Ben: no\n[00:00:30] Anna: yes\n"},
		{"start, end, speaker, text", rows("0:10|0:19|Anna|so", "0:20|0:29|Ben|no", "0:30|0:35|Anna|yes"), "[00:00:10] Anna: so\n[00:00:20] Ben: no\n[00:00:30] Anna: yes\n"},
		{"time and text with names", rows("0:10|Anna: so", "0:20|Ben: no", "0:30|and no", "0:40|Anna: yes"), "[00:00:10] Anna: so\n[00:00:20] Ben: no\nand no\n[00:00:40] Anna: yes\n"},
		{"time and text", rows("0:10|so", "0:20|no", "0:30|yes"), unnamed + "[00:00:10] Speaker: so\n[00:00:20] Speaker: no\n[00:00:30] Speaker: yes\n"},
		{"time and text, too few", rows("10:00|Welcome", "11:00|Talk"), kept + "10:00\nWelcome\n11:00\nTalk\n"},
		{"time and text, not a recording", rows("10:00|Welcome", "11:00|Talk", "9:00|Lunch"), kept + "10:00\nWelcome\n11:00\nTalk\n9:00\nLunch\n"},
		{"parts in an interview, once each", rows("Interviewer|so?", "P1|no"), "Interviewer: so?\nP1: no\n"},
		{"one row", rows("Interviewer|so?"), "Interviewer: so?\n"},
		{"no names", rows("Name|Anna", "Age|34", "Gender|f"), kept + "Name\nAnna\nAge\n34\nGender\nf\n"},
		{"numbers", rows("1|2", "3|4", "5|6"), kept + "1\n2\n3\n4\n5\n6\n"},
		{"a fourth column", rows("0:10|Anna|so|Trust", "0:20|Ben|no|Fear", "0:30|Anna|yes|Joy"), kept + "0:10\nAnna\nso\nTrust\n0:20\nBen\nno\nFear\n0:30\nAnna\nyes\nJoy\n"},
		{"a layout", rows("so\nit is"), "so\nit is\n"},
		{"line numbers", rows("1|Anna|so", "2|Ben|no", "5|Anna|yes"), numbers + "Anna: so\nBen: no\nAnna: yes\n"},
		{"line numbers with full stops", rows("1.|Anna|so", "2.|Ben|no", "|Anna|yes"), numbers + "Anna: so\nBen: no\nAnna: yes\n"},
		{"heads", rows("Time|Speaker|Text", "0:10|Anna|so", "0:20|Ben|no", "0:30|Anna|yes"), head + "[00:00:10] Anna: so\n[00:00:20] Ben: no\n[00:00:30] Anna: yes\n"},
		{"heads in German", rows("Nr.|Sprecher:|Inhalt", "1|Anna|so", "2|Ben|no", "3|Anna|yes"), head + numbers + "Anna: so\nBen: no\nAnna: yes\n"},
		{"heads that are marked", strings.Replace(rows("Wer|Was", "Anna|so", "Ben|no", "Anna|yes"), "<w:trPr/>", "<w:trPr><w:tblHeader/></w:trPr>", 1), head + "Anna: so\nBen: no\nAnna: yes\n"},
		{"heads that are not marked", strings.Replace(rows("Speaker|so", "Anna|so", "Ben|no", "Anna|yes"), "<w:trPr/>", `<w:trPr><w:tblHeader w:val="0"/></w:trPr>`, 1), "Speaker: so\nAnna: so\nBen: no\nAnna: yes\n"},
		{"several paragraphs", rows("Anna|so\n\nit is", "Ben|\nno", "Anna|yes\nNote: well"), "Anna: so\nit is\nBen: no\nAnna: yes\nNote: well\n"},
		{"a time under the name", rows("Anna\n0:10|so", "Ben\n(0:20)|no", "Anna (0:30)|yes"), "[00:00:10] Anna: so\n[00:00:20] Ben: no\n[00:00:30] Anna: yes\n"},
		{"the speaker goes on", rows("Anna|so", "|and so", "Ben|no", "Anna|yes"), "Anna: so\nand so\nBen: no\nAnna: yes\n"},
		{"the speaker goes on at a time", rows("0:10|Anna|so", "0:15||and so", "0:20|Ben|no", "|Anna|yes"), "[00:00:10] Anna: so\n[00:00:15] Anna: and so\n[00:00:20] Ben: no\nAnna: yes\n"},
		{"times that go back", rows("0:10|Anna|so", "0:05|Ben|no", "0:20|Anna|yes"), "[00:00:10] Anna: so\n[00:00:05] Ben: no\n[00:00:20] Anna: yes\n"},
		{"an empty column", rows("Anna||so", "Ben||no", "Anna||yes"), "Anna: so\nBen: no\nAnna: yes\n"},
		{"a word that is no name", rows("Anna|so", "Note|the tape stops", "Ben|no", "Anna|yes", "Ben|yes", "Anna|a", "Ben|b", "Anna|c", "Ben|d", "Anna|e"), "Anna: so\nNote: the tape stops\nBen: no\nAnna: yes\nBen: yes\nAnna: a\nBen: b\nAnna: c\nBen: d\nAnna: e\n"},
		{"long sentences below a name", rows("Anna|so", "Anna|no", "Anna|yes", "I went home. And slept.|so", "It rained. All day.|no"), kept + "Anna\nso\nAnna\nno\nAnna\nyes\nI went home. And slept.\nso\nIt rained. All day.\nno\n"},
		{"a heading between turns", strings.Replace(rows("Anna|so", "Part two", "Ben|no", "Anna|yes"), "<w:tcPr/>"+wp(wr("Part two")), `<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>`+wp(wr("Part two")), 1), "Anna: so\nPart two\nBen: no\nAnna: yes\n"},
		{"a cell further right", strings.Replace(rows("Anna|so", "and so", "Ben|no", "Anna|yes"), "<w:trPr/><w:tc><w:tcPr/>"+wp(wr("and so")), `<w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr/>`+wp(wr("and so")), 1), "Anna: so\nand so\nBen: no\nAnna: yes\n"},
		{"a row that was deleted", strings.Replace(rows("Anna|so", "Ben|no", "Anna|yes"), "<w:trPr/><w:tc><w:tcPr/>"+wp(wr("Ben")), `<w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:tcPr/>`+wp(wr("Ben")), 1), "x: tracked changes count as accepted: kept 0 insertions, left out 1 deletion\nAnna: so\nAnna: yes\n"},
		{"a table in a table", "<w:tbl><w:tr><w:tc>" + rows("Anna|so", "Ben|no", "Anna|yes") + wp() + "</w:tc></w:tr></w:tbl>", "Anna: so\nBen: no\nAnna: yes\n"},
		{"a table in what was said", "<w:tbl><w:tr><w:tc>" + wp(wr("Interviewer")) + "</w:tc><w:tc>" + wp(wr("so")) + rows("a|b", "c|d") + wp(wr("no")) + "</w:tc></w:tr></w:tbl>", kept + "Interviewer: so\na\nb\nc\nd\nno\n"},
		{"tables and lines", wp(wr("Anna: before")) + rows("Anna|so", "Ben|no", "Anna|yes") + wp(wr("Ben: after")) + rows("Ben|so", "Ben|no"), "Anna: before\nAnna: so\nBen: no\nAnna: yes\nBen: after\nBen: so\nBen: no\n"},
		{"a field that takes names", rows("Ben|so", "Anna|no") + rows("Ben|a", "Ben|b"), kept + "Ben\nso\nAnna\nno\nBen: a\nBen: b\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(t, docx(t, c.body), Options{})
			if i := strings.Index(got, "x: no line names a speaker"); i >= 0 {
				got = got[:i] + got[i+strings.Index(got[i:], "\n")+1:]
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Marks stay on their words, whatever column those stood in and however many
// tables stand before.
func TestMarksInTables(t *testing.T) {
	yellow := `<w:highlight w:val="yellow"/>`
	cells := func(cells ...string) string {
		var b strings.Builder
		for _, c := range cells {
			b.WriteString("<w:tc>" + c + "</w:tc>")
		}
		return "<w:tr>" + b.String() + "</w:tr>"
	}
	table := func(rows ...string) string { return "<w:tbl>" + strings.Join(rows, "") + "</w:tbl>" }
	turns := table(
		cells(wp(wr("0:10")), wp(wr("so "), wordRun(yellow, "it is"))+wp(wordRun(yellow, "and was"), wr(" so")), wp(wordRun("<w:b/>", "Anna"))),
		cells(wp(wr("0:20")), wp()+wp(wr("no "), `<w:commentRangeStart w:id="0"/>`, wr("never")), wp(wr("Ben"))),
		cells(wp(wr("0:30")), wp(wr("oh"), `<w:commentRangeEnd w:id="0"/>`, wr(" yes")), wp(`<w:commentRangeStart w:id="1"/>`, wr("Anna"), `<w:commentRangeEnd w:id="1"/>`)),
	)
	rest := wp(wordRun(yellow, "after"), wr(" that"))
	want := "highlight   \"yellow\": \"it is\\n\\nand was\"\n" + `comment Ana 2021-03-01 "One": "never\n\n[00:00:30] Anna: oh"` + "\n" +
		`comment Ana 2021-03-02 "Two": "oh yes"` + "\n" + `highlight   "yellow": "after"` + "\n" +
		"[00:00:10] Anna: so it is\nand was so\n[00:00:20] Ben: no never\n[00:00:30] Anna: oh yes\nafter that\n"
	for name, body := range map[string]string{
		"alone":   turns + rest,
		"in one":  table(cells(turns+wp())) + rest,
		"in many": strings.Repeat("<w:tbl><w:tr><w:tc>", 50) + turns + strings.Repeat("</w:tc></w:tr></w:tbl>", 50) + rest,
	} {
		if got := shown(t, docx(t, body, "comments", commentPart("One", "Two")), Options{}); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}
