package picture

import (
	"fmt"

	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

// The colours of a tree.
const (
	leafFill  = "#e9f1de"
	leafEdge  = "#86a567"
	wood      = "#d9c4a3"
	woodEdge  = "#a3835a"
	earth     = "#f3ecdf"
	soil      = "#e3d3ba"
	soilEdge  = "#8b7350"
	rootEdge  = "#a3835a"
	grassLine = "#7f9460"
)

const (
	bough    = 56.0  // between the crown's cards and the trunk
	foot     = 70.0  // between the ground and the roots' cards
	foliage  = 44.0  // around the crown's cards
	bark     = 28.0  // beside the trunk's cards
	broad    = 320.0 // the trunk's cards
	shortest = 70.0  // a trunk without themes
	most     = 3     // columns of cards
	tall     = 6     // themes of a trunk one above the other
)

// tree lays a model out as a tree: the leaves in the crown, the process in the
// trunk, roots below the ground in the soil they stand in, and below the picture
// what has no place in it.
func tree(p theme.Picture) *scene {
	of := map[theme.Place][]theme.Group{}
	widest := 1
	for _, g := range p.Groups {
		of[g.Part.Place] = append(of[g.Part.Place], g)
		widest = max(widest, min(most, len(clusters(g.Themes, cardWidth, edge))))
	}
	t := &growing{scene: &scene{width: across(max(widest, 2), cardWidth) + 2*(foliage+margin)}}
	t.parted = true
	t.centre = t.width / 2
	t.y = t.titled(p.Title)
	// The trunk is measured before the crown is drawn, for its boughs grow from it.
	t.girth = across(t.abreast(of[theme.Trunk]), broad) + 2*bark
	if len(of[theme.Trunk]) == 0 {
		t.girth = cardWidth * 0.6
	}
	t.crown(of[theme.Leaf])
	t.trunk(of[theme.Trunk], len(of[theme.Leaf]) > 0)
	t.roots(of[theme.Root], of[theme.Soil])
	if rest := of[""]; len(rest) > 0 {
		t.y = t.groups(rest, most, t.y+gap*1.5)
	}
	t.height = t.y + margin
	return t.scene
}

// growing is a tree in the making: y is how far down it has come.
type growing struct {
	*scene
	centre, y, girth float64
}

// abreast is how many columns the trunk has: two at the most, and one for a few.
func (t *growing) abreast(groups []theme.Group) int {
	n := 1
	for _, g := range groups {
		if len(clusters(g.Themes, broad, edge)) > tall {
			n = 2
		}
	}
	return n
}

// sections lays groups out one under the other, with their names on fill over the
// middle, or aside over the first column, and returns the columns of each.
func (t *growing) sections(groups []theme.Group, most int, width float64, edge, fill string, aside bool) [][]column {
	var out [][]column
	for i, g := range groups {
		if i > 0 {
			t.y += gap * 1.5
		}
		all := clusters(g.Themes, width, edge)
		if g.Part.Name != "" {
			h := heading(g.Part.Name, fill, across(most, width))
			x := t.centre - h.width/2
			if aside {
				x = t.centre - across(min(most, len(all)), width)/2
			}
			t.y = h.move(x, t.y) + gap*0.6
			t.cards = append(t.cards, h)
		}
		var cs []column
		cs, t.y = columns(all, most, width, t.centre, t.y)
		t.add(all, drawing.Style{Stroke: edge, Weight: 1.4})
		out = append(out, cs)
	}
	return out
}

// crown draws the leaves in a cloud of foliage, each column on a bough.
func (t *growing) crown(leaves []theme.Group) {
	if len(leaves) == 0 {
		return
	}
	top := t.y
	t.y += foliage
	at := len(t.shapes)
	sections := t.sections(leaves, most, cardWidth, leafEdge, leafFill, false)
	widest := t.girth + 60
	for _, cs := range sections {
		widest = max(widest, across(len(cs), cardWidth))
	}
	t.y += bough
	bottom := t.y
	half := min(widest/2+foliage, t.width/2-margin*0.8)
	t.insert(at, func(c *drawing.Canvas) {
		c.Path(cloud(t.centre-half, top+10, t.centre+half, bottom), drawing.Style{Fill: leafFill, Stroke: leafEdge, Weight: 1.6})
		for k, cs := range sections {
			from := bottom
			for i, col := range cs {
				start := drawing.Point{X: t.spread(i, len(cs)), Y: from - 8}
				end := drawing.Point{X: col.centre(), Y: col.bottom() - 4}
				if k < len(sections)-1 {
					start.X = col.centre()
				}
				c.Path(taper(start, end, 30, 14)+taper(end, drawing.Point{X: col.centre(), Y: col.top() + 20}, 14, 5), drawing.Style{Fill: wood})
			}
		}
	})
}

// spread is where the i-th of n boughs or roots leaves the trunk.
func (t *growing) spread(i, n int) float64 {
	width := t.girth - 40
	if n == 1 {
		return t.centre
	}
	return t.centre - width/2 + width*float64(i)/float64(n-1)
}

// insert puts a shape before those that were drawn from at on.
func (s *scene) insert(at int, shape func(*drawing.Canvas)) {
	s.shapes = append(s.shapes, nil)
	copy(s.shapes[at+1:], s.shapes[at:])
	s.shapes[at] = shape
}

// trunk draws the process between its walls. Without a crown it is cut off.
func (t *growing) trunk(process []theme.Group, crowned bool) {
	top := t.y
	if !crowned {
		top = t.y + gap
		t.y = top
	}
	at := len(t.shapes)
	t.y += gap * 1.4
	if len(process) > 0 {
		t.sections(process, t.abreast(process), broad, woodEdge, wood, false)
		t.y += gap * 2.2
	} else {
		t.y += shortest
	}
	ground := t.y
	left, right := t.centre-t.girth/2, t.centre+t.girth/2
	t.insert(at, func(c *drawing.Canvas) {
		flare := 34.0
		c.Path(fmt.Sprintf("M%s C%s %s %s L%s C%s %s %s L%s C%s %s %s L%s C%s %s %s Z",
			xy(left-10, top-14), xy(left-2, top-6), xy(left, top+6), xy(left, top+26),
			xy(left, ground-60), xy(left, ground-24), xy(left-flare*0.4, ground-6), xy(left-flare, ground+4),
			xy(right+flare, ground+4), xy(right+flare*0.4, ground-6), xy(right, ground-24), xy(right, ground-60),
			xy(right, top+26), xy(right, top+6), xy(right+2, top-6), xy(right+10, top-14)),
			drawing.Style{Fill: wood})
	})
}

// roots draws what is below the ground: the roots, each column of them on one that
// grows from the trunk, and under them the soil.
func (t *growing) roots(roots, soils []theme.Group) {
	ground := t.y
	at := len(t.shapes)
	t.y += foot
	if len(roots) == 0 {
		t.y = ground + foot*0.75
	}
	var sections [][]column
	if len(roots) > 0 {
		sections = t.sections(roots, most, cardWidth, rootEdge, earth, true)
		t.y += gap * 2.6
	}
	bed := t.y
	if len(soils) > 0 {
		t.y += gap * 1.8
		t.sections(soils, most, cardWidth, soilEdge, soil, true)
		t.y += gap * 1.4
	}
	bottom := t.y
	t.insert(at, func(c *drawing.Canvas) {
		c.Box(0, ground, t.width, bottom-ground, 0, drawing.Style{Fill: earth})
		if len(soils) > 0 {
			c.Path(bank(t.width, bed, bottom), drawing.Style{Fill: soil})
		}
		n := 3
		if len(sections) == 0 {
			for i := range n {
				end := drawing.Point{X: t.centre + (t.spread(i, n)-t.centre)*1.5, Y: ground + foot*0.6}
				c.Path(taper(drawing.Point{X: t.spread(i, n), Y: ground - 1}, end, 26, 3), drawing.Style{Fill: wood})
			}
		}
		for k, cs := range sections {
			for i, col := range cs {
				start := drawing.Point{X: t.spread(i, len(cs)), Y: ground - 1}
				wide := 34.0
				if k > 0 { // grows on from the roots above
					start, wide = drawing.Point{X: t.spread(i, len(cs)), Y: sections[k-1][0].bottom()}, 10
				}
				end := drawing.Point{X: col.centre(), Y: col.top() + 6}
				tip := drawing.Point{X: col.centre() + 6*float64(1-2*(i%2)), Y: col.bottom() + gap*1.5}
				c.Path(taper(start, end, wide, 15)+taper(end, drawing.Point{X: col.centre(), Y: col.bottom()}, 15, 8)+
					taper(drawing.Point{X: col.centre(), Y: col.bottom()}, tip, 8, 1), drawing.Style{Fill: wood})
			}
		}
		c.Line([]drawing.Point{{X: 0, Y: ground}, {X: t.centre - t.girth/2 - 30, Y: ground}}, drawing.Style{Stroke: grassLine, Weight: 3})
		c.Line([]drawing.Point{{X: t.centre + t.girth/2 + 30, Y: ground}, {X: t.width, Y: ground}}, drawing.Style{Stroke: grassLine, Weight: 3})
	})
}
