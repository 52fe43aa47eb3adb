package picture

import (
	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

// listColumns is how many cards of a list stand side by side at the most.
const listColumns = 3

// list lays themes out as cards, part by part.
func list(p theme.Picture) *scene {
	n := 1
	for _, g := range p.Groups {
		n = max(n, min(listColumns, len(clusters(g.Themes, cardWidth, edge))))
	}
	s := &scene{width: across(n, cardWidth) + 2*margin}
	y := s.titled(p.Title)
	s.height = s.groups(p.Groups, n, y) + margin
	return s
}

// groups lays groups out one under the other from y on, each below its name, and
// returns where the last one ends.
func (s *scene) groups(groups []theme.Group, most int, y float64) float64 {
	for i, g := range groups {
		if i > 0 {
			y += gap
		}
		name := g.Part.Name
		if name == "" && (len(groups) > 1 || s.parted) {
			name = "Without a part"
		}
		if name != "" {
			h := heading(name, "white", s.width-2*margin)
			y = h.move(s.width/2-h.width/2, y) + gap/2
			s.cards = append(s.cards, h)
		}
		all := clusters(g.Themes, cardWidth, edge)
		_, y = columns(all, most, cardWidth, s.width/2, y)
		s.add(all, drawing.Style{Stroke: edge})
	}
	return y
}

// add puts the cards of clusters into the scene, and the lines between them.
func (s *scene) add(all []*cluster, lines drawing.Style) {
	for _, c := range all {
		s.cards = append(s.cards, c.cards...)
		s.shapes = append(s.shapes, func(to *drawing.Canvas) { c.links(to, lines) })
	}
}
