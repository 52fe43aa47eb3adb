package tabulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/cooccurrence"
	"grounded/codebook"
	"grounded/transcript/coding"
)

func TestCooccur(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book,
		"money 1:2", "money 2:2", "rent 2:2", "counting 1:2 = count it", "counting 1:2 = counting", "sleep 1:4-5", "means 2:3")
	p := pick(t, coding.Selection{}, trs, ana)
	rent := func(_ *coding.Coder, code codebook.ID) bool { return code == "rent" }
	for _, c := range []struct {
		name string
		by   cooccurrence.By
		o    CooccurOptions
		want string
	}{
		// A passage of money that meets two of counting meets twice.
		{"overlap", cooccurrence.Overlap, CooccurOptions{Order: PairsByCount}, `
counting money 2 1 0.5
money rent 1 0.5 1
`},
		{"the first", cooccurrence.Overlap, CooccurOptions{Order: PairsByC, N: 1}, `
counting money 2 1 0.5
`},
		{"the most frequent, by name", cooccurrence.Distance, CooccurOptions{Order: PairsByName, N: 3}, `
counting money 2 1 0.5
counting sleep 1 0.5 1
means rent 1 1 1
`},
		{"asked about, and so first", cooccurrence.Overlap, CooccurOptions{Order: PairsByCount, About: rent}, `
rent money 1 1 0.5
`},
		{"that never meet as well", cooccurrence.Turn, CooccurOptions{Order: PairsByCount, Zero: true, About: rent}, `
rent money 1 1 0.5
rent counting 0 0 0
rent means 0 0 0
rent sleep 0 0 0
`},
		{"together", cooccurrence.Distance, CooccurOptions{Order: PairsTogether}, `
counting money 2 1 0.5
counting sleep 1 0.5 1
money sleep 1 0.5 1
money means 1 0.5 1
money rent 1 0.5 1
means rent 1 1 1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Cooccur(cooccurrence.Find(p, cooccurrence.Options{By: c.by, Within: 3}), p, c.o)
			if len(got) != 1 {
				t.Fatalf("%d reports", len(got))
			}
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), lines(t, got[0], "code_a", "code_b", "count", "b_given_a", "a_given_b")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// By c or by Jaccard the order is another than by how often codes meet.
func TestCooccurOrdersByMeasure(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book,
		"money 1:2 = I count", "money 1:2 = Fridays", "money 1:3", "money 2:3", "sleep 1:2", "rent 2:2", "counting 2:2 = Rent takes")
	p := pick(t, coding.Selection{}, trs, ana)
	for order, want := range map[PairOrder]string{
		PairsByCount:   "money sleep 2 0.67\ncounting rent 1 1\n",
		PairsByC:       "counting rent 1 1\nmoney sleep 2 0.67\n",
		PairsByJaccard: "counting rent 1 1\nmoney sleep 2 0.67\n",
	} {
		r := Cooccur(cooccurrence.Find(p, cooccurrence.Options{By: cooccurrence.Overlap}), p, CooccurOptions{Order: order})[0]
		for _, row := range r.Table.Rows {
			at := r.Table.Index("c")
			row[at] = float64(int(row[at].(float64)*100+0.5)) / 100
		}
		if got := lines(t, r, "code_a", "code_b", "count", "c"); got != want {
			t.Errorf("by %s: %s, want %s", order, got, want)
		}
	}
}

// A matrix shows what the pairs hold, in the row of either code.
func TestCooccurMatrix(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2", "money 2:2", "rent 2:2", "sleep 1:5")
	p := pick(t, coding.Selection{}, trs, ana)
	f := cooccurrence.Find(p, cooccurrence.Options{By: cooccurrence.Overlap})
	for of, want := range map[PairMeasure]string{
		PairCount:   "\n1 Money: 1 2 2 1\n2 Rent: 1 1 2 1\n",
		PairC:       "\n1 Money: 1 – 2 0.5\n2 Rent: 1 0.5 2 –\n",
		PairJaccard: "\n1 Money: 1 – 2 0.3\n2 Rent: 1 0.3 2 –\n", // 22 of 73 characters
		PairGiven:   "\n1 Money: 1 – 2 0.5\n2 Rent: 1 1 2 –\n",
	} {
		if got := laid(t, Cooccur(f, p, CooccurOptions{Order: PairsByCount, Matrix: true, Of: of})[0]); got != want {
			t.Errorf("%s: %s, want %s", of, got, want)
		}
	}
}

// No code of one analyst meets one of another, unless that is asked for.
func TestCooccurKeepsAnalystsApart(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2", "rent 1:2")
	ben := coderOf(t, trs, "ben", book, "sleep 1:2", "money 1:2")
	p := pick(t, coding.Selection{}, trs, ana, ben)
	for joined, want := range map[bool]string{
		false: "ana money rent 1 1\nben money sleep 1 1\n",
		true:  "ana+ben money rent 1 1\nana+ben money sleep 1 1\nana+ben rent sleep 1 1\n",
	} {
		got := Cooccur(cooccurrence.Find(p, cooccurrence.Options{By: cooccurrence.Overlap, Joined: joined}), p, CooccurOptions{Order: PairsByCount, Data: true})
		if len(got) != 1 {
			t.Fatalf("%d tables for scripts", len(got))
		}
		if diff := cmp.Diff(want, lines(t, got[0], "analyst", "code_a", "code_b", "count", "codings_a")); diff != "" {
			t.Errorf("joined %v: -want +got\n%s", joined, diff)
		}
	}
}

// What is undefined has no value, stands last, and says why.
func TestCooccurUndefined(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2", "money 1:2-3", "rent 1:2 = count", "rent 1:2-3", "sleep 2:2", "counting 2:2-3")
	p := pick(t, coding.Selection{}, trs, ana)
	r := Cooccur(cooccurrence.Find(p, cooccurrence.Options{By: cooccurrence.Overlap}), p, CooccurOptions{Order: PairsByC, Data: true})[0]
	if got := lines(t, r, "code_a", "code_b", "count", "c"); got != "counting sleep 1 1\nmoney rent 4 <nil>\n" {
		t.Errorf("c is %s", got)
	}
	if want := []string{"ana: c is undefined for 1 pair, where passages of one meet several of the other and it would be more than 1."}; !cmp.Equal(want, r.Notes) {
		t.Errorf("notes are %q", r.Notes)
	}
}
