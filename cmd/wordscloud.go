package cmd

import (
	"fmt"
	"math"
	"strings"

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
	cloudLine     = 1.4  // of a line of the caption, in sizes of its letters
	cloudStretch  = 1.6  // how much wider than high
	cloudApart    = 0.08 // left free on either side of a word, in sizes of its letters
)

// cloudShades tell how many transcripts, or speakers, say a word, by the least share of
// each. They differ in lightness or between blue and orange, for readers who do not tell
// red from green, and have a contrast of 5 to 1 and more on white.
var cloudShades = []struct {
	from  float64
	color string
	says  string
}{
	{2.0 / 3, "#1a1a1a", "In at least two thirds"},
	{1.0 / 3, "#0067a5", "In at least one third"},
	{0, "#a8480a", "In fewer"},
}

const cloudGrey = "#555555"

// cloud is words at their places in a picture.
type cloud struct {
	drawing.Size
	words   []cloudWord
	caption []legendLine
	tooFew  int // words that are said too seldom to be read beside the commonest
}

// cloudWord is a word in its box.
type cloudWord struct {
	lexis.Word
	drawing.Point // the top left corner of its box
	box           drawing.Size
	size          float64
}

// legendLine is words of different colours beside each other.
type legendLine []legendPart

type legendPart struct{ text, color string }

// newCloud places words, one at least, around the commonest, the size of each by the
// square root of how often it is said, so that its area goes by that.
func newCloud(c lexis.Counts, words []lexis.Word, parts lexis.Unit) cloud {
	var out cloud
	most := 0
	for _, w := range words {
		most = max(most, w.Times)
	}
	var boxes []drawing.Size
	for _, w := range words {
		size := cloudLargest * math.Sqrt(float64(w.Times)/float64(most))
		if size < cloudSmallest {
			out.tooFew++
			continue
		}
		box := drawing.Size{Width: drawing.Width(w.Text, size) + 2*cloudApart*size, Height: 1.1 * size}
		boxes = append(boxes, box)
		out.words = append(out.words, cloudWord{Word: w, box: box, size: size})
	}
	places, whole := drawing.Pack(boxes, cloudStretch)
	out.caption = cloudLegend(c, out.words, parts)
	width := whole.Width
	for _, line := range out.caption {
		width = max(width, line.width())
	}
	for i := range out.words {
		out.words[i].Point = drawing.Point{X: cloudMargin + (width-whole.Width)/2 + places[i].X, Y: cloudMargin + places[i].Y}
	}
	out.Size = drawing.Size{
		Width:  width + 2*cloudMargin,
		Height: whole.Height + cloudMargin/2 + cloudLine*cloudCaption*float64(len(out.caption)) + 2*cloudMargin,
	}
	return out
}

func (l legendLine) width() float64 {
	w := 0.0
	for _, part := range l {
		w += drawing.Width(part.text, cloudCaption) + cloudCaption
	}
	return w
}

// cloudLegend says what sizes and colours mean.
func cloudLegend(c lexis.Counts, words []cloudWord, parts lexis.Unit) []legendLine {
	least, most := words[0], words[0]
	for _, w := range words {
		if w.Times < least.Times {
			least = w
		}
		if w.Times > most.Times {
			most = w
		}
	}
	lines := []legendLine{{{fmt.Sprintf("Size: the square root of how often a word is said, from %d (%s) to %d (%s).", most.Times, most.Text, least.Times, least.Text), cloudGrey}}}
	all, noun := c.All.Transcripts, "transcript"
	if parts == lexis.BySpeaker {
		all, noun = c.All.Speakers, "speaker"
	}
	if all < len(cloudShades) {
		return lines
	}
	line := legendLine{{fmt.Sprintf("Colour, of %s:", count(all, noun)), cloudGrey}}
	for _, shade := range cloudShades {
		line = append(line, legendPart{shade.says, shade.color})
	}
	return append(lines, line)
}

// cloudColor says in how many of the transcripts, or of the speakers, a word is.
func cloudColor(c lexis.Counts, w lexis.Word, parts lexis.Unit) string {
	in, all := w.Transcripts, c.All.Transcripts
	if parts == lexis.BySpeaker {
		in, all = w.Speakers, c.All.Speakers
	}
	if all < len(cloudShades) {
		return cloudShades[0].color
	}
	for _, shade := range cloudShades {
		if float64(in)/float64(all) >= shade.from {
			return shade.color
		}
	}
	return cloudGrey
}

// cloud draws words, the larger the more often they are said.
func (e *Env) cloud(c lexis.Counts, o tabulate.WordsOptions, notes []string) error {
	words, about := o.Choose(c)
	if len(words) == 0 {
		return fmt.Errorf("no word is there to be drawn:\n%s", strings.Join(append(about, notes...), "\n"))
	}
	drawn := newCloud(c, words, o.Parts)
	if drawn.tooFew > 0 {
		about = append(about, fmt.Sprintf("%s left out of the picture: too small to be read beside the largest.", count(drawn.tooFew, "word")))
	}
	picture := drawing.New(drawn.Width, drawn.Height, fmt.Sprintf("%s, the larger the more often said", count(len(drawn.words), "word")))
	for _, w := range drawn.words {
		picture.Text(w.X+cloudApart*w.size, w.Y+0.86*w.size, w.Text, drawing.Font{Size: w.size, Color: cloudColor(c, w.Word, o.Parts)})
	}
	y := drawn.Height - cloudMargin - cloudLine*cloudCaption*float64(len(drawn.caption))
	for _, line := range drawn.caption {
		y += cloudLine * cloudCaption
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
