package crosswalk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
)

const book = `# ours

[[pair]]
id = "kin"  # agreed
left = ["kin"]
right = ["family"]
status = "accepted"

[[pair]]
id = "no"
left = ["rent"]
right = ["food"]
status = "rejected"

[[pair]]
id = "old"
left = ["rent"]
right = ["hope"]
status = "proposed"

[[pair]]
id = "maybe"
left = ["rent", "bills"]
right = ["money"]
status = "proposed"
note = "ask Ana"
`

func pairOf(left, right string, r Relation) Pair {
	p := Pair{Relation: r, EvidenceFrom: []string{"i1"}}
	for _, id := range strings.Fields(left) {
		p.Left = append(p.Left, codebook.ID(id))
	}
	for _, id := range strings.Fields(right) {
		p.Right = append(p.Right, codebook.ID(id))
	}
	return p
}

// New proposals take the place of older ones; what people said stays, byte for byte.
func TestPropose(t *testing.T) {
	t.Parallel()
	walk, problems := Decode("c.toml", []byte(book))
	if problems != nil {
		t.Fatal(problems)
	}
	src, proposed, err := walk.Propose([]Pair{
		pairOf("bills rent", "money", Same), pairOf("rent", "food", Same), pairOf("kin", "family", Same), pairOf("time", "late", Broader),
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, p := range proposed {
		ids = append(ids, p.ID)
	}
	if diff := cmp.Diff([]string{"maybe", "time-late"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := `# ours

[[pair]]
id = "kin"  # agreed
left = ["kin"]
right = ["family"]
status = "accepted"

[[pair]]
id = "no"
left = ["rent"]
right = ["food"]
status = "rejected"

[[pair]]
id = "maybe"
left = ["bills", "rent"]
right = ["money"]
status = "proposed"
note = "ask Ana"
relation = "same"
evidence_from = ["i1"]

[[pair]]
id = "time-late"
left = ["time"]
right = ["late"]
relation = "broader"
status = "proposed"
evidence_from = ["i1"]
`
	if diff := cmp.Diff(want, string(src)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, proposed, err = walk.Propose([]Pair{pairOf("rent", "food", Same)}, true); err != nil || len(proposed) != 1 || proposed[0].ID != "no" {
		t.Errorf("again: %v, %v", proposed, err)
	}
	src, _, err = walk.Swap().Propose([]Pair{pairOf("late", "time", Narrower)}, false)
	if err != nil || !strings.Contains(string(src), "left = [\"time\"]\nright = [\"late\"]\nrelation = \"broader\"") {
		t.Errorf("%v:\n%s", err, src)
	}
	if !walk.Decided(true, "family") || walk.Decided(false, "family") || walk.Decided(false, "rent") {
		t.Error("decided are codes of what is accepted as the same")
	}
}
