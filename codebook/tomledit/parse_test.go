package tomledit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
)

// shape writes down what Parse found: a line for each table and key, with the
// place and the bytes of the value.
func shape(f *File) string {
	var b strings.Builder
	for _, t := range f.Tables {
		if t.Line > 0 {
			fmt.Fprintf(&b, "%d: %s array=%v\n", t.Line, t.Address, t.Array)
		}
		for _, k := range t.Keys {
			fmt.Fprintf(&b, "%d:%d: %s = %s\n", k.Line, k.Column, strings.Join(k.Path, "·"), f.Source[k.Value.Start:k.Value.End])
		}
	}
	return b.String()
}

func TestParseFindsPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, src, want string }{
		{"empty", "", ""},
		{"only a comment", "# nothing\n", ""},
		{"values of every kind", `a = 1 # one
  b	=	"x # y" # z
c = 'it\'
d = [1, [2, "]"], {e = "}"}]
f = { g = 1, "h.i" = [ 2 ] }
j = 1979-05-27 07:32:00Z  # then
k = true`, `1:1: a = 1
2:3: b = "x # y"
3:1: c = 'it\'
4:1: d = [1, [2, "]"], {e = "}"}]
5:1: f = { g = 1, "h.i" = [ 2 ] }
6:1: j = 1979-05-27 07:32:00Z
7:1: k = true
`},
		{"text of several lines", "a = \"\"\"\n[b]\n\\\"\"\"\"\nc = '''\n'' = \n'''\nd = \"\"\"x\"\"\"\"\"\ne = \"\"\"\"\"\" # empty\n", `1:1: a = """
[b]
\""""
4:1: c = '''
'' = 
'''
7:1: d = """x"""""
8:1: e = """"""
`},
		{"a list over several lines", "a = [ # ]\n  'x', # [\n\n  \"y\",\n]\nb = 1\n", "1:1: a = [ # ]\n  'x', # [\n\n  \"y\",\n]\n6:1: b = 1\n"},
		{"tables and their elements", `t = 1
[a]
x = 1
[[b]]
[b.c]
y = 1
[[b.d]]
[[b.d]]
[b.d.e]
[[b]]
[[b.d]]
[ a . "f g" ]
`, `1:1: t = 1
2: a array=false
3:1: x = 1
4: b[0] array=true
5: b[0].c array=false
6:1: y = 1
7: b[0].d[0] array=true
8: b[0].d[1] array=true
9: b[0].d[1].e array=false
10: b[1] array=true
11: b[1].d[0] array=true
12: a."f g" array=false
`},
		{"dotted and quoted keys", "a.b . \"c d\" = 1\n\"\\u00e9\" = 2\n'\\u00e9' = 3\n\"\" = 4\n", `1:1: a·b·c d = 1
2:1: é = 2
3:1: \u00e9 = 3
4:1:  = 4
`},
		{"CR LF", "a = 1\r\nb = \"\"\"\r\nx\"\"\"\r\n[c]\r\nd = 2", "1:1: a = 1\n2:1: b = \"\"\"\r\nx\"\"\"\n4: c array=false\n5:1: d = 2\n"},
		{"a byte-order mark", "\ufeffa = 1\n", "1:1: a = 1\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, problems := Parse("f.toml", []byte(tt.src))
			if problems != nil {
				t.Fatal(problems)
			}
			if diff := cmp.Diff(tt.want, shape(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseReportsEveryFault(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, src string
		want      []string
	}{
		{"several kinds", `ok = 1
no value =
"é" = 1 2
x = 2021-13-45
x = 2
u = "never closed
[broken
lost = 1
lost = 2
[t]
k = "\q"
bool = yes
[t]
again = 1
`, []string{
			`2:4: a key is followed by =, and here stands 'v'`,
			`3:9: only a comment may follow a value on its line, and here stands '2'`,
			`4:5: invalid datetime: "2021-13-45"`,
			`5:1: x is set twice; first at line 4`,
			`6:5: the text that opens here is not closed by " on its line`,
			`7:8: a table header ends with ], and here stands the end of the line`,
			`11:6: invalid escape in string '\q'`,
			`12:8: expected value but found "yes" instead; text stands in quotation marks`,
			`13:2: key 't' has already been defined`,
		}},
		{"a list that is never closed ends at the next header", "a = [\n  \"x\",\nb = 1\n\n[[code]]\nid = 1 1\n", []string{
			`1:5: the '[' that opens here is never closed`,
			`6:8: only a comment may follow a value on its line, and here stands '1'`,
		}},
		{"brackets that do not match", "a = [\n  { b = 1 ],\n]\nc = \n", []string{
			`2:11: ']' stands here, and '}' is wanted for the '{' of line 2`,
		}},
		{"text that is never closed", "a = '''\nb\n", []string{`1:5: the text that opens here with ''' is never closed`}},
		{"an end of a conflict", "a = 1\n=======\nb = 2\n", []string{`2:1: git left a mark of a merge conflict here`}},
		{"a conflict is one problem", "a = 1\n<<<<<<< HEAD\na = 2\n=======\na = 3\n>>>>>>> b\nnonsense\n", []string{
			`2:1: git left a merge conflict here; keep the lines that are right and delete the marks <<<<<<<, ======= and >>>>>>>`,
		}},
		{"not UTF-8", "a = 1\nb = \"\xff\"\n", []string{`2: this line is not UTF-8 text; save the file as UTF-8`}},
		{"too deep", "a = " + strings.Repeat("[", 65) + strings.Repeat("]", 65) + "\n", []string{`1:69: values lie more than 64 deep in one another`}},
		{"too many dots", "a" + strings.Repeat(".a", 64) + " = 1\n", []string{`1:130: more than 64 names are joined by dots`}},
		{"control characters", "a = 1\rb = 2\n# é\x00\n", []string{`1:6: a control character, U+000D, stands here; delete it`, `2:4: a control character, U+0000, stands here; delete it`}},
		{"a key and a part of another", "a.b = 1\na = 2\na.b.c = 3\na.d = 4\n", []string{
			`2:1: a is set twice; first at line 1`,
			`3:1: a.b.c is set here, and a.b at line 1`,
		}},
		{"a key and a table that a header implies", "[a.b.c]\n[a]\nb = 1\n", []string{`3:1: b is set here, and made a table elsewhere`}},
		{"a table where a value is", "a = 1\n[a.b]\nc = 1\n[d]\ne = 1\n", []string{`2:2: key 'a' was already created as a hash`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, problems := Parse("f", []byte(tt.src))
			var got []string
			for _, p := range problems {
				if !p.Fatal {
					t.Errorf("not fatal: %v", p)
				}
				got = append(got, strings.TrimPrefix(p.String(), "f:"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if _, err := f.Edit(Set(Root, "new", 1)); err == nil {
				t.Error("a broken file was edited")
			}
		})
	}
}

func TestWhatIsSoundIsStillRead(t *testing.T) {
	t.Parallel()
	var into struct {
		A    int
		Code []struct{ ID, Name string }
	}
	src := "a = 1\n[[code]]\nid = \"x\"\nname = \"unclosed\n[[code]]\nid = \"y\"\nname = \"Y\"\n"
	_, problems := Decode("f", []byte(src), &into)
	if err := problem.Fatal(problems); err == nil {
		t.Error("the fault is not reported")
	}
	got := fmt.Sprint(into)
	if want := "{1 [{x } {y Y}]}"; got != want {
		t.Errorf("decoded %s, want %s", got, want)
	}
}
