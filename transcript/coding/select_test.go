package coding

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/transcript"
)

// The corpus: Ana, who is participant p09 too, Ben, and what they agreed on.
// Ids of codings say analyst, transcript and passage.
func corpusForSelection(t *testing.T) *Corpus {
	t.Helper()
	compose := func(id transcript.ID, meta transcript.Meta, said ...transcript.Said) *transcript.Transcript {
		tr, err := transcript.Compose(id, meta, said)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	one := compose("interview-01",
		transcript.Meta{Type: "interview", Attributes: map[string]any{"wave": int64(1), "town": "Leeds"}, Speakers: []transcript.Speaker{
			{Label: "Mark", Role: transcript.Interviewer}, {Label: "P07", Role: transcript.Participant, Case: "p07"}}},
		transcript.Said{Speaker: "Mark", Time: transcript.Untimed, Paragraphs: []string{"How is the money?"}},
		transcript.Said{Speaker: "P07", Time: transcript.Untimed, Paragraphs: []string{"It comes on Fridays."}})
	two := compose("group-02",
		transcript.Meta{Type: "group", Attributes: map[string]any{"wave": int64(10)}, Speakers: []transcript.Speaker{
			{Label: "Mark"}, {Label: "Ana", Role: transcript.Participant, Case: "p09"}}},
		transcript.Said{Speaker: "Mark", Time: transcript.Untimed, Paragraphs: []string{"And sleep?"}},
		transcript.Said{Speaker: "Ana", Time: transcript.Untimed, Paragraphs: []string{"I sleep well now."}})
	book := func(src string) *codebook.Book {
		b, problems := codebook.Decode("book.toml", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return b
	}
	at := func(day int) time.Time { return time.Date(2021, 3, day, 12, 0, 0, 0, time.UTC) }
	on := func(tr *transcript.Transcript, id string, code codebook.ID, first, last, day, round int) Placed {
		s, err := tr.Resolve(transcript.Ref{Transcript: tr.ID, First: first, Last: last})
		if err != nil {
			t.Fatal(err)
		}
		c := Make(tr, s, code, id, at(day))
		c.Round = round
		return Placed{Coding: c, Now: s}
	}
	lost := on(one, "ana-1-lost", "money", 1, 1, 4, 1)
	lost.Fate, lost.Now = Adrift, transcript.Span{}
	return &Corpus{
		Transcripts: []*transcript.Transcript{two, one},
		Coders: []Coder{
			{Analyst: "ana", Case: "p09", Role: "analyst",
				Book: book("[[code]]\nid = \"money\"\nname = \"Money matters\"\n[[code]]\nid = \"means\"\nname = \"Means\"\nkind = \"analytical\"\ngrounded_in = [\"money\"]\n[[code]]\nid = \"sleep\"\nname = \"Sleep\"\nretired = 2021-03-20\n"),
				Work: []Work{
					{Transcript: "group-02", Codings: []Placed{on(two, "ana-2-question", "sleep", 1, 1, 6, 2), on(two, "ana-2-both", "sleep", 1, 2, 6, 2), on(two, "ana-2-own", "means", 2, 2, 7, 2)}},
					{Transcript: "interview-01", Codings: []Placed{lost, on(one, "ana-1-question", "money", 1, 1, 4, 0), on(one, "ana-1-answer", "means", 2, 2, 5, 1)}},
				}},
			{Analyst: "ben", Role: "analyst",
				Book: book("[[code]]\nid = \"money\"\nname = \"Money\"\n"),
				Work: []Work{{Transcript: "interview-01", Codings: []Placed{on(one, "ben-1-answer", "money", 2, 2, 8, 1), on(one, "ben-1-stray", "gone", 2, 2, 8, 1)}}}},
			{Analyst: "both", Role: Reconciled, Book: book("[[code]]\nid = \"money\"\nname = \"Money\"\n"),
				Work: []Work{{Transcript: "interview-01", Codings: []Placed{on(one, "both-1", "money", 2, 2, 9, 1)}}}},
		},
	}
}

func TestSelect(t *testing.T) {
	corpus := corpusForSelection(t)
	day := func(d int) time.Time { return time.Date(2021, 3, d, 0, 0, 0, 0, time.UTC) }
	const all = "ana-2-question ana-2-both ana-2-own ana-1-question ana-1-answer ben-1-answer ben-1-stray"
	for _, c := range []struct {
		name   string
		sel    Selection
		want   string
		adrift int
		others int
		own    int
	}{
		{name: "everything but the reconciled", want: all, adrift: 1},
		{name: "an analyst", sel: Selection{Analysts: []string{"ben"}}, want: "ben-1-answer ben-1-stray"},
		{name: "the reconciled when named", sel: Selection{Analysts: []string{"both"}}, want: "both-1"},
		{name: "analysts by glob, in the study's order", sel: Selection{Analysts: []string{"b*"}}, want: "ben-1-answer ben-1-stray both-1"},
		{name: "a code of any book", sel: Selection{Codes: []string{"money"}}, want: "ana-1-question ben-1-answer", adrift: 1},
		{name: "a code of one book", sel: Selection{Codes: []string{"ben:money"}}, want: "ben-1-answer"},
		{name: "a code by name, letter case aside", sel: Selection{Codes: []string{"money MATTERS"}}, want: "ana-1-question", adrift: 1},
		{name: "codes by glob", sel: Selection{Codes: []string{"m*"}}, want: "ana-2-own ana-1-question ana-1-answer ben-1-answer", adrift: 1},
		{name: "several codes", sel: Selection{Codes: []string{"means", "ben:money"}}, want: "ana-2-own ana-1-answer ben-1-answer"},
		{name: "a retired code", sel: Selection{Codes: []string{"sleep"}}, want: "ana-2-question ana-2-both"},
		{name: "a code that is in no book", sel: Selection{Codes: []string{"gone"}}, want: "ben-1-stray"},
		{name: "a kind", sel: Selection{Kinds: []string{"analytical"}}, want: "ana-2-own ana-1-answer"},
		{name: "a transcript", sel: Selection{Transcripts: []string{"group-02"}}, want: "ana-2-question ana-2-both ana-2-own"},
		{name: "transcripts by glob", sel: Selection{Transcripts: []string{"*-0[1-9]"}}, want: all, adrift: 1},
		{name: "a type", sel: Selection{Types: []string{"interview"}}, want: "ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1},
		{name: "a speaker by label", sel: Selection{Speakers: []string{"mark"}}, want: "ana-2-question ana-2-both ana-1-question", adrift: 1, others: 4},
		{name: "a speaker by case", sel: Selection{Speakers: []string{"p07"}}, want: "ana-1-answer ben-1-answer ben-1-stray", adrift: 1, others: 4},
		{name: "a role that was said", sel: Selection{Roles: []string{"interviewer"}}, want: "ana-1-question", adrift: 1, others: 6},
		{name: "any role", sel: Selection{Roles: []string{"*"}}, want: "ana-2-both ana-2-own ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1, others: 1},
		{name: "a case", sel: Selection{Cases: []string{"p09"}}, want: "ana-2-both ana-2-own", adrift: 1, others: 5},
		{name: "a round; none said is the first", sel: Selection{Rounds: []int{1}}, want: "ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1},
		{name: "rounds", sel: Selection{Rounds: []int{2}}, want: "ana-2-question ana-2-both ana-2-own"},
		{name: "since a moment", sel: Selection{Since: day(7)}, want: "ana-2-own ben-1-answer ben-1-stray"},
		{name: "until a moment, exclusive", sel: Selection{Until: day(4).Add(12 * time.Hour)}, want: ""},
		{name: "between", sel: Selection{Since: day(5), Until: day(7)}, want: "ana-2-question ana-2-both ana-1-answer"},
		{name: "an attribute", sel: Selection{Where: []string{"wave=1"}}, want: "ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1},
		{name: "attributes compare as numbers", sel: Selection{Where: []string{"wave>2"}}, want: "ana-2-question ana-2-both ana-2-own"},
		{name: "attributes compare as text", sel: Selection{Where: []string{"town = leeds"}}, want: "ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1},
		{name: "who has no attribute fits no condition", sel: Selection{Where: []string{"town!=York"}}, want: "ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1},
		{name: "conditions must all hold", sel: Selection{Where: []string{"wave<=10", "wave>=2"}}, want: "ana-2-question ana-2-both ana-2-own"},
		{name: "not their own words, whoever else speaks", sel: Selection{NotOwn: true}, want: "ana-2-question ana-1-question ana-1-answer ben-1-answer ben-1-stray", adrift: 1, own: 2},
		{name: "fields must all match", sel: Selection{Codes: []string{"m*"}, Roles: []string{"participant"}, Types: []string{"group"}}, want: "ana-2-own"},
		{name: "blind", sel: Selection{Blind: true, Looker: "ben"}, want: "ben-1-answer ben-1-stray"},
		{name: "blind with a glob", sel: Selection{Blind: true, Looker: "ben", Analysts: []string{"*"}}, want: "ben-1-answer ben-1-stray"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Select(corpus, c.sel)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, r := range got.Rows {
				ids = append(ids, r.ID)
			}
			if diff := cmp.Diff(c.want, strings.Join(ids, " ")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if diff := cmp.Diff([]int{c.adrift, c.others, c.own}, []int{got.Adrift, got.Others, got.Own}); diff != "" {
				t.Errorf("adrift, others and own: -want +got\n%s", diff)
			}
		})
	}
}

func TestSelectedRowsSayWhatTheyAre(t *testing.T) {
	got, err := Select(corpusForSelection(t), Selection{Analysts: []string{"ben"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 2 || len(got.Coders) != 1 || len(got.Transcripts) != 2 {
		t.Fatalf("%d rows, %d coders, %d transcripts", len(got.Rows), len(got.Coders), len(got.Transcripts))
	}
	known, stray := got.Rows[0], got.Rows[1]
	if known.Entry.Name != "Money" || known.Coder.Analyst != "ben" || known.Transcript.ID != "interview-01" {
		t.Errorf("%+v", known)
	}
	if stray.Entry.ID != "gone" || stray.Entry.Name != "" {
		t.Errorf("a code in no book is %+v, want its id alone", stray.Entry)
	}
}

func TestSelectRefuses(t *testing.T) {
	corpus := corpusForSelection(t)
	for _, c := range []struct {
		name string
		sel  Selection
		want string
	}{
		{"an analyst", Selection{Analysts: []string{"bne"}}, `no analyst "bne"; did you mean ben?`},
		{"a code", Selection{Codes: []string{"mony"}}, `no code "mony"; did you mean money?`},
		{"a code of another's book", Selection{Codes: []string{"ben:means"}}, `no code "means" in the codebook of ben; ana has it`},
		{"a code of nobody, in another's book", Selection{Codes: []string{"ben:mony"}}, `no code "mony" in the codebook of ben; did you mean money?`},
		{"a code of nobody named", Selection{Analysts: []string{"ben"}, Codes: []string{"sleep"}}, `no code "sleep" in the codebook of ben; ana has it`},
		{"a glob, of nobody named", Selection{Analysts: []string{"ben"}, Codes: []string{"sl*"}}, `no code matches "sl*" in the codebook of ben; ana has it`},
		{"a code of several", Selection{Analysts: []string{"ana", "ben"}, Codes: []string{"zzz"}}, `no code "zzz" in the codebooks of ana, ben; there is means, money, sleep`},
		{"a code of one who is not named", Selection{Analysts: []string{"ana"}, Codes: []string{"ben:money"}}, `"ben:money" is a code of ben, and only codings of ana are asked for`},
		{"a code of no analyst", Selection{Codes: []string{"cy:money"}}, `no code "cy:money"; there is means, money, sleep`},
		{"a code that nothing is like", Selection{Codes: []string{"zzz"}}, `no code "zzz"; there is means, money, sleep`},
		{"a glob", Selection{Codes: []string{"z*"}}, `no code matches "z*"; see: grounded codebook list`},
		{"a transcript", Selection{Transcripts: []string{"interview-1"}}, `no transcript "interview-1"; did you mean interview-01?`},
		{"a type", Selection{Types: []string{"groups"}}, `no type of transcript "groups"; did you mean group?`},
		{"a speaker", Selection{Speakers: []string{"P7"}}, `no speaker "P7"; did you mean P07?`},
		{"a role", Selection{Roles: []string{"partcipant"}}, `no role "partcipant"; did you mean participant?`},
		{"a case", Selection{Cases: []string{"p77"}}, `no case "p77"; did you mean p07?`},
		{"a kind", Selection{Kinds: []string{"analytic"}}, `no kind of code "analytic"; did you mean analytical?`},
		{"an attribute", Selection{Where: []string{"waves=1"}}, `no attribute "waves"; did you mean wave?`},
		{"no condition", Selection{Where: []string{"wave"}}, `"wave" is not a condition; one looks like wave=1 or "age>=60"`},
		{"no comparison", Selection{Where: []string{"wave!1"}}, `"wave!1" is not a condition; it compares with one of = != < <= > >=`},
		{"another's name, blind", Selection{Blind: true, Looker: "ana", Analysts: []string{"ben"}}, `no analyst "ben"; there is ana`},
		{"another's code, blind", Selection{Blind: true, Looker: "ben", Codes: []string{"sleep"}}, `no code "sleep"; there is money`},
		{"another's code, blind, one's own named", Selection{Blind: true, Looker: "ben", Analysts: []string{"ben"}, Codes: []string{"sleep"}}, `no code "sleep" in the codebook of ben; there is money`},
		{"another's code by analyst, blind", Selection{Blind: true, Looker: "ben", Codes: []string{"ana:sleep"}}, `no code "ana:sleep"; there is money`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Select(corpus, c.sel); err == nil || err.Error() != c.want {
				t.Errorf("%v\nwant %s", err, c.want)
			}
		})
	}
}

func TestUnknown(t *testing.T) {
	many := strings.Fields("a1 b2 c3 d4 e5 f6 g7 h8 i9")
	for _, c := range []struct {
		noun, name string
		exists     []string
		want       string
	}{
		{"code", "rent", nil, `no code "rent"; there is none yet`},
		{"code", "re*", []string{""}, `no code "re*"; there is none yet`},
		{"code", "rent", many, `no code "rent"; see: grounded codebook list`},
		{"attribute", "rent", many, `no attribute "rent"`},
		{"code", "rent", many[:3], `no code "rent"; there is a1, b2, c3`},
	} {
		if got := Unknown(c.noun, c.name, c.exists).Error(); got != c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

func TestMatchIDs(t *testing.T) {
	ids := []transcript.ID{"interview-03", "interview-01", "group-02"}
	for _, c := range []struct {
		patterns []string
		want     []transcript.ID
	}{
		{nil, ids},
		{[]string{"group-02", "interview-03"}, []transcript.ID{"interview-03", "group-02"}},
		{[]string{"INTERVIEW-*"}, []transcript.ID{"interview-03", "interview-01"}},
		{[]string{"interview-0[12]"}, []transcript.ID{"interview-01"}},
	} {
		got, err := MatchIDs("transcript", c.patterns, ids)
		if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", c.patterns, err, diff)
		}
	}
	for _, pattern := range []string{"interview", "x*", "interview-0[", ""} {
		if got, err := MatchIDs("transcript", []string{pattern}, ids); err == nil {
			t.Errorf("%q means %v, want an error", pattern, got)
		}
	}
}

func TestVoices(t *testing.T) {
	corpus := corpusForSelection(t)
	got, err := Select(corpus, Selection{Analysts: []string{"ana"}})
	if err != nil {
		t.Fatal(err)
	}
	both := got.Rows[1]
	if both.ID != "ana-2-both" {
		t.Fatalf("%s is second", both.ID)
	}
	want := []Voice{{Transcript: "group-02", Label: "Mark"}, {Case: "p09"}}
	if diff := cmp.Diff(want, got.Voices(both)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got, err = Select(corpus, Selection{Analysts: []string{"ana"}, Roles: []string{"participant"}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[1:], got.Voices(both)); diff != "" {
		t.Errorf("only who is meant: -want +got\n%s", diff)
	}
}

func TestSelectTurns(t *testing.T) {
	corpus := corpusForSelection(t)
	meant, err := SelectTurns(corpus, Selection{Roles: []string{"participant"}, Where: []string{"wave=1"}, Codes: []string{"zzz"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id   transcript.ID
		turn int
		want bool
	}{{"interview-01", 0, false}, {"interview-01", 1, true}, {"group-02", 1, false}, {"nowhere", 0, false}} {
		if got := meant.Means(c.id, c.turn); got != c.want {
			t.Errorf("turn %d of %s: %t", c.turn, c.id, got)
		}
	}
	if _, err := SelectTurns(corpus, Selection{Where: []string{"waves=1"}}); err == nil {
		t.Error("an attribute that nobody has selects turns")
	}
}

// What is stripped keeps where it lies and whose it is, and no word.
func TestStrip(t *testing.T) {
	t.Parallel()
	at := time.Unix(9, 0)
	ps := []Placed{{Coding: Coding{ID: "a", Code: "rent", Span: transcript.Span{Start: 1, End: 5}, Quote: "rent", Prefix: "p", Suffix: "s", Memo: "m", Query: "q", Flags: "--not-own", By: ByQuery, Round: 2, At: at, From: []string{"x"}, Was: []Former{{Code: "arrears", Until: at}}, line: "{}", extra: ","}, Now: transcript.Span{Start: 2, End: 6}, Fate: Moved}}
	Strip(ps)
	want := []Placed{{Coding: Coding{ID: "a", Code: "rent", Span: transcript.Span{Start: 1, End: 5}, By: ByQuery, Round: 2, At: at, Was: []Former{{Code: "arrears", Until: at}}}, Now: transcript.Span{Start: 2, End: 6}, Fate: Moved}}
	if diff := cmp.Diff(want, ps, cmp.AllowUnexported(Coding{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
