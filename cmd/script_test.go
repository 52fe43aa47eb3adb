package cmd

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/htmlindex"

	"grounded/cmd/internal/study/txn"
)

var update = flag.Bool("update", false, "rewrite the expected output in scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"grounded": func() { os.Exit(scripted()) }})
}

// scripted is the program with a clock that goes on by a minute each time it is
// started and with a random source that follows from it, so that scripts see
// the same times and ids in every run.
func scripted() int {
	started := starts(os.Getenv("SCRIPT_CLOCK"))
	var seed [32]byte
	binary.LittleEndian.PutUint64(seed[:], uint64(started))
	env := &Env{
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Getenv: os.Getenv,
		Now: func() time.Time {
			return time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC).Add(time.Duration(started) * time.Minute)
		},
		Random: rand.NewChaCha8(seed),
	}
	env.Edit = env.openEditor
	env.Step = killedAt(os.Getenv("SCRIPT_KILL"))
	return Run(context.Background(), env, os.Args[1:])
}

// starts counts how often the program was started with a clock file, this time
// included. Each start adds a byte, so that two at once, as in a pipe, never
// count as one.
func starts(file string) int {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0
	}
	defer f.Close()
	if _, err := f.Write([]byte{'.'}); err != nil {
		return 0
	}
	at, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0
	}
	return int(at)
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			sample, err := filepath.Abs("../testdata/sample")
			if err != nil {
				return err
			}
			e.Setenv("SAMPLE", sample)
			e.Setenv("SCRIPT_CLOCK", filepath.Join(e.WorkDir, ".clock"))
			e.Setenv("HOME", filepath.Join(e.WorkDir, ".home"))
			// A program built with -race waits a second before it ends.
			e.Setenv("GORACE", "atexit_sleep_ms=0")
			e.Setenv("VISUAL", "")
			e.Setenv("EDITOR", "")
			return nil
		},
		Condition: func(cond string) (bool, error) {
			if cond != "root" {
				return false, fmt.Errorf("no condition is called %q", cond)
			}
			return os.Geteuid() == 0, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":   exits,
			"replace": replaceWords,
			"crlf":    crlf,
			"encode":  encode,
			"pack":    pack,
			"unpack":  unpack,
			"sparse":  sparse,
			"holds":   holds,
			"damage":  damage,
			"nowhere": nowhere,
		},
	})
}

// exits runs a command and holds its exit status against the one expected:
// exits 2 grounded top --by nothing
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND...")
	}
	got := 0
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if want := args[0]; want != strconv.Itoa(got) {
		ts.Fatalf("%s exits %d, not %s", strings.Join(args[1:], " "), got, want)
	}
}

// replaceWords changes a file as a person with an editor would:
// replace OLD NEW FILE
func replaceWords(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace OLD NEW FILE")
	}
	file := ts.MkAbs(args[2])
	src, err := os.ReadFile(file)
	ts.Check(err)
	unquote := func(s string) string {
		if u, err := strconv.Unquote(`"` + s + `"`); err == nil {
			return u
		}
		return s
	}
	old := unquote(args[0])
	if !strings.Contains(string(src), old) {
		ts.Fatalf("%s does not hold %q", args[2], old)
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(string(src), old, unquote(args[1]), 1)), 0o644))
}

// crlf gives the lines of a file the ends that Windows gives them.
func crlf(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: crlf FILE")
	}
	file := ts.MkAbs(args[0])
	src, err := os.ReadFile(file)
	ts.Check(err)
	ts.Check(os.WriteFile(file, []byte(strings.ReplaceAll(string(src), "\n", "\r\n")), 0o644))
}

// holds holds a study's lock until the script ends, as another process does in
// the middle of a change: holds FOLDER WHO
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: holds FOLDER WHO")
	}
	store := &txn.Store{Root: ts.MkAbs(args[0]), Clock: time.Now, Holder: args[1]}
	held, end, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := store.Change(context.Background(), txn.Act{Command: "hold"}, func(*txn.Tx) error {
			close(held)
			<-end
			return nil
		})
		ended <- err
	}()
	select {
	case <-held:
	case err := <-ended:
		ts.Fatalf("%s cannot be held: %v", args[0], err)
	}
	ts.Defer(func() {
		close(end)
		ts.Check(<-ended)
	})
}

// damage overwrites the middle of every file below a folder: damage FOLDER
func damage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: damage FOLDER")
	}
	damaged := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for i := len(src) / 3; i < 2*len(src)/3; i++ {
			src[i] = 0x5a
		}
		damaged++
		return os.WriteFile(file, src, 0o644)
	}))
	if damaged == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
}

// nowhere looks for words, whole and in any letter case, in all that lies below a
// folder, the names of files included: nowhere FOLDER WORD...
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: nowhere FOLDER WORD...")
	}
	for _, word := range args[1:] {
		stands := standing(ts, ts.MkAbs(args[0]), word)
		if len(stands) > 0 != neg {
			ts.Fatalf("%q stands in %q", word, stands)
		}
	}
}

func standing(ts *testscript.TestScript, folder, word string) []string {
	whole := regexp.MustCompile(`(?i)(?:^|[^\pL\pN])` + regexp.QuoteMeta(word) + `(?:$|[^\pL\pN])`)
	var stands []string
	ts.Check(filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, file)
		if err != nil {
			return err
		}
		var src []byte
		if !entry.IsDir() {
			if src, err = os.ReadFile(file); err != nil {
				return err
			}
		}
		if whole.MatchString(name) || whole.Match(src) {
			stands = append(stands, name)
		}
		return nil
	}))
	return stands
}

// encode writes the text of files in another encoding: encode utf-16le FILE...
func encode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: encode ENCODING FILE...")
	}
	enc, err := htmlindex.Get(args[0])
	ts.Check(err)
	for _, name := range args[1:] {
		src, err := enc.NewEncoder().String(ts.ReadFile(name))
		ts.Check(err)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(src), 0o644))
	}
}

// pack zips the files of a folder, as documents are: pack DOCUMENT FOLDER
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pack DOCUMENT FOLDER")
	}
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	folder := os.DirFS(ts.MkAbs(args[1]))
	ts.Check(fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		part, err := z.Create(name) // without a time, so that the same parts make the same bytes
		if err != nil {
			return err
		}
		src, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		_, err = part.Write(src)
		return err
	}))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), packed.Bytes(), 0o644))
}

// unpack takes a zip file apart, as people do: unpack FILE FOLDER
func unpack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unpack FILE FOLDER")
	}
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), z))
}

// sparse makes a file of a size that takes no room on the disk:
// sparse MEGABYTES FILE
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sparse MEGABYTES FILE")
	}
	size, err := strconv.ParseInt(args[0], 10, 32)
	ts.Check(err)
	file := ts.MkAbs(args[1])
	ts.Check(os.WriteFile(file, nil, 0o644))
	ts.Check(os.Truncate(file, size<<20))
}

// Every command has what a person needs to use it, and a script that runs it.
func TestEveryCommandIsDescribedAndRun(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	var all strings.Builder
	for _, s := range scripts {
		src, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(src)
	}
	root := newRootCmd(&Env{Getenv: func(string) string { return "" }})
	visit(root, func(path string, short, example string, runs bool) {
		if short == "" {
			t.Errorf("%s: no short description", path)
		}
		if !runs {
			return
		}
		if example == "" {
			t.Errorf("%s: no example", path)
		}
		if !strings.Contains(all.String(), path) {
			t.Errorf("%s: no script runs it", path)
		}
		for _, line := range strings.Split(example, "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.Contains(line, "grounded ") {
				t.Errorf("%s: example %q is no command line", path, line)
			}
		}
	})
}

func ExampleRun() {
	env := &Env{Stdout: os.Stdout, Stderr: io.Discard, Getenv: func(string) string { return "" }}
	fmt.Println(Run(context.Background(), env, []string{"top", "--format", "papyrus"}))
	// Output: 2
}
