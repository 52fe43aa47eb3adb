package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const ordered = `title = "Order"

[[theme]]
id = "a"
[[theme]]
id = "b"

# the first that was found
[[quote]]
theme = "a"
transcript = "one"
quote = "a1" # of a

[[quote]]
theme = "b"
transcript = "one"
quote = "b1"

# ------------ the rest

[[quote]]
theme = "a"
transcript = "one"
quote = "a2"


[[quote]]
theme = "a"
transcript = "one"
quote = "a3"`

func TestMoveQuote(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, ordered)
	for _, tt := range []struct {
		quote, to int
		want      string
	}{{3, 1, "a3 b1 a1 a2"}, {0, 3, "a2 b1 a3 a1"}, {2, 2, "a1 b1 a2 a3"}, {0, 2, "a2 b1 a1 a3"}, {1, 1, "a1 b1 a2 a3"}} {
		src, err := m.MoveQuote(tt.quote, tt.to)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range decodeSound(t, string(src)).Quotes {
			got = append(got, q.Quote)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("quote %d as number %d: %s, want %s", tt.quote, tt.to, got, tt.want)
		}
	}
	src, _ := m.MoveQuote(0, 3)
	want := strings.NewReplacer(
		"# the first that was found\n[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"a1\" # of a\n", "[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"a2\"\n",
		"quote = \"a2\"\n", "quote = \"a3\"\n",
		"[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"a3\"", "# the first that was found\n[[quote]]\ntheme = \"a\"\ntranscript = \"one\"\nquote = \"a1\" # of a",
	).Replace(ordered)
	if diff := cmp.Diff(want, string(src)); diff != "" {
		t.Errorf("the first as the last (-want +got):\n%s", diff)
	}
	for _, tt := range []struct {
		quote, to int
		want      string
	}{{0, 4, `theme "a" has 3 quotations, so none can be number 4`}, {0, 0, `so none can be number 0`}, {9, 1, `holds 4 quotes, so there is no number 10`}} {
		if _, err := m.MoveQuote(tt.quote, tt.to); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("quote %d as number %d: %v", tt.quote, tt.to, err)
		}
	}
}

// Moving changes the order of a theme's own quotations and nothing else, and moving
// back gives the bytes back.
func TestMoveQuoteAndBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("[[theme]]\nid = \"a\"\n[[theme]]\nid = \"b\"\n")
		gap := rapid.SampledFrom([]string{"", "\n", "\n# apart\n\n", "# touches\n", "\n\n"})
		n := rapid.IntRange(1, 7).Draw(t, "quotes")
		for i := range n {
			fmt.Fprintf(&b, "%s[[quote]]\ntheme = %q\ntranscript = \"one\"\nquote = \"q%d\"\n", gap.Draw(t, "gap"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "theme"), i)
		}
		src := b.String()
		if rapid.Bool().Draw(t, "crlf") {
			src = strings.ReplaceAll(src, "\n", "\r\n")
		}
		m, _ := Decode("m.toml", []byte(src))
		i := rapid.IntRange(0, n-1).Draw(t, "quote")
		places := m.QuotesOf(m.Quotes[i].Theme)
		to := rapid.IntRange(1, len(places)).Draw(t, "to")
		moved, err := m.MoveQuote(i, to)
		if err != nil {
			t.Fatal(err)
		}
		after, _ := Decode("m.toml", moved)
		if got := after.Quotes[places[to-1]].said(); got != m.Quotes[i].said() {
			t.Fatalf("number %d is %q, not %q", to, got.Quote, m.Quotes[i].Quote)
		}
		for k, q := range m.Quotes {
			if q.Theme != m.Quotes[i].Theme && after.Quotes[k].said() != q.said() {
				t.Fatalf("quote %d of another theme is %q", k, after.Quotes[k].Quote)
			}
		}
		back, err := after.MoveQuote(places[to-1], slices.Index(places, i)+1)
		if err != nil || string(back) != src {
			t.Fatalf("moved back it is (%v)\n%s\nnot\n%s", err, back, src)
		}
	})
}
