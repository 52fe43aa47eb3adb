package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const parted = `# ours
title = "T" # named by all
shape = "list"

[[part]]
name = "One" # the first

[[part]]
name = "Two"
place = "leaf"

[[theme]]
id = "a"
part = "One"

# said at the workshop
[[revision]]
said = "Too neat."

[[theme]]
id = "b"
part = "One"
`

func TestEditModel(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, parted)
	title, tree := "New", Tree
	for _, c := range []struct {
		name string
		edit func() ([]byte, error)
		want []string // old, new, old, new, …
	}{
		{"title and shape", func() ([]byte, error) { return m.Describe(&title, &tree) }, []string{`title = "T"`, `title = "New"`, `"list"`, `"tree"`}},
		{"a place", func() ([]byte, error) { return m.PlacePart("One", Soil) }, []string{"name = \"One\" # the first\n", "name = \"One\" # the first\nplace = \"soil\"\n"}},
		{"another place", func() ([]byte, error) { return m.PlacePart("Two", Root) }, []string{`"leaf"`, `"root"`}},
		{"no place", func() ([]byte, error) { return m.PlacePart("Two", "") }, []string{"place = \"leaf\"\n", ""}},
		{"another name", func() ([]byte, error) { return m.RenamePart("One", "First") }, []string{`"One"`, `"First"`}},
		{"a part less", func() ([]byte, error) { return m.DropPart("Two") }, []string{"[[part]]\nname = \"Two\"\nplace = \"leaf\"\n\n", ""}},
		{"nothing said", m.WithoutRevisions, []string{"# said at the workshop\n[[revision]]\nsaid = \"Too neat.\"\n\n", ""}},
	} {
		src, err := c.edit()
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(strings.NewReplacer(c.want...).Replace(parted), string(src)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	ring := Shape("ring")
	for _, c := range []struct {
		edit func() ([]byte, error)
		says string
	}{
		{func() ([]byte, error) { return m.Describe(nil, &ring) }, "list, hierarchy or tree"},
		{func() ([]byte, error) { return m.PlacePart("Tow", Root) }, `no part "Tow" in this model; did you mean Two?`},
		{func() ([]byte, error) { return m.PlacePart("Two", "branch") }, "root, soil, trunk or leaf"},
		{func() ([]byte, error) { return m.RenamePart("Two", "One") }, `there is a part "One" already`},
		{func() ([]byte, error) { return m.RenamePart("Two", " ") }, "needs a name"},
		{func() ([]byte, error) { return m.DropPart("One") }, `part "One" holds a, b`},
		{func() ([]byte, error) { return m.DropPart("") }, "which part?"},
	} {
		if _, err := c.edit(); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v says nothing of %q", err, c.says)
		}
	}
}
