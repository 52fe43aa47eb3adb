package cmd

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// interrupting is a stream for notes on which Ctrl-C is pressed when some words
// were printed often enough.
type interrupting struct {
	bytes.Buffer
	at   string
	nth  int
	stop context.CancelFunc
}

func (w *interrupting) Write(p []byte) (int, error) {
	n, err := w.Buffer.Write(p)
	if strings.Count(w.String(), w.at) == w.nth {
		w.stop()
	}
	return n, err
}

// Ctrl-C ends the review at once, and what was decided until then stays.
func TestReviewInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run := func(ctx context.Context, stdin io.Reader, stderr io.Writer, args ...string) (int, string) {
		var out bytes.Buffer
		env := &Env{
			Stdin: stdin, Stdout: &out, Stderr: stderr, Getenv: func(string) string { return "" },
			Now: func() time.Time { return time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC) }, Random: strings.NewReader(strings.Repeat("grounded", 100)),
		}
		return Run(ctx, env, append([]string{"-C", dir}, args...)), out.String()
	}
	for _, args := range [][]string{
		{"init", ".", "--analyst", "ana", "--analyst", "ben"},
		{"codebook", "add", "Rent", "-a", "ana"}, {"codebook", "add", "Cold", "-a", "ana"},
		{"codebook", "add", "Rent", "-a", "ben"}, {"codebook", "add", "Cold", "-a", "ben"},
		{"crosswalk", "propose"},
	} {
		var said bytes.Buffer
		if code, _ := run(context.Background(), strings.NewReader(""), &said, args...); code != exitDone {
			t.Fatalf("%v exits %d: %s", args, code, said.String())
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	// One answer, and then a person who thinks.
	answers, typed := io.Pipe()
	defer typed.Close()
	go func() { _, _ = io.WriteString(typed, "a\n") }()
	stderr := &interrupting{at: "[q]uit? ", nth: 2, stop: stop}
	if code, _ := run(ctx, answers, stderr, "crosswalk", "review"); code != exitInterrupted {
		t.Errorf("it exits %d: %s", code, stderr.String())
	}
	if !strings.Contains(stderr.String(), "1 decided, 1 still to decide") {
		t.Errorf("it does not say how far it came: %s", stderr.String())
	}
	_, list := run(context.Background(), strings.NewReader(""), io.Discard, "crosswalk", "list", "--status", "accepted", "-f", "csv", "-q")
	if !strings.Contains(list, "\ncold,cold,same,cold,accepted,") || strings.Contains(list, "rent") {
		t.Errorf("what was decided is:\n%s", list)
	}
}
