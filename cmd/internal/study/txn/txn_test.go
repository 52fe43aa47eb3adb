package txn

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// newStore returns a store of a study that has the given files, with a clock
// that moves on by a second at every look and ids that are the same each run.
func newStore(t testing.TB, files map[string]string) *Store {
	t.Helper()
	s := storeAt(t.TempDir())
	for path, text := range files {
		byHand(t, s, path, text)
	}
	return s
}

func storeAt(root string) *Store {
	now := time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC)
	return &Store{
		Root: root,
		Clock: func() time.Time {
			now = now.Add(time.Second)
			return now
		},
		Random: rand.NewChaCha8([32]byte{1}),
		Warn:   func(string) {},
	}
}

// byHand writes a file as an editor would.
func byHand(t testing.TB, s *Store, path, text string) {
	t.Helper()
	full := filepath.Join(s.Root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// write is a change that writes files, those with the text "-" being removed.
func write(files map[string]string) func(*Tx) error {
	return func(tx *Tx) error {
		for path, text := range files {
			var err error
			if text == "-" {
				err = tx.Remove(path)
			} else {
				err = tx.Write(path, []byte(text))
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func change(t testing.TB, s *Store, files map[string]string) Record {
	t.Helper()
	r, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "test", Did: "wrote"}, write(files))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// snapshot returns what the study holds: the text of every file and "/" for
// every folder, less the history and the store's own folder.
func snapshot(t testing.TB, s *Store) map[string]string {
	t.Helper()
	return walk(t, s, func(path string) bool { return path != historyDir && path != ownDir })
}

func walk(t testing.TB, s *Store, enter func(path string) bool) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(s.Root), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == ".":
			return nil
		case !enter(path):
			return fs.SkipDir
		case d.IsDir():
			files[path] = "/"
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			files[path], err = os.Readlink(filepath.Join(s.Root, path))
			return err
		}
		b, err := os.ReadFile(filepath.Join(s.Root, path))
		files[path] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantNothingLeft fails when a journal or a temporary file is left anywhere.
func wantNothingLeft(t testing.TB, s *Store) {
	t.Helper()
	for path := range walk(t, s, func(string) bool { return true }) {
		if strings.HasSuffix(path, ".tmp") || strings.HasPrefix(path, journalDir+"/") || path == holderPath {
			t.Errorf("%s is left", path)
		}
	}
}

func wantFiles(t testing.TB, s *Store, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, snapshot(t, s)); diff != "" {
		t.Errorf("the study differs (-want +got):\n%s", diff)
	}
}

func history(t testing.TB, s *Store, analyst string) []Record {
	t.Helper()
	records, problems := s.History(analyst)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return records
}

func TestChange(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old", "b.txt": "gone", "c.txt": "same"})
	got, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "test", Did: "early"}, func(tx *Tx) error {
		if err := write(map[string]string{"a.txt": "new", "b.txt": "-", "c.txt": "same", "d/e.txt": ""})(tx); err != nil {
			return err
		}
		tx.Did("wrote %d files", 3)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Record{
		ID: got.ID, At: time.Date(2021, 3, 4, 10, 0, 2, 0, time.UTC), Analyst: "ana", Command: "test", Did: "wrote 3 files",
		Files: []FileChange{
			{"a.txt", hash([]byte("old")), hash([]byte("new"))},
			{"b.txt", hash([]byte("gone")), ""},
			{"d/e.txt", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
	if !isID(got.ID) {
		t.Errorf("%q is not an id", got.ID)
	}
	wantFiles(t, s, map[string]string{"a.txt": "new", "c.txt": "same", "d": "/", "d/e.txt": ""})
	if diff := cmp.Diff([]Record{want}, history(t, s, "ana")); diff != "" {
		t.Errorf("history (-want +got):\n%s", diff)
	}
	wantNothingLeft(t, s)
}

func TestChangeOfNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	before := snapshot(t, s)
	for name, fn := range map[string]func(*Tx) error{
		"nothing written": func(*Tx) error { return nil },
		"only read":       func(tx *Tx) error { _, err := tx.Read("a.txt"); return err },
		"the same again":  write(map[string]string{"a.txt": "old"}),
		"there and back": func(tx *Tx) error {
			return errors.Join(tx.Rename("a.txt", "b.txt"), tx.Rename("b.txt", "a.txt"), tx.Write("c.txt", nil), tx.Remove("c.txt"))
		},
	} {
		got, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "test"}, fn)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(Record{}, got); diff != "" {
			t.Errorf("%s: record (-want +got):\n%s", name, diff)
		}
	}
	wantFiles(t, s, before)
	if got := history(t, s, "ana"); len(got) > 0 {
		t.Errorf("history has %v", got)
	}
}

func TestChangeThatFails(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	before := snapshot(t, s)
	boom := errors.New("boom")
	cancelled, cancel := context.WithCancel(t.Context())
	for _, test := range []struct {
		name string
		ctx  context.Context
		fn   func(*Tx) error
		want error
	}{
		{"error of the caller", t.Context(), func(tx *Tx) error { return errors.Join(tx.Write("a.txt", []byte("new")), boom) }, boom},
		{"dropped error", t.Context(), func(tx *Tx) error { tx.Write("../a.txt", nil); return tx.Write("a.txt", []byte("new")) }, ErrPath},
		{"nothing to remove", t.Context(), write(map[string]string{"b.txt": "-"}), fs.ErrNotExist},
		{"nothing to rename", t.Context(), func(tx *Tx) error { return tx.Rename("b.txt", "c.txt") }, fs.ErrNotExist},
		{"name taken", t.Context(), func(tx *Tx) error {
			return errors.Join(tx.Write("b.txt", nil), tx.Rename("a.txt", "b.txt"))
		}, fs.ErrExist},
		{"edited meanwhile", t.Context(), func(tx *Tx) error {
			err := tx.Write("a.txt", []byte("new"))
			byHand(t, s, "a.txt", "odd")
			// The clock of the file system may be too coarse to tell.
			later := time.Now().Add(time.Hour)
			return errors.Join(err, os.Chtimes(filepath.Join(s.Root, "a.txt"), later, later))
		}, ErrChanged},
		{"grown meanwhile", t.Context(), func(tx *Tx) error {
			err := tx.Write("a.txt", []byte("new"))
			byHand(t, s, "a.txt", "older")
			return err
		}, ErrChanged},
		{"made meanwhile", t.Context(), func(tx *Tx) error {
			err := tx.Write("b.txt", []byte("new"))
			byHand(t, s, "b.txt", "")
			return err
		}, ErrChanged},
		{"cancelled", cancelled, func(tx *Tx) error { cancel(); return tx.Write("a.txt", []byte("new")) }, context.Canceled},
	} {
		_, err := s.Change(test.ctx, Act{Analyst: "ana", Command: "test"}, test.fn)
		if !errors.Is(err, test.want) {
			t.Errorf("%s: got error %v, want %v", test.name, err, test.want)
		}
		byHand(t, s, "a.txt", "old")
		os.Remove(filepath.Join(s.Root, "b.txt"))
		wantFiles(t, s, before)
		wantNothingLeft(t, s)
	}
	if got := history(t, s, "ana"); len(got) > 0 {
		t.Errorf("history has %v", got)
	}
}

func TestCancelAfterCommitFinishes(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	ctx, cancel := context.WithCancel(t.Context())
	s.Step = func(name string) error {
		if name == "commit" {
			cancel()
		}
		return nil
	}
	if _, err := s.Change(ctx, Act{Command: "test"}, write(map[string]string{"a.txt": "new"})); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, s, map[string]string{"a.txt": "new"})
}

func TestTxSeesItsOwnWrites(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	_, err := s.Change(t.Context(), Act{Command: "test"}, func(tx *Tx) error {
		mine := []byte("new")
		if err := errors.Join(tx.Write("b.txt", mine), tx.Rename("a.txt", "c.txt")); err != nil {
			return err
		}
		mine[0] = 'x'
		for path, want := range map[string]string{"a.txt": "none", "b.txt": "new", "c.txt": "old"} {
			got, err := tx.Read(path)
			if errors.Is(err, fs.ErrNotExist) {
				got = []byte("none")
			} else if err != nil {
				return err
			}
			if string(got) != want {
				t.Errorf("%s reads as %q, want %q", path, got, want)
			}
			for i := range got {
				got[i] = 'x'
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	wantFiles(t, s, map[string]string{"b.txt": "new", "c.txt": "old"})
}

func TestAnalystMustBeAnID(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	for _, analyst := range []string{"../ana", "Ana", "a/b", "con"} {
		if _, err := s.Change(t.Context(), Act{Analyst: analyst}, write(map[string]string{"a.txt": ""})); err == nil {
			t.Errorf("analyst %q was accepted", analyst)
		}
		if _, problems := s.History(analyst); strings.Contains(analyst, "..") && len(problems) == 0 {
			t.Errorf("the history of %q was read", analyst)
		}
	}
	wantFiles(t, s, map[string]string{})
}

// TestSyncs holds the number of syncs of a normal change, which is what a
// change costs.
func TestSyncs(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	var syncs []string
	s.Step = func(name string) error {
		if strings.HasPrefix(name, "sync ") {
			syncs = append(syncs, name)
		}
		return nil
	}
	for n := range 3 {
		syncs = nil
		change(t, s, map[string]string{"codings/ana/a.jsonl": fmt.Sprint(n), "codings/ana/progress.toml": fmt.Sprint(n), "b.txt": fmt.Sprint(n)})
	}
	if len(syncs) == 0 || runtime.GOOS == "linux" && len(syncs) > 4 {
		t.Errorf("a change made the syncs %q, want one to four", syncs)
	}
}
