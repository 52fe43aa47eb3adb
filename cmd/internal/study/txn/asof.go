package txn

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrForgotten says that what a file held is not known any more.
var ErrForgotten = errors.New("is not known any more")

// AsOf returns what a file held at a time, nil when there was none: what it holds now
// with all changes since taken back, whoever made them. What that takes is kept for the
// newest changes, on the machine that made them; where it is not there, or the file was
// edited by hand since, the error is ErrForgotten. It takes no lock: call it within
// Reading where that matters.
func (s *Store) AsOf(path string, at time.Time) ([]byte, error) {
	if err := checkPath(path); err != nil {
		return nil, err
	}
	changes, err := s.changesOf(path)
	if err != nil {
		return nil, err
	}
	now, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(path)))
	if errors.Is(err, fs.ErrNotExist) {
		now = nil
	} else if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, bare(err))
	}
	if n := len(changes); n > 0 && changes[n-1].after != fingerprint(now) && s.Former != nil {
		if former := s.Former(path); former != nil && hash(former) == changes[n-1].after {
			now = former // the hand edit since is the newest of all
		}
	}
	for i := len(changes) - 1; i >= 0; i-- {
		// Changes of the same second in two histories may be in either order.
		for j := i - 1; j >= 0 && changes[i].after != fingerprint(now) && changes[j].record.At.Equal(changes[i].record.At); j-- {
			if changes[j].after == fingerprint(now) {
				changes[i], changes[j] = changes[j], changes[i]
			}
		}
		c := changes[i]
		if fingerprint(now) != c.after {
			return nil, fmt.Errorf("what %s held before %s %w: it was edited by hand since", path, c.record.At.Format(time.DateOnly), ErrForgotten)
		}
		if !c.record.At.After(at) {
			return now, nil
		}
		if now, err = s.before(path, c.record, now); err != nil {
			return nil, err
		}
	}
	return now, nil
}

// LastLeft reports whether a file is as the newest record of it in any history left it, and
// which hash that is, "" where no history names the file. It takes no lock.
func (s *Store) LastLeft(path string) (hash string, stands bool, err error) {
	changes, err := s.changesOf(path)
	if err != nil || len(changes) == 0 {
		return "", true, err
	}
	src, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(path)))
	if errors.Is(err, fs.ErrNotExist) {
		src, err = nil, nil
	}
	if err != nil {
		return "", false, bare(err)
	}
	last := changes[len(changes)-1]
	// Changes of the same second in two histories may be in either order: the newest is one
	// that no other went on from, and where they run in a ring it may be any.
	same := slices.DeleteFunc(changes, func(c fileChange) bool { return !c.record.At.Equal(last.record.At) })
	newest := slices.DeleteFunc(slices.Clone(same), func(c fileChange) bool {
		return slices.ContainsFunc(same, func(next fileChange) bool { return next.before == c.after })
	})
	if len(newest) == 0 {
		newest = same
	}
	for _, c := range newest {
		if c.after == fingerprint(src) {
			return c.after, true, nil
		}
	}
	return newest[len(newest)-1].after, false, nil
}

// fileChange is a record that names a file, and the hashes that it found and left.
type fileChange struct {
	record        Record
	before, after string
}

// changesOf returns the records of all histories that name a file, the oldest first.
func (s *Store) changesOf(path string) ([]fileChange, error) {
	entries, err := os.ReadDir(filepath.Join(s.Root, historyDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, bare(err)
	}
	var out []fileChange
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".jsonl") {
			continue
		}
		name := historyDir + "/" + e.Name()
		src, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %w", name, bare(err))
		}
		records, _ := decodeHistory(name, src) // half a line is no record
		for _, r := range records {
			for _, f := range r.Files {
				if f.Path == path {
					out = append(out, fileChange{r, f.Before, f.After})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b fileChange) int { return cmp.Compare(a.record.At.Unix(), b.record.At.Unix()) })
	return out, nil
}

// before returns what a file held before a change that left it as it is now.
func (s *Store) before(path string, r Record, now []byte) ([]byte, error) {
	forgotten := fmt.Errorf("what %s held before %s (%s) %w", path, r.At.Format("2006-01-02 15:04"), r.Command, ErrForgotten)
	data, err := s.undoData(r.ID)
	if err != nil {
		return nil, forgotten
	}
	i := slices.IndexFunc(data.Files, func(u undoFile) bool { return u.Path == path })
	if i < 0 {
		return nil, forgotten
	}
	return data.Files[i].apply(now)
}
