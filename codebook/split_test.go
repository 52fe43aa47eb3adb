package codebook

import (
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	src := `# ours
[[code]]
id = "money"

[[code]]
id = "rent"
parent = "money"

[[code]]
id = "arrears"
parent = "rent"

[[code]]
id = "level"

[[code]]
id = "means"
kind = "analytical"
grounded_in = ["money", "rent"]
`
	b, problems := Decode("b.toml", []byte(src))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out, err := b.Split("rent", "2021-03-04", "arrears", "level")
	if err != nil {
		t.Fatal(err)
	}
	now, problems := Decode("b.toml", out)
	rent, _ := now.Code("rent")
	arrears, _ := now.Code("arrears")
	means, _ := now.Code("means")
	if len(problems) > 0 || rent.Retired != "2021-03-04" || list(rent.Became) != list([]ID{"arrears", "level"}) || arrears.Parent != "money" ||
		list(means.GroundedIn) != list([]ID{"money", "arrears", "level"}) || !strings.HasPrefix(string(out), "# ours\n") {
		t.Errorf("%v\n%s", problems, out)
	}
	for _, refused := range [][]ID{{"level"}, {"level", "level"}, {"rent", "level"}, {"means", "level"}, {"level", "nowhere"}, {"money", "level"}} {
		if _, err := b.Split("rent", "2021-03-04", refused...); err == nil {
			t.Errorf("split into %v, and arrears stands below it", refused)
		}
	}
	if _, err := now.Split("rent", "2021-03-04", "arrears", "level"); err == nil {
		t.Error("a retired code was split")
	}
}

// On its way a code is in use, and means what it is being split into as well; what it is
// split into at the end are these, and what is said then.
func TestSplitting(t *testing.T) {
	t.Parallel()
	decode := func(src []byte) *Book {
		t.Helper()
		b, problems := Decode("b.toml", src)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return b
	}
	edited := func(src []byte, err error) *Book {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return decode(src)
	}
	b := decode([]byte("[[code]]\nid = \"rent\" # ours\n\n[[code]]\nid = \"arrears\"\n\n[[code]]\nid = \"level\"\n\n[[code]]\nid = \"deposit\"\n\n[[code]]\nid = \"debt\"\n"))
	begun := edited(b.Splitting("rent", "arrears", "level"))
	rent, _ := begun.Code("rent")
	if !rent.InUse() || list(begun.Heirs("rent")) != "arrears, level" || list(begun.Meant("rent")) != "rent, arrears, level" {
		t.Errorf("%+v means %v", rent, begun.Meant("rent"))
	}
	again := edited(begun.Splitting("rent", "arrears", "level"))
	if string(again.Source()) != string(begun.Source()) {
		t.Errorf("said twice:\n%s", again.Source())
	}
	// One of the parts is merged on the way, and another comes to them.
	merged := edited(begun.Merge("debt", "2021-03-04", "level"))
	done := edited(merged.Split("rent", "2021-03-05", "arrears", "deposit"))
	rent, _ = done.Code("rent")
	if list(rent.Became) != "arrears, debt, deposit" || len(rent.Splitting) > 0 || strings.Contains(string(done.Source()), "splitting") {
		t.Errorf("%s", done.Source())
	}
	// It is neither retired nor merged on the way: its parts would count with it no more.
	if _, err := begun.Retire("rent", "2021-03-04"); err == nil {
		t.Error("retired while it is being split")
	}
	if _, err := begun.Merge("debt", "2021-03-04", "rent"); err == nil {
		t.Error("merged while it is being split")
	}
	// One whose parts were merged back into it is not being split any more back into it, whatever they became on the way.
	back := edited(edited(begun.Merge("debt", "2021-03-04", "level")).Merge("rent", "2021-03-05", "debt"))
	if rent, _ = back.Code("rent"); list(rent.Splitting) != "arrears" {
		t.Errorf("%+v", rent)
	}
	if back = edited(back.Merge("rent", "2021-03-06", "arrears")); strings.Contains(string(back.Source()), "splitting") {
		t.Errorf("%s", back.Source())
	}
	if _, err := b.Splitting("rent", "arrears"); err == nil {
		t.Error("one part is enough")
	}
	diff := Differences(b, begun)
	if len(diff) != 1 || diff[0].What != EventSplitting || list(diff[0].With) != "arrears, level" {
		t.Errorf("%+v", diff)
	}
	_, problems := Decode("b.toml", []byte("[[code]]\nid = \"a\"\nsplitting = [\"c\"]\n[[code]]\nid = \"b\"\nretired = 2021-03-04\nsplitting = [\"a\"]\n"))
	var names []string
	for _, p := range problems {
		names = append(names, p.Name)
	}
	if strings.Join(names, " ") != "splitting-missing splitting-retired" {
		t.Error(names)
	}
}
