package txn

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// How often a read is run: after the first few, writers are held off if that
// is possible, and after the last it gives up.
const (
	freeReads = 3
	allReads  = 30
)

// Reading runs fn so that it sees no change halfway: a change that a crash
// left is finished first, and when another command changes the study while fn
// reads, fn is run again and what it returned before is void. So fn starts
// from nothing each time; and it does not call Change, Undo or Redo. The error
// is that of the last run.
//
// A folder that cannot be written and one that has never been changed can be
// read too. ErrBusy means that a change was under way for longer than Wait.
func (s *Store) Reading(ctx context.Context, fn func() error) error {
	for try := range allReads {
		if try == freeReads {
			if h, err := s.hold(ctx, "reading"); err == nil {
				defer h.release()
				if err := h.recover(); err != nil {
					return err
				}
				return fn()
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		count, err := s.settled(ctx)
		if err != nil {
			return err
		}
		err = fn()
		if s.counted() == count {
			return err
		}
	}
	return fmt.Errorf("%w: it kept changing while it was read; run the command again when the others have ended", ErrBusy)
}

// settled waits until no change is under way, finishes one that nobody is at
// any more, and returns the counter. The counter is read before the journal is
// looked for: see count.
func (s *Store) settled(ctx context.Context) (count string, err error) {
	var refused error
	err = s.poll(ctx, func() (bool, error) {
		count = s.counted()
		if !s.exists(journalPath) {
			return true, nil
		}
		var h *hold
		if h, refused = s.tryHold("reading"); h == nil {
			return false, nil // whoever may lock it may be at it
		}
		defer h.release()
		return false, h.recover()
	})
	if refused != nil && errors.Is(err, ErrBusy) {
		err = fmt.Errorf("the study is in the middle of a change: %w", refused)
	}
	return count, err
}

func (s *Store) counted() string {
	b, _ := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(counterPath)))
	return string(b)
}
