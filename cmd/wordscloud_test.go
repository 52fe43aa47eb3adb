package cmd

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"grounded/analysis/lexis"
)

// Whatever is said, no word of a cloud stands on another or on the caption, all are in
// the picture, and their sizes go by the square root of how often they are said.
func TestCloud(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var c lexis.Counts
		c.All = lexis.Total{Words: 1000, Transcripts: 9, Speakers: 9}
		for range rapid.IntRange(1, 40).Draw(t, "words") {
			w := lexis.Word{Text: rapid.StringMatching(`[a-z]{1,14}( [A-Z]{1,6})?`).Draw(t, "word")}
			w.Times, w.Transcripts = rapid.IntRange(1, 900).Draw(t, "times"), rapid.IntRange(1, 9).Draw(t, "transcripts")
			c.Words = append(c.Words, w)
		}
		cl := newCloud(c, c.Words, lexis.ByTranscript)
		if len(cl.words)+cl.tooFew != len(c.Words) {
			t.Fatalf("%d words drawn and %d left out of %d", len(cl.words), cl.tooFew, len(c.Words))
		}
		const grain = 1e-6
		caption := cl.Height - cloudMargin - cloudLine*cloudCaption*float64(len(cl.caption))
		for i, w := range cl.words {
			if w.X < cloudMargin-grain || w.Y < cloudMargin-grain || w.X+w.box.Width > cl.Width-cloudMargin+grain || w.Y+w.box.Height > caption+grain {
				t.Fatalf("%q, %v at %v, is not in %v above %v", w.Text, w.box, w.Point, cl.Size, caption)
			}
			first := cl.words[0]
			if ratio := w.size / first.size; math.Abs(ratio*ratio-float64(w.Times)/float64(first.Times)) > 1e-6*float64(w.Times) {
				t.Fatalf("%q is said %d times and %v high, %q %d times and %v", w.Text, w.Times, w.size, first.Text, first.Times, first.size)
			}
			for _, o := range cl.words[:i] {
				if w.X+grain < o.X+o.box.Width && o.X+grain < w.X+w.box.Width && w.Y+grain < o.Y+o.box.Height && o.Y+grain < w.Y+w.box.Height {
					t.Fatalf("%q at %v stands on %q at %v", w.Text, w.Point, o.Text, o.Point)
				}
			}
		}
		for _, line := range cl.caption {
			if cloudMargin+line.width() > cl.Width {
				t.Fatalf("the caption is %v wide in %v", line.width(), cl.Size)
			}
		}
	})
}
