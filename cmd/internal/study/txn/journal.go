package txn

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// journal is a change that is ready to be made, with all that it takes to make
// it. As a file it is a line "grounded journal 1 SHA256", the hash being that
// of all that follows; a line of JSON, which is this struct; and the contents
// of the targets one behind the other.
type journal struct {
	Record  Record    `json:"record"`
	Targets []*target `json:"targets"`
	History *addition `json:"history,omitempty"` // nil when the history is among the targets
	Forget  bool      `json:"forget,omitempty"`

	folders []string // made for the targets, in this order
	emptied []string // of which targets are removed
}

// target is a file that the change replaces, makes or removes.
type target struct {
	Path   string      `json:"path"`
	Mode   fs.FileMode `json:"mode,omitempty"` // 0: newFile
	Before string      `json:"before"`         // hashes as in FileChange
	After  string      `json:"after"`
	Length int         `json:"length"` // of the contents, in bytes

	content []byte // what it shall hold
	old     []byte // what it held; known only to the process that made the journal
	real    string // where it stands when links are followed
	temp    string // its new contents beside it, until they are renamed
	done    bool   // this process has put it in place
}

// addition is what the history file grows by.
type addition struct {
	Path string `json:"path"`
	Size int64  `json:"size"` // in bytes, before; -1 when there was no file
	Text string `json:"text"`

	real string
	done bool
}

const journalMagic = "grounded journal "

// errNewer is the one kind of journal that must not be put aside: it is whole,
// and a newer program can finish it.
var errNewer = errors.New("was left by a newer version of grounded; finish it with that version")

func encodeJournal(j *journal) ([]byte, error) {
	header, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	body := append(header, '\n')
	for _, t := range j.Targets {
		body = append(body, t.content...)
	}
	return append([]byte(journalMagic+"1 "+hash(body)+"\n"), body...), nil
}

// decodeJournal reads what encodeJournal wrote. Any byte that differs is an
// error, and so is a path that the store would not have written: the folder
// may have come from a stranger.
func decodeJournal(src []byte) (*journal, error) {
	line, body, _ := bytes.Cut(src, []byte("\n"))
	rest, ok := strings.CutPrefix(string(line), journalMagic)
	format, sum, _ := strings.Cut(rest, " ")
	if !ok {
		return nil, errors.New("it is not a journal")
	}
	if n, err := strconv.Atoi(format); err == nil && n > 1 {
		return nil, errNewer
	}
	if format != "1" || sum != hash(body) {
		return nil, errors.New("it is damaged")
	}
	header, contents, _ := bytes.Cut(body, []byte("\n"))
	j := &journal{}
	if err := json.Unmarshal(header, j); err != nil {
		return nil, fmt.Errorf("its header is damaged: %w", err)
	}
	seen := map[string]bool{}
	for _, t := range j.Targets {
		if t == nil || t.Length < 0 || t.Length > len(contents) {
			return nil, errors.New("its contents are incomplete")
		}
		if err := checkJournaled(t.Path); err != nil {
			return nil, err
		}
		if t.After != "" || t.Length > 0 {
			t.content, contents = contents[:t.Length:t.Length], contents[t.Length:]
		}
		if seen[t.Path] || t.After != fingerprint(t.content) || t.Mode&^fs.ModePerm != 0 {
			return nil, fmt.Errorf("its account of %s is damaged", t.Path)
		}
		seen[t.Path] = true
	}
	if len(contents) > 0 {
		return nil, errors.New("it holds more than it says")
	}
	if !isID(j.Record.ID) {
		return nil, fmt.Errorf("%q is not the id of a record", j.Record.ID)
	}
	if a := j.History; a != nil && (path.Dir(a.Path) != historyDir || checkPath(a.Path) != nil || a.Size < -1 || a.Text == "") {
		return nil, errors.New("its account of the history is damaged")
	}
	return j, nil
}

// checkJournaled is checkTarget for a journal, which also writes undo data.
func checkJournaled(p string) error {
	if id, ok := strings.CutSuffix(strings.TrimPrefix(p, undoDir+"/"), ".json"); ok && isID(id) && path.Dir(p) == undoDir {
		return nil
	}
	return checkTarget(p)
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// fingerprint is hash, with "" for a file that is not there, which is nil.
func fingerprint(content []byte) string {
	if content == nil {
		return ""
	}
	return hash(content)
}
