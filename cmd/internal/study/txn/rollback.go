package txn

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// putBack takes back what apply did before it failed, the journal last: until
// that is gone the change counts as made, and a crash here ends in the new
// state rather than between the two.
func (h *hold) putBack(j *journal) error {
	for _, t := range slices.Backward(j.Targets) {
		err := h.do("put back "+t.Path, t.Path, func() error { return h.putBackTarget(t) })
		if err != nil {
			return err
		}
	}
	if a := j.History; a != nil && a.done {
		err := h.do("put back "+a.Path, a.Path, func() error {
			if a.Size < 0 {
				return h.root.Remove(a.real)
			}
			return h.cut(a.real, a.Size)
		})
		if err != nil {
			return err
		}
	}
	for _, dir := range slices.Backward(j.folders) {
		_ = h.root.Remove(dir) // stays when somebody has put something there
	}
	return h.do("put back journal", journalPath, func() error {
		err := h.root.Remove(journalPath)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

func (h *hold) putBackTarget(t *target) error {
	if t.done && t.old == nil {
		if err := h.root.Remove(t.real); err != nil {
			return err
		}
	} else if t.done {
		if err := h.write(t.temp, t.old, t.Mode); err != nil {
			return err
		}
		return h.replace(t.temp, t.real)
	}
	if err := h.root.Remove(t.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// add appends the addition to its history, unless a run that was cut short has
// done so. When somebody has changed the file in between, the lines go to its
// end, wherever that is now.
func (h *hold) add(j *journal, a *addition) error {
	if err := h.makeFolders(j, path.Dir(a.real)); err != nil {
		return err
	}
	f, err := h.root.OpenFile(a.real, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return err
	}
	defer f.Close()
	a.done = true
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	from := min(max(0, a.Size), size)
	tail := make([]byte, size-from)
	if _, err := f.ReadAt(tail, from); err != nil && err != io.EOF {
		return err
	}
	text := a.Text
	switch {
	case bytes.Contains(tail, []byte(strings.TrimSpace(text))):
		return nil
	case size < a.Size:
		text = "\n" + text
	case strings.HasPrefix(text, string(tail)):
		size = from
	case !bytes.HasSuffix(tail, []byte("\n")) && !strings.HasPrefix(text, "\n"):
		text = "\n" + text
	}
	if err := f.Truncate(size); err != nil {
		return err
	}
	if _, err := f.WriteAt([]byte(text), size); err != nil {
		return err
	}
	return h.syncWritten(a.Path, f)
}

func (h *hold) cut(name string, size int64) error {
	f, err := h.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), f.Close())
}
