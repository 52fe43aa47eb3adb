package crosswalk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"grounded/codebook"
	"grounded/codebook/problem"
)

const good = `# Which codes are which.

[[pair]]
id = "money"     # the first that we agreed on
left = ["rent", "bills"]
right = ["finances"]
relation = "same"
status = "accepted"
note = "settled in May"
evidence_from = ["interview-01"]

[[pair]]
id = "kin"
left = ["family"]
right = ["care"]
relation = "broader"

[[pair]]
id = "faith"
left = ["church"]
right = ["faith", "church", "faith"]
status = "accepted"
`

func decoded(t *testing.T, src string) *Crosswalk {
	t.Helper()
	c, problems := Decode("c.toml", []byte(src))
	if err := problem.Fatal(problems); err != nil {
		t.Fatal(err)
	}
	return c
}

func ids(s ...codebook.ID) []codebook.ID { return s }

func TestDecode(t *testing.T) {
	t.Parallel()
	want := []Pair{
		{
			ID: "money", Left: ids("rent", "bills"), Right: ids("finances"), Relation: Same, Status: Accepted,
			Note: "settled in May", EvidenceFrom: []string{"interview-01"}, Line: 3,
		},
		{ID: "kin", Left: ids("family"), Right: ids("care"), Relation: Broader, Status: Proposed, Line: 12},
		{ID: "faith", Left: ids("church"), Right: ids("faith", "church", "faith"), Relation: Same, Status: Accepted, Line: 18},
	}
	if diff := cmp.Diff(want, decoded(t, good).Pairs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	const src = `[[pair]]
id = "a"
left = ["x", "y"]
right = ["p"]
status = "accepted"

[[pair]]
id = "a"
left = ["z"]
right = ["q"]

[[pair]]
left = ["y"]
right = []
status = "acepted"
relation = "equal"
sure = 1

[[pair]]
id = "b"
left = ["w", "y", "w"]
right = ["p", "r"]
status = "accepted"
`
	want := []string{
		`c.toml:8:1: pair "a" is there twice; first at line 1; give one of them another id (pair-twice)`,
		`c.toml:12:1: this pair has no id; write id = "pair" (pair-without-id)`,
		`c.toml:14:1: pair "" has no code on the right; write right = ["…"] (pair-empty-side)`,
		`c.toml:15:1: "acepted" is no status of a pair; write proposed, accepted or rejected (bad-status)`,
		`c.toml:16:1: "equal" is no relation of codes; write same, broader, narrower or overlaps (bad-relation)`,
		`c.toml:17:1: nothing reads the key sure (unknown-key, a note)`,
		`c.toml:21:1: code "y" on the left of pair "b" is in pair "a" at line 1 too, and both are accepted as the same; reject one of them, or join the two with: grounded crosswalk join b a (pair-overlap)`,
		`c.toml:21:1: pair "b" names a code twice on the left; it counts once (pair-repeats-code, a note)`,
		`c.toml:22:1: code "p" on the right of pair "b" is in pair "a" at line 1 too, and both are accepted as the same; reject one of them, or join the two with: grounded crosswalk join b a (pair-overlap)`,
	}
	_, problems := Decode("c.toml", []byte(src))
	var got []string
	for _, p := range problems {
		kind := p.Name
		if !p.Fatal {
			kind += ", a note"
		}
		got = append(got, p.String()+" ("+kind+")")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSyntaxIsFatalAndNothingIsSaidToBeMissing(t *testing.T) {
	t.Parallel()
	_, problems := Decode("c.toml", []byte("[[pair]]\nid = \"a\nleft = [\"x\"]\nright = [\"y\"]\n"))
	if len(problems) != 1 || problems[0].Name != "toml-syntax" || !problems[0].Fatal || problems[0].Line != 2 {
		t.Errorf("got %v", problems)
	}
}

// Only what two people accepted as the same can count twice.
func TestWhatIsNotAcceptedAsSameMayOverlap(t *testing.T) {
	t.Parallel()
	accepted := "[[pair]]\nid = \"a\"\nleft = [\"x\"]\nright = [\"y\"]\nstatus = \"accepted\"\n"
	for _, line := range []string{"right = [\"y\"]\nstatus = \"proposed\"", "right = [\"y\"]\nstatus = \"rejected\"", "right = [\"z\"]\nstatus = \"accepted\"\nrelation = \"narrower\""} {
		_, problems := Decode("c.toml", []byte(accepted+"[[pair]]\nid = \"b\"\nleft = [\"x\"]\n"+line+"\n"))
		if problems != nil {
			t.Errorf("with %s: %v", line, problems)
		}
	}
	crossed := "[[pair]]\nid = \"b\"\nleft = [\"y\"]\nright = [\"x\"]\nstatus = \"accepted\"\n"
	if _, problems := Decode("c.toml", []byte(accepted+crossed)); problems != nil {
		t.Errorf("the sides are two books, but: %v", problems)
	}
}

func TestCategories(t *testing.T) {
	t.Parallel()
	want := []Category{
		{Name: "faith", Left: ids("church"), Right: ids("church", "faith")},
		{Name: "money", Left: ids("bills", "rent"), Right: ids("finances")},
	}
	if diff := cmp.Diff(want, decoded(t, good).Categories()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSwap(t *testing.T) {
	t.Parallel()
	c := decoded(t, good).Swap()
	kin, _ := c.Pair("kin")
	want := Pair{ID: "kin", Left: ids("care"), Right: ids("family"), Relation: Narrower, Status: Proposed, Line: 12}
	if diff := cmp.Diff(want, kin); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := c.Categories()[1]; got.Left[0] != "finances" || len(got.Right) != 2 {
		t.Errorf("the category is not swapped: %v", got)
	}
}

func TestCheckNamesCodesOfNoBook(t *testing.T) {
	t.Parallel()
	book := func(name string, codes ...string) *codebook.Book {
		b, problems := codebook.Decode(name, []byte("[[code]]\nid = \""+strings.Join(codes, "\"\n[[code]]\nid = \"")+"\"\n"))
		if problems != nil {
			t.Fatal(problems)
		}
		return b
	}
	left, right := book("left.toml", "rent", "bills", "family"), book("right.toml", "finances", "cares", "faith", "church")
	want := []string{
		`c.toml:15:1: code "care" of pair "kin" is not in right.toml; did you mean cares?`,
		`c.toml:20:1: code "church" of pair "faith" is not in left.toml; it is in right.toml; left and right may have been swapped`,
	}
	c := decoded(t, good)
	for name, problems := range map[string][]problem.Problem{"as it is": c.Check(left, right), "swapped": c.Swap().Check(right, left)} {
		var got []string
		for _, p := range problems {
			if p.Name != "code-unknown" || p.Fatal {
				t.Errorf("%s: %+v", name, p)
			}
			got = append(got, p.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if got := c.Check(nil, right); len(got) != 1 {
		t.Errorf("a book that is not there was looked into: %v", got)
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	src := New("ana", "b\nen\x00")
	c, problems := Decode("c.toml", src)
	if problems != nil || len(c.Pairs) != 0 {
		t.Errorf("got %v, %v", c.Pairs, problems)
	}
	if first, _, _ := strings.Cut(string(src), "\n"); first != "# Which codes of ana (left) are which of b en  (right)." {
		t.Errorf("the first line is %q", first)
	}
}

func TestNewID(t *testing.T) {
	t.Parallel()
	c := decoded(t, good)
	for _, tt := range []struct {
		left, right []codebook.ID
		want        string
	}{
		{ids("rent"), ids("finances", "x"), "rent-finances"},
		{ids("rent"), ids("rent"), "rent"},
		{ids("faith"), ids("faith"), "faith-2"},
		{nil, ids("x"), "pair"},
		{ids("…"), ids("…"), "pair"},
	} {
		if got := c.NewID(tt.left, tt.right); got != tt.want {
			t.Errorf("%v and %v make %q, want %q", tt.left, tt.right, got, tt.want)
		}
		if got := c.Swap().NewID(tt.right, tt.left); got != tt.want {
			t.Errorf("swapped, %v and %v make %q, want %q", tt.right, tt.left, got, tt.want)
		}
	}
}
