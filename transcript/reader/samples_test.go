package reader

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook/problem"
	"grounded/transcript"
)

func wordsOf(s string) []string {
	var out []string
	for w := range transcript.Words(s) {
		out = append(out, s[w.Start:w.End])
	}
	return out
}

// The project's own interviews, as their programs exported them.
func TestSampleInterviews(t *testing.T) {
	folder := filepath.Join("..", "..", "testdata", "sample", "interviews")
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no interviews in %s: %v", folder, err)
	}
	formats := map[string]int{}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			r := read(t, name, load(t, file), Options{})
			formats[r.Format]++
			for _, w := range r.Warnings {
				if w.Name != FooterLeftOut {
					t.Errorf("warning %q", w)
				}
			}
			tr := r.Transcripts[0]
			number := strings.TrimPrefix(string(tr.ID), "interview-")
			want := []transcript.Speaker{
				{Label: "Interviewer", RoleGuess: transcript.Interviewer},
				{Label: "P" + number, RoleGuess: transcript.Participant},
			}
			if diff := cmp.Diff(want, tr.Speakers); diff != "" {
				t.Error("speakers: -want +got\n" + diff)
			}
			if len(tr.Turns) < 20 {
				t.Errorf("%d turns", len(tr.Turns))
			}
			for i, u := range tr.Turns {
				if u.Time < 0 || i > 0 && u.Time < tr.Turns[i-1].Time {
					t.Errorf("turn %d is at %d ms", i+1, u.Time)
				}
			}
		})
	}
	if formats["otter"] == 0 || formats["vtt"] == 0 || formats["srt"] == 0 {
		t.Errorf("formats read: %v", formats)
	}
}

// realPath returns a folder of real files, or skips.
func realPath(t *testing.T, path string) string {
	t.Helper()
	root := os.Getenv("GROUNDED_SAMPLES")
	if root == "" {
		t.Skip("GROUNDED_SAMPLES is not set")
	}
	return filepath.Join(root, filepath.FromSlash(path))
}

// Every word of the reference interviews that is not in a header or the footer
// is kept, in order.
func TestRealInterviewsKeepEveryWord(t *testing.T) {
	head := regexp.MustCompile(`(?m)^.{1,40}  (?:\d+:)?\d{1,2}:\d\d  $`)
	for _, c := range []struct {
		folder, format string
		structure      *regexp.Regexp
		speakers       int
	}{
		{"../corpus/reference-39", "otter", head, 2},
		{"../corpus/rev-ccby", "rev", regexp.MustCompile(`(?m)^.{1,40} \((?:\d\d:)?\d\d:\d\d\):\r?$`), 1},
	} {
		files, err := filepath.Glob(filepath.Join(realPath(t, c.folder), "*.txt"))
		if err != nil || len(files) == 0 {
			t.Skipf("no files in %s", c.folder)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				src := load(t, file)
				r := read(t, filepath.Base(file), src, Options{})
				tr := r.Transcripts[0]
				// The closing line is the one thing that is left out of these.
				unexpected := slices.DeleteFunc(slices.Clone(r.Warnings), func(p problem.Problem) bool { return p.Name == FooterLeftOut })
				if r.Format != c.format || len(tr.Speakers) < c.speakers || len(unexpected) > 0 {
					t.Errorf("%s with %d speakers, warnings %q", r.Format, len(tr.Speakers), sentences(unexpected))
				}
				text := c.structure.ReplaceAllString(string(src), "")
				want := wordsOf(strings.TrimSuffix(strings.TrimSpace(text), "Transcribed by https://otter.ai"))
				var got []string
				for _, part := range tr.Said(transcript.Span{End: len(tr.Body)}) {
					got = append(got, wordsOf(tr.Text(part))...)
				}
				if len(want) < 1000 {
					t.Fatalf("only %d words in the file", len(want))
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%d words of %d: -want +got\n%.2000s", len(got), len(want), diff)
				}
			})
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var talk []turn
	for i := range 400 {
		talk = append(talk, turn{Speaker: []string{"Interviewer", "P07"}[i%2], Time: transcript.Moment(i * 9000),
			Paragraphs: []string{strings.Repeat("It was the first winter that I did not dread, you know. ", 4)}})
	}
	for name, src := range map[string]string{
		"otter": asOtter(talk),
		"text":  asText(talk),
		"vtt":   "WEBVTT\n\n" + captions(talk, ".", named),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				read(b, "talk", []byte(src), Options{})
			}
		})
	}
}
