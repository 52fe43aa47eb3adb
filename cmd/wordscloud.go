package cmd

import (
	"fmt"
	"math"

	"grounded/analysis/lexis"
	"grounded/analysis/tabulate"
	"grounded/cmd/internal/drawing"
)

// The lengths of a cloud, in units of the picture.
const (
	cloudLargest  = 72.0 // of letters, for the commonest word
	cloudSmallest = 9.0  // smaller ones are not read
	cloudMargin   = 16.0
	cloudCaption  = 12.0
	cloudStretch  = 1.6 // how much wider than high
)

// cloudShades tell how many transcripts, or speakers, say a word, by the least share of
// each. They differ in lightness or along the blue-yellow axis for readers who do not
// tell red from green, and all have a contrast of 5 to 1 and more on white.
var cloudShades = []struct {
	from  float64
	color string
	says  string
}{
	{2.0 / 3, "#1a1a1a", "In at least two thirds"},
	{1.0 / 3, "#0067a5", "In at least one third"},
	{0, "#a8480a", "In fewer"},
}

// cloud draws words, the larger the more often they are said.
func (e *Env) cloud(c lexis.Counts, o tabulate.WordsOptions, notes []string) error {
	words, about := o.Choose(c)
	most := 0
	for _, w := range words {
		most = max(most, w.Times)
	}
	size := func(w lexis.Word) float64 { return cloudLargest * math.Sqrt(float64(w.Times)/float64(most)) }
	var boxes []drawing.Size
	var shown []lexis.Word
	for _, w := range words {
		if size(w) < cloudSmallest {
			continue
		}
		shown = append(shown, w)
		boxes = append(boxes, drawing.Size{Width: drawing.Width(w.Text, size(w)) + 4, Height: 1.1 * size(w)})
	}
	if left := len(words) - len(shown); left > 0 {
		about = append(about, fmt.Sprintf("%s left out: too small to be read beside the largest.", count(left, "word")))
	}
	at, whole := drawing.Pack(boxes, cloudStretch)
	caption := cloudLegend(c, o, shown)
	width := whole.Width
	for _, line := range caption {
		width = max(width, line.width())
	}
	height := whole.Height + cloudMargin/2 + 1.4*cloudCaption*float64(len(caption))
	picture := drawing.New(width+2*cloudMargin, height+2*cloudMargin, fmt.Sprintf("The %s that are said most often", count(len(shown), "word")))
	left := cloudMargin + (width-whole.Width)/2
	for i, w := range shown {
		picture.Text(left+at[i].X+2, cloudMargin+at[i].Y+0.86*size(w), w.Text, drawing.Font{Size: size(w), Color: cloudColor(c, o, w)})
	}
	y := cloudMargin + whole.Height + cloudMargin/2
	for _, line := range caption {
		y += 1.4 * cloudCaption
		x := cloudMargin
		for _, part := range line {
			picture.Text(x, y, part.text, drawing.Font{Size: cloudCaption, Color: part.color})
			x += drawing.Width(part.text, cloudCaption) + cloudCaption
		}
	}
	if err := e.draw(picture.String()); err != nil {
		return err
	}
	for _, n := range append(about, notes...) {
		e.note("%s", n)
	}
	return nil
}

// cloudShare is which share of the transcripts, or speakers, say a word.
func cloudShare(c lexis.Counts, o tabulate.WordsOptions, w lexis.Word) float64 {
	if o.Parts == lexis.BySpeaker {
		return float64(w.Speakers) / float64(max(c.All.Speakers, 1))
	}
	return float64(w.Transcripts) / float64(max(c.All.Transcripts, 1))
}

func cloudColor(c lexis.Counts, o tabulate.WordsOptions, w lexis.Word) string {
	share := cloudShare(c, o, w)
	for _, shade := range cloudShades {
		if share >= shade.from {
			return shade.color
		}
	}
	return cloudShades[0].color
}

// legendLine is words of different colours beside each other.
type legendLine []struct{ text, color string }

func (l legendLine) width() float64 {
	w := 0.0
	for _, part := range l {
		w += drawing.Width(part.text, cloudCaption) + cloudCaption
	}
	return w
}

// cloudLegend says what sizes and colours mean.
func cloudLegend(c lexis.Counts, o tabulate.WordsOptions, shown []lexis.Word) []legendLine {
	const grey = "#555555"
	if len(shown) == 0 {
		return []legendLine{{{"No words.", grey}}}
	}
	least := shown[0]
	most := shown[0]
	for _, w := range shown {
		if w.Times < least.Times {
			least = w
		}
		if w.Times > most.Times {
			most = w
		}
	}
	lines := []legendLine{{{fmt.Sprintf("Size: the square root of how often a word is said, from %d (%s) to %d (%s).", most.Times, most.Text, least.Times, least.Text), grey}}}
	all, whose := c.All.Transcripts, "transcript"
	if o.Parts == lexis.BySpeaker {
		all, whose = c.All.Speakers, "speaker"
	}
	if all < 3 {
		return lines
	}
	line := legendLine{{fmt.Sprintf("Colour, of %s:", count(all, whose)), grey}}
	for _, shade := range cloudShades {
		line = append(line, struct{ text, color string }{shade.says, shade.color})
	}
	return append(lines, line)
}
