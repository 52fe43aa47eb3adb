package coding

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
)

func TestCodesAt(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2021, 4, n, 9, 0, 0, 0, time.UTC) }
	for _, tt := range []struct {
		name string
		was  []Former
		at   time.Time
		want []codebook.ID
	}{
		{"it never had another", nil, day(1), []codebook.ID{"now"}},
		{"before it was recoded", []Former{{Code: "rent", Until: day(3)}}, day(2), []codebook.ID{"rent"}},
		{"when it was recoded", []Former{{Code: "rent", Until: day(3)}}, day(3), []codebook.ID{"now"}},
		{"recoded twice, before", []Former{{Code: "rent", Until: day(3)}, {Code: "money", Until: day(5)}}, day(2), []codebook.ID{"rent"}},
		{"recoded twice, between", []Former{{Code: "rent", Until: day(3)}, {Code: "money", Until: day(5)}}, day(4), []codebook.ID{"money"}},
		{"two became one, before", []Former{{Code: "rent", Until: day(3), Beside: true}}, day(2), []codebook.ID{"now", "rent"}},
		{"two became one, after", []Former{{Code: "rent", Until: day(3), Beside: true}}, day(4), []codebook.ID{"now"}},
		{"two became one, and then another", []Former{{Code: "rent", Until: day(3), Beside: true}, {Code: "money", Until: day(5)}}, day(2), []codebook.ID{"money", "rent"}},
		{"twice the same", []Former{{Code: "now", Until: day(3), Beside: true}}, day(2), []codebook.ID{"now"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Coding{Code: "now", Was: tt.was}.CodesAt(tt.at)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
