package codebook

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/codebook/problem"
)

// sound is a codebook with nothing wrong, written as people write.
const sound = `# Codes of the first round.
title = "Ana"

[[code]]
id = "money"
name = "Money"

# the heart of it
[[code]]
id = "rent"
name = "Rent & bills"   # was: Rent
parent = "money"
definition = """
What the flat costs,
and what is owed for it."""
include = "heating"
exclude = "mortgages"
in_vivo = true
created = 2021-03-04T10:11:12Z

[[code]]
id = "debt"
parent = "money"
retired = 2021-05-01
became = ["rent"]

[[code]]
id = "means"
name = "Means"
kind = "analytical"
grounded_in = ["rent", "money"]
origin = "theory"
reference = "Sen 1999"

[[code]]
id = "ends"
kind = "analytical"
`

// decodeSound returns a book that must have no problem at all.
func decodeSound(t *testing.T, src string) *Book {
	t.Helper()
	b, problems := Decode("book.toml", []byte(src))
	if problems != nil {
		t.Fatal(problem.Error(problems))
	}
	return b
}

func TestDecode(t *testing.T) {
	t.Parallel()
	b := decodeSound(t, sound)
	want := []Code{
		{ID: "money", Name: "Money", Kind: Descriptive, Line: 4},
		{
			ID: "rent", Name: "Rent & bills", Kind: Descriptive, Parent: "money",
			Definition: "What the flat costs,\nand what is owed for it.", Include: "heating", Exclude: "mortgages", InVivo: true,
			Created: time.Date(2021, 3, 4, 10, 11, 12, 0, time.UTC), Line: 9,
		},
		{ID: "debt", Name: "debt", Kind: Descriptive, Parent: "money", Retired: "2021-05-01", Became: []ID{"rent"}, Line: 21},
		{ID: "means", Name: "Means", Kind: Analytical, GroundedIn: []ID{"rent", "money"}, Origin: "theory", Reference: "Sen 1999", Line: 27},
		{ID: "ends", Name: "ends", Kind: Analytical, Line: 35},
	}
	if diff := cmp.Diff(want, b.Codes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if b.Title != "Ana" || b.Name() != "book.toml" || b.Len() != 5 || string(b.Source()) != sound {
		t.Errorf("title %q, name %q, %d codes, %d bytes", b.Title, b.Name(), b.Len(), len(b.Source()))
	}
}

func TestCRLFReadsAsLF(t *testing.T) {
	t.Parallel()
	lf := decodeSound(t, sound)
	b, problems := Decode("book.toml", []byte(strings.ReplaceAll(sound, "\n", "\r\n")))
	if len(problems) != 1 || problems[0].Name != "crlf" || problems[0].Fatal {
		t.Errorf("problems %v, want a note crlf", problems)
	}
	if diff := cmp.Diff(lf.Codes, b.Codes); diff != "" {
		t.Errorf("(-LF +CRLF):\n%s", diff)
	}
}

// Everything that can be wrong with a codebook, in one.
const broken = `titel = "Ana"

[[code]]
id = "family"
name = "Family"
parent = "famly"

[[code]]
id = "burden"
name = "family"
knid = "analytical"
parent = "means"

[[code]]
name = "Without an id"

[[code]]
id = "burden"
definition = 3

[[code]]
id = "Two Words"
kind = "analytic"
origin = "books"

[[code]]
id = "means"
kind = "analytical"
grounded_in = ["burden", "nowhere", "ends"]

[[code]]
id = "ends"
kind = "analytical"
retired = "soon"
became = ["mean"]

[[code]]
id = "a"
parent = "c"
grounded_in = ["means"]
became = ["b"]

[[code]]
id = "b"
parent = "a"

[[code]]
id = "c"
parent = "b"

[[code]]
id = "self"
parent = "self"
name = "never closed

[[code]]
id = 7

[[code]]
id = "BURDEN"
`

func TestAllProblemsOfABrokenBook(t *testing.T) {
	t.Parallel()
	want := []string{
		`unknown-key  book.toml:1:1: nothing reads the key titel; did you mean title?`,
		`parent-missing  book.toml:6:1: the parent "famly" is not in this codebook; did you mean family?`,
		`name-twice  book.toml:10:1: the name "family" is that of code "family" at line 3 too; give one another name with: grounded codebook rename`,
		`unknown-key  book.toml:11:1: nothing reads the key knid; did you mean kind?`,
		`parent-other-kind  book.toml:12:1: the parent "means" is analytical and "burden" is descriptive; a parent arranges codes of one kind; an analytical code rests on descriptive ones with grounded_in`,
		`code-without-id! book.toml:14:1: this code has no id; write id = "without-an-id"`,
		`code-twice! book.toml:17:1: code "burden" is defined twice; first at line 8; join them with: grounded codebook merge burden burden`,
		`wrong-type! book.toml:19:1: definition is the number 3, and a text in quotation marks is wanted`,
		`bad-code-id  book.toml:22:1: "Two Words" is not an id; as one it would be "two-words"; keep in name what people read, and in id what a file can be named`,
		`bad-kind! book.toml:23:1: "analytic" is no kind of code; write kind = "descriptive" or kind = "analytical"`,
		`bad-origin  book.toml:24:1: "books" is no origin of a code; write origin = "theory" or origin = "data"`,
		`rests-missing  book.toml:29:1: code "means" rests on "nowhere", which is not in this codebook`,
		`rests-same-kind  book.toml:29:1: code "means" rests on "ends", and both are analytical; analytical codes rest on descriptive ones; parent arranges codes of one kind`,
		`retired-not-date  book.toml:34:1: "soon" is not a date; write retired = 2021-03-04`,
		`became-missing  book.toml:35:1: code "ends" became "mean", which is not in this codebook; did you mean means?`,
		`parent-cycle  book.toml:39:1: code "a" is its own ancestor: a → c → b → a; take the parent away from one of them`,
		`rests-backwards  book.toml:40:1: the descriptive code "a" rests on the analytical "means"; say it of "means"`,
		`became-in-use  book.toml:41:1: code "a" became another and is not retired; add the date: retired = 2021-03-04`,
		`parent-cycle  book.toml:53:1: code "self" is its own ancestor: self → self; take the parent away from one of them`,
		`toml-syntax! book.toml:54:8: the text that opens here is not closed by " on its line`,
		`wrong-type! book.toml:57:1: id is the number 7, and a text in quotation marks is wanted`,
		`bad-code-id  book.toml:60:1: "BURDEN" is not an id; as one it would be "burden"; keep in name what people read, and in id what a file can be named`,
	}
	twice := `code-twice! book.toml:59:1: code "BURDEN" differs from "burden" at line 8 in case only; give one of them another id, here and in the codings`
	want = append(want[:len(want)-1], twice, want[len(want)-1])
	_, problems := Decode("book.toml", []byte(broken))
	var got []string
	for _, p := range problems {
		mark := " "
		if p.Fatal {
			mark = "!"
		}
		got = append(got, p.Name+mark+" "+p.String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAConflictIsOneProblem(t *testing.T) {
	t.Parallel()
	src := strings.Replace(sound, "name = \"Money\"\n", "<<<<<<< HEAD\nname = \"Money\"\n=======\nname = \"Cash\"\n>>>>>>> theirs\n", 1)
	b, problems := Decode("book.toml", []byte(src))
	if len(problems) != 1 || problems[0].Name != "conflict-marker" || problems[0].Line != 6 || !problems[0].Fatal {
		t.Errorf("problems %v, want one fatal conflict-marker at line 6", problems)
	}
	if _, err := b.Add(Code{ID: "x"}); err == nil {
		t.Error("a book in conflict was edited")
	}
}

func TestTwoSpellingsOfOneNameAreFineOnceOneIsRetired(t *testing.T) {
	t.Parallel()
	decodeSound(t, "[[code]]\nid = \"a\"\nname = \"Rent\"\nretired = 2021-01-01\n[[code]]\nid = \"b\"\nname = \"RENT\"\n")
}

func TestNew(t *testing.T) {
	t.Parallel()
	for _, title := range []string{"Ana", "", "a \"b\"\n\\"} {
		b := decodeSound(t, string(New(title)))
		if b.Title != title || b.Len() != 0 {
			t.Errorf("New(%q) has the title %q and %d codes", title, b.Title, b.Len())
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(broken))
	f.Add([]byte("[[code]]\nid='a'\nparent='b'\n[[code]]\nid='b'\nparent='a'\nretired=2021-01-01\nbecame=['a']\n"))
	f.Add([]byte("code=[{id='a'},{id='a',parent='a'}]"))
	f.Add([]byte("[code]\nid='a'"))
	f.Add([]byte("\xff"))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, problems := Decode("f", src)
		again, _ := Decode("f", src)
		if diff := cmp.Diff(b.Codes, again.Codes, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("decoded twice, it differs:\n%s", diff)
		}
		lines := strings.Count(string(src), "\n") + 1
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines || p.Column < 0 {
				t.Errorf("a problem outside the %d lines: %v", lines, p)
			}
		}
		checkTree(t, b)
		for _, c := range b.Codes {
			b.Resolve(c.ID)
			if _, err := b.Find(c.Name); err == nil && problem.Fatal(problems) == nil {
				if text, ok := b.Block(c.ID); ok {
					if same, err := b.ReplaceBlock(c.ID, text); err == nil && len(same) > len(src)+2 {
						t.Errorf("a block put back makes %q", same)
					}
				}
			}
		}
	})
}
