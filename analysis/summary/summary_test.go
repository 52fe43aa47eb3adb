package summary

import (
	"slices"
	"testing"
)

func TestQuartilesOf(t *testing.T) {
	for _, c := range []struct {
		numbers []int
		want    Quartiles
	}{
		{[]int{7}, Quartiles{7, 7, 7}},
		{[]int{4, 1}, Quartiles{1.75, 2.5, 3.25}},
		{[]int{3, 1, 2}, Quartiles{1.5, 2, 2.5}},
		{[]int{9, 1, 5, 3, 7}, Quartiles{3, 5, 7}},
		{[]int{1, 2, 3, 4}, Quartiles{1.75, 2.5, 3.25}},
	} {
		before := slices.Clone(c.numbers)
		if got, ok := QuartilesOf(c.numbers); !ok || got != c.want {
			t.Errorf("%v: %v, want %v", c.numbers, got, c.want)
		}
		if !slices.Equal(before, c.numbers) {
			t.Errorf("%v was sorted in place", before)
		}
	}
	if _, ok := QuartilesOf[int](nil); ok {
		t.Error("no numbers have quartiles")
	}
}

// The means of two columns of eight answers that were published with a study of this kind.
func TestMean(t *testing.T) {
	for _, c := range []struct {
		numbers []int
		want    float64
	}{
		{[]int{100, 95, 100, 70, 100, 100, 100, 91}, 94.5},
		{[]int{90, 99, 70, 77, 85, 99, 33, 85}, 79.75},
		{[]int{3}, 3},
	} {
		if got, ok := Mean(c.numbers); !ok || got != c.want {
			t.Errorf("%v: %v, want %v", c.numbers, got, c.want)
		}
	}
	if _, ok := Mean[float64](nil); ok {
		t.Error("no numbers have a mean")
	}
}
