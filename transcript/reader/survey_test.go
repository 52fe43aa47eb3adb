package reader

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

const survey = `id,age,town,What was it like?,And since?
p1,34,Moss,"It was quiet, and nobody asked me for anything at all.",Better.
p2,41,Moss,,"Worse, since the boat does not run on Sundays any longer."
p3,29,Vik,I had the whole of the morning and did not use it.,n/a
`

func TestSurvey(t *testing.T) {
	both := Options{Columns: Columns{Respondent: "id", Questions: []string{"What was it like?", "And since?"}}}
	r := read(t, "in/ferry.csv", []byte(survey), both)
	if len(r.Transcripts) != 2 || r.Warnings != nil {
		t.Fatalf("%d transcripts, warnings %v", len(r.Transcripts), r.Warnings)
	}
	first := r.Transcripts[0]
	if first.ID != "ferry-what-was-it-like" || first.Title != "ferry: What was it like?" || first.Type != "survey" || !first.Verbatim {
		t.Errorf("%s, %q, %s", first.ID, first.Title, first.Type)
	}
	want := []transcript.Speaker{{Label: "p1", RoleGuess: transcript.Participant, Case: "p1"}, {Label: "p3", RoleGuess: transcript.Participant, Case: "p3"}}
	if diff := cmp.Diff(want, first.Speakers); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	said := []turn{
		{"p1", -1, []string{"Better."}},
		{"p2", -1, []string{"Worse, since the boat does not run on Sundays any longer."}},
		{"p3", -1, []string{"n/a"}},
	}
	if diff := cmp.Diff(said, turnsOf(r.Transcripts[1])); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	people := []Person{
		{"p1", "p1", []Value{{"age", "34"}, {"town", "Moss"}}},
		{"p2", "p2", []Value{{"age", "41"}, {"town", "Moss"}}},
		{"p3", "p3", []Value{{"age", "29"}, {"town", "Vik"}}},
	}
	if diff := cmp.Diff(people, r.People); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	one := read(t, "ferry.csv", []byte(survey), Options{Columns: Columns{Respondent: "A", Questions: []string{"E", "And since?"}}})
	if got := read(t, "x.csv", []byte(survey), Options{Columns: Columns{Questions: []string{"E", "and since?"}}}); len(got.Transcripts) != 1 {
		t.Errorf("a question named twice makes %d transcripts", len(got.Transcripts))
	}
	if tr := one.Transcripts[0]; len(one.Transcripts) != 1 || tr.ID != "ferry" || tr.Title != "And since?" {
		t.Errorf("%d transcripts, %s, %q", len(one.Transcripts), tr.ID, tr.Title)
	}
	if got := one.People[1].Values; len(got) != 2 {
		t.Errorf("what p2 is: %v", got)
	}
	if got := one.People[0].Values; len(got) != 3 || got[2].Name != "What was it like?" {
		t.Errorf("what p1 is: %v", got)
	}
}

// What a survey is taken for is said, with the way to say otherwise.
func TestSurveysAreGuessed(t *testing.T) {
	answers := ",I came for the one and then stayed for the other of them.\n"
	rows := func(ids ...string) string {
		var b strings.Builder
		for i, id := range ids {
			b.WriteString(id + strings.Replace(answers, "one", fmt.Sprint("one", i), 1))
		}
		return b.String()
	}
	for name, c := range map[string]struct{ src, called, warnings string }{
		"a number":         {"no,why\n" + rows("1", "2", "3"), "1", "respondent-guessed survey-guessed"},
		"a known head":     {"age,Participant ID,why\n" + rows("30,x", "41,y", "52,z"), "x", "respondent-guessed survey-guessed"},
		"times are none":   {"at,why\n" + rows("2021/02/03 9:00:01", "2021/02/03 9:00:02"), "R001", "respondents-numbered survey-guessed"},
		"decimals neither": {"score,why\n" + rows("1.5", "2.25"), "R001", "respondents-numbered survey-guessed"},
		"nor what is same": {"town,why\n" + rows("Moss", "Moss", "Vik"), "R001", "respondents-numbered survey-guessed"},
		"nor what is long": {"town,why\n" + rows("Moss by the sea", "Moss up the hill"), "R001", "respondents-numbered survey-guessed"},
		"a gap":            {"age,id,why\n" + rows("30,x", "41,", "52,z"), "x", "respondent-guessed survey-guessed respondent-nameless"},
	} {
		r := read(t, "x.csv", []byte(c.src), Options{As: "csv"})
		var names []string
		for _, w := range r.Warnings {
			names = append(names, w.Name)
			if w.Name != "respondent-nameless" && !strings.Contains(w.Remedy, "--columns respondent=HEAD") {
				t.Errorf("%s: %q has no way out", name, w)
			}
		}
		if got := strings.Join(names, " "); r.People[0].Label != c.called || got != c.warnings {
			t.Errorf("%s: called %s, warnings %s", name, r.People[0].Label, got)
		}
	}
	consent := ",I have read all of the above and I agree to it.\n"
	src := "id,why,consent\n" + strings.ReplaceAll(rows("1", "2", "3"), "\n", consent)
	if r := read(t, "x.csv", []byte(src), Options{}); len(r.Transcripts) != 1 || len(r.People[0].Values) != 1 {
		t.Errorf("what all say alike: %q", show(r))
	}
	asked := Options{Columns: Columns{Respondent: "town"}}
	r := read(t, "x.csv", []byte("id,town,why\n"+rows("1,Moss", "2,Vik")), asked)
	if r.People[0].Label != "Moss" || len(r.Warnings) != 1 || r.Warnings[0].Name != "survey-guessed" {
		t.Errorf("%+v, %v", r.People[0], r.Warnings)
	}
	short := read(t, "x.csv", []byte("id,mood\n1,fine\n2,so so\n"), Options{Columns: Columns{Questions: []string{"mood"}}})
	if len(short.Transcripts[0].Turns) != 2 || len(short.Warnings) != 1 || short.Warnings[0].Name != "respondent-guessed" {
		t.Errorf("short answers that were asked for: %q", show(short))
	}
}

func TestRespondentsWithoutNames(t *testing.T) {
	src := "id,why\nR002,Because.\n,So.\n,\n**:,Hm.\n"
	r := read(t, "x.csv", []byte(src), Options{Columns: Columns{Respondent: "id", Questions: []string{"why"}}})
	var got []string
	for _, p := range r.People {
		got = append(got, p.Label+"="+p.Case)
	}
	if diff := cmp.Diff([]string{"R002=r002", "R002x=r002x", "R003=r003"}, got); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	warned := []string{"x.csv:3: this respondent has no name, and is called by number (and once more, at line 5)"}
	if diff := cmp.Diff(warned, sentences(r.Warnings)); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestLabelsOfRespondents(t *testing.T) {
	for id, want := range map[string]struct{ label, id string }{
		"12": {"12", "12"}, "10:30": {"10:30", "10-30"}, " Ana  K. ": {"Ana K.", "ana-k"}, "a: b": {"a:b", "a-b"}, "Q1": {"Q1", "q1"},
		"ana@example.org": {"ana@example.org", "ana-example-org"}, "[00:00:05]": {"[00:00:05]", "00-00-05"}, "…": {"…", "respondent"}, "字": {"字", "字"},
	} {
		src := "id\twhy\n" + id + "\tBecause.\nother\t10:30 it was.\n"
		r := read(t, "x.csv", []byte(src), Options{Columns: Columns{Respondent: "id", Questions: []string{"why"}}})
		if p := r.People[0]; p.Label != want.label || p.Case != want.id {
			t.Errorf("%q: %+v", id, p)
		}
		if s := r.Transcripts[0].Speakers; s[0].Case != want.id || s[0].RoleGuess != transcript.Participant || len(r.Transcripts[0].Turns) != 2 || r.Transcripts[0].Turns[0].Time >= 0 {
			t.Errorf("%q: %+v, %q", id, s, r.Transcripts[0].Body)
		}
	}
}

func TestSurveysRefused(t *testing.T) {
	var wide, row []string
	for i := range maxQuestions + 1 {
		wide = append(wide, fmt.Sprintf("q%d", i))
		row = append(row, fmt.Sprintf("It was %d and then it was not so any longer.", i))
	}
	q := Columns{Respondent: "id", Questions: []string{"why"}}
	for want, c := range map[string]struct {
		src     string
		columns Columns
	}{
		`x.csv: column "id" has respondents more than once: "a" (rows 2 and 4), "b" (rows 3 and 5); correct the table`: {"id,why\na,So.\nb,So.\na,No.\n b ,No.\n", q},
		`"e" (rows 6 and 12) and 1 more; correct`: {"id,why\na,1\nb,1\nc,1\nd,1\ne,1\nf,1\na,1\nb,1\nc,1\nd,1\ne,1\nf,1\n", q},
		`x.csv: row 2: column "id" holds "aaaa`:   {"id,why\n" + strings.Repeat("a", 241) + ",So.\nb,No.\n", q},
		`x.csv: 501 columns are questions, and 500 is the most that become transcripts; name those to read`: {
			strings.Join(wide, ",") + "\n" + strings.Join(row, ",") + "\n" + strings.ReplaceAll(strings.Join(row, ","), "was", "is") + "\n", Columns{}},
		"x.csv: holds no words": {"id,why\na,\nb,…\n", q},
	} {
		_, err := Read(context.Background(), "x.csv", []byte(c.src), Options{Columns: c.columns, As: "csv"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestQuestionsThatNobodyAnswered(t *testing.T) {
	src := "id,why,when\na,So.,-\nb,No.,\n"
	r := read(t, "x.csv", []byte(src), Options{Columns: Columns{Respondent: "id", Questions: []string{"why", "when"}}})
	want := []string{`x.csv: no transcript is made of questions that nobody answered in words: "when"`}
	if diff := cmp.Diff(want, sentences(r.Warnings)); diff != "" || len(r.Transcripts) != 1 {
		t.Errorf("%d transcripts: -want +got\n%s", len(r.Transcripts), diff)
	}
}

func TestQuestionsWithOneName(t *testing.T) {
	long := strings.Repeat("what do you think of it and ", 4)
	src := fmt.Sprintf("id,%s1,%s2,,?\na,So.,Well.,Yes.,No.\nb,No.,,,\n", long, long)
	r := read(t, "x.csv", []byte(src), Options{Columns: Columns{Respondent: "id", Questions: []string{"B", "C", "D", "E"}}})
	var ids, titles []string
	for _, tr := range r.Transcripts {
		ids = append(ids, string(tr.ID))
		titles = append(titles, tr.Title)
	}
	want := []string{
		"x-what-do-you-think-of-it-and-what-do-you-think-of-it-and-what-d",
		"x-what-do-you-think-of-it-and-what-do-you-think-of-it-and-what-2",
		"x-column-d",
		"x-column-e",
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Error("-want +got\n" + diff)
	}
	if diff := cmp.Diff([]string{"x: " + long + "1", "x: " + long + "2", "x: column D", "x: ?"}, titles); diff != "" {
		t.Error("-want +got\n" + diff)
	}
}

func TestARespondentKeepsTheCaseUnderAnotherLabel(t *testing.T) {
	o := Options{Relabel: []Relabelling{{"p1", "Ana"}}, Columns: Columns{Respondent: "id", Questions: []string{"And since?"}}}
	got := read(t, "x.csv", []byte(survey), o).Transcripts[0].Speakers[0]
	if want := (transcript.Speaker{Label: "Ana", Case: "p1", RoleGuess: transcript.Participant}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCaseIDs(t *testing.T) {
	ids := caseIDs{taken: map[string]bool{}, next: map[string]int{}}
	long := strings.Repeat("é", 40)
	for _, c := range []struct{ label, want string }{
		{"A 1", "a-1"}, {"a-1", "a-1-2"}, {"A.1", "a-1-3"}, {"a-1-2", "a-1-2-2"}, {"", "respondent"}, {"…", "respondent-2"},
		{long, strings.Repeat("é", 32)}, {long + "x", strings.Repeat("é", 31) + "-2"}, {"con", "con-1"}, {"con 1", "con-1-2"},
	} {
		if got := ids.of(c.label); got != c.want {
			t.Errorf("%q is %s, want %s", c.label, got, c.want)
		}
	}
}
