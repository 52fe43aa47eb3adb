package tomledit

import (
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// randomFile writes a TOML file as many hands might: comments and blank lines
// anywhere, odd spacing, quoted keys, CR LF, values of one and several lines.
func randomFile(t *rapid.T) string {
	eol := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "eol")
	space := rapid.SampledFrom([]string{"", " ", "  ", "\t"})
	remark := rapid.SampledFrom([]string{"", "", " # note", "\t#[x] = \"", "#é"})
	key := rapid.SampledFrom([]string{"id", "name", `"a b"`, `'c.d'`, `"\u00e9"`, "x.y", `tags`, "1"})
	value := rapid.SampledFrom([]string{
		`"text"`, `'# no comment'`, `"\""`, "1", "-2.5", "true", "2021-03-04", "2021-03-04 05:06:07Z",
		`[]`, `["a", "b"]`, "[ # x" + eol + "\t'a'," + eol + eol + "  \"]\", ]", `{ q = "yes", r = [1] }`,
		`"""` + eol + `[code]` + eol + `x = 1 \""" y"""`, `'''''' `, "'''" + eol + "# not a comment" + eol + "'''",
	})
	var b strings.Builder
	between := func() {
		for range rapid.IntRange(0, 2).Draw(t, "between") {
			b.WriteString(rapid.SampledFrom([]string{"", "  ", "# alone", "\t# [[code]]"}).Draw(t, "gap") + eol)
		}
	}
	keys := func() {
		seen := map[string]bool{}
		for range rapid.IntRange(0, 4).Draw(t, "keys") {
			if k := key.Draw(t, "key"); !seen[k] {
				seen[k] = true
				b.WriteString(space.Draw(t, "indent") + k + space.Draw(t, "before") + "=" + space.Draw(t, "behind") + value.Draw(t, "value") + remark.Draw(t, "remark") + eol)
				between()
			}
		}
	}
	between()
	keys()
	single := map[string]bool{}
	for range rapid.IntRange(0, 6).Draw(t, "tables") {
		h := rapid.SampledFrom([]string{"[[code]]", "[[code]]", "[[ pair ]]", "[attributes]", "[code.extra]", "[[code.note]]", `["o p".q]`}).Draw(t, "header")
		below := strings.HasPrefix(h, "[code.") || strings.HasPrefix(h, "[[code.")
		if h == "[[code]]" {
			delete(single, "[code.extra]")
			single["code"] = true
		}
		if below && !single["code"] || single[h] {
			continue
		}
		single[h] = !strings.HasPrefix(h, "[[")
		b.WriteString(space.Draw(t, "indent") + h + remark.Draw(t, "remark") + eol)
		between()
		keys()
	}
	src := b.String()
	if rapid.Bool().Draw(t, "unended") {
		src = strings.TrimRight(src, "\r\n")
	}
	return rapid.SampledFrom([]string{"", "", "\ufeff"}).Draw(t, "bom") + src
}

// plainly decodes a file without any code of this package but the one that
// makes dates comparable.
func plainly(t *rapid.T, src string) map[string]any {
	values := map[string]any{}
	if _, err := toml.Decode(strings.ReplaceAll(src, "\r\n", "\n"), &values); err != nil {
		t.Fatalf("%v in:\n%s", err, src)
	}
	return plain(values).(map[string]any)
}

// at follows a table's steps through decoded values.
func at(values map[string]any, table Table) map[string]any {
	for _, s := range table.steps {
		if list, ok := values[s.name].([]map[string]any); ok {
			values = list[s.index]
			continue
		}
		values = values[s.name].(map[string]any)
	}
	return values
}

func drawTable(t *rapid.T, f *File, from int) Table {
	if len(f.Tables) <= from {
		t.Skip("no table")
	}
	return f.Tables[rapid.IntRange(from, len(f.Tables)-1).Draw(t, "table")]
}

func drawFile(t *rapid.T) (string, *File) {
	src := randomFile(t)
	f, problems := Parse("f", []byte(src))
	if problems != nil {
		t.Fatalf("%v in:\n%s", problems, src)
	}
	return src, f
}

func drawValue(t *rapid.T) any {
	text := rapid.String()
	return rapid.OneOf(
		rapid.Map(text, func(s string) any { return s }),
		rapid.Map(rapid.StringMatching(`[a"'\\\n\r# =\[]{0,12}`), func(s string) any { return s }),
		rapid.Map(rapid.Int64(), func(n int64) any { return n }),
		rapid.Map(rapid.Float64(), func(n float64) any { return n }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.SliceOfN(text, 0, 9), func(l []string) any { return l }),
		rapid.Map(text, func(s string) any { return Inline{{"a b", s}, {"c", []any{1, s}}} }),
	).Draw(t, "value")
}

// decoded is what the decoder makes of a value that drawValue gave.
func decoded(v any) any {
	switch v := v.(type) {
	case []string:
		list := []any{}
		for _, s := range v {
			list = append(list, s)
		}
		return list
	case Inline:
		s := v[0].Value.(string)
		return map[string]any{"a b": s, "c": []any{int64(1), s}}
	}
	return v
}

func TestPlacesAreTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, f := drawFile(t)
		values := plainly(t, src)
		for _, table := range f.Tables {
			in := at(values, table)
			for _, k := range table.Keys {
				l := strings.Split(src, "\n")[k.Line-1]
				if got := string([]rune(strings.TrimPrefix(l, "\ufeff"))[k.Column-1:]); !strings.HasPrefix(src[k.Lines.Start:], "\ufeff") && !strings.Contains(src[k.Lines.Start:k.Lines.End], strings.TrimSuffix(got, "\r")) {
					t.Fatalf("%d:%d is not where %v stands in:\n%s", k.Line, k.Column, k.Path, src)
				}
				var one struct{ V any }
				if _, err := toml.Decode("v = "+strings.ReplaceAll(src[k.Value.Start:k.Value.End], "\r\n", "\n"), &one); err != nil {
					t.Fatalf("%q is not a value: %v", src[k.Value.Start:k.Value.End], err)
				}
				var want any = in
				for _, name := range k.Path {
					want = want.(map[string]any)[name]
				}
				if diff := cmp.Diff(want, plain(one.V)); diff != "" {
					t.Fatalf("%v of [%s] (-want +got):\n%s", k.Path, table.Address, diff)
				}
			}
		}
	})
}

func TestSetChangesOneValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, f := drawFile(t)
		table := drawTable(t, f, 0)
		key := rapid.OneOf(rapid.SampledFrom([]string{"id", "name", "a b", "c.d", "é", "tags", "new"}), rapid.String()).Draw(t, "name")
		value := drawValue(t)
		want := plainly(t, src)
		_, there := at(want, table)[key]
		k, isKey := table.Key(key)
		got, err := f.Edit(Set(table.Address, key, value))
		if there && !isKey {
			if err == nil {
				t.Fatalf("%s, which is written elsewhere, was set:\n%s", key, got.Source)
			}
			return
		}
		if err != nil {
			t.Fatalf("%v in:\n%s", err, src)
		}
		out := string(got.Source)
		switch {
		case isKey:
			if !strings.HasPrefix(out, src[:k.Value.Start]) || !strings.HasSuffix(out, src[k.Value.End:]) {
				t.Fatalf("more than the value changed:\n%s\n---\n%s", src, out)
			}
		default:
			if !inserted(src, out) {
				t.Fatalf("more than a line was put in:\n%s\n---\n%s", src, out)
			}
		}
		at(want, table)[key] = decoded(value)
		if diff := cmp.Diff(want, plainly(t, out)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		keepsLineEnds(t, src, out)
	})
}

func TestUnsetTakesTheLinesOfOneKey(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, f := drawFile(t)
		table := drawTable(t, f, 0)
		var single []Key
		for _, k := range table.Keys {
			if len(k.Path) == 1 {
				single = append(single, k)
			}
		}
		if len(single) == 0 {
			t.Skip("no key")
		}
		k := rapid.SampledFrom(single).Draw(t, "key")
		got, err := f.Edit(Unset(table.Address, k.Path[0]))
		if err != nil {
			t.Fatalf("%v in:\n%s", err, src)
		}
		want := src[:k.Lines.Start] + src[k.Lines.End:]
		if k.Lines.End == len(src) && !strings.HasSuffix(src, "\n") {
			want = strings.TrimSuffix(strings.TrimSuffix(want, "\n"), "\r")
		}
		if diff := cmp.Diff(want, string(got.Source)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		values := plainly(t, src)
		delete(at(values, table), k.Path[0])
		if diff := cmp.Diff(values, plainly(t, want)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestAppendPutsOneTableIn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, f := drawFile(t)
		name := rapid.SampledFrom([]string{"code", "pair", "new one"}).Draw(t, "name")
		value := drawValue(t)
		got, err := f.Edit(Append(Address(Quote(name)), Pair{"id", value}, Pair{"n", 1}))
		if err != nil {
			t.Fatalf("%v in:\n%s", err, src)
		}
		out := string(got.Source)
		if !inserted(src, out) {
			t.Fatalf("more than a table was put in:\n%s\n---\n%s", src, out)
		}
		want := plainly(t, src)
		list, _ := want[name].([]map[string]any)
		want[name] = append(list, map[string]any{"id": decoded(value), "n": int64(1)})
		if diff := cmp.Diff(want, plainly(t, out)); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		keepsLineEnds(t, src, out)
	})
}

func TestRemoveTakesOneTable(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, f := drawFile(t)
		table := drawTable(t, f, 1)
		got, err := f.Edit(Remove(table.Address))
		if err != nil {
			t.Fatalf("%v in:\n%s", err, src)
		}
		// Every line that is not blank, no comment and of no table that goes
		// is still there, in order.
		gone := map[int]bool{}
		for _, other := range f.Tables {
			if !below(other.steps, table.steps) {
				continue
			}
			gone[other.Line] = true
			for _, k := range other.Keys {
				for n := k.Line; n <= k.lastLine; n++ {
					gone[n] = true
				}
			}
		}
		var want []string
		for n, l := range strings.Split(src, "\n") {
			if l = strings.TrimSpace(strings.TrimPrefix(l, "\ufeff")); !gone[n+1] && l != "" && f.lines[n].kind == content {
				want = append(want, l)
			}
		}
		var kept []string
		for n, l := range strings.Split(string(got.Source), "\n") {
			if l = strings.TrimSpace(strings.TrimPrefix(l, "\ufeff")); l != "" && got.lines[n].kind == content {
				kept = append(kept, l)
			}
		}
		if diff := cmp.Diff(want, kept); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		keepsLineEnds(t, src, string(got.Source))
	})
}

// inserted reports whether after is before with bytes put in at one place.
func inserted(before, after string) bool {
	same := 0
	for same < len(before) && same < len(after) && before[same] == after[same] {
		same++
	}
	return len(after) > len(before) && strings.HasSuffix(after, before[same:])
}

// keepsLineEnds checks that the file ends as it did and mixes no line ends.
func keepsLineEnds(t *rapid.T, before, after string) {
	trim := strings.TrimPrefix(before, "\ufeff")
	if trim != "" && strings.Trim(after, "\ufeff") != "" && strings.HasSuffix(before, "\n") != strings.HasSuffix(after, "\n") {
		t.Fatalf("the last line ends otherwise:\n%q\n%q", before, after)
	}
	lf, crlf := strings.Count(after, "\n"), strings.Count(after, "\r\n")
	if strings.Contains(before, "\n") && crlf != 0 && crlf != lf {
		t.Fatalf("line ends are mixed:\n%q", after)
	}
}

func BenchmarkParse(b *testing.B) {
	var src strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&src, "# code %d\n[[code]]\nid = \"code-%d\"\nname = \"Code %[1]d\"\nkind = \"descriptive\"\ndefinition = \"What is said of it, in a sentence or two.\"\n\n", i, i)
	}
	b.SetBytes(int64(src.Len()))
	for b.Loop() {
		if _, problems := Parse("f", []byte(src.String())); problems != nil {
			b.Fatal(problems)
		}
	}
}
