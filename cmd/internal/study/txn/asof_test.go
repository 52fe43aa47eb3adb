package txn

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAsOf(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	var at []time.Time
	clock := time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC)
	s.Clock = func() time.Time { return clock }
	day := func(files map[string]string) {
		change(t, s, files)
		at = append(at, clock)
		clock = clock.AddDate(0, 0, 1)
	}
	day(map[string]string{"b.txt": "b"})
	day(map[string]string{"a.txt": "one\ntwo\n"})
	day(map[string]string{"a.txt": "one\n2\nthree\n", "b.txt": "c"})
	if _, err := s.Change(t.Context(), Act{Analyst: "ben"}, write(map[string]string{"a.txt": "other"})); err != nil {
		t.Fatal(err)
	}
	at = append(at, clock)
	clock = clock.AddDate(0, 0, 1)
	if _, err := s.Undo(t.Context(), "ben"); err != nil {
		t.Fatal(err)
	}
	at = append(at, clock)
	for i, want := range []string{"", "one\ntwo\n", "one\n2\nthree\n", "other", "one\n2\nthree\n"} {
		got, err := s.AsOf("a.txt", at[i])
		if err != nil || string(got) != want || (got == nil) != (want == "") {
			t.Errorf("on day %d it held %q (%v), not %q", i, got, err, want)
		}
	}
	if got, err := s.AsOf("none.txt", at[0]); got != nil || err != nil {
		t.Errorf("a file that never was held %q, %v", got, err)
	}

	// An edit by hand hides what was before, unless what that was is remembered.
	byHand(t, s, "a.txt", "hand")
	if _, err := s.AsOf("a.txt", at[1]); !errors.Is(err, ErrForgotten) {
		t.Errorf("behind an edit by hand: %v", err)
	}
	s.Former = func(string) []byte { return []byte("one\n2\nthree\n") }
	if got, err := s.AsOf("a.txt", at[1]); err != nil || string(got) != "one\ntwo\n" {
		t.Errorf("what was remembered leads to %q, %v", got, err)
	}
	byHand(t, s, "a.txt", "one\n2\nthree\n")
	records := history(t, s, "ana")
	if err := os.Remove(filepath.Join(s.Root, filepath.FromSlash(undoPath(records[len(records)-1].ID)))); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AsOf("a.txt", at[1]); !errors.Is(err, ErrForgotten) {
		t.Errorf("without what undo keeps: %v", err)
	}
}

// A file stands as the newest record of anybody left it, or was edited by hand since.
func TestLastLeft(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	s.Clock = func() time.Time { return time.Date(2021, 3, 1, 12, 0, 0, 0, time.UTC) } // all in one second
	change(t, s, map[string]string{"a.txt": "one"})
	if _, err := s.Change(t.Context(), Act{Analyst: "ana-b"}, write(map[string]string{"a.txt": "two"})); err != nil {
		t.Fatal(err)
	}
	change(t, s, map[string]string{"a.txt": "three"})
	// Whichever history is read first: that of the study, or of an analyst.
	if _, err := s.Change(t.Context(), Act{Analyst: "zoe"}, write(map[string]string{"b.txt": "one"})); err != nil {
		t.Fatal(err)
	}
	change(t, s, map[string]string{"b.txt": "two"})
	for _, c := range []struct {
		path, by string
		last     string
		stands   bool
	}{
		{"a.txt", "", "three", true}, {"none.txt", "", "", true}, {"a.txt", "hand", "three", false}, {"a.txt", "three", "three", true}, {"a.txt", "two", "three", false},
		{"b.txt", "hand", "two", false},
	} {
		if c.by != "" {
			byHand(t, s, c.path, c.by)
		}
		last, stands, err := s.LastLeft(c.path)
		if err != nil || stands != c.stands || c.last != "" && last != hash([]byte(c.last)) {
			t.Errorf("%s by %q: %s, stands %v (%v)", c.path, c.by, last, stands, err)
		}
	}
}
