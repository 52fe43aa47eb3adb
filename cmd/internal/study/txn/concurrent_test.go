package txn

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func TestTwoProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"n.txt": "0"})
	var children []*exec.Cmd
	for range 2 {
		c := child(t, s, "increment", "")
		c.Stderr = os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		children = append(children, c)
	}
	for _, c := range children {
		if err := c.Wait(); err != nil {
			t.Error(err)
		}
	}
	wantFiles(t, s, map[string]string{"n.txt": "200"})
	if got := len(history(t, s, "")); got != 200 {
		t.Errorf("the history tells of %d changes, want 200", got)
	}
	wantNothingLeft(t, s)
}

func TestBusy(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "old"})
	c := child(t, s, "hold", "")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	s.Wait = 20 * time.Millisecond
	_, err = s.Change(t.Context(), Act{Command: "test"}, write(map[string]string{"a.txt": "new"}))
	const want = "the study is busy: grounded apply, process 123, since 10:02 holds it, and did not let go of it within 20ms; run the command again when that has ended"
	if !errors.Is(err, ErrBusy) || err.Error() != want {
		t.Errorf("the error is %q, want %q", err, want)
	}
	s.Wait = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Change(ctx, Act{}, write(map[string]string{"a.txt": "new"})); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the error is %v, want that of the context", err)
	}
	if err := s.Reading(t.Context(), func() error { wantFiles(t, s, map[string]string{"a.txt": "old"}); return nil }); err != nil {
		t.Errorf("a reader need not wait for one who has changed nothing: %v", err)
	}
	in.Close()
	s.Change(t.Context(), Act{}, write(map[string]string{"a.txt": "new"}))
	wantFiles(t, s, map[string]string{"a.txt": "new"})
	c.Wait()
}

// TestReaderSeesNoHalf has a writer change two files together all the time.
// The reader takes its time between the two, so that changes fall there, and
// goes on until it has met enough of them.
func TestReaderSeesNoHalf(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0", "b.txt": "0"})
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		w := storeAt(s.Root)
		for n := 1; ; n++ {
			select {
			case <-stop:
				return
			default:
				change(t, w, map[string]string{"a.txt": fmt.Sprint(n), "b.txt": fmt.Sprint(n)})
			}
		}
	})
	defer writer.Wait()
	defer close(stop)
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(s.Root, name))
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	reads, runs, seen := 0, 0, map[string]bool{}
	for len(seen) < 40 || runs == reads {
		reads++
		var a, b string
		err := s.Reading(t.Context(), func() error {
			runs++
			a = read("a.txt")
			for range 20 {
				read("a.txt")
			}
			b = read("b.txt")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if a != b {
			t.Fatalf("a.txt holds %s while b.txt holds %s", a, b)
		}
		seen[a] = true
	}
	t.Logf("%d reads took %d runs and saw %d states", reads, runs, len(seen))
}

// TestReadingRunsAgain changes the study under the reader's eyes.
func TestReadingRunsAgain(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0"})
	runs := 0
	err := s.Reading(t.Context(), func() error {
		if runs++; runs == 1 {
			change(t, s, map[string]string{"a.txt": "1"})
			return errors.New("void")
		}
		return nil
	})
	if err != nil || runs != 2 {
		t.Errorf("%d runs and error %v, want 2 and none", runs, err)
	}
	boom := errors.New("boom")
	if err := s.Reading(t.Context(), func() error { return boom }); !errors.Is(err, boom) {
		t.Errorf("error %v, want the reader's own", err)
	}
}

// TestReadingHoldsWritersOff has a writer who changes the study at every free
// run: in the end the reader reads alone.
func TestReadingHoldsWritersOff(t *testing.T) {
	t.Parallel()
	s := newStore(t, map[string]string{"a.txt": "0"})
	other := storeAt(s.Root)
	other.Wait = 10 * time.Millisecond
	runs := 0
	err := s.Reading(t.Context(), func() error {
		runs++
		_, err := other.Change(t.Context(), Act{}, write(map[string]string{"a.txt": fmt.Sprint(runs)}))
		if (runs <= freeReads) != (err == nil) || err != nil && !errors.Is(err, ErrBusy) {
			t.Errorf("run %d: the other's change ended with %v", runs, err)
		}
		return nil
	})
	if err != nil || runs != freeReads+1 {
		t.Errorf("%d runs and error %v", runs, err)
	}
}
