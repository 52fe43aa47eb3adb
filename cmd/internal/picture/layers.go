package picture

import (
	"cmp"
	"slices"
)

// The layers of a graph are put in order as Sugiyama, Tagawa and Toda (Methods for
// visual understanding of hierarchical system structures, IEEE Transactions on
// Systems, Man, and Cybernetics 11, 1981, 109-125) have it: each theme at the
// barycentre of those that it is joined with, down and up again, and the order with
// the fewest crossings is kept.

const sweeps = 12

// order puts each layer in an order with few crossings; it begins with the order
// of the model and prefers it among equals.
func (g *graph) order() {
	g.number()
	best, fewest := g.copied(), g.crossings()
	for i := range sweeps {
		if fewest == 0 {
			break
		}
		g.sweep(i%2 == 0)
		if n := g.crossings(); n < fewest {
			best, fewest = g.copied(), n
		}
	}
	g.layers = best
	g.number()
}

func (g *graph) copied() [][]*node {
	out := make([][]*node, len(g.layers))
	for i, layer := range g.layers {
		out[i] = slices.Clone(layer)
	}
	return out
}

func (g *graph) number() {
	for _, layer := range g.layers {
		for i, n := range layer {
			n.at = i
		}
	}
}

// sweep orders the layers one by one in view of those before them, or behind them.
func (g *graph) sweep(down bool) {
	for k := range g.layers {
		layer := g.layers[k]
		beside := func(n *node) []*node { return n.above }
		if !down {
			layer = g.layers[len(g.layers)-1-k]
			beside = func(n *node) []*node { return n.below }
		}
		for i, n := range layer {
			n.want = float64(i)
			if joined := beside(n); len(joined) > 0 {
				n.want = 0
				for _, other := range joined {
					n.want += float64(other.at) / float64(len(joined))
				}
			}
		}
		slices.SortStableFunc(layer, func(a, b *node) int { return cmp.Compare(a.want, b.want) })
		for i, n := range layer {
			n.at = i
		}
	}
}

// crossings counts the pairs of lines that cross between two layers.
func (g *graph) crossings() int {
	total := 0
	for _, layer := range g.layers {
		var ends []int // of the lines from this layer, by where they begin
		for _, n := range layer {
			var own []int
			for _, below := range n.below {
				own = append(own, below.at)
			}
			slices.Sort(own)
			for _, end := range own {
				for _, before := range ends {
					if before > end {
						total++
					}
				}
			}
			ends = append(ends, own...)
		}
	}
	return total
}

// place gives each theme its height, near the middle of those that it is joined
// with, and returns where the lowest ends. Nothing stands above top.
func (g *graph) place(top float64) float64 {
	for _, layer := range g.layers {
		y := 0.0
		for _, n := range layer {
			n.y = y
			y += n.height + gap
		}
	}
	for i := range sweeps {
		for k := range g.layers {
			layer := g.layers[k]
			if i%2 == 1 {
				layer = g.layers[len(g.layers)-1-k]
			}
			for _, n := range layer {
				n.want = n.y + n.height/2
				if joined := slices.Concat(n.above, n.below); len(joined) > 0 {
					n.want = 0
					for _, other := range joined {
						n.want += (other.y + other.height/2) / float64(len(joined))
					}
				}
			}
			settle(layer)
		}
	}
	highest, lowest := 0.0, top
	for i, layer := range g.layers {
		for j, n := range layer {
			if i+j == 0 || n.y < highest {
				highest = n.y
			}
		}
	}
	for _, layer := range g.layers {
		for _, n := range layer {
			n.y += top - highest
			lowest = max(lowest, n.y+n.height)
		}
	}
	return lowest
}

// settle moves the themes of a layer as near to where they would best be as their
// order and their heights let them, by least squares: those that would overlap
// become one block, which stands where they would best be on average (the pool
// adjacent violators algorithm; Barlow and others, Statistical Inference under Order
// Restrictions, 1972).
func settle(layer []*node) {
	type block struct {
		from, to int     // nodes of the layer
		sum      float64 // of where each would have the block begin
		height   float64
	}
	start := func(b block) float64 { return b.sum / float64(b.to-b.from) }
	var blocks []block
	for i, n := range layer {
		blocks = append(blocks, block{i, i + 1, n.want - n.height/2, n.height + gap})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if start(a)+a.height <= start(b) {
				break
			}
			joined := block{a.from, b.to, a.sum + b.sum - a.height*float64(b.to-b.from), a.height + b.height}
			blocks = append(blocks[:len(blocks)-2], joined)
		}
	}
	for _, b := range blocks {
		y := start(b)
		for _, n := range layer[b.from:b.to] {
			n.y = y
			y += n.height + gap
		}
	}
}
