package codebook_test

import (
	"slices"
	"testing"

	"grounded/codebook"
	"grounded/codebook/problem"
)

// Heirs follow a code through merges and splits, once each, and never in a ring.
func TestHeirs(t *testing.T) {
	t.Parallel()
	b, problems := codebook.Decode("b.toml", []byte(`
[[code]]
id = "a"
name = "A"
retired = "2021-01-01"
became = ["b", "c"]
[[code]]
id = "b"
name = "B"
retired = "2021-01-02"
became = ["d", "a"]
[[code]]
id = "c"
name = "C"
[[code]]
id = "d"
name = "D"
[[code]]
id = "lost"
name = "Lost"
retired = "2021-01-02"
became = ["gone"]
`))
	if problem.Fatal(problems) != nil {
		t.Fatal(problems)
	}
	for id, want := range map[codebook.ID][]codebook.ID{
		"a": {"b", "c", "d"}, "b": {"d", "a", "c"}, "c": nil, "lost": nil, "nobody": nil,
	} {
		if got := b.Heirs(id); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}
