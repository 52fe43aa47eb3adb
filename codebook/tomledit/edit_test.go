package tomledit

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// book is a file as people write them: comments everywhere, odd spacing.
const book = `# A codebook.

title = "Ana"   # hers

# --- money ---

# the first
[[code]]
id   =   "rent"   # short
  name = 'Rent'
tags = [
  "a", # one
  "b",
]
# below the last key

[code.extra]
seen = 2021-03-04

[[code]]
id = "bills"
# about the next
[[code]]
id = "debt"

# the end
`

func TestEdit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		src      string
		edits    []Edit
		old, new string // the one place that changes; old "" means src is made new
	}{
		{"a value, not the comment behind it", book, []Edit{Set("code[0]", "id", "dwelling")}, `"rent"   # short`, `"dwelling"   # short`},
		{"the same value in another spelling", book, []Edit{Set("code[0]", "name", "Rent")}, "Rent", "Rent"},
		{"a list of several lines", book, []Edit{Set("code[0]", "tags", []string{"c"})}, "[\n  \"a\", # one\n  \"b\",\n]", `["c"]`},
		{"a new key of the root", book, []Edit{Set(Root, "n", 1)}, "# hers\n", "# hers\nn = 1\n"},
		{"a new key behind a list, indented like it", book, []Edit{Set("code[0]", "n", 1)}, "]\n# below", "]\nn = 1\n# below"},
		{"a new key before the comment of the next table", book, []Edit{Set("code[1]", "n", 1)}, "\"bills\"\n#", "\"bills\"\nn = 1\n#"},
		{"a new key of a table below", book, []Edit{Set("code[0].extra", "n", 1)}, "2021-03-04\n", "2021-03-04\nn = 1\n"},
		{"a key removed with its comment", book, []Edit{Unset("code[0]", "id")}, "id   =   \"rent\"   # short\n", ""},
		{"a key of several lines removed", book, []Edit{Unset("code[0]", "tags")}, "tags = [\n  \"a\", # one\n  \"b\",\n]\n", ""},
		{"a key that is not there", book, []Edit{Unset("code[0]", "gone")}, "Rent", "Rent"},
		{"a table behind the last of its name", book, []Edit{Append("code", Pair{"id", "new"}, Pair{"n", 2})}, "\"debt\"\n", "\"debt\"\n\n[[code]]\nid = \"new\"\nn = 2\n"},
		{"two tables", book, []Edit{Append("code", Pair{"id", "x"}), Append("code", Pair{"id", "y"})}, "\"debt\"\n", "\"debt\"\n\n[[code]]\nid = \"x\"\n\n[[code]]\nid = \"y\"\n"},
		{"a table of a new name at the end", book, []Edit{Append("pair", Pair{"id", "x"})}, "# the end\n", "# the end\n\n[[pair]]\nid = \"x\"\n"},
		{"a table below an element", book, []Edit{Append("code[0].note", Pair{"id", "x"})}, "2021-03-04\n", "2021-03-04\n\n[[code.note]]\nid = \"x\"\n"},
		{"a table where no blank line is", book, []Edit{Append("code[1].note")}, "\"bills\"\n# about", "\"bills\"\n\n[[code.note]]\n\n# about"},
		{"a plain table", book, []Edit{Create("code[2].extra", Pair{"n", 1})}, "\"debt\"\n", "\"debt\"\n\n[code.extra]\nn = 1\n"},
		{"a table with what touches and lies below it", book, []Edit{Remove("code[0]")}, book[strings.Index(book, "# the first"):strings.Index(book, "[[code]]\nid = \"bills\"")], ""},
		{"a table below", book, []Edit{Remove("code[0].extra")}, "[code.extra]\nseen = 2021-03-04\n\n", ""},
		{"the last table, the end of the file stays", book, []Edit{Remove("code[2]")}, "# about the next\n[[code]]\nid = \"debt\"\n", ""},
		{"addresses mean the file as it was", book, []Edit{Remove("code[0]"), Set("code[2]", "id", "x"), Remove("code[1]"), Append("code", Pair{"id", "y"})},
			book[strings.Index(book, "# the first"):strings.Index(book, "\n# the end")], "# about the next\n[[code]]\nid = \"x\"\n\n[[code]]\nid = \"y\"\n"},
		{"a key and a table at one place", "[a]\nb = 1", []Edit{Append("c"), Set("a", "d", 1)}, "1", "1\nd = 1\n\n[[c]]"},

		{"CR LF stays", "[[a]]\r\nb = 1\r\n", []Edit{Set("a[0]", "c", "x\ny"), Append("a")}, "1\r\n", "1\r\nc = \"\"\"\r\nx\r\ny\"\"\"\r\n\r\n[[a]]\r\n"},
		{"no line end stays", "a = 1", []Edit{Set(Root, "b", 2)}, "1", "1\nb = 2"},
		{"no line end stays, CR LF", "a = 1\r\n[[b]]", []Edit{Set("b[0]", "c", 2), Append("b")}, "[[b]]", "[[b]]\r\nc = 2\r\n\r\n[[b]]"},
		{"no line end, the last line goes", "a = 1\nb = 2", []Edit{Unset(Root, "b")}, "\nb = 2", ""},
		{"no line end, all goes", "a = 1", []Edit{Unset(Root, "a")}, "a = 1", ""},
		{"an empty file", "", []Edit{Set(Root, "a", 1)}, "", "a = 1\n"},
		{"an empty file gets a table", "", []Edit{Append("a", Pair{"b", 1})}, "", "[[a]]\nb = 1\n"},
		{"a byte-order mark stays in front", "\ufeff[[a]]\n", []Edit{Set(Root, "b", 1)}, "[[a]]", "b = 1\n\n[[a]]"},
		{"the first keys of the root", "# about a\n[a]\n", []Edit{Set(Root, "x", 1), Set(Root, "y", 2)}, "# about a", "x = 1\ny = 2\n\n# about a"},
		{"the first key below a comment of the file", "# a file\n", []Edit{Set(Root, "x", 1)}, "file\n", "file\nx = 1\n"},
		{"indented keys", "[a]\n\tb = 1\n", []Edit{Set("a", "c", 2)}, "1\n", "1\n\tc = 2\n"},
		{"the only table with blank lines before", "x = 1\n\n\n[a]\n\n", []Edit{Remove("a")}, "\n\n[a]\n\n", ""},
		{"a table that others only imply", "[a.b]\nx = 1\n[c]\n", []Edit{Remove("a.b")}, "[a.b]\nx = 1\n", ""},
		{"quoted names", "[\"a b\".c]\n\"d.e\" = 1\n", []Edit{Set(`"a b".c`, "d.e", 2), Set(`"a b".c`, "ö", 3)}, "1\n", "2\n\"ö\" = 3\n"},
		{"a table in one far away", "[[a]]\n[[b]]\n[a.c]\n[d]\n", []Edit{Append("a[0].e")}, "[a.c]\n", "[a.c]\n\n[[a.e]]\n\n"},
		{"a removed table in pieces", "[[a]]\n\n[[b]]\n\n[a.c]\nx = 1\n\n[d]\n", []Edit{Remove("a[0]")}, "[[a]]\n\n[[b]]\n\n[a.c]\nx = 1\n\n[d]", "[[b]]\n\n[d]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, problems := Parse("f.toml", []byte(tt.src))
			if problems != nil {
				t.Fatal(problems)
			}
			if tt.old != "" && strings.Count(tt.src, tt.old) != 1 && tt.old != tt.new {
				t.Fatalf("%q does not stand once in the source", tt.old)
			}
			want := strings.Replace(tt.src, tt.old, tt.new, 1)
			got, err := f.Edit(tt.edits...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got.Source)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValuesAreWritten(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 3600)
	long := strings.Repeat("x", 30)
	tests := []struct {
		value any
		want  string
	}{
		{"a \"b\" \\ \t\x00\u0085é", `k = "a \"b\" \\ \t\u0000\u0085é"`},
		{"", `k = ""`},
		{"one\n\ntwo\\", "k = \"\"\"\none\n\ntwo\\\\\"\"\""},
		{"\n", "k = \"\"\"\n\n\"\"\""},
		{"a\n\"\"\"\" and \"b\"", "k = \"\"\"\na\n\"\\\"\"\\\" and \"b\\\"\"\"\""},
		{"a\r\nb", "k = \"\"\"\na\\r\nb\"\"\""},
		{"a\n<<<<<<< HEAD\nb", `k = "a\n<<<<<<< HEAD\nb"`},
		{true, "k = true"},
		{-3, "k = -3"},
		{int64(math.MaxInt64), "k = 9223372036854775807"},
		{2.0, "k = 2.0"},
		{1e30, "k = 1e+30"},
		{-0.1, "k = -0.1"},
		{math.Inf(-1), "k = -inf"},
		{math.NaN(), "k = nan"},
		{time.Date(2021, 3, 4, 10, 11, 12, 999, zone), "k = 2021-03-04T09:11:12Z"},
		{Date("2021-03-04"), "k = 2021-03-04"},
		{[]string{}, "k = []"},
		{[]string{"a", "b\nc"}, `k = ["a", "b\nc"]`},
		{[]string{long, long}, `k = ["` + long + `", "` + long + `"]`},
		{[]string{long, long, "80yy"}, `k = ["` + long + `", "` + long + `", "80yy"]`},
		{[]string{long, long, "81yyy"}, "k = [\n  \"" + long + "\",\n  \"" + long + "\",\n  \"81yyy\",\n]"},
		{[]string{long + long + long}, `k = ["` + long + long + long + `"]`},
		{[]any{1, "a", []any{true}}, `k = [1, "a", [true]]`},
		{Inline{{"quote", "yes"}, {"a b", 1}}, `k = { quote = "yes", "a b" = 1 }`},
		{Inline{}, `k = {}`},
	}
	for _, tt := range tests {
		f, _ := Parse("f", nil)
		got, err := f.Edit(Set(Root, "k", tt.value))
		if err != nil {
			t.Errorf("%#v: %v", tt.value, err)
			continue
		}
		if diff := cmp.Diff(tt.want+"\n", string(got.Source)); diff != "" {
			t.Errorf("%#v (-want +got):\n%s", tt.value, diff)
		}
	}
}

func TestEditsAreRefused(t *testing.T) {
	t.Parallel()
	src := "a.b = 1\nc = [1]\n[d]\n[[e]]\n[f.g]\nx = 1\n"
	tests := []struct {
		name  string
		edits []Edit
		want  string
	}{
		{"no such table", []Edit{Set("e[1]", "x", 1)}, `f.toml: x of [e[1]]: there is no such table`},
		{"nothing to remove", []Edit{Remove("z")}, `f.toml: [z]: there is no such table`},
		{"the root is not to be removed", []Edit{Remove(Root)}, `f.toml: []: there is no such table`},
		{"dotted", []Edit{Set(Root, "a", 1)}, `f.toml: a: line 1 writes it with dots; write it as a = { … } there to have it changed`},
		{"a table", []Edit{Set(Root, "d", 1)}, `f.toml: d: line 3 makes it a table; change the keys of that`},
		{"an implied table", []Edit{Unset(Root, "f")}, `f.toml: f: line 5 makes it a table; change the keys of that`},
		{"already there", []Edit{Create("d")}, `f.toml: [d]: it is there already`},
		{"not a list of tables", []Edit{Append("c")}, `f.toml: [c]: it is there already, and not as [[c]] tables`},
		{"nothing above", []Edit{Append("e[7].x")}, `f.toml: [e[7].x]: there is no table above "e[7].x" to put it into`},
		{"bad text", []Edit{Set("d", "x", "\xff")}, `f.toml: x: the text is not UTF-8`},
		{"bad date", []Edit{Set("d", "x", Date("2021-02-30"))}, `f.toml: x: "2021-02-30" is not a date; one looks like 2021-03-04`},
		{"no such type", []Edit{Append("e", Pair{"x", struct{}{}})}, `f.toml: x: a value of type struct {} has no form in a file`},
		{"twice the same value", []Edit{Set(Root, "c", 1), Set(Root, "c", 2)}, `f.toml: two changes of the same place contradict each other, so nothing was changed`},
		{"set and unset", []Edit{Set(Root, "c", 1), Unset(Root, "c")}, `f.toml: two changes of the same place contradict each other, so nothing was changed`},
		{"twice the same new key", []Edit{Set("d", "x", 1), Set("d", "x", 2)}, `f.toml cannot be changed in this way, so nothing was; the result would not read: f.toml:5:1: x is set twice; first at line 4`},
		{"in a table that goes", []Edit{Remove("d"), Set("d", "x", 2)}, `f.toml cannot be changed in this way, so nothing was; the result would say something else than was meant`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, problems := Parse("f.toml", []byte(src))
			if problems != nil {
				t.Fatal(problems)
			}
			_, err := f.Edit(tt.edits...)
			if err == nil {
				t.Fatal("the edit was made")
			}
			if diff := cmp.Diff(tt.want, strings.TrimPrefix(err.Error(), "f.toml: f.toml")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlock(t *testing.T) {
	t.Parallel()
	f, _ := Parse("f.toml", []byte(book))
	for a, want := range map[Address]string{
		"code[0]":       book[strings.Index(book, "# the first"):strings.Index(book, "\n[[code]]\nid = \"bills\"")],
		"code[0].extra": "[code.extra]\nseen = 2021-03-04\n",
		"code[1]":       "[[code]]\nid = \"bills\"\n",
		"code[2]":       "# about the next\n[[code]]\nid = \"debt\"\n",
		"code[3]":       "",
		Root:            "",
	} {
		s, ok := f.Block(a)
		if ok != (want != "") || book[s.Start:s.End] != want {
			t.Errorf("Block(%q) = %q, %v, want %q", a, book[s.Start:s.End], ok, want)
		}
	}
	if f, _ := Parse("f.toml", []byte("[[a]]\n[b]\n[a.c]\n")); f != nil {
		if s, ok := f.Block("a[0]"); ok {
			t.Errorf("a table in pieces is one block %v", s)
		}
	}
}

func TestLookups(t *testing.T) {
	t.Parallel()
	f, _ := Parse("f.toml", []byte(book))
	if n := f.Count("code"); n != 3 {
		t.Errorf("Count(code) = %d", n)
	}
	if n := f.Count("cod"); n != 0 {
		t.Errorf("Count(cod) = %d", n)
	}
	for _, tt := range []struct {
		table        Address
		key          string
		line, column int
	}{
		{Root, "title", 3, 1},
		{Root, "gone", 0, 0},
		{"code[0]", "name", 10, 3},
		{"code[0]", "gone", 8, 1},
		{Nth("code", 2), "id", 24, 1},
		{"code[3]", "id", 0, 0},
	} {
		if l, c := f.Place(tt.table, tt.key); l != tt.line || c != tt.column {
			t.Errorf("Place(%q, %q) = %d:%d, want %d:%d", tt.table, tt.key, l, c, tt.line, tt.column)
		}
	}
}
