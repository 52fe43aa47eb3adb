package grouping

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/linkage"
	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

const warmBook = `
[[code]]
id = "money"
name = "Money"
[[code]]
id = "rent"
name = "Rent"
parent = "money"
[[code]]
id = "food"
name = "Food"
parent = "money"
[[code]]
id = "kin"
name = "Kin"
[[code]]
id = "once"
name = "Once"
`

// spoken is two interviews, a turn a line: the first three are of P1, the others of P2,
// and what an interviewer says stands between.
func spoken() []*transcript.Transcript {
	speakers := func(label string) transcript.Meta {
		return transcript.Meta{Speakers: []transcript.Speaker{{Label: label, Case: strings.ToLower(label)}, {Label: "I", Role: transcript.Interviewer}}}
	}
	return []*transcript.Transcript{
		transcript.New("one", speakers("P1"), "P1: The rent was late.\n\nI: And food?\n\nP1: The rent ate all the bread.\n\nI: Who helped?\n\nP1: My sister came."),
		transcript.New("two", speakers("P2"), "P2: Our rent eats bread.\n\nI: And kin?\n\nP2: A sister and an aunt came.\n\nI: Ah.\n\nP2: The aunt went, said my sister."),
	}
}

// work puts codes on words, which stand once in a transcript.
func work(t *testing.T, in *transcript.Transcript, marks ...[2]string) coding.Work {
	t.Helper()
	w := coding.Work{Transcript: in.ID}
	for _, m := range marks {
		s, err := transcript.NewFinder(in).Locate(m[1], 0)
		if err != nil {
			t.Fatal(err)
		}
		w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{Code: codebook.ID(m[0]), Span: s}, Now: s})
	}
	slices.SortFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
	return w
}

func book(t *testing.T, name, src string) *codebook.Book {
	t.Helper()
	b, problems := codebook.Decode(name, []byte(src))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	return b
}

func ana(t *testing.T) *coding.Corpus {
	t.Helper()
	ts := spoken()
	return &coding.Corpus{Transcripts: ts, Coders: []coding.Coder{{Analyst: "ana", Book: book(t, "ana.toml", warmBook), Work: []coding.Work{
		work(t, ts[0], [2]string{"rent", "The rent was late"}, [2]string{"rent", "The rent ate"}, [2]string{"food", "ate all the bread"}, [2]string{"kin", "My sister came"}, [2]string{"once", "late"}),
		work(t, ts[1], [2]string{"rent", "Our rent"}, [2]string{"food", "eats bread"}, [2]string{"kin", "A sister"}, [2]string{"kin", "my sister"}),
	}}}}
}

func pick(t *testing.T, c *coding.Corpus) coding.Picked {
	t.Helper()
	p, err := coding.Select(c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func suggest(t *testing.T, c *coding.Corpus, o Options) Suggestion {
	t.Helper()
	o.By, o.Stem = "turn", plain
	got, err := Suggest(pick(t, c), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(Reports(got, true)[0].Check(), Reports(got, false)[0].Check(), Members(got).Check(), Numbers(got).Check()); err != nil {
		t.Error(err)
	}
	return got[0]
}

func ids(s Suggestion) (groups [][]string) {
	for _, g := range s.Groups {
		var of []string
		for _, i := range g.Codes {
			of = append(of, s.Codes[i].ID)
		}
		groups = append(groups, of)
	}
	return groups
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// Rent is in three turns, food in two, both together in two: a cosine of 2/√6. Both hang
// from money: they are as alike as 2·1/(2+2). Nothing of kin is in a turn with them.
func TestSuggest(t *testing.T) {
	s := suggest(t, ana(t), Options{Weights: Weights{1, 1, 1}, K: 2, Least: 2, Passages: 2})
	if diff := cmp.Diff([][]string{{"food", "rent"}, {"kin"}}, ids(s)); diff != "" {
		t.Fatalf("-want +got\n%s", diff)
	}
	if len(s.Apart) != 1 || s.Apart[0].ID != "once" || s.Apart[0].Because != "1 coding" {
		t.Errorf("apart: %+v", s.Apart)
	}
	g := s.Groups[0]
	near(t, "text", g.Within.Text, 2/math.Sqrt(6))
	near(t, "tree", g.Within.Tree, .5)
	near(t, "text of others", g.Without.Text, 0)
	if !g.Within.Known || g.Within.Words <= 0 || g.Codings != 5 || g.Participants != 2 || g.Meet != 2 || g.Closest != [2]int{0, 2} {
		t.Errorf("%+v", g)
	}
	if s.Codes[0].Width.Value <= 0 || s.Codes[0].Width.Next != 1 || s.Codes[1].Width != (linkage.Width{Value: 0, Next: 0}) {
		t.Errorf("widths: %+v", s.Codes)
	}
	var said []string
	for _, p := range g.Passages {
		said = append(said, string(p.In.ID)+" "+p.In.Text(p.Span))
	}
	if len(said) != 2 || !strings.HasPrefix(said[0]+said[1], "one") && !strings.HasPrefix(said[1], "one") {
		t.Errorf("passages are of two people: %q", said)
	}
	if !slices.Contains(g.Terms, "bread") {
		t.Errorf("terms: %q", g.Terms)
	}
}

// What is rare in how it differs counts as much as what is not: weights are to the spread
// of each kind. Of two codes that differ from none, nothing tells them apart.
func TestWeightsAreToTheSpread(t *testing.T) {
	d := &draft{Suggestion: Suggestion{Options: Options{Weights: Weights{1, 2, 1}}, Codes: make([]Code, 3)}}
	d.alike = make([]Likeness, 9)
	set := func(i, j int, l Likeness) { d.alike[i*3+j], d.alike[j*3+i] = l, l }
	set(0, 1, Likeness{Text: .4, Words: .1, Tree: .5, Known: true})
	set(0, 2, Likeness{Text: .2, Words: .2, Tree: .5, Known: true})
	set(1, 2, Likeness{Text: 0, Words: .3, Tree: .5, Known: true})
	d.scale()
	near(t, "text", d.counts.Text, 1/(.2*math.Sqrt(2./3)))
	near(t, "words", d.counts.Words, 2/(.1*math.Sqrt(2./3)))
	near(t, "tree", d.counts.Tree, 0)
	near(t, "value", d.alike[1].value(d.counts), (.4*d.counts.Text+.1*d.counts.Words)/(d.counts.Text+d.counts.Words))
	near(t, "of nothing", Likeness{Text: 1}.value(Weights{}), 0)
}

// What is not known of two codes, as of codes of two books, does not count.
func TestValueOfWhatIsKnown(t *testing.T) {
	l := Likeness{Text: .4, Words: .1, Tree: .9}
	near(t, "unknown", l.value(Weights{1, 1, 8}), .25)
	l.Known = true
	near(t, "known", l.value(Weights{1, 1, 8}), (.5+7.2)/10)
}

func TestTogether(t *testing.T) {
	b := book(t, "b.toml", warmBook+"[[code]]\nid = \"late\"\nparent = \"rent\"\n")
	for _, c := range []struct {
		a, b codebook.ID
		want float64
	}{
		{"rent", "rent", 1}, {"rent", "food", .5}, {"rent", "money", 2. / 3}, {"late", "food", .4}, {"late", "rent", .8}, {"rent", "kin", 0}, {"gone", "rent", 0}, {"gone", "lost", 0},
	} {
		near(t, string(c.a+" "+c.b), together(b, c.a, c.b), c.want)
		near(t, string(c.b+" "+c.a), together(b, c.b, c.a), c.want)
	}
}

// Nobody who does not allow it is quoted, nor restricted words, and no interviewer.
func TestPassagesThatMayBeQuoted(t *testing.T) {
	quoting := coding.NewQuoting([]cases.Case{{ID: "p1", Consent: cases.Consent{Quote: "no"}}, {ID: "p2", Consent: cases.Consent{Quote: "ask"}}})
	s := suggest(t, ana(t), Options{Weights: Weights{1, 1, 1}, K: 1, Least: 1, Passages: 5, Quoting: quoting})
	if len(s.Groups) != 1 || len(s.Groups[0].Passages) != 1 || s.Groups[0].Passages[0].In.ID != "two" {
		t.Errorf("%+v", s.Groups)
	}
	if r := Reports([]Suggestion{s}, false)[0]; !strings.Contains(r.Table.Rows[0][r.Table.Index("said")].(string), "(ask before it is quoted)") {
		t.Errorf("%v", r.Table.Rows[0])
	}
}

// Of the terms of a group only those are printed that three people say, and somebody where
// it may be quoted; the others are counted.
func TestTermsThatArePrinted(t *testing.T) {
	c := ana(t)
	third := transcript.New("three", transcript.Meta{Speakers: []transcript.Speaker{{Label: "P3", Case: "p3"}}}, "P3: The rent is late, so is bread.")
	c.Transcripts = append(c.Transcripts, third)
	c.Coders[0].Work = append(c.Coders[0].Work, work(t, third, [2]string{"rent", "The rent is late, so is bread."}, [2]string{"food", "so is bread."}))
	terms := func(q *coding.Quoting) ([]string, []string) {
		s := suggest(t, c, Options{Weights: Weights{1, 1, 1}, K: 2, Least: 2, Quoting: q})
		return s.Groups[0].Terms, Reports([]Suggestion{s}, false)[0].Notes
	}
	no := cases.Consent{Quote: "no"}
	one := []cases.Case{{ID: "p1", Consent: no}}
	shown, notes := terms(coding.NewQuoting(one))
	if !slices.Contains(shown, "bread") || !slices.Contains(shown, "late") || strings.Contains(strings.Join(notes, " "), "left out") {
		t.Errorf("the analyst is shown %q, with %q", shown, notes)
	}
	printed, notes := terms(coding.NewQuoting(one).ForPrint())
	want := coding.TermsWithheld(len(shown) - len(printed))
	if diff := cmp.Diff([]string{"bread"}, printed); diff != "" || len(want) != 1 || !slices.Contains(notes, want[0]) {
		t.Errorf("printed (-want +got):\n%s with %q, not %q", diff, notes, want)
	}
	all := append(one, cases.Case{ID: "p2", Consent: no}, cases.Case{ID: "p3", Consent: no})
	if printed, _ := terms(coding.NewQuoting(all).ForPrint()); len(printed) != 0 {
		t.Errorf("%q are printed, which nobody allows", printed)
	}
}

func TestTooManyGroups(t *testing.T) {
	_, err := Suggest(pick(t, ana(t)), Options{By: "turn", Weights: Weights{1, 1, 1}, K: 4, Least: 2, Stem: plain})
	var many TooMany
	if !errors.As(err, &many) || many.Codes != 3 || many.Error() != "ana has 3 codes with 2 codings or more, too few for 4 groups" {
		t.Errorf("%v", err)
	}
}

func TestSuggestOfLittle(t *testing.T) {
	none := &coding.Corpus{Transcripts: spoken(), Coders: []coding.Coder{{Analyst: "ana", Book: book(t, "ana.toml", warmBook)}}}
	if s := suggest(t, none, Options{Weights: Weights{1, 1, 1}, Least: 2}); len(s.Groups)+len(s.Codes) != 0 {
		t.Errorf("%+v", s)
	}
	two := ana(t)
	if s := suggest(t, two, Options{Weights: Weights{1, 1, 1}, Least: 3}); len(s.Groups) != 1 || len(s.Codes) != 2 || s.Groups[0].Terms != nil && len(s.Codes) != 2 {
		t.Errorf("two codes are one group: %+v", s.Groups)
	}
	if got, err := Suggest(coding.Picked{}, Options{By: "turn"}); err != nil || len(got) != 0 || Reports(got, true)[0].Check() != nil {
		t.Errorf("of nobody: %v, %v", got, err)
	}
}

// Codes of two analysts that are the same are one code, whose passages are those of both;
// codes of two books have no tree in common.
func TestSuggestJoined(t *testing.T) {
	c := ana(t)
	c.Coders = append(c.Coders, coding.Coder{Analyst: "ben", Book: book(t, "ben.toml", "[[code]]\nid = \"family\"\nname = \"Family\"\n[[code]]\nid = \"dear\"\nname = \"Dear\"\n"), Work: []coding.Work{
		work(t, c.Transcripts[0], [2]string{"family", "My sister came"}),
		work(t, c.Transcripts[1], [2]string{"family", "an aunt"}, [2]string{"dear", "aunt went"}),
	}})
	got, err := Suggest(pick(t, c), Options{By: "turn", Weights: Weights{1, 1, 1}, K: 2, Least: 1, Stem: plain, Joined: true,
		Same:  []unit.Category{{Name: "kin-family", Codes: map[coding.Analyst][]codebook.ID{"ana": {"kin"}, "ben": {"family"}}}},
		Label: func(string) string { return "Kin = Family" }})
	if err != nil || len(got) != 1 {
		t.Fatal(got, err)
	}
	s := got[0]
	at := slices.IndexFunc(s.Codes, func(c Code) bool { return c.Name == "Kin = Family" })
	if at < 0 || s.Codes[at].Codings != 4 || len(s.Codes[at].Means) != 2 {
		t.Fatalf("%+v", s.Codes)
	}
	src := string(Offer(got))
	for _, want := range []string{"\"ana:kin\", # Kin = Family", "\"ben:family\", # Kin = Family", "\"ben:dear\", # ben: Dear"} {
		if !strings.Contains(src, want) && strings.Contains(src, "[[group]]") {
			t.Errorf("%s is not in\n%s", want, src)
		}
	}
}

// The order in which codings come says nothing.
func TestSuggestIsTheSameEachTime(t *testing.T) {
	p := newPlant(3, .5)
	want := string(Offer([]Suggestion{suggested(t, p, Weights{1, 1, .5}, 0)}))
	for range 3 {
		if got := string(Offer([]Suggestion{suggested(t, newPlant(3, .5), Weights{1, 1, .5}, 0)})); got != want {
			t.Fatalf("-want +got\n%s", cmp.Diff(want, got))
		}
	}
}
