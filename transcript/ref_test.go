package transcript

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParseRef(t *testing.T) {
	for s, want := range map[string]Ref{
		"interview-03:14":         {Transcript: "interview-03", First: 14, Last: 14},
		"interview-03 ¶14":        {Transcript: "interview-03", First: 14, Last: 14},
		"interview-03 ¶ 14":       {Transcript: "interview-03", First: 14, Last: 14},
		"interview-03¶14":         {Transcript: "interview-03", First: 14, Last: 14},
		"interview-03:14-16":      {Transcript: "interview-03", First: 14, Last: 16},
		"interview-03 ¶14–16":     {Transcript: "interview-03", First: 14, Last: 16},
		"interview-03:14 - 16":    {Transcript: "interview-03", First: 14, Last: 16},
		"interview-03:@1042-1180": {Transcript: "interview-03", Bytes: Span{1042, 1180}},
		"entrevista-é:1":          {Transcript: "entrevista-é", First: 1, Last: 1},
		"3:3":                     {Transcript: "3", First: 3, Last: 3},
	} {
		got, err := ParseRef(s)
		if err != nil {
			t.Errorf("ParseRef(%q): %v", s, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParseRef(%q): -want +got\n%s", s, diff)
		}
	}
}

func TestParseRefRefuses(t *testing.T) {
	for s, want := range map[string]string{
		"":                            "is not a place",
		"interview-03":                "is not a place",
		"interview-03:":               "is not a place",
		":14":                         "is not a place",
		"interview 03:14":             "is not a place",
		"interview-03:14-":            "is not a place",
		"interview-03:-14":            "is not a place",
		"interview-03:14,16":          "is not a place",
		"interview-03:@14":            "is not a place",
		"interview-03:12345678901":    "is not a place",
		"interview-03:0":              "names no paragraph",
		"interview-03:0-4":            "names no paragraph",
		"interview-03:16-14":          "names no paragraph",
		"interview-03:@1180-1042":     "ends before it begins",
		"interview-03:@1042-1042":     "ends before it begins",
		"interview-03:@1-12345678901": "is not a place",
	} {
		if _, err := ParseRef(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseRef(%q): %v, want an error with %q", s, err, want)
		}
	}
}

func TestRefIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := Ref{Transcript: "interview-03"}
		a, b := rapid.IntRange(1, 999999999).Draw(t, "a"), rapid.IntRange(1, 999999999).Draw(t, "b")
		if rapid.Bool().Draw(t, "bytes") && a != b {
			ref.Bytes = Span{min(a, b) - 1, max(a, b)}
		} else {
			ref.First, ref.Last = min(a, b), max(a, b)
		}
		got, err := ParseRef(ref.String())
		if err != nil || got != ref {
			t.Fatalf("%s: got %+v, %v; want %+v", ref, got, err, ref)
		}
	})
}

func FuzzParseRef(f *testing.F) {
	for _, s := range []string{"interview-03:14", "a ¶1–2", "a:@0-1", "a:b:1", "a:1-0", "\xff:1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ref, err := ParseRef(s)
		if err != nil {
			if !strings.Contains(err.Error(), "\"") {
				t.Fatalf("%v does not show what it is about", err)
			}
			return
		}
		if ref.Transcript == "" || (ref.First == 0) == ref.Bytes.Empty() || ref.Last < ref.First {
			t.Fatalf("%q is read as %+v", s, ref)
		}
		if again, err := ParseRef(ref.String()); err != nil || again != ref {
			t.Fatalf("%q is written %q, which is read as %+v, %v", s, ref, again, err)
		}
	})
}

func TestResolve(t *testing.T) {
	tr := sample(t)
	for s, want := range map[string]string{
		"i:1":     "Recorded at home.",
		"i:2":     "Were you thriving?",
		"i:3":     "When I stopped\u00a0counting.",
		"i:2-3":   "Were you thriving?\n\n[00:00:09] P07: When I stopped\u00a0counting.",
		"i:4":     "Ça va.",
		"i:@0-8":  "Recorded",
		"i:@8-20": "at home.",
	} {
		ref, err := ParseRef(s)
		if err != nil {
			t.Fatal(err)
		}
		span, err := tr.Resolve(ref)
		if err != nil {
			t.Errorf("%s: %v", s, err)
			continue
		}
		if got := tr.Text(span); got != want {
			t.Errorf("%s is %q, want %q", s, got, want)
		}
	}
}

func TestResolveRefuses(t *testing.T) {
	tr := sample(t)
	c := strings.Index(tr.Body, "Ç")
	for _, c := range []struct {
		ref  Ref
		want string
	}{
		{Ref{Transcript: "i", First: 5, Last: 5}, "i has 4 paragraphs, so there is no i:5"},
		{Ref{Transcript: "i", First: 4, Last: 9}, "so there is no i:4-9"},
		{Ref{Transcript: "i", Bytes: Span{0, len(tr.Body) + 1}}, "bytes, so there is no @0-"},
		{Ref{Transcript: "i", Bytes: Span{-1, 4}}, "so there is no @-1-4"},
		{Ref{Transcript: "i", Bytes: Span{c + 1, c + 4}}, "cuts a character in two"},
		{Ref{Transcript: "i", Bytes: Span{c - 1, c + 1}}, "cuts a character in two"},
		{Ref{Transcript: "i", Bytes: Span{17, 25}}, "holds no words"},
		{Ref{Transcript: "i", Bytes: Span{8, 8}}, "holds no words"},
		{Ref{Transcript: "i", Bytes: Span{8, 4}}, "holds no words"},
		{Ref{Transcript: "i", Bytes: Span{len(tr.Body) + 5, 4}}, "so there is no"},
	} {
		if _, err := tr.Resolve(c.ref); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want an error with %q", c.ref, err, c.want)
		}
	}
}

func TestRefOfASpan(t *testing.T) {
	tr := sample(t)
	for _, c := range []struct{ from, to, want string }{
		{"Recorded", "home", "i:1"},
		{"home", "Were", "i:1-2"},
		{"Were", "va", "i:2-4"},
		{"thriving?", "[00:00:09]", "i:2"},
	} {
		s := Span{strings.Index(tr.Body, c.from), strings.Index(tr.Body, c.to) + len(c.to)}
		if got := tr.Ref(s).String(); got != c.want {
			t.Errorf("from %q to %q is %s, want %s", c.from, c.to, got, c.want)
		}
	}
	if got := tr.Ref(Span{17, 19}).String(); got != "i:@17-19" {
		t.Errorf("the line end is %s, want its bytes", got)
	}
}

func TestTurnsPassage(t *testing.T) {
	tr := sample(t)
	for _, c := range []struct {
		first, last int
		want        string
	}{
		{1, 1, "Recorded at home."},
		{3, 3, "When I stopped\u00a0counting. \t\n\n\u2003Ça va."},
		{1, 2, "Recorded at home.\n\n[00:00:03] Interviewer: Were you thriving?"},
	} {
		s, err := tr.TurnsPassage(c.first, c.last)
		if err != nil || tr.Text(s) != c.want {
			t.Errorf("%d-%d: %q, %v; want %q", c.first, c.last, tr.Text(s), err, c.want)
		}
	}
	for _, c := range [][2]int{{0, 1}, {2, 1}, {1, 4}, {-1, -1}} {
		if _, err := tr.TurnsPassage(c[0], c[1]); err == nil || !strings.Contains(err.Error(), "i has turns 1 to 3") {
			t.Errorf("%v: %v, want an error that counts the turns", c, err)
		}
	}
}
