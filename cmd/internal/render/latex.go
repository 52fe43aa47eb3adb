package render

import (
	"bytes"
	"fmt"
	"strings"

	"grounded/analysis/table"
)

// setWide is the width, in columns of a terminal, from which a lane of words is
// set in a column of LaTeX that breaks lines.
const setWide = 40

func writeLaTeX(b *bytes.Buffer, r table.Report) {
	if v, ok := r.View.(table.Cards); ok {
		latexCards(b, r, deal(r.Table, v))
		return
	}
	g := lay(r.Table, r.View)
	columns, breaks := g.columns()
	environment, packages := "tabular", "\\usepackage{booktabs}"
	begin := "\\begin{tabular}{" + columns + "}\n"
	if breaks {
		environment, packages = "tabularx", packages+" and \\usepackage{tabularx}"
		begin = "\\begin{tabularx}{\\linewidth}{" + columns + "}\n"
	}
	fmt.Fprintf(b, "%% needs %s\n\\begin{table}[htbp]\n\\centering\n", packages)
	if r.Title != "" {
		fmt.Fprintf(b, "\\caption{%s}\n", latex(cleanLine(r.Title)))
	}
	b.WriteString(begin + "\\toprule\n")
	latexHeader(b, g)
	b.WriteString("\\midrule\n")
	breaking := make([]bool, len(g.lanes))
	for j := range g.lanes {
		breaking[j] = g.breaks(j)
	}
	for _, row := range g.rows {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = latexCell(c, breaking[j])
			if number, ok := strings.CutPrefix(cells[j], "-"); ok && g.lanes[j].right && !g.lanes[j].words {
				cells[j] = "$-$" + number
			}
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\\n")
	}
	if len(g.rows) == 0 {
		fmt.Fprintf(b, "\\multicolumn{%d}{@{}l@{}}{%s} \\\\\n", len(g.lanes), none)
	}
	fmt.Fprintf(b, "\\bottomrule\n\\end{%s}\n", environment)
	if len(r.Notes) > 0 {
		b.WriteString("\n\\medskip\n\\begin{minipage}{\\linewidth}\n\\footnotesize\n")
		latexNotes(b, r.Notes)
		b.WriteString("\\end{minipage}\n")
	}
	b.WriteString("\\end{table}\n")
}

// columns returns the argument of tabular, and whether lines break in any of
// the columns.
func (g grid) columns() (string, bool) {
	var b strings.Builder
	breaks := false
	b.WriteString("@{}")
	for j, l := range g.lanes {
		switch {
		case g.breaks(j) && l.right:
			breaks = true
			b.WriteString(">{\\raggedleft\\arraybackslash}X")
		case g.breaks(j):
			breaks = true
			b.WriteString(">{\\raggedright\\arraybackslash}X")
		case l.right:
			b.WriteString("r")
		default:
			b.WriteString("l")
		}
	}
	b.WriteString("@{}")
	return b.String(), breaks
}

func (g grid) breaks(j int) bool {
	if !g.lanes[j].words {
		return false
	}
	for _, row := range g.rows {
		if strings.Contains(row[j].text, "\n") || width(row[j].text) > setWide {
			return true
		}
	}
	return false
}

func latexHeader(b *bytes.Buffer, g grid) {
	if len(g.groups) > 0 {
		var cells, rules []string
		at := 1
		for _, run := range g.runs() {
			if run.group == 0 {
				cells = append(cells, strings.Repeat("& ", run.lanes-1))
			} else {
				cells = append(cells, fmt.Sprintf("\\multicolumn{%d}{c}{%s}", run.lanes, latex(g.groups[run.group-1])))
				rules = append(rules, fmt.Sprintf("\\cmidrule(lr){%d-%d}", at, at+run.lanes-1))
			}
			at += run.lanes
		}
		b.WriteString(strings.Join(cells, " & ") + " \\\\\n" + strings.Join(rules, " ") + "\n")
	}
	headings := make([]string, len(g.lanes))
	for j, l := range g.lanes {
		headings[j] = latexCell(cell{text: l.heading}, false)
	}
	b.WriteString(strings.Join(headings, " & ") + " \\\\\n")
}

// latexCell returns a cell. A [ or * at its beginning would be read as an
// argument of the \\ that ended the row before.
func latexCell(c cell, breaks bool) string {
	newline := " "
	if breaks {
		newline = " \\newline "
	}
	lines := carry(strings.Split(c.text, "\n"))
	for i, line := range lines {
		body := strings.TrimLeft(line, " ")
		lines[i] = strings.Repeat("~", len(line)-len(body)) + latex(body)
	}
	s := strings.Join(lines, newline)
	if c.depth > 0 {
		return fmt.Sprintf("\\hspace*{%dem}", c.depth) + s
	}
	switch firstRune(s) {
	case "[", "*":
		return "{}" + s
	}
	return s
}

func latexCards(b *bytes.Buffer, r table.Report, cards []card) {
	if r.Title != "" {
		fmt.Fprintf(b, "\\subsection*{%s}\n\n", latex(cleanLine(r.Title)))
	}
	if len(cards) == 0 {
		b.WriteString(none + "\n\n")
	}
	for _, c := range cards {
		if len(c.head) > 0 {
			fmt.Fprintf(b, "\\noindent\\textbf{%s}\n", latex(strings.Join(c.head, " · ")))
		}
		if len(c.body) > 0 {
			b.WriteString("\\begin{quote}\n")
			for i, paragraph := range c.body {
				if i > 0 {
					b.WriteByte('\n')
				}
				b.WriteString(latex(paragraph) + "\n")
			}
			b.WriteString("\\end{quote}\n")
		}
		if len(c.foot) > 0 {
			b.WriteString("{\\footnotesize\n")
			for _, f := range c.foot {
				fmt.Fprintf(b, "\\noindent %s: %s\\par\n", latex(f.heading), latex(f.text))
			}
			b.WriteString("}\n")
		}
		b.WriteByte('\n')
	}
	if len(r.Notes) > 0 {
		b.WriteString("{\\footnotesize\n")
		latexNotes(b, r.Notes)
		b.WriteString("}\n")
	}
}

func latexNotes(b *bytes.Buffer, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(b, "\\noindent %s\\par\n", latex(cleanLine(note)))
	}
}

var latexSpecial = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `$`, `\$`, `&`, `\&`, `#`, `\#`, `_`, `\_`, `%`, `\%`,
	`^`, `\textasciicircum{}`, `~`, `\textasciitilde{}`,
	`<`, `\textless{}`, `>`, `\textgreater{}`, `|`, `\textbar{}`,
)

// latex escapes what LaTeX would take for a command. Quotation marks and dashes
// stay as they were written.
func latex(s string) string {
	return emphasise(latexSpecial.Replace(s), `\textbf{`, `}`)
}
