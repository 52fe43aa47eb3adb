package txn

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
)

// unforgotten is a study that holds the name chris wherever one can stand: in a
// file and in its path, in the history, in what undo and the cache keep.
func unforgotten(t *testing.T) *Store {
	s := newStore(t, map[string]string{"a.txt": "of chris\n"})
	change(t, s, map[string]string{"memos/chris/of-chris.md": "chris\n", "a.txt": "of chris and mae\n"})
	byHand(t, s, ".grounded/cache/texts/x", "chris\n")
	byHand(t, s, ".grounded/cache/index/deep/y", "chris\n")
	byHand(t, s, journalBroken, "chris\n")
	byHand(t, s, "memos/chris/of-chris.md", "chris by hand\n")
	return s
}

func forgotten(s *Store) error {
	_, err := s.Change(context.Background(), Act{Analyst: "ben", Command: "anonymize apply", Did: "replaced", Forget: true}, func(tx *Tx) error {
		old, err := tx.Read("history/ana.jsonl")
		return errors.Join(err, tx.Rename("memos/chris/of-chris.md", "memos/p07/of-p07.md"), tx.Write("memos/p07/of-p07.md", []byte("p07 by hand\n")),
			tx.Write("a.txt", []byte("of p07 and mae\n")), tx.Write("history/ana.jsonl", []byte(strings.ReplaceAll(string(old), "chris", "p07"))))
	})
	return err
}

// holding returns the paths of the study that hold a name, in them or as them. A
// journal that was never committed is for the next change to sweep.
func holding(t *testing.T, s *Store, name string) []string {
	t.Helper()
	var out []string
	for path, text := range walk(t, s, func(string) bool { return true }) {
		if path != journalTemp && (strings.Contains(path, name) || strings.Contains(text, name)) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// A name that is to be forgotten is there whole or gone without a trace, wherever
// the change was cut short.
func TestForgettingAtEveryStep(t *testing.T) {
	t.Parallel()
	names := steps(t, unforgotten(t), forgotten)
	committed := slices.Index(names, "commit")
	if !slices.Contains(names, "forget") || !slices.Contains(names, "replace history/ana.jsonl") {
		t.Fatalf("the steps are %q", names)
	}
	for i, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := unforgotten(t)
			before := holding(t, s, "chris")
			killed(t, s, "forget", name)
			s.Warn = func(sentence string) { t.Errorf("a warning: %s", sentence) }
			if err := s.Reading(t.Context(), func() error { return nil }); err != nil {
				t.Fatal(err)
			}
			left := holding(t, s, "chris")
			if i <= committed {
				if !slices.Equal(left, before) {
					t.Errorf("nothing was committed, and the name stands in %q, not in %q", left, before)
				}
				return
			}
			if len(left) > 0 {
				t.Errorf("the name stands still in %q", left)
			}
			records := history(t, s, "ben")
			var paths []string
			for _, f := range records[len(records)-1].Files {
				paths = append(paths, f.Path)
			}
			if !slices.Equal(paths, []string{"a.txt", "memos/p07/of-p07.md"}) {
				t.Errorf("the record names %q", paths)
			}
			change(t, s, map[string]string{"e.txt": "after"}) // sweeps what a reader may leave
			wantNothingLeft(t, s)
		})
	}
}

// What undo and the cache hold can be forgotten though no file changes.
func TestForgettingAlone(t *testing.T) {
	t.Parallel()
	s := newStore(t, nil)
	change(t, s, map[string]string{"a.txt": "chris\n"})
	byHand(t, s, ".grounded/cache/texts/x", "chris\n")
	change(t, s, map[string]string{"a.txt": "p07\n"})
	r, err := s.Change(t.Context(), Act{Analyst: "ana", Command: "anonymize apply", Forget: true}, func(*Tx) error { return nil })
	if err != nil || r.ID == "" {
		t.Fatalf("%v %v", r, err)
	}
	for path := range walk(t, s, func(string) bool { return true }) {
		if strings.HasPrefix(path, undoDir+"/") || strings.HasPrefix(path, cacheDir) {
			t.Errorf("%s is left", path)
		}
	}
}
