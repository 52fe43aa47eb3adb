package reader

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// workbookOf returns a workbook with the parts that are given, and for those that
// are not, ones that name a single sheet "Talk".
func workbookOf(t fataler, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml":            workbookXML(`<sheet name="Talk" sheetId="1" r:id="rId1"/>`),
		"xl/_rels/workbook.xml.rels": relsXML("worksheet worksheets/sheet1.xml"),
	}
	for name, text := range parts {
		all[name] = text
	}
	return zippedParts(t, all)
}

func workbookXML(sheets string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>` + sheets + `</sheets></workbook>`
}

// relsXML returns relations rId1, rId2 and so on, each "type target".
func relsXML(relations ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, r := range relations {
		kind, target, _ := strings.Cut(r, " ")
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, i+1, kind, target)
	}
	return b.String() + "</Relationships>"
}

// sheetXML returns a sheet of those rows, and whatever stands behind them.
func sheetXML(rows, behind string) string {
	return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData>` + behind + `</worksheet>`
}

// rowXML returns a row of texts in the cells.
func rowXML(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(`<c t="inlineStr"><is><t xml:space="preserve">`)
		if err := xml.EscapeText(&b, []byte(c)); err != nil {
			panic(err)
		}
		b.WriteString("</t></is></c>")
	}
	return "<row>" + b.String() + "</row>"
}

const sheet1 = "xl/worksheets/sheet1.xml"

// shownIn returns what a cell of a sheet with those styles and shared texts shows.
func shownIn(t *testing.T, cell, styles, shared string) string {
	t.Helper()
	src := workbookOf(t, map[string]string{
		sheet1:                 sheetXML(rowXML("text", "note")+"<row>"+rowXML("So.")[len("<row>"):len(rowXML("So."))-len("</row>")]+cell+"</row>", ""),
		"xl/styles.xml":        styles,
		"xl/sharedStrings.xml": shared,
	})
	r := read(t, "x.xlsx", src, Options{Columns: Columns{Text: "note"}})
	return r.Transcripts[0].Text(r.Transcripts[0].TurnSpan(0))
}

func TestCellsShow(t *testing.T) {
	const shared = `<sst><si><t>zero</t></si><si><r><t xml:space="preserve">a </t></r><r><rPr><b/></rPr><t>b</t></r><rPh><t>kana</t></rPh></si><si/><si><t>x_x000D_y_x005F_z_xyz_</t></si></sst>`
	for cell, want := range map[string]string{
		`<c t="s"><v>0</v></c>`:                                        "zero",
		`<c t="s"><v> 1 </v></c>`:                                      "a b",
		`<c t="s"><v>3</v></c>`:                                        "x\n\ny_z_xyz_",
		`<c t="b"><v>1</v></c>`:                                        "TRUE",
		`<c t="b"><v>0</v></c>`:                                        "FALSE",
		`<c t="e"><v>#N/A</v></c>`:                                     "#N/A",
		`<c t="d"><v>2021-02-03</v></c>`:                               "2021-02-03",
		`<c t="str"><f>A1&amp;"!"</f><v>So.!</v></c>`:                  "So.!",
		`<c><f>1+1</f><v>2</v></c>`:                                    "2",
		`<c><v>12.0</v></c>`:                                           "12",
		`<c><v>0.30000000000000004</v></c>`:                            "0.3",
		`<c><v>1.5E+3</v></c>`:                                         "1500",
		`<c><v>123456789012345678</v></c>`:                             "123456789012345678",
		`<c><v>1E+300</v></c>`:                                         "1e+300",
		`<c><v>-0.5</v></c>`:                                           "-0.5",
		`<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>`: "ab",
	} {
		if got := shownIn(t, cell, "", shared); got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
}

func TestNumbersShow(t *testing.T) {
	for _, c := range []struct{ code, number, want string }{
		{"General", "44230", "44230"}, {"0.00", "44230.5", "44230.5"}, {`0" days"`, "3", "3"}, {`[Red]0;[Blue]-0`, "3", "3"}, {`#,##0\d`, "3", "3"}, {"@", "3", "3"}, {"", "3", "3"},
		{"yyyy-mm-dd", "44230", "2021-02-03"}, {"d/m/yy", "44230.75", "2021-02-03"}, {"mmm", "44230", "2021-02-03"}, {`[$-409]d\-mmm\-yy;@`, "44230", "2021-02-03"},
		{"m/d/yy h:mm", "44230.604166666664", "2021-02-03T14:30:00"}, {"YYYY", "1", "1900-01-01"}, {"yyyy", "59", "1900-02-28"}, {"yyyy", "61", "1900-03-01"},
		{"h:mm", "0.5", "12:00"}, {"h:mm:ss", "0.000057870370370370373", "0:00:05"}, {"h:mm", "44230.25", "6:00"}, {"[h]:mm:ss", "1.5", "36:00:00"}, {"[hh]:mm", "1.5", "36:00"},
		{"mm:ss", "0.0007291666666666667", "01:03"}, {"mm:ss.0", "0.000005787037", "00:00.500"}, {"mm:ss", "0.0423611111111", "1:01:00"}, {"[mm]:ss", "0.0423611111111", "1:01:00"}, {"h:mm AM/PM", "0.75", "18:00"},
		{"yyyy", "-1", "-1"}, {"yyyy", "1e300", "1e+300"}, {"yyyy", "nonsense", "nonsense"}, {`"open`, "1", "1"}, {"[open", "1", "1"}, {`"d"0`, "1", "1"}, {`0_d*y`, "1", "1"},
	} {
		if got := parseFormat(c.code).show(c.number, 0); got != c.want {
			t.Errorf("%s as %q shows %q, want %q", c.number, c.code, got, c.want)
		}
	}
	for id, want := range map[int]string{0: "44230.5", 9: "44230.5", 14: "2021-02-03", 20: "12:00", 22: "2021-02-03T12:00:00", 31: "2021-02-03", 46: "1061532:00:00", 49: "44230.5", 165: "2021-02-03", 20_000: "44230.5"} {
		styles := fmt.Sprintf(`<styleSheet><numFmts><numFmt numFmtId="165" formatCode="dd.mm.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="%d"/></cellXfs><dxfs><xf/></dxfs></styleSheet>`, id)
		if got := shownIn(t, `<c s="1"><v>44230.5</v></c>`, styles, ""); got != want {
			t.Errorf("format %d shows %q, want %q", id, got, want)
		}
	}
	src := workbookOf(t, map[string]string{
		"xl/workbook.xml": strings.Replace(workbookXML(`<sheet name="Talk" sheetId="1" r:id="rId1"/>`), "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1),
		sheet1:            sheetXML(rowXML("text", "note")+`<row><c s="0"><v>0</v></c></row>`, ""),
		"xl/styles.xml":   `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`,
	})
	if body := read(t, "x.xlsx", src, Options{}).Transcripts[0].Body; body != "Speaker: 1904-01-01\n" {
		t.Errorf("day 0 of 1904 is %q", body)
	}
}

func TestSheetsAreChosen(t *testing.T) {
	talk := func(said string) string { return sheetXML(rowXML("speaker", "text")+rowXML("Ana", said), "") }
	src := func(sheets string) []byte {
		return workbookOf(t, map[string]string{
			"xl/workbook.xml":            workbookXML(sheets),
			"xl/_rels/workbook.xml.rels": relsXML("worksheet worksheets/sheet1.xml", "worksheet /xl/worksheets/sheet2.xml", "worksheet worksheets/sheet3.xml", "worksheet worksheets/sheet4.xml", "chartsheet chartsheets/sheet1.xml"),
			sheet1:                       sheetXML("<row><c/><c><f>1</f></c></row>", ""),
			"xl/worksheets/sheet2.xml":   sheetXML(rowXML("Read me.")+rowXML("Then go on."), ""),
			"xl/worksheets/sheet3.xml":   talk("three"),
			"xl/worksheets/sheet4.xml":   talk("four"),
			"xl/chartsheets/sheet1.xml":  "<chartsheet/>",
		})
	}
	const all = `<sheet name="A chart" r:id="rId5"/><sheet name="Empty" r:id="rId1"/><sheet name="About" r:id="rId2"/><sheet name="Day 1" r:id="rId3" state="hidden"/><sheet name="Day 2" r:id="rId4"/>`
	for _, c := range []struct{ sheets, sheet, want, warnings string }{
		{all, "", "four", `x.xlsx: sheet "Day 2" was read, and no other: "About", "Day 1"; read another with: --columns sheet=NAME`},
		{all, "day 1", "three", ""},
		{all, "3", "three", ""},
		{`<sheet name="About" r:id="rId2"/><sheet name="Day 1" r:id="rId3" state="veryHidden"/>`, "2", "three", ""},
		{`<sheet name="Day 1" r:id="rId3" state="veryHidden"/>`, "", "three", `x.xlsx: sheet "Day 1" is hidden in the workbook, and was read`},
		{`<sheet name="Day 1" r:id="rId3"/><sheet name="Again" r:id="rId3"/><sheet name="No such" r:id="rId9"/>`, "", "three", ""},
	} {
		r := read(t, "x.xlsx", src(c.sheets), Options{Columns: Columns{Sheet: c.sheet}})
		if got := strings.Join(sentences(r.Warnings), "\n"); r.Transcripts[0].Body != "Ana: "+c.want+"\n" || got != c.warnings {
			t.Errorf("%s %q: %q, warnings %q", c.sheets, c.sheet, r.Transcripts[0].Body, got)
		}
	}
	for sheet, want := range map[string]string{
		"dya 1": `x.xlsx: no sheet is called "dya 1"; did you mean Day 1? There are: "Empty", "About", "Day 1", "Day 2"`,
		"9":     `x.xlsx: no sheet is called "9"; there are: "Empty"`,
		"Empty": "x.xlsx: holds no words",
		"About": "no column is known to hold what was said",
	} {
		_, err := Read(context.Background(), "x.xlsx", src(all), Options{Columns: Columns{Sheet: sheet}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("sheet %q: %v, want %s", sheet, err, want)
		}
	}
	_, err := Read(context.Background(), "x.xlsx", src(`<sheet name="About" r:id="rId2"/><sheet name="Day 1" r:id="rId3" state="hidden"/>`), Options{})
	if err == nil || !strings.Contains(err.Error(), `sheet "About" was read, others with --columns sheet=NAME: "Day 1"`) {
		t.Errorf("a hidden table behind a visible page: %v", err)
	}
}

func TestMergedAndHiddenCells(t *testing.T) {
	rows := `<row r="1">` + cellsXML("A1 speaker", "B1 text", "C1 codes", "E1 room") + `</row>` +
		`<row r="3" hidden="1">` + cellsXML("A3 Ana", "B3 So.", "C3 a; b") + `</row>` +
		`<row r="4">` + cellsXML("B4 Well.") + `</row>` +
		`<row r="5">` + cellsXML("A5 Ben", "B5 Yes.", "E5 hall") + `</row>` +
		`<row r="1048576">` + cellsXML("B1048576 The end.") + `</row>`
	src := workbookOf(t, map[string]string{
		sheet1: sheetXML(rows, `<mergeCells><mergeCell ref="A3:A4"/><mergeCell ref="C3:D4"/><mergeCell ref="C5:C9"/><mergeCell ref="B3"/><mergeCell ref="no:thing"/></mergeCells>`),
	})
	r := read(t, "x.xlsx", src, Options{})
	if want := "Ana: So.\n\nAna: Well.\n\nBen: Yes.\n\nBen: The end.\n"; r.Transcripts[0].Body != want {
		t.Errorf("%q", r.Transcripts[0].Body)
	}
	var tags []string
	for _, m := range r.Marks {
		tags = append(tags, m.Text+" "+r.Transcripts[0].Text(m.Span))
	}
	if diff := cmp.Diff([]string{"a So.", "b So.", "a Well.", "b Well."}, tags); diff != "" {
		t.Error("tags: -want +got\n" + diff)
	}
	want := []string{`x.xlsx: columns that were not read: "room"`, "x.xlsx:3: this row is hidden in the sheet, and was read"}
	if diff := cmp.Diff(want, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	// In a survey a group stands beside all of its respondents.
	rows = `<row>` + cellsXML("A1 id", "B1 town", "C1 why") + `</row><row>` + cellsXML("A2 1", "B2 Moss", "C2 So.") + `</row><row>` + cellsXML("A3 2") + `</row>`
	src = workbookOf(t, map[string]string{sheet1: `<worksheet><cols><col min="1" max="1" hidden="1"/><col min="4" max="99999999" hidden="true"/></cols>` +
		sheetXML(rows, `<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="C2:C3"/></mergeCells>`) + `</worksheet>`})
	r = read(t, "x.xlsx", src, Options{Columns: Columns{Respondent: "id", Questions: []string{"why"}}})
	if len(r.People) != 2 || len(r.People[1].Values) != 1 || r.People[1].Values[0].Text != "Moss" || r.Transcripts[0].Body != "1: So.\n" {
		t.Errorf("%+v, %q", r.People, r.Transcripts[0].Body)
	}
	if got := sentences(r.Warnings); len(got) != 1 || got[0] != "x.xlsx: columns that are hidden in the sheet were read: A" {
		t.Errorf("%q", got)
	}
}

// cellsXML returns cells of "place text".
func cellsXML(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		place, text, _ := strings.Cut(c, " ")
		fmt.Fprintf(&b, `<c r="%s" t="str"><v>%s</v></c>`, place, text)
	}
	return b.String()
}

func TestFormulasWithoutValues(t *testing.T) {
	src := workbookOf(t, map[string]string{sheet1: sheetXML(rowXML("text", "codes")+`<row r="2"><c t="inlineStr"><is><t>So.</t></is></c><c><f>A2</f></c></row><row r="3"><c t="str"><f>A2</f><v></v></c></row>`, "")})
	want := []string{
		`x.xlsx: no column names a speaker, so all is said by "Speaker"; if one does, name it with: --columns speaker=HEAD`,
		"x.xlsx:2: a cell of this row has a formula whose value the file does not hold; open it in a spreadsheet program and save it",
	}
	if diff := cmp.Diff(want, sentences(read(t, "x.xlsx", src, Options{}).Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestWorkbooksRefused(t *testing.T) {
	sheet := func(rows string) map[string]string {
		return map[string]string{sheet1: sheetXML(rowXML("text", "codes")+rows, "")}
	}
	merges := strings.Repeat(`<mergeCell ref="A1:A1048576"/>`, 3000)
	for name, c := range map[string]struct {
		parts map[string]string
		want  string
	}{
		"binary":          {map[string]string{"xl/workbook.bin": "x", "xl/workbook.xml": ""}, "holds no words"},
		"no sheet":        {map[string]string{}, "x.xlsx: holds no words"},
		"cut off":         {map[string]string{sheet1: "<worksheet><sheetData><row><c><v>1"}, "x.xlsx: xl/worksheets/sheet1.xml inside cannot be read ("},
		"cut off in text": {sheet(`<row><c t="inlineStr"><is><t>a`), "cannot be read (XML syntax error"},
		"entities":        {map[string]string{sheet1: `<!DOCTYPE x [<!ENTITY a "b">]>` + sheetXML("", "")}, "declares entities of its own"},
		"nested":          {sheet("<row>" + strings.Repeat("<x>", 600)), "nested more than 512 deep"},
		"no such text":    {sheet(`<row><c t="s"><v>7</v></c></row>`), "a cell refers to a text that is not there"},
		"no such column":  {sheet(`<row><c r="XFE1"><v>7</v></c></row>`), "a cell has no place that a sheet has"},
		"no such row":     {sheet(`<row r="1048577"><c><v>7</v></c></row>`), "a cell has no place that a sheet has"},
		"row nought":      {sheet(`<row r="0"><c><v>7</v></c></row>`), "a cell has no place that a sheet has"},
		"too wide":        {sheet(`<row>` + strings.Repeat("<c/>", maxColumns) + `<c><v>1</v></c></row>`), "a cell has no place that a sheet has"},
		"sparse":          {sheet(strings.Repeat(`<row><c r="XFD1"><v>1</v></c></row>`, maxGrid/maxColumns+1)), "holds more than 5000000 cells, or rows too wide"},
		"repeated":        {map[string]string{sheet1: sheetXML(strings.Repeat(`<row><c><v>1</v></c><c><v>2</v></c></row>`, 4000), "<mergeCells>"+merges+"</mergeCells>")}, "holds more than 5000000 cells"},
		"amplified": {map[string]string{"xl/sharedStrings.xml": "<sst><si><t>" + strings.Repeat("a b ", 1<<14) + "</t></si></sst>",
			sheet1: sheetXML(rowXML("text", "codes")+strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 1100), "")}, "it unpacks to more than a document holds"},
	} {
		_, err := Read(context.Background(), "x.xlsx", workbookOf(t, c.parts), Options{As: "xlsx"})
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "x.xlsx: ") {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	src := workbookOf(t, nil)
	src = bytes.ReplaceAll(src, []byte("xl/workbook.xml"), []byte("xl/workbook.bin"))
	if _, err := Read(context.Background(), "x", src, Options{}); err == nil || !strings.Contains(err.Error(), "is a workbook of a kind that is not read; save it as .xlsx or .csv") {
		t.Errorf("a binary workbook: %v", err)
	}
}

// A sheet whose rows are formatted down to the last.
func TestEmptyRows(t *testing.T) {
	var rows strings.Builder
	rows.WriteString(rowXML("speaker", "text") + rowXML("Ana", "So."))
	for n := 3; n <= maxRows; n++ {
		fmt.Fprintf(&rows, `<row r="%d" ht="15"/>`, n)
	}
	src := workbookOf(t, map[string]string{sheet1: sheetXML(rows.String(), "")})
	if r := read(t, "x.xlsx", src, Options{}); len(r.Transcripts[0].Turns) != 1 {
		t.Errorf("%d turns", len(r.Transcripts[0].Turns))
	}
}
