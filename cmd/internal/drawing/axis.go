package drawing

import "math"

// Ticks returns round numbers from 0 to one that is not less than most: at most about as
// many steps as asked for, of 1, 2 or 5 times a power of ten, and none smaller than 1.
func Ticks(most, about int) []int {
	step := 1
	if about = max(about, 1); most > about {
		rough := float64(most) / float64(about)
		power := math.Pow(10, math.Floor(math.Log10(rough)))
		for _, times := range []float64{1, 2, 5, 10} {
			if step = int(math.Round(times * power)); float64(step) >= rough {
				break
			}
		}
	}
	ticks := []int{0}
	for ticks[len(ticks)-1] < most || len(ticks) < 2 {
		ticks = append(ticks, ticks[len(ticks)-1]+step)
	}
	return ticks
}
