package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSetRevision(t *testing.T) {
	t.Parallel()
	const src = `# said at the library
[[revision]]
date = 2021-05-18
group = "workshop"
said = "Too neat." # word for word
response = "open"
themes = ["gone", "a"]
before = "001-2021-05-18"

[[theme]]
id = "a"
`
	m := decodeSound(t, src)
	r, err := m.Revision(1)
	if err != nil {
		t.Fatal(err)
	}
	r.Response, r.Did, r.Answered, r.After = Changed, "Made it less so.", "2021-05-20", "002-2021-05-20"
	got, err := m.SetRevision(1, r)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(`response = "open"`, `response = "changed"`,
		"before = \"001-2021-05-18\"\n", "before = \"001-2021-05-18\"\ndid = \"Made it less so.\"\nanswered = 2021-05-20\nafter = \"002-2021-05-20\"\n").Replace(src)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	now := decodeSound(t, string(got))
	again, _ := now.Revision(1)
	r.Line = again.Line
	if diff := cmp.Diff(r, again); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	back, err := now.SetRevision(1, m.Revisions[0])
	if err != nil || string(back) != src {
		t.Errorf("the way back leads to %v\n%s", err, back)
	}
	for _, c := range []struct {
		number int
		change func(*Revision)
		says   string
	}{
		{2, func(*Revision) {}, "holds 1 revision, so there is no number 2"},
		{0, func(*Revision) {}, "no number 0"},
		{1, func(r *Revision) { r.Said = " " }, "what was said"},
		{1, func(r *Revision) { r.Did = "" }, "say what was done"},
		{1, func(r *Revision) { r.Response, r.Because = Kept, "" }, "say why"},
		{1, func(r *Revision) { r.Response = "maybe" }, "changed, kept or open"},
		{1, func(r *Revision) { r.Answered = "May" }, "2021-03-04"},
		{1, func(r *Revision) { r.Themes = append(r.Themes, "b") }, `no theme "b"`},
	} {
		one := r
		c.change(&one)
		if _, err := m.SetRevision(c.number, one); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v says nothing of %q", err, c.says)
		}
	}
}

func TestWithAnswer(t *testing.T) {
	t.Parallel()
	was := Revision{
		Date: "2021-05-18", Said: "Too neat.", Group: "workshop", Response: Changed, Did: "Less so.", Because: "It was.",
		Answered: "2021-05-20", Themes: []ID{"a"}, Before: "001-2021-05-18", After: "002-2021-05-20", Line: 3,
	}
	for _, c := range []struct {
		response     Response
		did, because string
		says         string
	}{
		{Changed, "More so.", "", "changed, “More so.”"},
		{Changed, "More so.", "It is.", "changed, “More so.”, because “It is.”"},
		{Kept, "", "It is\nnot.", "kept, because “It is not.”"},
		{Kept, "Said so.", "It is not.", "kept, “Said so.”, because “It is not.”"},
		{Open, "", "", "open"},
		{"", "", strings.Repeat("so ", 21), "open, because “" + strings.Repeat("so ", 20) + "…”"},
	} {
		want := was
		want.Response, want.Did, want.Because, want.Answered, want.After = orElse(c.response, Open), c.did, c.because, "", ""
		now := was.WithAnswer(c.response, c.did, c.because)
		if diff := cmp.Diff(want, now); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.response, diff)
		}
		if got := now.Answer(); got != c.says {
			t.Errorf("%q, want %q", got, c.says)
		}
	}
}

// What people are given to fill in says what the revision says, whatever its words.
func TestFormKeepsAll(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom([]rune("ab \"\\'#\n[]=é世")))
		text := func(name string) string { return strings.TrimSpace(words.Draw(t, name)) }
		r := Revision{
			Said: text("said"), Group: text("group"), Response: rapid.SampledFrom(responses()).Draw(t, "response"),
			Because: text("because"), Did: text("did"), Date: "2021-05-18", Before: "001-2021-05-18",
		}
		for _, id := range rapid.SliceOf(rapid.SampledFrom([]ID{"a", "b-c"})).Draw(t, "themes") {
			r.Themes = append(r.Themes, id)
		}
		got, err := ParseForm(r.Form(), r)
		if err != nil {
			t.Fatalf("%v in\n%s", err, r.Form())
		}
		if len(got.Themes) == 0 {
			got.Themes = nil
		}
		if diff := cmp.Diff(r, got); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, r.Form())
		}
	})
	if _, err := ParseForm("said = 3", Revision{}); err == nil {
		t.Error("a number is something that was said")
	}
	if _, err := ParseForm("sayd = \"x\"", Revision{}); err == nil || !strings.Contains(err.Error(), "said") {
		t.Errorf("a misspelt key: %v", err)
	}
}

func FuzzParseForm(f *testing.F) {
	f.Add(Revision{}.Form())
	f.Add(Revision{Said: "a\n\"b\"", Themes: []ID{"x"}}.Form())
	f.Add("said = \"\"\"\nx\"\"\"\nthemes = [")
	f.Fuzz(func(t *testing.T, src string) {
		r, err := ParseForm(src, Revision{Date: "2021-05-18"})
		if err == nil && (r.Date != "2021-05-18" || strings.TrimSpace(r.Said) != r.Said) {
			t.Errorf("%q was read as %+v", src, r)
		}
	})
}
