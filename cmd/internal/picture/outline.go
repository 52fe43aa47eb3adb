package picture

import (
	"fmt"
	"math"
	"strings"

	"grounded/cmd/internal/drawing"
)

// taper is the outline of a bough or a root from a to b that is so wide at its
// ends, and leaves and arrives upright.
func taper(a, b drawing.Point, wideA, wideB float64) string {
	half := (a.Y + b.Y) / 2
	return fmt.Sprintf("M%s C%s %s %s L%s C%s %s %s Z ",
		xy(a.X-wideA/2, a.Y), xy(a.X-wideA/2, half), xy(b.X-wideB/2, half), xy(b.X-wideB/2, b.Y),
		xy(b.X+wideB/2, b.Y), xy(b.X+wideB/2, half), xy(a.X+wideA/2, half), xy(a.X+wideA/2, a.Y))
}

// bank is the soil below y, with a wavy surface.
func bank(width, y, bottom float64) string {
	var path strings.Builder
	fmt.Fprintf(&path, "M%s", xy(0, y))
	n := max(2, math.Round(width/120))
	for i := range int(n) {
		from, to := width*float64(i)/n, width*float64(i+1)/n
		lift := 9.0
		if i%2 == 1 {
			lift = -9
		}
		fmt.Fprintf(&path, " Q%s %s", xy((from+to)/2, y+lift), xy(to, y))
	}
	fmt.Fprintf(&path, " L%s L%s Z", xy(width, bottom), xy(0, bottom))
	return path.String()
}

// cloud is the outline of a crown: bulges along a rounded rectangle.
func cloud(left, top, right, bottom float64) string {
	const bulge = 78.0 // the width of one, about
	round := min(90, (right-left)/2, (bottom-top)/2)
	// The rectangle is walked clockwise from the left end of its top.
	type side struct {
		length float64
		at     func(along float64) drawing.Point
	}
	arc := func(x, y, begin float64) side {
		return side{round * math.Pi / 2, func(along float64) drawing.Point {
			angle := begin + along/round
			return drawing.Point{X: x + round*math.Cos(angle), Y: y + round*math.Sin(angle)}
		}}
	}
	straight := func(x, y, dx, dy, length float64) side {
		return side{length, func(along float64) drawing.Point { return drawing.Point{X: x + dx*along, Y: y + dy*along} }}
	}
	width, height := right-left-2*round, bottom-top-2*round
	sides := []side{
		straight(left+round, top, 1, 0, width), arc(right-round, top+round, -math.Pi/2),
		straight(right, top+round, 0, 1, height), arc(right-round, bottom-round, 0),
		straight(right-round, bottom, -1, 0, width), arc(left+round, bottom-round, math.Pi/2),
		straight(left, bottom-round, 0, -1, height), arc(left+round, top+round, math.Pi),
	}
	total := 0.0
	for _, s := range sides {
		total += s.length
	}
	n := max(8, int(math.Round(total/bulge)))
	point := func(i int) drawing.Point {
		along := total * float64(i%n) / float64(n)
		for _, s := range sides {
			if along <= s.length {
				return s.at(along)
			}
			along -= s.length
		}
		return drawing.Point{X: left + round, Y: top}
	}
	var path strings.Builder
	first := point(0)
	fmt.Fprintf(&path, "M%s", xy(first.X, first.Y))
	for i := 1; i <= n; i++ {
		before, p := point(i-1), point(i)
		r := math.Hypot(p.X-before.X, p.Y-before.Y) * 0.68
		fmt.Fprintf(&path, " A%s 0 0 1 %s", xy(r, r), xy(p.X, p.Y))
	}
	return path.String() + " Z"
}

// xy writes a place of a path, with one decimal.
func xy(x, y float64) string { return fmt.Sprintf("%.1f %.1f", x, y) }
