package problem

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestString(t *testing.T) {
	t.Parallel()
	tests := []struct {
		p    Problem
		want string
	}{
		{Problem{File: "a.toml", Line: 3, Column: 1, Message: "no", Remedy: "yes"}, "a.toml:3:1: no; yes"},
		{Problem{File: "a.toml", Line: 3, Message: "no"}, "a.toml:3: no"},
		{Problem{File: "a.toml", Message: "no"}, "a.toml: no"},
		{Problem{Line: 3, Message: "no"}, "no"},
	}
	for _, tt := range tests {
		if got := tt.p.String(); got != tt.want {
			t.Errorf("%#v reads %q, want %q", tt.p, got, tt.want)
		}
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	want := []Problem{
		{File: "a", Line: 2, Name: "z"},
		{File: "a", Line: 10, Column: 1, Name: "b"},
		{File: "a", Line: 10, Column: 2, Name: "a", Message: "one"},
		{File: "a", Line: 10, Column: 2, Name: "a", Message: "two"},
		{File: "a", Line: 10, Column: 2, Name: "b"},
		{File: "b", Line: 1},
	}
	got := []Problem{want[5], want[3], want[4], want[1], want[2], want[0]}
	Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFatalKeepsNotesOut(t *testing.T) {
	t.Parallel()
	note := Problem{File: "a", Message: "a note"}
	bad := Problem{File: "a", Line: 2, Message: "bad", Fatal: true}
	worse := Problem{File: "a", Line: 3, Message: "worse", Fatal: true}
	if err := Fatal([]Problem{note}); err != nil {
		t.Errorf("a note is fatal: %v", err)
	}
	err := Fatal([]Problem{bad, note, worse})
	if got, want := fmt.Sprint(err), "a:2: bad\na:3: worse"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	var all Error
	if !errors.As(err, &all) || len(all) != 2 {
		t.Errorf("the problems cannot be taken out of %#v", err)
	}
}

func TestConflict(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, src string
		line      int // 0: no problem
	}{
		{"whole", "a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n", 2},
		{"the end left behind", "a = 1\r\nb = 2\r\n>>>>>>>\r\n", 3},
		{"the last line without its end", "<<<<<<<", 1},
		{"a heading of Markdown", "Title\n=======\ntext\n", 0},
		{"not at the start of a line", "a <<<<<<< b\n", 0},
		{"eight of them", "<<<<<<<<\n", 0},
		{"nothing", "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Conflict("f.toml", []byte(tt.src))
			switch {
			case tt.line == 0 && got != nil:
				t.Errorf("got %v", got)
			case tt.line > 0 && (len(got) != 1 || got[0].Line != tt.line || !got[0].Fatal || got[0].Name != "conflict-marker"):
				t.Errorf("got %+v, want one fatal conflict-marker at line %d", got, tt.line)
			}
		})
	}
}

func TestCRLF(t *testing.T) {
	t.Parallel()
	if got := CRLF("f", []byte("a\nb\rc\n")); got != nil {
		t.Errorf("got %v", got)
	}
	for src, want := range map[string]string{"a\r\nb": "f: 1 line ends in CR LF", "a\r\nb\r\n": "f: 2 lines end in CR LF"} {
		got := CRLF("f", []byte(src))
		if len(got) != 1 || got[0].Fatal || !strings.HasPrefix(got[0].String(), want) {
			t.Errorf("got %v, want a note %q", got, want)
		}
	}
}
