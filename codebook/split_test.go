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
