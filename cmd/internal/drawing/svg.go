// Package drawing writes pictures as SVG: text, lines and boxes at places that
// somebody else worked out. It knows nothing of what they show.
//
// A picture holds no script, loads nothing and names no font file, and the same
// calls give the same bytes. Lengths are in units of the picture, which a browser
// shows as one CSS pixel; places count from the top left.
package drawing

import (
	"fmt"
	"html"
	"strconv"
	"strings"
	"unicode"
)

// Canvas is a picture in the making.
type Canvas struct {
	width, height float64
	title         string
	body          strings.Builder
}

// New begins a picture of a size, with a title that is read aloud and shown by
// none; "" for none.
func New(width, height float64, title string) *Canvas {
	return &Canvas{width: width, height: height, title: title}
}

// Anchor says which end of a text its place is: Start is its left one, also of a
// text that runs from right to left.
type Anchor string

// The anchors. The zero Anchor is Start.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Font says how a text looks.
type Font struct {
	Size   float64 // of a line, in units of the picture
	Bold   bool
	Italic bool
	Color  string // as CSS has it; "" is black
	Anchor Anchor
	Turned bool // runs upwards
}

// sans is what text is set in: whatever the reader's machine has of that kind.
const sans = "Helvetica, Arial, sans-serif"

// Text writes a line, the foot of its letters at y. It is stretched or
// squeezed to what [Measure] says, so that it fits where it was meant to on every
// machine.
func (c *Canvas) Text(x, y float64, text string, f Font) {
	text = printable(text)
	if text == "" {
		return
	}
	fmt.Fprintf(&c.body, `<text x="%s" y="%s" font-size="%s"`, number(x), number(y), number(f.Size))
	if f.Bold {
		c.body.WriteString(` font-weight="bold"`)
	}
	if f.Italic {
		c.body.WriteString(` font-style="italic"`)
	}
	if f.Color != "" {
		c.attribute("fill", f.Color)
	}
	anchor := f.Anchor
	if Leftwards(text) {
		// What begins at the right is what SVG calls its start then.
		c.attribute("direction", "rtl")
		switch anchor {
		case End:
			anchor = Start
		case "", Start:
			anchor = End
		}
	}
	if anchor != "" && anchor != Start {
		c.attribute("text-anchor", string(anchor))
	}
	if f.Turned {
		fmt.Fprintf(&c.body, ` transform="rotate(-90 %s %s)"`, number(x), number(y))
	}
	fmt.Fprintf(&c.body, ` textLength="%s" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", number(Measure(text, f)), html.EscapeString(text))
}

// Style says how a line or a box looks.
type Style struct {
	Stroke string  // colour of the line, as CSS has it; "" draws none
	Weight float64 // of the line; 0 is 1
	Fill   string  // colour within; "" fills nothing
	Dashed bool
	Arrow  bool // a path ends in the head of an arrow
}

// Box draws a rectangle with rounded corners of radius r.
func (c *Canvas) Box(x, y, width, height, r float64, s Style) {
	fmt.Fprintf(&c.body, `<rect x="%s" y="%s" width="%s" height="%s"`, number(x), number(y), number(width), number(height))
	if r > 0 {
		fmt.Fprintf(&c.body, ` rx="%s"`, number(r))
	}
	c.style(s)
	c.body.WriteString("/>\n")
}

// Point is a place in a picture.
type Point struct{ X, Y float64 }

// Line draws straight lines from point to point. With fewer than two it draws
// nothing.
func (c *Canvas) Line(points []Point, s Style) {
	var path strings.Builder
	for i, p := range points {
		command := " L"
		if i == 0 {
			command = "M"
		}
		path.WriteString(command + number(p.X) + " " + number(p.Y))
	}
	if len(points) > 1 {
		c.path(path.String(), s)
	}
}

// Curve draws a line from a to b that leaves and arrives upright.
func (c *Canvas) Curve(a, b Point, s Style) {
	half := (a.Y + b.Y) / 2
	c.path(fmt.Sprintf("M%s %s C%s %s %s %s %s %s", number(a.X), number(a.Y),
		number(a.X), number(half), number(b.X), number(half), number(b.X), number(b.Y)), s)
}

// Path draws along a path in SVG's own words (SVG 2, section 9.3).
func (c *Canvas) Path(path string, s Style) { c.path(path, s) }

func (c *Canvas) path(path string, s Style) {
	c.body.WriteString(`<path`)
	c.attribute("d", path)
	c.style(s)
	if s.Arrow {
		c.body.WriteString(` marker-end="url(#arrow)"`)
	}
	c.body.WriteString("/>\n")
}

func (c *Canvas) style(s Style) {
	fill := s.Fill
	if fill == "" {
		fill = "none"
	}
	c.attribute("fill", fill)
	if s.Stroke == "" {
		return
	}
	c.attribute("stroke", s.Stroke)
	if s.Weight > 0 {
		c.attribute("stroke-width", number(s.Weight))
	}
	if s.Dashed {
		c.body.WriteString(` stroke-dasharray="4 3"`)
	}
}

func (c *Canvas) attribute(name, value string) {
	fmt.Fprintf(&c.body, ` %s="%s"`, name, html.EscapeString(value))
}

// arrow is the head of an arrow, in the colour of the line that it ends.
const arrow = `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 Z" fill="context-stroke"/></marker></defs>` + "\n"

// String returns the picture as a file of its own.
func (c *Canvas) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]s" height="%[2]s" viewBox="0 0 %[1]s %[2]s" font-family="%[3]s" role="img">`+"\n",
		number(c.width), number(c.height), sans)
	if c.title != "" {
		fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(printable(c.title)))
	}
	if strings.Contains(c.body.String(), `marker-end="`) {
		b.WriteString(arrow)
	}
	fmt.Fprintf(&b, `<rect width="%s" height="%s" fill="white"/>`+"\n", number(c.width), number(c.height))
	b.WriteString(c.body.String())
	b.WriteString("</svg>\n")
	return b.String()
}

// Width returns how wide a line of plain text is at a size; see [Measure].
func Width(text string, size float64) float64 { return Measure(text, Font{Size: size}) }

// Wrap parts a text into lines of at most width at a size. A word that is
// wider stands on a line of its own.
func Wrap(text string, size, width float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(printable(text)) {
		switch longer := line + " " + word; {
		case line == "":
			line = word
		case Width(longer, size) <= width:
			line = longer
		default:
			lines, line = append(lines, line), word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// number writes a length with at most two decimals.
func number(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// printable is a text on one line, without what XML 1.0 forbids (section 2.2)
// and without what turns the direction of all that follows.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, 0xFDD0 <= r && r <= 0xFDEF, r&0xFFFE == 0xFFFE, unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}
