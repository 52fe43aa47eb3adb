package codebook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTree(t *testing.T) {
	t.Parallel()
	b, _ := Decode("f", []byte(`
[[code]]
id = "rent"
parent = "money"
[[code]]
id = "orphan"
parent = "gone"
[[code]]
id = "money"
[[code]]
id = "late"
parent = "rent"
retired = 2021-01-01
[[code]]
id = "means"
kind = "analytical"
parent = "money"
[[code]]
id = "debt"
parent = "money"
[[code]]
id = "x"
parent = "y"
[[code]]
id = "y"
parent = "x"
`))
	var walked []string
	for c, depth := range b.Walk() {
		walked = append(walked, strings.Repeat(" ", depth)+string(c.ID))
	}
	want := []string{"orphan", "money", " rent", "  late", " debt", "means", "x", " y"}
	if diff := cmp.Diff(want, walked); diff != "" {
		t.Errorf("Walk (-want +got):\n%s", diff)
	}
	for name, tt := range map[string]struct{ want, got any }{
		"descriptive roots": {[]ID{"orphan", "money", "x"}, b.Roots(Descriptive)},
		"analytical roots":  {[]ID{"means"}, b.Roots(Analytical)},
		"roots":             {[]ID{"orphan", "money", "means", "x"}, b.Roots("")},
		"children":          {[]ID{"rent", "debt"}, b.Children("money")},
		"no children":       {[]ID(nil), b.Children("late")},
		"nobody's children": {[]ID(nil), b.Children("gone")},
		"descendants":       {[]ID{"money", "rent", "late", "debt"}, b.Descendants("money")},
		"no descendants":    {[]ID(nil), b.Descendants("gone")},
		"path":              {[]ID{"money", "rent", "late"}, b.Path("late")},
		"path in a ring":    {[]ID{"x", "y"}, b.Path("y")},
		"no path":           {[]ID(nil), b.Path("gone")},
		"depth":             {2, b.Depth("late")},
		"depth of a root":   {0, b.Depth("orphan")},
		"no depth":          {-1, b.Depth("gone")},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for c := range b.Walk() {
		if c.ID == "rent" {
			break
		}
	}
}

// checkTree checks that every code is in the tree once, below the parent that
// its path says, whatever parents the file gives.
func checkTree(t interface{ Errorf(string, ...any) }, b *Book) {
	lines := map[int]int{}
	var way []ID
	for c, depth := range b.Walk() {
		lines[c.Line]++
		way = append(way[:depth], c.ID)
		if i, ok := b.byID[c.ID]; ok && b.Codes[i].Line == c.Line && c.Line > 0 && !slices.Equal(way, b.Path(c.ID)) {
			t.Errorf("walked to %v, and its path is %v", way, b.Path(c.ID))
		}
	}
	n := 0
	for _, count := range lines {
		n += count
	}
	if n != b.Len() {
		t.Errorf("%d codes in the tree and %d in the book", n, b.Len())
	}
}

// randomParents writes n codes with any parents, rings included.
func randomParents(t *rapid.T) string {
	n := rapid.IntRange(1, 12).Draw(t, "codes")
	var src strings.Builder
	for i := range n {
		fmt.Fprintf(&src, "[[code]]\nid = \"c%d\"\n", i)
		if p := rapid.IntRange(-1, n).Draw(t, "parent"); p >= 0 {
			fmt.Fprintf(&src, "parent = \"c%d\"\n", p)
		}
		if rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
			src.WriteString("kind = \"analytical\"\n")
		}
		if rapid.Bool().Draw(t, "retired") {
			fmt.Fprintf(&src, "retired = 2021-01-01\nbecame = [\"c%d\"]\n", rapid.IntRange(0, n).Draw(t, "became"))
		}
	}
	return src.String()
}

func TestAnyParentsMakeATree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := randomParents(t)
		b, problems := Decode("f", []byte(src))
		checkTree(t, b)
		rings := 0
		for _, p := range problems {
			if p.Name == "parent-cycle" {
				rings++
			}
		}
		// A code is at the top although its parent is there and of its kind
		// only where a ring was opened.
		opened := 0
		for _, id := range b.Roots("") {
			c, _ := b.Code(id)
			if p, ok := b.Code(c.Parent); ok && p.Kind == c.Kind {
				opened++
			}
		}
		if rings != opened {
			t.Fatalf("%d rings are reported and %d opened in:\n%s", rings, opened, src)
		}
		for _, c := range b.Codes {
			if len(b.Descendants(c.ID)) == 0 || b.Descendants(c.ID)[0] != c.ID {
				t.Fatalf("the descendants of %s are %v", c.ID, b.Descendants(c.ID))
			}
			id, ok := b.Resolve(c.ID)
			if _, there := b.Code(id); !ok || !there || c.InUse() && id != c.ID {
				t.Fatalf("%s resolves to %q, %v", c.ID, id, ok)
			}
		}
	})
}

func TestResolve(t *testing.T) {
	t.Parallel()
	b, _ := Decode("f", []byte(`
[[code]]
id = "new"
[[code]]
id = "old"
retired = 2021-01-01
became = ["new"]
[[code]]
id = "older"
retired = 2021-01-01
became = ["old"]
[[code]]
id = "split"
retired = 2021-01-01
became = ["new", "in-use"]
[[code]]
id = "before-split"
retired = 2021-01-01
became = ["split"]
[[code]]
id = "ended"
retired = 2021-01-01
[[code]]
id = "lost"
retired = 2021-01-01
became = ["gone"]
[[code]]
id = "in-use"
became = ["new"]
[[code]]
id = "ring-a"
retired = 2021-01-01
became = ["ring-b"]
[[code]]
id = "ring-b"
retired = 2021-01-01
became = ["ring-a"]
`))
	for id, want := range map[ID]ID{
		"new": "new", "old": "new", "older": "new", "split": "split", "before-split": "split", "ended": "ended",
		"lost": "lost", "in-use": "in-use", "ring-a": "ring-a", "ring-b": "ring-b", "gone": "",
	} {
		if got, ok := b.Resolve(id); got != want || ok != (want != "") {
			t.Errorf("Resolve(%s) = %q, %v, want %q", id, got, ok, want)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	b, _ := Decode("f", []byte(`
[[code]]
id = "family"
name = "Kin"
[[code]]
id = "family-care"
name = "Straße"
[[code]]
id = "work"
name = "Family-Care"
[[code]]
id = "work-2"
name = "Jobs"
retired = 2021-01-01
[[code]]
id = "work-3"
name = "jobs"
[[code]]
id = "twin-1"
name = "Twin"
[[code]]
id = "twin-2"
name = "twin"
`))
	tests := []struct {
		text string
		id   ID
		err  string
	}{
		{"family", "family", ""},
		{"FAMILY", "family", ""},
		{"kin", "family", ""},
		{" STRASSE ", "family-care", ""},
		{"family-care", "family-care", ""},
		{"Family-Care", "family-care", ""},
		{"JOBS", "work-3", ""},
		{"work-2", "work-2", ""},
		{"twin", "", `"twin" is the name of 2 codes; say which by its id: twin-1, twin-2`},
		{"famly", "", `no code "famly" in this codebook; did you mean family, work, family-care?`},
		{"strase", "", `no code "strase" in this codebook; did you mean family-care?`},
		{"thriving", "", `no code "thriving" in this codebook; see: grounded codebook list`},
		{"", "", `no code "" in this codebook; see: grounded codebook list`},
	}
	for _, tt := range tests {
		got, err := b.Find(tt.text)
		message := ""
		if err != nil {
			message = err.Error()
		}
		if got.ID != tt.id || message != tt.err {
			t.Errorf("Find(%q) = %q, %q, want %q, %q", tt.text, got.ID, message, tt.id, tt.err)
		}
	}
}

func TestMeant(t *testing.T) {
	b, _ := Decode("f", []byte(`
[[code]]
id = "old"
retired = 2021-03-01
became = ["a", "b"]
[[code]]
id = "a"
[[code]]
id = "below-a"
parent = "a"
[[code]]
id = "b"
retired = 2021-03-02
became = ["c"]
[[code]]
id = "c"
[[code]]
id = "ring"
retired = 2021-03-02
became = ["ring-too", "gone"]
[[code]]
id = "ring-too"
retired = 2021-03-02
became = ["ring"]
`))
	for id, want := range map[ID]string{"old": "old a below-a b c", "a": "a below-a", "c": "c", "ring": "ring ring-too", "nowhere": ""} {
		var got []string
		for _, meant := range b.Meant(id) {
			got = append(got, string(meant))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s means %q, and not %s", id, got, want)
		}
	}
}
