package crosstab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/codebook/tomledit"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// village is seven people of two places and two ages, one a transcript, each of whom
// says two words that ana coded, after a question that she coded too.
func village(t *testing.T) (coding.Picked, []cases.Case) {
	t.Helper()
	var c coding.Corpus
	var people []cases.Case
	ana := coding.Coder{Analyst: "ana", Book: bookOf("ana.toml")}
	for n, who := range []struct {
		place, age string
		code       codebook.ID
	}{
		{"north", "old", "a"}, {"north", "old", "b"}, {"north", "old", "a"}, {"north", "young", "a"},
		{"south", "old", "c"}, {"south", "old", "c"}, {"south", "old", "c"},
		{"west", "young", "a"}, {"west", "young", "b"},
	} {
		id := fmt.Sprintf("p%d", n)
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%d", n)), transcript.Meta{Speakers: []transcript.Speaker{
			{Label: "Mark", Role: transcript.Interviewer}, {Label: "P", Case: id, Role: transcript.Participant},
		}}, "Mark: And you?\n\nP: I do.\n")
		c.Transcripts = append(c.Transcripts, tr)
		people = append(people, cases.Case{ID: id, Attributes: map[string]any{"place": who.place, "age": who.age}})
		w := coding.Work{Transcript: tr.ID}
		for i, code := range []codebook.ID{"d", who.code} {
			s := tr.Paragraphs[i].Text
			w.Codings = append(w.Codings, coding.Placed{Coding: coding.Coding{Code: code, Span: s}, Now: s})
		}
		ana.Work = append(ana.Work, w)
	}
	c.Coders = []coding.Coder{ana}
	p, err := coding.Select(&c, coding.Selection{})
	if err != nil {
		t.Fatal(err)
	}
	return p, people
}

// shownAs writes a matrix: a line a row, - for what is hidden, totals behind a stroke.
func shownAs(m Matrix, of Measure) string {
	var b strings.Builder
	for j := range m.ColumnGroups {
		fmt.Fprintf(&b, "%s ", m.ColumnGroups[j].Name)
	}
	b.WriteByte('\n')
	for i, g := range m.RowGroups {
		fmt.Fprintf(&b, "%s: ", g.Name)
		for j := range m.ColumnGroups {
			if m.Cell(i, j).Hidden {
				b.WriteString("- ")
				continue
			}
			fmt.Fprintf(&b, "%d ", m.Cell(i, j).Of(of))
		}
		fmt.Fprintf(&b, "| %d\n", m.RowTotal(i).Of(of))
	}
	for j := range m.ColumnGroups {
		fmt.Fprintf(&b, "%d ", m.ColumnTotal(j).Of(of))
	}
	return fmt.Sprintf("%s| %d", b.String(), m.Total().Of(of))
}

func TestCount(t *testing.T) {
	picked, people := village(t)
	for _, c := range []struct {
		name          string
		rows, columns Dimension
		of            Measure
		suppress      bool
		want          string
	}{
		{"codes by what is known of people", Code, "attr.place", Codings, false, `north south west not known 
d: 0 0 0 9 | 9
a: 3 0 1 0 | 4
c: 0 3 0 0 | 3
b: 1 0 1 0 | 2
4 3 2 9 | 18`},
		{"words", Code, Role, Words, false, `interviewer participant 
d: 18 0 | 18
a: 0 8 | 8
c: 0 6 | 6
b: 0 4 | 4
18 18 | 36`},
		// Nobody can take two people's words from the totals: these hold none of them.
		{"a group of two", Code, "attr.place", Codings, true, `north south not known 
d: 0 0 9 | 9
a: 3 0 0 | 3
c: 0 3 0 | 3
b: 1 0 0 | 1
4 3 9 | 16`},
		{"a crossing of one", "attr.place", "attr.age", Participants, true, `old young not known 
north: 3 - 0 | 3
south: 3 0 0 | 3
not known: 0 0 0 | 0
6 0 0 | 6`},
		{"single persons", Code, Case, Codings, true, `no case 
d: 9 | 9
9 | 9`},
		{"transcripts are no people", Transcript, Kind, Codings, true, shownAs(Count(picked, Options{Rows: Transcript, Columns: Kind}).InOrder(Usual, Codings), Codings)},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Count(picked, Options{Rows: c.rows, Columns: c.columns, Cases: people, Words: true, Suppress: c.suppress}).InOrder(Usual, c.of)
			if diff := cmp.Diff(c.want, shownAs(m, c.of)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestOrders(t *testing.T) {
	picked, people := village(t)
	m := Count(picked, Options{Rows: Code, Columns: "attr.place", Cases: people})
	for o, want := range map[Order]string{
		ByCount: "d a c b; not known, north, south, west",
		ByName:  "a b c d; north, south, west, not known",
		// a and b are said in the north and the west; c and d each apart from all.
		Alike: "a b c d; north, west, south, not known",
	} {
		var rows, columns []string
		ordered := m.InOrder(o, Codings)
		for _, g := range ordered.RowGroups {
			rows = append(rows, g.Name)
		}
		for _, g := range ordered.ColumnGroups {
			columns = append(columns, g.Name)
		}
		if got := strings.Join(rows, " ") + "; " + strings.Join(columns, ", "); got != want {
			t.Errorf("by %s: %s, want %s", o, got, want)
		}
	}
	if first := m.InOrder(ByName, Codings).First(2); len(first.RowGroups) != 2 || first.Cell(1, 0).Codings != 1 || first.Total().Codings != 18 {
		t.Errorf("the first two rows are %+v", first)
	}
}

// Where participants are counted, what is not known of those who ask is no group.
func TestPeopled(t *testing.T) {
	picked, people := village(t)
	m := Count(picked, Options{Rows: Kind, Columns: "attr.place", Cases: people}).InOrder(ByName, Participants).Peopled()
	if diff := cmp.Diff(`north south west 
analytical: 1 0 1 | 2
descriptive: 3 3 1 | 7
in no codebook: 0 0 0 | 0
4 3 2 | 9`, shownAs(m, Participants)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// Numbers stand by size, and what has no value last.
func TestValuesStandInTheirOrder(t *testing.T) {
	var g groups
	for _, v := range []any{nil, "Zoë", int64(10), 9.5, "ana", tomledit.Date("2021-03-04"), true, "", int64(-1)} {
		g.put(valued(v))
	}
	m := Matrix{RowGroups: g.list, cells: make([][]Cell, len(g.list)+1)}
	for i := range g.list {
		m.rowAt, m.cells[i] = append(m.rowAt, i), make([]Cell, 1)
	}
	m.cells[len(g.list)] = make([]Cell, 1)
	var got []string
	for _, one := range m.InOrder(ByName, Codings).RowGroups {
		got = append(got, one.Name)
	}
	if diff := cmp.Diff([]string{"-1", "9.5", "10", "2021-03-04", "ana", "yes", "Zoë", "not known"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLabelsTellGroupsApart(t *testing.T) {
	got := Labels([]Group{{ID: "rent", Name: "Rent"}, {ID: "rent-2", Name: "Rent"}, {ID: "all", Name: "All"}, {Name: "not known"}}, "All")
	if diff := cmp.Diff([]string{"Rent (rent)", "Rent (rent-2)", "All (all)", "not known"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestParseDimension(t *testing.T) {
	attributes := []string{"age", "role", "wave"}
	for text, want := range map[string]string{
		"code":      "code",
		"wave":      "attr.wave",
		"attr.wave": "attr.wave",
		"role":      "role",
		"attr.role": "attr.role",
		"waev":      `no dimension "waev"; did you mean wave?`,
		"codes":     `no dimension "codes"; did you mean code?`,
		"attr.wav":  `no attribute "wav"; did you mean wave?`,
		"attribute": "which attribute? there is attr.age, attr.role, attr.wave",
		"xyzzy":     `no dimension "xyzzy"; there is code, theme, kind, transcript, case, speaker, role, analyst, round, attr.age, attr.role, attr.wave`,
	} {
		d, err := ParseDimension(text, attributes)
		got := string(d)
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if _, err := ParseDimension("attribute", nil); err == nil || !strings.Contains(err.Error(), "no dimension") {
		t.Errorf("attribute without any: %v", err)
	}
}
