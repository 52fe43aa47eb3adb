package cmd

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Of codings that were made in one second the last is the one that was made last,
// wherever it stands and whatever its id.
func TestLastOfOneSecond(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := filepath.Join(t.TempDir(), "talk.txt")
	if err := os.WriteFile(source, []byte("I: And then?\n\nP: I paid the rent. I paid the coal.\n\nI: And?\n\nP: It was cold.\n\nI: So?\n\nP: I sat.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	random := rand.NewChaCha8([32]byte{6})
	run := func(args ...string) string {
		t.Helper()
		var out, said bytes.Buffer
		env := &Env{
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &said, Getenv: func(string) string { return "" }, Random: random,
			Now: func() time.Time { return time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC) },
		}
		if code := Run(t.Context(), env, append([]string{"-C", dir}, args...)); code != exitDone {
			t.Fatalf("%v exits %d: %s", args, code, said.String())
		}
		return said.String()
	}
	run("init", ".", "--analyst", "ana")
	run("import", source, "-q")
	places := []string{"talk:4", "talk:2", "talk:6", "talk:1", "talk:5", "talk:3"}
	for i, place := range places {
		code := fmt.Sprintf("code-%d", i)
		run("apply", code, place, "--new")
		if said := run("remove", "last", "--dry-run"); !strings.Contains(said, code+" ") {
			t.Errorf("after %s the last is another: %s", code, said)
		}
	}
	run("recode", "last", "code-0")
	run("memo", "add", "On the last", "--about", "coding:last", "--text", "So it is.")
	memo, err := os.ReadFile(filepath.Join(dir, "memos", "ana", "2021-03-04-on-the-last.md"))
	if err != nil {
		t.Fatal(err)
	}
	if _, id, _ := strings.Cut(string(memo), "coding:"); !strings.Contains(run("remove", "last"), id[:10]) {
		t.Errorf("another coding was last for the memo:\n%s", memo)
	}
	for i := len(places) - 2; i >= 0; i-- {
		if said := run("remove", "last"); !strings.Contains(said, places[i]) {
			t.Errorf("the last but for those that are gone is on %s: %s", places[i], said)
		}
	}
}
