package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/analysis/table"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// sound is a model with nothing wrong, written as people write.
const sound = `# Of the team, after the second round.
title = "Having some give"
shape = "tree"

[[part]]
name = "Ground"
place = "soil"   # what nobody chose

[[part]]
name = "Good life"
place = "leaf"

# the heart of it
[[theme]]
id = "give"
name = "Some give"
statement = """
A little over,
every week."""
part = "Good life"
codes = ["ana:slack", "ben:spare"]  # both of them
query = "slack OR spare"

[[theme]]
id = "steady"
parents = ["give"]

[[theme]]
id = "street"
part = "Ground"

[[quote]]
theme = "give"
transcript = "one"
start = 9
end = 31
quote = "I had a bit over, then"
prefix = "Bea: And "
suffix = "."
stance = "qualifies"
shown = "I had a bit over …"
verified = true

[[quote]]
theme = "steady"
transcript = "two"
quote = "same day, same money"

[[revision]]
date = 2021-05-18
said = "Where is the street?"
group = "neighbours"
response = "changed"
because = "It was in the interviews."
did = "Added it."
themes = ["street", "gone-since"]

[[revision]]
said = "And the weather?"
`

func decodeSound(t testing.TB, src string) *Model {
	t.Helper()
	m, problems := Decode("models/joint/give.toml", []byte(src))
	if problems != nil {
		t.Fatal(problem.Error(problems))
	}
	return m
}

func TestDecode(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, sound)
	want := &Model{
		Title: "Having some give",
		Shape: Tree,
		Parts: []Part{{"Ground", Soil, 5}, {"Good life", Leaf, 9}},
		Themes: []Theme{
			{
				ID: "give", Name: "Some give", Statement: "A little over,\nevery week.", Part: "Good life",
				Codes: []CodeRef{{"ana", "slack"}, {"ben", "spare"}}, Query: "slack OR spare", Line: 14,
			},
			{ID: "steady", Name: "steady", Parents: []ID{"give"}, Line: 24},
			{ID: "street", Name: "street", Part: "Ground", Line: 28},
		},
		Quotes: []Quote{
			{
				Theme: "give", Transcript: "one", Span: transcript.Span{Start: 9, End: 31}, Quote: "I had a bit over, then",
				Prefix: "Bea: And ", Suffix: ".", Stance: Qualifies, Shown: "I had a bit over …", Verified: Verification{Given: true}, Line: 32,
			},
			{Theme: "steady", Transcript: "two", Quote: "same day, same money", Stance: Supports, Line: 44},
		},
		Revisions: []Revision{
			{
				Date: "2021-05-18", Said: "Where is the street?", Group: "neighbours", Response: Changed,
				Because: "It was in the interviews.", Did: "Added it.", Themes: []ID{"street", "gone-since"}, Line: 49,
			},
			{Said: "And the weather?", Response: Open, Line: 58},
		},
	}
	if diff := cmp.Diff(want, m, cmpopts.IgnoreUnexported(Model{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if part, _ := m.PartOf("steady"); part.Name != "Good life" {
		t.Errorf("steady belongs to %q, not to the part of its parent", part.Name)
	}
	if _, ok := m.PartOf("nobody"); ok {
		t.Error("a theme that is not there belongs to a part")
	}
	if empty := decodeSound(t, ""); empty.Shape != List {
		t.Errorf("the shape of an empty model is %q", empty.Shape)
	}
}

// Everything that can be wrong with a model, in one file.
func TestDecodeReportsAll(t *testing.T) {
	t.Parallel()
	const src = `title = "Broken"
shape = "bush"
colour = "green"
[[part]]
place = "root"
[[part]]
name = "Means"
place = "twig"
[[part]]
name = "Means"
[[theme]]
name = "No id"
[[theme]]
id = "Bad Id"
[[theme]]
id = "one"
parents = ["onee", "three"]
part = "Meens"
codes = ["ana:slack", "slack", "ana:", "a:b:c"]
[[theme]]
id = "two"
parents = ["two", "one"]
[[theme]]
id = "three"
parents = ["two"]
[[theme]]
id = "one"
statment = "misspelt"
[[theme]]
id = "ONE"
[[quote]]
quote = "words"
transcript = "t"
stance = "agrees"
[[quote]]
theme = "tow"
start = 9
end = 3
[[quote]]
theme = "two"
transcript = "t"
quote = "all the words"
shown = "all words"
[[revision]]
response = "maybe"
date = "last May"
`
	_, problems := Decode("m.toml", []byte(src))
	var got []string
	for _, p := range problems {
		fatal := ""
		if p.Fatal {
			fatal = "! "
		}
		got = append(got, fmt.Sprintf("%s%s %s", fatal, p.Name, p))
	}
	want := []string{
		`! bad-shape m.toml:2:1: "bush" is no shape of a model; write list, hierarchy or tree`,
		`unknown-key m.toml:3:1: nothing reads the key colour`,
		`! part-without-name m.toml:4:1: this part has no name; write name = "…"`,
		`! bad-place m.toml:8:1: "twig" is no place in a tree; write root, soil, trunk or leaf`,
		`! part-twice m.toml:10:1: part "Means" is there twice; first at line 6; give one of them another name`,
		`! theme-without-id m.toml:11:1: this theme has no id; write id = "no-id"`,
		`bad-theme-id m.toml:14:1: "Bad Id" is not an id; as one it would be "bad-id"; keep in name what people read, and in id what can be typed and referred to`,
		`parent-missing m.toml:17:1: the parent "onee" is not in this model; did you mean ONE, one?`,
		`part-unknown m.toml:18:1: the part "Meens" is not in this model; did you mean Means?`,
		`! bad-code-reference m.toml:19:1: "a:b:c" is not a code of an analyst; one looks like analyst-1:rent`,
		`! bad-code-reference m.toml:19:1: "ana:" is not a code of an analyst; one looks like analyst-1:rent`,
		`! bad-code-reference m.toml:19:1: "slack" is not a code of an analyst; one looks like analyst-1:rent`,
		`parent-cycle m.toml:22:1: theme "two" is its own ancestor: two → one → three → two; take "one" out of its parents; until then it is not counted there`,
		`parent-cycle m.toml:22:1: theme "two" is its own ancestor: two → two; take "two" out of its parents; until then it is not counted there`,
		`! theme-twice m.toml:27:1: theme "one" is there twice; first at line 15; give one of them another id, or make one theme of the two`,
		`unknown-key m.toml:28:1: nothing reads the key statment; did you mean statement?`,
		`! theme-twice m.toml:30:1: theme "ONE" differs from "one" at line 15 in case only; give one of them another id, or make one theme of the two`,
		`bad-theme-id m.toml:30:1: "ONE" is not an id; as one it would be "one"; keep in name what people read, and in id what can be typed and referred to`,
		`quote-theme-unknown m.toml:31:1: this quote says no theme; write theme = "…"`,
		`! bad-stance m.toml:34:1: "agrees" is no stance of a quote; write supports, qualifies or contradicts`,
		`quote-without-place m.toml:35:1: this quote lacks its transcript or its words, so that its place cannot be found; write transcript and quote`,
		`quote-theme-unknown m.toml:36:1: the theme "tow" of this quote is not in this model; did you mean two?`,
		`bad-passage m.toml:37:1: no passage begins at 9 and ends at 3; delete start and end; the place is found by the words`,
		`shown-not-said m.toml:43:1: what is to be printed does not follow from the words of the quote; mark what is left out by … and what is added by [ ]`,
		`! bad-response m.toml:45:1: "maybe" is no response; write changed, kept or open`,
		`bad-date m.toml:46:1: "last May" is not a date; write date = 2021-03-04`,
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecodeForeignText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, src, want string }{
		{"CRLF", strings.ReplaceAll(sound, "\n", "\r\n"), "crlf"},
		{"conflict", "title = \"a\"\n<<<<<<< ours\n=======\n>>>>>>> theirs\n", "conflict-marker"},
		{"wrong type", "[[theme]]\nid = 3\n", "wrong-type"},
		{"syntax", "title = \n", "toml-syntax"},
	} {
		m, problems := Decode("m.toml", []byte(tt.src))
		if len(problems) != 1 || problems[0].Name != tt.want {
			t.Errorf("%s: %v", tt.name, problems)
		}
		if tt.name == "CRLF" && (len(m.Themes) != 3 || m.Themes[0].Statement != "A little over,\nevery week.") {
			t.Errorf("read with CRLF, the themes are %+v", m.Themes)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sound))
	f.Add([]byte(strings.ReplaceAll(sound, "\n", "\r\n")))
	f.Add([]byte("[[theme]]\nid=\"a\"\nparents=[\"b\"]\n[[theme]]\nid=\"b\"\nparents=[\"a\",\"a\"]\n"))
	f.Add([]byte("theme = [{id = \"a\", codes = [\"a:b\"]}]\nquote = [{theme = \"a\", start = -1, end = -9, shown = \"[\"}]\n"))
	f.Add([]byte("shape = 3\n[part]\nname = 1\n"))
	f.Add([]byte("[[quote]]\nverified = { by = \"ana\", date = 2021-03-04, against = \"recording\", words = \"00\" }\n[[quote]]\n[quote.verified]\nlapsed = 1\n"))
	f.Add([]byte("[[theme]]\nid=\"a\"\n[[quote]]\ntheme=\"a\"\ntranscript=\"t\"\nquote=\"that were\"\nshown=\"… were\"\nverified=true\n"))
	f.Add([]byte("\ufefftitle = \"\\u0000\"\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		m, problems := Decode("m.toml", src)
		n := 0
		for range m.Walk() {
			n++
		}
		if n != len(m.Themes) {
			t.Errorf("%d of %d themes are in the tree", n, len(m.Themes))
		}
		in := transcript.New("t", transcript.Meta{}, "some words that were said")
		if got := len(m.Anchor([]*transcript.Transcript{in})); got != len(m.Quotes) {
			t.Errorf("%d of %d quotes are anchored", got, len(m.Quotes))
		}
		p := coding.Picked{Transcripts: []*transcript.Transcript{in}}
		if err := m.Tree(p, nil).Check(); err != nil {
			t.Error(err)
		}
		checkDrawing(t, m.Draw(p, nil, 60), 60)
		quotes := m.Anchor(p.Transcripts)
		for _, r := range []table.Report{m.Listed(quotes, p), m.ForPrint(quotes, p), m.Who(quotes, p)} {
			if err := r.Check(); err != nil {
				t.Error(err)
			}
		}
		src2, err := m.AddTheme(Theme{ID: "fuzz-new", Statement: "said"})
		if problem.Fatal(problems) != nil {
			if err == nil {
				t.Error("a broken file was edited")
			}
			return
		}
		if err != nil {
			return // it may be there, or the tables may be inline
		}
		after, _ := Decode("m.toml", src2)
		if len(after.Themes) != len(m.Themes)+1 || after.Title != m.Title || len(after.Quotes) != len(m.Quotes) {
			t.Errorf("adding a theme to\n%s\nmade\n%s", src, src2)
		}
	})
}
