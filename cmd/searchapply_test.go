package cmd

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// meddling is a person who says yes, while somebody else changes a file.
type meddling struct {
	once   func()
	answer io.Reader
}

func (m *meddling) Read(p []byte) (int, error) {
	if m.once != nil {
		m.once()
		m.once = nil
	}
	return m.answer.Read(p)
}

// What was shown is what is coded: where the words changed while somebody thought about
// it, nothing is.
func TestSearchAppliedToChangedWords(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	source := filepath.Join(t.TempDir(), "talk.txt")
	if err := os.WriteFile(source, []byte("I: And then?\n\nP: I paid the rent. I paid the coal.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(stdin io.Reader, args ...string) (int, string, string) {
		var out, said bytes.Buffer
		env := &Env{
			Stdin: stdin, Stdout: &out, Stderr: &said, Getenv: func(string) string { return "" },
			Now: func() time.Time { return time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC) }, Random: strings.NewReader(strings.Repeat("grounded", 100)),
		}
		return Run(t.Context(), env, append([]string{"-C", dir}, args...)), out.String(), said.String()
	}
	for _, args := range [][]string{{"init", ".", "--analyst", "ana"}, {"import", source, "-q"}, {"codebook", "add", "Rent"}} {
		if code, _, said := run(strings.NewReader(""), args...); code != exitDone {
			t.Fatalf("%v exits %d: %s", args, code, said)
		}
	}
	file := filepath.Join(dir, "transcripts", "talk.txt")
	meddle := func() {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(file, bytes.Replace(src, []byte("And then"), []byte("And what then"), 1), 0o644); err != nil {
			t.Error(err)
		}
	}
	code, _, said := run(&meddling{meddle, strings.NewReader("y\n")}, "search", "rent", "--unit", "sentence", "--apply", "rent")
	if code != exitFailed || !strings.Contains(said, "nothing was coded") {
		t.Errorf("it exits %d: %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "codings", "ana", "talk.jsonl")); err == nil {
		t.Error("something was coded")
	}
}
