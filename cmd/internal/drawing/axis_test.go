package drawing

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTicks(t *testing.T) {
	for _, tt := range []struct {
		most, about int
		want        []int
	}{
		{0, 5, []int{0, 1}},
		{3, 5, []int{0, 1, 2, 3}},
		{27, 6, []int{0, 5, 10, 15, 20, 25, 30}},
		{30, 6, []int{0, 5, 10, 15, 20, 25, 30}},
		{31, 6, []int{0, 10, 20, 30, 40}},
		{8, 6, []int{0, 2, 4, 6, 8}},
		{1000, 4, []int{0, 500, 1000}},
	} {
		if diff := cmp.Diff(tt.want, Ticks(tt.most, tt.about)); diff != "" {
			t.Errorf("to %d in about %d (-want +got)\n%s", tt.most, tt.about, diff)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		most, about := rapid.IntRange(0, 1e6).Draw(t, "most"), rapid.IntRange(1, 20).Draw(t, "about")
		ticks := Ticks(most, about)
		step := ticks[1] - ticks[0]
		if last := ticks[len(ticks)-1]; ticks[0] != 0 || step < 1 || last < most || most > 0 && last-step >= most || len(ticks) > about+2 {
			t.Fatalf("to %d in about %d: %v", most, about, ticks)
		}
	})
}
