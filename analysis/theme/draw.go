package theme

import (
	"strings"

	"github.com/clipperhouse/displaywidth"

	"grounded/transcript/coding"
)

// Draw returns a model as people see it, in plain text of at most width columns,
// which are taken to be from 48 to 100. Of a tree the parts that are leaves are in
// the crown, the process in the trunk, then come the ground, soil and roots;
// themes of parts without a place in the tree, and of no part, stand below it. A
// hierarchy has a line from each theme to those below it, and all else is written
// as a list. Each theme has its statement, a quotation as in [Model.Tree] with its
// speaker and place, how much stands behind it, and how many quotations of the
// model qualify or contradict it; below the second of its parents it is only
// named. Behind what there is to say of the picture come other notes. Lines end in \n,
// without white space before it.
func (m *Model) Draw(p coding.Picked, hits map[ID][]Hit, width int, notes ...string) string {
	d := drawing{width: max(48, min(width, 100)), parted: len(m.Parts) > 0}
	branches := m.drawnBranches(p, hits)
	byPlace := map[Place][]branch{}
	for _, b := range branches {
		place := b.part.Place
		if m.Shape != Tree {
			place = ""
		}
		byPlace[place] = append(byPlace[place], b)
	}
	if m.Title != "" {
		for _, line := range wrap(m.Title, d.width) {
			d.line(centred(line, d.width))
		}
	}
	rest := byPlace[""]
	if len(rest) < len(branches) {
		d.gap()
		d.crown(byPlace[Leaf])
		d.trunk(byPlace[Trunk], len(byPlace[Leaf]) > 0)
		d.ground(byPlace[Soil], byPlace[Root])
	}
	if len(rest) > 0 {
		d.gap()
		write := d.themes
		if m.Shape == Hierarchy {
			write = d.forest
		}
		for _, line := range write(rest, d.width) {
			d.line(line)
		}
	}
	for _, note := range append(m.notes(p, branches), asNotes(notes)...) {
		d.gap()
		for _, line := range wrap(note.String(), d.width) {
			d.line(line)
		}
	}
	return d.text.String()
}

// drawing is a picture of a tree in the making.
type drawing struct {
	width  int
	parted bool // the model has parts, so that a theme of none stands apart
	text   strings.Builder
}

// step is how far each edge of the crown and of the roots goes out at a time.
const step = 4

func (d *drawing) line(s string) {
	d.text.WriteString(strings.TrimRight(s, " "))
	d.text.WriteByte('\n')
}

// gap draws an empty line, but not as the first.
func (d *drawing) gap() {
	if d.text.Len() > 0 {
		d.line("")
	}
}

// stem returns where the walls of the trunk stand, in columns from 0.
func (d *drawing) stem() (left, right int) {
	left = 3 * step
	return left, d.width - 1 - left
}

// crown draws the leaves: a canopy that stands on the trunk.
func (d *drawing) crown(leaves []branch) {
	if len(leaves) == 0 {
		return
	}
	last := d.width - 1
	d.line(spaces(2*step) + "╭" + strings.Repeat("─", last-4*step-1) + "╮")
	d.line(spaces(step) + "╭" + strings.Repeat("─", step-1) + "╯" + spaces(last-4*step-1) + "╰" + strings.Repeat("─", step-1) + "╮")
	d.line("╭" + strings.Repeat("─", step-1) + "╯" + spaces(last-2*step-1) + "╰" + strings.Repeat("─", step-1) + "╮")
	d.walled(leaves, 0, last, "│")
	d.line("╰" + strings.Repeat("─", step-1) + "╮" + spaces(last-2*step-1) + "╭" + strings.Repeat("─", step-1) + "╯")
	left, right := d.stem()
	floor := []rune(strings.Repeat("─", last-2*step-1))
	floor[left-step-1], floor[right-step-1] = '┬', '┬'
	d.line(spaces(step) + "╰" + string(floor) + "╯")
}

// trunk draws the process between its walls. Without a crown it is cut off.
func (d *drawing) trunk(process []branch, crowned bool) {
	left, right := d.stem()
	if !crowned {
		d.line(spaces(left) + "╭" + strings.Repeat("─", right-left-1) + "╮")
	}
	if len(process) == 0 {
		d.wall(left, right, "", "│")
		return
	}
	d.walled(process, left, right, "│")
}

// ground draws the surface of the earth, and the soil and the roots below it.
func (d *drawing) ground(soil, roots []branch) {
	left, right := d.stem()
	foot := '┷'
	if len(roots) > 0 && len(soil) == 0 {
		foot = '┿'
	}
	surface := []rune(strings.Repeat("━", d.width))
	surface[left], surface[right] = foot, foot
	d.line(string(surface))
	if len(soil) > 0 {
		d.walled(soil, 0, d.width-1, "░")
		d.line(strings.Repeat("░", d.width))
	}
	if len(roots) == 0 {
		return
	}
	last := d.width - 1
	d.line(spaces(2*step) + "╭" + strings.Repeat("─", step-1) + "╯" + spaces(last-6*step-1) + "╰" + strings.Repeat("─", step-1) + "╮")
	d.line(spaces(step) + "╭" + strings.Repeat("─", step-1) + "╯" + spaces(last-4*step-1) + "╰" + strings.Repeat("─", step-1) + "╮")
	d.line("╭" + strings.Repeat("─", step-1) + "╯" + spaces(last-2*step-1) + "╰" + strings.Repeat("─", step-1) + "╮")
	d.walled(roots, 0, last, "│")
	d.line("╰─" + fill("┬────", last-3) + "─╯")
	d.line("  " + fill("╵    ", last-3))
}

// walled draws themes between two walls, with a blank line above and below.
func (d *drawing) walled(branches []branch, left, right int, wall string) {
	d.wall(left, right, "", wall)
	for _, line := range d.themes(branches, right-left-1-4) {
		d.wall(left, right, line, wall)
	}
	d.wall(left, right, "", wall)
}

// wall draws one line of text between two walls.
func (d *drawing) wall(left, right int, text, wall string) {
	d.line(spaces(left) + wall + "  " + padded(text, right-left-3) + wall)
}

// themes returns the lines of themes, of at most width columns, with the name
// of a part over the first of its themes.
func (d *drawing) themes(branches []branch, width int) []string {
	var lines []string
	for i, b := range branches {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, d.heading(branches, i, width)...)
		indent := spaces(min(3*b.depth, width/3))
		mark := "• "
		if b.depth > 0 {
			mark = "◦ "
		}
		lines = append(lines, hung(indent+mark, indent+"  ", b.headline(), width)...)
		for _, line := range b.told(width - len(indent) - 2) {
			lines = append(lines, indent+"  "+line)
		}
	}
	return lines
}

// heading returns the lines of the name of a part, before the first of its themes.
func (d *drawing) heading(branches []branch, i, width int) []string {
	name := branches[i].part.Name
	if d.parted {
		name = orElse(name, "Without a part")
	}
	if name == "" || i > 0 && branches[i-1].part.Name == branches[i].part.Name {
		return nil
	}
	var lines []string
	for _, line := range wrap(strings.ToUpper(name), width) {
		lines = append(lines, centred(line, width))
	}
	return append(lines, "")
}

// headline is the name of a theme, or, where it is drawn elsewhere, where that is.
func (b branch) headline() string {
	if b.again != "" {
		return "→ " + b.theme.Name + ", " + b.again
	}
	return b.theme.Name
}

// told returns the lines of what is said of a theme below its name.
func (b branch) told(width int) []string {
	if b.again != "" {
		return nil
	}
	var lines []string
	if b.theme.Statement != "" {
		lines = wrap(b.theme.Statement, width)
	}
	for _, line := range b.quotation() {
		lines = append(lines, hung("  ", "  ", line, width)...)
	}
	return append(lines, wrap("("+b.standing()+")", width)...)
}

// hung wraps a text with one indent before its first line and another before the
// others.
func hung(first, others, text string, width int) []string {
	lines := wrap(text, width-max(displaywidth.String(first), displaywidth.String(others)))
	for i := range lines {
		if i == 0 {
			lines[i] = first + lines[i]
		} else {
			lines[i] = others + lines[i]
		}
	}
	return lines
}

// standing says how much stands behind a theme, and what stands against it.
func (b branch) standing() string {
	says := "no codings yet"
	switch have := (amount{codings: len(b.evidence.rows), hits: len(b.evidence.hits)}); {
	case have.some():
		says = have.says() + ", " + counted(b.participants, "participant")
	case len(b.evidence.queries) > 0:
		says = "no codings and no hits yet"
	}
	if b.qualified > 0 {
		says += "; qualified by " + counted(b.qualified, "quotation")
	}
	if b.contradicted > 0 {
		says += "; contradicted by " + counted(b.contradicted, "quotation")
	}
	return says
}

// fill repeats a pattern until it takes so many columns.
func fill(pattern string, columns int) string {
	runes := []rune(strings.Repeat(pattern, columns/len([]rune(pattern))+1))
	return string(runes[:columns])
}

func spaces(n int) string { return strings.Repeat(" ", max(n, 0)) }
