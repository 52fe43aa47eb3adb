package cases

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook/problem"
	"grounded/codebook/tomledit"
)

func put(t *testing.T, src string, cs ...Case) string {
	t.Helper()
	out, err := decoded(t, src).Put(cs...)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func case7(t *testing.T) Case {
	t.Helper()
	c, ok := decoded(t, good).Case("p07")
	if !ok {
		t.Fatal("no p07")
	}
	return c
}

func TestPutChangesNoOtherByte(t *testing.T) {
	t.Parallel()
	p8, _ := decoded(t, good).Case("p08")
	for name, c := range map[string]struct {
		to       Case
		old, new string
	}{
		"an attribute": {case7(t).Know("age", int64(64)), "age = 63\n", "age = 64\n"},
		"without one":  {case7(t).Know("hours", nil), "hours = 37.5\n", ""},
		"a mark":       {case7(t).Mark("age", true), `["health"]`, `["health", "age"]`},
		"without mark": {case7(t).Mark("health", false), "sensitive = [\"health\"]\n", ""},
		"marked with its attribute gone": {case7(t).Know("health", nil), "health = \"asthma\"\nhours = 37.5\nsensitive = [\"health\"]\n",
			"hours = 37.5\n"},
		"a label":       {case7(t).Call("Marla", true), `"iPhone (2)"]`, `"iPhone (2)", "Marla"]`},
		"without label": {case7(t).Call("P07", false), `["P07", "iPhone (2)"]`, `["iPhone (2)"]`},
		"a consent": {func() Case { c := case7(t); c.Consent.Share = "no"; return c }(),
			`name = "pseudonym" }`, `name = "pseudonym", share = "no" }`},
		"no consent": {func() Case { c := case7(t); c.Consent = Consent{}; return c }(),
			"consent = { quote = \"ask\", name = \"pseudonym\" }\n", ""},
		"a consent of its own table": {func() Case { p8.Consent.Quote = "no"; p8.Consent.Name = "none"; p8.Consent.Share = ""; return p8 }(),
			"quote = \"yes\"\nshare = \"no\"\n", "quote = \"no\"\nname = \"none\"\n"},
		"nothing":           {case7(t), "", ""},
		"a tombstone again": {Case{ID: "p09", Withdrawn: "2026-11-23"}, "", ""},
	} {
		want := strings.Replace(good, c.old, c.new, 1)
		if diff := cmp.Diff(want, put(t, good, c.to)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestPutAddsAndWithdraws(t *testing.T) {
	t.Parallel()
	got := put(t, good, case7(t).Withdraw("2026-12-01"), Case{ID: "p10", Labels: []string{"P10"},
		Attributes: map[string]any{"born": tomledit.Date("1999-01-02"), "age": int64(27)}, Sensitive: []string{"age"}, Consent: Consent{Quote: "no"}})
	want := `# Who we spoke to.

[[case]]
id = "p08"
[case.consent] # by post
quote = "yes"
share = "no"

[[case]]
id = "p09"
withdrawn = 2026-11-23

[[case]]
id = "p07"
withdrawn = 2026-12-01

[[case]]
id = "p10"
labels = ["P10"]
age = 27
born = 1999-01-02
sensitive = ["age"]
consent = { quote = "no" }
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRemove(t *testing.T) {
	t.Parallel()
	got, err := decoded(t, good).Remove("p08", "p07", "p08")
	if want := "# Who we spoke to.\n\n[[case]]\nid = \"p09\"\nwithdrawn = 2026-11-23\n"; err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if _, err := decoded(t, good).Remove("p7"); fmt.Sprint(err) != `no case "p7" in cases.toml; did you mean p07?` {
		t.Error(err)
	}
}

func TestPutRefuses(t *testing.T) {
	t.Parallel()
	for want, cs := range map[string][]Case{
		`the id of a case: "P 7" is not an id; as one it would be "p-7"`:                                              {{ID: "P 7"}},
		`case "a" is to be two things at once`:                                                                        {{ID: "a"}, {ID: "a"}},
		`case "a" has no attribute "x" to be sensitive`:                                                               {{ID: "a", Sensitive: []string{"x"}}},
		`case "a": a label is empty`:                                                                                  {{ID: "a", Labels: []string{" "}}},
		`case "a": "id" is no attribute: it says something else of a case`:                                            {{ID: "a", Attributes: map[string]any{"id": "x"}}},
		`case "a": attribute x is neither text, number, date nor true or false`:                                       {{ID: "a", Attributes: map[string]any{"x": []any{1}}}},
		`case "a": consent: "often" is no answer to share; write yes or no`:                                           {{ID: "a", Consent: Consent{Share: "often"}}},
		`case "a": of one who withdrew only the day is kept, as 2021-03-04`:                                           {{ID: "a", Withdrawn: "May"}},
		`case "p09" withdrew on 2026-11-23, and nothing more is kept of them`:                                         {{ID: "p09", Labels: []string{"P09"}}},
		`case "p07": of one who withdrew only the day is kept, as 2021-03-04`:                                         {{ID: "p07", Withdrawn: "2026-12-01", Labels: []string{"P07"}}},
		`case "p08" has no attribute "helth" to be sensitive; did you mean health?`:                                   {{ID: "p08", Attributes: map[string]any{"health": "x"}, Sensitive: []string{"helth"}}},
		`case "a": "x\ny" cannot be a name: a name is one line, without line ends, tabs and other control characters`: {{ID: "a", Labels: []string{"x\ny"}}},
	} {
		if _, err := decoded(t, good).Put(cs...); fmt.Sprint(err) != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	broken, _ := Decode("c.toml", []byte("[[case]]\n"))
	if _, err := broken.Put(Case{ID: "a"}); err == nil {
		t.Error("a file with a fault is edited")
	}
}

// An attribute that was marked before it was there keeps nobody from changing
// something else.
func TestPutLeavesNotesAlone(t *testing.T) {
	t.Parallel()
	c, _ := decoded(t, "[[case]]\nid = \"a\"\nsensitive = [\"x\"]\n").Case("a")
	if got := put(t, "[[case]]\nid = \"a\"\nsensitive = [\"x\"]\n", c.Know("age", int64(3))); !strings.Contains(got, "age = 3") {
		t.Error(got)
	}
}

func randomCase(t *rapid.T, id string) Case {
	c := Case{ID: id}
	for _, label := range []string{"P07", "iPhone (2)", "é \"x\""} {
		c = c.Call(label, rapid.Bool().Draw(t, "label"))
	}
	value := rapid.SampledFrom([]any{nil, int64(-3), 2.5, true, false, "", "text # \"x\"", "two\nlines", tomledit.Date("2020-02-29")})
	for _, name := range []string{"age", "works nights", "a.b", "café"} {
		c = c.Know(name, value.Draw(t, name))
		if _, has := c.Attributes[name]; has && rapid.Bool().Draw(t, "marked") {
			c = c.Mark(name, true)
		}
	}
	for _, a := range allowed {
		*a.of(&c.Consent) = rapid.SampledFrom(append([]string{""}, a.values...)).Draw(t, a.field)
	}
	if rapid.IntRange(0, 5).Draw(t, "withdraws") == 0 {
		c = c.Withdraw("2026-11-23")
	}
	return c
}

// What is put is what is read, everybody else is who they were, and putting it
// again changes no byte.
func TestPutIsWhatDecodeReads(t *testing.T) {
	t.Parallel()
	same := cmp.Options{cmpopts.IgnoreFields(Case{}, "Line"), cmpopts.EquateEmpty()}
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SampledFrom([]string{good, string(New()), "", strings.ReplaceAll(good, "\n", "\r\n"), strings.TrimSuffix(good, "\n")}).Draw(t, "file")
		want := map[string]Case{}
		for _, c := range decoded(t, src).Cases {
			want[c.ID] = c
		}
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			r := decoded(t, src)
			c := randomCase(t, rapid.SampledFrom([]string{"p07", "p08", "p09", "p10", "p11"}).Draw(t, "id"))
			out, err := r.Put(c)
			if was := want[c.ID]; was.Withdrawn != "" && c.Withdrawn == "" {
				if err == nil {
					t.Fatalf("one who withdrew is %+v", c)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			want[c.ID] = c
			again, err := decoded(t, string(out)).Put(c)
			if err != nil || string(again) != string(out) {
				t.Fatalf("put again: %v\n%s\n%s", err, out, again)
			}
			src = string(out)
		}
		r, problems := Decode("cases.toml", []byte(src))
		if err := problem.Fatal(problems); err != nil {
			t.Fatal(err)
		}
		got := map[string]Case{}
		for _, c := range r.Cases {
			got[c.ID] = c
		}
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Fatalf("(-want +got):\n%s\nin\n%s", diff, src)
		}
	})
}
