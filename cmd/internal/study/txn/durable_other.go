//go:build !linux

package txn

import (
	"os"
)

// syncWritten makes one file's contents last.
func (h *hold) syncWritten(name string, f *os.File) error {
	return h.sync("sync "+name, f)
}

// syncAll makes the entries of the folders last; their files are synced.
func (h *hold) syncAll(dirs []string) error {
	for _, dir := range unique(dirs) {
		if err := h.syncFolder(dir); err != nil {
			return err
		}
	}
	return nil
}
