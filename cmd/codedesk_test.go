package cmd

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"grounded/cmd/internal/tui"
	"grounded/codebook"
	"grounded/transcript/coding"
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

// Undo reaches back behind the session only when asked, and says what it did in words of
// the screen.
func TestDeskUndoesOnlyThisSessionUnasked(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	d.began = d.began.Add(time.Hour)
	var older *tui.OlderError
	if _, err := d.Undo(false); !errors.As(err, &older) || !strings.Contains(older.What, "coded 3 passages") && !strings.Contains(older.What, "put") {
		t.Errorf("%v", err)
	}
	if got := places(t, d, "rent"); len(got) != 3 {
		t.Errorf("undone all the same: %q", got)
	}
	d.began = d.began.Add(-2 * time.Hour)
	sheet, err := d.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	id := sheet.Codings[0].ID
	if said, err := d.Remove(id); err != nil || said != "removed Rent from ¶2" {
		t.Errorf("%q %v", said, err)
	}
	if err := d.Turn("note"); err != nil {
		t.Fatal(err)
	}
	did, err := d.Undo(false)
	if want := (tui.Undone{Said: "undid: removed Rent from talk ¶2", In: "talk", Coding: id}); err != nil || did != want {
		t.Errorf("%+v, %v", did, err)
	}
	if _, err := d.Redo(false); err != nil {
		t.Error(err)
	}
}

// What the screen changes of a code is in the codebook, and nothing else is.
func TestDeskChangesCodes(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	sheet, err := d.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	if said, err := d.MakeInstead("Falling behind", codebook.Analytical, "late with it", sheet.Codings[0].ID); err != nil || said != "added code Falling behind and recoded ¶2 from Rent to Falling behind" {
		t.Errorf("%q %v", said, err)
	}
	for _, step := range []struct {
		field      tui.CodeField
		text, said string
	}{
		{tui.CodeName, "Lodging", "changed name of code Lodging"},
		{tui.CodeDefinition, "What a roof costs.", "changed definition of code Lodging"},
		{tui.CodeInclude, "arrears", "changed include of code Lodging"},
		{tui.CodeExclude, "mortgages", "changed exclude of code Lodging"},
		{tui.CodeExclude, "", "changed exclude of code Lodging"},
	} {
		if said, err := d.EditCode("rent", step.field, step.text); err != nil || said != step.said {
			t.Errorf("%s: %q %v", step.field, said, err)
		}
	}
	if _, err := d.EditCode("rent", tui.CodeParent, "nowhere"); err == nil {
		t.Error("a parent that is not there is taken")
	}
	if _, err := d.Retire("rent"); err != nil {
		t.Error(err)
	}
	if sheet, err = d.Sheet(); err != nil {
		t.Fatal(err)
	}
	rent, _ := sheet.Book.Code("rent")
	if rent.Name != "Lodging" || rent.Definition != "What a roof costs." || rent.Include != "arrears" || rent.Exclude != "" || rent.InUse() {
		t.Errorf("%+v", rent)
	}
	if made, _ := sheet.Book.Code("falling-behind"); made.Kind != codebook.Analytical || made.Definition != "late with it" || sheet.Codings[0].Code != made.ID {
		t.Errorf("%+v", made)
	}
}

// Memos are found by the code and the passages that they are about, and changed only as
// they were read.
func TestDeskReadsMemos(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	all, err := d.Passages("rent")
	if err != nil {
		t.Fatal(err)
	}
	if said, err := d.NoteCode("rent", "first\n\nof it"); err != nil || said != "wrote a memo on Rent" {
		t.Errorf("%q %v", said, err)
	}
	if _, err := d.NoteBoth(all[0].Coding, all[1].Coding, "rent", "both"); err != nil {
		t.Error(err)
	}
	memos, err := d.Memos()
	if err != nil || len(memos) != 2 {
		t.Fatalf("%+v %v", memos, err)
	}
	both := memos[slices.IndexFunc(memos, func(m tui.Memo) bool { return m.Text == "both" })]
	first := memos[slices.IndexFunc(memos, func(m tui.Memo) bool { return m.Text == "first\n\nof it" })]
	if both.Code != "rent" || !slices.Equal(both.Codings, []string{all[0].Coding, all[1].Coding}) || first.Code != "rent" || len(first.Codings) > 0 {
		t.Errorf("%+v", memos)
	}
	if _, err := d.EditMemo(first.ID, "other words", "now"); err == nil {
		t.Error("a memo that was changed meanwhile is written over")
	}
	if _, err := d.EditMemo(first.ID, first.Text, "now"); err != nil {
		t.Error(err)
	}
	if memos, _ = d.Memos(); !slices.ContainsFunc(memos, func(m tui.Memo) bool { return m.ID == first.ID && m.Text == "now" }) {
		t.Errorf("%+v", memos)
	}
}

// A code that is on no passage any more has no number.
func TestDeskForgetsCodesOfNoPassage(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	sheet, err := d.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	said, err := d.Make("Slip", codebook.Descriptive, "", false, sheet.Text.Paragraphs[1].Text)
	if err != nil || said != `new code: put Slip on ¶2: "The rent came first."` {
		t.Errorf("%q %v", said, err)
	}
	if sheet, _ = d.Sheet(); sheet.Recent[0] != "slip" {
		t.Errorf("%v", sheet.Recent)
	}
	i := slices.IndexFunc(sheet.Codings, func(c coding.Placed) bool { return c.Code == "slip" })
	if said, err := d.Remove(sheet.Codings[i].ID); err != nil || said != "removed Slip from ¶2; Slip is on no passage now" {
		t.Errorf("%q %v", said, err)
	}
	if sheet, _ = d.Sheet(); slices.Contains(sheet.Recent, "slip") {
		t.Errorf("%v", sheet.Recent)
	}
}

func TestDeskSaysThatNothingCanBeWritten(t *testing.T) {
	t.Parallel()
	d := deskOn(t)
	if sheet, _ := d.Sheet(); sheet.ReadOnly {
		t.Error("a study that can be written is called read-only")
	}
	file := filepath.Join(d.st.Root, "codings", "ana", "talk.jsonl")
	if err := os.Chmod(file, 0o444); err != nil {
		t.Fatal(err)
	}
	if sheet, _ := d.Sheet(); !sheet.ReadOnly {
		t.Error("a study that cannot be written is not called read-only")
	}
}
