package txn

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// uncrashed is the study before the change that crashed makes of it: one file
// to change, one to remove.
func uncrashed(t *testing.T) *Store {
	return newStore(t, map[string]string{"codings/ana/a.jsonl": "old\n", "codings/ana/b.jsonl": "gone\n", "c.txt": "same"})
}

func crashed(s *Store) error {
	_, err := s.Change(context.Background(), Act{Analyst: "ana", Command: "test", Did: "wrote"}, write(map[string]string{
		"codings/ana/a.jsonl": "new\n", "codings/ana/b.jsonl": "-", "memos/ana/d.md": "added\n",
	}))
	return err
}

func uncrashedFiles() map[string]string {
	return map[string]string{
		"codings": "/", "codings/ana": "/", "codings/ana/a.jsonl": "old\n", "codings/ana/b.jsonl": "gone\n", "c.txt": "same",
	}
}

func crashedFiles() map[string]string {
	return map[string]string{
		"codings": "/", "codings/ana": "/", "codings/ana/a.jsonl": "new\n", "c.txt": "same",
		"memos": "/", "memos/ana": "/", "memos/ana/d.md": "added\n",
	}
}

// steps returns the names of the steps of f, in order.
func steps(t *testing.T, s *Store, f func(*Store) error) []string {
	t.Helper()
	var names []string
	s.Step = func(name string) error {
		names = append(names, name)
		return nil
	}
	defer func() { s.Step = nil }()
	if err := f(s); err != nil {
		t.Fatal(err)
	}
	sorted := slices.Sorted(slices.Values(names))
	if len(slices.Compact(sorted)) != len(names) {
		t.Fatalf("steps share a name, so that not each can be reached: %q", names)
	}
	return names
}

func TestCrashAtEveryStep(t *testing.T) {
	t.Parallel()
	names := steps(t, uncrashed(t), crashed)
	committed := slices.Index(names, "commit")
	for _, must := range []string{"lock", "write journal", "commit", "count", "write memos/ana/d.md", "add to history/ana.jsonl", "replace codings/ana/a.jsonl", "remove codings/ana/b.jsonl", "finish"} {
		if !slices.Contains(names, must) {
			t.Fatalf("no step %q in %q", must, names)
		}
	}
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := uncrashed(t)
			killed(t, s, "crash", name)
			// Who comes next is a reader, or else somebody who changes something.
			next := func() error { return s.Reading(t.Context(), func() error { return nil }) }
			if i%2 == 1 {
				next = func() error {
					_, err := s.Change(t.Context(), Act{}, func(*Tx) error { return nil })
					return err
				}
			}
			wantRecovered(t, s, i > committed, next)
		})
	}
}

// wantRecovered lets the next command look at the study, and fails unless that
// leaves all of the change or nothing.
func wantRecovered(t *testing.T, s *Store, made bool, next func() error) {
	t.Helper()
	s.Warn = func(sentence string) { t.Errorf("a warning: %s", sentence) }
	if err := next(); err != nil {
		t.Fatal(err)
	}
	records := history(t, s, "ana")
	if !made {
		wantFiles(t, s, uncrashedFiles())
		if len(records) > 0 {
			t.Errorf("the history tells of %v", records)
		}
		change(t, s, map[string]string{"e.txt": "after"}) // sweeps what a reader may leave
	} else {
		wantFiles(t, s, crashedFiles())
		if len(records) != 1 || len(records[0].Files) != 3 {
			t.Fatalf("the history tells of %v, want one change of three files", records)
		}
		if _, err := s.Undo(t.Context(), "ana"); err != nil {
			t.Errorf("undo after the crash: %v", err)
		}
		want := uncrashedFiles()
		want["memos"], want["memos/ana"] = "/", "/"
		wantFiles(t, s, want)
	}
	wantNothingLeft(t, s)
}

// TestCrashWhileRecovering crashes in the middle of the renames, and then at
// every step of the recovery.
func TestCrashWhileRecovering(t *testing.T) {
	t.Parallel()
	const middle = "remove codings/ana/b.jsonl"
	s := uncrashed(t)
	killed(t, s, "crash", middle)
	read := func(s *Store) error { return s.Reading(t.Context(), func() error { return nil }) }
	for _, name := range steps(t, s, read) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := uncrashed(t)
			killed(t, s, "crash", middle)
			killed(t, s, "read", name)
			wantRecovered(t, s, true, func() error { return read(s) })
		})
	}
}

// TestErrorAtEveryStep lets each step fail once, as a full disk would make it.
func TestErrorAtEveryStep(t *testing.T) {
	t.Parallel()
	for _, name := range steps(t, uncrashed(t), crashed) {
		s := uncrashed(t)
		s.Step = func(step string) error {
			if step == name {
				return &os.PathError{Op: "write", Path: ".grounded-x.tmp", Err: syscall.ENOSPC}
			}
			return nil
		}
		err := crashed(s)
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "make room") || strings.Contains(err.Error(), "x.tmp") {
			t.Errorf("at %q: the error is %q, want one that names the file and a way out", name, err)
		}
		if path := name[strings.LastIndexByte(name, ' ')+1:]; strings.ContainsAny(path, "/.") && !strings.Contains(err.Error(), path) {
			t.Errorf("at %q: the error %q does not name %s", name, err, path)
		}
		wantFiles(t, s, uncrashedFiles())
		wantNothingLeft(t, s)
		if got := history(t, s, "ana"); len(got) > 0 {
			t.Errorf("at %q: the history tells of %v", name, got)
		}
		s.Step = nil
		if err := crashed(s); err != nil {
			t.Errorf("at %q: again: %v", name, err)
		}
		wantFiles(t, s, crashedFiles())
	}
}

// TestErrorsFromAStepOn lets each step and all that follow fail: what could
// not be put back either is finished by the next command, as the error says.
func TestErrorsFromAStepOn(t *testing.T) {
	t.Parallel()
	seen := map[bool]bool{}
	for _, name := range steps(t, uncrashed(t), crashed) {
		s := uncrashed(t)
		broken := false
		s.Step = func(step string) error {
			if broken = broken || step == name; broken {
				return syscall.EROFS
			}
			return nil
		}
		err := crashed(s)
		if !errors.Is(err, syscall.EROFS) {
			t.Errorf("from %q on: error %v", name, err)
		}
		s.Step = nil
		kept := strings.Contains(err.Error(), "the next grounded command will finish it")
		seen[kept] = true
		want := uncrashedFiles()
		if kept {
			want = crashedFiles()
		}
		if err := s.Reading(t.Context(), func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		wantFiles(t, s, want)
		wantNothingLeft(t, s)
	}
	if len(seen) != 2 {
		t.Errorf("kept: %v, want both", slices.Collect(maps.Keys(seen)))
	}
}

func TestRecoveryLeavesWhatWasEditedSince(t *testing.T) {
	t.Parallel()
	s := uncrashed(t)
	killed(t, s, "crash", "replace codings/ana/a.jsonl")
	byHand(t, s, "codings/ana/a.jsonl", "by hand\n")
	byHand(t, s, "codings/ana/a.jsonl.recovered", "of another time\n")
	byHand(t, s, "codings/ana/b.jsonl", "by hand too\n")
	var warnings []string
	s.Warn = func(sentence string) { warnings = append(warnings, sentence) }
	if err := s.Reading(t.Context(), func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	want := crashedFiles()
	want["codings/ana/a.jsonl"] = "by hand\n"
	want["codings/ana/a.jsonl.recovered"] = "of another time\n"
	want["codings/ana/a.jsonl.recovered-2"] = "new\n"
	want["codings/ana/b.jsonl"] = "by hand too\n"
	wantFiles(t, s, want)
	wantNothingLeft(t, s)
	if got := strings.Join(warnings, "\n"); len(warnings) != 2 || !strings.Contains(got, "codings/ana/a.jsonl.recovered-2") || !strings.Contains(got, "codings/ana/b.jsonl") {
		t.Errorf("the warnings are %q", warnings)
	}
}

// TestRecoveryOfWhatWasDoneByHand finds the new contents in place and their
// temporary file still beside them.
func TestRecoveryOfWhatWasDoneByHand(t *testing.T) {
	t.Parallel()
	s := uncrashed(t)
	killed(t, s, "crash", "replace codings/ana/a.jsonl")
	byHand(t, s, "codings/ana/a.jsonl", "new\n")
	wantRecovered(t, s, true, func() error { return s.Reading(t.Context(), func() error { return nil }) })
}

// TestHalfALineOfHistory is the crash between two bytes of the one file that
// is not replaced but added to.
func TestHalfALineOfHistory(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		found func(line string) string
		want  func(line string) string
	}{
		"nothing of it":  {func(string) string { return "" }, func(l string) string { return l }},
		"half of it":     {func(l string) string { return l[:len(l)/2] }, func(l string) string { return l }},
		"all of it":      {func(l string) string { return l }, func(l string) string { return l }},
		"and more":       {func(l string) string { return l + "{}" }, func(l string) string { return l + "{}" }},
		"something else": {func(string) string { return "{}" }, func(l string) string { return "{}\n" + l }},
	} {
		s := uncrashed(t)
		const first = `{"id":"bbbbbbbbbb","at":"2021-01-01T00:00:00Z","analyst":"ana","command":"x","did":"","files":[]}` + "\n"
		byHand(t, s, "history/ana.jsonl", first)
		killed(t, s, "crash", "replace codings/ana/a.jsonl")
		full := filepath.Join(s.Root, "history", "ana.jsonl")
		got, err := os.ReadFile(full)
		if err != nil {
			t.Fatal(err)
		}
		line := strings.TrimPrefix(string(got), first)
		if !strings.HasSuffix(line, "}\n") {
			t.Fatalf("%s: the history has no line yet: %q", name, line)
		}
		byHand(t, s, "history/ana.jsonl", first+test.found(line))
		if err := s.Reading(t.Context(), func() error { return nil }); err != nil {
			t.Fatal(err)
		}
		got, _ = os.ReadFile(full)
		if want := first + test.want(line); string(got) != want {
			t.Errorf("%s: the history is\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestJournalThatIsNotWhole(t *testing.T) {
	t.Parallel()
	s := uncrashed(t)
	killed(t, s, "crash", "count")
	full := filepath.Join(s.Root, filepath.FromSlash(journalPath))
	src, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	byHand(t, s, journalPath, strings.Replace(string(src), "journal 1", "journal 2", 1))
	if err := s.Reading(t.Context(), func() error { return nil }); !errors.Is(err, errNewer) {
		t.Errorf("a newer journal: error %v", err)
	}
	byHand(t, s, journalPath, string(src[:len(src)-1]))
	byHand(t, s, journalTemp, string(src[:len(src)/2]))
	var warned string
	s.Warn = func(sentence string) { warned = sentence }
	if err := s.Reading(t.Context(), func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(warned, journalBroken) {
		t.Errorf("the warning is %q", warned)
	}
	wantFiles(t, s, uncrashedFiles())
	if s.exists(journalPath) || s.exists(journalTemp) || !s.exists(journalBroken) {
		t.Error("the broken journal was not set aside")
	}
}
