package reader

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

// What a meeting says of itself.
func TestRealMeetings(t *testing.T) {
	for file, want := range map[string]struct{ title, date string }{
		"teams-docx/teams-docx-as-text.txt": {"Weekly Sync", "2026-06-15"},
		"google-meet/meet-new-style.txt":    {"Weekly call", "2025-10-02"},
		"google-meet/polygon-ppgc-20.md":    {"Polygon Protocol Governance Call", "2024-05-30"},
	} {
		t.Run(file, func(t *testing.T) {
			tr := read(t, filepath.Base(file), load(t, realPath(t, file)), Options{}).Transcripts[0]
			if tr.Title != want.title || tr.Date != want.date {
				t.Errorf("got %q of %s, want %q of %s", tr.Title, tr.Date, want.title, want.date)
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
