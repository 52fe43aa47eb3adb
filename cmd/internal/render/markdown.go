package render

import (
	"bytes"
	"regexp"
	"strings"

	"grounded/analysis/table"
)

func writeMarkdown(b *bytes.Buffer, r table.Report) {
	var parts []string
	if r.Title != "" {
		parts = append(parts, markdownHeading(r.Title))
	}
	if v, ok := r.View.(table.Cards); ok {
		parts = append(parts, markdownCards(deal(r.Table, v))...)
	} else {
		parts = append(parts, markdownGrid(lay(r.Table, r.View)))
	}
	if len(r.Table.Rows) == 0 {
		parts = append(parts, none+"\n")
	}
	for _, note := range r.Notes {
		parts = append(parts, markdownParagraph(cleanLine(note))+"\n")
	}
	b.WriteString(strings.Join(parts, "\n"))
}

// markdownHeading is a bold line; marks would end the bold.
func markdownHeading(s string) string {
	return "**" + markdown(table.Unmark(strings.TrimSpace(cleanLine(s)))) + "**\n"
}

func markdownGrid(g grid) string {
	var b strings.Builder
	rule := "|"
	for _, l := range g.lanes {
		heading := markdownCell(cell{text: l.heading})
		if l.group > 0 {
			heading += " (" + markdownCell(cell{text: g.groups[l.group-1]}) + ")"
		}
		b.WriteString("| " + heading + " ")
		if l.right {
			rule += " ---: |"
		} else {
			rule += " --- |"
		}
	}
	b.WriteString("|\n" + rule + "\n")
	for _, row := range g.rows {
		for _, c := range row {
			b.WriteString("| " + markdownCell(c) + " ")
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// markdownCell returns a cell on one line, with spaces at its beginning that
// Markdown keeps.
func markdownCell(c cell) string {
	lines := carry(strings.Split(c.text, "\n"))
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("&nbsp;", len(line)-len(body)) + markdown(body)
	}
	return strings.Repeat("&emsp;", c.depth) + strings.Join(lines, "<br>")
}

func markdownCards(cards []card) []string {
	var parts []string
	for _, c := range cards {
		if len(c.head) > 0 {
			parts = append(parts, markdownHeading(strings.Join(c.head, " · ")))
		}
		if len(c.body) > 0 {
			quoted := make([]string, len(c.body))
			for i, paragraph := range c.body {
				quoted[i] = "> " + markdownParagraph(paragraph) + "\n"
			}
			parts = append(parts, strings.Join(quoted, ">\n"))
		}
		foot := ""
		for _, f := range c.foot {
			foot += "- " + markdown(f.heading) + ": " + markdown(f.text) + "\n"
		}
		if foot != "" {
			parts = append(parts, foot)
		}
	}
	return parts
}

var (
	markdownSpecial = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`,
		`<`, `\<`, `|`, `\|`, `~`, `\~`, `$`, `\$`,
	)
	markdownEntity = regexp.MustCompile(`&(#?[0-9A-Za-z]+;)`)
	markdownStart  = regexp.MustCompile(`^([0-9]{1,9})([.)])`)
)

// markdown escapes what Markdown as GitHub reads it would take for more than
// text inside a line: emphasis, links, html, code, formulas, cells of a table.
func markdown(s string) string {
	s = markdownSpecial.Replace(s)
	if strings.Contains(s, "&") {
		s = markdownEntity.ReplaceAllString(s, `\&$1`)
	}
	return emphasise(s, "**", "**")
}

// markdownParagraph escapes also what at the beginning of a line would open a
// heading, a list or a quotation.
func markdownParagraph(s string) string {
	s = markdown(strings.TrimLeft(s, " "))
	switch firstRune(s) {
	case "#", "-", "+", ">", "=":
		return `\` + s
	}
	return markdownStart.ReplaceAllString(s, `$1\$2`)
}
