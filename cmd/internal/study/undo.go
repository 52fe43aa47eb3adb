package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Undo takes back the newest change of an analyst that was not taken back yet.
func (s *Study) Undo(ctx context.Context, a Analyst) (txn.Record, error) {
	record, err := s.store.Undo(ctx, string(a.ID))
	s.remember(record)
	s.followDrafts(record)
	return record, err
}

// UndoOne takes back the change of an analyst whose id begins with prefix, whatever was
// changed since.
func (s *Study) UndoOne(ctx context.Context, a Analyst, prefix string) (txn.Record, error) {
	record, err := s.store.UndoOne(ctx, string(a.ID), prefix)
	s.remember(record)
	s.followDrafts(record)
	return record, err
}

// Redo takes back the newest undo of an analyst.
func (s *Study) Redo(ctx context.Context, a Analyst) (txn.Record, error) {
	record, err := s.store.Redo(ctx, string(a.ID))
	s.remember(record)
	s.followDrafts(record)
	return record, err
}

// Newest returns the change of an analyst that Undo would take back and the one that Redo
// would bring back, each as it was told and with the time when it was done, redone or
// undone last; zero where there is none.
func (s *Study) Newest(a Analyst) (done, undone txn.Record, err error) {
	return s.store.Newest(string(a.ID))
}

// allowed refuses an undo that would take an analyst away who has work in the
// study: nobody would read it any more; one that would take a code away that is on
// passages, or a transcript that has codings; and one that would close what was opened: who
// has seen others' work since cannot work apart from it.
func (s *Study) allowed(tx *txn.Tx) error {
	src, err := tx.Read(configFile)
	if err != nil {
		return err
	}
	after, _ := decodeConfig(configFile, src)
	if after.Blind && (!s.Config.Blind || len(after.Open) < len(s.Config.Open)) {
		return errors.New("what was opened may have been seen, and cannot be unseen; if nobody has looked, close it by hand in grounded.toml")
	}
	for _, a := range s.Config.Analysts {
		if slices.ContainsFunc(after.Analysts, func(b Analyst) bool { return b.ID == a.ID }) {
			continue
		}
		folder, err := s.workFolder(tx, a.ID)
		if err != nil {
			return err
		}
		if folder != "" {
			return fmt.Errorf("analyst %s has work in %s since, which nobody would read any more; take that back first with: grounded undo -a %[1]s", a.ID, folder)
		}
	}
	for _, a := range after.Analysts {
		if err := s.keepsCodes(tx, a); err != nil {
			return err
		}
	}
	return s.keepsTranscripts(tx, after.Analysts)
}

// keepsTranscripts returns an error when the transaction takes a transcript out of the study
// that somebody has coded.
func (s *Study) keepsTranscripts(tx *txn.Tx, analysts []Analyst) error {
	for _, file := range tx.Removed() {
		name, is := strings.CutPrefix(file, transcriptsFolder+"/")
		id := transcript.ID(strings.TrimSuffix(name, ".txt"))
		if !is || transcriptFile(id) != file {
			continue
		}
		for _, a := range analysts {
			src, err := readOptional(tx.Read, codingsFile(a.ID, id))
			if err != nil {
				return err
			}
			if len(src) > 0 {
				return fmt.Errorf("transcript %s has codings since; take these back first, or let them go with it: grounded transcript remove %[1]s --with-codings", id)
			}
		}
	}
	return nil
}

// keepsCodes returns an error when the transaction takes codes out of an analyst's
// codebook that the analyst has put on passages.
func (s *Study) keepsCodes(tx *txn.Tx, a Analyst) error {
	was, err := readOptional(s.read, a.CodebookFile())
	if err != nil {
		return err
	}
	now, err := readOptional(tx.Read, a.CodebookFile())
	if err != nil || bytes.Equal(was, now) {
		return err
	}
	before, _ := s.decodeBook(a, was)
	after, _ := s.decodeBook(a, now)
	gone := map[codebook.ID]bool{}
	for _, code := range before.Codes {
		if _, there := after.Code(code.ID); !there {
			gone[code.ID] = true
		}
	}
	if len(gone) == 0 {
		return nil
	}
	files, err := s.names(codingsOf(a.ID), ".jsonl")
	if err != nil {
		return err
	}
	for _, name := range files {
		file := codingsFile(a.ID, transcript.ID(name))
		src, err := readOptional(tx.Read, file)
		if err != nil {
			return err
		}
		codings, _ := coding.Decode(file, src)
		for _, c := range codings {
			if gone[c.Code] {
				return fmt.Errorf("code %s is on passages since, which would have none; take back first what put it there (see: grounded log)", c.Code)
			}
		}
	}
	return nil
}

// workFolder returns a folder that holds work of an analyst as the transaction sees
// it, or "".
func (s *Study) workFolder(tx *txn.Tx, a coding.Analyst) (string, error) {
	for _, folder := range []string{codingsFolder, memosFolder, modelsFolder, frameworksFolder, roundsFolder} {
		names, err := s.names(folder+"/"+string(a), "")
		if err != nil {
			return "", err
		}
		for _, name := range names {
			_, err := tx.Read(folder + "/" + string(a) + "/" + name)
			if !errors.Is(err, fs.ErrNotExist) {
				return folder + "/" + string(a), nil
			}
		}
	}
	return "", nil
}
