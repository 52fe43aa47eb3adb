package txn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"grounded/codebook/problem"
)

// Record is one change as the history tells it.
type Record struct {
	ID          string       `json:"id"` // ten digits and consonants
	At          time.Time    `json:"at"` // UTC, to the second
	Analyst     string       `json:"analyst,omitempty"`
	Command     string       `json:"command"` // HandEdit for what was changed without a command
	Did         string       `json:"did"`
	Because     string       `json:"because,omitempty"` // why, in the words of whoever did it
	Undoes      string       `json:"undoes,omitempty"`  // the id of the record that this one took back
	NotUndoable bool         `json:"not_undoable,omitempty"`
	Files       []FileChange `json:"files"` // sorted by path
	Events      []Event      `json:"events,omitempty"`
}

// Event is one thing that a change did to what a file holds, as whoever knows what that
// means tells it; see Store.Tell.
type Event struct {
	File string   `json:"file"`
	What string   `json:"what"`
	IDs  []string `json:"ids,omitempty"` // of what it was done to
	From string   `json:"from,omitempty"`
	To   string   `json:"to,omitempty"`
	With []string `json:"with,omitempty"` // what else had a part in it
	N    int      `json:"n,omitempty"`    // how many codings
}

// Recoded is the Event of codings in a file that have another code than before: From
// and To are the codes.
const Recoded = "recoded"

// FileChange is what became of one file: the SHA-256 of its contents in hex
// before and after, "" meaning that there was no file.
type FileChange struct {
	Path   string `json:"path"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// HandEdit is the Command of records of changes that people made with an
// editor and the next change noticed. Undo passes over them.
const HandEdit = "hand"

const (
	idAlphabet = "0123456789bcdfghjklmnpqrstvwxyz"
	idLength   = 10
)

// newID draws an id; bytes past the last multiple of the alphabet's length are
// drawn again, so that all ids are equally likely.
func newID(random io.Reader) (string, error) {
	id := make([]byte, 0, idLength)
	var b [1]byte
	for len(id) < idLength {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("no random bytes to make an id from: %w", err)
		}
		if int(b[0]) < 256/len(idAlphabet)*len(idAlphabet) {
			id = append(id, idAlphabet[int(b[0])%len(idAlphabet)])
		}
	}
	return string(id), nil
}

func isID(id string) bool {
	return len(id) == idLength && strings.Trim(id, idAlphabet) == ""
}

// historyPath is where the records of an analyst are kept. An analyst may be
// called "study" too: records say whose they are.
func historyPath(analyst string) string {
	if analyst == "" {
		analyst = "study"
	}
	return historyDir + "/" + analyst + ".jsonl"
}

// History returns what the analyst changed, oldest first; "" asks for what
// nobody in particular changed. A line that is not a record is a problem and
// passed over. It takes no lock: call it within Reading where that matters.
func (s *Store) History(analyst string) ([]Record, []problem.Problem) {
	name := historyPath(analyst)
	if err := checkPath(name); err != nil {
		return nil, []problem.Problem{{Name: "history-unreadable", File: name, Message: err.Error(), Fatal: true}}
	}
	src, err := os.ReadFile(filepath.Join(s.Root, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, []problem.Problem{{Name: "history-unreadable", File: name, Message: "cannot be read: " + bare(err).Error(), Fatal: true}}
	}
	all, problems := decodeHistory(name, src)
	own := all[:0]
	for _, r := range all {
		if r.Analyst == analyst || name != historyPath("") {
			own = append(own, r)
		}
	}
	return own, problems
}

func decodeHistory(name string, src []byte) ([]Record, []problem.Problem) {
	var records []Record
	var problems []problem.Problem
	n := 0
	for line := range bytes.Lines(src) {
		n++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		r, err := decodeRecord(line)
		if err != nil {
			problems = append(problems, problem.Problem{
				Name: "history-line", File: name, Line: n,
				Message: "this line is not a record of a change: " + err.Error(),
				Remedy:  "mend the line, or remove it if it is half of one",
			})
			continue
		}
		records = append(records, r)
	}
	return records, problems
}

func decodeRecord(line []byte) (Record, error) {
	var r Record
	switch err := json.Unmarshal(line, &r); {
	case err != nil:
		return Record{}, err
	case r.ID == "":
		return Record{}, errors.New("it has no id")
	case r.At.IsZero():
		return Record{}, errors.New("it does not say when")
	}
	return r, nil
}

// encodeRecord returns the record as a line, with its newline.
func encodeRecord(r Record) (string, error) {
	if r.Files == nil {
		r.Files = []FileChange{}
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r); err != nil {
		return "", fmt.Errorf("the record of this change cannot be written down: %w", err)
	}
	return b.String(), nil
}
