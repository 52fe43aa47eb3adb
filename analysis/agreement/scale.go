package agreement

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Scale is a convention that gives words to values. All are arbitrary, and none
// was made for all coefficients; a word stands with the name of its scale.
type Scale struct {
	Name   string
	Source string
	steps  []step // upwards
	likely bool   // judged by the probability of the steps
}

// step is a word for values from some value on.
type step struct {
	from float64
	word string
}

var landisKoch = []step{
	{math.Inf(-1), "poor"}, {0, "slight"}, {.2, "fair"}, {.4, "moderate"}, {.6, "substantial"}, {.8, "almost perfect"},
}

// Scales returns the scales there are.
func Scales() []Scale {
	return []Scale{
		{Name: "krippendorff", Source: "Krippendorff 2004, p. 241", steps: []step{
			{math.Inf(-1), "not reliable"}, {.667, "for tentative conclusions"}, {.8, "reliable"}}},
		{Name: "landis-koch", Source: "Landis and Koch 1977", steps: landisKoch},
		{Name: "fleiss", Source: "Fleiss 1981", steps: []step{
			{math.Inf(-1), "poor"}, {.4, "fair to good"}, {.75, "excellent"}}},
		{Name: "gwet", Source: "Gwet 2014, chapter 6, on the steps of Landis and Koch 1977", steps: landisKoch, likely: true},
	}
}

// ScaleNamed returns the scale of a name.
func ScaleNamed(name string) (Scale, bool) {
	i := slices.IndexFunc(Scales(), func(s Scale) bool { return s.Name == name })
	if i < 0 {
		return Scale{}, false
	}
	return Scales()[i], true
}

// Judge returns the word for an estimate. It goes by the lower end of the
// interval, since that is what can be relied on; Gwet's by the highest step that
// the true value has reached with a probability of .95, given the standard error.
func (s Scale) Judge(e Estimate) (string, error) {
	switch {
	case e.Undefined != nil:
		return "", e.Undefined
	case e.Open != nil:
		return "", fmt.Errorf("a scale is read at the lower end of an interval, and there is none: %w", e.Open)
	case !s.likely:
		return s.at(e.Low), nil
	}
	for i, p := range s.Cumulative(e.Value, e.SE) {
		if p >= .95 {
			return s.steps[len(s.steps)-1-i].word, nil
		}
	}
	return s.steps[0].word, nil
}

func (s Scale) at(value float64) string {
	word := s.steps[0].word
	for _, step := range s.steps {
		if value >= step.from {
			word = step.word
		}
	}
	return word
}

// Cumulative returns, from the topmost step down, the probability that a true
// value lies in that step or above, for a normal error cut off at -1 and 1 (Gwet
// 2014, chapter 6).
func (s Scale) Cumulative(value, se float64) []float64 {
	out := make([]float64, 0, len(s.steps))
	if se == 0 {
		for _, step := range slices.Backward(s.steps) {
			p := 0.
			if value >= step.from {
				p = 1
			}
			out = append(out, p)
		}
		return out
	}
	normal := distuv.Normal{Mu: value, Sigma: se}
	whole := normal.CDF(1) - normal.CDF(-1)
	for _, step := range slices.Backward(s.steps) {
		out = append(out, (normal.CDF(1)-normal.CDF(max(step.from, -1)))/whole)
	}
	return out
}
