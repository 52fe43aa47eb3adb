package index

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/analysis/index/query"
	"grounded/transcript"
)

// What a second process, which is this test binary run once more, does where.
const (
	secondTask = "INDEX_TEST_SECOND_TASK"
	secondDir  = "INDEX_TEST_SECOND_DIR"
)

func TestMain(m *testing.M) {
	switch os.Getenv(secondTask) {
	case "build":
		secondBuilds(os.Getenv(secondDir))
	case "search":
		secondSearches(os.Getenv(secondDir))
	default:
		os.Exit(m.Run())
	}
}

func sharedCorpus() []Source {
	var out []Source
	for i := range 8 {
		out = append(out, SourceOf(transcript.New(transcript.ID(fmt.Sprintf("t%d", i)), transcript.Meta{}, "money and worries\n")))
	}
	return out
}

// secondBuilds makes an index up to the first transcript, says so, and stays
// there until its standard input ends.
func secondBuilds(dir string) {
	var once sync.Once
	_ = Rebuild(context.Background(), dir, sharedCorpus(), Options{Progress: func(int, int) {
		once.Do(func() {
			fmt.Println("building")
			_, _ = io.Copy(io.Discard, os.Stdin)
		})
	}})
}

// secondSearches searches for each line of its standard input, and says how.
func secondSearches(dir string) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		q, err := query.Parse(lines.Text())
		if err != nil {
			fmt.Println(err)
			continue
		}
		res, err := Search(context.Background(), dir, sharedCorpus(), q, Options{})
		fmt.Println(res.Road, len(res.Hits), err)
	}
}

// second starts a second process; lines are what it says.
func second(t *testing.T, task, dir string) (in io.WriteCloser, lines *bufio.Scanner, kill func()) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), secondTask+"="+task, secondDir+"="+dir)
	in, err = cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill = sync.OnceFunc(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	t.Cleanup(kill)
	return in, bufio.NewScanner(out), kill
}

// patience is far more than any wait that the package allows itself.
const patience = 20 * time.Second

func TestAnotherProcessBuilds(t *testing.T) {
	dir, sources, q := t.TempDir(), sharedCorpus(), parse(t, "worry")
	_, lines, kill := second(t, "build", dir)
	if !lines.Scan() || lines.Text() != "building" {
		t.Fatalf("the second process says %q", lines.Text())
	}
	begun := time.Now()
	const reason = "another process is writing the index; try again when it is done"
	if res := searchSame(t, dir, sources, q); res.Road != Scanned || res.Reason != reason {
		t.Errorf("while it builds: went by %s: %s", res.Road, res.Reason)
	}
	if err := Rebuild(t.Context(), dir, sources, Options{}); err == nil || err.Error() != reason {
		t.Errorf("Rebuild: %v, want %s", err, reason)
	}
	if took := time.Since(begun); took > patience {
		t.Errorf("that took %v", took)
	}
	kill()
	if res := searchSame(t, dir, sources, q); res.Road != Rebuilt {
		t.Errorf("after it was killed: went by %s: %s", res.Road, res.Reason)
	}
}

func TestTwoProcessesSearch(t *testing.T) {
	dir, sources, q := t.TempDir(), sharedCorpus(), parse(t, "worry")
	in, lines, _ := second(t, "search", dir)
	for n := range 20 {
		if _, err := fmt.Fprintln(in, "worry"); err != nil {
			t.Fatal(err)
		}
		searchSame(t, dir, sources, q)
		if !lines.Scan() {
			t.Fatal("the second process is gone")
		}
		road, rest, _ := strings.Cut(lines.Text(), " ")
		if rest != "8 <nil>" || n > 0 && road != string(Indexed) {
			t.Errorf("search %d of the second process: %s", n, lines.Text())
		}
	}
}

func TestManyGoroutinesSearch(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	dir, q := t.TempDir(), parse(t, broad)
	all := sourcesOf(randomCorpus(t, 31, 9)...)
	var wg sync.WaitGroup
	for n := range 8 {
		// Two views of the study, so that each makes the other's index stale.
		sources := all[n%2:]
		wg.Go(func() {
			want, err := Scan(ctx, sources, q, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			for range 10 {
				got, err := Search(ctx, dir, sources, q, Options{})
				if err != nil {
					t.Error(err)
					return
				}
				if diff := cmp.Diff(want.Hits, got.Hits); diff != "" {
					t.Errorf("by %s (%s): -scan +index:\n%s", got.Road, got.Reason, diff)
				}
			}
		})
	}
	wg.Wait()
}
