package txn

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// recover finishes the change that a crash left committed, and drops one that
// it left before that.
func (h *hold) recover() error {
	if h.exists(journalTemp) { // else a folder on a read-only disk would refuse
		if err := h.root.Remove(journalTemp); err != nil {
			return explain(journalTemp, err)
		}
	}
	src, err := h.root.ReadFile(journalPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("a change was cut short and cannot be finished: %s cannot be read: %w", journalPath, bare(err))
	}
	j, err := decodeJournal(src)
	if errors.Is(err, errNewer) {
		return fmt.Errorf("a change that was cut short %w", err)
	}
	if err != nil {
		return h.setAside(err)
	}
	if err := h.finish(j); err != nil {
		return fmt.Errorf("a change was cut short (%s) and cannot be finished yet: %w", j.Record.Command, err)
	}
	return nil
}

// setAside keeps a journal that cannot be read out of the way. It was whole
// when it was synced, so the disk has lost something, and people should know.
func (h *hold) setAside(why error) error {
	if err := h.replace(journalPath, journalBroken); err != nil {
		return explain(journalPath, err)
	}
	h.warn(fmt.Sprintf("a change was cut short and cannot be finished, because of its journal %s: %v; look through the newest changes, and restore from a backup what is amiss", journalBroken, why))
	return nil
}

// finish applies a journal that another process committed. A file that is as
// it was before is changed, one that is as it shall be is left, and one that
// is neither was edited since: it stays, and what it should have been is put
// beside it.
func (h *hold) finish(j *journal) error {
	if err := h.name(j); err != nil {
		return err
	}
	var todo []*target
	for _, t := range j.Targets {
		// The name of its temporary file is taken from its place among all
		// targets, so it is swept here, before some of them are let go.
		if err := h.root.Remove(t.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return explain(t.Path, err)
		}
		now, err := h.content(t.real)
		if err != nil {
			return explain(t.Path, err)
		}
		switch is := fingerprint(now); {
		case is == t.After:
			continue
		case is == t.Before, strings.HasPrefix(t.Path, ownDir+"/"):
		case t.content == nil:
			h.warn(fmt.Sprintf("%s should have been removed by a change that was cut short (%s), but was edited since; it stays", t.Path, j.Record.Command))
			continue
		default:
			if t.Path, err = h.besides(t); err != nil {
				return err
			}
			h.warn(fmt.Sprintf("%s was edited after a change was cut short (%s); it stays as it is, and what the change made of it is in %s", t.real, j.Record.Command, t.Path))
			t.real = path.Join(path.Dir(t.real), path.Base(t.Path))
		}
		todo = append(todo, t)
	}
	j.Targets = todo
	return h.apply(j)
}

// content returns what the file holds, and nil when it is not there.
func (h *hold) content(real string) ([]byte, error) {
	b, err := h.root.ReadFile(real)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && b == nil {
		b = []byte{}
	}
	return b, err
}

// besides returns the path of a file beside the target that is free, or that
// holds what the target should hold.
func (h *hold) besides(t *target) (string, error) {
	for n := 1; ; n++ {
		tail := ".recovered"
		if n > 1 {
			tail = fmt.Sprintf(".recovered-%d", n)
		}
		now, err := h.content(t.real + tail)
		if err != nil {
			return "", explain(t.Path+tail, err)
		}
		if now == nil || slices.Equal(now, t.content) {
			return t.Path + tail, nil
		}
	}
}
