package study

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"
	"time"

	"grounded/cmd/internal/study/txn"
	"grounded/codebook"
	"grounded/codebook/problem"
	"grounded/transcript"
	"grounded/transcript/coding"
)

// Edit is a change of the study in the making. What it reads is what is on disk
// now, under the lock; what it writes comes true as one, or not at all.
type Edit struct {
	*txn.Tx
	Analyst Analyst // who acts; zero when the change is nobody's in particular
	Now     time.Time

	// WordingOnly says that definitions are put in other words and mean what they did.
	WordingOnly bool

	study *Study
	texts map[string]string // bodies that codings now refer to, by hash
	kept  []string          // states of models that this change keeps

	tells  func(line string) bool // of a change for good: what is to go stands in a line
	drafts int                    // that went with a change for good
}

// Change runs fn as one transaction in the name of an analyst. The record is
// zero when nothing changed.
func (s *Study) Change(ctx context.Context, a Analyst, command string, fn func(*Edit) error) (txn.Record, error) {
	return s.change(ctx, a, txn.Act{Analyst: string(a.ID), Command: command}, fn)
}

// Manner is how a change of the study is made.
type Manner int

// An undoable change is what Change makes. One for good leaves no way back: what
// undo and the cache hold of it and of all changes before it goes, for the words
// in that. A rehearsed one runs and writes nothing.
const (
	Undoable Manner = iota
	ForGood
	Rehearsed
)

// errRehearsed ends a change that was only rehearsed.
var errRehearsed = errors.New("rehearsed")

// ChangeAs is Change in some manner. The record of a rehearsal is zero.
func (s *Study) ChangeAs(ctx context.Context, m Manner, a Analyst, command string, fn func(*Edit) error) (txn.Record, error) {
	act := txn.Act{Analyst: string(a.ID), Command: command, Forget: m == ForGood}
	record, err := s.change(ctx, a, act, func(e *Edit) error {
		if err := fn(e); err != nil || m != Rehearsed {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		return txn.Record{}, nil
	}
	return record, err
}

// Note puts on record that an analyst did something which changes nothing, such as
// looking at what others did.
func (s *Study) Note(ctx context.Context, a Analyst, command, did string) error {
	_, err := s.change(ctx, a, txn.Act{Analyst: string(a.ID), Command: command, Noted: true}, func(e *Edit) error {
		e.Did("%s", did)
		return nil
	})
	return err
}

func (s *Study) change(ctx context.Context, a Analyst, act txn.Act, fn func(*Edit) error) (txn.Record, error) {
	var edit *Edit
	act.Because = s.options.Because
	record, err := s.store.Change(ctx, act, func(tx *txn.Tx) error {
		edit = &Edit{Tx: tx, Analyst: a, Now: s.options.Now().UTC().Truncate(time.Second), study: s, texts: map[string]string{}}
		err := fn(edit)
		if err == nil && act.Forget {
			err = edit.dropDrafts()
		}
		return err
	})
	if err != nil {
		return txn.Record{}, err
	}
	s.sayDrafts(edit)
	s.keepTexts(edit.texts)
	s.remember(record)
	s.followDrafts(record)
	return record, nil
}

// Transcript reads one transcript as the transaction sees it.
func (e *Edit) Transcript(id transcript.ID) (*transcript.Transcript, error) {
	return e.study.transcript(id, e.Read)
}

// WriteTranscript puts t in place of the file of its id.
func (e *Edit) WriteTranscript(t *transcript.Transcript) error {
	src, err := transcript.Encode(t)
	if err == nil {
		e.Write(transcriptFile(t.ID), src)
	}
	return err
}

// Book reads the acting analyst's codebook as the transaction sees it.
func (e *Edit) Book() (*codebook.Book, error) { return e.study.book(e.Analyst, e.Read) }

// WriteBook puts src in place of the acting analyst's codebook. Codes whose
// definition changes say when, unless it is the wording alone. A codebook that
// would then have a fault that stops other commands is refused, and one that
// another analyst keeps.
func (e *Edit) WriteBook(src []byte) error {
	book, problems := codebook.Decode(e.Analyst.CodebookFile(), src)
	if err := problem.Fatal(problems); err != nil {
		return err
	}
	if was, err := readOptional(e.Read, e.Analyst.CodebookFile()); err == nil && was != nil {
		before, _ := codebook.Decode(e.Analyst.CodebookFile(), was)
		if err := e.MayChange(before); err != nil {
			return err
		}
		if ids := codebook.Redefined(before, book); len(ids) > 0 && !e.WordingOnly {
			if src, err = book.Define(e.Now, ids...); err != nil {
				return err
			}
		}
	}
	e.writeText(e.Analyst.CodebookFile(), src)
	return nil
}

// writeProgress puts p into an analyst's progress file, in place of what it
// said of the transcript under its former id.
func (e *Edit) writeProgress(a coding.Analyst, former transcript.ID, p Progress) error {
	known, src, err := progressOf(a, e.Read)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(known, func(k Progress) bool { return k == p }) {
		return nil
	}
	file := progressFile(a)
	if src, err = setProgress(file, src, former, p); err != nil {
		return err
	}
	e.writeText(file, src)
	return nil
}

// keepTexts keeps the bodies that codings refer to, so that the difference is
// known when a transcript is corrected, and drops those that no analyst's
// codings refer to any more. It is a cache: failing to keep one loses nothing
// but exactness.
func (s *Study) keepTexts(texts map[string]string) {
	added := false
	for hash, body := range texts {
		file := s.path(textsFolder + "/" + hash)
		if _, err := os.Stat(file); err == nil {
			continue
		}
		if os.MkdirAll(s.path(textsFolder), 0o755) == nil && os.WriteFile(file, []byte(body), 0o644) == nil {
			added = true
		}
	}
	if !added {
		return
	}
	named := map[string]bool{}
	for _, a := range s.Config.Analysts {
		progress, _, err := progressOf(a.ID, s.read)
		if err != nil {
			return
		}
		for _, p := range progress {
			named[p.Text] = true
		}
	}
	kept, _ := s.names(textsFolder, "")
	for _, hash := range kept {
		if !named[hash] {
			_ = os.Remove(s.path(textsFolder + "/" + hash))
		}
	}
}

// History returns what an analyst did, oldest first.
func (s *Study) History(a coding.Analyst) ([]txn.Record, error) {
	records, problems := s.store.History(string(a))
	return records, s.heed(problems)
}

// writeText writes a file that people may have saved with CR LF: the study's
// own lines end in LF.
func (e *Edit) writeText(name string, src []byte) {
	e.Write(name, bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n")))
}

// exists reports whether a file of the study is there, as the transaction sees
// it.
func (e *Edit) exists(name string) (bool, error) {
	_, err := e.Read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// drop removes a file of the study when it is there.
func (e *Edit) drop(name string) error {
	there, err := e.exists(name)
	if there {
		err = e.Remove(name)
	}
	return err
}
