// Package txn is the one way in which a study folder changes: a set of files
// changes as one or not at all, whatever crashes in between, the change is
// written down in the history of the analyst who made it, and it can be taken
// back. It knows paths and bytes; what they mean is the business of others,
// save that the lines of codings/**.jsonl carry an "id" by which undo finds
// them again.
//
// A change goes through these steps. The study's lock is taken and whatever a
// crash left is finished or discarded. The caller's function says what is to
// be written. All new contents, the history's new line and what undo will need
// go into one journal file, which is synced and renamed to
// .grounded/txn/journal: from that rename on the change is made, before it
// nothing is. Then each file is written beside its target, the history grows
// by its line, the files are renamed over their targets, all is synced at
// once, and the journal is removed. Everything that needs room on the disk
// comes before the first rename.
package txn

import (
	"context"
	"io"
	"os"
	"time"

	"grounded/codebook/slug"
)

// The store's own files, relative to the root of the study.
const (
	ownDir        = ".grounded"
	lockPath      = ".grounded/lock"
	holderPath    = ".grounded/lock.info"
	counterPath   = ".grounded/counter"
	journalDir    = ".grounded/txn"
	journalPath   = ".grounded/txn/journal"
	journalTemp   = ".grounded/txn/journal.tmp"
	journalBroken = ".grounded/txn/journal.broken"
	undoDir       = ".grounded/undo"
	cacheDir      = ".grounded/cache"

	// Drafts is the folder of texts that people type in an editor. Of the store's own
	// folder it is what a change may remove; no record or undo has them.
	Drafts     = ".grounded/drafts"
	historyDir = "history"
)

// Store changes and reads the study folder at Root. Its exported fields are
// set before its first use and not changed after; its methods may then be
// called from several goroutines and processes at once.
type Store struct {
	Root   string           // the study folder; it must exist
	Clock  func() time.Time // required by Change, Undo and Redo
	Random io.Reader        // required by Change, Undo and Redo; ids come from it
	Wait   time.Duration    // how long to wait for another command; 0 means five seconds
	Holder string           // what others who wait are told, such as "grounded apply, process 123, since 10:02"; made up when empty
	Warn   func(string)     // told in a sentence what recovery could not put in place; may be nil

	// Allow looks at what Undo and Redo are about to make, and an error of it
	// refuses that; may be nil.
	Allow func(tx *Tx) error

	// Tell says what a change of a file means; before or after is nil where there is no
	// file. It may be nil, and is not asked about changes that are to be forgotten.
	Tell func(path string, before, after []byte, byHand bool) []Event
	// Former returns what a file last held as far as that is remembered, or nil; may be
	// nil. It is what tells of hand edits.
	Former func(path string) []byte

	Step func(name string) error // called before every step of a change, where tests stop or fail; may be nil
}

// Act says who changes the study, and how the history will tell it.
type Act struct {
	Analyst     string // an id; "" for changes that are nobody's, kept in history/study.jsonl
	Command     string // such as "apply"
	Did         string // a sentence of ids and places, without words of participants
	Because     string // why, in the words of whoever does it
	Undoes      string // the id of the record that this takes back; set by Undo and Redo
	NotUndoable bool   // undo stops here
	Noted       bool   // put on record even when it changes nothing; undo passes over it then
	Forget      bool   // undo data of all earlier changes and the cache go too, as they hold words; implies NotUndoable
}

// Change runs fn and makes everything that fn wrote through its Tx into one
// change of the study: all of it is done, or none. It returns the record that
// was added to the history, or the zero Record when fn left every file as it
// was and the Act has nothing to forget and is not Noted. An error of fn is returned
// as it is and nothing happens.
//
// A cancelled ctx stops the change as long as nothing has happened; once the
// change is committed it is finished. Only one Change runs at a time in a
// study: fn must not call Change, Undo or Redo, nor wait for a person. After
// Wait the error is ErrBusy and names who holds the study.
func (s *Store) Change(ctx context.Context, a Act, fn func(tx *Tx) error) (Record, error) {
	if a.Analyst != "" {
		if err := slug.Check(a.Analyst); err != nil {
			return Record{}, err
		}
	}
	h, err := s.hold(ctx, a.Command)
	if err != nil {
		return Record{}, err
	}
	defer h.release()
	if err := h.recover(); err != nil {
		return Record{}, err
	}
	tx := &Tx{dir: s.Root, act: a, files: map[string]*file{}}
	if err := fn(tx); err != nil {
		return Record{}, err
	}
	j, err := h.prepare(tx)
	if err != nil || j == nil {
		return Record{}, err
	}
	if err := h.commit(ctx, j); err != nil {
		return Record{}, err
	}
	h.prune()
	return j.Record, nil
}

// hold is the study while its lock is held. All writing goes through root,
// which refuses any path that leaves the study, even by a link made after the
// path was checked.
type hold struct {
	*Store
	root   *os.Root
	unlock func()
}

func (h *hold) release() {
	h.unlock()
	h.root.Close()
}

func (s *Store) at(step string) error {
	if s.Step == nil {
		return nil
	}
	return s.Step(step)
}

func (s *Store) warn(sentence string) {
	if s.Warn != nil {
		s.Warn(sentence)
	}
}

func (s *Store) wait() time.Duration {
	if s.Wait == 0 {
		return 5 * time.Second
	}
	return s.Wait
}
