package txn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"
)

// newFile is the permissions of files that are made.
const newFile fs.FileMode = 0o644

// prepare checks what fn wrote and makes a journal of it. It returns nil when
// nothing was changed.
func (h *hold) prepare(tx *Tx) (*journal, error) {
	if tx.err != nil {
		return nil, tx.err
	}
	changed := tx.changed()
	if len(changed) == 0 && tx.act.Undoes == "" && !tx.act.Forget && !tx.act.Noted {
		return nil, nil
	}
	j := &journal{Forget: tx.act.Forget}
	var refused []error
	at := map[string]string{}
	for _, p := range changed {
		t, err := h.target(p, tx.files[p])
		if err == nil {
			if other, ok := at[t.real]; ok {
				err = fmt.Errorf("%s and %s are the same file; change it by one of its names", other, p)
			}
			at[t.real] = p
		}
		if err != nil {
			refused = append(refused, err)
			continue
		}
		j.Targets = append(j.Targets, t)
	}
	if len(refused) > 0 {
		return nil, errors.Join(refused...)
	}
	if err := h.record(j, tx); err != nil {
		return nil, err
	}
	return j, h.name(j)
}

// target checks that the file can be what it shall be.
func (h *hold) target(p string, f *file) (*target, error) {
	real, info, err := h.resolve(p)
	if err != nil {
		return nil, err
	}
	switch {
	case checkTarget(real) != nil:
		return nil, fmt.Errorf("%s is a link to %s: %w", p, real, checkTarget(real))
	case (info == nil) != (f.info == nil), info != nil && (info.Size() != f.info.Size() || !info.ModTime().Equal(f.info.ModTime())):
		return nil, fmt.Errorf("%s was %w this command read it; run the command again", p, ErrChanged)
	case f.after != nil && info != nil && info.Mode().Perm()&0o200 == 0:
		return nil, fmt.Errorf("%s is read-only; allow writing if it is to change, for example with: chmod u+w %s: %w", p, p, fs.ErrPermission)
	case f.after == nil:
		if link, err := os.Lstat(filepath.Join(h.Root, filepath.FromSlash(p))); err == nil && link.Mode()&fs.ModeSymlink != 0 {
			return nil, fmt.Errorf("%s is a link to %s; remove or rename the link by hand", p, real)
		}
	}
	return &target{
		Path: p, Mode: f.mode, Before: fingerprint(f.before), After: fingerprint(f.after),
		Length: len(f.after), content: f.after, old: f.before, real: real,
	}, nil
}

// record adds to the journal what tells of the change and what takes it back:
// its record, the records of hand edits before it, and its undo data.
func (h *hold) record(j *journal, tx *Tx) error {
	id, err := newID(h.Random)
	if err != nil {
		return err
	}
	act := tx.act
	r := Record{
		ID: id, At: h.Clock().UTC().Truncate(time.Second), Analyst: act.Analyst, Command: act.Command,
		Did: act.Did, Because: act.Because, Undoes: act.Undoes, NotUndoable: act.NotUndoable || act.Forget, Files: []FileChange{},
	}
	undo := undoData{ID: id, Files: []undoFile{}}
	var named []*target
	for _, t := range j.Targets {
		// A name that is to be forgotten may be that of a file.
		if !unlogged(t.Path) && !(act.Forget && t.After == "") {
			r.Files = append(r.Files, FileChange{t.Path, t.Before, t.After})
			named = append(named, t)
		}
		if !unlogged(t.Path) && !r.NotUndoable {
			undo.Files = append(undo.Files, undoFor(t))
		}
	}
	if !act.Forget {
		for _, u := range undo.Files {
			r.Events = append(r.Events, u.recoded()...)
		}
		for _, t := range named {
			r.Events = append(r.Events, h.tell(t.Path, t.old, t.content, false)...)
		}
	}
	j.Record = r
	edits, err := h.handEdits(named, act, r.At)
	if err != nil {
		return err
	}
	var text strings.Builder
	for _, r := range append(edits, r) {
		line, err := encodeRecord(r)
		if err != nil {
			return err
		}
		text.WriteString(line)
	}
	if !r.NotUndoable {
		target, err := undo.target()
		if err != nil {
			return err
		}
		j.Targets = append(j.Targets, target)
	}
	return h.addToHistory(j, text.String())
}

// addToHistory sees to it that the history grows by text. A change that writes
// that history itself gets the text behind what it wrote.
func (h *hold) addToHistory(j *journal, text string) error {
	p := historyPath(j.Record.Analyst)
	for _, t := range j.Targets {
		if t.Path == p {
			if n := len(t.content); n > 0 && t.content[n-1] != '\n' {
				text = "\n" + text
			}
			t.content = append(t.content, text...)
			t.After, t.Length = hash(t.content), len(t.content)
			return nil
		}
	}
	real, info, err := h.resolve(p)
	if err != nil {
		return err
	}
	a := &addition{Path: p, Size: -1, Text: text, real: real}
	if info != nil {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is not a plain file", p)
		}
		a.Size = info.Size()
		f, err := h.root.Open(real)
		if err != nil {
			return fmt.Errorf("%s cannot be read: %w", p, bare(err))
		}
		defer f.Close()
		last := []byte{'\n'}
		if a.Size > 0 {
			if _, err := f.ReadAt(last, a.Size-1); err != nil {
				return fmt.Errorf("%s cannot be read: %w", p, bare(err))
			}
		}
		if last[0] != '\n' {
			a.Text = "\n" + text
		}
	}
	j.History = a
	return nil
}

// name finds where each target stands and names its temporary file. The names
// follow from the journal, so that whoever finds it can sweep them.
func (h *hold) name(j *journal) error {
	for i, t := range j.Targets {
		if t.real == "" {
			real, _, err := h.resolve(t.Path)
			if err != nil {
				return err
			}
			t.real = real
		}
		if t.content == nil {
			j.emptied = append(j.emptied, path.Dir(t.real))
		}
		t.temp = path.Join(path.Dir(t.real), fmt.Sprintf(".grounded-%s-%d.tmp", j.Record.ID, i))
	}
	if a := j.History; a != nil && a.real == "" {
		real, _, err := h.resolve(a.Path)
		if err != nil {
			return err
		}
		a.real = real
	}
	return nil
}
