package reader

import (
	"fmt"
	"path/filepath"
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

func said(t *transcript.Transcript) (words []string) {
	for _, p := range t.Paragraphs {
		words = append(words, wordsOf(t.Text(p.Text))...)
	}
	return words
}

// The same seven interviews, printed with the numbers of paragraphs in the
// margin, and as text that was taken from the print by another program: that
// holds twice the lines that end a page and begin the next as well. The print
// has a heading more, "Interview".
func TestPrintedInterviewsAreWhatTheirTextsAre(t *testing.T) {
	prints := realPath(t, "../corpus/pdf-bsd/transcripts")
	texts := realPath(t, "../corpus/reference-39")
	for n, facts := range []struct{ turns, words, twice int }{
		{95, 2916, 27}, {166, 4674, 30}, {122, 3912, 48}, {110, 4750, 44}, {135, 3918, 64}, {100, 3628, 76}, {105, 5406, 93},
	} {
		name := fmt.Sprintf("P%d.pdf", n+1)
		t.Run(name, func(t *testing.T) {
			r := read(t, name, load(t, filepath.Join(prints, name)), Options{})
			text := read(t, "x.txt", load(t, filepath.Join(texts, fmt.Sprintf("pdpilot-P%d.txt", n+1))), Options{})
			got, want := said(r.Transcripts[0]), said(text.Transcripts[0])
			same := inOrder(want, got)
			if turns := len(r.Transcripts[0].Turns); turns != facts.turns || len(got) != facts.words || same != len(got)-1 || len(want)-same != facts.twice {
				t.Errorf("%d turns of %d words, %d of them in the text, which has %d more", turns, len(got), same, len(want)-same)
			}
			names := map[string]string{}
			for _, w := range r.Warnings {
				names[w.Name] = w.Message
			}
			if names["margin-numbers-left-out"] == "" || names["page-heads-left-out"] == "" || names["lines-repeated"] == "" {
				t.Errorf("warnings %q", sentences(r.Warnings))
			}
		})
	}
}

// Lists of codes are no interviews, but they can be read.
func TestPrintedListsAreRead(t *testing.T) {
	for name, words := range map[string]int{"code-system.pdf": 534, "coded-segments.pdf": 14000} {
		r := read(t, name, load(t, filepath.Join(realPath(t, "../corpus/pdf-bsd"), name)), Options{})
		if n := len(said(r.Transcripts[0])); n < words {
			t.Errorf("%s: %d words", name, n)
		}
	}
}
