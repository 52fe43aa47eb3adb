// Package picture draws a model of themes: as a picture, and in the languages of
// mermaid and Graphviz. What is drawn, and which words may leave the study, is
// worked out by package theme.
package picture

import (
	"slices"
	"strings"

	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

// Sizes of what a picture holds, in its units.
const (
	cardWidth = 250.0
	padding   = 11.0 // within a card
	gap       = 16.0 // between cards
	margin    = 30.0 // around all
	radius    = 7.0  // of corners
)

// The letters of a picture.
var (
	titleFont     = drawing.Font{Size: 20, Bold: true, Color: ink, Anchor: drawing.Middle}
	headingFont   = drawing.Font{Size: 12, Bold: true, Color: "#5b5346", Anchor: drawing.Middle}
	kickerFont    = drawing.Font{Size: 9, Bold: true, Color: muted}
	nameFont      = drawing.Font{Size: 13, Bold: true, Color: ink}
	statementFont = drawing.Font{Size: 11.5, Color: ink}
	saidFont      = drawing.Font{Size: 11, Italic: true, Color: ink}
	standingFont  = drawing.Font{Size: 10, Color: muted}
	noteFont      = drawing.Font{Size: 9.5, Color: muted}
)

const (
	ink   = "#222222"
	muted = "#66625a"
	edge  = "#8d8778" // of cards and of lines between them
)

// card is a box with lines of text.
type card struct {
	x, y, width, height float64
	lines               []line
	style               drawing.Style
}

// line is a line of text within a card.
type line struct {
	text string
	font drawing.Font
	x, y float64 // of its anchor and of the foot of its letters, from the corner of the card
}

// write adds a text below what the card holds already, with space before it.
func (c *card) write(text string, f drawing.Font, space, indent float64) {
	room := c.width - 2*padding - indent
	for i, text := range drawing.Break(text, f, room) {
		if i == 0 {
			c.height += space
		}
		c.height += f.Size * 1.3
		at, font := padding+indent, f
		switch {
		case f.Anchor == drawing.Middle:
			at = c.width / 2
		case drawing.Leftwards(text):
			at, font.Anchor = c.width-padding-indent, drawing.End
		}
		c.lines = append(c.lines, line{text, font, at, c.height - f.Size*0.32})
	}
}

// themeCard is a theme with all that is told of it, or with its name alone where
// it is told of elsewhere. kicker stands over its name.
func themeCard(d theme.Drawn, width float64, kicker, edge string) *card {
	c := &card{width: width, height: padding * 0.8, style: drawing.Style{Stroke: edge, Fill: "white", Weight: 1.2}}
	if d.Again != "" {
		c.style.Dashed, c.style.Weight = true, 1
		c.write("→ "+d.Name, statementFont, 0, 0)
		c.write(d.Again, standingFont, 0, 0)
		c.height += padding * 0.8
		return c
	}
	c.write(strings.ToUpper(kicker), kickerFont, 0, 0)
	c.write(d.Name, nameFont, 0, 0)
	c.write(d.Statement, statementFont, 3, 0)
	if d.Said != "" {
		c.write("“"+d.Said+"”", saidFont, 5, 8)
		c.write(whose(d), standingFont, 0, 8)
	}
	c.write(d.Standing, standingFont, 5, 0)
	c.height += padding * 0.8
	return c
}

// whose is who said the quotation of a theme, "" where that may not be told.
func whose(d theme.Drawn) string {
	if d.Whose == "" {
		return ""
	}
	return "— " + d.Whose
}

// heading is a name over some cards.
func heading(text, fill string, most float64) *card {
	width := 0.0
	text = strings.ToUpper(text)
	for _, line := range drawing.Break(text, headingFont, most-2*padding) {
		width = max(width, drawing.Measure(line, headingFont))
	}
	c := &card{width: width + 2*padding + 2, height: 3, style: drawing.Style{Fill: fill}}
	c.write(text, headingFont, 0, 0)
	c.height += 4
	return c
}

// move puts a card at a place and returns where it ends.
func (c *card) move(x, y float64) (bottom float64) {
	c.x, c.y = x, y
	return y + c.height
}

// middle is the height of the middle of a card.
func (c *card) middle() float64 { return c.y + c.height/2 }

// scene is a picture that is laid out: shapes first, and the cards over them.
type scene struct {
	title         string
	parted        bool // themes of no part stand apart
	width, height float64
	shapes        []func(*drawing.Canvas)
	cards         []*card
}

// titled puts the title of a picture over it and returns where that ends.
func (s *scene) titled(title string) float64 {
	s.title = title
	if strings.TrimSpace(title) == "" {
		return margin
	}
	c := &card{width: s.width - 2*margin}
	c.write(title, titleFont, 0, 0)
	s.cards = append(s.cards, c)
	return c.move(margin, margin*0.7) + gap
}

// footed puts what a picture leaves out, and whom it counts, below it.
func (s *scene) footed(notes []theme.Note) *scene {
	c := &card{width: s.width - 2*margin + 2*padding}
	for _, note := range notes {
		c.write(says(note), noteFont, 2, 0)
	}
	if len(c.lines) == 0 {
		return s
	}
	s.cards = append(s.cards, c)
	s.height = c.move(margin-padding, s.height-margin+gap) + margin*0.7
	return s
}

func (s *scene) draw() string {
	c := drawing.New(s.width, s.height, s.title)
	for _, shape := range s.shapes {
		shape(c)
	}
	for _, card := range s.cards {
		if card.style != (drawing.Style{}) {
			c.Box(card.x, card.y, card.width, card.height, radius, card.style)
		}
		for _, l := range card.lines {
			c.Text(card.x+l.x, card.y+l.y, l.text, l.font)
		}
	}
	return c.String()
}

// SVG draws a model as a picture: a tree, a hierarchy or a list of cards, with its notes
// below it.
func SVG(p theme.Picture) string { return layout(p).draw() }

func layout(p theme.Picture) *scene { return shaped(p).footed(p.Notes) }

func shaped(p theme.Picture) *scene {
	switch {
	case p.Shape == theme.Tree && slices.ContainsFunc(p.Groups, func(g theme.Group) bool { return g.Part.Place != "" }):
		return tree(p)
	case p.Shape == theme.Hierarchy:
		return hierarchy(p)
	}
	return list(p)
}
