package txn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// tails is how much of each history's end is looked at, in bytes: mostly the
// first is enough, and what is beyond the second counts as not known.
func tails() []int64 { return []int64{64 << 10, 1 << 20} }

// manyPaths is from how many paths on it is cheaper to decode every record
// than to look for each path in its bytes first.
const manyPaths = 16

// lastSeen is the newest state of a file that the histories tell of. Two
// analysts' records of the same second cannot be ordered: either may be right.
type lastSeen struct {
	at    time.Time
	after []string
}

// handEdits returns a record for every target that is not as the newest record
// that names it left it.
func (h *hold) handEdits(targets []*target, act Act, at time.Time) ([]Record, error) {
	paths := make([]string, 0, len(targets))
	for _, t := range targets {
		if !unlogged(t.Path) {
			paths = append(paths, t.Path)
		}
	}
	seen := h.lastSeen(paths)
	var edits []Record
	for _, t := range targets {
		last, ok := seen[t.Path]
		if !ok || slices.Contains(last.after, t.Before) {
			continue
		}
		id, err := newID(h.Random)
		if err != nil {
			return nil, err
		}
		did := "edited"
		if t.Before == "" {
			did = "removed"
		}
		r := Record{
			ID: id, At: at, Analyst: act.Analyst, Command: HandEdit, NotUndoable: true,
			Did:   fmt.Sprintf("%s %s by hand", did, t.Path),
			Files: []FileChange{{Path: t.Path, Before: last.after[len(last.after)-1], After: t.Before}},
		}
		if !act.Forget && h.Former != nil {
			if former := h.Former(t.Path); former != nil && slices.Contains(last.after, hash(former)) {
				r.Events = h.tell(t.Path, former, t.old, true)
			}
		}
		edits = append(edits, r)
	}
	return edits, nil
}

func (h *hold) lastSeen(paths []string) map[string]lastSeen {
	seen := map[string]lastSeen{}
	if len(paths) == 0 {
		return seen
	}
	entries, _ := os.ReadDir(filepath.Join(h.Root, historyDir)) // no histories, nothing known
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".jsonl") {
			continue
		}
		var found map[string]lastSeen
		for _, n := range tails() {
			tail, whole := readTail(filepath.Join(h.Root, historyDir, e.Name()), n)
			found = lastIn(tail, paths)
			if whole || len(found) == len(paths) {
				break
			}
		}
		for path, f := range found {
			s, ok := seen[path]
			switch {
			case !ok || f.at.After(s.at):
				seen[path] = f
			case f.at.Equal(s.at):
				seen[path] = lastSeen{s.at, append(s.after, f.after...)}
			}
		}
	}
	return seen
}

// lastIn returns for each path the last record of the lines that names it.
func lastIn(lines []byte, paths []string) map[string]lastSeen {
	wanted := map[string][]byte{}
	for _, p := range paths {
		wanted[p] = quoted(p)
	}
	found := map[string]lastSeen{}
	for len(lines) > 0 && len(wanted) > 0 {
		lines = bytes.TrimRight(lines, "\r\n")
		cut := bytes.LastIndexByte(lines, '\n') + 1
		line := lines[cut:]
		lines = lines[:cut]
		if len(wanted) < manyPaths && !containsAny(line, wanted) {
			continue
		}
		r, err := decodeRecord(line)
		if err != nil {
			continue
		}
		for _, c := range r.Files {
			if _, ok := wanted[c.Path]; ok {
				found[c.Path] = lastSeen{r.At, []string{c.After}}
				delete(wanted, c.Path)
			}
		}
	}
	return found
}

// quoted returns the path as encodeRecord writes it.
func quoted(path string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(path) // a string always can be
	return bytes.TrimSpace(b.Bytes())
}

func containsAny(line []byte, wanted map[string][]byte) bool {
	for _, quoted := range wanted {
		if bytes.Contains(line, quoted) {
			return true
		}
	}
	return false
}

// readTail returns the last n bytes of the file, less the line that they begin
// in the middle of, and whether that is all of it.
func readTail(name string, n int64) (tail []byte, whole bool) {
	f, err := os.Open(name)
	if err != nil {
		return nil, true
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, true
	}
	from := max(0, info.Size()-n)
	tail, err = io.ReadAll(io.NewSectionReader(f, from, n))
	if err != nil {
		return nil, true
	}
	if from > 0 {
		tail = tail[bytes.IndexByte(tail, '\n')+1:]
	}
	return tail, from == 0
}
