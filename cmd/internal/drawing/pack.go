package drawing

import "math"

// Size is how large a box is.
type Size struct{ Width, Height float64 }

// Pack places boxes around a middle so that none overlaps another: each at the first
// free place along a spiral (Archimedes') that is stretched sideways by a factor, so
// that those that come first stand in the middle. It returns where the top left corner
// of each is, all of them not less than 0, and the size of the whole. The same boxes
// are placed alike.
func Pack(boxes []Size, stretch float64) ([]Point, Size) {
	placed := make([]rectangle, 0, len(boxes))
	for _, b := range boxes {
		placed = append(placed, free(placed, b, stretch))
	}
	var whole rectangle
	for i, r := range placed {
		if i == 0 {
			whole = r
		}
		whole = rectangle{min(whole.left, r.left), min(whole.top, r.top), max(whole.right, r.right), max(whole.bottom, r.bottom)}
	}
	out := make([]Point, len(placed))
	for i, r := range placed {
		out[i] = Point{r.left - whole.left, r.top - whole.top}
	}
	return out, Size{whole.right - whole.left, whole.bottom - whole.top}
}

type rectangle struct{ left, top, right, bottom float64 }

func (r rectangle) overlaps(o rectangle) bool {
	return r.left < o.right && o.left < r.right && r.top < o.bottom && o.top < r.bottom
}

// step is how far two places along the spiral are from each other, and its arms.
const step = 3.0

// free returns the first free place of a box.
func free(placed []rectangle, b Size, stretch float64) rectangle {
	last := 0 // the rectangle that was in the way; it is in the way of the next place as well, mostly
	for angle := 0.0; ; {
		radius := step * angle / (2 * math.Pi)
		x, y := stretch*radius*math.Cos(angle), radius*math.Sin(angle)
		r := rectangle{x - b.Width/2, y - b.Height/2, x + b.Width/2, y + b.Height/2}
		if in := inTheWay(placed, r, last); in < 0 {
			return r
		} else {
			last = in
		}
		angle += step / max(radius*stretch, step)
	}
}

// inTheWay returns a rectangle that overlaps r, -1 when none does. It looks at one of
// them first.
func inTheWay(placed []rectangle, r rectangle, first int) int {
	if first < len(placed) && placed[first].overlaps(r) {
		return first
	}
	for i, p := range placed {
		if p.overlaps(r) {
			return i
		}
	}
	return -1
}
