package picture

import (
	"fmt"
	"strings"

	"grounded/analysis/theme"
)

// Mermaid writes a model as a flowchart of mermaid: a theme a node, a part a
// subgraph, and a line to each theme from those that it stands below. A tree has
// its leaves at the top and its roots and their soil at the bottom. Its notes are a node
// without a frame, below all that stands in rows.
func Mermaid(p theme.Picture) string {
	var b strings.Builder
	if title := oneLine(p.Title); title != "" {
		fmt.Fprintf(&b, "---\ntitle: %s\n---\n", yamlText(title))
	}
	direction := "LR"
	if flat(p) {
		direction = "TB"
	}
	fmt.Fprintf(&b, "flowchart %s\n", direction)
	names := numbered(p)
	var parts []string
	for i, g := range p.Groups {
		indent := "  "
		if g.Part.Name != "" {
			parts = append(parts, fmt.Sprintf("p%d", i+1))
			fmt.Fprintf(&b, "  subgraph p%d[\"%s\"]\n", i+1, entities(oneLine(g.Part.Name)))
			indent += "  "
			fmt.Fprintf(&b, "%sdirection %s\n", indent, direction)
		}
		for _, d := range g.Themes {
			if d.Again == "" {
				fmt.Fprintf(&b, "%s%s[\"%s\"]\n", indent, names[d.ID], nodeText(d))
			}
		}
		if flat(p) {
			pairs, _, _ := rows(g)
			for _, pair := range pairs {
				fmt.Fprintf(&b, "%s%s ~~~ %s\n", indent, names[pair[0]], names[pair[1]])
			}
		}
		if g.Part.Name != "" {
			b.WriteString("  end\n")
		}
	}
	for i := 1; flat(p) && i < len(parts); i++ {
		fmt.Fprintf(&b, "  %s ~~~ %s\n", parts[i-1], parts[i])
	}
	for _, j := range joints(p) {
		fmt.Fprintf(&b, "  %s --- %s\n", names[j.first], names[j.second])
	}
	notes := notesOf(p)
	for i, note := range notes {
		notes[i] = entities(note)
	}
	if len(notes) > 0 {
		fmt.Fprintf(&b, "  notes[\"%s\"]\n", strings.Join(notes, "<br>"))
		for _, above := range lowest(p, names) {
			fmt.Fprintf(&b, "  %s ~~~ notes\n", above)
		}
	}
	fmt.Fprintf(&b, "  classDef default fill:white,stroke:%s,color:%s,text-align:left\n", edge, ink)
	if len(notes) > 0 {
		fmt.Fprintf(&b, "  style notes fill:none,stroke:none,color:%s\n", muted)
	}
	for i, g := range p.Groups {
		if g.Part.Name != "" {
			c := coloursOf(g.Part.Place)
			fmt.Fprintf(&b, "  style p%d fill:%s,stroke:%s,color:%s\n", i+1, c.fill, c.edge, ink)
		}
	}
	return b.String()
}

// nodeText is what a node says of a theme.
func nodeText(d theme.Drawn) string {
	lines := []string{"<b>" + entities(oneLine(d.Name)) + "</b>"}
	for _, text := range told(d) {
		lines = append(lines, entities(text))
	}
	return strings.Join(lines, "<br>")
}

// entities writes what means something in a text of mermaid, and what begins an
// item of a list, as an entity of mermaid's form.
func entities(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch r {
		case '"', '#', '&', '<', '>', '`', '\\', '*', '_', '~', '[', ']', '{', '}', '|', '$', ';', '%':
			fmt.Fprintf(&b, "#%d;", r)
			if strings.HasPrefix(text[i+1:], "$") {
				b.WriteString("#8203;") // two of them would begin a formula
			}
			continue
		case '-', '+', '.', ')':
			// "- ", "1. " and "1) " begin items of a list.
			if strings.TrimLeft(text[:i], "0123456789") == "" && strings.HasPrefix(text[i+1:], " ") {
				fmt.Fprintf(&b, "#%d;", r)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// yamlText is a text as a double-quoted scalar (YAML 1.2, section 7.3.1). Two signs
// of per cent would begin a directive of mermaid.
func yamlText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%%", "% %").Replace(text) + `"`
}
