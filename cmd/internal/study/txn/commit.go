package txn

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
)

// commit makes the change that the journal holds, or none: when a step fails,
// what was done is put back. Only if even that fails does the journal stay,
// and the next command finishes the change.
func (h *hold) commit(ctx context.Context, j *journal) error {
	if err := h.writeJournal(ctx, j); err != nil {
		_ = h.root.Remove(journalTemp)
		if ctx.Err() != nil {
			return err
		}
		return fmt.Errorf("nothing was changed: %w", err)
	}
	err := h.syncFolder(journalDir)
	if err != nil {
		err = explain(journalDir, err)
	} else if err = h.apply(j); err == nil {
		return nil
	}
	if back := h.putBack(j); back != nil {
		return fmt.Errorf("the change is written down but not finished; the next grounded command will finish it: %w", errors.Join(err, back))
	}
	return fmt.Errorf("nothing was changed: %w", err)
}

// do runs a step of the change; what goes wrong in it is said of path.
func (h *hold) do(step, path string, f func() error) error {
	err := h.at(step)
	if err == nil {
		err = f()
	}
	if err != nil {
		return explain(path, err)
	}
	return nil
}

// writeJournal ends with the rename that makes the change happen.
func (h *hold) writeJournal(ctx context.Context, j *journal) error {
	src, err := encodeJournal(j)
	if err != nil {
		return err
	}
	if err := h.do("make journal folder", journalDir, h.makeJournalFolder); err != nil {
		return err
	}
	if err := h.do("write journal", journalTemp, func() error { return h.writeSynced(journalTemp, src) }); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return h.do("commit", journalPath, func() error { return h.replace(journalTemp, journalPath) })
}

// makeJournalFolder makes the folder once and for all: its own entry has to
// last before a journal in it can.
func (h *hold) makeJournalFolder() error {
	if _, err := h.root.Stat(journalDir); err == nil {
		return nil
	}
	if err := h.root.MkdirAll(journalDir, 0o777); err != nil {
		return err
	}
	if err := h.syncFolder(ownDir); err != nil {
		return err
	}
	return h.syncFolder(".")
}

func (h *hold) writeSynced(name string, data []byte) error {
	f, err := h.root.OpenFile(name, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = h.sync("sync journal", f)
	}
	return errors.Join(err, f.Close())
}

// sync is every sync of one file.
func (h *hold) sync(step string, f *os.File) error {
	if err := h.at(step); err != nil {
		return err
	}
	return f.Sync()
}

// apply does what a committed journal says and removes it. It can be run again
// on what an earlier run left. All that needs room comes before the renames.
func (h *hold) apply(j *journal) error {
	if err := h.do("count", counterPath, h.count); err != nil {
		return err
	}
	for _, t := range j.Targets {
		if t.content != nil {
			if err := h.do("write "+t.Path, t.Path, func() error { return h.writeBeside(j, t) }); err != nil {
				return err
			}
		}
	}
	if a := j.History; a != nil {
		if err := h.do("add to "+a.Path, a.Path, func() error { return h.add(j, a) }); err != nil {
			return err
		}
	}
	for _, t := range j.Targets {
		if err := h.putInPlace(t); err != nil {
			return err
		}
	}
	if j.Forget {
		if err := h.do("forget", undoDir, h.forget); err != nil {
			return err
		}
	}
	if err := h.syncAll(j.touched()); err != nil {
		return explain("the study", err)
	}
	if j.Forget {
		h.forgetFolders(j.emptied)
	}
	return h.do("finish", journalPath, func() error { return h.root.Remove(journalPath) })
}

func (h *hold) putInPlace(t *target) error {
	if t.content == nil {
		return h.do("remove "+t.Path, t.Path, func() error {
			if err := h.root.Remove(t.real); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			t.done = true
			return nil
		})
	}
	return h.do("replace "+t.Path, t.Path, func() error {
		if err := h.replace(t.temp, t.real); err != nil {
			return err
		}
		t.done = true
		return nil
	})
}

// count makes readers notice, before the first rename and after the journal is
// there. A reader begins by reading the number and then finds no journal, so
// whatever was counted in it had been finished; and finding the same number at
// the end means that nothing else had been renamed yet.
func (h *hold) count() error {
	was, _ := h.root.ReadFile(counterPath) // none yet is 0
	n, _ := strconv.ParseUint(strings.TrimSpace(string(was)), 10, 64)
	return h.root.WriteFile(counterPath, []byte(strconv.FormatUint(n+1, 10)+"\n"), 0o666)
}

func (h *hold) writeBeside(j *journal, t *target) error {
	if err := h.makeFolders(j, path.Dir(t.real)); err != nil {
		return err
	}
	return h.write(t.temp, t.content, t.Mode)
}

// makeFolders makes the folder and those above it, and notes which were new.
func (h *hold) makeFolders(j *journal, dir string) error {
	if _, err := h.root.Stat(dir); err == nil || dir == "." {
		return nil
	}
	if err := h.makeFolders(j, path.Dir(dir)); err != nil {
		return err
	}
	if err := h.root.Mkdir(dir, 0o777); err != nil {
		return err
	}
	j.folders = append(j.folders, dir)
	return nil
}

// write makes a new file; an older one of the same name is what a crash left.
func (h *hold) write(name string, data []byte, mode fs.FileMode) error {
	if err := h.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	create := newFile
	if mode != 0 {
		create = 0o600
	}
	f, err := h.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, create)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = h.syncWritten(name, f)
	}
	return errors.Join(err, f.Close())
}

// touched returns the folders in which the journal changes entries.
func (j *journal) touched() []string {
	var dirs []string
	for _, t := range j.Targets {
		dirs = append(dirs, path.Dir(t.real))
	}
	if j.History != nil {
		dirs = append(dirs, path.Dir(j.History.real))
	}
	for _, d := range j.folders {
		dirs = append(dirs, path.Dir(d))
	}
	return dirs
}
