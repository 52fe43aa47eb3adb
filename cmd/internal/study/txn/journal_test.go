package txn

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func smallJournal() *journal {
	return &journal{
		Record: Record{ID: "k3v9qx7p2m", At: time.Date(2021, 3, 4, 10, 12, 40, 0, time.UTC), Command: "apply", Files: []FileChange{}},
		Targets: []*target{
			{Path: "a.txt", Mode: 0o600, Before: hash(nil), After: hash([]byte("one\n")), Length: 4, content: []byte("one\n")},
			{Path: "b.txt", Before: hash(nil)},
			{Path: "c.txt", After: hash(nil), content: []byte{}},
			{Path: ".grounded/undo/k3v9qx7p2m.json", After: hash([]byte("{}")), Length: 2, content: []byte("{}")},
		},
		History: &addition{Path: "history/ana.jsonl", Size: -1, Text: "{}\n"},
		Forget:  true,
	}
}

// sealed puts the first line before a body, so that it counts as whole.
func sealed(body []byte) []byte {
	return append([]byte(journalMagic+"1 "+hash(body)+"\n"), body...)
}

func body(t testing.TB, j *journal) []byte {
	t.Helper()
	src, err := encodeJournal(j)
	if err != nil {
		t.Fatal(err)
	}
	return src[bytes.IndexByte(src, '\n')+1:]
}

func sameJournal() cmp.Option { return cmp.AllowUnexported(journal{}, target{}, addition{}) }

func TestJournalRoundTrip(t *testing.T) {
	t.Parallel()
	got, err := decodeJournal(sealed(body(t, smallJournal())))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(smallJournal(), got, sameJournal()); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
}

func TestJournalWithAnyByteChanged(t *testing.T) {
	t.Parallel()
	src, err := encodeJournal(smallJournal())
	if err != nil {
		t.Fatal(err)
	}
	for i := range src {
		changed := bytes.Clone(src)
		changed[i] ^= 1
		if _, err := decodeJournal(changed); err == nil {
			t.Errorf("byte %d changed and was not noticed", i)
		}
		if _, err := decodeJournal(src[:i]); err == nil {
			t.Errorf("cut after %d bytes and was not noticed", i)
		}
	}
	if _, err := decodeJournal(append(src, 'x')); err == nil {
		t.Error("a byte more was not noticed")
	}
}

// TestJournalOfAStranger refuses journals that are whole but ask for what the
// store would never do.
func TestJournalOfAStranger(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(j *journal){
		"climbs out":          func(j *journal) { j.Targets[0].Path = "../a.txt" },
		"writes for git":      func(j *journal) { j.Targets[0].Path = ".git/config" },
		"writes a lock":       func(j *journal) { j.Targets[3].Path = ".grounded/lock" },
		"undo data deeper":    func(j *journal) { j.Targets[3].Path = ".grounded/undo/x/k3v9qx7p2m.json" },
		"undo data by name":   func(j *journal) { j.Targets[3].Path = ".grounded/undo/con.json" },
		"a path twice":        func(j *journal) { j.Targets[1].Path = "a.txt" },
		"another hash":        func(j *journal) { j.Targets[0].After = hash(nil) },
		"too long":            func(j *journal) { j.Targets[3].Length++ },
		"too short":           func(j *journal) { j.Targets[3].Length-- },
		"negative":            func(j *journal) { j.Targets[0].Length = -1 },
		"set-uid":             func(j *journal) { j.Targets[0].Mode = 0o4755 | 1<<23 },
		"no target":           func(j *journal) { j.Targets[1] = nil },
		"an id that climbs":   func(j *journal) { j.Record.ID = "../../../x" },
		"history elsewhere":   func(j *journal) { j.History.Path = "a.txt" },
		"history of nothing":  func(j *journal) { j.History.Text = "" },
		"history that is not": func(j *journal) { j.History.Path = "history/con" },
	} {
		j := smallJournal()
		spoil(j)
		header, err := json.Marshal(j)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeJournal(sealed(append(header, "\none\n{}"...))); err == nil {
			t.Errorf("%s: was accepted", name)
		}
	}
}

func FuzzDecodeJournal(f *testing.F) {
	f.Add(body(f, smallJournal()))
	f.Add(body(f, &journal{Record: Record{ID: "0000000000"}}))
	f.Add([]byte(`{"record":{"id":"0000000000"},"targets":[null]}` + "\n"))
	f.Add([]byte(strings.Repeat(`{"targets":[`, 100)))
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := decodeJournal(body); err == nil && !bytes.HasPrefix(body, []byte(journalMagic)) {
			t.Error("what is not a journal was taken for one")
		}
		j, err := decodeJournal(sealed(body))
		if err != nil {
			return
		}
		for _, target := range j.Targets {
			if checkJournaled(target.Path) != nil || target.After != fingerprint(target.content) {
				t.Errorf("target %+v", target)
			}
		}
		src, err := encodeJournal(j)
		if err != nil {
			t.Fatal(err)
		}
		back, err := decodeJournal(src)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(j, back, sameJournal()); diff != "" {
			t.Errorf("journal (-want +got):\n%s", diff)
		}
	})
}
