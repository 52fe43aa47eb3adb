package theme

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDifferences(t *testing.T) {
	t.Parallel()
	before := decodeSound(t, smallModel)
	if d := Differences(before, before); d != nil {
		t.Errorf("a model differs from itself: %v", d)
	}
	now := decodeSound(t, strings.NewReplacer(
		`title = "Having some give"`, `title = "Some give"`,
		`shape = "tree"`, `shape = "hierarchy"`,
		"name = \"Ways\"\nplace = \"trunk\"", "name = \"Paths\"",
		"name = \"Street\"\nplace = \"soil\"", "name = \"Street\"\nplace = \"root\"",
		`name = "Some give"`, `name = "Give"`,
		`codes = ["ana:slack", "cem:other"]`, `codes = ["ana:sums", "ana:slack"]`,
		"query = \"slack\"\n", "",
		`parents = ["give", "quiet"]`, `parents = ["quiet"]`,
		"id = \"quiet\"\nname = \"Nothing to add up\"\npart = \"Good life\"", "id = \"quiet\"\nname = \"Nothing to add up\"\npart = \"Means\"",
		"id = \"street\"\npart = \"Street\"\nstatement = \"What nobody chose.\"", "id = \"road\"\nstatement = \"Elsewhere.\"",
		"quote = \"I never said this\"\nstance = \"contradicts\"", "quote = \"I never said this\"\nstance = \"qualifies\"",
		"theme = \"give\"\ntranscript = \"three\"", "theme = \"quiet\"\ntranscript = \"three\"",
	).Replace(smallModel))
	want := []Difference{
		{"", EventTitled, "Having some give", "Some give", nil},
		{"", EventShaped, "tree", "hierarchy", nil},
		{"", EventPartAdded, "", "", []string{"Paths"}},
		{"", EventPartPlaced, "soil", "root", []string{"Street"}},
		{"", EventPartRemoved, "trunk", "", []string{"Ways"}},
		{"give", EventRenamed, "Some give", "Give", nil},
		{"give", EventRests, "", "", []string{"ana:sums"}},
		{"give", EventLeaves, "", "", []string{"cem:other"}},
		{"give", EventQuery, "slack", "", nil},
		{"give", EventUnquoted, "", "", []string{"three"}},
		{"give", EventStance, "contradicts", "qualifies", []string{"two"}},
		{"steady", EventMoved, "give, quiet", "quiet", nil},
		{"quiet", EventPlaced, "Good life", "Means", nil},
		{"quiet", EventQuoted, "", "", []string{"three"}},
		{"road", EventAdded, "", "road", []string{}},
		{"street", EventRemoved, "street", "", nil},
	}
	if diff := cmp.Diff(want, Differences(before, now)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A quotation whose words were corrected, or whose transcript has another name, is the
// same one.
func TestQuotesFollow(t *testing.T) {
	t.Parallel()
	before := decodeSound(t, smallModel)
	now := decodeSound(t, strings.NewReplacer(
		`quote = "on the coin"`, `quote = "on the coins"`, "start = 113\nend = 125", "start = 114\nend = 127",
		`transcript = "three"`, `transcript = "third"`,
	).Replace(smallModel))
	if d := Differences(before, now); d != nil {
		t.Errorf("%v", d)
	}
	other := decodeSound(t, strings.NewReplacer("start = 113\nend = 125", "start = 10\nend = 20", `quote = "on the coin"`, `quote = "having some"`).Replace(smallModel))
	want := []Difference{{"quiet", EventQuoted, "", "", []string{"one:@10-20"}}, {"quiet", EventUnquoted, "", "", []string{"one:@113-125"}}}
	if diff := cmp.Diff(want, Differences(before, other)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
