package tomledit

import (
	"fmt"
	"strings"
	"testing"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		book, "", "\ufeff", "a", "a=", "a=[", "a={", "[", "[[", "[[a]", "a.\"b\".'c'=1", "\"\\", "\"\\u12\"=1", "a='''", "a=\"\"\"\\", "a = \"\"\"x\"\"\"\"\"\"\n",
		"[a]\n[a]\n[[a]]\n", "a=1\n[a.b]\n", "[[a]]\n[a.b]\n[[a]]\n[a.b]\n", "x=1979-05-27 07:32:00", "x=1979-05-27 ", "a=[1,\n#]\n]", "=======\n",
		"a={b=1,\n}\n", "a.b=1\na.c=2\na.b=3", "\"\"=1\n''=2\n", "a=1#\r\n", "[a]]", "[[a]]]", "\"\"\"a\"\"\"=1", "a={b=[{c=\"}\"}]}", "x=nan\ny=-inf\n",
		"a.0=0\na=0", "[a.b.c]\n[a]\nb=1\n", "a={b=1}\na.c=2\n", "[a]\nb.c=1\n[a.b]\nd=1\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		file, problems := Parse("f", src)
		for _, p := range problems {
			if p.Line < 1 || p.Line > strings.Count(string(src), "\n")+1 || p.Column < 0 {
				t.Errorf("a problem outside the file: %v", p)
			}
		}
		last := 0
		for _, table := range file.Tables {
			if table.Header.Start < 0 || table.Header.End > len(src) || table.Header.Start > table.Header.End {
				t.Fatalf("header %v of %d bytes", table.Header, len(src))
			}
			for _, k := range table.Keys {
				if k.Lines.Start < last || k.Value.Start < k.Lines.Start || k.Value.End < k.Value.Start || k.Lines.End < k.Value.End || k.Lines.End > len(src) {
					t.Fatalf("key %+v of %d bytes behind byte %d", k, len(src), last)
				}
				last = k.Lines.End
			}
		}
		if problems != nil {
			return
		}
		// What the decoder sees, the scanner has found, and the other way round.
		found := 0
		for _, table := range file.Tables {
			in, ok := tableAt(file.values, table.steps)
			if !ok {
				t.Fatalf("the decoder knows no [%s]", table.Address)
			}
			for _, k := range table.Keys {
				var v any = in
				for _, name := range k.Path {
					m, _ := v.(map[string]any)
					if v, ok = m[name]; !ok {
						t.Fatalf("the decoder knows no %v in [%s]", k.Path, table.Address)
					}
				}
				found++
			}
		}
		if n := values(file); n != found {
			t.Fatalf("the decoder knows %d values, the scanner %d", n, found)
		}
	})
}

// values counts the values of a file that are no tables; inline tables count as
// one where the scanner found them as the value of a key.
func values(f *File) int {
	inline := map[string]bool{}
	for _, table := range f.Tables {
		for _, k := range table.Keys {
			if f.Source[k.Value.Start] == '{' {
				inline[fmt.Sprint(append(append([]step{}, table.steps...), plainSteps(k.Path)...))] = true
			}
		}
	}
	var count func(v any, path []step) int
	count = func(v any, path []step) int {
		path = path[:len(path):len(path)]
		n := 0
		switch v := v.(type) {
		case map[string]any:
			if inline[fmt.Sprint(path)] {
				return 1
			}
			for key, e := range v {
				n += count(e, append(path, step{key, -1}))
			}
		case []map[string]any:
			for i, e := range v {
				above := append([]step{}, path...)
				above[len(above)-1].index = i
				n += count(e, above)
			}
		default:
			n = 1
		}
		return n
	}
	return count(f.values, nil)
}

func FuzzSet(f *testing.F) {
	f.Add([]byte(book), "id", "x\ny")
	f.Add([]byte("a = 1\r\n[b]\r\n"), "a", "\r\n\"\"\"")
	f.Add([]byte("[[a]]"), "", "\\")
	f.Add([]byte("\ufeff#"), "é", "<<<<<<<\n")
	f.Fuzz(func(t *testing.T, src []byte, key, value string) {
		file, problems := Parse("f", src)
		if problems != nil {
			return
		}
		for _, table := range file.Tables {
			got, err := file.Edit(Set(table.Address, key, value))
			if err != nil {
				continue
			}
			var into map[string]any
			if _, problems := Decode("f", got.Source, &into); len(problems) > 0 && problems[0].Fatal {
				t.Fatal(problems)
			}
			if in, _ := tableAt(into, table.steps); in[key] != value {
				t.Fatalf("%s of [%s] is %q, not %q, in:\n%s", key, table.Address, in[key], value, got.Source)
			}
		}
	})
}
