package reader

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/transcript"
)

// drawTable draws a talk in which people say what tables are made of, and its
// rows: the columns in any order, with one more or not, a name left out where the
// one before speaks on, and codes.
func drawTable(t *rapid.T) (talk []turn, codes [][]string, rows [][]string) {
	talk = drawTalk(t, 3)
	odd := rapid.SliceOfN(rapid.SampledFrom([]string{`"`, `""`, ",", ";", "|", "\t", `"a",`, `b"`, "sep=;", "text", "'", "_x0041_", "]]>", "\u00a0"}), 0, 3)
	order := rapid.Permutation([]string{"Text", "speaker ", "TIME", "Codes", "row"}).Draw(t, "order")
	rows = [][]string{order}
	for i := range talk {
		u := &talk[i]
		for p := range u.Paragraphs {
			for _, o := range odd.Draw(t, "odd") {
				u.Paragraphs[p] += " " + o + " so"
			}
		}
		if i > 0 && rapid.Bool().Draw(t, "goes on") {
			u.Speaker = talk[i-1].Speaker
		}
		label := u.Speaker
		if i > 0 && talk[i-1].Speaker == label && rapid.Bool().Draw(t, "without a name") {
			label = ""
		}
		var tags []string
		for _, c := range []string{"well-off", "hopes, fears", "a|b"} {
			if i == 0 || rapid.Bool().Draw(t, "coded") {
				tags = append(tags, c)
			}
		}
		codes = append(codes, tags)
		cells := map[string]string{"Text": strings.Join(u.Paragraphs, "\n"), "speaker ": label, "TIME": u.Time.String(), "Codes": strings.Join(tags, "; "), "row": fmt.Sprint(i)}
		var row []string
		for _, head := range order {
			row = append(row, cells[head])
		}
		rows = append(rows, row)
	}
	return talk, codes, rows
}

// asDelimited writes rows as people's programs do: every cell in quotation marks,
// or those that need them.
func asDelimited(rows [][]string, comma string, all bool) string {
	var b strings.Builder
	for _, cells := range rows {
		for i, c := range cells {
			if i > 0 {
				b.WriteString(comma)
			}
			if all || strings.ContainsAny(c, comma+"\"\n") {
				c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
			}
			b.WriteString(c)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// asSheet writes rows with their texts in the cells, or shared.
func asSheet(t fataler, rows [][]string, shared bool) []byte {
	var sheet, texts strings.Builder
	n := 0
	for i, cells := range rows {
		fmt.Fprintf(&sheet, `<row r="%d">`, i+2)
		for column, c := range cells {
			if c == "" {
				continue
			}
			var text strings.Builder
			_ = xml.EscapeText(&text, []byte(strings.ReplaceAll(c, "_x0041_", "_x005F_x0041_")))
			place := fmt.Sprintf("%s%d", letters(column), i+2)
			if shared {
				fmt.Fprintf(&sheet, `<c r="%s" t="s"><v>%d</v></c>`, place, n)
				fmt.Fprintf(&texts, `<si><t xml:space="preserve">%s</t></si>`, &text)
				n++
			} else {
				fmt.Fprintf(&sheet, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, place, &text)
			}
		}
		sheet.WriteString("</row>")
	}
	return workbookOf(t, map[string]string{sheet1: sheetXML(sheet.String(), ""), "xl/sharedStrings.xml": "<sst>" + texts.String() + "</sst>"})
}

func TestTalksInTablesAreReadBack(t *testing.T) {
	for _, c := range []struct {
		format string
		write  func(*rapid.T, [][]string) []byte
	}{
		{"csv", func(t *rapid.T, rows [][]string) []byte {
			comma := rapid.SampledFrom([]string{",", ";", "|"}).Draw(t, "comma")
			start := rapid.SampledFrom([]string{"", "sep=" + comma + "\n", "\ufeff", "\n\n"}).Draw(t, "start")
			end := rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "line end")
			return []byte(strings.ReplaceAll(start+asDelimited(rows, comma, rapid.Bool().Draw(t, "all")), "\n", end))
		}},
		{"tsv", func(t *rapid.T, rows [][]string) []byte {
			return []byte(asDelimited(rows, "\t", rapid.Bool().Draw(t, "all")))
		}},
		{"xlsx", func(t *rapid.T, rows [][]string) []byte { return asSheet(t, rows, rapid.Bool().Draw(t, "shared")) }},
	} {
		t.Run(c.format, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				talk, codes, rows := drawTable(t)
				src := c.write(t, rows)
				r := read(t, "talk", src, Options{})
				if r.Format != c.format {
					t.Fatalf("read as %s:\n%s", r.Format, src)
				}
				tr := r.Transcripts[0]
				if diff := cmp.Diff(talk, turnsOf(tr)); diff != "" {
					t.Fatalf("%s\n-want +got\n%s", src, diff)
				}
				got := make([][]string, len(talk))
				for _, m := range r.Marks {
					n := tr.Paragraphs[tr.ParagraphAt(m.Span.Start)].Turn
					if whole, _ := tr.Clip(tr.TurnSpan(n)); m.Span != whole {
						t.Fatalf("%q is on %q, not on all of %q", m.Text, tr.Text(m.Span), tr.Text(whole))
					}
					got[n] = append(got[n], m.Text)
				}
				if diff := cmp.Diff(codes, got); diff != "" {
					t.Fatalf("codes: -want +got\n%s", diff)
				}
				if len(r.Warnings) != 1 || r.Warnings[0].Name != "columns-left-out" {
					t.Fatalf("%s\nwarnings %q", src, sentences(r.Warnings))
				}
			})
		})
	}
}

func TestAnswersInTablesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		answer := rapid.SliceOfN(rapid.SampledFrom([]string{"so", `"no"`, "a,b", "x;y", "10:30", "Note: it", "字", "\n"}), 0, 9)
		rows := [][]string{{"Id", "Town", "Why?", "Since when, and how?"}}
		want := map[string][]turn{}
		for i := range rapid.IntRange(1, 8).Draw(t, "respondents") {
			row := []string{fmt.Sprintf("r %d", i), "Moss"}
			for range 2 {
				row = append(row, strings.Join(answer.Draw(t, "answer"), " "))
			}
			rows = append(rows, row)
			for q, text := range row[2:] {
				if said := saidIn(row[0], transcript.Untimed, text); len(said.Paragraphs) > 0 {
					want[rows[0][2+q]] = append(want[rows[0][2+q]], turn{said.Speaker, said.Time, said.Paragraphs})
				}
			}
		}
		o := Options{As: "csv", Columns: Columns{Respondent: "id", Questions: []string{"why?", "D"}}}
		src := asDelimited(rows, rapid.SampledFrom([]string{",", ";"}).Draw(t, "comma"), true)
		if len(want) == 0 {
			return
		}
		r := read(t, "talk", []byte(src), o)
		got := map[string][]turn{}
		for _, tr := range r.Transcripts {
			got[strings.TrimPrefix(tr.Title, "talk: ")] = turnsOf(tr)
		}
		if diff := cmp.Diff(want, got); diff != "" || len(r.People) != len(rows)-1 {
			t.Fatalf("%s\n%d people; -want +got\n%s", src, len(r.People), diff)
		}
	})
}
