package life

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"grounded/analysis/table"
	"grounded/analysis/theme"
	"grounded/codebook"
)

// told lists what a report tells, a line a row.
func told(t *testing.T, r table.Report, columns ...string) []string {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range r.Table.Rows {
		var cells []string
		for _, c := range columns {
			cell := row[r.Table.Index(c)]
			if cell == nil {
				cell = "-"
			}
			cells = append(cells, fmt.Sprint(cell))
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

// hour is a change so many hours into the study.
func hour(n int, id, command string, events ...Event) Change {
	c := Change{ID: id, At: time.Date(2021, 3, 4, n, 0, 0, 0, time.UTC), Analyst: "ana", Command: command, Events: events}
	for _, e := range events {
		c.Files = append(c.Files, File{Path: e.File})
	}
	return c
}

const file = "codebooks/ana.toml"

// TestCodes tells of a book whose life only some changes tell.
func TestCodes(t *testing.T) {
	t.Parallel()
	book, _ := codebook.Decode(file, []byte(`
[[code]]
id = "rent"
name = "Rent"
origin = "theory"
created = 2021-03-01T09:00:00Z
retired = 2021-03-04
became = ["arrears", "level"]
[[code]]
id = "arrears"
[[code]]
id = "level"
[[code]]
id = "old"
created = 2020-01-01T00:00:00Z
defined = 2020-02-01T00:00:00Z
retired = 2020-03-01
became = ["rent"]
`))
	of := func(what string, e Event) Event {
		e.File, e.What = file, what
		return e
	}
	moved := func(from, to string, n int) Event {
		return Event{File: "codings/ana/one.jsonl", What: Recoded, From: from, To: to, N: n}
	}
	because := hour(9, "c7", "codebook split", of("split", Event{IDs: []string{"rent"}, With: []string{"arrears", "level"}}), moved("rent", "level", 2))
	because.Because = "two things"
	changes := []Change{
		hour(1, "c1", "codebook add", of("born", Event{IDs: []string{"rent", "arrears"}})),
		hour(2, "c2", "recode", moved("arrears", "rent", 1)),
		hour(3, "c3", "recode", moved("arrears", "rent", 2), Event{File: "codings/ben/one.jsonl", What: Recoded, From: "arrears", To: "rent", N: 9}),
		hour(4, "c4", "codebook split", of("born", Event{IDs: []string{"level"}}), moved("rent", "arrears", 1)),
		hour(5, "c5", "codebook split", moved("rent", "level", 1)),
		hour(6, "c6", "codebook rename", of("renamed", Event{IDs: []string{"level"}, From: "Level", To: "Height"})),
		{ID: "u6", At: hour(7, "", "").At, Analyst: "ana", Command: "undo", Undoes: "c6", Files: []File{{Path: file}}, Events: []Event{of("renamed", Event{IDs: []string{"level"}, From: "Height", To: "Level"})}},
		because,
		{ID: "h8", At: hour(10, "", "").At, Analyst: "ana", Command: "hand", Hand: true, Files: []File{{Path: file}}},
		{ID: "c9", At: hour(11, "", "").At, Analyst: "ben", Command: "codebook owner", Did: "level is to be kept by ben", Files: []File{{Path: file}}},
	}
	b := Book{Name: "ana", File: file, Book: book, Codings: []string{"codings/ana"}, Memos: []Memo{{ID: "m", Title: "On rent", Kind: "analytic", Date: "2021-03-04", Analyst: "ana", About: []string{"code:rent", "theme:x"}}},
		Proposed: map[codebook.ID]string{"level": "three speak of it"}}
	want := []string{
		"rent | 2021-03-01T09:00:00Z | ana | born | [] | - | - | born, of theory",
		"rent | 2021-03-04T02:00:00Z | ana | came from | [arrears] | 3 | - | 3 passages taken over from arrears",
		"rent | 2021-03-04T09:00:00Z | ana | split | [arrears level] | 4 | two things | split into arrears, level; 4 passages",
		"rent | 2021-03-04 | ana | memo | [] | - | - | memo “On rent” (analytic)",
		"arrears | 2021-03-04T01:00:00Z | ana | born | [] | - | - | born",
		"arrears | 2021-03-04T02:00:00Z | ana | recoded | [rent] | 3 | - | 3 passages recoded to rent",
		"arrears | 2021-03-04T09:00:00Z | ana | split off | [rent] | 1 | two things | split off from rent; 1 passage",
		"level | 2021-03-04T04:00:00Z | ana | born | [] | - | three speak of it | born",
		"level | 2021-03-04T09:00:00Z | ana | split off | [rent] | 3 | two things | split off from rent; 3 passages",
		"level | 2021-03-04T11:00:00Z | ben | changed | [] | - | - | level is to be kept by ben",
		"old | 2020-01-01T00:00:00Z | - | born | [] | - | - | born",
		"old | 2020-02-01T00:00:00Z | - | redefined | [] | - | - | redefined",
		"old | 2020-03-01 | - | merged | [rent] | - | - | merged into rent",
		"- | 2021-03-04T10:00:00Z | ana | edited | [] | - | - | the codebook was edited by hand; what of it is not known",
	}
	columns := []string{"code", "at", "analyst", "event", "with", "codings", "why", "says"}
	r := Codes(b, changes, false)
	if diff := cmp.Diff(want, told(t, r, columns...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(r.Notes) != 3 || !strings.HasPrefix(r.Notes[1], "2 changes are told") || !strings.Contains(r.Notes[2], "--undone") {
		t.Errorf("notes: %q", r.Notes)
	}
	one := Codes(b, changes, true, "level")
	if one.Title != "The life of “level”" {
		t.Errorf("the title is %q", one.Title)
	}
	got := told(t, one, "event", "undone", "says")
	if diff := cmp.Diff([]string{
		"born | false | born", "renamed | true | renamed from “Level” to “Height” (taken back)", "split off | false | split off from rent; 3 passages",
		"edited | false | the codebook was edited by hand; what of it is not known", "changed | false | level is to be kept by ben",
	}, got); diff != "" {
		t.Errorf("one life (-want +got):\n%s", diff)
	}
}

// A code that is gone is known as long as a change that stands tells of it.
func TestGone(t *testing.T) {
	t.Parallel()
	book, _ := codebook.Decode(file, []byte("[[code]]\nid = \"rent\"\n"))
	b := Book{Name: "ana", File: file, Book: book}
	born := func(id string) Event { return Event{File: file, What: "born", IDs: []string{id}} }
	changes := []Change{
		hour(1, "1", "codebook add", born("rent"), born("heat")),
		hour(2, "2", "codebook add", born("meter")),
		hour(3, "3", "codebook add", Event{File: "codebooks/ben.toml", What: "born", IDs: []string{"soup"}}),
		{ID: "4", At: hour(4, "4", "undo").At, Undoes: "2"},
		hour(5, "5", "hand", Event{File: file, What: "gone", IDs: []string{"heat"}}),
	}
	for all, want := range map[bool][]codebook.ID{false: {"heat"}, true: {"heat", "meter"}} {
		if diff := cmp.Diff(want, Gone(b, changes, all)); diff != "" {
			t.Errorf("%t (-want +got):\n%s", all, diff)
		}
	}
}

// Work that is brought home tells nothing that its own history tells.
func TestTakenIn(t *testing.T) {
	t.Parallel()
	renamed := Event{File: file, What: "renamed", IDs: []string{"rent"}, From: "A", To: "B"}
	moved := Event{File: file, What: "moved", IDs: []string{"rent"}, To: "money"}
	book, _ := codebook.Decode(file, []byte("[[code]]\nid = \"rent\"\n[[code]]\nid = \"money\"\n"))
	away := hour(1, "c1", "codebook rename", renamed)
	for _, c := range []struct {
		home Change
		want []string
	}{
		{hour(2, "c2", "takein", renamed), []string{"renamed"}},
		{hour(2, "c2", "takein", renamed, moved), []string{"renamed", "moved"}},
		{hour(2, "c2", "codebook rename", renamed), []string{"renamed", "renamed"}},
	} {
		r := Codes(Book{Name: "ana", File: file, Book: book}, []Change{away, c.home}, false)
		if got := told(t, r, "event"); !cmp.Equal(got, c.want) {
			t.Errorf("%s: %q, not %q", c.home.Command, got, c.want)
		}
	}
}

// What stands after undos and redos is what an undo history of its own would leave.
func TestStanding(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var changes []Change
		var done, undone []int // stacks of changes, by their first
		last := map[int]string{}
		for i := range rapid.IntRange(1, 30).Draw(t, "changes") {
			c := Change{ID: fmt.Sprint("c", i), At: time.Unix(int64(i), 0)}
			switch rapid.SampledFrom([]string{"change", "undo", "redo"}).Draw(t, "what") {
			case "undo":
				if n := len(done); n > 0 {
					c.Undoes = last[done[n-1]]
					undone, done = append(undone, done[n-1]), done[:n-1]
					last[undone[len(undone)-1]] = c.ID
				}
			case "redo":
				if n := len(undone); n > 0 {
					c.Undoes = last[undone[n-1]]
					done, undone = append(done, undone[n-1]), undone[:n-1]
					last[done[len(done)-1]] = c.ID
				}
			}
			if c.Undoes == "" {
				done, undone = append(done, i), nil
				last[i] = c.ID
			}
			changes = append(changes, c)
		}
		want := map[string]bool{}
		for _, i := range done {
			want[fmt.Sprint("c", i)] = true
		}
		got := map[string]bool{}
		kept, _ := standing(changes, false)
		for _, c := range kept {
			got[c.ID] = true
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		all, taken := standing(changes, true)
		if len(all) != len(kept)+len(taken) {
			t.Fatalf("%d stand, %d were taken back, and %d are told", len(kept), len(taken), len(all))
		}
	})
}

// Between the states of a revision only what became of the themes that it names is told,
// and how much else.
func TestRevisions(t *testing.T) {
	t.Parallel()
	model := func(src string) *theme.Model {
		m, problems := theme.Decode("m.toml", []byte(src))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return m
	}
	const body = "[[theme]]\nid=\"a\"\nname=\"A\"\n[[theme]]\nid=\"b\"\nname=\"B\"\n"
	before := model(body)
	after := model(strings.NewReplacer(`"A"`, `"Ah"`, `"B"`, `"Be"`).Replace(body))
	now := model(strings.ReplaceAll(body, `"A"`, `"Away"`) + `
[[revision]]
said = "one"
response = "changed"
did = "x"
themes = ["a"]
before = "1"
after = "2"
[[revision]]
said = "two"
before = "2"
[[revision]]
said = "three"
before = "9"
[[revision]]
said = "four"
`)
	r := Revisions(now, "joint/m", States{"1": before, "2": after})
	want := []string{
		"1 | one | [renamed from “A” to “Ah”] | 1",
		"2 | two | [renamed from “Ah” to “Away” renamed from “Be” to “B”] | -",
		"3 | three | [] | -",
		"4 | four | [] | -",
	}
	if diff := cmp.Diff(want, told(t, r, "revision", "said", "changes", "others")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := told(t, Revisions(now, "joint/m", nil, 3), "revision"); !cmp.Equal(got, []string{"3"}) {
		t.Errorf("only the third is %q", got)
	}
}

// What is dated before its theme was added is told as such, and a theme that came with its
// past as come from elsewhere.
func TestThemesCameLater(t *testing.T) {
	t.Parallel()
	m, problems := theme.Decode("m.toml", []byte(`
[[theme]]
id = "a"
[[theme]]
id = "b"
[[theme]]
id = "c"
[[revision]]
date = 2021-03-02
said = "one"
themes = ["a", "c"]
[[revision]]
date = 2021-03-04
said = "two"
themes = ["a"]
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	come := hour(10, "come", "theme add", Event{File: "m.toml", What: "added", IDs: []string{"a"}, With: []string{"ana:x"}}, Event{File: "m.toml", What: "added", IDs: []string{"b"}})
	made := hour(11, "made", "theme add", Event{File: "m.toml", What: "added", IDs: []string{"c"}})
	want := []string{
		"a | 2021-03-02 | before it came into this study: revision 1, open: “one”",
		"a | 2021-03-04 | came into this study with the model; it rests on ana:x",
		"a | 2021-03-04 | revision 2, open: “two”",
		"b | 2021-03-04 | came into this study with the model",
		"c | 2021-03-02 | before the theme was added: revision 1, open: “one”",
		"c | 2021-03-04 | added",
	}
	for i := range come.Files {
		come.Files[i].New = true
	}
	got := told(t, Themes(Model{Name: "joint/m", File: "m.toml", Model: m}, []Change{come, made}, false), "theme", "day", "says")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i := range come.Files {
		come.Files[i].New = false
	}
	got = told(t, Themes(Model{Name: "joint/m", File: "m.toml", Model: m}, []Change{come}, false, "a"), "day", "says")
	want = []string{"2021-03-02 | before the theme was added: revision 1, open: “one”", "2021-03-04 | added; it rests on ana:x", "2021-03-04 | revision 2, open: “two”"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// No text of a document for others goes by what takes the names out.
func TestFeedbackHidesNames(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"Mark", "Mark and I", "nobody", ""})
		src := fmt.Sprintf("title = %q\n[[theme]]\nid = \"a\"\nname = %q\n", text.Draw(t, "title"), "of "+text.Draw(t, "name"))
		names := strings.Count(src, "Mark")
		for range rapid.IntRange(0, 4).Draw(t, "revisions") {
			one := fmt.Sprintf("[[revision]]\nsaid = %q\ngroup = %q\nbecause = %q\ndid = %q\nresponse = %q\nthemes = [\"a\"]\n", "x "+text.Draw(t, "said"), text.Draw(t, "group"),
				text.Draw(t, "because"), text.Draw(t, "did"), rapid.SampledFrom([]string{"changed", "kept", "open"}).Draw(t, "response"))
			names += strings.Count(one, "Mark")
			src += one
		}
		m, _ := theme.Decode("m.toml", []byte(src))
		struck := 0
		reports := Feedback(m, func(s string) string {
			struck += strings.Count(s, "Mark")
			return strings.ReplaceAll(s, "Mark", "[x]")
		})
		rows := 0
		for _, r := range reports {
			rows += len(r.Table.Rows)
			if printed := fmt.Sprint(r); strings.Contains(printed, "Mark") {
				t.Fatalf("a name stands in %s", printed)
			}
		}
		if rows != len(m.Revisions) {
			t.Fatalf("%d rows of %d revisions", rows, len(m.Revisions))
		}
		if struck == 0 && names > 0 && strings.Contains(src, "said = \"x Mark") {
			t.Fatalf("%d names, and none was struck", names)
		}
	})
}
