package tabulate

import (
	"slices"

	"grounded/transcript/coding"
)

// Quartiles are the lower quartile, median and upper quartile of some numbers.
type Quartiles struct{ Lower, Median, Upper float64 }

// QuartilesOf interpolates between order statistics, as definition 7 of Hyndman
// and Fan, Sample quantiles in statistical packages, The American Statistician
// 50 (1996) 361-365. It reports false when there are no numbers.
func QuartilesOf(numbers []int) (Quartiles, bool) {
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

// passageWords returns the distinct passages of some codings of one analyst, each
// as its length in words.
func passageWords(rows []coding.Row) []int {
	seen := map[passage]bool{}
	var words []int
	for _, r := range rows {
		p := passage{r.Transcript.ID, r.Now}
		if seen[p] {
			continue
		}
		seen[p] = true
		words = append(words, r.Transcript.CountWords(r.Transcript.Said(r.Now)...))
	}
	return words
}
