package crosstab

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/transcript"
)

func TestPart(t *testing.T) {
	t.Parallel()
	picked, people := village(t)
	parted := func(d Dimension) Grouping { return Part(picked, d, Options{Cases: people}) }
	names := func(g Grouping) string {
		var out []string
		for _, one := range g.Groups {
			out = append(out, fmt.Sprintf("%s %d", one.Name, one.People))
		}
		return strings.Join(out, ", ")
	}

	// What has no value stands last; each turn is where its speaker is.
	place := parted("attr.place")
	if want := "north 4, south 3, west 2, not known 0"; names(place) != want {
		t.Errorf("by place: %s, want %s", names(place), want)
	}
	if diff := cmp.Diff([]int{3, 1}, place.Turns["i4"]); diff != "" || place.Codings != nil {
		t.Errorf("turns of a question and an answer in the south (-want +got):\n%s", diff)
	}

	// Every coding is in the group of its code.
	code := parted(Code)
	if want := "a 0, b 0, c 0, d 0"; names(code) != want || code.Turns != nil || len(code.Codings) != len(picked.Rows) {
		t.Errorf("by code: %s, want %s; %d codings of %d", names(code), want, len(code.Codings), len(picked.Rows))
	}
	for i, r := range picked.Rows {
		if groups := code.Codings[i]; len(groups) != 1 || code.Groups[groups[0]].ID != string(r.Code) {
			t.Errorf("coding %d of %s is in %v", i, r.Code, groups)
		}
	}
	if got := len(parted(Transcript).Turns[transcript.ID("i0")]); got != 2 {
		t.Errorf("%d turns are parted, want 2", got)
	}
}
