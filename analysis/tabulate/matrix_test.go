package tabulate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/crosstab"
	"grounded/analysis/table"
	"grounded/transcript/coding"
)

// laid writes a wide table as people see it: a line a row, its cells in order.
func laid(t *testing.T, r table.Report) string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	row := any(nil)
	for _, cells := range r.Table.Rows {
		if cells[0] != row {
			row = cells[0]
			fmt.Fprintf(&b, "\n%s:", row)
		}
		value := "–"
		if cells[2] != nil {
			value = fmt.Sprint(cells[2])
		}
		fmt.Fprintf(&b, " %s %s", cells[1], value)
	}
	return b.String() + "\n"
}

func TestMatrix(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book,
		"money 1:2", "money 1:2 = count", "money 2:2-3", "rent 2:2", "means 1:2-3", "sleep 1:4", "sleep 2:2 by query")
	p := pick(t, coding.Selection{Transcripts: []string{"interview-*"}}, trs, ana)
	of := func(rows, columns crosstab.Dimension, o MatrixOptions) table.Report {
		m := crosstab.Count(p, crosstab.Options{Rows: rows, Columns: columns, Words: true, Said: true})
		return Matrix(m.InOrder(crosstab.Usual, o.Of), p, o)
	}
	for _, c := range []struct {
		name          string
		rows, columns crosstab.Dimension
		o             MatrixOptions
		want          string
	}{
		// money 2:2-3 is on words of p01 and of P02.
		{"codings", crosstab.Code, crosstab.Case, MatrixOptions{Of: crosstab.Codings}, `
Money: p01 3 no case 1 All 3
Means: p01 1 no case 0 All 1
Rent: p01 0 no case 1 All 1
Sleep: p01 0 no case 1 All 1
All: p01 4 no case 3 All 6
`},
		// The five words of rent are words of money too, and count once in all.
		{"words", crosstab.Code, crosstab.Role, MatrixOptions{Of: crosstab.Words, N: 2}, `
Money: interviewer 0 participant 20 All 20
Means: interviewer 0 participant 14 All 14
All: interviewer 2 participant 23 All 25
`},
		{"binary", crosstab.Kind, crosstab.Transcript, MatrixOptions{Of: crosstab.Codings, Binary: true}, `
analytical: interview-01 1 interview-02 0
descriptive: interview-01 1 interview-02 1
`},
		{"percent of rows", crosstab.Kind, crosstab.Transcript, MatrixOptions{Of: crosstab.Codings, Share: ShareRow}, `
analytical: interview-01 100 interview-02 0 N 1
descriptive: interview-01 60 interview-02 40 N 5
All: interview-01 67 interview-02 33 N 6
`},
		{"percent of words that were said", crosstab.Kind, crosstab.Transcript, MatrixOptions{Of: crosstab.Words, Share: ShareColumn}, `
analytical: interview-01 67 interview-02 0 All 44
descriptive: interview-01 62 interview-02 82 All 69
N: interview-01 21 interview-02 11 All 32
`},
		{"percent of all", crosstab.Kind, crosstab.Transcript, MatrixOptions{Of: crosstab.Participants, Share: ShareAll}, `
analytical: interview-01 50 interview-02 0 All 50
descriptive: interview-01 50 interview-02 100 All 100
All: interview-01 50 interview-02 100 All 100
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, laid(t, of(c.rows, c.columns, c.o))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}

	got := lines(t, of(crosstab.Code, crosstab.Transcript, MatrixOptions{Of: crosstab.Codings, Share: ShareColumn, N: 1, Data: true}),
		"rows", "row", "row_name", "columns", "column", "codings", "transcripts", "participants", "words", "present", "unconfirmed", "base", "share")
	if want := `code money Money transcript interview-01 2 1 1 11 1 0 4 0.5
code money Money transcript interview-02 1 1 2 9 1 0 2 0.5
`; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// Small shares keep a digit, large ones none, and none are made of nothing.
func TestFiguresOfShares(t *testing.T) {
	s := sheet{o: MatrixOptions{Of: crosstab.Codings, Share: ShareAll}}
	for _, c := range []struct {
		n, base int
		want    any
	}{{1, 3, 33.0}, {1, 16, 6.3}, {1, 400, 0.3}, {0, 7, 0.0}, {7, 7, 100.0}, {0, 0, nil}} {
		if got := s.figure(crosstab.Cell{Codings: c.n}, c.base); got != c.want {
			t.Errorf("%d of %d: %v, want %v", c.n, c.base, got, c.want)
		}
	}
}

func TestMatrixNotes(t *testing.T) {
	trs := texts(t)
	ana := coderOf(t, trs, "ana", book, "money 1:2", "money 2:2-3", "sleep 2:2 by query")
	ben := coderOf(t, trs, "ben", book, "rent 1:2")
	p := pick(t, coding.Selection{}, trs, ana, ben)
	const unconfirmed = "1 coding left out: a search made it and nobody has confirmed it."
	for _, c := range []struct {
		name          string
		rows, columns crosstab.Dimension
		o             MatrixOptions
		want          []string
	}{
		{"a total less than the sum", crosstab.Code, crosstab.Speaker, MatrixOptions{Of: crosstab.Codings}, []string{
			"“All” counts each coding once, so that it may be less than the sum.",
			"Codings of ana and ben are counted together (one alone: -a ana).",
			unconfirmed,
		}},
		{"analysts apart", crosstab.Code, crosstab.Analyst, MatrixOptions{Of: crosstab.Codings, N: 1}, []string{
			"2 rows more (all: -n 0); “All” counts these too.",
			unconfirmed,
		}},
		{"no total", crosstab.Code, crosstab.Analyst, MatrixOptions{Of: crosstab.Codings, N: 1, Binary: true}, []string{
			"2 rows more (all: -n 0).",
			unconfirmed,
		}},
		{"shares of what is there", crosstab.Analyst, crosstab.Role, MatrixOptions{Of: crosstab.Participants, Share: ShareColumn}, []string{
			"N: the participants that are there, coded or not.",
			unconfirmed,
		}},
		{"shares of what was counted", crosstab.Analyst, crosstab.Role, MatrixOptions{Of: crosstab.Participants, Share: ShareRow}, []string{
			"N: the participants that were counted.",
			unconfirmed,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Matrix(crosstab.Count(p, crosstab.Options{Rows: c.rows, Columns: c.columns}).InOrder(crosstab.Usual, c.o.Of), p, c.o)
			if diff := cmp.Diff(c.want, r.Notes); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
