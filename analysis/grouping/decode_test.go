package grouping

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

// What is offered reads without a fault, and nothing of it is accepted yet; with a name
// and a yes a group is the theme that was meant.
func TestOfferIsReadAsItWasMeant(t *testing.T) {
	s := suggest(t, ana(t), Options{Weights: Weights{1, 1, 1}, K: 2, Least: 2, Passages: 2})
	src := string(Offer([]Suggestion{s}))
	a, problems := Decode("g.toml", []byte(src))
	if len(problems) > 0 || len(a.Accepted) > 0 || a.Others != 1 {
		t.Fatalf("%v, %+v, in\n%s", problems, a, src)
	}
	src = strings.Replace(src, "accept = false\nname = \"\"", "accept = true\nname = \"Making ends meet\"", 1)
	a, problems = Decode("g.toml", []byte(src))
	want := []theme.Theme{{ID: "making-ends-meet", Name: "Making ends meet", Codes: []theme.CodeRef{{Analyst: "ana", Code: "food"}, {Analyst: "ana", Code: "rent"}}}}
	if diff := cmp.Diff(want, a.Accepted, cmpopts.IgnoreFields(theme.Theme{}, "Line")); diff != "" || len(problems) > 0 {
		t.Errorf("%v, -want +got\n%s", problems, diff)
	}
}

// Names hold whatever people type: none of it ends a text or a comment.
func TestOfferOfStrangeNames(t *testing.T) {
	c := ana(t)
	c.Coders[0].Book = book(t, "ana.toml", "[[code]]\nid = \"rent\"\nname = \"a \\\"quoted\\\"\\nname # with ends\"\n[[code]]\nid = \"food\"\nname = \"\\\\ back\"\n")
	s := suggest(t, c, Options{Weights: Weights{1, 1, 1}, K: 1, Least: 2, Passages: 2})
	if _, problems := Decode("g.toml", Offer([]Suggestion{s})); len(problems) > 0 {
		t.Errorf("%v in\n%s", problems, Offer([]Suggestion{s}))
	}
}

const answered = `
[[group]]
accept = true
codes = ["ana:rent"]

[[group]]
accept = true
name = "?!"
codes = ["ana:rent", "ana:rent"]

[[group]]
accept = true
name = "Two\nlines"
codes = []

[[group]]
accept = true
name = "Means"
id = "Not An Id"
codes = ["rent", "ana:food"]

[[group]]
accept = true
name = "Kin"
codes = ["ana:kin", "ben:kni", "cy:kin", "ben:The kin", "dee:kin"]

[[group]]
accept = true
name = "KIN"
codes = ["ana:kin"]
colour = "red"

[[group]]
name = "Nearly"
codes = ["what:ever"]
`

func TestDecodeNamesAllProblems(t *testing.T) {
	a, problems := Decode("g.toml", []byte(answered))
	books := map[coding.Analyst]*codebook.Book{"ana": book(t, "ana.toml", warmBook), "ben": book(t, "ben.toml", "[[code]]\nid = \"kin\"\nname = \"The kin\"\n"), "dee": nil}
	problems = append(problems, a.Check(books)...)
	var got []string
	for _, p := range problems {
		fatal := ""
		if p.Fatal {
			fatal = "! "
		}
		got = append(got, fmt.Sprintf("%s%s %s", fatal, p.Name, p))
	}
	want := []string{
		`! group-without-name g.toml:2:1: this group is accepted and has no name; say in name what the theme is called`,
		`! bad-group-name g.toml:8:1: "?!" holds no letter and no digit, so no id can be made of it; write an id beside it`,
		`! bad-group-name g.toml:13:1: "Two\nlines" cannot be a name: a name is one line, without line ends, tabs and other control characters`,
		`! group-without-codes g.toml:14:1: this group is accepted and has no code; say in codes what the theme rests on`,
		`! bad-group-id g.toml:19:1: "Not An Id" is not an id; as one it would be "not-an-id"`,
		`! bad-code-reference g.toml:20:1: "rent" is not a code of an analyst; one looks like analyst-1:rent`,
		`! group-twice g.toml:29:1: the theme of this group would be called "kin", as that of line 22 is; give one of the two another name, or an id`,
		`unknown-key g.toml:31:1: nothing reads the key colour`,
		`group-not-accepted g.toml:33:1: group "Nearly" is not accepted; write accept = true to make a theme of it`,
		`! code-unknown g.toml:25:1: ben: no code "kni" in this codebook; did you mean kin? Or take it out here`,
		`! analyst-unknown g.toml:25:1: no analyst "cy" has a codebook; take it out here`,
		`! code-unknown g.toml:25:1: ben: "The kin" is the name of a code, and not its id; write the id`,
		`! code-hidden g.toml:25:1: this study is blind: the codes of dee are not shown to others; take them out here`,
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNew(t *testing.T) {
	m, problems := theme.Decode("m.toml", []byte("[[theme]]\nid = \"kin\"\ncodes = [\"ana:kin\"]\n[[theme]]\nid = \"means\"\ncodes = [\"ana:money\"]\n"))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	src := func(name string) []byte {
		return []byte("[[group]]\naccept = true\nname = \"Kin\"\ncodes = [\"ana:kin\", \"ana:aunt\"]\n[[group]]\naccept = true\nname = \"" + name + "\"\ncodes = [\"ana:food\"]\n")
	}
	a, _ := Decode("g.toml", src("Bread"))
	made, there, wrong := a.New(m, nil)
	if len(wrong) > 0 || len(made) != 1 || made[0].ID != "bread" || !slices.Equal(there, []theme.ID{"kin"}) {
		t.Errorf("%v, %v, %v", made, there, wrong)
	}
	a, _ = Decode("g.toml", src("Means"))
	if _, _, wrong := a.New(m, nil); len(wrong) != 1 || !wrong[0].Fatal || wrong[0].String() != `g.toml:7:1: there is a theme "means" already, which rests on none of these codes; give the group another name, or an id` {
		t.Errorf("%v", wrong)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(answered))
	f.Add([]byte(strings.ReplaceAll(answered, "\n", "\r\n")))
	f.Add([]byte("group = [{accept = true, name = \"a\", codes = [\"a:b\"]}]\n"))
	f.Add([]byte("[group]\naccept = true\n"))
	f.Add([]byte("[[group]]\naccept = 1\ncodes = \"a\"\n[[group.passage]]\nat = 3\n"))
	f.Add([]byte("\ufeff[[group]]\nname = \"\\u0000\"\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		a, problems := Decode("g.toml", src)
		lines := strings.Count(string(src), "\n") + 1
		for _, p := range append(problems, a.Check(nil)...) {
			if p.Line < 0 || p.Line > lines {
				t.Errorf("%v is no line of %d", p, lines)
			}
		}
		if problem.Fatal(problems) != nil {
			return
		}
		m, _ := theme.Decode("m.toml", nil)
		made, _, wrong := a.New(m, nil)
		if len(wrong) > 0 || len(made) != len(a.Accepted) {
			t.Fatalf("%d of %d groups are made themes: %v", len(made), len(a.Accepted), wrong)
		}
		if len(made) == 0 {
			return
		}
		themes, err := m.AddTheme(made...)
		if err != nil {
			t.Fatalf("%v, of\n%s", err, src)
		}
		after, wrong := theme.Decode("m.toml", themes)
		if problem.Fatal(wrong) != nil || len(after.Themes) != len(made) {
			t.Errorf("%v in\n%s", wrong, themes)
		}
	})
}
