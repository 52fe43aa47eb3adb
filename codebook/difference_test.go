package codebook

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	before, _ := Decode("a.toml", []byte(`
[[code]]
id = "rent"
name = "Rent"
definition = "Rent."
[[code]]
id = "debt"
parent = "rent"
[[code]]
id = "bills"
[[code]]
id = "heat"
retired = 2021-03-01
[[code]]
id = "gone"
[[code]]
id = "means"
kind = "analytical"
grounded_in = ["rent"]
`))
	now, _ := Decode("a.toml", []byte(`
[[code]]
id = "rent"
name = "Rents"
definition = "Rent, and being behind with it."
exclude = "Mortgages."
defined = 2021-03-04T10:00:00Z
[[code]]
id = "debt"
retired = 2021-03-04
became = ["rent", "bills"]
[[code]]
id = "bills"
retired = 2021-03-04
became = ["rent"]
[[code]]
id = "heat"
origin = "data"
in_vivo = true
[[code]]
id = "means"
kind = "analytical"
grounded_in = ["rent", "heat"]
[[code]]
id = "fresh"
name = "Fresh"
retired = 2021-03-04
`))
	want := []Difference{
		{Code: "rent", What: EventRenamed, From: "Rent", To: "Rents"},
		{Code: "rent", What: EventRedefined, From: "Rent.", To: "Rent, and being behind with it.", Fields: []string{"definition"}, Dated: true},
		{Code: "rent", What: EventRedefined, To: "Mortgages.", Fields: []string{"exclude"}, Dated: true},
		{Code: "debt", What: EventMoved, From: "rent"},
		{Code: "debt", What: EventSplit, With: []ID{"rent", "bills"}},
		{Code: "bills", What: EventMerged, With: []ID{"rent"}},
		{Code: "heat", What: EventRevived},
		{Code: "heat", What: EventDescribed, Fields: []string{"origin", "in_vivo"}},
		{Code: "means", What: EventRested, With: []ID{"rent", "heat"}},
		{Code: "fresh", What: EventBorn, To: "Fresh"},
		{Code: "fresh", What: EventRetired},
		{Code: "gone", What: EventGone},
	}
	if diff := cmp.Diff(want, Differences(before, now)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A book does not differ from itself, and what differs one way differs the other.
func TestDifferencesBothWays(t *testing.T) {
	t.Parallel()
	books := rapid.Custom(func(t *rapid.T) *Book {
		src := ""
		for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), rapid.ID).Draw(t, "codes") {
			src += fmt.Sprintf("[[code]]\nid = %q\nname = %q\ndefinition = %q\n", id, rapid.SampledFrom([]string{"x", "y"}).Draw(t, "name")+id, rapid.SampledFrom([]string{"", "m", "n"}).Draw(t, "definition"))
			if rapid.Bool().Draw(t, "retired") {
				src += "retired = 2021-03-04\n"
			}
		}
		b, _ := Decode("a.toml", []byte(src))
		return b
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := books.Draw(t, "one"), books.Draw(t, "other")
		if d := Differences(a, a); d != nil {
			t.Fatalf("a book differs from itself: %v", d)
		}
		touched := func(ds []Difference) map[ID]bool {
			out := map[ID]bool{}
			for _, d := range ds {
				out[d.Code] = true
			}
			return out
		}
		if diff := cmp.Diff(touched(Differences(a, b)), touched(Differences(b, a))); diff != "" {
			t.Fatalf("(-one way +the other):\n%s", diff)
		}
	})
}
