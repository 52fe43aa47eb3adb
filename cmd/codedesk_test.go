package cmd

import (
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"grounded/codebook"
)

// deskOn opens a desk on a study with a talk and a note, in which ana put rent three
// times.
func deskOn(t *testing.T) *screenDesk {
	t.Helper()
	dir := t.TempDir()
	run := func(stdin string, args ...string) *Env {
		var said strings.Builder
		env := &Env{
			Stdin: strings.NewReader(stdin), Stdout: io.Discard, Stderr: &said, Getenv: func(string) string { return "" },
			Now: time.Now, Random: rand.NewChaCha8([32]byte{}),
		}
		if code := Run(context.Background(), env, append([]string{"-C", dir}, args...)); code != exitDone {
			t.Fatalf("%v exits %d: %s", args, code, said.String())
		}
		return env
	}
	run("", "init", ".", "--analyst", "ana")
	for _, name := range []string{"talk", "note"} {
		file := filepath.Join(dir, name+".in.txt")
		if err := os.WriteFile(file, []byte(name+"\n\nP: The rent came first.\n\nP: I paid the rent.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		run("", "import", file, "--id", name, "--role", "P=participant")
	}
	run(`{"code":"Rent","transcript":"talk","quote":"The rent came first"}
{"code":"Rent","transcript":"note","quote":"I paid the rent"}
{"code":"Rent","transcript":"note","quote":"The rent came first"}
`, "apply", "--from", "-", "--new", "--yes")
	env := run("", "codebook", "list")
	st, a, err := env.openActing()
	if err != nil {
		t.Fatal(err)
	}
	d, err := newScreenDesk(context.Background(), env, st, a, "talk")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// places are the passages of a code, as transcript and words.
func places(t *testing.T, d *screenDesk, code codebook.ID) []string {
	t.Helper()
	all, err := d.Passages(code)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range all {
		out = append(out, p.Place+" "+p.Words)
	}
	return out
}

func TestDeskSplitsACode(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	want := []string{"note ¶2 The rent came first", "note ¶3 I paid the rent", "talk ¶2 The rent came first"}
	if got := places(t, d, "rent"); !slices.Equal(got, want) {
		t.Fatalf("passages are %q, want %q", got, want)
	}
	if _, err := d.Parts("rent", []string{"arrears", " "}); err == nil {
		t.Error("a code without a name is taken")
	}
	if _, err := d.Parts("rent", []string{"arrears"}); err == nil || err.Error() != "say into which codes rent is split, two or more" {
		t.Errorf("one part: %v", err)
	}
	parts, err := d.Parts("rent", []string{"Arrears", " Rent level"})
	if err != nil {
		t.Fatal(err)
	}
	passages, _ := d.Passages("rent")
	for i, p := range passages {
		if err := d.Turn(p.In); err != nil {
			t.Fatal(err)
		}
		said, err := d.Split(p.Coding, "rent", parts, parts[i%2].ID)
		if err != nil {
			t.Fatal(err)
		}
		if retired := strings.HasSuffix(said, ", and Rent retired: it became Arrears, Rent level"); retired != (i == 2) {
			t.Errorf("passage %d: %s", i+1, said)
		}
	}
	want = []string{"note ¶2 The rent came first", "talk ¶2 The rent came first"}
	if got := places(t, d, "arrears"); !slices.Equal(got, want) {
		t.Errorf("arrears is on %q, want %q", got, want)
	}
	sheet, err := d.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	if rent, _ := sheet.Book.Code("rent"); rent.InUse() || !slices.Equal(rent.Became, []codebook.ID{"arrears", "rent-level"}) {
		t.Errorf("rent is %+v", rent)
	}
	if _, err := d.Undo(false); err != nil {
		t.Fatal(err)
	}
	if got := places(t, d, "rent"); len(got) != 1 {
		t.Errorf("after undo rent is on %q", got)
	}
}

// A look at a code does not hide that the files changed.
func TestDeskNoticesChangesAfterALookAtACode(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	sheet, err := d.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	other, err := newScreenDesk(d.ctx, d.env, d.st, d.analyst, "talk")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Remove(sheet.Codings[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := places(t, d, "rent"); len(got) != 2 || !d.Changed() {
		t.Errorf("rent is on %q, and the change is noticed: %v", got, d.Changed())
	}
}
