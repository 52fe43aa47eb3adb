package picture

import (
	"fmt"

	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

const between = 64.0 // the layers of a hierarchy

// hierarchy lays themes out in layers from left to right, each to the right of all
// that stand above it, with a line from each of these.
func hierarchy(p theme.Picture) *scene {
	g := graphOf(p)
	g.order()
	s := &scene{width: float64(len(g.layers))*(cardWidth+between) - between + 2*margin}
	s.width = max(s.width, 2*cardWidth)
	top := s.titled(p.Title)
	left := (s.width - (float64(len(g.layers))*(cardWidth+between) - between)) / 2
	s.height = g.place(top) + margin
	for l, layer := range g.layers {
		for _, n := range layer {
			n.x = left + float64(l)*(cardWidth+between)
			if n.card != nil {
				n.card.move(n.x, n.y)
				s.cards = append(s.cards, n.card)
			}
		}
	}
	s.shapes = append(s.shapes, func(c *drawing.Canvas) {
		for _, layer := range g.layers {
			for _, n := range layer {
				for _, below := range n.below {
					c.Path(strand(n, below), drawing.Style{Stroke: edge, Weight: 1.4})
				}
			}
		}
	})
	return s
}

// strand is the line from a theme to one below it, and across the room that a line
// passing a layer has there.
func strand(from, to *node) string {
	x, y := from.x+cardWidth, from.y+from.height/2
	endX, endY := to.x, to.y+to.height/2
	path := fmt.Sprintf("M%s C%s %s %s", xy(x, y), xy(x+between*0.5, y), xy(endX-between*0.5, endY), xy(endX, endY))
	if to.card == nil {
		path += fmt.Sprintf(" L%s", xy(endX+cardWidth, endY))
	}
	return path
}

// node is a theme in a layer, or where a line passes through a layer that lies
// between those of the themes at its ends: then it has no card.
type node struct {
	card         *card
	layer        int
	x, y, height float64
	above, below []*node

	at   int     // in its layer
	want float64 // where its middle would best be
}

// graph is a hierarchy in layers.
type graph struct {
	layers [][]*node
}

// graphOf puts each theme into the layer behind the last one of those above it.
func graphOf(p theme.Picture) *graph {
	nodes := map[theme.ID]*node{}
	var all []theme.Drawn
	for _, group := range p.Groups {
		for _, d := range group.Themes {
			if _, there := nodes[d.ID]; there || d.Again != "" {
				continue
			}
			c := themeCard(d, cardWidth, group.Part.Name, edge)
			nodes[d.ID] = &node{card: c, height: c.height, layer: -1}
			all = append(all, d)
		}
	}
	parents := map[theme.ID][]theme.ID{}
	for _, d := range all {
		parents[d.ID] = d.Parents
	}
	var layerOf func(id theme.ID) int
	layerOf = func(id theme.ID) int {
		n := nodes[id]
		if n.layer < 0 {
			n.layer = 0
			for _, parent := range parents[id] {
				n.layer = max(n.layer, layerOf(parent)+1)
			}
		}
		return n.layer
	}
	g := &graph{}
	add := func(n *node) {
		for len(g.layers) <= n.layer {
			g.layers = append(g.layers, nil)
		}
		g.layers[n.layer] = append(g.layers[n.layer], n)
	}
	for _, d := range all {
		layerOf(d.ID)
		add(nodes[d.ID])
	}
	for _, d := range all {
		for _, parent := range d.Parents {
			from := nodes[parent]
			for from.layer+1 < nodes[d.ID].layer {
				pass := &node{layer: from.layer + 1, height: 6}
				join(from, pass)
				add(pass)
				from = pass
			}
			join(from, nodes[d.ID])
		}
	}
	return g
}

func join(above, below *node) {
	above.below = append(above.below, below)
	below.above = append(below.above, above)
}
