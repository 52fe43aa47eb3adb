package txn

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const recordLine = `{"id":"k3v9qx7p2m","at":"2021-03-04T10:12:40Z","analyst":"ana","command":"apply","did":"put family & home on 1 passage","undoes":"","files":[{"path":"codings/ana/interview-01.jsonl","before":"","after":"ab"}]}`

func TestHistoryWithBrokenLines(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{
		"history/ana.jsonl": recordLine + "\n<<<<<<< ours\n\n" + `{"id":"bbbbbbbbbb"}` + "\r\n" + recordLine[:40],
	})
	records, problems := s.History("ana")
	want := []Record{{
		ID: "k3v9qx7p2m", At: time.Date(2021, 3, 4, 10, 12, 40, 0, time.UTC), Analyst: "ana", Command: "apply",
		Did: "put family & home on 1 passage", Files: []FileChange{{"codings/ana/interview-01.jsonl", "", "ab"}},
	}}
	if diff := cmp.Diff(want, records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	var lines []int
	for _, p := range problems {
		lines = append(lines, p.Line)
		if p.Name != "history-line" || p.File != "history/ana.jsonl" || p.Fatal || p.Message == "" || p.Remedy == "" {
			t.Errorf("problem %+v", p)
		}
	}
	if diff := cmp.Diff([]int{2, 4, 5}, lines); diff != "" {
		t.Errorf("lines with problems (-want +got):\n%s", diff)
	}
	r := change(t, s, map[string]string{"a.txt": "new"})
	records, _ = s.History("ana")
	if got := records[len(records)-1].ID; got != r.ID {
		t.Errorf("after a line without an end the newest record is %s, want %s", got, r.ID)
	}
}

func TestHistoryOfNobody(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	var want []string
	for _, analyst := range []string{"", "study", ""} { // all in history/study.jsonl
		r, err := s.Change(t.Context(), Act{Analyst: analyst, Command: "test"}, write(map[string]string{"a.txt": fmt.Sprint(len(want), analyst)}))
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, r.ID)
	}
	for analyst, want := range map[string][]string{"": {want[0], want[2]}, "study": {want[1]}, "ben": nil} {
		var got []string
		for _, r := range history(t, s, analyst) {
			got = append(got, r.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("history of %q (-want +got):\n%s", analyst, diff)
		}
	}
}

func TestHandEditsAreLogged(t *testing.T) {
	t.Parallel()
	h := func(text string) string { return hash([]byte(text)) }
	for _, test := range []struct {
		name string
		do   func(t *testing.T, s *Store)
		want []Record // of the hand edits: Did and Files
	}{
		{"none", func(t *testing.T, s *Store) {}, nil},
		{"edited", func(t *testing.T, s *Store) { byHand(t, s, "a b&c.txt", "hand") },
			[]Record{{Did: "edited a b&c.txt by hand", Files: []FileChange{{"a b&c.txt", h("1"), h("hand")}}}}},
		{"removed", func(t *testing.T, s *Store) { os.Remove(filepath.Join(s.Root, "a b&c.txt")) },
			[]Record{{Did: "removed a b&c.txt by hand", Files: []FileChange{{"a b&c.txt", h("1"), ""}}}}},
		{"a file that is not touched now", func(t *testing.T, s *Store) { byHand(t, s, "b.txt", "hand") }, nil},
		{"a file that was never touched", func(t *testing.T, s *Store) { byHand(t, s, "c.txt", "hand") }, nil},
		{"somebody else's change", func(t *testing.T, s *Store) {
			if _, err := s.Change(t.Context(), Act{Analyst: "ben"}, write(map[string]string{"a b&c.txt": "ben"})); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"back to what it was before somebody else", func(t *testing.T, s *Store) {
			if _, err := s.Change(t.Context(), Act{Analyst: "ben"}, write(map[string]string{"a b&c.txt": "ben"})); err != nil {
				t.Fatal(err)
			}
			byHand(t, s, "a b&c.txt", "1")
		}, []Record{{Did: "edited a b&c.txt by hand", Files: []FileChange{{"a b&c.txt", h("ben"), h("1")}}}}},
		{"long ago", func(t *testing.T, s *Store) {
			padding(t, s, 100<<10)
			byHand(t, s, "a b&c.txt", "hand")
		}, []Record{{Did: "edited a b&c.txt by hand", Files: []FileChange{{"a b&c.txt", h("1"), h("hand")}}}}},
		{"too long ago", func(t *testing.T, s *Store) {
			padding(t, s, 1<<20)
			byHand(t, s, "a b&c.txt", "hand")
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t, nil)
			change(t, s, map[string]string{"a b&c.txt": "0", "b.txt": "0"})
			change(t, s, map[string]string{"a b&c.txt": "1"})
			test.do(t, s)
			r := change(t, s, map[string]string{"a b&c.txt": "2", "c.txt": "2"})
			all := history(t, s, "ana")
			var got []Record
			for i, r := range all {
				if r.Command != HandEdit {
					continue
				}
				if i != len(all)-2 || !isID(r.ID) || r.Analyst != "ana" || r.At.IsZero() || !r.NotUndoable {
					t.Errorf("record %d of %d: %+v", i, len(all), r)
				}
				got = append(got, Record{Did: r.Did, Files: r.Files})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("hand edits (-want +got):\n%s", diff)
			}
			if all[len(all)-1].ID != r.ID {
				t.Error("the change itself is not the last record")
			}
			if _, err := s.Undo(t.Context(), "ana"); err != nil {
				t.Errorf("undo: %v", err)
			}
		})
	}
}

// padding lets the history of ana grow by n bytes.
func padding(t *testing.T, s *Store, n int) {
	t.Helper()
	full := filepath.Join(s.Root, "history", "ana.jsonl")
	src, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Repeat(strings.Replace(recordLine, "}]}", "}]"+strings.Repeat(" ", 1000)+"}\n", 1), n/1000)
	byHand(t, s, "history/ana.jsonl", string(src)+lines)
}

// TestHandEditsAmongManyFiles takes the way that decodes every record.
func TestHandEditsAmongManyFiles(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	files := map[string]string{}
	for n := range manyPaths + 4 {
		files[fmt.Sprintf("%02d.txt", n)] = "0"
	}
	change(t, s, files)
	byHand(t, s, "07.txt", "hand")
	for path := range files {
		files[path] = "1"
	}
	change(t, s, files)
	records := history(t, s, "ana")
	if len(records) != 3 || records[1].Did != "edited 07.txt by hand" {
		t.Errorf("the history is %v", records)
	}
}

func TestIDs(t *testing.T) {
	t.Parallel()
	id, err := newID(bytes.NewReader([]byte{0, 255, 9, 248, 10, 30, 31, 247, 1, 2, 3, 4}))
	if want := "09bz0z1234"; err != nil || id != want {
		t.Errorf("id %q with error %v, want %q", id, err, want)
	}
	if _, err := newID(bytes.NewReader([]byte{1})); err == nil {
		t.Error("an id was made of one byte")
	}
	for _, r := range idAlphabet {
		if strings.ContainsRune("aeiou", r) {
			t.Errorf("ids hold the vowel %c", r)
		}
	}
}

func FuzzDecodeHistory(f *testing.F) {
	f.Add([]byte(recordLine + "\n" + recordLine))
	f.Add([]byte("<<<<<<< ours\n\r\n{}\n" + recordLine[:30]))
	f.Add([]byte(`{"id":"x","at":"2021-03-04T10:12:40+01:00","files":[{"path":"\u0000"}],"more":[]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		records, problems := decodeHistory("history/ana.jsonl", src)
		lines := bytes.Count(src, []byte("\n")) + 1
		if len(records)+len(problems) > lines {
			t.Fatalf("%d records and %d problems of %d lines", len(records), len(problems), lines)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines {
				t.Errorf("a problem in line %d of %d", p.Line, lines)
			}
		}
		var again []byte
		for _, r := range records {
			line, err := encodeRecord(r)
			if err != nil {
				t.Fatal(err)
			}
			again = append(again, line...)
		}
		back, problems := decodeHistory("", again)
		if len(problems) > 0 || !slices.EqualFunc(records, back, sameRecord) {
			t.Errorf("%v became %v with %v", records, back, problems)
		}
		pastOf(records)
	})
}

func sameRecord(a, b Record) bool {
	at := a.At.Equal(b.At)
	a.At, b.At = time.Time{}, time.Time{}
	return at && cmp.Equal(a, b, cmpopts.EquateEmpty())
}
