package framework

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

const warmBook = `
[[code]]
id = "money"
name = "Money"
definition = "What is at hand."
[[code]]
id = "rent"
name = "Rent"
parent = "money"
[[code]]
id = "food"
name = "Food"
parent = "money"
[[code]]
id = "songs"
name = "Songs"
[[code]]
id = "wage"
name = "Wage"
include = "what one is paid, wages"
[[code]]
id = "pay"
name = "Pay"
retired = 2021-03-04
became = ["wage"]
[[code]]
id = "unused"
name = "Unused"
retired = 2021-03-04
`

// warm is two people who speak of rent, bread and songs, each once, and wages.
func warm(t *testing.T) coding.Picked {
	t.Helper()
	book, problems := codebook.Decode("ana.toml", []byte(warmBook))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	one := transcript.New("one", transcript.Meta{Speakers: []transcript.Speaker{{Label: "P1", Case: "p1"}, {Label: "I", Role: transcript.Interviewer}}},
		"P1: The rent takes my money first.\n\nI: And?\n\nP1: Then bread, and we sing.\n\nI: Wages?\n\nP1: The wage is late, the money too.")
	two := transcript.New("two", transcript.Meta{Speakers: []transcript.Speaker{{Label: "P2", Case: "p2"}}}, "P2: Rent again.\n\nP2: My wage pays for songs.")
	coder := coding.Coder{Analyst: "ana", Book: book}
	for _, in := range []*transcript.Transcript{one, two} {
		w := coding.Work{Transcript: in.ID}
		for _, m := range [][2]string{{"rent", "The rent takes my money"}, {"food", "bread"}, {"songs", "we sing"}, {"wage", "The wage is late, the money"}, {"rent", "Rent again"}, {"wage", "wage pays"}, {"songs", "songs"}} {
			if at := strings.Index(in.Body, m[1]); at >= 0 {
				s := transcript.Span{Start: at, End: at + len(m[1])}
				w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{Code: codebook.ID(m[0]), Span: s}, Now: s})
			}
		}
		slices.SortFunc(w.Codings, func(a, b coding.Placed) int { return a.Now.Start - b.Now.Start })
		coder.Work = append(coder.Work, w)
	}
	p, err := coding.Select(&coding.Corpus{Transcripts: []*transcript.Transcript{one, two}, Coders: []coding.Coder{coder}}, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func options() Options {
	return Options{
		Means: func(*coding.Coder, codebook.Code) bool { return true },
		Stem:  func(*transcript.Transcript) func(string) string { return strings.ToLower }, Word: strings.ToLower, Propose: true,
	}
}

func lay(t *testing.T, said []By, o Options) Layout {
	t.Helper()
	l := framework(t, theory).Lay(warm(t), said, o)
	for _, r := range []interface{ Check() error }{l.ConstructReport(), l.PlacementReport(), l.RemainderReport(), l.ProposalReport(2)} {
		if err := r.Check(); err != nil {
			t.Error(err)
		}
	}
	return l
}

func (l Layout) where() map[string]string {
	out := map[string]string{}
	for _, c := range l.Codes {
		var at []string
		for _, s := range c.Said {
			at = append(at, s.where())
		}
		if c.Of != "" {
			at = append(at, "as "+string(c.Of))
		}
		out[string(c.ID)] = strings.Join(at, ", ")
	}
	return out
}

// What is said of a code holds for those below it of which nothing is said, and what was
// said of one that became another holds for that.
func TestWhereCodesAre(t *testing.T) {
	l := lay(t, []By{{"ana", placements(t, `
[[placement]]
code = "ana:money"
construct = "means"
because = "x"
[[placement]]
code = "ana:food"
construct = "ends"
because = "x"
[[placement]]
code = "ana:pay"
construct = "wages"
because = "x"
[[placement]]
code = "ana:songs"
nowhere = true
because = "x"
[[placement]]
code = "ana:rent"
construct = "gone"
because = "x"
[[placement]]
code = "ana:lost"
construct = "means"
because = "x"
[[placement]]
code = "zoe:rent"
construct = "ends"
because = "not selected"
`)}}, options())
	want := map[string]string{"money": "on means", "rent": "on means, as money", "food": "on ends", "songs": "nowhere", "wage": "on wages"}
	if diff := cmp.Diff(want, l.where()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if l.Unknown != 2 {
		t.Errorf("%d placements are on what is not there", l.Unknown)
	}
	var counts []int
	for _, s := range l.Shelves {
		counts = append(counts, s.Codings, s.Transcripts, s.Participants)
	}
	// Means: rent twice and, below it, wage twice; income: wage; wages: wage; ends: food.
	if diff := cmp.Diff([]int{4, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1}, counts); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if len(l.Proposals) != 0 {
		t.Errorf("nothing is open, and this is proposed: %+v", l.Proposals)
	}
}

// A placement follows its code through merges and splits. What is said of a part itself
// goes before what was said of the whole, by the same analyst; what is said of a code that
// was merged into the part does not.
func TestFollow(t *testing.T) {
	const book = `
[[code]]
id = "shame"
retired = 2021-03-04
became = ["post", "silence"]
[[code]]
id = "silence"
[[code]]
id = "post"
retired = 2021-03-05
became = ["letters"]
[[code]]
id = "letters"
[[code]]
id = "mail"
retired = 2021-03-06
became = ["letters"]
[[code]]
id = "ring"
retired = 2021-03-06
became = ["gnir"]
[[code]]
id = "gnir"
retired = 2021-03-06
became = ["ring", "away"]
`
	ana, problems := codebook.Decode("ana.toml", []byte(book))
	if len(problems) > 0 {
		t.Log(problems)
	}
	books := map[coding.Analyst]*codebook.Book{"ana": ana}
	place := func(code, on string) string {
		return "[[placement]]\ncode = \"" + code + "\"\nconstruct = \"" + on + "\"\nbecause = \"x\"\n"
	}
	for _, c := range []struct{ src, want string }{
		{place("ana:silence", "means"), "silence means"},
		{place("ana:mail", "means"), "mail means; letters means as mail"},
		{place("ana:shame", "means"), "shame means; post means as shame split; silence means as shame split; letters means as shame split"},
		{place("ana:shame", "means") + place("ana:silence", "ends"), "shame means; post means as shame split; letters means as shame split; silence ends"},
		{place("ana:shame", "means") + place("ana:mail", "ends"), "shame means; post means as shame split; silence means as shame split; letters means as shame split; mail ends; letters ends as mail"},
		{place("ana:ring", "means"), "ring means; gnir means as ring"},
		{place("ana:lost", "means") + place("ben:shame", "means"), ""},
	} {
		var got []string
		for _, f := range placements(t, c.src).Follow(books) {
			one := string(f.Now) + " " + string(f.Construct)
			if f.As() != "" {
				one += " as " + string(f.As())
			}
			if f.Split {
				one += " split"
			}
			got = append(got, one)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s(-want +got)\n%s", c.src, diff)
		}
	}
}

// The remainder is what people place nowhere and then what nobody has said anything of.
func TestRemainder(t *testing.T) {
	l := lay(t, []By{
		{"ana", placements(t, "[[placement]]\ncode = \"ana:songs\"\nnowhere = true\nbecause = \"No word.\"\n[[placement]]\ncode = \"ana:food\"\nnowhere = true\nbecause = \"Nor this.\"\n")},
		{"ben", placements(t, "[[placement]]\ncode = \"ana:food\"\nconstruct = \"means\"\nbecause = \"It is one.\"\n")},
	}, options())
	r := l.RemainderReport()
	var got []string
	for _, row := range r.Table.Rows {
		got = append(got, row[0].(string)+" "+row[3].(string))
	}
	if diff := cmp.Diff([]string{"ana:songs nowhere", "ana:rent open", "ana:wage open", "ana:money open"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	want := []string{
		"4 of 5 codes, with 6 of 7 codings (86 %). Nowhere: people say that the framework does not hold it (1). Open: nobody has said anything (3).",
		"People differ on Food, which one places and another does not.",
	}
	if diff := cmp.Diff(want, r.Notes); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if because := r.Table.Rows[0][7]; because != "ana: No word" {
		t.Errorf("%v", because)
	}
	holds := l.ConstructReport().Table
	if got := holds.Rows[0][holds.Index("holds")]; got != "Food: ben: It is one" {
		t.Errorf("%v", got)
	}
}

// Rent is said with both terms of means in one of its two passages, and with one in the
// other; what is meant by money is put as what is meant by means.
func TestProposals(t *testing.T) {
	l := lay(t, nil, options())
	of := map[string]Proposal{}
	for _, p := range l.Proposals {
		of[string(l.Codes[p.Code].ID)+" "+string(p.Construct)] = p
	}
	rent := of["rent means"]
	if diff := cmp.Diff([]Term{{"rent", 2}, {"money", 1}}, rent.Terms); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if rent.Passage == nil || rent.Passage.In.ID != "one" || rent.Score < .5 {
		t.Errorf("the passage with both terms speaks most for it: %+v", rent)
	}
	if money, there := of["money means"]; !there || !slices.Contains(money.Shared, "hand") || money.Passage != nil || len(money.Terms) != 0 {
		t.Errorf("%+v", money)
	}
	if p, there := of["wage wages"]; !there || len(p.Terms) != 0 || !slices.Contains(p.Shared, "wages") {
		t.Errorf("%+v", p)
	}
	if _, there := of["songs means"]; there {
		t.Error("nothing speaks for songs")
	}
	// Who does not allow it is not quoted.
	o := options()
	o.Quoting = coding.NewQuoting([]cases.Case{{ID: "p1", Consent: cases.Consent{Quote: "no"}}, {ID: "p2", Consent: cases.Consent{Quote: "ask"}}})
	l = lay(t, nil, o)
	at := slices.IndexFunc(l.Proposals, func(p Proposal) bool { return l.Codes[p.Code].ID == "rent" })
	if p := l.Proposals[at]; p.Passage == nil || p.Passage.In.ID != "two" {
		t.Errorf("%+v", p.Passage)
	}
	r := l.ProposalReport(0)
	if got := r.Table.Rows[at][r.Table.Index("caution")]; got != "ask before it is quoted" {
		t.Errorf("%v", got)
	}
}

// Only codes that are asked about are laid out.
func TestLayOfSome(t *testing.T) {
	o := options()
	o.Means = func(_ *coding.Coder, c codebook.Code) bool { return c.ID == "rent" }
	o.Propose = false
	l := lay(t, []By{{"ana", placements(t, "[[placement]]\ncode = \"ana:money\"\nconstruct = \"means\"\nbecause = \"x\"\n")}}, o)
	if diff := cmp.Diff(map[string]string{"rent": "on means, as money"}, l.where()); diff != "" || l.Proposals != nil {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Analysts who share a codebook place the same codes.
func TestLayOfASharedBook(t *testing.T) {
	p := warm(t)
	cy := *p.Coders[0]
	cy.Analyst, cy.Work = "cy", nil
	p.Coders = append(p.Coders, &cy)
	l := framework(t, theory).Lay(p, []By{{"cy", placements(t, "[[placement]]\ncode = \"cy:food\"\nconstruct = \"means\"\nbecause = \"x\"\n")}}, options())
	if got := l.where()["food"]; got != "on means" || len(l.Codes) != 5 || l.Codes[0].Owner != "" {
		t.Errorf("%q, %+v", got, l.Codes)
	}
}
