package txn

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// unprivileged runs f as somebody who may write nothing: the file permissions
// that it is about mean nothing to root. Linux keeps the user for file access
// per thread, and a thread that is still locked when its goroutine ends ends
// with it.
func unprivileged(t *testing.T, s *Store, f func()) {
	t.Helper()
	if os.Getuid() != 0 {
		f()
		return
	}
	if err := os.Chmod(filepath.Dir(s.Root), 0o755); err != nil {
		t.Fatal(err)
	}
	var err error
	var done sync.WaitGroup
	done.Go(func() {
		runtime.LockOSThread()
		if _, err = unix.SetfsuidRetUid(65534); err == nil {
			f()
		}
	})
	if done.Wait(); err != nil {
		t.Skip("cannot become another user:", err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	s := newStore(t, map[string]string{"codings/ana/a.jsonl": "old"})
	chmodAll(t, s, 0o555)
	unprivileged(t, s, func() {
		_, err := s.Change(t.Context(), Act{}, write(map[string]string{"codings/ana/a.jsonl": "new"}))
		const want = ".grounded cannot be written: permission denied; ask who may write there, or work on a copy of the study"
		if !errors.Is(err, fs.ErrPermission) || err.Error() != want {
			t.Errorf("the error is %q, want %q", err, want)
		}
		wantReading(t, s, "old")
	})
}

func TestReadOnlyFolderAmongOthers(t *testing.T) {
	s := newStore(t, map[string]string{"codings/ana/a.jsonl": "old", "b.txt": "old"})
	change(t, s, map[string]string{"b.txt": "older"})
	before := snapshot(t, s)
	chmodAll(t, s, 0o777)
	if err := os.Chmod(filepath.Join(s.Root, "codings/ana"), 0o555); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{counterPath, historyPath("ana")} {
		if err := os.Chmod(filepath.Join(s.Root, p), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"new", "-"} {
		var err error
		unprivileged(t, s, func() {
			_, err = s.Change(t.Context(), Act{Analyst: "ana"}, write(map[string]string{"codings/ana/a.jsonl": text, "b.txt": "new"}))
		})
		if !errors.Is(err, fs.ErrPermission) || !strings.HasPrefix(err.Error(), "nothing was changed: codings/ana/a.jsonl cannot be written: permission denied") {
			t.Errorf("the error is %v", err)
		}
		wantFiles(t, s, before)
		wantNothingLeft(t, s)
	}
	if got := len(history(t, s, "ana")); got != 1 {
		t.Errorf("the history tells of %d changes, want 1", got)
	}
}

func TestReadOnlyFolderAfterACrash(t *testing.T) {
	s := uncrashed(t)
	killed(t, s, "crash", "remove codings/ana/b.jsonl")
	chmodAll(t, s, 0o555)
	s.Wait = 20 * time.Millisecond
	unprivileged(t, s, func() {
		err := s.Reading(t.Context(), func() error { t.Error("half a change was read"); return nil })
		if err == nil || !strings.Contains(err.Error(), "cannot be finished") {
			t.Errorf("the error is %v", err)
		}
	})
}

func TestReadOnlyFolderThatWasChangedBefore(t *testing.T) {
	s := newStore(t, nil)
	change(t, s, map[string]string{"codings/ana/a.jsonl": "new"})
	chmodAll(t, s, 0o555)
	unprivileged(t, s, func() {
		wantReading(t, s, "new")
	})
}

func wantReading(t *testing.T, s *Store, want string) {
	t.Helper()
	var got []byte
	err := s.Reading(t.Context(), func() (err error) {
		got, err = os.ReadFile(filepath.Join(s.Root, "codings/ana/a.jsonl"))
		return err
	})
	if err != nil || string(got) != want {
		t.Errorf("read %q with error %v, want %q", got, err, want)
	}
}

// chmodAll sets the mode of all folders until the test ends.
func chmodAll(t *testing.T, s *Store, mode fs.FileMode) {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(s.Root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			dirs = append(dirs, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, dir := range dirs {
			os.Chmod(dir, 0o755)
		}
	})
}
