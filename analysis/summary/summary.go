// Package summary sums up numbers: their mean, their median and their quartiles.
package summary

import "slices"

// Number is what can be summed up.
type Number interface{ ~int | ~float64 }

// Quartiles are the lower quartile, median and upper quartile of some numbers.
type Quartiles struct{ Lower, Median, Upper float64 }

// QuartilesOf interpolates between order statistics, as definition 7 of Hyndman
// and Fan, Sample quantiles in statistical packages, The American Statistician
// 50 (1996) 361-365. It reports false when there are no numbers.
func QuartilesOf[N Number](numbers []N) (Quartiles, bool) {
	if len(numbers) == 0 {
		return Quartiles{}, false
	}
	sorted := slices.Clone(numbers)
	slices.Sort(sorted)
	at := func(p float64) float64 {
		place := p * float64(len(sorted)-1)
		below := int(place)
		if below+1 == len(sorted) {
			return float64(sorted[below])
		}
		share := place - float64(below)
		return float64(sorted[below])*(1-share) + float64(sorted[below+1])*share
	}
	return Quartiles{at(0.25), at(0.5), at(0.75)}, true
}

// Mean returns the mean of some numbers, and false when there are none.
func Mean[N Number](numbers []N) (float64, bool) {
	if len(numbers) == 0 {
		return 0, false
	}
	sum := 0.0
	for _, n := range numbers {
		sum += float64(n)
	}
	return sum / float64(len(numbers)), true
}
