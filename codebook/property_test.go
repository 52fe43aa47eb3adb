package codebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook/problem"
)

// sameCodes compares codes but for where they stand in the file.
var sameCodes = cmp.Options{cmpopts.IgnoreFields(Code{}, "Line"), cmpopts.EquateEmpty()}

// randomBook writes a codebook without problems: descriptive codes in a tree,
// analytical ones that rest on them, comments and blank lines among them.
func randomBook(t *rapid.T) string {
	var src strings.Builder
	line := func(format string, args ...any) {
		if rapid.IntRange(0, 4).Draw(t, "comment") == 0 {
			src.WriteString("# a comment\n")
		}
		fmt.Fprintf(&src, format, args...)
		src.WriteString(rapid.SampledFrom([]string{"\n", "  # why\n", "\n\n"}).Draw(t, "end"))
	}
	n := rapid.IntRange(2, 8).Draw(t, "descriptive")
	line("title = 'T'")
	for i := range n {
		line("[[code]]")
		line("id   = 'd%d'", i)
		if p := rapid.IntRange(-1, i-1).Draw(t, "parent"); p >= 0 {
			line("parent = 'd%d'", p)
		}
		if rapid.Bool().Draw(t, "defined") {
			line("definition = '''\n# no comment of %d\n[[code]]'''", i)
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "analytical") {
		line("[[ code ]]")
		line("id = 'a%d'", i)
		line("kind = 'analytical'")
		var on []string
		for j := range n {
			if rapid.Bool().Draw(t, "rests") {
				on = append(on, fmt.Sprintf("'d%d'", j))
			}
		}
		if len(on) > 0 {
			line("grounded_in = [ %s ]", strings.Join(on, " ,"))
		}
	}
	out := src.String()
	if rapid.Bool().Draw(t, "unended") {
		out = strings.TrimRight(out, "\n")
	}
	if rapid.Bool().Draw(t, "crlf") {
		out = strings.ReplaceAll(out, "\n", "\r\n")
	}
	return out
}

// drawBook decodes a random book; a note on line ends is all it may have.
func drawBook(t *rapid.T) (string, *Book) {
	src := randomBook(t)
	return src, mustDecode(t, src)
}

func mustDecode(t *rapid.T, src string) *Book {
	b, problems := Decode("f", []byte(src))
	problems = slices.DeleteFunc(problems, func(p problem.Problem) bool { return p.Name == "crlf" })
	if len(problems) > 0 {
		t.Fatalf("%v in:\n%s", problem.Error(problems), src)
	}
	return b
}

// changedOnly checks that the lines in which two files differ set one of the
// keys, and that all others stand in the same order.
func changedOnly(t *rapid.T, before, after string, keys ...string) {
	rest := func(src string) string {
		lines := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
		lines = slices.DeleteFunc(lines, func(l string) bool {
			key, _, _ := strings.Cut(l, "=")
			return slices.Contains(keys, strings.TrimSpace(key))
		})
		return strings.TrimRight(strings.Join(lines, "\n"), "\n")
	}
	if diff := cmp.Diff(rest(before), rest(after)); diff != "" {
		t.Fatalf("other lines than those of %v changed (-before +after):\n%s", keys, diff)
	}
}

func drawID(t *rapid.T, b *Book, kind Kind, label string) ID {
	var ids []ID
	for _, c := range b.Codes {
		if c.Kind == kind {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		t.Skip("no code of the kind")
	}
	return rapid.SampledFrom(ids).Draw(t, label)
}

func TestMergeMeansWhatItSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, b := drawBook(t)
		kind := rapid.SampledFrom([]Kind{Descriptive, Descriptive, Analytical}).Draw(t, "kind")
		into := drawID(t, b, kind, "into")
		var from []ID
		for _, c := range b.Codes {
			if c.Kind == kind && c.ID != into && rapid.Bool().Draw(t, "merged") {
				from = append(from, c.ID)
			}
		}
		if len(from) == 0 {
			t.Skip("nothing to merge")
		}
		out, err := b.Merge(into, "2021-06-01", from...)
		if err != nil {
			t.Fatal(err)
		}
		after := mustDecode(t, string(out))
		changedOnly(t, src, string(out), "retired", "became", "parent", "grounded_in")
		for i, was := range b.Codes {
			now := after.Codes[i]
			merged := slices.Contains(from, was.ID)
			switch {
			case merged && (now.Retired != "2021-06-01" || !slices.Equal(now.Became, []ID{into}) || now.Parent != was.Parent):
				t.Fatalf("%s was merged into %s and is %+v", was.ID, into, now)
			case !merged && !now.InUse():
				t.Fatalf("%s is retired", now.ID)
			case !merged && now.Parent != "" && slices.Contains(from, now.Parent):
				t.Fatalf("%s is still below %s", now.ID, now.Parent)
			case !merged && was.ID != into && !slices.Contains(from, was.Parent) && now.Parent != was.Parent:
				t.Fatalf("%s moved from %s to %s", was.ID, was.Parent, now.Parent)
			}
			if resolved, ok := after.Resolve(was.ID); merged && (!ok || resolved != into) {
				t.Fatalf("%s resolves to %s", was.ID, resolved)
			}
			seen := map[ID]bool{}
			for _, on := range now.GroundedIn {
				if slices.Contains(from, on) || seen[on] {
					t.Fatalf("%s rests on %v", now.ID, now.GroundedIn)
				}
				seen[on] = true
			}
			for _, on := range was.GroundedIn {
				if slices.Contains(from, on) {
					on = into
				}
				if !seen[on] {
					t.Fatalf("%s no longer rests on %s", now.ID, on)
				}
			}
		}
		// What was below a merged code is below what it became, unless it is
		// merged too, or was above that.
		for _, id := range from {
			for _, below := range b.Descendants(id) {
				if !slices.Contains(from, below) && below != into && !slices.Contains(after.Descendants(into), below) {
					t.Fatalf("%s was below %s and is not below %s", below, id, into)
				}
			}
		}
	})
}

func TestMoveMovesOneCode(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, b := drawBook(t)
		id, parent := drawID(t, b, Descriptive, "id"), drawID(t, b, Descriptive, "parent")
		out, err := b.Move(id, parent)
		if slices.Contains(b.Descendants(id), parent) {
			if err == nil {
				t.Fatalf("%s was moved below itself", id)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		changedOnly(t, src, string(out), "parent")
		want := slices.Clone(b.Codes)
		want[b.byID[id]].Parent = parent
		after := mustDecode(t, string(out))
		if diff := cmp.Diff(want, after.Codes, sameCodes); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestEditsMeanWhatTheySay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src, b := drawBook(t)
		i := rapid.IntRange(0, b.Len()-1).Draw(t, "code")
		want := slices.Clone(b.Codes)
		c := &want[i]
		text := rapid.StringMatching(`[a-z"'\\#é]{1,8}[ =]?[a-z]`).Draw(t, "text")
		var out []byte
		var err error
		var keys []string
		switch rapid.SampledFrom([]string{"rename", "set", "retire", "add"}).Draw(t, "edit") {
		case "rename":
			c.Name = text
			out, err = b.Rename(c.ID, text)
			keys = []string{"name"}
		case "set":
			c.Exclude, c.InVivo = text, true
			out, err = b.Set(c.ID, Change{Exclude: &text, InVivo: new(true)})
			keys = []string{"exclude", "in_vivo"}
		case "retire":
			c.Retired = "2021-06-01"
			out, err = b.Retire(c.ID, "2021-06-01")
			keys = []string{"retired"}
		case "add":
			added := Code{ID: "new", Name: text, Kind: Descriptive, Definition: text + "\n" + text, Parent: b.Codes[0].ID}
			want = append(want, added)
			out, err = b.Add(added)
		}
		if err != nil {
			t.Fatal(err)
		}
		if keys != nil {
			changedOnly(t, src, string(out), keys...)
		}
		after := mustDecode(t, string(out))
		if diff := cmp.Diff(want, after.Codes, sameCodes); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	src := manyCodes(1000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, problems := Decode("f", src); problems != nil {
			b.Fatal(problems)
		}
	}
}

func BenchmarkRename(b *testing.B) {
	book, _ := Decode("f", manyCodes(1000))
	for b.Loop() {
		if _, err := book.Rename("code-500", "Another name"); err != nil {
			b.Fatal(err)
		}
	}
}

func manyCodes(n int) []byte {
	var src strings.Builder
	for i := range n {
		fmt.Fprintf(&src, "[[code]]\nid = \"code-%d\"\nname = \"Code %[1]d\"\ndefinition = \"What is said of it, in a sentence or two.\"\n", i)
		if i > 0 {
			fmt.Fprintf(&src, "parent = \"code-%d\"\n", i/8)
		}
		src.WriteString("\n")
	}
	return []byte(src.String())
}
