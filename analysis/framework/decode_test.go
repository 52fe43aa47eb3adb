package framework

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/theme"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript/coding"
)

const theory = `
title = "A theory"
reference = "Somebody 1999"

[[construct]]
id = "means"
name = "Means"
definition = "What is at hand."
terms = ["money", " rent ", "", "money"]

[[construct]]
id = "income"
parent = "means"

[[construct]]
id = "ends"
name = "Ends"

[[construct]]
id = "wages"
name = "Wages"
parent = "income"
`

func framework(t *testing.T, src string) *Framework {
	t.Helper()
	f, problems := Decode("f.toml", []byte(src))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestDecode(t *testing.T) {
	f := framework(t, theory)
	var tree []string
	for c, depth := range f.Walk() {
		tree = append(tree, strings.Repeat(" ", depth)+c.Name)
	}
	if diff := cmp.Diff([]string{"Means", " income", "  Wages", "Ends"}, tree); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]string{"money", "rent"}, f.Constructs[0].Terms); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff([]ID{"income", "wages"}, f.Below("income")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if f.Below("none") != nil || f.Title != "A theory" || f.Reference != "Somebody 1999" {
		t.Errorf("%+v", f)
	}
	for text, want := range map[string]string{
		"income": "income", "WAGES": "wages", "Ends": "ends",
		"meens": `no construct "meens" in f.toml; did you mean means?`,
		"qqq":   `no construct "qqq" in f.toml; it has means, income, ends, wages`,
	} {
		got, err := f.Find(text)
		if err == nil && string(got.ID) != want || err != nil && err.Error() != want {
			t.Errorf("Find(%s) = %q, %v", text, got.ID, err)
		}
	}
}

func named(problems []problem.Problem) []string {
	var out []string
	for _, p := range problems {
		fatal := ""
		if p.Fatal {
			fatal = "! "
		}
		out = append(out, fmt.Sprintf("%s%s %s", fatal, p.Name, p))
	}
	return out
}

func TestDecodeNamesAllProblems(t *testing.T) {
	f, problems := Decode("f.toml", []byte(`
[[construct]]
name = "No id"
[[construct]]
id = "One"
parent = "two"
[[construct]]
id = "two"
parent = "One"
colour = "red"
[[construct]]
id = "TWO"
parent = "tree"
name = "a\nb"
[[construct]]
id = "three"
parent = "tree"
`))
	want := []string{
		`! construct-without-id f.toml:2:1: this construct has no id; write id = "no-id"`,
		`bad-construct-id f.toml:5:1: "One" is not an id; as one it would be "one"; keep in name what people read, and in id what can be typed and referred to`,
		`construct-cycle f.toml:6:1: construct "One" is its own ancestor; take it out of its parents; until then it stands at the top`,
		`unknown-key f.toml:10:1: nothing reads the key colour`,
		`! construct-twice f.toml:12:1: construct "TWO" is there twice; first at line 7; give one of them another id`,
		`parent-missing f.toml:13:1: the parent "tree" is not in this framework; did you mean three?`,
		`! bad-construct-name f.toml:14:1: "a\nb" cannot be a name: a name is one line, without line ends, tabs and other control characters`,
		`parent-missing f.toml:17:1: the parent "tree" is not in this framework; did you mean three?`,
	}
	if diff := cmp.Diff(want, named(problems)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	n := 0
	for range f.Walk() {
		n++
	}
	if n != len(f.Constructs) {
		t.Errorf("%d of %d constructs are in the tree", n, len(f.Constructs))
	}
	if _, problems := Decode("f.toml", nil); named(problems)[0] != `! framework-empty f.toml: this framework has no construct; write each as a [[construct]] with id, name and definition` {
		t.Errorf("%q", named(problems))
	}
	if _, err := framework(t, "[[construct]]\nid = \"a\"\nname = \"Same\"\n[[construct]]\nid = \"b\"\nname = \"same\"\n").Find("SAME"); err == nil || err.Error() != `"SAME" is the name of several constructs; say which by its id: a, b` {
		t.Errorf("%v", err)
	}
}

const placed = `# mine
[[placement]]
code = "ana:rent"
construct = "means"
because = "It goes first."   # said on the way home
at = 2021-03-04T10:00:00Z

[[placement]]
code = "ana:songs"
nowhere = true
because = "No word for it."
`

func placements(t *testing.T, src string) *Placements {
	t.Helper()
	p, problems := DecodePlacements("p.toml", []byte(src))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	return p
}

func ref(text string) theme.CodeRef {
	r, err := theme.ParseCodeRef(text)
	if err != nil {
		panic(err)
	}
	return r
}

// Each edit changes the bytes that it is about, and no others.
func TestPlace(t *testing.T) {
	p := placements(t, placed)
	at := time.Date(2021, 3, 5, 9, 0, 0, 0, time.UTC)
	src, again, err := p.Place(Placement{Code: ref("ana:rent"), Construct: "ends", Because: "It is one.", At: at})
	if want := placed + "\n[[placement]]\ncode = \"ana:rent\"\nconstruct = \"ends\"\nbecause = \"It is one.\"\nat = 2021-03-05T09:00:00Z\n"; err != nil || again || string(src) != want {
		t.Errorf("%v, -want +got\n%s", err, cmp.Diff(want, string(src)))
	}
	src, again, err = p.Place(Placement{Code: ref("ana:rent"), Construct: "means", Because: "It goes.", At: at})
	if want := strings.Replace(strings.Replace(placed, "It goes first.", "It goes.", 1), "03-04T10", "03-05T09", 1); err != nil || !again || string(src) != want {
		t.Errorf("%v, -want +got\n%s", err, cmp.Diff(want, string(src)))
	}
	src, _, err = p.Place(Placement{Code: ref("ana:soup"), Nowhere: true, Because: "Nor this.", At: at})
	if err != nil || !strings.HasSuffix(string(src), "code = \"ana:soup\"\nnowhere = true\nbecause = \"Nor this.\"\nat = 2021-03-05T09:00:00Z\n") {
		t.Errorf("%v\n%s", err, src)
	}
	for _, c := range []struct {
		one  Placement
		want string
	}{
		{Placement{Code: ref("ana:songs"), Construct: "ends"}, `ana:songs is placed nowhere; take that back first with: grounded theme place ana:songs --nowhere --remove`},
		{Placement{Code: ref("ana:rent"), Nowhere: true}, `ana:rent is placed on means; take that back first with: grounded theme place ana:rent means --remove`},
	} {
		if _, _, err := p.Place(c.one); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
	empty := placements(t, "")
	if src, _, err := empty.Place(Placement{Code: ref("ana:rent"), Construct: "means", Because: "x", At: at}); err != nil || len(placements(t, string(src)).List) != 1 {
		t.Errorf("%v\n%s", err, src)
	}
}

func TestRemove(t *testing.T) {
	p := placements(t, placed)
	src, err := p.Remove(ref("ana:songs"), "")
	if want := strings.Split(placed, "\n[[placement]]\ncode = \"ana:songs\"")[0]; err != nil || string(src) != want {
		t.Errorf("%v, -want +got\n%s", err, cmp.Diff(want, string(src)))
	}
	for _, c := range []struct {
		code string
		on   ID
		want string
	}{
		{"ana:rent", "ends", "ana:rent is not placed on ends; it is on means"},
		{"ana:rent", "", "ana:rent is not placed nowhere; it is on means"},
		{"ana:soup", "means", "ana:soup is not placed on means, nor anywhere else"},
	} {
		if _, err := p.Remove(ref(c.code), c.on); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

const misplaced = `
[[placement]]
code = "rent"
construct = "means"
because = "x"
[[placement]]
code = "ana:rent"
because = "x"
[[placement]]
code = "ana:soup"
construct = "means"
nowhere = true
because = "x"
[[placement]]
code = "ana:food"
construct = "means"
[[placement]]
code = "ana:food"
construct = "means"
because = "x"
[[placement]]
code = "ana:food"
nowhere = true
because = "x"
`

func TestDecodePlacementsNamesAllProblems(t *testing.T) {
	_, problems := DecodePlacements("p.toml", []byte(misplaced))
	want := []string{
		`! bad-code-reference p.toml:3:1: "rent" is not a code of an analyst; one looks like analyst-1:rent`,
		`! placement-without-construct p.toml:6:1: ana:rent is placed on no construct; write construct, or nowhere = true`,
		`! placement-both p.toml:12:1: ana:soup is placed on means and nowhere at once; take one of the two out`,
		`placement-without-reason p.toml:14:1: nobody says why ana:food is placed on means; write because`,
		`! placement-twice p.toml:18:1: ana:food is placed here as at line 14; take one of the two out`,
		`! placement-both p.toml:23:1: ana:food is placed nowhere, and at line 14 on means; take one of the two out`,
	}
	if diff := cmp.Diff(want, named(problems)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if _, _, err := (&Placements{problems: problems}).Place(Placement{}); err == nil {
		t.Error("a broken file was edited")
	}
}

func TestCheck(t *testing.T) {
	p := placements(t, placed+"[[placement]]\ncode = \"ben:rnt\"\nconstruct = \"meens\"\nbecause = \"x\"\n[[placement]]\ncode = \"anna:rent\"\nconstruct = \"means\"\nbecause = \"x\"\n[[placement]]\ncode = \"cy:rent\"\nconstruct = \"means\"\nbecause = \"x\"\n")
	ben, _ := codebook.Decode("ben.toml", []byte("[[code]]\nid = \"rent\"\n"))
	ana, _ := codebook.Decode("ana.toml", []byte("[[code]]\nid = \"rent\"\n[[code]]\nid = \"songs\"\n"))
	books := map[coding.Analyst]*codebook.Book{"ana": ana, "ben": ben, "cy": nil}
	want := []string{
		`code-unknown p.toml:13:1: ben:rnt is placed on meens, and there is no code "rnt" in ben.toml; did you mean rent? Or take it back with: grounded theme place ben:rnt meens --remove`,
		`construct-unknown p.toml:14:1: ben:rnt is placed on "meens", which is no construct of f.toml; did you mean means? Or take it back with: grounded theme place ben:rnt meens --remove`,
		`analyst-unknown p.toml:17:1: anna:rent is placed on means, and no analyst "anna" has a codebook; did you mean ana? Or take it back with: grounded theme place anna:rent means --remove`,
	}
	if diff := cmp.Diff(want, named(p.Check(framework(t, theory), books))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got := p.Check(nil, map[coding.Analyst]*codebook.Book{"ana": nil, "ben": nil, "anna": nil, "cy": nil}); len(got) != 0 {
		t.Errorf("of what is not known nothing is said: %v", got)
	}
}

// A theme comes of each construct that holds codes, and of those above it.
func TestThemes(t *testing.T) {
	f := framework(t, theory)
	p := placements(t, placed+"[[placement]]\ncode = \"ana:pay\"\nconstruct = \"wages\"\nbecause = \"x\"\n[[placement]]\ncode = \"ana:pay\"\nconstruct = \"gone\"\nbecause = \"x\"\n")
	want := []theme.Theme{
		{ID: "means", Name: "Means", Statement: "What is at hand.", Codes: []theme.CodeRef{ref("ana:rent")}},
		{ID: "income", Name: "income", Parents: []theme.ID{"means"}},
		{ID: "wages", Name: "Wages", Parents: []theme.ID{"income"}, Codes: []theme.CodeRef{ref("ana:pay")}},
	}
	got := f.Themes(p, nil)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	m, _ := theme.Decode("m.toml", nil)
	if _, err := m.AddTheme(got...); err != nil {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(theory))
	f.Add([]byte(strings.ReplaceAll(theory, "\n", "\r\n")))
	f.Add([]byte("[[construct]]\nid=\"a\"\nparent=\"b\"\n[[construct]]\nid=\"b\"\nparent=\"a\"\n[[construct]]\nid=\"c\"\nparent=\"a\"\n"))
	f.Add([]byte("construct = [{id = \"a\", terms = [1]}]\ntitle = 3\n"))
	f.Add([]byte("[construct]\nid = \"a\"\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		got, problems := Decode("f.toml", src)
		lines := strings.Count(string(src), "\n") + 1
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines {
				t.Errorf("%v is no line of %d", p, lines)
			}
		}
		n := 0
		for c, depth := range got.Walk() {
			n++
			if depth > len(got.Constructs) || c.ID != "" && len(got.Below(c.ID)) == 0 {
				t.Errorf("%q stands at depth %d", c.ID, depth)
			}
		}
		if n != len(got.Constructs) {
			t.Errorf("%d of %d constructs are in the tree", n, len(got.Constructs))
		}
	})
}

func FuzzDecodePlacements(f *testing.F) {
	f.Add([]byte(placed))
	f.Add([]byte(misplaced))
	f.Add([]byte(strings.ReplaceAll(placed, "\n", "\r\n")))
	f.Add([]byte("placement = [{code = \"a:b\", nowhere = true}]\n"))
	f.Add([]byte("[[placement]]\ncode = 1\nat = 3\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		p, problems := DecodePlacements("p.toml", src)
		one := Placement{Code: ref("fuzz:new"), Construct: "fuzz", Because: "x", At: time.Unix(1, 0).UTC()}
		if len(p.Of(one.Code)) > 0 {
			return
		}
		after, again, err := p.Place(one)
		if problem.Fatal(problems) != nil {
			if err == nil {
				t.Error("a broken file was edited")
			}
			return
		}
		if err != nil {
			return // the tables may be inline
		}
		now, wrong := DecodePlacements("p.toml", after)
		if again || problem.Fatal(wrong) != nil || len(now.List) != len(p.List)+1 {
			t.Fatalf("placing a code in\n%s\nmade\n%s", src, after)
		}
		back, err := now.Remove(one.Code, one.Construct)
		if err != nil {
			t.Fatal(err)
		}
		if then, _ := DecodePlacements("p.toml", back); !cmp.Equal(texts(then.List), texts(p.List)) {
			t.Errorf("taking it back made\n%s", back)
		}
	})
}

// texts are placements without their lines.
func texts(list []Placement) []string {
	var out []string
	for _, p := range list {
		out = append(out, fmt.Sprint(p.Code, p.Construct, p.Nowhere, p.Because, p.At))
	}
	return out
}
