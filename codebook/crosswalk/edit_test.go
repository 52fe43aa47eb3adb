package crosswalk

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"grounded/codebook"
	"grounded/codebook/problem"
)

// setStatus sets the status of a pair, and its note unless that is empty.
func setStatus(c *Crosswalk, id string, status Status, note string) ([]byte, error) {
	p, err := c.Find(id)
	if err != nil {
		return nil, err
	}
	p.Status = status
	if note != "" {
		p.Note = note
	}
	return c.Set(p)
}

func TestAStatusThatIsSetChangesNoOtherByte(t *testing.T) {
	t.Parallel()
	got, err := setStatus(decoded(t, good), "money", Rejected, "")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(good, `status = "accepted"`, `status = "rejected"`, 1)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAStatusThatWasADefaultIsWritten(t *testing.T) {
	t.Parallel()
	got, err := setStatus(decoded(t, good), "kin", Rejected, "care is paid work here")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(good, "relation = \"broader\"\n", "relation = \"broader\"\nstatus = \"rejected\"\nnote = \"care is paid work here\"\n", 1)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	got, err := decoded(t, string(New("ana", "ben"))).Add(
		Pair{ID: "a", Left: ids("x"), Right: ids("y", "z"), Relation: Narrower, Status: Proposed, EvidenceFrom: []string{"interview-01"}},
		Pair{ID: "b", Left: ids("x"), Right: ids("y"), Relation: Same, Status: Accepted, Note: "by hand"},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := string(New("ana", "ben")) + `
[[pair]]
id = "a"
left = ["x"]
right = ["y", "z"]
relation = "narrower"
status = "proposed"
evidence_from = ["interview-01"]

[[pair]]
id = "b"
left = ["x"]
right = ["y"]
relation = "same"
status = "accepted"
note = "by hand"
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSetOfASwappedViewWritesTheFileAsItStands(t *testing.T) {
	t.Parallel()
	c := decoded(t, good).Swap()
	kin, _ := c.Pair("kin")
	kin.Left = ids("care", "caring")
	got, err := c.Set(kin)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(good, `right = ["care"]
relation = "broader"
`, `right = ["care", "caring"]
relation = "broader"
status = "proposed"
`, 1)
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEditsThatAreRefused(t *testing.T) {
	t.Parallel()
	pair := func(change func(*Pair)) Pair {
		p := Pair{ID: "new", Left: ids("x"), Right: ids("y"), Relation: Same, Status: Accepted}
		change(&p)
		return p
	}
	c := decoded(t, good)
	early := decoded(t, "[[pair]]\nid = \"early\"\nleft = [\"church\"]\nright = [\"god\"]\n"+good)
	add := func(change func(*Pair)) func() ([]byte, error) {
		return func() ([]byte, error) { return c.Add(pair(change)) }
	}
	for _, tt := range []struct {
		edit func() ([]byte, error)
		want string
	}{
		{add(func(p *Pair) { p.ID = "kin" }), `there is a pair "kin" already; give the new one another id`},
		{add(func(p *Pair) { p.ID = "" }), `the id of a pair: "" holds no letter and no digit, so it cannot be an id`},
		{add(func(p *Pair) { p.Left = nil }), `pair "new" has no code on the left`},
		{add(func(p *Pair) { p.Right = nil }), `pair "new" has no code on the right`},
		{add(func(p *Pair) { p.Relation = "" }), `"" is no relation of codes; it is same, broader, narrower or overlaps`},
		{add(func(p *Pair) { p.Status = "yes" }), `"yes" is no status of a pair; it is proposed, accepted or rejected`},
		{
			add(func(p *Pair) { p.Left = ids("x", "bills") }),
			`code "bills" on the left of pair "new" is in pair "money" at line 3 too, and both are accepted as the same; add the codes to that pair with: grounded crosswalk set money --left bills,rent,x --right finances,y`,
		},
		{
			func() ([]byte, error) { return setStatus(early, "early", Accepted, "") },
			`code "church" on the left of pair "faith" is in pair "early" at line 1 too, and both are accepted as the same; reject one of them, or join the two with: grounded crosswalk join faith early`,
		},
		{func() ([]byte, error) { return setStatus(c, "mony", Accepted, "") }, `no pair "mony" in c.toml; did you mean money?`},
		{func() ([]byte, error) { return c.Set(pair(func(p *Pair) { p.ID = "xyzzy" })) }, `no pair "xyzzy" in c.toml`},
	} {
		src, err := tt.edit()
		if err == nil {
			t.Errorf("made:\n%s\nwant the error %q", src, tt.want)
		} else if err.Error() != tt.want {
			t.Errorf("got  %q\nwant %q", err, tt.want)
		}
	}
}

// Otherwise only a text editor could mend a file that nothing will read.
func TestAnOverlapCanBeMendedByRejecting(t *testing.T) {
	t.Parallel()
	c, problems := Decode("c.toml", []byte(good+"\n[[pair]]\nid = \"again\"\nleft = [\"rent\"]\nright = [\"housing\"]\nstatus = \"accepted\"\n"))
	if err := problem.Fatal(problems); err == nil || problems[len(problems)-1].Name != "pair-overlap" {
		t.Fatalf("no overlap to begin with: %v", problems)
	}
	src, err := setStatus(c, "again", Rejected, "")
	if err != nil {
		t.Fatal(err)
	}
	decoded(t, string(src))
	if _, err := setStatus(c, "again", Accepted, ""); err == nil {
		t.Error("an overlap was accepted once more")
	}
}

func drawPair(t *rapid.T, id string) Pair {
	codes := rapid.SliceOfNDistinct(rapid.SampledFrom(ids("a", "b", "c", "d", "é", "e f")), 1, 3, rapid.ID[codebook.ID])
	return Pair{
		ID: id, Left: codes.Draw(t, "left"), Right: codes.Draw(t, "right"),
		Relation:     rapid.SampledFrom(relations()).Draw(t, "relation"),
		Status:       rapid.SampledFrom(statuses()).Draw(t, "status"),
		Note:         rapid.String().Draw(t, "note"),
		EvidenceFrom: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "evidence"),
	}
}

// Whatever is added and set is what is then read, from either side, and no code
// is ever in two categories.
func TestEditsAreReadBack(t *testing.T) {
	t.Parallel()
	sameButLines := []cmp.Option{cmpopts.IgnoreFields(Pair{}, "Line"), cmpopts.EquateEmpty()}
	rapid.Check(t, func(t *rapid.T) {
		src := New("l", "r")
		var want []Pair
		for _, id := range []string{"one", "two", "three", "two", "one"} {
			c, problems := Decode("c.toml", src)
			if problems != nil {
				t.Fatalf("%v in:\n%s", problems, src)
			}
			p := drawPair(t, id)
			seen := p
			if rapid.Bool().Draw(t, "swapped") {
				c, seen = c.Swap(), p.Swap()
			}
			at := slices.IndexFunc(want, func(q Pair) bool { return q.ID == id })
			edit := func() ([]byte, error) { return c.Add(seen) }
			if at >= 0 {
				edit = func() ([]byte, error) { return c.Set(seen) }
			}
			next, err := edit()
			switch {
			case err != nil && (strings.Contains(err.Error(), "both are accepted") || strings.Contains(err.Error(), "to the same codes")):
				continue
			case err != nil:
				t.Fatal(err)
			case at >= 0:
				want[at] = p
			default:
				want = append(want, p)
			}
			src = next
		}
		c, problems := Decode("c.toml", src)
		if problems != nil {
			t.Fatalf("%v in:\n%s", problems, src)
		}
		if diff := cmp.Diff(want, c.Pairs, sameButLines...); diff != "" {
			t.Fatalf("(-want +got):\n%s\nin:\n%s", diff, src)
		}
		if diff := cmp.Diff(c.Pairs, c.Swap().Swap().Pairs); diff != "" {
			t.Fatalf("swapped twice (-once +twice):\n%s", diff)
		}
		left, right := map[codebook.ID]bool{}, map[codebook.ID]bool{}
		for _, category := range c.Categories() {
			for _, side := range []struct {
				codes []codebook.ID
				seen  map[codebook.ID]bool
			}{{category.Left, left}, {category.Right, right}} {
				for _, code := range side.codes {
					if side.seen[code] {
						t.Fatalf("%q is in two categories of:\n%s", code, src)
					}
					side.seen[code] = true
				}
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(good))
	f.Add(New("a", "b"))
	f.Add([]byte("[[pair]]\n[[pair]]\nid=\"a\"\nleft=[\"x\"]\nright=[\"x\"]\nstatus=\"accepted\"\n[[pair]]\nid=\"b\"\nleft=[\"x\"]\nright=[\"x\"]\nstatus=\"accepted\"\n"))
	f.Add([]byte("pair = [{ id = \"a\", left = [\"x\"], right = [\"y\"] }]\r\n"))
	f.Add([]byte("pair = 1"))
	f.Add([]byte("\ufeff[[pair]]\nid = \"a\nleft = [\"\xff\"]\n<<<<<<< ours\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, problems := Decode("f", src)
		lines := strings.Count(string(src), "\n") + 1
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines || p.Name == "" || p.Message == "" {
				t.Fatalf("%+v in a file of %d lines", p, lines)
			}
		}
		c.Swap().Categories()
		c.Check(&codebook.Book{}, nil)
		if problem.Fatal(problems) != nil || len(c.Pairs) == 0 {
			return
		}
		p := c.Pairs[0]
		edited, err := setStatus(c, p.ID, Rejected, "")
		if err != nil {
			return
		}
		after, problems := Decode("f", edited)
		if err := problem.Fatal(problems); err != nil {
			t.Fatalf("%v after the edit of:\n%s", err, src)
		}
		p.Status = Rejected
		if diff := cmp.Diff(append([]Pair{p}, c.Pairs[1:]...), after.Pairs, cmpopts.IgnoreFields(Pair{}, "Line")); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

const proposals = `[[pair]]
id = "decided"
left = ["rent"]
right = ["housing"]
status = "accepted"

[[pair]]
id = "mine" # of the first look
left = ["bills", "fuel"]
right = ["money"]
relation = "overlaps"

[[pair]]
id = "talk"
left = ["kin"]
right = ["people"]
note = "ask her what she means"

[[pair]]
id = "old"
left = ["winter"]
right = ["cold"]

[[pair]]
id = "no"
left = ["song"]
right = ["noise"]
status = "rejected"
note = "not hers"
`

func TestRenewReplacesWhatIsProposed(t *testing.T) {
	t.Parallel()
	fresh := []Pair{
		{Left: ids("fuel", "bills"), Right: ids("money"), Relation: Same, Status: Proposed, EvidenceFrom: []string{"i1"}},
		{Left: ids("song"), Right: ids("noise"), Relation: Narrower, Status: Proposed},
		{Left: ids("old"), Right: ids("cold"), Relation: Same, Status: Proposed},
		{Left: ids("decided"), Right: ids("decided"), Relation: Same, Status: Proposed},
	}
	c := decoded(t, proposals)
	src, renewed, err := c.Renew(fresh...)
	if err != nil {
		t.Fatal(err)
	}
	want := `[[pair]]
id = "decided"
left = ["rent"]
right = ["housing"]
status = "accepted"

[[pair]]
id = "mine" # of the first look
left = ["bills", "fuel"]
right = ["money"]
relation = "same"
status = "proposed"
evidence_from = ["i1"]

[[pair]]
id = "talk"
left = ["kin"]
right = ["people"]
note = "ask her what she means"

[[pair]]
id = "no"
left = ["song"]
right = ["noise"]
status = "proposed"
note = "not hers"
relation = "narrower"

[[pair]]
id = "old-cold"
left = ["old"]
right = ["cold"]
relation = "same"
status = "proposed"

[[pair]]
id = "decided-2"
left = ["decided"]
right = ["decided"]
relation = "same"
status = "proposed"
`
	if diff := cmp.Diff(want, string(src)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var got []string
	for _, p := range renewed {
		got = append(got, p.ID)
	}
	if diff := cmp.Diff([]string{"mine", "no", "old-cold", "decided-2"}, got); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	again, _, err := decoded(t, string(src)).Renew(renewed...)
	if err != nil || string(again) != string(src) {
		t.Errorf("renewed once more it is otherwise (%v):\n%s", err, again)
	}
	if src, _, err := decoded(t, "# nothing\n").Renew(); err != nil || string(src) != "# nothing\n" {
		t.Errorf("of nothing it makes %q, %v", src, err)
	}
}

// A decision is no proposal, and does not become one.
func TestRenewLeavesAnAcceptedPairOfTheSameCodes(t *testing.T) {
	t.Parallel()
	src, renewed, err := decoded(t, proposals).Renew(Pair{Left: ids("rent"), Right: ids("housing"), Relation: Broader, Status: Proposed})
	if err != nil || renewed[0].ID != "rent-housing" || !strings.HasPrefix(string(src), proposals[:strings.Index(proposals, "[[pair]]\nid = \"mine")]) {
		t.Errorf("%+v, %v:\n%s", renewed, err, src)
	}
}

// What was accepted or rejected keeps every byte, whatever is proposed, and what
// is proposed is read back from either side.
func TestRenewTouchesNoDecision(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var before []Pair
		for _, id := range []string{"one", "two", "three", "four"} {
			p := drawPair(t, id)
			if p.Status == Accepted {
				p.Relation = Broader // so that no two of them overlap
			}
			before = append(before, p)
		}
		c, _ := Decode("c.toml", New("l", "r"))
		src, err := c.Add(before...)
		if err != nil {
			t.Fatal(err)
		}
		c, _ = Decode("c.toml", src)
		if rapid.Bool().Draw(t, "swapped") {
			c = c.Swap()
		}
		var fresh []Pair
		for range rapid.IntRange(0, 3).Draw(t, "fresh") {
			p := drawPair(t, "")
			p.Status, p.Note = Proposed, ""
			if !slices.ContainsFunc(append(c.Pairs, fresh...), func(q Pair) bool { return q.Status != Proposed && q.SameCodes(p) }) && !slices.ContainsFunc(fresh, p.SameCodes) {
				fresh = append(fresh, p)
			}
		}
		src, renewed, err := c.Renew(fresh...)
		if err != nil {
			t.Fatal(err)
		}
		now, problems := Decode("c.toml", src)
		if problem.Fatal(problems) != nil {
			t.Fatalf("%v in:\n%s", problems, src)
		}
		if c.swapped {
			now = now.Swap()
		}
		for _, p := range c.Pairs {
			q, ok := now.Pair(p.ID)
			kept := p.Status != Proposed || p.Note != ""
			if p.Status != Proposed && !cmp.Equal(p, q, cmpopts.IgnoreFields(Pair{}, "Line"), cmpopts.EquateEmpty()) {
				t.Fatalf("%+v became %+v", p, q)
			}
			if kept && !ok {
				t.Fatalf("%+v is gone", p)
			}
		}
		for i, p := range renewed {
			q, ok := now.Pair(p.ID)
			if !ok || !q.SameCodes(fresh[i]) || q.Relation != fresh[i].Relation || q.Status != Proposed || !slices.Equal(q.EvidenceFrom, fresh[i].EvidenceFrom) {
				t.Fatalf("%+v was to be proposed, and the file says %+v:\n%s", fresh[i], q, src)
			}
		}
	})
}

func TestRenewRefusesAFileThatIsBroken(t *testing.T) {
	t.Parallel()
	c, _ := Decode("c.toml", []byte("[[pair]]\nid = \"a\"\nleft = []\nright = [\"x\"]\n"))
	if _, _, err := c.Renew(); err == nil {
		t.Error("a broken file was changed")
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	c := decoded(t, good)
	if p, err := c.Find("kin"); err != nil || p.ID != "kin" {
		t.Errorf("got %+v, %v", p, err)
	}
	if _, err := c.Find("kni"); err == nil || err.Error() != `no pair "kni" in c.toml; did you mean kin?` {
		t.Errorf("got %v", err)
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	src := New("l", "r")
	for _, p := range []Pair{
		{ID: "one", Left: ids("rent"), Right: ids("money"), Relation: Same, Status: Accepted, Note: "hers", EvidenceFrom: []string{"i1"}},
		{ID: "two", Left: ids("bills"), Right: ids("money"), Relation: Same, Status: Proposed, Note: "and his", EvidenceFrom: []string{"i2"}},
		{ID: "far", Left: ids("x"), Right: ids("y"), Relation: Same, Status: Proposed},
	} {
		var err error
		if src, err = decoded(t, string(src)).Add(p); err != nil {
			t.Fatal(err)
		}
	}
	c := decoded(t, string(src))
	if p, ok := c.InTheWay("two"); !ok || p.ID != "one" {
		t.Errorf("in the way of two is %q", p.ID)
	}
	if p, ok := c.InTheWay("far"); ok {
		t.Errorf("in the way of far is %q", p.ID)
	}
	out, made, err := c.Join("two", "one")
	if err != nil {
		t.Fatal(err)
	}
	want := Pair{ID: "one", Left: ids("bills", "rent"), Right: ids("money"), Relation: Same, Status: Accepted, Note: "hers; and his", EvidenceFrom: []string{"i1", "i2"}}
	now := decoded(t, string(out))
	got, _ := now.Pair("one")
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Pair{}, "Line")); diff != "" || len(now.Pairs) != 2 || made.ID != "one" {
		t.Errorf("%d pairs (-want +got):\n%s", len(now.Pairs), diff)
	}
	if _, _, err := c.Join("two", "two"); err == nil {
		t.Error("a pair was joined with itself")
	}
	if _, _, err := c.Join("nowhere", "one"); err == nil {
		t.Error("a pair that is not there was joined")
	}
}

// What one pair calls the same no other may call broader or narrower.
func TestContradictions(t *testing.T) {
	t.Parallel()
	src := New("l", "r")
	for _, p := range []Pair{
		{ID: "wide", Left: ids("bills", "rent"), Right: ids("money"), Relation: Narrower, Status: Accepted},
		{ID: "rejected", Left: ids("bills"), Right: ids("money"), Relation: Same, Status: Rejected},
	} {
		var err error
		if src, err = decoded(t, string(src)).Add(p); err != nil {
			t.Fatal(err)
		}
	}
	c := decoded(t, string(src))
	if _, err := setStatus(c, "rejected", Accepted, ""); err == nil || err.Error() != `pair "rejected" says that code "bills" is same, and pair "wide" that it is narrower, to the same codes; change or reject one of the two first` {
		t.Errorf("%v", err)
	}
	_, problems := Decode("c.toml", []byte(strings.Replace(string(src), `status = "rejected"`, `status = "accepted"`, 1)))
	if len(problems) != 1 || problems[0].Name != "pair-contradiction" || problems[0].Fatal {
		t.Errorf("%v", problems)
	}
}
