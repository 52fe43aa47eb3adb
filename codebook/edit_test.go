package codebook

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
)

func TestEdits(t *testing.T) {
	t.Parallel()
	at := time.Date(2021, 3, 4, 10, 11, 12, 0, time.UTC)
	tests := []struct {
		name string
		edit func(*Book) ([]byte, error)
		// The edit changes these places of sound, each of which is there once.
		changes []string // old, new, old, new …
	}{
		{"add", func(b *Book) ([]byte, error) {
			return b.Add(Code{ID: "heating", Name: "Heating", Parent: "rent", Definition: "Cold.\nOr not.", InVivo: true, Origin: "data", Reference: "x", Created: at})
		}, []string{"id = \"ends\"\nkind = \"analytical\"\n", `id = "ends"
kind = "analytical"

[[code]]
id = "heating"
name = "Heating"
kind = "descriptive"
parent = "rent"
definition = """
Cold.
Or not."""
in_vivo = true
origin = "data"
reference = "x"
created = 2021-03-04T10:11:12Z
`}},
		{"add a code and one below it", func(b *Book) ([]byte, error) {
			return b.Add(Code{ID: "x", Kind: Analytical, GroundedIn: []ID{"rent"}}, Code{ID: "y", Kind: Analytical, Parent: "x"})
		}, []string{"id = \"ends\"\nkind = \"analytical\"\n", `id = "ends"
kind = "analytical"

[[code]]
id = "x"
name = "x"
kind = "analytical"
grounded_in = ["rent"]

[[code]]
id = "y"
name = "y"
kind = "analytical"
parent = "x"
`}},
		{"a name that only a retired code has", func(b *Book) ([]byte, error) { return b.Rename("ends", "DEBT") },
			[]string{"id = \"ends\"\nkind = \"analytical\"\n", "id = \"ends\"\nkind = \"analytical\"\nname = \"DEBT\"\n"}},
		{"rename in case only", func(b *Book) ([]byte, error) { return b.Rename("money", "MONEY") }, []string{`"Money"`, `"MONEY"`}},
		{"rename, the comment stays", func(b *Book) ([]byte, error) { return b.Rename("rent", "Rent") },
			[]string{`"Rent & bills"`, `"Rent"`}},
		{"set", func(b *Book) ([]byte, error) {
			return b.Set("rent", Change{Definition: new("x"), Include: new(""), Exclude: new("mortgages"), InVivo: new(false), Origin: new("data")})
		}, []string{"\"\"\"\nWhat the flat costs,\nand what is owed for it.\"\"\"\ninclude = \"heating\"\n", "\"x\"\n", "in_vivo = true", "in_vivo = false", "10:11:12Z\n", "10:11:12Z\norigin = \"data\"\n"}},
		{"set what is so", func(b *Book) ([]byte, error) {
			return b.Set("money", Change{Kind: new(Descriptive), InVivo: new(false), Include: new("")})
		}, nil},
		{"set the kind", func(b *Book) ([]byte, error) { return b.Set("ends", Change{Kind: new(Descriptive)}) },
			[]string{"id = \"ends\"\nkind = \"analytical\"", "id = \"ends\"\nkind = \"descriptive\""}},
		{"move to the top", func(b *Book) ([]byte, error) { return b.Move("debt", "") },
			[]string{"id = \"debt\"\nparent = \"money\"\n", "id = \"debt\"\n"}},
		{"move under another", func(b *Book) ([]byte, error) { return b.Move("debt", "rent") },
			[]string{"id = \"debt\"\nparent = \"money\"\n", "id = \"debt\"\nparent = \"rent\"\n"}},
		{"retire", func(b *Book) ([]byte, error) { return b.Retire("ends", "2021-06-01") },
			[]string{"id = \"ends\"\nkind = \"analytical\"\n", "id = \"ends\"\nkind = \"analytical\"\nretired = 2021-06-01\n"}},
		{"split", func(b *Book) ([]byte, error) { return b.Retire("ends", "2021-06-01", "means", "means", "rent") },
			[]string{"id = \"ends\"\nkind = \"analytical\"\n", "id = \"ends\"\nkind = \"analytical\"\nretired = 2021-06-01\nbecame = [\"means\", \"rent\"]\n"}},
		{"rest", func(b *Book) ([]byte, error) { return b.Rest("ends", "money", "rent", "money") },
			[]string{"id = \"ends\"\nkind = \"analytical\"\n", "id = \"ends\"\nkind = \"analytical\"\ngrounded_in = [\"money\", \"rent\"]\n"}},
		{"rest on what it rests on", func(b *Book) ([]byte, error) { return b.Rest("means", "money", "rent") }, nil},
		{"unrest", func(b *Book) ([]byte, error) { return b.Unrest("means", "rent") },
			[]string{`["rent", "money"]`, `["money"]`}},
		{"unrest all", func(b *Book) ([]byte, error) { return b.Unrest("means", "rent", "money") },
			[]string{"grounded_in = [\"rent\", \"money\"]\n", ""}},
		{"merge a child into its parent", func(b *Book) ([]byte, error) { return b.Merge("money", "2021-06-01", "rent") },
			[]string{"10:11:12Z\n", "10:11:12Z\nretired = 2021-06-01\nbecame = [\"money\"]\n", `["rent", "money"]`, `["money"]`}},
		{"merge a parent into its child", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01", "money") },
			[]string{"name = \"Money\"\n", "name = \"Money\"\nretired = 2021-06-01\nbecame = [\"rent\"]\n", "bills\"   # was: Rent\nparent = \"money\"\n", "bills\"   # was: Rent\n",
				"id = \"debt\"\nparent = \"money\"", "id = \"debt\"\nparent = \"rent\"", `["rent", "money"]`, `["rent"]`}},
		{"merge analytical codes", func(b *Book) ([]byte, error) { return b.Merge("ends", "2021-06-01", "means") },
			[]string{"reference = \"Sen 1999\"\n", "reference = \"Sen 1999\"\nretired = 2021-06-01\nbecame = [\"ends\"]\n",
				"id = \"ends\"\nkind = \"analytical\"\n", "id = \"ends\"\nkind = \"analytical\"\ngrounded_in = [\"rent\", \"money\"]\n"}},
		{"a block", func(b *Book) ([]byte, error) {
			return b.ReplaceBlock("money", []byte("# new\r\n[[code]]\r\nid = \"money\"\nname = \"Cash\"\n\n\n"))
		}, []string{"[[code]]\nid = \"money\"\nname = \"Money\"\n", "# new\n[[code]]\nid = \"money\"\nname = \"Cash\"\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := sound
			for pair := range slices.Chunk(tt.changes, 2) {
				if strings.Count(want, pair[0]) != 1 {
					t.Fatalf("%q does not stand once in the book", pair[0])
				}
				want = strings.Replace(want, pair[0], pair[1], 1)
			}
			got, err := tt.edit(decodeSound(t, sound))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			decodeSound(t, string(got))
			crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
			b, _ := Decode("book.toml", []byte(crlf(sound)))
			got, err = tt.edit(b)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(crlf(want), string(got)); diff != "" {
				t.Errorf("with CR LF (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEditsAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		edit func(*Book) ([]byte, error)
		want string
	}{
		{"a bad id", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "A B"}) }, `"A B" is not an id; as one it would be "a-b"`},
		{"a double id", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "rent", Name: "x"}) }, `there is a code "rent" already, at line 9; choose another id, or change that one with: grounded codebook edit rent`},
		{"a double id among the new", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x"}, Code{ID: "x"}) }, `two of the new codes have the id "x"; choose another for one of them`},
		{"a double name", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Name: "MEANS"}) }, `the name "MEANS" is that of code "means" already; choose another, or join the two with: grounded codebook merge`},
		{"a bad kind", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Kind: "theme"}) }, `"theme" is no kind of code; the kinds are descriptive and analytical`},
		{"a bad origin", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Origin: "books"}) }, `"books" is no origin of a code; the origins are theory and data`},
		{"a missing parent", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Parent: "mony"}) }, `no code "mony" in this codebook; did you mean money?`},
		{"a parent behind it", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Parent: "y"}, Code{ID: "y"}) }, `no code "y" in this codebook; see: grounded codebook list`},
		{"a parent of another kind", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Parent: "means"}) }, `code "means" is analytical and "x" is descriptive; a parent arranges codes of one kind, and analytical codes rest on descriptive ones: grounded codebook rests`},
		{"a retired parent", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Parent: "debt"}) }, `code "debt" is retired since 2021-05-01; it became rent`},
		{"a descriptive code that rests", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", GroundedIn: []ID{"rent"}}) }, `code "x" is descriptive and "rent" is descriptive; only analytical codes rest on others, and on descriptive ones`},
		{"a new code that is retired", func(b *Book) ([]byte, error) { return b.Add(Code{ID: "x", Retired: "2021-01-01"}) }, `code "x" is retired before it begins`},
		{"no such code", func(b *Book) ([]byte, error) { return b.Set("rnt", Change{}) }, `no code "rnt" in this codebook; did you mean rent?`},
		{"no name", func(b *Book) ([]byte, error) { return b.Rename("rent", " ") }, `code "rent" needs a name`},
		{"a name that is taken", func(b *Book) ([]byte, error) { return b.Rename("rent", "money") }, `the name "money" is that of code "money" already; choose another, or join the two with: grounded codebook merge`},
		{"the kind of a child", func(b *Book) ([]byte, error) { return b.Set("rent", Change{Kind: new(Analytical)}) }, `code "rent" has the parent "money", which is descriptive; move it to the top first`},
		{"the kind of a parent", func(b *Book) ([]byte, error) { return b.Set("money", Change{Kind: new(Analytical)}) }, `code "money" is the parent of "rent", which is descriptive; move that first`},
		{"the kind of one that rests", func(b *Book) ([]byte, error) { return b.Set("means", Change{Kind: new(Descriptive)}) }, `code "means" rests on others as only an analytical code does; take them away first`},
		{"move under itself", func(b *Book) ([]byte, error) { return b.Move("money", "money") }, `code "money" cannot be its own parent`},
		{"move under a descendant", func(b *Book) ([]byte, error) { return b.Move("money", "rent") }, `code "rent" lies below "money"; move it out from there first`},
		{"move under another kind", func(b *Book) ([]byte, error) { return b.Move("ends", "money") }, `code "money" is descriptive and "ends" is analytical; a parent arranges codes of one kind, and analytical codes rest on descriptive ones: grounded codebook rests`},
		{"retire twice", func(b *Book) ([]byte, error) { return b.Retire("debt", "2021-06-01") }, `code "debt" is retired since 2021-05-01; it became rent`},
		{"retire at no date", func(b *Book) ([]byte, error) { return b.Retire("ends", "June") }, `"June" is not a date; one looks like 2021-03-04`},
		{"become itself", func(b *Book) ([]byte, error) { return b.Retire("ends", "2021-06-01", "ends") }, `code "ends" cannot become itself`},
		{"become what is retired", func(b *Book) ([]byte, error) { return b.Retire("ends", "2021-06-01", "debt") }, `code "debt" is retired since 2021-05-01; it became rent`},
		{"merge into itself", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01", "rent") }, `code "rent" cannot be merged into itself`},
		{"merge kinds", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01", "means") }, `code "means" is analytical and "rent" is descriptive; only codes of one kind can be merged`},
		{"merge what is retired", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01", "debt") }, `code "debt" is retired since 2021-05-01; it became rent`},
		{"merge into what is retired", func(b *Book) ([]byte, error) { return b.Merge("debt", "2021-06-01", "rent") }, `code "debt" is retired since 2021-05-01; it became rent`},
		{"merge twice", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01", "money", "money") }, `a code is named twice: money, money`},
		{"merge nothing", func(b *Book) ([]byte, error) { return b.Merge("rent", "2021-06-01") }, `no code is named to be merged into "rent"`},
		{"rest on an analytical code", func(b *Book) ([]byte, error) { return b.Rest("ends", "means") }, `code "ends" is analytical and "means" is analytical; only analytical codes rest on others, and on descriptive ones`},
		{"unrest what it does not rest on", func(b *Book) ([]byte, error) { return b.Unrest("ends", "rent") }, `code "ends" does not rest on "rent"`},
		{"join what is one", func(b *Book) ([]byte, error) { return b.Join("rent") }, `code "rent" is defined once`},
		{"a block without a code", func(b *Book) ([]byte, error) { return b.ReplaceBlock("rent", []byte("# gone\n")) }, `the text holds no code; codes are never deleted, but can be retired with: grounded codebook retire`},
		{"a block with two", func(b *Book) ([]byte, error) {
			return b.ReplaceBlock("rent", []byte("[[code]]\nid = \"rent\"\n[[code]]\nid = \"new\""))
		}, `the text holds more than one code; add codes with: grounded codebook add`},
		{"a block with another id", func(b *Book) ([]byte, error) { return b.ReplaceBlock("rent", []byte("[[code]]\nid = \"new\"")) }, `the id of a code stays, since codings refer to it; write id = "rent", and in name what people are to read`},
		{"a block that changes another code", func(b *Book) ([]byte, error) {
			return b.ReplaceBlock("rent", []byte("include = \"x\"\n[[code]]\nid = \"rent\"\n"))
		}, `the text changes more than this code; edit the whole file`},
		{"a faulty block", func(b *Book) ([]byte, error) {
			return b.ReplaceBlock("rent", []byte("[[code]]\nid = \"rent\"\nkind = \"x\"\nname = 3"))
		}, `the text:3:1: "x" is no kind of code; write kind = "descriptive" or kind = "analytical"` + "\n" + `the text:4:1: name is the number 3, and a text in quotation marks is wanted`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.edit(decodeSound(t, sound))
			if err == nil {
				t.Fatalf("the edit was made:\n%s", got)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	src := `[[code]]
id = "burden"
definition = "Care as a weight." # from the first round

[[code]]
id = "rent"

# again
[[code]]
id = "burden"
name = "Burden"
definition = "What caring costs."
exclude = "debt"
retired = 2021-05-01
`
	want := `[[code]]
id = "burden"
definition = """
Care as a weight.
What caring costs.""" # from the first round
name = "Burden"
exclude = "debt"

[[code]]
id = "rent"
`
	b, problems := Decode("f", []byte(src))
	if err := problem.Fatal(problems); err == nil {
		t.Fatal("the book is sound")
	}
	if _, err := b.Rename("rent", "x"); err == nil {
		t.Error("a book with fatal problems was edited")
	}
	got, err := b.Join("burden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	decodeSound(t, string(got))

	b, _ = Decode("f", []byte("[[code]]\nid = \"a\"\nretired = 2021-01-01\n[[code]]\nid = \"a\"\n"))
	if got, err = b.Join("a"); err != nil || string(got) != "[[code]]\nid = \"a\"\n" {
		t.Errorf("joined with one in use: %q, %v", got, err)
	}

	b, _ = Decode("f", []byte("[[code]]\nid = \"a\"\n[[code]]\nid = \"a\"\nkind = \"analytical\"\n"))
	if _, err := b.Join("a"); err == nil || err.Error() != `code "a" is descriptive at line 1 and analytical at line 3; make it one of the two first` {
		t.Errorf("joining two kinds: %v", err)
	}
}

func TestBlockIsWhatBelongsToOneCode(t *testing.T) {
	t.Parallel()
	b := decodeSound(t, sound)
	got, ok := b.Block("rent")
	want := sound[strings.Index(sound, "# the heart"):strings.Index(sound, "\n[[code]]\nid = \"debt\"")]
	if !ok || string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, ok := b.Block("gone"); ok {
		t.Error("a code that is not there has a block")
	}
	same, err := b.ReplaceBlock("rent", got)
	if err != nil || string(same) != sound {
		t.Errorf("the block put back: %v\n%s", err, cmp.Diff(sound, string(same)))
	}
}

func TestABlockHoldsNoTitle(t *testing.T) {
	t.Parallel()
	b := decodeSound(t, "[[code]]\nid = \"a\"\n")
	if got, err := b.ReplaceBlock("a", []byte("title = \"x\"\n[[code]]\nid = \"a\"\n")); err == nil {
		t.Errorf("the title was changed:\n%s", got)
	}
}

func TestDropped(t *testing.T) {
	t.Parallel()
	before := decodeSound(t, sound)
	after := decodeSound(t, "[[code]]\nid = \"rent\"\n[[code]]\nid = \"new\"\n")
	if diff := cmp.Diff([]ID{"money", "debt", "means", "ends"}, Dropped(before, after)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := Dropped(before, before); got != nil {
		t.Errorf("of the same book %v are gone", got)
	}
}
