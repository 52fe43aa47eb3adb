package study

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
	"grounded/transcript"
)

func TestSettingsSayAllThatIsWrong(t *testing.T) {
	src := `format = 1
approach = "guesswork"
nmae = "Thriving"

[[analyst]]
id = "Ana Lima"

[[analyst]]
id = "ben"

[[analyst]]
id = "ben"
codebook = "../team"
`
	_, problems := decodeConfig("grounded.toml", []byte(src))
	var got []string
	for _, p := range problems {
		got = append(got, p.Name)
	}
	for _, want := range []string{"unknown-key", "bad-approach", "bad-analyst-id", "bad-codebook-name", "analyst-twice"} {
		if !strings.Contains(strings.Join(got, " "), want) {
			t.Errorf("%s is not reported, only %v", want, got)
		}
	}
	if problem.Fatal(problems) == nil {
		t.Error("a study with two analysts of one id can be opened")
	}
}

func TestSettingsOfANewerFormatAreNotRead(t *testing.T) {
	// What a later version may do to its settings is unknown, so nothing of it is
	// an error of its own.
	_, problems := decodeConfig("grounded.toml", []byte("format = 2\nanalyst = \"one\"\n"))
	if len(problems) != 1 || problems[0].Name != "newer-format" || !problems[0].Fatal {
		t.Errorf("got %v", problems)
	}
}

func TestProgressIsSetInPlace(t *testing.T) {
	at := time.Date(2021, 3, 4, 10, 0, 0, 0, time.UTC)
	src := "# mine\n\n[[transcript]]\nid = \"one\"   # the first\nround = 1\nstarted = 2021-03-01T09:00:00Z\ntext = \"aa\"\n\n[[transcript]]\nid = \"two\"\nround = 1\ntext = \"bb\"\n"
	got, err := setProgress("progress.toml", []byte(src), "one", Progress{ID: "uno", Round: 2, Started: at, Finished: at, Text: "cc"})
	if err != nil {
		t.Fatal(err)
	}
	want := "# mine\n\n[[transcript]]\nid = \"uno\"   # the first\nround = 2\nstarted = 2021-03-04T10:00:00Z\ntext = \"cc\"\nfinished = 2021-03-04T10:00:00Z\n\n[[transcript]]\nid = \"two\"\nround = 1\ntext = \"bb\"\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	again, err := setProgress("progress.toml", got, "uno", Progress{ID: "uno", Round: 2, Started: at, Text: "cc"})
	if err != nil {
		t.Fatal(err)
	}
	known, problems := decodeProgress("progress.toml", again)
	if problem.Fatal(problems) != nil || len(known) != 2 || !known[0].Finished.IsZero() || known[0].Text != "cc" {
		t.Errorf("a transcript that was opened again is %+v", known)
	}
}

func TestMemoSurvivesWritingAndReading(t *testing.T) {
	m := Memo{ID: "2021-03-04-warmth", Analyst: "ana", Title: `What "warmth" stands for`, Kind: "analytic",
		About: []string{"code:heating", "transcript:interview-01"}, Date: "2021-03-04", Private: true, Text: "Heat is dignity.\n\n+++\n\nStill."}
	src, err := encodeMemo(m)
	if err != nil {
		t.Fatal(err)
	}
	got, problems := decodeMemo("ana", m.ID, src)
	if len(problems) > 0 {
		t.Error(problems)
	}
	if diff := cmp.Diff(m, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestMemoWithoutFrontMatterIsKeptWhole(t *testing.T) {
	got, problems := decodeMemo("ana", "note", []byte("just a note\n"))
	if len(problems) > 0 || got.Text != "just a note\n" || got.Title != "note" {
		t.Errorf("got %+v, %v", got, problems)
	}
}

func FuzzDecodeSettings(f *testing.F) {
	f.Add("format = 1\nname = \"x\"\n[[analyst]]\nid = \"ana\"\n")
	f.Add("format = 9\n")
	f.Add("[[analyst]\n")
	f.Fuzz(func(t *testing.T, src string) {
		_, problems := decodeConfig("grounded.toml", []byte(src))
		insideFile(t, src, problems)
	})
}

func FuzzDecodeProgress(f *testing.F) {
	f.Add("[[transcript]]\nid = \"one\"\nround = 1\ntext = \"aa\"\n")
	f.Add("[[transcript]]\nid = 1\n[[transcript]]\nid = \"one\"\n[[transcript]]\nid = \"one\"\n")
	f.Fuzz(func(t *testing.T, src string) {
		known, problems := decodeProgress("progress.toml", []byte(src))
		insideFile(t, src, problems)
		if problem.Fatal(problems) != nil || len(known) == 0 {
			return
		}
		changed := known[0]
		changed.Text = "new"
		out, err := setProgress("progress.toml", []byte(src), changed.ID, changed)
		if err != nil {
			return
		}
		again, problems := decodeProgress("progress.toml", out)
		if problem.Fatal(problems) != nil || len(again) != len(known) || again[0].Text != "new" {
			t.Errorf("%q set in %q makes %q", changed.Text, src, out)
		}
	})
}

func FuzzDecodeMemo(f *testing.F) {
	f.Add("+++\ntitle = \"x\"\nkind = \"field\"\nabout = [\"code:a\"]\ndate = 2021-03-04\n+++\n\ntext\n")
	f.Add("+++\n")
	f.Add("<<<<<<< ours\n")
	f.Fuzz(func(t *testing.T, src string) {
		_, problems := decodeMemo("ana", "memo", []byte(src))
		insideFile(t, src, problems)
	})
}

func FuzzDecodeTranscript(f *testing.F) {
	f.Add("+++\ntitle = \"One\"\ndate = 2021-02-03\n\n[[speaker]]\nlabel = \"P07\"\n+++\n\n[00:00:03] P07: Yes.\n\nAnd no.\n")
	f.Add("+++\n+++")
	f.Add("+++\n[[speaker]]\n[[speaker]]\nlabel = \"a\"\n[[speaker]]\nlabel = \"a\"\n+++\n")
	f.Fuzz(func(t *testing.T, src string) {
		tr, problems := transcript.Decode("one", "one.txt", []byte(src))
		insideFile(t, src, problems)
		if tr == nil && problem.Fatal(problems) == nil {
			t.Error("neither a transcript nor a reason")
		}
		if tr == nil {
			return
		}
		out, err := transcript.Encode(tr)
		if err != nil {
			return
		}
		again, problems := transcript.Decode("one", "one.txt", out)
		if again == nil || again.Body != tr.Body || len(again.Turns) != len(tr.Turns) {
			t.Errorf("written and read again, %q is another transcript: %v", src, problems)
		}
	})
}

// insideFile fails when a problem's place is outside the file.
func insideFile(t *testing.T, src string, problems []problem.Problem) {
	t.Helper()
	lines := strings.Count(strings.ReplaceAll(src, "\r", "\n"), "\n") + 1
	for _, p := range problems {
		if p.Line > lines {
			t.Errorf("%v lies outside a file of %d lines", p, lines)
		}
	}
}
