package study

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// write puts every file in its place. A path that another file leaves is free.
func (m *masking) write() error {
	for _, file := range slices.Sorted(maps.Keys(m.out)) {
		o := m.out[file]
		if o.path == file {
			if o.src != nil {
				if err := m.Write(file, o.src); err != nil {
					return err
				}
			}
			continue
		}
		if _, another := m.out[o.path]; o.path != "" && !another {
			if err := m.Rename(file, o.path); err != nil {
				return err
			}
			continue
		}
		if o.src == nil && o.path != "" {
			src, err := m.Read(file)
			if err != nil {
				return err
			}
			o.src = src
			m.out[file] = o
		}
		if err := m.Remove(file); err != nil {
			return err
		}
	}
	for _, file := range slices.Sorted(maps.Keys(m.out)) {
		if o := m.out[file]; o.path != "" && o.path != file && o.src != nil {
			if err := m.Write(o.path, o.src); err != nil {
				return err
			}
		}
	}
	return nil
}

// carry copies the sources into a folder outside the study, from which the
// transaction then removes them. What lies there already with the same bytes is
// left.
func (m *masking) carry(folder string) error {
	var taken []string
	for file, o := range m.out {
		if o.path != "" {
			continue
		}
		src, err := m.Read(file)
		if err != nil {
			return err
		}
		to := filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(file, sourcesFolder+"/")))
		if there, err := os.ReadFile(to); err == nil {
			if !bytes.Equal(there, src) {
				taken = append(taken, to)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return fmt.Errorf("%s cannot be made: %w", filepath.Dir(to), cause(err))
		}
		if err := copyOut(to, src); err != nil {
			return fmt.Errorf("%s cannot be written: %w", to, cause(err))
		}
	}
	if len(taken) > 0 {
		slices.Sort(taken)
		return fmt.Errorf("%s: another file lies there, so nothing was changed; name an empty folder with --move-sources", strings.Join(taken, ", "))
	}
	return nil
}

// copyOut writes a file that is to last before its original goes.
func copyOut(to string, src []byte) error {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(src)
	return errors.Join(err, f.Sync(), f.Close())
}
