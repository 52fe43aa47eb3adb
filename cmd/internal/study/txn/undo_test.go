package txn

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestUndoAndRedoInTurn(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0"})
	for n := 1; n <= 2; n++ {
		if _, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "set", Did: fmt.Sprintf("set %d", n)}, write(map[string]string{"a.txt": fmt.Sprint(n)})); err != nil {
			t.Fatal(err)
		}
	}
	for i, step := range []struct {
		do   string
		want string
		did  string
		err  error
	}{
		{"undo", "1", "undid: set 2", nil},
		{"undo", "0", "undid: set 1", nil},
		{"undo", "0", "", ErrNothingToUndo},
		{"redo", "1", "redid: set 1", nil},
		{"undo", "0", "undid: set 1", nil},
		{"redo", "1", "redid: set 1", nil},
		{"redo", "2", "redid: set 2", nil},
		{"redo", "2", "", ErrNothingToRedo},
		{"undo", "1", "undid: set 2", nil},
		{"set", "3", "wrote", nil},
		{"redo", "3", "", ErrNothingToRedo},
		{"undo", "1", "undid: wrote", nil},
		{"undo", "0", "undid: set 1", nil},
	} {
		var r Record
		var err error
		switch step.do {
		case "undo":
			r, err = s.Undo(t.Context(), "ana")
		case "redo":
			r, err = s.Redo(t.Context(), "ana")
		default:
			r = change(t, s, map[string]string{"a.txt": "3"})
		}
		if !errors.Is(err, step.err) || r.Did != step.did {
			t.Errorf("step %d, %s: did %q with error %v, want %q with %v", i, step.do, r.Did, err, step.did, step.err)
		}
		wantFiles(t, s, map[string]string{"a.txt": step.want})
	}
	_, err := s.Undo(t.Context(), "ben")
	if !errors.Is(err, ErrNothingToUndo) || !strings.Contains(err.Error(), "ben") {
		t.Errorf("another analyst's undo: error %v", err)
	}
}

func TestUndoRecord(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0"})
	first := change(t, s, map[string]string{"a.txt": "1", "b.txt": "1"})
	r, err := s.Undo(t.Context(), "ana")
	if err != nil {
		t.Fatal(err)
	}
	want := Record{
		ID: r.ID, At: first.At.Add(2 * time.Second), Analyst: "ana", Command: "undo", Did: "undid: wrote", Undoes: first.ID,
		Files: []FileChange{{"a.txt", hash([]byte("1")), hash([]byte("0"))}, {"b.txt", hash([]byte("1")), ""}},
	}
	if diff := cmp.Diff(want, r); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]Record{first, want}, history(t, s, "ana")); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
}

func TestUndoStopsAt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		do   func(t *testing.T, s *Store)
		want error
		text string
	}{
		{"what cannot be undone", func(t *testing.T, s *Store) {
			_, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "anonymize", Did: "took names out", NotUndoable: true}, write(map[string]string{"a.txt": "2"}))
			if err != nil {
				t.Fatal(err)
			}
		}, ErrFinal, "took names out"},
		{"a file edited by hand", func(t *testing.T, s *Store) { byHand(t, s, "a.txt", "2") }, ErrChanged, "a.txt"},
		{"a file removed by hand", func(t *testing.T, s *Store) { os.Remove(filepath.Join(s.Root, "a.txt")) }, ErrChanged, "a.txt"},
		{"somebody else's change", func(t *testing.T, s *Store) {
			if _, err := s.Change(t.Context(), Act{Analyst: "ben", Command: "test"}, write(map[string]string{"a.txt": "2"})); err != nil {
				t.Fatal(err)
			}
		}, ErrChanged, "a.txt"},
		{"undo data that is gone", func(t *testing.T, s *Store) { os.RemoveAll(filepath.Join(s.Root, ".grounded")) }, ErrFinal, "newest 1000 changes"},
		{"damaged undo data", func(t *testing.T, s *Store) {
			byHand(t, s, undoPath(history(t, s, "ana")[0].ID), "{")
		}, errDamaged, "damaged"},
		{"undo data that lies", func(t *testing.T, s *Store) {
			p := undoPath(history(t, s, "ana")[0].ID)
			src, _ := os.ReadFile(filepath.Join(s.Root, p))
			byHand(t, s, p, strings.Replace(string(src), `"old":"`, `"old":"AAAA`, 1))
		}, errDamaged, "damaged"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t, map[string]string{"a.txt": "0", "b.txt": "0"})
			change(t, s, map[string]string{"a.txt": "1", "b.txt": "1"})
			test.do(t, s)
			before := snapshot(t, s)
			_, err := s.Undo(t.Context(), "ana")
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("the error is %v, want %v with %q", err, test.want, test.text)
			}
			wantFiles(t, s, before)
		})
	}
}

func TestForget(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "words of a participant"})
	change(t, s, map[string]string{"a.txt": "less"})
	byHand(t, s, journalBroken, "words of a participant")
	_, err := s.Change(t.Context(), Act{Analyst: "ben", Command: "withdraw", Forget: true}, func(tx *Tx) error {
		old, err := tx.Read("history/ana.jsonl")
		return errors.Join(err, tx.Write("a.txt", nil), tx.Write("history/ana.jsonl", []byte(strings.ReplaceAll(string(old), "wrote", "withdrew"))),
			tx.Write("history/ben.jsonl", []byte("\n")))
	})
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range walk(t, s, func(string) bool { return true }) {
		if strings.Contains(text, "participant") || strings.HasPrefix(path, undoDir+"/") {
			t.Errorf("%s still holds %q", path, text)
		}
	}
	if r := history(t, s, "ana"); len(r) != 1 || r[0].Did != "withdrew" {
		t.Errorf("the history of ana is %v", r)
	}
	if r := history(t, s, "ben"); len(r) != 1 || len(r[0].Files) != 1 || !r[0].NotUndoable {
		t.Errorf("the history of ben is %v", r)
	}
	for _, analyst := range []string{"ana", "ben"} {
		if _, err := s.Undo(t.Context(), analyst); !errors.Is(err, ErrFinal) {
			t.Errorf("undo of %s: error %v", analyst, err)
		}
	}
}

func TestUndoDataIsPruned(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range undoMost {
		p := undoPath(fmt.Sprintf("%010d", n))
		byHand(t, s, p, "{}")
		if err := os.Chtimes(filepath.Join(s.Root, p), old, old.Add(time.Duration(undoMost-n)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	byHand(t, s, undoDir+"/notes.txt", "not ours")
	r := change(t, s, map[string]string{"a.txt": "new"})
	for p, want := range map[string]bool{
		undoPath(r.ID):                             true,
		undoPath("0000000000"):                     true, // the newest of the old
		undoPath(fmt.Sprintf("%010d", undoKept-2)): true,
		undoPath(fmt.Sprintf("%010d", undoKept-1)): false,
		undoPath(fmt.Sprintf("%010d", undoMost-1)): false,
		undoDir + "/notes.txt":                     true,
	} {
		if got := s.exists(p); got != want {
			t.Errorf("%s exists: %v, want %v", p, got, want)
		}
	}
}

func coding(id string, start int, code string) string {
	return fmt.Sprintf(`{"id":%q,"code":%q,"start":%d,"end":%d,"quote":"<&>"}`, id, code, start, start+5) + "\n"
}

// TestUndoByID undoes a change of codings after other lines have changed.
func TestUndoByID(t *testing.T) {
	t.Parallel()
	const path = "codings/ana/a.jsonl"
	a, b, c, d := coding("a", 10, "x"), coding("b", 20, "x"), coding("c", 30, "x"), coding("d", 40, "x")
	changedB, movedA, movedC := coding("b", 20, "y"), coding("a", 12, "x"), coding("c", 32, "x")
	for _, test := range []struct {
		name               string
		before, after, now string
		want               string // "" when undo has to refuse
	}{
		{"nothing else", a + c, a + b + c, a + b + c, a + c},
		{"added, others moved", a + c, a + b + c, movedA + b + movedC, movedA + movedC},
		{"added to none, others since", "-", a, a + b, b},
		{"added, gone since", a, a + b, a + c, a + c},
		{"added, changed since", a, a + b, a + changedB, ""},
		{"removed, others moved", a + b + c, a + c, movedA + movedC, movedA + b + movedC},
		{"removed the last, others since", b, "-", a + c, a + b + c},
		{"removed, there again", a + b, a, movedA + b, movedA + b},
		{"removed, another with its id since", a + b, a, movedA + changedB, ""},
		{"changed, others moved", a + b + c, a + changedB + c, movedA + changedB + c, movedA + b + c},
		{"changed, back since", a + b, a + changedB, movedA + b, movedA + b},
		{"changed, gone since", a + b, a + changedB, movedA, ""},
		{"changed in its place", a + b + c, a + c + coding("b", 35, "x"), movedA + c + coding("b", 35, "x") + d, movedA + b + c + d},
		{"a line that is none stays", a + b, a, "text\n" + a, "text\n" + a + b},
		{"saved with CRLF", a, a + b, strings.ReplaceAll(a+b, "\n", "\r\n"), a},
		{"not lines of codings", a + "text\n", a, movedA, ""},
		{"two lines the same", a + a, a + a + b, a + a + b + c, a + a + c},
		{"one of two lines the same", a + a, a, movedA, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := newStore(t, map[string]string{"keep.txt": ""})
			if test.before != "-" {
				byHand(t, s, path, test.before)
			}
			change(t, s, map[string]string{path: test.after})
			byHand(t, s, path, test.now)
			r, err := s.Undo(t.Context(), "ana")
			got, readErr := os.ReadFile(filepath.Join(s.Root, path))
			if readErr != nil {
				t.Fatal(readErr)
			}
			switch {
			case test.want == "" && (!errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), path) || string(got) != test.now):
				t.Errorf("undo gave error %v and left %q", err, got)
			case test.want != "" && (err != nil || string(got) != test.want || r.Undoes == ""):
				t.Errorf("undo left\n%swith error %v, want\n%s", got, err, test.want)
			}
		})
	}
}

// TestUndoOfWhatIsUndone undoes a change that somebody has taken back by hand:
// there is nothing to do, but the history has to move on.
func TestUndoOfWhatIsUndone(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0"})
	change(t, s, map[string]string{"a.txt": "1"})
	change(t, s, map[string]string{"a.txt": "2"})
	byHand(t, s, "a.txt", "1")
	for _, want := range []string{"1", "0"} {
		if _, err := s.Undo(t.Context(), "ana"); err != nil {
			t.Fatal(err)
		}
		wantFiles(t, s, map[string]string{"a.txt": want})
	}
	if _, err := s.Undo(t.Context(), "ana"); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("error %v", err)
	}
}

// TestUndoModel runs changes, undos and redos at random against two stacks of
// whole states.
func TestUndoModel(t *testing.T) {
	t.Parallel()
	paths := []string{"a.txt", "codings/ana/a.jsonl", "codings/ana/b.jsonl"}
	rapid.Check(t, func(rt *rapid.T) {
		s := newStore(t, nil)
		state := map[string]string{}
		var done, undone []map[string]string
		text := rapid.Custom(func(rt *rapid.T) string {
			var b strings.Builder
			for start, id := range "abcdef" {
				if rapid.Bool().Draw(rt, "there") {
					b.WriteString(coding(string(id), start, rapid.SampledFrom([]string{"x", "y"}).Draw(rt, "code")))
				}
			}
			return b.String()
		})
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			before := maps.Clone(state)
			switch rapid.SampledFrom([]string{"change", "change", "undo", "redo"}).Draw(rt, "do") {
			case "change":
				files := map[string]string{}
				for _, p := range paths {
					switch rapid.IntRange(0, 3).Draw(rt, p) {
					case 0:
						if _, ok := state[p]; ok {
							files[p] = "-"
							delete(state, p)
						}
					case 1, 2:
						files[p] = text.Draw(rt, "text")
						state[p] = files[p]
					}
				}
				if r := change(t, s, files); r.ID != "" {
					done, undone = append(done, before), nil
				}
			case "undo":
				_, err := s.Undo(t.Context(), "ana")
				if errors.Is(err, ErrNothingToUndo) != (len(done) == 0) || err != nil && len(done) > 0 {
					rt.Fatalf("undo of %d changes: %v", len(done), err)
				}
				if err == nil {
					undone = append(undone, before)
					state, done = done[len(done)-1], done[:len(done)-1]
				}
			case "redo":
				_, err := s.Redo(t.Context(), "ana")
				if errors.Is(err, ErrNothingToRedo) != (len(undone) == 0) || err != nil && len(undone) > 0 {
					rt.Fatalf("redo of %d undos: %v", len(undone), err)
				}
				if err == nil {
					done = append(done, before)
					state, undone = undone[len(undone)-1], undone[:len(undone)-1]
				}
			}
			got := snapshot(t, s)
			maps.DeleteFunc(got, func(_, text string) bool { return text == "/" })
			if diff := cmp.Diff(state, got); diff != "" {
				rt.Fatalf("the study differs (-want +got):\n%s", diff)
			}
		}
	})
}
