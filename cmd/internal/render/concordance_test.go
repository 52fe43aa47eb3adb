package render

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is said, no line is wider than the terminal, each holds its node, and all
// nodes begin in the same column.
func TestConcordanceIsAligned(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := kwic()
		r.Table.Rows = nil
		node := rapid.SampledFrom([]string{"snow", "Schnee", "雪が降る", "s\u0301now"})
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			text := func(what string) string { return anyText().Draw(t, what) }
			r.Table.Rows = append(r.Table.Rows, []any{text("place"), text("speaker"), text("before"), node.Draw(t, "node"), text("after")})
		}
		limit := rapid.IntRange(leastWidth, 120).Draw(t, "width")
		var b bytes.Buffer
		if err := Write(&b, r, Options{Format: Text, Width: limit}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(b.String(), "\n")[4:][:len(r.Table.Rows)]
		column := -1
		for i, line := range lines {
			if width(line) > limit {
				t.Fatalf("%q is %d wide, more than %d", line, width(line), limit)
			}
			at := strings.LastIndex(line, "«"+r.Table.Rows[i][3].(string)+"»")
			if at < 0 {
				if limit > 60 {
					t.Fatalf("%q does not hold its node", line)
				}
				continue // it was cut
			}
			if before := width(line[:at]); column < 0 {
				column = before
			} else if before != column {
				t.Fatalf("nodes begin in columns %d and %d:\n%s", column, before, b.String())
			}
		}
	})
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text        string
		limit       int
		first, last string
	}{
		{"one two", 7, "one two", "one two"},
		{"one two three", 8, "one two", "three"},
		{"one two three", 7, "one two", "three"},
		{"one two three", 9, "one two", "two three"},
		{"one two three", 0, "", ""},
		{"incomprehensibilities", 5, "incom", "ities"},
		{"冬天很暖和", 5, "冬天", "暖和"},
	} {
		if got := firstColumns(test.text, test.limit); got != test.first {
			t.Errorf("the first %d columns of %q are %q, want %q", test.limit, test.text, got, test.first)
		}
		if got := lastColumns(test.text, test.limit); got != test.last {
			t.Errorf("the last %d columns of %q are %q, want %q", test.limit, test.text, got, test.last)
		}
	}
}
