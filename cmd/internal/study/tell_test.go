package study

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/cmd/internal/study/txn"
)

// Histories tell of codebooks and models, and of no other file.
func TestTold(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"codebooks/ana.toml": true, "models/joint/thriving.toml": true,
		"codebooks/team.ben.toml": false, "models/joint/thriving.revisions/001-2021-03-04.toml": false,
		"codings/ana/one.jsonl": false, "grounded.toml": false, "models/thriving.toml": false, "codebooks/ana.txt": false, "codings/ana/progress.toml": false,
	} {
		if told(name) != want {
			t.Errorf("%s is told of: %v", name, !want)
		}
	}
}

func TestTell(t *testing.T) {
	t.Parallel()
	const book = "codebooks/ana.toml"
	for _, c := range []struct {
		name          string
		file          string
		before, after string
		byHand        bool
		want          []txn.Event
	}{
		{"codes are born together", book, "", "[[code]]\nid=\"a\"\n[[code]]\nid=\"b\"\n", false, []txn.Event{{What: "born", IDs: []string{"a", "b"}}}},
		{"a name", book, "[[code]]\nid=\"a\"\nname=\"A\"\n", "[[code]]\nid=\"a\"\nname=\"B\"\n", false, []txn.Event{{What: "renamed", IDs: []string{"a"}, From: "A", To: "B"}}},
		{"words of a participant are not told", book, "[[code]]\nid=\"a\"\nname=\"A\"\n", "[[code]]\nid=\"a\"\nname=\"about that big\"\nin_vivo=true\n", false,
			[]txn.Event{{What: "renamed", IDs: []string{"a"}}, {What: "described", IDs: []string{"a"}, With: []string{"in_vivo"}}}},
		{"nor a definition of such words", book, "[[code]]\nid=\"a\"\nin_vivo=true\n", "[[code]]\nid=\"a\"\nin_vivo=true\ndefinition=\"x\"\n", false,
			[]txn.Event{{What: "reworded", IDs: []string{"a"}, With: []string{"definition"}}}},
		{"other words", book, "[[code]]\nid=\"a\"\n", "[[code]]\nid=\"a\"\ndefinition=\"x\"\n", false, []txn.Event{{What: "reworded", IDs: []string{"a"}, To: "x", With: []string{"definition"}}}},
		{"nobody knows whether by hand it means the same", book, "[[code]]\nid=\"a\"\n", "[[code]]\nid=\"a\"\ndefinition=\"x\"\n", true, []txn.Event{{What: "redefined", IDs: []string{"a"}, To: "x", With: []string{"definition"}}}},
		{"another meaning", book, "[[code]]\nid=\"a\"\n", "[[code]]\nid=\"a\"\ndefinition=\"x\"\ndefined=2021-03-04T10:00:00Z\n", false, []txn.Event{{What: "redefined", IDs: []string{"a"}, To: "x", With: []string{"definition"}}}},
		{"a book that cannot be read tells nothing", book, "[[code]]\n", "[[code]]\nid=\"a\"\n", false, nil},
		{"a model begins", "models/joint/m.toml", "", "title=\"T\"\nshape=\"tree\"\n[[theme]]\nid=\"a\"\n[[theme]]\nid=\"b\"\nname=\"B\"\n", false,
			[]txn.Event{{What: "added", IDs: []string{"a"}, To: "a", With: []string{}}, {What: "added", IDs: []string{"b"}, To: "B", With: []string{}}}},
		{"a model is titled", "models/joint/m.toml", "title=\"T\"\n", "title=\"U\"\n", false, []txn.Event{{What: "titled", From: "T", To: "U"}}},
		{"a comment", book, "[[code]]\nid=\"a\"\n", "# x\n[[code]]\nid=\"a\"\n", true, []txn.Event{{What: "other"}}},
		{"other files", "grounded.toml", "a = 1\n", "a = 2\n", false, nil},
	} {
		var before []byte
		if c.before != "" {
			before = []byte(c.before)
		}
		if diff := cmp.Diff(c.want, tell(c.file, before, []byte(c.after), c.byHand)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Nothing that is read leads to a panic, and every event is of something.
func FuzzTell(f *testing.F) {
	f.Add("codebooks/a.toml", "[[code]]\nid=\"a\"\n", "[[code]]\nid=\"a\"\nname=\"x\"\n")
	f.Add("models/a/b.toml", "[[theme]]\nid=\"a\"\n", "[[theme]]\nid=\"b\"\ncodes=[\"a:b\"]\n")
	f.Fuzz(func(t *testing.T, name, before, after string) {
		for _, e := range tell(name, []byte(before), []byte(after), false) {
			if e.What == "" {
				t.Error(fmt.Sprint(e))
			}
		}
		if before == after && len(tell(name, []byte(before), []byte(after), true)) > 0 {
			t.Errorf("nothing changed in %q", before)
		}
	})
}
