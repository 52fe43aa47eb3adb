package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook/problem"
	"grounded/transcript"
)

func text(s string) *string { return &s }

// quoteOfGive is a quotation that can be added to the sound model.
var quoteOfGive = Quote{Theme: "give", Transcript: "two", Span: transcript.Span{Start: 4, End: 9}, Quote: "bread", Prefix: "her ", Suffix: " and", Stance: Contradicts, Verified: Verification{Given: true}}

// swap is one stretch of the sound model and what an edit makes of it.
type swap struct{ old, new string }

// behind puts new lines behind the last line of a stretch that stays.
func behind(old, new string) swap { return swap{old, old + new} }

// Each edit changes the bytes it is about, and all others stay as they are.
func TestEdits(t *testing.T) {
	t.Parallel()
	const steady = "[[theme]]\nid = \"steady\"\nparents = [\"give\"]\n\n"
	const street = "id = \"street\"\npart = \"Ground\"\n"
	const quoteOfSteady = "[[quote]]\ntheme = \"steady\"\ntranscript = \"two\"\nquote = \"same day, same money\"\n\n"
	const codes = "codes = [\"ana:slack\", \"ben:spare\"]  # both of them\n"
	for _, tt := range []struct {
		name string
		edit func(*Model) ([]byte, error)
		want []swap
	}{
		{"add a theme", func(m *Model) ([]byte, error) {
			return m.AddTheme(Theme{ID: "rest", Name: "Rest", Statement: "Now.", Parents: []ID{"give"}, Part: "Ground", Codes: []CodeRef{{"ana", "bath"}}, Query: "bath"})
		}, []swap{behind(street, "\n[[theme]]\nid = \"rest\"\nname = \"Rest\"\nstatement = \"Now.\"\nparents = [\"give\"]\npart = \"Ground\"\ncodes = [\"ana:bath\"]\nquery = \"bath\"\n")}},
		{"add two, one below the other", func(m *Model) ([]byte, error) {
			return m.AddTheme(Theme{ID: "rest"}, Theme{ID: "bath", Parents: []ID{"rest"}})
		}, []swap{behind(street, "\n[[theme]]\nid = \"rest\"\nname = \"rest\"\n\n[[theme]]\nid = \"bath\"\nname = \"bath\"\nparents = [\"rest\"]\n")}},
		{"set what is there already", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{Name: text("Some give"), Part: text("Good life"), AddCodes: []CodeRef{{"ana", "slack"}}})
		}, nil},
		{"set a statement, take the query away", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{Statement: text("More."), Query: text("")})
		}, []swap{{"\"\"\"\nA little over,\nevery week.\"\"\"", "\"More.\""}, {"query = \"slack OR spare\"\n", ""}}},
		{"set codes", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{AddCodes: []CodeRef{{"ana", "rota"}}, DropCodes: []CodeRef{{"ben", "spare"}}})
		}, []swap{{codes, "codes = [\"ana:slack\", \"ana:rota\"]  # both of them\n"}}},
		{"drop the last code", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{DropCodes: []CodeRef{{"ben", "spare"}, {"ana", "slack"}}})
		}, []swap{{codes, ""}}},
		{"set parents", func(m *Model) ([]byte, error) {
			return m.SetTheme("steady", Change{Parents: &[]ID{"street", "give", "street"}})
		}, []swap{{"parents = [\"give\"]", "parents = [\"street\", \"give\"]"}}},
		{"take parents away", func(m *Model) ([]byte, error) {
			return m.SetTheme("steady", Change{Parents: &[]ID{}})
		}, []swap{{"parents = [\"give\"]\n", ""}}},
		{"remove a theme with its quote", func(m *Model) ([]byte, error) {
			src, gone, err := m.RemoveTheme("steady", false)
			if diff := cmp.Diff(Gone{Quotes: 1}, gone); diff != "" {
				return nil, fmt.Errorf("gone: %s", diff)
			}
			return src, err
		}, []swap{{steady, ""}, {quoteOfSteady, ""}}},
		{"add a part", func(m *Model) ([]byte, error) { return m.AddPart(Part{Name: "Work", Place: Trunk}) },
			[]swap{behind("place = \"leaf\"\n", "\n[[part]]\nname = \"Work\"\nplace = \"trunk\"\n")}},
		{"add a quote", func(m *Model) ([]byte, error) { return m.AddQuote(quoteOfGive) },
			[]swap{behind("quote = \"same day, same money\"\n", "\n[[quote]]\ntheme = \"give\"\ntranscript = \"two\"\nstart = 4\nend = 9\nquote = \"bread\"\nprefix = \"her \"\nsuffix = \" and\"\nstance = \"contradicts\"\nverified = true\n")}},
		{"set a quote", func(m *Model) ([]byte, error) {
			q := m.Quotes[0]
			q.Span, q.Shown, q.Verified = transcript.Span{Start: 10, End: 32}, "", Verification{}
			return m.SetQuote(0, q)
		}, []swap{{"start = 9\nend = 31\n", "start = 10\nend = 32\n"}, {"shown = \"I had a bit over …\"\nverified = true\n", ""}}},
		{"remove quotes", func(m *Model) ([]byte, error) { return m.RemoveQuotes(1, 1) }, []swap{{quoteOfSteady, ""}}},
		{"add a revision", func(m *Model) ([]byte, error) {
			return m.AddRevision(Revision{Date: "2021-06-01", Said: "No.", Group: "council", Response: Kept, Because: "So.", Did: "Nothing.", Themes: []ID{"give"}})
		}, []swap{behind("said = \"And the weather?\"\n", "\n[[revision]]\ndate = 2021-06-01\ngroup = \"council\"\nsaid = \"No.\"\nresponse = \"kept\"\nbecause = \"So.\"\ndid = \"Nothing.\"\nthemes = [\"give\"]\n")}},
	} {
		got, err := tt.edit(decodeSound(t, sound))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		decodeSound(t, string(got))
		want := sound
		for _, s := range tt.want {
			if strings.Count(want, s.old) != 1 {
				t.Fatalf("%s: the model holds %q %d times", tt.name, s.old, strings.Count(want, s.old))
			}
			want = strings.Replace(want, s.old, s.new, 1)
		}
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestRemoveParent(t *testing.T) {
	t.Parallel()
	m := decodeSound(t, sound)
	if _, _, err := m.RemoveTheme("give", false); err == nil || !strings.Contains(err.Error(), "steady") {
		t.Errorf("a parent was removed, or the child is not named: %v", err)
	}
	src, gone, err := m.RemoveTheme("give", true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Gone{Quotes: 1, Lifted: []ID{"steady"}}, gone); diff != "" {
		t.Errorf("gone (-want +got):\n%s", diff)
	}
	after := decodeSound(t, string(src))
	if len(after.Themes) != 2 || len(after.Themes[0].Parents) != 0 || len(after.Quotes) != 1 {
		t.Errorf("left are %+v and %+v", after.Themes, after.Quotes)
	}
}

func TestEditsRefuse(t *testing.T) {
	t.Parallel()
	with := func(change func(*Quote)) Quote {
		q := quoteOfGive
		change(&q)
		return q
	}
	for _, tt := range []struct {
		name string
		edit func(*Model) ([]byte, error)
		want string
	}{
		{"an id that is none", func(m *Model) ([]byte, error) { return m.AddTheme(Theme{ID: "Two Words"}) }, `as one it would be "two-words"`},
		{"an id that is taken", func(m *Model) ([]byte, error) { return m.AddTheme(Theme{ID: "give"}) }, `there is a theme "give" already`},
		{"an id twice", func(m *Model) ([]byte, error) { return m.AddTheme(Theme{ID: "new"}, Theme{ID: "new"}) }, `there is a theme "new" already`},
		{"a parent that is missing", func(m *Model) ([]byte, error) { return m.AddTheme(Theme{ID: "new", Parents: []ID{"giv"}}) }, "did you mean give?"},
		{"a parent below", func(m *Model) ([]byte, error) { return m.SetTheme("give", Change{Parents: &[]ID{"steady"}}) }, `theme "steady" lies below "give"`},
		{"itself as parent", func(m *Model) ([]byte, error) { return m.SetTheme("give", Change{Parents: &[]ID{"give"}}) }, "its own parent"},
		{"a part that is missing", func(m *Model) ([]byte, error) { return m.SetTheme("give", Change{Part: text("Grund")}) }, "did you mean Ground?"},
		{"no name", func(m *Model) ([]byte, error) { return m.SetTheme("give", Change{Name: text(" ")}) }, "needs a name"},
		{"a code that is not there", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{DropCodes: []CodeRef{{"ana", "slak"}}})
		}, "did you mean ana:slack?"},
		{"a code that is only being added", func(m *Model) ([]byte, error) {
			return m.SetTheme("give", Change{AddCodes: []CodeRef{{"ana", "rota"}}, DropCodes: []CodeRef{{"ana", "rota"}}})
		}, "does not rest on ana:rota"},
		{"a theme that is not there", func(m *Model) ([]byte, error) { return m.SetTheme("gife", Change{}) }, "did you mean give?"},
		{"a part twice", func(m *Model) ([]byte, error) { return m.AddPart(Part{Name: "Ground"}) }, "already"},
		{"a part without a name", func(m *Model) ([]byte, error) { return m.AddPart(Part{}) }, "needs a name"},
		{"a place that is none", func(m *Model) ([]byte, error) { return m.AddPart(Part{Name: "x", Place: "twig"}) }, "root, soil, trunk or leaf"},
		{"a quote of no theme", func(m *Model) ([]byte, error) { return m.AddQuote(with(func(q *Quote) { q.Theme = "gve" })) }, "did you mean give?"},
		{"a quote without words", func(m *Model) ([]byte, error) { return m.AddQuote(with(func(q *Quote) { q.Quote = "" })) }, "passage with words"},
		{"a stance that is none", func(m *Model) ([]byte, error) { return m.AddQuote(with(func(q *Quote) { q.Stance = "likes" })) }, "supports, qualifies or contradicts"},
		{"other words shown", func(m *Model) ([]byte, error) { return m.SetQuote(0, with(func(q *Quote) { q.Shown = "cake" })) }, "was said here, not"},
		{"a quote that is not there", func(m *Model) ([]byte, error) { return m.RemoveQuotes(2) }, "holds 2 quotes"},
		{"a quote that is not there to set", func(m *Model) ([]byte, error) { return m.SetQuote(-1, quoteOfGive) }, "holds 2 quotes"},
		{"a revision of nothing", func(m *Model) ([]byte, error) { return m.AddRevision(Revision{}) }, "what was said"},
		{"a response that is none", func(m *Model) ([]byte, error) { return m.AddRevision(Revision{Said: "x", Response: "no"}) }, "changed, kept or open"},
		{"a date that is none", func(m *Model) ([]byte, error) { return m.AddRevision(Revision{Said: "x", Date: "May"}) }, "2021-03-04"},
		{"a revision of no theme", func(m *Model) ([]byte, error) { return m.AddRevision(Revision{Said: "x", Themes: []ID{"no"}}) }, `no theme "no"`},
	} {
		if _, err := tt.edit(decodeSound(t, sound)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want an error with %q", tt.name, err, tt.want)
		}
	}
	broken, problems := Decode("m.toml", []byte("[[theme]]\nid = 3\n"))
	if problem.Fatal(problems) == nil {
		t.Fatal("the broken model is not broken")
	}
	if _, err := broken.AddPart(Part{Name: "x"}); err == nil {
		t.Error("a broken model was edited")
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	src, err := New("What \"it\" takes", Hierarchy)
	if err != nil {
		t.Fatal(err)
	}
	m := decodeSound(t, string(src))
	if m.Title != "What \"it\" takes" || m.Shape != Hierarchy {
		t.Errorf("made a %s called %q", m.Shape, m.Title)
	}
	if _, err := New("x", "bush"); err == nil || !strings.Contains(err.Error(), "list, hierarchy or tree") {
		t.Errorf("a bush: %v", err)
	}
}

// A file with anything in it, comments and spacing included, holds all of its
// lines in order after whatever is added to it, and says the same as before but
// for that.
func TestAddingKeepsAllOtherBytes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		eol := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "line end")
		var lines []string
		for range rapid.IntRange(0, 6).Draw(t, "tables") {
			lines = append(lines, rapid.SliceOfN(rapid.SampledFrom([]string{"", "# a note", "   # indented", "\t"}), 0, 3).Draw(t, "between")...)
			switch n := len(lines); rapid.IntRange(0, 3).Draw(t, "kind") {
			case 0:
				lines = append(lines, "[[theme]]", fmt.Sprintf("  id   = 't%d' # own spacing", n), "statement='''", "two", "lines'''")
			case 1:
				lines = append(lines, "[[ part ]]", fmt.Sprintf("name = \"p%d\"", n))
			case 2:
				lines = append(lines, "[[quote]]", "theme = \"nobody\"", "transcript = \"t\"", "quote = \"w\"")
			case 3:
				lines = append(lines, "[[revision]]", "said = \"x\"", "themes = [", "  \"a\",   # one", "  \"b\"", "]")
			}
		}
		src := strings.Join(lines, eol)
		m, problems := Decode("m.toml", []byte(src))
		if err := problem.Fatal(problems); err != nil {
			t.Fatal(err)
		}
		with, err := m.AddTheme(Theme{ID: "added", Statement: "one\ntwo"})
		if err != nil {
			t.Fatal(err)
		}
		m2, _ := Decode("m.toml", with)
		with, err = m2.AddPart(Part{Name: "added"})
		if err != nil {
			t.Fatal(err)
		}
		m2, _ = Decode("m.toml", with)
		with, err = m2.SetTheme("added", Change{Part: text("added"), Statement: text("")})
		if err != nil {
			t.Fatal(err)
		}
		left := strings.SplitAfter(string(with)+eol, "\n")
		for line := range strings.Lines(src + eol) {
			i := slices.Index(left, line)
			if i < 0 {
				t.Fatalf("%q of\n%q\nis lost, or out of order, in\n%q", line, src, with)
			}
			left = left[i+1:]
		}
		after, problems := Decode("m.toml", with)
		if err := problem.Fatal(problems); err != nil {
			t.Fatal(err)
		}
		lineless := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Line" }, cmp.Ignore())
		want := &Model{Title: m.Title, Shape: m.Shape, Quotes: m.Quotes, Revisions: m.Revisions,
			Parts:  append(m.Parts[:len(m.Parts):len(m.Parts)], Part{Name: "added"}),
			Themes: append(m.Themes[:len(m.Themes):len(m.Themes)], Theme{ID: "added", Name: "added", Part: "added"})}
		if diff := cmp.Diff(want, after, cmpopts.IgnoreUnexported(Model{}), lineless); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
