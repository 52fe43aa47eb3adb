package txn

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncWritten leaves the sync to syncAll.
func (h *hold) syncWritten(string, *os.File) error { return nil }

// syncAll makes everything in the folders last: one syncfs(2) for each file
// system they are on, which is one.
func (h *hold) syncAll(dirs []string) error {
	synced := map[uint64]bool{}
	for _, dir := range unique(dirs) {
		if err := h.syncSystem(dir, synced); err != nil {
			return err
		}
	}
	return nil
}

func (h *hold) syncSystem(dir string, synced map[uint64]bool) error {
	f, err := h.root.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	var stat unix.Stat_t
	if err := unix.Fstat(int(f.Fd()), &stat); err != nil {
		return err
	}
	if synced[uint64(stat.Dev)] {
		return nil
	}
	synced[uint64(stat.Dev)] = true
	if err := h.at("sync files"); err != nil {
		return err
	}
	err = unix.Syncfs(int(f.Fd()))
	if errors.Is(err, unix.ENOSYS) {
		unix.Sync()
		return nil
	}
	return err
}
