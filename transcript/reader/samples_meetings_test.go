package reader

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

// fact is what was seen in a real file with one's own eyes.
type fact struct {
	format   string
	title    string
	date     string
	turns    int
	speakers string
	last     string // words of the file
	warnings string // their names
}

func TestRealMeetings(t *testing.T) {
	root := realPath(t, "")
	for file, want := range map[string]fact{
		"teams-docx/teams-docx-as-text.txt": {"teams", "Weekly Sync", "2026-06-15", 3, "Person B, Person C, Person A", "Yeah.", AddedLeftOut},
		"teams-vtt/teams-guid-head.vtt":     {"vtt", "teams-guid-head", "", 1, "Speaker Name", "(continuation of same utterance 13)", ""},
		"google-meet/meet-new-style.txt":    {"meet", "Weekly call", "2025-10-02", 4, "Anna Example, Garrett Example", "some customization.", AddedLeftOut},
		"google-meet/polygon-ppgc-20.md": {"meet", "Polygon Protocol Governance Call", "2024-05-30", 29,
			"Harry Rook, David Silverman, Sandeep Sreenath, Dimitri Nikolaros, Sajal Agrawal, Arpit Temani", "like you need to make su", AddedLeftOut},
		"f4/constructed.txt":              {"f4", "constructed", "", 2, "I, B", "habe damals zufällig angefangen.", ""},
		"f4/constructed.rtf":              {"rtf", "constructed", "", 2, "I, B", "„zufällig“ angefangen – und dann (lacht) weiter.", ""},
		"rev/metamuse-10.txt":             {"rev", "metamuse-10", "", 12, "Mark McGranaghan, Adam Wiggins", "master's thesis research in illustr", ""},
		"rev/metamuse-33-hhmmss.txt":      {"rev", "metamuse-33-hhmmss", "", 15, "Devon Zuegel, Adam Wiggins, Mark McGranaghan", "in which you intervie", ""},
		"whisper/goodboy.txt":             {"whisper", "goodboy", "", 11, "Speaker", "And yeah, that's how I", "nobody-named"},
		"whisper/goodboy.tsv":             {"whisper", "goodboy", "", 14, "Speaker", "What were some of", "nobody-named"},
		"whisper/goodboy.lrc":             {"whisper", "goodboy", "", 12, "Speaker", "And that's where I met Jeremy.", "nobody-named"},
		"whisper/goodboy.text":            {"text", "goodboy", "", 1, "", "An", "nobody-named"},
		"otter/hitsave-betty-and-earl.md": {"otter", "hitsave-betty-and-earl", "", 55, "Jonas Rosland, Matthew Brelsford", "Thanks for having me.", ""},
	} {
		t.Run(file, func(t *testing.T) {
			r := read(t, filepath.Base(file), load(t, filepath.Join(root, filepath.FromSlash(file))), Options{})
			tr := r.Transcripts[0]
			var labels, names []string
			for _, s := range tr.Speakers {
				labels = append(labels, s.Label)
			}
			for _, w := range r.Warnings {
				names = append(names, w.Name)
			}
			words := tr.Text(tr.Paragraphs[len(tr.Paragraphs)-1].Text)
			got := fact{r.Format, tr.Title, tr.Date, len(tr.Turns), strings.Join(labels, ", "), words[max(0, len(words)-len(want.last)):], strings.Join(names, ", ")}
			if got != want {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
		})
	}
}

// In 39 files of Rev all that has a time in its header is a turn, as it was when
// they were read as plain text.
func TestRealRevFilesReadAsTextDoes(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(realPath(t, "../corpus/rev-ccby"), "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no files of Rev")
	}
	for _, file := range files {
		src := load(t, file)
		rev, text := read(t, "x", src, Options{}), read(t, "x", src, Options{As: "text"})
		if diff := cmp.Diff(text.Transcripts[0].Body, rev.Transcripts[0].Body); rev.Format != "rev" || diff != "" {
			t.Errorf("%s, as %s: -text +rev\n%s", filepath.Base(file), rev.Format, diff)
		}
	}
}

// Whisper writes one talk in four ways; the words are the same as far as the
// files go.
func TestRealWhisperFilesAgree(t *testing.T) {
	root := realPath(t, "whisper")
	said := func(name string) []string {
		tr := read(t, name, load(t, filepath.Join(root, name)), Options{}).Transcripts[0]
		var out []string
		for _, part := range tr.Said(transcript.Span{End: len(tr.Body)}) {
			out = append(out, wordsOf(tr.Text(part))...)
		}
		return out
	}
	const enough = 500 // words, where a file is shortest
	want := said("goodboy.srt")
	for _, name := range []string{"goodboy.txt", "goodboy.tsv", "goodboy.lrc", "goodboy.vtt", "goodboy.text"} {
		got := said(name)
		n := min(len(want), len(got)) - 1 // the last word may be cut
		if n < enough {
			t.Errorf("%s: %d words", name, len(got))
			continue
		}
		if diff := cmp.Diff(want[:n], got[:n]); diff != "" {
			t.Errorf("%s: -srt +got\n%s", name, diff)
		}
	}
}
