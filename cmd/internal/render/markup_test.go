package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"grounded/analysis/table"
)

var escapedPipe = regexp.MustCompile(`\\.`)

func TestMarkdownCellsStayCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := anyTable(anyText()).Draw(t, "table")
		tab.Columns[0].Heading = anyText().Draw(t, "heading")
		out := write(t, table.Report{Table: tab}, Options{Format: Markdown})
		if len(tab.Rows) == 0 {
			out = strings.TrimSuffix(out, "\n"+none+"\n")
		}
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if len(lines) != len(tab.Rows)+2 {
			t.Fatalf("%d lines for %d rows:\n%s", len(lines), len(tab.Rows), out)
		}
		for _, line := range lines {
			if n := strings.Count(escapedPipe.ReplaceAllString(line, ""), "|"); n != len(tab.Columns)+1 {
				t.Fatalf("%d bars for %d columns in %s", n, len(tab.Columns), line)
			}
		}
	})
}

// TestHTMLHoldsTheWords reads the page with a parser: every cell is one td, and
// its text is what was put in.
func TestHTMLHoldsTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := anyTable(anyText()).Draw(t, "table")
		out := write(t, table.Report{Title: anyText().Draw(t, "title"), Table: tab}, Options{Format: HTML})
		var got, want []string
		d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(out, "<!DOCTYPE html>\n")))
		d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
		known := map[string]bool{"html": true, "head": true, "meta": true, "title": true, "style": true, "body": true, "table": true, "caption": true,
			"thead": true, "tbody": true, "tr": true, "th": true, "td": true, "br": true, "mark": true}
		inCell := false
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in\n%s", err, out)
			}
			switch token := token.(type) {
			case xml.StartElement:
				if !known[token.Name.Local] {
					t.Fatalf("there is a %s in\n%s", token.Name.Local, out)
				}
				if token.Name.Local == "td" {
					inCell, got = true, append(got, "")
				}
				if token.Name.Local == "br" && inCell {
					got[len(got)-1] += "\n"
				}
			case xml.EndElement:
				inCell = inCell && token.Name.Local != "td"
			case xml.CharData:
				if inCell {
					got[len(got)-1] += strings.ReplaceAll(string(token), "\u00a0", " ")
				}
			}
		}
		for _, row := range tab.Rows {
			for j, v := range row {
				want = append(want, strings.ReplaceAll(table.Unmark(words(tab.Columns[j], v)), "\u00a0", " "))
			}
		}
		if len(tab.Rows) == 0 {
			want = []string{none}
		}
		if strings.Join(got, "\x00") != strings.Join(want, "\x00") {
			t.Fatalf("cells are %q, want %q", got, want)
		}
	})
}

var (
	latexKnown  = regexp.MustCompile(`\\(textbackslash|textasciicircum|textasciitilde|textless|textgreater|textbar)\{\}|\\[{}$&#_%]`)
	latexStyled = regexp.MustCompile(`\\textbf\{[^{}]*\}`)
)

func TestLaTeXEscapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := clean(anyText().Draw(t, "text"))
		rest := latexStyled.ReplaceAllString(latexKnown.ReplaceAllString(latex(text), ""), "")
		if strings.ContainsAny(rest, `\{}$&#_%^~<>|`) {
			t.Fatalf("latex(%q) leaves %q", text, rest)
		}
	})
}

func TestLaTeXRows(t *testing.T) {
	tests := []struct {
		name string
		c    cell
		want string
	}{
		{"what the \\\\ before would read", cell{text: "[2cm]"}, "{}[2cm]"},
		{"a star", cell{text: "*"}, "{}*"},
		{"depth", cell{text: "[x]", depth: 2}, `\hspace*{2em}[x]`},
		{"a line end where lines do not break", cell{text: "a\nb"}, "a b"},
		{"spaces at the beginning", cell{text: " a"}, "~a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := latexCell(tt.c, false); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestMarkdownParagraphs(t *testing.T) {
	tests := []struct{ text, want string }{
		{"# one", `\# one`},
		{"- one", `\- one`},
		{"> one", `\> one`},
		{"1. one", `1\. one`},
		{"1234) one", `1234\) one`},
		{"1.5 times", `1\.5 times`},
		{"R&D, AT&T;", `R&D, AT\&T;`},
		{"&copy; &#169;", `\&copy; \&#169;`},
		{"    indented", "indented"},
		{table.Mark("a*b"), `**a\*b**`},
	}
	for _, tt := range tests {
		if got := markdownParagraph(tt.text); got != tt.want {
			t.Errorf("markdownParagraph(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	f.Add("Title", "cell", "note", 80)
	f.Add("\x1b]0;t\a", "a|b\\|c\r\n"+table.MarkStart, "# note", 1)
	f.Add("", "\xff\ufdd1\ufdd0 \u202e", "", -5)
	f.Fuzz(func(t *testing.T, title, text, note string, width int) {
		tab := table.Table{
			Columns: []table.Column{{Name: "text", Heading: title, Words: true}, {Name: "depth", Type: table.Integer}, {Name: "list", Type: table.List}, {Name: "object", Type: table.Object}},
			Rows: [][]any{
				{text, 0, []string{text, note}, map[string]any{text: note}},
				{note, 2, []string{}, nil},
			},
		}
		for _, view := range []table.View{nil, table.Columns{Names: []string{"list", "text"}}, table.Tree{Label: "text", Depth: "depth", Lines: true},
			table.Pivot{Rows: []string{"depth"}, Across: "text", Values: []string{"list", "object"}},
			table.Cards{Head: []string{"text"}, Body: "list", Foot: []string{"object"}}} {
			for _, format := range Formats() {
				o := Options{Format: Format(format), Width: width % 300}
				once := written(t, table.Report{Title: title, Table: tab, View: view, Notes: []string{note}}, o)
				if again := written(t, table.Report{Title: title, Table: tab, View: view, Notes: []string{note}}, o); once != again {
					t.Errorf("%s is not the same twice", format)
				}
			}
		}
	})
}

func TestSeveralReportsAreOnePage(t *testing.T) {
	one := func(title string) table.Report {
		return table.Report{Title: title, Table: table.Table{Columns: []table.Column{{Name: "a"}}, Rows: [][]any{{title}}}}
	}
	var b bytes.Buffer
	if err := WriteAll(&b, []table.Report{one("First"), one("Second")}, Options{Format: HTML}); err != nil {
		t.Fatal(err)
	}
	for part, want := range map[string]int{"<!DOCTYPE html>": 1, "</html>": 1, "<table>": 2, "<title>First</title>": 1, "Second</caption>": 1} {
		if got := strings.Count(b.String(), part); got != want {
			t.Errorf("%s stands %d times, want %d, in\n%s", part, got, want, b.String())
		}
	}
}
