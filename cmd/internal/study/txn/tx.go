package txn

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Tx is one change while it is being put together. Its paths are
// slash-separated and relative to the root of the study. Nothing reaches the
// disk before the function that was given the Tx has returned. It is for one
// goroutine.
type Tx struct {
	dir   string
	act   Act
	files map[string]*file
	err   error // the first that was returned: a caller who drops it must not commit
}

// file is what is known of a file: as it was, and as it shall be.
type file struct {
	info          fs.FileInfo // as it was when it was read; nil when there was none
	mode          fs.FileMode // the permissions that it shall have; 0 for those of a new file
	before, after []byte      // nil when absent, never nil when there
	written       bool
}

// Read returns the file's contents as they are within this change: what was
// written through tx, else what is on disk. A file that is not there is
// fs.ErrNotExist. The bytes are the caller's own.
func (tx *Tx) Read(path string) ([]byte, error) {
	f, err := tx.load(path)
	if err != nil {
		return nil, err
	}
	if f.after == nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: fs.ErrNotExist}
	}
	return bytes.Clone(f.after), nil
}

// Write gives the file these contents, and makes it and its folders when they
// are not there. A file that exists keeps its permissions.
func (tx *Tx) Write(path string, data []byte) error {
	f, err := tx.target(path)
	if err != nil {
		return err
	}
	f.after = append([]byte{}, data...)
	return nil
}

// Remove removes the file. One that is not there is fs.ErrNotExist.
func (tx *Tx) Remove(path string) error {
	if _, err := tx.Read(path); err != nil {
		return tx.fail(err)
	}
	f, err := tx.target(path)
	if err != nil {
		return err
	}
	f.after = nil
	return nil
}

// Rename gives the file another path and keeps its permissions. It is an error when there is no such
// file (fs.ErrNotExist), and when the new path is taken (fs.ErrExist).
func (tx *Tx) Rename(old, new string) error {
	data, err := tx.Read(old)
	if err != nil {
		return tx.fail(err)
	}
	if _, err := tx.Read(new); err == nil {
		return tx.fail(fmt.Errorf("%s cannot be renamed to %s: %w", old, new, fs.ErrExist))
	} else if !errors.Is(err, fs.ErrNotExist) {
		return tx.fail(err)
	}
	if err := tx.Remove(old); err != nil {
		return err
	}
	if err := tx.Write(new, data); err != nil {
		return err
	}
	tx.files[new].mode = tx.files[old].mode
	return nil
}

// Did sets the sentence for the history when it is known only now.
func (tx *Tx) Did(format string, args ...any) {
	tx.act.Did = fmt.Sprintf(format, args...)
}

// Because sets why the change is made.
func (tx *Tx) Because(why string) { tx.act.Because = why }

// target loads the file and notes that it is to be written.
func (tx *Tx) target(path string) (*file, error) {
	if err := checkTarget(path); err != nil {
		return nil, tx.fail(err)
	}
	f, err := tx.load(path)
	if err != nil {
		return nil, tx.fail(err)
	}
	f.written = true
	return f, nil
}

func (tx *Tx) fail(err error) error {
	tx.err = cmp.Or(tx.err, err)
	return err
}

func (tx *Tx) load(path string) (*file, error) {
	if f, ok := tx.files[path]; ok {
		return f, nil
	}
	if err := checkPath(path); err != nil {
		return nil, err
	}
	f := &file{}
	full := filepath.Join(tx.dir, filepath.FromSlash(path))
	info, err := os.Stat(full)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %w", path, bare(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, not a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a plain file", path)
	default:
		data, err := os.ReadFile(full)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %w", path, bare(err))
		}
		f.info, f.mode, f.before = info, info.Mode().Perm(), append([]byte{}, data...)
	}
	f.after = f.before
	tx.files[path] = f
	return f, nil
}

// Removed returns the paths of files that are there and shall not be, sorted.
func (tx *Tx) Removed() []string {
	return slices.DeleteFunc(tx.changed(), func(path string) bool { return tx.files[path].after != nil })
}

// changed returns the paths whose files shall be other than they were, sorted.
func (tx *Tx) changed() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(tx.files)), func(path string) bool {
		f := tx.files[path]
		return !f.written || (f.before == nil) == (f.after == nil) && bytes.Equal(f.before, f.after)
	})
}
