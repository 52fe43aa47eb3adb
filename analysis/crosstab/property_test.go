package crosstab

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/unit"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/cases"
	"grounded/transcript/coding"
)

// Every figure is the size of the set that its definition names, suppressed or not.
func TestCountCountsWhatTheDefinitionsSay(t *testing.T) {
	counted := 0
	rapid.Check(t, func(t *rapid.T) {
		corpus, people := drawCorpus(t)
		sel := coding.Selection{Roles: rapid.SampledFrom([][]string{nil, nil, {"participant"}}).Draw(t, "roles")}
		picked, err := coding.Select(corpus, sel)
		if err != nil {
			t.Skip(err) // nobody has that role
		}
		dimensions := append(Dimensions(), "attr.wave", "attr.age")
		o := Options{
			Rows:     rapid.SampledFrom(dimensions).Draw(t, "rows"),
			Columns:  rapid.SampledFrom(dimensions).Draw(t, "columns"),
			Cases:    people,
			Themes:   []unit.Category{{Name: "one", Codes: map[coding.Analyst][]codebook.ID{"ana": {"a", "b"}, "ben": {"a"}}}, {Name: "two", Codes: map[coding.Analyst][]codebook.ID{"ana": {"b", "c"}}}},
			Words:    true,
			Said:     true,
			Suppress: rapid.Bool().Draw(t, "suppress"),
		}
		m := Count(picked, o).InOrder(rapid.SampledFrom(append(Orders(), Usual)).Draw(t, "order"), rapid.SampledFrom(Measures()).Draw(t, "of"))
		want := slowly(picked, o)
		check := func(what, row, column string, got Cell) {
			t.Helper()
			w := want.counts[key{row, column}].cell()
			w.Hidden = got.Hidden
			if got != w {
				t.Fatalf("%s %s of %q and %q: %+v, want %+v", what, m.Rows+" by "+m.Columns, row, column, got, w)
			}
			counted += got.Codings
		}
		for i, r := range m.RowGroups {
			check("row", r.ID, "*", m.RowTotal(i))
			checkBase(t, "row "+r.ID, m.RowBase(i), m.RowTotal(i), o.Rows, want.there[key{r.ID, "*"}])
			if r.People != len(want.people[key{r.ID, "*"}]) && o.Rows.OfPlaces() {
				t.Fatalf("%d people in %q, want %v", r.People, r.ID, want.people[key{r.ID, "*"}])
			}
			for j, c := range m.ColumnGroups {
				got := m.Cell(i, j)
				if got.Hidden != want.few(o, r.ID, c.ID) {
					t.Fatalf("%q by %q hidden: %v", r.ID, c.ID, got.Hidden)
				}
				check("cell", r.ID, c.ID, got)
			}
		}
		for j, c := range m.ColumnGroups {
			check("column", "*", c.ID, m.ColumnTotal(j))
			checkBase(t, "column "+c.ID, m.ColumnBase(j), m.ColumnTotal(j), o.Columns, want.there[key{"*", c.ID}])
		}
		check("all", "*", "*", m.Total())
		checkBase(t, "all", m.Base(), m.Total(), Case, want.there[key{"*", "*"}])
		if m.Outside != want.outside {
			t.Fatalf("%d outside, want %d", m.Outside, want.outside)
		}
		for k, figures := range want.counts {
			if k.row != "*" && len(figures.codings) > 0 && !slices.ContainsFunc(m.RowGroups, func(g Group) bool { return g.ID == k.row }) {
				t.Fatalf("there is no row %q, with %+v", k.row, figures.cell())
			}
		}
	})
	if counted == 0 {
		t.Error("nothing was ever counted")
	}
}

func checkBase(t *rapid.T, what string, got, total Cell, d Dimension, there *figures) {
	t.Helper()
	want := total
	if d.OfPlaces() {
		want = there.cell()
		want.Codings = total.Codings
	}
	got.Unconfirmed, want.Unconfirmed = 0, 0
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("base of %s: -want +got\n%s", what, diff)
	}
}

func drawCorpus(t *rapid.T) (*coding.Corpus, []cases.Case) {
	books := rapid.SampledFrom([][]string{{"ana.toml", "ana.toml"}, {"ana.toml", "ben.toml"}}).Draw(t, "books")
	c := &coding.Corpus{Coders: []coding.Coder{{Analyst: "ana", Book: bookOf(books[0])}, {Analyst: "ben", Book: bookOf(books[1])}}}
	for n := range rapid.IntRange(1, 4).Draw(t, "transcripts") {
		var b strings.Builder
		for range rapid.IntRange(1, 8).Draw(t, "paragraphs") {
			b.WriteString(rapid.SampledFrom([]string{"", "P1: ", "P2: ", "P3: ", "P4: ", "P5: ", "P6: ", "Mark: "}).Draw(t, "header"))
			b.WriteString(rapid.StringMatching(`[abé ]{0,12}`).Draw(t, "text") + "\n\n")
		}
		meta := transcript.Meta{Speakers: []transcript.Speaker{
			{Label: "P1", Case: "p1", Role: transcript.Participant}, {Label: "P2", Case: "p2"}, {Label: "P3", Role: transcript.Participant},
			{Label: "P4", Role: transcript.Gone}, {Label: "Mark", Role: transcript.Interviewer},
			{Label: "P5", Case: "p5", Role: "helper"}, {Label: "P6", Case: "p6", Role: rapid.SampledFrom([]transcript.Role{"helper", transcript.Participant}).Draw(t, "role")},
		}}
		if wave := rapid.SampledFrom([]any{nil, int64(1), int64(2)}).Draw(t, "wave"); wave != nil {
			meta.Attributes = map[string]any{"wave": wave}
		}
		tr := transcript.New(transcript.ID(fmt.Sprintf("i%d", n)), meta, b.String())
		c.Transcripts = append(c.Transcripts, tr)
		for i := range c.Coders {
			c.Coders[i].Work = append(c.Coders[i].Work, drawWork(t, tr))
		}
	}
	return c, []cases.Case{
		{ID: "p1", Attributes: map[string]any{"age": int64(63), "wave": int64(3)}},
		{ID: "p2", Attributes: map[string]any{"age": rapid.SampledFrom([]any{int64(63), "young", true}).Draw(t, "age")}},
		{ID: "p5", Attributes: map[string]any{"age": int64(63)}}, {ID: "p6", Attributes: map[string]any{"age": int64(63)}},
	}
}

func drawWork(t *rapid.T, tr *transcript.Transcript) coding.Work {
	w := coding.Work{Transcript: tr.ID}
	var ends []int // of characters
	for i := range tr.Body {
		ends = append(ends, i)
	}
	ends = append(ends, len(tr.Body))
	for n := range rapid.IntRange(0, 8).Draw(t, "codings") {
		start := rapid.IntRange(0, len(ends)-1).Draw(t, "start")
		end := rapid.IntRange(start, len(ends)-1).Draw(t, "end")
		s, ok := tr.Clip(transcript.Span{Start: ends[start], End: ends[end]})
		if !ok {
			continue
		}
		c := coding.Coding{
			ID: fmt.Sprint(n), Code: rapid.SampledFrom([]codebook.ID{"a", "b", "c", "z"}).Draw(t, "code"), Span: s, At: time.Unix(1, 0),
			By: rapid.SampledFrom([]string{"", "", coding.ByQuery}).Draw(t, "by"), Round: rapid.IntRange(0, 2).Draw(t, "round"),
		}
		w.Codings = append(w.Codings, coding.Placed{Coding: c, Now: s})
	}
	slices.SortStableFunc(w.Codings, func(a, b coding.Placed) int {
		if a.Now != b.Now {
			return (a.Now.Start-b.Now.Start)*1000 + a.Now.End - b.Now.End
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
	// The same code on the same passage twice is one coding, of one round.
	for i := 1; i < len(w.Codings); i++ {
		if a, b := &w.Codings[i-1], &w.Codings[i]; a.Now == b.Now && a.Code == b.Code {
			b.Round = a.Round
		}
	}
	return w
}

func bookOf(name string) *codebook.Book {
	b, _ := codebook.Decode(name, []byte("[[code]]\nid = \"a\"\n[[code]]\nid = \"b\"\nkind = \"analytical\"\n[[code]]\nid = \"c\"\n"))
	return b
}

type key struct{ row, column string }

// figures are what stands behind a cell.
type figures struct{ codings, unconfirmed, transcripts, people, words map[string]bool }

func (f *figures) cell() Cell {
	if f == nil {
		return Cell{}
	}
	return Cell{Codings: len(f.codings), Unconfirmed: len(f.unconfirmed), Transcripts: len(f.transcripts), Participants: len(f.people), Words: len(f.words)}
}

type answer struct {
	counts, there map[key]*figures
	people        map[key]map[string]bool
	outside       int
}

func at(all map[key]*figures, row, column string) *figures {
	k := key{row, column}
	if all[k] == nil {
		all[k] = &figures{map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}}
	}
	return all[k]
}

// few reports whether Suppress leaves out a crossing.
func (a answer) few(o Options, row, column string) bool {
	is := func(k key) bool { n := len(a.people[k]); return 0 < n && n < 3 }
	rows, columns := o.ofPeople(o.Rows, o.Columns), o.ofPeople(o.Columns, o.Rows)
	return o.Suppress && (rows && is(key{row, "*"}) || columns && is(key{"*", column}) || rows && columns && is(key{row, column}))
}

func slowly(p coding.Picked, o Options) answer {
	a := answer{counts: map[key]*figures{}, there: map[key]*figures{}, people: map[key]map[string]bool{}}
	for _, t := range p.Transcripts {
		for turn := range t.Turns {
			if who := person(t, turn); who != "" && p.MeansTurn(t, turn) {
				for _, row := range []string{"*", idOf(o.Rows, o, t, turn)} {
					for _, column := range []string{"*", idOf(o.Columns, o, t, turn)} {
						if a.people[key{row, column}] == nil {
							a.people[key{row, column}] = map[string]bool{}
						}
						a.people[key{row, column}][who] = true
					}
				}
			}
		}
	}
	for _, t := range p.Transcripts {
		for i, para := range t.Paragraphs {
			row, column := idOf(o.Rows, o, t, para.Turn), idOf(o.Columns, o, t, para.Turn)
			if para.Text.Empty() || !p.MeansTurn(t, para.Turn) || a.few(o, row, column) {
				continue
			}
			for _, f := range []*figures{at(a.there, "*", "*"), at(a.there, row, "*"), at(a.there, "*", column)} {
				f.add(t, i, para.Turn, para.Text)
			}
		}
	}
	for _, r := range p.Rows {
		rows, columns := idsOf(o.Rows, p, r), idsOf(o.Columns, p, r)
		if !o.Rows.OfPlaces() && len(rows) == 0 || !o.Columns.OfPlaces() && len(columns) == 0 {
			if r.By != coding.ByQuery {
				a.outside++
			}
			continue
		}
		id := fmt.Sprint(r.Coder.Analyst, r.Transcript.ID, r.Now, r.Code)
		for i, para := range r.Transcript.Paragraphs {
			said := para.Text.Intersect(r.Now)
			if said.Empty() || !p.MeansTurn(r.Transcript, para.Turn) {
				continue
			}
			if o.Rows.OfPlaces() {
				rows = []string{idOf(o.Rows, o, r.Transcript, para.Turn)}
			}
			if o.Columns.OfPlaces() {
				columns = []string{idOf(o.Columns, o, r.Transcript, para.Turn)}
			}
			for _, row := range rows {
				for _, column := range columns {
					if a.few(o, row, column) {
						continue
					}
					for _, f := range []*figures{at(a.counts, row, column), at(a.counts, row, "*"), at(a.counts, "*", column), at(a.counts, "*", "*")} {
						if r.By == coding.ByQuery {
							f.unconfirmed[id] = true
							continue
						}
						f.codings[id] = true
						f.add(r.Transcript, i, para.Turn, said)
					}
				}
			}
		}
	}
	// What is the same twice is outside once.
	seen := map[string]bool{}
	for _, r := range p.Rows {
		id := fmt.Sprint(r.Coder.Analyst, r.Transcript.ID, r.Now, r.Code)
		rows, columns := idsOf(o.Rows, p, r), idsOf(o.Columns, p, r)
		if r.By != coding.ByQuery && (!o.Rows.OfPlaces() && len(rows) == 0 || !o.Columns.OfPlaces() && len(columns) == 0) {
			if seen[id] {
				a.outside--
			}
			seen[id] = true
		}
	}
	return a
}

func (f *figures) add(t *transcript.Transcript, paragraph, turn int, said transcript.Span) {
	f.transcripts[string(t.ID)] = true
	if who := person(t, turn); who != "" {
		f.people[who] = true
	}
	from := t.Paragraphs[paragraph].Text
	for w := range transcript.Words(t.Text(from)) {
		if said.Overlaps(transcript.Span{Start: from.Start + w.Start, End: from.Start + w.End}) {
			f.words[fmt.Sprint(t.ID, from.Start+w.Start)] = true
		}
	}
}

func person(t *transcript.Transcript, turn int) string {
	switch s := t.Speaker(turn); s.Label {
	case "P1", "P2", "P5", "P6":
		return s.Case
	case "P3":
		return string(t.ID) + "P3"
	}
	return ""
}

// idOf is the group of words, by a dimension that says whose or which they are.
func idOf(d Dimension, o Options, t *transcript.Transcript, turn int) string {
	s := t.Speaker(turn)
	if s.Label == "P4" {
		s = transcript.Speaker{}
	}
	switch d {
	case Transcript:
		return string(t.ID)
	case Case:
		return s.Case
	case Role:
		return string(s.Role)
	case Speaker:
		if s.Label != "" && s.Case == "" {
			return string(t.ID) + ":" + s.Label
		}
		return s.Case
	case "attr.wave":
		if wave, says := t.Attributes["wave"]; says {
			return fmt.Sprint(wave)
		}
		if s.Case == "p1" {
			return "3"
		}
		return ""
	case "attr.age":
		for _, c := range o.Cases {
			if c.ID == s.Case {
				return fmt.Sprint(c.Attributes["age"])
			}
		}
		return ""
	}
	return "-"
}

// idsOf are the groups of a coding, by a dimension that says what it is.
func idsOf(d Dimension, p coding.Picked, r coding.Row) []string {
	switch d {
	case Code:
		if p.Coders[0].Book.Name() != p.Coders[1].Book.Name() {
			return []string{string(r.Coder.Analyst) + ":" + string(r.Code)}
		}
		return []string{string(r.Code)}
	case Kind:
		return []string{map[codebook.ID]string{"a": "descriptive", "b": "analytical", "c": "descriptive"}[r.Code]}
	case Analyst:
		return []string{string(r.Coder.Analyst)}
	case Round:
		return []string{fmt.Sprint(max(r.Round, 1))}
	case Theme:
		return map[string][]string{"anaa": {"one"}, "anab": {"one", "two"}, "anac": {"two"}, "bena": {"one"}}[string(r.Coder.Analyst)+string(r.Code)]
	}
	return nil
}
