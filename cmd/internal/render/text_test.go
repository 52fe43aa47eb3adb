package render

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/go-cmp/cmp"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"pgregory.net/rapid"

	"grounded/analysis/table"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		text  string
		limit int
		want  []string
	}{
		{"nothing", "", 10, []string{""}},
		{"fits", "one two", 7, []string{"one two"}},
		{"at spaces", "one two three", 8, []string{"one two", "three"}},
		{"inner spaces stay", "a  b  cc dd", 7, []string{"a  b", "cc dd"}},
		{"indentation stays", "  one two three", 8, []string{"  one", "  two", "  three"}},
		{"newlines stay", "one\n\ntwo", 8, []string{"one", "", "two"}},
		{"a long word is broken", "to abcdefghij", 4, []string{"to", "abcd", "efgh", "ij"}},
		{"wide characters", "冬天很暖和", 4, []string{"冬天", "很暖", "和"}},
		{"combining marks stay with their letter", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"a character wider than the limit", "冬a", 1, []string{"冬", "a"}},
		{"marks take no room", "ab " + table.Mark("cd ef"), 5,
			[]string{"ab " + table.Mark("cd"), table.Mark("ef")}},
		{"a no-break space is no space", "aa\u00a0bb cc", 6, []string{"aa\u00a0bb", "cc"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, wrap(tt.text, tt.limit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestWrapKeepsTheWords(t *testing.T) {
	squeeze := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	rapid.Check(t, func(t *rapid.T) {
		text := table.Unmark(clean(anyText().Draw(t, "text")))
		limit := rapid.IntRange(1, 40).Draw(t, "limit")
		lines := wrap(text, limit)
		if got, want := squeeze(strings.Join(lines, "")), squeeze(text); got != want {
			t.Fatalf("wrap changed %q to %q", want, got)
		}
		for _, line := range lines {
			if w := width(line); w > limit && len(firstCharacter(strings.TrimLeft(line, " "))) != len(strings.TrimLeft(line, " ")) {
				t.Fatalf("%q is %d wide, more than %d", line, w, limit)
			}
		}
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
			// Indentation takes at most half of a line.
			if width(word) <= limit-limit/2 && !strings.Contains("\n"+strings.Join(lines, "\n")+"\n", word) {
				t.Fatalf("%q was broken to fit in %d: %q", word, limit, lines)
			}
		}
	})
}

func firstCharacter(s string) string {
	g := graphemes.FromString(s)
	if g.Next() {
		return g.Value()
	}
	return ""
}

var escape = regexp.MustCompile("\x1b\\[[0-9]+m")

// TestTextFits draws tables whose columns each have a letter of their own, so
// that the letters of the output tell whether anything was cut off.
func TestTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := []string{"a", "b", "冬", "é", "дo"}
		n := rapid.IntRange(2, len(letters)).Draw(t, "columns")
		var tab table.Table
		for j := range n {
			tab.Columns = append(tab.Columns, table.Column{Name: strings.Repeat("H", j+1), Words: rapid.Bool().Draw(t, "words")})
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := make([]any, n)
			for j := range row {
				words := rapid.SliceOfN(rapid.IntRange(1, 50), 1, 12).Draw(t, "words")
				for i, length := range words {
					if i > 0 {
						row[j] = row[j].(string) + " " + strings.Repeat(letters[j], length)
					} else {
						row[j] = strings.Repeat(letters[j], length)
					}
				}
			}
			tab.Rows = append(tab.Rows, row)
		}
		o := Options{Width: rapid.IntRange(30, 200).Draw(t, "width"), Color: rapid.Bool().Draw(t, "color")}
		out := escape.ReplaceAllString(write(t, table.Report{Table: tab}, o), "")
		for line := range strings.Lines(out) {
			if w := width(strings.TrimSuffix(line, "\n")); w > o.Width {
				t.Fatalf("a line is %d wide, more than %d:\n%s", w, o.Width, out)
			}
		}
		for j := 1; j < n; j++ {
			want := 0
			for _, row := range tab.Rows {
				want += strings.Count(row[j].(string), letters[j][:firstSize(letters[j])])
			}
			if got := strings.Count(out, letters[j][:firstSize(letters[j])]); got != want {
				t.Fatalf("%d of %d letters of column %d are left:\n%s", got, want, j, out)
			}
		}
	})
}

func firstSize(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// TestTextLinesUp puts the start of the second column at the same place in
// every line, whatever the characters before it.
func TestTextLinesUp(t *testing.T) {
	first := rapid.SampledFrom([]string{"a", "word", "冬天", "e\u0301te\u0301", "дом", "–", "ㅠ", " b", table.Mark("hit")})
	rapid.Check(t, func(t *rapid.T) {
		tab := table.Table{Columns: []table.Column{{Name: "A"}, {Name: "Z"}}}
		for range rapid.IntRange(1, 6).Draw(t, "rows") {
			tab.Rows = append(tab.Rows, []any{strings.Join(rapid.SliceOfN(first, 1, 4).Draw(t, "first"), ""), "Z"})
		}
		out := escape.ReplaceAllString(write(t, table.Report{Table: tab}, Options{Color: rapid.Bool().Draw(t, "color")}), "")
		at := -1
		for line := range strings.Lines(out) {
			before, _, ok := strings.Cut(line, "Z")
			if !ok {
				continue
			}
			if at < 0 {
				at = width(before)
			}
			if width(before) != at {
				t.Fatalf("the second column begins at %d and at %d:\n%s", at, width(before), out)
			}
		}
	})
}

// TestTextIsTheSameEverywhere holds that a locale of wide characters, which the
// library of tables reads from the environment, changes nothing.
func TestTextIsTheSameEverywhere(t *testing.T) {
	want := written(t, scripts(), Options{})
	before := twwidth.IsEastAsian()
	defer twwidth.SetEastAsian(before)
	twwidth.SetEastAsian(true)
	if diff := cmp.Diff(want, written(t, scripts(), Options{})); diff != "" {
		t.Errorf("(-narrow +wide):\n%s", diff)
	}
}

// TestNoControlCharacters holds that nothing in a report moves the cursor of a
// terminal: the only sequences are those of our own styles.
func TestNoControlCharacters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := table.Report{Title: anyText().Draw(t, "title"), Table: anyTable(anyText()).Draw(t, "table"), Notes: []string{anyText().Draw(t, "note")}}
		r.Table.Columns[0].Heading = anyText().Draw(t, "heading")
		if rapid.Bool().Draw(t, "cards") {
			name := r.Table.Columns[0].Name
			r.View = table.Cards{Head: []string{name}, Body: name, Foot: []string{name}}
		}
		color := rapid.Bool().Draw(t, "color")
		out := write(t, r, Options{Color: color})
		if color {
			out = escape.ReplaceAllString(out, "")
		}
		for _, c := range out {
			if c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 {
				t.Fatalf("%q is in the output:\n%q", c, out)
			}
		}
		if strings.Contains(out, table.MarkStart) || strings.Contains(out, table.MarkEnd) {
			t.Fatalf("a mark is left in the output: %q", out)
		}
	})
}

func TestDecimal(t *testing.T) {
	tests := []struct {
		v      float64
		digits int
		want   string
	}{
		{0.8149, 2, "0.81"},
		{-0.001, 2, "0.00"},
		{-0.006, 2, "-0.01"},
		{12345.6, 0, "12346"},
		{1, 3, "1.000"},
	}
	for _, tt := range tests {
		if got := decimal(tt.v, tt.digits); got != tt.want {
			t.Errorf("decimal(%v, %d) = %q, want %q", tt.v, tt.digits, got, tt.want)
		}
	}
}

func TestBranches(t *testing.T) {
	tests := []struct {
		name   string
		depths []int
		want   []string
	}{
		{"one root", []int{0}, []string{""}},
		{"a branch that ends", []int{0, 1, 2, 1}, []string{"", "├─ ", "│  └─ ", "└─ "}},
		{"the last branch goes deeper", []int{0, 1, 2, 0}, []string{"", "└─ ", "   └─ ", ""}},
		{"a level left out", []int{0, 2, 1}, []string{"", "│  └─ ", "└─ "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range branches(tt.depths, true) {
				got = append(got, c.branch)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A head that is too long goes on below between two items, and no line of it
// ends in the sign that parts them.
func TestHeadBreaksBetweenItems(t *testing.T) {
	p := page{width: 30}
	for _, c := range []struct{ items, want []string }{
		{[]string{"Rent", "interview-01 ¶3", "P01"}, []string{"Rent · interview-01 ¶3 · P01"}},
		{[]string{"Rent", "interview-01 ¶3", "P01", "00:00:09", "ana"}, []string{"Rent · interview-01 ¶3 · P01", "  00:00:09 · ana"}},
		{[]string{"A name that is longer than any line of it", "P01"}, []string{"A name that is longer than any", "line of it · P01"}},
	} {
		if diff := cmp.Diff(c.want, p.head(c.items)); diff != "" {
			t.Errorf("%q: -want +got\n%s", c.items, diff)
		}
	}
}
