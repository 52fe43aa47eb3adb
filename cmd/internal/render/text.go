package render

import (
	"bytes"
	"strings"

	"grounded/analysis/table"
)

// DefaultWidth is how wide text is where there is no terminal to ask.
const DefaultWidth = 80

const (
	leastWidth = 24  // a narrower terminal is treated as this wide
	measure    = 100 // prose is not set wider, however wide the terminal: lines get hard to follow
)

// none is what stands below the headings of a table without rows.
const none = "None."

func writeText(b *bytes.Buffer, r table.Report, o Options) error {
	limit := o.Width
	if limit <= 0 {
		limit = DefaultWidth
	}
	p := page{b: b, width: max(limit, leastWidth), color: o.Color}
	if r.Title != "" {
		for _, line := range wrap(p.guillemets(cleanLine(r.Title)), min(p.width, measure)) {
			p.line(p.bold(p.highlight(line)))
		}
		p.line("")
	}
	switch v := r.View.(type) {
	case table.Cards:
		p.cards(deal(r.Table, v))
	case table.Concordance:
		p.concordance(lay(r.Table, v), len(v.Head))
	default:
		if err := p.grid(lay(r.Table, r.View)); err != nil {
			return err
		}
	}
	for i, note := range r.Notes {
		if i == 0 {
			p.line("")
		}
		p.prose("", note, "", "  ")
	}
	return nil
}

// page is text for a terminal in the making.
type page struct {
	b     *bytes.Buffer
	width int
	color bool
}

func (p page) line(s string) {
	p.b.WriteString(strings.TrimRight(s, " "))
	p.b.WriteByte('\n')
}

// Styles end with their own code and not with a reset, so that they can stand
// inside each other.
func (p page) bold(s string) string { return p.style(s, "\x1b[1m", "\x1b[22m") }
func (p page) dim(s string) string  { return p.style(s, "\x1b[2m", "\x1b[22m") }

func (p page) style(s, on, off string) string {
	if !p.color || strings.TrimSpace(s) == "" {
		return s
	}
	return on + s + off
}

// guillemets puts « and » around what is marked, so that colour is not all that tells
// it apart, and where there is colour leaves the marks. It comes before wrapping, as
// they take room.
func (p page) guillemets(s string) string {
	if p.color {
		return emphasise(s, table.MarkStart+"«", "»"+table.MarkEnd)
	}
	return emphasise(s, "«", "»")
}

// highlight puts colour in the place of marks. It comes after wrapping, which knows
// that marks take no room.
func (p page) highlight(s string) string { return emphasise(s, "\x1b[7m", "\x1b[27m") }

// prose writes a paragraph that a label may open, its first line after first,
// the others after rest.
func (p page) prose(label, text, first, rest string) {
	lead := first
	for _, line := range wrap(p.guillemets(label+cleanLine(text)), min(p.width, measure)-len(rest)) {
		line = p.highlight(line)
		if tail, ok := strings.CutPrefix(line, label); ok && label != "" {
			line = p.dim(label) + tail
		}
		p.line(lead + line)
		lead, label = rest, ""
	}
}

func (p page) cards(cards []card) {
	if len(cards) == 0 {
		p.line(none)
	}
	for i, c := range cards {
		if i > 0 {
			p.line("")
		}
		if len(c.head) > 0 {
			for _, line := range p.head(c.head) {
				p.line(p.bold(p.highlight(line)))
			}
		}
		for n, paragraph := range c.body {
			if n > 0 {
				p.line("")
			}
			p.prose("", paragraph, "    ", "    ")
		}
		for _, f := range c.foot {
			p.prose(f.heading+": ", f.text, "  ", "    ")
		}
	}
}

// head sets the items of a card's head beside each other and goes on below,
// further in, where they do not all fit: between two items, and within one only
// where it is longer than a line.
func (p page) head(items []string) []string {
	const between, in = " · ", "  "
	var lines []string
	for _, item := range items {
		item = p.guillemets(item)
		if last := len(lines) - 1; last >= 0 {
			if joined := lines[last] + between + item; width(joined) <= p.width {
				lines[last] = joined
				continue
			}
			item = in + item
		}
		lines = append(lines, wrap(item, p.width)...)
	}
	return lines
}
