package picture

import (
	"fmt"
	"html"
	"strings"

	"grounded/analysis/theme"
	"grounded/cmd/internal/drawing"
)

// DOT writes a model as a graph of Graphviz: a theme a node, a part a cluster, and
// a line to each theme from those that it stands below. A tree has its leaves at
// the top and its roots and their soil at the bottom. Its notes are a node without a
// frame, below all that stands in rows.
func DOT(p theme.Picture) string {
	var b strings.Builder
	direction := "LR"
	if flat(p) {
		direction = "TB"
	}
	b.WriteString("digraph model {\n")
	fmt.Fprintf(&b, "  graph [rankdir=%s, nodesep=0.25, ranksep=0.4, fontname=\"Helvetica\", fontsize=16, labelloc=t", direction)
	if title := htmlLines(p.Title, 16, 520, ""); title != "" {
		fmt.Fprintf(&b, ", label=<%s>", title)
	}
	b.WriteString("]\n  node [shape=box, style=\"rounded,filled\", fillcolor=white, color=\"#8d8778\", fontname=\"Helvetica\", fontsize=11, margin=\"0.14,0.09\"]\n")
	b.WriteString("  edge [dir=none, color=\"#8d8778\"]\n")
	notes := notesOf(p)
	if len(notes) > 0 { // first, as what nothing joins stands the lower the earlier it comes
		const left = ` align="left"`
		text := ""
		for _, note := range notes {
			text += htmlLines(note, 9, 520, left) + "<br" + left + "/>"
		}
		fmt.Fprintf(&b, "  notes [shape=plain, style=\"\", fontsize=9, fontcolor=\"%s\", label=<%s>]\n", muted, text)
	}
	names := numbered(p)
	for i, g := range p.Groups {
		indent := "  "
		if g.Part.Name != "" {
			colours := coloursOf(g.Part.Place)
			fmt.Fprintf(&b, "  subgraph cluster_%d {\n    graph [fontsize=12, style=\"rounded,filled\", color=\"%s\", fillcolor=\"%s\", label=<<b>%s</b>>]\n",
				i+1, colours.edge, colours.fill, htmlLines(strings.ToUpper(g.Part.Name), 12, 420, ""))
			indent += "  "
		}
		for _, d := range g.Themes {
			if d.Again == "" {
				fmt.Fprintf(&b, "%s%s [label=<%s>]\n", indent, names[d.ID], nodeHTML(d))
			}
		}
		if g.Part.Name != "" {
			b.WriteString("  }\n")
		}
	}
	for _, j := range joints(p) {
		loose := ""
		if flat(p) && !j.within {
			loose = " [constraint=false]"
		}
		fmt.Fprintf(&b, "  %s -> %s%s\n", names[j.first], names[j.second], loose)
	}
	if flat(p) {
		stack(&b, p, names)
	}
	if len(notes) > 0 {
		for _, above := range lowest(p, names) {
			fmt.Fprintf(&b, "  %s -> notes [style=invis]\n", above)
		}
	}
	b.WriteString("}\n")
	return b.String()
}

// stack puts the themes of each group in rows, and each group below the one before
// it, by lines that nobody sees.
func stack(b *strings.Builder, p theme.Picture, names map[theme.ID]string) {
	var above []theme.ID
	for i, g := range p.Groups {
		pairs, first, last := rows(g)
		for _, pair := range pairs {
			fmt.Fprintf(b, "  %s -> %s [style=invis]\n", names[pair[0]], names[pair[1]])
		}
		if i > 0 {
			fmt.Fprintf(b, "  v%d [shape=point, style=invis, width=0, height=0]\n", i)
			for _, id := range above {
				fmt.Fprintf(b, "  %s -> v%d [style=invis]\n", names[id], i)
			}
			for _, id := range first {
				fmt.Fprintf(b, "  v%d -> %s [style=invis]\n", i, names[id])
			}
		}
		above = last
	}
}

// nodeHTML is what a node says of a theme, as Graphviz' HTML-like labels have it.
func nodeHTML(d theme.Drawn) string {
	const left = ` align="left"`
	text := "<b>" + htmlLines(d.Name, 11, 230, left) + "</b>" + "<br" + left + "/>"
	for _, t := range told(d) {
		text += htmlLines(t, 11, 230, left) + "<br" + left + "/>"
	}
	return text
}

// htmlLines wraps a text, with breaks that align the lines.
func htmlLines(text string, size, width float64, align string) string {
	lines := drawing.Break(oneLine(text), drawing.Font{Size: size}, width)
	for i := range lines {
		lines[i] = html.EscapeString(lines[i])
	}
	return strings.Join(lines, "<br"+align+"/>")
}

// colours are those of a part of a model.
type colours struct{ edge, fill string }

func coloursOf(p theme.Place) colours {
	switch p {
	case theme.Leaf:
		return colours{leafEdge, leafFill}
	case theme.Trunk:
		return colours{woodEdge, wood}
	case theme.Root:
		return colours{rootEdge, earth}
	case theme.Soil:
		return colours{soilEdge, soil}
	}
	return colours{edge, "white"}
}
