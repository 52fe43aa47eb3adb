package theme

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever parents a file gives, each theme is walked to once, and nothing is
// below itself.
func TestAnyParentsMakeATree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "themes")
		var src strings.Builder
		for i := range n {
			parents := rapid.SliceOfN(rapid.IntRange(0, n), 0, 3).Draw(t, "parents")
			fmt.Fprintf(&src, "[[theme]]\nid = \"t%d\"\nparents = [", i)
			for _, p := range parents {
				fmt.Fprintf(&src, "\"t%d\",", p)
			}
			src.WriteString("]\n")
		}
		m, _ := Decode("m.toml", []byte(src.String()))
		walked := map[ID]int{}
		for theme, depth := range m.Walk() {
			walked[theme.ID]++
			if (depth == 0) != (len(m.above[m.byID[theme.ID]]) == 0) {
				t.Fatalf("%s is walked to at depth %d in\n%s", theme.ID, depth, &src)
			}
		}
		for i := range n {
			id := ID(fmt.Sprintf("t%d", i))
			if walked[id] != 1 {
				t.Fatalf("%s is walked to %d times in\n%s", id, walked[id], &src)
			}
			for _, below := range m.Below(id)[1:] {
				if slices.Contains(m.Below(below), id) {
					t.Fatalf("%s and %s are below each other in\n%s", id, below, &src)
				}
			}
			for _, j := range m.above[i] {
				if !slices.Contains(m.Below(m.Themes[j].ID), id) {
					t.Fatalf("%s is not below its parent %s in\n%s", id, m.Themes[j].ID, &src)
				}
			}
		}
	})
}
