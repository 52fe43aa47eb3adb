package txn

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"time"
)

// syncFolder makes the entries of a folder last. Windows has no such call, and
// needs none for renames.
func (h *hold) syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := h.root.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	return h.sync("sync folder "+dir, f)
}

// replace renames old over new. On Windows that fails while somebody reads the
// file, so it is tried for half a second.
func (h *hold) replace(old, new string) error {
	err := h.root.Rename(old, new)
	for tries := 0; runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission) && tries < 50; tries++ {
		time.Sleep(10 * time.Millisecond)
		err = h.root.Rename(old, new)
	}
	return err
}

func unique(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
