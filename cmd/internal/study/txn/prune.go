package txn

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How many changes can be taken back: when undo data of more than the greater
// number is kept, the oldest goes until the smaller number is left.
const (
	undoKept = 1000
	undoMost = 1100
)

func (h *hold) undoEntries() ([]fs.DirEntry, error) {
	entries, err := os.ReadDir(filepath.Join(h.Root, filepath.FromSlash(undoDir)))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		id, ok := strings.CutSuffix(e.Name(), ".json")
		return !ok || !isID(id)
	}), err
}

// prune removes the oldest undo data. What cannot be removed now will be
// another time.
func (h *hold) prune() {
	entries, err := h.undoEntries()
	if err != nil || len(entries) <= undoMost {
		return
	}
	age := map[string]time.Time{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			age[e.Name()] = info.ModTime()
		}
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int {
		return cmp.Or(age[a.Name()].Compare(age[b.Name()]), strings.Compare(a.Name(), b.Name()))
	})
	for _, e := range entries[:len(entries)-undoKept] {
		_ = h.root.Remove(undoDir + "/" + e.Name())
	}
}

// forget removes all undo data, the cache, and a journal that was set aside, for
// the words in them.
func (h *hold) forget() error {
	if err := h.root.RemoveAll(cacheDir); err != nil {
		return err
	}
	if err := h.root.Remove(journalBroken); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	entries, err := h.undoEntries()
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := h.root.Remove(undoDir + "/" + e.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// forgetFolders removes the folders that a change emptied, for their names.
func (h *hold) forgetFolders(emptied []string) {
	for _, dir := range emptied {
		for ; strings.Contains(dir, "/"); dir = path.Dir(dir) {
			_ = h.root.Remove(dir) // stays when something is in it
		}
	}
}
