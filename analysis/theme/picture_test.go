package theme

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/codebook/tomledit"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

var update = flag.Bool("update", false, "rewrite the drawings that are expected")

// branching is a hierarchy in parts, with a theme below two of one part and one
// below two of different parts.
const branching = `title = "How a household comes to thrive"
shape = "hierarchy"
[[part]]
name = "What one has"
[[part]]
name = "What one does"
[[theme]]
id = "means"
name = "Means"
statement = "What there is to begin with: money that comes when it is expected, a body that holds, rules that leave room."
part = "What one has"
codes = ["ana:slack"]
[[theme]]
id = "money"
name = "Enough, and on the same day"
parents = ["means"]
statement = "How steady it is matters as much as how much it is."
codes = ["ana:regular"]
[[theme]]
id = "rent"
name = "Rent"
parents = ["money", "room"]
[[theme]]
id = "arrears"
name = "Arrears"
parents = ["rent"]
[[theme]]
id = "room"
name = "Rules that leave room to try"
parents = ["means"]
[[theme]]
id = "sums"
name = "Getting the sums out of one's head"
part = "What one does"
codes = ["ana:counting"]
[[theme]]
id = "jars"
name = "Jars and drawers"
parents = ["sums", "money"]
[[theme]]
id = "alone"
name = "Alone"
`

// The drawings that are expected stand in testdata, at three widths, and were looked
// at.
func TestDrawings(t *testing.T) {
	t.Parallel()
	p := picked(t, coding.Selection{})
	for name, src := range map[string]string{
		"tree":      smallModel,
		"hierarchy": branching,
		"list":      strings.Replace(branching, "hierarchy", "list", 1),
	} {
		m := decodeSound(t, src)
		for _, width := range []int{60, 80, 100} {
			file := filepath.Join("testdata", fmt.Sprintf("%s-%d.txt", name, width))
			got := m.Draw(p, nil, width)
			checkDrawing(t, got, width)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
}

// A shape that the file does not say is the one that its themes have.
func TestShapeUnsaid(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]Shape{
		"":                       List,
		"[[part]]\nname=\"a\"\n": List,
		"[[theme]]\nid=\"a\"\n[[theme]]\nid=\"b\"\nparents=[\"a\"]\n":                                  Hierarchy,
		"[[part]]\nname=\"a\"\nplace=\"leaf\"\n[[theme]]\nid=\"a\"\n":                                  Tree,
		"shape=\"list\"\n[[part]]\nname=\"a\"\nplace=\"leaf\"\n[[theme]]\nid=\"b\"\nparents=[\"b\"]\n": List,
	} {
		if m, _ := Decode("m.toml", []byte(src)); m.Shape != want {
			t.Errorf("%q is a %s, not a %s", src, m.Shape, want)
		}
	}
}

// A theme deep down has a drawing however narrow the page.
func TestForestFitsAnyDepth(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		src := "shape = \"hierarchy\"\n"
		n := rapid.IntRange(1, 40).Draw(t, "themes")
		for i := range n {
			src += fmt.Sprintf("[[theme]]\nid=\"t%d\"\nname = %s\n", i, tomledit.Text(rapid.StringOf(rapid.SampledFrom([]rune("ab  世é́"))).Draw(t, "name")))
			if i > 0 {
				src += fmt.Sprintf("parents=[\"t%d\", \"t%d\"]\n", rapid.IntRange(max(0, i-2), i-1).Draw(t, "parent"), rapid.IntRange(0, i-1).Draw(t, "other"))
			}
		}
		m, _ := Decode("m.toml", []byte(src))
		width := rapid.IntRange(48, 100).Draw(t, "width")
		drawn := m.Draw(coding.Picked{}, nil, width)
		checkDrawing(t, drawn, width)
		if got := strings.Count(drawn, "(no codings yet)"); got != n {
			t.Fatalf("%d themes are told of, and there are %d:\n%s", got, n, drawn)
		}
	})
}

// What leaves the study holds no quotation unless asked, and then only those that
// were chosen and may be printed.
func TestPictureConsent(t *testing.T) {
	t.Parallel()
	p := picked(t, coding.Selection{})
	m := decodeSound(t, smallModel+`
[[quote]]
theme = "street"
transcript = "two"
quote = "I read about slack somewhere."
`)
	said := func(people ...cases.Case) []string {
		m.Quoting = coding.NewQuoting(people)
		drawn := m.Picture(p, nil, true)
		var out []string
		for _, g := range drawn.Groups {
			for _, d := range g.Themes {
				if d.Said != "" {
					out = append(out, string(d.ID)+": "+d.Said+" / "+d.Whose)
				}
			}
		}
		return append(out, drawn.Notes[0].String())
	}
	if n := m.Picture(p, nil, false).Quotations(); n != 0 {
		t.Errorf("%d quotations leave the study unasked", n)
	}
	bea := cases.Case{ID: "bea", Consent: cases.Consent{Quote: "yes", Name: "pseudonym"}}
	cy := cases.Case{ID: "cy", Consent: cases.Consent{Quote: "yes", Name: "none"}}
	unsaid := "left out: nobody says whether whoever said them may be quoted; say so with: grounded case set CASE --consent quote=yes."
	for _, c := range []struct {
		people []cases.Case
		want   []string
	}{
		{nil, []string{"3 quotations " + unsaid}},
		{[]cases.Case{bea, {ID: "cy", Consent: cases.Consent{Quote: "no"}}}, []string{
			"quiet: on the coin / Bea", "give: I had a bit over, and for once I was not adding up [the prices] / Bea",
			"1 quotation left out: not to be quoted outside the study (shown with -f text).",
		}},
		{[]cases.Case{{ID: "bea", Consent: cases.Consent{Quote: "ask", Name: "real"}}, cy}, []string{
			"street: I read about slack somewhere. / a participant",
			"2 quotations left out: whoever said them is to be asked before they are printed (consent quote = ask).",
		}},
	} {
		if diff := cmp.Diff(c.want, said(c.people...)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	m.Quoting = nil
	if n := m.Picture(p, nil, true).Quotations(); n != 0 {
		t.Errorf("%d quotations leave the study though nobody knows of consent", n)
	}
}
