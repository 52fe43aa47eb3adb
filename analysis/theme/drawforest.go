package theme

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// rail is how wide the line is that leads to a theme from the one above it.
const rail = 3

// forest returns the lines of themes, of at most width columns, with a line from
// each theme to those below it. Of one so deep that its lines would take half of the
// width the outermost are left away.
func (d *drawing) forest(branches []branch, width int) []string {
	var lines, rails []string // rails pass by on the left of themes below, one a depth
	for i, b := range branches {
		if i > 0 && b.depth == 0 {
			lines = append(lines, "")
		}
		lines = append(lines, d.heading(branches, i, width)...)
		first, others := "", ""
		if b.depth > 0 {
			rails = rails[:b.depth-1]
			before := strings.Join(rails[max(0, len(rails)-(width/2/rail-1)):], "")
			lines = append(lines, before+"│")
			first, others = before+"├─ ", before+"│  "
			rails = append(rails, "│  ")
			if b.last {
				first, others = before+"└─ ", before+"   "
				rails[b.depth-1] = "   "
			}
		} else {
			rails = nil
		}
		below := "  "
		if i+1 < len(branches) && branches[i+1].depth > b.depth {
			below = "│ "
		}
		lines = append(lines, hung(first, others+below, b.headline(), width)...)
		for _, line := range b.told(width - displaywidth.String(others+below)) {
			lines = append(lines, others+below+line)
		}
	}
	return lines
}
