package picture

import (
	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

// cluster is a theme with those below it, one card under the other, each further
// in than the one it stands below.
type cluster struct {
	cards  []*card
	depths []int
	height float64
}

const (
	step    = 16.0 // how much further in a card stands than the one above it
	deepest = 4    // steps at the most
	closer  = 9.0  // between the cards of a cluster
)

// clusters cuts the themes of a group at those that stand below no other, and makes
// cards of them, at most so wide.
func clusters(themes []theme.Drawn, width float64, edge string) []*cluster {
	var out []*cluster
	for _, d := range themes {
		if d.Depth == 0 {
			out = append(out, &cluster{})
		}
		c := out[len(out)-1]
		in := step * float64(min(d.Depth, deepest))
		if len(c.cards) > 0 {
			c.height += closer
		}
		made := themeCard(d, width-in, "", edge)
		c.cards, c.depths = append(c.cards, made), append(c.depths, d.Depth)
		c.height += made.height
	}
	return out
}

// move puts the cards of a cluster at a place.
func (c *cluster) move(x, y float64) {
	for i, card := range c.cards {
		y = card.move(x+step*float64(min(c.depths[i], deepest)), y) + closer
	}
}

// links draws a line from each card of a cluster to those right below it.
func (c *cluster) links(to *drawing.Canvas, style drawing.Style) {
	var above []int
	for i, card := range c.cards {
		for len(above) > 0 && c.depths[above[len(above)-1]] >= c.depths[i] {
			above = above[:len(above)-1]
		}
		if len(above) > 0 {
			from := c.cards[above[len(above)-1]]
			x := from.x + step/2
			if x >= card.x {
				x = card.x - step/4
			}
			to.Line([]drawing.Point{{X: x, Y: from.y + from.height}, {X: x, Y: card.middle()}, {X: card.x, Y: card.middle()}}, style)
		}
		above = append(above, i)
	}
}

// column is clusters one under the other.
type column struct {
	x, width float64
	clusters []*cluster
}

func (c column) centre() float64 { return c.x + c.width/2 }

// top and bottom are where the cards of a column begin and end.
func (c column) top() float64 { return c.clusters[0].cards[0].y }

func (c column) bottom() float64 {
	cards := c.clusters[len(c.clusters)-1].cards
	last := cards[len(cards)-1]
	return last.y + last.height
}

// columns puts clusters side by side around a middle from y on, each below the
// shortest column so far, and returns where the longest ends.
func columns(all []*cluster, most int, width, centre, y float64) ([]column, float64) {
	n := max(1, min(most, len(all)))
	out := make([]column, n)
	ends := make([]float64, n)
	for i := range out {
		out[i].x, out[i].width, ends[i] = centre-across(n, width)/2+float64(i)*(width+gap), width, y
	}
	for _, c := range all {
		at := 0
		for i := range ends {
			if ends[i] < ends[at] {
				at = i
			}
		}
		c.move(out[at].x, ends[at])
		ends[at] += c.height + gap
		out[at].clusters = append(out[at].clusters, c)
	}
	bottom := y
	for _, end := range ends {
		bottom = max(bottom, end-gap)
	}
	return out, bottom
}

// across is how wide n columns of cards are.
func across(n int, width float64) float64 { return float64(n)*(width+gap) - gap }
