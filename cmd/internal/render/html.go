package render

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"grounded/analysis/table"
)

// style is all the page needs: it loads nothing and runs nothing.
const style = `body { font: 16px/1.5 Georgia, serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
table { border-collapse: collapse; border-bottom: 2px solid; margin-top: 2rem; }
caption { caption-side: top; text-align: left; font-weight: bold; padding-bottom: .5rem; }
thead { border-top: 2px solid; border-bottom: 1px solid; }
th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; }
th { vertical-align: bottom; }
th.group { border-bottom: 1px solid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
blockquote { margin: .3rem 1.5rem; }
h1 { font-size: 1.15rem; margin: 2rem 0 0; }
h2 { font-size: 1rem; margin: 1.5rem 0 0; }
dl { margin: .3rem 0 0; font-size: .9rem; }
dt { float: left; clear: left; margin-right: .5rem; }
dt::after { content: ":"; }
dd { margin: 0; }
.note { font-size: .9rem; margin: .5rem 0; }
`

// writeHTML writes reports as one page, which is called as the first of them.
func writeHTML(b *bytes.Buffer, rs []table.Report) {
	page := "Table"
	if len(rs) > 0 && cleanLine(rs[0].Title) != "" {
		page = cleanLine(rs[0].Title)
	}
	fmt.Fprintf(b, "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		html.EscapeString(table.Unmark(page)), style)
	for _, r := range rs {
		htmlReport(b, r)
	}
	b.WriteString("</body>\n</html>\n")
}

func htmlReport(b *bytes.Buffer, r table.Report) {
	title := cleanLine(r.Title)
	if v, ok := r.View.(table.Cards); ok {
		if title != "" {
			fmt.Fprintf(b, "<h1>%s</h1>\n", hypertext(title))
		}
		htmlCards(b, deal(r.Table, v))
	} else {
		htmlGrid(b, title, lay(r.Table, r.View))
	}
	for _, note := range r.Notes {
		fmt.Fprintf(b, "<p class=\"note\">%s</p>\n", hypertext(cleanLine(note)))
	}
}

func htmlGrid(b *bytes.Buffer, title string, g grid) {
	b.WriteString("<table>\n")
	if title != "" {
		fmt.Fprintf(b, "<caption>%s</caption>\n", hypertext(title))
	}
	b.WriteString("<thead>\n")
	if len(g.groups) > 0 {
		b.WriteString("<tr>")
		for _, run := range g.runs() {
			if run.group == 0 {
				fmt.Fprintf(b, "<td colspan=\"%d\"></td>", run.lanes)
			} else {
				fmt.Fprintf(b, "<th class=\"group\" scope=\"colgroup\" colspan=\"%d\">%s</th>", run.lanes, hypertext(g.groups[run.group-1]))
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("<tr>")
	for _, l := range g.lanes {
		fmt.Fprintf(b, "<th scope=\"col\"%s>%s</th>", l.class(), hypertext(l.heading))
	}
	b.WriteString("</tr>\n</thead>\n<tbody>\n")
	for _, row := range g.rows {
		b.WriteString("<tr>")
		for j, c := range row {
			indent := ""
			if c.depth > 0 {
				indent = fmt.Sprintf(" style=\"padding-left: %gem\"", 1.5*float64(c.depth))
			}
			fmt.Fprintf(b, "<td%s%s>%s</td>", g.lanes[j].class(), indent, hypertext(c.text))
		}
		b.WriteString("</tr>\n")
	}
	if len(g.rows) == 0 {
		fmt.Fprintf(b, "<tr><td colspan=\"%d\">%s</td></tr>\n", len(g.lanes), none)
	}
	b.WriteString("</tbody>\n</table>\n")
}

func (l lane) class() string {
	if l.right {
		return ` class="number"`
	}
	return ""
}

// run is lanes beside each other that are of one group, or of none.
type run struct{ group, lanes int }

func (g grid) runs() []run {
	var out []run
	for _, l := range g.lanes {
		if n := len(out); n > 0 && out[n-1].group == l.group {
			out[n-1].lanes++
		} else {
			out = append(out, run{l.group, 1})
		}
	}
	return out
}

func htmlCards(b *bytes.Buffer, cards []card) {
	if len(cards) == 0 {
		fmt.Fprintf(b, "<p>%s</p>\n", none)
	}
	for _, c := range cards {
		b.WriteString("<article>\n")
		if len(c.head) > 0 {
			fmt.Fprintf(b, "<h2>%s</h2>\n", hypertext(strings.Join(c.head, " · ")))
		}
		if len(c.body) > 0 {
			b.WriteString("<blockquote>\n")
			for _, paragraph := range c.body {
				fmt.Fprintf(b, "<p>%s</p>\n", hypertext(paragraph))
			}
			b.WriteString("</blockquote>\n")
		}
		if len(c.foot) > 0 {
			b.WriteString("<dl>\n")
			for _, f := range c.foot {
				fmt.Fprintf(b, "<dt>%s</dt><dd>%s</dd>\n", hypertext(f.heading), hypertext(f.text))
			}
			b.WriteString("</dl>\n")
		}
		b.WriteString("</article>\n")
	}
}

// hypertext escapes cleaned text for html, within elements and attributes.
func hypertext(s string) string {
	lines := carry(strings.Split(s, "\n"))
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("&nbsp;", len(line)-len(body)) + emphasise(html.EscapeString(body), "<mark>", "</mark>")
	}
	return strings.Join(lines, "<br>")
}
