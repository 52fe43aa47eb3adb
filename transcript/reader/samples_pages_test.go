package reader

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"grounded/transcript"
)

// inOrder returns how many words two texts have in common, in the same order.
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, w := range a {
		before := 0
		for j, v := range b {
			above := row[j+1]
			if w == v {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			before = above
		}
	}
	return row[len(b)]
}

// said returns the words of a transcript and its turns' speakers.
func said(t *transcript.Transcript) (words, speakers []string) {
	for i, u := range t.Turns {
		speakers = append(speakers, t.Speaker(i).Label)
		for _, p := range t.Paragraphs[u.Paragraphs.First:u.Paragraphs.End] {
			words = append(words, wordsOf(t.Text(p.Text))...)
		}
	}
	return words, speakers
}

// The same seven interviews, printed with the numbers of paragraphs in the
// margin and as text.
func TestPrintedInterviewsAreWhatTheirTextsAre(t *testing.T) {
	prints := realPath(t, "../corpus/pdf-bsd/transcripts")
	texts := realPath(t, "../corpus/reference-39")
	for n := 1; n <= 7; n++ {
		t.Run(fmt.Sprintf("P%d", n), func(t *testing.T) {
			print := read(t, fmt.Sprintf("P%d.pdf", n), load(t, filepath.Join(prints, fmt.Sprintf("P%d.pdf", n))), Options{})
			text := read(t, "text.txt", load(t, filepath.Join(texts, fmt.Sprintf("pdpilot-P%d.txt", n))), Options{})
			got, gotWho := said(print.Transcripts[0])
			want, wantWho := said(text.Transcripts[0])
			same := inOrder(want, got)
			t.Logf("%d words, %d in the text, %d the same (%.2f %%); %d turns, %d in the text; %q", len(got), len(want), same, 200*float64(same)/float64(len(got)+len(want)), len(gotWho), len(wantWho), sentences(print.Warnings))
			if strings.Join(gotWho, " ") != strings.Join(wantWho, " ") {
				t.Logf("who")
			}
		})
	}
}
