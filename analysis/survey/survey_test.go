package survey

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"grounded/analysis/summary"
	"grounded/codebook/problem"
)

// sheetOf reads a table that is parted by blanks, a hyphen for an empty cell.
func sheetOf(text string) Sheet {
	s := Sheet{Name: "q.csv"}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		cells := strings.Fields(line)
		for j := range cells {
			if cells[j] == "-" {
				cells[j] = ""
			}
		}
		if i == 0 {
			s.Columns = cells
			continue
		}
		s.Rows = append(s.Rows, Row{Line: i + 1, Cells: cells})
	}
	return s
}

func tallied(t *testing.T, s Sheet, a Ask, few int) (Answers, Tally) {
	t.Helper()
	answers, problems := Read(s, a)
	if len(problems) > 0 {
		t.Fatal(problem.Fatal(problems))
	}
	return answers, answers.Tally(few)
}

// The means of two columns of eight answers that were published with a study of this kind.
func TestPublishedMeans(t *testing.T) {
	s := sheetOf("who before after\na 90 100\nb 99 95\nc 70 100\nd 77 70\ne 85 100\nf 99 100\ng 33 100\nh 85 91")
	_, got := tallied(t, s, Ask{Respondent: 0, By: -1, Scales: []int{2, 1}, Changes: []Pair{{1, 2}}}, 0)
	want := Tally{
		Scales: []Scale{
			{Item: "after", N: 8, Mean: 94.5, Quartiles: summary.Quartiles{Lower: 94, Median: 100, Upper: 100}, Least: 70, Most: 100},
			{Item: "before", N: 8, Mean: 79.75, Quartiles: summary.Quartiles{Lower: 75.25, Median: 85, Upper: 92.25}, Least: 33, Most: 99},
		},
		Changes: []Shift{{Before: "before", After: "after", N: 8, MeanBefore: 79.75, MeanAfter: 94.5, MeanChange: 14.75, MedianChange: 8, Rose: 6, Fell: 2}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTally(t *testing.T) {
	s := sheetOf(`
who sex food rent heat was is
a f 1 2 3 50 60
b f 2 1 3 40 40
c m 1 3 - 30 -
d m - - - - 20
e - 3 1 2 80 10
f f - - - - -`)
	ask := Ask{Respondent: 0, By: 1, Ranks: [][]int{{2, 3, 4}}, Scales: []int{5}, Changes: []Pair{{5, 6}}}
	_, got := tallied(t, s, ask, 0)
	want := Tally{
		Groups: []string{"f", "m", NotKnown},
		Ranks: [][]Rank{{
			{Item: "food", Group: "f", N: 2, Missing: 1, Mean: 1.5, First: 1, Answered: 2},
			{Item: "rent", Group: "f", N: 2, Missing: 1, Mean: 1.5, First: 1, Answered: 2},
			{Item: "heat", Group: "f", N: 2, Missing: 1, Mean: 3, Answered: 2},
			{Item: "food", Group: "m", N: 1, Missing: 1, Mean: 1, First: 1, Answered: 1},
			{Item: "rent", Group: "m", N: 1, Missing: 1, Mean: 3, Answered: 1},
			{Item: "heat", Group: "m", Missing: 2, Answered: 1},
			{Item: "rent", Group: NotKnown, N: 1, Mean: 1, First: 1, Answered: 1},
			{Item: "heat", Group: NotKnown, N: 1, Mean: 2, Answered: 1},
			{Item: "food", Group: NotKnown, N: 1, Mean: 3, Answered: 1},
			{Item: "food", N: 4, Missing: 2, Mean: 1.75, First: 2, Answered: 4},
			{Item: "rent", N: 4, Missing: 2, Mean: 1.75, First: 2, Answered: 4},
			{Item: "heat", N: 3, Missing: 3, Mean: 8. / 3, Answered: 4},
		}},
		Scales: []Scale{
			{Item: "was", Group: "f", N: 2, Missing: 1, Mean: 45, Quartiles: summary.Quartiles{Lower: 42.5, Median: 45, Upper: 47.5}, Least: 40, Most: 50},
			{Item: "was", Group: "m", N: 1, Missing: 1, Mean: 30, Quartiles: summary.Quartiles{Lower: 30, Median: 30, Upper: 30}, Least: 30, Most: 30},
			{Item: "was", Group: NotKnown, N: 1, Mean: 80, Quartiles: summary.Quartiles{Lower: 80, Median: 80, Upper: 80}, Least: 80, Most: 80},
			{Item: "was", N: 4, Missing: 2, Mean: 50, Quartiles: summary.Quartiles{Lower: 37.5, Median: 45, Upper: 57.5}, Least: 30, Most: 80},
		},
		Changes: []Shift{
			{Before: "was", After: "is", Group: "f", N: 2, Lack: 1, MeanBefore: 45, MeanAfter: 50, MeanChange: 5, MedianChange: 5, Rose: 1, Same: 1},
			{Before: "was", After: "is", Group: "m", LackBefore: 1, LackAfter: 1},
			{Before: "was", After: "is", Group: NotKnown, N: 1, MeanBefore: 80, MeanAfter: 10, MeanChange: -70, MedianChange: -70, Fell: 1},
			{Before: "was", After: "is", N: 3, LackBefore: 1, LackAfter: 1, Lack: 1, MeanBefore: 170. / 3, MeanAfter: 110. / 3, MeanChange: -20, Rose: 1, Fell: 1, Same: 1},
		},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Of equal mean ranks the one that more ranked first comes first, and then the one whose
// column does.
func TestEqualRanks(t *testing.T) {
	_, got := tallied(t, sheetOf("y x z\n2 1 3\n2 3 1"), Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2}}}, 0)
	var order []string
	for _, r := range got.Ranks[0] {
		order = append(order, r.Item)
	}
	if diff := cmp.Diff([]string{"x", "z", "y"}, order); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A group in which an item was ranked by some and by too few is in no figure of the
// question.
func TestRanksHideFew(t *testing.T) {
	s := sheetOf("g x y\nf 1 2\nf 1 2\nf 2 1\nm 1 2\nm 1 2\nm - 1")
	_, got := tallied(t, s, Ask{Respondent: -1, By: 0, Ranks: [][]int{{1, 2}}}, 3)
	var shown []string
	for _, r := range got.Ranks[0] {
		shown = append(shown, fmt.Sprintf("%s %s %d", r.Group, r.Item, r.N))
	}
	if diff := cmp.Diff([]string{"f x 3", "f y 3", " x 3", " y 3"}, shown); diff != "" || got.Hidden != 1 {
		t.Errorf("%d hidden (-want +got)\n%s", got.Hidden, diff)
	}
}

// A figure that fewer gave than may be printed is in no other figure either, and a group
// to which fewer belong in none at all, whether they answered or not.
func TestTallyHidesFew(t *testing.T) {
	s := sheetOf("g x\nf 10\nf 20\nf 30\nm 90\nm 80\nm -\nw -\nw -\nw -\nz -")
	_, got := tallied(t, s, Ask{Respondent: -1, By: 0, Scales: []int{1}}, 3)
	var shown []string
	for _, r := range got.Scales {
		shown = append(shown, r.Group)
	}
	if diff := cmp.Diff([]string{"f", "w", ""}, shown); diff != "" || got.Hidden != 2 {
		t.Errorf("%d hidden (-want +got)\n%s", got.Hidden, diff)
	}
	if all := got.Scales[2]; all.N != 3 || all.Mean != 20 || all.Missing != 3 {
		t.Errorf("all: %+v", all)
	}
	if _, whole := tallied(t, s, Ask{Respondent: -1, By: -1, Scales: []int{1}}, 9); whole.Hidden != 0 || whole.Scales[0].N != 5 {
		t.Errorf("without groups: %+v", whole)
	}
}

func TestGroupsStandInOrder(t *testing.T) {
	got := []string{"x", "10", NotKnown, "9", "A", "9,5"}
	slices.SortFunc(got, byName)
	if diff := cmp.Diff([]string{"9", "9,5", "10", "A", "x", NotKnown}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestReadSaysAllThatIsWrong(t *testing.T) {
	s := sheetOf("who a b c x\np 1 1 2 50,5\nq 1 2 4 n/a\nr 0 1.5 3 100,5\ns 1 2 3 -1\nt 3 3 3 1,000.5")
	_, problems := Read(s, Ask{Respondent: 0, By: -1, Ranks: [][]int{{1, 2, 3}}, Scales: []int{4}, Changes: []Pair{{4, 4}}})
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if err := problem.Fatal(problems); err != nil {
		t.Error(err)
	}
	want := []string{
		`q.csv:2: column "a": rank 1 is that of "b" too; give each item a rank of its own, or leave those empty that have none`,
		`q.csv:2: column "b": rank 1 is that of "a" too; give each item a rank of its own, or leave those empty that have none`,
		`q.csv:3: column "c": 4 is no rank of 3 items, which are 1 to 3; mend the cell, or leave it empty`,
		`q.csv:3: column "x": "n/a" is no number; leave the cell empty where there is no answer`,
		`q.csv:4: column "a": 0 is no rank of 3 items, which are 1 to 3; mend the cell, or leave it empty`,
		`q.csv:4: column "b": 1.5 is no rank of 3 items, which are 1 to 3; mend the cell, or leave it empty`,
		`q.csv:4: column "x": 100,5 is not from 0 to 100; mend the cell, or leave it empty`,
		`q.csv:5: column "x": -1 is not from 0 to 100; mend the cell, or leave it empty`,
		`q.csv:6: column "a": rank 3 is that of "b" too; give each item a rank of its own, or leave those empty that have none`,
		`q.csv:6: column "b": rank 3 is that of "a" too; give each item a rank of its own, or leave those empty that have none`,
		`q.csv:6: column "c": rank 3 is that of "a" too; give each item a rank of its own, or leave those empty that have none`,
		`q.csv:6: column "x": "1,000.5" is no number; leave the cell empty where there is no answer`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What is no answer is missing, and all else counts; of a rank that two items have nobody
// knows whose it is.
func TestNoAnswersAreMissing(t *testing.T) {
	s := sheetOf("who a b c x\np 1 1 2 120\nq 1 2 3 50\nr 1.5 1 2 n.a.\ns 2 1 3 70")
	answers, problems := Read(s, Ask{Respondent: 0, By: -1, Ranks: [][]int{{1, 2, 3}}, Scales: []int{4}})
	if len(problems) != 5 || problem.Fatal(problems) != nil {
		t.Error(problems)
	}
	got := answers.Tally(0)
	want := Tally{
		Ranks: [][]Rank{{
			{Item: "b", N: 3, Missing: 1, Mean: 4. / 3, First: 2, Answered: 4},
			{Item: "a", N: 2, Missing: 2, Mean: 1.5, First: 1, Answered: 4},
			{Item: "c", N: 4, Mean: 2.5, Answered: 4},
		}},
		Scales: []Scale{{Item: "x", N: 2, Missing: 2, Mean: 60, Quartiles: summary.Quartiles{Lower: 55, Median: 60, Upper: 65}, Least: 50, Most: 70}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	_, problems = Read(s, Ask{Respondent: -1, By: -1, Scales: []int{0, 4}})
	err := problem.Fatal(problems)
	if want := `q.csv:2: column "who": "p" is no number, and none of its 4 answers is one; name the columns that hold answers`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{"44,5": 44.5, "44.5": 44.5, "+3": 3, "-0,5": -0.5, "90 %": 90, "90%": 90, "007": 7, "1.200": 1.2} {
		if got, ok := number(text); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "%", "1e3", "0x10", "NaN", "Inf", "1_0", "1,2,3", "1,2.3", "1.2.3", "-", "five", "5-", "٣"} {
		if got, ok := number(text); ok {
			t.Errorf("%q is %v", text, got)
		}
	}
}

func TestRecognise(t *testing.T) {
	for _, tt := range []struct {
		name, sheet string
		by          int
		want        Ask
		left        string
	}{
		{"all that there is", `
who food rent heat Life-before Life-after why
a 1 2 3 50 60 so
b 2 1 3 40 40 so
c 3 1 2 30 - no`, -1, Ask{Respondent: 0, By: -1, Ranks: [][]int{{1, 2, 3}}, Scales: []int{4, 5}, Changes: []Pair{{4, 5}}}, "why 0/3"},
		{"a slip is an answer", `
a b c x
1 2 3 50
2 1 3 n/a
3 1 2 50
3 3 2 50
1 2 3 50`, -1, Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2}}, Scales: []int{3}}, ""},
		{"two of five are none", `
a b c x
1 2 3 120
2 1 3 n.a.
3 3 2 50
3 3 1.5 50
1 2 3 50`, -1, Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2}}, Scales: []int{3}}, ""},
		{"two questions beside one another", `
a b c d e f
1 2 3 2 3 1
3 2 1 1 2 3`, -1, Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2}, {3, 4, 5}}}, ""},
		{"the longest", `
a b c d
1 2 3 4
3 2 1 4`, -1, Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2, 3}}}, ""},
		{"not all items ranked", `
a b c d
1 2 3 -
3 2 1 4
4 3 2 1
- 2 1 3`, -1, Ask{Respondent: -1, By: -1, Ranks: [][]int{{0, 1, 2, 3}}}, ""},
		{"no ranks, but grades", `
a b c
1 2 2
3 3 1
2 2 3`, -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1, 2}}, ""},
		{"two columns may be anything", "a b\n1 2\n2 1", -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1}}, ""},
		{"the column of groups is none", "site x\n1 50\n2 60", 0, Ask{Respondent: -1, By: 0, Scales: []int{1}}, ""},
		{"numbers that tell who answered", "x id\n1 7\n2 8\n3 9", -1, Ask{Respondent: 1, By: -1, Scales: []int{0}}, ""},
		{"and those that do not", "id x\n7 1\n7 2", -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1}}, ""},
		{"years are no scale", "x year\n1 2020\n2 2021\n3 2022\n4 -", -1, Ask{Respondent: -1, By: -1, Scales: []int{0}}, "year 0/3"},
		{"an empty column is nothing", "x y\n1 -\n2 -", -1, Ask{Respondent: -1, By: -1, Scales: []int{0}}, ""},
		{"one answer that is whole is no ranking", "a b c\n1 2 3\n2 - -\n1 - -", -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1, 2}}, ""},
		{"half of two is no slip", "y x\n1 5\n2 no", -1, Ask{Respondent: -1, By: -1, Scales: []int{0}}, "x 1/2"},
		{"twice before", "pre_pre post_post\n1 2", -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1}}, ""},
		{"pre and post", "pre_x post_x pre.y post.z\n1 2 3 4\n9 8 7 6", -1, Ask{Respondent: -1, By: -1, Scales: []int{0, 1, 2, 3}, Changes: []Pair{{0, 1}}}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, left := Recognise(sheetOf(tt.sheet), tt.by)
			var not []string
			for _, l := range left {
				not = append(not, fmt.Sprintf("%s %d/%d", l.Name, l.Within, l.Filled))
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); diff != "" || strings.Join(not, " ") != tt.left {
				t.Errorf("left %q (-want +got)\n%s", not, diff)
			}
		})
	}
}

func TestWithout(t *testing.T) {
	ask := Ask{Ranks: [][]int{{0, 1, 2}}, Scales: []int{3, 4}, Changes: []Pair{{3, 4}}}
	want := Ask{Ranks: [][]int{{0, 2}}, Scales: []int{3, 4}, Changes: []Pair{{3, 4}}}
	if diff := cmp.Diff(want, ask.Without(1)); diff != "" {
		t.Error(diff)
	}
	if got := ask.Without(4); len(got.Changes) > 0 || len(got.Scales) != 1 || len(ask.Scales) != 2 {
		t.Errorf("%+v of %+v", got, ask)
	}
}

// Reports keep the contract of their types, with groups and without, and of answers that
// nobody gave.
func TestReports(t *testing.T) {
	s := sheetOf("who g a b c was is\np f 1 2 3 - -\nq m - - - - 5\nr m - - - - -")
	for _, by := range []int{-1, 1} {
		answers, got := tallied(t, s, Ask{Respondent: 0, By: by, Ranks: [][]int{{2, 3, 4}, {2, 3}}, Scales: []int{5}, Changes: []Pair{{5, 6}, {6, 5}}}, 0)
		rows := 0
		for _, r := range []interface{ Check() error }{got.RankReport(), got.ScaleReport(), got.ChangeReport(answers, Layout{Names: true}), answers.RespondentReport()} {
			if err := r.Check(); err != nil {
				t.Error(err)
			}
			rows++
		}
		if rows != 4 {
			t.Error("a report is missing")
		}
	}
}

// FuzzRead holds what is read of any table against what stands in it: every answer is
// counted or missing, and no figure is none.
func FuzzRead(f *testing.F) {
	f.Add("who before after a b c\np 1 2 1 2 3\nq 3 100,5 2 1 3\nr - 5 3 1 2", -1)
	f.Add("a b c\n1 1 1", 0)
	f.Add("a b c\n1 2 3\n2 1 3\n1 1 1\n1.5 x 2", -1)
	f.Add("a\n99999999999999999999999999", 0)
	f.Fuzz(func(t *testing.T, text string, by int) {
		s := sheetOf(text)
		s.Rows = slices.DeleteFunc(s.Rows, func(r Row) bool { return len(r.Cells) != len(s.Columns) })
		if by < -1 || by >= len(s.Columns) {
			by = -1
		}
		ask, _ := Recognise(s, by)
		answers, problems := Read(s, ask)
		for _, p := range problems {
			if p.Line < 2 || p.Remedy == "" {
				t.Fatalf("%+v", p)
			}
		}
		for _, few := range []int{0, 3} {
			got := answers.Tally(few)
			for _, r := range got.Scales {
				if r.Group == "" && few == 0 && r.N+r.Missing != len(s.Rows) || r.N > 0 && (r.Least > r.Mean+1e-9 || r.Mean > r.Most+1e-9 || r.Lower > r.Upper) {
					t.Fatalf("%+v", r)
				}
			}
			for _, r := range got.Changes {
				if r.Rose+r.Fell+r.Same != r.N || r.Group == "" && few == 0 && r.N+r.LackBefore+r.LackAfter+r.Lack != len(s.Rows) {
					t.Fatalf("%+v", r)
				}
			}
			for _, rows := range got.Ranks {
				for _, r := range rows {
					if r.First > r.N || r.N > r.Answered || r.N > 0 && r.Mean < 1 {
						t.Fatalf("%+v", r)
					}
				}
			}
			for _, err := range []error{got.RankReport().Check(), got.ScaleReport().Check(), got.ChangeReport(answers, Layout{}).Check(), answers.RespondentReport().Check()} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
