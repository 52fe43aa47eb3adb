package render

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestShrink(t *testing.T) {
	tests := []struct {
		name          string
		widths, floor []int
		limit         int
		want          []int
	}{
		{"all fit", []int{5, 9}, []int{1, 1}, 14, []int{5, 9}},
		{"the widest gives way first", []int{5, 9}, []int{1, 1}, 12, []int{5, 7}},
		{"then all alike, with what is over to the first", []int{5, 9, 9}, []int{1, 1, 1}, 11, []int{4, 4, 3}},
		{"none below its floor", []int{5, 9}, []int{5, 8}, 4, []int{5, 8}},
		{"what is saved by none is asked of others", []int{20, 20}, []int{18, 2}, 24, []int{18, 6}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := append([]int(nil), tt.widths...)
			shrink(got, tt.floor, tt.limit)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	ten := span{full: 10, least: 10, last: 10}
	g := func(groups ...int) (grid, []span) {
		out, spans := grid{lanes: []lane{{stub: true}}}, []span{ten}
		for _, group := range groups {
			out.lanes = append(out.lanes, lane{group: group})
			spans = append(spans, ten)
		}
		return out, spans
	}
	tests := []struct {
		name   string
		groups []int
		limit  int
		want   [][]int
	}{
		{"all beside each other", []int{0, 0}, 34, [][]int{{0, 1, 2}}},
		{"one column too few", []int{0, 0}, 33, [][]int{{0, 1}, {0, 2}}},
		{"a group stays together", []int{1, 1, 2, 2}, 46, [][]int{{0, 1, 2}, {0, 3, 4}}},
		{"a group that is too wide alone is parted", []int{1, 1, 2, 2}, 22, [][]int{{0, 1}, {0, 2}, {0, 3}, {0, 4}}},
		{"what fits nowhere stands alone", []int{0, 0}, 5, [][]int{{0, 1}, {0, 2}}},
		{"nothing but names", nil, 5, [][]int{{0}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			grid, spans := g(tt.groups...)
			if diff := cmp.Diff(tt.want, grid.blocks(spans, tt.limit)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
