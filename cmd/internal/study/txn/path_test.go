package txn

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestPathsThatAreRefused(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	for _, path := range []string{
		"", ".", "..", "/a", "../a", "a/../../b", "a/..", "./a", "a/", "a//b", `a\b`, `..\a`, "C:a", "c:/a", "a:stream",
		"con", "CON.txt", "a/Nul", "aux .txt", "com1", "LPT9.toml", "COM¹", "a.", "a ", "a /b", "a\x00b", "a\nb", "a*", "what?",
		".grounded/lock", ".Grounded/txn/journal", ".grounded", ".git/config", ".GIT/hooks/x", ".git",
	} {
		_, err := s.Change(t.Context(), Act{}, func(tx *Tx) error { return tx.Write(path, nil) })
		if !errors.Is(err, ErrPath) {
			t.Errorf("writing %q: error %v, want ErrPath", path, err)
		}
		_, err = s.Change(t.Context(), Act{}, func(tx *Tx) error { return tx.Rename("a.txt", path) })
		if err == nil {
			t.Errorf("a.txt was renamed to %q", path)
		}
	}
	for _, path := range []string{"console.txt", "com10", "comma", "nul-1.toml", ".gitignore", ".gitattributes", "übung/ж.md", "a b&c.txt", "..a", ".grounded/cache/texts/x"} {
		if _, err := s.Change(t.Context(), Act{}, write(map[string]string{path: "x"})); err != nil {
			t.Errorf("writing %q: %v", path, err)
		}
	}
	if _, err := os.Stat(filepath.Join(s.Root, "..", "a")); err == nil {
		t.Error("a file outside the study was written")
	}
	if _, err := s.Change(t.Context(), Act{}, write(map[string]string{"übung": ""})); err == nil || !strings.Contains(err.Error(), "übung is a folder") {
		t.Errorf("a folder was written over: %v", err)
	}
}

func link(t *testing.T, s *Store, to, path string) {
	t.Helper()
	full := filepath.Join(s.Root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(to, full); err != nil {
		t.Skip("no links here:", err)
	}
}

func TestLinks(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"real/a.txt": "old", "keep.txt": "keep"})
	outside := t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "a.txt"), []byte("theirs"), 0o644); err != nil {
		t.Fatal(err)
	}
	link(t, s, "real/a.txt", "inside.txt")
	link(t, s, "real", "folder")
	link(t, s, filepath.Join(s.Root, "real", "a.txt"), "absolute.txt")
	link(t, s, filepath.Join(outside, "a.txt"), "file-out.txt")
	link(t, s, outside, "folder-out")
	link(t, s, "missing.txt", "nowhere.txt")
	link(t, s, "missing", "folder-nowhere")
	link(t, s, ".grounded", "own")

	for path, want := range map[string]error{
		"file-out.txt": ErrOutside, "folder-out/a.txt": ErrOutside, "folder-out/new/b.txt": ErrOutside,
		"nowhere.txt": nil, "folder-nowhere/a.txt": nil, "own/lock": ErrPath,
	} {
		_, err := s.Change(t.Context(), Act{}, write(map[string]string{path: "new", "keep.txt": "lost"}))
		if err == nil || want != nil && !errors.Is(err, want) || !strings.Contains(err.Error(), path) {
			t.Errorf("writing %s: error %v, want %v", path, err, want)
		}
	}
	if _, err := s.Change(t.Context(), Act{}, write(map[string]string{"inside.txt": "-"})); err == nil {
		t.Error("a link was removed")
	}
	if _, err := s.Change(t.Context(), Act{}, write(map[string]string{"inside.txt": "one", "folder/a.txt": "two"})); err == nil || !strings.Contains(err.Error(), "the same file") {
		t.Errorf("one file was written by two names: %v", err)
	}
	got, _ := os.ReadFile(filepath.Join(outside, "a.txt"))
	entries, _ := os.ReadDir(outside)
	if string(got) != "theirs" || len(entries) != 1 {
		t.Errorf("outside, a.txt holds %q among %v", got, entries)
	}

	for i, path := range []string{"inside.txt", "folder/a.txt", "absolute.txt"} {
		text := strings.Repeat("new", i+1)
		change(t, s, map[string]string{path: text})
		got, err := os.ReadFile(filepath.Join(s.Root, "real", "a.txt"))
		if err != nil || string(got) != text {
			t.Errorf("through %s: real/a.txt holds %q (%v), want %q", path, got, err, text)
		}
	}
	for _, path := range []string{"inside.txt", "folder", "absolute.txt"} {
		if info, err := os.Lstat(filepath.Join(s.Root, path)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is a link no more (%v)", path, err)
		}
	}
	if got, _ := os.ReadFile(filepath.Join(s.Root, "keep.txt")); string(got) != "keep" {
		t.Errorf("keep.txt holds %q", got)
	}
	wantNothingLeft(t, s)
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has one permission only")
	}
	s := newStore(t, map[string]string{"a.txt": "old", "b.txt": "old", "c.txt": "old"})
	for path, mode := range map[string]fs.FileMode{"a.txt": 0o600, "b.txt": 0o640, "c.txt": 0o444} {
		if err := os.Chmod(filepath.Join(s.Root, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	want := func(path string, mode fs.FileMode) {
		t.Helper()
		info, err := os.Stat(filepath.Join(s.Root, filepath.FromSlash(path)))
		if err != nil || info.Mode() != mode {
			t.Errorf("%s has mode %v (%v), want %v", path, info.Mode(), err, mode)
		}
	}
	_, err := s.Change(t.Context(), Act{}, write(map[string]string{"a.txt": "new", "c.txt": "new"}))
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "chmod u+w c.txt") {
		t.Errorf("a read-only file: error %v", err)
	}
	change(t, s, map[string]string{"a.txt": "new", "new.txt": "new", "b.txt": "-"})
	want("a.txt", 0o600)
	want("new.txt", 0o644)
	if _, err := s.Undo(t.Context(), "ana"); err != nil {
		t.Fatal(err)
	}
	want("a.txt", 0o600)
	want("b.txt", 0o640)
	if _, err := s.Change(t.Context(), Act{}, func(tx *Tx) error { return tx.Rename("a.txt", "d/e.txt") }); err != nil {
		t.Fatal(err)
	}
	want("d/e.txt", 0o600)
	err = fs.WalkDir(os.DirFS(s.Root), undoDir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			want(path, 0o600)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
