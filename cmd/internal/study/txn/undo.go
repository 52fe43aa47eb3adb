package txn

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"grounded/codebook/problem"
)

// Undo takes back the newest change of the analyst that is not undone yet, as
// a change of its own that Redo can take back again. It is all or nothing: a
// file that has changed since is ErrChanged, save that codings are found by
// their ids among others that have changed. ErrNothingToUndo: no change is
// left. ErrFinal: the newest is one that cannot be taken back, or what that
// takes is no longer kept.
func (s *Store) Undo(ctx context.Context, analyst string) (Record, error) {
	return s.Change(ctx, Act{Analyst: analyst, Command: "undo"}, func(tx *Tx) error {
		p, err := s.past(analyst)
		if err != nil {
			return err
		}
		if len(p.done) == 0 {
			return fmt.Errorf("%w: no change of %s is left that was not undone", ErrNothingToUndo, who(analyst))
		}
		newest := p.done[len(p.done)-1]
		tx.Did("undid: %s", p.first(newest).Did)
		err = s.takeBack(tx, newest, "the newest change")
		if errors.Is(err, ErrChanged) {
			return fmt.Errorf("%w; or take back another change with: grounded undo CHANGE (see: grounded log)", err)
		}
		return err
	})
}

// UndoOne is Undo of the analyst's change whose id begins with prefix, of at least
// prefixLength characters, whatever was changed since. It refuses an id that no change which
// stands has, or several do.
func (s *Store) UndoOne(ctx context.Context, analyst, prefix string) (Record, error) {
	return s.Change(ctx, Act{Analyst: analyst, Command: "undo"}, func(tx *Tx) error {
		p, err := s.past(analyst)
		if err != nil {
			return err
		}
		r, err := p.named(analyst, prefix)
		if err != nil {
			return err
		}
		tx.Did("undid: %s", p.first(r).Did)
		return s.takeBack(tx, r, "that change")
	})
}

// prefixLength is how much of an id names a change at the least.
const prefixLength = 4

// named returns the change that stands whose id begins with prefix; of one that was
// redone, also that of the change itself.
func (p past) named(analyst, prefix string) (Record, error) {
	var found []Record
	for _, r := range p.done {
		if len(prefix) >= prefixLength && (strings.HasPrefix(r.ID, prefix) || strings.HasPrefix(p.first(r).ID, prefix)) {
			found = append(found, r)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Record{}, fmt.Errorf("no change of %s that stands has an id that begins with %q, of at least %d characters; see: grounded log", who(analyst), prefix, prefixLength)
	}
	return Record{}, fmt.Errorf("%d changes of %s have an id that begins with %q; write more of it", len(found), who(analyst), prefix)
}

// Redo takes back the analyst's newest Undo, so that its change is made again.
// After a new change there is nothing to redo: ErrNothingToRedo. Otherwise it
// is as Undo.
func (s *Store) Redo(ctx context.Context, analyst string) (Record, error) {
	return s.Change(ctx, Act{Analyst: analyst, Command: "redo"}, func(tx *Tx) error {
		p, err := s.past(analyst)
		if err != nil {
			return err
		}
		if len(p.undone) == 0 {
			return fmt.Errorf("%w: the newest change of %s is not an undo", ErrNothingToRedo, who(analyst))
		}
		newest := p.undone[len(p.undone)-1]
		tx.Did("redid: %s", p.first(newest).Did)
		return s.takeBack(tx, newest, "the newest change")
	})
}

// Newest returns the change that Undo would take back, and the undo that Redo would; the
// record is zero where there is none.
func (s *Store) Newest(analyst string) (done, undone Record, err error) {
	p, err := s.past(analyst)
	if err != nil {
		return Record{}, Record{}, err
	}
	if n := len(p.done); n > 0 {
		done = p.first(p.done[n-1])
		done.At = p.done[n-1].At // of one that was redone, when it was
	}
	if n := len(p.undone); n > 0 {
		undone = p.first(p.undone[n-1])
		undone.At = p.undone[n-1].At
	}
	return done, undone, nil
}

func who(analyst string) string {
	if analyst == "" {
		return "the study"
	}
	return analyst
}

// past is an analyst's history as undo and redo see it: the changes that
// stand, and the undos that could be taken back, each the newest last. What was only
// noted is neither.
type past struct {
	done, undone []Record
	byID         map[string]Record
}

func (s *Store) past(analyst string) (past, error) {
	records, problems := s.History(analyst)
	if err := problem.Fatal(problems); err != nil {
		return past{}, err
	}
	return pastOf(records), nil
}

// pastOf runs through the records. One that takes back a change that stands is
// an undo, and one that takes back an undo is a redo, which stands again; an
// undo of something that is not on record says nothing.
func pastOf(records []Record) past {
	p := past{byID: map[string]Record{}}
	for _, r := range records {
		p.byID[r.ID] = r
		switch {
		case r.Command == HandEdit, len(r.Files) == 0 && r.Undoes == "" && !r.NotUndoable:
		case r.Undoes == "":
			p.done, p.undone = append(p.done, r), nil
		case drop(&p.done, r.Undoes):
			p.undone = append(p.undone, r)
		case drop(&p.undone, r.Undoes):
			p.done = append(p.done, r)
		}
	}
	return p
}

// drop removes the record from the list, if it is there.
func drop(list *[]Record, id string) bool {
	for i := len(*list) - 1; i >= 0; i-- {
		if (*list)[i].ID == id {
			*list = append((*list)[:i], (*list)[i+1:]...)
			return true
		}
	}
	return false
}

// first returns the change that r undoes, redoes, undoes again and so on.
func (p past) first(r Record) Record {
	for range len(p.byID) {
		before, ok := p.byID[r.Undoes]
		if !ok {
			break
		}
		r = before
	}
	return r
}

// takeBack writes through tx what the study was before the change, which a refusal calls
// by the name given.
func (s *Store) takeBack(tx *Tx, r Record, called string) error {
	name := fmt.Sprintf("%s (%s of %s: %s)", called, r.Command, r.At.Format("2006-01-02 15:04"), r.Did)
	if r.NotUndoable {
		return fmt.Errorf("%s %w", name, ErrFinal)
	}
	data, err := s.undoData(r.ID)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s %w: what that takes is kept for the newest %d changes, on the machine that made them, and dropped by withdraw, anonymize apply and redact --forget", name, ErrFinal, undoKept)
	}
	if err != nil {
		return fmt.Errorf("%s %w: %w", name, ErrFinal, err)
	}
	tx.act.Undoes = r.ID
	var refused []error
	for _, u := range data.Files {
		if err := u.takeBack(tx); err != nil {
			refused = append(refused, err)
		}
	}
	if len(refused) > 0 {
		return fmt.Errorf("%s stays: %w", name, errors.Join(refused...))
	}
	if s.Allow == nil {
		return nil
	}
	if err := s.Allow(tx); err != nil {
		return fmt.Errorf("%s stays: %w", name, err)
	}
	return nil
}

func (u undoFile) takeBack(tx *Tx) error {
	now, err := tx.Read(u.Path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	before, err := u.apply(now)
	switch {
	case err != nil:
		return err
	case before != nil:
		err = tx.Write(u.Path, before)
		if err == nil && now == nil {
			tx.files[u.Path].mode = u.Mode
		}
		return err
	case now != nil:
		return tx.Remove(u.Path)
	}
	return nil
}

func (s *Store) undoData(id string) (undoData, error) {
	var data undoData
	if !isID(id) {
		return data, fmt.Errorf("%q is not the id of a record", id)
	}
	src, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(undoPath(id))))
	if err != nil {
		return data, bare(err)
	}
	if err := json.Unmarshal(src, &data); err != nil || data.ID != id {
		return data, errDamaged
	}
	return data, nil
}
